"""`--format github`: workflow commands that a runner reads back as they were meant.

``::error file=…,line=…,col=…,title=…::message``. A runner undoes ``%25``, ``%0D`` and
``%0A`` in the message, and ``%3A`` and ``%2C`` besides in a property (actions/toolkit,
packages/core/src/command.ts).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.outputs import machine

if TYPE_CHECKING:
    from tests.outputs.conftest import EhCheck

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)\Z")
LEVELS = {"error": "error", "warning": "warning", "not known": "warning", "note": "notice"}


class Annotation(NamedTuple):
    """What a runner reads from one line."""

    level: str
    properties: dict[str, str]
    message: str


def read_back(line: str) -> Annotation:
    """A line as a runner reads it."""
    match = COMMAND.match(line)
    assert match is not None, line
    level, properties, message = match.groups()
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return Annotation(level, {key: plain(value) for key, value in pairs}, plain(message))


def plain(escaped: str) -> str:
    """What was meant by an escaped text."""
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        escaped = escaped.replace(code, sign)
    return escaped


def said(message: str, file: str = "plan.yaml", severity: Severity = Severity.ERROR) -> Finding:
    """A finding that says this."""
    place = Place(file, 31, 9)
    return Finding(
        code="EH201", name="cannot-be-met", severity=severity, message=message, place=place
    )


def test_a_percent_sign_a_line_break_and_a_colon_are_escaped() -> None:
    (line,) = machine.github([said("100% of: a,\r\nb", file="a,b:c%.yaml")])
    assert line == (
        "::error file=a%2Cb%3Ac%25.yaml,line=31,col=9,title=EH201 cannot-be-met"
        "::100%25 of: a,%0D%0Ab"
    )


@given(
    message=st.text(),
    file=st.text(min_size=1).filter(lambda name: "\0" not in name),
    severity=st.sampled_from(Severity),
)
def test_what_a_runner_reads_back_is_what_was_said(
    message: str, file: str, severity: Severity
) -> None:
    (line,) = machine.github([said(message, file, severity)])
    assert "\n" not in line
    assert "\r" not in line
    assert read_back(line) == Annotation(
        LEVELS[severity.value],
        {"file": file, "line": "31", "col": "9", "title": "EH201 cannot-be-met"},
        message,
    )


def test_every_finding_of_the_gallery_is_one_annotation(
    of_the_gallery: str, eh_check: EhCheck
) -> None:
    annotations = [
        read_back(line) for line in eh_check(of_the_gallery, "-f", "github").splitlines()
    ]
    findings = json.loads(eh_check(of_the_gallery, "-f", "json"))["findings"]
    assert [(item.level, item.message) for item in annotations] == [
        (LEVELS[finding["severity"]], finding["message"]) for finding in findings
    ]


@pytest.mark.usefixtures("redesign")
def test_what_somebody_typed_cannot_begin_a_command_of_its_own(eh_check: EhCheck) -> None:
    r"""
    milestones:
      "a\n::error::gotcha%0A":
        on: 2022-01-04
    """
    lines = eh_check("redesign", "-f", "github").splitlines()
    assert len(lines) == 1
    assert "gotcha%250A" in lines[0]


@pytest.mark.usefixtures("redesign")
def test_nothing_found_is_no_line_at_all(eh_check: EhCheck) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    assert eh_check("redesign", "-f", "github") == ""


def test_a_plan_that_is_not_there_is_an_annotation_without_a_place(
    eh_check: EhCheck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    annotation = read_back(eh_check("nowhere", "-f", "github").rstrip("\n"))
    assert annotation.properties == {"title": "EH001 no-plan"}


@pytest.mark.usefixtures("redesign")
def test_a_place_is_found_from_where_the_command_was_typed(eh_check: EhCheck) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    annotation = read_back(eh_check("redesign", "-f", "github").rstrip("\n"))
    assert Path(annotation.properties["file"]).is_file()
