"""What a recorded change does to the rest of the plan, as lines that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from earlyhelp.codes import CANNOT_BE_MET
from earlyhelp.dates import days, words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.model.journal import Action, Entry
from earlyhelp.network.differences import Shift, shifts
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import text
from earlyhelp.outputs.text import Paper, findings

#: How many moved days, and findings of a kind, are written out; the rest are counted.
SHOWN: Final = 10
#: How many findings of a kind come with their proofs; of more, people would read none.
PROVED: Final = 3


def recorded(
    entries: Sequence[Entry],
    before: Schedule,
    after: Schedule,
    new: Sequence[Finding],
    paper: Paper,
    named: str | None = None,
) -> Iterator[str]:
    """The entries themselves, every day that moves because of them, and what is newly wrong."""
    for entry in entries:
        yield from paper.folded(headline(entry), 2)
        if entry.action is Action.UNDONE:
            yield from _own_day(entry.subject, before.plan, after.plan, paper)
    yield from effects(entries, before, after, new, paper, named)


def _own_day(milestone: str, before: Plan, after: Plan, paper: Paper) -> Iterator[str]:
    """From which stated day to which one an undo takes a milestone."""
    was, now = (plan[milestone].stated if milestone in plan else None for plan in (before, after))
    if was is None or (now is not None and now.when == was.when):
        return
    has = f"now it is {now.when.in_words()}" if now else "now it has none of its own"
    yield from paper.folded(f"  its day was {was.when.in_words()}; {has}", 4)


def effects(
    entries: Sequence[Entry],
    before: Schedule,
    after: Schedule,
    new: Sequence[Finding],
    paper: Paper,
    named: str | None = None,
) -> Iterator[str]:
    """What entries do to everything else; `named` is how somebody named the plan.

    Where the plan can no longer be met, nothing is recorded, and this is where people see why:
    that comes first, with its proof.
    """
    subjects = {entry.subject for entry in entries}
    moved = [shift for shift in shifts(before, after) if shift.milestone not in subjects]
    if not moved:
        yield "no other day moves"
    for shift in moved[:SHOWN]:
        yield from paper.folded(f"  {shift_line(shift)}", 4)
    if len(moved) > SHOWN:
        yield f"  … and {len(moved) - SHOWN} more"
    reasons = [item for item in new if item.code == CANNOT_BE_MET]
    yield from findings(reasons, paper, named=named)
    errors = [item for item in new if item.severity is Severity.ERROR and item not in reasons]
    others = [item for item in new if item.severity is not Severity.ERROR]
    more = "more " if reasons else ""
    for kind, said in ((f"{more}new error", errors), ("new warning", others)):
        if said:
            yield f"{words.count(len(said), kind)}:"
            proved = len(said) <= PROVED
            yield from findings(said, paper, named=named) if proved else _shortly(said, paper)
    later = "; once this is recorded, `eh plan check` says more" if new and after.feasible else ""
    mend = ", and `eh plan fix` how to mend it" if later and errors else ""
    yield from paper.folded(f"{_verdict(before, after)}{later}{mend}", 2)


def _shortly(found: Sequence[Finding], paper: Paper) -> Iterator[str]:
    for finding in found[:SHOWN]:
        yield from text.headline(finding, paper)
    if len(found) > SHOWN:
        yield f"… and {len(found) - SHOWN} more"


def headline(entry: Entry) -> str:
    """What an entry records: ``elm.vacated: moved from … to …``."""
    day = f" on {entry.day.when.in_words()}" if entry.day else ""
    match entry.action:
        case Action.MOVED:
            to = entry.day.when.in_words() if entry.day else "no day"
            if entry.was and entry.was_in_words == to:
                return f"{entry.subject}: its day was {to} already"
            was = f" from {entry.was_in_words}" if entry.was else ""
            return f"{entry.subject}: moved{was} to {to}"
        case Action.EXTENDED:
            until = entry.day.when.in_words() if entry.day else "no day"
            already = " already" if entry.was and entry.was_in_words == until else ""
            return f"{entry.subject}: extended to {until}{already}"
        case Action.UNDONE:
            return f"{entry.subject}: undone: {entry.was}"
        case _:
            return f"{entry.subject}: {entry.action.value}{day}"


def shift_line(shift: Shift) -> str:
    """How an earliest or latest day moves."""
    which = "earliest" if shift.is_earliest else "latest"
    before, after = (
        "no limit" if day is None else words.short(days.day(day))
        for day in (shift.before, shift.after)
    )
    by = shift.days
    moved = (
        "" if by is None else f", {words.count(abs(by), 'day')} {'later' if by > 0 else 'earlier'}"
    )
    return f"{shift.milestone}: {which} day from {before} to {after}{moved}"


def _verdict(before: Schedule, after: Schedule) -> str:
    if after.feasible:
        return "the plan can be met" if before.feasible else "the plan can be met again"
    return "the plan could then not be met" if before.feasible else "the plan cannot be met"
