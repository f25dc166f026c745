"""Recording something in a plan's journal: what every command that writes there does.

What the change does to the rest of the plan is worked out by reading the plan again with
the journal as it would be, so that what is said is what will then be so.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from earlyhelp.checks import check_plan
from earlyhelp.errors import NotADayError
from earlyhelp.files.journal import as_lines
from earlyhelp.files.load import journal_bytes, load_file
from earlyhelp.files.locate import find, is_shipped
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.journal import Action, Entry

from .exits import Exit
from .options import IsoDay, plan_option
from .paper import paper
from .reading import as_at_of

Command = TypeVar("Command", bound=Callable[..., Any])
_NOWHERE = Place("", 0, 0)


class Recorded(NamedTuple):
    """A plan to record something in."""

    plan: Plan
    file: Path
    name: str
    journal: bytes | None  #: as it was when the plan was read


def recording_options(command: Command) -> Command:
    """The options of every command that records something."""
    for option in (
        plan_option,
        click.option(
            "--by", metavar="WHO", help="Who records it: a role; else EH_BY, or the login."
        ),
        click.option("--dry-run", is_flag=True, help="Say what it would do, and record nothing."),
        click.option(
            "--force", is_flag=True, help="Record it even if the plan cannot then be met."
        ),
    ):
        command = option(command)
    return command


reason_option = click.option(
    "--reason", default="", metavar="TEXT", help="Why; kept in the journal."
)
evidence_option = click.option(
    "--evidence", default="", metavar="TEXT", help="Who has seen what: a certificate, a receipt."
)
day_option = click.option(
    "--day", type=IsoDay(), metavar="DAY", help="The day it happened; today where none is given."
)


def read_to_record(named: str | None) -> Recorded:
    """The plan to record something in; a plan that comes with earlyhelp is refused."""
    found = find(named, environment=os.environ, folder=Path.cwd())
    if is_shipped(found.file):
        raise click.UsageError(
            f"{found.name} comes with earlyhelp and is only to be read: copy its folder and "
            "record in the copy"
        )
    journal = journal_bytes(found.file)
    return Recorded(load_file(found.file, name=found.name), found.file, found.name, journal)


def known_milestone(plan: Plan, milestone: str) -> str:
    """The id, if the plan has it."""
    if milestone in plan:
        return milestone
    from earlyhelp.files.problems import did_you_mean

    hint = did_you_mean(milestone, (known.id for known in plan.milestones))
    raise click.UsageError(f"there is no milestone {milestone!r}{hint}")


def entry(
    action: Action,
    subject: str,
    *,
    by: str | None,
    day: date | str | None = None,
    was: str = "",
    reason: str = "",
    evidence: str = "",
) -> Entry:
    """An entry as of now."""
    from earlyhelp.dates import DateExpression
    from earlyhelp.model import Stated

    text = day.isoformat() if isinstance(day, date) else day
    try:
        stated = Stated(DateExpression.parse(text), _NOWHERE) if text else None
    except NotADayError as error:
        raise click.UsageError(str(error)) from None
    return Entry(
        recorded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        by=by or os.environ.get("EH_BY") or _login(),
        action=action,
        subject=subject,
        day=stated,
        was=was,
        reason=reason,
        evidence=evidence,
        place=_NOWHERE,
    )


def record(to: Recorded, made: Entry, *, dry_run: bool, force: bool) -> Exit:
    """Say what an entry does to the plan, and add it to the journal unless it must not be."""
    from earlyhelp.files.journal import append
    from earlyhelp.outputs import changes

    journal = (to.journal or b"") + as_lines([made], to.journal)
    changed = load_file(to.file, name=to.name, recorded=journal)
    as_at = as_at_of(to.plan, None)
    before, found = check_plan(to.plan, as_at)
    after, found_then = check_plan(changed, as_at)
    sheet = paper("-")
    new = _new_errors(found, found_then)
    for line in changes.recorded(made, before, after, new, sheet):
        click.echo(line, color=True)
    if before.feasible and not after.feasible and not force:
        click.echo(
            "not recorded: the plan could then not be met; --force records it even so", err=True
        )
        return Exit.ERRORS
    if dry_run:
        click.echo("dry run: nothing was recorded", err=True)
        return Exit.FINE
    append(to.file.parent, [made], seen=to.journal)
    click.echo(f"recorded in {to.file.with_name('journal.csv').name}", err=True)
    return Exit.FINE


def _new_errors(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[Finding, ...]:
    said = {(finding.code, finding.subjects) for finding in before}
    return tuple(
        finding
        for finding in after
        if finding.severity is Severity.ERROR and (finding.code, finding.subjects) not in said
    )


def today() -> date:
    """The user's own today."""
    return date.today()  # noqa: DTZ011 - a day in the life of the person who records it


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
