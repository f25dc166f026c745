"""Why is a milestone not before a moment, and why has it a last day?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from earlyhelp.strategy.decided import Decided


class Reason(NamedTuple):
    """Why a milestone is not before a moment, and the reason before that one.

    Moments are days times `turns` plus the turn within the day: see :class:`Question`.
    """

    moment: int
    node: int
    before: Reason | None
    #: the link's index, or the length that is as long, or as short, as it can be
    by: int | Decided | None
    is_longest: bool = False
    #: that it has to wait until it is known how long something takes: why, in the other case
    otherwise: Reason | None = None


class Limit(NamedTuple):
    """Why a milestone has a last day: the one that follows it, and the reason for its own."""

    to: int
    by: int | Decided
    then: Limit | None


def chain(reason: Reason) -> Iterator[Reason]:
    """A moment's reason, the one before that, and so on to the first."""
    before: Reason | None = reason
    while before is not None:
        yield before
        before = before.before


def reasons(reason: Reason) -> Iterator[Reason]:
    """A moment's reasons, each once; those of the other cases too."""
    seen: set[int] = set()
    to_see: list[Reason | None] = [reason]
    while to_see:
        last = to_see.pop()
        if last is not None and id(last) not in seen:
            seen.add(id(last))
            yield last
            to_see += [last.before, last.otherwise]
