"""`eh milestone …`: what happened to a milestone, recorded in the plan's journal."""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.model.journal import Action

from .exits import Exit
from .recording import (
    day_option,
    entry,
    evidence_option,
    known_milestone,
    read_to_record,
    reason_option,
    record,
    recording_options,
    today,
)


@click.group("milestone", epilog="Example: eh milestone done partners.told --day 2021-09-15")
def milestone_group() -> None:
    """Record what happened to a milestone, or undo it.

    Everything is one line added to the plan's journal.csv. The files that people typed are
    never rewritten.
    """


@milestone_group.command(
    epilog="Example: eh milestone done records_swept --evidence 'Certificate 12'"
)
@click.argument("milestone")
@day_option
@evidence_option
@reason_option
@recording_options
def done(
    milestone: str,
    day: date | None,
    evidence: str,
    reason: str,
    plan_named: str | None,
    by: str | None,
    dry_run: bool,
    force: bool,
) -> Exit:
    """Record that MILESTONE was done."""
    to = read_to_record(plan_named)
    said = to.plan[known_milestone(to.plan, milestone)]
    if said.needs_evidence and not evidence:
        raise click.UsageError(
            f"{milestone} is a gate: say with --evidence who has seen what, for example "
            "--evidence 'sweep certificate 12, signed by the premises lead'"
        )
    was = said.done.when.text if said.done else ""
    made = entry(
        Action.DONE,
        milestone,
        by=by,
        day=day or today(),
        was=was,
        reason=reason,
        evidence=evidence,
    )
    return record(to, made, dry_run=dry_run, force=force)


@milestone_group.command(
    epilog="Example: eh milestone move assets.last_handover 2022-01-10 --reason …"
)
@click.argument("milestone")
@click.argument("day")
@reason_option
@recording_options
def move(
    milestone: str,
    day: str,
    reason: str,
    plan_named: str | None,
    by: str | None,
    dry_run: bool,
    force: bool,
) -> Exit:
    """Record that the day of MILESTONE is now DAY.

    DAY is a date such as 2021-12-20, or as imprecise as it is: "week of 2021-12-20".
    """
    to = read_to_record(plan_named)
    said = to.plan[known_milestone(to.plan, milestone)]
    if said.done is not None:
        raise click.UsageError(
            f"{milestone} is recorded as done on {said.done.when.in_words()}: undo that first"
        )
    planned = said.on or said.expected
    was = planned.when.text if planned else ""
    made = entry(Action.MOVED, milestone, by=by, day=day, was=was, reason=reason)
    return record(to, made, dry_run=dry_run, force=force)


@milestone_group.command(
    epilog="Example: eh milestone note offer.launch 'Members asked for a pause'"
)
@click.argument("milestone")
@click.argument("text")
@recording_options
def note(
    milestone: str,
    text: str,
    plan_named: str | None,
    by: str | None,
    dry_run: bool,
    force: bool,
) -> Exit:
    """Record TEXT about MILESTONE; it changes no day."""
    to = read_to_record(plan_named)
    known_milestone(to.plan, milestone)
    made = entry(Action.NOTE, milestone, by=by, reason=text)
    return record(to, made, dry_run=dry_run, force=force)


@milestone_group.command(epilog="Example: eh milestone undo assets.last_handover")
@click.argument("milestone")
@reason_option
@recording_options
def undo(
    milestone: str,
    reason: str,
    plan_named: str | None,
    by: str | None,
    dry_run: bool,
    force: bool,
) -> Exit:
    """Undo the last entry about MILESTONE.

    The entry stays in the journal, and another one says that it is undone.
    """
    to = read_to_record(plan_named)
    last = to.plan.journal.last_of(milestone) if to.plan.journal else None
    if last is None:
        raise click.UsageError(f"nothing is recorded about {milestone!r} that could be undone")
    was = f"{last.action.value} {last.day.when.text}" if last.day else last.action.value
    made = entry(Action.UNDONE, milestone, by=by, was=was, reason=reason)
    return record(to, made, dry_run=dry_run, force=force)
