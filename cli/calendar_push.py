"""`eh calendar push`: what has changed in a calendar, sent to a CalDAV server."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import attrs
import click

from earlyhelp.dates import words
from earlyhelp.errors import EnvironmentFailedError, UnreadableCalendarError
from earlyhelp.outputs.calendars import events

from .calendar_views import ForCommand, chosen, for_option, keep_cancelled_option
from .exits import Exit
from .options import as_at_option, plan_option
from .showing import solved

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from earlyhelp.files.calendars.server import CalendarServer, Resource
    from earlyhelp.model.calendars import Calendar, Event
    from earlyhelp.network.schedule import Schedule
    from earlyhelp.outputs.calendars.errands import Task
    from earlyhelp.outputs.calendars.views import View

_ADVICE: Final = (
    "see what was changed: save that calendar as a file and ask  eh calendar compare FILE.ics; "
    "then run this again, or with --overwrite"
)


@click.command(
    cls=ForCommand,
    epilog="Example: eh calendar push -p early-help-2021 "
    "--url https://calendars.example/assets/ --dry-run",
)
@plan_option
@as_at_option
@for_option
@click.option("--url", required=True, metavar="URL", help="The calendar on the server.")
@keep_cancelled_option
@click.option(
    "--overwrite", is_flag=True, help="Send even what somebody has changed on the server."
)
@click.option(
    "--timeout",
    type=click.IntRange(1, 3600),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long the server may be silent.",
)
@click.option(
    "--dry-run", is_flag=True, help="Ask the server, say what would be sent, send nothing."
)
def push(
    plan_named: str | None,
    as_at: date | None,
    whom: str,
    url: str,
    keep_cancelled: int,
    overwrite: bool,
    timeout: int,
    dry_run: bool,
) -> Exit:
    """Send what has changed to a calendar on a CalDAV server.

    Only events of this plan are touched, and only those that have changed. An event that
    somebody has changed on the server since it was sent is listed and left alone; the exit
    code is then 1. Nothing is sent over an event that changes at that very moment.

    The user and the password come from EH_CALDAV_USER and EH_CALDAV_PASSWORD; the password
    also from the keyring: keyring set earlyhelp HOST. It is never in the plan or the address.
    """
    from earlyhelp.files.calendars.access import credentials, server_address
    from earlyhelp.files.calendars.server import CalendarServer

    address = server_address(url)
    who = credentials(address, os.environ)
    schedule = solved(plan_named, as_at)
    view = chosen(schedule.plan, whom)
    if not schedule.feasible:
        click.echo("the plan cannot be met: `eh plan check` says why", err=True)
    with CalendarServer(address, who, patience=timeout) as server:
        there = _on_server(schedule, server.read())
        if not overwrite:
            _refuse_others(schedule, view, there)
        wanted = _wanted(schedule, view, there, keep_cancelled)
        work = _sorted_out(wanted, there, overwrite=overwrite)
        _say(server, there, work)
        if dry_run:
            click.echo("dry run: nothing was sent", err=True)
            return Exit.ERRORS if work.left else Exit.FINE
        meanwhile = _carry_out(server, there, wanted, work)
    click.echo(_summary(work, meanwhile))
    if work.left or meanwhile:
        click.echo(_ADVICE, err=True)
        return Exit.ERRORS
    return Exit.FINE


@attrs.frozen(kw_only=True)
class _There:
    """What the server has."""

    events: Mapping[str, Event]  #: of this plan, by uid
    files: Mapping[str, Resource]  #: in which those are, by uid
    unread: Mapping[str, Resource]  #: what cannot be read as an event, by address
    others: int  #: how many events of other plans, and of people


@attrs.frozen(kw_only=True)
class _Work:
    """What is to be done, and what not."""

    to_do: tuple[Task, ...]
    left: tuple[Task, ...]  #: somebody has changed these on the server
    as_they_were: int


def _on_server(schedule: Schedule, files: Iterable[Resource]) -> _There:
    from earlyhelp.files.calendars.ical import read_calendar
    from earlyhelp.outputs.calendars import errands

    known = errands.uids_of(schedule.plan)
    own_events: dict[str, Event] = {}
    of_uid: dict[str, Resource] = {}
    unread: dict[str, Resource] = {}
    others = 0
    for file in files:
        try:
            found = read_calendar(file.data).calendar.events
        except UnreadableCalendarError:
            found = ()
        own = [event for event in found if errands.is_ours(event, schedule.plan, known)]
        if own:
            own_events[own[0].uid], of_uid[own[0].uid] = own[0], file
        elif found:
            others += 1
        else:
            unread[file.url] = file
    return _There(events=own_events, files=of_uid, unread=unread, others=others)


def _refuse_others(schedule: Schedule, view: View, there: _There) -> None:
    """Refuse to cancel what is in the calendar of somebody else."""
    from earlyhelp.outputs.calendars import errands

    others = errands.of_others(schedule.plan, view, there.events.values())
    if others:
        count, title = words.count(len(others), "event"), errands.named(others[0])
        raise click.UsageError(
            f"this calendar has {count} of the plan not meant for {view.says}, such as "
            f'"{title}": is it the calendar of somebody else? --overwrite cancels them'
        )


def _wanted(schedule: Schedule, view: View, there: _There, keep_cancelled: int) -> Calendar:
    """The calendar as it is to be, continuing the one on the server."""
    from earlyhelp.model.calendars import Calendar

    uid = events.uid(schedule.plan.id, view)
    before = Calendar(uid=uid, name="", events=tuple(there.events.values()))
    options = events.Options(keep_cancelled_days=keep_cancelled)
    return events.calendar(schedule, view, previous=before, options=options)


def _sorted_out(wanted: Calendar, there: _There, *, overwrite: bool) -> _Work:
    from earlyhelp.outputs.calendars.errands import Errand, tasks

    every = list(tasks(wanted, there.events.values()))
    changed = [task for task in every if task.errand is not Errand.LEAVE]
    names = {unquote(url).rpartition("/")[2] for url in there.unread}
    left = [task for task in changed if task.is_edited or f"{task.event.uid}.ics" in names]
    left = [] if overwrite else left
    return _Work(
        to_do=tuple(task for task in changed if task not in left),
        left=tuple(left),
        as_they_were=len(every) - len(changed),
    )


def _say(server: CalendarServer, there: _There, work: _Work) -> None:
    """What is on the server, and what is about to be done."""
    from earlyhelp.outputs import rows
    from earlyhelp.outputs.calendars import errands

    name = rows.cell(server.name).words if server.name else server.url
    others = f", and {words.count(there.others, 'other')} left alone" if there.others else ""
    of_plan = words.count(len(there.events), "event")
    click.echo(f"{name} has {of_plan} of this plan{others}", err=True)
    for task in work.to_do:
        click.echo(f"to {task.errand.value}: {errands.in_words(task)}")
    for task in work.left:
        click.echo(f"left alone: {errands.in_words(task)}")


def _carry_out(
    server: CalendarServer, there: _There, wanted: Calendar, work: _Work
) -> tuple[Task, ...]:
    """Do it, one event after the other; the tasks that came too late."""
    from earlyhelp.outputs.calendars import errands

    late: list[Task] = []
    done = 0
    try:
        with _progress(len(work.to_do)) as bar:
            for task in work.to_do:
                if not _carried_out(server, there, wanted, task):
                    late.append(task)
                done += 1
                bar.update(1)
    except EnvironmentFailedError:
        rest = len(work.to_do) - done
        click.echo(
            f"{done - len(late)} sent before that, {rest} not sent: the same command goes on "
            "from there",
            err=True,
        )
        raise
    finally:
        for task in late:
            click.echo(f"changed meanwhile, so not sent: {errands.named(task.event)}")
    return tuple(late)


def _progress(length: int) -> AbstractContextManager[ProgressBar[int]]:
    """How far it has come, for people who wait at a terminal."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    return click.progressbar(
        length=length, label="sending", file=sys.stderr, hidden=not is_terminal
    )


def _carried_out(server: CalendarServer, there: _There, wanted: Calendar, task: Task) -> bool:
    from earlyhelp.files.calendars.server import Taken
    from earlyhelp.outputs.calendars import ical
    from earlyhelp.outputs.calendars.errands import Errand

    uid = task.event.uid
    address = server.address_of(uid)
    file = there.files.get(uid) or there.unread.get(address)
    if task.errand is Errand.REMOVE and file is not None:
        return server.delete(file.url, etag=file.etag) is Taken.YES
    body = ical.event_file(wanted, task.event)
    url, etag = (file.url, file.etag) if file else (address, None)
    return server.send(url, body, etag=etag) is Taken.YES


def _summary(work: _Work, late: Collection[Task]) -> str:
    """``3 sent, 1 cancelled, 88 as they were``."""
    from earlyhelp.outputs.calendars.errands import Errand

    done = Counter(task.errand for task in work.to_do if task not in late)
    parts = {
        "sent": done[Errand.SEND],
        "cancelled": done[Errand.CANCEL],
        "removed": done[Errand.REMOVE],
        "changed on the server and left alone": len(work.left),
        "changed meanwhile and not sent": len(late),
        "as they were": work.as_they_were,
    }
    said = ", ".join(f"{number} {what}" for what, number in parts.items() if number)
    return said or "nothing to send"
