"""In which order a network can be worked through, and where it runs in circles.

Strongly connected components by Tarjan's algorithm (SIAM Journal on Computing 1, 1972),
with a stack of its own instead of recursion, so that a chain of any length is no trouble.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

#: How many steps the search for a shortest cycle may take; then the best one found is given.
SEARCH_LIMIT: Final = 2_000_000

Successors = Sequence[Sequence[int]]


def components(successors: Successors) -> list[list[int]]:
    """The strongly connected components, each before those that it leads to.

    Nodes are 0 to n - 1; `successors[u]` are the nodes that u leads to.
    """
    size = len(successors)
    index = [0] * size  # when a node was first seen, from 1; 0: not yet
    low = [0] * size  # the earliest seen node that can be reached and is still open
    closed = bytearray(size)
    found: list[list[int]] = []
    open_nodes: list[int] = []
    seen = 0
    for root in range(size):
        if index[root]:
            continue
        seen += 1
        index[root] = low[root] = seen
        open_nodes.append(root)
        path = [(root, iter(successors[root]))]
        while path:
            node, rest = path[-1]
            for then in rest:
                if not index[then]:
                    seen += 1
                    index[then] = low[then] = seen
                    open_nodes.append(then)
                    path.append((then, iter(successors[then])))
                    break
                if not closed[then] and index[then] < low[node]:
                    low[node] = index[then]
            else:
                path.pop()
                if path and low[node] < low[path[-1][0]]:
                    low[path[-1][0]] = low[node]
                if low[node] == index[node]:
                    component = []
                    while True:
                        member = open_nodes.pop()
                        closed[member] = 1
                        component.append(member)
                        if member == node:
                            break
                    found.append(component)
    found.reverse()
    return found


def shortest_cycle(members: Sequence[int], successors: Successors) -> list[int]:
    """A shortest cycle inside a component of more than one node, or with a self-loop.

    Exact up to `SEARCH_LIMIT` steps of breadth-first search. A node with one successor
    lies only on cycles through that successor, so the search starts from nodes with more.
    """
    inside = set(members)
    within = {node: [then for then in successors[node] if then in inside] for node in members}
    for node in members:
        if node in within[node]:
            return [node]
    branching = [node for node in members if len(within[node]) > 1]
    best: list[int] = []
    budget = SEARCH_LIMIT
    for start in branching or members[:1]:
        cycle, steps = _cycle_through(start, within, len(best) or len(members) + 1)
        best = cycle or best
        budget -= steps
        if budget < 0:
            break
    lowest = best.index(min(best))
    return best[lowest:] + best[:lowest]


def _cycle_through(
    start: int, within: dict[int, list[int]], shorter_than: int
) -> tuple[list[int], int]:
    """A shortest cycle through `start`, if one has fewer nodes; and the steps it took."""
    came_from = {start: -1}
    depth = {start: 1}
    queue = deque((start,))
    while queue:
        node = queue.popleft()
        if depth[node] >= shorter_than:
            break
        for then in within[node]:
            if then == start:
                cycle = []
                while node >= 0:
                    cycle.append(node)
                    node = came_from[node]
                return cycle[::-1], len(came_from)
            if then not in came_from:
                came_from[then] = node
                depth[then] = depth[node] + 1
                queue.append(then)
    return [], len(came_from)
