"""In which trials can the lags of a circle not all hold, however long everything waits?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from earlyhelp.model import LinkKind
from earlyhelp.network.build import Network
from earlyhelp.risk.counting import Days, Flags
from earlyhelp.risk.draws import Drawn
from earlyhelp.risk.ways import By, Way


class Hop(NamedTuple):
    """How one node came to its day: from which node, and which way."""

    before: int
    way: Way


def circles(came: Mapping[int, Hop]) -> Iterator[list[Hop]]:
    """The hops of every circle in their order, each from where the last one led."""
    seen: set[int] = set()
    for start in came:
        path: list[int] = []
        node = start
        while node in came and node not in seen:
            seen.add(node)
            path.append(node)
            node = came[node].before
        if node in path:
            yield [came[at] for at in reversed(path[path.index(node) :])]


def gaining(network: Network, hops: Sequence[Hop]) -> Flags:
    """In which trials a circle leads to a later day on every turn, wherever it begins.

    Counted once in calendar and once in working days, as
    :func:`earlyhelp.network.solve.gains_every_turn` does.
    """
    days = working = np.zeros(1, dtype=np.int32)
    for before, way in hops:
        more, more_working = _fewest(network, before, way.by)
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
