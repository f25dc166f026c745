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
import math
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import attrs

from earlyhelp.dates import Closure, WorkingCalendar, days
from earlyhelp.errors import DayOutOfRangeError
from earlyhelp.exchange.project import Project, ProjectCalendar

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
    is_any_day: bool = False  #: what it is of can be on days on which nobody works
    has_times: bool = True  #: ``False``: the tool keeps days alone, and a last day is inclusive

    def on_day(self, moment: datetime, side: Side) -> OnDay:
        """The day on which something is that is on this side of its day.

        What begins when a day's work is over begins on the next working day; what ends before
        a day's work has begun ends on the working day before: or on the very next or last day
        where it can be on any. Raises
        :class:`DayOutOfRangeError` where the calendar has no such day.
        """
        day, at = moment.date(), moment.time()
        if not self.has_times:
            return OnDay(day, True)
        if side is Side.MORNING:
            if at >= self.ends:
                return OnDay(self._first(day + timedelta(days=1)), True)
            return OnDay(day, at <= self.starts)
        if at <= self.starts:
            return OnDay(self._last(day - timedelta(days=1)), True)
        return OnDay(day, at >= self.ends)

    def _first(self, day: date) -> date:
        return day if self.is_any_day else self.calendar.first_working_day(day)

    def _last(self, day: date) -> date:
        return day if self.is_any_day else self.calendar.last_working_day(day)

    def as_typed(self, moment: datetime, side: Side) -> OnDay:
        """The same for a day that somebody typed: at midnight, no time was meant."""
        if moment.time() == _MIDNIGHT:
            return OnDay(moment.date(), True)
        return self.on_day(moment, side)

    def side_of(self, moment: datetime) -> Side:
        """On which side of its day a milestone is that the tool shows at a moment."""
        return Side.MORNING if moment.time() <= self.starts else Side.EVENING


def clock_of(
    project: Project,
    calendar: ProjectCalendar | None,
    nation: str,
    closures: tuple[Closure, ...],
) -> Clock:
    """The hours of a project in the working days of a plan.

    Raises :class:`DayOutOfRangeError` where these leave no working day.
    """
    ours = WorkingCalendar(nation=nation, closures=closures)
    if not ours.has_working_days:
        raise DayOutOfRangeError(f"{project.file}: its calendar has no working day")
    starts = calendar.day_starts if calendar and calendar.day_starts else project.day_starts
    ends = calendar.day_ends if calendar and calendar.day_ends else project.day_ends
    if starts >= ends:
        starts, ends = project.day_starts, project.day_ends
    has_times = not _is_of_days(project, ours)
    return Clock(calendar=ours, starts=starts, ends=ends, has_times=has_times)


def _is_of_days(project: Project, calendar: WorkingCalendar) -> bool:
    """Whether every moment is at midnight, and means a day.

    A finish at midnight can be a last day, or the end of the day before. Which, the lengths of
    the tasks say: as many working days as they take, with their last or without it.
    """
    moments = [
        moment
        for task in project.tasks
        for moment in (task.start, task.finish, task.early_start, task.constraint_day)
        if moment is not None
    ]
    if not moments or any(moment.time() != _MIDNIGHT for moment in moments):
        return False
    inclusive = exclusive = 0
    for task in project.tasks:
        if task.start is None or task.finish is None or task.is_summary or task.is_elapsed:
            continue
        length = math.ceil(task.minutes / project.minutes_per_day)
        first, last = days.number(task.start.date()), days.number(task.finish.date())
        if length and first <= last:
            inclusive += calendar.before[last + 1] - calendar.before[first] == length
            exclusive += calendar.before[last] - calendar.before[first] == length
    return inclusive >= exclusive
