"""How is a lag counted from many days at once, exactly as from each of them?

The rules are those of :mod:`earlyhelp.dates.lags`, and a law compares the two. Days are day
numbers in arrays; ``BEYOND`` stands for every day after the calendar, and stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from earlyhelp.dates import Lag, Unit, WorkingCalendar
from earlyhelp.dates.days import BEFORE, BEYOND, FIRST, LAST

#: Day numbers, or numbers of some unit: one for each trial, or one for all of them.
Days = npt.NDArray[np.int32]
#: Months since January 1970, or day numbers, as numpy counts both.
Long = npt.NDArray[np.int64]
#: What is so in which trial.
Flags = npt.NDArray[np.bool_]
#: How many calendar days one of a unit is, and how many come on top.
_SHIFTS: Final = {Unit.CALENDAR_DAYS: (1, 0), Unit.WEEKS: (7, 0), Unit.CLEAR_DAYS: (1, 1)}
#: What ends on a working day, if it is not none of them.
IN_WORKING_DAYS: Final = (Unit.WORKING_DAYS, Unit.CLEAR_WORKING_DAYS)


class Counting:
    """Lags on one calendar, as look-ups in tables of all its days."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Take the calendar's two tables over."""
        #: how many working days lie before each day, and how many up to it
        self._before: Days = np.array(calendar.before, dtype=np.int32)
        self._until: Days = np.append(self._before[1:], self._before[-1])
        #: which day the k-th working day is; the calendar's first, where none is left to count
        self._kth: Days = np.array([FIRST, *calendar.nth, BEYOND], dtype=np.int32)
        self._every: Days = np.arange(BEYOND + 1, dtype=np.int32)
        self._first_working: Days = self._kth.take(self._before + 1, mode="clip")
        self._last_working: Days = np.where(self._until, self._kth.take(self._until), BEFORE)
        self._last_working[BEYOND] = BEYOND
        self._months: dict[int, tuple[Days, Days, Days]] = {}
        self._first_days: dict[tuple[Lag, bool, bool], Days] = {}

    def later(self, unit: Unit, count: Days | int, day: Days) -> Days:
        """The day that lies so many of a unit after `day`; each may be one, or one a trial."""
        if unit in _SHIFTS:
            each, more = _SHIFTS[unit]
            return self.within(day + (each * count + more))
        if unit is Unit.MONTHS:
            return _months_later(count, day)
        place = self._until.take(day, mode="clip") + _working_days(unit, count)
        later: Days = np.maximum(self._kth.take(place, mode="clip"), day)  # none: the day itself
        return later

    def latest_from(self, unit: Unit, count: Days | int, day: Days) -> Days:
        """The last day from which so many of a unit still end on or before `day`."""
        if unit in _SHIFTS:
            each, more = _SHIFTS[unit]
            return _open(day, np.maximum(day - (each * count + more), BEFORE))
        if unit is Unit.MONTHS:
            return last_from(lambda start: _months_later(count, start), day)
        place = self._until.take(day, mode="clip") + 1 - _working_days(unit, count)
        return _open(day, np.minimum(self._kth.take(place, mode="clip") - 1, day))

    def after(self, lag: Lag, day: Days) -> Days:
        """``lag.later`` of each day."""
        if lag.unit is Unit.MONTHS:
            return self._by_months(lag.count)[0].take(day, mode="clip")
        return self.later(lag.unit, lag.count, day)

    def no_earlier(self, lag: Lag, day: Days) -> Days:
        """``lag.earliest_from`` of each day: the first from which the lag reaches it."""
        unit, count = lag.unit, lag.count
        first: Days
        if unit in _SHIFTS:
            each, more = _SHIFTS[unit]
            first = np.maximum(day - (each * count + more), FIRST)
        elif unit is Unit.MONTHS:
            first = self._by_months(count)[1].take(day, mode="clip")
        else:
            place = self._before.take(day, mode="clip") + 1 - _working_days(unit, count)
            first = np.minimum(self._kth.take(place, mode="clip"), day)
        return first

    def no_later(self, lag: Lag, day: Days) -> Days:
        """``lag.latest_from`` of each day: the last from which the lag does not pass it."""
        if lag.unit is Unit.MONTHS:
            return self._by_months(lag.count)[2].take(day, mode="clip")
        return self.latest_from(lag.unit, lag.count, day)

    def first_days(self, lag: Lag, *, is_most: bool, works: bool) -> Days:
        """A table of what a lag from every day asks for: `after`, or, `is_most`, `no_earlier`.

        Where `works`, the first working day from then on.
        """
        if (lag, is_most, works) not in self._first_days:
            table = (self.no_earlier if is_most else self.after)(lag, self._every)
            is_rounded = works and (lag.unit not in IN_WORKING_DAYS or not lag.count)
            self._first_days[lag, is_most, works] = self.on_or_after(table) if is_rounded else table
        return self._first_days[lag, is_most, works]

    @staticmethod
    def within(day: Days) -> Days:
        """The same days, with all that lie after the calendar as one."""
        kept: Days = np.minimum(day, BEYOND)
        return kept

    def on_or_after(self, day: Days) -> Days:
        """The first working day from each day on."""
        return self._first_working.take(day, mode="clip")

    def on_or_before(self, day: Days) -> Days:
        """The last working day up to each day; ``BEFORE`` where there is none."""
        return self._last_working.take(day, mode="clip")

    def _by_months(self, count: int) -> tuple[Days, Days, Days]:
        """So many months after every day, the first day that reaches it, the last not past it."""
        if count not in self._months:
            after = _months_later(count, self._every)
            # from how many days, which are the first ones, they lead to each day or before it
            many = np.cumsum(np.bincount(after), dtype=np.int32)
            first = np.append(np.int32(FIRST), many[:-1])
            self._months[count] = after, first, _open(self._every, many - 1)
        return self._months[count]


def _working_days(unit: Unit, count: Days | int) -> Days | int:
    return count + 1 if unit is Unit.CLEAR_WORKING_DAYS else count


def _open(day: Days, moved: Days) -> Days:
    """What nothing limits stays without a limit."""
    if day.max() < BEYOND:
        return moved
    return np.where(day >= BEYOND, BEYOND, moved).astype(np.int32, copy=False)


def last_from(later: Callable[[Days], Days], day: Days) -> Days:
    """The last day from which `later`, which never leads back, still ends on or before `day`.

    By halving what is left; ``BEFORE`` where even the calendar's first day is too late.
    """
    low, high = np.full_like(day, BEFORE), np.minimum(day, LAST)
    while np.any(low < high):
        middle = (low + high + 1) // 2
        fits = (later(middle) <= day) & (middle > low)
        low, high = np.where(fits, middle, low), np.where(fits, high, np.maximum(middle - 1, low))
    return np.where(day >= BEYOND, BEYOND, low).astype(np.int32, copy=False)


def _months_later(count: Days | int, day: Days) -> Days:
    """The corresponding day of a later month, or that month's last."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    first = _first_of(month + count)
    length = _first_of(month + count + 1) - first
    moved = first + np.minimum(day - _first_of(month), length - 1)
    kept: Days = np.minimum(moved, BEYOND).astype(np.int32)
    return kept


def _first_of(month: Long) -> Long:
    """The day number of the first day of each month."""
    days: Long = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return days
