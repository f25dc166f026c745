"""How far apart two milestones must be: a number with its unit, and its exact inverses.

Every lag is a map f on days that never decreases, with three exact functions:
``later(a)`` = f(a), ``latest_from(b)`` = max{a : f(a) <= b} and ``earliest_from(b)`` =
min{a : f(a) >= b}. The two laws that tie them (``f(a) <= b`` exactly when ``a <=
latest_from(b)``, and its mirror) are what makes the network's answers exact.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from datetime import date
from operator import sub
from typing import Final

import attrs

from earlyhelp.dates import days
from earlyhelp.dates.calendar import WorkingCalendar
from earlyhelp.dates.days import BEFORE, BEYOND, FIRST, LAST
from earlyhelp.errors import BareLagError, NegativeLagError, NotALagError

#: The longest lag a plan may state, in its own unit.
LONGEST: Final = 10_000

DayMap = Callable[[int], int]


class Unit(enum.Enum):
    """What a lag counts."""

    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"
    WORKING_DAYS = "working days"
    CLEAR_DAYS = "clear days"
    CLEAR_WORKING_DAYS = "clear working days"

    @property
    def follows_working_days(self) -> bool:
        """Whether the unit skips weekends, bank holidays and closures."""
        return self in (Unit.WORKING_DAYS, Unit.CLEAR_WORKING_DAYS)


@attrs.frozen(kw_only=True)
class Steps:
    """A lag on one calendar, as three functions of day numbers.

    `shift` is the constant distance in calendar days where there is one, so that a
    caller in a hurry can add instead of calling. Results are clamped to ``BEFORE`` and
    ``BEYOND``; arguments lie inside the calendar.
    """

    later: DayMap
    latest_from: DayMap
    earliest_from: DayMap
    shift: int | None


@attrs.frozen(cache_hash=True)
class Lag:
    """A number of days, weeks or months, never negative."""

    count: int = attrs.field(validator=[attrs.validators.ge(0), attrs.validators.le(LONGEST)])
    unit: Unit = Unit.CALENDAR_DAYS

    def __str__(self) -> str:
        """The lag as people write it: ``12 weeks``, ``1 working day``."""
        return f"{self.count} {self.unit.value[:-1] if self.count == 1 else self.unit.value}"

    @classmethod
    def parse(cls, text: str) -> Lag:
        """Read ``10 working days``; :class:`NotALagError` says what else would do."""
        return _parse(text)

    def later(self, day: date, calendar: WorkingCalendar) -> date:
        """The day that lies this lag after `day`.

        Raises :class:`DayOutOfRangeError` where the answer lies past the calendar.
        """
        return days.day(self.steps(calendar).later(days.number(day)))

    def latest_from(self, day: date, calendar: WorkingCalendar) -> date:
        """The last day from which this lag still ends on or before `day`."""
        return days.day(self.steps(calendar).latest_from(days.number(day)))

    def earliest_from(self, day: date, calendar: WorkingCalendar) -> date:
        """The first day from which this lag ends on or after `day`."""
        return days.day(self.steps(calendar).earliest_from(days.number(day)))

    def fewest_days(self, calendar: WorkingCalendar) -> int:
        """As many calendar days as this lag spans at the least, wherever it begins.

        A bound that no place goes below; between bank holidays it is reached.
        """
        return _fewest_days(self, self.steps(calendar).shift)

    def most_days(self, calendar: WorkingCalendar) -> int:
        """As many calendar days as this lag spans at the most, wherever it begins.

        Exact but for months, where it may be a few days more.
        """
        known = ("most days", self)
        if known not in calendar.worked_out:
            calendar.worked_out[known] = _most_days(self, calendar)
        most: int = calendar.worked_out[known]
        return most

    def fewest_working_days(self, *, from_working_day: bool) -> int:
        """By how many more working days lie before its end than before its start, at the least.

        From a working day, or from any day.
        """
        if not self.unit.follows_working_days:
            return 0
        count = self.count + (self.unit is Unit.CLEAR_WORKING_DAYS)
        return count if from_working_day else max(count - 1, 0)

    def most_working_days(self) -> int:
        """How many working days the inverse of this lag goes back, at the most."""
        if self.unit.follows_working_days:
            return self.count + (self.unit is Unit.CLEAR_WORKING_DAYS)
        weeks, rest = divmod(_calendar_days(self), 7)
        return 5 * weeks + min(rest, 5)

    def steps(self, calendar: WorkingCalendar) -> Steps:
        """The lag's three functions of day numbers on `calendar`."""
        steps: Steps | None = calendar.worked_out.get(self)
        if steps is None:
            steps = calendar.worked_out[self] = _steps(self, calendar)
        return steps


def _steps(lag: Lag, calendar: WorkingCalendar) -> Steps:
    count = lag.count
    match lag.unit:
        case Unit.CALENDAR_DAYS:
            return _shifting(count)
        case Unit.WEEKS:
            return _shifting(7 * count)
        case Unit.CLEAR_DAYS:
            return _shifting(count + 1)
        case Unit.WORKING_DAYS:
            return _working(count, calendar) if count else _shifting(0)
        case Unit.CLEAR_WORKING_DAYS:
            return _working(count + 1, calendar)
        case Unit.MONTHS:
            return _months(count) if count else _shifting(0)


NO_LAG: Final = Lag(0)

_LAG = re.compile(r"([0-9]{1,12}) +([a-z]+(?: +[a-z]+){0,2})\Z")
_UNITS: Final = {name: unit for unit in Unit for name in (unit.value, unit.value[:-1])}
_NUMBERED = re.compile(r"-?[0-9]{1,12}\Z")
_NEARLY: Final = {
    "wd": Unit.WORKING_DAYS,
    "workdays": Unit.WORKING_DAYS,
    "workday": Unit.WORKING_DAYS,
    "business days": Unit.WORKING_DAYS,
    "business day": Unit.WORKING_DAYS,
    "w": Unit.WEEKS,
    "wk": Unit.WEEKS,
    "wks": Unit.WEEKS,
    "m": Unit.MONTHS,
    "mo": Unit.MONTHS,
}
_UNIT_LIST: Final = ", ".join(unit.value for unit in Unit)


def _parse(text: str) -> Lag:
    match = _LAG.match(text)
    if match is None:
        raise _not_a_lag(text)
    count, words = int(match.group(1)), " ".join(match.group(2).split())
    unit = _UNITS.get(words)
    if unit is None:
        if words in ("day", "days"):
            raise BareLagError(
                f'"{text}" does not say which days: write "{Lag(_capped(count))}" '
                f'or "{Lag(_capped(count), Unit.WORKING_DAYS)}"'
            )
        raise _not_a_lag(text)
    if count > LONGEST:
        raise NotALagError(f'"{text}" is too long: a lag is at most {LONGEST} {unit.value}')
    return Lag(count, unit)


def _capped(count: int) -> int:
    return min(count, LONGEST)


def _not_a_lag(text: str) -> NotALagError:
    shown = days.shortened(text)
    match = re.match(r"(-?[0-9]{1,12}) *([A-Za-z]*(?: [A-Za-z]+){0,2})\Z", text)
    if match is None:
        return NotALagError(f'"{shown}" is not a lag: write a number and one of {_UNIT_LIST}')
    count, words = int(match.group(1)), " ".join(match.group(2).lower().split())
    unit = _closest(words)
    meant = "" if unit is None else f'did you mean "{Lag(_capped(abs(count)), unit)}"?'
    if count < 0:
        refused = f'"{shown}" is not a lag: it cannot be negative'
        return NegativeLagError(refused, f"; {meant}" if meant else "")
    if not words:
        return NotALagError(f'"{shown}" has no unit: write one of {_UNIT_LIST} after the number')
    return NotALagError(f'"{shown}" is not a lag: {meant or f"the units are {_UNIT_LIST}"}')


def _closest(words: str) -> Unit | None:
    from difflib import get_close_matches  # only ever needed for a mistake

    known = _UNITS | _NEARLY
    near = get_close_matches(words, known, n=1, cutoff=0.75)
    return known[near[0]] if near else None


def _clamped(day: int) -> int:
    return BEYOND if day > LAST else day if day >= FIRST else BEFORE


def _shifting(shift: int) -> Steps:
    def forward(day: int) -> int:
        return _clamped(day + shift)

    def backward(day: int) -> int:
        return _clamped(day - shift)

    def no_earlier(day: int) -> int:
        return max(day - shift, FIRST)

    return Steps(later=forward, latest_from=backward, earliest_from=no_earlier, shift=shift)


def _working(count: int, calendar: WorkingCalendar) -> Steps:
    """`count` working days on: the count-th working day after a day, count at least 1.

    With c(a) working days up to and including a, f(a) is the working day of index
    c(a) + count - 1. So f(a) <= b exactly when c(a) <= c(b) - count, whose last a is
    the day before the working day of that index; and f(a) >= b exactly when
    c(a) >= c(b - 1) - count + 1, whose first a is the working day of index one less.
    """
    before, nth = calendar.before, calendar.nth
    total = len(nth)

    def later(day: int) -> int:
        index = before[day + 1] + count - 1
        return nth[index] if index < total else BEYOND

    def latest_from(day: int) -> int:
        index = before[day + 1] - count
        if index < 0:
            return BEFORE
        return nth[index] - 1

    def earliest_from(day: int) -> int:
        index = before[day] - count
        return nth[index] if index >= 0 else FIRST

    return Steps(later=later, latest_from=latest_from, earliest_from=earliest_from, shift=None)


def _months(count: int) -> Steps:
    """`count` months on: the corresponding day, or the month's last where there is none.

    The corresponding-date rule of *Dodds v Walker* [1981] 1 WLR 1027.
    """

    def moved(day: int, months: int) -> tuple[int, int, int]:
        start = days.day(day)
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        return year, month + 1, start.day

    def later(day: int) -> int:
        year, month, wanted = moved(day, count)
        if year > days.LAST_DATE.year:
            return BEYOND
        return days.number(date(year, month, min(wanted, days.length_of_month(year, month))))

    def latest_from(day: int) -> int:
        year, month, wanted = moved(day, -count)
        if year < days.FIRST_DATE.year:
            return BEFORE
        length = days.length_of_month(year, month)
        end = days.day(day)
        if end.day == days.length_of_month(end.year, end.month):
            return days.number(date(year, month, length))
        return days.number(date(year, month, min(wanted, length)))

    def earliest_from(day: int) -> int:
        year, month, wanted = moved(day, -count)
        if year < days.FIRST_DATE.year:
            return FIRST
        length = days.length_of_month(year, month)
        if wanted <= length:
            return days.number(date(year, month, wanted))
        return days.number(date(year, month, length)) + 1

    return Steps(later=later, latest_from=latest_from, earliest_from=earliest_from, shift=None)


def _calendar_days(lag: Lag) -> int:
    """How long a lag in calendar units is, in days; for months, at the most."""
    match lag.unit:
        case Unit.WEEKS:
            return 7 * lag.count
        case Unit.CLEAR_DAYS:
            return lag.count + 1
        case Unit.MONTHS:
            return lag.count * 366 // 12 + 4
        case _:
            return lag.count


def _fewest_days(lag: Lag, shift: int | None) -> int:
    if shift is not None:
        return shift
    if lag.unit is Unit.MONTHS:
        # February and the clamping of a month's last days are worth 4 days at most
        return max(28, lag.count * 365 // 12 - 4)
    count = lag.count + (lag.unit is Unit.CLEAR_WORKING_DAYS)
    return count + 2 * ((count - 1) // 5)  # from a Sunday, with weekends alone on the way


def _most_days(lag: Lag, calendar: WorkingCalendar) -> int:
    shift = lag.steps(calendar).shift
    if shift is not None:
        return shift
    if lag.unit is Unit.MONTHS:
        return _calendar_days(lag)
    nth = calendar.nth
    count = lag.count + (lag.unit is Unit.CLEAR_WORKING_DAYS)
    if count > len(nth):
        return BEYOND
    # furthest from the day it ends on is the working day so many before, or the first day
    spans: list[int] = [nth[count - 1], *map(sub, nth[count:], nth)]
    return max(spans)
