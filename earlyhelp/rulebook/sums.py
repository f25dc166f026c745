"""What day does a sum of a rule come to, forwards and backwards?

A sum can have several lags, one after the other, and count clear days as the council does.
"""

from __future__ import annotations

import attrs

from earlyhelp.dates import Lag, Unit, WorkingCalendar, days
from earlyhelp.model import Plan
from earlyhelp.model.rules import Part


def lags_of(part: Part, plan: Plan) -> tuple[Lag, ...] | None:
    """The lags of a sum; ``None`` where one is a setting that the plan does not have."""
    read = [plan.settings.call_in if isinstance(lag, str) else lag for lag in part.lags]
    known = tuple(lag for lag in read if lag is not None)
    return known if len(known) == len(read) else None


def calendar_of(lag: Lag, plan: Plan) -> WorkingCalendar:
    """The calendar in which a lag is counted: clear days can be those of section 243."""
    if lag.unit is Unit.CLEAR_WORKING_DAYS and plan.settings.clear_days_basis == "s243":
        return attrs.evolve(plan.calendar, counts_as_section_243=True, closures=())
    return plan.calendar


def later(lags: tuple[Lag, ...], day: int, plan: Plan) -> int | None:
    """The day number that the sum comes to; ``None`` where it leaves 1970 to 2099."""
    for lag in lags:
        if not days.FIRST <= day <= days.LAST:
            return None
        day = lag.steps(calendar_of(lag, plan)).later(day)
    return day if days.FIRST <= day <= days.LAST else None


def latest_from(lags: tuple[Lag, ...], day: int, plan: Plan) -> int | None:
    """The last day number from which the sum comes to no more than `day`."""
    for lag in reversed(lags):
        if not days.FIRST <= day <= days.LAST:
            return None
        day = lag.steps(calendar_of(lag, plan)).latest_from(day)
    return day if days.FIRST <= day <= days.LAST else None


def earliest_from(lags: tuple[Lag, ...], day: int, plan: Plan) -> int | None:
    """The first day number from which the sum comes to no less than `day`."""
    for lag in reversed(lags):
        if not days.FIRST <= day <= days.LAST:
            return None
        day = lag.steps(calendar_of(lag, plan)).earliest_from(day)
    return day if days.FIRST <= day <= days.LAST else None
