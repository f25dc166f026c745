"""In which trials can the lags of a circle not all hold, however long everything waits?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from earlyhelp.model import LinkKind
from earlyhelp.network.build import Arc, Network
from earlyhelp.risk.counting import Days, Flags
from earlyhelp.risk.draws import Drawn

#: What moves a milestone: an arc of the network, or a length as it was drawn.
By = Arc | Drawn


class Hop(NamedTuple):
    """How one node came to its day: from which node, and by what."""

    before: int
    by: By


def circle(came: dict[int, Hop]) -> list[Hop]:
    """The hops of a circle in their order, each from where the last one led; empty: none."""
    for start in came:
        seen: list[int] = []
        node = start
        while node in came and node not in seen:
            seen.append(node)
            node = came[node].before
        if node in seen:
            return [came[at] for at in reversed(seen[seen.index(node) :])]
    return []


def gaining(network: Network, hops: Sequence[Hop]) -> Flags:
    """In which trials a circle leads to a later day on every turn, wherever it begins.

    Counted once in calendar and once in working days, as
    :func:`earlyhelp.network.solve.gains_every_turn` does.
    """
    days = working = np.zeros(1, dtype=np.int32)
    for before, by in hops:
        more, more_working = _fewest(network, before, by)
        days, working = days + more, working + more_working
    return (days > 0) | (working > 0)


def _fewest(network: Network, before: int, by: By) -> tuple[Days, Days]:
    """As many calendar and working days as a hop takes in each trial, at the least."""
    calendar, is_working = network.calendar, bool(network.working[before])
    if isinstance(by, Drawn):
        return by.fewest(
            lambda lag: lag.fewest_days(calendar),
            lambda lag: lag.fewest_working_days(from_working_day=is_working),
        )
    link = network.links[by.edge]
    if link.kind is LinkKind.AT_LEAST:
        days = link.lag.fewest_days(calendar)
        working = link.lag.fewest_working_days(from_working_day=is_working)
    else:
        days, working = -link.lag.most_days(calendar), -link.lag.most_working_days()
    return np.array([days], dtype=np.int32), np.array([working], dtype=np.int32)
