"""Which links say only what other links say already."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Final, NamedTuple

from earlyhelp.dates import Lag, Unit
from earlyhelp.dates.days import LAST
from earlyhelp.model import Link, LinkKind
from earlyhelp.network.build import Network

#: How many links the search for other ways may follow: in all, and back from each milestone.
SEARCH_LIMIT: Final = 12_000
NEARBY: Final = 80

#: By how many working days a lag in working days is longer than it says.
_IN_WORKING_DAYS: Final = {Unit.WORKING_DAYS: 0, Unit.CLEAR_WORKING_DAYS: 1}


#: The plain constructor of a named tuple, without its keyword handling: four times as fast.
_new: Final = tuple.__new__
_arrives: Final = attrgetter("arrives")


class _Back(NamedTuple):
    """A minimum lag seen from its end: where it comes from, its edge, the day it gives."""

    start: int
    edge: int
    arrives: int


class _Way(NamedTuple):
    """A way of minimum lags to a milestone, at least this long, through these others."""

    days: int
    working: int
    through: tuple[int, ...]


def redundant_links(network: Network, earliest: list[int]) -> Iterator[tuple[Link, list[str]]]:
    """Minimum lags that a chain of other minimum lags implies, with what lies on the way.

    Sound and not complete: a link is named only where another way was found whose lags,
    on any days at all, come to no less; and the search goes only so far. Links that are
    there to be seen (with a source or a reason, or locked) are left out.
    """
    search = _Search(network)
    searches = SEARCH_LIMIT // NEARBY
    for node, backs in search.joints(earliest):
        decisive = _decisive_edge(backs)
        asked = [
            back
            for back in backs
            if back.edge != decisive and _is_ordinary(network.links[back.edge])
        ]
        if not asked:
            continue
        if searches == 0:
            return
        searches -= 1
        ways = search.ways(node, {back.start for back in asked})
        for back in asked:
            link = network.links[back.edge]
            for way in ways.get(back.start, ()):
                if _is_as_long(way, link.lag, network):
                    yield link, [network.names[on_it] for on_it in way.through]
                    break


def _decisive_edge(backs: list[_Back]) -> int:
    """The link that puts its end where it is, the last of them: surely not redundant.

    Another way would come in by a milestone further on, and no earlier than this link.
    """
    return max(reversed(backs), key=_arrives).edge


class _Search:
    """Looks for ways of minimum lags, back from a milestone."""

    def __init__(self, network: Network) -> None:
        self.network = network
        #: for each node that was passed, the minimum lags that lead to it
        self.leading: list[list[_Back]] = [[] for _ in network.names]
        self._weights: dict[Lag, tuple[int, int]] = {}

    def joints(self, earliest: list[int]) -> Iterator[tuple[int, list[_Back]]]:
        """The nodes that several minimum lags lead to, and these; in the network's order.

        Minimum lags follow that order, so all that lead to a node have been seen by then.
        """
        leading, links, least = self.leading, self.network.links, LinkKind.AT_LEAST
        for node, arcs in enumerate(self.network.raising):
            if len(leading[node]) > 1:
                yield node, leading[node]
            day = earliest[node]
            for to, shift, step, edge in arcs:
                if links[edge].kind is least:
                    arrives = day + shift if step is None or day > LAST else step(day)
                    leading[to].append(_new(_Back, (node, edge, arrives)))

    def ways(self, end: int, wanted: set[int]) -> dict[int, list[_Way]]:
        """Ways of two or more lags to `end` from the nodes in `wanted`."""
        links = self.network.links
        found: dict[int, list[_Way]] = {}
        longest: dict[int, tuple[int, int]] = {}
        open_ways = [(end, _Way(0, 0, ()))]
        followed = 0
        while open_ways and followed < NEARBY:
            node, way = open_ways.pop()
            for start, edge, _ in self.leading[node]:
                followed += 1
                more, more_working = self._weight(links[edge].lag)
                days, working = way.days + more, way.working + more_working
                through = way.through if node == end else (node, *way.through)
                longer = _Way(days, working, through)
                if node != end and start in wanted:
                    found.setdefault(start, []).append(longer)
                known = longest.get(start, (-1, -1))
                if days > known[0] or working > known[1]:
                    longest[start] = max(days, known[0]), max(working, known[1])
                    open_ways.append((start, longer))
        return found

    def _weight(self, lag: Lag) -> tuple[int, int]:
        """At least how many calendar days, and how many working days, a lag is."""
        weight = self._weights.get(lag)
        if weight is None:
            more = _IN_WORKING_DAYS.get(lag.unit)
            working = 0 if more is None else lag.count + more
            weight = self._weights[lag] = lag.fewest_days(self.network.calendar), working
        return weight


def _is_ordinary(link: Link) -> bool:
    return not (link.locked or link.source or link.because or link.says_two_things)


def _is_as_long(way: _Way, wanted: Lag, network: Network) -> bool:
    """Whether the way never comes to less than the lag, wherever it begins."""
    more = _IN_WORKING_DAYS.get(wanted.unit)
    if more is not None and way.working >= wanted.count + more:
        return True
    calendar = network.calendar
    return way.days >= wanted.fewest_days(calendar) and way.days >= wanted.most_days(calendar)
