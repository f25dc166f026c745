"""Empty buildings, repairs and services: what becomes of each rule, by its days."""

from __future__ import annotations

import pytest

from earlyhelp import Severity
from earlyhelp.files.plan.rule_entries import shipped_rules
from tests.rulebook.property.conftest import (
    building,
    facts,
    found,
    said,
    tenant,
    worst,
)


@pytest.mark.parametrize(
    ("step", "day", "severity"),
    [
        ("insurer_told", "2021-12-30", Severity.NOTE),
        ("insurer_told", "2021-12-31", Severity.WARNING),
        ("first_inspection", "2021-12-07", Severity.NOTE),
        ("first_inspection", "2021-12-08", Severity.WARNING),
    ],
)
def test_an_empty_building_is_told_to_the_insurer_in_30_days_and_inspected_in_7(
    step: str, day: str, severity: Severity
) -> None:
    plan = building(f"future: surplus, vacated: 2021-11-30, {step}: {day}", "vacated", step)
    assert said(plan, "EH336")[0] is severity


def test_an_empty_building_without_a_day_for_the_insurer_is_told_by_when() -> None:
    plan = building("future: surplus, vacated: 2021-11-30", "vacated", "insurer_told")
    severity, message = said(plan, "EH336")
    assert severity is Severity.NOT_KNOWN
    assert "insurer_told no later than Thursday 30 December 2021" in message


@pytest.mark.parametrize(
    ("vacated", "over"),
    [
        ("2021-11-30", "Monday 28 February 2022"),
        ("2021-11-28", "Monday 28 February 2022"),
        ("2021-11-27", "Sunday 27 February 2022"),
        ("2021-12-20", "Sunday 20 March 2022"),
    ],
)
def test_an_empty_building_pays_no_rates_for_three_months_to_the_corresponding_day(
    vacated: str, over: str
) -> None:
    plan = building(f"future: surplus, monthly_cost: 2200, vacated: {vacated}", "vacated")
    severity, message = said(plan, "EH336")
    assert severity is Severity.NOTE
    assert f"+ 3 months is {over}" in message


def test_an_empty_building_whose_row_says_when_rates_start_is_not_told() -> None:
    row = "future: surplus, monthly_cost: 2200, rates_start: 2022-03-01, vacated: 2021-11-30"
    assert found(building(row, "vacated"), "EH336") == []


@pytest.mark.parametrize(
    ("vacated", "weeks"), [("2024-03-31", "Six weeks"), ("2024-04-01", "Thirteen weeks")]
)
def test_an_empty_building_is_free_of_rates_again_after_six_or_thirteen_weeks_of_use(
    vacated: str, weeks: str
) -> None:
    row = f"future: surplus, interim_use: storage, vacated: {vacated}"
    assert said(building(row, "vacated"), "EH336")[1].startswith(weeks)


@pytest.mark.parametrize(
    ("served", "severity"),
    [("2022-02-14", Severity.NOTE), ("2022-02-15", Severity.WARNING)],
)
def test_dilapidations_are_asked_for_within_56_days(served: str, severity: Severity) -> None:
    plan = facts(lease__ends="2021-12-20", dilapidations__schedule=served)
    assert said(plan, "EH337")[0] is severity


def test_dilapidations_are_to_be_expected_until_the_56th_day() -> None:
    severity, message = said(facts(lease__ends="2021-12-20"), "EH337")
    assert severity is Severity.NOT_KNOWN
    assert "no later than Monday 14 February 2022" in message
    severity, message = said(building("future: surplus, lease_end: 2021-12-20"), "EH337")
    assert severity is Severity.NOTE
    assert "is Monday 14 February 2022" in message


def test_dilapidations_before_the_protocol_had_no_such_day() -> None:
    plan = facts(lease__ends="2011-10-31", dilapidations__schedule="2011-12-31")
    assert found(plan, "EH337") == []


@pytest.mark.parametrize(("day", "number"), [("2023-09-30", 0), ("2023-10-01", 1)])
def test_a_responsible_person_hands_on_what_is_recorded(day: str, number: int) -> None:
    plan = building(f"future: surplus, handed_over: {day}", "handed_over")
    assert len(found(plan, "EH338", "2023-09-04")) == number


@pytest.mark.parametrize(("day", "number"), [("2026-03-31", 0), ("2026-04-01", 1)])
def test_centres_are_left_beside_a_plan_for_hubs(day: str, number: int) -> None:
    plan = building(f"future: surplus, service_ended: {day}", "service_ended")
    assert len(found(plan, "EH341", "2026-03-02")) == number


@pytest.mark.parametrize(("consent", "outcome"), [("2026-11-16", "kept"), ("2026-11-17", "broken")])
def test_a_council_that_is_to_be_dissolved_has_consent(consent: str, outcome: str) -> None:
    days = {"reorganisation__direction": "2026-09-07", "disposal": "2026-11-16"}
    plan = facts(**days, reorganisation__consent=consent)
    assert worst(plan, "EH342", "2026-09-01") == outcome


def test_without_the_consent_it_is_told_by_when() -> None:
    plan = facts(reorganisation__direction="2026-09-07", disposal="2026-11-16")
    severity, message = said(plan, "EH342", "2026-09-01")
    assert severity is Severity.NOT_KNOWN
    assert "reorganisation.consent no later than Monday 16 November 2026" in message


def test_a_council_that_stays_is_not_asked() -> None:
    assert found(facts(disposal="2026-11-16"), "EH342", "2026-09-01") == []


def test_a_nursery_that_has_accepted_a_place_registers_it() -> None:
    row = "agreement: licence, offer_accepted: 2021-09-16"
    assert worst(tenant(row), "EH343") == "to know"
    assert found(tenant(f"{row}, registration: Ofsted"), "EH343") == []
    assert found(tenant("agreement: licence"), "EH343") == []


def test_what_other_findings_check_is_only_listed() -> None:
    listed = {rule.id: rule.checked_by for rule in shipped_rules() if rule.checked_by}
    assert listed["agreed-notice"] == ("EH502",)
    assert listed["asbestos-handed-on"] == listed["fire-handed-on"] == ("EH402",)
