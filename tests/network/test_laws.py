"""The solver's laws: sound, tight, and equal to trying every schedule."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import attrs
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp.dates import DateExpression, Lag
from earlyhelp.findings import Place
from earlyhelp.model import Days, Field, Link, LinkKind, Milestone, Plan, Stated
from earlyhelp.testing import (
    CALENDAR_UNITS,
    Diary,
    broken_plans,
    every_schedule,
    kept_plans,
    lags,
    small_plans,
)

Drawn = tuple[Plan, Diary]


@given(plan=small_plans())
def test_the_answer_is_what_trying_every_schedule_gives(plan: Plan) -> None:
    kept = list(every_schedule(plan))
    schedule = earlyhelp.solve(plan)
    has_cycle = bool(schedule.network.cycles)
    assert schedule.feasible == (bool(kept) and not has_cycle)
    if schedule.feasible:
        for milestone in plan.milestones:
            days = [diary[milestone.id] for diary in kept]
            assert schedule.earliest[milestone.id] == min(days)
            assert schedule.latest[milestone.id] == max(days)


@given(drawn=kept_plans())
def test_a_plan_somebody_can_keep_is_never_called_impossible(drawn: Drawn) -> None:
    plan, diary = drawn
    schedule = earlyhelp.solve(plan)
    assert schedule.feasible
    for name, day in diary.items():
        first, last = schedule.earliest[name], schedule.latest[name]
        assert first is None or first <= day
        assert last is None or day <= last


@given(plan=broken_plans())
def test_a_plan_with_lines_that_cannot_hold_is_never_called_possible(plan: Plan) -> None:
    schedule = earlyhelp.solve(plan)
    assert not schedule.feasible
    assert any(finding.code in {"EH101", "EH201"} for finding in earlyhelp.check(plan))


@given(drawn=kept_plans())
def test_the_earliest_days_together_are_a_schedule_and_so_are_the_latest(drawn: Drawn) -> None:
    plan, _ = drawn
    plan = attrs.evolve(plan, as_at=plan.as_at or min(drawn[1].values()))
    schedule = earlyhelp.solve(plan)
    for days in (schedule.earliest, schedule.latest):
        if not schedule.feasible or None in days.values():
            continue
        for link in plan.links:
            first, then = days[link.first], days[link.then]
            assert first is not None
            assert then is not None
            if plan[link.then].done is None:
                reached = link.lag.later(first, plan.calendar)
                kept = reached <= then if link.kind is LinkKind.AT_LEAST else then <= reached
                assert kept


@given(drawn=kept_plans(units=CALENDAR_UNITS, exact=True), by=st.integers(-200, 200))
def test_shifting_every_day_shifts_every_answer(drawn: Drawn, by: int) -> None:
    anywhere = (attrs.evolve(milestone, days=Days.ANY) for milestone in drawn[0].milestones)
    plan = attrs.evolve(drawn[0], milestones=tuple(anywhere))
    moved = attrs.evolve(
        plan,
        milestones=tuple(shifted(milestone, by) for milestone in plan.milestones),
        as_at=None if plan.as_at is None else plan.as_at + timedelta(days=by),
    )
    before, after = earlyhelp.solve(plan), earlyhelp.solve(moved)
    assert before.feasible == after.feasible
    for milestone in plan.milestones:
        for old, new in ((before.earliest, after.earliest), (before.latest, after.latest)):
            day = old[milestone.id]
            assert new[milestone.id] == (None if day is None else day + timedelta(days=by))


@given(drawn=kept_plans() | broken_plans().map(lambda plan: (plan, {})), order=st.randoms())
def test_the_order_of_lines_and_the_names_do_not_matter(drawn: Drawn, order: Random) -> None:
    plan, _ = drawn
    milestones, links = list(plan.milestones), list(plan.links)
    order.shuffle(milestones)
    order.shuffle(links)
    names = {milestone.id: f"z{at}" for at, milestone in enumerate(milestones)}
    shuffled = attrs.evolve(
        plan,
        milestones=tuple(attrs.evolve(item, id=names[item.id]) for item in milestones),
        links=tuple(renamed(link, names) for link in links),
    )
    before, after = earlyhelp.solve(plan), earlyhelp.solve(shuffled)
    assert before.feasible == after.feasible
    for old, new in names.items():
        assert before.earliest[old] == after.earliest[new]
        assert before.latest[old] == after.latest[new]


@given(drawn=kept_plans(), lag=lags(), kind=st.sampled_from(LinkKind), data=st.data())
def test_adding_a_link_never_widens_a_window(
    drawn: Drawn, lag: Lag, kind: LinkKind, data: st.DataObject
) -> None:
    plan, _ = drawn
    names = [milestone.id for milestone in plan.milestones]
    first, then = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    link = Link(
        first=first,
        then=then,
        kind=kind,
        lag=lag,
        place=Place("plan.yaml", 99_999, 5),
        field=Field.AFTER,
        owner=then,
        words=f"{first} + {lag}",
    )
    tighter = attrs.evolve(plan, links=(*plan.links, link))
    wide, narrow = earlyhelp.solve(plan), earlyhelp.solve(tighter)
    if not narrow.feasible:
        return
    for name in names:
        low, high = wide.earliest[name], wide.latest[name]
        assert low is None or (narrow.earliest[name] or low) >= low
        assert high is None or (narrow.latest[name] or high) <= high


def shifted(milestone: Milestone, by: int) -> Milestone:
    """The milestone with all its own dates `by` days later."""

    def later(stated: Stated | None) -> Stated | None:
        if stated is None:
            return None
        return Stated(DateExpression.of(stated.when.first + timedelta(days=by)), stated.place)

    return attrs.evolve(
        milestone,
        on=later(milestone.on),
        not_before=later(milestone.not_before),
        done=later(milestone.done),
        by=tuple(moved for limit in milestone.by if (moved := later(limit))),
    )


def renamed(link: Link, names: dict[str, str]) -> Link:
    """The link between milestones that have other names."""
    return attrs.evolve(
        link, first=names[link.first], then=names[link.then], owner=names[link.owner]
    )
