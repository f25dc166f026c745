"""What a window says of a milestone: its ends, its float, and which days it lies between."""

from __future__ import annotations

from datetime import date

import attrs

import earlyhelp
from earlyhelp import Plan
from earlyhelp.model import Field


def test_the_last_day_of_the_calendar_is_a_day_on_which_something_can_fall(plan: Plan) -> None:
    """
    as_at: 2099-12-01
    days: any
    milestones:
      lease.ends: {not_before: 2099-12-31}
      lease.signed: {not_before: 2099-12-30, by: 2099-12-31}
    """
    schedule = earlyhelp.solve(plan)
    assert schedule.earliest["lease.ends"] == date(2099, 12, 31)
    assert schedule.latest["lease.signed"] == date(2099, 12, 31)


def test_the_first_day_of_the_calendar_is_a_day_on_which_something_can_fall(plan: Plan) -> None:
    """
    days: any
    milestones:
      lease.signed: {by: 1970-01-01}
      lease.began: {not_before: 1970-01-01}
    """
    schedule = earlyhelp.solve(plan)
    assert schedule.latest["lease.signed"] == date(1970, 1, 1)
    assert schedule.earliest["lease.began"] == date(1970, 1, 1)


def test_float_is_from_the_stated_day_to_the_latest(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {expected: 2021-10-04}
      out: {after: told + 2 weeks, by: 2021-10-29}
      keys.counted: {expected: 2021-08-02, by: 2021-09-10}
    """
    schedule = earlyhelp.solve(plan)
    # Told on Friday 15 October at the latest, eleven days after the Monday that was said: the
    # four other days of that week, and the five of the next.
    assert (schedule.float_days("told"), schedule.float_working_days("told")) == (11, 9)
    # No day is stated, and the first is 15 September: 15 more in September, 29 in October; 11
    # of them working days in September and 21 in October, up to Friday the 29th.
    assert (schedule.float_days("out"), schedule.float_working_days("out")) == (44, 32)
    # The stated day has gone by; from the first on which it can still be done, a Wednesday, two
    # working days are left in that week and five in the next.
    assert (schedule.float_days("keys.counted"), schedule.float_working_days("keys.counted")) == (
        9,
        7,
    )


def test_nothing_has_float_that_is_done_or_that_nothing_limits(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {done: 2021-09-15}
      thanked: {after: told}
      out: {after: told, by: 2021-10-29}
    """
    schedule = earlyhelp.solve(plan)
    assert [schedule.float_days(name) for name in ("told", "thanked")] == [None, None]
    assert [schedule.float_working_days(name) for name in ("told", "thanked")] == [None, None]
    assert not any(schedule.is_critical(name) for name in ("told", "thanked", "out"))
    assert schedule.why_latest("thanked") == ()


def test_what_is_on_the_way_between_two_pinned_days_without_room_is_critical(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-12}
      selection: {after: response + 4 weeks}
      letters: {after: response + 3 weeks}
      launch: {on: 2021-11-09, after: [selection, letters]}
    """
    schedule = earlyhelp.solve(plan)
    critical = [item.id for item in plan.milestones if schedule.is_critical(item.id)]
    assert critical == ["response", "selection", "launch"]


def test_what_comes_too_late_already_is_critical(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-12}
      selection: {after: response + 4 weeks, by: 2021-11-02}
    """
    schedule = earlyhelp.solve(plan)
    assert not schedule.feasible
    assert schedule.float_days("selection") == -7
    assert schedule.is_critical("selection")


def test_a_milestone_lies_between_the_dated_ones_that_make_its_days(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-12}
      letters: {on: 2021-10-18}
      selection: {after: [letters, response + 4 weeks]}
      training: {}
      launch: {on: 2022-01-04, after: [selection, training]}
      review: {after: launch}
      party: {expected: 2022-02-01, after: review}
    """
    schedule = earlyhelp.solve(plan)
    assert schedule.dated_around("selection") == ("response", "launch")
    assert schedule.dated_around("training") == (None, "launch")  # from the as-at day on
    # The party's day is only expected, and limits nothing.
    assert schedule.dated_around("review") is None


def test_a_dated_milestone_that_only_just_fits_after_another_is_the_nearer_one(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-11}
      letters: {on: 2021-10-12, after: response + 1 calendar day}
      selection: {after: letters}
      launch: {on: 2022-01-04, after: selection}
    """
    assert earlyhelp.solve(plan).dated_around("selection") == ("letters", "launch")


def test_without_an_as_at_day_only_a_dated_milestone_can_come_before(plan: Plan) -> None:
    """
    milestones:
      training: {}
      response: {on: 2021-10-12}
      selection: {after: response + 4 weeks}
      launch: {on: 2022-01-04, after: [selection, training]}
    """
    schedule = earlyhelp.solve(plan)
    assert schedule.dated_around("selection") == ("response", "launch")
    assert schedule.dated_around("training") is None


def test_a_dated_milestone_can_be_the_first_or_the_last_day_that_there_is(plan: Plan) -> None:
    """
    days: any
    milestones:
      began: {on: 1970-01-01}
      opened: {after: began}
      used: {on: 1970-01-01, after: opened}
      closed: {on: 2099-12-31}
      emptied: {after: closed}
      over: {on: 2099-12-31, after: emptied}
    """
    schedule = earlyhelp.solve(plan)
    assert schedule.dated_around("opened") == ("began", "used")
    assert schedule.dated_around("emptied") == ("closed", "over")
    assert [step.milestone for step in schedule.why_earliest("emptied")] == ["closed", "emptied"]
    assert [step.milestone for step in schedule.why_latest("emptied")] == ["over", "emptied"]
    assert [step.milestone for step in schedule.why_latest("opened")] == ["used", "opened"]


def test_one_dated_milestone_can_make_both_days_of_another(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      vacated: {on: 2021-11-01}
      handed_over: {within: 10 working days after vacated}
    """
    assert earlyhelp.solve(plan).dated_around("handed_over") == ("vacated", "vacated")


def test_where_a_plan_cannot_be_met_a_maximum_lag_gives_no_first_day(plan: Plan) -> None:
    """
    milestones:
      survey: {on: 2021-10-04}
      selection: {after: survey + 4 weeks}
      launch: {on: 2021-10-18, after: selection}
      letters: {}
      read: {by: letters + 2 weeks, after: survey}
    """
    # By its letters alone the plan could be met: they go out two weeks before they are read, on
    # 20 September at the earliest. But it cannot, and then only minimum lags count.
    schedule = earlyhelp.solve(plan)
    assert not schedule.feasible
    assert schedule.earliest["read"] == date(2021, 10, 4)
    assert schedule.earliest["letters"] is None


def test_the_network_knows_which_of_its_links_are_rules(plan: Plan) -> None:
    """
    milestones:
      told: {}
      out: {after: told + 12 weeks}
      launch: {after: out}
    """
    rule, other = plan.links
    ruled = attrs.evolve(plan, links=(attrs.evolve(rule, field=Field.RULE), other))
    assert earlyhelp.solve(ruled).bound == {(rule.place, "told", "out")}


def test_why_something_has_its_last_day_goes_round_no_circle_and_is_nothing_where_it_has_none(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-01
    days: any
    milestones:
      told: {}
      out: {exactly: 4 weeks after told, by: 2021-11-01}
      reviewed: {after: out}
    """
    schedule = earlyhelp.solve(plan)
    assert [(step.milestone, step.day) for step in schedule.why_latest("out")] == [
        ("out", date(2021, 11, 1))
    ]
    assert [(step.milestone, step.day) for step in schedule.why_latest("told")] == [
        ("out", date(2021, 11, 1)),
        ("told", date(2021, 10, 4)),
    ]
    assert schedule.why_latest("reviewed") == ()


def test_a_last_day_goes_back_through_one_milestone_between_two_circles(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    days: any
    milestones:
      told: {}
      out: {exactly: 2 weeks after told}
      cleared: {after: out + 1 week}
      vacated: {after: cleared + 1 week}
      handed_over: {exactly: 1 week after vacated, by: 2021-12-31}
    """
    assert earlyhelp.solve(plan).latest == {
        "told": date(2021, 11, 26),
        "out": date(2021, 12, 10),
        "cleared": date(2021, 12, 17),
        "vacated": date(2021, 12, 24),
        "handed_over": date(2021, 12, 31),
    }


def test_a_last_day_that_is_brought_forward_again_is_handed_on_again(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {days: any, by: 2021-10-06}
      heard: {exactly: 3 calendar days after told}
      answered: {days: any, by: told + 1 calendar day}
    """
    # Three days after Wednesday the 6th nobody works: heard on Friday the 8th, told on the 5th.
    assert earlyhelp.solve(plan).latest == {
        "told": date(2021, 10, 5),
        "heard": date(2021, 10, 8),
        "answered": date(2021, 10, 6),
    }
