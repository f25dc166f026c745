"""Leases, sales, empty buildings and the service: what becomes of each rule, by its days."""

from __future__ import annotations

import pytest

import earlyhelp
from earlyhelp import Finding, Severity
from earlyhelp.files.load import parse
from earlyhelp.files.rule_entries import shipped_rules

HEAD = "format: 1\nid: example\ntitle: An example\nnation: england\nas_at: {as_at}\n"
STEPS = """\
workflows:
  ending:
    for: property.future is not retained
    steps: {{{steps}}}
properties:
  - {{id: elm, {columns}}}
"""
TENANT = """\
workflows:
  leaving:
    for: each occupation where property.future is not retained
    steps: {{out: {{}}}}
properties:
  - {{id: elm, future: {future}}}
partners:
  - {{id: seashell, sector: nursery}}
occupations:
  - {{property: elm, partner: seashell, notice: 1 month, alternative: its own rooms, {columns}}}
"""


def found(plan: str, code: str, as_at: str = "2021-09-17") -> list[Finding]:
    """What is said under a code of a plan without its head."""
    text = (HEAD.format(as_at=as_at) + plan).encode()
    return [item for item in earlyhelp.check(parse(text)) if item.code == code]


def said(plan: str, code: str, as_at: str = "2021-09-17") -> tuple[Severity, str]:
    """The only thing that is said under a code."""
    (finding,) = found(plan, code, as_at)
    return finding.severity, finding.message


def facts(**days: str) -> str:
    """A plan that says these days, and a milestone so that there is one."""
    lines = [f"  {name.replace('__', '.')}: {day}\n" for name, day in days.items()]
    return "milestones:\n  start: {on: 2021-09-20}\nfacts:\n" + "".join(lines)


def tenant(columns: str, future: str = "surplus") -> str:
    """A nursery in a building that is left."""
    return TENANT.format(columns=columns, future=future)


def building(columns: str, *steps: str) -> str:
    """One building, and the steps that it goes through."""
    return STEPS.format(columns=columns, steps=", ".join(f"{step}: {{}}" for step in steps))


def worst(plan: str, code: str, as_at: str = "2021-09-17") -> str:
    """``broken``, ``kept``, ``to know`` or ``not known``: what the message of a code says."""
    severity, message = said(plan, code, as_at)
    if severity is Severity.NOT_KNOWN:
        assert ": not known" in message
        return "not known"
    words = ("broken", "kept", "to know")
    return next(word for word in words if f": {word}" in message)


PROTECTED = "agreement: lease, protected_tenancy: yes, out: 2021-12-20"


@pytest.mark.parametrize(
    ("served", "outcome"),
    [("2021-06-20", "kept"), ("2021-06-21", "broken")],
)
def test_a_protected_tenant_to_be_out_by_20_december_is_served_notice_by_20_june(
    served: str, outcome: str
) -> None:
    assert worst(tenant(f"{PROTECTED}, notice_served: {served}"), "EH331") == outcome


def test_a_protected_tenant_that_was_told_but_served_no_notice_is_told_by_when() -> None:
    severity, message = said(tenant(f"{PROTECTED}, told: 2021-06-01"), "EH331")
    assert severity is Severity.NOT_KNOWN
    assert "needs `occupation.notice_served`" in message
    assert "no later than Sunday 20 June 2021 (6 months before" in message


@pytest.mark.parametrize(
    ("expires", "outcome"),
    [
        ("2021-12-19", "broken"),
        ("2021-12-20", "kept"),
        ("2022-06-20", "kept"),
        ("2022-06-21", "broken"),
    ],
)
def test_a_protected_tenant_has_a_notice_that_ends_6_to_12_months_after_it_is_served(
    expires: str, outcome: str
) -> None:
    row = "agreement: lease, protected_tenancy: yes, notice_served: 2021-06-20, out: 2022-07-01"
    assert worst(tenant(f"{row}, notice_expires: {expires}"), "EH331") == outcome


def test_a_protected_tenant_may_have_another_agreement_than_a_lease() -> None:
    row = "agreement: licence, protected_tenancy: yes, notice_served: 2021-09-01"
    assert worst(tenant(f"{row}, out: 2021-12-20"), "EH331") == "broken"


def test_a_protected_tenant_is_none_whose_lease_is_outside_the_act() -> None:
    row = f"{PROTECTED}, contracted_out: yes, notice_served: 2021-09-01"
    assert found(tenant(row), "EH331") == []


def test_a_protected_tenant_stays_in_a_building_that_is_let_or_retained() -> None:
    for future in ("lease", "retained"):
        row = f"{PROTECTED}, notice_served: 2021-09-01"
        assert found(tenant(row, future), "EH331") == []


def test_a_lease_that_does_not_say_whether_it_is_protected_is_not_known() -> None:
    row = "agreement: lease, notice_served: 2021-09-01, out: 2021-12-20"
    severity, message = said(tenant(row), "EH331")
    assert severity is Severity.NOT_KNOWN
    assert "needs `protected_tenancy`; where protected_tenancy is yes" in message
    assert "Tuesday 1 March 2022" in message


@pytest.mark.parametrize("row", ["agreement: licence", "agreement: lease, protected_tenancy: no"])
def test_a_licence_or_an_unprotected_lease_is_not_asked_about(
    row: str,
) -> None:
    assert found(tenant(f"{row}, notice_served: 2021-09-01, out: 2021-12-20"), "EH331") == []


@pytest.mark.parametrize(
    ("ends", "outcome"),
    [("2022-02-27", "broken"), ("2022-02-28", "kept")],
)
def test_the_council_as_a_tenant_gives_three_months_to_the_corresponding_day(
    ends: str, outcome: str
) -> None:
    row = f"future: surplus, tenure: lease, protected_tenancy: yes, lease_end: {ends}"
    plan = building(f"{row}, landlord_notice: 2021-11-30", "landlord_notice")
    assert worst(plan, "EH331") == outcome


def test_the_council_may_be_a_protected_tenant_where_its_lease_does_not_say() -> None:
    row = "future: surplus, tenure: lease, lease_end: 2022-02-28"
    severity, message = said(building(row, "landlord_notice"), "EH331")
    assert severity is Severity.NOT_KNOWN
    assert "`protected_tenancy` and the day of elm.landlord_notice" in message
    assert "no later than Tuesday 30 November 2021" in message


@pytest.mark.parametrize(
    ("signed", "outcome"),
    [("2021-10-31", "broken"), ("2021-11-01", "kept")],
)
def test_a_lease_outside_the_act_is_signed_14_days_after_the_warning_notice(
    signed: str, outcome: str
) -> None:
    plan = facts(warning_notice__given="2021-10-18", lease__signed=signed)
    assert worst(plan, "EH332") == outcome


def test_a_lease_outside_the_act_without_a_day_for_it_is_told_from_when() -> None:
    severity, message = said(facts(warning_notice__given="2021-10-18"), "EH332")
    assert severity is Severity.NOT_KNOWN
    assert "lease.signed no earlier than Monday 1 November 2021" in message


def test_a_lease_outside_the_act_was_not_asked_for_a_notice_before_the_reform() -> None:
    plan = facts(warning_notice__given="2004-05-20", lease__signed="2004-05-31")
    assert found(plan, "EH332") == []


def test_a_lease_of_the_workflow_for_health_has_the_14_days_as_a_link_of_its_own() -> None:
    plan = "workflows:\n  letting: {from: lease-to-health}\nproperties:\n  - "
    plan += "{id: elm, future: lease, contracting_out: 2021-10-18, lease_signed: 2021-10-25}\n"
    assert found(plan, "EH332") == []
    assert found(plan, "EH205") != []


def test_a_disposal_comes_after_best_consideration_or_consent() -> None:
    for agreed, outcome in (("2022-02-25", "kept"), ("2022-02-26", "broken")):
        plan = facts(disposal="2022-02-25", best_consideration__agreed=agreed)
        assert worst(plan, "EH333") == outcome
    severity, message = said(facts(disposal="2022-02-25"), "EH333")
    assert severity is Severity.NOT_KNOWN
    assert "needs `best_consideration.agreed`" in message


@pytest.mark.parametrize(("day", "outcome"), [("2022-01-30", "broken"), ("2022-01-31", "kept")])
def test_a_disposal_of_open_space_comes_after_two_weeks_of_advertisements(
    day: str, outcome: str
) -> None:
    row = "future: surplus, open_space: yes, open_space_advertised: 2022-01-17"
    plan = building(f"{row}, disposed: {day}", "open_space_advertised")
    assert worst(plan, "EH333") == outcome
    plan = facts(open_space__advertised="2022-01-17", disposal=day, best_consideration__agreed=day)
    outcomes = [item.message for item in found(plan, "EH333") if "advertised" in item.message]
    assert [f": {outcome}" in message for message in outcomes] == [True]


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2022-02-27", "broken"),
        ("2022-02-28", "kept"),
        ("2023-07-17", "kept"),
        ("2023-07-18", "broken"),
    ],
)
def test_a_disposal_of_a_listed_asset_is_6_weeks_to_18_months_after_the_council_is_told(
    day: str, outcome: str
) -> None:
    row = "future: surplus, community_value: yes, listing_notice: 2022-01-17"
    plan = building(f"{row}, disposed: {day}", "listing_notice")
    assert worst(plan, "EH333") == outcome


@pytest.mark.parametrize(("day", "outcome"), [("2022-07-16", "broken"), ("2022-07-17", "kept")])
def test_a_disposal_waits_six_months_where_a_community_group_asks_to_bid(
    day: str, outcome: str
) -> None:
    plan = facts(listing__notice="2022-01-17", disposal=day, community_bid="yes")
    (about,) = [item for item in found(plan, "EH333") if "community group" in item.message]
    assert f": {outcome}" in about.message


def test_a_disposal_is_not_known_to_wait_until_somebody_says_whether_a_group_asked() -> None:
    plan = facts(listing__notice="2022-01-17", disposal="2022-03-01")
    (about,) = [item for item in found(plan, "EH333") if "community group" in item.message]
    assert about.severity is Severity.NOT_KNOWN
    assert "needs `community_bid`" in about.message
    assert "Sunday 17 July 2022" in about.message
    plan = facts(listing__notice="2022-01-17", disposal="2022-03-01", community_bid="no")
    assert not any("community group" in item.message for item in found(plan, "EH333"))


def test_a_disposal_before_the_localism_act_waited_for_no_community() -> None:
    plan = facts(listing__notice="2012-09-03", disposal="2012-09-20")
    assert not any("Localism" in item.message for item in found(plan, "EH333"))


def test_a_milestone_that_breaks_the_law_has_a_proof_that_names_it() -> None:
    plan = """\
milestones:
  hall.told: {role: listing.notice, on: 2022-01-17}
  hall.sold: {role: disposal, on: 2022-02-25}
"""
    (proof,) = found(plan, "EH201")
    assert "hall.sold" in proof.message
    assert any("Localism Act 2011" in (step.source or "") for step in proof.chain)


def test_a_centre_whose_department_is_told_after_its_service_ends_is_a_clash() -> None:
    row = "future: surplus, grant: 240000, service_ended: 2021-12-03"
    plan = building(f"{row}, dfe_notified: 2021-12-04", "dfe_notified", "service_ended")
    assert found(plan, "EH205") != []
    plan = building(f"{row}, dfe_notified: 2021-12-03", "dfe_notified", "service_ended")
    assert found(plan, "EH205") == []
    assert worst(plan, "EH334") == "kept"


def test_a_grant_funded_centre_without_a_day_for_it_is_told_by_when() -> None:
    plan = building("future: surplus, grant: 240000, service_ended: 2021-12-03", "service_ended")
    severity, message = said(plan, "EH334")
    assert severity is Severity.NOT_KNOWN
    assert "dfe_notified no later than Friday 3 December 2021" in message


def test_a_grant_funded_centre_is_of_interest_to_the_department_for_25_years() -> None:
    _, message = said(building("future: surplus, designated: 2009-03-31"), "EH334")
    assert "is Friday 31 March 2034" in message


def test_a_grant_funded_centre_is_one_that_says_so() -> None:
    plan = building("future: surplus, service_ended: 2021-12-03", "service_ended")
    assert found(plan, "EH334") == []


SCHOOL_LAND = "future: surplus, school_land: yes, school_use_ended: 2016-07-22"


@pytest.mark.parametrize(("day", "outcome"), [("2022-04-10", "broken"), ("2022-04-11", "kept")])
def test_school_land_is_disposed_of_with_consent(day: str, outcome: str) -> None:
    row = f"{SCHOOL_LAND}, school_land_consent: 2022-04-11, disposed: {day}"
    messages = [item.message for item in found(building(row, "school_land_consent"), "EH335")]
    assert sum(f": {outcome}" in message for message in messages) == 1
    plan = facts(school_land__consent="2022-04-11", disposal=day)
    assert worst(plan, "EH335") == outcome


def test_school_land_is_asked_about_for_eight_years() -> None:
    _, message = said(building(SCHOOL_LAND), "EH335")
    assert "is Monday 22 July 2024" in message


def test_school_land_is_not_known_for_a_school_site_that_does_not_say() -> None:
    severity, message = said(building("future: surplus, tenure: school site"), "EH335")
    assert severity is Severity.NOT_KNOWN
    assert "needs `school_land`" in message


def test_school_land_was_not_asked_about_before_the_act() -> None:
    plan = facts(school_land__consent="2012-01-31", disposal="2012-01-30")
    assert found(plan, "EH335") == []


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
