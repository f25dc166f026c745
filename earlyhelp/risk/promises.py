"""In which trials is each day and each limit of the plan kept?"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from earlyhelp.model import Link, LinkKind, Stated
from earlyhelp.risk.counting import Flags
from earlyhelp.risk.trials import Trials


@attrs.frozen(kw_only=True, eq=False)
class Promise:
    """A pinned day, a deadline or a maximum lag, and in which trials it is kept."""

    milestone: str
    said: Stated | Link  #: where the plan says so
    kept: Flags


def promises(trials: Trials) -> Iterator[Promise]:
    """Every pinned day, deadline and maximum lag that is still to come, in plan order.

    What had gone by on the as-at day is left out: that is overdue, and no matter of chance.
    """
    network = trials.network
    as_at = -1 if network.as_at is None else network.as_at
    for milestone in network.plan.milestones:
        node = network.number[milestone.id]
        if network.settled[node]:
            continue
        limits = [] if milestone.on is None else [milestone.on]
        limits += [limit for limit in milestone.by if limit.when.high >= as_at]
        for said in limits:
            kept = trials.days[node] <= said.when.high
            yield Promise(milestone=milestone.id, said=said, kept=kept)
    for link in network.links:
        if link.kind is LinkKind.AT_MOST:
            yield Promise(milestone=link.then, said=link, kept=_is_kept(trials, link))


def _is_kept(trials: Trials, link: Link) -> Flags:
    """In which trials a maximum lag is kept.

    The longest of an uncertain length is reached by chance, maybe on a day that is none of
    its milestone's: then the next that is still keeps it.
    """
    network = trials.network
    first, then = network.number[link.first], network.number[link.then]
    day = trials.days[first]
    if network.settled[first]:  # a settled period's two ends are turned round
        day = day * 0 + network.upper[first]
    limit = trials.counting.after(link.lag, day)
    if link.spread is not None:
        limit = trials.allowed(then, limit)
    return trials.days[then] <= limit
