"""What the journal changes in what the plan's files say, while the plan is being put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs

from earlyhelp.model import Milestone
from earlyhelp.model.journal import Action, Entry, Journal, recorded
from earlyhelp.model.registers import Extension, Occupation, Registers
from earlyhelp.model.workflows import ACCEPTED, INFORMED
from earlyhelp.partners.told import STAYS, served, spoken_of

if TYPE_CHECKING:
    from earlyhelp.files.plan.rows import PlanRows

#: What is recorded of a partner in a property.
_OF_OCCUPATIONS: Final = (Action.EXTENDED, Action.NOTICE_SENT)


def replayed(journal: Journal, milestones: list[Milestone], rows: PlanRows | None) -> Journal:
    """The journal with what no longer fits, once it has changed `milestones`."""
    about: dict[str, list[Entry]] = defaultdict(list)
    registers = rows.registers if rows is not None else Registers()
    starts = {row.id: row.notice_served for row in registers.occupations}
    informed: dict[str, Entry] = {}
    for entry in journal.standing:
        if entry.action is Action.EXPORTED:
            continue  # about a calendar, which is nothing in the plan
        is_accepted = entry.action is Action.ACCEPTED
        about[f"{entry.subject}.{ACCEPTED}" if is_accepted else entry.subject].append(entry)
        if entry.action is Action.NOTICE_SENT:
            step = f"{entry.subject}.{INFORMED}"
            if entry.was == STAYS:
                informed.pop(step, None)
            elif step not in informed or entry.day == starts.get(entry.subject):
                informed[step] = entry  # the one from which its notice runs
    stale = list(rows.left_aside) if rows is not None else []
    for at, milestone in enumerate(milestones):
        entries = about.pop(milestone.id, None)
        if entries is not None:
            milestones[at], left = recorded(milestone, entries)
            stale += left
        notice = informed.get(milestone.id)
        if notice is not None and milestones[at].done is None:
            as_done = attrs.evolve(notice, action=Action.DONE)
            milestones[at], _ = recorded(milestones[at], [as_done])
    occupations = {row.id for row in registers.occupations}
    known = occupations | registers.property_by_id.keys()
    lost = [entry for name, entries in about.items() if name not in known for entry in entries]
    return attrs.evolve(journal, stale=tuple(stale), lost=tuple(lost))


def with_recorded(
    registers: Registers, journal: Journal | None
) -> tuple[Registers, tuple[Entry, ...]]:
    """The registers with the extensions and notices that were recorded, and what no longer fits."""
    if journal is None:
        return registers, ()
    if not any(entry.action in _OF_OCCUPATIONS for entry in journal.standing):
        return registers, ()
    stale: list[Entry] = []
    rows = tuple(
        _after(row, journal.about(*spoken_of(row)), stale) for row in registers.occupations
    )
    return attrs.evolve(registers, occupations=rows), tuple(stale)


def _after(row: Occupation, entries: Sequence[Entry], stale: list[Entry]) -> Occupation:
    """The row after the entries about it, among others that say what it had been told."""
    subject = row.id
    for at, entry in enumerate(entries):
        if entry.subject != subject or entry.action not in _OF_OCCUPATIONS:
            continue
        now = row.extended_to.when.text if row.extended_to is not None else ""
        if entry.action is Action.NOTICE_SENT:
            row = served(row, entry, entries[:at])
        elif now not in (entry.was, entry.day_as_typed):
            stale.append(entry)
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
