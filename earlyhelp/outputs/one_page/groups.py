"""Which milestones belong together on the page, and how does each lie in time?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.model import Link, LinkKind, Milestone, Plan, Stated
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.outputs.status_words import day_in_words, reason, short
from earlyhelp.outputs.text import clipped
from earlyhelp.tracking.progress import Progress
from earlyhelp.tracking.status import WORST_FIRST, Rag, Standing

#: The group of what has no workstream, beside others and alone.
_REST: Final = "Everything else"
_ALL: Final = "All milestones"
#: Properties with fewer milestones than this in a workstream, on average, share one group.
_FEW: Final = 4
#: More milestones of no property than this are grouped by the first part of their ids.
_MANY: Final = 100


@attrs.frozen(kw_only=True)
class Row:
    """One milestone, as the chart and the table beside it show it."""

    id: str
    title: str  #: empty where it has none
    owner: str
    stated: str  #: in words, with what it is: done, pinned or expected
    first: int | None  #: between which day numbers it can fall, both inclusive
    last: int | None
    said: tuple[int, int] | None  #: between which day numbers its stated day lies
    agreed: int | None  #: the day number of the baseline
    earliest: str
    latest: str
    room: str
    rag: str
    why: str
    is_done: bool
    is_pinned: bool
    is_critical: bool


@attrs.frozen(kw_only=True)
class Group:
    """Milestones that are shown together: of one workstream, and of one property there."""

    key: str  #: unlike any other on the page
    title: str
    rows: tuple[Row, ...]
    links: tuple[Link, ...]  #: the least lags between them
    rags: tuple[tuple[str, int], ...]  #: how many stand how, the worst first
    is_open: bool

    @property
    def counted(self) -> str:
        """``3 milestones: 1 red, 2 green``."""
        rags = ", ".join(f"{number} {rag}" for rag, number in self.rags)
        return f"{words.count(len(self.rows), 'milestone')}: {rags}"


@attrs.frozen(kw_only=True)
class Stream:
    """A workstream: its own milestones, and those of each property in it."""

    title: str
    groups: tuple[Group, ...]
    number: int

    @property
    def counted(self) -> str:
        """How many milestones there are in all."""
        return words.count(self.number, "milestone")


def streams(found: Progress) -> tuple[Stream, ...]:
    """All milestones of a plan, in its order."""
    plan = found.schedule.plan
    properties = {
        row.id: clipped(row.name or row.id) for row in (plan.registers or NO_ROWS).properties
    }
    grouped: dict[str, dict[str, list[Standing]]] = {}
    for standing in found.standings:
        stream = standing.milestone.workstream or _REST
        head = standing.id.partition(".")[0]
        grouped.setdefault(stream, {}).setdefault(properties.get(head, ""), []).append(standing)
    grouped = {stream: _worth_a_group(_by_head(groups)) for stream, groups in grouped.items()}
    by_group = {
        standing.id: (stream, name)
        for stream, groups in grouped.items()
        for name, standings in groups.items()
        for standing in standings
    }
    inside: dict[tuple[str, str], list[Link]] = {}
    for link in plan.links:
        if link.kind is LinkKind.AT_LEAST and by_group[link.first] == by_group[link.then]:
            inside.setdefault(by_group[link.first], []).append(link)
    return tuple(
        Stream(
            title=_ALL if stream == _REST and len(grouped) == 1 else stream,
            number=sum(map(len, groups.values())),
            groups=tuple(
                _group(found, f"g{at}-{number}", name, standings, inside.get((stream, name), []))
                for number, (name, standings) in enumerate(groups.items())
            ),
        )
        for at, (stream, groups) in enumerate(grouped.items())
    )


def _by_head(groups: dict[str, list[Standing]]) -> dict[str, list[Standing]]:
    """The groups of a workstream; what is of no property by the ids, where there is much of it."""
    own = groups.get("", [])
    if len(own) <= _MANY:
        return groups
    heads = Counter(standing.id.partition(".")[0] for standing in own)
    found: dict[str, list[Standing]] = {}
    for standing in own:
        head = standing.id.partition(".")[0]
        found.setdefault(head if heads[head] >= _FEW else "", []).append(standing)
    return found | {name: standings for name, standings in groups.items() if name}


def _worth_a_group(groups: dict[str, list[Standing]]) -> dict[str, list[Standing]]:
    """The groups of a workstream; those of the properties as one where each has next to none."""
    of_properties = {name: standings for name, standings in groups.items() if name}
    number = sum(map(len, of_properties.values()))
    if len(of_properties) <= 1 or number >= _FEW * len(of_properties):
        return groups
    together = [standing for standings in of_properties.values() for standing in standings]
    own = {name: standings for name, standings in groups.items() if not name}
    return own | {f"In {len(of_properties)} properties": together}


def _group(
    found: Progress, key: str, name: str, standings: Sequence[Standing], links: Iterable[Link]
) -> Group:
    counts = Counter(standing.rag for standing in standings)
    return Group(
        key=key,
        title=name or "For the whole programme",
        rows=tuple(row(found, standing) for standing in standings),
        links=tuple(links),
        rags=tuple((rag.value, counts[rag]) for rag in WORST_FIRST if counts[rag]),
        is_open=not name or bool(counts[Rag.RED] or counts[Rag.AMBER]),
    )


def row(found: Progress, standing: Standing) -> Row:
    """One milestone."""
    schedule, milestone = found.schedule, standing.milestone
    stated, first, last = milestone.stated, standing.first, standing.latest
    room, working = schedule.float_days(milestone.id), schedule.float_working_days(milestone.id)
    agreed = found.baseline.by_id.get(milestone.id) if found.baseline is not None else None
    return Row(
        id=milestone.id,
        title=clipped(milestone.title or ""),
        owner=owner_of(schedule.plan, milestone),
        stated=_stated(milestone, stated),
        first=first,
        last=last,
        said=_said(stated),
        agreed=agreed.promised.high if agreed is not None and agreed.promised else None,
        earliest=short(first),
        latest="no limit" if last is None else short(last),
        room="–" if room is None or working is None else words.room(room, working),
        rag=standing.rag.value,
        why=reason(found, standing),
        is_done=milestone.done is not None,
        is_pinned=milestone.on is not None,
        is_critical=schedule.is_critical(milestone.id),
    )


def owner_of(plan: Plan, milestone: Milestone) -> str:
    """Who owns it, as the plan or its workflow says; a register's owner may name a person."""
    row = (plan.registers or NO_ROWS).property_by_id.get(milestone.id.partition(".")[0])
    is_of_the_row = row is not None and row.owner == milestone.owner
    return "" if milestone.owner is None or is_of_the_row else clipped(milestone.owner)


def _stated(milestone: Milestone, stated: Stated | None) -> str:
    if stated is None:
        return "not stated"
    kind = {"on": "pinned"}.get(milestone.stated_as or "", milestone.stated_as)
    return f"{day_in_words(stated.when)} ({kind})"


def _said(stated: Stated | None) -> tuple[int, int] | None:
    if stated is None:
        return None
    when = stated.when
    return (when.high if when.is_deadline else when.low), when.high
