"""What day does a sum of a rule come to, forwards and backwards?

A sum can have several lags, one after the other, and count clear days as the council does.
"""

from __future__ import annotations

from functools import lru_cache

from earlyhelp.dates import Lag, Unit, WorkingCalendar, days
from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.dates.lags import Steps
from earlyhelp.model import Plan
from earlyhelp.model.rules import Part


def lags_of(part: Part, plan: Plan) -> tuple[Lag, ...] | None:
    """The lags of a sum; ``None`` where one is a setting that the plan does not have."""
    known = least_lags_of(part, plan)
    return known if len(known) == len(part.lags) else None


def least_lags_of(part: Part, plan: Plan) -> tuple[Lag, ...]:
    """The lags that are known: what a sum comes to at least, as no lag goes backwards."""
    read = [plan.settings.call_in if isinstance(lag, str) else lag for lag in part.lags]
    return tuple(lag for lag in read if lag is not None)


def is_of_section_243(lag: Lag, plan: Plan) -> bool:
    """Whether a lag is counted in another calendar than the plan's: that of section 243."""
    return lag.unit is Unit.CLEAR_WORKING_DAYS and plan.settings.clear_days_basis == "s243"


def in_words(lag: Lag, plan: Plan) -> str:
    """A lag as a sum says it, so that a reader can count the same."""
    return f"{lag.count} clear days of section 243" if is_of_section_243(lag, plan) else str(lag)


def later(lags: tuple[Lag, ...], day: int, plan: Plan) -> int | None:
    """The day number that the sum comes to; ``None`` where it leaves 1970 to 2099."""
    for steps in _steps(lags, plan):
        if not days.FIRST <= day <= days.LAST:
            return None
        day = steps.later(day)
    return day if days.FIRST <= day <= days.LAST else None


def latest_from(lags: tuple[Lag, ...], day: int, plan: Plan) -> int | None:
    """The last day number from which the sum comes to no more than `day`."""
    for steps in reversed(_steps(lags, plan)):
        if not days.FIRST <= day <= days.LAST:
            return None
        day = steps.latest_from(day)
    return day if days.FIRST <= day <= days.LAST else None


def earliest_from(lags: tuple[Lag, ...], day: int, plan: Plan) -> int | None:
    """The first day number from which the sum comes to no less than `day`."""
    for steps in reversed(_steps(lags, plan)):
        if not days.FIRST <= day <= days.LAST:
            return None
        day = steps.earliest_from(day)
    return day if days.FIRST <= day <= days.LAST else None


def _steps(lags: tuple[Lag, ...], plan: Plan) -> tuple[Steps, ...]:
    """What is counted, one after the other.

    Clear days of section 243 lie strictly between, and the day that they end on need not be
    one that counts: a meeting can be on the Thursday before Easter.
    """
    found: list[Steps] = []
    for lag in lags:
        if is_of_section_243(lag, plan):
            between = Lag(lag.count, Unit.WORKING_DAYS)
            found += [between.steps(_section_243(plan.nation)), Lag(1).steps(plan.calendar)]
        else:
            found.append(lag.steps(plan.calendar))
    return tuple(found)


@lru_cache(maxsize=len(NATIONS))
def _section_243(nation: str) -> WorkingCalendar:
    return WorkingCalendar(nation=nation, counts_as_section_243=True)
