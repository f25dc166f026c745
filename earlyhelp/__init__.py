"""Plan the redesign of an early help service: milestones, exact answers, proofs.

    >>> import earlyhelp
    >>> plan = earlyhelp.load("my-plan")
    >>> schedule = earlyhelp.solve(plan)
    >>> schedule.earliest["offer.launch"]
    datetime.date(2022, 1, 1)
    >>> earlyhelp.check(plan)
    (Finding(code='EH202', ...), ...)

Names are resolved when they are first used, so that ``import earlyhelp`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from earlyhelp.dates import Closure, DateExpression, Lag, Unit, WorkingCalendar
    from earlyhelp.errors import EarlyhelpError
    from earlyhelp.files.load import load
    from earlyhelp.findings import Finding, Fix, Place, Severity, Step
    from earlyhelp.model import Days, Link, LinkKind, Milestone, Plan, Stage, Stated
    from earlyhelp.network.schedule import Schedule

__version__ = "0.1.0"

_HOMES = {
    "Closure": "earlyhelp.dates",
    "DateExpression": "earlyhelp.dates",
    "Days": "earlyhelp.model",
    "EarlyhelpError": "earlyhelp.errors",
    "Finding": "earlyhelp.findings",
    "Fix": "earlyhelp.findings",
    "Lag": "earlyhelp.dates",
    "Link": "earlyhelp.model",
    "LinkKind": "earlyhelp.model",
    "Milestone": "earlyhelp.model",
    "Place": "earlyhelp.findings",
    "Plan": "earlyhelp.model",
    "Schedule": "earlyhelp.network.schedule",
    "Severity": "earlyhelp.findings",
    "Stage": "earlyhelp.model",
    "Stated": "earlyhelp.model",
    "Step": "earlyhelp.findings",
    "Unit": "earlyhelp.dates",
    "WorkingCalendar": "earlyhelp.dates",
    "load": "earlyhelp.files.load",
}

__all__ = [
    "Closure",
    "DateExpression",
    "Days",
    "EarlyhelpError",
    "Finding",
    "Fix",
    "Lag",
    "Link",
    "LinkKind",
    "Milestone",
    "Place",
    "Plan",
    "Schedule",
    "Severity",
    "Stage",
    "Stated",
    "Step",
    "Unit",
    "WorkingCalendar",
    "check",
    "load",
    "solve",
]


def solve(plan: Plan, *, as_at: date | None = None, rules_as_at: date | None = None) -> Schedule:
    """The exact earliest and latest day of every milestone of `plan`.

    `as_at` is the day before which nothing that is not done can happen: by default the
    plan's own, and no such day where the plan has none. `rules_as_at` is the day whose law
    holds for everything: by default each rule holds as on the day that it is about.
    """
    from earlyhelp.network.schedule import solve_plan

    if rules_as_at is not None:
        from earlyhelp.rulebook import applied

        plan = applied(plan, rules_as_at)
    return solve_plan(plan, as_at)


def check(
    plan: Plan, *, as_at: date | None = None, rules_as_at: date | None = None
) -> tuple[Finding, ...]:
    """Everything that there is to say about `plan`, in the order of its lines.

    Both days are those of :func:`solve`.
    """
    from earlyhelp.checks import check_plan

    return check_plan(plan, as_at, rules_as_at)[1]


def __getattr__(name: str) -> Any:
    """Import a public name from its home."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
