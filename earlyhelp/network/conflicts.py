"""Why a plan cannot be met: every independent set of lines that cannot all hold."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates import days
from earlyhelp.dates.days import LAST
from earlyhelp.findings import Place
from earlyhelp.model import Link, LinkKind, Plan, Stated
from earlyhelp.network.build import Network, build
from earlyhelp.network.lines import AS_AT, can_hold, irreducible, lower_line, plan_of, upper_line
from earlyhelp.network.trace import OWN, Derivation, Trace, arrive, trace_earliest
from earlyhelp.records import Record

#: A proof of more lines is not reduced line by line, and a chain of more links is told in one
#: turn of the circle that it goes round, if it does.
LONGEST_REDUCED: Final = 300


#: On so many days after the first a circle is tried as well: a weekend can make it shorter.
ANY_WEEK: Final = 6


class Hop(NamedTuple):
    """One link of a chain, and the days that it joins."""

    link: Link
    start: str
    start_day: int
    end: str
    end_day: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Conflict(Record):
    """Lines of a plan that cannot all hold, while without any one of them they can.

    They form a chain from a first bound to a limit that the chain overshoots, or a circle:
    then `start_line` is ``None`` and the limit is the maximum lag that closes it.
    """

    start: str
    start_day: int
    #: what says the first day; ``None``: the as-at day, or nothing, where any day would do
    start_line: Stated | None
    hops: tuple[Hop, ...]
    limit_day: int
    #: what says the limit; ``None``: the calendar ends there
    limit_line: Stated | Link | None
    #: the fact that a maximum lag is counted from, where one is the limit
    limit_fact: Stated | None = None
    #: whether the chain comes back to where it began, and its last link is the limit
    is_circle: bool = False
    #: whether the lines cannot hold whenever the chain begins; `start_day` is then an example
    is_from_any_day: bool = False

    @property
    def end(self) -> str:
        """The milestone that comes too late."""
        return self.hops[-1].end if self.hops else self.start

    @property
    def reached(self) -> int:
        """The first day on which the end could fall, as a day number."""
        return self.hops[-1].end_day if self.hops else self.start_day

    @property
    def short_by(self) -> int:
        """How many calendar days are missing."""
        return self.reached - self.limit_day

    @property
    def lines(self) -> frozenset[Place]:
        """The places of the lines; `AS_AT` stands for the as-at day."""
        found = {hop.link.place for hop in self.hops}
        if not self.is_from_any_day:
            found.add(AS_AT if self.start_line is None else self.start_line.place)
        for limit in (self.limit_line, self.limit_fact):
            if limit is not None:
                found.add(limit.place)
        return frozenset(found)


class Diagnosed(NamedTuple):
    """A conflict, and what of the network to leave out so that it is none."""

    conflict: Conflict  #: of those that rest on the same lines, the one that is short by the most
    edges: frozenset[int]
    nodes: frozenset[int]  #: whose upper bounds are left out


class Circle(NamedTuple):
    """Minimum lags that lead round: each waits for the one before it, the first for the last."""

    links: tuple[Link, ...]
    alike: int  #: how many more circles the same lines make


def circles(network: Network) -> list[Circle]:
    """The circles of minimum lags, those that rest on the same lines once.

    A line of a workflow makes the same circle for every row. Each begins with a line of the
    plan's own, where it has one: that is the line that somebody can change.
    """
    found: dict[frozenset[Place], Circle] = {}
    at_of = {milestone.id: at for at, milestone in enumerate(network.plan.milestones)}
    for links in sorted(network.cycles, key=lambda links: min(at_of[link.then] for link in links)):
        lines = frozenset(link.place for link in links)
        if lines in found:
            found[lines] = found[lines]._replace(alike=found[lines].alike + 1)
            continue
        own = next((at for at, link in enumerate(links) if not link.is_shipped), 0)
        found[lines] = Circle(links[own:] + links[:own], 0)
    return list(found.values())


def diagnose(network: Network) -> list[Diagnosed]:
    """Every independent conflict of a network, the largest shortfall first.

    Two conflicts at the same limit are independent where their chains share no link. Those that
    rest on the same lines, of several rows, are one.
    """
    found: list[Diagnosed] = []
    without: frozenset[int] = frozenset()
    trace = trace_earliest(network)
    while trace.cycle is not None:
        conflict = _circle(network, trace.cycle)
        closing = frozenset(
            edge for edge, link in enumerate(network.links) if link is conflict.limit_line
        )
        found.append(Diagnosed(_reduced(network, conflict), closing, frozenset()))
        without |= closing
        trace = trace_earliest(network, without=without)
    found += _own_bounds(network)
    found += _overshoots(network, trace)
    found.sort(key=lambda item: (-item.conflict.short_by, item.conflict.end, item.conflict.start))
    told: dict[frozenset[Place], Diagnosed] = {}
    for item in found:
        first = told.setdefault(item.conflict.lines, item)
        if first is not item:  # lines of a workflow, which other rows break as well
            edges, nodes = first.edges | item.edges, first.nodes | item.nodes
            told[item.conflict.lines] = Diagnosed(first.conflict, edges, nodes)
    return list(told.values())


def _overshoots(network: Network, trace: Trace) -> list[Diagnosed]:
    """The chains that overshoot a limit: at each, those that share no link."""
    by_limit: dict[int, list[Derivation]] = {}
    for derivation in trace.broken.values():
        by_limit.setdefault(derivation.node, []).append(derivation)
    found = []
    for node, derivations in by_limit.items():
        groups: list[tuple[Conflict, set[int], set[int]]] = []
        for derivation in sorted(derivations, key=lambda item: (-item.day, item.edge)):
            edges = {step.edge for step in derivation.path()[1:]}
            for _, taken, left_out in groups:
                if taken & edges:
                    left_out.add(derivation.edge)
                    break
            else:
                conflict = _chain(network, derivation, min(network.upper[node], LAST))
                groups.append((_reduced(network, conflict), edges, {derivation.edge}))
        found += [
            Diagnosed(conflict, frozenset(left_out), frozenset())
            for conflict, _, left_out in groups
        ]
    return found


def _own_bounds(network: Network) -> list[Diagnosed]:
    """Milestones whose own dates contradict each other."""
    return [
        Diagnosed(
            _chain(network, Derivation(low, node, OWN, None), min(high, LAST)),
            frozenset(),
            frozenset((node,)),
        )
        for node, (low, high) in enumerate(zip(network.lower, network.upper, strict=True))
        if low > min(high, LAST) and not network.settled[node]
    ]


def _chain(network: Network, derivation: Derivation, limit: int) -> Conflict:
    path = derivation.path()
    line = upper_line(network, derivation.node)
    fact = None
    if isinstance(line, Link):
        said = network.plan[line.first]
        fact = said.done or said.on
    return Conflict(
        start=network.names[path[0].node],
        start_day=path[0].day,
        start_line=lower_line(network, path[0].node),
        hops=_hops(network, path),
        limit_day=limit,
        limit_line=line,
        limit_fact=fact,
    )


def _hops(network: Network, path: list[Derivation]) -> tuple[Hop, ...]:
    names = network.names
    return tuple(
        Hop(network.links[step.edge], names[before.node], before.day, names[step.node], step.day)
        for before, step in pairwise(path)
    )


def _circle(network: Network, cycle: list[Derivation]) -> Conflict:
    """A cycle as a chain: it begins behind one of its maximum lags, and that is its limit.

    It could begin on any day, and does on the one of the next days on which it is short by the
    least: so much is missing even then.
    """
    edges = [step.edge for step in cycle[1:]]
    most = LinkKind.AT_MOST
    last = max(at for at, edge in enumerate(edges) if network.links[edge].kind is most)
    closing = network.links[edges[last]]
    edges = edges[last + 1 :] + edges[:last]
    first = cycle[last + 1]
    turns = [
        _turn(network, Derivation(day, first.node, OWN, None), edges, closing)
        for day in range(first.day, min(first.day + ANY_WEEK, LAST) + 1)
        if not network.working[first.node] or network.calendar.on_or_after(day) == day
    ]
    return min(turns, key=lambda turn: turn.short_by)


def _turn(network: Network, first: Derivation, edges: list[int], closing: Link) -> Conflict:
    """One turn of a circle that begins on this day, up to the maximum lag that closes it."""
    path = [first]
    for edge in edges:
        path.append(_step(network, path[-1], edge))
    limit = closing.lag.steps(network.calendar).later(first.day)
    if network.working[path[-1].node]:
        limit = network.calendar.on_or_before(limit)
    return Conflict(
        start=network.names[first.node],
        start_day=first.day,
        start_line=None,
        hops=_hops(network, path),
        limit_day=limit,
        limit_line=closing,
        is_circle=True,
        is_from_any_day=True,
    )


def _step(network: Network, before: Derivation, edge: int) -> Derivation:
    arc = next(arc for arc in network.raising[before.node] if arc.edge == edge)
    return Derivation(arrive(network, arc, before.day, rising=True), arc.to, edge, before)


def _reduced(network: Network, conflict: Conflict) -> Conflict:
    """The conflict with only those lines that it needs.

    A chain whose lines each say one thing needs them all: without a link it falls apart
    in two, without an end nothing pushes or nothing limits. Where a line says two things
    (``within``, ``exactly``), or comes up twice, the lines are left out one at a time.
    """
    if _needs_every_line(conflict):
        return conflict
    if len(conflict.lines) > LONGEST_REDUCED:
        return _in_one_turn(network, conflict)
    plan, as_at = network.plan, network.as_at
    date = None if as_at is None else days.day(as_at)
    kept = irreducible(plan, conflict.lines, date)
    if kept == conflict.lines:
        return conflict
    alone, as_at_alone = plan_of(plan, kept, date)
    smaller = diagnose_once(build(alone, as_at_alone))
    if smaller is not None and smaller.start_line is None and as_at_alone is None:
        return _on_an_example(alone, smaller, min(conflict.start_day, conflict.limit_day, LAST))
    return smaller or conflict


def _on_an_example(alone: Plan, conflict: Conflict, day: int) -> Conflict:
    """A conflict of lines that hold on no day, from the day on which it would begin in the plan.

    Where that day hides it, as a day does on which a limit has passed, from the first day that
    there is.
    """
    conflict = attrs.evolve(conflict, is_from_any_day=True)
    network = build(alone, days.day(day))
    begun = diagnose_once(network)
    if begun is None or begun.start_line is not None:
        return conflict
    begun = _in_one_turn(network, attrs.evolve(begun, is_from_any_day=True))
    return begun if begun.lines == conflict.lines else conflict


def _in_one_turn(network: Network, conflict: Conflict) -> Conflict:
    """The conflict, or the circle that it goes round where it is too long for anybody to read."""
    if len(conflict.hops) <= LONGEST_REDUCED:
        return conflict
    return _first_turn(network, conflict) or conflict


def _first_turn(network: Network, conflict: Conflict) -> Conflict | None:
    """A circle that a long chain goes round, if its links alone cannot hold."""
    number = network.number
    edges = {id(link): edge for edge, link in enumerate(network.links)}
    path = [Derivation(conflict.start_day, number[conflict.start], OWN, None)]
    seen = {path[0].node: 0}
    for hop in conflict.hops:
        path.append(Derivation(hop.end_day, number[hop.end], edges[id(hop.link)], path[-1]))
        if path[-1].node in seen:
            circle = _circle(network, path[seen[path[-1].node] :])
            return None if can_hold(network.plan, circle.lines, None) else circle
        seen[path[-1].node] = len(path) - 1
    return None


def _needs_every_line(conflict: Conflict) -> bool:
    """Whether it is plain that no line can be spared: a chain without any repetition."""
    if conflict.is_circle or conflict.limit_fact is not None:
        return False
    if any(hop.link.says_two_things for hop in conflict.hops):
        return False
    visited = {conflict.start, *(hop.end for hop in conflict.hops)}
    return len(visited) == len(conflict.hops) + 1


def diagnose_once(network: Network) -> Conflict | None:
    """The first conflict of a network whose lines are known to need each other."""
    trace = trace_earliest(network)
    if trace.cycle is not None:
        return _circle(network, trace.cycle)
    for node, (low, high) in enumerate(zip(network.lower, network.upper, strict=True)):
        if low > min(high, LAST) and not network.settled[node]:
            return _chain(network, Derivation(low, node, OWN, None), min(high, LAST))
    if not trace.broken:
        return None
    worst = max(trace.broken.values(), key=lambda item: (item.day, -item.edge))
    return _chain(network, worst, min(network.upper[worst.node], LAST))
