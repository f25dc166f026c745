"""A workbook comes back in which people did all that people do; nothing of it is passed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

from tests.cli.sheets.conftest import ACCEPT, PLAN, Workbook, journal

openpyxl: Any = pytest.importorskip("openpyxl", exc_type=ImportError)


def test_what_the_journal_can_record_is_taken_from_every_sheet(
    workbook: Workbook, redesign: Path
) -> None:
    typed = workbook.types
    expected = {
        typed("Milestones", "told", "Day", date(2021, 9, 21)): "moved",
        typed("Milestones", "elm.service_ended", "Done on", date(2021, 9, 16)): "done",
        typed("Properties", "elm", "Vacated", "Thursday 9 December 2021"): "moved",
        typed("Properties", "oak", "Accepted, done on", date(2021, 9, 17)): "accepted",
        typed("Properties", "oak", "Accepted, evidence", "Letter of 17 September"): "evidence",
        typed("Occupations", "elm.nursery", "Out", "week of 6 December 2021"): "moved",
        typed("Occupations", "elm.nursery", "Extended to", date(2021, 12, 6)): "extended",
        typed("Occupations", "oak.club", "Extension", "agreed"): "extended",
    }
    assert workbook.outcomes() == expected
    assert workbook.comes_back(*ACCEPT).code == 0
    assert journal(redesign) == [
        ("moved", "told", "2021-09-21", ""),
        ("done", "elm.service_ended", "2021-09-16", ""),
        ("moved", "elm.vacated", "2021-12-09", ""),
        ("accepted", "oak", "2021-09-17", "Letter of 17 September"),
        ("extended", "elm.nursery", "2021-12-06", ""),
        ("moved", "elm.nursery.out", "week of 2021-12-06", ""),
        ("extended", "oak.club", "2021-11-30", ""),
    ]
    assert workbook.comes_back().out == "no cell was changed\n"


def test_all_else_that_was_typed_is_named_with_where_it_is_changed(workbook: Workbook) -> None:
    typed = workbook.types
    address = typed("Properties", "elm", "Address", "2 High Street")
    step = typed("Properties", "ash", "Vacated", date(2021, 12, 1))
    title = typed("Milestones", "told", "Title", "Partners are written to")
    earliest = typed("Milestones", "told", "Earliest", date(2021, 9, 1))
    answer = workbook.comes_back(*ACCEPT)
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "4 cells changed that cannot be taken over:",
        (
            f'  {title}, told, Title: from "Partners are told" to "Partners are written to"; '
            "a sheet changes no title: type it in the plan, plan.yaml:28"
        ),
        (
            f'  {earliest}, told, Earliest: from "2021-09-17" to "2021-09-01"; it is worked out '
            "from the plan, and follows when that is changed"
        ),
        (
            f'  {address}, elm, Address: from "1 High Street" to "2 High Street"; a register says '
            "it: type it there, plan.yaml:18"
        ),
        (
            f"  {step}, ash.vacated, Vacated: from no day to 1 December 2021; nothing in the plan "
            "is called that"
        ),
    ]


def test_two_sheets_that_disagree_are_named_and_nothing_is_recorded(
    workbook: Workbook, redesign: Path
) -> None:
    here = workbook.types("Milestones", "elm.vacated", "Day", date(2021, 12, 7))
    there = workbook.types("Properties", "elm", "Vacated", date(2021, 12, 8))
    other = workbook.types("Milestones", "told", "Day", date(2021, 9, 21))
    assert workbook.outcomes() == {here: "said twice", there: "said twice", other: "moved"}
    answer = workbook.comes_back(*ACCEPT)
    assert (answer.code, journal(redesign)) == (1, [])
    assert f"but {there} says 8 December 2021" in answer.out
    assert workbook.comes_back(*ACCEPT, "--partly").code == 0
    assert journal(redesign) == [("moved", "told", "2021-09-21", "")]


def test_two_sheets_that_agree_are_recorded_once(workbook: Workbook, redesign: Path) -> None:
    for sheet, row, heading in (
        ("Milestones", "elm.vacated", "Day"),
        ("Properties", "elm", "Vacated"),
    ):
        workbook.types(sheet, row, heading, date(2021, 12, 9))
    assert workbook.comes_back(*ACCEPT).code == 0
    assert journal(redesign) == [("moved", "elm.vacated", "2021-12-09", "")]


def test_an_acceptance_without_evidence_is_refused_as_the_command_refuses_it(
    workbook: Workbook, redesign: Path
) -> None:
    workbook.types("Properties", "oak", "Accepted, done on", date(2021, 9, 17))
    answer = workbook.comes_back(*ACCEPT)
    assert (answer.code, journal(redesign)) == (1, [])
    assert "it is a gate: type in Evidence who has seen what" in answer.out


def test_a_plan_that_moved_on_is_told_from_a_cell_that_somebody_changed(
    eh: Eh, workbook: Workbook
) -> None:
    """Of a milestone, of an extension, and of what only a register says."""
    on = ("-p", "redesign", "--reason", "asked", "--force")
    assert eh("milestone", "move", "elm.vacated", "2021-12-09", *on).code == 0
    assert eh("property", "extend", "elm", "nursery", "--to", "2021-12-01", *on).code == 0
    assert workbook.comes_back().out == "no cell was changed\n"
    vacated = workbook.types("Properties", "elm", "Vacated", date(2021, 12, 8))
    until = workbook.types("Occupations", "elm.nursery", "Extended to", date(2021, 12, 2))
    assert workbook.outcomes() == {vacated: "changed since", until: "changed since"}
    out = workbook.comes_back().out
    assert "but the plan has meanwhile 9 December 2021" in out
    assert "it was no day and is now 2 December 2021, but the plan has meanwhile 1 Dec" in out


def test_an_address_that_was_then_typed_in_the_plan_is_no_change(
    workbook: Workbook, redesign: Path
) -> None:
    workbook.types("Properties", "elm", "Address", "2 High Street")
    plan = redesign / "plan.yaml"
    plan.write_text(PLAN.replace("1 High Street", "2 High Street"), encoding="utf-8")
    assert workbook.comes_back().out == "no cell was changed\n"
