"""Which line leaves a day that moves nowhere nearer to where it was stated?

In a cheapest answer, moving one milestone a day back towards its stated day alone would
break something: else that would be cheaper. What it would break is the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from earlyhelp.dates import days, words
from earlyhelp.dates.days import LAST
from earlyhelp.findings import Step
from earlyhelp.network.build import Arc
from earlyhelp.network.proof import bound_steps
from earlyhelp.network.trace import OWN, Derivation
from earlyhelp.repair.question import BY, Question, Wish
from earlyhelp.repair.windows import lowered, raised


def reasons(question: Question, answer: Sequence[int], moved: Collection[int]) -> dict[int, Step]:
    """For each node that moved, the line that it would break any nearer to its stated day."""
    if not moved:
        return {}
    low, high = _bounds(question, answer)
    later = {node for node in moved if _main(question, answer, node).moved(answer[node]) > 0}
    pushed = _arrivals(question, later, low, rising=True)
    pulled = _arrivals(question, set(moved) - later, high, rising=False)
    return {
        node: _reason(
            question,
            node,
            answer[node],
            (pushed if node in later else pulled).get(node),
            rising=node in later,
        )
        for node in moved
    }


def _bounds(question: Question, answer: Sequence[int]) -> tuple[list[int], list[int]]:
    """The earliest and the latest days, once every stated day is where the answer has it."""
    network = question.network
    low, high = list(network.lower), [min(day, LAST) for day in network.upper]
    for node, wishes in question.wishes.items():
        for wish in wishes:
            has_moved = wish.moved(answer[node]) != 0
            if wish.field != BY:
                low[node] = max(low[node], answer[node] if has_moved else wish.low)
            high[node] = min(high[node], answer[node] if has_moved else wish.high)
    return raised(question, low) or low, lowered(question, high) or high


def _main(question: Question, answer: Sequence[int], node: int) -> Wish:
    """The stated day that moves furthest by weight, among those of a milestone."""
    return max(question.wishes[node], key=lambda wish: wish.cost(answer[node]))


def _arrivals(
    question: Question, nodes: set[int], bounds: Sequence[int], *, rising: bool
) -> dict[int, Derivation]:
    """What the others make of these nodes: the tightest bound that reaches each, and its link."""
    network = question.network
    found: dict[int, Derivation] = {}
    for node, arcs in enumerate(network.raising if rising else network.capping):
        for arc in arcs:
            if arc.to not in nodes:
                continue
            day = _arrive(question, arc, bounds[node], rising=rising)
            known = found.get(arc.to)
            if known is None or (day > known.day if rising else day < known.day):
                before = Derivation(bounds[node], node, OWN, None)
                found[arc.to] = Derivation(day, arc.to, arc.edge, before)
    return found


def _arrive(question: Question, arc: Arc, day: int, *, rising: bool) -> int:
    moved = day + arc.shift if arc.step is None else arc.step(day)
    return (question.on_or_after if rising else question.on_or_before)(arc.to, moved)


def _reason(
    question: Question, node: int, day: int, came: Derivation | None, *, rising: bool
) -> Step:
    network = question.network
    if came is not None and came.day == day:
        return bound_steps(network, came, rising=rising)[-1]
    own = network.lower[node] if rising else network.upper[node]
    rounds = question.on_or_after if rising else question.on_or_before
    if own <= LAST and rounds(node, own) == day:
        return bound_steps(network, Derivation(own, node, OWN, None), rising=rising)[-1]
    name = network.names[node]
    wish = question.wishes[node][0]
    limit = next((item for item in question.wishes[node] if item.field == BY), None)
    if not rising and limit is not None and question.on_or_before(node, limit.high) == day:
        text, place = f"{name}, deadline", limit.said.place
    else:
        closed = question.plan.calendar.why_closed(wish.said.when.first)
        text = f"{name}, {words.day(wish.said.when.first)} is no working day ({closed})"
        place = wish.said.place
    return Step(milestone=name, day=days.day(day), adds=None, text=text, place=place)
