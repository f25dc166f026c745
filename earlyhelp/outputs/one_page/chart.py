"""How do the milestones of a group look on a timeline, as a picture that is also text?"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from earlyhelp.outputs.one_page.axis import LEFT, WIDTH, Axis, Shade, Tick
from earlyhelp.outputs.one_page.groups import Group, Row

_HEIGHT: Final = 22  #: of a row
_HEAD: Final = 26  #: of the months above them
_FOOT: Final = 8
_LONGEST_NAME: Final = 42
#: Rows of one picture. Paper cuts a picture that is higher than a page, through a row if it
#: falls so; this many fit on a page of A4 or A3 that lies on its long side.
_MOST_ROWS: Final = 24

#: The marks that all charts of a page share; each has its own shape, whatever its colour.
MARKS: Final = """\
<svg class="marks" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<symbol id="stated" viewBox="0 0 12 12"><path d="M6 .5 11.5 6 6 11.5.5 6z" fill="#1d70b8"/></symbol>
<symbol id="pinned" viewBox="0 0 12 12"><path d="M1 1h10v10H1z" fill="#0b0c0c"/></symbol>
<symbol id="done" viewBox="0 0 12 12"><circle cx="6" cy="6" r="5.5" fill="#00703c"/>\
<path d="M3 6l2 2.5L9 4" fill="none" stroke="#fff" stroke-width="1.6"/></symbol>
<symbol id="agreed" viewBox="0 0 12 12"><path d="M6 1 11 6 6 11 1 6z" fill="#fff" \
stroke="#505a5f" stroke-width="1.4" stroke-dasharray="2 1"/></symbol>
</defs></svg>
"""


class Frame:
    """What is the same behind every chart of a page: months, closures and the as-at day."""

    def __init__(
        self, axis: Axis, ticks: list[Tick], shades: list[Shade], as_at: int | None
    ) -> None:
        """Take it in; `as_at` is a day number."""
        self.axis = axis
        self._ticks = ticks
        self._shades = shades
        self._as_at = as_at

    def lines(self, height: int) -> Iterator[str]:
        """The frame of a chart so high, in its parts."""
        for shade in self._shades:
            yield (
                f'<rect class="shut" x="{shade.x:g}" y="{_HEAD}" width="{shade.width:g}" '
                f'height="{height - _HEAD}"><title>{escape(shade.name)}</title></rect>'
            )
        for tick in self._ticks:
            yield (
                f'<path class="tick" d="M{tick.x:g} {_HEAD - 6}V{height}"/>'
                f'<text class="month" x="{tick.x + 3:g}" y="{_HEAD - 10}">{tick.label}</text>'
            )
        if self._as_at is not None:
            yield f'<path class="today" d="M{self.axis.x(self._as_at):g} {_HEAD - 6}V{height}"/>'


def drawn(group: Group, frame: Frame) -> str:
    """The chart of a group, as SVG: a row for each milestone, in the group's order.

    More rows than fit on a page are drawn as several pictures, each with its months.
    """
    return "\n".join(_picture(group, at, frame) for at in range(0, len(group.rows), _MOST_ROWS))


def _picture(group: Group, start: int, frame: Frame) -> str:
    """The rows of a group from `start` on, as many as one picture has."""
    rows = group.rows[start : start + _MOST_ROWS]
    height = _HEAD + _HEIGHT * len(rows) + _FOOT
    middle = {  # above the picture and below it too: an arrow may come from there
        row.id: _HEAD + _HEIGHT * (at - start) + _HEIGHT // 2 for at, row in enumerate(group.rows)
    }
    parts = [_head(group, start, height), *frame.lines(height)]
    for row in rows:
        parts += _row(row, middle[row.id], frame.axis)
    arrows = "".join(_arrows(group, {row.id for row in rows}, middle, frame.axis))
    if arrows:
        parts.append(f'<g class="arrows">{arrows}</g>')
    parts.append("</svg>")
    return "\n".join(parts)


def _head(group: Group, start: int, height: int) -> str:
    """The beginning of a picture; the first of a group speaks for those that go on with it."""
    size = f'<svg class="chart" viewBox="0 0 {WIDTH} {height}"'
    if start:
        return f'{size} aria-hidden="true">'
    return (
        f'{size} role="img" aria-labelledby="{group.key}-t {group.key}-d">'
        f'<title id="{group.key}-t">Timeline: {escape(group.title)}</title>'
        f'<desc id="{group.key}-d">{escape(group.counted)}. '
        "The table below has every day of it.</desc>"
    )


def _row(row: Row, y: int, axis: Axis) -> Iterator[str]:
    name = row.id if len(row.id) <= _LONGEST_NAME else f"{row.id[: _LONGEST_NAME - 1]}…"
    kind = ' class="critical"' if row.is_critical else ""
    yield f'<text{kind} x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(name)}</text>'
    if not row.is_done and row.first is not None:
        x = axis.x(row.first)
        end = axis.x(axis.last if row.last is None else row.last)
        if end >= x:
            is_open = row.last is None or row.last > axis.last
            band = "band critical" if row.is_critical else "band open" if is_open else "band"
            yield (
                f'<rect class="{band}" x="{x - 1:g}" y="{y - 5}" '
                f'width="{end - x + 2:.1f}" height="10"/>'
            )
    if row.agreed is not None:
        yield _mark("agreed", axis.x(row.agreed), y)
    if row.said is not None:
        low, high = axis.x(row.said[0]), axis.x(row.said[1])
        if high > low:
            yield f'<path class="span" d="M{low:g} {y}H{high:g}"/>'
        mark = "done" if row.is_done else "pinned" if row.is_pinned else "stated"
        yield _mark(mark, (low + high) / 2, y)


def _mark(kind: str, x: float, y: int) -> str:
    return f'<use href="#{kind}" x="{x - 6:.1f}" y="{y - 6}" width="12" height="12"/>'


def _arrows(group: Group, here: set[str], middle: dict[str, int], axis: Axis) -> Iterator[str]:
    """From each milestone to what waits for it, between the days that are shown of both."""
    places = {row.id: place for row in group.rows if (place := _place(row)) is not None}
    for link in group.links:
        is_here = link.first in here or link.then in here
        if is_here and link.first in places and link.then in places:
            x, y = axis.x(places[link.first]), middle[link.first]
            to_x, to_y = axis.x(places[link.then]), middle[link.then]
            head = 4 if to_y > y else -4
            yield (
                f'<path d="M{x:g} {y}V{to_y - head * 2}L{to_x:g} {to_y - head}'
                f'm-3 {-head}l3 {head} 3 {-head}"/>'
            )


def _place(row: Row) -> int | None:
    return row.said[1] if row.said is not None else row.first
