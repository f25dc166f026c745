"""What would every day be if minimum lags alone counted, each side by itself?

That is still true to say of a plan that cannot be met: the difference between the two
sides shows how much is missing.
"""

from __future__ import annotations

from earlyhelp.model import LinkKind
from earlyhelp.network.build import Network
from earlyhelp.network.trace import arrive


def by_minimum_lags(network: Network) -> tuple[list[int], list[int]]:
    """The first and the last days, one sweep each; what lies outside the calendar stays there.

    The nodes stand in the order of the minimum lags, whatever else goes back and forth.
    """
    low, high = list(network.lower), list(network.upper)
    least = LinkKind.AT_LEAST
    nodes = range(len(low))
    for node in nodes:
        for arc in network.raising[node]:
            if network.links[arc.edge].kind is least:
                low[arc.to] = max(low[arc.to], arrive(network, arc, low[node], rising=True))
    for node in reversed(nodes):
        for arc in network.capping[node]:
            if network.links[arc.edge].kind is least:
                high[arc.to] = min(high[arc.to], arrive(network, arc, high[node], rising=False))
    return low, high
