"""The four kinds of links, each with its lag, lead and elapsed lag; the days are worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from earlyhelp.exchange.report import Fate
from tests.exchange.conftest import take, xml_of

if TYPE_CHECKING:
    from tests.exchange.conftest import Taken


def test_finish_to_start_on_a_friday_is_the_next_monday(taken: Taken) -> None:
    """Five days from Monday 6 September end on Friday 10; what follows begins on Monday 13.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration>
    <EarlyStart>2021-09-06T08:00:00</EarlyStart><EarlyFinish>2021-09-10T17:00:00</EarlyFinish></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT8H0M0S</Duration>
    <EarlyStart>2021-09-13T08:00:00</EarlyStart><EarlyFinish>2021-09-13T17:00:00</EarlyFinish>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.earliest("a.end") == date(2021, 9, 10)
    assert taken.earliest("b.start") == taken.earliest("b.end") == date(2021, 9, 13)
    assert "after: a.end + 1 working day\n" in taken.text
    assert (taken.recheck.compared, taken.differences) == (4, [])


def test_finish_to_start_with_a_lag_and_with_leads(taken: Taken) -> None:
    """From Friday 10: two days of lag are Wednesday 15; one day of lead is Friday 10 itself;
    three days of lead are Wednesday 8, and the lag is in tenths of minutes: 4,800 are a day.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration></Task>
    <Task><UID>2</UID><Name>lag</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-15T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>9600</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
    <Task><UID>3</UID><Name>lead</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-10T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>-4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
    <Task><UID>4</UID><Name>longer</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-08T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>-14400</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.earliest("lag.start") == date(2021, 9, 15)
    assert taken.earliest("lead.start") == date(2021, 9, 10)
    assert taken.earliest("longer.start") == date(2021, 9, 8)
    assert "by: longer.start + 2 working days\n" in taken.text
    assert taken.differences == []


def test_start_to_start_and_finish_to_finish(taken: Taken) -> None:
    """Monday 6 and three days are Thursday 9. The end, Friday 10, and two days are Tuesday 14;
    a task of one day that ends then begins then.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration></Task>
    <Task><UID>2</UID><Name>ss</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-09T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>3</Type><LinkLag>14400</LinkLag></PredecessorLink></Task>
    <Task><UID>3</UID><Name>ff</Name><Duration>PT8H0M0S</Duration>
    <EarlyStart>2021-09-14T08:00:00</EarlyStart><EarlyFinish>2021-09-14T17:00:00</EarlyFinish>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>0</Type><LinkLag>9600</LinkLag></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.earliest("ss.start") == date(2021, 9, 9)
    assert taken.earliest("ff.end") == taken.earliest("ff.start") == date(2021, 9, 14)
    assert taken.differences == []


def test_start_to_finish_ends_the_evening_before(taken: Taken) -> None:
    """The shift of b begins on Monday 13 at 08:00; a hands over to it, so a, two days long, ends
    no earlier than Friday 10 in the evening and begins on Thursday 9. With a day of lag c ends
    on Monday 13.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT16H0M0S</Duration>
    <EarlyStart>2021-09-09T08:00:00</EarlyStart><EarlyFinish>2021-09-10T17:00:00</EarlyFinish>
    <PredecessorLink><PredecessorUID>2</PredecessorUID><Type>2</Type></PredecessorLink></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT8H0M0S</Duration>
    <ConstraintType>4</ConstraintType><ConstraintDate>2021-09-13T08:00:00</ConstraintDate></Task>
    <Task><UID>3</UID><Name>c</Name><Duration>PT8H0M0S</Duration><EarlyFinish>2021-09-13T17:00:00</EarlyFinish>
    <PredecessorLink><PredecessorUID>2</PredecessorUID><Type>2</Type><LinkLag>4800</LinkLag></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.earliest("a.start") == date(2021, 9, 9)
    assert taken.earliest("a.end") == date(2021, 9, 10)
    assert taken.earliest("c.end") == date(2021, 9, 13)
    assert taken.differences == []


def test_an_elapsed_lag_runs_through_the_weekend(taken: Taken) -> None:
    """Friday 10 at 17:00 and three elapsed days are Monday 13 at 17:00: work begins on Tuesday
    14. One elapsed day is Saturday 17:00: work begins on Monday 13. 14,400 tenths are a day.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-14T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>43200</LinkLag><LagFormat>8</LagFormat></PredecessorLink></Task>
    <Task><UID>3</UID><Name>c</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-13T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>14400</LinkLag><LagFormat>8</LagFormat></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.earliest("b.start") == date(2021, 9, 14)
    assert taken.earliest("c.start") == date(2021, 9, 13)
    assert "after: a.end + 4 calendar days\n" in taken.text
    assert taken.differences == []
    assert taken.fates(Fate.CHANGED) == []


FIVE_AND_TWO_DAYS = """
<Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration>
<ConstraintType>4</ConstraintType><ConstraintDate>2021-09-13T08:00:00</ConstraintDate></Task>
<Task><UID>2</UID><Name>b</Name><Duration>PT16H0M0S</Duration>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>{kind}</Type><LinkLag>{lag}</LinkLag><LagFormat>{unit}</LagFormat></PredecessorLink></Task></Tasks>
"""
DAY, ELAPSED_DAY = (4800, 7), (14_400, 8)


@pytest.mark.parametrize(
    ("kind", "count", "each", "start", "end"),
    [
        # finish to start, from Friday 17 at 17:00
        (1, 0, DAY, 20, 21),
        (1, 2, DAY, 22, 23),
        (1, -2, DAY, 16, 17),  # Wednesday 15 at 17:00: work begins on Thursday
        (1, 3, ELAPSED_DAY, 21, 22),  # Monday 20 at 17:00
        (1, -3, ELAPSED_DAY, 15, 16),  # Tuesday 14 at 17:00
        # start to start, from Monday 13 at 08:00
        (3, 0, DAY, 13, 14),
        (3, 2, DAY, 15, 16),
        (3, -2, DAY, 9, 10),
        (3, 3, ELAPSED_DAY, 16, 17),
        (3, -3, ELAPSED_DAY, 10, 13),  # Friday 10 and Monday 13
        # finish to finish, from Friday 17 at 17:00
        (0, 0, DAY, 16, 17),
        (0, 2, DAY, 20, 21),
        (0, -2, DAY, 14, 15),
        (0, 3, ELAPSED_DAY, 17, 20),
        (0, -3, ELAPSED_DAY, 13, 14),
        # start to finish, from Monday 13 at 08:00, which is Friday 10 at 17:00
        (2, 0, DAY, 9, 10),
        (2, 2, DAY, 13, 14),
        (2, -2, DAY, 7, 8),
        (2, 3, ELAPSED_DAY, 14, 15),  # Thursday 16 at 08:00 is Wednesday 15 at 17:00
        (2, -3, ELAPSED_DAY, 8, 9),
    ],
)
def test_each_kind_of_link_with_each_kind_of_lag(
    kind: int, count: int, each: tuple[int, int], start: int, end: int
) -> None:
    """A task of five days from Monday 13 to Friday 17, and one of two days that waits for it."""
    lag, unit = each
    made = take(xml_of(FIVE_AND_TWO_DAYS.format(kind=kind, lag=count * lag, unit=unit)))
    assert made.earliest("b.start") == date(2021, 9, start)
    assert made.earliest("b.end") == date(2021, 9, end)
    assert made.fates(Fate.LOST) == []


def test_hours_and_per_cent_become_whole_days_and_are_named(taken: Taken) -> None:
    """Four hours after Friday 10 is Monday 13 at noon: the whole day later, Tuesday 14. Half of
    five days is 2.5: three, so that work begins on Thursday 16.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT8H0M0S</Duration>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>2400</LinkLag><LagFormat>5</LagFormat></PredecessorLink></Task>
    <Task><UID>3</UID><Name>c</Name><Duration>PT8H0M0S</Duration>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>50</LinkLag><LagFormat>19</LagFormat></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.earliest("b.start") == date(2021, 9, 14)
    assert taken.earliest("c.start") == date(2021, 9, 16)
    assert taken.fates(Fate.CHANGED) == [
        "a to b, FS + 0.5 working days: b.start, after: a.end + 2 working days: 0.5 days became 1",
        "a to c, FS + 50 %: c.start, after: a.end + 4 working days: 2.5 days became 3",
    ]


def test_a_milestone_is_in_the_evening_of_the_day_on_which_its_work_ends(taken: Taken) -> None:
    """Project draws the first on Friday 10 at 17:00. What follows it begins on Monday 13. The
    other is drawn on Monday 13 at 08:00, the same moment, and what follows begins that day.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration></Task>
    <Task><UID>2</UID><Name>evening</Name><Milestone>1</Milestone><Duration>PT0H0M0S</Duration>
    <EarlyStart>2021-09-10T17:00:00</EarlyStart><EarlyFinish>2021-09-10T17:00:00</EarlyFinish>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
    <Task><UID>3</UID><Name>b</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-13T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type></PredecessorLink></Task>
    <Task><UID>4</UID><Name>morning</Name><Milestone>1</Milestone><Duration>PT0H0M0S</Duration>
    <EarlyStart>2021-09-13T08:00:00</EarlyStart><EarlyFinish>2021-09-13T08:00:00</EarlyFinish>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
    <Task><UID>5</UID><Name>c</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-13T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>4</PredecessorUID><Type>1</Type></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.earliest("evening") == date(2021, 9, 10)
    assert taken.earliest("morning") == date(2021, 9, 13)
    assert taken.earliest("b.start") == taken.earliest("c.start") == date(2021, 9, 13)
    assert taken.differences == []


def test_a_link_from_a_summary_waits_for_all_in_it(taken: Taken) -> None:
    """The longer of the two ends on Wednesday 8, so what follows begins on Thursday 9.

    <Tasks>
    <Task><UID>1</UID><Name>Moves</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
    <Task><UID>2</UID><Name>a</Name><OutlineLevel>2</OutlineLevel><Duration>PT24H0M0S</Duration></Task>
    <Task><UID>3</UID><Name>b</Name><OutlineLevel>2</OutlineLevel><Duration>PT8H0M0S</Duration></Task>
    <Task><UID>4</UID><Name>c</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-09T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
    <Task><UID>5</UID><Name>d</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration>
    <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>3</Type></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.earliest("c.start") == date(2021, 9, 9)
    assert taken.plan["moves.a.start"].workstream == "Moves"
    assert taken.differences == []
    assert taken.fates(Fate.LOST) == [
        "Moves to d, SS: of a summary's first start or last end, a plan cannot say this"
    ]


def test_links_that_lead_nowhere_are_named(taken: Taken) -> None:
    """
    <Tasks>
    <Task><UID>1</UID><Name>off</Name><Active>0</Active><Duration>PT8H0M0S</Duration></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT8H0M0S</Duration>
    <PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink>
    <PredecessorLink><PredecessorUID>77</PredecessorUID></PredecessorLink>
    <PredecessorLink><PredecessorUID>2</PredecessorUID><CrossProject>1</CrossProject></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.fates(Fate.LOST) == [
        "off: it is switched off (inactive), so it is left out",
        "off to b, FS: the task that comes first is switched off",
        "UID 77 to b, FS: there is no such task",
        "b to b, FS: the task that comes first is in another file",
    ]
