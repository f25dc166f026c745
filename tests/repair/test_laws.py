"""The smallest change is the smallest: equal to trying everything, and to a linear programme."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import DateExpression, Lag, Unit, WorkingCalendar
from earlyhelp.model import Days, LinkKind, Milestone, Plan, Stated
from earlyhelp.network.schedule import solve_plan
from earlyhelp.repair.mend import mend
from earlyhelp.testing import CALENDAR_UNITS, broken_plans, lags
from tests.repair.conftest import Lines, every_cost, kept_days, unsettled_plans

ENGLAND = WorkingCalendar(nation="england")


@contextmanager
def without_ortools() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "ortools.graph.python.max_flow", None)
        yield


@given(plan=unsettled_plans(), data=st.data())
def test_no_diary_costs_less_and_one_costs_as_much(plan: Plan, data: st.DataObject) -> None:
    names = [item.id for item in plan.milestones]
    keep = data.draw(st.just(frozenset()) | st.frozensets(st.sampled_from(names), max_size=1))
    costs = [(cost, touched) for touched, cost in every_cost(plan, keep)]
    repair = mend(plan, keep=keep)
    assert repair.is_possible == bool(costs)
    assert bool(repair.obstacles) == (not costs)
    if costs:
        assert (repair.cost, repair.touched) == min(costs)


@given(plan=unsettled_plans(most=2, span=40, lag=lags((Unit.MONTHS, Unit.WEEKS), 1)))
def test_across_the_ends_of_months_no_diary_costs_less_either(plan: Plan) -> None:
    costs = [(cost, touched) for touched, cost in every_cost(plan)]
    repair = mend(plan)
    assert repair.is_possible == bool(costs)
    if costs:
        assert (repair.cost, repair.touched) == min(costs)


@given(plan=unsettled_plans())
def test_with_fewest_no_diary_touches_fewer_milestones(plan: Plan) -> None:
    costs = list(every_cost(plan))
    repair = mend(plan, fewest=True)
    assert repair.is_possible == bool(costs)
    if costs:
        assert (repair.touched, repair.cost) == min(costs)


@given(plan=unsettled_plans(), fewest=st.booleans())
def test_the_plan_with_the_changes_can_be_met_and_nothing_in_it_clashes(
    plan: Plan, fewest: bool
) -> None:
    repair = mend(plan, fewest=fewest)
    if repair.after is None:
        return
    assert repair.after.feasible
    ours = {item.id for item in plan.milestones if not item.locked}
    # an expected day that is locked and no working day can be kept by none
    odd = {
        item.id
        for item in plan.milestones
        if item.locked and item.expected and not kept_days(plan, item, date.min) & meant(item)
    }
    assert {item.id for item, _ in repair.after.outside} <= odd
    assert all({clash.link.first, clash.link.then} & odd for clash in repair.after.clashes())
    assert {change.milestone for change in repair.changes} <= ours
    again = mend(repair.after.plan, fewest=fewest)
    assert again.changes == ()


def meant(item: Milestone) -> set[date]:
    assert item.expected is not None
    first, last = item.expected.when.first, item.expected.when.last
    return {first + timedelta(n) for n in range((last - first).days + 1)}


@given(plan=unsettled_plans(), fewest=st.booleans())
def test_it_is_the_same_answer_with_and_without_ortools(plan: Plan, fewest: bool) -> None:
    pytest.importorskip("ortools")
    with_ortools = mend(plan, fewest=fewest)
    with without_ortools():
        assert mend(plan, fewest=fewest).changes == with_ortools.changes


@given(plan=unsettled_plans())
def test_facts_locked_days_and_first_allowed_days_stay(plan: Plan) -> None:
    repair = mend(plan)
    if repair.after is None:
        return
    for before, after in zip(plan.milestones, repair.after.plan.milestones, strict=True):
        assert (before.done, before.not_before) == (after.done, after.not_before)
        if before.locked or before.done:
            assert before == after


@given(plan=broken_plans())
def test_it_never_costs_more_than_a_fix_that_the_check_offers(plan: Plan) -> None:
    """A fix of a lone conflict that moves one pinned day or deadline."""
    from earlyhelp.network.fixes import mend as fixes_of

    schedule = solve_plan(plan)
    if len(schedule.conflicts) != 1 or schedule.network.cycles:
        return
    [mending] = fixes_of(schedule.network, schedule.conflicts)
    moves = [fix for fix in mending.fixes if fix.field in {"on", "by"} and fix.after[4] == "-"]
    repair = mend(plan)
    for fix in moves:
        assert repair.is_possible
        assert repair.cost <= 10 * abs(fix.days)


@st.composite
def calendar_plans(draw: st.DrawFn, *, most: int = 12) -> Plan:
    """A plan in calendar days, weeks and clear days alone, any day allowed."""
    lines = Lines()
    start = date(2026, 3, 2)
    texts = st.integers(0, 90).map(lambda at: (start + timedelta(at)).isoformat())
    names = [f"m{at:02d}" for at in range(draw(st.integers(2, most)))]
    milestones, links = [], []
    for name in names:
        said = Milestone(id=name, place=lines.place(), days=Days.ANY)
        kind = draw(st.sampled_from(("none", "on", "expected", "expected", "not_before", "by")))
        stated = lines.stated(draw(texts))
        match kind:
            case "on":
                said = attrs.evolve(said, on=stated)
            case "expected":
                said = attrs.evolve(said, expected=stated)
            case "not_before":
                said = attrs.evolve(said, not_before=stated)
            case "by":
                said = attrs.evolve(said, by=(stated,))
        milestones.append(said)
    for _ in range(draw(st.integers(1, 2 * most))):
        first, then = sorted(draw(st.tuples(st.sampled_from(names), st.sampled_from(names))))
        if first != then:
            kind_of_link = draw(st.sampled_from((*LinkKind, LinkKind.AT_LEAST)))
            links.append(lines.link(first, then, kind_of_link, draw(lags(CALENDAR_UNITS, 9))))
    return Plan(
        id="drawn",
        title="A drawn plan",
        nation="england",
        calendar=ENGLAND,
        as_at=start,
        milestones=tuple(milestones),
        links=tuple(links),
    )


@given(plan=calendar_plans())
def test_in_calendar_units_it_is_what_a_linear_programme_says(plan: Plan) -> None:
    """In calendar days alone the least total change is one, and a whole number."""
    pytest.importorskip("ortools")
    repair = mend(plan)
    least = linear_programme(plan)
    assert repair.is_possible == (least is not None)
    if least is not None:
        assert repair.cost == pytest.approx(least, abs=1e-6)


def test_it_agrees_with_a_linear_programme_on_a_thousand_plans() -> None:
    """Seeded plans of up to 30 milestones; both answers occur often."""
    pytest.importorskip("ortools")
    possible = changed = 0
    for seed in range(1000):
        plan = random_plan(random.Random(seed))
        repair, least = mend(plan), linear_programme(plan)
        assert repair.is_possible == (least is not None), seed
        if least is not None:
            assert repair.cost == pytest.approx(least, abs=1e-6), seed
        possible += repair.is_possible
        changed += bool(repair.changes)
    assert possible > 500
    assert 1000 - possible > 50
    assert changed > 400


def random_plan(chance: random.Random) -> Plan:
    """A plan in calendar days: pins, expected days, deadlines, first days and maximum lags."""
    lines = Lines()
    start = date(2026, 3, 2)

    def some_day() -> Stated:
        return lines.stated((start + timedelta(chance.randint(0, 120))).isoformat())

    milestones, links = [], []
    names = [f"m{at:02d}" for at in range(chance.randint(2, 30))]
    for at, name in enumerate(names):
        said = Milestone(id=name, place=lines.place(), days=Days.ANY)
        kind = chance.choice(("none", "on", "expected", "expected", "expected", "not_before"))
        match kind:
            case "on":
                said = attrs.evolve(said, on=some_day())
            case "expected":
                said = attrs.evolve(said, expected=some_day())
            case "not_before":
                said = attrs.evolve(said, not_before=some_day())
        if chance.random() < 0.2:
            said = attrs.evolve(said, by=(some_day(),), locked=chance.random() < 0.15)
        milestones.append(said)
        for _ in range(chance.randint(0, 2) if at else 0):
            first = names[chance.randrange(at)]
            least = chance.randint(0, 21)
            links.append(lines.link(first, name, LinkKind.AT_LEAST, Lag(least)))
            if chance.random() < 0.2:
                most = Lag(least + chance.randint(0, 14))
                links.append(lines.link(first, name, LinkKind.AT_MOST, most))
    return Plan(
        id="drawn",
        title="A drawn plan",
        nation="england",
        calendar=ENGLAND,
        as_at=start,
        milestones=tuple(milestones),
        links=tuple(links),
    )


def linear_programme(plan: Plan) -> float | None:
    """The least total change by GLOP; ``None`` where nothing is possible."""
    solver: Any = import_module("ortools.linear_solver.pywraplp").Solver.CreateSolver("GLOP")
    assert plan.as_at is not None
    zero = plan.as_at
    day = {}
    for item in plan.milestones:
        first = item.not_before.when.first if item.not_before else zero
        at = day[item.id] = solver.NumVar((max(first, zero) - zero).days, 10_000, item.id)
        stated = item.on or item.expected
        if item.locked:
            bound(solver, item, at, zero)
            continue
        wanted: list[tuple[Stated, int, tuple[int, ...]]]
        wanted = [] if stated is None else [(stated, 10 if item.on else 1, (1, -1))]
        wanted += [(limit, 10, (1,)) for limit in item.by]
        for said, weight, ways in wanted:
            off = solver.NumVar(0, 10_000, "")
            solver.Objective().SetCoefficient(off, weight)
            for way in ways:
                solver.Add(off >= way * (at - (said.when.last - zero).days))
    for link in plan.links:
        length = (link.lag.later(zero, plan.calendar) - zero).days
        apart = day[link.then] - day[link.first]
        solver.Add(apart >= length if link.kind is LinkKind.AT_LEAST else apart <= length)
    is_optimal = solver.Solve() == solver.OPTIMAL
    return solver.Objective().Value() if is_optimal else None


def bound(solver: Any, item: Milestone, at: Any, zero: date) -> None:
    """What is locked costs nothing and cannot move."""
    stated = item.on or item.expected
    if stated is not None:
        solver.Add(at == (stated.when.first - zero).days)
    for limit in item.by:
        solver.Add(at <= (limit.when.last - zero).days)


def test_days_stated_before_a_day_can_be_left_alone() -> None:
    lines = Lines()
    first = Milestone(id="first", place=lines.place(), expected=lines.stated("2026-03-10"))
    then = Milestone(id="then", place=lines.place(), expected=lines.stated("2026-03-12"))
    plan = Plan(
        id="drawn",
        title="Two",
        nation="england",
        calendar=ENGLAND,
        as_at=date(2026, 3, 2),
        milestones=(first, then),
        links=(lines.link("first", "then", LinkKind.AT_LEAST, Lag(7)),),
    )
    assert mend(plan).days == 5
    kept = mend(plan, not_before=date(2026, 3, 11))
    assert [(change.milestone, change.days) for change in kept.changes] == [("then", 5)]
    assert kept.changes[0].said.when == DateExpression.of(date(2026, 3, 12))
    assert [change.days for change in mend(plan, keep={"then"}).changes] == [-5]
    both = mend(plan, keep={"first", "then"})
    assert not both.is_possible
    [obstacle] = both.obstacles
    assert obstacle.short_by == 5
    assert "expected then, and to stay so" in obstacle.chain[0].text
