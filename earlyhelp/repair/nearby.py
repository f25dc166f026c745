"""Which days cost the least and keep limits, without looking at all days up to the calendar's end?

Where nothing bounds what a limit counts (:mod:`earlyhelp.repair.spans`), an answer that was
found among the days nearby bounds all others: one that costs no more moves no stated day
further than that cost pays for. So what is stated, and all that has to come before it, has
a last day after all. The question with these last days has the same best answers; where
they lie among the days that were looked at, the answer that was found is one of them.

What still has no last day has none stated, nor has anything that comes after it: it costs
nothing, wherever it is. Where the rest alone, with all such out of its way, costs no less
than the answer that was found, that is a best one too.

Where it counts first how few milestones are touched, any number of days may pay for one
fewer, and no cost bounds the days. Then a second question bounds the number: the days nearby
alone, where of a counted milestone that could fall after all of them the last day stands for
all later ones, and no limit counts it there. Let u be the schedule of these last days. Of any
schedule x that keeps the limits the earlier of x and u, milestone by milestone, is a schedule.
What lies before u in it lies where it does in x, so that no more are counted anywhere; and it
touches no milestone that x leaves alone, as u is nowhere before a best day
(:mod:`earlyhelp.repair.windows`). So no days at all touch fewer than the best answer to that
question. Where the answer that was found touches no more, one that is better costs less, and
the cost bounds the days as above; else it is said how few it could be.
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
    asked = _Asked(question, limits, fewest)
    whole = spans(question, found, limits)
    near = _near(question, found, whole, limits)
    if near == whole:
        return asked.searched(found, whole, effort)
    first = asked.searched(found, near, effort / 2)
    if first.outcome is Outcome.NONE:
        return asked.searched(found, whole, effort / 2)
    if not first.answer:
        return first
    touched = 0
    if fewest:
        free = asked.searched(found, near, effort / 2, whole)
        if asked.is_bounded_by(first, free):
            return Found(Outcome.LEAST, first.answer)
        touched = asked.price(free)[0] if free.outcome is Outcome.LEAST else free.bound or 0
        if touched < asked.price(first)[0]:
            return Found(Outcome.KEPT, first.answer, touched)
    return _as_far_as_it_pays(asked, near, first, touched, effort)


def _as_far_as_it_pays(
    asked: _Asked, near: Spans, first: Found, touched: int, effort: float
) -> Found:
    """The cheapest days, where the first that were found pay for all that could be better."""
    narrowed = attrs.evolve(asked, question=_narrowed(asked.question, asked.cost(first)))
    left = room(narrowed.question)
    if left is None:
        raise AssertionError("the days that were found keep the plan")
    bounded = spans(narrowed.question, left, asked.limits)
    if all(last <= near[node][1] for node, (_, last) in bounded.items()):
        return first
    if still := _open(asked.question, bounded):
        others = {node: span for node, span in bounded.items() if node not in still}
        least = narrowed.searched(left, others, effort / 2)
        if asked.is_bounded_by(first, least):
            return Found(Outcome.LEAST, first.answer)
        if asked.fewest:
            return Found(Outcome.KEPT, first.answer, touched)
    second = narrowed.searched(left, bounded, effort / 2)
    if second.answer and asked.price(second) <= asked.price(first):
        return second
    return Found(Outcome.KEPT, first.answer, max(second.bound or 0, touched))


@attrs.frozen
class _Asked:
    """What is looked for, wherever it is."""

    question: Question
    limits: Sequence[Counted]
    fewest: bool

    def searched(
        self, there: Room, looked_at: Spans, effort: float, whole: Spans | None = None
    ) -> Found:
        """The cheapest days in these spans; with `whole`, those cut off stand for what follows."""
        windows = _windows(self.question, there, looked_at)
        limits = [_without(limit, self.question, looked_at) for limit in self.limits]
        away = [node for node, (_, last) in (whole or {}).items() if windows.last[node] < last]
        fewest = self.fewest
        return search(self.question, windows, limits, fewest=fewest, effort=effort, away=away)

    def cost(self, found: Found) -> int:
        """What an answer costs."""
        return sum(self._costs(found))

    def price(self, found: Found) -> tuple[int, int]:
        """By what answers are compared: the cost, and how many milestones it touches.

        With `fewest` the other way round.
        """
        costs = self._costs(found)
        touched = sum(map(bool, costs))
        return (touched, sum(costs)) if self.fewest else (sum(costs), touched)

    def _costs(self, found: Found) -> list[int]:
        return [
            sum(wish.cost(found.answer[node]) for wish in wishes)
            for node, wishes in self.question.wishes.items()
        ]

    def is_bounded_by(self, found: Found, bound: Found) -> bool:
        """Whether a question that asks for less has no better answer either."""
        return bound.outcome is Outcome.LEAST and self.price(bound) == self.price(found)


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
        # nowhere before what it likes best, whatever is nearby
        node: (
            low,
            max(found.best.get(node, (low,))[0], min(high, question.on_or_before(node, end))),
        )
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
