"""Fixes of lines that speak of more than one milestone, or that hide another: typed as offered."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

import earlyhelp
from earlyhelp import Finding
from earlyhelp.files.load import parse

HEAD = "format: 1\nid: story\ntitle: A story\nnation: england\ndays: any\nas_at: 2021-09-01\n"
ROWS = """
properties:
  - {id: elm, future: surplus}
  - {id: oak, future: surplus, lease_end: 2021-12-14}
"""


@pytest.fixture
def said(request: pytest.FixtureRequest) -> str:
    """The plan in the test's docstring; every day may be a milestone's, unless it says so."""
    return HEAD + inspect.cleandoc(request.function.__doc__ or "") + "\n"


def conflicts(said: str) -> list[Finding]:
    found = earlyhelp.check(parse(said.encode()))
    return [finding for finding in found if finding.code == "EH201"]


def typed(said: str, finding: Finding) -> list[str]:
    """The plan with each fix in turn typed at its line and column, in place of what stands there."""
    plans = []
    for fix in finding.fixes:
        assert fix.place is not None
        lines = said.splitlines(keepends=True)
        line, at = lines[fix.place.line - 1], fix.place.column - 1
        assert line[at:].startswith(fix.before)
        lines[fix.place.line - 1] = line[:at] + fix.after + line[at + len(fix.before) :]
        plans.append("".join(lines))
    return plans


def test_a_first_day_of_a_workflow_moves_for_every_row_at_once(said: str) -> None:
    """
    milestones:
      last: {by: 2021-12-17, after: all properties.handed_over}
    workflows:
      handover:
        for: property.future is surplus
        steps:
          vacated: {not_before: 2021-12-20}
          handed_over: {after: vacated}
    """
    [finding] = conflicts(said + ROWS)
    assert [fix.text for fix in finding.fixes] == [
        "elm.vacated (and 1 other by the same line) from Friday 17 December 2021",
        "last by Monday 20 December 2021",
    ]
    assert [conflicts(plan) for plan in typed(said + ROWS, finding)] == [[], []]
    assert len(conflicts(typed(said + ROWS, finding)[0].replace("12-17}", "12-18}"))) == 1


def test_a_pin_of_a_workflow_is_no_mend_where_another_row_cannot_have_that_day(said: str) -> None:
    """
    milestones:
      told: {done: week of 2021-08-02, before: oak.handed_over}
      elm.cleared: {on: 2021-12-15, before: elm.handed_over}
    workflows:
      handover:
        for: property.future is surplus
        steps:
          handed_over: {on: 2021-12-13, by: property.lease_end}
    """
    [finding] = conflicts(said + ROWS)
    assert [fix.milestone for fix in finding.fixes] == ["elm.cleared"]
    [why_not] = finding.not_enough
    assert why_not == (
        "elm.handed_over (and 1 other by the same line) on or after Wednesday 15 December 2021"
        " (the days of oak.handed_over then contradict each other)"
    )
    [finding] = conflicts(said + ROWS.replace("12-14", "12-15"))
    assert [fix.milestone for fix in finding.fixes] == ["elm.cleared", "elm.handed_over"]
    plans = typed(said + ROWS.replace("12-14", "12-15"), finding)
    assert [conflicts(plan) for plan in plans] == [[], []]


def test_a_row_that_says_its_own_day_is_not_moved_with_the_others(said: str) -> None:
    """
    milestones:
      last: {by: 2021-12-17, after: all properties.vacated}
    workflows:
      handover:
        for: property.future is surplus
        steps:
          vacated: {on: 2021-12-20}
    """
    rows = "properties:\n  - {id: elm, future: surplus}\n"
    rows += '  - {id: oak, future: surplus, "on:vacated": 2021-12-10}\n'
    [finding] = conflicts(said + rows)
    assert [fix.text for fix in finding.fixes] == [
        "elm.vacated by Friday 17 December 2021",
        "last by Monday 20 December 2021",
    ]


def test_a_step_that_is_done_is_none_of_the_others(said: str) -> None:
    """
    milestones:
      last: {by: 2021-12-17, after: all properties.vacated}
    workflows:
      handover:
        for: property.future is surplus
        steps:
          vacated: {on: 2021-12-20}
    """
    rows = "properties:\n  - {id: elm, future: surplus}\n"
    rows += '  - {id: oak, future: surplus, "done:vacated": 2021-08-10}\n'
    [finding] = conflicts(said + rows)
    assert finding.fixes[0].text == "elm.vacated by Friday 17 December 2021"


def test_a_later_deadline_is_no_mend_where_a_lag_from_a_fact_is_as_near(said: str) -> None:
    """
    milestones:
      served: {done: 2021-08-01}
      told: {on: 2021-10-04}
      out:
        by: 2021-10-08
        after: told + 3 weeks
        within: 75 calendar days after served
    """
    [finding] = conflicts(said)
    assert [fix.milestone for fix in finding.fixes] == ["told", "out"]  # sooner, or in less time
    assert finding.not_enough == ("out by Monday 25 October 2021 (out is then 10 days short)",)
    [finding] = conflicts(said.replace("75", "85"))
    assert "2021-10-25" in [fix.after for fix in finding.fixes]
    assert all(conflicts(plan) == [] for plan in typed(said.replace("75", "85"), finding))


def test_a_deadline_that_has_passed_does_not_stand_in_the_way_of_a_later_one(said: str) -> None:
    """
    milestones:
      told: {on: 2021-10-04}
      out: {by: [2021-08-20, 2021-10-08], after: told + 3 weeks}
    """
    [finding] = conflicts(said)
    assert "2021-10-25" in [fix.after for fix in finding.fixes]


def test_a_deadline_on_the_as_at_day_has_not_passed_yet(said: str) -> None:
    """
    milestones:
      told: {on: 2021-09-01}
      out: {after: told + 1 week, on: 2021-09-01, by: 2021-09-01}
    """
    [finding] = conflicts(said)
    assert "2021-09-08" not in [fix.after for fix in finding.fixes]
    assert "out on or after Wednesday 8 September 2021" in finding.not_enough[0]


def test_a_pin_to_the_end_of_a_month_leaves_every_day_before_it(said: str) -> None:
    """
    milestones:
      told: {on: 2021-09-20}
      out: {on: end of 2021-10, by: 2021-09-24, after: told + 1 week}
    """
    [finding] = conflicts(said)
    assert "2021-09-27" in [fix.after for fix in finding.fixes]
    assert all(conflicts(plan) == [] for plan in typed(said, finding))


def test_a_pin_that_becomes_a_day_is_that_day_for_every_row(said: str) -> None:
    """
    milestones:
      elm.cleared: {on: 2021-11-03, before: elm.vacated}
      shut: {on: 2021-11-02, after: oak.vacated}
    workflows:
      handover:
        for: property.future is surplus
        steps:
          vacated: {on: end of 2021-10}
    """
    [finding] = conflicts(said + ROWS)
    assert [fix.milestone for fix in finding.fixes] == ["elm.cleared"]
    [why_not] = finding.not_enough
    assert why_not.startswith("elm.vacated (and 1 other by the same line) on or after Wednesday 3")
    [finding] = conflicts((said + ROWS).replace("2021-11-02", "2021-11-03"))
    assert [fix.milestone for fix in finding.fixes] == ["elm.cleared", "elm.vacated"]


STAYS = """
properties:
  - {id: elm, future: surplus}
partners:
  - {id: food}
occupations:
  - {property: elm, partner: food, extension: agreed, extended_to: 2021-12-15}
"""


def test_every_first_day_holds_and_one_that_is_moved_uncovers_the_next(said: str) -> None:
    """
    milestones:
      last: {by: 2021-12-10, after: all occupations.out}
    workflows:
      leaving:
        for: each occupation
        steps:
          out: {not_before: 2021-12-20}
    """
    said += STAYS  # it stays to the 15th, and nobody is out before the 20th
    assert earlyhelp.solve(parse(said.encode())).earliest["elm.food.out"] == date(2021, 12, 20)
    [finding] = conflicts(said)
    assert [fix.milestone for fix in finding.fixes] == ["last"]
    assert finding.not_enough == ("elm.food.out earlier (at most 5 days)",)
    [finding] = conflicts(said.replace("12-10", "12-16"))
    assert ("elm.food.out", "2021-12-16") in [(fix.milestone, fix.after) for fix in finding.fixes]
    assert all(conflicts(plan) == [] for plan in typed(said.replace("12-10", "12-16"), finding))
    sooner = said.replace("12-20", "12-14")  # then the stay to the 15th is the later one
    assert earlyhelp.solve(parse(sooner.encode())).earliest["elm.food.out"] == date(2021, 12, 15)


def test_a_first_day_of_the_routes_hides_the_last_day_of_open_work(said: str) -> None:
    """
    milestones:
      cases.routed: {not_before: 2021-12-20, before: offer.launch}
      offer.launch: {on: 2021-12-10}
    cases:
      - {ref: aaaa, route: transfer, receiving_team: t, handover_meeting: 2021-12-13}
    teams:
      - {id: t}
    """
    [finding] = conflicts(said)
    assert [fix.milestone for fix in finding.fixes] == ["offer.launch"]
    assert finding.not_enough == ("cases.routed earlier (at most 7 days)",)


def test_a_first_day_of_many_rows_is_not_moved_where_one_stays_longer(said: str) -> None:
    """
    milestones:
      last: {by: 2021-12-10, after: all occupations.out}
    workflows:
      leaving:
        for: each occupation
        steps:
          out: {not_before: 2021-12-20}
    """
    said += STAYS.replace("food}\n", "food}\n  - {id: baby}\n", 1)
    said += "  - {property: elm, partner: baby}\n"
    [finding] = conflicts(said)
    assert [fix.milestone for fix in finding.fixes] == ["last"]
    assert len(finding.not_enough) == 1


def test_open_work_that_is_handed_on_too_late_is_no_single_day_to_type(said: str) -> None:
    """
    milestones:
      offer.launch: {on: 2021-12-10, after: cases.routed}
      cases.routed: {}
    cases:
      - {ref: aaaa, route: transfer, receiving_team: t, handover_meeting: 2021-12-13}
      - {ref: bbbb, route: transfer, receiving_team: t, family_informed: 2021-12-14}
    teams:
      - {id: t}
    """
    [finding] = conflicts(said)
    assert finding.chain[0].text == "cases.routed: the last family is told where its work goes on"
    assert [fix.milestone for fix in finding.fixes] == ["offer.launch"]
    assert finding.not_enough == (
        "cases.routed earlier (each row with a later day would have to change)",
    )


def test_what_comes_with_earlyhelp_is_not_offered_to_be_typed_over(said: str) -> None:
    """
    workflows:
      letting:
        from: lease-to-health
    properties:
      - {id: elm, future: lease, "on:contracting_out": 2021-12-01, "on:lease_signed": 2021-12-06}
    """
    [finding] = conflicts(said)
    assert [fix.milestone for fix in finding.fixes] == ["elm.contracting_out", "elm.lease_signed"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("after: told + 3 weeks", None),
        ("after: {link: told + 3 weeks}", "link"),
        ("after: [told + 3 weeks]", ""),
        ("after: [{link: told + 3 weeks}]", "link"),
    ],
)
def test_a_fix_knows_under_what_its_line_stands(line: str, key: str | None) -> None:
    said = f"{HEAD}milestones:\n  told: {{on: 2021-10-04}}\n  out: {{on: 2021-10-18, {line}}}\n"
    [finding] = conflicts(said)
    [fix] = [fix for fix in finding.fixes if fix.field == "after"]
    assert (fix.before, fix.after, fix.key) == ("told + 3 weeks", "told + 2 weeks", key)
    assert all(conflicts(plan) == [] for plan in typed(said, finding))


def test_a_last_day_after_another_milestone_is_one_of_a_list_too() -> None:
    said = f"{HEAD}milestones:\n  told: {{on: 2021-10-04}}\n"
    said += "  out: {on: 2021-10-18, by: [told + 1 week, 2021-11-01]}\n"
    [finding] = conflicts(said)
    assert ("by", "", "told + 2 weeks") in [
        (fix.field, fix.key, fix.after) for fix in finding.fixes
    ]
