"""How is a lag counted from many days at once, exactly as from each of them?

The rules are those of :mod:`earlyhelp.dates.lags`, and a law compares the two. Days are day
numbers in arrays; ``BEYOND`` stands for every day after the calendar, and stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from earlyhelp.dates import Lag, Unit, WorkingCalendar
from earlyhelp.dates.days import BEFORE, BEYOND, LAST

#: Day numbers, or numbers of some unit: one for each trial, or one for all of them.
Days = npt.NDArray[np.int32]
#: What is so in which trial.
Flags = npt.NDArray[np.bool_]
#: How many calendar days one of a unit is, and how many come on top.
_SHIFTS: Final = {Unit.CALENDAR_DAYS: (1, 0), Unit.WEEKS: (7, 0), Unit.CLEAR_DAYS: (1, 1)}


class Counting:
    """Lags on one calendar, as look-ups in tables of all its days."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Take the calendar's two tables over."""
        self._before: Days = np.array(calendar.before, dtype=np.int32)
        self._nth: Days = np.array([*calendar.nth, BEYOND], dtype=np.int32)
        self._every: Days = np.arange(BEYOND + 1, dtype=np.int32)
        self._tables: dict[Lag, Days] = {}
        self._firsts: dict[Lag, Days] = {}
        self._lasts: dict[Lag, Days] = {}

    def later(self, unit: Unit, count: Days | int, day: Days) -> Days:
        """The day that lies so many of a unit after `day`; each may be one, or one a trial."""
        if unit in _SHIFTS:
            each, more = _SHIFTS[unit]
            return self.within(day + (each * count + more))
        if unit is Unit.MONTHS:
            return _months_later(count, day)
        count = count + 1 if unit is Unit.CLEAR_WORKING_DAYS else count
        place = self._before.take(day + 1, mode="clip") + (count - 1)
        moved = self._nth.take(place, mode="clip")
        return moved if np.all(count) else np.where(count, moved, day).astype(np.int32, copy=False)

    def latest_from(self, unit: Unit, count: Days | int, day: Days) -> Days:
        """The last day from which so many of a unit still end on or before `day`."""
        if unit in _SHIFTS:
            each, more = _SHIFTS[unit]
            return self._open(day, np.maximum(day - (each * count + more), BEFORE))
        if unit is Unit.MONTHS:
            return last_from(lambda start: _months_later(count, start), day)
        count = count + 1 if unit is Unit.CLEAR_WORKING_DAYS else count
        place = self._before.take(day + 1, mode="clip") - count
        moved = np.where(place < 0, BEFORE, self._nth.take(place, mode="clip") - 1)
        return self._open(day, np.where(count, moved, day).astype(np.int32))

    def after(self, lag: Lag, day: Days) -> Days:
        """``lag.later`` of each day."""
        return self._table(lag).take(day, mode="clip")

    def no_earlier(self, lag: Lag, day: Days) -> Days:
        """``lag.earliest_from`` of each day: the first from which the lag reaches it."""
        if lag not in self._firsts:
            first = np.searchsorted(self._table(lag), self._every, side="left")
            self._firsts[lag] = first.astype(np.int32)
        return self._firsts[lag].take(day, mode="clip")

    def no_later(self, lag: Lag, day: Days) -> Days:
        """``lag.latest_from`` of each day: the last from which the lag does not pass it."""
        if lag not in self._lasts:
            self._lasts[lag] = self.latest_from(lag.unit, lag.count, self._every)
        return self._lasts[lag].take(day, mode="clip")

    @staticmethod
    def within(day: Days) -> Days:
        """The same days, with all that lie after the calendar as one."""
        kept: Days = np.minimum(day, BEYOND)
        return kept

    def on_or_after(self, day: Days) -> Days:
        """The first working day from each day on."""
        return self._working[0].take(day, mode="clip")

    def on_or_before(self, day: Days) -> Days:
        """The last working day up to each day; ``BEFORE`` where there is none."""
        return self._working[1].take(day, mode="clip")

    def _table(self, lag: Lag) -> Days:
        if lag not in self._tables:
            self._tables[lag] = self.later(lag.unit, lag.count, self._every)
        return self._tables[lag]

    @cached_property
    def _working(self) -> tuple[Days, Days]:
        """For every day, the first working day from it on, and the last one up to it."""
        before, nth = self._before, self._nth
        place = before.take(self._every + 1, mode="clip") - 1
        last = np.where(place < 0, BEFORE, nth.take(place, mode="clip"))
        last[BEYOND] = BEYOND
        return nth.take(before, mode="clip"), last.astype(np.int32, copy=False)

    @staticmethod
    def _open(day: Days, moved: Days) -> Days:
        """What nothing limits stays without a limit."""
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
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    of_month = day - month.astype("datetime64[D]").astype(np.int64)
    then = month + count
    first = then.astype("datetime64[D]").astype(np.int64)
    length = (then + 1).astype("datetime64[D]").astype(np.int64) - first
    moved = first + np.minimum(of_month, length - 1)
    kept: Days = np.minimum(moved, BEYOND).astype(np.int32)
    return kept
