"""Limits from facts, and limits that have gone by: what they bound, and what they do not."""

from __future__ import annotations

from datetime import date

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import days
from tests.answers import conflicts, window


def test_a_day_that_is_pinned_to_the_as_at_day_has_not_passed(plan: Plan) -> None:
    """
    as_at: 2021-10-01
    milestones:
      survey: {not_before: 2021-10-05}
      told: {on: 2021-10-01, after: survey}
    """
    [conflict] = conflicts(plan)
    assert conflict.short_by_days == 4


def test_limits_that_have_passed_bound_nothing_and_the_others_still_do(plan: Plan) -> None:
    """
    as_at: 2021-10-01
    milestones:
      told: {done: 2021-09-01}
      out: {by: [told + 1 week, 2021-09-20]}
      signed: {by: [told + 30 calendar days, told + 40 calendar days]}
    """
    # Both limits of `out` have gone by. Thirty days are over today: that has not passed.
    assert [
        (one.milestone, days.day(one.limit)) for one in earlyhelp.solve(plan).network.passed
    ] == [
        ("out", date(2021, 9, 20)),
        ("out", date(2021, 9, 8)),
    ]
    assert window(plan, "out") == ("2021-10-01", "None")
    assert window(plan, "signed") == ("2021-10-01", "2021-10-01")


def test_a_limit_before_a_day_that_is_pinned_contradicts_it_though_it_has_passed(
    plan: Plan,
) -> None:
    """
    as_at: 2021-10-01
    milestones:
      told: {done: 2021-09-01}
      out: {on: 2021-10-20, by: told + 1 week}
    """
    [conflict] = conflicts(plan)
    assert conflict.short_by_days == 42


def test_a_limit_from_a_fact_is_a_working_day_where_the_milestone_has_to_be_on_one(
    plan: Plan,
) -> None:
    """
    as_at: 2099-12-01
    closures: [{days: 2099-12-31, name: The end}]
    milestones:
      told: {done: 2099-12-01}
      out: {by: told + 4 calendar days}
      moved: {by: told + 4 calendar days, days: any}
      closed: {by: told + 30 calendar days}
      archived: {by: told + 40 calendar days}
    """
    # 5 December is a Saturday; on the calendar's last day the office is closed.
    assert window(plan, "out")[1] == "2099-12-04"
    assert window(plan, "moved")[1] == "2099-12-05"
    assert window(plan, "closed")[1] == "2099-12-30"
    assert window(plan, "archived")[1] == "None"
