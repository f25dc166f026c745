"""How days are counted: days, lags, working calendars and dates less precise than a day."""

from __future__ import annotations

from earlyhelp.dates.calendar import Closure, WorkingCalendar
from earlyhelp.dates.expressions import DateExpression, Precision
from earlyhelp.dates.lags import NO_LAG, Lag, Unit

__all__ = [
    "NO_LAG",
    "Closure",
    "DateExpression",
    "Lag",
    "Precision",
    "Unit",
    "WorkingCalendar",
]
