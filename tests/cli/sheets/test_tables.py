"""Sheets go and come back as tables, and through LibreOffice."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

from tests.cli.sheets.conftest import ACCEPT, Workbook, journal

openpyxl: Any = pytest.importorskip("openpyxl", exc_type=ImportError)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("08/09/2021", "if the day comes first, that is 2021-09-08"),
        (datetime(2021, 9, 8, 9, 30), "has a time"),  # noqa: DTZ001 - a cell has no zone
        (True, "is not a day"),
        ("=E3+1", "the cell has the formula =E3+1"),
        ("=1/0", "the cell has the formula =1/0"),
        ("Monday 8 September 2021", "8 September 2021 is a Wednesday"),
        (date(2025, 9, 21), "exactly four years and a day"),
    ],
)
def test_a_day_that_is_none_is_named_and_nothing_is_recorded(
    workbook: Workbook, redesign: Path, value: object, why: str
) -> None:
    workbook.types("Milestones", "told", "Day", value)
    cell = workbook.types("Milestones", "offer.launch", "Day", date(2022, 1, 5))
    answer = workbook.comes_back(*ACCEPT)
    assert (answer.code, journal(redesign)) == (1, [])
    told = workbook.cell("Milestones", "told", "Day").coordinate
    assert f"(Milestones!{told}): " in answer.err
    assert why in answer.err
    assert workbook.outcomes() == {cell: "moved"}


def test_a_number_is_a_day_only_where_the_cell_shows_it_as_one(workbook: Workbook) -> None:
    name = workbook.types("Milestones", "told", "Day", 44447)
    assert workbook.outcomes() == {name: "moved"}
    cell = workbook.cell("Milestones", "told", "Day")
    cell.number_format = "General"
    answer = workbook.comes_back()
    assert "44447 is a number: as a day of this workbook it is 2021-09-08; type that" in answer.err
    cell.value = 44459  # the day that stood there, without its look
    assert workbook.comes_back().out == "no cell was changed\n"


@pytest.mark.parametrize("value", ["8 September 2021 ", "Wed 8 Sep 2021", "\u00a02021-09-08"])
def test_a_day_in_words_and_with_spaces_around_it_is_a_day(workbook: Workbook, value: str) -> None:
    workbook.types("Milestones", "told", "Day", value)
    [cell] = workbook.said()["cells"]
    assert (cell["outcome"], cell["now"]) == ("moved", "2021-09-08")


def test_a_workbook_that_counts_days_from_1904_says_the_same_days(workbook: Workbook) -> None:
    workbook.book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    assert workbook.comes_back().out == "no cell was changed\n"


@pytest.mark.parametrize(
    ("sheet", "row", "heading"),
    [("Properties", "elm", "Name"), ("Milestones", "told", "Why")],
)
@pytest.mark.parametrize("value", ["=1+1", "#REF!", 7, None])
def test_whatever_stands_in_a_cell_that_is_not_taken_is_named(
    workbook: Workbook, sheet: str, row: str, heading: str, value: object
) -> None:
    name = workbook.types(sheet, row, heading, value)
    [cell] = workbook.said()["cells"]
    assert (cell["cell"], cell["now"], cell["taken"]) == (
        name,
        None if value is None else str(value),
        False,
    )


def test_what_is_typed_in_sheets_of_no_names_is_named_too(workbook: Workbook) -> None:
    tabs = [workbook.book[name] for name in ("Findings", "Calendar", "Notices due")]
    for tab in tabs:
        tab["B2"] = "typed"
    assert set(workbook.outcomes().items()) == {(f"{tab.title}!B2", "computed") for tab in tabs}


def test_cells_are_open_where_something_can_be_typed_and_only_there(workbook: Workbook) -> None:
    def is_open(*cell: str) -> bool:
        return not workbook.cell(*cell).protection.locked

    assert is_open("Properties", "elm", "Vacated")
    assert not is_open("Properties", "ash", "Vacated")
    assert not is_open("Properties", "elm", "Address")
    assert is_open("Occupations", "elm.nursery", "Extended to")
    asked = {
        one.promptTitle: one.type
        for one in workbook.book["Occupations"].data_validations.dataValidation
    }
    assert asked == {"Extension": "list", "Extended to": "date", "Out": "date"}
    evidence = workbook.cell("Milestones", "told", "Evidence")
    assert evidence.number_format == "@"  # `12/3` stays what it is


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "outcome"),
    [("properties", "elm", "Vacated", "moved"), ("occupations", "elm", "Extended to", "extended")],
)
def test_each_sheet_goes_and_comes_as_a_table_of_its_own(
    eh: Eh, redesign: Path, sheet: str, row: str, heading: str, outcome: str
) -> None:
    file = redesign.parent / f"{sheet}.csv"
    assert eh("export", "csv", "--sheet", sheet, "-p", "redesign", "-o", str(file)).code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith("\ufeffProperty,")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert eh("import", "csv", str(file), "-p", "redesign").out == "no cell was changed\n"
    [line] = [line for line in lines if line[0] == row]
    line[lines[0].index(heading)] = "2021-12-09"
    made = io.StringIO()
    csv.writer(made).writerows(lines)
    file.write_text(made.getvalue(), encoding="utf-8")
    said = json.loads(eh("import", "csv", str(file), "-p", "redesign", "-f", "json").out)
    assert [(cell["sheet"], cell["column"], cell["outcome"]) for cell in said["cells"]] == [
        (sheet.capitalize(), heading, outcome)
    ]


def test_a_table_that_excel_saved_with_its_own_days_says_the_same_days(
    eh: Eh, redesign: Path
) -> None:
    file = redesign.parent / "milestones.csv"
    assert eh("export", "csv", "-p", "redesign", "-o", str(file)).code == 0
    lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    for line in lines[1:]:
        for at, cell in enumerate(line[:-1]):
            with contextlib.suppress(ValueError):
                line[at] = f"{date.fromisoformat(cell):%d/%m/%Y}"

    def saved() -> Any:
        made = io.StringIO()
        csv.writer(made).writerows(lines)
        file.write_text(made.getvalue(), encoding="utf-8")
        return eh("import", "csv", str(file), "-p", "redesign", "-f", "json")

    answer = saved()
    assert (json.loads(answer.out)["cells"], answer.err) == ([], "")
    [told] = [line for line in lines if line[0] == "told"]
    told[lines[0].index("Day")] = "05/10/2021"
    [cell] = json.loads(saved().out)["cells"]
    assert (cell["outcome"], cell["now"]) == ("moved", "2021-10-05")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_may_be_saved_with_something_else_between_its_cells(
    eh: Eh, redesign: Path, delimiter: str
) -> None:
    file = redesign.parent / "sheet.csv"
    assert eh("export", "csv", "-p", "redesign", "-o", str(file)).code == 0
    lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    for order in (1, -1):  # columns may be moved
        made = io.StringIO()
        csv.writer(made, delimiter=delimiter).writerows(line[::order] for line in lines)
        file.write_text(made.getvalue(), encoding="utf-8")
        assert eh("import", "csv", str(file), "-p", "redesign").out == "no cell was changed\n"


@pytest.mark.parametrize("sheet", ["notices due", "findings", "calendar"])
def test_what_is_worked_out_goes_and_comes_as_a_table_too(
    eh: Eh, redesign: Path, sheet: str
) -> None:
    file = redesign.parent / "sheet.csv"
    assert eh("export", "csv", "--sheet", sheet, "-p", "redesign", "-o", str(file)).code == 0
    assert eh("import", "csv", str(file), "-p", "redesign").out == "no cell was changed\n"


@pytest.mark.parametrize("plan", ["early-help-2021", "early-help-2021-troubled"])
def test_a_workbook_that_libreoffice_saved_again_changes_nothing(
    eh: Eh, tmp_path: Path, by_libreoffice: Callable[..., Path], plan: str
) -> None:
    file = tmp_path / f"{plan}.xlsx"
    assert eh("export", "xlsx", "-p", plan, "-o", str(file)).code == 0
    assert eh("import", "xlsx", str(file), "-p", plan).out == "no cell was changed\n"
    saved = by_libreoffice(file) / file.name
    assert saved.read_bytes() != file.read_bytes()
    answer = eh("import", "xlsx", str(saved), "-p", plan)
    assert (answer.code, answer.out, answer.err) == (0, "no cell was changed\n", "")


def test_what_was_typed_is_still_found_after_libreoffice_saved_it(
    workbook: Workbook, eh: Eh, by_libreoffice: Callable[..., Path]
) -> None:
    workbook.types("Properties", "elm", "Vacated", date(2021, 12, 9))
    workbook.types("Milestones", "told", "Done on", date(2021, 9, 16))
    expected = workbook.said()["cells"]
    saved = by_libreoffice(workbook.file) / workbook.file.name
    said = json.loads(eh("import", "xlsx", str(saved), "-p", "redesign", "-f", "json").out)
    assert (said["cells"], said["problems"], said["notes"]) == (expected, [], [])
