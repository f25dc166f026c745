"""The exact earliest and latest day of every milestone, by repeated bound propagation.

Every arc is a map that never decreases, so the solutions are closed under taking the
earlier, and the later, of two: if there is any solution there is a least and a greatest
one, and raising lower bounds (lowering upper bounds) until nothing changes reaches them.
Outside cycles one sweep in topological order does it; inside a cycle, sweeps over the
nodes that changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from earlyhelp.dates.days import LAST
from earlyhelp.model import LinkKind
from earlyhelp.network.build import Arc, Network, Segment


def earliest(network: Network) -> list[int] | None:
    """The least solution, or ``None`` where there is no solution at all."""
    bounds = list(network.lower)
    if any(low > min(high, LAST) for low, high in _open_bounds(network)):
        return None
    for segment in network.segments:
        raise_all = _raise_around if segment.is_cyclic else _raise_along
        if not raise_all(network, bounds, segment):
            return None
    return bounds


def latest(network: Network) -> list[int]:
    """The greatest solution of a network that has one; ``NO_UPPER`` where nothing bounds."""
    bounds = list(network.upper)
    for segment in reversed(network.segments):
        cap_all = _cap_around if segment.is_cyclic else _cap_along
        cap_all(network, bounds, segment)
    return bounds


def is_feasible(network: Network) -> bool:
    """Whether there is any schedule that keeps the whole network."""
    return not network.cycles and earliest(network) is not None


def _open_bounds(network: Network) -> list[tuple[int, int]]:
    """The bounds of what is not settled: a settled period's two ends are turned round."""
    return [
        (low, high)
        for low, high, settled in zip(network.lower, network.upper, network.settled, strict=True)
        if not settled
    ]


def _raise_along(network: Network, bounds: list[int], segment: Segment) -> bool:
    """Sweep once over nodes without a cycle; false where a bound is broken."""
    raising, upper, working = network.raising, network.upper, network.working
    before, nth = network.calendar.before, network.calendar.nth
    for node in range(segment.start, segment.end):
        day = bounds[node]
        for to, shift, step, _ in raising[node]:
            moved = day + shift if step is None else step(day)
            if moved > bounds[to]:
                if moved > LAST:
                    return False
                if working[to]:
                    index = before[moved]
                    if index == len(nth):
                        return False
                    moved = nth[index]
                if moved > upper[to]:
                    return False
                bounds[to] = moved
    return True


def _raise_around(network: Network, bounds: list[int], segment: Segment) -> bool:
    """Sweep over the changed nodes of a component until none is; false where it cannot end.

    It ends: a bound only rises, and no further than the calendar. A cycle that gains days
    on every turn is recognised as soon as it closes.
    """
    raising, upper, working = network.raising, network.upper, network.working
    before, nth = network.calendar.before, network.calendar.nth
    start, end, _ = segment
    changed = bytearray(b"\1") * (end - start)
    came_by: dict[int, tuple[int, Arc]] = {}
    place = 0
    while (place := changed.find(1, place)) >= 0 or (place := changed.find(1)) >= 0:
        changed[place] = 0
        node = start + place
        day = bounds[node]
        for arc in raising[node]:
            to, shift, step, _ = arc
            moved = day + shift if step is None else step(day)
            if moved <= bounds[to]:
                continue
            if moved > LAST:
                return False
            if working[to]:
                index = before[moved]
                if index == len(nth):
                    return False
                moved = nth[index]
            if moved > upper[to]:
                return False
            bounds[to] = moved
            if to < end:
                changed[to - start] = 1
                came_by[to] = node, arc
                if to <= node and _gains(network, to, came_by):
                    return False
    return True


def _gains(network: Network, node: int, came_by: dict[int, tuple[int, Arc]]) -> bool:
    """Whether the way that a bound came leads back to its node and gains every turn."""
    edges = []
    at = node
    for _ in range(len(came_by)):
        if at not in came_by:
            return False
        at, arc = came_by[at]
        edges.append(arc.edge)
        if at == node:
            return gains_every_turn(network, edges)
    return False


def gains_every_turn(network: Network, edges: Iterable[int]) -> bool:
    """Whether links that form a cycle move a lower bound on, wherever they begin.

    Counted once in calendar and once in working days: a cycle that gains in either can
    never come to rest. Sound and not complete: what is not recognised here comes to rest,
    or runs to the end of the calendar.
    """
    days = working = 0
    for edge in edges:
        link = network.links[edge]
        if link.kind is LinkKind.AT_LEAST:
            from_working = network.working[network.number[link.first]]
            days += link.lag.fewest_days(network.calendar)
            working += link.lag.fewest_working_days(from_working_day=bool(from_working))
        else:
            days -= link.lag.most_days(network.calendar)
            working -= link.lag.most_working_days()
    return days > 0 or working > 0


def _cap_along(network: Network, bounds: list[int], segment: Segment) -> None:
    """Sweep once back over nodes without a cycle."""
    capping, working = network.capping, network.working
    before, nth = network.calendar.before, network.calendar.nth
    for node in reversed(range(segment.start, segment.end)):
        day = bounds[node]
        if 0 <= day <= LAST:
            for to, shift, step, _ in capping[node]:
                moved = day + shift if step is None else step(day)
                if moved < bounds[to]:
                    if moved >= 0 and working[to]:
                        index = before[moved + 1]
                        moved = nth[index - 1] if index else -1
                    bounds[to] = max(moved, -1)


def _cap_around(network: Network, bounds: list[int], segment: Segment) -> None:
    """Sweep back over the changed nodes of a component, its last one first, until none is."""
    capping, working = network.capping, network.working
    before, nth = network.calendar.before, network.calendar.nth
    start, end, _ = segment
    changed = bytearray(b"\1") * (end - start)
    while (place := changed.rfind(1)) >= 0:
        while place >= 0:
            changed[place] = 0
            day = bounds[start + place]
            if 0 <= day <= LAST:
                for to, shift, step, _ in capping[start + place]:
                    moved = day + shift if step is None else step(day)
                    if moved < bounds[to]:
                        if moved >= 0 and working[to]:
                            index = before[moved + 1]
                            moved = nth[index - 1] if index else -1
                        bounds[to] = max(moved, -1)
                        if to >= start:
                            changed[to - start] = 1
            place = changed.rfind(1, 0, place)
