"""What does a calendar client keep of the files that it imports, one after the other?

A small second opinion on RFC 5545 and 5546, on what clients do instead of what these say, and
on what a plan's calendar must hold. It shares no code with earlyhelp: icalendar reads the files.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

import attrs
import icalendar

#: A title, and the first and the last day of it.
Entry = tuple[str, date, date]


class Reads(enum.Enum):
    """By what a client knows that an event in a file is newer than the one that it has."""

    BY_THE_RFC = "by the RFC"  #: the higher SEQUENCE; where it is the same, the later DTSTAMP
    LIKE_GOOGLE = "like Google"  #: only a higher SEQUENCE; a lower one is refused
    WHATEVER_COMES = "whatever comes"  #: like khal and Radicale: the last file wins


class Kept(NamedTuple):
    """An event as a client keeps it."""

    number: int
    stamp: str
    is_off: bool
    entry: Entry


def events(data: bytes) -> dict[str, Kept]:
    """The events of a file by UID; each has to be there once."""
    found: dict[str, Kept] = {}
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        uid = str(event["UID"])
        assert uid not in found
        assert "RECURRENCE-ID" not in event
        first, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert (type(first), type(end)) == (date, date)
        found[uid] = Kept(
            number=int(str(event["SEQUENCE"])),
            stamp=event.decoded("DTSTAMP").isoformat(),
            is_off=event["STATUS"] == "CANCELLED",
            entry=(str(event["SUMMARY"]), first, end - timedelta(days=1)),
        )
    return found


@attrs.define
class Client:
    """A calendar into which somebody imports files."""

    reads: Reads
    has: dict[str, Kept] = attrs.field(factory=dict)

    def imports(self, file: Mapping[str, Kept]) -> None:
        """Take from a file what is newer, by the way in which this client knows that."""
        for uid, new in file.items():
            if self._takes(self.has.get(uid), new):
                self.has[uid] = new

    def shows(self) -> list[Entry]:
        """What its owner sees; what is off is hidden."""
        return sorted(kept.entry for kept in self.has.values() if not kept.is_off)

    def _takes(self, old: Kept | None, new: Kept) -> bool:
        match self.reads:
            case _ if old is None:
                return True
            case Reads.BY_THE_RFC:
                return (new.number, new.stamp) >= (old.number, old.stamp)
            case Reads.LIKE_GOOGLE:
                return new.number > old.number
            case Reads.WHATEVER_COMES:
                return True


# The plan, by the plain meaning of what people typed and recorded. --------------------------

STEPS: Final = ("vacated", "handed_over")
PARTNER: Final = "nursery"
_PLAN: Final = """\
format: 1
id: moves
title: {title}
nation: england
as_at: {as_at}
days: any
workflows:
  handover:
    for: property.future is not retained
    steps: {{{steps}}}
  leaving:
    for: each occupation where property.future is not retained
    steps: {{out: {{}}}}
partners: [{{id: nursery, name: Nursery}}, {{id: food, name: Food bank}}]
milestones: {{launch: {{on: 2022-01-04}}}}
properties:
"""
_HEADING: Final = "recorded_at,by,action,subject,day,was,reason,evidence\n"


class Move(NamedTuple):
    """A line of the journal: that a day was moved; `undone`, once somebody took it back."""

    milestone: str
    day: str
    was: str
    at: str


@attrs.define
class Building:
    """A row of the register, and the partner in it."""

    name: str
    days: dict[str, str] = attrs.field(factory=dict)
    partner: str = ""
    is_retained: bool = False


@attrs.define
class Typed:
    """What people have typed into a plan, and recorded of it."""

    buildings: dict[str, Building] = attrs.field(factory=dict)
    title: str = "The moves"
    as_at: date = date(2021, 9, 17)
    has_handovers: bool = True
    lines: list[str] = attrs.field(factory=list)
    moves: list[Move] = attrs.field(factory=list)

    def files(self) -> tuple[bytes, bytes]:
        """The plan's file, and its journal."""
        steps = STEPS if self.has_handovers else STEPS[:1]
        text = _PLAN.format(
            title=self.title, as_at=self.as_at, steps=", ".join(f"{step}: {{}}" for step in steps)
        )
        stays = "".join(map(self._row, self.buildings))
        text += "".join(
            f'  - {{id: {at}, name: "{one.name}", '
            f"future: {'retained' if one.is_retained else 'surplus'}"
            + "".join(f", {step}: {one.days[step]}" for step in steps if one.days.get(step))
            + "}\n"
            for at, one in self.buildings.items()
        )
        text += f"occupations:\n{stays}" if stays else ""
        return text.encode(), (_HEADING + "".join(self.lines)).encode()

    def _row(self, at: str) -> str:
        one = self.buildings[at]
        day = f", out: {one.days['out']}" if one.days.get("out") else ""
        return f"  - {{property: {at}, partner: {one.partner}{day}}}\n" if one.partner else ""

    def planned(self, at: str, step: str) -> str:
        """The day of a step: as it was typed, and then as each move that fits has moved it."""
        day = self.buildings[at].days.get(step, "")
        for move in self.moves:
            if move.milestone == self.milestone(at, step) and move.was == day:
                day = move.day
        return day

    def milestone(self, at: str, step: str) -> str:
        """What the plan calls a step of a building."""
        return f"{at}.{self.buildings[at].partner}.out" if step == "out" else f"{at}.{step}"

    def steps_of(self, at: str) -> tuple[str, ...]:
        """The steps that a building goes through now."""
        one = self.buildings[at]
        steps = STEPS if self.has_handovers else STEPS[:1]
        return () if one.is_retained else (*steps, *(["out"] if one.partner else []))

    def wanted(self) -> Mapping[str, list[Entry]]:
        """What has to be in the calendar of the Assets Team, and in that of the nursery."""
        found: dict[str, list[Entry]] = {"assets": [], f"partner {PARTNER}": []}
        for at, one in self.buildings.items():
            for step in self.steps_of(at):
                if not (day := self.planned(at, step)):
                    continue
                title = one.name + (
                    ": moved out" if step == "out" else f" {step.replace('_', ' ')}"
                )
                if step in STEPS:
                    found["assets"].append(_entry(title, day))
                if one.partner == PARTNER and step != "handed_over":
                    found[f"partner {PARTNER}"].append(_entry(title, day))
        return {whom: sorted(entries) for whom, entries in found.items()}


def _entry(title: str, day: str) -> Entry:
    """A week stands on its five days, and says so."""
    first = date.fromisoformat(day.removeprefix("week of "))
    if not day.startswith("week of "):
        return title, first, first
    words = f"in the week of {first:%A} {first.day} {first:%B %Y}"
    return f"{title}, {words}", first, first + timedelta(days=4)
