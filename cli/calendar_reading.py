"""Getting from a calendar file that somebody named to the calendar in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from earlyhelp.errors import UnreadableCalendarError

from .options import Named

if TYPE_CHECKING:
    from earlyhelp.files.calendars.ical import ReadCalendar

#: How many problems of a file are written out.
SHOWN: Final = 12


def read_back(file: Path) -> ReadCalendar:
    """The calendar in `file`; what of it cannot be read is said on stderr."""
    from earlyhelp.files.calendars.ical import calendar_bytes, read_calendar

    data = calendar_bytes(file)
    try:
        found = read_calendar(data)
    except UnreadableCalendarError as error:
        raise UnreadableCalendarError(f"{file}: {error}") from None
    for problem in found.problems[:SHOWN]:
        click.echo(f"{file}: {problem}", err=True)
    if len(found.problems) > SHOWN:
        click.echo(f"{file}: and {len(found.problems) - SHOWN} more", err=True)
    return found


calendar_argument = click.argument("file", type=Named(path_type=Path), metavar="FILE.ics")
