"""`eh calendar changes`: the list that is passed on, and what makes it doubtful."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def export(eh: Eh, name: str) -> None:
    """The Assets Team's calendar, as a file beside the plan."""
    assert eh("calendar", "export", "-p", "redesign", "-o", name).code == 0


@pytest.fixture
def two(eh: Eh, redesign: Path) -> Path:
    """The calendar before and after a handover was moved: old.ics and new.ics."""
    export(eh, "old.ics")
    (redesign.parent / "new.ics").write_bytes((redesign.parent / "old.ics").read_bytes())
    move = ("milestone", "move", "elm.handed_over", "2021-12-20", "-p", "redesign")
    assert eh(*move, "--reason", "SECRET").code == 0
    export(eh, "new.ics")
    return redesign


def test_a_move_is_one_line_to_pass_on(eh: Eh, two: Path) -> None:
    """
    workflows: {w: {steps: {vacated: {}, handed_over: {}}}}
    properties: [{id: elm, name: Elm, handed_over: 2021-12-13}, {id: oak, vacated: 2021-12-01}]
    """
    assert two.is_dir()
    answer = eh("calendar", "changes", "old.ics", "new.ics")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[1:] == [
        "Elm handed over moved from Monday 13 to Monday 20 December 2021, 7 days later",
        "1 moved",
    ]
    why = eh("calendar", "changes", "old.ics", "new.ics", "-p", "redesign")
    assert "7 days later, as recorded on " in why.out
    assert "SECRET" not in why.out
    same = eh("calendar", "changes", "new.ics", "new.ics")
    assert same.out.splitlines()[1:] == ["nothing has changed"]
    assert same.err == ""


def test_an_old_file_that_comes_back_is_warned_of(eh: Eh, two: Path) -> None:
    """
    milestones: {offer.launch: {on: 2022-01-04}}
    workflows: {w: {steps: {handed_over: {}}}}
    properties: [{id: elm, name: Elm, handed_over: 2021-12-13}]
    """
    assert two.is_dir()
    back = eh("calendar", "changes", "new.ics", "old.ics")
    assert back.code == 0
    assert back.err.startswith("warning: new.ics is the newer one: it last changed on ")
    assert "and old.ics on 17 September 2021" in back.err
    eh("calendar", "export", "-p", "redesign", "--for", "everyone", "-o", "other.ics")
    other = eh("calendar", "changes", "old.ics", "other.ics")
    assert "warning: old.ics and other.ics are two different calendars" in other.err
    assert "do not pass this list on" in other.err


def test_every_form_says_the_same(eh: Eh, two: Path) -> None:
    """
    workflows: {w: {steps: {handed_over: {}}}}
    properties: [{id: elm, name: Elm, handed_over: 2021-12-13}]
    """
    sheet = eh("calendar", "changes", "old.ics", "new.ics", "-f", "csv").out.splitlines()
    assert sheet == [
        "change,milestone,title,was,now,days_later,because,details",
        "moved,elm.handed_over,Elm handed over,2021-12-13,2021-12-20,7,,",
    ]
    document = json.loads(eh("calendar", "changes", "old.ics", "new.ics", "-f", "json").out)
    assert document["schema"] == "earlyhelp.calendar-changes/1"
    (change,) = document["changes"]
    assert (change["was"], change["now"]) == ("2021-12-13", "2021-12-20")
    written = eh("calendar", "changes", "old.ics", "new.ics", "-o", "list.txt")
    assert "written: list.txt" in written.err
    assert "7 days later" in (two.parent / "list.txt").read_text(encoding="utf-8")


def test_what_is_no_calendar_is_refused_in_a_sentence(eh: Eh, tmp_path: Path) -> None:
    (tmp_path / "page.ics").write_text("<!doctype html>", encoding="utf-8")
    (tmp_path / "empty.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    (tmp_path / "folder.ics").mkdir()
    page = eh("calendar", "changes", "page.ics", "empty.ics")
    assert (page.code, page.out) == (2, "")
    assert page.err == (
        "error: page.ics: the file is no calendar: no line of it is BEGIN:VCALENDAR\n"
    )
    none = eh("calendar", "changes", "empty.ics", "none.ics")
    assert none.code == 2
    assert none.err == "error: no calendar found: there is no file none.ics\n"
    assert eh("calendar", "changes", "empty.ics", "folder.ics").code == 3
    empty = eh("calendar", "changes", "empty.ics", "empty.ics")
    assert (empty.code, empty.out) == (0, "nothing has changed\n")


def test_what_cannot_be_read_is_said_and_the_rest_is_compared(eh: Eh, tmp_path: Path) -> None:
    event = "BEGIN:VEVENT\nUID:{}\nSUMMARY:Elm {}\nDTSTART:{}\nEND:VEVENT\n"
    good, bad = event.format("a", "out", "20211213"), event.format("b", "in", "soon")
    whole = f"BEGIN:VCALENDAR\n{good}{bad}END:VCALENDAR\n"
    (tmp_path / "old.ics").write_text(whole, encoding="utf-8")
    (tmp_path / "new.ics").write_text(whole.replace("20211213", "20211214"), encoding="utf-8")
    answer = eh("calendar", "changes", "old.ics", "new.ics")
    assert answer.out.splitlines()[0] == (
        "Elm out moved from Monday 13 to Tuesday 14 December 2021, 1 day later"
    )
    assert 'old.ics: the event "Elm in" is left out: it says no day that can be read' in answer.err
