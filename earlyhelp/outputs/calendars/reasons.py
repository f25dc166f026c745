"""Why does an event stand on another day than before, as far as its readers may know?

A reason is what the journal records, never what somebody typed beside it: free text does not
leave the plan. It is given only where it holds: the line that keeps the milestone from its
old day was recorded after the old calendar was made, and before the event moved in the new one.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.dates import words
from earlyhelp.model.calendars import EPOCH, Calendar, Event
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.workflows import ACCEPTED, OUT
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars import wording
from earlyhelp.outputs.calendars.recognised import said_day, view_of
from earlyhelp.outputs.calendars.views import View, ViewKind
from earlyhelp.outputs.calendars.visible import Visible

_BEHIND_US = "because of an earlier step"


def about(entry: Entry) -> str:
    """The milestone that an entry is about."""
    if entry.action is Action.EXTENDED:
        return f"{entry.subject}.{OUT}"
    return f"{entry.subject}.{ACCEPTED}" if entry.action is Action.ACCEPTED else entry.subject


_MOVING = (Action.MOVED, Action.DONE, Action.EXTENDED, Action.ACCEPTED)


class Reasons:
    """What the plan's journal says since the old calendar, for the readers of the new one."""

    def __init__(self, schedule: Schedule, old: Calendar, new: Calendar) -> None:
        """Find the entries that are newer; readers that nobody knows are anybody."""
        self._schedule = schedule
        found = view_of(schedule.plan, new)
        self._view = found[0] if found else View(ViewKind.EVERYONE)
        self._visible = Visible(schedule.plan, self._view)
        self._since: dict[str, Entry] = {}
        journal = schedule.plan.journal
        for entry in journal.heeded if journal else ():
            made = entry.moment
            if entry.action in _MOVING and made is not None and made > old.revised:
                self._since[about(entry)] = entry

    def __call__(self, before: Event, after: Event) -> str | None:
        """A clause such as ``because of toddler-group's extension``; or nothing."""
        milestone = (after.key or "").partition("/")[2]
        if milestone not in self._schedule.plan:
            return None
        for name in self._held_back_by(milestone, said_day(before).high):
            if (entry := self._known_to(after, name)) is not None:
                return self._clause(entry, name)
        own = self._known_to(after, milestone)
        if own is None or self._view.audience is rows.Audience.PUBLIC:
            return None
        if own.action in (Action.DONE, Action.ACCEPTED):
            return "the day it was done"
        made = own.moment
        return f"as recorded on {words.short(made.date())}" if made else None

    def _known_to(self, after: Event, name: str) -> Entry | None:
        """What was recorded of a milestone by the time that the event was last revised."""
        entry = self._since.get(name)
        made = entry.moment if entry is not None else None
        is_later = made is not None and after.revised != EPOCH and made > after.revised
        return None if is_later else entry

    def _held_back_by(self, milestone: str, was: int) -> Iterator[str]:
        """The milestone on whose own day the chain begins that rules out the old day."""
        first = self._schedule.first_day(milestone)
        derivation = self._schedule.earliest_derivation(milestone)
        if derivation is None or first is None or first <= was:
            return
        begins = self._schedule.network.names[derivation.path()[0].node]
        if begins != milestone:
            yield begins

    def _clause(self, entry: Entry, name: str) -> str:
        if entry.action is Action.EXTENDED and (partner := self._partner(entry.subject)):
            return f"because of {partner}'s extension"
        seen = self._visible.seen.get(name)
        if seen is not None:
            title = wording.named(self._visible, seen)
        elif self._view.audience is rows.Audience.SERVICE:
            title = name
        else:
            return _BEHIND_US
        if entry.action in (Action.DONE, Action.ACCEPTED) and entry.day is not None:
            return f"because {title} was done {entry.day.when.with_preposition()}"
        return f"because {title} moved"

    def _partner(self, occupation: str) -> str | None:
        """The partner of an occupation, if the readers may know of its extension."""
        registers, audience = self._visible.registers, self._view.audience
        for row in registers.occupations:
            if row.id == occupation:
                allowed = rows.cells(row, audience, partner=self._view.name)
                return row.partner if "extension" in allowed else None
        return None
