"""Do the cells about notice and lease add up?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.partners.conftest import Brief, Found, Nursery, TheFinding

ERROR, WARNING, NOT_KNOWN = Severity.ERROR, Severity.WARNING, Severity.NOT_KNOWN


# EH509 notice-not-expired


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        ("2021-12-10", []),
        ("2021-12-11", [("EH509", ERROR, 1)]),
        ("week of 2021-12-06", []),
        ("week of 2021-12-13", [("EH509", ERROR, 3)]),
    ],
)
def test_notice_has_expired_once_the_partner_has_to_be_out(
    nursery: Nursery, well: str, expires: str, expected: Brief
) -> None:
    assert nursery(f"{well}, notice_expires: {expires}") == expected


def test_if_it_was_given_too_late_that_is_said_and_not_this(
    nursery: Nursery, three_months: str
) -> None:
    says = f"notice_served: 2021-09-14, {three_months}, out: 2021-12-10, notice_expires"
    assert nursery(f"{says}: 2021-12-14") == [("EH502", ERROR, 4)]
    # but the cells do not add up either
    assert nursery(f"{says}: 2021-12-15") == [("EH502", ERROR, 4), ("EH509", WARNING, None)]


@pytest.mark.parametrize(
    ("served", "expires", "is_right"),
    [
        ("2021-09-14", "2021-10-11", False),
        ("2021-09-14", "2021-10-12", True),
        ("2021-09-14", "2021-10-13", False),
        ("week of 2021-09-13", "2021-10-10", False),
        ("week of 2021-09-13", "2021-10-11", True),
        ("week of 2021-09-13", "2021-10-15", True),
        ("week of 2021-09-13", "2021-10-16", False),
        ("2021-09-14", "week of 2021-10-11", True),
        ("2021-09-10", "week of 2021-10-11", False),
        ("2021-09-18", "week of 2021-10-11", False),
    ],
)
def test_notice_expires_when_it_was_served_and_its_length_say(
    nursery: Nursery, served: str, expires: str, is_right: bool
) -> None:
    says = f"notice: 4 weeks, offered: harbour, out: 2021-12-10, notice_served: {served}"
    expected: Brief = [] if is_right else [("EH509", WARNING, None)]
    assert nursery(f"{says}, notice_expires: {expires}") == expected


def test_which_day_they_add_up_to_is_said(the_finding: TheFinding, in_elm: str) -> None:
    row = f"{in_elm}, notice: 4 weeks, offered: harbour, out: 2021-12-10, notice_served"
    assert the_finding(f"{row}: 2021-09-14, notice_expires: 2021-10-14").message == (
        "the notice of Seashell Nursery is said to expire on Thursday 14 October 2021, but 4 weeks "
        "from Tuesday 14 September 2021 is Tuesday 12 October 2021"
    )
    week = f"{row}: week of 2021-09-13, notice_expires"
    assert the_finding(f"{week}: 2021-10-10").message.endswith("is Monday 11 October 2021")
    assert the_finding(f"{week}: 2021-10-16").message.endswith("is Friday 15 October 2021")


def test_without_the_other_two_cells_there_is_nothing_to_add_up(
    nursery: Nursery, well: str
) -> None:
    assert nursery(f"{well}, notice_expires: 2021-12-01") == []
    says = "notice_served: 2021-09-14, offered: harbour, out: 2021-12-10"
    assert nursery(f"{says}, notice_expires: 2021-12-01") == [("EH502", NOT_KNOWN, None)]


# EH510 lease-terms-missing

IN_MILL: Final = "property: mill, partner: nurses, told: 2021-09-14"


def test_a_partner_of_the_nhs_stays_in_a_property_that_is_let(the_finding: TheFinding) -> None:
    finding = the_finding(IN_MILL)
    assert (finding.code, finding.severity) == ("EH510", WARNING)
    assert finding.message == (
        "Mill Lane is to be let to Nurses, but no heads of terms are recorded"
    )
    assert finding.subjects == ("mill.nurses", "mill")


def test_so_does_one_with_a_lease_and_one_with_terms_for_one(found: Found) -> None:
    row = "property: mill, partner: nursery"
    assert found(f"{row}, agreement: lease") == [("EH510", WARNING, None)]
    assert found(f"{row}, heads_of_terms: 2021-11-01") == []
    codes = [code for code, _, _ in found(f"{row}, agreement: licence")]
    assert codes == ["EH501", "EH502", "EH504"]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("2021-12-14", []),
        ("2021-12-15", [("EH510", WARNING, None)]),
        ("week of 2021-12-13", []),
    ],
)
def test_terms_are_in_time_on_the_day_of_the_handover(
    found: Found, terms: str, expected: Brief
) -> None:
    handed_over = {"future: lease": "future: lease, handed_over: 2021-12-14"}
    assert found(f"{IN_MILL}, heads_of_terms: {terms}", but=handed_over) == expected


def test_terms_that_come_too_late_say_so(
    the_finding: TheFinding, found: Found, first_row: int
) -> None:
    handed_over = {"future: lease": "future: lease, handed_over: 2021-12-14"}
    row = f"{IN_MILL}, heads_of_terms: "
    finding = the_finding(f"{row}2021-12-15", but=handed_over)
    assert finding.message == (
        "Mill Lane is to be let to Nurses, but heads of terms come on Wednesday 15 December 2021, "
        "and it is handed over by Tuesday 14 December 2021"
    )
    assert finding.place == ("plan.yaml", first_row, len(f"  - {{{row}") + 1)
    assert found(f"{row}2021-12-15") == []  # no day of a handover to compare it with


@pytest.mark.parametrize(
    "says",
    [
        "out: 2021-12-10, offered: harbour",
        "out: 2021-12-10",
        "notice_served: 2021-09-14",
        "notice_expires: 2021-12-10",
        "extension: refused",
        "offer_accepted: 2021-09-16",
        "alternative: the library",
        "offered: harbour",
    ],
)
def test_one_whose_row_says_that_it_goes_does_not_stay(found: Found, says: str) -> None:
    codes = {code for code, _, _ in found(f"{IN_MILL}, {says}")}
    assert "EH510" not in codes
    assert codes  # it has no notice period: it is asked what everybody is asked who leaves


def test_one_of_the_nhs_can_come_as_a_tenant(found: Found, well: str) -> None:
    row = f"property: elm, partner: nurses, {well}".replace("harbour", "mill")
    assert found(row) == [("EH510", WARNING, None)]
    assert found(f"{row}, heads_of_terms: 2021-11-01") == []
    closed = {"future: lease": "future: surplus"}
    assert found(row, but=closed) == [("EH505", ERROR, None)]
