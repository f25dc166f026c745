"""Do the sentences of a report and its numbers say the same of where a plan stands?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earlyhelp.checks import check_plan
from earlyhelp.dates import days
from earlyhelp.outputs.reports.committee import committee
from earlyhelp.outputs.reports.highlight import highlight
from earlyhelp.outputs.reports.pieces import Paragraph, Report, Table
from earlyhelp.tracking.progress import progress

if TYPE_CHECKING:
    from earlyhelp import Plan

AUGUST = days.parse("2021-08-20")


def said(report: Report, heading: str) -> list[str]:
    """Everything that a section says, one paragraph, point or row after another."""
    [section] = (section for section in report.sections if section.heading == heading)
    found: list[str] = []
    for piece in section.pieces:
        match piece:
            case Paragraph():
                found += [piece.text, *piece.points]
            case Table():
                found += ["; ".join(row) for row in piece.rows]
    return found


def to_members(plan: Plan, heading: str) -> list[str]:
    schedule, findings = check_plan(plan)
    return said(committee(progress(schedule, within=28), findings), heading)


def to_the_board(plan: Plan, heading: str) -> list[str]:
    schedule, findings = check_plan(plan)
    return said(highlight(progress(schedule, within=28), findings, AUGUST), heading)


def test_a_launch_that_was_late_is_not_within_tolerance(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      launch: {role: launch, title: The launch, on: 2021-09-08, done: 2021-09-10}
    """
    assert to_the_board(plan, "Tolerance")[0] == (
        "Time: exceeded, because the launch was done on Friday 10 September 2021, 2 calendar days "
        "(2 working days) later than agreed."
    )


def test_a_launch_that_was_in_time_leaves_no_room_before_it(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      launch: {role: launch, title: The launch, on: 2021-09-08, done: 2021-09-08}
    """
    assert to_the_board(plan, "Tolerance")[0] == (
        "Time: within tolerance, because the launch was done on Wednesday 8 September 2021."
    )
    assert to_members(plan, "Next steps") == ["Nothing of the plan is still to be done."]


def test_a_fixed_launch_that_waits_for_nothing_has_no_room_to_count(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones: {launch: {role: launch, on: 2022-01-04}}
    """
    assert to_the_board(plan, "Tolerance")[0] == (
        "Time: within tolerance, because the day of the launch is fixed and nothing delays it."
    )


def test_the_room_is_left_from_the_first_day_on_which_the_launch_can_still_be(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      trained: {on: 2021-12-06}
      launch: {role: launch, expected: 2021-12-01, after: trained, by: 2021-12-10}
    """
    assert to_the_board(plan, "Tolerance")[0] == (
        "Time: within tolerance, with 4 calendar days (4 working days) of room before the launch."
    )


def test_without_a_launch_nobody_says_what_limits_it(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones: {training: {on: 2021-10-08}}
    """
    assert to_the_board(plan, "Tolerance")[0] == (
        "Time: not known, because the plan names no launch."
    )


def test_a_launch_past_its_deadline_is_overdue_since_then_whenever_it_is_expected(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-17
    milestones:
      launch: {role: launch, title: The launch, expected: 2021-12-01, by: 2021-09-10}
    """
    assert to_members(plan, "Summary")[1] == (
        "The plan can be met. Red: 1 deadline has passed with nothing recorded; the last day for "
        "the launch was 10 September 2021, 7 calendar days ago."
    )
    assert to_members(plan, "The focus for scrutiny")[1] == (
        "when the launch is to be, because its last day has passed"
    )
    assert to_members(plan, "Next steps")[1] == (
        "The launch: expected on Wednesday 1 December 2021, overdue by 7 days: its last day was "
        "10 September 2021"
    )
    assert to_the_board(plan, "Tolerance")[0] == (
        "Time: exceeded, because the launch stands red: its deadline, 10 September 2021, passed "
        "7 days ago, with nothing recorded."
    )


def test_fixed_days_and_deadlines_that_have_passed_are_counted_apart(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      a: {on: 2021-09-16}
      b: {by: 2021-09-16}
      c: {on: 2021-09-17}
      d: {by: 2021-09-17}
    """
    assert to_the_board(plan, "Status")[0] == (
        "Red: 1 fixed day and 1 deadline have passed with nothing recorded."
    )


def test_a_day_of_a_wrong_year_has_not_slipped(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      launch: {role: launch, title: The launch, expected: 2020-01-08}
    """
    assert to_members(plan, "The focus for scrutiny") == [
        "The Committee is asked to consider:",
        "which year is meant for the launch, as the one that is stated has passed",
    ]
    assert to_members(plan, "What has slipped, and why") == [
        "Nothing is later than the plan first stated."
    ]
    assert to_members(plan, "Next steps") == [
        "Nothing that is still to be done has a day to go by."
    ]
    assert to_the_board(plan, "Tolerance")[0].startswith(
        "Time: not known, because the launch is still to come"
    )


def test_what_is_recorded_for_a_day_to_come_is_not_done(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones: {keys: {title: The keys are back, done: 2021-10-01}}
    """
    row = to_members(plan, "Progress by workstream")[1]
    assert row.startswith(
        "The keys are back; Recorded as done on Friday 1 October 2021, which has not come yet; green"
    )


def test_one_of_a_kind_is_said_as_one(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones: {a: {expected: 2021-10-01}}
    properties: [{id: elm, future: surplus}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    assert to_members(plan, "Properties and partners")[1].startswith("1 partner has 1 place in")
    alone = to_members(plan, "Where this report comes from")[0]
    assert "alone: 1 milestone that it states" in alone


def test_what_was_late_and_is_done_has_slipped_and_is_no_longer_in_the_way(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      keys: {title: Keys returned, on: 2021-09-08, done: 2021-09-10}
      letters: {title: Letters sent, on: 2021-10-08}
    """
    assert to_members(plan, "Summary")[1] == (
        "The plan can be met. Green: nothing that is still to be done has slipped."
    )
    assert to_members(plan, "What has slipped, and why")[0].startswith(
        "Later than the plan first stated: 1 milestone of the plan, which is done."
    )


def test_a_deadline_is_a_day_and_what_has_one_is_a_next_step(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      keys: {title: Keys returned, by: 2021-09-20}
      letters: {title: Letters sent, expected: 2021-09-24}
      guidance: {title: Guidance written}
    """
    assert to_members(plan, "Next steps")[1:] == [
        "Keys returned: no later than Monday 20 September 2021",
        "Letters sent: expected on Friday 24 September 2021",
    ]
    focus = to_members(plan, "The focus for scrutiny")
    assert "by when 1 commitment without a day will be kept (section 3)" in focus


def test_a_plan_without_workstreams_is_the_whole_plan(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones: {keys: {on: 2021-09-20}, letters: {on: 2021-09-24}}
    """
    said = to_members(plan, "Progress by workstream")
    assert said[0] == "The whole plan stands green: none of 2 milestones is complete."


def test_beside_a_workstream_what_names_none_is_everything_else(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones: {keys: {on: 2021-09-20, workstream: Property}, letters: {on: 2021-09-24}}
    """
    said = to_members(plan, "Progress by workstream")
    assert said[2] == "Everything else stands green: its one milestone is not complete."
    assert to_the_board(plan, "Status")[2].startswith("Everything else; green")


def test_what_is_accepted_only_later_is_not_accepted_yet(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    properties: [{id: elm, future: surplus}, {id: ash, future: retained}]
    partners: [{id: nursery}, {id: choir}]
    occupations:
      - {property: elm, partner: nursery, offered: ash, offer_accepted: 2021-09-17}
      - {property: elm, partner: choir, offered: ash, offer_accepted: 2021-09-20}
    """
    said = to_members(plan, "Properties and partners")[-1]
    assert said.endswith("offered for 2 places and accepted for 1.")


def test_a_plan_without_a_milestone_says_so(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones: {}
    """
    assert to_members(plan, "Progress by workstream") == ["The plan states no milestone."]
    assert to_the_board(plan, "Status") == [
        "Not known: no milestone has a day that says how it stands."
    ]
