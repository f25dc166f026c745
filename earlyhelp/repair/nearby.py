"""Which days cost the least and keep limits, without looking at all days up to the calendar's end?

Where nothing bounds what a limit counts (:mod:`earlyhelp.repair.spans`), an answer that was
found among the days nearby bounds all others: one that costs no more moves no stated day
further than that cost pays for. So what is stated, and all that has to come before it, has
a last day after all. The question with these last days has the same best answers; where
they lie among the days that were looked at, the answer that was found is one of them.

What still has no last day has none stated, nor has anything that comes after it: it costs
nothing, wherever it is. Where the rest alone, with all such out of its way, costs no less
than the answer that was found, that is a best one too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import days
from earlyhelp.dates.days import LAST
from earlyhelp.model.limits import Counted, begins, next_begins
from earlyhelp.model.workflows import Per
from earlyhelp.network.change import with_days
from earlyhelp.repair.capacity import Found, Outcome, search
from earlyhelp.repair.question import Question
from earlyhelp.repair.spans import spans
from earlyhelp.repair.windows import Room, Spans, Windows, lowered, raised, room, windows_in

#: So many times as many periods as what is counted would fill are nearby …
TIMES: Final = 2
#: … and so many more.
MORE: Final = 2


def cheapest_within(
    question: Question, found: Room, limits: Sequence[Counted], *, fewest: bool, effort: float
) -> Found:
    """The cheapest days that keep `limits`, and how sure that is.

    What `effort` is, and what is raised: :func:`~earlyhelp.repair.capacity.search`, which
    is asked three times at most, and then with half of it each time.
    """

    def searched(asked: Question, there: Room, looked_at: Spans, effort: float) -> Found:
        windows = _windows(asked, there, looked_at)
        counted = [_without(limit, asked, looked_at) for limit in limits]
        return search(asked, windows, counted, fewest=fewest, effort=effort)

    whole = spans(question, found, limits)
    near = _near(question, found, whole, limits)
    if fewest or near == whole:  # to touch one milestone fewer may take any number of days
        return searched(question, found, whole, effort)
    first = searched(question, found, near, effort / 2)
    if first.outcome is Outcome.NONE:
        return searched(question, found, whole, effort / 2)
    if not first.answer:
        return first
    narrowed = _narrowed(question, _price(question, first)[0])
    left = room(narrowed)
    if left is None:
        raise AssertionError("the days that were found keep the plan")
    bounded = spans(narrowed, left, limits)
    if all(last <= near[node][1] for node, (_, last) in bounded.items()):
        return first
    if still := _open(question, bounded):
        others = {node: span for node, span in bounded.items() if node not in still}
        least = searched(narrowed, left, others, effort / 2)
        if least.outcome is Outcome.LEAST and _price(question, least) == _price(question, first):
            return Found(Outcome.LEAST, first.answer)
    second = searched(narrowed, left, bounded, effort / 2)
    if second.answer and _price(question, second) <= _price(question, first):
        return second
    return Found(Outcome.KEPT, first.answer, second.bound or 0)


def _without(limit: Counted, question: Question, looked_at: Spans) -> Counted:
    """The limit without what could still move and is not looked at."""
    network = question.network
    kept = (
        name
        for name in limit.milestones
        if network.settled[network.number[name]] or network.number[name] in looked_at
    )
    return attrs.evolve(limit, milestones=tuple(kept))


def _open(question: Question, looked_at: Spans) -> frozenset[int]:
    """The nodes of which nothing but the calendar's end bounds the span."""
    network = question.network
    ends = zip(network.upper, network.settled, strict=True)
    free = attrs.evolve(network, upper=[day if settled else LAST for day, settled in ends])
    last = lowered(attrs.evolve(question, network=free), [*free.upper])
    if last is None:
        raise AssertionError("with fewer last days there is more room")
    return frozenset(node for node, (_, high) in looked_at.items() if high >= last[node])


def _price(question: Question, found: Found) -> tuple[int, int]:
    """What an answer costs, and how many milestones it touches."""
    costs = [
        sum(wish.cost(found.answer[node]) for wish in wishes)
        for node, wishes in question.wishes.items()
    ]
    return sum(costs), sum(map(bool, costs))


def _windows(question: Question, found: Room, looked_at: Spans) -> Windows:
    windows = windows_in(question, found, looked_at)
    if windows is None:
        raise AssertionError("the spans of what is counted leave the room that there is")
    return windows


def _near(question: Question, found: Room, whole: Spans, limits: Sequence[Counted]) -> Spans:
    """The same spans; where one goes to the calendar's end, none later than so many periods."""
    if not _open(question, whole):
        return whole
    bounds = list(found.lowest)
    for node, (low, _) in found.best.items():
        bounds[node] = low
    pushed = raised(question, bounds)
    if pushed is None:
        return whole
    counted = {name for limit in limits for name in limit.milestones}
    fill = -(-len(counted) // min(limit.count for limit in limits))
    per = Per.MONTH if any(limit.per is Per.MONTH for limit in limits) else Per.WEEK
    end = _periods_after(days.day(max(pushed[node] for node in whole)), per, TIMES * fill + MORE)
    return {
        node: (low, max(low, min(high, question.on_or_before(node, end))))
        for node, (low, high) in whole.items()
    }


def _periods_after(day: date, per: Per, many: int) -> int:
    """The first day of the period so many after that of a day; the calendar's last, at most."""
    first = begins(day, per)
    for _ in range(many):
        if first >= days.LAST_DATE.replace(month=1, day=1):
            return LAST
        first = next_begins(first, per)
    return days.number(first)


def _narrowed(question: Question, cost: int) -> Question:
    """The question in which no stated day moves later than so much pays for."""
    network = question.network
    limits = {
        node: min(wish.high + cost // wish.weight for wish in wishes)
        for node, wishes in question.wishes.items()
    }
    bounds = {
        node: (network.lower[node], question.on_or_before(node, last))
        for node, last in limits.items()
        if last < min(network.upper[node], LAST)
    }
    return attrs.evolve(question, network=with_days(network, bounds))
