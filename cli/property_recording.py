"""`eh property extend` and `accept`: an extension agreed, a building taken over, recorded."""

from __future__ import annotations

from datetime import date

import click

from . import entries
from .exits import Exit
from .options import IsoDay, partner_argument, property_argument
from .reading import today
from .recording import Recorder, day_option, evidence_option, reason_option, recording


@click.command(epilog="Example: eh property extend centre-07 nursery-a --to 2021-12-17")
@property_argument
@partner_argument
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
    made = entries.extended(to, f"{property_id}.{partner}", until, reason=reason)
    return entries.record_new(to, made)


@click.command(epilog="Example: eh property accept centre-07 --evidence 'letter of 21 December'")
@property_argument
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
    made = entries.accepted(to, property_id, day or today(), evidence=evidence, reason=reason)
    return to.record(made)
