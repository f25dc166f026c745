"""`--format sarif` is SARIF 2.1.0 (OASIS Standard, 27 March 2020), as far as we use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from earlyhelp.codes import all_codes
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.outputs import machine

if TYPE_CHECKING:
    from tests.outputs.conftest import EhCheck

KNOWN = {code.code: code for code in all_codes()}


def law_abiding(printed: str) -> dict[str, Any]:
    """The one run of a log, after the structure that readers rest on was looked at."""
    log = json.loads(printed)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://")
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "earlyhelp"
    assert driver["version"]
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules), "3.19.23: no rule comes twice"
    for rule in rules:
        assert rule["name"] == KNOWN[rule["id"]].name
        assert rule["shortDescription"]["text"] == KNOWN[rule["id"]].title
        assert rule["help"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"], "3.27.6: they must agree"
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        for location in result.get("locations", []):
            place = location["physicalLocation"]
            uri = place["artifactLocation"]["uri"]
            assert "\\" not in uri
            assert " " not in uri
            assert not urlsplit(uri).scheme
            assert not uri.startswith("/"), "the same bytes on every machine"
            region = place["region"]
            assert region["startLine"] >= 1
            assert region["startColumn"] >= 1
    assert isinstance(run, dict)
    return run


def test_every_plan_of_the_gallery_is_a_law_abiding_log(
    of_the_gallery: str, eh_check: EhCheck
) -> None:
    run = law_abiding(eh_check(of_the_gallery, "-f", "sarif"))
    assert of_the_gallery[:5] in {result["ruleId"] for result in run["results"]}


def test_a_log_and_a_document_say_the_same(of_the_gallery: str, eh_check: EhCheck) -> None:
    run = law_abiding(eh_check(of_the_gallery, "-f", "sarif"))
    findings = json.loads(eh_check(of_the_gallery, "-f", "json"))["findings"]
    levels = {"error": "error", "warning": "warning", "not known": "warning", "note": "note"}
    told = [
        (
            result["ruleId"],
            result["level"],
            result["message"]["text"],
            result["locations"][0]["physicalLocation"]["region"],
        )
        for result in run["results"]
    ]
    assert told == [
        (
            finding["code"],
            levels[finding["severity"]],
            finding["message"],
            {"startLine": finding["line"], "startColumn": finding["column"]},
        )
        for finding in findings
    ]


@pytest.mark.usefixtures("redesign")
def test_nothing_found_is_an_empty_list_and_not_no_list(eh_check: EhCheck) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    run = law_abiding(eh_check("redesign", "-f", "sarif"))
    assert run["results"] == [], "3.14.23: the tool ran and found nothing"
    assert run["tool"]["driver"]["rules"] == []


def test_a_plan_that_is_not_there_has_no_place(
    eh_check: EhCheck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (result,) = law_abiding(eh_check("nowhere", "-f", "sarif"))["results"]
    assert result["ruleId"] == "EH001"
    assert "locations" not in result


def test_a_file_with_a_space_in_its_name_is_a_uri_all_the_same(
    eh_check: EhCheck, redesign: Path
) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    (redesign / "plan.yaml").rename(redesign.parent / "our plan.yaml")
    (result,) = law_abiding(eh_check("our plan.yaml", "-f", "sarif"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == "our plan.yaml"


@pytest.mark.usefixtures("redesign")
def test_a_place_is_found_from_where_the_command_was_typed(eh_check: EhCheck) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    (result,) = law_abiding(eh_check("redesign", "-f", "sarif"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert Path(unquote(uri)).is_file()


@pytest.mark.parametrize(
    ("folder", "uri"),
    [
        ("", "plan.yaml"),
        (".", "plan.yaml"),
        ("our redesign", "our%20redesign/plan.yaml"),
        ("C:/plans/our redesign", "file:///C:/plans/our%20redesign/plan.yaml"),
        ("C:/", "file:///C:/plan.yaml"),
        ("//server/share/plans", "file://server/share/plans/plan.yaml"),
    ],
)
def test_a_drive_or_a_server_of_windows_is_a_uri_too(folder: str, uri: str) -> None:
    """RFC 8089, appendix E: the letter of a drive is no scheme."""
    found = Finding(
        code="EH001",
        name="no-plan",
        severity=Severity.ERROR,
        message="none",
        place=Place("plan.yaml", 1, 1),
    )
    [result] = json.loads(machine.sarif((found,), folder))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri
