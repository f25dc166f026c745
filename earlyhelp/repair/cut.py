"""Which days of the windows cost the least, all in all?

Let z(i, t) say that milestone i falls on day t or later. Day by day z(i, t) asks for the
day before; and since a link is ``x(j) >= f(x(i))`` with an f that never decreases, z(i, t)
asks for z(j, f(t)), and that is all that the link says. So a schedule is a set that is
closed under what it asks for, its cost is a sum over its members, and the cheapest closed
set is a minimum cut: J.-C. Picard, Maximal closure of a graph and applications to
combinatorial problems, Management Science 22 (1976). Working days, months and maximum
lags are as exact as days in a row, and the cost may be any function of the day.

The cost of touching a milestone at all is one of those, so that the number of milestones
that move can be weighed too. Of the cheapest schedules one is the latest in every
milestone, because they too are closed under taking the later of two. That one is the
answer, whatever finds the cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, Final, NamedTuple

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.extras import how_to_install
from earlyhelp.repair.question import Question, Wishes
from earlyhelp.repair.windows import Windows

#: With more days than this to decide on, networkx would take minutes.
MOST_FOR_NETWORKX: Final = 20_000


class Grid(NamedTuple):
    """A place for each milestone and day: what it gains, and which others it asks for."""

    gains: list[int]
    asking: list[int]
    asked: list[int]
    #: of each node with more than one day in its window, the days after the first
    days: dict[int, Sequence[int]]
    #: the place of the first of these
    starts: dict[int, int]
    #: what a calendar day counts, and what it counts to touch a milestone
    prices: tuple[int, int]
    #: what everything counts if each milestone falls on the first day of its window
    base: int

    def place(self, node: int, first: int, day: int) -> int | None:
        """What is chosen if a node whose window begins on `first` falls on `day` or later.

        ``None`` where it always does, and where it never does.
        """
        allowed = self.days[node]
        at = bisect_left(allowed, day)
        return None if day <= first or at == len(allowed) else self.starts[node] + at

    def answer(self, first: Sequence[int], chosen: Sequence[int]) -> list[int]:
        """A day for each node: the last that is chosen, or the first of its window."""
        answer = list(first)
        for node, allowed in self.days.items():
            start = self.starts[node]
            taken = sum(chosen[start : start + len(allowed)])
            if taken:
                answer[node] = allowed[taken - 1]
        return answer


def cheapest(question: Question, windows: Windows, *, fewest: bool = False) -> list[int]:
    """A day for each node, in its window, at the least cost; the latest such days.

    Of equally cheap days those at which fewer milestones pay anything; with `fewest` it is
    the number of these that counts first, and the cost after it. Raises
    :class:`EnvironmentFailedError` where there is too much to decide without OR-Tools.
    """
    grid = grid_of(question, windows, fewest=fewest)
    return grid.answer(windows.first, _closure(grid))


def grid_of(question: Question, windows: Windows, *, fewest: bool) -> Grid:
    """All days to decide on, and what each asks for."""
    first, last = windows
    settled = question.network.settled
    days = {
        node: question.allowed(node, first[node], last[node])
        for node in range(len(first))
        if first[node] < last[node] and not settled[node]
    }
    starts: dict[int, int] = {}
    size = 0
    for node, allowed in days.items():
        starts[node] = size
        size += len(allowed)
    costs, prices = _costs(question, windows, days, fewest=fewest)
    gains = [before - after for costly in costs for before, after in pairwise(costly)]
    base = sum(costly[0] for costly in costs)
    grid = Grid(gains, [], [], days, starts, prices, base)
    _ask_for_the_day_before(grid)
    _ask_along_links(grid, question, windows)
    return grid


def _costs(
    question: Question, windows: Windows, days: dict[int, Sequence[int]], *, fewest: bool
) -> tuple[list[list[int]], tuple[int, int]]:
    """What each node counts on the first day of its window and on each after it.

    And what a day and a milestone count in it: one number for both, the first of which
    outweighs all there can be of the second.
    """
    costs = [
        [_cost(question.wishes.get(node, ()), day) for day in (windows.first[node], *allowed)]
        for node, allowed in days.items()
    ]
    prices = (1, 1 + sum(map(max, costs))) if fewest else (1 + len(costs), 1)
    each_day, touching = prices
    return [
        [each_day * cost + touching * bool(cost) for cost in costly] for costly in costs
    ], prices


def _cost(wishes: Wishes, day: int) -> int:
    return sum(wish.cost(day) for wish in wishes)


def _ask_for_the_day_before(grid: Grid) -> None:
    for node, allowed in grid.days.items():
        start, end = grid.starts[node], grid.starts[node] + len(allowed)
        grid.asking.extend(range(start + 1, end))
        grid.asked.extend(range(start, end - 1))


def _ask_along_links(grid: Grid, question: Question, windows: Windows) -> None:
    """Each day asks along each link for the day it pushes the next milestone to.

    Where a day asks for no more than the day before, it need not ask again.
    """
    first, days, starts = windows.first, grid.days, grid.starts
    for node, allowed in days.items():
        start = starts[node]
        for to, shift, step, _ in question.network.raising[node]:
            there = days.get(to)
            if there is None:
                continue
            reached, low, begin = -1, first[to], starts[to]
            for at, day in enumerate(allowed):
                moved = day + shift if step is None else step(day)
                if moved <= low:
                    continue
                place = bisect_left(there, moved)
                if place > reached:
                    grid.asking.append(start + at)
                    grid.asked.append(begin + place)
                    reached = place


def _closure(grid: Grid) -> Sequence[int]:
    """The largest of the closed sets that gain the most: 1 for what is in it, else 0."""
    gains = grid.gains
    if not gains:
        return ()
    try:
        max_flow: Any = import_module("ortools.graph.python.max_flow")  # it has no types
    except ImportError:
        return _closure_by_networkx(grid)
    source, sink = len(gains), len(gains) + 1
    endless = 1 + sum(map(abs, gains))
    tails, heads = list(grid.asking), list(grid.asked)
    capacities = [endless] * len(tails)
    for at, gain in enumerate(gains):
        if gain:
            tails.append(source if gain > 0 else at)
            heads.append(at if gain > 0 else sink)
            capacities.append(abs(gain))
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(tails, heads, capacities)
    flow.solve(source, sink)
    chosen = bytearray(b"\1") * len(gains)
    for at in flow.get_sink_side_min_cut():
        if at < len(gains):
            chosen[at] = 0
    return chosen


def _closure_by_networkx(grid: Grid) -> Sequence[int]:
    gains = grid.gains
    if len(gains) > MOST_FOR_NETWORKX:
        raise EnvironmentFailedError(
            f"the smallest change of this plan has {len(gains):,} days to decide on, which needs "
            f"one more package: {how_to_install('solver')}"
        )
    import networkx as nx
    from networkx.algorithms.flow import boykov_kolmogorov

    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    graph.add_edges_from(zip(grid.asking, grid.asked, strict=True))  # no capacity: endless
    for at, gain in enumerate(gains):
        if gain > 0:
            graph.add_edge("source", at, capacity=gain)
        elif gain < 0:
            graph.add_edge(at, "sink", capacity=-gain)
    _, (_, sink_side) = nx.minimum_cut(graph, "source", "sink", flow_func=boykov_kolmogorov)
    return bytearray(at not in sink_side for at in range(len(gains)))
