"""How a bound came about: every step of it, back to the line that it began with.

The same propagation as :mod:`earlyhelp.network.solve`, slower, because each new bound
remembers the one it came from. It also goes on where a bound is broken, so that one run
finds everything that is in the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.model import LinkKind
from earlyhelp.network.build import NO_UPPER, Arc, Network
from earlyhelp.network.solve import gains_every_turn
from earlyhelp.records import Record

#: The edge of a derivation that begins with a bound of the node's own.
OWN: Final = -1


class Derivation(NamedTuple):
    """A bound on a node, and the one before it; a chain that never changes afterwards."""

    day: int
    node: int
    edge: int
    before: Derivation | None

    def path(self) -> list[Derivation]:
        """The steps from the first bound to this one."""
        steps = [self]
        while (before := steps[-1].before) is not None:
            steps.append(before)
        return steps[::-1]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Trace(Record):
    """Where every bound comes from, and what was in the way."""

    #: the derivation of each node's bound; ``None`` where nothing bounds it
    best: list[Derivation | None]
    #: derivations that break the bound of the node they arrive at, by their last edge
    broken: dict[int, Derivation]
    #: a way round a cycle that gains days on every turn, from a node back to itself
    cycle: list[Derivation] | None = None


def trace_earliest(
    network: Network, *, without: frozenset[int] = frozenset(), minimum_only: bool = False
) -> Trace:
    """Where every earliest day comes from.

    A step that would break an upper bound is noted and not taken: a pinned day or a
    deadline is trusted, so that what follows it is judged from there. Stops at the first
    cycle that cannot hold. Edges in `without` do not count. With `minimum_only`, upper
    bounds and maximum lags do not count either.
    """
    if minimum_only:
        without |= _maximum_lags(network)
    best = [Derivation(day, node, OWN, None) for node, day in enumerate(network.lower)]
    broken: dict[int, Derivation] = {}
    changed = bytearray(b"\1") * len(best)
    for node in _forward(changed):
        came = best[node]
        if came.day > LAST and not minimum_only:
            continue  # that is wrong by itself, and everything after it would be
        for arc in network.raising[node]:
            if arc.edge in without:
                continue
            day = arrive(network, arc, came.day, rising=True)
            if day <= best[arc.to].day:
                continue
            arrived = Derivation(day, arc.to, arc.edge, came)
            if not minimum_only and day > min(network.upper[arc.to], LAST):
                broken[arc.edge] = arrived
                continue
            if arc.to <= node and (cycle := _gaining_cycle(network, arrived)):
                return Trace(best=[*best], broken=broken, cycle=cycle)
            best[arc.to] = arrived
            changed[arc.to] = 1
    return Trace(best=[*best], broken=broken)


def trace_latest(network: Network, *, minimum_only: bool) -> Trace:
    """Where every latest day of a plan that can be met comes from.

    With `minimum_only`, of any plan, from minimum lags alone, and from the maximum lags
    that are counted from a fact: those are upper bounds like a deadline.
    """
    without = _maximum_lags(network) if minimum_only else frozenset()
    best = [
        Derivation(day, node, OWN, None) if day < NO_UPPER else None
        for node, day in enumerate(network.own_upper)
    ]
    changed = bytearray(b"\1") * len(best)
    for node in _backward(changed):
        came = best[node]
        if came is None:
            continue
        for arc in network.capping[node]:
            if arc.edge in without:
                continue
            day = arrive(network, arc, came.day, rising=False)
            there = best[arc.to]
            if there is None or day < there.day:
                best[arc.to] = Derivation(day, arc.to, arc.edge, came)
                changed[arc.to] = 1
    return Trace(best=best, broken={})


def arrive(network: Network, arc: Arc, day: int, *, rising: bool) -> int:
    """The bound that `day` and an arc give the node at its end, on its allowed days.

    A day outside the calendar stays where it is: nothing can be counted from there.
    """
    if not FIRST <= day <= LAST:
        return day
    moved = day + arc.shift if arc.step is None else arc.step(day)
    if network.working[arc.to] and FIRST <= moved <= LAST:
        calendar = network.calendar
        return calendar.on_or_after(moved) if rising else calendar.on_or_before(moved)
    return moved


def _maximum_lags(network: Network) -> frozenset[int]:
    """The maximum lags that are counted from a day which is not settled."""
    settled, number = network.settled, network.number
    return frozenset(
        edge
        for edge, link in enumerate(network.links)
        if link.kind is LinkKind.AT_MOST and not settled[number[link.first]]
    )


def _forward(changed: bytearray) -> Iterator[int]:
    """The changed nodes, sweeping up and beginning again, until none is left."""
    node = 0
    while (node := changed.find(1, node)) >= 0 or (node := changed.find(1)) >= 0:
        changed[node] = 0
        yield node


def _backward(changed: bytearray) -> Iterator[int]:
    """The changed nodes, sweeping down and beginning again, until none is left."""
    node = len(changed)
    while (node := changed.rfind(1, 0, node)) >= 0 or (node := changed.rfind(1)) >= 0:
        changed[node] = 0
        yield node


def _gaining_cycle(network: Network, arrived: Derivation) -> list[Derivation] | None:
    """The turn of a cycle that a derivation closes, if every turn of it gains days."""
    steps = [arrived]
    while (before := steps[-1].before) is not None:
        steps.append(before)
        if before.node == arrived.node:
            edges = [step.edge for step in steps[:-1]]
            return steps[::-1] if gains_every_turn(network, edges) else None
    return None
