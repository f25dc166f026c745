"""`eh calendar publish`: the plan as calendars that other people subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from earlyhelp.dates import words
from earlyhelp.errors import EnvironmentFailedError, UnreadableCalendarError
from earlyhelp.outputs.calendars import events, site
from earlyhelp.outputs.calendars.site import Feed

from .calendar_export import told
from .calendar_previous import Previous, Wanted, is_calendar, previous
from .calendar_views import ForCommand, chosen, keep_cancelled_option
from .exits import Exit
from .options import Named, as_at_option, plan_option
from .showing import solved

if TYPE_CHECKING:
    from earlyhelp.network.schedule import Schedule
    from earlyhelp.outputs.calendars.views import View

#: What was published before for each audience; ``None``: nothing was.
Before = dict["View", "Previous | None"]


@click.command(
    cls=ForCommand,
    epilog="Example: eh calendar publish feeds/ -p early-help-2021 "
    "--url https://feeds.example/early-help",
)
@click.argument("folder", type=Named(path_type=Path))
@plan_option
@as_at_option
@click.option(
    "--for",
    "whom",
    multiple=True,
    default=("assets", "everyone"),
    show_default=True,
    metavar="WHOM",
    help='Whom one is for: assets, "partner ID", "owner NAME" or everyone. Repeat it for several.',
)
@click.option("--partners", is_flag=True, help="Also one for each partner of the plan.")
@click.option(
    "--url",
    "base",
    metavar="URL",
    help="Where FOLDER will be served, with https://; else as it was the last time.",
)
@keep_cancelled_option
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
def publish(
    folder: Path,
    plan_named: str | None,
    as_at: date | None,
    whom: tuple[str, ...],
    partners: bool,
    base: str | None,
    keep_cancelled: int,
    dry_run: bool,
) -> Exit:
    """Write calendars into FOLDER, to be subscribed to.

    Each audience has a folder of its own, always under the same name: public/ for everyone,
    assets/ for the Assets Team, which says when buildings stand empty, and one below
    partners/ or owners/ for each of them. Serve each to those whom it is for, and to nobody
    else: its name does not say whose it is, but it is no password. The page index.html above
    them is for the people who run the plan; it names no partner.

    Serve .ics files as text/calendar; charset=utf-8, with their ETag, and without gzip, which
    Outlook on the web does not read. The files in FOLDER are the memory of what was published
    before: leave them there. What has not changed is not written again.
    """
    if (folder / "plan.yaml").exists():
        raise click.UsageError(
            f"{folder} holds a plan with its registers: publish into a folder of its own"
        )
    schedule = solved(plan_named, as_at)
    asked = [*whom, *(_every_partner(schedule) if partners else ())]
    plan = schedule.plan

    def was_published(view: View) -> bool:
        return is_calendar(folder / site.place(plan.id, view), events.uid(plan.id, view))

    named = (chosen(plan, one, has_one=was_published) for one in asked)
    views = {view.slug: view for view in named}
    before = _before(schedule, sorted(views.values(), key=site.order), folder)
    base = _base_before(schedule, before) if base is None else _base(base)
    feeds = list(_feeds(schedule, before, base, keep_cancelled))
    files = _files(schedule, feeds, base)
    to_write = {name: content for name, content in files.items() if _is_new(folder / name, content)}
    _say(schedule, feeds, before, folder, to_write)
    if to_write and dry_run:
        click.echo("dry run: nothing was written", err=True)
    elif to_write:
        from earlyhelp.files.write import write_folder

        write_folder(folder, to_write)
        click.echo(f"written: {folder}", err=True)
    _say_where(folder, feeds)
    return Exit.FINE


def _base(typed: str) -> str:
    """Where the folder is served; refused if it is not plainly a place on the web."""
    try:
        parts = urlsplit(typed)
        is_fine = parts.scheme == "https" and parts.hostname and parts.port != 0
    except ValueError:
        is_fine = False
    is_plain = typed.isascii() and typed.isprintable() and not set(typed) & set(" \"'<>\\`{}|^@?#")
    if not is_fine or not is_plain:
        raise click.BadParameter(
            "this is not where a folder can be served: write it as https://feeds.example/early-help",
            param_hint="'--url'",
        )
    return typed.rstrip("/")


def _every_partner(schedule: Schedule) -> Iterator[str]:
    registers = schedule.plan.registers
    for partner in registers.partners if registers else ():
        yield f"partner {partner.id}"


def _before(schedule: Schedule, views: Iterable[View], folder: Path) -> Before:
    """What was published before for each audience, if anything was."""
    found: Before = {}
    for view in views:
        path = folder / site.place(schedule.plan.id, view)
        wanted = Wanted(events.uid(schedule.plan.id, view), "")
        try:
            there = path.exists()
            found[view] = (
                previous(schedule.plan, folder, wanted, named=path, output=None) if there else None
            )
        except UnreadableCalendarError as error:
            raise UnreadableCalendarError(f"{error}; move it away to begin anew") from None
    return found


def _base_before(schedule: Schedule, before: Before) -> str | None:
    """Where the folder was served the last time."""
    for view, found in before.items():
        end = f"/{site.place(schedule.plan.id, view)}"
        url = found.calendar.url if found else None
        if url is not None and url.endswith(end):
            return url.removesuffix(end)
    return None


def _feeds(
    schedule: Schedule, before: Before, base: str | None, keep_cancelled: int
) -> Iterator[Feed]:
    """The calendar of each audience as it is to be."""
    for view, found in before.items():
        file = site.place(schedule.plan.id, view)
        options = events.Options(keep_cancelled_days=keep_cancelled, url=site.address(file, base))
        calendar = events.calendar(
            schedule, view, previous=found and found.calendar, options=options
        )
        yield site.Feed(view=view, calendar=calendar, file=file)


def _files(schedule: Schedule, feeds: Sequence[Feed], base: str | None) -> dict[str, bytes]:
    from earlyhelp.outputs.calendars import ical

    files = {feed.file: b"".join(ical.stream(feed.calendar)) for feed in feeds}
    return files | site.pages(schedule.plan, schedule.as_at, feeds, base)


def _is_new(path: Path, content: bytes) -> bool:
    try:
        return not path.is_file() or path.read_bytes() != content
    except OSError as error:
        raise EnvironmentFailedError(f"{path} cannot be read: {error.strerror}") from error


def _say(
    schedule: Schedule,
    feeds: Sequence[Feed],
    before: Before,
    folder: Path,
    to_write: Mapping[str, bytes],
) -> None:
    """What has changed, and what will be written."""
    if not schedule.feasible:
        click.echo("the plan cannot be met: `eh plan check` says why", err=True)
    for feed in feeds:
        click.echo(f"{feed.view.says}: {told(schedule, feed.calendar, before[feed.view])}")
    if not to_write:
        click.echo("nothing has changed")
    for name in to_write:
        click.echo(f"to write: {folder / name}", err=True)


def _say_where(folder: Path, feeds: Sequence[Feed]) -> None:
    """Where each calendar is, and which ones lie there besides and stay as they were."""
    for feed in feeds:
        there = feed.calendar.url or str(folder / feed.file)
        alone = "" if feed.is_listed else ", for that partner alone"
        click.echo(f"{feed.view.says}{alone}: {there}", err=True)
    known = {folder / feed.file for feed in feeds}
    there_too = sorted(folder.glob("*/*.ics")) + sorted(folder.glob("*/*/*.ics"))
    left = [path for path in there_too if path not in known]
    if left:
        count = words.count(len(left), "calendar")
        verb = "was" if len(left) == 1 else "were"
        click.echo(f"left as before: {count} that {verb} not asked for", err=True)
    for path in left:
        shown = "".join(letter for letter in str(path) if letter.isprintable())
        click.echo(f"  {shown}", err=True)
