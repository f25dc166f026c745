"""What would the network be if another day were typed in a line of the plan?

A line can be the day of many milestones, and a day that is moved can uncover another one that
was hidden behind it: an earlier first day, a later deadline, a maximum lag from a fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.dates import DateExpression, days, words
from earlyhelp.dates.days import FIRST
from earlyhelp.model import Milestone, Stated
from earlyhelp.network.build import NO_UPPER, Network
from earlyhelp.network.change import caps_of, with_days


def with_line(network: Network, milestone: str, line: Stated, day: int) -> tuple[Network, str]:
    """The network once a line of a milestone says `day`, and whom it speaks of besides, in words.

    A step of a workflow says the day of every row in one line.
    """
    nodes = [network.number[milestone]]
    if network.plan[milestone].is_step:
        nodes += [
            network.number[other.id]
            for other in network.plan.milestones
            if other.id != milestone
            and not network.settled[network.number[other.id]]
            and any(said.place == line.place for said in _dates(other))
        ]
    caps = caps_of(network, set(nodes))
    bounds = {}
    for node in nodes:
        low, high = _bounds(network, node, line, day)
        bounds[node] = low, min(high, caps[node][0]) if node in caps else high
    more = len(nodes) - 1
    others = f" (and {words.count(more, 'other')} by the same line)" if more else ""
    return with_days(network, bounds), others


def _bounds(network: Network, node: int, line: Stated, day: int) -> tuple[int, int]:
    """The first and the last day that a node's own dates leave once `line` says `day`."""
    said_now = _days_said(network.milestone(node), line, day)
    as_at = FIRST if network.as_at is None else network.as_at
    low = max(as_at, *(first for first, _ in said_now))
    high = min(last for _, last in said_now if last >= as_at)
    if network.working[node]:
        low = network.calendar.on_or_after(low)
        high = high if high == NO_UPPER else network.calendar.on_or_before(high)
    return low, high


def _dates(milestone: Milestone) -> Iterator[Stated]:
    """The dates of its own that bound what is still to come."""
    for said in (milestone.on, milestone.not_before, *milestone.by):
        if said is not None:
            yield said


def _days_said(milestone: Milestone, line: Stated, day: int) -> list[tuple[int, int]]:
    """The first and the last day that each of its dates leaves, once `line` says `day`."""
    found = [(FIRST, NO_UPPER), *((said.when.low, NO_UPPER) for said in milestone.nor_before)]
    for said in _dates(milestone):
        when = DateExpression.of(days.day(day)) if said.place == line.place else said.when
        if said is milestone.on:
            found.append((FIRST if when.is_deadline else when.low, when.high))
        elif said is milestone.not_before:
            found.append((when.low, NO_UPPER))
        else:
            found.append((FIRST, when.high))
    return found
