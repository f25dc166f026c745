"""`eh plan shift`: a plan's folder, copied to other dates."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from earlyhelp.dates.moves import Move
from earlyhelp.errors import DayOutOfRangeError
from earlyhelp.files.load import baselines_of, parse
from earlyhelp.files.locate import PLAN_FILE, PlanFolder, find, is_shipped
from earlyhelp.files.system import seen_from
from earlyhelp.model import Milestone, Plan
from earlyhelp.outputs.shells import quoted

from . import completing
from .exits import Exit
from .options import IsoDay, Named
from .paper import paper
from .reading import known_milestone
from .taking import refuse_taken

if TYPE_CHECKING:
    from earlyhelp.model.baselines import Baseline

WEEKDAYS, DATES = "weekdays", "dates"


@click.command("shift", epilog="Example: eh plan shift early-help-2021 --start 2026-09-09")
@click.argument("plan", shell_complete=completing.plans)
@click.option(
    "--start",
    type=IsoDay(),
    metavar="DAY",
    required=True,
    help="The new day of the plan's first stated day.",
)
@click.option(
    "--anchor",
    metavar="MILESTONE",
    shell_complete=completing.milestones,
    help="The milestone that --start is the new day of, instead of the first.",
)
@click.option(
    "--keep",
    type=click.Choice((WEEKDAYS, DATES)),
    default=WEEKDAYS,
    show_default=True,
    help="weekdays: move by whole weeks; dates: move by whole years.",
)
@click.option(
    "-o",
    "--output",
    type=Named(path_type=Path),
    metavar="FOLDER",
    help="Where to write the copy; else beside PLAN, with the new year in its name.",
)
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
def shift(
    plan: str,
    start: date,
    anchor: str | None,
    keep: str,
    output: Path | None,
    dry_run: bool,
) -> Exit:
    """Copy PLAN to other dates, check the copy, and say what differs.

    Every date in plan.yaml and its registers moves by the same number of calendar days:
    so many whole weeks that the first day that plan.yaml states comes to fall on DAY, or
    on the day nearest to it with the same weekday. What was a Friday stays a Friday, and
    no step gets shorter. From 8 September 2021, a Wednesday, --start 2026-09-09 is 1,827
    days, and 1 January 2022 becomes 2 January 2027: days that moved off the first of a
    month are named.

    With --keep dates each day keeps its date in the year that DAY asks for, and falls on
    another weekday: 20 December 2021, a Monday, becomes 20 December 2026, a Sunday.

    Weeks, months and years move as what they are, and so do the financial years of a
    budget, whose amounts stay. Ids, titles and notes stay, except that the plan's own id
    gets the new year. The baseline that PLAN names moves with it. The journal is the
    history of PLAN, and is not copied.
    """
    from earlyhelp.checks import check_plan
    from earlyhelp.files.plan_copy import write_new_folder
    from earlyhelp.files.shift import renamed, shifted
    from earlyhelp.outputs.shifted import Report, lines

    found = find(plan, environment=os.environ, folder=Path.cwd())
    opened = _opener(found.file.parent)
    data = opened(found.file.name)
    read = parse(data, name=found.name, open_file=opened, open_baseline=baselines_of(found.file))
    first = _anchor(read, anchor)
    was = first.stated.when.first if first.stated is not None else start
    move = _move(first.id, was, start, keep)
    years = (was.year, move.day(was).year)
    result = shifted(data, opened, move, years=years)
    target = output or _folder_for(found, renamed, years)
    refuse_taken(target)
    files, left_files = _with_what_lies_beside(found, read, result.files)
    copy = _copied(result.files, str(target))
    before, found_before = check_plan(read)
    after, found_after = check_plan(copy)
    report = Report(
        before=before,
        after=after,
        found_before=found_before,
        found_after=found_after,
        shifted=result,
        move=move,
        anchor=first.id,
        asked=start,
        name=found.name,
        target=str(target),
        left_files=left_files,
    )
    for line in lines(report, paper("-")):
        click.echo(line)
    if dry_run:
        click.echo("dry run: nothing was written", err=True)
        return Exit.FINE
    write_new_folder(target, files)
    click.echo(f"written: {target}", err=True)
    return Exit.FINE


def _copied(files: Mapping[str, bytes], name: str) -> Plan:
    """The plan that the files of a copy say."""

    def open_baseline(named: str) -> Baseline:
        from earlyhelp.files.baselines import file_of, read_baseline  # only a plan that names one

        return read_baseline(files[file_of(named)], named)

    opened = files.__getitem__
    return parse(files[PLAN_FILE], name=name, open_file=opened, open_baseline=open_baseline)


def _opener(folder: Path) -> Callable[[str], bytes]:
    """Reads a file of the plan's folder."""
    from earlyhelp.errors import NoPlanError
    from earlyhelp.files.regular import LARGEST_FILE, regular_bytes

    def run(name: str) -> bytes:
        return regular_bytes(folder / name, at_most=LARGEST_FILE, what="plan", absent=NoPlanError)

    return run


def _anchor(plan: Plan, named: str | None) -> Milestone:
    """The milestone that was named, or the first that the plan itself gives a day."""
    from earlyhelp.model.shifts import first_stated

    if named is None:
        first = first_stated(plan, PLAN_FILE)
        if first is None and plan.stated:
            raise click.UsageError(
                "plan.yaml states no day of its own: say which one --start is, with --anchor "
                f"{quoted(plan.stated[0][0].id)}, for one"
            )
        if first is None:
            raise click.UsageError(
                "no milestone has a stated day that --start could be the new one of: give one "
                "`on`, `expected` or `done`, for as long as it takes to shift the plan"
            )
        return first
    milestone = plan[known_milestone(plan, named)]
    if milestone.stated is None:
        raise click.UsageError(f"{named} has no stated day, so that --start cannot be its new one")
    return milestone


def _move(anchor: str, was: date, start: date, keep: str) -> Move:
    """How far everything moves, so that the anchor's day comes to the new one."""
    if keep == DATES:
        move, why = Move(years=start.year - was.year), "is in the same year as"
    else:
        move, why = Move.by_whole_weeks(was, start), "is fewer than 4 days from"
    if move.is_nothing:
        if start == was:
            raise click.UsageError(f"nothing would move: {start} is the day of {anchor} already")
        raise click.UsageError(f"nothing would move: {start} {why} {was}, the day of {anchor}")
    try:
        move.day(was)
    except DayOutOfRangeError:
        raise click.UsageError(
            f"the day nearest to {start} that is a whole number of weeks from {was} is outside the "
            "calendar, which runs from 1970 to 2099; nothing was written"
        ) from None
    return move


def _folder_for(
    found: PlanFolder, renamed: Callable[[str, tuple[int, int]], str], years: tuple[int, int]
) -> Path:
    """Beside the plan's folder, or here for one that comes with earlyhelp."""
    folder = found.file.parent
    name = renamed(folder.resolve().name, years)
    if name == folder.resolve().name:
        name = f"{name}-{years[1]}"
    if is_shipped(found.file):
        return Path(name)
    return seen_from(folder.resolve().parent / name, Path.cwd())


def _with_what_lies_beside(
    found: PlanFolder, plan: Plan, own: dict[str, bytes]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """All files of the copy, and the names of those that stay behind."""
    from earlyhelp.files.plan_copy import beside
    from earlyhelp.model.new_plan import IGNORED

    others = beside(found.file.parent, (*own, found.file.name))
    files = own | others.carried
    has_cases = plan.registers is not None and bool(plan.registers.cases)
    if has_cases and ".gitignore" not in files and not is_shipped(found.file):
        files[".gitignore"] = IGNORED.encode()
    return files, others.left
