"""What does a report look like as a Word document, with headings and numbers that are Word's own?

The numbers are no text: whoever adds a paragraph gets the next one, and the references of
a screen reader and of the table of contents follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from earlyhelp.outputs import word
from earlyhelp.outputs.reports.pieces import Paragraph, Report, Table, plain

if TYPE_CHECKING:
    from docx.document import Document

#: The levels of the one numbering: sections, paragraphs, points; how each number is written.
_LEVELS: Final = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
_SECTION, _PARAGRAPH, _POINT = range(len(_LEVELS))
#: How far text is set in, in twentieths of a point, on each level; its number hangs before it.
_INDENTS: Final = (567, 567, 1134)
_HANGING: Final = 567


def document(report: Report) -> bytes:
    """The file; raises :class:`~earlyhelp.outputs.word.NoWordError` without python-docx."""
    paper = word.new_document(report.title, report.organisation or "")
    paper.add_heading(_said(report.title), level=1)
    for said in filter(None, (report.organisation, report.when)):
        paper.add_paragraph(_said(said))
    numbering = _numbering(paper)
    for section in report.sections:
        heading = paper.add_heading(_said(section.heading), level=2)
        _number(heading, numbering, _SECTION)
        for piece in section.pieces:
            if isinstance(piece, Table):
                _table(paper, piece)
            else:
                _paragraph(paper, piece, numbering)
    return word.as_bytes(paper)


def _said(text: str) -> str:
    return word.plain(plain(text))


def _paragraph(paper: Document, piece: Paragraph, numbering: int) -> None:
    _number(paper.add_paragraph(_said(piece.text)), numbering, _PARAGRAPH)
    for point in piece.points:
        _number(paper.add_paragraph(_said(point)), numbering, _POINT)


def _table(paper: Document, table: Table) -> None:
    caption = paper.add_paragraph(_said(table.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    rows = (tuple(_said(text) for text in row) for row in table.rows)
    headings = [_said(heading) for heading in table.headings]
    word.add_table(paper, headings, rows, has_amounts=table.has_amounts)
    paper.add_paragraph()


def _number(paragraph: Any, numbering: int, level: int) -> None:
    """Let a paragraph have the next number of its level."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - the only way
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = numbering


def _numbering(paper: Document) -> int:
    """Define the numbering of a report, and say its id."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    whole: Any = paper.part.numbering_part.element
    defined = [int(one.get(qn("w:abstractNumId"))) for one in whole.iter(qn("w:abstractNum"))]
    name = max(defined, default=-1) + 1
    made = OxmlElement("w:abstractNum")
    made.set(qn("w:abstractNumId"), str(name))
    made.append(_valued("w:multiLevelType", "multilevel"))
    for at, (form, text) in enumerate(_LEVELS):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(at))
        for tag, value in (("start", "1"), ("numFmt", form), ("lvlText", text), ("lvlJc", "left")):
            level.append(_valued(f"w:{tag}", value))
        indent = OxmlElement("w:ind")
        indent.set(qn("w:left"), str(_INDENTS[at]))
        indent.set(qn("w:hanging"), str(_HANGING))
        properties = OxmlElement("w:pPr")
        properties.append(indent)
        level.append(properties)
        made.append(level)
    first = whole.find(qn("w:num"))  # definitions come before what refers to them
    if first is None:
        whole.append(made)
    else:
        first.addprevious(made)
    return int(whole.add_num(name).numId)


def _valued(tag: str, value: str) -> Any:
    """An element of which the value is its one attribute."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element
