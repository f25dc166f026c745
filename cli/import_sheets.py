"""`eh import xlsx` and `csv`: the days that somebody changed in a sheet of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from earlyhelp.model.journal import Entry
from earlyhelp.tracking.typed_days import Outcome, TypedDay, typed_days

from . import entries
from .exits import Exit
from .options import format_option
from .paper import deliver, tell
from .recording import (
    Foreseen,
    Recorder,
    reason_option,
    recorder,
    recording_options,
    refuse_without_journal,
    refuse_without_reason,
)

#: How many problems of a file are written out.
_SHOWN: Final = 12


def _of_a_sheet(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Give a command the arguments of all that read a sheet back."""
    for option in reversed(
        (
            click.argument("file", type=click.Path(path_type=Path)),
            click.option("--accept", is_flag=True, help="Record the changed days in the journal."),
            click.option(
                "--strict", is_flag=True, help="Take nothing where any cell cannot be taken over."
            ),
            reason_option,
            recording_options,
            format_option("text", "json"),
        )
    ):
        command = option(command)
    return command


@click.command(epilog="Example: eh import xlsx plan.xlsx -p our-plan")
@_of_a_sheet
def xlsx(file: Path, **asked: Any) -> Exit:
    """Show which days were changed in FILE.xlsx.

    FILE is a workbook that `eh export xlsx` wrote and people changed: rows may be sorted
    and left out. Nothing is recorded without --accept; with it, every changed day that is
    shown as moved or done, or none.
    """
    return _import(file, **asked)


@click.command(epilog="Example: eh import csv milestones.csv -p our-plan")
@_of_a_sheet
def csv(file: Path, **asked: Any) -> Exit:
    """Show which days were changed in FILE.csv.

    FILE is a table that `eh export csv` wrote and people changed, as with `eh import xlsx`.
    """
    return _import(file, **asked)


def _import(
    file: Path,
    *,
    plan_named: str | None,
    accept: bool,
    strict: bool,
    reason: str,
    by: str | None,
    dry_run: bool,
    force: bool,
    form: str,
) -> Exit:
    from earlyhelp.files.day_sheet import read_day_sheet

    to = recorder(plan_named, by, dry_run=dry_run, force=force)
    if accept:
        refuse_without_reason(reason)
        refuse_without_journal(to)
    read = read_day_sheet(file, to.plan)
    _say_problems(read.problems)
    found = tuple(typed_days(to.plan, read.rows))
    is_whole = not read.problems and all(one.is_taken for one in found)
    made = [_entry(to, one, reason, file) for one in found if one.is_taken]
    foreseen = to.foresee(made) if made else None
    if form == "json":
        deliver(_as_json(to, found, foreseen, read.problems), "-", as_utf8=True)
    else:
        tell(*_as_text(to, found, foreseen, accept=accept))
    if strict and not is_whole:
        click.echo("nothing is recorded: not every cell can be taken over (--strict)", err=True)
        return Exit.ERRORS
    if accept and foreseen is not None:
        return to.record_all(foreseen)
    return Exit.ERRORS if foreseen is not None and foreseen.new else Exit.FINE


def _say_problems(problems: Sequence[str]) -> None:
    for problem in problems[:_SHOWN]:
        click.echo(problem, err=True)
    if len(problems) > _SHOWN:
        click.echo(f"and {len(problems) - _SHOWN} more", err=True)


def _entry(to: Recorder, one: TypedDay, reason: str, file: Path) -> Entry:
    """The entry that records a changed cell; the sheet is named as what says so."""
    from datetime import date

    why = reason or f"changed in {file.name}"
    if one.outcome is Outcome.DONE:
        day = date.fromisoformat(one.now)
        return entries.done(to, one.milestone, day, evidence="", reason=why)
    return entries.moved(to, one.milestone, one.now, reason=why)


def _as_text(
    to: Recorder, found: Sequence[TypedDay], foreseen: Foreseen | None, *, accept: bool
) -> Iterator[str]:
    from earlyhelp.outputs import typed_days as said

    yield from said.as_text(to.plan, found)
    if foreseen is None:
        return
    yield ""
    yield "with them in the plan:"
    yield from foreseen.effects()
    if not accept:
        yield "nothing is recorded: --accept --reason TEXT records what can be taken over"


def _as_json(
    to: Recorder,
    found: Sequence[TypedDay],
    foreseen: Foreseen | None,
    problems: Sequence[str],
) -> str:
    from earlyhelp.outputs import rows
    from earlyhelp.outputs import typed_days as said

    new = [one.code for one in foreseen.new] if foreseen else []
    return rows.as_json(
        "earlyhelp.sheet/1",
        to.plan,
        cells=said.records(found),
        problems=list(problems),
        feasible_with_them=foreseen.after.feasible if foreseen else None,
        new_errors=new,
    )
