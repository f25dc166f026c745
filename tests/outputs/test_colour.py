"""Colour is for a terminal that wants it, and never says anything by itself."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from unicodedata import category

import pytest

from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.outputs import text
from tests import terminals

ESCAPE: Final = b"\x1b["
SEQUENCE: Final = re.compile(rb"\x1b\[[0-9;]*m")


def run(plan: Path, *options: str, terminal: bool, **environment: str) -> bytes:
    """What `eh plan check` prints, on a terminal or into a pipe."""
    typed = ("plan", "check", plan.name, *options)
    if terminal:
        return terminals.on_a_terminal(plan.parent, *typed, **environment)
    done = subprocess.run(
        terminals.command(*typed),
        capture_output=True,
        check=False,
        cwd=plan.parent,
        env=terminals.environment(**environment),
        timeout=60,
    )
    return done.stdout


def without_colour(shown: bytes) -> bytes:
    """What is left for somebody who sees no colours."""
    return SEQUENCE.sub(b"", shown)


def test_a_terminal_gets_colour_and_a_pipe_gets_the_same_words(redesign: Path) -> None:
    """
    milestones:
      consultation.close:
        done: 2021-09-29
      offer.launch:
        on: 2022-01-01
    """
    shown, piped = run(redesign, terminal=True), run(redesign, terminal=False)
    assert ESCAPE in shown
    assert ESCAPE not in piped
    assert without_colour(shown).split() == piped.split()


@pytest.mark.parametrize("no_colour", [{"NO_COLOR": "1"}, {"NO_COLOR": "0"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_colour_gets_none(
    redesign: Path, no_colour: Mapping[str, str]
) -> None:
    """
    milestones:
      consultation.close:
        done: 2021-09-29
    """
    shown = run(redesign, terminal=True, **no_colour)
    assert ESCAPE not in shown
    assert b"error[EH703]" in shown


def test_an_empty_no_color_is_none(redesign: Path) -> None:
    """
    milestones:
      consultation.close:
        done: 2021-09-29
    """
    assert ESCAPE in run(redesign, terminal=True, NO_COLOR="")


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_a_document_has_no_colour_even_on_a_terminal(redesign: Path, form: str) -> None:
    """
    milestones:
      consultation.close:
        done: 2021-09-29
    """
    assert ESCAPE not in run(redesign, "-f", form, terminal=True)


def test_a_file_has_no_colour_even_when_it_is_written_from_a_terminal(redesign: Path) -> None:
    """
    milestones:
      consultation.close:
        done: 2021-09-29
    """
    file = redesign.parent / "answer.txt"
    run(redesign, "-o", str(file), terminal=True)
    assert ESCAPE not in file.read_bytes()
    assert b"error[EH703]" in file.read_bytes()


@pytest.mark.parametrize("form", ["text", "github"])
def test_nothing_that_somebody_typed_steers_a_terminal(redesign: Path, form: str) -> None:
    r"""
    milestones:
      "a\e]0;gotcha\a\e[2J":
        on: 2022-01-04
      "b\x9b2Jb":
        on: 2022-01-04
    """
    shown = without_colour(run(redesign, "-f", form, terminal=True)).decode()
    assert "EH017" in shown
    assert [sign for sign in shown if category(sign) == "Cc" and sign != "\n"] == []


@pytest.mark.parametrize("severity", Severity)
def test_the_word_says_what_the_colour_says(severity: Severity) -> None:
    place = Place("plan.yaml", 31, 9)
    finding = Finding(
        code="EH201", name="cannot-be-met", severity=severity, message="late", place=place
    )
    plain, *_ = text.findings([finding], text.Paper())
    painted, *_ = text.findings([finding], text.Paper(colour=True))
    assert plain == f"{severity.value}[EH201]: late"
    assert without_colour(painted.encode()) == plain.encode()
    assert painted != plain
