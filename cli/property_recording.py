"""`eh property extend` and `accept`: an extension agreed, a building taken over, recorded."""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.model.journal import Action
from earlyhelp.model.workflows import ACCEPTED

from . import entries
from .exits import Exit
from .options import IsoDay
from .reading import today
from .recording import Recorder, day_option, evidence_option, reason_option, recording
from .showing import no_such, registers_of


@click.command(epilog="Example: eh property extend centre-07 nursery-a --to 2021-12-17")
@click.argument("property_id", metavar="PROPERTY")
@click.argument("partner")
@click.option("--to", "until", type=IsoDay(), required=True, metavar="DAY", help="Its last day.")
@reason_option
@recording
def extend(
    to: Recorder,
    property_id: str,
    partner: str,
    until: date,
    reason: str,
) -> Exit:
    """Record an extension for PARTNER in PROPERTY."""
    return to.record(entries.extended(to, property_id, partner, until, reason=reason))


@click.command(epilog="Example: eh property accept centre-07 --evidence 'letter of 21 December'")
@click.argument("property_id", metavar="PROPERTY")
@day_option
@evidence_option
@reason_option
@recording
def accept(
    to: Recorder,
    property_id: str,
    day: date | None,
    evidence: str,
    reason: str,
) -> Exit:
    """Record that the Assets Team has accepted PROPERTY."""
    step = f"{property_id}.{ACCEPTED}"
    if step not in to.plan:
        properties = registers_of(to.plan).property_by_id
        if property_id not in properties:
            raise no_such("property", property_id, properties)
        raise click.UsageError(f"{property_id} goes through no workflow with a step `{ACCEPTED}`")
    if to.plan[step].needs_evidence and not evidence:
        raise click.UsageError(
            "an acceptance is in writing: say with --evidence what was signed, and by which role"
        )
    entries.refuse_twice(to.plan[step])
    made = to.entry(
        Action.ACCEPTED, property_id, day=day or today(), reason=reason, evidence=evidence
    )
    return to.record(made)
