"""The plan as constraints on day numbers: nodes, bounds and arcs, ready to be solved.

Nodes are the plan's milestones, renumbered in topological order. What is done, and a
pinned day that has passed, is *settled*: a constant that bounds what follows and that
nothing bounds. Everything else is a variable:

    x >= lower, x <= upper, x on a working day where `working`, and for each arc
    ``x[v] >= later(x[u])`` or ``x[v] <= later(x[u])``.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates import WorkingCalendar, days
from earlyhelp.dates.days import BEYOND, FIRST, LAST
from earlyhelp.dates.lags import DayMap, Lag, Steps
from earlyhelp.model import Link, LinkKind, Milestone, Plan, Stated
from earlyhelp.network.order import components, shortest_cycle
from earlyhelp.records import Record

#: The upper bound of a node that nothing bounds. A lower bound there always is: the
#: as-at day, or the calendar's first, so that a cycle that cannot hold is always found.
NO_UPPER: Final = BEYOND

AT_LEAST, AT_MOST = LinkKind.AT_LEAST, LinkKind.AT_MOST

#: The `shift` and the `step` of an arc.
Carried = tuple[int, DayMap | None]
#: Those of the arc that raises, and those of the arc that caps.
_Carried = tuple[int, DayMap | None, int, DayMap | None]
#: A link that binds a variable, and the nodes at its ends.
_Edge = tuple[Link, int, int]
#: The plain constructor of a named tuple, without its keyword handling: four times as fast.
_new: Final = tuple.__new__


class Arc(NamedTuple):
    """How a bound on one node becomes a bound on another.

    `shift` holds where `step` is ``None``; `edge` is the index of the link behind it.
    """

    to: int
    shift: int
    step: DayMap | None
    edge: int


class Segment(NamedTuple):
    """A run of nodes; `is_cyclic` where its arcs go back and forth inside it."""

    start: int
    end: int
    is_cyclic: bool


class Passed(NamedTuple):
    """A limit that had gone by before the as-at day, on something that is not done."""

    milestone: str
    limit: int  #: the last day that was allowed, as a day number
    said: Stated | Link


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Network(Record):
    """Flat lists over node numbers; nobody changes them once it is built."""

    plan: Plan
    calendar: WorkingCalendar
    as_at: int | None
    names: list[str]
    number: dict[str, int]
    lower: list[int]
    upper: list[int]
    #: where a maximum lag counted from a settled day is the upper bound: that link
    caps: dict[int, Link]
    #: the upper bounds that a milestone's own dates give
    own_upper: list[int]
    working: bytearray
    settled: bytearray
    links: list[Link]
    #: arcs that carry lower bounds, by the node they leave
    raising: list[list[Arc]]
    #: arcs that carry upper bounds, by the node they leave
    capping: list[list[Arc]]
    segments: list[Segment]
    #: cycles of minimum lags, one for each knot of them; their links are not arcs
    cycles: tuple[tuple[Link, ...], ...]
    passed: tuple[Passed, ...]

    def milestone(self, node: int) -> Milestone:
        """The milestone behind a node."""
        return self.plan[self.names[node]]


def build(plan: Plan, as_at: date | None = None) -> Network:
    """The network of `plan`, with the day `as_at` (by default the plan's own)."""
    as_at = as_at or plan.as_at
    return _Builder(plan, None if as_at is None else days.number(as_at)).network()


class _Builder:
    """Makes one network; the nodes are numbered in plan order until the last step."""

    def __init__(self, plan: Plan, as_at: int | None) -> None:
        self.plan = plan
        self.as_at = as_at
        self.calendar = plan.calendar
        size = len(plan.milestones)
        self.index = {milestone.id: node for node, milestone in enumerate(plan.milestones)}
        self.lower = [FIRST] * size
        self.upper = [NO_UPPER] * size
        self.working = bytearray(size)
        self.settled = bytearray(size)
        self.pinned = bytearray(size)
        self.passed: list[Passed] = []
        self.caps: dict[int, Link] = {}
        low = FIRST if as_at is None else as_at
        low_working = self.calendar.on_or_after(low)
        for node, milestone in enumerate(plan.milestones):
            if milestone.done or milestone.on or milestone.not_before or milestone.by:
                self._bound(node, milestone)
            elif plan.works(milestone):
                self.working[node] = 1
                self.lower[node] = low_working
            else:
                self.lower[node] = low

    def _bound(self, node: int, milestone: Milestone) -> None:
        """A milestone's own dates as bounds; rounded onto its working days."""
        as_at = self.as_at
        fixed = milestone.done
        if fixed is None and milestone.on and as_at is not None and milestone.on.when.high < as_at:
            fixed = milestone.on
        if fixed is not None:
            self.settled[node] = 1
            self.lower[node], self.upper[node] = fixed.when.high, fixed.when.low
            return
        low = FIRST if as_at is None else as_at
        high = NO_UPPER
        exact = False
        if milestone.on is not None:
            when = milestone.on.when
            high, exact = when.high, when.is_exact
            if not when.is_deadline:
                low = max(low, when.low)
            self.pinned[node] = 1
        if milestone.not_before is not None:
            low = max(low, milestone.not_before.when.low)
        for limit in milestone.by:
            if as_at is not None and limit.when.high < as_at:
                self.passed.append(Passed(milestone.id, limit.when.high, limit))
            else:
                high = min(high, limit.when.high)
        if self.plan.works(milestone) and not exact:
            self.working[node] = 1
            low = self.calendar.on_or_after(low)
            high = high if high == NO_UPPER else self.calendar.on_or_before(high)
        self.lower[node], self.upper[node] = low, high

    def network(self) -> Network:
        own_upper = list(self.upper)
        edges = self._edges()
        forward: list[list[int]] = [[] for _ in self.lower]
        minimum: list[list[int]] = [[] for _ in self.lower]
        for link, first, then in edges:
            if link.kind is AT_LEAST:
                forward[first].append(then)
                minimum[first].append(then)
            elif not self.settled[first]:
                forward[then].append(first)
        order, segments, knots = _ordered(forward, minimum)
        edges, tied = _untied(edges, knots)
        position = [0] * len(order)
        for new, old in enumerate(order):
            position[old] = new
        names = [self.plan.milestones[old].id for old in order]
        raising, capping = self._arcs(edges, position)
        return Network(
            plan=self.plan,
            calendar=self.calendar,
            as_at=self.as_at,
            names=names,
            number={name: node for node, name in enumerate(names)},
            lower=[self.lower[old] for old in order],
            upper=[self.upper[old] for old in order],
            caps={position[old]: link for old, link in self.caps.items()},
            own_upper=[own_upper[old] for old in order],
            working=bytearray(self.working[old] for old in order),
            settled=bytearray(self.settled[old] for old in order),
            links=[link for link, _, _ in edges],
            raising=raising,
            capping=capping,
            segments=segments,
            cycles=tuple(_cycle_links(knot, minimum, tied) for knot in knots),
            passed=tuple(self.passed),
        )

    def _edges(self) -> list[_Edge]:
        """The links that bind a variable, with the nodes at their ends."""
        index, settled = self.index, self.settled
        edges = []
        for link in self.plan.links:
            first, then = index[link.first], index[link.then]
            if settled[then]:
                continue
            if settled[first] and link.kind is AT_MOST and not self._cap(link, first, then):
                continue
            edges.append((link, first, then))
        return edges

    def _cap(self, link: Link, first: int, then: int) -> bool:
        """Bound `then` by a maximum lag from a settled day; false where that had gone by."""
        limit = link.lag.steps(self.calendar).later(self.upper[first])
        if self.as_at is not None and limit < self.as_at and not self.pinned[then]:
            self.passed.append(Passed(link.then, limit, link))
            return False
        limit = cap_day(link, self.upper[first], self.calendar, works=bool(self.working[then]))
        if limit < self.upper[then]:
            self.upper[then] = limit
            self.caps[then] = link
        return True

    def _arcs(
        self, edges: list[_Edge], position: list[int]
    ) -> tuple[list[list[Arc]], list[list[Arc]]]:
        settled = self.settled
        raising: list[list[Arc]] = [[] for _ in settled]
        capping: list[list[Arc]] = [[] for _ in settled]
        carried_least: dict[Lag, _Carried] = {}
        carried_most: dict[Lag, _Carried] = {}
        for edge, (link, first, then) in enumerate(edges):
            kind, lag = link.kind, link.lag
            # an arc of a minimum lag raises what follows and caps what comes first; that
            # of a maximum lag the other way round; and nothing bounds what is settled
            if kind is AT_LEAST:
                known, low, high = carried_least, first, then
            else:
                known, low, high = carried_most, then, first
            carried = known.get(lag)
            if carried is None:
                steps = lag.steps(self.calendar)
                carried = *raising_step(kind, steps), *capping_step(kind, steps)
                known[lag] = carried
            up_shift, up, down_shift, down = carried
            below, above = position[low], position[high]
            if not settled[high]:
                raising[below].append(_new(Arc, (above, up_shift, up, edge)))
            if not settled[low]:
                capping[above].append(_new(Arc, (below, down_shift, down, edge)))
        return raising, capping


def cap_day(link: Link, fact: int, calendar: WorkingCalendar, *, works: bool) -> int:
    """The last allowed day that a maximum lag gives, counted from a settled day."""
    limit = link.lag.steps(calendar).later(fact)
    return calendar.on_or_before(limit) if works and limit <= LAST else limit


def raising_step(kind: LinkKind, steps: Steps) -> Carried:
    """How a link carries a lower bound on, as `shift` and `step` of an arc."""
    least = kind is AT_LEAST
    if steps.shift is not None:
        return (steps.shift if least else -steps.shift), None
    return 0, (steps.later if least else steps.earliest_from)


def capping_step(kind: LinkKind, steps: Steps) -> Carried:
    """How a link carries an upper bound on, as `shift` and `step` of an arc."""
    least = kind is AT_LEAST
    if steps.shift is not None:
        return (-steps.shift if least else steps.shift), None
    return 0, (steps.latest_from if least else steps.later)


def _ordered(
    forward: list[list[int]], minimum: list[list[int]]
) -> tuple[list[int], list[Segment], list[list[int]]]:
    """An order of the nodes, its segments, and the knots that minimum lags tie.

    Inside a component the order follows the minimum lags, so that one sweep does most of
    the work.
    """
    order: list[int] = []
    segments: list[Segment] = []
    knots: list[list[int]] = []
    straight_from = 0
    for component in components(forward):
        if len(component) == 1:
            (node,) = component
            order.append(node)
            if node in minimum[node]:
                knots.append(component)
            continue
        start = len(order)
        local = {node: place for place, node in enumerate(component)}
        inside = [[local[then] for then in minimum[node] if then in local] for node in component]
        for part in components(inside):
            members = [component[place] for place in part]
            order += members
            if len(part) > 1 or part[0] in inside[part[0]]:
                knots.append(members)
        if straight_from < start:
            segments.append(Segment(straight_from, start, is_cyclic=False))
        straight_from = len(order)
        segments.append(Segment(start, straight_from, is_cyclic=True))
    if straight_from < len(order):
        segments.append(Segment(straight_from, len(order), is_cyclic=False))
    return order, segments, knots


def _untied(
    edges: list[_Edge], knots: list[list[int]]
) -> tuple[list[_Edge], dict[tuple[int, int], Link]]:
    """The edges without the minimum lags inside a knot, and these: one for each two nodes."""
    if not knots:
        return edges, {}
    knot_of = {node: knot for knot, members in enumerate(knots) for node in members}
    kept = []
    tied: dict[tuple[int, int], Link] = {}
    for edge in edges:
        link, first, then = edge
        if link.kind is AT_LEAST and first in knot_of and knot_of[first] == knot_of.get(then):
            tied.setdefault((first, then), link)
        else:
            kept.append(edge)
    return kept, tied


def _cycle_links(
    knot: list[int], minimum: list[list[int]], tied: dict[tuple[int, int], Link]
) -> tuple[Link, ...]:
    """The links of a shortest cycle in a knot."""
    cycle = shortest_cycle(knot, minimum)
    return tuple(tied[node, then] for node, then in zip(cycle, cycle[1:] + cycle[:1], strict=True))
