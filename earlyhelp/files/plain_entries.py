"""Which milestones of a file are written so plainly that they say what they look like?

Most of a large plan is a name, below it keys with one unquoted line each, and plain lists:
what such an entry says can be told from its lines, in a third of the time that a reader of
YAML takes. Those entries are taken out of the text, only the ends of their lines stay, and
libyaml reads the rest, with every line and column as it was.

Why that changes nothing: where nothing is open at the end of a line, all that YAML knows in
the next is how deep it is in. So the text is followed as far as every line closes what it
opens (`_LINE`, which knows no more of YAML than it needs: what it does not know ends the
search). There an entry begins wherever a name has two spaces before it, and what stood in
the entries before makes no difference. The first entry is always left to libyaml, because
the section takes its indentation from it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from earlyhelp.files.values import Listing, Mapping, Text, Value

SECTION: Final = "milestones"
#: Characters that YAML takes for what they are: all of them, those of a text that is not
#: quoted and has neither a colon nor a hash, of a quoted one, and of a list in brackets.
#: Only those of ASCII (see `_shape`): a class of more takes longer to compile than many a
#: plan to read.
_ALL = " -~"
_PLAIN = ' !"$-9;-~'
_DOUBLE = r" !#-\[\]-~"
_SINGLE = " -&(-~"
_FLOW = r" !$-&(-Z\\^-z|~"

_COMMENT = f"(?:#[{_ALL}]*+)?+"
_BLANK = rf" *+{_COMMENT}\n"
#: Of an entry all of whose lines are plain.
_NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]*+"
_SAID = rf"[A-Za-z0-9][{_PLAIN}]*+\n"
#: Where the next entry, or the next section, begins.
_NEXT = r"(?=(?:  )?[^ \n#]|\Z)"
#: A line, from its first character that is no space, that closes what it opens: a key,
#: and then a text in quotes without escapes, brackets without quotes, a text that is not
#: quoted, or nothing.
_VALUE = "|".join(
    (
        f'"[{_DOUBLE}]*+" *+{_COMMENT}',
        f"'[{_SINGLE}]*+' *+{_COMMENT}",
        rf"[\[{{][{_FLOW}]*+[\]}}] *+{_COMMENT}",
        "[A-Za-z0-9](?:[ -9;-~]|:(?! ))*+",
        _COMMENT,
    )
)
_KEY = r"[A-Za-z0-9_][A-Za-z0-9_ .-]*+:(?: ++|(?=\n))"
_LINE = rf"(?:- ++)*+(?:{_KEY})?+(?:{_VALUE})\n"

_HEAD: Final = re.compile(rf"(?: *+{_LINE})*?(?P<section>{SECTION}:\n)(?:{_BLANK})*+")
_PLAIN_ENTRY: Final = re.compile(
    rf"  {_NAME}:\n(?:    [a-z_]++:(?: {_SAID}|\n(?:      - {_SAID})++))++(?:{_BLANK})*+{_NEXT}"
)
_ENTRY: Final = re.compile(rf"  (?={_KEY}){_LINE}(?: {{3,}}+{_LINE}|{_BLANK})*+{_NEXT}")
#: The key and the text of a line of a plain entry, or the text of an item.
_LINES: Final = re.compile(
    r"^    (?:([a-z_]++):(?: ([^\n]*[^ \n]))?|  - ([^\n]*[^ \n])) *+$", re.MULTILINE
)
#: The plain constructor of a named tuple, without its keyword handling.
_new: Final = tuple.__new__


class Plain(NamedTuple):
    """Where a plain entry stands: its characters in the text, and its line, from 1."""

    start: int
    end: int
    line: int


class PlainText(NamedTuple):
    """A text of which the plain entries have been found."""

    section: int  #: the line of the section that they are in, from 1; 0: there are none
    entries: list[Plain]  #: in their order
    rest: str  #: the text with nothing but the ends of lines where they stand


def taken_apart(text: str) -> PlainText:
    """A YAML text, and the plain entries of its milestones."""
    shape = _shape(text)
    head = None if shape is None else _HEAD.match(shape)
    if head is None or shape is None:
        return PlainText(0, [], text)
    section = shape.count("\n", 0, head.end("section"))
    entries = _found(shape, head.end(), 1 + shape.count("\n", 0, head.end()))
    return PlainText(section if entries else 0, entries, _without(text, entries))


def _shape(text: str) -> str | None:
    """The text with a question mark for each character beyond ASCII, or ``None``.

    ``None`` where one of them may be more to YAML than a letter: the end of a line, a mark
    of the order of bytes, or something that it refuses.
    """
    if text.isascii():
        return text
    is_of_letters = text.replace("\n", "").isprintable()
    return text.encode("ascii", "replace").decode() if is_of_letters else None


def _found(text: str, at: int, line: int) -> list[Plain]:
    entries: list[Plain] = []
    is_first = True
    while True:
        plain = _PLAIN_ENTRY.match(text, at)
        entry = plain or _ENTRY.match(text, at)
        if entry is None:
            return entries
        end = entry.end()
        if plain is not None and not is_first:
            entries.append(_new(Plain, (at, end, line)))
        is_first = False
        line += text.count("\n", at, end)
        at = end


def _without(text: str, entries: list[Plain]) -> str:
    parts, at = [], 0
    for start, end, _ in entries:
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end
    return "".join((*parts, text[at:]))


def read(text: str, entry: Plain) -> tuple[Text, Mapping]:
    """The name of a plain entry, and what it says; a key that comes twice is there twice."""
    start, end, at = entry
    head = _new(Text, (text[start + 2 : text.index(":", start)], at, 3, True, None))
    said: list[tuple[Text, Value]] = []
    items: list[Value] = []
    for key, value, item in _LINES.findall(text, start, end):
        at += 1
        if item:
            items.append(_new(Text, (item, at, 9, True, None)))
            continue
        inner: Value
        if value:
            inner = _new(Text, (value, at, 7 + len(key), True, None))
        else:
            items = []
            inner = _new(Listing, (items, at + 1, 7))
        said.append((_new(Text, (key, at, 5, True, None)), inner))
    return head, _new(Mapping, (said, entry.line + 1, 5))
