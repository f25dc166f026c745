"""What does the page say of the programme's money?"""

from __future__ import annotations

from typing import Any, Final

from earlyhelp.model.budget import Budget
from earlyhelp.model.holding import exact_pounds
from earlyhelp.model.registers import NO_ROWS, BudgetLine
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.budget import beside, holding
from earlyhelp.outputs.text import clipped

_NOT_KNOWN: Final = "–"
_WORKED_OUT: Final = "*"


def money(schedule: Schedule) -> dict[str, Any] | None:
    """The budget, every total before its lines, and what waiting costs; ``None``: neither."""
    budget = Budget((schedule.plan.registers or NO_ROWS).budget)
    held = _holding(schedule)
    if not budget.lines and not held:
        return None
    return {
        "columns": [
            name if " " in name else f"{name} estimate"  # all others are of a year
            for name in budget.columns
        ],
        "rows": [
            {
                "title": clipped(line.title or line.id),
                "depth": min(depth, 3),
                "is_total": line.id in budget.parts,
                "cells": [_cell(budget, line, column) for column in budget.columns],
            }
            for depth, line in budget.in_order
        ],
        "holding": held,
    }


def _cell(budget: Budget, line: BudgetLine, column: str) -> str:
    amount = budget.amount(line, column)
    if amount is None:
        return _NOT_KNOWN
    mark = "" if budget.stated(line, column) is not None else _WORKED_OUT
    return f"{'−' if amount < 0 else ''}{exact_pounds(abs(amount))}{mark}"


def _holding(schedule: Schedule) -> str:
    """What it costs to hold the properties that are given up; empty where nobody says."""
    cost = holding(schedule)
    if cost is None:
        return ""
    return f"In no budget line: {' '.join(beside(cost))}"
