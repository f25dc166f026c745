"""`eh export mspdi`: the plan as a file of Microsoft Project."""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.network.schedule import solve_plan

from .exits import Exit
from .options import as_at_option, output_option, plan_option
from .paper import deliver
from .reading import as_at_of, read_plan


@click.command("mspdi", epilog="Example: eh export mspdi -p early-help-2021 -o redesign.xml")
@plan_option
@as_at_option
@output_option
@click.option("--strict", is_flag=True, help="Write nothing unless the file can hold all of it.")
@click.option("--dry-run", is_flag=True, help="Say what the file can hold, and write nothing.")
def mspdi(
    plan_named: str | None, as_at: date | None, output: str, strict: bool, dry_run: bool
) -> Exit:
    """Write a plan as XML that Microsoft Project opens.

    The format is called MSPDI. Milestones and stages are tasks, workstreams their summaries,
    and each carries its id in the field Text1; links have their lags, and every task its
    early and late days. What the file cannot hold, such as a maximum lag, is said on stderr.
    """
    from earlyhelp.exchange.exporting import exported
    from earlyhelp.exchange.report import losses
    from earlyhelp.outputs.exchanged import unheld
    from earlyhelp.outputs.mspdi import as_xml

    plan = read_plan(None, plan_named)
    if not plan.milestones:
        raise click.UsageError(f"{plan.path} has no milestone: nothing was written")
    schedule = solve_plan(plan, as_at_of(plan, as_at))
    made = exported(schedule)
    click.echo("\n".join(unheld(made.items)), err=True)
    if not schedule.feasible:
        click.echo("the plan cannot be met as it is now: `eh plan check` says why", err=True)
    if strict and losses(made.items):
        click.echo("the file cannot hold all of it, so nothing was written", err=True)
        return Exit.ERRORS
    if dry_run:
        click.echo("dry run: nothing was written", err=True)
        return Exit.FINE
    deliver(as_xml(made.project).rstrip("\n"), output, as_utf8=True)
    return Exit.FINE
