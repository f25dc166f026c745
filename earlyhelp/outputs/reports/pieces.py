"""What is a report made of, whatever it is written on?

Sections of numbered paragraphs and tables, as members of a committee cite them: 4.1 is the
first paragraph of the fourth section. Tables have no number; they belong to the paragraph above.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import attrs

from earlyhelp.outputs.text import LONGEST_MESSAGE, clipped
from earlyhelp.sheet_cells import one_line

NOTHING: Final = "–"


class Paragraph(NamedTuple):
    """A text, and the points (a), (b) … that it ends in."""

    text: str
    points: tuple[str, ...] = ()


class Table(NamedTuple):
    """Rows under headings; the first cell of each row says what the row is about.

    `has_amounts` where all other cells are figures, which people add up in columns.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_amounts: bool = False


class Section(NamedTuple):
    """A heading, and what stands under it."""

    heading: str
    pieces: tuple[Paragraph | Table, ...]


@attrs.frozen(kw_only=True)
class Report:
    """All of a report; `has_numbers` where people cite its paragraphs."""

    title: str
    organisation: str | None
    when: str  #: of which day it is, or of which period
    sections: tuple[Section, ...]
    has_numbers: bool = True

    def heading(self, number: int, section: Section) -> str:
        """The heading of the section of this number, as it is read: ``1. Summary``."""
        return f"{number}. {section.heading}" if self.has_numbers else section.heading

    def numbered(self, number: int, section: Section) -> Iterator[tuple[str, Paragraph | Table]]:
        """The pieces of the section of this number; a paragraph with its own, ``1.1``."""
        at = 0
        for piece in section.pieces:
            at += isinstance(piece, Paragraph)
            is_cited = self.has_numbers and isinstance(piece, Paragraph)
            yield f"{number}.{at}" if is_cited else "", piece


def letter(at: int) -> str:
    """The letter of a point, from 0: ``a`` … ``z``, then ``aa``."""
    return chr(ord("a") + at) if at < 26 else letter(at // 26 - 1) + letter(at % 26)


def plain(text: str) -> str:
    """A text as it may stand in a report: on one line, and without marks that turn it."""
    return " ".join(clipped(one_line(text), LONGEST_MESSAGE).split())


def sentence(text: str) -> str:
    """A clause with a capital letter and a full stop."""
    end = "" if text.endswith((".", "?", "!")) else "."
    return f"{capital(text)}{end}"


def capital(text: str) -> str:
    """A clause with a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def lower(text: str) -> str:
    """A sentence as the rest of another."""
    return f"{text[:1].lower()}{text[1:]}"
