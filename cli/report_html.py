"""`eh report html`: the whole plan as one page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from .exits import Exit
from .options import as_at_option, baseline_option, output_option, plan_option, within_option
from .paper import deliver
from .report import progress_of

if TYPE_CHECKING:
    from earlyhelp.tracking.progress import Progress


@click.command(epilog="Example: eh report html -p early-help-2021 -o report.html")
@plan_option
@as_at_option
@within_option(14)
@baseline_option
@click.option(
    "--risk",
    "with_risk",
    is_flag=True,
    help="Say and draw how likely the launch is, as `eh plan risk` does.",
)
@output_option
def html(
    plan_named: str | None,
    as_at: date | None,
    within: int,
    baseline: str | None,
    with_risk: bool,
    output: str,
) -> Exit:
    """Write the whole plan as one page, with a timeline and proofs.

    The page fetches nothing, needs no script to be read, prints on A4 and A3, and says in
    words whatever it shows in a picture. It is for the people who run the plan: it names
    owners and partners, and of open work it has only numbers that point at nobody.
    """
    from earlyhelp.files.registers.register_files import SETTINGS
    from earlyhelp.outputs.one_page.page import page

    found, findings = progress_of(plan_named, as_at, baseline, within=within)
    likely = _chances(found) if with_risk else None
    deliver(page(found, findings, SETTINGS, likely).removesuffix("\n"), output, as_utf8=True)
    return Exit.FINE


def _chances(found: Progress) -> dict[str, Any]:
    """What comes of going through the plan many times, always in the same order."""
    from .plan_risk import simulated

    answer = simulated(found.schedule)
    from earlyhelp.outputs.one_page.chances import chances

    return chances(answer)
