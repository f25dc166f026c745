"""What does a project of another tool say, in that tool's own terms?

The names and numbers are those of the XML that Microsoft Project writes (MSPDI); lines are
those of the file. Source: "Project XML Data Interchange Schema Reference", Microsoft.
"""

from __future__ import annotations

import enum
from datetime import date, datetime, time
from typing import Final

import attrs

#: What people call the form of the file that all of this is read from, if it is that XML itself.
XML: Final = "Microsoft Project's XML"


class LinkType(enum.Enum):
    """Which end of the one task the other task's end waits for."""

    FINISH_TO_FINISH = 0
    FINISH_TO_START = 1
    START_TO_FINISH = 2
    START_TO_START = 3

    @property
    def short(self) -> str:
        """As Project has it in its tables: ``FS``."""
        first, _, then = self.name.partition("_TO_")
        return first[0] + then[0]

    @property
    def from_finish(self) -> bool:
        """Whether it counts from the end of the task that comes first."""
        return self in (LinkType.FINISH_TO_FINISH, LinkType.FINISH_TO_START)

    @property
    def to_finish(self) -> bool:
        """Whether it holds back the end of the task that comes then."""
        return self in (LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH)


class Constraint(enum.Enum):
    """What holds a task besides its links."""

    AS_SOON_AS_POSSIBLE = 0
    AS_LATE_AS_POSSIBLE = 1
    MUST_START_ON = 2
    MUST_FINISH_ON = 3
    START_NO_EARLIER_THAN = 4
    START_NO_LATER_THAN = 5
    FINISH_NO_EARLIER_THAN = 6
    FINISH_NO_LATER_THAN = 7

    @property
    def words(self) -> str:
        """As Project says it: ``start no earlier than``."""
        return self.name.lower().replace("_", " ")


class LagUnit(enum.Enum):
    """What a lag counts: time at work, all time, or a part of the task that comes first."""

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"


#: What `LagFormat` and `DurationFormat` mean; the same again, 32 higher, for "estimated".
_ELAPSED_FORMATS = (4, 6, 8, 10, 12)
_PERCENT_FORMATS = (19, 20)


def unit_of(number: int) -> LagUnit:
    """What a format counts: 7 is days at work, 8 elapsed days, 19 and 20 are per cent."""
    plain = number - 32 if number >= 35 else number
    if plain in _PERCENT_FORMATS:
        return LagUnit.PERCENT
    return LagUnit.ELAPSED if plain in _ELAPSED_FORMATS else LagUnit.WORKING


@attrs.frozen(kw_only=True)
class TaskLink:
    """What a task waits for."""

    first: int  #: the UID of the task that comes first
    type: LinkType = LinkType.FINISH_TO_START
    lag: int = 0  #: tenths of a minute, negative for a lead; per cent where `unit` is so
    unit: LagUnit = LagUnit.WORKING
    other_project: bool = False  #: the task that comes first is in another file
    line: int = 0


@attrs.frozen(kw_only=True)
class TaskBaseline:
    """When a task was to begin and to end, in one of the eleven baselines that a file can hold."""

    number: int
    start: datetime | None
    finish: datetime | None


@attrs.frozen(kw_only=True)
class Task:
    """One line of a project: a task, a milestone or a summary of those below it."""

    uid: int
    line: int = 0
    name: str = ""
    level: int = 1  #: in the outline; what follows with a higher one is part of it
    is_summary: bool = False
    is_milestone: bool = False
    is_active: bool = True
    is_external: bool = False  #: it is in another file, and shown here
    is_manual: bool = False  #: somebody typed its dates, and no link moves them
    minutes: float = 0  #: how long it takes, at work or elapsed
    is_elapsed: bool = False
    start: datetime | None = None
    finish: datetime | None = None
    early_start: datetime | None = None
    early_finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    constraint: Constraint = Constraint.AS_SOON_AS_POSSIBLE
    constraint_day: datetime | None = None
    deadline: datetime | None = None
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    percent: int = 0
    notes: str | None = None
    calendar: int | None = None  #: the UID of its own; ``None``: the project's
    links: tuple[TaskLink, ...] = ()
    baselines: tuple[TaskBaseline, ...] = ()
    code: str | None = None  #: its id in the plan that it was exported from


@attrs.frozen(kw_only=True)
class CalendarException:
    """Days on which a calendar is not as in other weeks, both ends inclusive."""

    first: date
    last: date
    works: bool = False
    minutes: int | None = None  #: of work on each of its days, if the file says so
    name: str = ""
    #: the days, if it comes back: each year on a date; ``None``: every day from first to last
    days: tuple[date, ...] | None = None
    is_understood: bool = True  #: ``False``: it comes back in a way that is not worked out here
    line: int = 0


@attrs.frozen(kw_only=True)
class ProjectCalendar:
    """When people work."""

    uid: int
    name: str = ""
    working: frozenset[int] = frozenset(range(5))  #: weekdays, Monday is 0
    exceptions: tuple[CalendarException, ...] = ()
    day_starts: time | None = None  #: when work begins on a working day, if the file says so
    day_ends: time | None = None
    line: int = 0


@attrs.frozen(kw_only=True)
class Project:
    """A file of another tool, read."""

    file: str
    form: str = XML  #: what people call the form of the file
    title: str | None = None
    start: datetime | None = None
    finish: datetime | None = None
    status: datetime | None = None  #: up to when it says what has happened
    is_from_finish: bool = False  #: it is scheduled backwards from its finish
    minutes_per_day: int = 480
    day_starts: time = time(8)
    day_ends: time = time(17)
    calendar: int | None = None  #: the UID of the calendar of all tasks without their own
    calendars: tuple[ProjectCalendar, ...] = ()
    tasks: tuple[Task, ...] = ()
    resources: int = 0
    assignments: int = 0
    others: int = 0  #: projects that the file has besides this one
    hyperlinks: int = 0  #: tasks that have one
    #: fields of the user's own, by the names that they have there, and how many tasks have a value
    fields: tuple[tuple[str, int], ...] = ()
