"""The smallest change that keeps limits: equal to trying everything, and honest where it ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earlyhelp.dates import DateExpression, Lag, WorkingCalendar, days
from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.model import Days, LinkKind, Milestone, Plan, Stated
from earlyhelp.model.limits import Counted, begins, next_begins
from earlyhelp.model.workflows import Per
from earlyhelp.network.schedule import solve_plan
from earlyhelp.repair.capacity import Outcome, search
from earlyhelp.repair.question import ask
from earlyhelp.repair.spans import spans
from earlyhelp.repair.windows import room, windows_in
from earlyhelp.repair.within import Within, mend_within
from tests.repair.conftest import ZERO, Lines, every_cost, limits_of, unsettled_plans

CP_MODEL = "ortools.sat.python.cp_model"
START = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _solver() -> None:
    pytest.importorskip(CP_MODEL)


def two_numbers(found: Within) -> tuple[int, int]:
    return found.repair.cost, found.repair.touched


@given(plan=unsettled_plans(), fewest=st.booleans(), data=st.data())
def test_no_diary_that_keeps_the_limits_costs_less_and_one_costs_as_much(
    plan: Plan, fewest: bool, data: st.DataObject
) -> None:
    limits = data.draw(limits_of(plan))
    names = [item.id for item in plan.milestones]
    keep = data.draw(st.just(frozenset()) | st.frozensets(st.sampled_from(names), max_size=1))
    found = mend_within(plan, limits, keep=keep, fewest=fewest)
    costs = list(every_cost(plan, keep, limits))
    assert found.outcome is (Outcome.LEAST if costs else Outcome.NONE)
    assert found.repair.is_possible == bool(costs)
    if costs and fewest:
        assert (found.repair.touched, found.repair.cost) == min(costs)
    elif costs:
        assert (found.repair.cost, found.repair.touched) == min(
            (cost, touched) for touched, cost in costs
        )
    # in a least answer there is a line for every day that moves
    assert not [c for c in found.repair.changes if "no nearer day was found" in c.why.text]


@given(plan=unsettled_plans(), data=st.data())
def test_a_reason_why_there_is_none_is_one(plan: Plan, data: st.DataObject) -> None:
    limits = data.draw(limits_of(plan))
    found = mend_within(plan, limits)
    crowd = found.crowd
    if crowd is None:
        return
    assert not list(every_cost(plan, limits=limits))
    assert set(crowd.milestones) <= set(crowd.limit.milestones)
    assert len(crowd.milestones) > crowd.room
    schedule = solve_plan(ask(plan).network.plan, plan.as_at)
    for name in crowd.milestones:
        done = plan[name].done
        first = done.when.first if done else schedule.earliest[name]
        last = done.when.last if done else schedule.latest[name]
        assert first is not None
        assert last is not None
        assert crowd.first <= first <= last <= crowd.last
    assert crowd.periods == periods_with_a_day(plan, crowd.limit, crowd.first, crowd.last)
    assert crowd.why_first[-1].day == crowd.first
    assert crowd.why_last[-1].day == crowd.last


def periods_with_a_day(plan: Plan, limit: Counted, first: date, last: date) -> int:
    """How many periods have a day from one to another on which any of them may fall."""
    span = [first + timedelta(n) for n in range((last - first).days + 1)]
    network = ask(plan).network
    is_any = not all(
        network.working[network.number[name]]
        for name in limit.milestones
        if plan[name].done is None
    )
    is_any = is_any or any(plan[name].done is not None for name in limit.milestones)
    return len({begins(day, limit.per) for day in span if is_any or plan.calendar.is_working(day)})


@st.composite
def open_plans(draw: st.DrawFn) -> Plan:
    """A plan in which nothing has a last day but by what it is tied to."""
    plan = draw(unsettled_plans(most=5))
    links = tuple(link for link in plan.links if link.first != ZERO)
    return attrs.evolve(plan, links=links)


@settings(deadline=None)
@given(plan=open_plans(), data=st.data())
def test_nothing_is_to_be_found_after_the_days_that_are_looked_at(
    plan: Plan, data: st.DataObject
) -> None:
    limits = data.draw(limits_of(plan))
    question = ask(plan)
    found = room(question)
    if found is None:
        return
    looked_at = spans(question, found, limits)
    # what is tied both ways is looked at to the calendar's end: too much to do twice
    if any(last > days.number(date(2025, 1, 1)) for _, last in looked_at.values()):
        return
    more = {node: (low, high + 60) for node, (low, high) in looked_at.items()}
    more = {
        node: (low, question.on_or_before(node, min(high, found.highest[node])))
        for node, (low, high) in more.items()
    }
    answers = []
    for chosen in (looked_at, more):
        windows = windows_in(question, found, chosen)
        assert windows is not None
        got = search(question, windows, limits, fewest=False, effort=20)
        cost = None
        if got.answer:
            cost = sum(
                wish.cost(got.answer[node])
                for node, wishes in question.wishes.items()
                for wish in wishes
            )
        answers.append((got.outcome, cost))
    assert answers[0] == answers[1]


def row(
    *expected: str, per: Per = Per.WEEK, count: int = 1, by: str = "", done: int = 0
) -> tuple[Plan, tuple[Counted, ...]]:
    """Milestones with these expected days (or none), the first few of them done."""
    lines = Lines()
    milestones = []
    for number, text in enumerate(expected):
        said = Milestone(id=f"m{number}", place=lines.place(), days=Days.WORKING)
        if number < done:
            said = attrs.evolve(said, done=lines.stated(text))
        elif text:
            said = attrs.evolve(said, expected=lines.stated(text))
        if by:
            said = attrs.evolve(said, by=(lines.stated(by),), locked=True)
            said = attrs.evolve(said, expected=None)
        milestones.append(said)
    plan = Plan(
        id="row",
        title="A row",
        nation="england",
        calendar=WorkingCalendar(nation="england"),
        as_at=START,
        milestones=tuple(milestones),
        links=(),
    )
    names = tuple(item.id for item in milestones)
    return plan, (Counted(count=count, step="m", per=per, milestones=names),)


def moved(found: Within) -> Sequence[tuple[str, int]]:
    return [(change.milestone, change.days) for change in found.repair.changes]


def test_three_in_a_week_of_one_go_to_the_weeks_beside_it() -> None:
    """The Friday before is 3 days from the Monday; the Monday after, 3 from the Friday."""
    found = mend_within(*row("2026-03-16", "2026-03-18", "2026-03-20"))
    assert moved(found) == [("m0", -3), ("m2", 3)]
    assert found.repair.changes[0].why.text == (
        "no more than 1 m a week, and the week of Monday 16 March 2026 has 1 other"
    )


def test_what_is_done_counts_and_stays() -> None:
    found = mend_within(*row("2026-03-03", "2026-03-05", done=1))
    assert moved(found) == [("m1", 4)]


def test_what_has_no_stated_day_gets_one_that_is_free() -> None:
    plan, limits = row("2026-03-02", "", "2026-03-10")
    found = mend_within(plan, limits)
    assert not found.repair.changes
    [placed] = found.placed
    assert placed.milestone == "m1"
    assert placed.said is None
    assert begins(placed.day, Per.WEEK) > date(2026, 3, 9)


def test_what_has_to_stay_where_nobody_works_counts_on_the_working_day_beside_it() -> None:
    """Good Friday is 3 April 2026: Thursday is taken by it, and the other goes to Wednesday."""
    plan, limits = row("2026-04-03", "2026-04-02", per=Per.WORKING_DAY)
    stays, other = plan.milestones
    limit = Stated(DateExpression.parse("2026-04-02"), stays.place)
    stays = attrs.evolve(stays, locked=True, by=(limit,))
    found = mend_within(attrs.evolve(plan, milestones=(stays, other)), limits)
    assert [(item.milestone, item.day) for item in found.placed] == [("m0", date(2026, 4, 2))]
    assert moved(found) == [("m1", -1)]


def test_more_than_there_is_room_for_is_counted() -> None:
    """Three by Friday 13 March: two weeks, so that two of them fit."""
    found = mend_within(*row("", "", "", by="2026-03-15"))
    assert found.outcome is Outcome.NONE
    crowd = found.crowd
    assert crowd is not None
    assert (crowd.milestones, crowd.periods, crowd.room) == (("m0", "m1", "m2"), 2, 2)
    assert (crowd.first, crowd.last) == (START, date(2026, 3, 13))


def test_facts_alone_can_break_a_limit() -> None:
    found = mend_within(*row("2026-02-24", "2026-02-25", "2026-03-09", done=2))
    assert found.crowd is not None
    assert found.crowd.milestones == ("m0", "m1")


def test_a_week_without_a_working_day_is_no_room() -> None:
    plan, limits = row("", "", by="2026-04-06", count=1)  # Easter Monday
    plan = attrs.evolve(plan, as_at=date(2026, 3, 30))
    found = mend_within(plan, limits)
    assert found.crowd is not None
    assert found.crowd.periods == 1


def test_a_chain_that_no_interval_shows_is_proved_by_the_search() -> None:
    """Two that fall on one day of any week, and a limit of one a week."""
    plan, limits = row("2026-03-16", "2026-03-16")
    lines = Lines()
    tied = tuple(lines.link("m0", "m1", kind, Lag(0)) for kind in LinkKind)
    plan = attrs.evolve(plan, links=tied, as_at=date(2099, 6, 1))
    found = mend_within(plan, limits)
    assert (found.outcome, found.crowd) == (Outcome.NONE, None)
    assert not found.repair.obstacles


@pytest.mark.parametrize("effort", [0, 1e-9])
def test_without_time_nothing_is_known(effort: float) -> None:
    found = mend_within(*row("2026-03-16", "2026-03-18", "2026-03-20"), effort=effort)
    assert (found.outcome, found.repair.is_possible) == (Outcome.NOT_KNOWN, False)


def test_without_the_solver_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, CP_MODEL, None)
    with pytest.raises(EnvironmentFailedError, match="pip install"):
        mend_within(*row("2026-03-16", "2026-03-18"))
    # what needs no search needs no solver
    assert mend_within(*row("", "", "", by="2026-03-15")).crowd is not None


@given(day=st.dates(date(1971, 1, 1), date(2098, 1, 1)), per=st.sampled_from(Per))
def test_periods_follow_each_other(day: date, per: Per) -> None:
    first = begins(day, per)
    assert first <= day < next_begins(first, per)
    assert begins(next_begins(first, per), per) == next_begins(first, per)
    assert begins(next_begins(first, per) - timedelta(days=1), per) == first
