"""How late can a milestone have to fall so that limits are kept, where nothing else says so?

A limit can push a milestone on and on, and many have no last day. It is enough to look up
to the following day for each. Let n milestones be counted, c be the smallest count of any
limit, and a *block* a period of the coarsest limit, less of a month the weeks that another
month has a part in. Take the counted milestones that nothing bounds in levels, so that
raising one raises none of its own level or of one before. For each level in turn a stretch
begins once each of its milestones has reached its best day and whatever those before, put
at the ends of their own stretches, push it to. It ends in the n / c-th block, rounded up,
in which each milestone of the level has a day on which it can stand: on the last such day.

Take any schedule that keeps the limits, of which m counted milestones fall after the ends
of their stretches. The others are n - m at most, so that n / c blocks of each stretch have
room for these m besides, with no more than c in a block; and what is no more than c in a
block keeps every limit. Let u be the least schedule with these m there, the other milestones
of a level at the ends of their stretches, and nothing before its best day. The earlier of
the schedule and u, milestone by milestone, is a schedule (:mod:`earlyhelp.repair.windows`);
it keeps the limits, costs no more, and has nothing after the end of its stretch.

Where there are no such levels, because two counted milestones are tied both ways, or where
the calendar ends before the last stretch does, a span goes to the calendar's end; how few of
its days need be looked at says :mod:`earlyhelp.repair.nearby`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from earlyhelp.dates import days
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.model.limits import Counted, begins, next_begins
from earlyhelp.model.workflows import Per
from earlyhelp.network.order import components
from earlyhelp.repair.question import Question
from earlyhelp.repair.windows import Room, Spans, raised

#: From the shortest period to the longest.
_LENGTHS: Final = (Per.WORKING_DAY, Per.WEEK, Per.MONTH)


def spans(question: Question, room: Room, limits: Sequence[Counted]) -> Spans:
    """The first and the last day, both inclusive, of each counted milestone that is no fact."""
    network = question.network
    counted = dict.fromkeys(network.number[name] for limit in limits for name in limit.milestones)
    free = [node for node in counted if not network.settled[node]]
    ends = _ends(question, room, limits, free, len(counted))
    return {node: (room.lowest[node], ends.get(node, room.highest[node])) for node in free}


def _ends(
    question: Question, room: Room, limits: Sequence[Counted], free: list[int], counted: int
) -> dict[int, int]:
    """The end of the stretch of each milestone that nothing bounds; empty: look at all days."""
    unbounded = [node for node in free if room.highest[node] == question.on_or_before(node, LAST)]
    levels = _levels(question, unbounded)
    if levels is None:
        return {}
    coarsest = max((limit.per for limit in limits), key=_LENGTHS.index)
    blocks = -(-counted // min(limit.count for limit in limits))
    bounds = list(room.lowest)
    for node, (low, _) in room.best.items():
        bounds[node] = low
    for node in set(free) - set(unbounded):
        bounds[node] = room.highest[node]
    ends: dict[int, int] = {}
    end = FIRST
    for level in levels:
        pushed = raised(question, list(bounds))
        if pushed is None:
            return {}
        begin = max(end, *(pushed[node] for node in level))
        found = _stretch(question, bounds, level, _blocks(begin, coarsest), blocks)
        if found is None:
            return {}
        ends |= found
        for node in level:
            bounds[node] = found[node]
        end = max(found.values())
    return ends


def _levels(question: Question, nodes: Sequence[int]) -> list[list[int]] | None:
    """The nodes by how many of them lie on a way of raising to one; ``None`` in a circle."""
    chosen, raising = set(nodes), question.network.raising
    before = [0] * len(raising)
    levels: dict[int, list[int]] = {}
    for knot in components([[arc.to for arc in arcs] for arcs in raising]):
        here = [node for node in knot if node in chosen]
        if len(here) > 1:
            return None
        level = max(before[node] for node in knot)
        for node in here:
            levels.setdefault(level, []).append(node)
        for node in knot:
            for arc in raising[node]:
                before[arc.to] = max(before[arc.to], level + len(here))
    return [levels[level] for level in sorted(levels)]


def _stretch(
    question: Question,
    bounds: Sequence[int],
    level: Sequence[int],
    blocks: Iterator[tuple[int, int]],
    many: int,
) -> dict[int, int] | None:
    """The last day for each of the level in so many blocks in which each has a day.

    That is a working day on which the milestone can stand: raised to it, it is not pushed
    on by what it pushes itself. ``None`` where the calendar ends before.
    """
    for first, last in blocks:
        stands: dict[int, int] = {}
        day = question.network.calendar.on_or_before(last)
        while day >= first and len(stands) < len(level):
            raising = list(bounds)
            for node in level:
                raising[node] = stands.get(node, day)
            pushed = raised(question, raising)
            if pushed is None:
                return None
            stands |= {node: day for node in level if pushed[node] == day and node not in stands}
            day = question.network.calendar.on_or_before(day - 1)
        if len(stands) == len(level):
            many -= 1
            if not many:
                return stands
    return None


def _blocks(after: int, per: Per) -> Iterator[tuple[int, int]]:
    """The first and the last day of each block after the one in which a day lies."""
    first = next_begins(begins(days.day(after), per), per)
    while True:
        start, end = _block(first, per)
        if end > days.LAST_DATE:
            return
        yield days.number(start), days.number(end)
        first = next_begins(first, per)


def _block(first: date, per: Per) -> tuple[date, date]:
    """The first and the last day of the block in the period that begins on `first`."""
    last = next_begins(first, per) - timedelta(days=1)
    if per is Per.MONTH:
        return first + timedelta(days=-first.weekday() % 7), last - timedelta(
            days=last.isoweekday() % 7
        )
    return first, last
