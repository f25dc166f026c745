"""Sheets come back sorted, moved, merged and with other things in them; nothing is passed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

from tests.cli.sheets.conftest import ACCEPT, Workbook

openpyxl: Any = pytest.importorskip("openpyxl", exc_type=ImportError)


def test_sorting_filtering_moving_and_renaming_change_nothing(workbook: Workbook) -> None:
    for tab in workbook.book:
        rows = [[cell.value for cell in row] for row in tab.iter_rows(min_row=2)]
        backwards = rows[::-1]
        head = [cell.value for cell in tab[1]]
        for at, line in enumerate([head, *backwards], 1):
            for column, value in enumerate(reversed(line), 1):
                tab.cell(at, column).value = value
        tab.row_dimensions[2].hidden = True
        tab.auto_filter.add_filter_column(0, ["elm"])
        tab.title = f"My {tab.title}"
    workbook.book.move_sheet(workbook.book.worksheets[0], 3)
    assert workbook.comes_back().out == "no cell was changed\n"


def test_a_title_above_the_headings_is_passed_over(workbook: Workbook) -> None:
    tab = workbook.book["Milestones"]
    tab.insert_rows(1, 2)
    tab["A1"] = "Our plan, as of today"
    assert workbook.comes_back().out == "no cell was changed\n"


def test_rows_and_columns_and_sheets_that_were_added_or_taken_away_are_said(
    workbook: Workbook,
) -> None:
    tab = workbook.book["Properties"]
    tab.delete_rows(4)
    last = tab.max_column
    tab.cell(1, last + 1).value = "Remarks"
    tab.cell(2, last + 1).value = "roof leaks"
    tab.cell(3, last + 2).value = "beside the table"
    tab.cell(4, 1).value = "beech"
    workbook.book.create_sheet("Mine")["A1"] = "notes of my own"
    answer = workbook.comes_back()
    assert answer.err.startswith("plan.xlsx:4:1 (Properties!A4): the row was added: ")
    letter, beside = (openpyxl.utils.get_column_letter(last + more) for more in (1, 2))
    assert answer.out.splitlines() == [
        "no other cell was changed",
        "besides:",
        f"  Properties!{beside}1: the column has no heading: its cells (1) are not read",
        '  the sheet "Mine" is none of the plan: not read',
        (
            f'  Properties: the column "Remarks" (Properties!{letter}1) is none of the plan: what '
            "stands in it (1) is not read"
        ),
        "  Properties: 1 row is left out (ash): nothing becomes of that",
    ]


def test_comments_that_people_put_on_cells_are_counted(
    workbook: Workbook, eh: Eh, by_libreoffice: Callable[..., Path]
) -> None:
    for row in ("told", "offer.launch"):
        cell = workbook.cell("Milestones", row, "Day")
        cell.comment = openpyxl.comments.Comment("can this be later?", "Assets Team")
    expected = (
        "no cell was changed\nbesides:\n  plan.xlsx: 2 comments on cells: nothing becomes of that\n"
    )
    assert workbook.comes_back().out == expected
    saved = by_libreoffice(workbook.file) / workbook.file.name
    assert eh("import", "xlsx", str(saved), "-p", "redesign").out == expected


def test_merged_cells_are_named_once_and_what_is_under_them_is_no_change(
    workbook: Workbook,
) -> None:
    tab = workbook.book["Milestones"]
    tab.merge_cells("E2:E4")
    answer = workbook.comes_back(*ACCEPT)
    assert answer.code == 1
    assert answer.err.startswith(
        "plan.xlsx:2:5 (Milestones!E2): the cells to E4 were merged, and what stood under the "
        "first is lost"
    )
    assert answer.out == "no other cell was changed\n"
    tab["E2"] = date(2026, 1, 5)  # the one that can be seen
    assert workbook.outcomes() == {"Milestones!E2": "moved"}


def test_a_sheet_of_which_most_cells_were_merged_is_refused(workbook: Workbook) -> None:
    tab = workbook.book["Milestones"]
    for line in range(2, 203):
        tab.merge_cells(f"A{line}:B{line}")
    answer = workbook.comes_back()
    assert answer.code == 2
    assert "201 cells of Milestones were merged" in answer.err


def test_a_heading_that_is_there_twice_is_refused_at_its_cell(workbook: Workbook) -> None:
    workbook.book["Milestones"]["B1"] = "Day"
    answer = workbook.comes_back()
    assert answer.code == 2
    assert 'plan.xlsx:1:5 (Milestones!E1): the heading "Day" is there twice' in answer.err


def test_a_workbook_is_one_whatever_it_is_called(eh: Eh, workbook: Workbook) -> None:
    other = workbook.file.rename(workbook.file.with_name("plan.xlsm"))
    assert eh("import", "xlsx", str(other), "-p", "redesign").out == "no cell was changed\n"
