"""What do the messages of the communication plan add to a plan: which milestones and links?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from earlyhelp.files import problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.plan.link_lines import LinkLines
from earlyhelp.files.plan.milestone_entries import MilestoneEntries
from earlyhelp.files.registers.tables import cell
from earlyhelp.findings import Finding
from earlyhelp.model import Field
from earlyhelp.model.communications import milestone
from earlyhelp.model.registers import Communication, Links

_LINKED: Final = (Field.AFTER, Field.BEFORE, Field.WITHIN, Field.EXACTLY)


def add(rows: Sequence[Communication], entries: MilestoneEntries, found: list[Finding]) -> None:
    """Take the rows' milestones and links into those of the plan; `found` gets what is wrong."""
    lines = LinkLines(Fields(name=rows[0].place.file, found=found))  # a register is one file
    for row in {row.id: row for row in rows}.values():  # that an id is there twice, is noted
        made = milestone(row)
        entries.milestones.append(made)
        for field in _LINKED:
            said: Links | None = getattr(row, field)
            for words in said or ():
                _, line, column = words.place
                lines.read(field, made.id, cell(words.text, line, column))
    entries.links.extend(lines.links)
    entries.many.update(lines.many)


def lead_somewhere(
    rows: Sequence[Communication], entries: MilestoneEntries, found: list[Finding]
) -> None:
    """Note every row that announces a milestone that the plan does not have."""
    known = {made.id for made in entries.milestones}
    stages = {stage.id for stage in entries.stages}
    found.extend(
        problems.unknown_reference(row.place, row.announces, known, stages)
        for row in rows
        if row.announces is not None
        and row.announces not in known
        and not entries.may_be_unread(row.announces)
    )
