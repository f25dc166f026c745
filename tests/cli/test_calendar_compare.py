"""`eh calendar compare`: what somebody moved is shown, checked, and recorded only on request."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

    Edit = Callable[..., None]

ACCEPT = ("--accept", "--reason", "the removal firm", "--by", "assets")


@pytest.fixture
def edited(eh: Eh, redesign: Path) -> Edit:
    """Export the Assets Team's calendar and move events in it, by their titles."""

    def edit(**moved: str) -> None:
        assert eh("calendar", "export", "-p", "redesign", "-o", "a.ics").code == 0
        file = redesign.parent / "a.ics"
        head, *events = file.read_text(encoding="utf-8").split("BEGIN:VEVENT")
        for name, day in moved.items():
            title = f"\nSUMMARY:{name.replace('_', ' ')}\n"
            (at,) = [number for number, event in enumerate(events) if title in event]
            lines = [line for line in events[at].split("\n") if not line.startswith("DTEND")]
            lines = [
                f"DTSTART;VALUE=DATE:{day}" if line.startswith("DTSTART") else line
                for line in lines
            ]
            events[at] = "\n".join(lines)
        file.write_text("BEGIN:VEVENT".join([head, *events]), encoding="utf-8")

    return edit


def compare(eh: Eh, *more: str) -> tuple[int, list[str], str]:
    answer = eh("calendar", "compare", "a.ics", "-p", "redesign", *more)
    return answer.code, answer.out.splitlines(), answer.err


def journal(folder: Path) -> list[str]:
    """The lines of the journal, without the moment of each."""
    file = folder / "journal.csv"
    lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.exists() else []
    return [line.partition(",")[2] for line in lines]


def test_nothing_moved_is_said(eh: Eh, edited: Edit) -> None:
    """
    workflows: {w: {steps: {vacated: {}, handed_over: {after: vacated}}}}
    properties: [{id: elm, name: Elm, vacated: 2021-12-10, handed_over: 2021-12-13}]
    """
    edited()
    code, out, err = compare(eh)
    assert (code, err) == (0, "")
    assert out[1:] == [
        "it has 2 milestones of the plan; it is the calendar for assets",
        "no day was moved in the calendar",
    ]


def test_a_moved_day_is_shown_and_not_recorded(eh: Eh, edited: Edit, redesign: Path) -> None:
    """
    milestones: {assets.last_handover: {after: all properties.vacated}}
    workflows: {w: {steps: {vacated: {}, handed_over: {after: vacated}}}}
    properties: [{id: elm, name: Elm, "on:vacated": 2021-12-10, handed_over: 2021-12-13}]
    """
    edited(Elm_vacated="20211217", Elm_handed_over="20211220")
    code, out, _ = compare(eh)
    assert code == 0
    assert out[3:] == [
        "milestone        in the plan              in the calendar          moved by",
        "---------------  -----------------------  -----------------------  -----------------------------",
        "elm.vacated      Friday 10 December 2021  Friday 17 December 2021  7 days later (5 working days)",
        "elm.handed_over  Monday 13 December 2021  Monday 20 December 2021  7 days later (5 working days)",
        "",
        "with these 2 days in the plan:",
        "  assets.last_handover: earliest day from 10 December 2021 to 17 December 2021, 7 days later",
        "the plan can be met",
        "nothing is recorded: --accept --reason TEXT records these 2 days",
    ]
    assert journal(redesign) == []


def test_what_is_accepted_is_recorded_all_at_once_and_can_be_undone(
    eh: Eh, edited: Edit, redesign: Path
) -> None:
    """
    workflows: {w: {steps: {vacated: {}, handed_over: {after: vacated}}}}
    properties: [{id: elm, name: Elm, vacated: 2021-12-10, handed_over: 2021-12-13}]
    """
    edited(Elm_vacated="20211217", Elm_handed_over="20211220")
    assert compare(eh, "--accept")[0] == 2
    assert compare(eh, *ACCEPT, "--dry-run")[0] == 0
    assert journal(redesign) == []
    code, _, err = compare(eh, *ACCEPT)
    assert (code, err) == (0, "recorded in journal.csv\n")
    assert journal(redesign) == [
        "assets,moved,elm.vacated,2021-12-17,2021-12-10,the removal firm,a.ics",
        "assets,moved,elm.handed_over,2021-12-20,2021-12-13,the removal firm,a.ics",
    ]
    again = compare(eh, *ACCEPT)
    assert (again[0], again[2]) == (0, "nothing to record\n")
    assert eh("milestone", "undo", "elm.vacated", "-p", "redesign").code == 0
    assert "Friday 10 December 2021" in eh("plan", "why", "elm.vacated", "-p", "redesign").out
    assert "Monday 20 December 2021" in eh("plan", "why", "elm.handed_over", "-p", "redesign").out


def test_days_with_which_the_plan_cannot_be_met_are_not_recorded(
    eh: Eh, edited: Edit, redesign: Path
) -> None:
    """
    milestones: {offer.launch: {on: 2022-01-04, after: all properties.vacated}}
    workflows: {w: {steps: {vacated: {}, handed_over: {}}}}
    properties: [{id: elm, name: Elm, "on:vacated": 2021-12-10, handed_over: 2021-12-13}]
    """
    edited(Elm_vacated="20220110", Elm_handed_over="20211214")
    code, out, _ = compare(eh)
    assert code == 1
    assert any(line.startswith("error[EH201]") for line in out)
    assert "the plan could then not be met" in out
    code, _, err = compare(eh, *ACCEPT)
    assert code == 1
    assert err.startswith("not recorded: the plan could then not be met")
    assert journal(redesign) == []
    assert compare(eh, *ACCEPT, "--only", "elm.handed_over")[0] == 0
    assert [line.split(",")[2] for line in journal(redesign)] == ["elm.handed_over"]
    assert compare(eh, *ACCEPT, "--force")[0] == 0
    assert [line.split(",")[2] for line in journal(redesign)] == ["elm.handed_over", "elm.vacated"]


def test_an_old_file_is_taken_only_by_name(eh: Eh, edited: Edit, redesign: Path) -> None:
    """
    workflows: {w: {steps: {vacated: {}, handed_over: {}}}}
    properties: [{id: elm, name: Elm, vacated: 2021-12-10, handed_over: 2021-12-13}]
    """
    edited(Elm_vacated="20211217")
    for name in ("elm.vacated", "elm.handed_over"):
        assert eh("milestone", "move", name, "2021-12-14", "-p", "redesign").code == 0
    code, out, _ = compare(eh, *ACCEPT)
    assert code == 0
    assert (
        "elm.vacated: whoever moved it saw Friday 10 December 2021; the plan has since moved it to "
        "Tuesday 14 December 2021; it is taken only with --only elm.vacated"
    ) in out
    old = "the calendar is old: nobody moved these there, but the plan has since: elm.handed_over"
    assert old in out
    assert len(journal(redesign)) == 2
    refused = compare(eh, "--only", "elm.handed_over")
    assert refused[0] == 2
    assert "the calendar moves no day of elm.handed_over that can be taken (old)" in refused[2]
    assert compare(eh, *ACCEPT, "--only", "elm.vacated")[0] == 0
    assert journal(redesign)[2].startswith("assets,moved,elm.vacated,2021-12-17,2021-12-14,")


def test_what_is_done_is_not_moved_by_a_calendar(eh: Eh, edited: Edit, redesign: Path) -> None:
    """
    workflows: {w: {steps: {vacated: {}, handed_over: {}}}}
    properties: [{id: elm, name: Elm, "done:vacated": 2021-09-10, handed_over: 2021-12-13}]
    """
    edited(Elm_vacated="20211217")
    code, out, _ = compare(eh, *ACCEPT)
    assert code == 0
    assert "moved in the calendar, but done already: elm.vacated" in out
    assert journal(redesign) == []


def test_programs_get_the_same(eh: Eh, edited: Edit, redesign: Path) -> None:
    """
    workflows: {w: {steps: {vacated: {}, handed_over: {after: vacated}}}}
    properties: [{id: elm, name: Elm, vacated: 2021-12-10, handed_over: 2021-12-13}]
    """
    edited(Elm_vacated="20211217")
    answer = eh("calendar", "compare", "a.ics", "-p", "redesign", "-f", "json")
    said = json.loads(answer.out)
    assert (answer.code, said["schema"]) == (1, "earlyhelp.calendar-compare/1")
    assert said["edits"] == [
        {
            "milestone": "elm.vacated",
            "kind": "moved",
            "was": "2021-12-10",
            "now": "2021-12-17",
            "days": 7,
            "working_days": 5,
            "warning": None,
            "taken": True,
        }
    ]
    codes = {error["code"] for error in said["with_these_days"]["new_errors"]}
    assert "EH401" in codes
    assert said["recorded"] is False
    dry = eh("calendar", "compare", "a.ics", "-p", "redesign", "-f", "json", *ACCEPT, "--dry-run")
    assert (dry.code, json.loads(dry.out)["recorded"], journal(redesign)) == (0, False, [])
    accepted = eh("calendar", "compare", "a.ics", "-p", "redesign", "-f", "json", *ACCEPT)
    assert (accepted.code, json.loads(accepted.out)["recorded"]) == (0, True)
    assert len(journal(redesign)) == 1


def test_a_shipped_plan_is_compared_and_never_written_to(eh: Eh, tmp_path: Path) -> None:
    plan = ("-p", "early-help-2021")
    for whom in ("assets", "partner nursery-a", "everyone", "owner Early Help"):
        assert eh("calendar", "export", *plan, "--for", whom, "-o", "a.ics").code == 0
        answer = eh("calendar", "compare", "a.ics", *plan)
        assert answer.code == 0
        assert f"it is the calendar for {whom}" in answer.out
        assert answer.out.endswith("no day was moved in the calendar\n")
    refused = eh("calendar", "compare", "a.ics", *plan, *ACCEPT)
    assert refused.code == 2
    assert "only to be read" in refused.err
    (tmp_path / "a.ics").write_bytes(b"\xff\xfe")
    assert eh("calendar", "compare", "a.ics", *plan).code == 2


def test_whom_it_is_for_can_be_said_where_a_client_took_it_away(eh: Eh, edited: Edit) -> None:
    """
    workflows: {w: {steps: {vacated: {}, handed_over: {}}}}
    properties: [{id: elm, name: Elm, vacated: 2021-12-10, handed_over: 2021-12-13}]
    """
    edited()
    file = Path("a.ics")
    head, first, _ = file.read_text(encoding="utf-8").split("BEGIN:VEVENT")
    own = [line for line in head.split("\n") if not line.startswith("UID")]
    text = "\n".join(own) + f"BEGIN:VEVENT{first}END:VCALENDAR\n"
    file.write_text(text, encoding="utf-8")
    assert "not in the calendar" not in "".join(compare(eh)[1])
    assert (
        "in the plan, and not in the calendar: elm.handed_over" in compare(eh, "--for", "assets")[1]
    )
