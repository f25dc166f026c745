"""`eh notice draft`: for each partner that has to leave, a letter, its mail and its calendar."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from earlyhelp.dates import words
from earlyhelp.extras import how_to_install
from earlyhelp.files.load import load_file
from earlyhelp.files.locate import PlanFolder, find
from earlyhelp.files.templates import FOLDER, templates
from earlyhelp.files.write import write_folder
from earlyhelp.network.schedule import Schedule, solve_plan

from . import completing
from .exits import Exit
from .options import Named, as_at_option, plan_option
from .reading import as_at_of, folder_of
from .showing import no_such_row, registers_of

if TYPE_CHECKING:
    from earlyhelp.outputs.notices.drafts import Draft

_EPILOG: Final = """\
Example: eh notice draft -p early-help-2021 -o notices --partner nursery-a

\b
For each partner a folder with its id:
  notice.txt, notice.html, notice.docx   the letter
  notice.eml                             a mail with the letter and the calendar, to be sent
  PARTNER.ics                            its own days, as a calendar
  stay.txt, stay.html, stay.docx, stay.eml
                                         the same, where it was told to leave and can stay

\b
Nothing is sent. A letter says only what its partner may see of itself: no other partner, no
case, no room, no reason. A council's own words go into templates/notice.txt.j2 and
templates/notice.html.j2 beside the plan, and into stay.txt.j2 and stay.html.j2.
"""


@click.command(epilog=_EPILOG)
@plan_option
@as_at_option
@click.option(
    "-o",
    "--output",
    type=Named(),
    default="notices",
    show_default=True,
    metavar="FOLDER",
    help="Where to write.",
)
@click.option(
    "--partner",
    "only",
    multiple=True,
    metavar="ID",
    shell_complete=completing.partners,
    help="Only the letter to this partner; can be given again.",
)
@click.option(
    "--template",
    "own",
    metavar="FOLDER",
    help="Where notice.txt.j2 and notice.html.j2 lie, instead of beside the plan.",
)
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
def draft(
    plan_named: str | None,
    as_at: date | None,
    output: str,
    only: Sequence[str],
    own: str | None,
    dry_run: bool,
) -> Exit:
    """Draft a letter to each partner that has to leave, or can stay."""
    found = find(plan_named, environment=os.environ, folder=Path.cwd())
    plan = load_file(found.file, name=found.name)
    schedule = solve_plan(plan, as_at_of(plan, as_at))
    partners = registers_of(plan).partner_by_id
    for name in only:
        if name not in partners:
            raise no_such_row("partner", name, partners)
    folder = Path(output)
    drafts = [*_drafts(schedule, found, folder, only, own)]  # all, before any is written
    if plan.organisation is None and drafts:
        who = "read before you send: the plan does not say who writes: give it an organisation"
        click.echo(who, err=True)
    for made in drafts:
        click.echo(f"{made.letter.partner}: {', '.join(made.files)}")
    _say_what_is_missing(drafts, only or [*partners])
    _say_what_is_left(folder, drafts, [] if only else partners)
    if not drafts:
        why = "" if only else ": no partner has to leave a property"
        click.echo(f"no letter to write{why}", err=True)
        return Exit.FINE
    files = {
        f"{made.letter.partner}/{name}": data
        for made in drafts
        for name, data in made.files.items()
    }
    counted = f"{words.count(len(drafts), 'draft')}, {words.count(len(files), 'file')}"
    if dry_run:
        click.echo(f"dry run: nothing was written to {folder}: {counted}", err=True)
        return Exit.FINE
    changed = write_folder(folder, files)
    click.echo(f"written to {folder}: {counted}, {len(changed)} of them new or changed", err=True)
    return Exit.FINE


def _drafts(
    schedule: Schedule, found: PlanFolder, folder: Path, only: Sequence[str], own: str | None
) -> Iterator[Draft]:
    from earlyhelp.outputs.calendars.events import revision
    from earlyhelp.outputs.notices.drafts import drafted
    from earlyhelp.outputs.notices.letters import letters
    from earlyhelp.outputs.notices.stays import stays
    from earlyhelp.outputs.notices.templates import Templates

    home = found.file.parent
    above = folder_of(found.name)
    shown = f"{above.rstrip('/')}/{FOLDER}" if above else FOLDER  # as people named it
    forms = Templates(templates(home, own, shown=shown))
    moment = revision(schedule)
    alike = Counter(partner.casefold() for partner in registers_of(schedule.plan).partner_by_id)
    for letter in (*letters(schedule, only), *stays(schedule, only)):
        if alike[letter.partner.casefold()] > 1:
            raise click.UsageError(
                f"{letter.partner} and another partner differ only in capitals: on a machine "
                "without them, both would find their letters in one folder"
            )
        beside = folder / letter.partner / letter.calendar
        yield drafted(letter, forms, _calendar(schedule, letter.partner, home, beside), moment)


def _calendar(schedule: Schedule, partner: str, home: Path, beside: Path) -> bytes | None:
    """The partner's own calendar, which goes on with the one that it has been sent."""
    from earlyhelp.outputs.calendars import events, ical
    from earlyhelp.outputs.calendars.views import View, ViewKind

    from .calendar_previous import Wanted, previous

    view = View(ViewKind.PARTNER, partner)
    wanted = Wanted(events.uid(schedule.plan.id, view), f"calendar.{view.slug}")
    before = previous(schedule.plan, home, wanted, named=None, output=beside)
    made = events.calendar(schedule, view, previous=before.calendar if before else None)
    return b"".join(ical.stream(made)) if made.events else None


def _say_what_is_missing(drafts: Sequence[Draft], asked: Iterable[str]) -> None:
    """On stderr: who gets no letter, what a letter lacks, and what is wrong in one."""
    written = {made.letter.partner for made in drafts}
    staying = [name for name in asked if name not in written]
    if staying:
        click.echo(f"nothing to leave, so no letter: {', '.join(staying)}", err=True)
    if any(not made.has_word for made in drafts):
        install = how_to_install("docx")
        click.echo(f"no notice.docx: it needs the package python-docx: {install}", err=True)
    for made in drafts:
        if made.no_mail is not None:
            click.echo(f"no {made.letter.form}.eml: {made.no_mail}", err=True)
        for late in made.letter.late:
            click.echo(f"read before you send: {late}", err=True)


def _say_what_is_left(folder: Path, drafts: Sequence[Draft], known: Iterable[str]) -> None:
    """On stderr: files of an earlier draft that are not part of this one."""
    from earlyhelp.outputs.notices.drafts import NAMES

    names = [name for of_form in NAMES.values() for name in of_form]
    written: dict[str, set[str]] = {}
    for made in drafts:  # a partner can have a letter of each form
        written.setdefault(made.letter.partner, set()).update(made.files)
    for partner, files in written.items():
        for name in (*names, f"{partner}.ics"):
            left = folder / partner / name
            if name not in files and left.is_file():
                click.echo(f"left from an earlier draft: {left}", err=True)
    for partner in known:
        if partner not in written and any((folder / partner / name).is_file() for name in names):
            click.echo(f"left from an earlier draft: {folder / partner}", err=True)
