"""`eh calendar export`: the plan as a calendar file, for one kind of reader."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from earlyhelp.dates import words
from earlyhelp.files.write import write_folder, write_stream
from earlyhelp.model.calendars import Calendar
from earlyhelp.model.journal import Action
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.calendars import events, revisions
from earlyhelp.outputs.calendars.views import View

from .calendar_previous import Previous, Wanted, earlier, evidence, is_calendar, previous
from .calendar_views import ForCommand, chosen, for_option, keep_cancelled_option
from .exits import Exit
from .options import Named, as_at_option, plan_option
from .reading import as_at_of
from .recording import Recorder, recorder, refuse_without_journal
from .showing import registers_of

if TYPE_CHECKING:
    from earlyhelp.outputs.calendars.index import Filed

_EPILOG = """\
Example: eh calendar export -p early-help-2021 -o assets.ics

\b
For whom, and what the calendar then holds:
  assets        when each property is vacated and handed over
  partner ID    the partner's own steps, and when the service in its buildings ends
  owner NAME    every milestone of that owner
  everyone      the launch, and when services end; never when a building stands empty

\b
Milestones without a day are left out, and open work is never in a calendar. An export
continues the one before it: --previous, else the one that --record wrote into the journal,
else the file that -o names.
"""


class _Export(NamedTuple):
    """What to export, and how."""

    to: Recorder
    schedule: Schedule
    view: View
    options: events.Options
    named: Path | None  #: the calendar, or the folder of calendars, to go on with
    todos: bool

    def wanted(self, only_property: str | None = None) -> Wanted:
        """The calendar of the view, or that of one property."""
        uid = events.uid(self.schedule.plan.id, self.view, only_property)
        parts = ("calendar", self.view.slug, only_property)
        return Wanted(uid, ".".join(part for part in parts if part))

    def continues(self, wanted: Wanted, named: Path | None, output: Path | None) -> Previous | None:
        """The calendar to go on with."""
        folder = self.to.file.parent
        return previous(self.schedule.plan, folder, wanted, named=named, output=output)

    def calendar(self, before: Previous | None, options: events.Options) -> Calendar:
        """The calendar as it now is."""
        old = before.calendar if before else None
        return events.calendar(self.schedule, self.view, previous=old, options=options)

    def stream(self, calendar: Calendar) -> Iterator[bytes]:
        """Its file."""
        from earlyhelp.outputs.calendars import ical

        return ical.stream(calendar, todos=self.todos)


class _Hashing:
    """Chunks as they pass, and the digest of what has passed."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._sum = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._sum.update(chunk)
            yield chunk

    @property
    def digest(self) -> str:
        return self._sum.hexdigest()


@click.command(cls=ForCommand, epilog=_EPILOG)
@plan_option
@for_option
@as_at_option
@click.option(
    "-o",
    "--output",
    type=Named(),
    default="-",
    metavar="FILE",
    help="Where to write; - is the terminal. With --split, a folder.",
)
@click.option(
    "--split",
    type=click.Choice(["property"]),
    metavar="property",
    help="One calendar for each property, and a page that lists them.",
)
@click.option(
    "--previous",
    "named",
    metavar="OLD.ics",
    help="The export to continue: what has not changed stays as it is there. With --split, a "
    "folder.",
)
@keep_cancelled_option
@click.option(
    "--alarm",
    type=click.IntRange(1, 365),
    metavar="DAYS",
    help="A reminder, so many calendar days before at 9am.",
)
@click.option("--relations", is_flag=True, help="Say which event waits for which (RFC 9253).")
@click.option(
    "--todos",
    is_flag=True,
    help="Write tasks, and what is done as done. Outlook and Google show none.",
)
@click.option("--url", metavar="URL", help="Where people will subscribe to it.")
@click.option("--record", is_flag=True, help="Note the export in the journal, to be continued.")
@click.option("--by", metavar="WHO", help="Who records it: a role; else EH_BY, or the login.")
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
def export(
    plan_named: str | None,
    whom: str,
    as_at: date | None,
    output: str,
    split: str | None,
    record: bool,
    by: str | None,
    dry_run: bool,
    **asked: Any,
) -> Exit:
    """Export the plan as a calendar that people import or subscribe to.

    All-day events, one for each milestone with a day. A milestone that moves stays the
    same event.
    """
    to = recorder(plan_named, by, dry_run=dry_run, force=False, as_at=as_at)
    _check_usage(to, output, split=split, record=record, url=asked["url"], named=asked["named"])
    schedule = solve_plan(to.plan, as_at_of(to.plan, as_at))
    if not schedule.feasible:
        click.echo("the plan cannot be met: `eh plan check` says why", err=True)
    options = events.Options(
        alarm_days=asked["alarm"],
        relations=asked["relations"],
        keep_cancelled_days=asked["keep_cancelled"],
        url=asked["url"],
    )
    named = Path(asked["named"]) if asked["named"] else None
    before = named or Path(output)
    view = chosen(
        to.plan, whom, has_one=lambda view: is_calendar(before, events.uid(to.plan.id, view))
    )
    task = _Export(to, schedule, view, options, named, asked["todos"])
    if split:
        made = _split(task, Path(output))
    else:
        made = [*_whole(task, None if output == "-" else Path(output))]
    if record and not dry_run:
        _record(to, made)
    return Exit.FINE


def _check_usage(
    to: Recorder,
    output: str,
    *,
    split: str | None,
    record: bool,
    url: str | None,
    named: str | None,
) -> None:
    """Refuse what cannot be done, before anything is."""
    if split and output == "-":
        raise click.UsageError("--split writes several files: name a folder with -o")
    if split and url:
        raise click.UsageError("--url is the address of one calendar: leave it out with --split")
    if split and Path(output).exists() and not Path(output).is_dir():
        raise click.UsageError(f"--split writes into a folder, and {output} is none")
    if split and named and not Path(named).is_dir():
        raise click.UsageError(f"--split continues a folder of calendars, and {named} is none")
    on_the_web = ("https://", "http://", "webcal://")
    if url and not (url.isprintable() and url.lower().startswith(on_the_web)):
        raise click.UsageError("--url is an address on the web: it begins with https://")
    if not record:
        return
    if output == "-":
        raise click.UsageError("--record notes which file was written: name it with -o")
    if not output.isprintable() or " ".join(output.split()) != output:
        raise click.UsageError(
            "--record cannot note a name with line ends, with several spaces in a row, or with "
            "letters that are none: give the file another one with -o"
        )
    refuse_without_journal(to)


def _whole(task: _Export, output: Path | None) -> Iterator[tuple[str, str]]:
    """Write one calendar; what to record of it."""
    wanted = task.wanted()
    before = task.continues(wanted, task.named, output)
    calendar = task.calendar(before, task.options)
    undated = events.undated(task.schedule, task.view)
    if not calendar.events:
        raise click.UsageError(_nothing(task, len(undated)))
    click.echo(told(task.schedule, calendar, before), err=True)
    _say_undated(len(undated))
    if before is None and output is not None and (there := earlier(output, wanted.uid)):
        click.echo(
            f"{there} is an earlier export of this calendar, and is not continued: whoever has "
            f"imported it may keep its days; --previous {there} goes on with it",
            err=True,
        )
    chunks = _Hashing(task.stream(calendar))
    if task.to.dry_run:
        where = output or "the terminal"
        click.echo(f"dry run: nothing was written to {where}", err=True)
        return
    if output is None:
        for chunk in chunks:
            click.echo(chunk, nl=False)
        return
    write_stream(output, chunks)
    click.echo(f"written: {output}", err=True)
    yield wanted.subject, evidence(output, task.to.file.parent, chunks.digest)


def _split(task: _Export, folder: Path) -> list[tuple[str, str]]:
    """Write a calendar for each property, and the page of them; what to record of each."""
    from earlyhelp.outputs.calendars import index

    filed: list[Filed] = []
    files: dict[str, bytes] = {}
    made: list[tuple[str, str]] = []
    home = task.to.file.parent
    totals: list[revisions.Tally] = []
    undated = 0
    for one, before in _filed(task, folder):
        totals.append(revisions.tally(task.schedule.plan, one.calendar, before))
        undated += len(events.undated(task.schedule, task.view, only_property=one.property_id))
        if not one.calendar.events:
            if (folder / one.file).is_file():
                _refuse_others(folder / one.file, task, one.property_id)
                left = f"{folder / one.file} would now be empty: it stays as it was"
                click.echo(left, err=True)
            continue
        data = b"".join(task.stream(one.calendar))
        filed.append(one)
        files[one.file] = data
        digest = hashlib.sha256(data).hexdigest()
        subject = task.wanted(one.property_id).subject
        made.append((subject, evidence(folder / one.file, home, digest)))
    if not filed:
        raise click.UsageError(_nothing(task, undated))
    click.echo(
        f"{words.count(len(filed), 'calendar')}, {_counts(revisions.total(totals))}", err=True
    )
    _say_undated(undated)
    heading = events.heading(task.schedule, task.view)
    files[index.PAGE] = index.page(*heading, filed).encode()
    files[index.SHEET] = index.sheet(filed).encode()
    if task.to.dry_run:
        click.echo(f"dry run: nothing was written to {folder}", err=True)
        return []
    changed = write_folder(folder, files)
    same = len(files) - len(changed)
    rest = f"; {words.count(same, 'file')} as before" if same else ""
    click.echo(f"written: {words.count(len(changed), 'file')} in {folder}{rest}", err=True)
    return made


def _filed(task: _Export, folder: Path) -> Iterator[tuple[Filed, Calendar | None]]:
    """The calendar of each property, and the one that it continues."""
    import attrs

    from earlyhelp.file_names import file_name
    from earlyhelp.outputs.calendars.index import Filed
    from earlyhelp.outputs.calendars.visible import Visible

    visible = Visible(task.schedule.plan, task.view)
    taken: set[str] = set()
    rows = registers_of(task.schedule.plan).properties
    for property_id in (*(row.id for row in rows), *_former(task, folder)):
        file = file_name(property_id, ".ics")
        if file.casefold() in taken:
            raise click.UsageError(f"{file} would be written twice on a machine without capitals")
        taken.add(file.casefold())
        named = task.named / file if task.named and (task.named / file).is_file() else None
        before = task.continues(task.wanted(property_id), named, folder / file)
        options = attrs.evolve(task.options, only_property=property_id)
        calendar = task.calendar(before, options)
        old = before.calendar if before else None
        name = visible.property_name(property_id)
        yield Filed(property_id=property_id, name=name, file=file, calendar=calendar), old


def _former(task: _Export, folder: Path) -> Iterator[str]:
    """Properties that the plan no longer has, whose calendars still say when they are left."""
    known = {f"{row.id}.ics".casefold() for row in registers_of(task.schedule.plan).properties}
    for file in sorted((task.named or folder).glob("*.ics")):
        if file.name.casefold() not in known and is_calendar(file, task.wanted(file.stem).uid):
            yield file.stem


def _refuse_others(file: Path, task: _Export, property_id: str) -> None:
    """Refuse a folder in which a calendar of other readers would stay beside those of these."""
    if not is_calendar(file, task.wanted(property_id).uid):
        raise click.UsageError(
            f"{file} is not for {task.view.says}, and would stay there: name a folder of its own"
        )


def told(schedule: Schedule, calendar: Calendar, before: Previous | None) -> str:
    """``92 events: 1 changed, 0 cancelled, 91 as they were; continues assets.ics``."""
    old = before.calendar if before else None
    counts = _counts(revisions.tally(schedule.plan, calendar, old))
    return f"{counts}; continues {before.name}" if before else counts


def _counts(tally: revisions.Tally) -> str:
    number = words.count(tally.events, "event")
    if not tally.events and not tally.dropped:
        return "no events"
    if tally.events == tally.new and not tally.dropped:
        return f"{number}, all new"
    parts = [f"{tally.new} new"] if tally.new else []
    parts += [f"{tally.changed} changed", f"{tally.cancelled} cancelled"]
    parts += [f"{tally.same} as they were"]
    parts += [f"{tally.dropped} no longer shown"] if tally.dropped else []
    return f"{number}: {', '.join(parts)}"


def _say_undated(number: int) -> None:
    if number:
        verb = "is" if number == 1 else "are"
        count = words.count(number, "milestone")
        click.echo(f"{count} without a day {verb} not in it", err=True)


def _nothing(task: _Export, undated: int) -> str:
    what = f"there is nothing to export for {task.view.says}:"
    if not undated:
        return f"{what} the plan has no milestone for this calendar"
    if undated == 1:
        return f"{what} its only milestone has no day yet"
    return f"{what} none of its {undated} milestones has a day yet"


def _record(to: Recorder, made: Iterable[tuple[str, str]]) -> None:
    """Note in the journal which files were written, so that the next export continues them."""
    to.add([to.entry(Action.EXPORTED, subject, evidence=said) for subject, said in made])
