"""`eh plan new`: a plan of one's own to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.files.write import write_whole

from .exits import Exit

_PLAN: Final = """\
format: 1
id: {id}
title: {title}
nation: {nation}              # whose bank holidays count
# organisation: Name of the council   # who writes the letters
# as_at: 2021-09-17           # the day the facts were true; without it, today

milestones:
  consultation.launch:
    title: Staff consultation launched
  consultation.close:
    after: consultation.launch + 21 calendar days
  offer.launch:
    title: New offer launched
    after:
      - consultation.close
      - link: cases.routed
        because: no one is left unsupported
        locked: true          # never offered as something to relax
  cases.routed:
    title: Every open piece of work has a route to its conclusion

# Registers, once there are any: properties.csv, partners.csv, occupations.csv, teams.csv and
# cases.csv. What a column holds: docs/reference/registers.md. Cases stay out of version control.
# properties: properties.csv
# cases: cases.csv
"""
#: What must never be shared by accident: open cases, and the key to their tokens.
IGNORED: Final = "cases.csv\ncases.xlsx\ncases.key.csv\n.journal.csv.lock\n.*.eh-part\n"


@click.command("new", epilog="Example: eh plan new our-redesign --nation england")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="What the plan is for; else the folder's name.")
@click.option("--nation", type=click.Choice(NATIONS), required=True, help="Whose bank holidays.")
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
def new(folder: Path, title: str | None, nation: str, dry_run: bool) -> Exit:
    """Begin a plan in FOLDER, which is made if need be."""
    name = folder.resolve().name
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    text = _PLAN.format(id=kept.strip("-") or "plan", title=_quoted(title or name), nation=nation)
    files = {folder / "plan.yaml": text, folder / ".gitignore": IGNORED}
    for file in files:
        if file.exists():
            raise click.UsageError(f"{file} is there already: nothing was written")
        click.echo(f"{'would write' if dry_run else 'writes'} {file}")
    if dry_run:
        return Exit.FINE
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        write_whole(file, content.encode())
    return Exit.FINE


def _quoted(title: str) -> str:
    escaped = " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
