"""`eh calendar compare`: what others changed in a calendar, and whether the plan can take it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from earlyhelp.dates import words
from earlyhelp.model import Plan
from earlyhelp.model.journal import Action
from earlyhelp.outputs.calendars import compared
from earlyhelp.outputs.calendars.edits import Edit, Edits, edits

from . import completing
from .calendar_reading import calendar_argument, read_back
from .calendar_views import ForCommand, chosen
from .exits import Exit
from .options import as_at_option, format_option
from .paper import deliver, tell
from .reading import known_milestone
from .recording import (
    Foreseen,
    Recorder,
    reason_option,
    recorder,
    recording_options,
    refuse_without_journal,
)

if TYPE_CHECKING:
    from earlyhelp.files.calendars.ical import ReadCalendar

_EPILOG = """\
Example: eh calendar compare edited.ics -p our-plan

\b
Nothing is recorded without --accept. With it, all moves that are shown are recorded, or
none. An event that is older than the plan's own last move of it is taken only by name,
with --only.
"""


class _Answer(NamedTuple):
    """What the calendar says, and what the plan would be with the days that are taken."""

    to: Recorder
    read: ReadCalendar
    found: Edits
    taken: tuple[Edit, ...]
    foreseen: Foreseen | None  #: ``None`` where nothing is taken


@click.command(cls=ForCommand, epilog=_EPILOG)
@calendar_argument
@click.option("--accept", is_flag=True, help="Record the moved days in the plan's journal.")
@click.option(
    "--only",
    multiple=True,
    metavar="MILESTONE",
    shell_complete=completing.milestones,
    help="Take this one's day; can be repeated.",
)
@click.option(
    "--for",
    "whom",
    metavar="WHOM",
    help="Whom the calendar is for, where a client has taken its identity away.",
)
@reason_option
@recording_options
@as_at_option
@format_option("text", "json")
@click.option("-v", "--verbose", is_flag=True, help="Show also what was edited besides days.")
def compare(
    file: Path,
    plan_named: str | None,
    accept: bool,
    only: tuple[str, ...],
    whom: str | None,
    reason: str,
    by: str | None,
    dry_run: bool,
    force: bool,
    as_at: date | None,
    form: str,
    verbose: bool,
) -> Exit:
    """Show the days that somebody moved in FILE.ics.

    And what the plan would be with them.
    """
    if accept and not reason.strip():
        raise click.UsageError("--accept changes the plan: say why with --reason TEXT")
    to = recorder(plan_named, by, dry_run=dry_run, force=force, as_at=as_at)
    if accept:
        refuse_without_journal(to)
    view = chosen(to.plan, whom) if whom else None
    read = read_back(file)
    found = edits(to.plan, read.calendar, view)
    taken = _taken(to.plan, found, only)
    answer = _Answer(to, read, found, taken, _foreseen(to, taken, file, reason))
    if form == "text":
        lines = _as_text(answer, accept=accept, verbose=verbose)
        if accept:
            tell(*lines)
            return _record(answer)
        deliver(lines, "-")
        return _exit(answer)
    is_recorded, code = False, _exit(answer)
    if accept and answer.foreseen is not None:
        code = _record(answer)
        is_recorded = code is Exit.FINE and not dry_run
    deliver(_as_json(answer, is_recorded=is_recorded), "-", as_utf8=True)
    return code


def _taken(plan: Plan, found: Edits, only: Sequence[str]) -> tuple[Edit, ...]:
    """The moves that are asked for: those by name, or all that are not dangerous."""
    if not only:
        return tuple(edit for edit in found.edits if edit.is_offered)
    named = {known_milestone(plan, name) for name in only}
    taken = tuple(edit for edit in found.edits if edit.milestone in named and edit.can_be_taken)
    for name in sorted(named - {edit.milestone for edit in taken}):
        why = next((edit.kind.value for edit in found.edits if edit.milestone == name), None)
        as_it_is = f" ({why})" if why else ""
        raise click.UsageError(f"the calendar moves no day of {name} that can be taken{as_it_is}")
    return taken


def _foreseen(to: Recorder, taken: Sequence[Edit], file: Path, reason: str) -> Foreseen | None:
    made = [
        to.entry(
            Action.MOVED,
            edit.milestone,
            day=edit.now.text if edit.now else None,
            was=edit.was,
            reason=reason,
            evidence=file.name,
        )
        for edit in taken
    ]
    return to.foresee(made) if made else None


def _record(answer: _Answer) -> Exit:
    if answer.foreseen is None:
        click.echo("nothing to record", err=True)
        return Exit.FINE
    return answer.to.record_all(answer.foreseen)


def _exit(answer: _Answer) -> Exit:
    return Exit.ERRORS if answer.foreseen is not None and answer.foreseen.new else Exit.FINE


def _as_text(answer: _Answer, *, accept: bool, verbose: bool) -> Iterator[str]:
    plan, calendar = answer.to.plan, answer.read.calendar
    yield from compared.as_text(plan, calendar, answer.found, answer.taken, verbose=verbose)
    if answer.foreseen is None:
        return
    yield ""
    moved = [edit for edit in answer.found.edits if edit.can_be_taken]
    of_them = len(answer.taken) < len(moved)
    which = f" ({', '.join(edit.milestone for edit in answer.taken)})" if of_them else ""
    yield f"with {_these(len(answer.taken))} in the plan{which}:"
    yield from answer.foreseen.effects()
    if not accept:
        yield f"nothing is recorded: --accept --reason TEXT records {_these(len(answer.taken))}"


def _these(number: int) -> str:
    return "this day" if number == 1 else f"these {words.count(number, 'day')}"


def _as_json(answer: _Answer, *, is_recorded: bool) -> str:
    seen = answer.foreseen
    effects = compared.effects_record(seen.before, seen.after, seen.new) if seen else None
    return compared.as_json(
        answer.to.plan,
        answer.read.calendar,
        answer.found,
        problems=answer.read.problems,
        taken=answer.taken,
        effects=effects,
        recorded=is_recorded,
    )
