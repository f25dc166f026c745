"""Hypothesis strategies for days, lags, calendars and plans, for your own property tests.

Install with ``pip install "earlyhelp[testing]"``. A law about date constraints then reads
like this:

    from hypothesis import given
    from earlyhelp.testing import calendars, days, lags

    @given(lag=lags(), calendar=calendars(), start=days(), end=days())
    def test_latest_from_is_the_last_start_that_still_fits(lag, calendar, start, end):
        fits = lag.later(start, calendar) <= end
        assert fits == (start <= lag.latest_from(end, calendar))

:func:`kept_plans` draws the diary first and then links that it keeps, so nothing is thrown
away and a shrunk example is still true. :func:`broken_plans` adds lines that cannot hold.
:func:`every_schedule` tries them all, as the definition has it, and
:func:`as_yaml` writes any plan as the text of a ``plan.yaml``.
"""

from __future__ import annotations

from earlyhelp.testing.dates import (
    CALENDAR_UNITS,
    FIRST_DAY,
    LAST_DAY,
    calendars,
    date_expressions,
    days,
    lags,
)
from earlyhelp.testing.drafts import Diary
from earlyhelp.testing.folders import Folder, plan_folders, write_folder
from earlyhelp.testing.plans import broken_plans, circular_plans, kept_plans, small_plans
from earlyhelp.testing.schedules import every_schedule
from earlyhelp.testing.texts import DrawnPlan, as_yaml, plan_of

__all__ = [
    "CALENDAR_UNITS",
    "FIRST_DAY",
    "LAST_DAY",
    "Diary",
    "DrawnPlan",
    "Folder",
    "as_yaml",
    "broken_plans",
    "calendars",
    "circular_plans",
    "date_expressions",
    "days",
    "every_schedule",
    "kept_plans",
    "lags",
    "plan_folders",
    "plan_of",
    "small_plans",
    "write_folder",
]
