"""To whom does each message of the communication plan go, and when?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from earlyhelp.dates import days
from earlyhelp.findings import Place
from earlyhelp.model import Link, LinkKind, Stated
from earlyhelp.model.communications import milestone_id
from earlyhelp.model.registers import NO_ROWS, Communication
from earlyhelp.network.schedule import Schedule
from earlyhelp.partners.leaving import day_in_words
from earlyhelp.records import Record

PARTNERS: Final = "partners"
PUBLIC: Final = "members of the public"
#: Audiences that are the users of every property, where the message names none.
ALL_USERS: Final = frozenset(
    {
        "all families",
        "all parents",
        "all users",
        "centre users",
        "families",
        "families at all centres",
        "parents",
        "service users",
        "users",
        "users of all centres",
    }
)
_PARTNERS = re.compile(r"\bpartners\b", re.IGNORECASE)
_PUBLIC = re.compile(r"\bpublic\b", re.IGNORECASE)


@attrs.frozen(eq=False, repr=False)
class Message(Record):
    """A message, and the first and the last day number on which it can go out."""

    row: Communication
    id: str  #: of its milestone
    stated: Stated | None
    low: int | None
    high: int | None
    is_done: bool

    @property
    def place(self) -> Place:
        """Where its day stands, or else the whole of it."""
        return self.row.place if self.stated is None else self.stated.place

    @property
    def goes_out(self) -> str:
        """``goes out on Monday 13 September 2021``, or as much of it as is known."""
        verb = "went out" if self.is_done else "goes out"
        if self.stated is not None:
            return f"{verb} {self.stated.when.with_preposition()}"
        return "has no day" if self.high is None else f"{verb} by {day_in_words(self.high)}"

    @property
    def is_for_one(self) -> bool:
        """Whether it is for one partner, or for the users of one property."""
        return self.row.partner is not None or self.row.property is not None

    @property
    def is_for_all_users(self) -> bool:
        """Whether it is for the users of every property."""
        return not self.is_for_one and folded(self.row.audience or "") in ALL_USERS

    @property
    def is_public(self) -> bool:
        """Whether members of the public see it: as its row says, or else its audience."""
        if self.row.public is not None:
            return self.row.public
        return self.row.audience is not None and _PUBLIC.search(self.row.audience) is not None

    @property
    def audience(self) -> str | None:
        """Who hears it; the partners and members of the public under one name each."""
        said = self.row.audience
        if said is not None and _PARTNERS.search(said):
            return PARTNERS
        return PUBLIC if said is not None and _PUBLIC.search(said) else said

    def can_fall_in(self, first: int, last: int) -> bool:
        """Whether it can go out on one of these days, both inclusive."""
        is_after = self.low is not None and self.low > last
        is_before = self.high is not None and self.high < first
        return not is_after and not is_before


def messages(schedule: Schedule) -> Sequence[Message]:
    """The messages of the plan, in the order of their rows."""
    plan = schedule.plan
    rows = {milestone_id(row): row for row in (plan.registers or NO_ROWS).communications}
    links: dict[str, list[Link]] = {name: [] for name in rows}
    for link in plan.links if rows else ():
        for end in (link.first, link.then):
            if end in links:
                links[end].append(link)
    found = []
    for name, row in rows.items():
        said = plan[name]
        low, high = span(schedule, name)
        if said.stated is None:
            low, high = _between(schedule, name, links[name], low, high)
        found.append(Message(row, name, said.stated, low, high, said.done is not None))
    return found


def to_users(told: Sequence[Message]) -> tuple[Sequence[Message], Mapping[str, Sequence[Message]]]:
    """The messages to the users of all properties; and all that those of one hear, by its id.

    The users of a property that no message names hear what all do, and no more. Each list
    is in the order of `told`.
    """
    named = {one.row.property for one in told if one.row.property is not None}
    to_all: list[Message] = []
    heard: dict[str, list[Message]] = {name: [] for name in named}
    for one in told:
        if one.is_for_all_users:
            for messages_to in (to_all, *heard.values()):
                messages_to.append(one)
        elif one.row.property is not None and one.row.partner is None:
            heard[one.row.property].append(one)
    return to_all, heard


def _between(
    schedule: Schedule, name: str, links: Sequence[Link], low: int | None, high: int | None
) -> tuple[int | None, int | None]:
    """The first and the last day that a message's own links leave it.

    Its links to milestones with a stated day count as if that day were kept, whether or not
    it is pinned: four weeks before the day on which a centre is expected to be vacated.
    """
    plan = schedule.plan
    lows, highs = [low], [high]
    for link in links:
        is_first = link.first == name
        stated = plan[link.then if is_first else link.first].stated
        if stated is None:
            continue
        first, last, steps = stated.when.low, stated.when.high, link.lag.steps(plan.calendar)
        if stated.when.is_deadline:
            first = last
        if link.kind is LinkKind.AT_LEAST and is_first:
            highs.append(steps.latest_from(first))
        elif link.kind is LinkKind.AT_LEAST:
            lows.append(steps.later(first))
        elif not is_first:
            highs.append(steps.later(last))
    low = max((day for day in lows if day is not None), default=None)
    high = min((day for day in highs if day is not None), default=None)
    if plan.works(plan[name]):
        low = None if low is None else plan.calendar.on_or_after(_inside(low))
        high = None if high is None else plan.calendar.on_or_before(_inside(high))
    return (None if low is None else _inside(low)), (None if high is None else _inside(high))


def _inside(day: int) -> int:
    """The same day number, or the calendar's end where it lies beyond it."""
    return min(max(day, days.FIRST), days.LAST)


def span(schedule: Schedule, milestone: str) -> tuple[int | None, int | None]:
    """The first and the last day number of a milestone: as stated, or else in any schedule."""
    stated = schedule.plan[milestone].stated
    if stated is None:
        return schedule.first_day(milestone), schedule.last_day(milestone)
    is_open = stated.when.is_deadline  # it says only how late, and not how early
    return schedule.first_day(milestone) if is_open else stated.when.low, stated.when.high


def folded(audience: str) -> str:
    """An audience as it is compared: the same however its words are written."""
    return " ".join(audience.casefold().split())
