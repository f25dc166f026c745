"""What a network is like with one thing changed: the ground for every fix and what-if.

The lists that do not change are shared, so trying a change costs no more than solving.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

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


def with_day(network: Network, node: int, *, lower: int | None, upper: int | None) -> Network:
    """The network with another bound on a node; ``None`` leaves a bound as it is."""
    lowers, uppers = list(network.lower), list(network.upper)
    if lower is not None:
        lowers[node] = lower
    if upper is not None:
        uppers[node] = upper
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
    number, settled = network.number, network.settled

    def is_cap(link: Link) -> bool:
        return link.kind is LinkKind.AT_MOST and bool(settled[number[link.first]])

    nodes = {number[links[edge].then] for edge in edges if is_cap(links[edge])}
    tightest: dict[int, tuple[int, Link]] = {}
    for link in links if nodes else ():
        node = number[link.then]
        if node in nodes and is_cap(link):
            fact, works = network.upper[number[link.first]], bool(network.working[node])
            day = cap_day(link, fact, network.calendar, works=works)
            if node not in tightest or day < tightest[node][0]:
                tightest[node] = day, link
    return tightest


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
