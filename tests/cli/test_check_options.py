"""`--as-at`, `--strict`, `-q` and `-o` mean what they say."""

from __future__ import annotations

import errno
import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import earlyhelp
from earlyhelp.files.load import parse

if TYPE_CHECKING:
    from tests.cli.conftest import Eh
    from tests.conftest import WritePlan


# --as-at


@pytest.mark.usefixtures("redesign")
def test_as_at_overrides_the_day_of_the_plan(eh: Eh) -> None:
    """
    milestones:
      consultation.close:
        on: 2021-09-29
    """
    assert "overdue" not in eh("plan", "check", "redesign").out
    later = eh("plan", "check", "redesign", "--as-at", "2021-10-04")
    assert "5 days overdue on 4 October 2021" in later.out
    assert "as at 4 October 2021" in later.out.splitlines()[-2]


@pytest.mark.usefixtures("redesign")
def test_a_day_of_yesterday_is_overdue_and_one_of_today_is_not(eh: Eh) -> None:
    """
    milestones:
      consultation.close:
        on: 2021-09-29
    """
    assert "EH701" not in eh("plan", "check", "redesign", "--as-at", "2021-09-29").out
    assert "1 day overdue" in eh("plan", "check", "redesign", "--as-at", "2021-09-30").out


@pytest.mark.usefixtures("redesign")
def test_as_at_moves_the_earliest_days_in_every_command(eh: Eh) -> None:
    """
    milestones:
      guidance.published:
        title: Practice guidance published
      offer.launch:
        on: 2022-01-04
        after: guidance.published
    """
    day = ("--as-at", "2021-11-01")
    shown = json.loads(eh("plan", "show", "redesign", "-f", "json", *day).out)
    assert shown["milestones"][0]["earliest"] == "2021-11-01"
    asked = ("plan", "why", "guidance.published", "-p", "redesign", "-f", "json")
    why = json.loads(eh(*asked, *day).out)
    assert why["milestone"]["earliest"] == "2021-11-01"
    critical = json.loads(eh("plan", "critical", "redesign", "-f", "json", *day).out)
    assert critical["chains"][0]["chain"][0]["day"] == "2021-11-01"


# --rules-as-at

RULED = """
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
rules:
  members_first:
    title: Local members hear a week before partners do
    then: partners.told
    after: members.told + 1 week
    source: Constitution, part 5
    in_force: from 2027-01-01
milestones:
  members.told: {on: 2021-09-20}
  partners.told: {on: 2021-09-24}
"""


def test_the_law_of_another_day_can_be_asked_for(eh: Eh, write_plan: WritePlan) -> None:
    write_plan(RULED)
    today = eh("plan", "check", "redesign")
    assert (today.code, "law" in today.out) == (0, False)
    later = eh("plan", "check", "redesign", "--rules-as-at", "2027-01-01")
    assert later.code == 1
    assert "EH201" in later.out
    assert "Constitution, part 5, locked" in later.out
    assert "as at 17 September 2021, by the law of 1 January 2027" in later.out.splitlines()[-2]
    day_before = eh("plan", "check", "redesign", "--rules-as-at", "2026-12-31")
    assert day_before.code == 0


def test_json_says_the_day_of_the_law_only_where_one_is_given(
    eh: Eh, write_plan: WritePlan
) -> None:
    write_plan(RULED)
    asked = ("plan", "check", "redesign", "-f", "json")
    assert "rules_as_at" not in json.loads(eh(*asked).out)["plan"]
    said = json.loads(eh(*asked, "--rules-as-at", "2027-01-01").out)["plan"]
    assert list(said)[-1] == "rules_as_at"
    assert said["rules_as_at"] == "2027-01-01"
    assert said["as_at"] == "2021-09-17"


def test_the_library_asks_by_the_law_of_a_day_in_the_same_way() -> None:
    plan = parse(RULED.encode())
    assert earlyhelp.solve(plan).feasible
    assert not earlyhelp.solve(plan, rules_as_at=date(2027, 1, 1)).feasible
    assert earlyhelp.check(plan) == ()
    assert "EH201" in {said.code for said in earlyhelp.check(plan, rules_as_at=date(2027, 1, 1))}


@pytest.mark.usefixtures("redesign")
def test_that_it_is_no_legal_advice_is_said_once_and_only_of_rules(eh: Eh) -> None:
    """
    rules:
      members_first:
        title: Local members hear a week before partners do
        then: partners.told
        after: members.told + 1 week
        source: Constitution, part 5
    milestones:
      members.told: {}
      partners.told: {on: 2021-09-24}
    """
    said = eh("plan", "check", "redesign").out
    assert "[EH390]" in said
    assert said.count("legal advice") == 1
    assert said.splitlines()[-1] == (
        "Rules of law are checked as they are written in `eh rule list`: this is not legal advice."
    )
    assert "legal" not in eh("plan", "check", "infeasible-notice").out
    assert "legal" not in eh("plan", "check", "redesign", "-q").out


# --strict


@pytest.mark.usefixtures("redesign")
def test_strict_lets_a_warning_count_as_an_error(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    relaxed, strict = (
        eh("plan", "check", "redesign"),
        eh("plan", "check", "redesign", "--strict"),
    )
    assert (relaxed.code, strict.code) == (0, 1)
    assert relaxed.out == strict.out


@pytest.mark.usefixtures("redesign")
def test_strict_lets_a_note_pass(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
        days: any
    """
    answer = eh("plan", "check", "redesign", "--strict")
    assert "1 note" in answer.out
    assert answer.code == 0


# --quiet


@pytest.mark.usefixtures("redesign")
def test_quiet_says_nothing_where_there_is_no_error(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    assert eh("plan", "check", "redesign", "-q") == (0, "", "")


@pytest.mark.usefixtures("redesign")
def test_quiet_still_shows_errors(eh: Eh) -> None:
    """
    milestones:
      consultation.close:
        done: 2021-09-29
      offer.launch:
        on: 2022-01-01
    """
    answer = eh("plan", "check", "redesign", "--quiet")
    assert answer.code == 1
    assert "EH703" in answer.out
    assert "EH202" not in answer.out


@pytest.mark.usefixtures("redesign")
def test_quiet_changes_what_is_shown_and_never_the_exit_code(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    assert eh("plan", "check", "redesign", "--strict", "-q").code == 1


@pytest.mark.usefixtures("redesign")
def test_quiet_does_not_make_a_document_say_that_all_is_well(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    document = json.loads(eh("plan", "check", "redesign", "-q", "-f", "json").out)
    assert document["verdict"] == "warnings"
    assert document["counts"]["warning"] == 1


# --output


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_a_file_gets_the_bytes_that_the_terminal_would(eh: Eh, redesign: Path, form: str) -> None:
    """
    milestones:
      offer.launch:
        title: Neues Angebot – “Early Help” für alle
        on: 2022-01-01
    """
    shown = eh("plan", "check", "redesign", "-f", form)
    file = redesign.parent / "answer"
    written = eh("plan", "check", "redesign", "-f", form, "-o", str(file))
    assert file.read_text(encoding="utf-8") == shown.out
    assert written == (shown.code, "", f"written: {file}\n")


@pytest.mark.usefixtures("redesign")
def test_a_dash_is_the_terminal(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
    """
    assert eh("plan", "check", "redesign", "-o", "-") == eh("plan", "check", "redesign")


def test_what_is_wrong_with_an_unreadable_plan_goes_into_the_file_too(
    eh: Eh, redesign: Path
) -> None:
    """
    milestones:
      offer.launch:
        on: 1/1/2022
    """
    file = redesign.parent / "answer.json"
    assert eh("plan", "check", "redesign", "-f", "json", "-o", str(file)).code == 2
    assert json.loads(file.read_text(encoding="utf-8"))["verdict"] == "unreadable"


def test_a_file_is_replaced_whole_and_keeps_its_mode(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    file = redesign.parent / "answer.txt"
    file.write_text("what was said yesterday\n" * 1000, encoding="utf-8")
    file.chmod(0o640)
    eh("plan", "check", "redesign", "-o", str(file))
    assert file.read_text(encoding="utf-8").startswith("The plan can be met")
    assert "yesterday" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_file_stays_one(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    target, link = redesign.parent / "target.txt", redesign.parent / "link.txt"
    target.write_text("old\n", encoding="utf-8")
    link.symlink_to(target)
    eh("plan", "check", "redesign", "-o", str(link))
    assert link.is_symlink()
    assert "The plan can be met" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_litter(
    eh: Eh, redesign: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = redesign.parent / "answers"
    folder.mkdir()
    file = folder / "answer.txt"
    file.write_text("old\n", encoding="utf-8")
    monkeypatch.setattr(os, step, full)
    answer = eh("plan", "check", "redesign", "-o", str(file))
    assert answer.code == 3
    assert os.strerror(errno.ENOSPC) in answer.err
    assert file.read_text(encoding="utf-8") == "old\n"
    assert [path.name for path in folder.iterdir()] == ["answer.txt"]


def test_a_folder_is_never_written_over(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    before = (redesign / "plan.yaml").read_bytes()
    assert eh("plan", "check", "redesign", "-o", str(redesign)).code == 3
    assert (redesign / "plan.yaml").read_bytes() == before


@pytest.mark.usefixtures("redesign")
@pytest.mark.parametrize(
    "command",
    [
        ("plan", "check", "redesign", "-o"),
        ("calendar", "export", "-p", "redesign", "-o"),
        ("notice", "draft", "-p", "redesign", "-o"),
        ("plan", "shift", "redesign", "--start", "2026-09-09", "-o"),
        ("plan", "new", "--nation", "wales"),
    ],
)
@pytest.mark.parametrize("nothing", ["", " "])
def test_a_name_that_is_empty_is_asked_for_and_is_not_the_folder_here(
    eh: Eh, tmp_path: Path, command: tuple[str, ...], nothing: str
) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    before = sorted(tmp_path.rglob("*"))
    answer = eh(*command, nothing)
    assert (answer.code, answer.out) == (2, "")
    assert "the name of a file or folder is expected, and this is empty" in answer.err
    assert sorted(tmp_path.rglob("*")) == before
