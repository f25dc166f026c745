"""Which entry of the journal records what somebody said, or why can it not be one?"""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from earlyhelp.model import Milestone
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.registers import Extension
from earlyhelp.model.workflows import ACCEPTED

from .exits import Exit
from .paper import tell
from .reading import known_milestone
from .recording import Foreseen, Recorder
from .showing import no_occupation, no_such_row, registers_of

_ALREADY: Final = "already recorded: nothing was written"


def record_new(to: Recorder, made: Entry) -> Exit:
    """Record an entry, unless it says again what the plan and its journal say already."""
    if not is_known(to, made):
        return to.record(made)
    return say_known(to, made)


def record_all_new(to: Recorder, foreseen: Foreseen) -> Exit:
    """Record all of the entries but those that say again what is said already, or none."""
    new = [made for made in foreseen.made if not is_known(to, made)]
    if new:
        return to.record_all(foreseen._replace(made=new))
    tell(_ALREADY, err=True)
    return Exit.FINE


def say_known(to: Recorder, made: Entry, *more: str) -> Exit:
    """Say that an entry would be one about what is known, and write nothing."""
    from earlyhelp.outputs.changes import headline
    from earlyhelp.outputs.shells import command

    said = headline(made)
    tell(said if said.endswith(" already") else f"{said} already", *more)
    tell(_ALREADY, err=True)
    if made.action is Action.MOVED and made.reason:
        note = command("milestone", "note", made.subject, made.reason, named=to.named)
        tell(f"its reason can be kept with  {note}", err=True)
    return Exit.FINE


def is_known(to: Recorder, made: Entry) -> bool:
    """Whether an entry about a day says nothing that is not said already.

    A reason for a move can be noted; one for an extension has its place there alone, and so
    have the way in which a partner was told, and the evidence for it.
    """
    day = made.day_as_typed
    match made.action:
        case Action.MOVED:
            return made.was == day
        case Action.EXTENDED:
            rows = registers_of(to.plan).occupations
            row = next(row for row in rows if row.id == made.subject)
            is_agreed = row.extension is Extension.AGREED and made.was == day
            return is_agreed and made.reason in ("", row.extension_reason)
        case Action.NOTICE_SENT:
            told = to.plan.journal.about(made.subject) if to.plan.journal else ()
            sent = (entry for entry in reversed(told) if entry.action is made.action)
            last = next(sent, None)
            return (
                last is not None
                and (last.day_as_typed, last.was, last.reason) == (day, made.was, made.reason)
                and made.evidence in ("", last.evidence)
            )
        case _:
            return False


def done(to: Recorder, milestone: str, day: date, *, evidence: str, reason: str) -> Entry:
    """That a milestone was done; a gate needs evidence."""
    said = to.plan[known_milestone(to.plan, milestone)]
    if said.needs_evidence and not evidence:
        raise click.UsageError(
            f"{milestone} is a gate: say with --evidence who has seen what, for example "
            "--evidence 'sweep certificate 12, signed by the premises lead'"
        )
    return to.entry(
        Action.DONE, milestone, day=day, was=said.done, reason=reason, evidence=evidence
    )


def refuse_twice(said: Milestone) -> None:
    """Refuse to record as done what is: the day would be another one, and nobody asked for that."""
    if said.done is not None:
        place = said.done.place
        raise click.UsageError(
            f"{said.id} is recorded as done on {said.done.when.in_words()} already "
            f"({place.file}:{place.line}): undo or correct that first"
        )


def moved(to: Recorder, milestone: str, day: str, *, reason: str) -> Entry:
    """That the day of a milestone is now another one; what is done stays where it is."""
    said = to.plan[known_milestone(to.plan, milestone)]
    if said.done is not None:
        raise click.UsageError(
            f"{milestone} is recorded as done on {said.done.when.in_words()}: undo that first"
        )
    return to.entry(Action.MOVED, milestone, day=day, was=said.on or said.expected, reason=reason)


def extended(to: Recorder, occupation: str, until: date, *, reason: str) -> Entry:
    """That a partner stays in a property until a day; an occupation is ``property.partner``."""
    stays = {row.id: row for row in registers_of(to.plan).occupations}
    row = stays.get(occupation)
    if row is None:
        raise no_occupation(occupation, registers_of(to.plan))
    return to.entry(Action.EXTENDED, row.id, day=until, was=row.extended_to, reason=reason)


def accepted(to: Recorder, property_id: str, day: date, *, evidence: str, reason: str) -> Entry:
    """That the Assets Team has accepted a property; where that is a gate, it needs evidence."""
    step = f"{property_id}.{ACCEPTED}"
    if step not in to.plan:
        properties = registers_of(to.plan).property_by_id
        if property_id not in properties:
            raise no_such_row("property", property_id, properties)
        raise click.UsageError(f"{property_id} goes through no workflow with a step `{ACCEPTED}`")
    if to.plan[step].needs_evidence and not evidence:
        raise click.UsageError(
            "an acceptance is in writing: say with --evidence what was signed, and by which role"
        )
    refuse_twice(to.plan[step])
    return to.entry(Action.ACCEPTED, property_id, day=day, reason=reason, evidence=evidence)
