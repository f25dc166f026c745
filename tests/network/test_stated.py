"""Which stated days the plan does not leave: one by itself, and two of them together."""

from __future__ import annotations

from datetime import timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import DateExpression
from earlyhelp.model import Link, LinkKind, Milestone, Stated
from earlyhelp.network.stated import Clash
from earlyhelp.testing import Diary, kept_plans


@st.composite
def plans_with_stated_days(draw: st.DrawFn) -> Plan:
    """A plan in which some milestones are expected on a day, in a week or in a month.

    Some where they can be, some not; often on the first or the last possible day, or beside it.
    """
    plan, diary = draw(kept_plans())
    schedule = earlyhelp.solve(plan)
    return attrs.evolve(
        plan,
        milestones=tuple(
            attrs.evolve(item, expected=draw(stated(item, schedule, diary)))
            if item.on is None and item.done is None and draw(st.integers(0, 3))
            else item
            for item in plan.milestones
        ),
    )


def stated(
    item: Milestone, schedule: earlyhelp.Schedule, diary: Diary
) -> st.SearchStrategy[Stated]:
    """A day for it."""
    near = diary[item.id], schedule.earliest[item.id], schedule.latest[item.id]
    around = st.sampled_from([day for day in near if day is not None])
    days = st.builds(lambda day, by: day + timedelta(days=by), around, st.integers(-3, 3))
    texts = days.flatmap(
        lambda day: st.sampled_from(
            (
                day.isoformat(),
                f"week of {day - timedelta(days=day.weekday())}",
                f"{day:%Y-%m}",
            )
        )
    )
    return texts.map(lambda text: Stated(DateExpression.parse(text), item.place))


def meant(said: Stated) -> range:
    """All the days that a stated day can mean."""
    return range(said.when.low, said.when.high + 1)


def least_broken(plan: Plan, link: Link) -> int:
    """By how many days two stated days break a link, on those they can mean that fit it best."""
    first, then = plan[link.first].stated, plan[link.then].stated
    assert first is not None
    assert then is not None
    later = link.lag.steps(plan.calendar).later
    is_least = link.kind is LinkKind.AT_LEAST
    gaps = [later(start) - end for start in meant(first) for end in meant(then)]
    return min(gap if is_least else -gap for gap in gaps)


@given(plans_with_stated_days())
def test_a_clash_is_a_link_that_no_day_of_either_end_keeps(plan: Plan) -> None:
    clashes = earlyhelp.solve(plan).clashes()
    ends = {item.id for item in plan.milestones if item.stated and not item.done}
    between = [link for link in plan.links if {link.first, link.then} <= ends]
    broken = {link.place: least_broken(plan, link) for link in between}
    assert [
        (clash.link.place, clash.short_by(plan.calendar))
        for clash in clashes
        if {clash.link.first, clash.link.then} <= ends
    ] == [(place, by) for place, by in broken.items() if by > 0]


@given(plans_with_stated_days())
def test_a_stated_day_is_outside_where_the_plan_leaves_none_of_those_it_can_mean(
    plan: Plan,
) -> None:
    schedule = earlyhelp.solve(plan)
    outside = []
    for item in plan.milestones:
        if item.stated is not None and item.done is None:
            first, last = schedule.first_day(item.id), schedule.last_day(item.id)
            days = (
                day
                for day in meant(item.stated)
                if (first is None or first <= day) and (last is None or day <= last)
            )
            if next(days, None) is None:
                outside.append((item.id, item.stated))
    assert [(item.id, said) for item, said in schedule.outside] == outside


def clashes_of(plan: Plan) -> list[tuple[str, str, int]]:
    return [
        (clash.link.first, clash.link.then, clash.short_by(plan.calendar))
        for clash in earlyhelp.solve(plan).clashes()
    ]


def test_the_end_of_a_month_clashes_only_with_what_comes_too_late_before_it(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {expected: 2021-10-25}
      out: {expected: end of 2021-10, after: told + 1 week}
      counted: {expected: 2021-10-01, after: out + 1 week}
    """
    # Out by the end of October is not a week after the 25th, by a day. It says nothing of how
    # early, so that what follows it could be on any day.
    assert clashes_of(plan) == [("told", "out", 1)]


def test_two_days_can_be_too_far_apart_and_what_has_none_stands_before_them(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      begun: {}
      told: {expected: 2021-10-01, after: begun}
      out: {expected: 2021-10-20, after: begun, by: told + 2 weeks}
    """
    # Two weeks after 1 October is the 15th.
    assert clashes_of(plan) == [("told", "out", 5)]


def test_two_days_that_are_as_far_apart_as_they_have_to_be_do_not_clash(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {expected: 2021-10-01}
      out: {expected: 2021-10-15, exactly: 2 weeks after told}
      thanked: {expected: 2021-10-22, exactly: 5 working days after out}
    """
    assert clashes_of(plan) == []


def test_a_stated_day_at_either_end_of_what_the_plan_leaves_is_inside(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {on: 2021-10-01}
      first: {expected: 2021-10-15, after: told + 2 weeks, by: 2021-10-22}
      last: {expected: 2021-10-22, after: told + 2 weeks, by: 2021-10-22}
      early: {expected: 2021-10-14, after: told + 2 weeks}
      late: {expected: 2021-10-25, by: 2021-10-22}
      ends: {expected: end of 2021-10, by: 2021-09-30}
    """
    found = [milestone.id for milestone, _ in earlyhelp.solve(plan).outside]
    assert found == ["early", "late"]


def test_what_is_done_breaks_nothing_any_more(plan: Plan) -> None:
    """
    as_at: 2021-10-15
    milestones:
      told: {expected: 2021-10-25}
      out: {done: 2021-10-11, after: told + 1 week}
    """
    assert clashes_of(plan) == []
    assert earlyhelp.solve(plan).outside == []


def test_the_calendars_first_day_is_a_stated_day_like_any_other(plan: Plan) -> None:
    """
    milestones:
      told: {expected: 1970-01-01}
      out: {expected: 1970-01-05, after: told + 1 week}
    """
    assert clashes_of(plan) == [("told", "out", 3)]


def test_two_clashes_come_in_the_order_of_the_plan(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      last: {expected: 2021-11-01, after: middle + 2 weeks}
      middle: {expected: 2021-10-25, after: first + 2 weeks}
      first: {expected: 2021-10-18}
    """
    found: list[Clash] = earlyhelp.solve(plan).clashes()
    assert [clash.link.then for clash in found] == ["last", "middle"]
