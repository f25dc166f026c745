"""How is a calendar written as an iCalendar file (RFC 5545, 7986 and 9253)?

Event by event, so that a large calendar needs no more memory than a small one. Every value
has its own form here, because icalendar 7.3 leaves names and X- properties unescaped, makes a
line break of a backslash and an N in a text, and writes a REFRESH-INTERVAL without its VALUE.
Days have no time zone; there is no METHOD, because the file is a state and no message; and
nothing in it comes from a clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from icalendar import Alarm, Component, Todo, vText
from icalendar import Calendar as CalendarComponent
from icalendar import Event as EventComponent

from earlyhelp import __version__
from earlyhelp.model.calendars import EventStatus
from earlyhelp.outputs.calendars.texts import uri
from earlyhelp.outputs.calendars.wording import DONE

if TYPE_CHECKING:
    from earlyhelp.model.calendars import Calendar, Event, Relation

#: How often those who subscribe are asked to look again; some wait a week otherwise.
REFRESH: Final = "PT12H"
#: Octets of a line, without its end (RFC 5545 3.1).
LONGEST_LINE: Final = 75
#: What may not stand in a file at all: control characters, but for the line break.
_CONTROL: Final = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]")
_NO_MARKS: Final = str.maketrans("", "", "-:")
_END: Final = b"END:VCALENDAR\r\n"


class _Text(vText):
    """A text, escaped as RFC 5545 3.3.11 has it: no more, and no less."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        text = _CONTROL.sub("", self)
        text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


class _Plain(vText):
    """A value that is in its own form already: a day, a number, a duration, a URI."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        return self.encode()


#: Made once: most of the time that a file takes goes into making its values.
_FREE: Final = {"TRANSP": _Plain("TRANSPARENT"), "X-MICROSOFT-CDO-BUSYSTATUS": _Plain("FREE")}
_STATUSES: Final = {status: _Plain(status.value) for status in EventStatus}
_TO_DO, _COMPLETED = _Plain("NEEDS-ACTION"), _Plain("COMPLETED")


def stream(calendar: Calendar, *, todos: bool = False) -> Iterator[bytes]:
    """The file of a calendar: its heading, each event, and its end.

    With `todos`, every event is a VTODO, for programs with lists of tasks; Outlook and Google
    show none of these. What is done is one too: as an event, the task would stay to be done.
    """
    head = _heading()
    names = {"NAME": calendar.name, "X-WR-CALNAME": calendar.name}
    names |= {"DESCRIPTION": calendar.description, "X-WR-CALDESC": calendar.description}
    for name, text in names.items():
        head[name] = _Text(text)
    head["UID"] = _Text(calendar.uid)
    head["LAST-MODIFIED"] = _moment(calendar.revised)
    head["REFRESH-INTERVAL"] = _Plain(REFRESH, params={"VALUE": "DURATION"})
    head["X-PUBLISHED-TTL"] = _Plain(REFRESH)
    if calendar.dropped:
        head["X-EARLYHELP-DROPPED"] = [
            _Plain(f"{one.uid} {one.sequence} {_moment(one.revised)}") for one in calendar.dropped
        ]
    if calendar.url:
        head["SOURCE"] = _Plain(uri(calendar.url), params={"VALUE": "URI"})
    yield _bytes(head).removesuffix(_END)
    for event in calendar.events:
        yield _bytes(_component(event, is_todo=todos))
    yield _END


def event_file(calendar: Calendar, event: Event) -> bytes:
    """A file with this event alone, as a server keeps it or a message brings it.

    It says nothing of the `calendar` that the event is of: a server would take that for
    a property of the event.
    """
    del calendar
    head = _heading()
    head.add_component(_component(event, is_todo=False))
    return _bytes(head)


def _heading() -> Component:
    head = CalendarComponent()
    head["VERSION"] = _Plain("2.0")
    head["PRODID"] = _Text(f"-//earlyhelp//eh {__version__}//EN")
    head["CALSCALE"] = _Plain("GREGORIAN")
    return head


def _component(event: Event, *, is_todo: bool) -> Component:
    made: Component = Todo() if is_todo else EventComponent()
    made["UID"] = _Text(event.uid)
    made["DTSTAMP"] = made["LAST-MODIFIED"] = _moment(event.revised)
    made["SEQUENCE"] = _Plain(str(event.sequence))
    if not is_todo or event.first < event.last:
        made["DTSTART"] = _day(event.first)
    # an event ends before the day after its last one; what is due on a day may be done on it
    end = event.last if is_todo else event.last + timedelta(days=1)
    made["DUE" if is_todo else "DTEND"] = _day(end)
    made["SUMMARY"] = _Text(event.title)
    if event.description:
        made["DESCRIPTION"] = _Text(event.description)
    if event.location:
        made["LOCATION"] = _Text(event.location)
    if event.url:
        made["URL"] = _Plain(uri(event.url))
    if event.categories:
        words = (_Text(word).to_ical().decode() for word in event.categories)
        made["CATEGORIES"] = _Plain(",".join(words))
    status = _STATUSES[event.status]
    if is_todo:
        made["STATUS"] = status if event.is_cancelled else _TO_DO
        if DONE in event.categories and not event.is_cancelled:
            made["STATUS"] = _COMPLETED
            made["PERCENT-COMPLETE"] = _Plain("100")
        made["X-EARLYHELP-STATUS"] = status
    else:
        made["STATUS"] = status
        for name, value in _FREE.items():
            made[name] = value
    if event.relations:
        made["RELATED-TO"] = [_relation(relation) for relation in event.relations]
    own = {"KEY": event.key, "DAY": event.day, "WAS": event.was, "CONTENT": event.mark}
    for name, text in own.items():
        if text:
            made[f"X-EARLYHELP-{name}"] = _Text(text)
    if event.alarm_days:
        made.add_component(_alarm(event, event.alarm_days, at_end="DTSTART" not in made))
    return made


def _alarm(event: Event, days: int, *, at_end: bool) -> Component:
    """A reminder at 9 in the morning, so many days before; of a task, before it is due."""
    alarm = Alarm()
    alarm["ACTION"] = _Plain("DISPLAY")
    alarm["DESCRIPTION"] = _Text(event.title)
    hours = "T15H"  # from 9 in the morning to the midnight at which the event begins
    before = f"-P{days - 1}D{hours}" if days > 1 else f"-P{hours}"
    alarm["TRIGGER"] = _Plain(before, params={"RELATED": "END"} if at_end else None)
    return alarm


def _relation(relation: Relation) -> vText:
    params = {"RELTYPE": relation.kind.value}
    if relation.gap_days:
        params["GAP"] = f"P{relation.gap_days}D"
    return _Text(relation.uid, params=params)


def _day(day: date) -> vText:
    return _Plain(day.isoformat().replace("-", ""), params={"VALUE": "DATE"})


def _moment(moment: datetime) -> vText:
    day, time = moment.isoformat()[:19].split("T")
    return _Plain(f"{day}T{time}Z".translate(_NO_MARKS))


def _bytes(component: Component) -> bytes:
    return b"".join(map(_folded, _lines(component)))


def _lines(component: Component) -> Iterator[bytes]:
    """What `component.content_lines()` has, in the order in which it was put there.

    It makes three maps of parameters for each line, and takes four times as long.
    """
    name = str(component.name).encode()
    yield b"BEGIN:" + name
    for key, values in component.items():
        for value in values if isinstance(values, list) else (values,):
            params = b";" + value.params.to_ical() if value.params else b""
            yield key.encode() + params + b":" + value.to_ical()
    for part in component.subcomponents:
        yield from _lines(part)
    yield b"END:" + name


def _folded(line: bytes) -> bytes:
    """A line in pieces of at most 75 octets: never within a character, nor an escape."""
    if len(line) <= LONGEST_LINE:
        return line + b"\r\n"
    pieces: list[bytes] = []
    start = 0
    while len(line) - start > (room := LONGEST_LINE - bool(pieces)):
        end = start + room
        while line[end] & 0xC0 == 0x80:  # in the middle of a character
            end -= 1
        backslashes = end - start - len(line[start:end].rstrip(b"\\"))
        end -= backslashes % 2  # between a backslash and what it escapes
        pieces.append(line[start:end])
        start = end
    pieces.append(line[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
