"""How do the sheets of a plan become a workbook that people can filter, and change where they may?

What is worked out is protected (without a password: it is a guard against slips, no secret),
and what may be changed is coloured and says so when it is chosen. Colour always has its word
beside it. Nothing in it is a formula, and the same plan gives the same bytes.
"""

from __future__ import annotations

from copy import copy
from datetime import UTC, date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.extras import how_to_install
from earlyhelp.model.registers import Extension
from earlyhelp.outputs.zipped import ZIP_EPOCH, UndatedZip
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking.sheets import AS_EXPORTED, Column, Says, Sheet, Value, as_text
from earlyhelp.tracking.status import Rag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

#: As people read days; how a cell shows, not what it holds.
_DAY: Final = "ddd d mmm yyyy"
_HEAD, _OPEN, _EDGE = "FF1D3557", "FFFFF7D6", "FFBFC7D1"
#: Behind the word of how a milestone stands: pale enough for black text at 4.5 to 1.
_STANDS: Final = {
    Rag.RED: "FFF8C9C4",
    Rag.AMBER: "FFFFE0A3",
    Rag.GREEN: "FFCDEBD0",
    Rag.COMPLETE: "FFD5E3F5",
    Rag.NOT_KNOWN: "FFE3E3E3",
}
_PROMPTS: Final = {
    Says.EVIDENCE: "Who has seen what: a certificate, a receipt. It is recorded with the day that "
    "it was done on. Roles, no names",
    Says.EXTENSION: "agreed, once it is: it is recorded with the day in Extended to",
}
_DAY_PROMPT: Final = (
    "A day such as 20 December 2021, or less precise: week of 20 December 2021, end of January 2022"
)
_LONGEST_TITLE: Final = 32  #: characters of what a prompt is called; Excel refuses more
#: How wide, in characters, a column is whose texts may go on in the next line, and the hidden one.
_LONG, _MOST_WIDE = 30, 200
_LINE_HEIGHT: Final = 15  #: in points
_MOST_LINES: Final = 20  #: of a row


class NoSpreadsheetError(EnvironmentFailedError):
    """The package that writes workbooks, an extra, is not installed."""


def as_bytes(sheets: Sequence[Sheet], *, title: str, author: str) -> bytes:
    """The file of a workbook; raises :class:`NoSpreadsheetError` where openpyxl is not there."""
    try:
        from openpyxl import Workbook
        from openpyxl.writer.excel import ExcelWriter
    except ImportError:
        raise NoSpreadsheetError(
            f"a workbook needs openpyxl: {how_to_install('excel')}, or write it as csv"
        ) from None
    book = Workbook()
    book.remove(book.worksheets[0])
    about = book.properties
    about.title, about.creator, about.language = one_line(title)[:255], one_line(author), "en-GB"
    about.created = about.modified = datetime(*ZIP_EPOCH, tzinfo=UTC).replace(tzinfo=None)
    for sheet in sheets:
        _add(book, sheet)
    file = UndatedZip()
    ExcelWriter(book, file).save()  # what `book.save` does, which would ask the clock
    return file.as_bytes()


def _add(book: Workbook, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    made = book.create_sheet(sheet.name)
    kept = Column(heading=AS_EXPORTED, width=_MOST_WIDE)
    columns = (*sheet.columns, kept)
    _write_head(made, columns)
    looks: dict[_Look, Any] = {}
    for number, (line, was) in enumerate(zip(sheet.lines, sheet.exported(), strict=True)):
        for at, (column, value) in enumerate(zip(columns, (*line, was), strict=True)):
            is_open = column.may_change and (number, at) not in sheet.closed
            _write(made.cell(number + 2, at + 1), column, value, looks, is_open=is_open)
        if (needed := max(map(_lines_of, columns, (*line, None)))) > 1:
            made.row_dimensions[number + 2].height = _LINE_HEIGHT * needed
    last = get_column_letter(len(columns))
    names = sum(column.says is Says.ROW for column in sheet.columns)
    made.freeze_panes = f"{get_column_letter(max(names, 1) + 1)}2"
    made.auto_filter.ref = f"A1:{last}{len(sheet.lines) + 1}"
    _protect(made)
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        made.column_dimensions[letter].width = column.width
        says_nothing = column is kept or all(line[at - 1] is None for line in sheet.lines)
        made.column_dimensions[letter].hidden = says_nothing and not column.may_change
        if sheet.lines:
            _dress(made, column, f"{letter}2:{letter}{len(sheet.lines) + 1}")


def _protect(made: Worksheet) -> None:
    """A guard against slips, without a password, and how the sheet is printed."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    guard = made.protection
    guard.sheet = True
    guard.autoFilter = guard.sort = guard.formatColumns = guard.formatRows = False  # allowed
    made.print_title_rows = "1:1"
    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = made.PAPERSIZE_A3
    made.page_setup.fitToHeight = 0
    made.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("&A"),  # the sheet's name
        right=_HeaderFooterPart("Page &P of &N"),
    )
    margins = made.page_margins
    margins.left = margins.right = margins.top = 0.5  # inches
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_head(made: Worksheet, columns: Sequence[Column]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for at, column in enumerate(columns, 1):
        cell = made.cell(1, at, column.heading)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    made.row_dimensions[1].height = 2 * _LINE_HEIGHT


class _Look(NamedTuple):
    """What decides how a cell looks."""

    may_change: bool
    is_day: bool
    is_long: bool  #: a text that may need more than one line


def _is_long(column: Column) -> bool:
    """Whether its texts may go on in the next line."""
    return _LONG <= column.width < _MOST_WIDE and not column.is_day


def _lines_of(column: Column, value: Value) -> int:
    """How many lines a value needs, because not every program sees to it."""
    if not isinstance(value, str) or len(value) <= column.width or not _is_long(column):
        return 1
    return min(len(wrap(value, column.width)), _MOST_LINES)


def _write(
    cell: Any, column: Column, value: Value, looks: dict[_Look, Any], *, is_open: bool
) -> None:
    """Fill a cell; `looks` keeps how each kind looks, which openpyxl is slow to work out."""
    if isinstance(value, str):
        cell.value = as_text(value)
        cell.data_type = "s"  # a text, whatever it begins with
    else:
        cell.value = value
    look = _Look(is_open, isinstance(value, date) or column.is_day, _is_long(column))
    if look in looks:
        cell._style = copy(looks[look])  # noqa: SLF001 - ten times as fast as saying it again
    else:
        _dress_cell(cell, look)
        looks[look] = cell._style  # noqa: SLF001


def _dress_cell(cell: Any, look: _Look) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    cell.number_format = _DAY if look.is_day else "@" if look.may_change else "General"
    cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=look.is_long or None)
    if look.may_change:
        line = Side("thin", color=_EDGE)
        cell.protection = Protection(locked=False)
        cell.fill = PatternFill("solid", fgColor=_OPEN)
        cell.border = Border(left=line, right=line, top=line, bottom=line)


def _dress(made: Worksheet, column: Column, where: str) -> None:
    """Give a column what helps to read it or to fill it in."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    if column.is_state:
        for rag, colour in _STANDS.items():
            fill = PatternFill("solid", bgColor=colour)
            is_so = [f'"{rag.value}"']
            rule = CellIsRule(operator="equal", formula=is_so, fill=fill)  # type: ignore[no-untyped-call]
            made.conditional_formatting.add(where, rule)
    if column.may_change:
        asked = _asked(column)
        asked.promptTitle = column.heading[:_LONGEST_TITLE]
        asked.prompt = _PROMPTS.get(column.says, _DAY_PROMPT)
        asked.showInputMessage = asked.showErrorMessage = True
        asked.add(where)
        made.add_data_validation(asked)


def _asked(column: Column) -> DataValidation:
    """What may be typed in a column; anything else is asked about once more, and can stay."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.is_day:
        asked = DataValidation(
            type="date",
            operator="between",
            formula1="DATE(1970,1,1)",
            formula2="DATE(2099,12,31)",
            allow_blank=True,
            errorStyle="warning",  # a week or a month is no date to a spreadsheet
        )
        asked.errorTitle, asked.error = "Not a day", f"{_DAY_PROMPT}. Keep it as it is?"
    elif column.says is Says.EXTENSION:
        words = ",".join(word.value for word in Extension)
        asked = DataValidation(
            type="list", formula1=f'"{words}"', allow_blank=True, errorStyle="warning"
        )
        asked.errorTitle, asked.error = "Not a word for this", "Keep it as it is?"
    else:
        asked = DataValidation(allow_blank=True)
    return asked
