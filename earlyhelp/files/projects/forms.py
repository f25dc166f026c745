"""Which tool wrote a project's file, as the file itself shows and not its name?

Sources: the tools' own files, and what MPXJ looks for ("UniversalProjectReader"). XML is told
by its root. One with a document type is given to our own reader, which refuses it: what is
named here as another tool's XML has none.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

from earlyhelp.exchange.project import XML


@attrs.frozen
class Form:
    """The kind of a project's file."""

    words: str  #: as people know it: ``Microsoft Project (.mpp)``
    suffix: str  #: of the names that such files have: ``mpp``
    instead: str | None = None  #: what to do where it cannot be read without silent losses


#: The only form that is read without MPXJ, and the same inside a file of ProjectLibre.
MSPDI: Final = Form(XML, "xml")
PROJECTLIBRE: Final = Form("ProjectLibre (.pod)", "pod")
_MPP: Final = Form("Microsoft Project (.mpp)", "mpp")
_MPX: Final = Form("Microsoft Project Exchange (.mpx)", "mpx")
_P6_XML: Final = Form("Primavera P6 XML", "xml")
_ASTA: Final = Form("Asta Powerproject (.pp)", "pp")
_DATABASE: Final = Form("Asta Powerproject, as an SQLite database (.pp)", "pp")
_PHOENIX: Final = Form("Phoenix Project Manager (.ppx)", "ppx")
#: MPXJ 16 reads the links of its outermost tasks and silently leaves out all others.
_GANTTPROJECT: Final = Form(
    "GanttProject (.gan)",
    "gan",
    instead="export it there as a Microsoft Project file in XML form",
)

#: How far the start of a file is looked at.
_HEAD: Final = 8192
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PROLOG: Final = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]*)")

#: Forms that are told by how they begin.
_BEGINNINGS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _MPP),
    (b"MPX,", _MPX),
    (b"MPX;", _MPX),
    (b"MPX\t", _MPX),
    (b"ERMHDR", Form("Primavera P6 (.xer)", "xer")),
    (b"\xac\xed\x00\x05", PROJECTLIBRE),
    (b"\x00\x00000000", _ASTA),
    (b"SQLite format 3\x00", _DATABASE),
    (b"PPX!!!!", _PHOENIX),
)
#: Forms of XML, by the name of the root and what stands in it.
_ROOTS: Final[tuple[tuple[bytes, bytes, Form], ...]] = (
    (b"APIBusinessObjects", b"", _P6_XML),
    (b"BusinessObjects", b"", _P6_XML),
    (b"project", b"webLink", _GANTTPROJECT),
    (b"project", b"mrproject-version", Form("Planner (.planner)", "planner")),
    (b"project", b"update_mode", _PHOENIX),
)


def form_of(data: bytes) -> Form | None:
    """The form of a file; :data:`MSPDI` for any XML that is no other, ``None`` where unknown."""
    for beginning, form in _BEGINNINGS:
        if data.startswith(beginning):
            return form
    head = data[:_HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\x00", b"").lstrip()  # UTF-16, as far as it is ASCII
    return _of_xml(head) if head.startswith(b"<") else None


def _of_xml(head: bytes) -> Form:
    while (prolog := _PROLOG.match(head)) is not None:
        head = head[prolog.end() :]
    root = _ROOT.match(head)
    for name, inside, form in _ROOTS if root is not None else ():
        if root is not None and root.group(1) == name and inside in root.group(2):
            return form
    return MSPDI


def every_form() -> tuple[str, ...]:
    """What people call the forms that are read, each once."""
    forms = (MSPDI, *(form for _, form in _BEGINNINGS), *(form for *_, form in _ROOTS))
    return tuple(dict.fromkeys(form.words for form in forms if form.instead is None))
