"""What is found among the days nearby is the least there is, as if all days had been looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from earlyhelp.files.load import parse
from earlyhelp.model import Plan
from earlyhelp.model.limits import Counted, begins
from earlyhelp.model.workflows import Per
from earlyhelp.repair import nearby
from earlyhelp.repair.capacity import Found, Outcome, search
from earlyhelp.repair.question import Question, ask
from earlyhelp.repair.windows import Windows, room, windows_in
from earlyhelp.repair.within import mend_within

AS_AT = date(2021, 9, 1)
#: Days after the as-at day that are tried.
LAST = 45


class Row(NamedTuple):
    """A property: the days that are stated for its two steps, if any."""

    vacated: int | None
    handed_over: int | None


@pytest.fixture(autouse=True)
def _solver() -> None:
    pytest.importorskip("ortools.sat.python.cp_model")


def plan_of(rows: list[Row], least: int, most: int, launch: int | None) -> Plan:
    """Properties with two steps that are tied both ways, and maybe a launch after all of them."""

    def day(number: int) -> str:
        return (AS_AT + timedelta(days=number)).isoformat()

    said = "".join(
        f"  - {{id: p{at}"
        + (f", vacated: {day(row.vacated)}" if row.vacated is not None else "")
        + (f", handed_over: {day(row.handed_over)}" if row.handed_over is not None else "")
        + "}\n"
        for at, row in enumerate(rows)
    )
    waits = f"launch: {{by: {day(launch)}, after: all properties.handed_over}}" if launch else ""
    return parse(
        f"format: 1\nid: move\ntitle: The move\nnation: england\ndays: any\nas_at: {AS_AT}\n"
        f"milestones: {{{waits}}}\nworkflows:\n  w:\n    steps:\n      vacated: {{}}\n"
        f"      handed_over: {{after: vacated + {least} calendar days, by: vacated + {most} "
        f"calendar days}}\nproperties:\n{said}".encode()
    )


def limits_of(rows: list[Row], per: Per) -> tuple[Counted, ...]:
    """No more than one of each step in a time."""
    return tuple(
        Counted(
            count=1,
            step=step,
            per=per,
            milestones=tuple(f"p{at}.{step}" for at in range(len(rows))),
        )
        for step in ("vacated", "handed_over")
    )


def ways(
    rows: list[Row], least: int, most: int, launch: int | None, per: Per
) -> Iterator[tuple[int, int]]:
    """The slow obvious way: every two days of every property, by cost and milestones touched."""
    period = [begins(AS_AT + timedelta(days=at), per) for at in range(LAST + most)]
    pairs = [(at, at + lag) for at in range(LAST) for lag in range(least, most + 1)]

    def costs(row: Row, pair: tuple[int, int]) -> Iterator[int]:
        stated = zip(row, pair, strict=True)
        return (abs(at - said) for said, at in stated if said is not None)

    for chosen in product(pairs, repeat=len(rows)):
        if all(
            max(Counter(period[pair[step]] for pair in chosen).values()) == 1 for step in (0, 1)
        ):
            moved = [cost for item in zip(rows, chosen, strict=True) for cost in costs(*item)]
            if launch is not None:
                moved.append(10 * max(0, *(then - launch for _, then in chosen)))
            yield sum(moved), sum(map(bool, moved))


def least_cost(rows: list[Row], least: int, most: int, launch: int | None, per: Per) -> int:
    """What the cheapest of all ways costs."""
    return min(ways(rows, least, most, launch, per))[0]


#: Two properties, a least and a greatest lag, maybe a launch after both, and a time.
moves = st.tuples(
    st.lists(
        st.builds(Row, st.none() | st.integers(0, 12), st.none() | st.integers(0, 14)),
        min_size=2,
        max_size=2,
    ),
    st.integers(0, 3),
    st.integers(0, 2),
    st.none() | st.integers(2, 14),
    st.sampled_from((Per.WORKING_DAY, Per.WEEK)),
).map(lambda move: (move[0], move[1], move[1] + move[2], *move[3:]))
Move = tuple[list[Row], int, int, int | None, Per]


@given(move=moves)
def test_no_days_that_keep_the_limits_cost_less(move: Move) -> None:
    rows, *_, per = move
    found = mend_within(plan_of(*move[:4]), limits_of(rows, per))
    assert found.outcome is Outcome.LEAST
    assert found.repair.cost == least_cost(*move)


def fewest_of(move: Move) -> tuple[int, int]:
    """The fewest milestones of all ways, and the least that they cost."""
    return min((touched, cost) for cost, touched in ways(*move))


@given(move=moves)
def test_no_days_that_keep_the_limits_move_fewer_milestones(move: Move) -> None:
    rows, *_, per = move
    found = mend_within(plan_of(*move[:4]), limits_of(rows, per), fewest=True)
    assert found.outcome is Outcome.LEAST
    assert (found.repair.touched, found.repair.cost) == fewest_of(move)


@given(move=moves, more=st.integers(0, 1))
@example(move=([Row(3, 6), Row(None, None)], 1, 5, None, Per.WEEK), more=0)
def test_what_is_found_among_too_few_days_is_called_the_fewest_only_where_it_is(
    move: Move, more: int
) -> None:
    rows, *_, per = move

    def nowhere_else(question: Question, windows: Windows, *args: Any, **asked: Any) -> Found:
        if sum(windows.last) - sum(windows.first) > 9 * 366:
            reject()  # nothing at all was found nearby
        return search(question, windows, *args, **asked)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(nearby, "TIMES", 0)
        patched.setattr(nearby, "MORE", more)
        patched.setattr(nearby, "search", nowhere_else)
        found = mend_within(plan_of(*move[:4]), limits_of(rows, per), fewest=True)
    fewest, cost = fewest_of(move)
    if found.outcome is Outcome.LEAST:
        assert (found.repair.touched, found.repair.cost) == (fewest, cost)
    else:
        assert found.outcome is Outcome.KEPT
        assert (found.bound or 0) <= fewest <= found.repair.touched


class Searches(NamedTuple):
    """How many days each search looked at, and what each of them is to find, if not what it does."""

    sizes: list[int]
    instead: list[Found | None]


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Searches:
    """Counts what is looked at."""
    kept = Searches([], [])

    def run(
        question: Question,
        windows: Windows,
        limits: Sequence[Counted],
        *,
        fewest: bool,
        effort: float,
        away: Collection[int] = (),
    ) -> Found:
        ends = zip(windows.first, windows.last, strict=True)
        kept.sizes.append(sum(last - first for first, last in ends))
        instead = kept.instead.pop(0) if kept.instead else None
        return instead or search(question, windows, limits, fewest=fewest, effort=effort, away=away)

    monkeypatch.setattr(nearby, "search", run)
    return kept


ROWS = [Row(3, 6)] * 4


def test_days_decades_away_are_not_looked_at(searches: Searches) -> None:
    """They were: a gigabyte of them for four properties."""
    found = mend_within(plan_of(ROWS, 1, 5, 10), limits_of(ROWS, Per.WEEK))
    assert found.outcome is Outcome.LEAST
    assert len(searches.sizes) <= 2
    assert max(searches.sizes) < 9 * 366


def test_what_may_be_decades_away_is_first_taken_to_be_out_of_the_way(searches: Searches) -> None:
    """Two properties of which no day is stated, and nothing that waits for them."""
    rows = [*ROWS[:2], Row(None, None), Row(None, None)]
    found = mend_within(plan_of(rows, 1, 5, None), limits_of(rows, Per.WEEK))
    assert found.outcome is Outcome.LEAST
    assert found.repair.cost == least_cost(ROWS[:2], 1, 5, None, Per.WEEK)
    near, without = searches.sizes
    assert without < near < 9 * 366


def test_what_is_not_proved_without_it_is_looked_for_with_it(searches: Searches) -> None:
    rows = [*ROWS[:2], Row(None, None), Row(None, None)]
    searches.instead.extend([None, Found(Outcome.NOT_KNOWN), Found(Outcome.NOT_KNOWN)])
    found = mend_within(plan_of(rows, 1, 5, None), limits_of(rows, Per.WEEK))
    assert (found.outcome, found.bound) == (Outcome.KEPT, 0)
    assert searches.sizes[-1] > 2 * 50 * 366


def test_where_nothing_is_found_nearby_all_days_are_looked_at(searches: Searches) -> None:
    searches.instead.extend([Found(Outcome.NONE), Found(Outcome.NOT_KNOWN)])
    found = mend_within(plan_of(ROWS, 1, 5, 10), limits_of(ROWS, Per.WEEK))
    assert found.outcome is Outcome.NOT_KNOWN
    near, whole = searches.sizes
    assert near < 9 * 366
    assert whole > 8 * 50 * 366


def test_to_move_fewer_milestones_no_more_days_are_looked_at(searches: Searches) -> None:
    """All of them were, as any number may pay for one milestone fewer."""
    found = mend_within(plan_of(ROWS, 1, 5, 10), limits_of(ROWS, Per.WEEK), fewest=True)
    assert found.outcome is Outcome.LEAST
    assert len(searches.sizes) == 2
    assert max(searches.sizes) < 9 * 366


def test_what_only_a_later_day_spares_is_not_called_the_fewest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second property, of which no day is stated, could come in the week after all of them."""
    rows = [Row(3, 6), Row(None, None)]
    monkeypatch.setattr(nearby, "TIMES", 0)
    monkeypatch.setattr(nearby, "MORE", 0)
    found = mend_within(plan_of(rows, 1, 5, None), limits_of(rows, Per.WEEK), fewest=True)
    assert (found.outcome, found.bound, found.repair.touched) == (Outcome.KEPT, 0, 1)


def test_on_the_only_day_that_stands_for_all_later_ones_nothing_is_counted() -> None:
    question = ask(plan_of([Row(None, None), Row(0, None)], 1, 5, None))
    found, limits = room(question), limits_of(ROWS[:2], Per.WORKING_DAY)[:1]
    assert found is not None
    first, second = (question.network.number[f"p{at}.vacated"] for at in (0, 1))
    start = found.lowest[first]
    spans = {first: (start, start), second: (start, start + 1)}
    looked_at = windows_in(question, found, spans)
    assert looked_at is not None
    for away, day in (((), start + 1), ((first,), start)):
        answer = search(question, looked_at, limits, fewest=True, effort=1, away=away).answer
        assert answer[second] == day


def test_how_few_it_could_be_is_said_where_it_is_not_known(searches: Searches) -> None:
    plan, limits = plan_of(ROWS, 1, 5, 10), limits_of(ROWS, Per.WEEK)
    searches.instead.extend([None, Found(Outcome.KEPT, bound=2)])
    found = mend_within(plan, limits, fewest=True)
    assert (found.outcome, found.bound) == (Outcome.KEPT, 2)
    assert found.repair.touched > 2
    searches.instead.extend([None, Found(Outcome.NOT_KNOWN)])
    found = mend_within(plan, limits, fewest=True)
    assert (found.outcome, found.bound) == (Outcome.KEPT, 0)
    assert max(searches.sizes) < 9 * 366


def test_what_a_way_nearby_pays_for_is_looked_at_too(
    searches: Searches, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of so few weeks that a better way could lie behind them, and that it is not known then."""
    plan, limits = plan_of(ROWS, 1, 5, 10), limits_of(ROWS, Per.WEEK)
    cost = mend_within(plan, limits).repair.cost
    searches.sizes.clear()
    monkeypatch.setattr(nearby, "TIMES", 0)
    monkeypatch.setattr(nearby, "MORE", 2)
    found = mend_within(plan, limits)
    assert (found.outcome, found.repair.cost) == (Outcome.LEAST, cost)
    near, bounded = searches.sizes
    assert near < bounded < 9 * 366
    searches.instead.extend([None, Found(Outcome.NOT_KNOWN)])
    found = mend_within(plan, limits)
    assert (found.outcome, found.bound) == (Outcome.KEPT, 0)
    assert found.repair.cost >= cost


def test_where_the_time_ends_nearby_it_is_not_known(searches: Searches) -> None:
    searches.instead.append(Found(Outcome.NOT_KNOWN))
    found = mend_within(plan_of(ROWS, 1, 5, 10), limits_of(ROWS, Per.WEEK))
    assert found.outcome is Outcome.NOT_KNOWN
    assert len(searches.sizes) == 1
