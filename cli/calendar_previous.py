"""Which calendar does an export continue: the one named, the one recorded, or the one there?"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

import click

from earlyhelp.errors import EnvironmentFailedError, UnreadableCalendarError
from earlyhelp.files.system import seen_from
from earlyhelp.model import Plan
from earlyhelp.model.calendars import Calendar
from earlyhelp.model.journal import Action, Entry
from earlyhelp.outputs import rows
from earlyhelp.outputs.text import clipped

from .calendar_reading import read_back

_HASH: Final = " sha256:"
#: How many files beside an export are looked at.
_MOST_BESIDE: Final = 40


class Previous(NamedTuple):
    """A calendar that was exported before, and the file that it is in."""

    calendar: Calendar
    name: str  #: as people would name the file


class Wanted(NamedTuple):
    """Which calendar is asked for: its uid, and what the journal calls it."""

    uid: str
    subject: str


def previous(
    plan: Plan, folder: Path, wanted: Wanted, *, named: Path | None, output: Path | None
) -> Previous | None:
    """The calendar to go on with; what cannot be gone on with is said on stderr.

    A file that somebody named has to be this very calendar: else its events would be in the
    new one as cancelled, and what is for one reader would reach another.
    """
    if named is not None:
        found = _read(named)
        if found.calendar.uid != wanted.uid:
            message = f"{named} is another calendar, and is not continued by this one"
            raise click.UsageError(message + _of_another_plan(plan, found.calendar))
        return found
    entry = last_export(plan, wanted.subject)
    if entry is not None:
        found_there = _recorded(entry, folder)
        if found_there is not None and found_there.calendar.uid == wanted.uid:
            return found_there
    if output is None or not output.is_file():
        return None
    try:
        found = _read(output)
    except (UnreadableCalendarError, EnvironmentFailedError) as error:
        click.echo(f"not continued: {error}", err=True)
        return None
    if found.calendar.uid != wanted.uid:
        message = f"{output} is another calendar: it is replaced, and not continued"
        click.echo(message + _of_another_plan(plan, found.calendar), err=True)
        return None
    return found


def _of_another_plan(plan: Plan, calendar: Calendar) -> str:
    """What to add where a calendar is of another plan: it may be this one under a former id."""
    plans = {event.key.partition("/")[0] for event in calendar.events if event.key}
    if len(plans) != 1 or plan.id in plans:
        return ""
    other = clipped(rows.cell(plans.pop()).words)
    return (
        f"; it is of the plan {other}, and this one is {plan.id}: if only the id was changed, put "
        "it back, because under another id every event is a new one, and whoever imported the "
        "old ones would have each twice"
    )


def is_calendar(path: Path, uid: str) -> bool:
    """Whether a file is this very calendar."""
    try:
        return path.is_file() and read_back(path).calendar.uid == uid
    except UnreadableCalendarError:
        return False


def earlier(output: Path, uid: str) -> Path | None:
    """The newest export of this calendar beside `output`, which is none itself."""
    from earlyhelp.files.calendars.ical import calendar_bytes, read_calendar

    found: list[tuple[datetime, str]] = []
    for path in sorted(output.parent.glob("*.ics"))[:_MOST_BESIDE]:
        try:
            there = read_calendar(calendar_bytes(path)).calendar
        except (UnreadableCalendarError, EnvironmentFailedError):
            continue  # it is somebody else's, whatever it is
        if there.uid == uid and path != output:
            found.append((there.revised, str(path)))
    return Path(max(found)[1]) if found else None


def last_export(plan: Plan, subject: str) -> Entry | None:
    """What the journal has of the last time that this calendar was recorded."""
    standing = plan.journal.standing if plan.journal else ()
    made = (
        entry
        for entry in reversed(standing)
        if entry.action is Action.EXPORTED and entry.subject == subject
    )
    return next(made, None)


def evidence(output: Path, folder: Path, digest: str) -> str:
    """Which file was written, seen from the plan's folder, and what was in it."""
    return f"{seen_from(output, folder).as_posix()}{_HASH}{digest}"


def _recorded(entry: Entry, folder: Path) -> Previous | None:
    from earlyhelp.files.calendars.ical import calendar_bytes

    name, _, digest = entry.evidence.rpartition(_HASH)
    path = seen_from(folder / name, Path.cwd())
    try:
        is_there = bool(name) and path.is_file()
    except OSError:  # a name too long, a folder that nobody may look into
        is_there = False
    if not is_there:
        click.echo(f"the export recorded last is not continued: {path} is not there", err=True)
        return None
    if hashlib.sha256(calendar_bytes(path)).hexdigest() != digest:
        click.echo(f"{path} is not as it was when its export was recorded", err=True)
        return None
    return _read(path)


def _read(path: Path) -> Previous:
    return Previous(read_back(path).calendar, str(path))
