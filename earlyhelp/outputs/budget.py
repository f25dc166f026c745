"""What does the finance table show, to people and to programs?

`eh budget show` and the reports ask here, so that both say the same of every figure.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

import attrs

from earlyhelp.checks.property_costs import held_after_handover
from earlyhelp.dates import words
from earlyhelp.model.budget import Budget
from earlyhelp.model.holding import about, cost_of_days, exact_pounds, pounds
from earlyhelp.model.registers import BudgetLine
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.rows import Audience, Plain, record
from earlyhelp.outputs.text import Paper, clipped
from earlyhelp.sheet_cells import one_line

#: How wide the table may be, and the names in it.
_WIDE, _NAME = 100, 30
_THOUSAND: Final = 1000
_WORKED_OUT: Final = "*"
#: Of a line, what says where it stands in the table.
_PLACE: Final = ("id", "title", "part_of")
#: What is said of a line besides its place in the table and its amounts.
_ABOUT: Final = ("source",)


@attrs.frozen(kw_only=True)
class Holding:
    """What the properties cost that are handed over; it is in no line of the budget."""

    properties: int  #: with a figure
    without: int  #: without one
    monthly: Decimal  #: pounds

    @property
    def daily(self) -> Decimal:
        """What each day of delay costs, in pounds, not rounded."""
        return cost_of_days(self.monthly, 1)


def holding(schedule: Schedule) -> Holding | None:
    """That cost; ``None`` where no property has a figure."""
    held = held_after_handover(schedule.plan, schedule)
    costs = [row.monthly_cost for row in held if row.monthly_cost is not None]
    if not costs:
        return None
    return Holding(
        properties=len(costs), without=len(held) - len(costs), monthly=sum(costs, Decimal(0))
    )


def are_thousands(budget: Budget) -> bool:
    """Whether every amount is whole thousands of pounds, and so is shown in thousands."""
    return not any(
        amount % _THOUSAND
        for line in budget.lines
        for column in budget.columns
        if (amount := budget.amount(line, column)) is not None
    )


def unit(*, in_thousands: bool) -> str:
    """What the figures of a table count."""
    return "thousands of pounds" if in_thousands else "pounds"


def wrong(budget: Budget) -> str:
    """How many figures are not what others come to, rounding apart."""
    number = sum(not gap.is_rounding for gap in budget.gaps()) + len([*budget.variations()])
    are = "is" if number == 1 else "are"
    return f"{words.count(number, 'figure')} {are} wrong" if number else "no figure is wrong"


def as_text(schedule: Schedule, budget: Budget, paper: Paper) -> Iterator[str]:
    """The table, and what stands beside it."""
    in_thousands = are_thousands(budget)
    yield paper.paint(clipped(one_line(schedule.plan.title)), "1")
    yield f"the budget, in {unit(in_thousands=in_thousands)}"
    for columns in _side_by_side(budget, in_thousands=in_thousands):
        yield ""
        yield from _table(budget, columns, paper, in_thousands=in_thousands)
    yield ""
    yield "– not known   * worked out: no figure of its own   (…) less than nothing"
    unknown = len([*budget.unknown()])
    totals = f", {words.count(unknown, 'total')} with a line that is not known" if unknown else ""
    yield from paper.folded(f"{wrong(budget)}{totals}; `eh plan check` says more", 2)
    cost = holding(schedule)
    if cost is None:
        return
    first, second = beside(cost)
    yield ""
    yield f"Not in the budget: {first}"
    yield second
    yield "`eh plan whatif --slip ID=5wd` says what one slip would cost."


def beside(cost: Holding) -> tuple[str, str]:
    """What holding costs, in a sentence of two lines."""
    held = f"{cost.properties} {'property' if cost.properties == 1 else 'properties'}"
    more = f" ({cost.without} more without a figure)" if cost.without else ""
    return (
        f"holding {held} after the handover costs {about(cost.monthly)} a month",
        f"and each day of delay about {pounds(cost.daily)}{more}.",
    )


def _side_by_side(budget: Budget, *, in_thousands: bool) -> Iterator[list[str]]:
    """The columns, as many at a time as fit beside the names."""
    columns: list[str] = []
    for column in budget.columns:
        widths = [_wide(budget, name, in_thousands=in_thousands) for name in (*columns, column)]
        if columns and _NAME + sum(widths) + len(widths) > _WIDE:
            yield columns
            columns = []
        columns.append(column)
    if columns:
        yield columns


def _wide(budget: Budget, column: str, *, in_thousands: bool) -> int:
    cells = [cell(budget, line, column, in_thousands=in_thousands) for line in budget.lines]
    return max(map(len, (*heading(column), *cells)))


def heading(column: str) -> tuple[str, str]:
    """The two words over a column: ``planned``, ``2020/21``."""
    what, _, year = column.partition(" ")
    return what, year or "estimate"


def cell(budget: Budget, line: BudgetLine, column: str, *, in_thousands: bool) -> str:
    """One figure of the table, with its mark; exact, to the penny."""
    amount = budget.amount(line, column)
    if amount is None:
        return "–"
    shown = amount / _THOUSAND if in_thousands else amount
    text = exact_pounds(abs(shown)).removeprefix("£")
    text = f"({text})" if amount < 0 else text
    return text if budget.stated(line, column) is not None else text + _WORKED_OUT


def _table(
    budget: Budget, columns: Sequence[str], paper: Paper, *, in_thousands: bool
) -> Iterator[str]:
    widths = [_wide(budget, column, in_thousands=in_thousands) for column in columns]

    def row(name: str, cells: Sequence[str]) -> str:
        held = (f"{cell:>{wide}}" for cell, wide in zip(cells, widths, strict=True))
        return f"{name:{_NAME}} {' '.join(held)}".rstrip()

    for part in (0, 1):
        yield row("line" if part else "", [heading(column)[part] for column in columns])
    yield "-" * (_NAME + sum(widths) + len(widths))
    for depth, line in budget.in_order:
        indent = "  " * min(depth, 5)
        title = one_line(line.title or line.id)
        *others, last = textwrap.wrap(
            title, _NAME, initial_indent=indent, subsequent_indent=indent + "  "
        )
        cells = [cell(budget, line, column, in_thousands=in_thousands) for column in columns]
        yield from others
        shown = row(last, cells)
        yield paper.paint(shown, "1") if line.id in budget.parts else shown


def records(budget: Budget) -> list[dict[str, Any]]:
    """Every line for programs: amounts are texts, so that no program makes floats of them."""
    return [
        {
            **{name: says[name] for name in _PLACE},
            "amounts": {name: _exact(budget.amount(line, name)) for name in budget.columns},
            "worked_out": [
                name
                for name in budget.columns
                if budget.stated(line, name) is None and budget.amount(line, name) is not None
            ],
            **{name: says[name] for name in _ABOUT},
        }
        for line, says in ((line, record(line, Audience.SERVICE)) for _, line in budget.in_order)
    ]


def holding_record(schedule: Schedule) -> dict[str, Plain] | None:
    """What holding costs, for programs: a month exactly, and a day to the penny."""
    cost = holding(schedule)
    if cost is None:
        return None
    return {
        "properties": cost.properties,
        "without_a_figure": cost.without,
        "monthly": _exact(cost.monthly),
        "daily": str(cost.daily.quantize(Decimal("0.01"))),
    }


def sheet(budget: Budget) -> tuple[tuple[str, ...], list[dict[str, Plain]]]:
    """The columns and the lines for a spreadsheet; what is worked out is filled in."""
    columns = (*_PLACE, *budget.columns, *_ABOUT)
    lines = []
    for says in records(budget):
        amounts = {
            name: int(text) if text is not None and text.lstrip("-").isdigit() else text
            for name, text in says["amounts"].items()
        }
        lines.append({name: amounts[name] if name in amounts else says[name] for name in columns})
    return columns, lines


def _exact(amount: Decimal | None) -> str | None:
    """The amount as it is, without an exponent: ``1250``, ``-12.50``."""
    if amount is None:
        return None
    whole = amount == amount.to_integral_value()
    return f"{amount:.0f}" if whole else f"{amount:.2f}"
