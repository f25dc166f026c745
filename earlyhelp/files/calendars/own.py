"""Is an event of a calendar file still just as we wrote it, and what does it then say?

Ours carry a mark of their content. Where it still fits, nobody has changed the event, and
its few lines have the one form that we write: they are read here, twenty times as fast as
by a parser of everything that a calendar may hold. The mark is no seal, so a text that an
event of ours could not have is left to that parser as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from earlyhelp.dates import days
from earlyhelp.files.calendars.lines import EventLines
from earlyhelp.files.calendars.texts import LONGEST_DESCRIPTION, clean, on_the_web, unescaped
from earlyhelp.model.calendars import Event, EventStatus, Relation, RelationKind

_START, _END = b"DTSTART;VALUE=DATE", b"DTEND;VALUE=DATE"
_RELATION: Final = re.compile(rb"RELATED-TO(?:;GAP=P([0-9]{1,5})D)?;RELTYPE=([A-Z-]+):(.*)\Z")
_TRIGGER: Final = re.compile(rb"TRIGGER:-P(?:([0-9]{1,4})D)?T15H\Z")
_SEQUENCE: Final = re.compile(rb"[0-9]{1,9}\Z")
_UNESCAPED_COMMA: Final = re.compile(r"(?<!\\),")


def own_event(lines: EventLines) -> Event | None:
    """The event as it was written; ``None`` where anything in it is not as we write it."""
    said: dict[bytes, bytes] = {}
    tied: list[bytes] = []
    for line in lines.own:
        if line.startswith(b"RELATED-TO"):
            tied.append(line)
            continue
        name, _, value = line.partition(b":")
        if name in said:
            return None
        said[name] = value
    if lines.kind != b"VEVENT" or not said.keys() >= {b"X-EARLYHELP-CONTENT", b"UID", _START, _END}:
        return None
    try:
        event = _event(said, tied, lines.alarms)
    except ValueError:  # a day, a number or a letter that is none
        return None
    return event if event.marked == event.mark and _is_ours(event) else None


def _event(
    said: dict[bytes, bytes], tied: list[bytes], alarms: tuple[tuple[bytes, ...], ...]
) -> Event:
    def text(name: bytes) -> str:
        return unescaped(said.get(name, b"").decode())

    sequence = said.get(b"SEQUENCE", b"0")
    if not _SEQUENCE.match(sequence):
        raise ValueError(sequence)
    words = said.get(b"CATEGORIES", b"").decode()
    return Event(
        uid=text(b"UID"),
        first=_day(said[_START]),
        last=_day(said[_END]) - timedelta(days=1),
        title=text(b"SUMMARY"),
        key=text(b"X-EARLYHELP-KEY") or None,
        description=text(b"DESCRIPTION"),
        status=EventStatus(said.get(b"STATUS", b"").decode()),
        categories=tuple(map(unescaped, _UNESCAPED_COMMA.split(words))) if words else (),
        location=text(b"LOCATION") or None,
        url=said.get(b"URL", b"").decode() or None,
        relations=tuple(_relations(tied)),
        alarm_days=_alarm_days(alarms),
        day=text(b"X-EARLYHELP-DAY"),
        was=text(b"X-EARLYHELP-WAS") or None,
        sequence=int(sequence),
        revised=_moment(said.get(b"LAST-MODIFIED", b"")),
        marked=text(b"X-EARLYHELP-CONTENT"),
    )


def _is_ours(event: Event) -> bool:
    """Whether its days and texts are such as an event of ours can have."""
    texts = (event.uid, event.title, event.key, event.location, event.day, event.was)
    return (
        days.FIRST_DATE <= event.first <= event.last <= days.LAST_DATE
        and days.FIRST_DATE < event.revised.date() < days.LAST_DATE
        and all(text is None or clean(text) == text for text in (*texts, *event.categories))
        and all(clean(relation.uid) == relation.uid for relation in event.relations)
        and clean(event.description, LONGEST_DESCRIPTION, keep="\n") == event.description
        and (event.url is None or on_the_web(event.url) is not None)
    )


def _day(value: bytes) -> date:
    """``20211220``."""
    if len(value) != 8 or not value.isdigit():
        raise ValueError(value)
    return date(int(value[:4]), int(value[4:6]), int(value[6:]))


def _moment(value: bytes) -> datetime:
    """``20210917T000000Z``."""
    return datetime.strptime(value.decode(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _relations(tied: list[bytes]) -> Iterator[Relation]:
    for line in tied:
        found = _RELATION.match(line)
        if found is None:
            raise ValueError(line)
        gap, kind, uid = found.groups()
        yield Relation(
            kind=RelationKind(kind.decode()),
            uid=unescaped(uid.decode()),
            gap_days=int(gap) if gap else None,
        )


def _alarm_days(alarms: tuple[tuple[bytes, ...], ...]) -> int | None:
    """How many days before, where its one alarm is one of ours."""
    if not alarms:
        return None
    [[line]] = alarms
    found = _TRIGGER.match(line)
    if found is None:
        raise ValueError(line)
    return int(found[1] or 0) + 1
