"""On which whole day is a moment of another tool's project?

Project counts in moments: a task begins on Monday at 08:00 and ends on Friday at 17:00, and
between Friday 17:00 and Monday 08:00 there is no time at work, so that both are the same moment.
A plan counts in whole days, and takes the days that people see in Project: a task's start is its
first day, and its end its last. So a start is in the morning of its day and an end in the
evening, and a link between two of them counts one day more or less than Project's lag:

    days(then) >= days(first) + lag + evening(first) - evening(then)

Finish to start without a lag is one working day, finish to finish none.
"""

from __future__ import annotations

import enum
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import attrs

from earlyhelp.dates import WorkingCalendar

_MIDNIGHT = time(0)


class Side(enum.IntEnum):
    """On which side of its day's work something is."""

    MORNING = 0
    EVENING = 1


class OnDay(NamedTuple):
    """The day of a moment."""

    day: date
    is_whole: bool  #: whether the moment is at the beginning or the end of a day's work


@attrs.frozen(kw_only=True)
class Clock:
    """When the work of a day begins and ends, and on which days."""

    calendar: WorkingCalendar
    starts: time
    ends: time

    def on_day(self, moment: datetime, side: Side) -> OnDay:
        """The day on which something is that is on this side of its day.

        What begins when a day's work is over begins on the next working day; what ends before
        a day's work has begun ends on the working day before. Raises
        :class:`DayOutOfRangeError` where the calendar has no such day.
        """
        day, at = moment.date(), moment.time()
        if side is Side.MORNING:
            if at >= self.ends:
                return OnDay(self.calendar.first_working_day(day + timedelta(days=1)), True)
            return OnDay(day, at <= self.starts)
        if at <= self.starts:
            return OnDay(self.calendar.last_working_day(day - timedelta(days=1)), True)
        return OnDay(day, at >= self.ends)

    def as_typed(self, moment: datetime, side: Side) -> OnDay:
        """The same for a day that somebody typed: at midnight, no time was meant."""
        if moment.time() == _MIDNIGHT:
            return OnDay(moment.date(), True)
        return self.on_day(moment, side)

    def side_of(self, moment: datetime) -> Side:
        """On which side of its day a milestone is that the tool shows at a moment."""
        return Side.MORNING if moment.time() <= self.starts else Side.EVENING
