"""`eh calendar changes`: what is different between two versions of a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from earlyhelp.dates import words
from earlyhelp.model.calendars import EPOCH, Calendar
from earlyhelp.outputs.calendars import changes as calendar_changes

from .calendar_reading import read_back
from .exits import Exit
from .options import Named, as_at_option, format_option, output_option, plan_option
from .paper import deliver
from .showing import solved

_EPILOG = """\
Example: eh calendar changes old.ics new.ics

\b
With -p, the plan's journal says why a day moved, as far as the readers of the calendar may
know. Nothing that somebody typed as a reason is shown.
"""


@click.command(epilog=_EPILOG)
@click.argument("old", type=Named(path_type=Path), metavar="OLD.ics")
@click.argument("new", type=Named(path_type=Path), metavar="NEW.ics")
@plan_option
@as_at_option
@format_option("text", "csv", "json")
@output_option
def changes(
    old: Path, new: Path, plan_named: str | None, as_at: date | None, form: str, output: str
) -> Exit:
    """List what changed from OLD.ics to NEW.ics, for people to pass on."""
    before, after = read_back(old).calendar, read_back(new).calendar
    _warn(old, before, new, after)
    if plan_named is None:
        found = calendar_changes.between(before, after)
    else:
        from earlyhelp.outputs.calendars.reasons import Reasons

        because = Reasons(solved(plan_named, as_at), before, after)
        found = calendar_changes.between(before, after, because=because)
    if form == "text":
        deliver(calendar_changes.as_text(found, after), output)
    elif form == "csv":
        deliver(calendar_changes.as_csv(found), output, as_utf8=True)
    else:
        deliver(calendar_changes.as_json(found, before, after), output, as_utf8=True)
    return Exit.FINE


def _warn(old: Path, before: Calendar, new: Path, after: Calendar) -> None:
    """Say what makes the answer doubtful: the wrong order, or two different calendars."""
    if before.uid and after.uid and before.uid != after.uid:
        click.echo(
            f"warning: {old} and {new} are two different calendars: one may be for readers who may "
            "know more; do not pass this list on",
            err=True,
        )
    if after.revised < before.revised:
        days = [
            "no day that it says" if one.revised == EPOCH else words.short(one.revised.date())
            for one in (before, after)
        ]
        click.echo(
            f"warning: {old} is the newer one: it last changed on {days[0]}, and {new} on "
            f"{days[1]}; if an old file has come back, do not pass this list on",
            err=True,
        )
