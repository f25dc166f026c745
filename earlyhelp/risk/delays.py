"""In which trials does one more day of delay of a milestone delay the target?

Backwards from the target's own day: the last day of each milestone with which the target
keeps it. The least days and these are the two ends of a lattice, as in
:mod:`earlyhelp.network.solve`, so the answer is what delaying the milestone and going
through the whole trial again would give.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from earlyhelp.dates.days import BEYOND
from earlyhelp.network.build import Segment
from earlyhelp.risk.counting import Days, Flags
from earlyhelp.risk.trials import Trials


def delaying(trials: Trials, target: int) -> dict[int, Flags]:
    """For each node that leads to `target`: in which trials a day more of it delays it.

    A day more is the next calendar day, or the next working day where only these are allowed.
    """
    found = {}
    for node, last in _last_days(trials, target).items():
        if not trials.network.settled[node]:
            delayed = trials.allowed(node, trials.days[node] + 1)
            found[node] = np.asarray(delayed > last)
    return found


def _last_days(trials: Trials, target: int) -> dict[int, Days]:
    """The last day of each node that leads to `target` with which it keeps its own."""
    last = {target: trials.days[target]}
    for segment in reversed(trials.network.segments):
        is_moving = True
        while is_moving:
            is_moving = False
            for node in range(segment.end - 1, segment.start - 1, -1):
                if node in last:
                    is_moving |= _limit(trials, segment, node, last)
            is_moving &= segment.is_cyclic
    return last


def _limit(trials: Trials, segment: Segment, node: int, last: dict[int, Days]) -> bool:
    """Limit what leads to a node; whether a node of the same segment got an earlier last day."""
    is_moving = False
    for to, limit in _limits(trials, node, last[node]):
        before = last.get(to)
        if before is not None and not np.any(limit < before):
            continue
        last[to] = limit if before is None else np.minimum(before, limit)
        is_moving |= to >= segment.start
    return is_moving


def _limits(trials: Trials, node: int, last: Days) -> Iterator[tuple[int, Days]]:
    network, counting = trials.network, trials.counting
    for arc in network.capping[node]:
        lag = network.links[arc.edge].lag
        if not trials.is_most(arc):
            limit = counting.no_later(lag, last)
        else:
            # beyond its own pin or deadline it is not delayed any more, so that limits nothing
            is_free = last >= network.upper[node]
            if (idle := trials.idle.get(arc.edge)) is not None:
                is_free = is_free | idle
            limit = np.where(is_free, BEYOND, counting.after(lag, last)).astype(np.int32)
        yield arc.to, trials.allowed_before(arc.to, limit)
    for to, drawn in trials.arriving.get(node, ()):
        yield to, trials.allowed_before(to, drawn.latest_from(counting, last))
