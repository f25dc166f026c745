"""Is everything that happened kept, and is the plan what its files and its journal say?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files import lock
from earlyhelp.files.journal import append, as_lines, read_journal
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model.journal import Action, Entry
from tests.entries import PLAN, entry


def plan(*entries: Entry) -> Plan:
    """The plan with these entries in its journal."""
    return parse(PLAN, recorded=as_lines(entries, None))


def test_what_was_done_is_a_fact() -> None:
    told = plan(entry(Action.DONE, "told", "2021-09-15"))["told"]
    assert told.done is not None
    assert told.done.when.first == date(2021, 9, 15)
    assert told.done.place == Place("journal.csv", 2, 54)
    assert told.stated_as == "done"


def test_a_gate_is_passed_only_with_evidence() -> None:
    swept = plan(entry(Action.DONE, "elm.swept", "2021-09-15"))["elm.swept"]
    assert swept.done is None
    assert swept.claimed is not None
    shown = entry(Action.DONE, "elm.swept", "2021-09-15", evidence="certificate 12")
    assert plan(shown)["elm.swept"].evidence == "certificate 12"
    assert plan(shown)["elm.swept"].done is not None


def test_what_moved_says_where_from() -> None:
    moved = plan(entry(Action.MOVED, "handover", "2022-01-03", "2021-12-20"))["handover"]
    assert moved.stated_as == "moved"
    assert moved.last_stated_day == date(2022, 1, 3)
    assert moved.moved_from is not None
    assert moved.moved_from.when.text == "2021-12-20"
    pinned = plan(entry(Action.MOVED, "launch", "2022-01-10", "2022-01-04"))
    assert earlyhelp.solve(pinned).earliest["launch"] == date(2022, 1, 10)


def test_a_day_can_move_again_and_the_file_wins_over_a_move_from_elsewhere() -> None:
    first = entry(Action.MOVED, "handover", "2022-01-03", "2021-12-20")
    again = entry(Action.MOVED, "handover", "2022-01-10", "2022-01-03")
    assert plan(first, again)["handover"].last_stated_day == date(2022, 1, 10)
    other = plan(entry(Action.MOVED, "handover", "2022-01-10", "2021-12-13"))
    assert other["handover"].last_stated_day == date(2021, 12, 20)
    assert other.journal is not None
    assert [stale.subject for stale in other.journal.stale] == ["handover"]


def test_a_move_that_the_file_has_taken_over_is_no_trouble() -> None:
    taken = plan(entry(Action.MOVED, "handover", "2021-12-20", "2021-12-13"))
    assert taken.journal is not None
    assert taken.journal.stale == ()


def test_an_extension_holds_the_partner_and_an_acceptance_ends_the_handover() -> None:
    extended = plan(entry(Action.EXTENDED, "elm.food", "2021-12-17", reason="new rooms"))
    assert earlyhelp.solve(extended).earliest["elm.swept"] == date(2021, 12, 17)
    accepted = plan(entry(Action.ACCEPTED, "elm", "2021-09-16", evidence="letter 7"))
    assert accepted["elm.accepted"].done is not None


def test_what_is_about_nothing_is_said() -> None:
    lost = plan(entry(Action.DONE, "tolled", "2021-09-15"), entry(Action.NOTE, "elm.food"))
    assert lost.journal is not None
    assert [item.subject for item in lost.journal.lost] == ["tolled"]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_cut_short_is_no_entry_and_stops_nothing(cut: int) -> None:
    whole = as_lines([entry(Action.DONE, "told", "2021-09-15")], None)
    more = as_lines([entry(Action.MOVED, "handover", "2022-01-03", "2021-12-20")], whole)
    torn = read_journal(whole + more[:cut])
    assert [item.action for item in torn.entries] == [Action.DONE]
    assert torn.torn == (Place("journal.csv", 3, 1),)
    after = whole + more[:cut] + as_lines([entry(Action.NOTE, "told")], whole + more[:cut])
    assert [item.action for item in read_journal(after).entries] == [Action.DONE, Action.NOTE]


ACTIONS = st.sampled_from(
    [
        entry(Action.DONE, "told", "2021-09-14"),
        entry(Action.DONE, "told", "2021-09-15"),
        entry(Action.MOVED, "handover", "2022-01-03", "2021-12-20"),
        entry(Action.MOVED, "handover", "2022-01-10", "2022-01-03"),
        entry(Action.NOTE, "told", reason='commas, "quotes"\nand lines'),
        entry(Action.EXTENDED, "elm.food", "2021-12-17"),
        entry(Action.UNDONE, "told"),
        entry(Action.UNDONE, "handover"),
    ]
)


@given(before=st.lists(ACTIONS, max_size=6), made=ACTIONS)
def test_undoing_what_was_just_recorded_leaves_the_plan_as_it_was(
    before: list[Entry], made: Entry
) -> None:
    if made.action is Action.UNDONE:
        return
    once = plan(*before)
    undone = plan(*before, made, entry(Action.UNDONE, made.subject))
    assert undone.milestones == once.milestones
    assert undone.registers == once.registers


@given(st.lists(ACTIONS, max_size=8))
def test_what_is_written_is_what_is_read(entries: list[Entry]) -> None:
    written = b""
    for made in entries:
        written += as_lines([made], written or None)
    assert len(written.splitlines()) == len(entries) + bool(entries)
    read = read_journal(written).entries
    assert [(item.action, item.subject, item.was) for item in read] == [
        (item.action, item.subject, item.was) for item in entries
    ]
    assert as_lines(read, None) == (written or as_lines([], None))


def test_half_a_character_from_a_terminal_is_recorded_as_a_question_mark() -> None:
    made = as_lines([entry(Action.NOTE, "told", reason="caf\udce9")], None)
    assert [item.reason for item in read_journal(made).entries] == ["caf?"]


def test_entries_are_added_and_nothing_else_changes(tmp_path: Path) -> None:
    append(tmp_path, [entry(Action.NOTE, "told")], seen=None)
    first = (tmp_path / "journal.csv").read_bytes()
    append(tmp_path, [entry(Action.DONE, "told", "2021-09-15")], seen=first)
    second = (tmp_path / "journal.csv").read_bytes()
    assert second.startswith(first)
    assert len(second.splitlines()) == 3


def test_a_journal_that_changed_in_between_is_not_written_to(tmp_path: Path) -> None:
    append(tmp_path, [entry(Action.NOTE, "told")], seen=None)
    before = (tmp_path / "journal.csv").read_bytes()
    with pytest.raises(EnvironmentFailedError, match="has changed since it was read"):
        append(tmp_path, [entry(Action.NOTE, "told")], seen=None)
    assert (tmp_path / "journal.csv").read_bytes() == before


def test_while_another_command_writes_nothing_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0)
    with (
        FileLock(tmp_path / ".journal.csv.lock"),
        pytest.raises(EnvironmentFailedError, match="written by another command"),
    ):
        append(tmp_path, [entry(Action.NOTE, "told")], seen=None)
    assert not (tmp_path / "journal.csv").exists()
