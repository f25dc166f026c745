"""What is a picture of a plan in the DOT language of Graphviz?

In a quoted string a quotation mark and a backslash have a backslash in front, and ``&`` is
``&amp;``, because labels have the entities of HTML. Source: https://graphviz.org/doc/info/lang.html
and https://graphviz.org/docs/attr-types/escString/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from earlyhelp.outputs.graphs.picture import Arrow, Box, Picture

#: What begins a new line inside a label.
_BREAK: Final = "\\n"


def dot(shown: Picture) -> str:
    """The picture as a directed graph, from left to right."""
    return "\n".join(_lines(shown))


def _lines(shown: Picture) -> Iterator[str]:
    yield "digraph plan {"
    yield f"  graph [rankdir=LR, label={quoted(shown.title, shown.describe())}]"
    yield '  node [shape=box, fontname="Arial"]'
    yield '  edge [fontname="Arial"]'
    for at, box in enumerate(shown.boxes):
        yield f"  n{at} [label={quoted(*box.lines)}{_shape(box)}]"
    for arrow in shown.arrows:
        yield f"  n{arrow.first} -> n{arrow.then}{_line(arrow)}"
    yield "}"


def _shape(box: Box) -> str:
    style = ', style="rounded"' if box.is_done else ", shape=hexagon" if box.is_pinned else ""
    return f"{style}, penwidth=3" if box.is_critical else style


def _line(arrow: Arrow) -> str:
    says = [f"label={quoted(arrow.says)}"] if arrow.says else []
    if arrow.is_exact:
        says.append("style=bold")
    elif arrow.has_maximum:
        says.append("style=dashed")
    return f" [{', '.join(says)}]" if says else ""


def quoted(*lines: str) -> str:
    """Texts on one line each as a quoted string, whatever is in them."""
    return f'"{_BREAK.join(map(_escaped, lines))}"'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
