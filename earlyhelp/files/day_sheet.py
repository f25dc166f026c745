"""What do people say of the plan's days in a sheet that came back, row by row?

The sheet is one that `eh export` made: the first of a workbook, or a CSV file. Rows may be
sorted, filtered and left out, and columns moved; a cell that cannot be understood is said
with its row and column, and stops nothing but itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from earlyhelp.dates import DateExpression
from earlyhelp.dates.days import shortened
from earlyhelp.errors import UnreadableSheetError
from earlyhelp.files import tables
from earlyhelp.files.problems import did_you_mean
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes
from earlyhelp.files.values import Text
from earlyhelp.findings import Place
from earlyhelp.model import Plan
from earlyhelp.tracking import typed_days
from earlyhelp.tracking.typed_days import TypedRow

_NEEDED: Final = (
    typed_days.MILESTONE,
    typed_days.DAY,
    typed_days.DAY_THEN,
    typed_days.DONE,
    typed_days.DONE_THEN,
)


class ReadSheet(NamedTuple):
    """The rows of a sheet, and what could not be read of it."""

    rows: tuple[TypedRow, ...]
    problems: tuple[str, ...]  #: each with its row and column


def read_day_sheet(file: Path, plan: Plan) -> ReadSheet:
    """The rows about milestones of `plan`; raises :class:`UnreadableSheetError`."""
    data = regular_bytes(file, at_most=LARGEST_FILE, what="sheet", absent=UnreadableSheetError)
    if len(data) > LARGEST_FILE:
        raise UnreadableSheetError(
            f"{file} is longer than {LARGEST_FILE:,} bytes, the most that is read"
        )
    problems: list[str] = []
    try:
        rows = tuple(_rows(tables.records(data, file.name), file.name, plan, problems))
    except tables.TableError as error:
        raise UnreadableSheetError(f"{file}:{error.line}: {error}") from None
    if not rows and not problems:
        raise UnreadableSheetError(f"{file}: it has no rows: begin from `eh export`")
    return ReadSheet(rows, tuple(problems))


def _rows(
    records: Iterator[tables.Record], name: str, plan: Plan, problems: list[str]
) -> Iterator[TypedRow]:
    seen: dict[str, int] = {}
    for number, record in enumerate(records):
        missing = [heading for heading in _NEEDED if heading not in record.headings]
        if number == 0 and missing:
            named = ", ".join(f'"{heading}"' for heading in missing)
            raise tables.TableError(f"it has no column {named}: begin from `eh export`")
        place = Place(name, record.line, 1)
        if record.fault is not None:
            problems.append(f"{place}: {record.fault}")
            continue
        row = _row(record, place, plan, problems)
        if row is None:
            continue
        if row.milestone in seen:
            first = seen[row.milestone]
            problems.append(f"{place}: {row.milestone} is in row {first} too; that one counts")
            continue
        seen[row.milestone] = record.line
        yield row


def _row(record: tables.Record, place: Place, plan: Plan, problems: list[str]) -> TypedRow | None:
    cells = record.cells
    named = cells.get(typed_days.MILESTONE)
    if named is None or named.value not in plan:
        problems.append(f"{place}: {_unknown(named, plan)}")
        return None
    said: dict[str, DateExpression | None] = {}
    for heading in _NEEDED[1:]:
        cell = cells.get(heading)
        try:
            said[heading] = DateExpression.parse(cell.value) if cell else None
        except ValueError as error:
            at = Place(place.file, cell.line, cell.column) if cell else place
            problems.append(f"{at}: {error}")
            return None
    title = cells.get(typed_days.TITLE)
    return TypedRow(
        milestone=named.value,
        place=place,
        day=said[typed_days.DAY],
        day_then=said[typed_days.DAY_THEN],
        done=said[typed_days.DONE],
        done_then=said[typed_days.DONE_THEN],
        title=title.value if title else None,
    )


def _unknown(named: Text | None, plan: Plan) -> str:
    if named is None:
        return "the row names no milestone"
    meant = did_you_mean(named.value, [item.id for item in plan.milestones])
    return f'there is no milestone "{shortened(named.value)}" in the plan{meant}'
