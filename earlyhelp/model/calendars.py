"""What a calendar holds: all-day events, as they are exported or as a file has them.

An event stands for one milestone. Which one it is, is in its `uid` and its `key`, never in
its title or its day, so that it stays the same event when either changes (RFC 5545 3.8.4.7).
"""

from __future__ import annotations

import enum
import hashlib
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Final

import attrs

#: Names of calendars and events are made from this one, and so are the same on every machine.
NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/earlyhelp/earlyhelp")
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class EventStatus(enum.Enum):
    """How sure an event is (RFC 5545 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"  #: done, or pinned
    TENTATIVE = "TENTATIVE"  #: expected, or known only as a span
    CANCELLED = "CANCELLED"  #: no longer in the plan


class RelationKind(enum.Enum):
    """How one event is tied to another (RFC 9253)."""

    DEPENDS_ON = "DEPENDS-ON"  #: stands on the later event and names the earlier one
    FINISH_TO_START = "FINISHTOSTART"  #: stands on the earlier event and names the later one


@attrs.frozen(kw_only=True, order=True)
class Relation:
    """A tie to another event."""

    kind: RelationKind = attrs.field(order=lambda kind: kind.value)
    uid: str
    gap_days: int | None = attrs.field(default=None, order=False)  #: calendar days; a lag


@attrs.frozen(kw_only=True)
class Event:
    """One all-day event. Its texts have no control characters and no backslashes.

    `first` and `last` are both inclusive: a file has the day after `last` as its end.
    """

    uid: str
    first: date
    last: date
    title: str
    #: ``PLAN/MILESTONE``, our own name for it; ``None`` in a file that does not say it
    key: str | None = None
    description: str = ""
    status: EventStatus = EventStatus.CONFIRMED
    categories: tuple[str, ...] = ()
    location: str | None = None
    url: str | None = None
    relations: tuple[Relation, ...] = ()
    alarm_days: int | None = None  #: how many days before `first`, at 9 in the morning
    day: str = ""  #: the day as the plan has it, such as ``week of 2021-09-13``
    was: str | None = None  #: the day it had before it was moved, in the same form
    sequence: int = 0  #: how often its content has changed since it was first exported
    revised: datetime = EPOCH  #: when its content last changed, in UTC
    #: what a file says that the mark of its content was when it was exported
    marked: str | None = None

    @property
    def content(self) -> Event:
        """What it says, without how often and when that changed: equal if nothing changed."""
        return attrs.evolve(self, sequence=0, revised=EPOCH, marked=None)

    @property
    def mark(self) -> str:
        """A short text that is another one as soon as anything in `content` is."""
        parts = [repr(value) for value in attrs.astuple(self.content, recurse=False)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    @property
    def is_edited(self) -> bool:
        """Whether somebody changed it after it was exported, in a client of their own."""
        return self.marked is not None and self.marked != self.mark

    @property
    def is_cancelled(self) -> bool:
        """Whether it is there only to say that it is off."""
        return self.status is EventStatus.CANCELLED


@attrs.frozen(kw_only=True, order=True)
class Dropped:
    """An event that a calendar had and shows no more: where its numbers go on if it is back.

    Whoever still has it would take no lower `sequence` than that one (RFC 5546 2.1.4).
    """

    uid: str
    sequence: int
    revised: datetime  #: in UTC


@attrs.frozen(kw_only=True, slots=False)
class Calendar:
    """A calendar: events in the order of their first day, then of their uid."""

    uid: str
    name: str
    description: str = ""
    url: str | None = None  #: where it can be subscribed to
    events: tuple[Event, ...] = ()
    dropped: tuple[Dropped, ...] = ()  #: in the order of their uid

    @property
    def revised(self) -> datetime:
        """When anything in it last changed, in UTC; it never falls because something is dropped."""
        moments = [event.revised for event in self.events]
        moments += [one.revised for one in self.dropped]
        return max(moments, default=EPOCH)

    @cached_property
    def by_uid(self) -> Mapping[str, Event]:
        """Its events by uid; the last one where a file has two of the same."""
        return {event.uid: event for event in self.events}


def event_uid(plan: str, milestone: str) -> str:
    """The uid of a milestone's event: of its plan, its property and its step."""
    return str(uuid.uuid5(NAMESPACE, f"{plan}/{milestone}"))


def calendar_uid(plan: str, view: str) -> str:
    """The uid of a calendar: of its plan and of whom it is for."""
    return str(uuid.uuid5(NAMESPACE, f"{plan}//{view}"))
