"""Is a lease ended as the law has it? At both sides of each day."""

from __future__ import annotations

import pytest

from earlyhelp import Severity
from tests.rulebook.property.conftest import (
    building,
    facts,
    found,
    said,
    tenant,
    worst,
)

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
