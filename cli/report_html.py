"""`eh report html`: the whole plan as one page."""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.checks import check_plan

from .exits import Exit
from .options import as_at_option, output_option, plan_option, within_option
from .paper import deliver
from .reading import as_at_of, folder_found, read_plan


@click.command(epilog="Example: eh report html -p early-help-2021 -o report.html")
@plan_option
@as_at_option
@within_option(14)
@click.option(
    "--baseline",
    metavar="NAME",
    help="Slipped is what is later than this baseline, instead of the one that PLAN names.",
)
@output_option
def html(
    plan_named: str | None, as_at: date | None, within: int, baseline: str | None, output: str
) -> Exit:
    """Write the whole plan as one page, with a timeline and every proof.

    The page fetches nothing, needs no script to be read, prints on A4 and A3, and says in
    words whatever it shows in a picture. It is for the people who run the plan: it names
    owners and partners, and of open work it has only numbers that point at nobody.
    """
    from earlyhelp.files.registers import SETTINGS
    from earlyhelp.outputs.report.page import page
    from earlyhelp.tracking.progress import progress

    read = read_plan(None, plan_named)
    kept = read.baseline
    if baseline is not None:
        from .baseline import known_baseline

        kept = known_baseline(folder_found(plan_named), baseline)
    schedule, findings = check_plan(read, as_at_of(read, as_at))
    found = progress(schedule, within=within, baseline=kept)
    deliver(page(found, findings, SETTINGS).removesuffix("\n"), output, as_utf8=True)
    return Exit.FINE
