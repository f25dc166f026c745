"""Which milestone is each message of the communication plan?"""

from __future__ import annotations

from typing import Final

from earlyhelp.model.milestones import Milestone
from earlyhelp.model.registers import Communication

#: What the ids of their milestones begin with: the message `letter` is `comms.letter`.
PREFIX: Final = "comms."
WORKSTREAM: Final = "Communication"


def milestone_id(row: Communication) -> str:
    """The id of a message's milestone."""
    return f"{PREFIX}{row.id}"


def milestone(row: Communication) -> Milestone:
    """A message as a milestone: it is there once the message has gone out.

    One that is tied to other milestones needs no day of its own.
    """
    return Milestone(
        id=milestone_id(row),
        place=row.place,
        title=title(row),
        on=row.on,
        expected=row.expected,
        by=(row.by,) if row.by else (),
        done=row.done,
        owner=row.owner,
        workstream=WORKSTREAM,
        source=row.source,
        evidence=row.evidence,
        is_step=any((row.after, row.before, row.within, row.exactly)),
    )


def title(row: Communication) -> str:
    """What a message is called: what it says, or else how it goes to whom."""
    if row.message is not None:
        return row.message
    to = f" to {row.audience}" if row.audience else ""
    return f"{row.channel or 'message'}{to}"
