"""Which days cost the least and keep limits, without looking at all days up to the calendar's end?

Where nothing bounds what a limit counts (:mod:`earlyhelp.repair.spans`), an answer that was
found among the days nearby bounds all others: one that costs no more moves no stated day
further than that cost pays for. So what is stated, and all that has to come before it, has
a last day after all. The question with these last days has the same best answers; where
they lie among the days that were looked at, the answer that was found is one of them.
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
from earlyhelp.repair.windows import Room, Spans, Windows, raised, room, windows_in

#: So many times as many periods as what is counted would fill are nearby …
TIMES: Final = 2
#: … and so many more.
MORE: Final = 2


def cheapest_within(
    question: Question, found: Room, limits: Sequence[Counted], *, fewest: bool, effort: float
) -> Found:
    """The cheapest days that keep `limits`, and how sure that is.

    What `effort` is, and what is raised: :func:`~earlyhelp.repair.capacity.search`, which
    is asked twice at most, and then with half of it each time.
    """

    def searched(asked: Question, there: Room, looked_at: Spans, effort: float) -> Found:
        windows = _windows(asked, there, looked_at)
        return search(asked, windows, limits, fewest=fewest, effort=effort)

    whole = spans(question, found, limits)
    near = _near(question, found, whole, limits)
    if fewest or near == whole:  # to touch one milestone fewer may take any number of days
        return searched(question, found, whole, effort)
    first = searched(question, found, near, effort / 2)
    if first.outcome is Outcome.NONE:
        return searched(question, found, whole, effort / 2)
    if not first.answer:
        return first
    narrowed = _narrowed(question, first.answer)
    left = room(narrowed)
    if left is None:
        raise AssertionError("the days that were found keep the plan")
    bounded = spans(narrowed, left, limits)
    if all(last <= near[node][1] for node, (_, last) in bounded.items()):
        return first
    second = searched(narrowed, left, bounded, effort / 2)
    if second.answer and _cost(question, second.answer) <= _cost(question, first.answer):
        return second
    return Found(Outcome.KEPT, first.answer, second.bound or 0)


def _cost(question: Question, answer: Sequence[int]) -> int:
    every = ((answer[node], wishes) for node, wishes in question.wishes.items())
    return sum(wish.cost(day) for day, wishes in every for wish in wishes)


def _windows(question: Question, found: Room, looked_at: Spans) -> Windows:
    windows = windows_in(question, found, looked_at)
    if windows is None:
        raise AssertionError("the spans of what is counted leave the room that there is")
    return windows


def _near(question: Question, found: Room, whole: Spans, limits: Sequence[Counted]) -> Spans:
    """The same spans; where one goes to the calendar's end, none later than so many periods."""
    if all(high < question.on_or_before(node, LAST) for node, (_, high) in whole.items()):
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


def _narrowed(question: Question, answer: Sequence[int]) -> Question:
    """The question in which no stated day moves later than all of an answer costs."""
    network = question.network
    cost = _cost(question, answer)
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
