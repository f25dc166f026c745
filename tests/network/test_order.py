"""In which order a network can be worked through, and where it runs in circles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.network import order
from earlyhelp.network.order import components, shortest_cycle

Graph = list[list[int]]


def every_graph(size: int) -> Iterator[Graph]:
    """Every graph of so many nodes in which none leads straight to itself."""
    pairs = [(first, then) for first in range(size) for then in range(size) if first != then]
    for chosen in product((False, True), repeat=len(pairs)):
        graph: Graph = [[] for _ in range(size)]
        for (first, then), is_there in zip(pairs, chosen, strict=True):
            if is_there:
                graph[first].append(then)
        yield graph


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A graph of up to eight nodes, some of which lead to themselves or twice to another."""
    size = draw(st.integers(1, 8))
    return draw(
        st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size)
    )


def steps_between(graph: Graph) -> dict[tuple[int, int], int]:
    """How many steps it takes at the least from one node to another, by trying more and more."""
    fewest: dict[tuple[int, int], int] = {}
    ways = {(node, node) for node in range(len(graph))}
    for steps in range(1, len(graph) + 1):
        ways = {(start, then) for start, node in ways for then in graph[node]}
        for way in ways:
            fewest.setdefault(way, steps)
    return fewest


def check_components(graph: Graph) -> None:
    """Each node is in one component, with all that it leads to and that lead back to it."""
    found = components(graph)
    place = {node: at for at, component in enumerate(found) for node in component}
    assert sorted(node for component in found for node in component) == list(range(len(graph)))
    fewest = steps_between(graph)
    for first in range(len(graph)):
        for then in range(len(graph)):
            if first != then:
                is_one = (first, then) in fewest and (then, first) in fewest
                assert (place[first] == place[then]) == is_one
        assert all(place[first] <= place[then] for then in graph[first])


def check_cycles(graph: Graph) -> None:
    """The cycle of each component leads round, passes no node twice, and none is shorter."""
    fewest = steps_between(graph)
    for component in components(graph):
        if (component[0], component[0]) not in fewest:
            continue  # it does not lead back to itself
        cycle = shortest_cycle(component, graph)
        assert set(cycle) <= set(component)
        assert len(cycle) == len(set(cycle)) == min(fewest[node, node] for node in component)
        assert all(then in graph[first] for first, then in pairwise([*cycle, cycle[0]]))
        assert cycle[0] == min(cycle)


def test_components_are_what_leads_to_each_other_whatever_the_graph() -> None:
    for size in range(5):
        for graph in every_graph(size):
            check_components(graph)


@given(graphs())
def test_components_of_larger_graphs_too(graph: Graph) -> None:
    check_components(graph)


def test_the_cycle_is_as_short_as_there_is_whatever_the_graph() -> None:
    for size in range(5):
        for graph in every_graph(size):
            check_cycles(graph)


@given(graphs())
def test_the_cycle_is_as_short_as_there_is_in_larger_graphs_too(graph: Graph) -> None:
    check_cycles(graph)


def test_a_chain_of_any_length_is_no_trouble() -> None:
    size = 20_000
    chain = [[node + 1] for node in range(size - 1)] + [[]]
    assert components(chain) == [[node] for node in range(size)]
    ring = [*chain[:-1], [0]]
    [component] = components(ring)
    assert shortest_cycle(component, ring) == list(range(size))


def ladder(size: int) -> Graph:
    """A ring of nodes that lead to the next two; 3 leads back to 0, the last back by one."""
    graph = [sorted({(node + 1) % size, (node + 2) % size}) for node in range(size)]
    graph[3].append(0)
    graph[size - 1].append(size - 2)
    return graph


def test_the_search_for_a_cycle_goes_no_deeper_than_the_shortest_that_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # From each of the hundred nodes less than ten others are three steps away or less. To go
    # all the way round from each of them would take ten thousand steps.
    graph = ladder(100)
    monkeypatch.setattr(order, "SEARCH_LIMIT", 1_200)
    assert shortest_cycle(range(100), graph) == [98, 99]


def test_a_search_that_takes_too_long_gives_the_best_cycle_that_it_has_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = ladder(100)
    monkeypatch.setattr(order, "SEARCH_LIMIT", 20)
    assert shortest_cycle(range(100), graph) in ([0, 1, 3], [0, 2, 3])


def test_the_search_begins_only_where_there_is_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    # Only 50 leads to two others, so every cycle but the ring itself goes through it.
    graph = [[(node + 1) % 100] for node in range(100)]
    graph[50].append(48)
    monkeypatch.setattr(order, "SEARCH_LIMIT", 0)
    assert shortest_cycle(range(100), graph) == [48, 49, 50]
