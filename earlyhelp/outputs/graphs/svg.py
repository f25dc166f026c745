"""What is a picture of a plan as an image that any browser shows?

Plain SVG without script, style sheet or font of its own; everything from a plan is escaped.
It has a title and a description for those who do not see it, and a key. Shape and line say
what a colour would: nothing is said by colour alone.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from earlyhelp.outputs.graphs.layout import Ends, Layout, layout
from earlyhelp.outputs.graphs.picture import Arrow, Box, Picture

_WIDTH, _HEIGHT = 250, 96  #: of a box, in pixels
_GAP_ACROSS, _GAP_DOWN = 170, 30
_MARGIN, _HEAD, _KEY = 20, 60, 110
_LETTERS, _BOLD_LETTERS = 33, 27  #: how many of them fit on a line in a box
_LETTER: Final = 7  #: how wide one in a label is, at the most
_TITLE_LINES: Final = 3
_INK: Final = "#0b0c0c"
_KEYS: Final = (
    "Box with round corners: done. Six corners: pinned. Thick border: no room to slip.",
    "Solid arrow: on or after, and at least as long after as it says.",
    "Dashed arrow: at most as long after as it says. Thick arrow: exactly so long after.",
)


def svg(shown: Picture) -> str:
    """The picture as an SVG document."""
    return "\n".join(_lines(shown))


def _lines(shown: Picture) -> Iterator[str]:
    grid = layout(len(shown.boxes), [(arrow.first, arrow.then) for arrow in shown.arrows])
    width, height = _size(grid)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' font-family="Arial, Helvetica, sans-serif" font-size="14" fill="{_INK}">'
    )
    yield f'<title id="title">{escape(shown.title)}</title>'
    yield f'<desc id="desc">{escape(shown.describe())}</desc>'
    yield (
        '<defs><marker id="head" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="12"'
        ' markerHeight="12" markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="M0 0L10 5L0 10z" fill="{_INK}"/></marker></defs>'
    )
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield _text(_MARGIN, 34, shown.title, 'font-size="20" font-weight="bold"')
    for arrow, route in zip(shown.arrows, grid.routes, strict=True):
        yield from _arrow(shown, arrow, route)
    for box, place in zip(shown.boxes, grid.places, strict=True):
        yield from _box(box, place)
    leaving = Counter(arrow.first for arrow in shown.arrows)
    arriving = Counter(arrow.then for arrow in shown.arrows)
    for arrow, route in zip(shown.arrows, grid.routes, strict=True):
        if arrow.says:
            at_start = leaving[arrow.first] <= arriving[arrow.then]
            yield from _label(arrow, route, at_start=at_start)
    for at, says in enumerate((shown.describe(), *_KEYS)):
        yield _text(_MARGIN, height - _KEY + 28 + 20 * at, says)
    yield "</svg>"


def _size(grid: Layout) -> Ends:
    across = grid.layers * (_WIDTH + _GAP_ACROSS) - _GAP_ACROSS
    down = grid.rows * (_HEIGHT + _GAP_DOWN) - _GAP_DOWN
    return max(across, 640) + 2 * _MARGIN, max(down, 0) + _HEAD + _KEY


def _corner(place: Ends) -> Ends:
    """The upper left corner of what stands at a place."""
    layer, row = place
    return _MARGIN + layer * (_WIDTH + _GAP_ACROSS), _HEAD + row * (_HEIGHT + _GAP_DOWN)


def _box(box: Box, place: Ends) -> Iterator[str]:
    x, y = _corner(place)
    line = f'fill="#ffffff" stroke="{_INK}" stroke-width="{4 if box.is_critical else 1}"'
    yield f"<g><title>{escape('; '.join(box.lines))}</title>"
    if box.is_pinned:
        right, bottom, middle = x + _WIDTH, y + _HEIGHT, y + _HEIGHT // 2
        corners = f"{x + 12},{y} {right - 12},{y} {right},{middle} {right - 12},{bottom}"
        yield f'<polygon points="{corners} {x + 12},{bottom} {x},{middle}" {line}/>'
    else:
        round_by = 20 if box.is_done else 0
        yield f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="{round_by}" {line}/>'
    says = [(text, 'font-weight="bold"') for text in _title_lines(box)]
    says += [(text, "") for text in textwrap.wrap(box.says, _LETTERS)[:2]]
    top = y + (_HEIGHT - 17 * len(says)) // 2 + 13
    for at, (text, how) in enumerate(says):
        yield _text(x + _WIDTH // 2, top + 17 * at, text, f'text-anchor="middle" {how}'.rstrip())
    yield "</g>"


def _title_lines(box: Box) -> Sequence[str]:
    """What a box is called, in as many lines as there is room for."""
    return textwrap.wrap(
        box.title or box.id, _BOLD_LETTERS, max_lines=_TITLE_LINES, placeholder=" …"
    )


def _arrow(shown: Picture, arrow: Arrow, route: Sequence[Ends]) -> Iterator[str]:
    points = _points(route)
    (x, y), *_ = points
    path = f"M{x} {y}"
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (x + to_x) // 2
        path += f"C{middle} {y} {middle} {to_y} {to_x} {to_y}"
    style = ""
    if arrow.is_exact:
        style = ' stroke-width="3"'
    elif arrow.has_maximum:
        style = ' stroke-dasharray="7 4"'
    first, then = shown.boxes[arrow.first], shown.boxes[arrow.then]
    says = f"{then.id} after {first.id}: {arrow.says or 'on or after'}"
    line = f'd="{path}" fill="none" stroke="{_INK}"{style} marker-end="url(#head)"'
    yield f"<path {line}><title>{escape(says)}</title></path>"


def _points(route: Sequence[Ends]) -> list[Ends]:
    """Where an arrow begins, goes level across each layer that it passes, and ends."""
    is_forward = route[0][0] <= route[-1][0]
    points: list[Ends] = []
    for at, place in enumerate(route):
        x, y = _corner(place)
        sides = [x, x + _WIDTH] if is_forward else [x + _WIDTH, x]
        middle = y + _HEIGHT // 2
        if at == 0:
            points.append((sides[1], middle))
        elif at == len(route) - 1:
            points.append((sides[0], middle))
        else:
            points += [(side, middle) for side in sides]
    return points


def _label(arrow: Arrow, route: Sequence[Ends], *, at_start: bool) -> Iterator[str]:
    """What an arrow says, on white, beside its end where fewer others are.

    On the side of the line that the line does not turn to.
    """
    points = _points(route)
    (near_x, near_y), (far_x, far_y) = points[:2] if at_start else points[:-3:-1]
    middle = near_x + (58 if far_x > near_x else -58)
    lines = textwrap.wrap(arrow.says, 16)
    tall, wide = 14 * len(lines), _LETTER * max(map(len, lines))
    top = near_y + 4 if far_y < near_y else near_y - 4 - tall
    yield (
        f'<rect x="{middle - wide // 2}" y="{top}" width="{wide}" height="{tall}" fill="#ffffff"/>'
    )
    for number, line in enumerate(lines):
        yield _text(middle, top + 11 + 14 * number, line, 'text-anchor="middle" font-size="12"')


def _text(x: int, y: int, text: str, how: str = "") -> str:
    return f'<text x="{x}" y="{y}"{" " if how else ""}{how}>{escape(text)}</text>'
