"""Which entry of the journal records what somebody said, or why can it not be one?"""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.model import Milestone
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.workflows import ACCEPTED

from .reading import known_milestone
from .recording import Recorder
from .showing import no_occupation, no_such_row, registers_of


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
