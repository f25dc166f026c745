"""Which of a plan's calendars is this, and which day does an event of it say?"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.dates import DateExpression
from earlyhelp.model import Plan
from earlyhelp.model.calendars import Calendar, Event
from earlyhelp.outputs.calendars import events
from earlyhelp.outputs.calendars.spans import by_words
from earlyhelp.outputs.calendars.views import View, ViewKind
from earlyhelp.outputs.calendars.wording import CANCELLED


def view_of(plan: Plan, calendar: Calendar) -> tuple[View, str | None] | None:
    """Whom a calendar of this plan is for, and of which one property it is, if of one.

    ``None`` where it has the uid of none of them: a client gave it another one, or it is
    not ours.
    """
    registers = plan.registers
    properties = [row.id for row in registers.properties] if registers else []
    for view in _views(plan):
        for only in (None, *properties):
            if events.uid(plan.id, view, only) == calendar.uid:
                return view, only
    return None


def _views(plan: Plan) -> Iterator[View]:
    """Everybody for whom there can be a calendar of a plan."""
    yield View(ViewKind.ASSETS)
    yield View(ViewKind.EVERYONE)
    for row in plan.registers.partners if plan.registers else ():
        yield View(ViewKind.PARTNER, row.id)
    owners = (milestone.owner for milestone in plan.milestones)
    for owner in dict.fromkeys(filter(None, owners)):
        yield View(ViewKind.OWNER, owner)


def said_day(event: Event) -> DateExpression:
    """The day of an event, in the words that it was exported with where these still fit."""
    said = exported_day(event)
    if said is not None and said.first <= event.first and event.last <= said.last:
        return said
    if event.first == event.last:
        return DateExpression.of(event.first)
    return DateExpression.parse(f"{event.first.isoformat()} to {event.last.isoformat()}")


def exported_day(event: Event) -> DateExpression | None:
    """The day that the plan had when the event was exported, where the event still says it."""
    try:
        return DateExpression.parse(event.day)
    except ValueError:
        return None


def name_of(event: Event) -> str:
    """The title of an event without what its status and its day add to it."""
    title = event.title.removeprefix(CANCELLED)
    day = exported_day(event)
    if day is None:
        return title
    return title.removesuffix(f", {day.with_preposition()}").removesuffix(f", {by_words(day)}")
