"""The laws of the chains that say why: their lines alone make the day that they end on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import attrs
from hypothesis import given

import earlyhelp
from earlyhelp import Plan
from earlyhelp.findings import Place, Step
from earlyhelp.model import Days, LinkKind, Milestone, Stated
from earlyhelp.testing import Diary, broken_plans, kept_plans, small_plans
from tests.network.drawn import unmeetable, untied


def told_from_a_day(drawn: tuple[Plan, Diary]) -> Plan:
    """The plan with an as-at day, before anything of its diary."""
    plan, diary = drawn
    return attrs.evolve(plan, as_at=plan.as_at or min(diary.values()))


IMPOSSIBLE = broken_plans() | small_plans().map(untied).map(unmeetable)
PLANS = kept_plans().map(told_from_a_day) | small_plans().map(untied) | IMPOSSIBLE


@given(plan=PLANS)
def test_a_chain_ends_on_the_day_that_it_explains_and_its_days_add_up(plan: Plan) -> None:
    schedule = earlyhelp.solve(plan)
    for milestone in plan.milestones:
        for day, chain in (
            (schedule.earliest[milestone.id], schedule.why_earliest(milestone.id)),
            (schedule.latest[milestone.id], schedule.why_latest(milestone.id)),
        ):
            if day is not None:
                assert (chain[-1].milestone, chain[-1].day) == (milestone.id, day)
            for before, step in pairwise(chain):
                assert before.day is not None
                assert step.day is not None
                assert step.adds == (step.day - before.day).days


@given(plan=PLANS)
def test_a_plan_of_the_lines_of_a_chain_alone_has_the_same_day(plan: Plan) -> None:
    schedule = earlyhelp.solve(plan)
    for milestone in plan.milestones:
        name = milestone.id
        if schedule.earliest[name] is not None:
            alone = earlyhelp.solve(only(plan, schedule.why_earliest(name)))
            assert alone.earliest[name] == schedule.earliest[name]
        if schedule.latest[name] is not None:
            alone = earlyhelp.solve(only(plan, schedule.why_latest(name)))
            assert alone.latest[name] == schedule.latest[name]


def only(plan: Plan, chain: Iterable[Step]) -> Plan:
    """The plan that says these lines and no other."""
    places = {step.place for step in chain}
    return attrs.evolve(
        plan,
        as_at=plan.as_at if plan.as_at_place in places else None,
        links=tuple(link for link in plan.links if link.place in places),
        milestones=tuple(_with_only(item, places) for item in plan.milestones),
    )


def _with_only(item: Milestone, places: set[Place | None]) -> Milestone:
    def kept(stated: Stated | None) -> Stated | None:
        return stated if stated is not None and stated.place in places else None

    return attrs.evolve(
        _any_day_if_pinned(item),
        on=kept(item.on),
        not_before=kept(item.not_before),
        done=kept(item.done),
        by=tuple(limit for limit in item.by if limit.place in places),
    )


@given(plan=IMPOSSIBLE)
def test_where_a_plan_cannot_be_met_its_first_days_are_what_minimum_lags_alone_say(
    plan: Plan,
) -> None:
    schedule = earlyhelp.solve(plan)
    assert not schedule.feasible
    freed = attrs.evolve(
        plan,
        milestones=tuple(
            attrs.evolve(
                _any_day_if_pinned(item), on=None, not_before=item.on or item.not_before, by=()
            )
            for item in plan.milestones
        ),
        links=tuple(link for link in plan.links if link.kind is LinkKind.AT_LEAST),
    )
    assert earlyhelp.solve(freed).feasible
    assert schedule.earliest == earlyhelp.solve(freed).earliest


@given(plan=IMPOSSIBLE)
def test_and_its_last_days_are_what_they_say_from_the_other_side(plan: Plan) -> None:
    schedule = earlyhelp.solve(plan)
    assert not schedule.feasible
    freed = attrs.evolve(
        plan,
        as_at=None,
        milestones=tuple(
            attrs.evolve(
                _any_day_if_pinned(item),
                on=None,
                not_before=None,
                by=(*item.by, item.on) if item.on else item.by,
            )
            for item in plan.milestones
        ),
        # a fact bounds from above what must follow it in time, and from below what follows it
        links=tuple(
            link
            for link in plan.links
            if (link.kind is LinkKind.AT_MOST) == (plan[link.first].done is not None)
        ),
    )
    assert earlyhelp.solve(freed).feasible
    assert schedule.latest == earlyhelp.solve(freed).latest


def _any_day_if_pinned(item: Milestone) -> Milestone:
    """A pinned day stands even if nobody works on it, and without the pin it would not."""
    return attrs.evolve(item, days=Days.ANY) if item.on is not None else item


def test_what_must_follow_a_fact_in_time_has_its_limit_whatever_else_cannot_be_met(
    plan: Plan,
) -> None:
    """
    as_at: 2021-10-15
    milestones:
      centre.vacated: {done: 2021-10-11}
      centre.handed_over: {within: 10 working days after centre.vacated}
      told: {on: 2021-11-01}
      out: {after: told + 12 weeks, by: 2022-01-14}
    """
    schedule = earlyhelp.solve(plan)
    assert not schedule.feasible
    assert [str(step.day) for step in schedule.why_latest("centre.handed_over")] == [
        "2021-10-11",
        "2021-10-25",
    ]
