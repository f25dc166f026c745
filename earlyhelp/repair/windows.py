"""Between which days does a best answer lie?

The schedules that keep a network are closed under taking the earlier, and the later, of
two (:mod:`earlyhelp.network.solve`). Let u be the least of them in which nothing lies
before the day it would like best, as far as the network allows it that day. Take any
schedule and, milestone by milestone, the earlier of its day and that of u: that is a
schedule too, and where it differs from the first it lies between a best day and a worse
one, so that it costs no more. So some best answer lies nowhere after u, and by the same
argument nowhere before the greatest schedule in which nothing lies after its best day.

What no chain of links ties to anything in the way has a window of one day and drops out:
nothing else has to be shown for looking at the rest alone.

Where something else than links and costs decides on the days of a few, as limits do, these
*free* ones keep the span that they are given. Both arguments hold as they are, because u is
nowhere before the last day of a span, so that the earlier of the two days is that of the
schedule; and as much the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.network.solve import earliest
from earlyhelp.repair.question import Question, Wishes


class Windows(NamedTuple):
    """For each node the first and the last day that have to be looked at, both inclusive."""

    first: list[int]
    last: list[int]


class Room(NamedTuple):
    """For each node the first and the last day of any schedule, and the days it likes best."""

    lowest: list[int]
    highest: list[int]
    best: Mapping[int, tuple[int, int]]  #: of the nodes with days that may move; in the room


#: The free nodes, each with the first and the last day of its span.
Spans = Mapping[int, tuple[int, int]]


def windows(question: Question) -> Windows | None:
    """The windows of all nodes; ``None`` where no day that may move is in the way alone."""
    found = room(question)
    return None if found is None else windows_in(question, found, {})


def room(question: Question) -> Room | None:
    """The room that there is; ``None`` where no schedule keeps the network."""
    network = question.network
    if network.cycles or earliest(network) is None:
        return None
    lowest = raised(question, [question.on_or_after(*item) for item in enumerate(network.lower)])
    if lowest is None:
        return None
    highest = lowered(question, [min(day, LAST) for day in network.upper])
    if highest is None:
        return None
    best = {}
    for node, wishes in question.wishes.items():
        low, high = best_days(question, node, wishes)
        best[node] = (
            max(lowest[node], min(low, highest[node])),
            min(highest[node], max(high, lowest[node])),
        )
    return Room(lowest, highest, best)


def windows_in(question: Question, found: Room, spans: Spans) -> Windows | None:
    """The windows of all nodes, where those of `spans` are free.

    ``None`` only where a span leaves the room that there is, or the calendar.
    """
    up, down = list(found.lowest), list(found.highest)
    for node, (low, high) in found.best.items():
        up[node], down[node] = low, high
    for node, (low, high) in spans.items():
        up[node], down[node] = high, low
    last, first = raised(question, up), lowered(question, down)
    if last is None or first is None:
        return None
    return Windows([*map(min, first, last)], last)


def best_days(question: Question, node: int, wishes: Wishes) -> tuple[int, int]:
    """The first and the last of the allowed days that cost a node the least."""
    ends = sorted({day for wish in wishes for day in (wish.low, wish.high)})
    costs = [sum(wish.cost(day) for wish in wishes) for day in ends]
    best = [day for day, cost in zip(ends, costs, strict=True) if cost == min(costs)]
    low, high = question.on_or_after(node, best[0]), question.on_or_before(node, best[-1])
    if low <= high:
        return low, high
    # no allowed day among the best: those on either side, where there are any
    near = [day for day in (high, low) if FIRST <= day <= LAST]
    price = {day: sum(wish.cost(day) for wish in wishes) for day in near}
    least = [day for day in near if price[day] == min(price.values())]
    return least[0], least[-1]


def raised(question: Question, bounds: list[int]) -> list[int] | None:
    """The least schedule that is nowhere before `bounds`; ``None`` where there is none."""
    network = question.network
    upper, settled = network.upper, network.settled
    for node, day in enumerate(bounds):
        bounds[node] = day if settled[node] else question.on_or_after(node, day)
        if bounds[node] > min(upper[node], LAST) and not settled[node]:
            return None
    changed = bytearray(b"\1") * len(bounds)
    place = 0
    while (place := changed.find(1, place)) >= 0 or (place := changed.find(1)) >= 0:
        changed[place] = 0
        day = bounds[place]
        for to, shift, step, _ in network.raising[place]:
            moved = day + shift if step is None else step(day)
            if moved <= bounds[to]:
                continue
            moved = question.on_or_after(to, moved)
            if moved > min(upper[to], LAST):
                return None
            bounds[to] = moved
            changed[to] = 1
    return bounds


def lowered(question: Question, bounds: list[int]) -> list[int] | None:
    """The greatest schedule that is nowhere after `bounds`; ``None`` where there is none."""
    network = question.network
    lower, settled = network.lower, network.settled
    for node, day in enumerate(bounds):
        bounds[node] = day if settled[node] else question.on_or_before(node, day)
        if bounds[node] < lower[node] and not settled[node]:
            return None
    changed = bytearray(b"\1") * len(bounds)
    place = len(bounds)
    while (place := changed.rfind(1, 0, place)) >= 0 or (place := changed.rfind(1)) >= 0:
        changed[place] = 0
        day = bounds[place]
        for to, shift, step, _ in network.capping[place]:
            moved = day + shift if step is None else step(day)
            if moved >= bounds[to]:
                continue
            moved = question.on_or_before(to, moved)
            if moved < lower[to]:
                return None
            bounds[to] = moved
            changed[to] = 1
    return bounds
