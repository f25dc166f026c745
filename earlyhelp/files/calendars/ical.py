"""Which events does a calendar file hold, whoever wrote it last?

Nothing in it is trusted. Days come back in whatever form a client chose: `DTEND` is
exclusive, and an event of whole days may have become one of hours, in UTC, in a time zone
or in none. What cannot be understood costs one event at most, and is said.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from earlyhelp.dates import days
from earlyhelp.errors import UnreadableCalendarError
from earlyhelp.files.calendars.days import ONE_DAY, LeftOutError, dt, event_days, value_of
from earlyhelp.files.calendars.lines import EventLines, FileLines, file_lines, name_of
from earlyhelp.files.calendars.own import own_event
from earlyhelp.files.calendars.texts import (
    LONGEST_DESCRIPTION,
    LONGEST_TEXT,
    clean,
    on_the_web,
    unescaped,
)
from earlyhelp.files.regular import regular_bytes, too_large
from earlyhelp.model.calendars import (
    EPOCH,
    Calendar,
    Dropped,
    Event,
    EventStatus,
    Relation,
    RelationKind,
)

if TYPE_CHECKING:
    from icalendar.cal.component import Component

#: Far above any calendar of ours: 10,000 events are about 8 MB.
LARGEST_FILE: Final = 32_000_000
MOST_EVENTS: Final = 50_000
_STATUS: Final = ("STATUS", "X-EARLYHELP-STATUS")
_DROPPED: Final = re.compile(
    rb"X-EARLYHELP-DROPPED:([0-9a-f-]{36}) ([0-9]{1,10}) ([0-9]{8}T[0-9]{6}Z)\s*\Z"
)
_NINE: Final = timedelta(hours=9)
_MOST_SEQUENCE: Final = 2**31 - 1


@attrs.frozen(kw_only=True)
class ReadCalendar:
    """What a file holds, and what in it could not be read."""

    calendar: Calendar
    problems: tuple[str, ...] = ()  #: each a sentence without its full stop


def calendar_bytes(path: Path) -> bytes:
    """The bytes of a calendar file; only a regular one, so that a pipe never hangs us.

    Raises :class:`UnreadableCalendarError` where there is no such file, and
    :class:`EnvironmentFailedError` where the machine refuses.
    """
    return regular_bytes(
        path, at_most=LARGEST_FILE, what="calendar", absent=UnreadableCalendarError
    )


def read_calendar(data: bytes) -> ReadCalendar:
    """The calendar that the bytes of a file say.

    What :mod:`earlyhelp.outputs.calendars.ical` writes is read as it was, with `marked` set
    to what the file says; an address on the web and an alarm only where that is still the
    mark of what is there. Raises :class:`UnreadableCalendarError` for what is no calendar.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableCalendarError(too_large(len(data), "calendar", LARGEST_FILE))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableCalendarError("the file looks like UTF-16: save it as UTF-8")
    lines = file_lines(data, most=MOST_EVENTS, read=own_event)
    if not lines.is_calendar:
        raise UnreadableCalendarError("the file is no calendar: no line of it is BEGIN:VCALENDAR")
    if len(lines.events) > MOST_EVENTS:
        raise UnreadableCalendarError(
            f"the file has more than {MOST_EVENTS:,} events, the most that are read: is it the "
            "right file?"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about guessed names of time zones
        return _read(lines)


def _read(lines: FileLines) -> ReadCalendar:
    from icalendar.timezone import tzp

    tzp.use_default()  # forgets the time zones that other files have defined
    _define_zones(lines)
    problems: list[str] = []
    events: list[Event] = []
    for event in lines.events:
        if isinstance(event, Event):
            events.append(event)
            continue
        try:
            events.append(_event(event, problems))
        except LeftOutError as why:
            problems.append(f"{_called(event)} is left out: {why}")
        except Exception:  # noqa: BLE001 - a foreign file makes the parser raise anything, once
            problems.append(f"{_called(event)} is left out: it cannot be read")
    if lines.cut_short:
        number = lines.cut_short
        some = (
            "an event begins and never ends"
            if number == 1
            else (f"{number:,} events begin and never end")
        )
        problems.append(f"{some}: the file was cut short, or somebody edited it")
    for uid, number in Counter(event.uid for event in events).items():
        if number > 1 and uid:
            title = next(event.title for event in events if event.uid == uid)
            problems.append(f'the event "{_short(title)}" is there {number} times')
    events.sort(key=lambda event: (event.first, event.uid))
    return ReadCalendar(calendar=_heading(lines, tuple(events)), problems=tuple(problems))


def _define_zones(lines: FileLines) -> None:
    """Let the file's own time zones stand for names that nobody else knows."""
    from icalendar import Timezone

    for zone in dict.fromkeys(lines.zones):
        try:
            Timezone.from_ical(zone)
        except Exception:  # noqa: BLE001, S112 - without it, its events are read as in London
            continue


def _heading(lines: FileLines, events: tuple[Event, ...]) -> Calendar:
    said: dict[bytes, str] = {}
    for line in lines.heading:
        said.setdefault(name_of(line), line.partition(b":")[2].decode(errors="replace"))
    name = said.get(b"NAME", said.get(b"X-WR-CALNAME", ""))
    description = said.get(b"DESCRIPTION", said.get(b"X-WR-CALDESC", ""))
    return Calendar(
        uid=clean(unescaped(said.get(b"UID", "")), LONGEST_TEXT),
        name=clean(unescaped(name), LONGEST_TEXT),
        description=clean(unescaped(description), LONGEST_DESCRIPTION, keep="\n"),
        url=on_the_web(said.get(b"SOURCE", "")),
        events=events,
        dropped=tuple(_dropped(lines.heading)),
    )


def _dropped(heading: Iterable[bytes]) -> Iterator[Dropped]:
    """The events that the calendar has had; what is no such line any more counts for nothing."""
    for line in heading:
        found = _DROPPED.match(line)
        if found is None:
            continue
        uid, number, moment = (part.decode() for part in found.groups())
        try:
            revised = datetime.strptime(moment, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:
            continue
        if days.FIRST_DATE < revised.date() < days.LAST_DATE:
            yield Dropped(uid=uid, sequence=min(int(number), _MOST_SEQUENCE), revised=revised)


# One event. --------------------------------------------------------------------------------


def _event(lines: EventLines, problems: list[str]) -> Event:
    from icalendar import Event as ParsedEvent
    from icalendar import Todo

    parsed = (ParsedEvent if lines.kind == b"VEVENT" else Todo).from_ical(lines.whole())
    if "RECURRENCE-ID" in parsed:
        raise LeftOutError("it is one of a row of events, and milestones do not come in rows")
    first, last = event_days(parsed)
    if "RRULE" in parsed or "RDATE" in parsed:
        problems.append(f"{_called(lines)} repeats: only its first day is read")
    title = _text(parsed, "SUMMARY")
    event = Event(
        uid=_text(parsed, "UID"),
        first=first,
        last=last,
        title=title,
        key=_text(parsed, "X-EARLYHELP-KEY") or None,
        description=_text(parsed, "DESCRIPTION", LONGEST_DESCRIPTION, keep="\n"),
        status=_status(parsed),
        categories=_categories(parsed),
        location=_text(parsed, "LOCATION") or None,
        url=on_the_web(str(value_of(parsed, "URL") or "")),
        relations=_relations(parsed),
        alarm_days=_alarm_days(parsed),
        day=_text(parsed, "X-EARLYHELP-DAY"),
        was=_text(parsed, "X-EARLYHELP-WAS") or None,
        sequence=_sequence(parsed),
        revised=_revised(parsed),
        marked=_text(parsed, "X-EARLYHELP-CONTENT") or None,
    )
    if event.marked == event.mark:
        return event
    return attrs.evolve(event, url=None, alarm_days=None)


def _status(parsed: Component) -> EventStatus:
    """How sure it is; a task, which has other words for that, says it besides."""
    said = [str(value_of(parsed, name) or "").strip().upper() for name in _STATUS]
    known = {status.value: status for status in EventStatus}
    if said[0] == EventStatus.CANCELLED.value:
        return EventStatus.CANCELLED
    return next((known[one] for one in said if one in known), EventStatus.CONFIRMED)


def _categories(parsed: Component) -> tuple[str, ...]:
    found = parsed.get("CATEGORIES")
    lists = found if isinstance(found, list) else [found]
    return tuple(
        clean(str(one), LONGEST_TEXT) for each in lists for one in getattr(each, "cats", ())
    )


def _sequence(parsed: Component) -> int:
    said = str(value_of(parsed, "SEQUENCE") or "")
    if not re.fullmatch(r"[0-9]{1,10}", said):
        return 0
    return min(int(said), _MOST_SEQUENCE)


def _revised(parsed: Component) -> datetime:
    """When it last changed, in UTC; without `METHOD`, `DTSTAMP` says the same (3.8.7.2)."""
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        said = dt(parsed, name)
        if isinstance(said, datetime) and days.FIRST_DATE < said.date() < days.LAST_DATE:
            return said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
    return EPOCH


def _relations(parsed: Component) -> tuple[Relation, ...]:
    """Ties of the kinds that we write; clients make any other kind of them."""
    said = parsed.get("RELATED-TO", [])
    return tuple(_each_relation(said if isinstance(said, list) else [said]))


def _each_relation(said: list[Any]) -> Iterator[Relation]:
    for value in said:
        kind = str(value.params.get("RELTYPE", "")).upper()
        gap = re.fullmatch(r"(-?)P([0-9]{1,5})D", str(value.params.get("GAP", "")))
        for known in RelationKind:
            if known.value == kind:
                number = int(gap[1] + gap[2]) if gap else None
                yield Relation(kind=known, uid=clean(str(value), LONGEST_TEXT), gap_days=number)


def _alarm_days(parsed: Component) -> int | None:
    """How many days before at 9 in the morning, where that is what its one alarm says."""
    alarms = parsed.walk("VALARM")
    if len(alarms) != 1 or not isinstance(trigger := dt(alarms[0], "TRIGGER"), timedelta):
        return None
    return (_NINE - trigger) // ONE_DAY


# Values. -----------------------------------------------------------------------------------


def _text(parsed: Component, name: str, longest: int = LONGEST_TEXT, keep: str = "") -> str:
    return clean(str(value_of(parsed, name) or ""), longest, keep)


def _called(lines: EventLines) -> str:
    """What to call an event that may not have been read."""
    title = lines.first(b"SUMMARY") or lines.first(b"UID")
    text = clean(title[:400].decode(errors="replace"), 400)
    return f'the event "{_short(text)}"' if text else "an event without a title"


def _short(text: str) -> str:
    shown = "".join(letter for letter in text if letter.isprintable())
    return shown if len(shown) <= 80 else f"{shown[:79]}…"
