"""`eh milestone …`: what happened to a milestone, recorded in the plan's journal."""

from __future__ import annotations

from datetime import date

import attrs
import click

from earlyhelp.files.locate import JOURNAL_FILE
from earlyhelp.model.journal import Action, Entry, Journal

from . import entries
from .exits import Exit
from .options import milestone_argument
from .reading import known_milestone, today
from .recording import Recorder, day_option, evidence_option, reason_option, recording


@click.group("milestone", epilog="Example: eh milestone done partners.told --day 2021-09-15")
def milestone_group() -> None:
    """Record what happened to a milestone, or undo it.

    Everything is one line added to the plan's journal.csv. The files that people typed are
    never rewritten.
    """


@milestone_group.command(
    epilog="Example: eh milestone done records_swept --evidence 'Certificate 12'"
)
@milestone_argument
@day_option
@evidence_option
@reason_option
@recording
def done(
    to: Recorder,
    milestone: str,
    day: date | None,
    evidence: str,
    reason: str,
) -> Exit:
    """Record that MILESTONE was done."""
    entries.refuse_twice(to.plan[known_milestone(to.plan, milestone)])
    return to.record(entries.done(to, milestone, day or today(), evidence=evidence, reason=reason))


@milestone_group.command(
    epilog="Example: eh milestone move assets.last_handover 2022-01-10 --reason …"
)
@milestone_argument
@click.argument("day")
@reason_option
@recording
def move(
    to: Recorder,
    milestone: str,
    day: str,
    reason: str,
) -> Exit:
    """Record that the day of MILESTONE is now DAY.

    DAY is a date such as 2021-12-20, or as imprecise as it is: "week of 2021-12-20".
    """
    return entries.record_new(to, entries.moved(to, milestone, day, reason=reason))


@milestone_group.command(
    epilog="Example: eh milestone note offer.launch 'Members asked for a pause'"
)
@milestone_argument
@click.argument("text")
@recording
def note(
    to: Recorder,
    milestone: str,
    text: str,
) -> Exit:
    """Record TEXT about MILESTONE; it changes no day."""
    known_milestone(to.plan, milestone)
    if not text.strip():
        raise click.UsageError("a note has a text: nothing was recorded")
    made = to.entry(Action.NOTE, milestone, reason=text)
    return to.record(made)


@milestone_group.command(epilog="Example: eh milestone undo assets.last_handover")
@milestone_argument
@click.option(
    "--line",
    type=click.IntRange(min=2),
    metavar="N",
    help="The entry in this line of journal.csv, instead of the last one.",
)
@reason_option
@recording
def undo(
    to: Recorder,
    milestone: str,
    line: int | None,
    reason: str,
) -> Exit:
    """Undo the last entry about MILESTONE.

    The entry stays in the journal, and another one says that it is undone. An extension
    and a notice are undone by PROPERTY.PARTNER, and an acceptance by PROPERTY.
    """
    journal = to.plan.journal or Journal()
    last = journal.last_of(milestone)
    if last is None:
        from earlyhelp.files.problems import did_you_mean

        hint = did_you_mean(milestone, {entry.subject for entry in journal.standing})
        raise click.UsageError(
            f"nothing is recorded about {milestone!r} that could be undone{hint}"
        )
    undone = last if line is None else _in_line(journal, milestone, line)
    made = to.entry(Action.UNDONE, milestone, was=journal.to_undo(undone), reason=reason)
    _refuse_another(journal, undone, made)
    return to.record(made)


def _refuse_another(journal: Journal, undone: Entry, made: Entry) -> None:
    """Refuse an undo that would take back another entry, of the same second."""
    other = journal.undone_by(made)
    if other is not None and attrs.evolve(other, place=undone.place) != undone:
        line, later = undone.place.line, other.place.line
        raise click.UsageError(
            f"line {later} of {JOURNAL_FILE} was recorded in the same second as line {line}, and "
            f"an undo cannot tell them apart: undo line {later} first, and then line {line}, and "
            f"record again what was right in line {later}"
        )


def _in_line(journal: Journal, milestone: str, line: int) -> Entry:
    """The entry in a line of the journal, of those about a milestone that can be undone."""
    lines = {entry.place.line: entry for entry in journal.standing if entry.subject == milestone}
    if line not in lines:
        raise click.UsageError(
            f"line {line} of {JOURNAL_FILE} has no entry about {milestone} that could be undone; "
            f"the lines that have one: {', '.join(map(str, lines))}"
        )
    return lines[line]
