"""Does the programme's budget add up, and what do its totals come to?

Amounts are pounds and exact decimals; nothing is rounded. An empty cell is not known, and so is
every sum that it would be part of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.model.registers import BudgetLine

_ESTIMATES: Final = ("original", "latest")
#: The columns of a year, in the order of a finance table.
_OF_A_YEAR: Final = ("actual", "planned", "projected", "variation")
_THOUSAND: Final = Decimal(1000)


@attrs.frozen(kw_only=True)
class Gap:
    """A total that is not the sum of its parts, in one column."""

    total: BudgetLine
    column: str
    stated: Decimal
    parts: tuple[Decimal, ...]
    is_rounding: bool  #: all are whole thousands, and to round each of them explains it

    @property
    def sum(self) -> Decimal:
        """What the parts come to."""
        return sum(self.parts, Decimal(0))


@attrs.frozen
class Budget:
    """The lines of a budget, none of which is part of itself."""

    lines: Sequence[BudgetLine]

    @cached_property
    def parts(self) -> Mapping[str, tuple[BudgetLine, ...]]:
        """The lines that each total is made of."""
        found: dict[str, list[BudgetLine]] = {}
        for line in self.lines:
            if line.part_of is not None:
                found.setdefault(line.part_of, []).append(line)
        return {name: tuple(lines) for name, lines in found.items()}

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The financial years that any line says something of, in order: ``2020/21``."""
        return tuple(sorted({name.split()[1] for line in self.lines for name in line.years}))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns with any amount, in the order of a finance table.

        A variation is there wherever an amount is both planned and projected.
        """
        said = {name for line in self.lines for name in line.years}
        of_years = [f"{what} {year}" for year in self.years for what in _OF_A_YEAR]
        return (
            *(
                name
                for name in _ESTIMATES
                if any(getattr(line, name) is not None for line in self.lines)
            ),
            *(name for name in of_years if name in said or _follows(name, said)),
        )

    def stated(self, line: BudgetLine, column: str) -> Decimal | None:
        """What the budget says, if it does."""
        if column in _ESTIMATES:
            amount: Decimal | None = getattr(line, column)
            return amount
        return line.years.get(column)

    @cached_property
    def in_order(self) -> tuple[tuple[int, BudgetLine], ...]:
        """Every total and then its lines, with how many totals each is counted in."""
        found: list[tuple[int, BudgetLine]] = []
        waiting = [(0, line) for line in reversed(self.lines) if line.part_of is None]
        while waiting:
            depth, line = waiting.pop()
            found.append((depth, line))
            waiting += [(depth + 1, part) for part in reversed(self.parts.get(line.id, ()))]
        return tuple(found)

    def amount(self, line: BudgetLine, column: str) -> Decimal | None:
        """What the budget says, or else what follows from it; ``None``: not known."""
        return self._amounts.get((line.id, column))

    @cached_property
    def _amounts(self) -> Mapping[tuple[str, str], Decimal | None]:
        """Every amount: lines before the totals that they are part of, variations last."""
        found: dict[tuple[str, str], Decimal | None] = {}
        for _, line in reversed(self.in_order):
            for column in self.columns:
                amount = self.stated(line, column)
                if amount is None and column.startswith("variation"):
                    planned, projected = (found.get((line.id, name)) for name in _made_of(column))
                    if planned is not None and projected is not None:
                        amount = projected - planned
                if amount is None:
                    parts = self.parts.get(line.id, ())
                    amount = _total([found[part.id, column] for part in parts])
                found[line.id, column] = amount
        return found

    def gaps(self) -> Iterator[Gap]:
        """Every stated total whose parts are all known and come to something else."""
        for line in self.lines:
            parts = self.parts.get(line.id, ())
            for column in self.columns if parts else ():
                stated = self.stated(line, column)
                found = [self.amount(part, column) for part in parts]
                known = tuple(amount for amount in found if amount is not None)
                if stated is None or len(known) < len(found) or sum(known) == stated:
                    continue
                yield Gap(
                    total=line,
                    column=column,
                    stated=stated,
                    parts=known,
                    is_rounding=_is_rounding(stated, known),
                )

    def unknown(self) -> Iterator[tuple[BudgetLine, tuple[str, ...]]]:
        """Every total with the columns that cannot be added up, as a part has no figure there."""
        for line in self.lines:
            parts = self.parts.get(line.id, ())
            columns = tuple(
                column
                for column in self.columns
                if any(self.amount(part, column) is None for part in parts)
            )
            if columns:
                yield line, columns

    def variations(self) -> Iterator[tuple[BudgetLine, str, Decimal, Decimal]]:
        """Stated variations that are not what is projected less what is planned, with both."""
        for line in self.lines:
            for column, stated in line.years.items():
                if column.startswith("variation"):
                    planned, projected = (self.stated(line, name) for name in _made_of(column))
                    if planned is not None and projected is not None:
                        right = projected - planned
                        if right != stated:
                            yield line, column, stated, right


def _total(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """What they come to; ``None`` where one is not known, or there are none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def _follows(column: str, said: set[str]) -> bool:
    """Whether it is a variation that other columns say."""
    return column.startswith("variation") and said.issuperset(_made_of(column))


def _made_of(column: str) -> tuple[str, str]:
    """What a variation is the difference of: what is planned, and what is projected."""
    year = column.rpartition(" ")[2]
    return f"planned {year}", f"projected {year}"


def _is_rounding(stated: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether to round every one to the nearest thousand can make so much of a difference."""
    amounts = (stated, *parts)
    if any(amount % _THOUSAND for amount in amounts):
        return False
    return abs(sum(parts, Decimal(0)) - stated) <= len(amounts) * _THOUSAND / 2
