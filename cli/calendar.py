"""`eh calendar …`: the plan as calendars that other people import or subscribe to."""

from __future__ import annotations

from typing import Final

import click

from .lazy import LazyGroup

_HOMES: Final = {
    "export": "calendar_export:export",
    "changes": "calendar_changes:changes",
    "compare": "calendar_compare:compare",
    "publish": "calendar_publish:publish",
    "push": "calendar_push:push",
}


@click.group(
    "calendar",
    cls=LazyGroup,
    homes=_HOMES,
    epilog="Example: eh calendar export -p early-help-2021 -o assets.ics",
)
def calendar_group() -> None:
    """Export the plan as calendars, and read them back."""
