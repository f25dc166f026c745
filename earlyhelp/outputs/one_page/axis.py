"""Where along a timeline does a day lie, and what is written beside it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates import days, words
from earlyhelp.dates.calendar import WorkingCalendar
from earlyhelp.model.baselines import Baseline
from earlyhelp.network.schedule import Schedule

#: The width of a chart, and of the names to the left of its days.
WIDTH: Final = 1000
LEFT: Final = 300
_RIGHT: Final = 64
#: Calendar days left free before the first day and after the last.
_MARGIN: Final = 10
#: A stated day that is less precise than this many calendar days may run off the end.
_LONGEST_SPAN: Final = 31
#: With more months than these, one label stands for three of them, or for a year.
_MOST_MONTHS, _MOST_QUARTERS = 14, 42


class Tick(NamedTuple):
    """A line of the grid with its label."""

    x: float
    label: str


class Shade(NamedTuple):
    """Days on which nobody works, from `x` on, and why."""

    x: float
    width: float
    name: str


@attrs.frozen
class Axis:
    """The days from `first` to `last`, both inclusive, as day numbers, from left to right."""

    first: int
    last: int

    @classmethod
    def of(cls, schedule: Schedule, baseline: Baseline | None) -> Axis:
        """An axis that has every stated, agreed and earliest day on it."""
        found = list(_days(schedule, baseline)) or [schedule.network.as_at or 0]
        return cls(max(min(found) - _MARGIN, 0), max(found) + _MARGIN)

    def x(self, day: int) -> float:
        """How far from the left the middle of a day is; what lies beyond is at the end."""
        shown = min(max(day, self.first), self.last) - self.first + 0.5
        return round(LEFT + shown * self._pitch, 1)

    @property
    def _pitch(self) -> float:
        return (WIDTH - LEFT - _RIGHT) / (self.last - self.first + 1)

    def ticks(self) -> Iterator[Tick]:
        """The first days of months, of quarters or of years, whichever there is room for."""
        first, last = days.day(self.first), days.day(self.last)
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        step = 1 if months <= _MOST_MONTHS else 3 if months <= _MOST_QUARTERS else 12
        for year in range(first.year, last.year + 1):
            for month in range(1, 13, step):
                day = date(year, month, 1)
                if first <= day <= last:
                    label = str(year) if step > 3 else words.month(day)
                    yield Tick(round(self.x(days.number(day)) - self._pitch / 2, 1), label)

    def closures(self, calendar: WorkingCalendar) -> Iterator[Shade]:
        """When the council is closed."""
        for closure in calendar.closures:
            low, high = days.number(closure.first), days.number(closure.last)
            if high >= self.first and low <= self.last:
                x = self.x(low) - self._pitch / 2
                width = self.x(high) + self._pitch / 2 - x
                yield Shade(round(x, 1), round(max(width, 1), 1), closure.name)


def _days(schedule: Schedule, baseline: Baseline | None) -> Iterable[int]:
    if schedule.network.as_at is not None:
        yield schedule.network.as_at
    for milestone in schedule.plan.milestones:
        if milestone.stated is not None:
            when = milestone.stated.when
            yield when.high if when.is_deadline else when.low
            if when.high - when.low <= _LONGEST_SPAN or when.is_deadline:
                yield when.high
        elif (first := schedule.first_day(milestone.id)) is not None:
            yield first
    for day in baseline.days if baseline is not None else ():
        if day.promised is not None:
            yield day.promised.high
