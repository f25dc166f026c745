"""Has every partner somewhere to go, and is there room for it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.partners.conftest import Brief, Findings, Found, Nursery, TheFinding

ERROR, WARNING, NOT_KNOWN = Severity.ERROR, Severity.WARNING, Severity.NOT_KNOWN


# EH504 nowhere-to-go


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("rooms: 2", [("EH504", WARNING, None)]),
        ("offered: harbour", []),
        ("alternative: the library", []),
        ("offer_accepted: 2021-09-16", []),
    ],
)
def test_a_partner_that_leaves_needs_somewhere_to_go(
    nursery: Nursery, notice: str, says: str, expected: Brief
) -> None:
    assert nursery(f"{notice}, out: 2021-12-10, {says}") == expected


# EH505 alternative-closes-too


@pytest.mark.parametrize("future", ["lease", "surplus"])
def test_a_place_in_a_property_that_is_not_retained_is_no_place(
    the_finding: TheFinding, in_elm: str, well: str, future: str
) -> None:
    row = f"{in_elm}, {well}".replace("harbour", "mill")
    finding = the_finding(row, but={"future: lease": f"future: {future}"})
    assert finding.severity is ERROR
    assert finding.subjects == ("elm.nursery", "mill")
    assert finding.message == (
        "Seashell Nursery was offered a place in Mill Lane, which is not retained either"
    )


def test_that_the_partner_moved_there_already_makes_it_no_better(
    nursery: Nursery, well: str
) -> None:
    says = f"{well}, done:out: 2021-09-16".replace("harbour", "mill")
    assert nursery(says) == [("EH505", ERROR, None)]


def test_whether_a_property_without_a_future_is_retained_is_not_known(
    the_finding: TheFinding, well: str, handover: str
) -> None:
    row = f"property: mill, partner: nursery, {well}".replace("harbour", "elm")
    finding = the_finding(row, but={", future: surplus": "", handover: ""})
    assert finding.code == "EH505"
    assert finding.severity is NOT_KNOWN
    assert finding.message.endswith("a place in Elm Road, whose future is not known")


def test_a_property_that_is_let_to_the_partner_itself_is_a_place(
    found: Found, nursery: Nursery, well: str
) -> None:
    says = f"{well}, heads_of_terms: 2021-11-01".replace("harbour", "mill")
    assert nursery(says) == []
    assert found(f"property: elm, partner: nurses, {says}") == []
    # a lease of where it is now says nothing of where it goes
    says = f"{well}, agreement: lease".replace("harbour", "mill")
    assert nursery(says) == [("EH505", ERROR, None)]


# EH506 retained-centre-full

THERE: Final = "property: harbour, partner: nurses"


@pytest.fixture
def coming(in_elm: str, well: str) -> str:
    """The row of a partner that was offered a place in Harbour."""
    return f"{in_elm}, {well}"


@pytest.fixture
def shared(food: str) -> str:
    """The row of another one."""
    return f"{food}, told: 2021-09-01, out: 2021-12-10"


def room_for(capacity: str) -> Mapping[str, str]:
    """The change to how many partners Harbour has room for."""
    return {", capacity: 4": capacity and f", capacity: {capacity}"}


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        ("3", []),
        ("2", [("EH506", ERROR, None)]),
        ("0", [("EH506", ERROR, None)]),
        ("", [("EH506", NOT_KNOWN, None)]),
    ],
)
def test_those_who_are_there_and_those_who_were_offered_a_place_have_to_fit(
    found: Found, coming: str, shared: str, capacity: str, expected: Brief
) -> None:
    assert found(THERE, coming, shared, but=room_for(capacity)) == expected


def test_the_counts_are_in_the_message(
    findings: Findings, harbour_line: int, coming: str, shared: str
) -> None:
    [full] = findings(THERE, coming, shared, but=room_for("1"))
    assert full.message == (
        "Harbour has room for 1 partner, but there would be 3: 1 in it already, and 2 offered a "
        "place"
    )
    assert full.subjects == ("harbour",)
    assert full.place is not None
    assert full.place.line == harbour_line
    [unknown] = findings(coming, but=room_for(""))
    assert unknown.message == (
        "it is not known how many partners Harbour has room for: 0 in it already, and 1 offered a "
        "place"
    )


def test_a_partner_counts_once(found: Found, coming: str) -> None:
    again = coming.replace("elm", "mill")
    assert found(coming, again, but=room_for("1")) == []
    assert found("property: harbour, partner: nursery", coming, but=room_for("1")) == []


def test_one_that_went_elsewhere_does_not_count_unless_it_accepted(
    found: Found, coming: str, shared: str
) -> None:
    elsewhere = f"{coming}, alternative: the library"
    assert found(elsewhere, shared, but=room_for("1")) == []
    accepted = f"{elsewhere}, offer_accepted: 2021-09-16"
    assert found(accepted, shared, but=room_for("1")) == [("EH506", ERROR, None)]


def test_one_that_moved_out_of_a_retained_property_leaves_room(found: Found, coming: str) -> None:
    everywhere = {"each occupation where property.future is not retained": "each occupation"}
    full = {**room_for("1"), **everywhere}
    assert found(THERE, coming, but=full) == [("EH506", ERROR, None)]
    assert found(f"{THERE}, done:out: 2021-09-10", coming, but=full) == []


def test_a_property_with_no_figure_and_nobody_to_come_is_not_asked(
    found: Found, coming: str
) -> None:
    assert found(THERE, but=room_for("")) == []
    assert found("property: harbour, partner: nursery", coming, but=room_for("")) == []


def test_too_many_in_a_property_are_too_many_even_if_nobody_is_to_come(found: Found) -> None:
    assert found(THERE, but=room_for("0")) == [("EH506", ERROR, None)]


def test_the_room_of_a_property_that_is_not_retained_is_no_room(
    found: Found, in_elm: str, well: str
) -> None:
    changed = {"future: lease": "future: lease, capacity: 0"}
    row = f"{in_elm}, {well}".replace("harbour", "mill")
    assert found(row, but=changed) == [("EH505", ERROR, None)]
