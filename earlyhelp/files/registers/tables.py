"""What a table says, cell by cell: CSV, XLSX, or rows typed into the plan.

Every cell keeps its row and column. Nothing is guessed from the look of a text; only an
XLSX cell that is a day, and says so by its type, becomes one. Control characters count as
spaces: a name goes into messages and letters, and none of it may move a terminal.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from earlyhelp.files.values import Text
from earlyhelp.sheet_cells import original, without_controls

_BOM: Final = "\ufeff"
_EMPTY: Final = "it is empty: the first line has to name the columns"
#: Far above any register: a county has some hundred buildings, and some thousand open cases.
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
LONGEST_CELL: Final = 131_072  #: of a CSV file, in characters: Python's own limit


#: The plain constructor of a named tuple, without its keyword handling.
_new: Final = tuple.__new__


class TableError(Exception):
    """A table that cannot be read; with the line, from 1, where it stops making sense."""

    def __init__(self, reason: str, line: int = 1) -> None:
        """Keep both."""
        super().__init__(reason)
        self.line = line


class Record(NamedTuple):
    """One row: its cells by heading, with the empty ones left out."""

    cells: dict[str, Text]
    line: int  #: from 1
    headings: list[str]
    fault: str | None = None  #: why the row cannot be read


def cell(text: str, line: int, column: int) -> Text:
    """A text at a row and a column, both from 1."""
    return _new(Text, (text, line, column, False, None))


def records(data: bytes, name: str) -> Iterator[Record]:
    """The records of a file, CSV or XLSX by its name; raises :class:`TableError`."""
    if name.lower().endswith(".xlsx"):
        return _xlsx_records(data)
    return _records(csv_rows(data))


def _xlsx_records(data: bytes) -> Iterator[Record]:
    from earlyhelp.files.registers import workbook_cells
    from earlyhelp.tracking.cell_meaning import Kind

    try:
        tabs = workbook_cells.tabs(data, formulas=False, only_first=True)
    except workbook_cells.WorkbookError as error:
        raise TableError(str(error)) from None
    rows = tabs[0].rows if tabs else []
    if not rows or rows[0][0] != 1:
        raise TableError(_EMPTY)
    # what stands to the right of the last heading is beside the table, and none of it
    columns = range(1, max(rows[0][1]) + 1)
    unknown = next(
        (
            (number, at)
            for number, cells in rows
            for at in cells
            if at in columns and cells[at].kind is Kind.FORMULA
        ),
        None,
    )
    if unknown is not None:
        raise TableError(_no_result(*unknown), unknown[0])
    yield from _records(
        (number - 1, [cells[at].text if at in cells else "" for at in columns])
        for number, cells in rows
    )


def _no_result(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return (
        f"the formula in {get_column_letter(column)}{row} has no result, because no spreadsheet "
        "has worked it out yet: open the file in one and save it"
    )


def csv_rows(data: bytes, *, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the number of lines before it.

    Raises :class:`TableError` where it is not UTF-8, or no CSV.
    """
    try:
        text = data.decode().removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"byte 0x{data[error.start]:02X} is not UTF-8: save it again as CSV UTF-8"
        raise TableError(reason, line) from None
    lines = io.StringIO(without_controls(text), newline="")
    return _csv_rows(csv.reader(lines, strict=True, delimiter=delimiter))


def _csv_rows(reader: Any) -> Iterator[tuple[int, list[str]]]:
    line = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(_csv_fault(error), line + 1) from None
        yield line, [original(cell) for cell in row]
        line = reader.line_num


def _csv_fault(error: csv.Error) -> str:
    """Why a line is none, where Python's own words are about its parser."""
    if "field limit" in str(error):
        return (
            f"a cell has more than {LONGEST_CELL:,} characters, the most that are read: is a "
            "quotation mark never closed?"
        )
    if "unexpected end of data" in str(error):
        return "a quotation mark is opened here or further down, and never closed"
    return str(error)


def _records(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Record]:
    first = next(rows, None)
    if first is None:
        raise TableError(_EMPTY)
    line, names = first
    headings = [name.strip() for name in names]
    if len(headings) > MOST_COLUMNS:
        reason = f"it has {len(headings):,} columns, and at most {MOST_COLUMNS:,} are read"
        raise TableError(f"{reason}: leave out those that no register has", line + 1)
    for mark, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(headings) == 1 and mark in names[0]:
            raise TableError(f"its cells are separated by {called}: save it again with commas")
    twice = {name for name in headings if name and headings.count(name) > 1}
    if twice:
        raise TableError(f'the heading "{min(twice)}" is there twice', line + 1)
    number = 0
    for line, row in rows:
        if not any(row):
            continue
        number += 1
        if number > MOST_ROWS:
            reason = f"it has more than {MOST_ROWS:,} rows, the most that are read"
            raise TableError(f"{reason}: is it the right file?", line + 1)
        if len(row) < len(headings) or any(row[len(headings) :]):
            fault = f"the row has {len(row)} cells, and the first line {len(headings)} headings"
            yield Record({}, line + 1, headings, fault)
            continue
        cells = {
            name: cell(text, line + 1, column)
            for column, (name, text) in enumerate(zip(headings, row, strict=False), 1)
            if text
        }
        yield Record(cells, line + 1, headings)
