"""`eh milestone …`: what happened is one line more, and is said before it is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def journal(folder: Path) -> list[str]:
    """The lines of the journal, without the moments of recording."""
    file = folder / "journal.csv"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [line.partition(",")[2] for line in lines[1:]]


def test_a_move_says_what_else_moves_and_is_one_line_in_the_journal(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      launch: {expected: 2022-01-04, after: notice + 12 weeks}
    """
    answer = eh(
        *("milestone", "move", "notice", "2021-10-14", "-p", "redesign"),
        *("--reason", "Members asked", "--by", "programme office"),
    )
    assert answer.code == 0
    assert [" ".join(line.split()) for line in answer.out.splitlines()] == [
        "notice: moved from Tuesday 12 October 2021 to Thursday 14 October 2021",
        "launch: earliest day from 4 January 2022 to 6 January 2022, 2 days later",
        "1 new error:",
        (
            "error[EH204]: launch is expected on Tuesday 4 January 2022, but the earliest it can "
            "be is Thursday 6 January 2022: 2 days too early"
        ),
        "--> plan.yaml:3:22",
        "Thu 14 October 2021 notice, pinned journal.csv:2",
        "+ 84 days launch, at least 12 weeks after notice plan.yaml:3",
        "= Thu 6 January 2022 launch at the earliest",
        "Tue 4 January 2022 launch, expected plan.yaml:3",
        "------------------- 2 calendar days (2 working days) short",
        "",
        (
            "the plan can be met; once this is recorded, `eh plan check` says more, and `eh plan "
            "fix` how to mend it"
        ),
    ]
    assert journal(redesign) == [
        "programme office,moved,notice,2021-10-14,2021-10-12,Members asked,"
    ]
    shown = json.loads(eh("plan", "show", "-p", "redesign", "-f", "json").out)
    assert [item["stated_as"] for item in shown["milestones"]] == ["moved", "expected"]


@pytest.mark.usefixtures("redesign")
def test_a_year_that_is_a_slip_of_the_pen_is_doubted_when_it_is_typed(eh: Eh) -> None:
    """
    milestones:
      launch: {on: 2022-01-04}
    """
    answer = eh("milestone", "move", "launch", "2002-01-10", "-p", "redesign")
    assert "1 new warning:\nwarning[EH209]: launch is still to come" in answer.out
    assert "did you mean 2022?" in answer.out
    assert "EH209" not in eh("milestone", "move", "launch", "2022-01-10", "-p", "redesign").out


def test_a_day_that_is_its_day_already_is_no_move_and_not_recorded(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      launch: {on: 2022-01-04}
      told: {expected: week of 2021-12-13}
    """
    move, to = ("milestone", "move"), ("-p", "redesign")
    answer = eh(*move, "launch", "2022-01-04", *to)
    assert (answer.code, answer.out, answer.err) == (
        0,
        "launch: its day was Tuesday 4 January 2022 already\n",
        "already recorded: nothing was written\n",
    )
    assert eh(*move, "told", "week of 2021-12-13", *to).out.endswith(" already\n")
    assert not (redesign / "journal.csv").exists()
    # the first day of the week is another day than the week
    assert eh(*move, "told", "2021-12-13", *to).err == "recorded in journal.csv\n"
    told = (redesign / "journal.csv").read_bytes()
    again = eh(*move, "told", "2021-12-13", *to, "--reason", "the board agreed")
    assert again.err.splitlines() == [
        "already recorded: nothing was written",
        'its reason can be kept with  eh milestone note told "the board agreed" -p redesign',
    ]
    assert (redesign / "journal.csv").read_bytes() == told


def test_a_change_that_cannot_be_is_refused_with_the_proof_unless_forced(
    eh: Eh, redesign: Path
) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      launch: {on: 2022-01-04, after: notice + 12 weeks}
    """
    words = ("milestone", "move", "notice", "2021-10-14", "-p", "redesign")
    refused = eh(*words)
    assert refused.code == 1
    assert "error[EH201]" in refused.out
    assert "--force records it even so" in refused.err
    assert journal(redesign) == []
    assert eh(*words, "--force").code == 0
    assert len(journal(redesign)) == 1
    mended = eh("milestone", "undo", "notice", "-p", "redesign")
    assert mended.code == 0
    assert "the plan can be met again" in mended.out
    assert eh("plan", "check", "redesign").code == 0


def test_a_dry_run_says_the_same_and_writes_nothing(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
    """
    words = ("milestone", "done", "notice", "--day", "2021-09-16", "-p", "redesign")
    dry = eh(*words, "--dry-run")
    assert dry.code == 0
    assert "nothing was recorded" in dry.err
    assert journal(redesign) == []
    assert eh(*words).out == dry.out
    assert len(journal(redesign)) == 1


@pytest.mark.usefixtures("redesign")
def test_a_gate_is_recorded_only_with_what_was_shown(eh: Eh) -> None:
    """
    workflows:
      w: {steps: {records_swept: {evidence: required}}}
    properties: [{id: elm}]
    """
    words = ("milestone", "done", "elm.records_swept", "--day", "2021-09-16", "-p", "redesign")
    refused = eh(*words)
    assert refused.code == 2
    assert "--evidence" in refused.err
    assert eh(*words, "--evidence", "certificate 12").code == 0


@pytest.mark.usefixtures("redesign")
def test_an_entry_that_is_not_the_last_one_is_undone_by_its_line(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
    """

    def says(day: str) -> None:
        [shown] = json.loads(eh("plan", "show", "-p", "redesign", "-f", "json").out)["milestones"]
        assert shown["stated"] == day

    file = redesign / "plan.yaml"
    as_typed = file.read_text(encoding="utf-8")
    moved = ("milestone", "move", "notice", "2021-10-14", "-p", "redesign")
    assert eh(*moved).code == 0
    assert eh("milestone", "note", "notice", "Members asked", "-p", "redesign").code == 0
    file.write_text(as_typed.replace("2021-10-12", "2021-10-19"), encoding="utf-8")
    assert "EH704" in eh("plan", "check", "redesign").out
    undo = ("milestone", "undo", "notice", "-p", "redesign", "--line")
    wrong = eh(*undo, "4")
    assert wrong.code == 2
    assert "line 4 of journal.csv has no entry about notice" in wrong.err
    assert "the lines that have one: 2, 3" in wrong.err
    assert eh(*moved).code == 0  # the same again, from the day that the plan has now
    says("2021-10-14")
    assert eh(*undo, "2").code == 0
    says("2021-10-14")
    assert "EH704" not in eh("plan", "check", "redesign").out
    assert eh(*undo, "4").code == 0
    says("2021-10-19")
    assert eh(*undo, "3").code == 0
    assert "nothing is recorded" in eh("milestone", "undo", "notice", "-p", "redesign").err


@pytest.mark.usefixtures("redesign")
def test_an_undo_says_which_day_comes_back_and_what_is_left_aside_for_it(eh: Eh) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      told: {}
    """
    assert eh("milestone", "done", "told", "--day", "2021-09-16", "-p", "redesign").code == 0
    assert (
        "  its day was Thursday 16 September 2021; now it has none of its own\n"
        in eh("milestone", "undo", "told", "-p", "redesign").out
    )
    for day in ("2021-10-14", "2021-10-19"):
        assert eh("milestone", "move", "notice", day, "-p", "redesign").code == 0
    of_the_last = eh("milestone", "undo", "notice", "--dry-run", "-p", "redesign")
    assert of_the_last.out == (
        "notice: undone: moved 2021-10-19\n"
        "  its day was Tuesday 19 October 2021; now it is Thursday 14 October 2021\n"
        "no other day moves\n"
        "the plan can be met\n"
    )
    of_the_first = eh("milestone", "undo", "notice", "--line", "4", "-p", "redesign")
    assert "  its day was Tuesday 19 October 2021; now it is Tuesday 12 October" in of_the_first.out
    assert "1 new warning:\nwarning[EH704]: notice was moved from Thursday 14" in of_the_first.out
    assert eh("milestone", "undo", "notice", "-p", "redesign").out == (
        "notice: undone: moved 2021-10-19\nno other day moves\nthe plan can be met\n"
    )


@pytest.mark.usefixtures("redesign")
def test_of_two_entries_of_one_second_the_other_is_never_undone_instead(
    eh: Eh, redesign: Path
) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
    """
    told = "2021-09-15T10:02:11+00:00,programme office,note,notice,,,"
    heading = "recorded_at,by,action,subject,day,was,reason,evidence"
    first, second = f"{told}Members asked,", f"{told}Members agreed,"
    journal = redesign / "journal.csv"
    journal.write_text(f"{heading}\n{first}\n{second}\n", encoding="utf-8")
    undo = ("milestone", "undo", "notice", "-p", "redesign", "--line")
    refused = eh(*undo, "2")
    assert refused.code == 2
    assert (
        "line 3 of journal.csv was recorded in the same second as line 2, and an undo cannot tell "
        "them apart: undo line 3 first, and then line 2" in refused.err
    )
    assert eh(*undo, "3").code == eh(*undo, "2").code == 0
    # of two that say the very same, as a copy of the journal that was put in twice, one is enough
    journal.write_text(f"{heading}\n{first}\n{first}\n", encoding="utf-8")
    assert eh(*undo, "2").code == 0
    assert "the lines that have one: 2" in eh(*undo, "3").err


@pytest.mark.usefixtures("redesign")
def test_a_note_changes_no_day_and_undo_needs_something_to_undo(eh: Eh) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
    """
    nothing = eh("milestone", "undo", "notice", "-p", "redesign")
    assert nothing.code == 2
    assert "nothing is recorded about 'notice'" in nothing.err
    empty = eh("milestone", "note", "notice", " ", "-p", "redesign")
    assert (empty.code, empty.out) == (2, "")
    assert "a note has a text" in empty.err
    noted = eh("milestone", "note", "notice", "Members asked about it", "-p", "redesign")
    assert 'did you mean "notice"?' in eh("milestone", "undo", "notise", "-p", "redesign").err
    assert noted.out == "notice: note\nno other day moves\nthe plan can be met\n"
    assert eh("milestone", "undo", "notice", "-p", "redesign").code == 0


@pytest.mark.usefixtures("redesign")
def test_a_day_that_is_typed_as_for_a_move_is_told_its_option(eh: Eh) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
    """
    wrong = eh("milestone", "done", "notice", "2021-09-16", "-p", "redesign")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.endswith("\nA day is given with --day: --day 2021-09-16\n")
    for words in (("done", "notice", "today"), ("move", "notice", "2021-10-13", "2021-10-14")):
        assert "is given with" not in eh("milestone", *words, "-p", "redesign").err


@pytest.mark.usefixtures("redesign")
def test_a_wrong_name_or_day_gets_the_nearest_right_one(eh: Eh) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
    """
    wrong = eh("milestone", "done", "notise", "-p", "redesign")
    assert wrong.code == 2
    assert 'did you mean "notice"?' in wrong.err
    day = eh("milestone", "move", "notice", "14/10/2021", "-p", "redesign")
    assert day.code == 2
    assert "2021-10-14" in day.err


def test_a_plan_that_comes_with_earlyhelp_is_only_read(eh: Eh) -> None:
    answer = eh("milestone", "note", "offer.launch", "a note", "-p", "early-help-2021")
    assert answer.code == 2
    assert "copy its folder" in answer.err


def test_nothing_is_recorded_where_it_would_not_be_read(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
    """
    other = redesign / "other.yaml"
    (redesign / "plan.yaml").rename(other)
    answer = eh("milestone", "move", "notice", "2021-10-14", "-p", str(other))
    assert answer.code == 2
    assert "only a plan.yaml has a journal beside it" in answer.err
    assert journal(redesign) == []


def test_what_was_done_already_is_not_moved(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      notice: {done: 2021-09-12}
    """
    answer = eh("milestone", "move", "notice", "2021-10-14", "-p", "redesign")
    assert answer.code == 2
    assert "done on Sunday 12 September 2021: undo that first" in answer.err
    assert journal(redesign) == []
