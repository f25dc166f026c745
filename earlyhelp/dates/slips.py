"""How far does something slip, and which date does its date become?"""

from __future__ import annotations

import re
from typing import Final

from earlyhelp.dates import days
from earlyhelp.dates.calendar import WorkingCalendar
from earlyhelp.dates.expressions import DateExpression, Precision
from earlyhelp.dates.lags import Lag, Unit
from earlyhelp.errors import BareLagError, NotALagError

_SHORT: Final = re.compile(r"([0-9]{1,12}) *(wd|w|m|d)\Z")
_UNITS: Final = {"wd": Unit.WORKING_DAYS, "w": Unit.WEEKS, "m": Unit.MONTHS}
_FRIDAY: Final = 4


def slip(text: str) -> Lag:
    """Read ``5wd``, ``2w``, ``1m``, or a lag as plans have it, ``10 calendar days``.

    Raises :class:`NotALagError`, and for days that do not say which :class:`BareLagError`.
    """
    text = " ".join(text.split())
    match = _SHORT.match(text)
    if match is None:
        if text.startswith("-"):
            raise NotALagError(f'"{days.shortened(text)}" is no slip: to slip is to be later')
        return Lag.parse(text)
    count, unit = match.group(1), _UNITS.get(match.group(2))
    if unit is None:
        calendar = "calendar day" if count == "1" else "calendar days"
        raise BareLagError(
            f'"{text}" does not say which days: write "{count}wd" for working days, '
            f'or "{count} {calendar}"'
        )
    return Lag.parse(f"{count} {unit.value}")


def slipped(when: DateExpression, by: Lag, calendar: WorkingCalendar) -> DateExpression:
    """The date that lies `by` after a date, as precise as that is.

    A week that slips by weeks is a week, and a month by months is one. Of anything else that
    is less precise than a day, both ends slip. The end of a month says only how late, so it
    slips by months alone: :class:`NotALagError`. Raises :class:`DayOutOfRangeError`.
    """
    if by.count == 0 and by.unit is not Unit.CLEAR_DAYS and by.unit is not Unit.CLEAR_WORKING_DAYS:
        return when
    first = by.later(when.first, calendar)
    if when.is_exact:
        return DateExpression.of(first)
    month = f"{first.year}-{first.month:02d}"
    if when.is_deadline:
        if by.unit is Unit.MONTHS:
            return DateExpression.parse(f"end of {month}")
        raise NotALagError(f"{when.in_a_sentence()} can slip by months, and not by {by}")
    if when.precision is Precision.MONTH and by.unit is Unit.MONTHS:
        return DateExpression.parse(month)
    last = by.later(when.last, calendar)
    if first == last:
        return DateExpression.of(first)
    if first.weekday() == 0 and (last - first).days == _FRIDAY:
        return DateExpression.parse(f"week of {first.isoformat()}")
    return DateExpression.parse(f"{first.isoformat()} to {last.isoformat()}")
