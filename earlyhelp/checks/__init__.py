"""The questions that are asked of every plan, one module for each family of codes."""

from __future__ import annotations

from datetime import date

from earlyhelp.checks import days, feasibility, shape, tracking
from earlyhelp.checks.register import run
from earlyhelp.findings import Finding
from earlyhelp.memory import no_collection
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule, solve_plan

#: Every module of checks; importing one enrols its codes.
FAMILIES = (shape, feasibility, days, tracking)


def check_plan(plan: Plan, as_at: date | None = None) -> tuple[Schedule, tuple[Finding, ...]]:
    """Solve `plan` as at a day (its own by default) and ask it everything."""
    with no_collection():
        schedule = solve_plan(plan, as_at)
        return schedule, run(plan, schedule)
