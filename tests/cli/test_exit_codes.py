"""0 fine, 1 the plan has errors, 2 bad usage or unreadable, 3 the machine stood in the way."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


@pytest.mark.usefixtures("redesign")
def test_a_plan_that_can_be_met_is_fine(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        on: 2022-01-04
        after: consultation.response
    """
    answer = eh("plan", "check", "redesign")
    assert answer.code == 0
    assert "The plan can be met" in answer.out
    assert answer.err == ""


@pytest.mark.usefixtures("redesign")
def test_a_warning_is_still_fine(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    answer = eh("plan", "check", "redesign")
    assert answer.code == 0
    assert "1 warning" in answer.out


@pytest.mark.usefixtures("redesign")
def test_a_plan_that_cannot_be_met_is_1(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        on: 2022-01-04
        after: consultation.response + 6 months
    """
    answer = eh("plan", "check", "redesign")
    assert answer.code == 1
    assert "The plan cannot be met" in answer.out


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
@pytest.mark.usefixtures("redesign")
def test_the_form_of_the_answer_does_not_change_the_code(eh: Eh, form: str) -> None:
    """
    milestones:
      consultation.close:
        done: 2021-09-29
    """
    assert eh("plan", "check", "redesign", "-f", form).code == 1


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
@pytest.mark.usefixtures("redesign")
def test_a_plan_that_cannot_be_read_is_2_in_every_form(eh: Eh, form: str) -> None:
    """
    milestones:
      offer.launch:
        on: 1/1/2022
    """
    answer = eh("plan", "check", "redesign", "-f", form)
    assert answer.code == 2
    assert "EH007" in answer.out


@pytest.mark.parametrize(
    "command",
    [
        ("plan", "show"),
        ("plan", "critical"),
        ("plan", "why", "offer.launch", "-p"),
    ],
    ids=["show", "critical", "why"],
)
@pytest.mark.usefixtures("redesign")
def test_every_command_says_why_a_plan_cannot_be_read(eh: Eh, command: tuple[str, ...]) -> None:
    """
    milestones:
      offer.launch:
        on: 1/1/2022
    """
    answer = eh(*command, "redesign")
    assert answer.code == 2
    assert answer.out == "", "an answer on stdout would be taken for one"
    assert "plan.yaml:3:9" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("plan", "nonsense"),
        ("plan", "check", "--nonsense"),
        ("plan", "check", "redesign", "and-another"),
        ("plan", "check", "redesign", "--plan", "another"),
        ("plan", "check", "redesign", "--format", "xml"),
        ("plan", "check", "redesign", "--as-at", "17/9/2021"),
        ("plan", "check", "redesign", "--as-at", "2021-02-30"),
        ("plan", "check", "redesign", "--as-at", "2201-09-17"),
        ("plan", "why"),
        ("plan", "why", "no.such.milestone", "-p", "redesign"),
        ("plan", "critical", "redesign", "--most", "few"),
        ("explain", "EH999"),
        ("plan", "check", "no-such-plan"),
        ("plan", "show", "no-such-plan"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("redesign")
def test_what_cannot_be_understood_is_2_and_says_so_in_words(
    eh: Eh, arguments: tuple[str, ...]
) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    answer = eh(*arguments)
    assert answer.code == 2
    assert answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err


def test_a_wrong_day_is_answered_with_the_right_form(eh: Eh) -> None:
    answer = eh("plan", "check", "--as-at", "8/9/2021")
    assert "2021-09-08" in answer.err


def test_a_pipe_in_place_of_the_plan_is_3_and_nobody_waits_for_it(eh: Eh, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.yaml")
    answer = eh("plan", "check", str(tmp_path / "plan.yaml"))
    assert answer.code == 3
    assert "not a regular file" in answer.err
    assert answer.out == ""


@pytest.mark.usefixtures("redesign")
def test_an_answer_that_cannot_be_written_is_3(eh: Eh, tmp_path: Path) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    nowhere = tmp_path / "no-such-folder" / "answer.txt"
    answer = eh("plan", "check", "redesign", "-o", str(nowhere))
    assert answer.code == 3
    assert "cannot be written" in answer.err


@pytest.mark.parametrize(
    "left_empty", ["format", "id", "title", "nation", "as_at", "days", "closures", "milestones"]
)
def test_a_key_with_nothing_after_it_never_ends_in_a_traceback(
    eh: Eh, tmp_path: Path, left_empty: str
) -> None:
    whole = {
        "format": "1",
        "id": "early-help",
        "title": "Early Help redesign",
        "nation": "england",
        "as_at": "2021-09-17",
        "days": "working",
        "closures": "2021-12-29 to 2021-12-31",
        "milestones": "{offer.launch: {on: 2022-01-04}}",
    }
    lines = [f"{key}: {value}" for key, value in (whole | {left_empty: ""}).items()]
    (tmp_path / "plan.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert eh("plan", "check", str(tmp_path), "--as-at", "2021-09-17").code in {0, 2}


@pytest.mark.parametrize("day", ["1970-01-01", "2099-12-31"])
@pytest.mark.parametrize("key", ["on", "by", "expected", "not_before", "done"])
def test_the_first_and_the_last_day_of_the_calendar_are_days_too(
    eh: Eh, tmp_path: Path, key: str, day: str
) -> None:
    text = (
        "format: 1\nid: early-help\ntitle: Early Help redesign\nnation: england\n"
        f"milestones:\n  offer.launch:\n    {key}: {day}\n"
        "  handover.last:\n    after: offer.launch + 10 working days\n"
    )
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    answer = eh("plan", "check", str(tmp_path), "--as-at", day)
    assert answer.code in {0, 1}
    assert answer.err == ""
