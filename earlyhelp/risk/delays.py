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
from earlyhelp.model import LinkKind
from earlyhelp.risk.counting import Days, Flags
from earlyhelp.risk.draws import narrowed
from earlyhelp.risk.trials import Trials
from earlyhelp.risk.ways import is_plain


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
        changed = bytearray(node in last for node in range(segment.start, segment.end))
        place = len(changed)
        while (place := changed.rfind(1, 0, place)) >= 0 or (place := changed.rfind(1)) >= 0:
            changed[place] = 0
            for to in _limit(trials, segment.start + place, last):
                if to >= segment.start:
                    changed[to - segment.start] = 1
    return last


def _limit(trials: Trials, node: int, last: dict[int, Days]) -> Iterator[int]:
    """Limit what leads to a node, and say which of these got an earlier last day."""
    for to, limit in _limits(trials, node, last[node]):
        before = last.get(to)
        if before is None:
            last[to] = limit
        elif (limit < before).any():
            last[to] = np.minimum(before, limit)
        else:
            continue
        yield to


def _limits(trials: Trials, node: int, last: Days) -> Iterator[tuple[int, Days]]:
    network, counting = trials.network, trials.counting
    if network.settled[node]:
        return  # it is not delayed, whatever its own last day
    for arc in network.capping[node]:
        to, link = arc.to, network.links[arc.edge]
        if link.kind is LinkKind.AT_MOST:
            # beyond its own pin or deadline it is not delayed any more, so that limits nothing
            is_free = last >= network.upper[node]
            if (idle := trials.idle.get(arc.edge)) is not None:
                is_free = is_free | idle
            limit = np.where(is_free, BEYOND, counting.after(link.lag, last))
            yield to, trials.allowed_before(to, narrowed(limit))
        elif is_plain(network, node, arc):
            yield to, last
        else:
            yield to, trials.allowed_before(to, counting.no_later(link.lag, last))
    for to, drawn in trials.arriving.get(node, ()):
        yield to, trials.allowed_before(to, drawn.latest_from(counting, last))
