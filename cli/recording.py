"""Recording something in a plan's journal: what every command that writes there does.

What the change does to the rest of the plan is worked out by reading the plan again with
the journal as it would be, so that what is said is what will then be so.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from earlyhelp.checks import check_plan
from earlyhelp.dates import DateExpression
from earlyhelp.errors import DayOutOfRangeError, NotADayError
from earlyhelp.files.journal import append, as_lines
from earlyhelp.files.load import journal_bytes, load_file
from earlyhelp.files.locate import JOURNAL_FILE, PLAN_FILE, find, is_shipped
from earlyhelp.findings import Finding, Place
from earlyhelp.model import Plan, Stated
from earlyhelp.model.journal import Action, Entry
from earlyhelp.network.schedule import Schedule

from .exits import Exit
from .options import IsoDay, plan_option
from .paper import paper, tell
from .reading import as_at_of

if TYPE_CHECKING:
    from earlyhelp.tracking.whatif import WhatIf

_NOWHERE: Final = Place("", 0, 0)
_PROBABLE_YEAR_ERROR, _OUT_OF_STEP = "EH209", "EH704"


class Foreseen(NamedTuple):
    """What entries do to a plan: what was solved and found without them, and with them."""

    made: Sequence[Entry]
    before: Schedule
    after: Schedule
    found_before: tuple[Finding, ...]
    found_after: tuple[Finding, ...]
    named: str | None = None  #: how somebody named the plan

    @property
    def new(self) -> tuple[Finding, ...]:
        """The errors that they bring."""
        from earlyhelp.tracking.whatif import Said

        return Said.between(self.found_before, self.found_after).new_errors

    @property
    def doubted(self) -> tuple[Finding, ...]:
        """Days that look like a slip of the pen, and entries that they leave aside."""
        from earlyhelp.tracking.whatif import Said

        found = Said.between(self.found_before, self.found_after).new
        return tuple(item for item in found if item.code in (_PROBABLE_YEAR_ERROR, _OUT_OF_STEP))

    def compared(self) -> WhatIf:
        """Everything that is different with them."""
        from earlyhelp.tracking.whatif import whatif

        before, after = (self.before, self.found_before), (self.after, self.found_after)
        return whatif(self.made, before, after)

    def lines(self) -> Iterator[str]:
        """What they do, for people."""
        from earlyhelp.outputs import changes

        new = (*self.new, *self.doubted)
        return changes.recorded(self.made, self.before, self.after, new, paper("-"), self.named)

    def effects(self) -> Iterator[str]:
        """The same without the entries themselves."""
        from earlyhelp.outputs import changes

        new = (*self.new, *self.doubted)
        return changes.effects(self.made, self.before, self.after, new, paper("-"), self.named)


class Recorder(NamedTuple):
    """A plan to record something in, and how."""

    plan: Plan
    file: Path
    name: str
    journal: bytes | None  #: as it was when the plan was read
    basis: Mapping[Path, bytes]  #: the plan's other files, as they were then
    by: str
    dry_run: bool
    force: bool
    as_at: date | None = None  #: instead of the plan's own
    named: str | None = None  #: how somebody named it

    def record(self, made: Entry) -> Exit:
        """Say what an entry does to the plan, and add it to the journal unless it must not be."""
        foreseen = self.foresee([made])
        tell(*foreseen.lines())
        return self.record_all(foreseen)

    def entry(
        self,
        action: Action,
        subject: str,
        *,
        day: date | str | None = None,
        was: Stated | str | None = None,
        reason: str = "",
        evidence: str = "",
    ) -> Entry:
        """An entry of this moment; nothing is recorded yet."""
        text = day.isoformat() if isinstance(day, date) else day
        try:
            stated = Stated(DateExpression.parse(text), _NOWHERE) if text else None
        except (NotADayError, DayOutOfRangeError) as error:
            raise click.UsageError(str(error)) from None
        return Entry(
            recorded_at=datetime.now(UTC).isoformat(timespec="seconds"),
            by=self.by,
            action=action,
            subject=subject,
            day=stated,
            was=was.when.text if isinstance(was, Stated) else was or "",
            reason=reason,
            evidence=evidence,
            place=_NOWHERE,
        )

    def foresee(self, made: Sequence[Entry]) -> Foreseen:
        """What these entries do to the plan, worked out and not recorded."""
        journal = (self.journal or b"") + as_lines(made, self.journal)
        seen = dict(self.basis)
        changed = load_file(self.file, name=self.name, recorded=journal, seen=seen)
        as_at = as_at_of(self.plan, self.as_at)
        before, found = check_plan(self.plan, as_at)
        after, found_then = check_plan(changed, as_at)
        return Foreseen(made, before, after, found, found_then, self.named)

    def record_all(self, foreseen: Foreseen) -> Exit:
        """Add all of the entries to the journal, or none; and say which."""
        if not (foreseen.after.feasible or not foreseen.before.feasible or self.force):
            tell(
                "not recorded: the plan could then not be met; --force records it even so",
                err=True,
            )
            return Exit.ERRORS
        if self.dry_run:
            tell("dry run: nothing was recorded", err=True)
            return Exit.FINE
        self.add(foreseen.made)
        return Exit.FINE

    def add(self, made: Sequence[Entry]) -> None:
        """Add all of the entries to the journal, or none; once they are on the disk, say so."""
        stopped = append(self.file.parent, made, seen=self.journal, basis=self.basis)
        if stopped:
            tell(
                f"note: an earlier command (process {stopped}) was stopped while it was recording, "
                "and its lock was taken over",
                "what it did not finish is not in the journal; `eh plan check` says which line "
                "was cut short, if any",
                err=True,
            )
        tell(f"recorded in {JOURNAL_FILE}", err=True)


by_option = click.option(
    "--by", metavar="WHO", help="Who records it: a role; else EH_BY, or the login."
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what it would do, and record nothing."
)


def recording_options(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Give a command the options of all that record."""
    for option in (
        plan_option,
        by_option,
        dry_run_option,
        click.option(
            "--force", is_flag=True, help="Record it even if the plan cannot then be met."
        ),
    ):
        command = option(command)
    return command


def recording(command: Callable[..., Exit]) -> Callable[..., Exit]:
    """Give a command the options of all that record, and a `Recorder` as its first argument."""

    @functools.wraps(command)
    def records(
        plan_named: str | None, by: str | None, dry_run: bool, force: bool, **said: Any
    ) -> Exit:
        to = recorder(plan_named, by, dry_run=dry_run, force=force)
        refuse_without_journal(to)
        return command(to, **said)

    return recording_options(records)


def recorder(
    named: str | None, by: str | None, *, dry_run: bool, force: bool, as_at: date | None = None
) -> Recorder:
    """A recorder for the plan that was named."""
    found = find(named, environment=os.environ, folder=Path.cwd())
    who = by or os.environ.get("EH_BY") or _login()
    journal = journal_bytes(found.file)
    basis: dict[Path, bytes] = {}
    plan = load_file(found.file, name=found.name, recorded=journal or b"", seen=basis)
    return Recorder(plan, found.file, found.name, journal, basis, who, dry_run, force, as_at, named)


def refuse_without_journal(to: Recorder) -> None:
    """Refuse to record in a plan that comes with earlyhelp, or whose journal nobody would read."""
    if is_shipped(to.file):
        raise click.UsageError(
            f"{to.name} comes with earlyhelp and is only to be read: copy its folder and "
            "record in the copy"
        )
    if to.file.name != PLAN_FILE:
        raise click.UsageError(
            f"only a {PLAN_FILE} has a journal beside it: give {to.name} a folder of its own, "
            "and there that name"
        )


reason_option = click.option(
    "--reason", default="", metavar="TEXT", help="Why; kept in the journal."
)
evidence_option = click.option(
    "--evidence", default="", metavar="TEXT", help="Who has seen what: a certificate, a receipt."
)
day_option = click.option(
    "--day", type=IsoDay(), metavar="DAY", help="The day it happened; today where none is given."
)


def refuse_without_reason(reason: str) -> None:
    """Refuse to change a plan for no reason that anybody could read later."""
    if not reason.strip():
        raise click.UsageError("--accept changes the plan: say why with --reason TEXT")


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
