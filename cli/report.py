"""`eh report …`: the plan for people who would rather look than read tables."""

from __future__ import annotations

from typing import Final

import click

from .lazy import LazyGroup

_HOMES: Final = {
    "html": "report_html:html",
}


@click.group(
    "report",
    cls=LazyGroup,
    homes=_HOMES,
    epilog="Example: eh report html -p early-help-2021 -o report.html",
)
def report_group() -> None:
    """Write reports of how the plan stands."""
