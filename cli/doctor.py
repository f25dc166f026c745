"""`eh doctor`: is everything here that earlyhelp needs?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

import click

from earlyhelp import __version__
from earlyhelp.dates import bank_holidays
from earlyhelp.errors import EarlyhelpError
from earlyhelp.extras import EXTRAS, how_to_install
from earlyhelp.files import locate
from earlyhelp.files.events import HAS_LIBYAML
from earlyhelp.files.load import load_file
from earlyhelp.files.projects.mpxj import java

from .exits import Exit

#: What setup.cfg asks for; a test compares the two.
NEEDED: Final = (
    "attrs",
    "click",
    "filelock",
    "icalendar",
    "Jinja2",
    "networkx",
    "PyYAML",
    "tabulate",
)


@click.command(epilog="Example: eh doctor")
def doctor() -> Exit:
    """Look at the installation, and say what is missing or slow."""
    fine = True
    for is_fine, line in _looked_at():
        fine = fine and is_fine
        click.echo(f"{'ok     ' if is_fine else 'WRONG  '}{line}")
    return Exit.FINE if fine else Exit.ENVIRONMENT


def _looked_at() -> Iterator[tuple[bool, str]]:
    from importlib import metadata, util  # slow to import, and no other command needs them

    python = ".".join(map(str, sys.version_info[:3]))
    yield sys.version_info >= (3, 11), f"Python {python} (3.11 or later is needed)"
    yield True, f"earlyhelp {__version__}"
    for name in NEEDED:
        try:
            yield True, f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield False, f"{name} is not installed"
    yield (
        HAS_LIBYAML,
        "PyYAML with libyaml"
        if HAS_LIBYAML
        else ("PyYAML without libyaml: plans are read about twenty times slower"),
    )
    first, last = bank_holidays.PINNED_FROM, bank_holidays.PROCLAIMED_TO
    yield True, f"bank holidays as listed for {first} to {last}, projected for other years"
    for extra in EXTRAS:
        why = f"only for {extra.needed_for}: {how_to_install(extra.name)}"
        has = "installed" if util.find_spec(extra.module) else f"not installed ({why})"
        yield True, f"{extra.package} {has}"
    if util.find_spec("mpxj"):
        yield True, f"Java {'found' if java() else 'not found (only mpxj needs it)'}"
    names = locate.shipped()
    yield bool(names), f"{len(names)} shipped plans"
    for name in names:
        try:
            plan = load_file(locate.shipped_file(name), name=name)
        except EarlyhelpError as error:
            yield False, f"shipped plan {name}: {error}"
        else:
            yield True, f"shipped plan {name}: {len(plan.milestones)} milestones"
