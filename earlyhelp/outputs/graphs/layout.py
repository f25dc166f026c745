"""Where does every box of a picture stand, and which way does every arrow take?

Layers from left to right, after Sugiyama, Tagawa and Toda (IEEE Transactions on Systems, Man
and Cybernetics 11, 1981): each box one layer after the last that leads to it, a bend in every
layer that an arrow passes, and the order inside a layer by the mean place of the neighbours,
a fixed number of times forward and back, the best order kept. Nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

#: How often the layers are put in order; it hardly becomes better after that.
_SWEEPS: Final = 12

Ends = tuple[int, int]


@attrs.frozen(kw_only=True)
class Layout:
    """Places on a grid: layers from 0 at the left, rows from 0 at the top, whole numbers.

    A place holds one box or one bend. A `route` is the places of an arrow from its `first`
    to its `then`, both of them among it.
    """

    places: tuple[Ends, ...]  #: for each box: its layer and its row
    routes: tuple[tuple[Ends, ...], ...]  #: for each arrow
    layers: int
    rows: int


def layout(boxes: int, arrows: Sequence[Ends]) -> Layout:
    """The places of so many boxes, of which some lead to others.

    An arrow that does not lead to a later box (it closes a circle) runs from right to left.
    """
    forward = [(min(ends), max(ends)) for ends in arrows]
    layer = _layers(boxes, forward)
    chains: list[list[int]] = []
    for first, then in forward:
        bends = range(len(layer), len(layer) + max(layer[then] - layer[first] - 1, 0))
        layer += range(layer[first] + 1, layer[first] + 1 + len(bends))
        chains.append([first, *bends, then] if first != then else [first, then])
    row = _rows(layer, chains)
    routes = []
    for ends, chain in zip(arrows, chains, strict=True):
        points = tuple((layer[node], row[node]) for node in chain)
        routes.append(points if ends[0] <= ends[1] else points[::-1])
    return Layout(
        places=tuple((layer[box], row[box]) for box in range(boxes)),
        routes=tuple(routes),
        layers=max(layer, default=-1) + 1,
        rows=max(row, default=-1) + 1,
    )


def _layers(boxes: int, arrows: Iterable[Ends]) -> list[int]:
    """One more than the last layer that leads there."""
    layer = [0] * boxes
    for first, then in sorted(arrows):
        if first != then:
            layer[then] = max(layer[then], layer[first] + 1)
    return layer


def _rows(layer: Sequence[int], chains: Iterable[Sequence[int]]) -> list[int]:
    """The row of every box and bend: no two of a layer in one row."""
    before: list[list[int]] = [[] for _ in layer]
    after: list[list[int]] = [[] for _ in layer]
    for chain in chains:
        for first, then in pairwise(chain):
            if first != then:
                after[first].append(then)
                before[then].append(first)
    order: list[list[int]] = [[] for _ in range(max(layer, default=-1) + 1)]
    for node, at in enumerate(layer):
        order[at].append(node)
    best, fewest = [list(nodes) for nodes in order], _crossings(order, after)
    for sweep in range(_SWEEPS):
        is_forward = sweep % 2 == 0
        _reorder(order if is_forward else order[::-1], before if is_forward else after)
        crossed = _crossings(order, after)
        if crossed < fewest:
            best, fewest = [list(nodes) for nodes in order], crossed
    return _spread(best, before, len(layer))


def _reorder(order: Sequence[list[int]], towards: Sequence[Sequence[int]]) -> None:
    """Put each layer in the order of the mean place of its neighbours in the one before."""
    for earlier, nodes in pairwise(order):
        place = {node: at for at, node in enumerate(earlier)}
        own = {node: at for at, node in enumerate(nodes)}
        mean = {
            node: sum(found) / len(found) if (found := [place[n] for n in towards[node]]) else at
            for node, at in own.items()
        }
        nodes.sort(key=mean.__getitem__)  # of two alike, the one that is first stays it


def _crossings(order: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> int:
    """How many pairs of lines between neighbouring layers cross."""
    crossed = 0
    for nodes, later in pairwise(order):
        place = {node: at for at, node in enumerate(later)}
        ends = [end for node in nodes for end in sorted(place[then] for then in after[node])]
        crossed += sum(a > b for at, a in enumerate(ends) for b in ends[at + 1 :])
    return crossed


def _spread(
    order: Sequence[Sequence[int]], before: Sequence[Sequence[int]], size: int
) -> list[int]:
    """Rows in the order of each layer, as near as that allows to what leads there."""
    row = [0] * size
    most = max(map(len, order), default=0)
    for nodes in order:
        free = 0
        for at, node in enumerate(nodes):
            found = sorted(row[earlier] for earlier in before[node])
            wanted = found[len(found) // 2] if found else free
            left = len(nodes) - at  # so many more have to find a row
            row[node] = max(free, min(wanted, most - left))
            free = row[node] + 1
    return row
