"""When everything in a plan can happen: exact windows, float, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from earlyhelp.dates import days
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.findings import Place, Step
from earlyhelp.memory import no_collection
from earlyhelp.model import Link, LinkKind, Milestone, Plan, Stated
from earlyhelp.model.links import Field
from earlyhelp.network import solve
from earlyhelp.network.build import NO_UPPER, Network, build
from earlyhelp.network.conflicts import Diagnosed, diagnose
from earlyhelp.network.minimum import by_minimum_lags
from earlyhelp.network.proof import bound_steps
from earlyhelp.network.redundant import redundant_links
from earlyhelp.network.rooms import Room, room_steps, rooms, slipping_rooms
from earlyhelp.network.stated import Clash, clashes, outside
from earlyhelp.network.trace import Derivation, Trace, arrive, trace_earliest, trace_latest


class Schedule:
    """The answer to a plan.

    If `feasible`, a schedule exists that keeps every link, and `earliest` and `latest`
    are exact: for each milestone some such schedule puts it there, and none beyond. If
    not, they hold what minimum lags alone say, each from its own side. ``None`` means
    that nothing in the plan bounds the milestone on that side. Minimum lags that lead back to
    where they began are never feasible, even where all of it could fall on one day.
    """

    plan: Plan  #: what it answers
    feasible: bool  #: whether there is any schedule that keeps the plan

    def __init__(self, network: Network) -> None:
        """Solve the network."""
        self.network = network
        self.plan = network.plan
        least = None if network.cycles else solve.earliest(network)
        self.feasible = least is not None
        if least is None:
            self._low, self._high = by_minimum_lags(network)
        else:
            self._low, self._high = least, solve.latest(network)

    def __repr__(self) -> str:
        """Of which plan it is, and whether that can be met; its days are a table of their own."""
        can = "feasible" if self.feasible else "not feasible"
        return f"<Schedule of {self.plan.id}: {can}, {len(self.plan.milestones)} milestones>"

    @property
    def as_at(self) -> date | None:
        """The day the facts were true."""
        return None if self.network.as_at is None else days.day(self.network.as_at)

    @cached_property
    def earliest(self) -> Mapping[str, date | None]:
        """The first day on which each milestone can fall."""
        return {m.id: _date(self.first_day(m.id)) for m in self.plan.milestones}

    @cached_property
    def latest(self) -> Mapping[str, date | None]:
        """The last day on which each milestone can fall."""
        return {m.id: _date(self.last_day(m.id)) for m in self.plan.milestones}

    @property
    def bounds(self) -> tuple[list[int], list[int]]:
        """The first and the last day of every node of the network, as day numbers."""
        return self._low, self._high

    def first_day(self, milestone: str) -> int | None:
        """`earliest` as a day number."""
        node = self.network.number[milestone]
        day = self.network.upper[node] if self.network.settled[node] else self._low[node]
        if day > LAST or (self.network.as_at is None and not self._is_bounded[node]):
            return None
        return day

    def last_day(self, milestone: str) -> int | None:
        """`latest` as a day number."""
        node = self.network.number[milestone]
        day = self.network.lower[node] if self.network.settled[node] else self._high[node]
        return day if FIRST <= day < NO_UPPER else None

    def float_days(self, milestone: str) -> int | None:
        """Calendar days from the stated day to the latest one.

        From the earliest day where none is stated, or where the stated one is too early to
        be kept. ``None`` for what is done, and where nothing bounds the latest day.
        """
        ends = self._float_ends(milestone)
        return None if ends is None else ends[1] - ends[0]

    def float_working_days(self, milestone: str) -> int | None:
        """The same in working days, the first of the two days not counted."""
        ends = self._float_ends(milestone)
        return None if ends is None else self.plan.calendar.between(*ends)

    def is_critical(self, milestone: str) -> bool:
        """Whether a slip of one day would break the plan, or it is broken already."""
        first, last = self.first_day(milestone), self.last_day(milestone)
        if self.plan[milestone].done is not None or first is None or last is None:
            return False
        return first >= last

    def record(self, milestone: str) -> dict[str, str | int | bool | date | None]:
        """What is known of one milestone's days: as the plan states it, and as worked out.

        `stated` and `done` are in the plan's own words, because a day can be a week or a
        month; `earliest` and `latest` are dates, or ``None`` where nothing bounds them.
        """
        said = self.plan[milestone]
        return {
            "id": said.id,
            "title": said.title,
            "stated": said.stated.when.text if said.stated else None,
            "stated_as": said.stated_as,
            "earliest": self.earliest[milestone],
            "latest": self.latest[milestone],
            "float_days": self.float_days(milestone),
            "float_working_days": self.float_working_days(milestone),
            "critical": self.is_critical(milestone),
            "done": said.done.when.text if said.done else None,
        }

    def to_records(self) -> list[dict[str, str | int | bool | date | None]]:
        """:meth:`record` of every milestone, in the order of the plan: one row of a table each."""
        return [self.record(milestone.id) for milestone in self.plan.milestones]

    @cached_property
    def conflicts(self) -> list[Diagnosed]:
        """Why the plan cannot be met; empty where it can, cycles aside."""
        return [] if self.feasible else diagnose(self.network)

    @cached_property
    def bound(self) -> frozenset[tuple[Place, str, str]]:
        """The rules that are links of the network: whose they are, and what they tie."""
        return frozenset(_tie(link) for link in self.network.links if link.field is Field.RULE)

    @cached_property
    def proved_broken(self) -> frozenset[tuple[Place, str, str]]:
        """Those of them that a conflict has as a line of its proof."""
        lines: list[Link | Stated | None] = []
        for conflict in (diagnosed.conflict for diagnosed in self.conflicts):
            lines += [*(hop.link for hop in conflict.hops), conflict.limit_line]
        return frozenset(
            _tie(line) for line in lines if isinstance(line, Link) and line.field is Field.RULE
        )

    def why_earliest(self, milestone: str) -> tuple[Step, ...]:
        """The chain of lines that makes a milestone's earliest day."""
        return bound_steps(self.network, self.earliest_derivation(milestone), rising=True)

    def why_latest(self, milestone: str) -> tuple[Step, ...]:
        """The chain of lines that makes a milestone's latest day."""
        return bound_steps(self.network, self.latest_derivation(milestone), rising=False)

    @cached_property
    def rooms(self) -> list[Room]:
        """The room before every fixed day of a plan that can be met, the least first."""
        return rooms(self.network, self._low) if self.feasible else []

    def room_steps(self, room: Room) -> tuple[Step, ...]:
        """The chain that leaves a room."""
        return room_steps(self.network, self.earliest_trace, room)

    @cached_property
    def slipping_rooms(self) -> list[Room]:
        """The room that is left there by what could still slip, the least first."""
        return slipping_rooms(self.network, self._low) if self.feasible else []

    @cached_property
    def outside(self) -> list[tuple[Milestone, Stated]]:
        """Stated days, of what is still to come, that no schedule of a feasible plan keeps."""
        return outside(self.network, self._low, self._high)

    def clashes(self) -> list[Clash]:
        """Links that two stated days break."""
        return clashes(self.network)

    def redundant_links(self) -> Iterator[tuple[Link, list[str]]]:
        """Links that others imply, with the milestones on the other way."""
        return redundant_links(self.network, self._low)

    def earliest_derivation(self, milestone: str) -> Derivation | None:
        """How a milestone's earliest day came about."""
        return self.earliest_trace.best[self.network.number[milestone]]

    def latest_derivation(self, milestone: str) -> Derivation | None:
        """How a milestone's latest day came about; ``None`` where nothing limits it."""
        return self._latest_trace.best[self.network.number[milestone]]

    @cached_property
    def earliest_trace(self) -> Trace:
        """How every earliest day came about."""
        return trace_earliest(self.network, minimum_only=not self.feasible)

    @cached_property
    def _latest_trace(self) -> Trace:
        return trace_latest(self.network, minimum_only=not self.feasible)

    def dated_around(self, milestone: str) -> tuple[str | None, str] | None:
        """The dated milestones that make the earliest and the latest day of this one.

        The first is ``None`` where the as-at day does; the whole where no dated milestone
        waits for this one.
        """
        node = self.network.number[milestone]
        before, after = self._anchors[0][node], self._anchors[1][node]
        if after is None or (before is None and self.network.as_at is None):
            return None
        return (None if before is None else self.network.names[before]), self.network.names[after]

    @cached_property
    def _anchors(self) -> tuple[list[int | None], list[int | None]]:
        """For each node, the dated node whose day reaches it as its bound; ``None``: none does."""
        network = self.network
        return (
            _anchors(network, self._low, rising=True),
            _anchors(network, self._high, rising=False),
        )

    def _float_ends(self, milestone: str) -> tuple[int, int] | None:
        said = self.plan[milestone]
        first, last = self.first_day(milestone), self.last_day(milestone)
        if said.done or first is None or last is None:
            return None
        return max(first, said.stated.when.high if said.stated else first), last

    @cached_property
    def _is_bounded(self) -> bytearray:
        """Which nodes a line of the plan bounds from below, where no as-at day does.

        Where the plan cannot be met, only minimum lags do.
        """
        raising = self.network.raising
        links, most = self.network.links, LinkKind.AT_MOST
        bounded = bytearray(len(raising))
        reached = [
            node for node in range(len(raising)) if self.network.milestone(node).is_held_back
        ]
        while reached:
            node = reached.pop()
            if not bounded[node]:
                bounded[node] = True
                reached += [
                    arc.to
                    for arc in raising[node]
                    if self.feasible or links[arc.edge].kind is not most
                ]
        return bounded


def solve_plan(plan: Plan, as_at: date | None = None) -> Schedule:
    """Solve `plan` with the day `as_at`, by default the plan's own."""
    with no_collection():
        return Schedule(build(plan, as_at))


def _tie(link: Link) -> tuple[Place, str, str]:
    return link.place, link.first, link.then


def _date(day: int | None) -> date | None:
    return None if day is None else days.day(day)


def _anchors(network: Network, bounds: list[int], *, rising: bool) -> list[int | None]:
    nodes = range(len(bounds))
    anchors = [node if network.milestone(node).is_dated else None for node in nodes]
    lists = network.raising if rising else network.capping
    for node in nodes if rising else reversed(nodes):
        anchor, day = anchors[node], bounds[node]
        if anchor is None or not FIRST <= day <= LAST:
            continue
        for arc in lists[node]:
            to = arc.to
            if anchors[to] is None and arrive(network, arc, day, rising=rising) == bounds[to]:
                anchors[to] = anchor
    return anchors
