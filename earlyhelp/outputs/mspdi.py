"""A project as a file in Microsoft Project's XML form (MSPDI), in the order of its schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Final

from earlyhelp.exchange.project import (
    CalendarException,
    LagUnit,
    Project,
    ProjectCalendar,
    Task,
    TaskLink,
)

_NAMESPACE: Final = "http://schemas.microsoft.com/project"
_CODE_FIELD: Final = "188743731"  #: the number of the task field Text1
_CODE_ALIAS: Final = "earlyhelp id"
_LAG_FORMATS: Final = {LagUnit.WORKING: 7, LagUnit.ELAPSED: 8, LagUnit.PERCENT: 19}
_NOON: Final = (time(12), time(13))


def as_xml(project: Project) -> str:
    """The text of the file."""
    return "\n".join(_lines(project)) + "\n"


def _lines(project: Project) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield f'<Project xmlns="{_NAMESPACE}">'
    yield from _value("SaveVersion", 14)
    yield from _value("Title", project.title)
    yield from _value("ScheduleFromStart", 1)
    yield from _value("StartDate", project.start)
    yield from _value("FinishDate", project.finish)
    yield from _value("CalendarUID", project.calendar)
    yield from _value("DefaultStartTime", project.day_starts.isoformat())
    yield from _value("DefaultFinishTime", project.day_ends.isoformat())
    yield from _value("MinutesPerDay", project.minutes_per_day)
    yield from _value("MinutesPerWeek", project.minutes_per_day * 5)
    yield from _value("DaysPerMonth", 20)
    yield from _value("HonorConstraints", 1)
    yield from _value("NewTasksEstimated", 0)
    yield from _value("StatusDate", project.status)
    yield from _value("NewTasksAreManual", 0)
    yield "<ExtendedAttributes><ExtendedAttribute>"
    yield from _value("FieldID", _CODE_FIELD)
    yield from _value("FieldName", "Text1")
    yield from _value("Alias", _CODE_ALIAS)
    yield "</ExtendedAttribute></ExtendedAttributes>"
    yield "<Calendars>"
    for calendar in project.calendars:
        yield from _calendar(calendar, project)
    yield "</Calendars>"
    yield "<Tasks>"
    for number, task in enumerate(project.tasks, start=1):
        yield from _task(task, number)
    yield "</Tasks>"
    yield "</Project>"


def _calendar(calendar: ProjectCalendar, project: Project) -> Iterator[str]:
    yield "<Calendar>"
    yield from _value("UID", calendar.uid)
    yield from _value("Name", calendar.name)
    yield from _value("IsBaseCalendar", 1)
    yield from _value("BaseCalendarUID", -1)
    yield "<WeekDays>"
    for day_type in range(1, 8):  # there 1 is Sunday
        works = (day_type + 5) % 7 in calendar.working
        yield f"<WeekDay><DayType>{day_type}</DayType><DayWorking>{int(works)}</DayWorking>"
        if works:
            yield "<WorkingTimes>"
            for first, last in (
                (project.day_starts, _NOON[0]),
                (_NOON[1], project.day_ends),
            ):
                yield (
                    f"<WorkingTime><FromTime>{first.isoformat()}</FromTime>"
                    f"<ToTime>{last.isoformat()}</ToTime></WorkingTime>"
                )
            yield "</WorkingTimes>"
        yield "</WeekDay>"
    yield "</WeekDays>"
    if calendar.exceptions:
        yield "<Exceptions>"
        for item in calendar.exceptions:
            yield from _exception(item)
        yield "</Exceptions>"
    yield "</Calendar>"


def _exception(item: CalendarException) -> Iterator[str]:
    days = (item.last - item.first) // timedelta(days=1) + 1
    yield "<Exception><EnteredByOccurrences>0</EnteredByOccurrences><TimePeriod>"
    yield from _value("FromDate", _midnight(item.first))
    yield from _value("ToDate", datetime.combine(item.last, time(23, 59)))
    yield "</TimePeriod>"
    yield from _value("Occurrences", days)
    yield from _value("Name", item.name)
    yield from _value("Type", 1)
    yield from _value("DayWorking", int(item.works))
    yield "</Exception>"


def _task(task: Task, number: int) -> Iterator[str]:
    yield "<Task>"
    yield from _value("UID", task.uid)
    yield from _value("ID", number)
    yield from _value("Name", task.name)
    yield from _value("Active", 1)
    yield from _value("Manual", 0)
    yield from _value("Type", 1)
    yield from _value("IsNull", 0)
    yield from _value("OutlineLevel", task.level)
    if not task.is_summary:
        yield from _dates(task)
    yield from _value("Milestone", int(task.is_milestone))
    yield from _value("Summary", int(task.is_summary))
    for name in ("EarlyStart", "EarlyFinish", "LateStart", "LateFinish"):
        yield from _value(name, getattr(task, _snake(name)))
    yield from _value("PercentComplete", task.percent)
    yield from _value("ActualStart", task.actual_start)
    yield from _value("ActualFinish", task.actual_finish)
    if not task.is_summary:
        is_done = task.actual_finish is not None
        yield from _value("ActualDuration", _length(task.minutes if is_done else 0))
        yield from _value("RemainingDuration", _length(0 if is_done else task.minutes))
    yield from _value("ConstraintType", task.constraint.value)
    yield from _value("CalendarUID", -1 if task.calendar is None else task.calendar)
    yield from _value("ConstraintDate", task.constraint_day)
    yield from _value("Deadline", task.deadline)
    yield from _value("Notes", task.notes)
    for link in task.links:
        yield from _link(link)
    if task.code is not None:
        yield "<ExtendedAttribute>"
        yield from _value("FieldID", _CODE_FIELD)
        yield from _value("Value", task.code)
        yield "</ExtendedAttribute>"
    for kept in task.baselines:
        yield "<Baseline>"
        yield from _value("Number", kept.number)
        yield from _value("Start", kept.start)
        yield from _value("Finish", kept.finish)
        yield "</Baseline>"
    yield "</Task>"


def _dates(task: Task) -> Iterator[str]:
    yield from _value("Start", task.start)
    yield from _value("Finish", task.finish)
    yield from _value("Duration", _length(task.minutes))
    yield from _value("DurationFormat", 7)
    yield from _value("Estimated", 0)


def _length(minutes: float) -> str:
    hours, rest = divmod(round(minutes), 60)
    return f"PT{hours}H{rest}M0S"


def _link(link: TaskLink) -> Iterator[str]:
    yield "<PredecessorLink>"
    yield from _value("PredecessorUID", link.first)
    yield from _value("Type", link.type.value)
    yield from _value("CrossProject", 0)
    yield from _value("LinkLag", link.lag)
    yield from _value("LagFormat", _LAG_FORMATS[link.unit])
    yield "</PredecessorLink>"


def _value(name: str, value: object) -> Iterator[str]:
    """An element with a value; nothing where there is none."""
    if value is None:
        return
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    yield f"<{name}>{escape(_printable(text), quote=False)}</{name}>"


def _printable(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0))


def _snake(name: str) -> str:
    return name.replace("Start", "_start").replace("Finish", "_finish").lower()
