"""Does every plan, however bad, get one JSON document with all that was typed?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

if TYPE_CHECKING:
    from tests.outputs.check_json.conftest import Document, LawAbiding, Only
    from tests.outputs.conftest import EhCheck


def test_the_schema_is_one(contract: Document) -> None:
    jsonschema.Draft202012Validator.check_schema(contract)


def test_every_plan_of_the_gallery_is_answered_by_the_contract(
    law_abiding: LawAbiding, of_the_gallery: str, eh_check: EhCheck
) -> None:
    document = law_abiding(eh_check(of_the_gallery, "-f", "json"))
    assert document["plan"]["path"] == of_the_gallery
    is_unreadable = of_the_gallery.startswith("EH0")
    assert (document["verdict"] == "unreadable") is is_unreadable
    assert (document["feasible"] is None) is is_unreadable


def test_a_plan_that_is_fine_has_its_days_and_its_float(document: Document) -> None:
    """
    milestones:
      consultation.response:
        title: Formal response to staff issued
        on: 2021-10-12
      selection.complete:
        expected: 2021-11-26
        after: consultation.response + 4 weeks
      offer.launch:
        on: 2022-01-04
        after: selection.complete
    """
    assert document["verdict"] == "ok"
    assert document["feasible"] is True
    assert document["findings"] == []
    response, selection, _ = document["milestones"]
    assert list(response.values()) == [
        "consultation.response",
        "Formal response to staff issued",
        "2021-10-12",
        "on",
        "2021-10-12",
        "2021-10-12",
        0,
        0,
        True,
        None,
    ]
    assert selection["earliest"] == "2021-11-09"
    assert selection["latest"] == "2022-01-04"
    assert selection["float_days"] == 39, "from the day that is stated, not from the earliest"
    assert selection["float_working_days"] == 24


def test_a_stated_day_keeps_its_words_and_says_what_it_is(document: Document) -> None:
    """
    milestones:
      partners.told:
        done: week of 2021-09-13
      options.appraised:
        expected: end of 2021-10
      handover.last:
        on: 2021-12-20
      options.implemented:
        after: handover.last
    """
    records = document["milestones"]
    stated = [(record["stated"], record["stated_as"], record["done"]) for record in records]
    assert stated == [
        ("week of 2021-09-13", "done", "week of 2021-09-13"),
        ("end of 2021-10", "expected", None),
        ("2021-12-20", "on", None),
        (None, None, None),
    ]
    assert records[0]["float_days"] is None, "what is done has no room left"
    assert records[3]["latest"] is None, "nothing limits it"


def test_an_unreadable_plan_has_every_finding_and_nothing_else(document: Document) -> None:
    """
    milestones:
      consultation.close:
        on: 29/9/2021
      consultation.response:
        afer: consultation.close
    """
    assert document["verdict"] == "unreadable"
    assert document["feasible"] is None
    assert document["milestones"] == []
    assert document["plan"] == {
        "id": None,
        "title": None,
        "path": "redesign",
        "as_at": None,
        "nation": None,
        "calendar": None,
    }
    assert [item["code"] for item in document["findings"]] == ["EH007", "EH005"]
    assert [item["line"] for item in document["findings"]] == [3, 5]


def test_a_plan_that_is_not_there_is_unreadable_too(
    only: Only,
    law_abiding: LawAbiding,
    eh_check: EhCheck,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    document = law_abiding(eh_check("nowhere", "-f", "json"))
    assert document["verdict"] == "unreadable"
    assert document["plan"]["path"] == "nowhere"
    assert only(document, "EH001")["file"] is None


def test_findings_come_in_the_order_of_the_lines(document: Document) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
      options.appraised:
        by: end of 2021-10
      consultation.close:
        done: 2021-09-29
      handover.last:
        expected: 2021-12-25
    """
    findings = document["findings"]
    lines = [finding["line"] for finding in findings]
    assert lines == sorted(lines)
    assert len(lines) >= 4


@pytest.mark.usefixtures("redesign")
def test_what_people_type_comes_back_as_they_typed_it(
    law_abiding: LawAbiding, eh_check: EhCheck
) -> None:
    r"""
    milestones:
      offer.launch:
        title: "L’offre “Early Help” – \"new\" \\ 新しい"
        on: 2022-01-04
    """
    printed = eh_check("redesign", "-f", "json")
    title = law_abiding(printed)["milestones"][0]["title"]
    assert title == 'L’offre “Early Help” – "new" \\ 新しい'
    assert "新しい" in printed, "readable as it stands, not escaped"
    assert printed.endswith("}\n")
