"""What stands in the cells of a workbook's sheets, and of what kind is each?

Only cells that hold something are given, so a sheet that claims a million rows costs nothing.
What a workbook must not have (see :mod:`earlyhelp.files.registers.zipped`) is refused first.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from earlyhelp.extras import how_to_install
from earlyhelp.files.registers.zipped import UnsafeZipError, refuse_unsafe
from earlyhelp.sheet_cells import without_controls
from earlyhelp.tracking.cell_meaning import Kind, TypedCell

#: The last ones that a spreadsheet has.
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
MOST_SHEETS: Final = 200
#: How a file of Excel before 2007 begins, and a workbook that is encrypted.
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
#: The parts in which programs keep comments, and how one begins.
_COMMENTS: Final = re.compile(r"(^|/)comments?[0-9]*\.xml\Z")
_COMMENT: Final = re.compile(rb"<(?:[a-z]+:)?comment[ >]")
_FORMULA: Final = re.compile(rb"<(?:[a-z]+:)?f[ />]")


class WorkbookError(Exception):
    """A workbook that cannot be read; the message says why."""


class Merged(NamedTuple):
    """A range of cells that were made one; all ends from 1 and inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Tab(NamedTuple):
    """One sheet: its rows from the top, with the cells by their column, both from 1."""

    name: str
    rows: list[tuple[int, dict[int, TypedCell]]]
    merged: list[Merged]


def tabs(data: bytes, *, formulas: bool, only_first: bool = False) -> list[Tab]:
    """The sheets of a workbook in their order; raises :class:`WorkbookError`.

    With `formulas` a cell that has one is of that kind; without, it is what it last showed.
    One that has never shown anything is of that kind too: a program has written the workbook, and
    nobody has opened it in a spreadsheet.
    """
    try:
        import openpyxl  # an extra, and slow to import
    except ImportError:
        reason = f"it needs openpyxl: {how_to_install('excel')}, or save it as CSV UTF-8"
        raise WorkbookError(reason) from None
    if data.startswith(_OLE):
        reason = "it is an old .xls, or has a password: save it again as .xlsx without one"
        raise WorkbookError(reason)
    try:
        refuse_unsafe(data)
    except UnsafeZipError as error:
        raise WorkbookError(str(error)) from None
    try:
        # what openpyxl warns of is lost only where it writes, and nothing here is written
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            stream = io.BytesIO(data)
            book = openpyxl.load_workbook(
                stream, read_only=True, data_only=not formulas, keep_links=False
            )
            sheets = book.worksheets[: 1 if only_first else None]
            if len(sheets) > MOST_SHEETS:
                too_many = f"it has {len(sheets):,} sheets, and {MOST_SHEETS} at most are read"
                raise WorkbookError(too_many)  # noqa: TRY301 - whatever is raised here is sorted below
            return [_tab(sheet) for sheet in sheets]
    except WorkbookError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its parsers raise
        reason = "it is no workbook that can be read"
        raise WorkbookError(reason) from None


def comments(data: bytes) -> int:
    """How many comments people have put on cells, in a workbook that was read."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        held = [parts.read(name) for name in parts.namelist() if _COMMENTS.search(name)]
    return sum(len(_COMMENT.findall(part)) for part in held)


def _tab(sheet: Any) -> Tab:
    """A sheet by openpyxl's own parser, because its rows fill every gap with empty cells."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    with sheet._get_source() as source:  # noqa: SLF001 - the one way to the parser below
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        rows = list(_rows(parser, book.epoch))
    if book.data_only:
        with sheet._get_source() as source:  # noqa: SLF001
            rows = list(_with_unknown(rows, source.read()))
    merged = parser.merged_cells.mergeCell if parser.merged_cells is not None else []
    bounds = [one.bounds for one in merged]  # the column comes first
    return Tab(
        sheet.title, rows, [Merged(top, left, low, right) for left, top, right, low in bounds]
    )


def _with_unknown(
    rows: list[tuple[int, dict[int, TypedCell]]], data: bytes
) -> Iterator[tuple[int, dict[int, TypedCell]]]:
    """The rows with the formulas that have no result, which the parser passes over as empty."""
    if _FORMULA.search(data) is None:
        yield from rows
        return
    unknown: dict[int, dict[int, TypedCell]] = {}
    for row, column, formula in _unknown(data):
        unknown.setdefault(row, {})[column] = TypedCell(formula, Kind.FORMULA)
    held = dict(rows)
    for row in sorted(held.keys() | unknown.keys()):
        yield row, held.get(row, {}) | unknown.get(row, {})


def _unknown(data: bytes) -> Iterator[tuple[int, int, str]]:
    """The row and the column of each formula that has never shown anything, and its text."""
    from openpyxl.utils.cell import coordinate_to_tuple
    from openpyxl.xml.functions import iterparse

    for _, element in iterparse(io.BytesIO(data)):
        name = element.tag.rpartition("}")[2]
        if name == "c":
            parts = {part.tag.rpartition("}")[2]: part for part in element}
            at = element.get("r")
            value = parts["v"].text if "v" in parts else None
            # one that shows an empty text says that it is a text
            is_known = bool(value) or ("v" in parts and element.get("t") == "str")
            if "f" in parts and not is_known and at:
                yield (*coordinate_to_tuple(at), f"={parts['f'].text or ''}")
        elif name == "row":
            element.clear()


def _rows(parser: Any, epoch: datetime) -> Iterator[tuple[int, dict[int, TypedCell]]]:
    last = 0
    for number, cells in parser.parse():
        held = {
            cell["column"]: read
            for cell in cells
            if cell["value"] is not None
            and (read := _cell(cell["value"], cell["data_type"], epoch)).text
        }
        if not held:
            continue
        if number > LAST_ROW or max(held) > LAST_COLUMN:
            raise WorkbookError(
                f"it is no workbook that can be read: a cell lies beyond row {LAST_ROW:,} or "
                f"column {LAST_COLUMN:,}, the last that a spreadsheet has"
            )
        if number <= last:
            raise WorkbookError("it is no workbook that can be read: its rows are out of order")
        last = number
        yield number, held


def _cell(value: Any, data_type: str, epoch: datetime) -> TypedCell:
    """A cell as a plan would have it."""
    if data_type == "f":
        whole = value if isinstance(value, str) else getattr(value, "text", None)
        return TypedCell(whole or "=TABLE()", Kind.FORMULA)
    if data_type == "e":
        return TypedCell(str(value), Kind.ERROR)
    match value:
        case bool():
            return TypedCell("yes" if value else "no", Kind.BOOLEAN)
        case datetime():
            if value.time() == time():
                return TypedCell(value.date().isoformat(), Kind.DAY)
            return TypedCell(value.isoformat(" "), Kind.MOMENT)
        case date():
            return TypedCell(value.isoformat(), Kind.DAY)
        case time() | timedelta():
            return TypedCell(str(value), Kind.MOMENT)
        case int() | float():
            whole = int(value) if float(value).is_integer() else None
            text = str(value if whole is None else whole)
            return TypedCell(text, Kind.NUMBER, _as_day(whole, epoch))
        case _:
            return TypedCell(without_controls(str(value)).strip(), Kind.TEXT)


def _as_day(number: int | None, epoch: datetime) -> date | None:
    """The day of a serial number from 1970 to 2099; outside of that it means none."""
    try:
        day = (epoch + timedelta(days=number or 0)).date()
    except OverflowError:
        return None
    return day if number is not None and 1970 <= day.year <= 2099 else None
