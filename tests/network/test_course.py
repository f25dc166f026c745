"""When everything falls, if nothing happens before its stated day."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import DateExpression
from earlyhelp.dates import days as numbers
from earlyhelp.model import Milestone, Plan, Stated
from earlyhelp.network.course import Course
from earlyhelp.network.schedule import solve_plan
from earlyhelp.testing import kept_plans


@st.composite
def plans_with_expected_days(draw: st.DrawFn) -> tuple[Plan, dict[str, int]]:
    """A plan in which some milestones are expected on the day of a diary that keeps it."""
    plan, diary = draw(kept_plans())
    milestones = tuple(
        attrs.evolve(item, expected=_stated(item, diary[item.id].isoformat()))
        if item.on is None and item.done is None and draw(st.booleans())
        else item
        for item in plan.milestones
    )
    plan = attrs.evolve(plan, milestones=milestones)
    return plan, {name: numbers.number(day) for name, day in diary.items()}


def _stated(item: Milestone, text: str) -> Stated:
    return Stated(DateExpression.parse(text), item.place)


@given(plans_with_expected_days())
def test_the_course_is_the_earliest_of_the_plan_whose_expected_days_hold_back(
    drawn: tuple[Plan, dict[str, int]],
) -> None:
    plan, diary = drawn
    course = Course(solve_plan(plan))
    held = attrs.evolve(
        plan,
        milestones=tuple(
            item
            if item.expected is None
            else attrs.evolve(item, expected=None, not_before=item.expected)
            for item in plan.milestones
        ),
    )
    schedule = solve_plan(held)
    assert schedule.feasible
    for item in plan.milestones:
        day = course.day(item.id)
        assert day == schedule.first_day(item.id)
        assert day is None or day <= diary[item.id]


@given(plans_with_expected_days())
def test_what_a_day_comes_from_comes_before_it_in_the_plan(
    drawn: tuple[Plan, dict[str, int]],
) -> None:
    plan, _ = drawn
    course = Course(solve_plan(plan))
    every = {item.id for item in plan.milestones}
    linked = {(link.first, link.then) for link in plan.links}
    for name in every:
        before = course.nearest(name, every)
        assert before is None or (before, name) in linked or (name, before) in linked


def test_a_pin_is_trusted_and_what_follows_counts_from_it(plan: Plan) -> None:
    """
    milestones:
      notice: {expected: 2021-10-14}
      launch: {on: 2022-01-04, after: notice + 12 weeks}
      review: {after: launch + 1 week}
    """
    course = Course(solve_plan(plan))
    days = {name: course.day(name) for name in ("notice", "launch", "review")}
    assert {name: numbers.day(day).isoformat() for name, day in days.items() if day} == {
        "notice": "2021-10-14",
        "launch": "2022-01-04",
        "review": "2022-01-11",
    }
    assert course.nearest("review", {"notice", "launch"}) == "launch"
    assert course.nearest("review", {"notice"}) is None


def test_the_end_of_a_month_holds_nothing_back(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones: {appraised: {expected: end of 2021-10}, done: {}}
    """
    course = Course(solve_plan(plan))
    assert course.day("appraised") == course.day("done")


def test_an_expected_day_makes_nothing_earlier_than_it_can_be(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      overdue: {expected: 2021-09-01}
      late: {expected: 2021-10-01, not_before: 2021-10-11}
      over: {done: week of 2021-09-06}
    """
    course = Course(solve_plan(plan))
    days = (course.day(name) for name in ("overdue", "late", "over"))
    assert [numbers.day(day).isoformat() for day in days if day is not None] == [
        "2021-09-17",
        "2021-10-11",
        "2021-09-10",
    ]


def test_what_turns_in_a_circle_still_has_the_days_of_its_minimum_lags(plan: Plan) -> None:
    """
    milestones:
      first: {not_before: 2021-10-01, days: any}
      then: {after: first + 10 calendar days, by: first + 5 calendar days, days: any}
      last: {after: then + 1 week, days: any}
    """
    schedule = solve_plan(plan)
    assert not schedule.feasible
    course = Course(schedule)
    assert [course.day(name) for name in ("first", "then", "last")] == [
        schedule.first_day(name) for name in ("first", "then", "last")
    ]


def days_of(plan: Plan, *milestones: str) -> list[str]:
    course = Course(solve_plan(plan))
    days = (course.day(name) for name in milestones)
    return ["-" if day is None else numbers.day(day).isoformat() for day in days]


def test_a_deadline_is_trusted_and_what_follows_counts_from_it(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {expected: 2021-10-01}
      out: {after: told + 12 weeks, by: 2021-12-10}
      thanked: {after: out + 1 week}
    """
    # Twelve weeks after 1 October is 24 December, two weeks too late; a week after the
    # deadline is 17 December.
    assert days_of(plan, "out", "thanked") == ["2021-12-10", "2021-12-17"]
    course = Course(solve_plan(plan))
    assert course.nearest("thanked", {"told", "out"}) == "out"
    assert course.nearest("thanked", {"told"}) == "told"
    assert course.nearest("told", {"out", "thanked"}) is None


def test_two_deadlines_that_hold_each_other_lead_back_to_no_third(plan: Plan) -> None:
    """
    milestones:
      told: {not_before: 2021-11-01, by: 2021-11-05, days: any}
      out: {after: told + 2 weeks, by: 2021-11-13, within: 1 week after told, days: any}
    """
    # Two weeks after 1 November is too late for the 13th, and a week before the 13th is too
    # late for the 5th: each is held at its deadline because of the other.
    assert days_of(plan, "told", "out") == ["2021-11-05", "2021-11-13"]
    course = Course(solve_plan(plan))
    assert course.nearest("out", {"told"}) == "told"
    assert course.nearest("told", {"out"}) == "out"
    assert course.nearest("out", {"thanked"}) is None


def test_what_would_fall_after_the_calendar_has_no_day_and_its_last_day_is_one(plan: Plan) -> None:
    """
    days: any
    milestones:
      told: {expected: 2099-12-11}
      counted: {after: told + 20 calendar days}
      cleared: {after: told + 3 weeks}
      out: {after: told + 4 weeks, by: 2099-12-31}
    """
    # The 31st is the calendar's last day. For what is cleared a day later nothing gives a
    # limit; who has to be out by then is trusted to be.
    assert days_of(plan, "counted", "cleared", "out") == ["2099-12-31", "-", "2099-12-31"]


def test_in_a_circle_too_what_would_fall_after_the_calendar_has_no_day(plan: Plan) -> None:
    """
    milestones:
      first: {not_before: 2021-10-01, days: any}
      then: {after: first + 10 calendar days, by: first + 5 calendar days, days: any}
      last: {after: then + 10000 weeks, days: any}
    """
    assert days_of(plan, "then", "last") == ["2021-10-11", "-"]


def test_an_end_of_a_month_lets_the_expected_days_after_it_count(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      appraised: {expected: end of 2021-10}
      told: {expected: 2021-10-01}
    """
    assert days_of(plan, "appraised", "told") == ["2021-09-17", "2021-10-01"]


def test_what_is_expected_on_a_saturday_falls_on_the_monday_if_it_needs_a_working_day(
    plan: Plan,
) -> None:
    """
    milestones:
      told: {expected: 2021-10-02}
      thanked: {expected: 2021-10-02, days: any}
    """
    assert days_of(plan, "told", "thanked") == ["2021-10-04", "2021-10-02"]
