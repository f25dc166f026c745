"""How does a Word document come out the same, byte for byte, whenever it is made?

python-docx dates the parts of the file by the clock, and what it says about the document
comes from its own template. Both are set here to what does not change. The page is A4, the
language English, and the first row of every table a heading on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.extras import how_to_install
from earlyhelp.outputs.zipped import UndatedZip

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
_LANGUAGE: Final = "en-GB"
#: How wide a column of figures is, in millimetres: nine letters of a heading.
_FIGURE: Final = 16


class NoWordError(EnvironmentFailedError):
    """The package that writes Word documents, an extra, is not installed."""


def new_document(
    title: str, author: str, *, moment: datetime = _EPOCH, on_its_side: bool = False
) -> Document:
    """An empty document; `moment` is when it says that it was made.

    Raises :class:`NoWordError` where python-docx is not there.
    """
    try:
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm, Pt
    except ImportError:
        raise NoWordError(f"a Word document needs python-docx: {how_to_install('docx')}") from None
    document = docx.Document()
    about = document.core_properties
    about.title, about.author, about.language = plain(title)[:255], plain(author)[:255], _LANGUAGE
    about.comments = about.last_modified_by = about.keywords = about.subject = ""
    # a document's own times have no time zone
    about.created = about.modified = moment.astimezone(UTC).replace(tzinfo=None)
    about.revision = 1
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    if on_its_side:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10)
    _in_english(document)
    return document


def add_table(
    document: Document,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    has_amounts: bool = False,
) -> None:
    """Add a table whose headings stand again at the top of every page.

    `has_amounts` where all but the first column are figures: narrow, and to the right.
    """
    from docx.oxml import OxmlElement

    table = document.add_table(rows=0, cols=len(headings), style="Table Grid")
    for number, row in enumerate((headings, *rows)):
        cells = table.add_row().cells
        for held, text in zip(cells, row, strict=True):
            written = held.paragraphs[0].add_run(plain(text))
            written.bold = number == 0
        properties = table.rows[number]._tr.get_or_add_trPr()  # noqa: SLF001 - the only way
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    if has_amounts:
        _set_figures(document, table)


def _set_figures(document: Document, table: Table) -> None:
    """Leave the names of a table of figures the room that the figures do not need."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Length, Mm, Pt

    page = document.sections[0]
    room = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    table.autofit = False
    names = room - Mm(_FIGURE) * (len(table.columns) - 1)
    for column, held in enumerate(table.columns):
        held.width = Mm(_FIGURE) if column else Length(names)
        for cell in held.cells:
            cell.width = held.width
            paragraph = cell.paragraphs[0]
            for written in paragraph.runs:
                written.font.size = Pt(8)
            if column:  # a figure uses the margins of its cell as well
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                form = paragraph.paragraph_format
                form.left_indent = form.right_indent = Mm(-1)


def as_bytes(document: Document) -> bytes:
    """The file of a document: its parts in their order, with times that do not change."""
    from docx.opc.pkgwriter import PackageWriter

    class Undated(PackageWriter):
        """What python-docx does to save a document, into a zip that does not ask the clock."""

        file = UndatedZip()

        def write(self, uri: Any, blob: bytes) -> None:  # type: ignore[override]
            """Add a part."""
            self.file.writestr(uri.membername, blob)

        def add_all(self, package: Any) -> bytes:
            """Add the parts of a document, and answer with its file."""
            for part in package.parts:
                part.before_marshal()
            steps: Sequence[tuple[Any, Any]] = (
                (self._write_content_types_stream, package.parts),
                (self._write_pkg_rels, package.rels),
                (self._write_parts, package.parts),
            )
            for step, held in steps:
                step(self, held)
            return self.file.as_bytes()

    return Undated().add_all(document.part.package)


def plain(text: str) -> str:
    """`text` without the marks that no document may hold."""
    return "".join(letter for letter in text if letter.isprintable())


def _in_english(document: Document) -> None:
    """Let a reader that speaks know the language (WCAG 2.2, 3.1.1)."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
