"""`eh baseline …`: the days that were agreed, kept under a name, and what has moved since."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from earlyhelp.errors import NoBaselineError
from earlyhelp.files import baselines
from earlyhelp.files.baselines import file_of, load_baseline, names, write_baseline
from earlyhelp.files.load import load_file
from earlyhelp.files.locate import PLAN_FILE, PlanFolder, find, is_shipped
from earlyhelp.files.lock import alone_in
from earlyhelp.model.baselines import Baseline, is_name
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.tracking.baselines import Change, baseline_of, compared

from .exits import Exit
from .options import as_at_option, format_option, output_option, plan_option
from .paper import deliver, paper
from .reading import as_at_of


@click.group("baseline", epilog="Example: eh baseline compare approved -p our-redesign")
def baseline_group() -> None:
    """Keep the days that were agreed, and say what has moved since.

    A baseline is a file in the folder baselines beside the plan: the day of each milestone,
    the stated one or else its earliest, in the words in which the plan had it.
    """


@baseline_group.command("set", epilog="Example: eh baseline set approved -p our-redesign")
@click.argument("name")
@plan_option
@as_at_option
@click.option("--replace", is_flag=True, help="Write it even if there is one of this name.")
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
def set_baseline(
    name: str, plan_named: str | None, as_at: date | None, replace: bool, dry_run: bool
) -> Exit:
    """Keep the days of the plan as they are now as the baseline NAME."""
    from earlyhelp.outputs import baselines as said

    if not is_name(name):
        raise click.UsageError(
            f"{name[:60]!r} cannot be the name of a baseline: use up to 100 plain letters, "
            'digits, "-", "_" and "."'
        )
    found = _found(plan_named)
    if is_shipped(found.file):
        raise click.UsageError(
            f"{found.name} comes with earlyhelp and is only to be read: copy its folder and "
            "keep the baseline in the copy"
        )
    if found.file.name != PLAN_FILE:
        raise click.UsageError(f"{found.name} is a single file: only a plan's folder has baselines")
    schedule = _solved(found, as_at)
    if not schedule.plan.milestones:
        raise click.UsageError(f"{found.name} has no milestone to keep the day of")
    _refuse_taken(found, name, replace=replace)
    made = baseline_of(schedule, name)
    click.echo(said.written(schedule.plan, made, file_of(name)))
    if not schedule.feasible:
        click.echo("the plan cannot be met as it is now: `eh plan check` says why", err=True)
    if dry_run:
        click.echo("dry run: nothing was written", err=True)
        return Exit.FINE
    with alone_in(found.file.parent):
        _refuse_taken(found, name, replace=replace)  # by somebody who was quicker
        write_baseline(found.file.parent, made)
    click.echo(f"written: {file_of(name)}", err=True)
    return Exit.FINE


def _refuse_taken(found: PlanFolder, name: str, *, replace: bool) -> None:
    if os.path.lexists(found.file.parent / file_of(name)) and not replace:
        raise click.UsageError(
            f"there is a baseline {name} already: --replace writes it anew; nothing was written"
        )


@baseline_group.command("list", epilog="Example: eh baseline list -p our-redesign")
@plan_option
@format_option("text", "json", "csv")
@output_option
def list_baselines(plan_named: str | None, form: str, output: str) -> Exit:
    """List the baselines of a plan."""
    from earlyhelp.outputs import baselines as said
    from earlyhelp.outputs import rows

    found = _found(plan_named)
    plan = load_file(found.file, name=found.name, with_baseline=False)
    folder = found.file.parent
    lines = said.listed_lines(plan, [load_baseline(folder, name) for name in names(folder)])
    if form == "json":
        deliver(said.listed_json(plan, lines), output, as_utf8=True)
    elif form == "csv":
        plains = [rows.plain(line) for line in lines]
        deliver(rows.as_csv(said.COLUMNS_OF_LIST, plains), output, as_utf8=True)
    else:
        none = "the plan has no baselines: `eh baseline set NAME` keeps its days as they are now"
        body = rows.as_table(said.COLUMNS_OF_LIST, lines, paper(output)) if lines else none
        deliver(body, output)
    return Exit.FINE


@baseline_group.command(epilog="Example: eh baseline compare approved --only slipped")
@click.argument("name")
@plan_option
@as_at_option
@click.option(
    "--only",
    type=click.Choice(["slipped", "earlier", "new", "gone"]),
    help="Only the milestones of which this has become.",
)
@format_option("text", "json", "csv")
@output_option
def compare(
    name: str,
    plan_named: str | None,
    as_at: date | None,
    only: str | None,
    form: str,
    output: str,
) -> Exit:
    """Say what has moved since the baseline NAME, and why.

    Why is what the journal has. A milestone has slipped where it is later than the day that
    was stated; of a day that is less precise, the last that it can mean counts. What was only
    worked out, the earliest day of a milestone without any of its own, was nobody's promise
    and cannot slip.
    """
    from earlyhelp.outputs import baselines as said

    place = _found(plan_named)
    kept = known_baseline(place.file.parent, name)
    schedule = _solved(place, as_at)
    found = compared(schedule, kept)
    wanted = Change(only) if only else None
    shown = tuple(one for one in found if wanted in (None, one.change))
    if form == "json":
        deliver(said.compared_json(schedule, kept, found, shown), output, as_utf8=True)
    elif form == "csv":
        deliver(said.compared_csv(shown), output, as_utf8=True)
    else:
        deliver(said.compared_text(schedule, kept, found, paper(output), wanted), output)
    return Exit.FINE


def known_baseline(folder: Path, name: str) -> Baseline:
    """The baseline of this name; else it is a wrong use, with the nearest right one."""
    try:
        return baselines.known_baseline(folder, name)
    except NoBaselineError as error:
        raise click.UsageError(str(error)) from None


def _found(named: str | None) -> PlanFolder:
    return find(named, environment=os.environ, folder=Path.cwd())


def _solved(found: PlanFolder, as_at: date | None) -> Schedule:
    # the baseline that the plan names may be the one that is about to be written
    plan = load_file(found.file, name=found.name, with_baseline=False)
    return solve_plan(plan, as_at_of(plan, as_at))
