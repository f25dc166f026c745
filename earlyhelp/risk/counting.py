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
#: What is so in which trial.
Flags = npt.NDArray[np.bool_]
#: How many calendar days one of a unit is, and how many come on top.
_SHIFTS: Final = {Unit.CALENDAR_DAYS: (1, 0), Unit.WEEKS: (7, 0), Unit.CLEAR_DAYS: (1, 1)}


class Counting:
    """Lags on one calendar, as look-ups in tables of all its days."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Take the calendar's two tables over."""
        before = np.array(calendar.before, dtype=np.int32)
        #: how many working days there are up to each day, and which day the k-th of them is
        self._until: Days = np.append(before[1:], before[-1])
        self._kth: Days = np.array([FIRST, *calendar.nth, BEYOND], dtype=np.int32)
        self._every: Days = np.arange(BEYOND + 1, dtype=np.int32)
        self._first_working: Days = self._kth.take(before + 1, mode="clip")
        self._last_working: Days = np.where(self._until, self._kth.take(self._until), BEFORE)
        self._last_working[BEYOND] = BEYOND
        self._afters: dict[tuple[Lag, bool], Days] = {}
        self._firsts: dict[tuple[Lag, bool], Days] = {}
        self._lasts: dict[tuple[Lag, bool], Days] = {}

    def later(self, unit: Unit, count: Days | int, day: Days) -> Days:
        """The day that lies so many of a unit after `day`; each may be one, or one a trial."""
        if unit in _SHIFTS:
            each, more = _SHIFTS[unit]
            return self.within(day + (each * count + more))
        if unit is Unit.MONTHS:
            return _months_later(count, day)
        count = count + 1 if unit is Unit.CLEAR_WORKING_DAYS else count
        moved = self._kth.take(self._until.take(day, mode="clip") + count, mode="clip")
        later: Days = np.maximum(moved, day)  # none of them later is the day itself
        return later

    def latest_from(self, unit: Unit, count: Days | int, day: Days) -> Days:
        """The last day from which so many of a unit still end on or before `day`."""
        if unit in _SHIFTS:
            each, more = _SHIFTS[unit]
            return _open(day, np.maximum(day - (each * count + more), BEFORE))
        if unit is Unit.MONTHS:
            return last_from(lambda start: _months_later(count, start), day)
        count = count + 1 if unit is Unit.CLEAR_WORKING_DAYS else count
        too_late = self._kth.take(self._until.take(day, mode="clip") + 1 - count, mode="clip")
        return _open(day, np.minimum(too_late - 1, day))

    def after(self, lag: Lag, day: Days) -> Days:
        """``lag.later`` of each day."""
        return self.afters(lag).take(day, mode="clip")

    def no_earlier(self, lag: Lag, day: Days) -> Days:
        """``lag.earliest_from`` of each day: the first from which the lag reaches it."""
        return self.firsts(lag).take(day, mode="clip")

    def no_later(self, lag: Lag, day: Days) -> Days:
        """``lag.latest_from`` of each day: the last from which the lag does not pass it."""
        return self.lasts(lag).take(day, mode="clip")

    def afters(self, lag: Lag, *, works: bool = False) -> Days:
        """`after` of every day; where `works`, the first working day from then on."""
        if (lag, works) not in self._afters:
            self._afters[lag, works] = (
                self.on_or_after(self.afters(lag))
                if works
                else self.later(lag.unit, lag.count, self._every)
            )
        return self._afters[lag, works]

    def firsts(self, lag: Lag, *, works: bool = False) -> Days:
        """`no_earlier` of every day; where `works`, the first working day from then on."""
        if (lag, works) not in self._firsts:
            self._firsts[lag, works] = (
                self.on_or_after(self.firsts(lag))
                if works
                else np.append(np.int32(FIRST), self._reached(lag)[:-1])
            )
        return self._firsts[lag, works]

    def lasts(self, lag: Lag, *, works: bool = False) -> Days:
        """`no_later` of every day; where `works`, the last working day up to then."""
        if (lag, works) not in self._lasts:
            self._lasts[lag, works] = (
                self.on_or_before(self.lasts(lag))
                if works
                else _open(self._every, self._reached(lag) - 1)
            )
        return self._lasts[lag, works]

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

    def _reached(self, lag: Lag) -> Days:
        """From how many days a lag leads to each day or to one before it.

        As it never leads back from a later day, these are the calendar's first ones.
        """
        many = np.bincount(self.afters(lag), minlength=BEYOND + 1)
        return np.cumsum(many, dtype=np.int32)


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
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    of_month = day - month.astype("datetime64[D]").astype(np.int64)
    then = month + count
    first = then.astype("datetime64[D]").astype(np.int64)
    length = (then + 1).astype("datetime64[D]").astype(np.int64) - first
    moved = first + np.minimum(of_month, length - 1)
    kept: Days = np.minimum(moved, BEYOND).astype(np.int32)
    return kept
