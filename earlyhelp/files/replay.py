"""What the journal changes in what the plan's files say, while the plan is being put together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import attrs

from earlyhelp.model import Milestone
from earlyhelp.model.journal import Action, Entry, Journal, recorded
from earlyhelp.model.registers import Extension, Occupation, Registers
from earlyhelp.model.workflows import ACCEPTED

if TYPE_CHECKING:
    from earlyhelp.files.plan_rows import PlanRows


def replayed(journal: Journal, milestones: list[Milestone], rows: PlanRows | None) -> Journal:
    """The journal with what no longer fits, once it has changed `milestones`."""
    about: dict[str, list[Entry]] = defaultdict(list)
    for entry in journal.standing():
        is_accepted = entry.action is Action.ACCEPTED
        about[f"{entry.subject}.{ACCEPTED}" if is_accepted else entry.subject].append(entry)
    stale: list[Entry] = []
    for at, milestone in enumerate(milestones):
        entries = about.pop(milestone.id, None)
        if entries is not None:
            milestones[at], left = recorded(milestone, entries)
            stale += left
    registers = rows.registers if rows is not None else Registers()
    occupations = {row.id for row in registers.occupations}
    known = occupations | registers.property_by_id.keys()
    lost = [entry for name, entries in about.items() if name not in known for entry in entries]
    return attrs.evolve(journal, stale=tuple(stale), lost=tuple(lost))


def with_recorded(registers: Registers, journal: Journal | None) -> Registers:
    """The registers with the extensions and notices that were recorded."""
    if journal is None:
        return registers
    about: dict[str, list[Entry]] = defaultdict(list)
    for entry in journal.standing():
        if entry.action in (Action.EXTENDED, Action.NOTICE_SENT):
            about[entry.subject].append(entry)
    if not about:
        return registers
    rows = tuple(_after(row, about.get(row.id, [])) for row in registers.occupations)
    return attrs.evolve(registers, occupations=rows)


def _after(row: Occupation, entries: list[Entry]) -> Occupation:
    for entry in entries:
        if entry.action is Action.NOTICE_SENT:
            row = attrs.evolve(row, notice_served=entry.day)
        else:
            row = attrs.evolve(
                row,
                extension=Extension.AGREED,
                extended_to=entry.day,
                extension_decided=row.extension_decided,
                extension_reason=entry.reason or row.extension_reason,
                extension_by=entry.by or row.extension_by,
            )
    return row
