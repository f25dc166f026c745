"""Which line leaves a day that moves nowhere nearer to where it was stated?

In a cheapest answer, moving one milestone a day back towards its stated day alone would
break something: else that would be cheaper. What it would break is the reason: a link, a
bound, or a limit whose nearer period is full.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from earlyhelp.dates import days, words
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.findings import Step
from earlyhelp.model import Stated
from earlyhelp.model.limits import Counted, begins, in_words, period
from earlyhelp.network.build import Arc
from earlyhelp.network.proof import bound_steps
from earlyhelp.network.trace import OWN, Derivation
from earlyhelp.repair.question import BY, Question, Wish
from earlyhelp.repair.windows import lowered, raised


def reasons(
    question: Question,
    answer: Sequence[int],
    moved: Collection[int],
    limits: Sequence[Counted] = (),
) -> dict[int, Step]:
    """For each node that moved, the line that it would break any nearer to its stated day.

    Whatever a limit counts is taken to stay where the answer has it.
    """
    if not moved:
        return {}
    low, high = _bounds(question, answer, limits)
    later = {node for node in moved if _main(question, answer, node).moved(answer[node]) > 0}
    rows = {node: _rows(question, node) for node in later}
    pushed = _arrivals(question, later.union(*rows.values()), low, rising=True)
    pulled = _arrivals(question, set(moved) - later, high, rising=False)

    def reason(node: int, *, rising: bool) -> Step | None:
        came = (pushed if rising else pulled).get(node)
        return _reason(question, node, answer[node], came, rising=rising) or _full(
            question, node, answer, limits, rising=rising
        )

    return {
        # a row of a line may itself move earlier, and yet be what pushes the line
        node: reason(
            _held_by(node, answer[node], pushed) if rows.get(node) else node, rising=node in later
        )
        or _odd(question, node, answer[node])
        for node in moved
    }


def _held_by(node: int, day: int, arrivals: Mapping[int, Derivation]) -> int:
    """Of a deadline that many rows share: the row that needs so much time, if one does."""
    came = arrivals.get(node)
    if came is None or came.before is None or came.day != day:
        return node
    return came.before.node


def _rows(question: Question, node: int) -> set[int]:
    """The milestones whose deadline one line is; none where a node is a milestone itself."""
    names = question.shared.get(question.network.names[node], ())
    return {question.network.number[name] for name in names}


def _bounds(
    question: Question, answer: Sequence[int], limits: Sequence[Counted]
) -> tuple[list[int], list[int]]:
    """The earliest and the latest days, once every stated day is where the answer has it."""
    network = question.network
    counted = {network.number[name] for limit in limits for name in limit.milestones}
    low, high = list(network.lower), [min(day, LAST) for day in network.upper]
    for node, wishes in question.wishes.items():
        for wish in wishes:
            has_moved = wish.moved(answer[node]) != 0
            if wish.field != BY:
                low[node] = max(low[node], answer[node] if has_moved else wish.low)
            high[node] = min(high[node], answer[node] if has_moved else wish.high)
    for node in counted:
        if not network.settled[node]:
            low[node] = high[node] = answer[node]
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
) -> Step | None:
    """A link, a bound of the milestone's own, or a deadline; ``None`` where it is none of them."""
    network = question.network
    if came is not None and came.day == day:
        return bound_steps(network, came, rising=rising)[-1]
    own = network.lower[node] if rising else network.upper[node]
    rounds = question.on_or_after if rising else question.on_or_before
    if own <= LAST and rounds(node, own) == day:
        return bound_steps(network, Derivation(own, node, OWN, None), rising=rising)[-1]
    wishes = question.wishes.get(node, ())
    limit = next((item for item in wishes if item.field == BY), None)
    if not rising and limit is not None and question.on_or_before(node, limit.high) == day:
        return _step(question, node, day, "deadline", limit.said)
    return None


def _full(
    question: Question,
    node: int,
    answer: Sequence[int],
    limits: Sequence[Counted],
    *,
    rising: bool,
) -> Step | None:
    """The limit whose period next to a milestone's own, on the nearer side, is full."""
    network, day = question.network, answer[node]
    nearer = question.on_or_before(node, day - 1) if rising else question.on_or_after(node, day + 1)
    if not FIRST <= nearer <= LAST:
        return None
    for limit in limits:
        first = begins(days.day(nearer), limit.per)
        if network.names[node] not in limit.milestones or first == begins(days.day(day), limit.per):
            continue
        others = sum(first == _period(question, name, answer, limit) for name in limit.milestones)
        if others >= limit.count:
            full = f"{in_words(first, limit.per)} has {words.count(others, 'other')}"
            text = f"{limit.in_words}, and {full}"
            name = network.names[node]
            return Step(milestone=name, day=days.day(day), adds=None, text=text, place=limit.place)
    return None


def _period(question: Question, name: str, answer: Sequence[int], limit: Counted) -> date | None:
    node = question.network.number[name]
    if question.network.settled[node]:
        return period(question.plan[name].stated, limit.per)
    return begins(days.day(answer[node]), limit.per)


def _odd(question: Question, node: int, day: int) -> Step:
    """Nothing else holds it: its own days are no working days, or pull it two ways."""
    calendar = question.plan.calendar
    for wish in question.wishes[node]:
        said, moved = wish.said, wish.moved(day)
        nearest = said.when.last if moved > 0 else said.when.first
        closed = calendar.why_closed(nearest)
        if moved and closed is not None:
            deadline = "the deadline, " if wish.field == BY else ""
            text = f"{deadline}{words.day(nearest)} is no working day ({closed})"
            return _step(question, node, day, text, said)
    text = "no nearer day was found in the time there was"
    if len(question.wishes[node]) > 1:
        text = "any nearer to one of its own days is further from another"
    return _step(question, node, day, text, question.wishes[node][0].said)


def _step(question: Question, node: int, day: int, text: str, said: Stated) -> Step:
    name = question.network.names[node]
    return Step(
        milestone=name, day=days.day(day), adds=None, text=f"{name}, {text}", place=said.place
    )
