"""What stands in the sheets of a plan that came back from people, cell by cell?

A workbook has several, a CSV file one. Their rows may be sorted, filtered and left out, and
columns moved; what people wrote above the headings is passed over. What it all means is for
:mod:`earlyhelp.tracking.typed_cells` to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from earlyhelp.dates import words
from earlyhelp.dates.days import shortened
from earlyhelp.errors import UnreadableSheetError
from earlyhelp.files.registers import workbook_cells
from earlyhelp.files.registers.tables import TableError, csv_rows
from earlyhelp.files.registers.workbook_cells import Merged, Tab
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking.cell_meaning import Kind, TypedCell
from earlyhelp.tracking.sheets import AS_EXPORTED
from earlyhelp.tracking.typed_cells import At, TypedRow, TypedSheet

#: How many rows from the top the headings are looked for in.
_TOP: Final = 20
#: Merged cells that are named one by one; with more, nobody knows what a sheet says.
_MOST_MERGED: Final = 200
#: How a workbook begins, whatever it is called.
_ZIP: Final = b"PK\x03\x04"
_UNDER: Final = TypedCell("", Kind.MERGED)

_Rows = Sequence[tuple[int, dict[int, TypedCell]]]


class ReadSheets(NamedTuple):
    """The sheets of a file, and what could not be read of them."""

    sheets: tuple[TypedSheet, ...]
    problems: tuple[str, ...]  #: each with its place
    notes: tuple[str, ...]  #: sheets that are none of the plan


def read_sheets(file: Path) -> ReadSheets:
    """The sheets of a workbook or of a CSV file; raises :class:`UnreadableSheetError`."""
    data = regular_bytes(file, at_most=LARGEST_FILE, what="sheet", absent=UnreadableSheetError)
    return sheets_in(data, file)


def sheets_in(data: bytes, file: Path) -> ReadSheets:
    """The sheets that these bytes of `file` say; raises :class:`UnreadableSheetError`."""
    reading = _Reading(file.name)
    try:
        if file.suffix.lower() == ".xlsx" or data.startswith(_ZIP):
            tabs = workbook_cells.tabs(data, formulas=True)
            reading.comments(workbook_cells.comments(data))
        else:
            tabs = [Tab("", list(_csv_cells(data)), [])]
        for tab in tabs:
            reading.tab(tab)
    except workbook_cells.WorkbookError as error:
        raise UnreadableSheetError(f"{file}: {error}") from None
    except TableError as error:
        raise UnreadableSheetError(f"{file}:{error.line}: {error}") from None
    if not reading.sheets:
        raise UnreadableSheetError(
            f'{file}: it has no column "{AS_EXPORTED}", by which it is known what was changed: '
            "begin from `eh export`"
        )
    return ReadSheets(tuple(reading.sheets), tuple(reading.problems), tuple(reading.notes))


class _Reading:
    def __init__(self, file: str) -> None:
        self._file = file
        self.sheets: list[TypedSheet] = []
        self.problems: list[str] = []
        self.notes: list[str] = []

    def comments(self, number: int) -> None:
        """What people wrote beside cells, which no cell says."""
        if number:
            said = words.count(number, "comment")
            self.notes.append(f"{self._file}: {said} on cells: nothing becomes of that")

    def tab(self, tab: Tab) -> None:
        head = next((at for at, row in enumerate(tab.rows[:_TOP]) if _is_head(row[1])), None)
        if head is None:
            if tab.rows:
                self.notes.append(
                    f'the sheet "{shortened(tab.name)}" is none of the plan: not read'
                )
            return
        headings: dict[str, int] = {}
        line, cells = tab.rows[head]
        for column, cell in sorted(cells.items()):
            heading = one_line(cell.text)
            if heading in headings:
                at = At(self._file, tab.name or None, line, column)
                raise UnreadableSheetError(
                    f'{at}: the heading "{shortened(heading)}" is there twice'
                )
            headings[heading] = column
        made = TypedSheet(self._file, tab.name or None, headings, [])
        rows = tab.rows[head + 1 :]
        filled = Counter(column for _, cells in rows for column in cells)
        for column, number in sorted(filled.items()):
            if column in headings.values():
                continue
            at = At(self._file, tab.name or None, line, column)
            self.notes.append(
                f"{at.name}: the column has no heading: its cells ({number}) are not read"
            )
        under = self._under(made, tab.merged, line)
        by_column = {column: heading for heading, column in headings.items()}
        self.sheets.append(made._replace(rows=list(_typed(rows, by_column, under))))

    def _under(self, sheet: TypedSheet, merged: Iterable[Merged], head: int) -> list[Merged]:
        """The merged ranges that cover cells of rows, each named."""
        covering = [one for one in merged if one.last_row > head]
        if len(covering) > _MOST_MERGED:
            raise UnreadableSheetError(
                f"{self._file}: {len(covering):,} cells of {sheet.tab} were merged, so that what "
                "stood in its rows is lost: begin from a new `eh export`"
            )
        for one in covering:
            first = At(self._file, sheet.tab, one.first_row, one.first_column)
            last = At(self._file, None, one.last_row, one.last_column).name
            self.problems.append(
                f"{first}: the cells to {last} were merged, and what stood under the first is "
                "lost: copy it from a new `eh export`"
            )
        return covering


def _is_head(cells: dict[int, TypedCell]) -> bool:
    return any(one_line(cell.text) == AS_EXPORTED for cell in cells.values())


def _typed(rows: _Rows, headings: dict[int, str], merged: Sequence[Merged]) -> Iterator[TypedRow]:
    for line, cells in rows:
        held = {headings[at]: cell for at, cell in sorted(cells.items()) if at in headings}
        for one in merged:
            if one.first_row <= line <= one.last_row:
                for at, heading in headings.items():
                    is_first = (line, at) == (one.first_row, one.first_column)
                    if one.first_column <= at <= one.last_column and not is_first:
                        held[heading] = _UNDER
        exported = held.pop(AS_EXPORTED, TypedCell("")).text
        if held or exported:
            yield TypedRow(line, exported, held)


def _csv_cells(data: bytes) -> Iterator[tuple[int, dict[int, TypedCell]]]:
    for before, row in csv_rows(data, delimiter=_delimiter(data)):
        cells = {at: TypedCell(text.strip()) for at, text in enumerate(row, 1) if text.strip()}
        if cells:
            yield before + 1, cells


def _delimiter(data: bytes) -> str:
    """What stands between the cells: a spreadsheet may save a table with ``;`` or tabs."""
    heading = AS_EXPORTED.encode()
    found = re.search(rb'([,;\t])"?' + heading, data) or re.search(heading + rb'"?([,;\t])', data)
    return found.group(1).decode() if found else ","
