"""`eh case import`: an export of a case system, brought into a plan under random tokens."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Final

import click

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.locate import find, is_shipped, shipped_names
from earlyhelp.files.lock import alone_in
from earlyhelp.files.registers.case_import import Imported, import_cases
from earlyhelp.files.registers.column_maps import ColumnMap, shipped_map
from earlyhelp.files.registers.rows import DATE_FORMS
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes
from earlyhelp.files.selections import columns
from earlyhelp.files.write import write_whole
from earlyhelp.model.registers import Case

from .exits import Exit
from .options import Named, plan_option

#: Readable by nobody but its owner: the key makes tokens into children again.
_PRIVATE_MODE: Final = 0o600
KEY_FILE: Final = "cases.key.csv"


@click.command("import", epilog="Example: eh case import export.csv --columns mosaic -p our-plan")
@click.argument("export", type=Named(path_type=Path))
@click.option(
    "--columns",
    "map_name",
    metavar="MAP",
    help="A map that comes with earlyhelp: mosaic, ehm or holistix; else our own headings.",
)
@click.option("--number", metavar="HEADING", help="The export's heading of the system's number.")
@click.option("--dates", type=click.Choice(DATE_FORMS), help="How the export writes dates.")
@click.option("--key", type=Named(path_type=Path), help=f"The key; else {KEY_FILE} beside.")
@plan_option
@click.option("--replace", is_flag=True, help="Replace a cases.csv that is there already.")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and write nothing.")
def import_command(
    export: Path,
    map_name: str | None,
    number: str | None,
    dates: str | None,
    key: Path | None,
    plan_named: str | None,
    replace: bool,
    dry_run: bool,
) -> Exit:
    """Make a plan's cases.csv of what EXPORT holds.

    The system's numbers become random tokens. Which token stands for which number is kept in
    a key that only you can read; keep it apart from the plan. A number that the key knows
    keeps its token. Only the columns of the map come in: no name, no address.
    """
    plan = find(plan_named, environment=os.environ, folder=Path.cwd())
    if is_shipped(plan.file):
        raise click.UsageError(f"{plan.name} comes with earlyhelp and is only to be read")
    folder = plan.file.parent
    key_file = key or folder / KEY_FILE
    cases_file = folder / "cases.csv"
    mapped = _mapped(map_name, number)
    required = mapped.ours if map_name else [number or "ref"]
    _refuse_taken(cases_file, replace=replace)
    known = _known(key_file)
    made = import_cases(
        _read(export),
        export.name,
        mapped.ours,
        required=required,
        dates=dates or mapped.dates,
        key=known,
        token=lambda: secrets.token_hex(4),
    )
    _say(made)
    if dry_run:
        click.echo("dry run: nothing was written", err=True)
        return Exit.FINE
    with contextlib.ExitStack() as held:
        # of two imports at once, the tokens of one could stay with the key of the other; and one
        # key can serve several plans, all of which wait in the same order
        for place in sorted({folder.resolve(), key_file.parent.resolve()}):
            held.enter_context(alone_in(place))
        _refuse_taken(cases_file, replace=replace)
        _write(made, key_file, cases_file, known)
    click.echo(
        f"written: {key_file.name} and cases.csv; keep the key apart from the plan", err=True
    )
    return Exit.FINE


def _refuse_taken(cases_file: Path, *, replace: bool) -> None:
    if cases_file.exists() and not replace:
        raise click.UsageError(
            f"{cases_file} is there already, and what was typed into it would be lost: move it "
            "away, or say --replace"
        )


def _write(made: Imported, key_file: Path, cases_file: Path, known: bytes | None) -> None:
    """Write both files, unless the key is no longer the one that was `known`."""
    if _known(key_file) != known:
        raise EnvironmentFailedError(
            f"{key_file.name} has changed since it was read, and nothing was written: try again"
        )
    # the key first: tokens without it could never be told apart again
    write_whole(key_file, made.key, mode=_PRIVATE_MODE)
    write_whole(cases_file, made.cases, mode=_PRIVATE_MODE)


def _known(key_file: Path) -> bytes | None:
    return _read(key_file) if key_file.exists() else None


def _say(made: Imported) -> None:
    click.echo(f"{made.rows} cases, {made.new} of them with a new token")
    if made.left_out:
        click.echo(f"left out, because no column is made of them: {', '.join(made.left_out)}")


def _mapped(map_name: str | None, number: str | None) -> ColumnMap:
    """Our columns by the export's headings, and how it writes dates."""
    if map_name is None:
        mapped: ColumnMap | None = ColumnMap({column: column for column in columns(Case)})
    else:
        mapped = shipped_map(map_name, "cases")
    if mapped is None:
        known = ", ".join(shipped_names("columns"))
        raise click.UsageError(f"there is no map {map_name!r} for cases; there is {known}")
    if number is None:
        return mapped
    ours = {theirs: column for theirs, column in mapped.ours.items() if column != "ref"}
    return mapped._replace(ours={number: "ref", **ours})


def _read(file: Path) -> bytes:
    return regular_bytes(file, at_most=LARGEST_FILE, what="export", absent=EnvironmentFailedError)
