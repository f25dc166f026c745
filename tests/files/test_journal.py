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


def left_aside(said: Plan) -> str:
    """What the plan's check says of entries that it leaves aside, a line for each."""
    found = earlyhelp.check(said)
    return "\n".join(finding.message for finding in found if finding.code == "EH704")


def with_typed(row: str, *entries: Entry) -> Plan:
    """The plan with another occupation typed into it, and these entries in its journal."""
    typed = PLAN.replace(b"{property: elm, partner: food}", row.encode())
    return parse(typed, recorded=as_lines(entries, None))


def test_an_extension_that_the_register_says_otherwise_later_is_left_aside_and_said() -> None:
    agreed = entry(Action.EXTENDED, "elm.food", "2021-12-17", "2021-12-10")
    later = "{property: elm, partner: food, extension: agreed, extended_to: 2022-01-14}"
    plan = with_typed(later, agreed)
    assert earlyhelp.solve(plan).earliest["elm.food.out"] == date(2022, 1, 14)
    assert left_aside(plan) == (
        "elm.food was extended from Friday 10 December 2021 to Friday 17 December 2021, but the "
        "plan now says extended to Friday 14 January 2022: the extension is left aside"
    )
    as_it_was = "{property: elm, partner: food, extension: requested, extended_to: 2021-12-10}"
    plan = with_typed(as_it_was, agreed)
    assert earlyhelp.solve(plan).earliest["elm.food.out"] == date(2021, 12, 17)
    assert not left_aside(plan)
    taken_over = "{property: elm, partner: food, extension: agreed, extended_to: 2021-12-17}"
    assert not left_aside(with_typed(taken_over, agreed))


def test_an_extension_that_an_older_copy_of_the_register_does_not_know_is_left_aside() -> None:
    again = entry(Action.EXTENDED, "elm.food", "2021-12-17", "2021-12-10")
    plan = with_typed("{property: elm, partner: food}", again)
    assert earlyhelp.solve(plan).earliest["elm.food.out"] == date(2021, 9, 17)
    assert left_aside(plan) == (
        "elm.food was extended from Friday 10 December 2021 to Friday 17 December 2021, but the "
        "plan now says no extension: the extension is left aside"
    )


@pytest.mark.parametrize(
    ("typed", "done", "said"),
    [
        ("2021-09-14", "2021-09-14", "Tuesday 14 September 2021"),
        ("2021-09-15", "2021-09-15", None),
        ("week of 2021-09-13", "2021-09-15", None),
    ],
)
def test_a_fact_that_the_plan_says_otherwise_later_is_left_aside_and_said(
    typed: str, done: str, said: str | None
) -> None:
    told = entry(Action.DONE, "told", "2021-09-15")
    later = PLAN.replace(b"told: {}", f"told: {{done: {typed}}}".encode())
    plan = parse(later, recorded=as_lines([told], None))
    assert plan["told"].done is not None
    assert plan["told"].done.when.text == done
    assert left_aside(plan) == (
        "told is recorded as done on Wednesday 15 September 2021, but the plan now says done "
        f"on {said}: the entry is left aside"
        if said
        else ""
    )


def test_of_two_days_on_which_two_people_say_it_was_done_the_last_counts_and_both_are_said() -> (
    None
):
    first, other = (entry(Action.DONE, "told", f"2021-09-{day}") for day in (14, 15))
    both = plan(first, other)
    assert both["told"].done is not None
    assert both["told"].done.when.text == "2021-09-15"
    assert left_aside(both) == (
        "told is recorded as done on Tuesday 14 September 2021, but another entry says done on "
        "Wednesday 15 September 2021: the entry is left aside"
    )
    swept = [entry(Action.DONE, "elm.swept", f"2021-09-{day}") for day in (14, 15)]
    assert left_aside(plan(*swept)) == (  # a gate, of which neither has shown anything
        "elm.swept is recorded as done on Tuesday 14 September 2021, but another entry says done "
        "on Wednesday 15 September 2021: the entry is left aside"
    )
    corrected = entry(Action.DONE, "told", "2021-09-15", "2021-09-14")
    assert not left_aside(plan(first, corrected))
    typed = PLAN.replace(b"told: {}", b"told: {done: 2021-09-14}")
    of_what_was_typed = parse(typed, recorded=as_lines([corrected], None))
    assert of_what_was_typed["told"].last_stated_day == date(2021, 9, 15)
    assert not left_aside(of_what_was_typed)


def test_an_undo_undoes_what_it_says_whatever_somebody_else_has_recorded_meanwhile() -> None:
    moved = entry(Action.MOVED, "handover", "2022-01-03", "2021-12-20")
    undo = entry(Action.UNDONE, "handover", was="moved 2022-01-03")
    note = entry(Action.NOTE, "handover", reason="asked for by a partner")
    for both in ((moved, undo, note), (moved, note, undo)):
        assert plan(*both)["handover"].last_stated_day == date(2021, 12, 20)
        assert not left_aside(plan(*both))
    twice = plan(note, moved, undo, undo)
    assert twice.journal is not None
    assert [one.action for one in twice.journal.standing] == [Action.NOTE]
    assert left_aside(twice) == (
        "this undoes 'moved 2022-01-03' of handover, but no such entry stands any more: nothing "
        "is undone by it"
    )


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
    assert [line.place for line in torn.torn] == [Place("journal.csv", 3, 1)]
    assert torn.torn[0].why.startswith("it has no line end")
    after = whole + more[:cut] + as_lines([entry(Action.NOTE, "told")], whole + more[:cut])
    assert [item.action for item in read_journal(after).entries] == [Action.DONE, Action.NOTE]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2021-09-15,office,done,told,15/09/2021,,,", "if the day comes first, that is 2021-09-15"),
        ("2021-09-15;office;done;told;2021-09-15;;;", "semicolons part its cells"),
        ("2021-09-15\toffice\tdone\ttold\t2021-09-15\t\t\t", "tabs part its cells"),
        ("2021-09-15,office,done,told,2021-09-15", "it has 5 cells, and an entry has 8"),
        ("2021-09-15,office,Done,told,2021-09-15,,,", "its third cell is none of done, moved"),
        ('2021-09-15,office,done,told,2021-09-15,,"', "its quotation marks do not close"),
        ("d\0o\0n\0e\0,\0t\0o\0l\0d\0", "save the journal again as CSV UTF-8"),
        ("<<<<<<< HEAD", "a merge left this mark: take it out"),
        ("=======", "keep the lines of both sides"),
        (">>>>>>> theirs", "keep the lines of both sides"),
    ],
)
def test_a_line_that_another_program_has_changed_says_what_it_lacks(line: str, why: str) -> None:
    kept = as_lines([entry(Action.NOTE, "told")], None)
    plan = parse(PLAN, recorded=kept + line.encode() + b"\n")
    assert plan["told"].done is None
    [said] = [found for found in earlyhelp.check(plan) if found.code == "EH705"]
    assert said.message.startswith("this line of the journal is no entry, and is not read: ")
    assert why in said.message
    assert said.place == Place("journal.csv", 3, 1)


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
