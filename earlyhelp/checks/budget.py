"""Does the programme's budget add up?

EH821, EH822, EH823.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from earlyhelp.checks.properties import listed
from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.model.budget import Budget
from earlyhelp.model.holding import exact_pounds
from earlyhelp.model.registers import NO_ROWS, BudgetLine
from earlyhelp.network.schedule import Schedule


@check("EH821", "budget-does-not-add-up", Severity.ERROR)
def budget_does_not_add_up(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A total of the budget is not the sum of its lines.

    ## What it means
    Every line says under `part_of` which total it is counted in. Where all of them have a
    figure in a column, their sum is compared with the total's own, to the penny. Where all
    figures are whole thousands, and rounding each of them could explain the difference, it
    is a note and no error.

    ## Why it matters
    A committee that finds one wrong sum believes none of the others.

    ## What to do
    Correct the line or the total. Leave the total's cell empty to have it worked out.
    """
    for gap in _budget(plan).gaps():
        apart = gap.sum - gap.stated
        rounding = "; rounding to thousands can explain it" if gap.is_rounding else ""
        yield say(
            f"{_title(gap.total)}: {_column(gap.column)} is {exact_pounds(gap.stated)}, but its "
            f"{_lines(len(gap.parts))} to {exact_pounds(gap.sum)}, {_apart(apart)}{rounding}",
            place=gap.total.place,
            subjects=(gap.total.id,),
            severity=Severity.NOTE if gap.is_rounding else Severity.ERROR,
        )


@check("EH822", "variation-does-not-add-up", Severity.ERROR)
def variation_does_not_add_up(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A variation in the budget is not what is projected less what is planned.

    ## What it means
    A negative variation is money that will not be spent. Where a line has all three figures of
    a year, they are compared to the penny.

    ## Why it matters
    The variation is the figure that a committee asks about.

    ## What to do
    Correct the figure that is wrong. Leave the variation empty to have it worked out.
    """
    for line, column, stated, right in _budget(plan).variations():
        yield say(
            f"{_title(line)}: {_column(column)} is {exact_pounds(stated)}, but what is projected "
            f"less what is planned is {exact_pounds(right)}, {_apart(right - stated)}",
            place=line.place,
            subjects=(line.id,),
        )


@check("EH823", "budget-not-known", Severity.NOT_KNOWN)
def budget_not_known(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Whether a total of the budget adds up is not known, because a line has no figure.

    ## What it means
    An empty cell is not taken for nothing. `0` is nothing.

    ## What to do
    Fill in what is missing, or `0`.
    """
    for line, columns in _budget(plan).unknown():
        yield say(
            f"{_title(line)}: whether its lines add up is not known for "
            f"{listed([_column(column) for column in columns])}, where a line has no figure",
            place=line.place,
            subjects=(line.id,),
        )


def _budget(plan: Plan) -> Budget:
    return Budget((plan.registers or NO_ROWS).budget)


def _title(line: BudgetLine) -> str:
    return line.title or line.id


def _column(column: str) -> str:
    """A column as it is said: ``the original estimate``, ``planned spend in 2020/21``."""
    what, _, year = column.partition(" ")
    if not year:
        return f"the {what} estimate"
    return f"the variation in {year}" if what == "variation" else f"{what} spend in {year}"


def _lines(number: int) -> str:
    return "only line comes" if number == 1 else f"{number} lines come"


def _apart(difference: Decimal) -> str:
    """``£1,000 more``: how the second figure differs from the first."""
    return f"{exact_pounds(abs(difference))} {'more' if difference > 0 else 'less'}"
