"""`eh notice …`: which partner has to hear of what, its letters, and what was sent."""

from __future__ import annotations

from typing import Final

import click

from .lazy import LazyGroup

_HOMES: Final = {
    "due": "notice_due:due",
    "draft": "notice_draft:draft",
    "sent": "notice_sent:sent",
}


@click.group(
    "notice",
    cls=LazyGroup,
    homes=_HOMES,
    epilog="Example: eh notice due -p early-help-2021",
)
def notice_group() -> None:
    """Tell partners in time that they have to leave."""
