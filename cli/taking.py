"""Whether a new folder can have the name that somebody gave it."""

from __future__ import annotations

from pathlib import Path

import click


def refuse_taken(target: Path) -> None:
    """Refuse a name that something has already; an empty folder is no hindrance."""
    try:
        is_taken = target.is_symlink() or (
            any(target.iterdir()) if target.is_dir() else target.exists()
        )
    except OSError as error:
        raise click.UsageError(f"{target}: {error.strerror}") from None
    if is_taken:
        raise click.UsageError(f"{target} is there already: nothing was written")
