"""What does a realistic plan of any size look like?

A programme of 12 milestones (consultation, decision, selection, offer) and 15 for each
property that is given up, in eight waves: the IT team goes from property to property, and
each property waits for the survey of the one that receives its services.

The generator is seeded and reads no clock: the same arguments give the same bytes. It
works out the first possible day of every milestone itself, property by property, with
nothing of earlyhelp but its calendar and its lags, and then states deadlines that leave
room. So a plan it calls feasible is, and `--bad` is short by exactly three working days.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates import Lag, Unit, WorkingCalendar, days
from earlyhelp.dates.days import FIRST

SPINE: Final = 12
PER_PROPERTY: Final = 15
WAVES: Final = 8
START: Final = "2026-04-01"
#: A maximum lag is stated for this share of the milestones that could have one.
MAXIMUM_LAGS: Final = 0.55
#: This share of the properties cannot be surveyed before some day.
NOT_BEFORE: Final = 0.05
#: A bad plan's deadline is this many working days before the first possible day.
TOO_EARLY: Final = 3
OWNERS: Final = (
    "Early Help leadership",
    "Property services",
    "IT services",
    "Records management",
    "Area manager north",
    "Area manager south",
)
_DAYS, _WEEKS, _WORKING = Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.WORKING_DAYS
_CLEAR = Unit.CLEAR_DAYS


class Line(NamedTuple):
    """One link as a plan states it."""

    field: str
    ref: str
    lag: Lag

    def __str__(self) -> str:
        """The value under the key."""
        if self.field == "within":
            return f"{self.lag} after {self.ref}"
        sign = "-" if self.field == "before" else "+"
        return f"{self.ref} {sign} {self.lag}" if self.lag.count else self.ref


@attrs.define(kw_only=True)
class Entry:
    """One milestone while it is drawn."""

    id: str
    title: str
    owner: str
    lines: tuple[Line, ...]
    any_day: bool = False
    expected: str | None = None
    not_before: str | None = None
    by: str | None = None

    def text(self) -> Iterator[str]:
        """The entry in the plan's own format."""
        yield f"  {self.id}:"
        yield f"    title: {self.title}"
        yield f"    owner: {self.owner}"
        if self.any_day:
            yield "    days: any"
        if self.expected:
            yield f"    expected: {self.expected}"
        if self.not_before:
            yield f"    not_before: {self.not_before}"
        for field in ("after", "before", "within", "by"):
            stated = [str(line) for line in self.lines if line.field == field]
            stated += [self.by] if field == "by" and self.by else []
            if stated:
                yield from _listed(field, stated)


def _listed(field: str, stated: list[str]) -> Iterator[str]:
    if len(stated) == 1:
        yield f"    {field}: {stated[0]}"
    else:
        yield f"    {field}:"
        for value in stated:
            yield f"      - {value}"


class Draft:
    """A plan in the making: entries so far, and the first day on which each can fall."""

    def __init__(self, *, is_even: bool, is_bad: bool, chance: random.Random) -> None:
        """`is_even`: every lag in working days, every milestone on a working day."""
        self.is_even = is_even
        self.is_bad = is_bad
        self.chance = chance
        self.calendar = WorkingCalendar(nation="england")
        self.entries: list[Entry] = []
        self.day: dict[str, int] = {}

    def lag(self, count: int, unit: Unit) -> Lag:
        """A lag, or in an even plan about as many working days."""
        if not self.is_even or unit is _WORKING:
            return Lag(count, unit)
        calendar_days = 7 * count if unit is _WEEKS else count + (unit is _CLEAR)
        return Lag(calendar_days * 5 // 7, _WORKING)

    def line(self, field: str, ref: str, count: int = 0, unit: Unit = _WORKING) -> Line:
        """A link."""
        return Line(field, ref, self.lag(count, unit) if count else Lag(0))

    def add(self, block: list[Entry]) -> None:
        """Take in milestones that no earlier one waits for, at their first possible days."""
        any_day = {entry.id: entry.any_day for entry in block}
        for entry in block:
            low = days.parse(entry.not_before or START)
            self.day[entry.id] = low if entry.any_day else self.calendar.on_or_after(low)
        changed = True
        while changed:
            changed = False
            for entry in block:
                for line in entry.lines:
                    for ident, low in self._pushed(entry.id, line):
                        later = low if any_day[ident] else self.calendar.on_or_after(low)
                        if later > self.day[ident]:
                            self.day[ident] = later
                            changed = True
        for entry in block:
            entry.expected = self.deadline(entry.id, 0)
        self.entries += block

    def _pushed(self, ident: str, line: Line) -> Iterator[tuple[str, int]]:
        """Which milestones a line pushes, and to which day."""
        steps = line.lag.steps(self.calendar)
        if line.field == "after":
            yield ident, steps.later(self.day[line.ref])
        elif line.field == "before":
            yield line.ref, steps.later(self.day[ident])
        else:
            if line.field == "within":
                yield ident, self.day[line.ref]
            # no later than so long after: so the other one no earlier than so long before
            earliest = steps.earliest_from(self.day[ident])
            if earliest > max(FIRST, self.day[line.ref]):
                yield line.ref, earliest

    def deadline(self, ident: str, room: int) -> str:
        """The working day `room` of them after the first possible day; it may be negative."""
        at = self.calendar.before[self.day[ident]] + room
        return days.day(self.calendar.nth[at]).isoformat()


def spine(draft: Draft) -> None:
    """The programme: consultation, decision, selection, offer."""
    line, lead = draft.line, OWNERS[0]
    said: dict[str, tuple[str, tuple[Line, ...]]] = {
        "programme.start": ("Programme approved", ()),
        "consultation.launch": (
            "Staff consultation launched",
            (line("after", "programme.start", 10),),
        ),
        "consultation.close": (
            "Staff consultation closed",
            (line("after", "consultation.launch", 45, _DAYS),),
        ),
        "consultation.response": (
            "Response to the consultation published",
            (line("within", "consultation.close", 20),),
        ),
        "decision.notice": (
            "Notice of the key decision published",
            (
                line("after", "consultation.response"),
                line("before", "decision.taken", 28, _CLEAR),
            ),
        ),
        "decision.taken": ("Decision taken", ()),
        "decision.final": ("Call-in over", (line("after", "decision.taken", 7),)),
        "preferencing.open": ("Preferencing opened", (line("after", "decision.final", 3),)),
        "selection.start": (
            "Interviews begun",
            (line("after", "preferencing.open", 2, _WEEKS),),
        ),
        "selection.end": (
            "Selection complete",
            (line("after", "selection.start", 4, _WEEKS), line("by", "selection.start", 40)),
        ),
        "appeals.heard": ("Appeals heard", (line("within", "selection.end", 15),)),
        "offer.launch": (
            "New offer launched",
            (line("after", "appeals.heard", 5), line("after", "selection.end", 8, _WEEKS)),
        ),
    }
    block = [
        Entry(id=ident, title=title, owner=lead, lines=lines)
        for ident, (title, lines) in said.items()
    ]
    block[0].not_before = START
    draft.add(block)
    block[-1].by = draft.deadline("offer.launch", 30)


def site(index: int) -> str:
    """A property's name in ids."""
    return f"site-{index:05d}"


def estate(draft: Draft, count: int) -> None:
    """Every property, wave by wave; in a bad plan one deadline is too early."""
    stride = max(1, count // WAVES)
    for index in range(count):
        wave = index // stride
        team_from = site(index - stride) if wave else None
        receiver = _other(draft.chance, index, stride) if wave else None
        block = _property(draft, index, min(wave, WAVES), team_from, receiver)
        draft.add(block)
        room = draft.chance.randint(8, 25)
        too_early = draft.is_bad and index == count // 2
        block[-1].by = draft.deadline(block[-1].id, -TOO_EARLY if too_early else room)


def _other(chance: random.Random, index: int, stride: int) -> str | None:
    """A property of the wave before, but not the one that the IT team comes from."""
    if stride == 1:
        return None
    wave, place = divmod(index, stride)
    return site((wave - 1) * stride + (place + chance.randrange(1, stride)) % stride)


def _property(
    draft: Draft, index: int, wave: int, team_from: str | None, receiver: str | None
) -> list[Entry]:
    here, line, chance = site(index), draft.line, draft.chance

    def own(step: str) -> str:
        return f"{here}.{step}"

    def at_most(ref: str, count: int, *, or_after: bool = True) -> tuple[Line, ...]:
        """A maximum lag for some; for the others only the order, or nothing."""
        if chance.random() < MAXIMUM_LAGS:
            return (line("within" if or_after else "by", own(ref), count),)
        return (line("after", own(ref)),) if or_after else ()

    told = 8 * wave + chance.randint(0, 10)
    surveyed = 8 * wave + chance.randint(0, 15)
    receiving = [line("after", own("partners_told"), chance.randint(2, 10))]
    if receiver:
        receiving.append(line("after", f"{receiver}.surveyed", chance.randint(3, 15)))
    planned = [line("after", own("surveyed"), chance.randint(5, 15))]
    if team_from:
        planned.append(line("after", f"{team_from}.it_removed", chance.randint(1, 5)))
    staffed: tuple[Line, ...] = ()
    if not team_from:
        staffed = (line("after", "selection.end", chance.randint(0, 20)),)
    elif receiver:
        staffed = (line("after", f"{receiver}.it_planned", chance.randint(0, 10)),)
    notice = chance.choice((8, 12, 13))
    steps: tuple[tuple[str, str, tuple[Line, ...]], ...] = (
        ("partners_told", "Partners told", (line("after", "decision.final", told),)),
        (
            "notice_served",
            "Notice served on partners",
            (
                line("after", own("partners_told"), chance.randint(1, 10)),
                line("before", own("partners_out"), notice, _WEEKS),
            ),
        ),
        (
            "families_told",
            "Families told",
            (line("after", own("notice_served"), chance.randint(3, 21), _DAYS),),
        ),
        ("surveyed", "Building surveyed", (line("after", "decision.final", surveyed),)),
        ("receiving_agreed", "Receiving site agreed", tuple(receiving)),
        ("it_planned", "IT move booked", tuple(planned)),
        (
            "cases_routed",
            "Every open case has a route",
            (
                line("after", own("families_told"), 2, _WEEKS),
                line("after", own("receiving_agreed"), chance.randint(0, 5)),
            ),
        ),
        (
            "partners_out",
            "Partners moved out",
            (line("after", own("receiving_agreed"), chance.randint(2, 8), _WEEKS),),
        ),
        (
            "service_moved",
            "Services moved",
            (
                *staffed,
                line("after", own("it_planned"), chance.randint(0, 3)),
                *at_most("cases_routed", 20),
            ),
        ),
        ("records_swept", "Records swept", at_most("service_moved", 15)),
        (
            "it_removed",
            "IT equipment removed",
            (
                line("after", own("service_moved"), chance.randint(1, 4)),
                *at_most("service_moved", 10, or_after=False),
            ),
        ),
        (
            "vacated",
            "Building empty",
            (
                line("after", own("partners_out")),
                line("after", own("records_swept"), 2),
                line("after", own("it_removed")),
            ),
        ),
        (
            "repairs_agreed",
            "Repairs agreed with the landlord",
            (
                line("after", own("vacated"), chance.randint(2, 10)),
                line("after", own("surveyed"), chance.randint(26, 40), _WEEKS),
            ),
        ),
        (
            "handed_over",
            "Keys handed over",
            (
                line("after", own("repairs_agreed"), chance.randint(0, 5)),
                *at_most("vacated", 30, or_after=False),
            ),
        ),
        (
            "accepted",
            "Building accepted back",
            (line("after", own("handed_over"), chance.randint(3, 14), _DAYS),),
        ),
    )
    owner = OWNERS[1 + index % (len(OWNERS) - 1)]
    block = [
        Entry(id=own(step), title=f"{title} at site {index}", owner=owner, lines=lines)
        for step, title, lines in steps
    ]
    by_step = {entry.id.partition(".")[2]: entry for entry in block}
    by_step["partners_out"].any_day = not draft.is_even
    if chance.random() < NOT_BEFORE:
        by_step["surveyed"].not_before = chance.choice(("2026-09-07", "2026-11-02"))
    return block


def plan(size: int, *, is_bad: bool = False, is_even: bool = False, seed: int = 1) -> str:
    """The text of a plan of about `size` milestones."""
    count = max(1, round((size - SPINE) / PER_PROPERTY))
    draft = Draft(is_even=is_even, is_bad=is_bad, chance=random.Random(f"{seed}/{count}"))
    spine(draft)
    estate(draft, count)
    head = (
        "format: 1",
        f"id: benchmark-{len(draft.entries)}",
        f"title: Redesign with {count} properties",
        "organisation: Benchmark County Council",
        "nation: england",
        f"as_at: {START}",
        "days: working",
        "milestones:",
    )
    lines = [*head, *(text for entry in draft.entries for text in entry.text())]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write a plan where the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("size", type=int, help="about how many milestones")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    parser.add_argument("--bad", action="store_true", help="one deadline 3 working days early")
    parser.add_argument("--working-days", action="store_true", help="no other unit of time")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    text = plan(asked.size, is_bad=asked.bad, is_even=asked.working_days, seed=asked.seed)
    asked.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
