"""What does one row of a budget say: its texts, and an amount for each column of a year?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from earlyhelp.dates.moves import Move
from earlyhelp.files import row_problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.registers.amounts import TOO_MUCH, pounds
from earlyhelp.files.registers.rows import RegisterRows
from earlyhelp.files.values import Value
from earlyhelp.findings import Finding, Place
from earlyhelp.model.registers import BudgetLine

#: A financial year from April to March, as councils write it: ``planned 2020/21``.
_OF_A_YEAR: Final = re.compile(r"(actual|planned|projected|variation) ([0-9]{4})/([0-9]{2})\Z")
#: An amount, negative with a minus or, as accountants have it, in brackets.
_SIGNED: Final = re.compile(r"(-|−|\()?([^()]*?)(\))?\Z")
#: How many digits follow the point at the most.
_PENCE: Final = 2


class BudgetRows(RegisterRows[BudgetLine]):
    """Reads the rows of a budget, which have columns of years besides those of every row."""

    def __init__(self, fields: Fields) -> None:
        """Note what is wrong through `fields`."""
        super().__init__(BudgetLine, fields, name="budget")

    def known(self) -> tuple[str, ...]:
        """Every column that a row may have, with one year for all."""
        years = (f"{what} 2020/21" for what in ("actual", "planned", "projected", "variation"))
        return (*super().known(), *years)

    def is_known(self, column: str) -> bool:
        """Whether a row may have this column."""
        return super().is_known(column) or _is_of_a_year(column)

    def row(self, cells: Iterable[tuple[str, Value]], place: Place) -> BudgetLine | None:
        """The line that these cells say; ``None`` once a problem was noted."""
        before = len(self._fields.found)
        said = list(cells)
        years = {
            column: amount
            for column, value in said
            if _is_of_a_year(column) and (amount := self._money(column, value)) is not None
        }
        rest = [(column, value) for column, value in said if not _is_of_a_year(column)]
        line = super().row(rest, place)
        if line is None or len(self._fields.found) > before:
            return None
        return attrs.evolve(line, years=years)

    def _money(self, column: str, value: Value) -> Decimal | None:
        """An amount, which in a budget can be negative."""
        text = self._fields.text(column, value)
        if text is None:
            return None
        amount = _signed(text.strip())
        if amount is not None and abs(amount) < TOO_MUCH:
            return amount
        what = "an amount in pounds, such as 1250, £1,250.00 or (1,250)"
        if amount is not None:
            what = f"an amount that is read: one is less than £{TOO_MUCH:,}"
        self._fields.note(row_problems.not_a_number(self._fields.place(value), text, what))
        return None


def _signed(text: str) -> Decimal | None:
    """The amount to the penny, which can be negative; ``None``: it is none."""
    match = _SIGNED.match(text)
    if match is None or (match[1] == "(") != (match[3] is not None):
        return None
    amount = pounds(match[2])
    if amount is None or len(match[2].partition(".")[2]) > _PENCE:
        return None
    return -amount if match[1] else amount


def _is_of_a_year(column: str) -> bool:
    match = _OF_A_YEAR.match(column)
    return match is not None and (int(match[2]) + 1) % 100 == int(match[3])


def moved(column: str, move: Move) -> str:
    """What a column is called in a plan that has moved: ``planned 2025/26``.

    One that is of no year stays. Raises :class:`~earlyhelp.errors.DayOutOfRangeError`.
    """
    if not _is_of_a_year(column):
        return column
    what, _, year = column.partition(" ")
    first = move.financial_year(int(year.partition("/")[0]))
    return f"{what} {first}/{(first + 1) % 100:02d}"


def circles(lines: Sequence[BudgetLine]) -> Iterator[Finding]:
    """Lines that would be counted in themselves, each circle once."""
    above = {line.id: line.part_of for line in lines}
    seen: set[str] = set()
    for line in lines:
        path = [line.id]
        while (then := above[path[-1]]) is not None and then not in path and then not in seen:
            path.append(then)
        if then is not None and then in path:
            circle = [*path[path.index(then) :], then]
            reason = f"{then} would be counted in itself: {' is part of '.join(circle)}"
            yield row_problems.not_a_register(line.place, f"row {line.place.line}", reason)
        seen.update(path)
