"""Which change of one line is worth trying, and how much more of it would do?

What fits a chain may not yet fit the whole plan. Where more of the same change never does worse
(a later deadline, an earlier first day, a shorter minimum, a longer maximum), the least that
does is found by halving.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from earlyhelp.findings import Fix
from earlyhelp.network.build import Network
from earlyhelp.network.solve import is_feasible


class More(NamedTuple):
    """More of the same change of a line, up to the most that there can be."""

    amount: int  #: the day, or the count of a lag, that was tried
    most: int
    by: Callable[[int], Attempt]  #: the same change with another day or count


class Attempt(NamedTuple):
    """A change worth trying, and the network with it; ``None`` where none is large enough."""

    tried: tuple[Fix, Network] | None
    if_not: str  #: what to say where it does not mend the plan
    more: More | None = None  #: where more of the same never does worse: what else to try


def further(more: More | None) -> Fix | None:
    """The least that is more than what fits the chain, and with which the whole plan can be met."""
    if more is None:
        return None
    way = 1 if more.most >= more.amount else -1

    def does(steps: int) -> Fix | None:
        tried = more.by(more.amount + way * steps).tried
        return tried[0] if tried is not None and is_feasible(tried[1]) else None

    furthest = abs(more.most - more.amount)
    if does(furthest) is None:
        return None
    return does(1 + last_that(furthest, lambda steps: does(steps) is None))


def last_that(high: int, holds: Callable[[int], bool]) -> int:
    """The last number below `high` for which `holds`, which is true up to some number."""
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low
