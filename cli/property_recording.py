"""`eh property extend` and `accept`: an extension agreed, a building taken over, recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from earlyhelp.model import Plan
from earlyhelp.model.journal import Action

from .exits import Exit
from .options import IsoDay
from .recording import (
    day_option,
    entry,
    evidence_option,
    read_to_record,
    reason_option,
    record,
    recording_options,
    today,
)

#: The step of a property's workflow that an acceptance is.
_ACCEPTED = "accepted"


@click.command(epilog="Example: eh property extend centre-07 nursery-a --to 2021-12-17")
@click.argument("property_id", metavar="PROPERTY")
@click.argument("partner")
@click.option("--to", "until", type=IsoDay(), required=True, metavar="DAY", help="Its last day.")
@reason_option
@recording_options
def extend(
    property_id: str,
    partner: str,
    until: date,
    reason: str,
    plan_named: str | None,
    by: str | None,
    dry_run: bool,
    force: bool,
) -> Exit:
    """Record an extension for PARTNER in PROPERTY."""
    to = read_to_record(plan_named)
    rows = to.plan.registers.occupations if to.plan.registers else ()
    stays = {row.id: row for row in rows}
    row = stays.get(f"{property_id}.{partner}")
    if row is None:
        raise click.UsageError(_no_such(f"{property_id}.{partner}", stays))
    was = row.extended_to.when.text if row.extended_to else ""
    made = entry(Action.EXTENDED, row.id, by=by, day=until, was=was, reason=reason)
    return record(to, made, dry_run=dry_run, force=force)


@click.command(epilog="Example: eh property accept centre-07 --evidence 'letter of 21 December'")
@click.argument("property_id", metavar="PROPERTY")
@day_option
@evidence_option
@reason_option
@recording_options
def accept(
    property_id: str,
    day: date | None,
    evidence: str,
    reason: str,
    plan_named: str | None,
    by: str | None,
    dry_run: bool,
    force: bool,
) -> Exit:
    """Record that the Assets Team has accepted PROPERTY."""
    to = read_to_record(plan_named)
    step = f"{property_id}.{_ACCEPTED}"
    if step not in to.plan:
        raise click.UsageError(_not_accepted(to.plan, property_id))
    if to.plan[step].needs_evidence and not evidence:
        raise click.UsageError(
            "an acceptance is in writing: say with --evidence what was signed, and by which role"
        )
    made = entry(
        Action.ACCEPTED, property_id, by=by, day=day or today(), reason=reason, evidence=evidence
    )
    return record(to, made, dry_run=dry_run, force=force)


def _not_accepted(plan: Plan, property_id: str) -> str:
    properties = plan.registers.property_by_id if plan.registers else {}
    if property_id not in properties:
        return _no_such(property_id, properties)
    return f"{property_id} goes through no workflow with a step `{_ACCEPTED}`"


def _no_such(name: str, known: Iterable[str]) -> str:
    from earlyhelp.files.problems import did_you_mean

    return f"the plan has no {name!r}{did_you_mean(name, known)}"
