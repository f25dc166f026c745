"""Why no strategy keeps some lines of a plan, as sums that a person can add up by hand.

One case for each length that has to be waited for: what would follow if it took long; and
at the end the case in which everything comes about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice, pairwise
from typing import Final, cast

import attrs

from earlyhelp.dates import days, words
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.findings import Step
from earlyhelp.model import Plan, Stated
from earlyhelp.model.uncertain import Uncertain
from earlyhelp.network.conflicts import Hop
from earlyhelp.network.lines import upper_line
from earlyhelp.network.proof import hop_step, stated_words
from earlyhelp.network.trace import arrive
from earlyhelp.strategy.always import Refuted
from earlyhelp.strategy.decided import Decided
from earlyhelp.strategy.reasons import Reason, chain, reasons

#: A proof of more reasons goes round a circle until the calendar ends: nobody adds that up.
MOST_REASONS: Final = 1_000


def is_endless(refuted: Refuted) -> bool:
    """Whether a milestone would have to be put off again and again, with no end to it."""
    used = islice(reasons(refuted.reason), MOST_REASONS + 1)
    return sum(1 for _ in used) > MOST_REASONS


@attrs.frozen(kw_only=True)
class Proof:
    """Steps that end with a limit, and by how much they pass it."""

    steps: tuple[Step, ...]
    end: str  #: the milestone that comes too late
    reached: int  #: the day on which it then falls, as a day number
    limit: int  #: the last day that is allowed
    longest: tuple[Uncertain, ...]  #: the lengths that take as long as they can
    waited_for: tuple[Uncertain, ...]  #: those that something would have to wait for
    unsuited: tuple[Uncertain, ...]  #: those that may end where nothing can follow


def proof(refuted: Refuted) -> Proof:
    """The sums that refute a plan of few lines."""
    question = refuted.question
    network = refuted.schedule.network
    reason = _to_the_limit(refuted)
    limit, end = _limit(refuted, reason.node)
    by = reason.by
    if network.settled[reason.node] and isinstance(by, Decided) and reason.before is not None:
        # what has begun may end too early, and cannot begin later
        reason = reason.before
        limit, end = by.shortest(FIRST), _soonest(by)
    steps = [step for case in _cases(reason) for step in _case_steps(refuted, case)]
    reached = reason.moment // question.turns
    used = list(reasons(reason))
    return Proof(
        steps=(*steps, end),
        end=network.names[reason.node],
        reached=reached,
        limit=limit,
        longest=_named(item for item in used if item.is_longest),
        waited_for=_named(item for item in used if item.otherwise and not _is_start(item)),
        unsuited=_named(item for item in used if _is_start(item)),
    )


def length_words(said: Uncertain) -> str:
    """What a length is called: the stage, or the milestone that it ends with."""
    return said.line.owner


def who(said: Uncertain) -> str:
    """Who decides a length, in the plan's words."""
    return said.decided_by or "it"


def _is_start(reason: Reason) -> bool:
    """Whether a length is begun later, because of a day on which it could end."""
    by = reason.by
    return reason.otherwise is not None and isinstance(by, Decided) and by.start == reason.node


def _named(reasons: Iterator[Reason]) -> tuple[Uncertain, ...]:
    return tuple(dict.fromkeys(item.by.said for item in reasons if isinstance(item.by, Decided)))


def _to_the_limit(refuted: Refuted) -> Reason:
    """The reason carried on to the milestone whose own limit is passed."""
    question, reason = refuted.question, refuted.reason
    network, turns = refuted.schedule.network, question.turns
    limit = question.limited.get(reason.node)
    while limit is not None:
        to, by, limit = limit
        day = reason.moment // turns
        if isinstance(by, Decided):
            reason = Reason(by.longest(day) * turns, to, reason, by, is_longest=True)
            continue
        arc = next(arc for arc in network.raising[reason.node] if arc.edge == by)
        reason = Reason(arrive(network, arc, day, rising=True) * turns, to, reason, by)
    derivation = refuted.schedule.latest_derivation(network.names[reason.node])
    while derivation is not None and derivation.before is not None:
        edge, derivation = derivation.edge, derivation.before
        if network.settled[derivation.node]:
            break  # a maximum lag from a fact, which is a limit
        arc = next(arc for arc in network.raising[reason.node] if arc.edge == edge)
        day = arrive(network, arc, reason.moment // turns, rising=True)
        reason = Reason(day * turns, derivation.node, reason, edge)
    return reason


def _cases(reason: Reason) -> list[list[Reason]]:
    """The paths to a moment: first those of the other cases, and it itself last."""
    ends = [item for item in reasons(reason) if item.otherwise is not None]
    others = {id(item.otherwise): item.otherwise for item in reversed(ends)}
    return [[*chain(end)][::-1] for end in (*others.values(), reason) if end is not None]


def _case_steps(refuted: Refuted, path: list[Reason]) -> Iterator[Step]:
    schedule, turns = refuted.schedule, refuted.question.turns
    first = path[0]
    name = schedule.network.names[first.node]
    begin = () if first.by is not None else schedule.why_earliest(name)
    if begin:
        yield from begin
    else:
        yield _plain(name, first.moment // turns, f"suppose {name} on this day")
    for before, reason in pairwise(path):
        yield _hop(refuted, before, reason)


def _hop(refuted: Refuted, before: Reason, reason: Reason) -> Step:
    network, plan, turns = refuted.schedule.network, refuted.schedule.plan, refuted.question.turns
    start, end = before.moment // turns, reason.moment // turns
    names = network.names
    if isinstance(reason.by, int):
        hop = Hop(network.links[reason.by], names[before.node], start, names[reason.node], end)
        return hop_step(plan, hop, rising=True)
    length = cast("Decided", reason.by)  # a step has a link or a length
    said = length.said
    return Step(
        milestone=names[reason.node],
        day=_date(end),
        adds=end - start,
        text=_length_text(reason, length, names[reason.node], end - start),
        place=said.line.place,
        source=said.line.source or said.line.because,
        locked=said.line.locked,
    )


def _length_text(reason: Reason, length: Decided, name: str, added: int) -> str:
    said = length.said
    if reason.otherwise is not None:
        if reason.node == length.start:
            return (
                f"{name} on no day before, or {said.then} could fall where the rest cannot follow"
            )
        return f"{name} cannot be before it is known how long {who(said)} takes"
    if reason.node == length.start:
        return f"{name}: {said.then} may come as soon as {said.shortest} later"
    took = str(said.longest) if reason.is_longest else words.count(added, "calendar day")
    return f"{said.then}, if {who(said)} takes {took}"


def _soonest(length: Decided) -> Step:
    said = length.said
    text = f"{said.then}, if {who(said)} takes only {said.shortest} after {said.first}"
    step = _plain(said.then, length.shortest(FIRST), text)
    return attrs.evolve(step, place=said.line.place)


def _limit(refuted: Refuted, node: int) -> tuple[int, Step]:
    schedule = refuted.schedule
    name = schedule.network.names[node]
    settled = schedule.network.settled[node]
    limit = min((schedule.network.lower if settled else schedule.network.upper)[node], LAST)
    line = upper_line(schedule.network, node)
    if line is None:
        return limit, _plain(name, limit, "the calendar ends")
    text = stated_words(schedule.plan, name, line)
    if isinstance(line, Stated) and limit < line.when.high and _works(schedule.plan, name):
        text += ", the last working day before it"
    return limit, attrs.evolve(_plain(name, limit, text), place=line.place)


def _works(plan: Plan, name: str) -> bool:
    return plan.works(plan[name])


def _plain(name: str, day: int, text: str) -> Step:
    return Step(milestone=name, day=_date(day), adds=None, text=text, place=None)


def _date(day: int) -> date:
    return days.day(min(max(day, FIRST), LAST))
