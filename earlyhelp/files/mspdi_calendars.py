"""When do people work, as the calendars of a Microsoft Project XML file say?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import TYPE_CHECKING, Final

import attrs

from earlyhelp.exchange.project import CalendarException, ProjectCalendar
from earlyhelp.files.xml_tree import Element

if TYPE_CHECKING:
    from earlyhelp.files.mspdi import Values

#: How an exception comes back: on every day of its span, or each year on a date.
_DAILY: Final = 1
_YEARLY_ON_A_DATE: Final = 2
_MIDNIGHT: Final = time(0)


def calendars(root: Element, values: Values) -> Iterator[ProjectCalendar]:
    """The calendars of a file, each with what it has from the one that it is based on."""
    made: dict[int, ProjectCalendar] = {}
    section = root.first("Calendars")
    for at in section.all("Calendar") if section is not None else ():
        uid = values.number(at, "UID", None)
        if uid is None:
            values.problem(at, "a <Calendar> has no <UID>")
            continue
        base = values.number(at, "BaseCalendarUID", None)
        based_on = made.get(base) if base is not None else None
        made[uid] = _calendar(at, uid, values, based_on)
    yield from made.values()


def _calendar(
    at: Element, uid: int, values: Values, based_on: ProjectCalendar | None
) -> ProjectCalendar:
    start = based_on or ProjectCalendar(uid=uid)
    working = set(start.working)
    exceptions = list(start.exceptions)
    opens, ends = start.day_starts, start.day_ends
    weekdays = at.first("WeekDays")
    for day in weekdays.all("WeekDay") if weekdays is not None else ():
        kind = values.number(day, "DayType", 0)
        works = values.yes(day, "DayWorking")
        if 1 <= kind <= 7:
            weekday = (kind + 5) % 7  # there 1 is Sunday; here 0 is Monday
            (working.add if works else working.discard)(weekday)
            if works and (hours := tuple(_hours(day, values))):
                first, last = min(one for one, _ in hours), max(_late(end) for _, end in hours)
                opens = first if opens is None else min(opens, first)
                ends = last if ends is None else max(ends, last)
        elif (made := _exception(day, values, works=works)) is not None:
            exceptions.append(made)
    listed = at.first("Exceptions")
    for item in listed.all("Exception") if listed is not None else ():
        made = _exception(item, values, works=values.yes(item, "DayWorking"))
        if made is not None:
            exceptions.append(made)
    # older tools write an exception once as a day of the week and once as what it is
    once = {(item.first, item.last, item.works, item.days): item for item in exceptions}
    return ProjectCalendar(
        uid=uid,
        name=values.text(at, "Name") or "",
        working=frozenset(working),
        exceptions=tuple(once.values()),
        day_starts=opens,
        day_ends=ends,
        line=at.line,
    )


def _late(end: time) -> time:
    """Work that ends at midnight ends with the day, and not before it begins."""
    return time.max if end == _MIDNIGHT else end


def _hours(day: Element, values: Values) -> Iterator[tuple[time, time]]:
    times = day.first("WorkingTimes")
    for span in times.all("WorkingTime") if times is not None else ():
        if span.first("FromTime") is not None and span.first("ToTime") is not None:
            first = values.clock(span, "FromTime", time(8))
            yield first, values.clock(span, "ToTime", time(17))


def _exception(at: Element, values: Values, *, works: bool) -> CalendarException | None:
    period = at.first("TimePeriod")
    first = values.moment(period, "FromDate") if period is not None else None
    last = values.moment(period, "ToDate") if period is not None else None
    if first is None or last is None:
        values.problem(at, "an exception of a calendar does not say from when to when")
        return None
    if last < first:
        values.problem(at, f"an exception of a calendar ends on {last.date()}, before it begins")
        return None
    plain = CalendarException(
        first=first.date(),
        last=last.date(),
        works=works,
        name=" ".join((values.text(at, "Name") or "").split()),
        line=at.line,
    )
    kind = values.number(at, "Type", _DAILY)
    period_of = values.number(at, "Period", 1)
    if kind == _DAILY and period_of in (0, 1):
        return plain
    if kind == _YEARLY_ON_A_DATE:
        month, day = values.number(at, "Month", 0) + 1, values.number(at, "MonthDay", 1)
        return attrs.evolve(plain, days=tuple(_each_year(plain, month, day)))
    return attrs.evolve(plain, is_understood=plain.first == plain.last)


def _each_year(span: CalendarException, month: int, day: int) -> Iterator[date]:
    for year in range(span.first.year, span.last.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if span.first <= found <= span.last:
            yield found
