"""What does networkx take for the same days: by Bellman-Ford, or in topological order?

``stn``: the plan as a simple temporal network (Dechter, Meiri and Pearl, Artificial
Intelligence 49, 1991). Earliest and latest days are two shortest-path runs from one extra
node; maximum lags included.
``dag``: minimum lags alone. Topological order, a pass forwards, a pass backwards, and the
critical path by ``dag_longest_path``.
"""

from __future__ import annotations

import argparse
from typing import Any

import networkx as nx

from constraints import Constraints, read, say


def _tightest(graph: Any, start: int, end: int, weight: int) -> None:
    """Add an arc; of two between the same nodes the smaller weight counts."""
    known = graph.get_edge_data(start, end)
    if known is None or weight < known["weight"]:
        graph.add_edge(start, end, weight=weight)


def _shortest(graph: Any, source: int, size: int) -> list[int]:
    distance = nx.bellman_ford_predecessor_and_distance(graph, source)[1]
    return [int(distance[node]) for node in range(size)]


def stn(plan: Constraints) -> None:
    """Earliest and latest days by two runs of Bellman-Ford."""
    size = len(plan.lower)
    late: Any = nx.DiGraph()
    for node, (low, high) in enumerate(zip(plan.lower, plan.upper, strict=True)):
        _tightest(late, size, node, high)
        _tightest(late, node, size, -low)
    for first, then, lag in plan.least:
        _tightest(late, then, first, -lag)
    for first, then, lag in plan.most:
        _tightest(late, first, then, lag)
    try:
        latest = _shortest(late, size, size)
        earliest = [-distance for distance in _shortest(late.reverse(copy=False), size, size)]
    except nx.NetworkXUnbounded:
        say(feasible=False)
        return
    say(feasible=True, earliest=earliest, latest=latest)


def dag(plan: Constraints) -> None:
    """Earliest and latest days without maximum lags, and the critical path."""
    graph: Any = nx.DiGraph()
    graph.add_nodes_from(range(len(plan.lower)))
    for first, then, lag in plan.least:
        _tightest(graph, first, then, -lag)  # the longest lag counts
    earliest, latest = list(plan.lower), list(plan.upper)
    order = list(nx.topological_sort(graph))
    successors = graph.adj
    for node in order:
        for then, arc in successors[node].items():
            earliest[then] = max(earliest[then], earliest[node] - arc["weight"])
    for node in reversed(order):
        for then, arc in successors[node].items():
            latest[node] = min(latest[node], latest[then] + arc["weight"])
    for _, _, arc in graph.edges(data=True):
        arc["weight"] = -arc["weight"]
    nx.dag_longest_path(graph, weight="weight")
    feasible = all(low <= high for low, high in zip(earliest, latest, strict=True))
    say(feasible=feasible, earliest=earliest, latest=latest)


def main() -> None:
    """Answer the question asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("question", choices=("stn", "dag"))
    parser.add_argument("file")
    asked = parser.parse_args()
    (stn if asked.question == "stn" else dag)(read(asked.file))


if __name__ == "__main__":
    main()
