"""When do people work, as the calendars of a Microsoft Project XML file say?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING, Final

import attrs

from earlyhelp.exchange.project import CalendarException, ProjectCalendar
from earlyhelp.files.projects.recurring import DAILY, days_between, days_of
from earlyhelp.files.projects.xml_tree import Element

if TYPE_CHECKING:
    from earlyhelp.files.projects.mspdi import Values

_MIDNIGHT: Final = time(0)


def calendars(root: Element, values: Values) -> Iterator[ProjectCalendar]:
    """The calendars of a file, each with what it has from the one that it is based on."""
    section = root.first("Calendars")
    listed: dict[int, Element] = {}
    for at in section.all("Calendar") if section is not None else ():
        uid = values.number(at, "UID", None)
        if uid is None:
            values.problem(at, "a <Calendar> has no <UID>")
        else:
            listed[uid] = at
    made: dict[int, ProjectCalendar] = {}
    for uid in listed:
        for one in reversed(_bases(uid, listed, values)):
            if one not in made:
                base = values.number(listed[one], "BaseCalendarUID", None)
                based_on = made.get(base) if base is not None else None
                made[one] = _calendar(listed[one], one, values, based_on)
    yield from (made[uid] for uid in listed)


def _bases(uid: int, listed: Mapping[int, Element], values: Values) -> Sequence[int]:
    """A calendar, the one it is based on, and so on; in a circle, each once."""
    found: list[int] = []
    at: int | None = uid
    while at is not None and at in listed and at not in found:
        found.append(at)
        at = values.number(listed[at], "BaseCalendarUID", None)
    return found


def _calendar(
    at: Element, uid: int, values: Values, based_on: ProjectCalendar | None
) -> ProjectCalendar:
    start = based_on or ProjectCalendar(uid=uid)
    working = set(start.working)
    opens, ends = start.day_starts, start.day_ends
    plain: list[CalendarException] = []
    for day in _inside(at, "WeekDays", "WeekDay"):
        kind = values.number(day, "DayType", 0)
        works = values.yes(day, "DayWorking")
        if 1 <= kind <= 7:
            (working.add if works else working.discard)(_weekday(kind))
            if works and (hours := tuple(_hours(day, values))):
                first, last = min(one for one, _ in hours), max(_late(end) for _, end in hours)
                opens = first if opens is None else min(opens, first)
                ends = last if ends is None else max(ends, last)
        elif (made := _exception(day, values, works=works)) is not None:
            plain.append(made)
    own = [*_exceptions(at, values)]
    weeks = [
        one for week in _inside(at, "WorkWeeks", "WorkWeek") for one in _week(week, values, working)
    ]
    # Project writes an exception also as a plain day of the week, for what it was before 2007
    plain = [item for item in plain if not any(_covers(other, item) for other in own)]
    return ProjectCalendar(
        uid=uid,
        name=values.text(at, "Name") or "",
        working=frozenset(working),
        exceptions=(*start.exceptions, *plain, *own, *weeks),
        day_starts=opens,
        day_ends=ends,
        line=at.line,
    )


def _inside(at: Element, section: str, name: str) -> Iterator[Element]:
    found = at.first(section)
    return found.all(name) if found is not None else iter(())


def _weekday(number: int) -> int:
    """There 1 is Sunday; here 0 is Monday."""
    return (number + 5) % 7


def _covers(one: CalendarException, other: CalendarException) -> bool:
    """Whether one says of all days of another what the other says."""
    if one.works is not other.works or not one.first <= other.first <= other.last <= one.last:
        return False
    return one.days is None or (other.first == other.last and other.first in one.days)


def _exceptions(at: Element, values: Values) -> Iterator[CalendarException]:
    for item in _inside(at, "Exceptions", "Exception"):
        made = _exception(item, values, works=values.yes(item, "DayWorking"))
        if made is None:
            continue
        is_plain = values.number(item, "Type", DAILY) == DAILY
        if is_plain and values.number(item, "Period", 1) in (0, 1):
            yield made
        elif (days := days_of(item, values, made.first, made.last)) is not None:
            yield attrs.evolve(made, days=days)
        else:
            yield attrs.evolve(made, is_understood=made.first == made.last)


def _week(at: Element, values: Values, usual: Collection[int]) -> Iterator[CalendarException]:
    """Weeks that are not as others: days off, days at work, and days with hours of their own."""
    alike: dict[tuple[bool, int | None], set[int]] = {}
    for day in _inside(at, "WeekDays", "WeekDay"):
        kind = values.number(day, "DayType", 0)
        if not 1 <= kind <= 7:
            continue
        works = values.yes(day, "DayWorking")
        minutes = _minutes(day, values) if works else None
        if works is not (_weekday(kind) in usual) or minutes is not None:
            alike.setdefault((works, minutes), set()).add(_weekday(kind))
    for (works, minutes), weekdays in alike.items():
        made = _exception(at, values, works=works)
        if made is not None:
            every = days_between(made.first, made.last)
            days = tuple(day for day in every if day.weekday() in weekdays)
            yield attrs.evolve(made, days=days, minutes=minutes)


def _minutes(day: Element, values: Values) -> int | None:
    """How long people work on a day, if it says so."""
    return sum(_between(*span) for span in _hours(day, values)) or None


def _late(end: time) -> time:
    """Work that ends at midnight ends with the day, and not before it begins."""
    return time.max if end == _MIDNIGHT else end


def _between(first: time, last: time) -> int:
    """How many minutes of work there are from one time to another, or to midnight."""
    end = 1440 if last == _MIDNIGHT else last.hour * 60 + last.minute
    return max(0, end - first.hour * 60 - first.minute)


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
    return CalendarException(
        first=first.date(),
        last=last.date(),
        works=works,
        minutes=_minutes(at, values),
        name=" ".join((values.text(at, "Name") or "").split()),
        line=at.line,
    )
