"""Which lines of a calendar file may be read, event by event?

A file from elsewhere is split into its events before anything else looks at it, so that
one that is broken never costs another. Of each, only the lines on a list are kept: nobody's
address, attachment or link is ever parsed. Lines are bytes: whoever breaks one in two (RFC
5545 3.1) may do so inside a letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import attrs

from earlyhelp.model.calendars import Event

BOM: Final = b"\xef\xbb\xbf"
_LINE: Final = re.compile(rb"[^\n]+")
_NAME_ENDS: Final = re.compile(rb"[;:]")
#: What is read of the calendar itself.
_HEADING: Final = frozenset(
    {
        b"UID",
        b"NAME",
        b"X-WR-CALNAME",
        b"DESCRIPTION",
        b"X-WR-CALDESC",
        b"SOURCE",
        b"X-EARLYHELP-DROPPED",
    }
)
#: What is read of an event.
_OF_AN_EVENT: Final = frozenset(
    {
        b"UID",
        b"DTSTART",
        b"DTEND",
        b"DUE",
        b"DURATION",
        b"DTSTAMP",
        b"LAST-MODIFIED",
        b"SEQUENCE",
        b"STATUS",
        b"SUMMARY",
        b"DESCRIPTION",
        b"LOCATION",
        b"URL",
        b"CATEGORIES",
        b"RELATED-TO",
        b"RRULE",
        b"RDATE",
        b"RECURRENCE-ID",
        b"X-EARLYHELP-KEY",
        b"X-EARLYHELP-DAY",
        b"X-EARLYHELP-WAS",
        b"X-EARLYHELP-CONTENT",
        b"X-EARLYHELP-STATUS",
    }
)
#: An alarm as we write them; any other is nobody's business but its owner's.
_TRIGGER: Final = re.compile(rb"TRIGGER(;RELATED=END)?:-P([0-9]{1,4}D)?T15H\Z")
_EVENTS: Final = frozenset({b"VEVENT", b"VTODO"})
#: The rules of real time zones. One that changed every second would take for ever to work out.
_PLAIN_RULE: Final = re.compile(
    rb"(FREQ=YEARLY|BYMONTH=\d+|BYDAY=[+-]?\d?(SU|MO|TU|WE|TH|FR|SA)|BYMONTHDAY=[\d,]{1,40}"
    rb"|INTERVAL=1|UNTIL=[0-9TZ]+|WKST=[A-Z]{2}|;)+\Z"
)


@attrs.frozen
class EventLines:
    """One event: the lines of it that are read, and those of its alarms."""

    kind: bytes  #: ``VEVENT`` or ``VTODO``
    own: tuple[bytes, ...]
    alarms: tuple[tuple[bytes, ...], ...] = ()

    def first(self, name: bytes) -> bytes:
        """What follows the first colon of its first line of this name; nothing if none has it."""
        found = (line for line in self.own if name_of(line) == name)
        return next(found, b"").partition(b":")[2]

    def whole(self) -> bytes:
        """The event as a file would have it."""
        alarms = [
            line for alarm in self.alarms for line in (b"BEGIN:VALARM", *alarm, b"END:VALARM")
        ]
        return b"\r\n".join([b"BEGIN:" + self.kind, *self.own, *alarms, b"END:" + self.kind, b""])


@attrs.frozen
class FileLines:
    """A calendar file, taken apart."""

    heading: tuple[bytes, ...]
    zones: tuple[bytes, ...]  #: each a VTIMEZONE, as a file would have it
    events: tuple[EventLines | Event, ...]  #: those that could be read at once are
    cut_short: int  #: how many events begin and never end
    is_calendar: bool


def name_of(line: bytes) -> bytes:
    """The name of a line, in capitals."""
    return _NAME_ENDS.split(line, 1)[0].upper()


#: Reads an event at once, so that its lines need not be kept; ``None``: it cannot.
ReadEvent = Callable[[EventLines], Event | None]


def file_lines(data: bytes, *, most: int, read: ReadEvent = lambda _lines: None) -> FileLines:
    """A file's lines, of at most `most` events and one more."""
    taker = _Taker(read)
    for line in _unfolded(data):
        taker.take(line)
        if len(taker.events) > most:
            break
    taker.end_event(is_whole=False)
    return FileLines(
        tuple(taker.heading),
        tuple(taker.zones),
        tuple(taker.events),
        taker.cut_short,
        taker.is_calendar,
    )


def _unfolded(data: bytes) -> Iterator[bytes]:
    """The lines, whatever ends them. Texts are replaced, because a pattern keeps every piece."""
    whole = data.removeprefix(BOM)
    while b"\r\r" in whole:
        whole = whole.replace(b"\r\r", b"\r")
    for end in (b"\r\n", b"\r"):
        whole = whole.replace(end, b"\n")
    for fold in (b"\n ", b"\n\t"):
        whole = whole.replace(fold, b"")
    return (found[0] for found in _LINE.finditer(whole))


class _Taker:
    """Goes through the lines once and keeps those that may be read, where they belong."""

    def __init__(self, read: ReadEvent) -> None:
        self.heading: list[bytes] = []
        self.zones: list[bytes] = []
        self.events: list[EventLines | Event] = []
        self.cut_short = 0
        self.is_calendar = False
        self._read = read
        self._inside: list[bytes] = []  # the components that have begun and not yet ended
        self._kind = b""  # of the event that has begun; nothing outside of any
        self._own: list[bytes] = []
        self._alarms: list[list[bytes]] = []
        self._zone: list[bytes] | None = None

    def take(self, line: bytes) -> None:
        """Put one line where it belongs, or leave it out."""
        name = name_of(line)
        if name in (b"BEGIN", b"END"):
            value = line.partition(b":")[2].strip().upper()
            (self._begin if name == b"BEGIN" else self._end)(value)
        elif self._zone is not None:
            self._zone.append(line)
        elif self._kind:
            self._take_of_event(name, line)
        elif self._inside == [b"VCALENDAR"] and name in _HEADING:
            self.heading.append(line)

    def _take_of_event(self, name: bytes, line: bytes) -> None:
        match self._inside:
            case []:
                if name in _OF_AN_EVENT:
                    self._own.append(line)
            case [b"VALARM"]:
                if _TRIGGER.match(line):
                    self._alarms[-1].append(line)

    def _begin(self, what: bytes) -> None:
        if what == b"VCALENDAR":
            self.end_event(is_whole=False)
            self.is_calendar, self._inside, self._zone = True, [what], None
        elif what in _EVENTS:
            self.end_event(is_whole=False)
            self._kind, self._inside, self._zone = what, [], None
        elif what == b"VTIMEZONE" and not self._kind:
            self._zone = [b"BEGIN:VTIMEZONE"]
        elif self._zone is not None:
            self._zone.append(b"BEGIN:" + what)
        else:
            self._inside.append(what)
            if what == b"VALARM" and len(self._inside) == 1:
                self._alarms.append([])

    def _end(self, what: bytes) -> None:
        if self._zone is not None:
            self._zone.append(b"END:" + what)
            if what == b"VTIMEZONE":
                if all(map(_is_harmless, self._zone)):
                    self.zones.append(b"\r\n".join([*self._zone, b""]))
                self._zone = None
        elif self._kind and what == self._kind:
            self.end_event(is_whole=True)
        elif self._inside and self._inside[-1] == what:
            self._inside.pop()

    def end_event(self, *, is_whole: bool) -> None:
        """Keep the event that has begun, if one has and it also ended."""
        if self._kind and is_whole:
            alarms = tuple(tuple(alarm) for alarm in self._alarms)
            lines = EventLines(self._kind, tuple(self._own), alarms)
            self.events.append(self._read(lines) or lines)
        elif self._kind:
            self.cut_short += 1
        self._kind, self._own, self._alarms = b"", [], []
        self._inside = [b"VCALENDAR"]


def _is_harmless(line: bytes) -> bool:
    """Whether a line of a time zone can be worked out quickly."""
    is_rule = name_of(line) == b"RRULE"
    return not is_rule or bool(_PLAIN_RULE.match(line.partition(b":")[2].strip().upper()))
