"""Which events does a plan make for somebody, and what has changed since the last time?

One all-day event for each milestone that the view may see and that has a stated day. What a
milestone is called, or when it is, is not what makes it the same event the next time: its uid
is, and that is made of its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from earlyhelp.model.calendars import Calendar, Event, EventStatus, calendar_uid, event_uid
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars import revisions, wording
from earlyhelp.outputs.calendars.revisions import revision
from earlyhelp.outputs.calendars.spans import span
from earlyhelp.outputs.calendars.texts import one_line, uri
from earlyhelp.outputs.calendars.ties import Ties
from earlyhelp.outputs.calendars.views import View, ViewKind
from earlyhelp.outputs.calendars.visible import Seen, Visible

__all__ = ["Options", "calendar", "revision", "undated"]

#: For how many calendar days what is off is still shown.
KEEP_CANCELLED_DAYS: Final = 28
_HOLDS: Final = {
    ViewKind.ASSETS: "When each property is vacated and when it is handed over.",
    ViewKind.PARTNER: "When you move out, and when the service in the same building ends.",
    ViewKind.OWNER: "Every milestone of this owner that has a day.",
    ViewKind.EVERYONE: "The launch, and when services in each building end.",
}


@attrs.frozen(kw_only=True)
class Options:
    """What a calendar can have besides."""

    alarm_days: int | None = None  #: how many days before, at 9 in the morning
    relations: bool = False  #: ties between events, for programs that read RFC 9253
    keep_cancelled_days: int = KEEP_CANCELLED_DAYS
    url: str | None = None  #: where the calendar can be subscribed to
    only_property: str | None = None  #: the id of one property


def calendar(
    schedule: Schedule,
    view: View,
    *,
    previous: Calendar | None = None,
    options: Options = Options(),
) -> Calendar:
    """The calendar of a plan for somebody, continuing the `previous` one of the same uid.

    Without one, an event that the journal has moved says from where; not to the public,
    which never saw that day.
    """
    made = _Making(schedule, view, previous, options)
    events = [*made.events(), *made.gone()]
    shown = {event.uid for event in events}
    return Calendar(
        uid=uid(schedule.plan.id, view, options.only_property),
        name=made.name(),
        description=made.description(),
        url=uri(options.url) if options.url else None,
        events=tuple(sorted(events, key=lambda event: (event.first, event.uid))),
        dropped=tuple(sorted(one for one in made.dropped.values() if one.uid not in shown)),
    )


def uid(plan: str, view: View, only_property: str | None = None) -> str:
    """The uid of a calendar: of its plan, of whom it is for, and of its one property."""
    return calendar_uid(plan, f"{view.slug}/{only_property}" if only_property else view.slug)


def heading(schedule: Schedule, view: View) -> tuple[str, str]:
    """The name of a calendar and its description, as they stand above a list of its parts."""
    made = _Making(schedule, view, None, Options())
    return made.name(), made.description()


def undated(schedule: Schedule, view: View, *, only_property: str | None = None) -> tuple[str, ...]:
    """The milestones that the view may see and that have no day, and so no event."""
    seen = Visible(schedule.plan, view, only_property=only_property).seen
    return tuple(name for name, one in seen.items() if one.milestone.stated is None)


class _Making:
    """The events of one calendar, being made."""

    def __init__(
        self, schedule: Schedule, view: View, previous: Calendar | None, options: Options
    ) -> None:
        self._schedule = schedule
        self._plan = schedule.plan
        self._view = view
        self._options = options
        self._visible = Visible(self._plan, view, only_property=options.only_property)
        self._ties = Ties(self._plan, self._visible.seen)
        self._revised = revision(schedule)
        self._old = previous.by_uid if previous else {}
        #: by uid; all of them once :meth:`gone` has been gone through
        self.dropped = {one.uid: one for one in previous.dropped} if previous else {}
        self._made: set[str] = set()
        stated = self._visible.seen.items()
        self._dated = {name for name, seen in stated if seen.milestone.stated is not None}

    def events(self) -> Iterator[Event]:
        """One for each milestone with a day."""
        for name in self._visible.seen:
            if name in self._dated:
                event = self._event(self._visible.seen[name])
                self._made.add(event.uid)
                old = self._old.get(event.uid)
                if old is None:
                    yield revisions.begun(event, self.dropped.get(event.uid), self._revised)
                else:
                    yield revisions.continued(event, old, self._revised)

    def gone(self) -> Iterator[Event]:
        """Those that the previous calendar had and this one has not, while they are kept."""
        for uid, old in self._old.items():
            if uid not in self._made and revisions.is_of(self._plan, old):
                event = revisions.cancelled(old, self._schedule, self._revised)
                if revisions.is_kept(event, self._schedule, self._options.keep_cancelled_days):
                    yield event
                else:
                    self.dropped[uid] = revisions.dropped(event)

    def name(self) -> str:
        """``Early Help redesign – Centre 07 – Property handovers``."""
        parts = [self._plan.title]
        if self._options.only_property is not None:
            parts.append(self._visible.property_name(self._options.only_property))
        match self._view.kind:
            case ViewKind.ASSETS:
                parts.append("Property handovers")
            case ViewKind.PARTNER:
                parts.append(self._visible.partner_name(self._view.name or ""))
            case ViewKind.OWNER:
                parts.append(self._view.name or "")
        return " – ".join(filter(None, (one_line(part, 80) for part in parts)))

    def description(self) -> str:
        """What it holds, how old it is, and that it is not the place for changes."""
        return (
            f"{_HOLDS[self._view.kind]} {wording.as_at_line(self._schedule)} "
            f"Do not change entries here: tell {wording.whom(self._plan.organisation)}."
        )

    def _event(self, seen: Seen) -> Event:
        milestone, stated = seen.milestone, seen.milestone.stated
        assert stated is not None  # noqa: S101 - only those with a day are asked for
        uid = event_uid(self._plan.id, milestone.id)
        at = span(self._plan, milestone, stated.when)
        was = self._was(seen, self._old.get(uid))
        is_certain = milestone.done or (milestone.on and stated.when.is_exact)
        place = self._visible.address(seen.property_id) if seen.property_id else ""
        relations = self._options.relations
        return Event(
            uid=uid,
            first=at.first,
            last=at.last,
            title=wording.title(self._visible, seen, at),
            key=one_line(f"{self._plan.id}/{milestone.id}"),
            description=wording.description(
                self._schedule, self._visible, seen, at, was=was, before=self._before(seen)
            ),
            status=EventStatus.CONFIRMED if is_certain else EventStatus.TENTATIVE,
            categories=wording.categories(seen),
            location=one_line(place) if place else None,
            relations=self._ties.relations(milestone.id, self._dated) if relations else (),
            alarm_days=self._alarm(seen, at.first >= (self._schedule.as_at or at.first)),
            day=stated.when.text,
            was=was,
            revised=self._revised,
        )

    def _was(self, seen: Seen, old: Event | None) -> str | None:
        milestone, stated = seen.milestone, seen.milestone.stated
        day = stated.when.text if stated else ""
        if old is not None:
            was = revisions.was_of(day, old)
        elif milestone.moved_from is None or self._view.audience is rows.Audience.PUBLIC:
            was = None
        else:
            was = milestone.moved_from.when.text
        return None if was == day else was

    def _before(self, seen: Seen) -> list[Seen]:
        """What it still waits for, the latest first; nobody waits for what is done."""
        if seen.milestone.done or self._view.audience is rows.Audience.PUBLIC:
            return []
        found = (self._visible.seen[name] for name in self._ties.before(seen.milestone.id))
        return sorted((one for one in found if not one.milestone.done), key=_latest_first)

    def _alarm(self, seen: Seen, is_to_come: bool) -> int | None:
        return self._options.alarm_days if is_to_come and not seen.milestone.done else None


def _latest_first(seen: Seen) -> tuple[bool, int, str]:
    stated = seen.milestone.stated
    return stated is not None, -stated.when.high if stated else 0, seen.milestone.id
