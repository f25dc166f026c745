"""The plans that come with earlyhelp read, and say what their READMEs claim."""

from __future__ import annotations

from pathlib import Path

import pytest

import earlyhelp
from earlyhelp import Finding, Plan, Severity
from earlyhelp.files import locate
from earlyhelp.files.load import load_file

ROOT = Path(__file__).parent.parent


def shipped(name: str) -> Plan:
    return load_file(locate.shipped_file(name), name=name)


def found(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in earlyhelp.check(plan) if finding.code == code]


@pytest.mark.parametrize("name", locate.shipped())
def test_every_plan_reads_and_has_a_readme(name: str) -> None:
    plan = shipped(name)
    assert plan.id == name
    assert plan.as_at is not None, "what a shipped plan says must not depend on today"
    assert (ROOT / "schedules" / name / "README.md").is_file()


@pytest.mark.parametrize("name", ["early-help-2021", "children-first-2021"])
def test_every_milestone_of_the_real_plans_names_its_source(name: str) -> None:
    for milestone in shipped(name).milestones:
        assert milestone.source is not None
        assert milestone.source.startswith(("S0", "S1"))


def test_the_redesign_of_2021_can_be_met() -> None:
    plan = shipped("early-help-2021")
    assert earlyhelp.solve(plan).feasible
    counts = [finding.severity for finding in earlyhelp.check(plan)]
    assert counts.count(Severity.ERROR) == 0
    assert (counts.count(Severity.WARNING), counts.count(Severity.NOTE)) == (4, 1)


def test_its_launch_falls_on_new_years_day_and_is_not_moved() -> None:
    plan = shipped("early-help-2021")
    [finding] = found(plan, "EH202")
    assert finding.subjects == ("offer.launch",)
    assert "Saturday 1 January 2022" in finding.message
    assert "the first working day after it is Tuesday 4 January 2022" in finding.message
    assert plan["offer.launch"].on is not None
    assert earlyhelp.solve(plan).earliest["offer.launch"] == plan["offer.launch"].last_stated_day


def test_the_end_of_october_is_a_sunday() -> None:
    [finding] = found(shipped("early-help-2021"), "EH203")
    assert "the end of October 2021, Sunday 31 October 2021" in finding.message
    assert "Friday 29 October 2021" in finding.message


def test_selection_and_preferencing_have_81_days_and_no_day_of_their_own() -> None:
    messages = [item.message for item in found(shipped("early-help-2021"), "EH102")]
    [about_staff] = [message for message in messages if message.startswith("selection")]
    assert "selection and preferencing have no days of their own" in about_staff
    assert "81 calendar days (56 working days)" in about_staff
    assert "between consultation.response on 12 October 2021 and offer.launch on" in about_staff


def test_selection_can_begin_with_the_response_and_end_with_the_last_working_day() -> None:
    """12 October is the response; Friday 31 December the last working day before the launch."""
    schedule = earlyhelp.solve(shipped("early-help-2021"))
    assert str(schedule.earliest["selection.start"]) == "2021-10-12"
    assert str(schedule.latest["selection.end"]) == "2021-12-31"


def test_the_wider_programme_can_be_met_and_nothing_is_warned_of() -> None:
    plan = shipped("children-first-2021")
    assert earlyhelp.solve(plan).feasible
    assert earlyhelp.check(plan) == ()


def test_twelve_weeks_from_12_october_are_three_days_too_many() -> None:
    plan = shipped("infeasible-notice")
    [finding] = found(plan, "EH201")
    assert (finding.short_by_days, finding.short_by_working_days) == (3, 1)
    assert [(fix.milestone, fix.field, fix.after, fix.days) for fix in finding.fixes] == [
        ("offer.launch", "on", "2022-01-04", 3),
        ("consultation.response", "on", "2021-10-08", -4),
    ]
