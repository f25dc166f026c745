"""What a file says, whoever wrote it: texts, lists and mappings, with their line and column."""

from __future__ import annotations

from typing import Final, NamedTuple

_NULL: Final = ("", "~", "null")


class Text(NamedTuple):
    """A text, as it is: nobody has guessed a type from its look."""

    value: str
    line: int  #: from 1
    column: int  #: from 1: of a YAML file a character, of a table a cell
    is_plain: bool = True  #: written without quotes
    #: its first character in the text of the file, and the one after its last, quotes
    #: included; where nobody asked for them, ``None``
    span: tuple[int, int] | None = None


class Listing(NamedTuple):
    """A list of values."""

    items: list[Value]
    line: int
    column: int


class Mapping(NamedTuple):
    """Keys and values, in the order of the file; a key that came twice is there once."""

    entries: list[tuple[Text, Value]]
    line: int
    column: int


Value = Text | Listing | Mapping


def nothing(at: Value) -> Text:
    """The text that stands for a value that was not written."""
    return Text("", at.line, at.column)


def is_null(value: Value) -> bool:
    """Whether nothing was written: no text at all, ``~`` or ``null``."""
    return type(value) is Text and value.value in _NULL and value.is_plain
