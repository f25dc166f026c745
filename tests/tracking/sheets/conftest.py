"""A sheet as it was made, and as it came back."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from earlyhelp.tracking.cell_meaning import TypedCell
from earlyhelp.tracking.sheets import Column, Says, Sheet, as_text
from earlyhelp.tracking.typed_cells import Comparison, TypedRow, TypedSheet, compared

COLUMNS = (
    Column(heading="Milestone", says=Says.ROW),
    Column(heading="Title", says=Says.PLAN),
    Column(heading="Day", says=Says.DAY),
    Column(heading="Done on", says=Says.DONE),
    Column(heading="Earliest"),
    Column(heading="Evidence", says=Says.EVIDENCE),
)
FIRST = date(2021, 9, 20)
#: Says what was typed in a cell, which is in the first row unless told otherwise.
Typed = dict[str, TypedCell]


def a_sheet(*lines: tuple[str | int | date | None, ...]) -> Sheet:
    whole = tuple((*line, None) for line in lines)
    return Sheet(name="Milestones", columns=COLUMNS, lines=whole)


TOLD = a_sheet(("told", "Partners are told", FIRST, None, FIRST))


def back(sheet: Sheet, tab: str = "Milestones") -> TypedSheet:
    """The sheet as it comes back from somebody who touched nothing."""
    headings = {column.heading: at for at, column in enumerate(sheet.columns, 1)}
    rows = [
        TypedRow(
            at,
            exported,
            {
                column.heading: TypedCell(as_text(value))
                for column, value in zip(sheet.columns, line, strict=True)
                if as_text(value)
            },
        )
        for at, (line, exported) in enumerate(zip(sheet.lines, sheet.exported(), strict=True), 2)
    ]
    return TypedSheet("plan.xlsx", tab, headings, rows)


def typed(sheet: TypedSheet, cells: Typed, at: int = 0) -> TypedSheet:
    rows = list(sheet.rows)
    rows[at] = rows[at]._replace(cells={**rows[at].cells, **cells})
    return sheet._replace(rows=rows)


def told(heading: str, cell: TypedCell, today: Sheet = TOLD) -> Comparison:
    """What is said once somebody has typed in a cell of the sheet `TOLD`."""
    return compared([today], [typed(back(TOLD), {heading: cell})])


def changes(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(one.row, one.column.heading, one.was, one.now) for one in found.changed]


DAYS = st.dates(FIRST, date(2021, 12, 31))
values = st.none() | st.text(max_size=12) | st.integers(-5, 9) | DAYS
lines = st.tuples(st.none() | st.text(max_size=8), st.none() | DAYS, st.none(), values)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    drawn = draw(st.lists(lines, min_size=1, max_size=5))
    return a_sheet(*((f"m{at}", *line) for at, line in enumerate(drawn)))
