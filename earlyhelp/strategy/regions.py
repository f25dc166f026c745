"""Which milestones may have to wait until it is known how long something takes?

All that comes after the end of a length waits for it anyway. A milestone has to be asked
about only where a maximum lag, or another length that others decide, leads back to it from
there. For each length these are found with the ways that lead to them, all lengths at
once: a set of lengths is a number whose bits stand for them.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from earlyhelp.model import LinkKind
from earlyhelp.network.build import Network
from earlyhelp.strategy.decided import Decided


@attrs.frozen
class _Way:
    """From one node to another that it makes late; not asked by the lengths in `never`."""

    start: int
    to: int
    goes_back: bool
    never: int


def regions(network: Network, lengths: tuple[Decided, ...]) -> list[int]:
    """For each node the lengths in whose region it is, as a set of bits."""
    size = len(network.names)
    ways = list(_ways(network, lengths))
    ends = {length.end: 1 << length.number for length in lengths}
    after = _spread(size, ends, (way for way in ways if not way.goes_back))
    reached = _spread(size, ends, ways)
    waiting: dict[int, int] = {}
    for way in ways:
        if way.goes_back and (asked := reached[way.start] & ~after[way.to] & ~way.never):
            waiting[way.to] = waiting.get(way.to, 0) | asked
    if not waiting:
        return [0] * size
    return _spread(size, waiting, _turned(ways), within=reached)


def circles(network: Network, lengths: tuple[Decided, ...]) -> list[int]:
    """For each node the lengths from whose end a way leads through it and back to that end.

    Only where it depends on the day how long the way is: elsewhere the first and the last
    day stand for all of them.
    """
    size = len(network.names)
    ways = list(_ways(network, lengths))
    ends = {length.end: 1 << length.number for length in lengths}
    reached = _spread(size, ends, ways)
    found = _spread(size, ends, _turned(ways), within=reached)
    uneven = 0
    for node, bits in enumerate(found):
        if network.working[node] or any(arc.step is not None for arc in network.raising[node]):
            uneven |= bits
    return [bits & uneven for bits in found]


def _turned(ways: Iterable[_Way]) -> Iterable[_Way]:
    return (attrs.evolve(way, start=way.to, to=way.start) for way in ways)


def _ways(network: Network, lengths: tuple[Decided, ...]) -> Iterable[_Way]:
    own = {id(length.said.line): 1 << length.number for length in lengths}
    for node, arcs in enumerate(network.raising):
        for arc in arcs:
            link = network.links[arc.edge]
            goes_back = link.kind is LinkKind.AT_MOST
            yield _Way(node, arc.to, goes_back, own.get(id(link), 0))
    for length in lengths:
        yield _Way(length.end, length.start, goes_back=True, never=1 << length.number)


def _spread(
    size: int, begin: dict[int, int], ways: Iterable[_Way], within: list[int] | None = None
) -> list[int]:
    """The bits that reach each node along ways, from those that it begins with."""
    leaving: list[list[_Way]] = [[] for _ in range(size)]
    for way in ways:
        leaving[way.start].append(way)
    bits = [begin.get(node, 0) for node in range(size)]
    changed = list(begin)
    while changed:
        node = changed.pop()
        for way in leaving[node]:
            new = bits[node] & ~way.never & ~bits[way.to]
            if within is not None:
                new &= within[way.to]
            if new:
                bits[way.to] |= new
                changed.append(way.to)
    return bits
