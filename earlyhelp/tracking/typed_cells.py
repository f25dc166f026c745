"""Which cells of a sheet that came back did people change?

Of each cell three things are known: what it was when the sheet was made, what it is now, and
what the plan would put there today. One that is as it was, or already as the plan has it, is
no change, however it is written. Everything else is, and is named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from earlyhelp.dates import words
from earlyhelp.dates.days import shortened
from earlyhelp.errors import DayOutOfRangeError, NotADayError
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking.cell_meaning import (
    Dates,
    Kind,
    TypedCell,
    by_another_count,
    is_date,
    is_same_amount,
    no_text,
)
from earlyhelp.tracking.sheets import (
    AS_EXPORTED,
    Column,
    Exported,
    Says,
    Sheet,
    as_text,
    kept,
    row_name,
)

#: How many rows that are left out are named.
_NAMED: Final = 5


class At(NamedTuple):
    """Where a cell or a row is."""

    file: str
    tab: str | None  #: the sheet's name in the file; a table has none
    line: int  #: from 1
    column: int  #: from 1

    @property
    def name(self) -> str:
        """As a spreadsheet names it: ``Milestones!E14``."""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        name = f"{letters}{self.line}"
        return f"{self.tab}!{name}" if self.tab else name

    def __str__(self) -> str:
        """``plan.xlsx:14:5 (Milestones!E14)``."""
        return f"{self.file}:{self.line}:{self.column} ({self.name})"


class TypedRow(NamedTuple):
    """A row as it came back: ``exported`` is its cell of that column, empty if it has none."""

    line: int
    exported: str
    cells: Mapping[str, TypedCell]  #: by heading, without those that are empty


class TypedSheet(NamedTuple):
    """A sheet as it came back."""

    file: str
    tab: str | None
    headings: Mapping[str, int]  #: and their columns, from 1
    rows: Sequence[TypedRow]

    def at(self, line: int, heading: str | None = None) -> At:
        """The place of a cell, or of a row."""
        return At(self.file, self.tab, line, self.headings.get(heading or "", 1))


class Changed(NamedTuple):
    """A cell that says something else than it did."""

    sheet: str  #: as the plan calls it
    row: str  #: the name of its row; empty where rows have none
    column: Column
    at: At
    was: str  #: when the sheet was made; empty: nothing
    now: str
    plan: str  #: what the plan would put there today


class Comparison(NamedTuple):
    """What people changed; what could not be understood; and what else is different."""

    changed: tuple[Changed, ...]
    problems: tuple[str, ...]  #: each with its place
    notes: tuple[str, ...]  #: nothing becomes of these, and nothing is lost by them


class _Row(NamedTuple):
    sheet: Sheet
    typed: TypedSheet
    row: TypedRow
    exported: Exported


def compared(today: Iterable[Sheet], typed: Sequence[TypedSheet]) -> Comparison:
    """Every cell that was changed, in the order of the file; `today` is what an export has now."""
    comparing = _Comparing({sheet.name: sheet for sheet in today})
    comparing.read(typed)
    return Comparison(tuple(comparing.changed), tuple(comparing.problems), tuple(comparing.notes))


class _Comparing:
    def __init__(self, today: Mapping[str, Sheet]) -> None:
        self._today = today
        self._dates = Dates(None)
        self.changed: list[Changed] = []
        self.problems: list[str] = []
        self.notes: list[str] = []

    def read(self, typed: Sequence[TypedSheet]) -> None:
        rows = [row for sheet in typed for row in self._rows(sheet)]
        copies: dict[tuple[str, int], list[_Row]] = defaultdict(list)
        for row in rows:
            copies[row.sheet.name, row.exported.row].append(row)
        self._dates = Dates.of((row.row.cells, row.exported.was) for row in rows)
        for first, *more in copies.values():
            if self._are_equal(first, more):
                self._row(first)
        for sheet in typed:
            self._headings(sheet, [row for row in rows if row.typed is sheet])
        self._left_out(rows)

    def _rows(self, typed: TypedSheet) -> Iterator[_Row]:
        """The rows that say for themselves what they were, of this plan."""
        of_others: Counter[tuple[str, str]] = Counter()
        for row in typed.rows:
            if not row.exported:
                if any(cell.text for cell in row.cells.values()):
                    self.problems.append(f"{typed.at(row.line)}: {_ADDED}")
                continue
            try:
                exported = Exported.read(row.exported)
            except ValueError:
                self.problems.append(f"{typed.at(row.line)}: {_DAMAGED}")
                continue
            sheet = self._today.get(exported.sheet)
            if sheet is None:
                said = f'the row is of a sheet "{shortened(exported.sheet)}" that no plan has'
                self.problems.append(f"{typed.at(row.line)}: {said}")
            elif exported.plan != sheet.plan:
                of_others[exported.plan, sheet.plan] += 1
            else:
                yield _Row(sheet, typed, row, exported)
        for (other, plan), number in of_others.items():
            rows = words.count(number, "row")
            self.problems.append(
                f"{typed.tab or typed.file}: what stands in it ({rows}) is of the plan "
                f"{shortened(other)}, and this is {plan}: nothing of it is read"
            )

    def _are_equal(self, first: _Row, more: Sequence[_Row]) -> bool:
        """Whether all copies of a row say the same; those that do not are named."""
        others = [row for row in more if row.row.cells != first.row.cells]
        there = first.typed.at(first.row.line).name
        for row in others:
            said = f"the row is in {there} too, and says something else there: neither counts"
            self.problems.append(f"{row.typed.at(row.row.line)}: {said}")
        return not others

    def _row(self, row: _Row) -> None:
        sheet, exported = row.sheet, row.exported
        name = row_name(sheet, exported.was)
        for column in sheet.columns:
            if column.says is Says.ROW and column.heading in row.typed.headings:
                was = exported.was.get(column.heading, "")
                cell = row.row.cells.get(column.heading, _EMPTY)
                if kept(as_text(cell.text)) != was:
                    at = row.typed.at(row.row.line, column.heading)
                    self.problems.append(f"{at}: {_another_row(was, cell)}")
                    return
        plan = sheet.texts.get(name, {})
        for column in sheet.columns:
            if column.says is not Says.ROW and column.heading in row.typed.headings:
                self._cell(row, name, column, plan.get(column.heading, ""))

    def _cell(self, row: _Row, name: str, column: Column, plan: str) -> None:
        at = row.typed.at(row.row.line, column.heading)
        was = row.exported.was.get(column.heading, "")
        cell = row.row.cells.get(column.heading, _EMPTY)
        if cell.kind is Kind.MERGED:
            return  # said once, for all that lies under it
        now = as_text(cell.text)
        if kept(now) == was:
            return
        if kept(plan) == was:
            was = plan  # whole, for people
        try:
            if column.is_day or is_date(was):
                now = self._dates.meant(cell, now, was)
        except (NotADayError, DayOutOfRangeError) as error:
            if column.is_day:
                self.problems.append(f"{at}: {error}")
                return
        if now in (was, plan) or is_same_amount(now, was):
            return
        if column.may_change and not column.is_day and (said := no_text(cell)):
            self.problems.append(f"{at}: {said}")
        elif column.is_day and was and not is_date(was):
            self.problems.append(f"{at}: {_DAMAGED}")
        elif column.is_day and (said := by_another_count(now, was)):
            self.problems.append(f"{at}: {said}")
        else:
            self.changed.append(Changed(row.sheet.name, name, column, at, was, now, plan))

    def _headings(self, typed: TypedSheet, rows: Sequence[_Row]) -> None:
        """Columns that were added or taken away."""
        if not rows:
            return
        sheet, where = rows[0].sheet, typed.tab or typed.file
        filled = Counter(
            heading
            for row in rows
            for heading, cell in row.row.cells.items()
            if heading not in sheet.column
            and kept(as_text(cell.text)) != row.exported.was.get(heading, "")
        )
        for heading, number in filled.items():
            at = typed.at(1, heading)
            self.notes.append(
                f'{where}: the column "{shortened(heading)}" ({at.name}) is none of the plan: '
                f"what stands in it ({number}) is not read"
            )
        for column in sheet.columns:
            if column.heading not in typed.headings:
                said = f'{where}: there is no column "{column.heading}"'
                if column.may_change and filled:
                    self.problems.append(f"{said}; is it another that was called like that?")
                else:
                    self.notes.append(f"{said}: nothing becomes of that")

    def _left_out(self, rows: Sequence[_Row]) -> None:
        """Rows that a sheet had and has no more."""
        seen: dict[str, dict[int, _Row]] = defaultdict(dict)
        for row in rows:
            seen[row.sheet.name][row.exported.row] = row
        for name, there in seen.items():
            missing = max(row.exported.of for row in there.values()) - len(there)
            if missing > 0:
                sheet = self._today[name]
                names = {row_name(sheet, row.exported.was) for row in there.values()}
                rest = [row for row in sheet.texts if row not in names]
                which = f" ({', '.join(rest)})" if len(rest) == missing <= _NAMED else ""
                said = "row is" if missing == 1 else "rows are"
                self.notes.append(
                    f"{name}: {missing} {said} left out{which}: nothing becomes of that"
                )


_EMPTY: Final = TypedCell("")
_ADDED: Final = (
    "the row was added: what is new in a plan is typed in its files, and nothing of it is taken"
)
_DAMAGED: Final = (
    f'what the row was cannot be read, because its cell "{AS_EXPORTED}" was changed: '
    "copy the row from a new `eh export`"
)


def _another_row(was: str, cell: TypedCell) -> str:
    now = shortened(one_line(cell.text)) or "nothing"
    return (
        f"the row was {was} and is now {now}: an id is changed in the plan's files; if columns "
        "were sorted one by one, sort all of them together. Nothing of the row is taken"
    )
