"""What does rustworkx take for the same days, by Bellman-Ford in Rust?

The plan as a simple temporal network (Dechter, Meiri and Pearl, Artificial Intelligence 49,
1991): earliest and latest days are two shortest-path runs from one extra node, over a graph
and over the same graph turned round.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

from constraints import Constraints, read, say

rx: Any = import_module("rustworkx")


def graphs(plan: Constraints) -> tuple[Any, Any]:
    """Two graphs, whose shortest ways from the last node are the latest and earliest days."""
    size = len(plan.lower)
    arcs = [
        arc
        for node, (low, high) in enumerate(zip(plan.lower, plan.upper, strict=True))
        for arc in ((size, node, float(high)), (node, size, float(-low)))
    ]
    arcs += [(then, first, float(-lag)) for first, then, lag in plan.least]
    arcs += [(first, then, float(lag)) for first, then, lag in plan.most]
    late, early = rx.PyDiGraph(multigraph=True), rx.PyDiGraph(multigraph=True)
    for graph in (late, early):
        graph.add_nodes_from(range(size + 1))
    late.add_edges_from(arcs)
    early.add_edges_from([(end, start, weight) for start, end, weight in arcs])
    return late, early


def days(late: Any, early: Any) -> tuple[list[int], list[int]]:
    """Earliest and latest days; raises `rustworkx.NegativeCycle` where there are none."""
    source = late.num_nodes() - 1
    after = rx.digraph_bellman_ford_shortest_path_lengths(early, source, float)
    before = rx.digraph_bellman_ford_shortest_path_lengths(late, source, float)
    return [-int(after[node]) for node in range(source)], [
        int(before[n]) for n in range(source)
    ]


def main() -> None:
    """Answer."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file")
    plan = read(parser.parse_args().file)
    try:
        earliest, latest = days(*graphs(plan))
    except rx.NegativeCycle:
        say(feasible=False)
        return
    say(feasible=True, earliest=earliest, latest=latest)


if __name__ == "__main__":
    main()
