"""Which days did somebody change in a calendar of ours, and may the plan take them over?

A calendar that comes back is one of three things: as it was, edited, or old. Only what was
edited after the plan last moved is offered; the rest is said. No server and no client looks
at how old a file is, so that is looked at here, event by event.
"""

from __future__ import annotations

import contextlib
import enum
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, words
from earlyhelp.dates.expressions import Precision
from earlyhelp.model import Milestone, Plan, Stated
from earlyhelp.model.calendars import EPOCH, Calendar, Event, event_uid
from earlyhelp.model.journal import Action
from earlyhelp.outputs.calendars.recognised import exported_day, view_of
from earlyhelp.outputs.calendars.spans import span
from earlyhelp.outputs.calendars.views import View
from earlyhelp.outputs.calendars.visible import Visible

_REFERENCE: Final = re.compile(r"\bRef: ?([A-Za-z0-9_][A-Za-z0-9_.-]{0,199})")
_WORKING_WEEK: Final = timedelta(days=4)


class EditKind(enum.Enum):
    """What became of the event of a milestone."""

    MOVED = "moved"
    OLD = "old"  #: nobody moved the event; the plan has moved on since it was exported
    CANCELLED = "cancelled"
    STRETCHED = "stretched"  #: it runs across several days, and the plan's is one of them
    MISSING = "missing"
    TWICE = "twice"  #: more than once, on different days
    DONE = "done"  #: moved, but it has happened already
    LOCKED = "locked"  #: moved, but the plan says that it is not to be


@attrs.frozen(kw_only=True)
class Edit:
    """One milestone about which the calendar says something else than the plan."""

    kind: EditKind
    milestone: str
    was: Stated | None = None  #: the plan's stated day
    now: DateExpression | None = None  #: what the calendar makes of it
    #: why it is dangerous to take over, in a sentence without its full stop
    warning: str | None = None

    @property
    def can_be_taken(self) -> bool:
        """Whether the plan could record it as a move."""
        return self.kind is EditKind.MOVED

    @property
    def is_offered(self) -> bool:
        """Whether it is taken over without being asked for by name."""
        return self.can_be_taken and self.warning is None


@attrs.frozen(kw_only=True)
class Edits:
    """Everything that a calendar says otherwise than the plan."""

    edits: tuple[Edit, ...] = ()  #: in the order of the plan
    view: View | None = None  #: whom the calendar is for, if it is still known as ours
    matched: int = 0  #: how many milestones the calendar has
    #: milestones that events name and the plan does not have
    unknown: tuple[str, ...] = ()
    foreign: int = 0  #: events that have nothing to do with the plan
    #: milestones of whose events only the title, the text or the place is another one
    otherwise: tuple[str, ...] = ()


def edits(plan: Plan, calendar: Calendar, view: View | None = None) -> Edits:
    """Compare a calendar with the plan; `view` is whom it is for, where its uid is lost."""
    own, unknown, foreign = _matched(plan, calendar)
    known, only = view_of(plan, calendar) or (None, None)
    if view not in (None, known):
        known, only = view, None
    expected: set[str] = set()
    if known is not None:
        seen = Visible(plan, known, only_property=only).seen
        expected = {name for name, one in seen.items() if one.milestone.stated is not None}
    found: list[Edit] = []
    otherwise: list[str] = []
    moved_at = _moved_at(plan)
    for milestone in plan.milestones:
        events = own.get(milestone.id, [])
        if events and known is not None and milestone.id not in expected and _is_off(events):
            continue  # it was called off for these readers, who need not see it any more
        if events:
            found += _of(plan, milestone, events, moved_at.get(milestone.id))
            otherwise += _otherwise(plan, milestone, events[-1])
        elif milestone.id in expected:
            kind = EditKind.MISSING
            found.append(Edit(kind=kind, milestone=milestone.id, was=milestone.stated))
    return Edits(
        edits=tuple(found),
        view=known,
        matched=len(own),
        unknown=unknown,
        foreign=foreign,
        otherwise=tuple(otherwise),
    )


# Whose event is it? ------------------------------------------------------------------------


def _matched(plan: Plan, calendar: Calendar) -> tuple[dict[str, list[Event]], tuple[str, ...], int]:
    """The events of each milestone, milestones that the plan has not, and how many are foreign."""
    by_uid = {event_uid(plan.id, milestone.id): milestone.id for milestone in plan.milestones}
    own: dict[str, list[Event]] = {}
    unknown: dict[str, None] = {}
    foreign = 0
    for event in calendar.events:
        named = _named(plan, event)
        name = by_uid.get(event.uid) or next((one for one in named if one in plan), None)
        if name is not None:
            own.setdefault(name, []).append(event)
        elif not named:
            foreign += 1
        elif not event.is_cancelled:  # what is off and no longer in the plan is as it should be
            unknown[named[0]] = None
    return own, tuple(unknown), foreign


def _named(plan: Plan, event: Event) -> list[str]:
    """The milestones of this plan that an event names: by its key, or else by its reference.

    A reference that is not in the plan counts only where ours stands, and looks like ours:
    the calendar of a person is full of others.
    """
    prefix = f"{plan.id}/"
    if event.key is not None:
        return [event.key.removeprefix(prefix)] if event.key.startswith(prefix) else []
    said = [found.rstrip(".") for found in _REFERENCE.findall(event.description)]
    known = [name for name in said if name in plan]
    first = [name for name in said[:1] if "." in name and event.description.startswith("Ref: ")]
    return known or first


# What became of it? ------------------------------------------------------------------------


def _of(
    plan: Plan, milestone: Milestone, events: list[Event], moved_at: datetime | None
) -> Iterator[Edit]:
    if len({(event.first, event.last, event.is_cancelled) for event in events}) > 1:
        yield Edit(kind=EditKind.TWICE, milestone=milestone.id, was=milestone.stated)
        return
    event, stated = events[-1], milestone.stated
    now = None if event.is_cancelled else _now(event, stated.when if stated else None)
    if event.is_cancelled and (stated is None or _is_off([event])):
        kind = EditKind.OLD  # it was cancelled by us
        if stated is None:
            return
    elif event.is_cancelled:
        kind = EditKind.CANCELLED
    elif stated is not None and _stands(plan, milestone, event, stated.when):
        if not stated.when.is_exact or event.first == event.last:
            return
        kind = EditKind.STRETCHED
    elif _is_untouched(plan, milestone, event, moved_at):
        kind = EditKind.OLD
    elif milestone.done is not None:
        kind = EditKind.DONE
    else:
        kind = EditKind.LOCKED if milestone.locked else EditKind.MOVED
    warning = _danger(event, stated, moved_at) if kind is EditKind.MOVED else None
    yield Edit(kind=kind, milestone=milestone.id, was=stated, now=now, warning=warning)


def _is_off(events: list[Event]) -> bool:
    """Whether it was cancelled by us, and not by somebody in a client."""
    return all(event.is_cancelled and event.marked == event.mark for event in events)


def _stands(plan: Plan, milestone: Milestone, event: Event, when: DateExpression) -> bool:
    """Whether an event stands where the plan puts it: on its days, or across its exact one."""
    if when.is_exact:
        return event.first <= when.first <= event.last
    there = span(plan, milestone, when)
    return (event.first, event.last) == (there.first, there.last)


def _now(event: Event, when: DateExpression | None) -> DateExpression:
    """The days of an event as a plan has them: a week stays a week."""
    first, last = event.first.isoformat(), event.last.isoformat()
    is_week = event.first.weekday() == 0 and event.last - event.first == _WORKING_WEEK
    if is_week and when is not None and when.precision is Precision.WEEK:
        return DateExpression.parse(f"week of {first}")
    return DateExpression.parse(first if first == last else f"{first} to {last}")


def _is_untouched(
    plan: Plan, milestone: Milestone, event: Event, moved_at: datetime | None
) -> bool:
    """Whether nobody moved the event: it stands where an earlier day of the plan put it."""
    exported = exported_day(event)
    if exported is not None:
        return _stands(plan, milestone, event, exported)
    if moved_at is None or event.revised >= moved_at:
        return False
    return any(_stands(plan, milestone, event, day) for day in _former_days(plan, milestone))


def _former_days(plan: Plan, milestone: Milestone) -> Iterator[DateExpression]:
    """The days that the journal moved a milestone from, and to: a move can be taken back."""
    for entry in plan.journal.ever_about(milestone.id) if plan.journal else ():
        if entry.action is not Action.MOVED:
            continue
        if entry.day is not None:
            yield entry.day.when
        with contextlib.suppress(ValueError):
            yield DateExpression.parse(entry.was)


def _danger(event: Event, stated: Stated | None, moved_at: datetime | None) -> str | None:
    """Why the day of an event may be meant for a plan that is no more."""
    exported = exported_day(event)
    if exported is not None:
        if stated is not None and exported.text == stated.when.text:
            return None
        now = stated.when.in_a_sentence() if stated else "no day"
        return (
            f"whoever moved it saw {exported.in_a_sentence()}; the plan has since moved it to {now}"
        )
    if moved_at is not None and event.revised < moved_at:
        made = (
            f"is of {words.short(event.revised.date())}" if event.revised != EPOCH else "is older"
        )
        return f"the event {made}; the plan moved it on {words.short(moved_at.date())}"
    return None


def _moved_at(plan: Plan) -> dict[str, datetime]:
    """When the journal last moved each milestone, or took a move of it back."""
    found: dict[str, datetime] = {}
    for entry in plan.journal.entries if plan.journal else ():
        made = entry.moment
        if made is not None and entry.action in (Action.MOVED, Action.UNDONE):
            found[entry.subject] = max(made, found.get(entry.subject, made))
    return found


def _otherwise(plan: Plan, milestone: Milestone, event: Event) -> Iterator[str]:
    """The milestone, if its event says another title, text or place, and nothing of its days."""
    exported = exported_day(event)
    if event.is_edited and exported is not None and not event.is_cancelled:
        there = span(plan, milestone, exported)
        if (event.first, event.last) == (there.first, there.last):
            yield milestone.id
