"""`eh import xlsx` and `csv`: what somebody changed in a sheet of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from earlyhelp.checks import check_plan
from earlyhelp.model.journal import Entry
from earlyhelp.model.workflows import ACCEPTED
from earlyhelp.tracking.typed_cells import compared
from earlyhelp.tracking.typed_outcomes import Judged, Outcome, judged, recorded

from . import entries
from .exits import Exit
from .export_sheets import NOTICES_WITHIN
from .options import Named, format_option
from .paper import deliver, tell
from .reading import as_at_of
from .recording import (
    Foreseen,
    Recorder,
    reason_option,
    recorder,
    recording_options,
    refuse_without_journal,
    refuse_without_reason,
)

#: How many problems of a file, and notes on it, are written out.
_SHOWN: Final = 12


class _Answer(NamedTuple):
    """What the file says, and what the plan would be with what can be taken of it."""

    to: Recorder
    found: tuple[Judged, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    foreseen: Foreseen | None  #: ``None`` where nothing is taken

    @property
    def is_whole(self) -> bool:
        """Whether all that was typed can be taken over."""
        return not self.problems and all(one.is_taken for one in self.found)


def _of_a_sheet(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Give a command the arguments of all that read a sheet back."""
    for option in reversed(
        (
            click.argument("file", type=Named(path_type=Path)),
            click.option("--accept", is_flag=True, help="Record what was changed in the journal."),
            click.option(
                "--partly",
                is_flag=True,
                help="Record what can be taken over even where other cells cannot.",
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
    """Show which cells were changed in FILE.xlsx.

    FILE is a workbook that `eh export xlsx` wrote and people changed: rows may be sorted,
    filtered and left out. Each cell is named, what it was and is now, and what becomes of
    it. Nothing is recorded without --accept; with it, all that was changed, or none.
    Exits with 1 where something typed cannot be read, or would bring errors.
    """
    return _import(file, **asked)


@click.command(epilog="Example: eh import csv milestones.csv -p our-plan")
@_of_a_sheet
def csv(file: Path, **asked: Any) -> Exit:
    """Show which cells were changed in FILE.csv.

    FILE is a table that `eh export csv` wrote and people changed, as with `eh import xlsx`.
    """
    return _import(file, **asked)


def _import(
    file: Path,
    *,
    plan_named: str | None,
    accept: bool,
    partly: bool,
    reason: str,
    by: str | None,
    dry_run: bool,
    force: bool,
    form: str,
) -> Exit:
    to = recorder(plan_named, by, dry_run=dry_run, force=force)
    if accept:
        refuse_without_reason(reason)
        refuse_without_journal(to)
    answer = _answer(to, file, reason)
    _say(answer.problems)
    if form == "json":
        deliver(_as_json(answer), "-", as_utf8=True)
    else:
        tell(*_as_text(answer, accept=accept))
    if accept and not (answer.is_whole or partly):
        click.echo(
            "nothing is recorded: not all that was typed can be taken over; "
            "--partly records what can",
            err=True,
        )
        return Exit.ERRORS
    foreseen = answer.foreseen
    if accept and foreseen is not None:
        return to.record_all(foreseen)
    is_fine = not answer.problems and not (foreseen is not None and foreseen.new)
    return Exit.FINE if is_fine else Exit.ERRORS


def _answer(to: Recorder, file: Path, reason: str) -> _Answer:
    from earlyhelp.files.registers.typed_sheets import read_sheets
    from earlyhelp.outputs.workbook.sheets import workbook

    read = read_sheets(file)
    schedule, findings = check_plan(to.plan, as_at_of(to.plan, None))
    today = workbook(schedule, findings, within=NOTICES_WITHIN)
    comparison = compared(today, read.sheets)
    found = judged(to.plan, comparison.changed)
    made = [_entry(to, one, reason or f"changed in {file.name}") for one in recorded(found)]
    foreseen = to.foresee(made) if made else None
    problems = (*read.problems, *comparison.problems)
    return _Answer(to, found, problems, (*read.notes, *comparison.notes), foreseen)


def _say(problems: Sequence[str]) -> None:
    for problem in problems[:_SHOWN]:
        click.echo(problem, err=True)
    if len(problems) > _SHOWN:
        click.echo(f"and {len(problems) - _SHOWN} more", err=True)


def _entry(to: Recorder, one: Judged, reason: str) -> Entry:
    """The entry that records a changed cell, asked for what the command for it is asked for."""
    match one.outcome:
        case Outcome.MOVED:
            return entries.moved(to, one.about, one.day, reason=reason)
        case Outcome.EXTENDED:
            return entries.extended(to, one.about, date.fromisoformat(one.day), reason=reason)
        case Outcome.ACCEPTED:
            name = one.about.removesuffix(f".{ACCEPTED}")
            day = date.fromisoformat(one.day)
            return entries.accepted(to, name, day, evidence=one.evidence, reason=reason)
        case _:
            day = date.fromisoformat(one.day)
            return entries.done(to, one.about, day, evidence=one.evidence, reason=reason)


def _as_text(answer: _Answer, *, accept: bool) -> Iterator[str]:
    from earlyhelp.outputs import typed_cells as said

    yield from said.as_text(answer.found, is_all_read=not answer.problems)
    if answer.notes:
        yield "besides:"
        yield from (f"  {note}" for note in answer.notes[:_SHOWN])
        if len(answer.notes) > _SHOWN:
            yield f"  and {len(answer.notes) - _SHOWN} more"
    if answer.foreseen is None:
        return
    yield ""
    yield "with them in the plan:"
    yield from answer.foreseen.effects()
    if not accept:
        partly = "" if answer.is_whole else " --partly"
        what = "them" if answer.is_whole else "what can be taken over"
        yield f"nothing is recorded: --accept{partly} --reason TEXT records {what}"


def _as_json(answer: _Answer) -> str:
    from earlyhelp.outputs import rows
    from earlyhelp.outputs import typed_cells as said

    seen = answer.foreseen
    return rows.as_json(
        "earlyhelp.sheet/1",
        answer.to.plan,
        cells=said.records(answer.found),
        problems=list(answer.problems),
        feasible_with_them=seen.after.feasible if seen else None,
        new_errors=[one.code for one in seen.new] if seen else [],
        notes=list(answer.notes),
    )
