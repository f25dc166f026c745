"""What a network is like with one thing changed: the ground for every fix and what-if.

The lists that do not change are shared, so trying a change costs no more than solving.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import attrs

from earlyhelp.dates import Lag
from earlyhelp.findings import Place
from earlyhelp.model import Link, LinkKind
from earlyhelp.network.build import NO_UPPER, Arc, Network, cap_day, capping_step, raising_step

ArcLists = list[list[Arc]]


def without(network: Network, edges: Collection[int], nodes: Collection[int]) -> Network:
    """The network without some edges, and without the upper bounds of some nodes."""
    upper = list(network.upper)
    for node in nodes:
        upper[node] = NO_UPPER

    def kept(arc: Arc) -> Arc | None:
        return None if arc.edge in edges else arc

    ends = _ends(network, edges)
    return attrs.evolve(
        network,
        upper=upper,
        raising=_mapped(network.raising, ends, kept),
        capping=_mapped(network.capping, ends, kept),
    )


def with_days(network: Network, bounds: Mapping[int, tuple[int, int]]) -> Network:
    """The network with another first and another last day for each of these nodes."""
    lowers, uppers = list(network.lower), list(network.upper)
    for node, (low, high) in bounds.items():
        lowers[node], uppers[node] = low, high
    return attrs.evolve(network, lower=lowers, upper=uppers)


def with_lag(network: Network, place: Place, kinds: Collection[LinkKind], lag: Lag) -> Network:
    """The network in which the line at `place` has another lag, for links of these kinds."""
    links = list(network.links)
    edges = {edge for edge, link in enumerate(links) if link.place == place and link.kind in kinds}
    for edge in edges:
        links[edge] = attrs.evolve(links[edge], lag=lag)
    steps = lag.steps(network.calendar)

    def raised(arc: Arc) -> Arc:
        if arc.edge not in edges:
            return arc
        return Arc(arc.to, *raising_step(links[arc.edge].kind, steps), arc.edge)

    def capped(arc: Arc) -> Arc:
        if arc.edge not in edges:
            return arc
        return Arc(arc.to, *capping_step(links[arc.edge].kind, steps), arc.edge)

    upper, caps = list(network.upper), dict(network.caps)
    for node, (day, cap) in _capped_again(network, edges, links).items():
        upper[node], caps[node] = min(day, network.own_upper[node]), cap
    ends = _ends(network, edges)
    return attrs.evolve(
        network,
        links=links,
        upper=upper,
        caps=caps,
        raising=_mapped(network.raising, ends, raised),
        capping=_mapped(network.capping, ends, capped),
    )


def _capped_again(
    network: Network, edges: Collection[int], links: list[Link]
) -> dict[int, tuple[int, Link]]:
    """For each node that an edge caps from a fact: its last day, and the link that gives it."""
    number = network.number
    nodes = {number[links[edge].then] for edge in edges if _is_cap(network, links[edge])}
    return caps_of(network, nodes, links) if nodes else {}


def caps_of(
    network: Network, nodes: Collection[int], links: Iterable[Link] | None = None
) -> dict[int, tuple[int, Link]]:
    """The last day that maximum lags from facts leave each of these nodes, and the link behind it.

    A nearer deadline of the node's own hides such a day in the network, but does not take it away.
    """
    number = network.number
    tightest: dict[int, tuple[int, Link]] = {}
    for link in network.links if links is None else links:
        node = number[link.then]
        if node in nodes and _is_cap(network, link):
            fact, works = network.upper[number[link.first]], bool(network.working[node])
            day = cap_day(link, fact, network.calendar, works=works)
            if node not in tightest or day < tightest[node][0]:
                tightest[node] = day, link
    return tightest


def _is_cap(network: Network, link: Link) -> bool:
    """Whether a link is a maximum lag that is counted from a fact."""
    return link.kind is LinkKind.AT_MOST and bool(network.settled[network.number[link.first]])


def _ends(network: Network, edges: Collection[int]) -> set[int]:
    number = network.number
    links = (network.links[edge] for edge in edges)
    return {number[name] for link in links for name in (link.first, link.then)}


def _mapped(lists: ArcLists, nodes: set[int], change: Callable[[Arc], Arc | None]) -> ArcLists:
    """The arc lists with those of some nodes changed; ``None`` drops an arc."""
    changed = list(lists)
    for node in nodes:
        arcs = (change(arc) for arc in lists[node])
        changed[node] = [arc for arc in arcs if arc is not None]
    return changed
