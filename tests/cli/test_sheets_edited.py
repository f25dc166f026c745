"""A workbook comes back in which people did all that people do; nothing of it is passed over."""

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

openpyxl: Any = pytest.importorskip("openpyxl", exc_type=ImportError)

PLAN = """\
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {}
      vacated: {after: service_ended}
      handed_over: {after: vacated}
      accepted: {after: handed_over, evidence: required}
  leaving:
    for: each occupation where property.future is not retained
    steps: {out: {before: property.vacated}}
properties:
  - {id: elm, name: Elm Centre, address: 1 High Street, future: surplus, vacated: 2021-12-10, handed_over: 2021-12-13}
  - {id: oak, name: Oak Centre, future: surplus, vacated: 2021-12-01, handed_over: 2021-12-06}
  - {id: ash, name: Ash Centre, future: retained}
partners:
  - {id: nursery, name: Elm Nursery}
  - {id: club, name: Youth Club}
occupations:
  - {property: elm, partner: nursery, agreement: licence, out: 2021-12-08}
  - {property: oak, partner: club, extension: requested, extended_to: 2021-11-30}
milestones:
  told: {title: Partners are told, expected: 2021-09-20}
  offer.launch: {on: 2022-01-04}
"""


class Workbook:
    """A workbook that was exported, and what somebody does in it."""

    def __init__(self, eh: Eh, file: Path) -> None:
        """Open it."""
        self._eh = eh
        self.file = file
        self.book: Any = openpyxl.load_workbook(file)

    def cell(self, sheet: str, row: str, heading: str) -> Any:
        """The cell of a row, by its name and a heading."""
        tab = self.book[sheet]
        columns = {cell.value: cell.column for cell in tab[1]}
        names = [columns[name] for name in ("Milestone", "Property", "Partner") if name in columns]
        for at in range(2, tab.max_row + 1):
            if ".".join(str(tab.cell(at, name).value) for name in names) == row:
                return tab.cell(at, columns[heading])
        raise KeyError(row)

    def types(self, sheet: str, row: str, heading: str, value: object) -> str:
        """Somebody types a value; gives the cell's name."""
        cell = self.cell(sheet, row, heading)
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def comes_back(self, *more: str) -> Any:
        """It is saved and imported."""
        self.book.save(self.file)
        return self._eh("import", "xlsx", str(self.file), "-p", "redesign", *more)

    def said(self) -> Any:
        """What the import says of it to programs."""
        answer = self.comes_back("-f", "json")
        return json.loads(answer.out)

    def outcomes(self) -> dict[str, str]:
        """What becomes of each cell, by its name."""
        return {cell["cell"]: cell["outcome"] for cell in self.said()["cells"]}


@pytest.fixture
def redesign(tmp_path: Path) -> Path:
    """The folder of the plan above."""
    folder = tmp_path / "redesign"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def workbook(eh: Eh, redesign: Path) -> Workbook:
    file = redesign.parent / "plan.xlsx"
    assert eh("export", "xlsx", "-p", "redesign", "-o", str(file)).code == 0
    return Workbook(eh, file)


def journal(redesign: Path) -> list[tuple[str, ...]]:
    """What was recorded: action, subject, day, evidence."""
    file = redesign / "journal.csv"
    if not file.exists():
        return []
    lines = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
    return [(one["action"], one["subject"], one["day"], one["evidence"]) for one in lines]


ACCEPT = ("--accept", "--reason", "agreed", "--force")


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
