"""On which days does a project not work, and are these a nation's bank holidays and closures?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from earlyhelp.dates import Closure, WorkingCalendar, days, words
from earlyhelp.dates.bank_holidays import bank_holidays
from earlyhelp.exchange.project import CalendarException, Project, ProjectCalendar
from earlyhelp.exchange.report import Kind, Notes

_WEEKDAYS: Final = frozenset(range(5))
_UNNAMED: Final = "closure"
#: How many days of one exception are all written: one a month for ten years.
_MOST: Final = 120


def calendar_of(project: Project) -> ProjectCalendar | None:
    """The calendar of all tasks that have none of their own."""
    by_uid = {calendar.uid: calendar for calendar in project.calendars}
    if project.calendar is not None:
        return by_uid.get(project.calendar)
    return project.calendars[0] if project.calendars else None


def closures(project: Project, nation: str, notes: Notes) -> tuple[Closure, ...]:
    """What the plan says of the project's calendar, besides the nation whose holidays count."""
    found = calendar_of(project)
    if found is None:
        if project.calendar is not None:
            why = f"the file has no calendar with the UID {project.calendar}"
            notes.lost(Kind.CALENDAR, "the project's calendar", f"{why}: Monday to Friday")
        return ()
    _week(found, notes)
    plain = WorkingCalendar(nation=nation)
    until = date(project.finish.year + 2, 1, 1) if project.finish is not None else date.max
    worked = {day for item in found.exceptions if item.works for day in _days(item)}
    each = (
        closure
        for item in found.exceptions
        for whole in _of_exception(item, plain, until, project.minutes_per_day, notes)
        for closure in _without(whole, worked)
    )
    kept = tuple(_joined(each, plain))
    _holidays_at_work(project, found, WorkingCalendar(nation=nation, closures=kept), notes)
    return kept


def _week(calendar: ProjectCalendar, notes: Notes) -> None:
    name = f"the week of the calendar {calendar.name or calendar.uid}"
    if calendar.working == _WEEKDAYS:
        notes.kept(Kind.CALENDAR, name, "Monday to Friday", calendar.line)
        return
    listed = [words.weekday(date(2024, 1, day + 1)) for day in sorted(calendar.working)]
    said = ", ".join(listed) or "no day"
    why = f"it works on {said}; a plan works from Monday to Friday"
    notes.lost(Kind.CALENDAR, name, why, calendar.line)


def _of_exception(
    item: CalendarException, plain: WorkingCalendar, until: date, usual: int, notes: Notes
) -> Iterator[Closure]:
    """The closures that an exception is, and what became of it.

    `usual` is how many minutes of work a day has. Where it comes back more often than anybody
    would list, its days from `until` on are left out.
    """
    name = item.name or _UNNAMED
    span = words.span(item.first, item.last)
    what = f"{name}, {span}"
    if not item.is_understood:
        why = "it comes back in a way that is not certain; write its days as closures"
        notes.lost(Kind.CALENDAR, what, why, item.line)
        return
    if item.works:
        _at_work(item, what, plain, usual, notes)
    elif not _working_days(item, plain):
        notes.kept(Kind.CALENDAR, what, "no working day here anyway", item.line)
    elif item.days is None:
        notes.kept(Kind.CALENDAR, what, f"closure {span}", item.line)
        yield Closure(first=item.first, last=item.last, name=name)
    else:
        closed = [day for day in item.days if plain.is_working(day)]
        near = [day for day in closed if day < until]
        if len(closed) <= _MOST or near == closed:
            notes.kept(Kind.CALENDAR, what, words.count(len(closed), "closed day"), item.line)
        else:
            why = f"it goes on, and in the plan it ends with {until.year - 1}"
            said = words.count(len(near), "closed day")
            notes.changed(Kind.CALENDAR, what, f"{said}: {why}", item.line)
            closed = near
        yield from (Closure(first=day, last=day, name=name) for day in closed)


def _days(item: CalendarException) -> Iterator[date]:
    """Every day of an exception."""
    if item.days is not None:
        yield from item.days
    else:
        for number in range(item.first.toordinal(), item.last.toordinal() + 1):
            yield date.fromordinal(number)


def _without(closure: Closure, worked: Collection[date]) -> Iterator[Closure]:
    """What is left of a closure around the days on which another exception says that work is."""
    first = closure.first
    for day in sorted(one for one in worked if closure.first <= one <= closure.last):
        if first < day:
            yield Closure(first=first, last=day - timedelta(days=1), name=closure.name)
        first = day + timedelta(days=1)
    if first <= closure.last:
        yield Closure(first=first, last=closure.last, name=closure.name)


def _joined(closures: Iterable[Closure], plain: WorkingCalendar) -> Iterator[Closure]:
    """The closures, those of one name as one between which nobody works anyway."""
    last: Closure | None = None
    for closure in closures:
        if last is not None and last.name == closure.name:
            first_free = plain.before[days.number(last.last) + 1]
            if first_free == plain.before[days.number(closure.first)]:
                until = max(last.last, closure.last)
                last = Closure(first=last.first, last=until, name=last.name)
                continue
        if last is not None:
            yield last
        last = closure
    if last is not None:
        yield last


def _at_work(
    item: CalendarException, what: str, plain: WorkingCalendar, usual: int, notes: Notes
) -> None:
    """Note days on which the project works otherwise than in other weeks."""
    count = len(item.days) if item.days is not None else (item.last - item.first).days + 1
    if extra := count - _working_days(item, plain):
        why = f"work on {words.count(extra, 'day')} when a plan has none"
        notes.lost(Kind.CALENDAR, what, why, item.line)
    elif item.minutes is not None and item.minutes != usual:
        why = f"{item.minutes / 60:.4g} hours of work became a whole day"
        notes.changed(Kind.CALENDAR, what, why, item.line)
    else:
        notes.kept(Kind.CALENDAR, what, "a working day here too", item.line)


def _working_days(item: CalendarException, plain: WorkingCalendar) -> int:
    """How many of an exception's days are working days of a nation."""
    if item.days is not None:
        return sum(map(plain.is_working, item.days))
    first = plain.before[days.number(item.first)]
    return plain.before[days.number(item.last) + 1] - first


def _holidays_at_work(
    project: Project, calendar: ProjectCalendar, ours: WorkingCalendar, notes: Notes
) -> None:
    """Bank holidays while the project runs that its calendar does not know."""
    if project.start is None or project.finish is None:
        return
    first, last = project.start.date(), project.finish.date()
    for year in range(first.year, last.year + 1):
        for day, name in sorted(bank_holidays(ours.nation, year).items()):
            works = day.weekday() in calendar.working and not _is_off(calendar, day)
            if first <= day <= last and works:
                what = f"{name}, {words.day(day)}"
                why = f"the file works on it; it is a bank holiday of {ours.nation}"
                notes.changed(Kind.CALENDAR, what, why, calendar.line)


def _is_off(calendar: ProjectCalendar, day: date) -> bool:
    return any(
        day in item.days if item.days is not None else item.first <= day <= item.last
        for item in calendar.exceptions
        if item.is_understood and not item.works
    )
