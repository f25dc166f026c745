"""`eh plan new`: a plan of one's own to begin with."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from earlyhelp.dates import Lag
from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.files.plan_copy import add_new_files, write_new_folder
from earlyhelp.model.new_plan import CONSULTATION_LASTS, PLAN, new_plan
from earlyhelp.outputs.shells import quoted

from .exits import Exit
from .new_answers import Given, Length, answers
from .options import IsoDay, Named
from .paper import tell
from .reading import today


@click.command(
    "new",
    epilog="Example: eh plan new our-redesign --nation england --consultation 2027-01-11",
)
@click.argument("folder", type=Named(path_type=Path))
@click.option(
    "--title", metavar="TEXT", help="What the plan is called.  [default: the folder's name]"
)
@click.option(
    "--nation", type=click.Choice(NATIONS, case_sensitive=False), help="Whose bank holidays count."
)
@click.option("--organisation", metavar="NAME", help="Who writes the letters.")
@click.option(
    "--consultation",
    type=IsoDay(),
    metavar="DAY",
    help="The first day of the staff consultation.  [default: not known yet]",
)
@click.option(
    "--consultation-lasts",
    type=Length(),
    metavar="LENGTH",
    help=f"How long it lasts at the least.  [default: {CONSULTATION_LASTS}]",
)
@click.option(
    "--launch",
    type=IsoDay(),
    metavar="DAY",
    help="The day of the launch, pinned.  [default: not known yet]",
)
@click.option(
    "--buildings/--no-buildings", default=None, help="Whether buildings are left.  [default: yes]"
)
@click.option(
    "--partners/--no-partners",
    default=None,
    help="Whether partners move out of them.  [default: yes, where buildings are left]",
)
@click.option(
    "--cases/--no-cases",
    default=None,
    help="Whether open work with families has to be routed.  [default: yes]",
)
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
def new(
    folder: Path,
    title: str | None,
    nation: str | None,
    organisation: str | None,
    consultation: date | None,
    consultation_lasts: Lag | None,
    launch: date | None,
    buildings: bool | None,
    partners: bool | None,
    cases: bool | None,
    dry_run: bool,
) -> Exit:
    """Begin a plan in FOLDER, which is made if need be.

    In a terminal it asks what no option says; elsewhere it asks nothing, and only --nation
    has to be given. It writes plan.yaml, the registers that the plan needs, with headings and
    no rows, and a .gitignore that keeps open cases out of version control: all of them or
    none. A launch before the consultation is over is refused, with the first day that can be:
    what is written can be met, and `eh plan check` says what is still open.
    """
    given = Given(
        title=title,
        nation=nation,
        organisation=organisation,
        consultation=consultation,
        lasts=consultation_lasts,
        launch=launch,
        buildings=buildings,
        partners=partners,
        cases=cases,
    )
    is_terminal = sys.stdin is not None and sys.stdin.isatty()
    name, day = folder.resolve().name, today()
    _refuse_taken(folder, PLAN)
    said = answers(given, name, day, is_asked=is_terminal)
    files = new_plan(name, said, day)
    _refuse_taken(folder, *files)
    tell(*(f"{'would write' if dry_run else 'writes'} {folder / file}" for file in files))
    if dry_run:
        return Exit.FINE
    content = {file: text.encode() for file, text in files.items()}
    if os.path.isdir(folder):  # noqa: PTH112 - of a name that no file can have, it says no
        add_new_files(folder, content)
    else:
        write_new_folder(folder, content)
    tell(f"eh plan check {quoted(str(folder))} says what is still open", err=True)
    return Exit.FINE


def _refuse_taken(folder: Path, *files: str) -> None:
    """Refuse a name that something else has than a folder, and a folder with any of the files."""
    if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112 - the same
        raise click.UsageError(f"{folder} is there already, and is no folder")
    for file in files:
        if os.path.lexists(folder / file):
            raise click.UsageError(f"{folder / file} is there already: nothing was written")
