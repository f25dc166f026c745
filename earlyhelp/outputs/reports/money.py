"""What does the programme cost, line by line and total by total, and what does a slip cost?

The figures are those of `eh budget show`, asked of the same module. Each total has a table of
its own that ends in it, so that whoever reads can add it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from earlyhelp.dates import words
from earlyhelp.model.budget import Budget
from earlyhelp.model.holding import about, exact_pounds
from earlyhelp.model.registers import NO_ROWS, BudgetLine
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import budget as figures
from earlyhelp.outputs.reports.pieces import Paragraph, Table, sentence
from earlyhelp.tracking.baselines import Variance
from earlyhelp.tracking.whatif import held_longer

NO_BUDGET: Final = "The plan has no budget."
#: How many columns of figures stand beside the names on a page.
_BESIDE: Final = 8
_MARKS: Final = '"–" is not known, "*" is worked out and "(…)" is less than nothing'
_LINES: Final = "The budget"


def money(schedule: Schedule, slipped: Sequence[Variance]) -> Iterator[Paragraph | Table]:
    """The finance table, what holding costs beside it, and what has slipped so far."""
    budget = Budget((schedule.plan.registers or NO_ROWS).budget)
    if budget.lines:
        yield from finance_table(budget)
    else:
        yield Paragraph(NO_BUDGET)
    cost = figures.holding(schedule)
    if cost is not None:
        beside = " ".join(figures.beside(cost))
        also = f"Not in the budget: {beside}" if budget.lines else sentence(beside)
        yield Paragraph(also)
        yield from _slips(schedule, slipped)


def outturn(budget: Budget) -> str | None:
    """What is projected against what is planned, of the one total in which all lines are.

    ``None`` where there is no such total, or a figure of every year is missing.
    """
    roots = [line for depth, line in budget.in_order if not depth]
    if len(roots) != 1:
        return None
    said = [_year(budget, roots[0], year) for year in budget.years]
    return "; ".join(one for one in said if one is not None) or None


def _year(budget: Budget, line: BudgetLine, year: str) -> str | None:
    projected, variation = (
        budget.amount(line, f"{what} {year}") for what in ("projected", "variation")
    )
    if projected is None or variation is None:
        return None
    more = "more" if variation > 0 else "less"
    apart = f"{exact_pounds(abs(variation))} {more} than" if variation else "as"
    return f"{exact_pounds(projected)} is projected for {year}, {apart} planned"


def finance_table(budget: Budget) -> Iterator[Paragraph | Table]:
    """What the budget comes to, whether it adds up, and then its tables."""
    in_thousands = figures.are_thousands(budget)
    said = outturn(budget)
    if said is not None:
        yield Paragraph(sentence(said))
    lines, totals = len(budget.lines) - len(budget.parts), len(budget.parts)
    counted = words.count(lines, "line")
    counted += f" and {words.count(totals, 'total')}" if totals else ""
    unknown = len([*budget.unknown()])
    has, adds = ("has", "it adds") if unknown == 1 else ("have", "they add")
    open_ones = (
        f" {words.count(unknown, 'total')} {has} a line without a figure, so that nobody can say "
        f"whether {adds} up."
        if unknown
        else ""
    )
    yield Paragraph(
        f"The budget has {counted}, in {figures.unit(in_thousands=in_thousands)}. "
        f"{sentence(figures.wrong(budget))}{open_ones} In the tables, {_MARKS}."
    )
    roots = tuple(line for depth, line in budget.in_order if not depth)
    if len(roots) > 1 or not budget.parts:
        yield from _tables(budget, _LINES, roots, None, in_thousands=in_thousands)
    for _, line in budget.in_order:
        if line.id in budget.parts:
            parts = budget.parts[line.id]
            yield from _tables(budget, _title(line), parts, line, in_thousands=in_thousands)


def _tables(
    budget: Budget,
    caption: str,
    lines: Sequence[BudgetLine],
    total: BudgetLine | None,
    *,
    in_thousands: bool,
) -> Iterator[Table]:
    """Some lines, and last what they come to; so many columns at a time as a page takes."""
    named = [(_title(line), line) for line in lines]
    named += [] if total is None else [("Total" if total.part_of is None else "Subtotal", total)]
    unit = figures.unit(in_thousands=in_thousands)
    for first in range(0, len(budget.columns), _BESIDE):
        columns = budget.columns[first : first + _BESIDE]
        yield Table(
            f"{caption}{', continued' if first else ''} (in {unit})",
            ("Line", *(" ".join(figures.heading(column)).capitalize() for column in columns)),
            tuple(
                (
                    name,
                    *(
                        figures.cell(budget, line, column, in_thousands=in_thousands)
                        for column in columns
                    ),
                )
                for name, line in named
            ),
            has_amounts=True,
        )


def _slips(schedule: Schedule, slipped: Sequence[Variance]) -> Iterator[Paragraph]:
    """What the handovers that have slipped cost, as far as they have a figure."""
    held = [*held_longer(schedule, {one.id: one.days or 0 for one in slipped})]
    if not held:
        return
    costs = [one.cost for one in held if one.cost is not None]
    later = (
        f"What has slipped puts off {words.count(len(held), 'handover')}, by "
        f"{words.count(sum(one.days for one in held), 'calendar day')} in all"
    )
    without = len(held) - len(costs)
    lacking = f"; for {without} of them no monthly cost is known" if costs and without else ""
    cost = (
        f"at {about(sum(costs, Decimal(0)))} in holding costs" if costs else "at a cost not known"
    )
    yield Paragraph(f"{later}, {cost}{lacking}.")


def _title(line: BudgetLine) -> str:
    return line.title or line.id
