"""Which links say only what other links say already."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Final, NamedTuple

from earlyhelp.dates import Lag, Unit
from earlyhelp.model import Link, LinkKind
from earlyhelp.network.build import Network
from earlyhelp.network.trace import arrive

#: How many milestones the search for other ways may look at: in all, and from each one.
SEARCH_LIMIT: Final = 20_000
NEARBY: Final = 60

#: How many units of its own kind a lag is worth when lags are put one after another.
_ADDS_UP: Final = {Unit.WORKING_DAYS: 0, Unit.CLEAR_WORKING_DAYS: 1}


class _Weighted(NamedTuple):
    """A minimum lag on its way: where to, at least how long, and its edge."""

    to: int
    days: int  #: calendar days, at the least
    working: int  #: working days, at the least
    edge: int


class _Way(NamedTuple):
    """The longest way found to a milestone, once in calendar and once in working days."""

    days: int
    working: int
    through: tuple[int, ...]


def redundant_links(
    network: Network, earliest: list[int]
) -> Iterator[tuple[Link, list[str]]]:
    """Minimum lags that a chain of other minimum lags implies, with what lies on the way.

    Sound and not complete: a link is named only where another way was found whose lags,
    on any days at all, come to no less; and the search goes only so far. Links that are
    there to be seen (with a source or a reason, or locked) are left out.
    """
    onward = _minimum_lags(network)
    decisive = _decisive_edges(network, earliest)
    budget = SEARCH_LIMIT
    for node, lags in enumerate(onward):
        if len(lags) < 2 or budget <= 0:
            continue
        asked = [
            lag
            for lag in lags
            if lag.edge not in decisive and _is_ordinary(network.links[lag.edge])
        ]
        if asked:
            ways, steps = _ways(onward, node, max(lag.to for lag in asked))
            budget -= steps
            for lag in asked:
                way = ways.get(lag.to)
                link = network.links[lag.edge]
                if way is not None and _is_as_long(way, link.lag, network):
                    yield link, [network.names[on_it] for on_it in way.through]


def _decisive_edges(network: Network, earliest: list[int]) -> set[int]:
    """Links that alone make the earliest day of what follows them: surely not redundant.

    And those that are the only ones to lead to a milestone.
    """
    best: dict[int, tuple[int, int]] = {}  # by node: the day, and the edge that alone gives it
    for node, arcs in enumerate(network.raising):
        day = earliest[node]
        for arc in arcs:
            arrives = arrive(network, arc, day, rising=True)
            known = best.get(arc.to)
            if known is None or arrives > known[0]:
                best[arc.to] = arrives, arc.edge
            elif arrives == known[0]:
                best[arc.to] = arrives, -1
    return {edge for _, edge in best.values()}


def _minimum_lags(network: Network) -> list[list[_Weighted]]:
    calendar, links = network.calendar, network.links
    weights: dict[Lag, tuple[int, int]] = {}
    onward: list[list[_Weighted]] = []
    for arcs in network.raising:
        lags = []
        for arc in arcs:
            link = links[arc.edge]
            if link.kind is LinkKind.AT_MOST:
                continue
            weight = weights.get(link.lag)
            if weight is None:
                extra = _ADDS_UP.get(link.lag.unit)
                working = 0 if extra is None else link.lag.count + extra
                weight = weights[link.lag] = link.lag.fewest_days(calendar), working
            lags.append(_Weighted(arc.to, *weight, arc.edge))
        onward.append(lags)
    return onward


def _ways(onward: list[list[_Weighted]], start: int, last: int) -> tuple[dict[int, _Way], int]:
    """The longest ways of two or more lags from `start`, to nodes not behind `last`.

    And how many nodes were looked at.
    Nodes are numbered in topological order, so each is final when its turn comes.
    """
    ways: dict[int, _Way] = {}
    queue: list[int] = []
    for lag in onward[start]:
        if lag.to <= last:
            heappush(queue, lag.to)
    direct: dict[int, _Way] = {}
    for lag in onward[start]:
        known = direct.get(lag.to, _Way(0, 0, ()))
        direct[lag.to] = _Way(max(known.days, lag.days), max(known.working, lag.working), ())
    seen: set[int] = set()
    while queue and len(seen) < NEARBY:
        node = heappop(queue)
        if node in seen:
            continue
        seen.add(node)
        here = _longer(ways.get(node), direct.get(node))
        for lag in onward[node]:
            if lag.to > last or lag.to == start:
                continue
            way = _Way(here.days + lag.days, here.working + lag.working, (*here.through, node))
            ways[lag.to] = _longer(way, ways.get(lag.to))
            heappush(queue, lag.to)
    return ways, len(seen)


def _longer(one: _Way | None, other: _Way | None) -> _Way:
    """What is true of the longer of two ways; each measure has its own longest."""
    if one is None or other is None:
        way = one or other
        assert way is not None
        return way
    through = one.through if one.days >= other.days else other.through
    return _Way(max(one.days, other.days), max(one.working, other.working), through)


def _is_ordinary(link: Link) -> bool:
    return not (link.locked or link.source or link.because or link.says_two_things)


def _is_as_long(way: _Way, wanted: Lag, network: Network) -> bool:
    """Whether the way never comes to less than the lag, wherever it begins."""
    extra = _ADDS_UP.get(wanted.unit)
    if extra is not None and way.working >= wanted.count + extra:
        return True
    return way.days >= wanted.most_days(network.calendar)
