"""What is a picture of a plan in Mermaid's language?

Every character of a text that could mean something is an entity code, ``#60;`` for ``<``.
Mermaid turns these into characters only after it has read the language and its Markdown, so
that no text is ever taken for either. Source: https://mermaid.js.org/syntax/flowchart.html,
"Special characters that break syntax" and "Entity codes to escape characters".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from earlyhelp.outputs.graphs.picture import Arrow, Box, Picture

#: What Mermaid draws unless its configuration says otherwise: `maxEdges` and `maxTextSize`.
MOST_ARROWS: Final = 500
MOST_TEXT: Final = 50_000
#: All but letters, digits, spaces and commas, and a mark inside a word that is no web address.
_MEANS_SOMETHING: Final = re.compile(
    r"(?<=[^\W_])(?<!www)[._-](?=[^\W_])|([^\w ,]|_)", re.IGNORECASE
)


def mermaid(shown: Picture) -> str:
    """The picture as a flowchart, from left to right."""
    return "\n".join(_lines(shown))


def _lines(shown: Picture) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  accTitle: {escaped(shown.title)}"
    yield f"  accDescr: {escaped(shown.describe())}"
    for at, box in enumerate(shown.boxes):
        text = "<br>".join(map(escaped, box.lines))
        left, right = ("([", "])") if box.is_done else ("{{", "}}") if box.is_pinned else "[]"
        yield f'  n{at}{left}"{text}"{right}{_class(box)}'
    for arrow in shown.arrows:
        says = f'|"{escaped(arrow.says)}"|' if arrow.says else ""
        yield f"  n{arrow.first} {_line(arrow)}{says} n{arrow.then}"
    yield "  classDef critical stroke-width:4px"
    yield "  classDef done stroke-dasharray:2 2"


def _class(box: Box) -> str:
    return ":::done" if box.is_done else ":::critical" if box.is_critical else ""


def _line(arrow: Arrow) -> str:
    if arrow.is_exact:
        return "==>"
    return "-.->" if arrow.has_maximum else "-->"


def escaped(text: str) -> str:
    """A text on one line as Mermaid shows it, whatever is in it."""
    return _MEANS_SOMETHING.sub(lambda found: _entity(found.group(1)) or found.group(), text)


def _entity(letter: str | None) -> str:
    return f"#{ord(letter)};" if letter else ""
