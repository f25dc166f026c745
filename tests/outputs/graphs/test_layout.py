"""Boxes never stand on each other, and arrows go from left to right past all of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.outputs.graphs.layout import layout


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    """So many boxes, and arrows from any to a later one."""
    boxes = draw(st.integers(1, 12))
    pairs = [(first, then) for then in range(boxes) for first in range(then)]
    arrows = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return boxes, arrows


@given(networks())
def test_no_place_is_taken_twice_whether_by_a_box_or_by_an_arrow_that_passes(
    network: tuple[int, list[tuple[int, int]]],
) -> None:
    boxes, arrows = network
    drawn = layout(boxes, arrows)
    bends = [place for route in drawn.routes for place in route[1:-1]]
    taken = [*drawn.places, *bends]
    assert len(set(taken)) == len(taken)
    assert all(0 <= layer < drawn.layers and 0 <= row < drawn.rows for layer, row in taken)


@given(networks())
def test_every_arrow_goes_one_layer_to_the_right_at_a_time_from_its_box_to_its_box(
    network: tuple[int, list[tuple[int, int]]],
) -> None:
    boxes, arrows = network
    drawn = layout(boxes, arrows)
    for (first, then), route in zip(arrows, drawn.routes, strict=True):
        assert (route[0], route[-1]) == (drawn.places[first], drawn.places[then])
        assert all(after[0] == before[0] + 1 for before, after in pairwise(route))


@given(networks())
def test_a_box_stands_as_far_to_the_left_as_what_leads_to_it_allows(
    network: tuple[int, list[tuple[int, int]]],
) -> None:
    boxes, arrows = network
    layers = [layer for layer, _ in layout(boxes, arrows).places]
    for box in range(boxes):
        before = [layers[first] for first, then in arrows if then == box]
        assert layers[box] == max(before, default=-1) + 1


def test_two_arrows_that_need_not_cross_do_not() -> None:
    drawn = layout(4, [(0, 3), (1, 2)])
    (_, first), (_, second), (_, third), (_, fourth) = drawn.places
    assert (first < second) == (fourth < third)


@pytest.mark.parametrize("arrows", [[(0, 1), (1, 0)], [(0, 0)], [(2, 0), (0, 1), (1, 2)]])
def test_a_circle_is_drawn_too(arrows: list[tuple[int, int]]) -> None:
    drawn = layout(3, arrows)
    for (first, then), route in zip(arrows, drawn.routes, strict=True):
        assert (route[0], route[-1]) == (drawn.places[first], drawn.places[then])


def test_nothing_at_all_is_a_picture_of_nothing() -> None:
    assert (layout(0, []).layers, layout(0, []).rows) == (0, 0)
