"""What has no day in any trial, because milestones wait for each other in a circle?"""

from __future__ import annotations

from collections import defaultdict

from earlyhelp.model import LinkKind
from earlyhelp.network.build import Network


def hanging(network: Network) -> frozenset[str]:
    """The milestones of every circle of minimum lags, and all that any of them would delay."""
    settled, number = network.settled, network.number
    delays: dict[str, list[str]] = defaultdict(list)
    for link in network.plan.links:
        if not settled[number[link.then]] and not settled[number[link.first]]:
            is_least = link.kind is LinkKind.AT_LEAST
            by, what = (link.first, link.then) if is_least else (link.then, link.first)
            delays[by].append(what)
    found: set[str] = set()
    waiting = [link.then for links in network.cycles for link in links]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += delays[name]
    return frozenset(found)
