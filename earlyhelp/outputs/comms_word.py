"""What does the communication plan look like as a Word document for a committee?"""

from __future__ import annotations

from earlyhelp.dates import words
from earlyhelp.outputs import word
from earlyhelp.outputs.comms import (
    IN_A_TABLE,
    MATRIX,
    MESSAGES,
    NO_MESSAGES,
    CommsPlan,
    about,
    in_words,
)


def document(plan: CommsPlan) -> bytes:
    """The whole of it: the matrix of audiences and channels, then every message."""
    schedule = plan.schedule
    paper = word.new_document(
        f"Communication plan: {schedule.plan.title}", _author(plan), on_its_side=True
    )
    paper.add_heading(word.plain(f"Communication plan: {schedule.plan.title}"), level=1)
    as_at = f"As at {words.short(schedule.as_at)}. " if schedule.as_at else ""
    met = "" if schedule.feasible else " The plan as a whole cannot be met as it stands."
    if not plan.lines:
        paper.add_paragraph(f"{as_at}{NO_MESSAGES[0].upper()}{NO_MESSAGES[1:]}.{met}")
        return word.as_bytes(paper)
    paper.add_paragraph(f"{as_at}{about(plan)}.{met}")
    paper.add_heading(MATRIX, level=2)
    word.add_table(paper, ("Audience", *plan.channels), plan.matrix())
    paper.add_heading(MESSAGES, level=2)
    word.add_table(
        paper,
        [column.capitalize() for column in IN_A_TABLE],
        (in_words(plan, line) for line in plan.lines),
    )
    return word.as_bytes(paper)


def _author(plan: CommsPlan) -> str:
    return plan.schedule.plan.organisation or ""
