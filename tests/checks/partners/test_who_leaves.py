"""Which partners are asked at all, and by which codes?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.checks import check_plan
from earlyhelp.codes import all_codes
from earlyhelp.files.load import parse
from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.partners.conftest import Found, Nursery

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def test_the_codes_have_their_names_and_matter_as_much_as_they_say() -> None:
    ours = {code.code: code for code in all_codes() if "EH501" <= code.code <= "EH510"}
    assert {code: (entry.name, entry.severity) for code, entry in ours.items()} == {
        "EH501": ("partner-not-told", WARNING),
        "EH502": ("told-too-late", ERROR),
        "EH503": ("voluntary-three-months", WARNING),
        "EH504": ("nowhere-to-go", WARNING),
        "EH505": ("alternative-closes-too", ERROR),
        "EH506": ("retained-centre-full", ERROR),
        "EH507": ("extension-not-decided", WARNING),
        "EH508": ("extension-past-the-last-handover", ERROR),
        "EH509": ("notice-not-expired", ERROR),
        "EH510": ("lease-terms-missing", WARNING),
    }


# Who is asked


def test_of_a_partner_that_knows_and_has_a_place_nothing_is_said(
    nursery: Nursery, well: str
) -> None:
    assert nursery(well) == []


def test_a_plan_without_registers_has_no_partners() -> None:
    plan = parse(b"format: 1\nid: a\ntitle: A\nnation: england\nmilestones: {a: {}}\n")
    _, found = check_plan(plan)
    assert not any(finding.code.startswith("EH5") for finding in found)


def test_a_partner_in_a_retained_property_has_nothing_to_leave(found: Found) -> None:
    row = "property: harbour, partner: nursery, extension: requested, extended_to: 2022-12-01"
    assert found(f"{row}, notice_expires: 2022-12-01, heads_of_terms: 2022-12-01") == []


def test_a_partner_that_has_moved_out_is_left_in_peace(nursery: Nursery) -> None:
    assert nursery("extension: requested") != []
    assert nursery("extension: requested, done:out: 2021-09-10") == []


@pytest.mark.parametrize("step", ["vacated", "handed_over"])
def test_a_property_without_a_future_is_left_if_it_goes_through_a_workflow(
    nursery: Nursery, notice: str, handover: str, step: str
) -> None:
    empty = {", future: surplus": ""}
    through = {handover: handover.replace("vacated: {}, handed_over: {}", f"{step}: {{}}")}
    assert [code for code, _, _ in nursery(notice, but=empty | through)] == ["EH502", "EH504"]
    assert nursery(notice, but=empty | {handover: ""}) == []
