"""Where do published calendars lie, and what do the pages beside them say?

Everybody's calendar lies in a folder of its own that can be served to those whom it is for
and to nobody else: ``public``, ``assets``, one below ``partners`` for each partner and one
below ``owners`` for each owner, whose names do not say whose they are. The page above them
names no partner, and no page of a calendar leads to another one.

What changed last is read off the calendar itself: the events with its newest revision. So
the same calendar has the same page, however often it is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates import words
from earlyhelp.model import Plan
from earlyhelp.model.calendars import Calendar, Event, EventStatus, calendar_uid
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars import page
from earlyhelp.outputs.calendars.errands import when
from earlyhelp.outputs.calendars.views import View, ViewKind
from earlyhelp.outputs.calendars.wording import day_in_words

PAGE: Final = "index.html"
_FILE: Final = {
    ViewKind.EVERYONE: "public/everyone.ics",
    ViewKind.ASSETS: "assets/assets.ics",
    ViewKind.OWNER: "owners/{}/calendar.ics",
    ViewKind.PARTNER: "partners/{}/calendar.ics",
}
_FOR: Final = {
    ViewKind.EVERYONE: "everyone",
    ViewKind.ASSETS: "the Assets Team",
    ViewKind.PARTNER: "one partner",
    ViewKind.OWNER: "the owner {}",
}
_WARNINGS: Final = {
    ViewKind.ASSETS: "It says when buildings stand empty. It is for the Assets Team: do not pass "
    "its address on.",
    ViewKind.PARTNER: "It is for you alone: do not pass its address on.",
    ViewKind.OWNER: "It is for the council: do not pass its address on.",
}
_SURE: Final = {
    EventStatus.CONFIRMED: "fixed, or done",
    EventStatus.TENTATIVE: "expected",
    EventStatus.CANCELLED: "cancelled",
}


@attrs.frozen(kw_only=True)
class Feed:
    """A calendar that is published for one audience."""

    view: View
    calendar: Calendar
    file: str  #: from the folder of all of them

    @property
    def folder(self) -> str:
        """The folder that can be served to that audience."""
        return self.file.rpartition("/")[0]

    @property
    def is_listed(self) -> bool:
        """Whether the page above all of them may name it."""
        return self.view.kind is not ViewKind.PARTNER


class Change(NamedTuple):
    """What changed last in an event, in words."""

    what: str
    was: str
    now: str


def order(view: View) -> tuple[int, str]:
    """Where a calendar comes in a list of them, however they were asked for."""
    return list(_FILE).index(view.kind), view.slug


def place(plan: str, view: View) -> str:
    """The file of a plan's calendar for `view`: always the same, and saying no name."""
    return _FILE[view.kind].format(calendar_uid(plan, view.slug))


def address(file: str, base: str | None) -> str | None:
    """Where a file can be subscribed to, if `base` is where the folder is served."""
    return f"{base}/{file}" if base else None


def pages(
    plan: Plan, as_at: date | None, feeds: Sequence[Feed], base: str | None
) -> dict[str, bytes]:
    """The pages of all calendars, by their name in the folder; `base` is an https address."""
    made = {
        f"{feed.folder}/{PAGE}": page.feed_page(
            page={
                "title": feed.calendar.name,
                "is_public": feed.view.kind is ViewKind.EVERYONE,
            },
            feed=_said(feed, base) | {"events": [_line(event) for event in feed.calendar.events]},
        )
        for feed in feeds
    }
    made[PAGE] = page.index_page(
        page={
            "title": f"{rows.cell(plan.title).words}: calendars",
            "as_at": words.day(as_at) if as_at else "",
            "is_public": False,
        },
        feeds=[_said(feed, base, folder=feed.folder) for feed in feeds if feed.is_listed],
    )
    return made


def _said(feed: Feed, base: str | None, *, folder: str | None = None) -> dict[str, object]:
    """What a page says of a calendar; `folder` leads to it from that page."""
    there = address(feed.file, base)
    here = f"{folder}/" if folder else ""
    return {
        "name": feed.calendar.name,
        "audience": _FOR[feed.view.kind].format(rows.cell(feed.view.name).words),
        "holds": feed.calendar.description,
        "warning": _WARNINGS.get(feed.view.kind, ""),
        "counted": _counted(feed.calendar),
        "subscribe": f"webcal:{there.partition(':')[2]}"
        if there
        else here + feed.file.rpartition("/")[2],
        "address": there,
        "page": f"{here}{PAGE}",
        "changed": words.day(feed.calendar.revised.date()),
        "changes": list(changes(feed.calendar)),
        "has_dropped": bool(feed.calendar.dropped),
    }


def _counted(calendar: Calendar) -> str:
    if not calendar.events:
        return "No events yet"
    first = min(event.first for event in calendar.events)
    last = max(event.last for event in calendar.events)
    return f"{words.count(len(calendar.events), 'event')}, {words.span(first, last)}"


def changes(calendar: Calendar) -> Iterator[Change]:
    """What changed when anything in a calendar last did; nothing where it is all new."""
    newest = [event for event in calendar.events if event.revised == calendar.revised]
    all_new = len(newest) == len(calendar.events)
    for event in newest:
        if all_new and event.sequence == 0:
            continue
        yield Change(event.title, *_was_and_now(event))


def _was_and_now(event: Event) -> tuple[str, str]:
    now = when(event)
    if event.is_cancelled:
        return now, "cancelled"
    if event.sequence == 0:
        return "not in it", now
    if event.was is not None:
        return day_in_words(event.was), now
    return "the same day, with other details", now


def _line(event: Event) -> dict[str, str]:
    return {"when": when(event), "what": event.title, "sure": _SURE[event.status]}
