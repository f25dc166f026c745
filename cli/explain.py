"""`eh explain`: the manual page of a finding code."""

from __future__ import annotations

import click

from earlyhelp.codes import all_codes

from . import completing
from .exits import Exit


@click.command(epilog="Example: eh explain EH203")
@click.argument("code", required=False, shell_complete=completing.codes)
def explain(code: str | None) -> Exit:
    """Say what the finding CODE means, or list all of them."""
    codes = all_codes()
    if code is None:
        for entry in codes:
            click.echo(f"{entry.code}  {entry.severity.value:<9}  {entry.name:<26}  {entry.title}")
        return Exit.FINE
    for entry in codes:
        if code.upper() == entry.code or code.lower() == entry.name:
            click.echo(f"# {entry.code} {entry.name} ({entry.severity.value})\n")
            click.echo(entry.page)
            return Exit.FINE
    from earlyhelp.dates.days import shortened
    from earlyhelp.files.problems import did_you_mean

    known = [name for entry in codes for name in (entry.code, entry.name)]
    hint = did_you_mean(code.upper(), known) or did_you_mean(code.lower(), known)
    raise click.UsageError(
        f"there is no finding {shortened(code)!r}{hint}; `eh explain` lists them"
    )
