"""How does the text of a letter become a Word document?

A line that is underlined is a heading, one that begins with ``- `` an item of a list, and
other lines are paragraphs; lines that follow each other stay together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from earlyhelp.outputs import word


def document(text: str, *, title: str, author: str, moment: datetime) -> bytes:
    """The text as a ``.docx`` file, of which every byte follows from these arguments.

    Raises :class:`NoWordError` without the package ``python-docx``.
    """
    made = word.new_document(title, author, moment=moment)
    for style, said in _pieces(text):
        paragraph = made.add_paragraph(style=style)
        for number, line in enumerate(said):
            if number:
                paragraph.add_run().add_break()
            paragraph.add_run(word.plain(line))
    return word.as_bytes(made)


def _pieces(text: str) -> Iterator[tuple[str | None, list[str]]]:
    """The style and the lines of each paragraph."""
    together: list[str] = []
    lines = [*text.split("\n"), ""]
    for at, line in enumerate(lines):
        mark = lines[at + 1] if at + 1 < len(lines) else ""
        if line and len(mark) >= 3 and not mark.strip("=-") and len({*mark}) == 1:
            yield "Heading 1" if mark[0] == "=" else "Heading 2", [line]
        elif line.startswith("- "):
            yield "List Bullet", [line.removeprefix("- ")]
        elif line and (line.strip("=-") or at == 0 or len({*line}) > 1):
            together.append(line)
            continue
        if together:
            yield None, together
            together = []
