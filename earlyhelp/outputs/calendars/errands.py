"""What has to be sent to a server that has an older state of a calendar?

The server's own events are the state: what they say of themselves shows whether somebody
has changed them there, and such an event is only overwritten by somebody who means to.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping

import attrs

from earlyhelp.dates import DateExpression, words
from earlyhelp.model import Plan
from earlyhelp.model.calendars import Calendar, Event, event_uid
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars import revisions, wording
from earlyhelp.outputs.calendars.views import View
from earlyhelp.outputs.calendars.visible import Visible
from earlyhelp.outputs.text import clipped


class Errand(enum.Enum):
    """What is to be done about one event."""

    SEND = "send"  #: it is new, or something in it has changed
    CANCEL = "cancel"  #: it has been called off since
    REMOVE = "remove"  #: it was called off long enough ago
    LEAVE = "leave"  #: it is as it should be


@attrs.frozen(kw_only=True)
class Task:
    """One event, and what is to be done about it."""

    errand: Errand
    event: Event  #: as it is to be; as it was, where it is to be removed
    there: Event | None = None  #: as the server has it
    is_edited: bool = False  #: somebody changed it on the server after it was sent


def is_ours(event: Event, plan: Plan, known: frozenset[str]) -> bool:
    """Whether an event is of this plan, whatever has become of its texts.

    `known` is :func:`uids_of` the plan. Events of other plans, and of people, are not.
    """
    return event.uid in known or revisions.is_of(plan, event)


def uids_of(plan: Plan) -> frozenset[str]:
    """The uid of every milestone's event."""
    return frozenset(event_uid(plan.id, milestone.id) for milestone in plan.milestones)


def of_others(plan: Plan, view: View, there: Iterable[Event]) -> tuple[Event, ...]:
    """Events of milestones that the plan still has and that are not for `view`.

    Where there are any, it is most likely somebody else's calendar.
    """
    seen = {event_uid(plan.id, name) for name in Visible(plan, view).seen}
    own = uids_of(plan) - seen
    return tuple(event for event in there if event.uid in own and not event.is_cancelled)


def tasks(wanted: Calendar, there: Iterable[Event]) -> Iterator[Task]:
    """What is to be done so that the server has `wanted`: first what comes first."""
    has = {event.uid: event for event in there}
    for event in wanted.events:
        yield _task(event, has.get(event.uid))
    for event in has.values():
        if event.uid not in wanted.by_uid:
            yield Task(errand=Errand.REMOVE, event=event, there=event, is_edited=_is_edited(event))


def _task(event: Event, there: Event | None) -> Task:
    if there is None:
        return Task(errand=Errand.SEND, event=event)
    if event.content == there.content or (there.marked is None and _looks_like(event, there)):
        return Task(errand=Errand.LEAVE, event=event, there=there)
    is_called_off = event.is_cancelled and not there.is_cancelled
    return Task(
        errand=Errand.CANCEL if is_called_off else Errand.SEND,
        event=event,
        there=there,
        is_edited=_is_edited(there),
    )


def _is_edited(there: Event) -> bool:
    """Whether the server's event is not as we sent it.

    One that has lost our mark was written by another program: nobody can tell what it was
    when we sent it.
    """
    return there.is_edited or there.marked is None


def _looks_like(event: Event, there: Event) -> bool:
    """Whether people see the same in both, on a server that keeps no properties but its own."""
    return _visible(event) == _visible(there)


def _visible(event: Event) -> Mapping[str, object]:
    shown = ("uid", "first", "last", "title", "description", "location", "status")
    return {name: getattr(event, name) for name in shown}


# In words. ---------------------------------------------------------------------------------


def in_words(task: Task) -> str:
    """``Centre 07 handed over: Monday 20 December 2021 (was Monday 13 December 2021)``."""
    event, there, title = task.event, task.there, named(task.event)
    if task.is_edited and there is not None:
        return (
            f"{title}: somebody has changed it on the server, where it is now on "
            f"{on_days(there)}; the plan says {when(event)}"
        )
    if event.was is not None and there is not None and there.day != event.day:
        return f"{title}: {when(event)} (was {wording.day_in_words(event.was)})"
    return f"{title}: {when(event)}"


def named(event: Event) -> str:
    """Its title as a line on a terminal can have it: on a server anybody may have typed it."""
    return clipped(rows.cell(event.title).words)


def when(event: Event) -> str:
    """The day as the plan has it, or else as the calendar does."""
    try:
        return DateExpression.parse(event.day).in_words()
    except ValueError:
        return on_days(event)


def on_days(event: Event) -> str:
    """The days on which the calendar shows it."""
    if event.first == event.last:
        return words.day(event.first)
    return words.span(event.first, event.last)
