"""Imported days are those of Project's own arithmetic, which counts in moments of work."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import Closure, WorkingCalendar
from tests.exchange.conftest import take, xml_of

CLOSED = Closure(first=date(2021, 9, 29), last=date(2021, 10, 4), name="closure")
CALENDAR = WorkingCalendar(nation="england", closures=(CLOSED,))
CLOSURE = (
    "<Exceptions><Exception><TimePeriod><FromDate>2021-09-29T00:00:00</FromDate>"
    "<ToDate>2021-10-04T23:59:00</ToDate></TimePeriod><Type>1</Type><DayWorking>0</DayWorking>"
    "</Exception></Exceptions>"
)
START = date(2021, 9, 6)
WORKDAYS = [
    day for day in (START + timedelta(days=n) for n in range(900)) if CALENDAR.is_working(day)
]


@st.composite
def projects(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int, int, int]]]:
    """Days that tasks take, and links (first, then, type, working days of lag)."""
    lengths = draw(st.lists(st.integers(0, 6), min_size=1, max_size=7))
    links = [
        (draw(st.integers(0, then - 1)), then, draw(st.integers(0, 3)), draw(st.integers(-4, 5)))
        for then in range(1, len(lengths))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return lengths, links


def in_moments(lengths: list[int], links: list[tuple[int, int, int, int]]) -> list[int]:
    """When each task begins at the earliest, in whole days of work after the project's start.

    The definition: FF 0, FS 1, SF 2 and SS 3 hold one end of a task at or after an end of
    another and a lag, and nothing begins before the project.
    """
    starts: list[int] = []
    for then, length in enumerate(lengths):
        bounds = [0]
        for first, other, kind, lag in links:
            if other == then:
                begins = starts[first] + (lengths[first] if kind in (0, 1) else 0) + lag
                bounds.append(begins - (length if kind in (0, 2) else 0))
        starts.append(max(bounds))
    return starts


def morning(at: int) -> datetime:
    return datetime.combine(WORKDAYS[at], time(8))


def evening(at: int) -> datetime:
    return datetime.combine(WORKDAYS[at - 1], time(17)) if at else morning(0)


def xml(lengths: list[int], links: list[tuple[int, int, int, int]], starts: list[int]) -> str:
    tasks = []
    for at, length in enumerate(lengths):
        waits = "".join(
            f"<PredecessorLink><PredecessorUID>{first + 1}</PredecessorUID><Type>{kind}</Type>"
            f"<LinkLag>{4800 * lag}</LinkLag><LagFormat>7</LagFormat></PredecessorLink>"
            for first, then, kind, lag in links
            if then == at
        )
        early = morning(starts[at]) if length else evening(starts[at])
        tasks.append(
            f"<Task><UID>{at + 1}</UID><Name>{escape(f't{at}')}</Name>"
            f"<Duration>PT{8 * length}H0M0S</Duration><EarlyStart>{early.isoformat()}</EarlyStart>"
            f"<EarlyFinish>{evening(starts[at] + length).isoformat()}</EarlyFinish>{waits}</Task>"
        )
    return f"{CLOSURE}\n<Tasks>{''.join(tasks)}</Tasks>"


@given(projects())
def test_early_days_are_those_that_moments_of_work_give(
    drawn: tuple[list[int], list[tuple[int, int, int, int]]],
) -> None:
    lengths, links = drawn
    starts = in_moments(lengths, links)
    made = take(xml_of(xml(lengths, links, starts)))
    assert made.schedule.feasible
    assert made.differences == []
    assert made.recheck.compared == len(lengths) + sum(length > 0 for length in lengths)
