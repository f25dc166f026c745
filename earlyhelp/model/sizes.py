"""How many milestones and links may a plan have?"""

from __future__ import annotations

from typing import Final

#: Far above any programme: a county has some thousand milestones in all.
MOST_MILESTONES: Final = 1_200_000
MOST_LINKS: Final = 4_000_000


class TooManyError(Exception):
    """A plan says more milestones or links than one has."""

    def __init__(self, made: int, what: str, most: int) -> None:
        """`made` is how many there would be at least, and `what` what they are."""
        super().__init__(f"the plan has {made:,} {what} at least, and {most:,} at most are read")


def refuse_too_many(milestones: int, links: int) -> None:
    """Raise :class:`TooManyError` where a plan would have more of either than one has."""
    if milestones > MOST_MILESTONES:
        raise TooManyError(milestones, "milestones", MOST_MILESTONES)
    if links > MOST_LINKS:
        raise TooManyError(links, "links", MOST_LINKS)
