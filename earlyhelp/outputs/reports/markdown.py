"""What does a report look like as Markdown, so that no text of a plan is taken for markup?

Every letter that Markdown could take for more than itself has a backslash before it (CommonMark
0.31, 2.4: any ASCII punctuation may), and so has what some readers of Markdown make links,
mentions, formulas or templates of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from earlyhelp.outputs.reports.pieces import Paragraph, Report, Table, letter, plain

_WIDTH: Final = 100
_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>|~#$&@^]|(?<=\{)%|%(?=\}))")
#: What a line must not begin with: it would be a list, a heading's underline or a rule.
_BEGINS: Final = re.compile(r"(?=[-+=])|(?<=[0-9])(?=[.)](?:\s|\Z))")
_NUMBER: Final = re.compile(r"[0-9]{1,9}[.)](?:\s|\Z)")
#: Where some readers see an address that nobody marked as one.
_ADDRESS: Final = re.compile(r"(?<=[A-Za-z]):(?=\S)|(?<=www)\.", re.IGNORECASE)


def document(report: Report) -> str:
    """The whole report, ending without a line break."""
    return "\n".join(_lines(report))


def escaped(text: str) -> str:
    """A text of which a reader of Markdown shows every letter, and makes nothing else."""
    marked = _SPECIAL.sub(r"\\\1", plain(text))
    return _ADDRESS.sub(lambda found: f"\\{found[0]}", marked)


def _lines(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.title)}"
    yield ""
    for said in filter(None, (report.organisation, report.when)):
        yield from _wrapped(escaped(said), "")
        yield ""
    for number, section in enumerate(report.sections, start=1):
        heading = escaped(section.heading)
        yield f"## {number}. {heading}" if report.has_numbers else f"## {heading}"
        for label, piece in report.numbered(number, section):
            yield ""
            yield from _table(piece) if isinstance(piece, Table) else _paragraph(label, piece)
        if number != len(report.sections):
            yield ""


def _paragraph(label: str, piece: Paragraph) -> Iterator[str]:
    yield from _wrapped(f"{label} {escaped(piece.text)}".lstrip(), "")
    if piece.points:
        yield ""
    for at, point in enumerate(piece.points):
        yield from _wrapped(f"- ({letter(at)}) {escaped(point)}", "  ")


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """A paragraph in lines, of which none but the first can begin anything else."""
    room = _WIDTH - len(indent)
    first, *others = wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    yield first
    for line in others:
        yield indent + (_BEGINS.sub(r"\\", line, count=1) if _is_mark(line) else line)


def _is_mark(line: str) -> bool:
    """Whether a line would begin a list or a rule."""
    return line[:1] in {"-", "+", "="} or _NUMBER.match(line) is not None


def _table(table: Table) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**"
    yield ""
    yield _row(table.headings)
    others = "---:|" if table.has_amounts else "---|"
    yield f"|---|{others * (len(table.headings) - 1)}"
    for row in table.rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escaped(text) for text in cells)} |"
