"""Where does each text of a file stand, from its first to its last character?

The readers of plans say what a file means; this says which characters say it, so that one
value can be written anew and everything around it stays: comments, order, quotes, line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from earlyhelp.files.events import YamlFile
from earlyhelp.files.values import Listing, Mapping, Text, Value


class Span(NamedTuple):
    """A text of a file: under which key or column it stands, and where."""

    key: str
    value: str
    line: int  #: from 1, as a place has it
    column: int  #: from 1: of a YAML file a character, of a table a cell
    start: int  #: the first of its characters in the file's text, quotes included
    end: int  #: the one after its last


class Edit(NamedTuple):
    """Characters of a file's text, and what stands there instead."""

    start: int
    end: int
    text: str


_BREAK = re.compile(r"\r\n|\r|\n")
_CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"|[^,\r\n]*')


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))


def of_text(key: str, value: Text) -> Span:
    """Where a text of a YAML file stands that was read with its spans."""
    start, end = value.span or (0, 0)
    return Span(key, value.value, value.line, value.column, start, end)


def of_yaml(text: str) -> Iterator[Span]:
    """Every text of a YAML file that can be read, keys among them."""
    last: Text | None = None
    for section, key, value in YamlFile(text, name="", found=[], spans=True).entries():
        if section is not last:
            yield of_text("", section)
        last = section
        if key is not None:
            yield of_text("", key)
        yield from _of_value(section.value if key is None else key.value, value)


def _of_value(key: str, value: Value) -> Iterator[Span]:
    if type(value) is Mapping:
        for inner, item in value.entries:
            yield of_text("", inner)
            yield from _of_value(inner.value, item)
    elif type(value) is Listing:
        for item in value.items:
            yield from _of_value(key, item)
    elif type(value) is Text:
        yield of_text(key, value)


def of_csv(text: str) -> Iterator[Span]:
    """Every cell of a CSV file that can be read, the headings among them, row by row."""
    at, line, headings = 0, 1, []
    is_first = True
    while at < len(text):
        begins, column, more = line, 0, _BREAK.match(text, at) is None  # not a line without cells
        while more:
            match = _CELL.match(text, at)
            if match is None:
                return  # a cell may be empty, so that there always is one
            quoted = match.group("quoted")
            value = match.group() if quoted is None else quoted.replace('""', '"')
            if is_first:
                headings.append(value.strip())
            key = headings[column] if column < len(headings) else ""
            column += 1
            yield Span("" if is_first else key, value, begins, column, at, match.end())
            line += len(_BREAK.findall(match.group()))
            at = match.end()
            more = text[at : at + 1] == ","
            at += more
        ended = _BREAK.match(text, at)
        if ended is None:
            return
        at, line, is_first = ended.end(), line + 1, False
