"""What does an XML file say, element by element, if it asks for nothing but to be read?

A document type is refused before anything in it is expanded or fetched: it is where entities
and references to other files come from, and no project file needs one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final
from xml.parsers import expat

from earlyhelp.errors import UnreadableProjectError

DEEPEST: Final = 64
MOST_ELEMENTS: Final = 3_000_000
LONGEST_TEXT: Final = 1_000_000


class Element:
    """An element: its name without the namespace, its text, and those in it."""

    __slots__ = ("children", "column", "line", "name", "text")

    def __init__(self, name: str, line: int, column: int) -> None:
        """Lines and columns count from 1."""
        self.name = name
        self.line = line
        self.column = column
        self.text = ""
        self.children: list[Element] = []

    def all(self, name: str) -> Iterator[Element]:
        """Those right in it that are named so."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """The first of them."""
        return next(self.all(name), None)


def read_tree(
    data: bytes, *, file: str, namespace: str, sketched: Mapping[str, Collection[str]]
) -> Element:
    """The root of a document whose elements are in `namespace`, or in none.

    Of what is in the elements named in `sketched` only those elements are kept that stand right
    in it and are named there: the rest of it can be most of a file. Raises
    :class:`UnreadableProjectError`, with line and column, for what is not well-formed, has a
    document type, or is deeper or larger than any project.
    """
    return _Reader(file, namespace, sketched).read(data)


class _Reader:
    def __init__(self, file: str, namespace: str, sketched: Mapping[str, Collection[str]]) -> None:
        self._file = file
        self._prefix = f"{namespace} "
        self._sketched = sketched
        self._open: list[Element] = []
        self._root: Element | None = None
        self._skipped = 0  # how deep inside an element that is left out
        self._elements = 0
        self._texts: list[str] = []
        self._length = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.ExternalEntityRefHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._parser = parser

    def read(self, data: bytes) -> Element:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            raise self._refused(f"is no XML: {what}", error.lineno, error.offset + 1) from None
        except (LookupError, ValueError) as error:  # an encoding that nobody knows
            raise self._refused(f"is no XML that can be read: {error}") from None
        if self._root is None:  # pragma: no cover - expat wants one element at least
            raise self._refused("has no element")
        return self._root

    def _refused(
        self, why: str, line: int | None = None, column: int | None = None
    ) -> UnreadableProjectError:
        at = line or self._parser.CurrentLineNumber
        across = column or self._parser.CurrentColumnNumber + 1
        return UnreadableProjectError(f"{self._file}:{at}:{across}: the file {why}")

    def _doctype(self, *_said: object) -> int:
        raise self._refused(
            "has a document type (<!DOCTYPE …>), which can make it grow without end or read "
            "other files; no project file needs one, so it is refused"
        )

    def _start(self, name: str, _attributes: object) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise self._refused(f"has more than {MOST_ELEMENTS:,} elements")
        if len(self._open) + self._skipped >= DEEPEST:
            raise self._refused(f"has elements in elements, more than {DEEPEST} deep")
        self._length = 0
        plain = name.removeprefix(self._prefix)
        if self._skipped or self._is_left_out(plain):
            self._skipped += 1
            return
        self._texts.clear()
        at = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        element = Element(plain, *at)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _is_left_out(self, name: str) -> bool:
        if len(self._open) < 2:
            return False
        kept = self._sketched.get(self._open[-2].name)
        return kept is not None and name not in kept

    def _end(self, _name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        element = self._open.pop()
        if not element.children:
            element.text = "".join(self._texts).strip()
        self._texts.clear()

    def _text(self, text: str) -> None:
        if self._skipped:
            return
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise self._refused(f"has a text of more than {LONGEST_TEXT:,} characters")
        self._texts.append(text)
