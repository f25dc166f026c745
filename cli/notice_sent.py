"""`eh notice sent`: that a partner was given notice, and when its notice ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import click

from earlyhelp.dates import words
from earlyhelp.model.journal import Action
from earlyhelp.partners.leaving import (
    Leaving,
    called_off,
    day_in_words,
    late_in_words,
    leavings,
)
from earlyhelp.partners.told import STAYS

from . import entries
from .exits import Exit
from .options import partner_argument, property_argument
from .paper import tell
from .reading import today
from .recording import Recorder, day_option, evidence_option, recording
from .showing import no_occupation, registers_of

METHODS: Final = ("e-mail", "letter", "by hand", "meeting")


@click.command(epilog="Example: eh notice sent centre-07 nursery-a --day 2021-09-14 --how letter")
@property_argument
@partner_argument
@day_option
@click.option("--how", type=click.Choice(METHODS), required=True, help="How it was told.")
@evidence_option
@recording
def sent(
    to: Recorder,
    property_id: str,
    partner: str,
    day: date | None,
    how: str,
    evidence: str,
) -> Exit:
    """Record that PARTNER was told to leave PROPERTY.

    Its notice runs from DAY. A second notice lets it run anew only where it gives an
    earlier day than the first. What the partner was told is kept: once the day moves,
    `eh notice due` lists it again. Where the property is retained after all, it records that
    PARTNER was told that it can stay. `eh milestone undo PROPERTY.PARTNER` takes it back.
    """
    stays = {row.id: row for row in registers_of(to.plan).occupations}
    row = stays.get(f"{property_id}.{partner}")
    if row is None:
        raise no_occupation(f"{property_id}.{partner}", registers_of(to.plan))
    told, planned = day or today(), to.foresee([]).before
    can_stay = _of(row.id, called_off(planned))
    was = STAYS if can_stay is not None else _told_out(_of(row.id, leavings(planned)))
    made = to.entry(Action.NOTICE_SENT, row.id, day=told, was=was, reason=how, evidence=evidence)
    if entries.is_known(to, made):
        running = () if can_stay is not None else _clock(_of(row.id, leavings(planned)), told)
        return entries.say_known(to, made, *running)
    foreseen = to.foresee([made])
    clock = _clock(_of(row.id, leavings(foreseen.after)), told)
    tell(*foreseen.lines(), *(_taken_back(can_stay) if can_stay is not None else clock))
    return to.record_all(foreseen)


def _of(name: str, found: Iterable[Leaving]) -> Leaving | None:
    return next((leaving for leaving in found if leaving.row.id == name), None)


def _told_out(planned: Leaving | None) -> str | None:
    """The day that it is told, as the plan has it."""
    deadline = planned.deadline if planned is not None else None
    return deadline.when.text if deadline is not None else None


def _taken_back(can_stay: Leaving) -> Iterator[str]:
    """That what it was told before counts no more."""
    heard = can_stay.heard
    said = f"what it was told {heard.when.with_preposition()}" if heard else "what it was told"
    yield f"it can stay in {can_stay.left.title}: {said} is taken back"


def _clock(leaving: Leaving | None, told: date) -> Iterator[str]:
    """When the notice ends, and whether that is in time."""
    if leaving is None:
        yield "it does not have to leave, as far as the plan says"
        return
    heard, notice, ends, out = leaving.heard, leaving.row.notice, leaving.notice_over, leaving.out
    if notice is None or ends is None or heard is None:
        yield "how long its notice is, is not known: the register says no `notice`"
        return
    if heard.when.first != told:
        yield f"its notice has run since {words.day(heard.when.first)}, and goes on running"
    if out is None:
        yield f"its notice of {notice} ends on {day_in_words(ends)}"
        yield "whether that is in time is not known: the plan says no day by which to be out"
    elif ends > out:
        yield f"its notice of {notice} ends on {late_in_words(ends, out)}"
    else:
        yield f"its notice of {notice} ends on {day_in_words(ends)}, in time"
    if out is not None:
        yield f"it {leaving.has_to_be_out}"
