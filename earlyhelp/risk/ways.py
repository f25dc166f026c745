"""From which day on does one milestone let another fall, in every trial at once?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from earlyhelp.model import LinkKind
from earlyhelp.network.build import Arc, Network
from earlyhelp.risk.counting import IN_WORKING_DAYS, Counting, Days
from earlyhelp.risk.draws import Drawn

#: What moves a milestone: an arc of the network, or a length as it was drawn.
By = Arc | Drawn


class Way(NamedTuple):
    """How the day of one node asks for that of another."""

    to: int
    by: By
    most: int | None  #: the edge of a maximum lag; ``None``: it is none
    #: the first day that `to` may have, for the day of the node that it is asked from
    first_day: Callable[[Days], Days]


def ways(
    network: Network, counting: Counting, node: int, leaving: Iterable[tuple[int, Drawn]]
) -> list[Way]:
    """All that is asked from a node, by the network and by the lengths that begin there."""
    found = []
    for arc in network.raising[node]:
        is_most = network.links[arc.edge].kind is LinkKind.AT_MOST
        first_day = _by_arc(network, counting, node, arc)
        found.append(Way(arc.to, arc, arc.edge if is_most else None, first_day))
    for to, drawn in leaving:
        first_day = _by_length(counting, drawn, works=bool(network.working[to]))
        found.append(Way(to, drawn, None, first_day))
    return found


def is_plain(network: Network, node: int, arc: Arc) -> bool:
    """Whether an arc hands on the very day: a lag of nothing, and no day that is not allowed."""
    is_allowed = network.working[node] or not network.working[arc.to]
    return arc.step is None and not arc.shift and bool(is_allowed)


def _by_arc(network: Network, counting: Counting, node: int, arc: Arc) -> Callable[[Days], Days]:
    if is_plain(network, node, arc):
        return lambda day: day
    link, works = network.links[arc.edge], bool(network.working[arc.to])
    is_most = link.kind is LinkKind.AT_MOST
    table = counting.first_days(link.lag, is_most=is_most, works=works)
    return lambda day: table.take(day, mode="clip")


def _by_length(counting: Counting, drawn: Drawn, *, works: bool) -> Callable[[Days], Days]:
    # working days end on one; if they are none, the shortest is none, which is an arc too
    if not works or drawn.unit in IN_WORKING_DAYS:
        return lambda day: drawn.later(counting, day)
    return lambda day: counting.on_or_after(drawn.later(counting, day))
