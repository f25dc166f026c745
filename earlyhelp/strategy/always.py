"""Can the plan be met whatever others decide: yes, no with its lines, or not known?"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

import attrs

from earlyhelp.findings import Place
from earlyhelp.model import Link, LinkKind, Plan, Stated
from earlyhelp.model.uncertain import Uncertain
from earlyhelp.network.conflicts import LONGEST_REDUCED
from earlyhelp.network.lines import AS_AT, lower_line, plan_of, upper_line
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.network.trace import Derivation
from earlyhelp.strategy.decided import Decided, decided, decided_twice, overdue
from earlyhelp.strategy.question import MOST_STEPS, Question, TooManyStepsError
from earlyhelp.strategy.reasons import Reason, reasons

#: The same for a part of a plan; what is not known by then counts as kept.
STEPS_OF_A_PART: Final = 5_000


class Verdict(enum.Enum):
    """The answer in a word."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


@attrs.frozen(kw_only=True)
class Always:
    """The answer, for the lengths that it is about."""

    verdict: Verdict
    lengths: tuple[Uncertain, ...]
    #: where it is no: a question of few lines of the plan that nobody can meet
    refuted: Refuted | None = None
    #: where it is not known: the two lines that decide one day, if that is why
    twice: tuple[Uncertain, Uncertain] | None = None
    #: where it is not known: lengths that should have ended by now, and have to by some day
    late: tuple[Uncertain, ...] = ()


@attrs.frozen(kw_only=True)
class Refuted:
    """Lines of a plan that no strategy keeps, and how that comes about."""

    schedule: Schedule  #: of these lines alone
    question: Question
    reason: Reason  #: why a milestone comes after its last day
    lines: frozenset[Place]


def always(schedule: Schedule) -> Always:
    """Whether a plan that can be met can be met whatever others decide."""
    lengths = decided(schedule.network)
    said = tuple(length.said for length in lengths)
    if (twice := decided_twice(lengths)) is not None:
        return Always(verdict=Verdict.NOT_KNOWN, lengths=said, twice=twice)
    try:
        refuted = _refuted(schedule, lengths)
        if refuted is not None:
            return Always(verdict=Verdict.NO, lengths=said, refuted=_reduced(refuted))
        is_sure = _is_sure(schedule, lengths)
    except TooManyStepsError:
        is_sure = False
    if late := _late(schedule):
        return Always(verdict=Verdict.NOT_KNOWN, lengths=said, late=late)
    return Always(verdict=Verdict.YES if is_sure else Verdict.NOT_KNOWN, lengths=said)


def _late(schedule: Schedule) -> tuple[Uncertain, ...]:
    """What should have ended by the as-at day, whose end something still limits.

    Others have taken longer than they said, and nothing says how much longer. Where nothing
    limits the end, any time will do.
    """
    return tuple(
        said for said in overdue(schedule.network) if schedule.last_day(said.then) is not None
    )


def is_refuted(plan: Plan, lines: AbstractSet[Place], as_at: date | None) -> bool:
    """Whether no strategy keeps these lines of the plan, by themselves."""
    return _refuted_by(plan, lines, as_at) is not None


def _is_sure(schedule: Schedule, lengths: tuple[Decided, ...]) -> bool:
    strict = Question(schedule.network, lengths, *schedule.bounds, is_strict=True)
    return not any(strict.circle) or strict.failure() is None


def _refuted(
    schedule: Schedule, lengths: tuple[Decided, ...], most_steps: int = MOST_STEPS
) -> Refuted | None:
    question = Question(schedule.network, lengths, *schedule.bounds, most_steps=most_steps)
    reason = question.failure()
    if reason is None:
        return None
    lines = frozenset(_lines(schedule, question, reason))
    return Refuted(schedule=schedule, question=question, reason=reason, lines=lines)


def _refuted_by(plan: Plan, lines: AbstractSet[Place], as_at: date | None) -> Refuted | None:
    schedule = solve_plan(*plan_of(plan, lines, as_at))
    lengths = decided(schedule.network)
    if not schedule.feasible or decided_twice(lengths) is not None:
        return None
    try:
        return _refuted(schedule, lengths, STEPS_OF_A_PART)
    except TooManyStepsError:
        return None


def _reduced(refuted: Refuted) -> Refuted:
    """With only those lines that it needs: each is left out in turn, as for EH201."""
    plan, as_at = refuted.schedule.plan, refuted.schedule.as_at
    kept = refuted.lines
    if len(kept) > LONGEST_REDUCED or not is_refuted(plan, kept, as_at):
        return refuted
    plan, _ = plan_of(plan, kept, as_at)
    before: frozenset[Place] = frozenset()
    while kept != before:  # again: facts are refuted otherwise without the as-at day
        before = kept
        for line in sorted(kept):
            if is_refuted(plan, kept - {line}, as_at):
                kept -= {line}
    smaller = _refuted_by(plan, kept, as_at)
    return refuted if smaller is None else attrs.evolve(smaller, lines=kept)


def _lines(schedule: Schedule, question: Question, reason: Reason) -> Iterator[Place]:
    """The lines that a failure may rest on, and maybe some more."""
    yield AS_AT
    yield from _lines_of(schedule, reason)
    for broken in question.breaks.values():
        yield from _lines_of(schedule, broken) if broken is not None else ()
    node, limit = reason.node, question.limited.get(reason.node)
    while limit is not None:
        yield from _line(schedule, limit.by)
        node, limit = limit.to, limit.then
    yield from _own_lines(schedule, schedule.latest_derivation(schedule.network.names[node]))


def _lines_of(schedule: Schedule, reason: Reason) -> Iterator[Place]:
    for item in reasons(reason):
        if item.by is not None:
            yield from _line(schedule, item.by)
        elif item.before is None:
            name = schedule.network.names[item.node]
            yield from _own_lines(schedule, schedule.earliest_derivation(name))


def _line(schedule: Schedule, by: int | Decided) -> Iterator[Place]:
    if isinstance(by, int):
        yield schedule.network.links[by].place
        return
    start = schedule.plan[by.said.first]
    yield by.said.line.place
    for link in schedule.plan.links:
        is_least = link.kind is LinkKind.AT_LEAST and link.lag == by.said.shortest
        if is_least and (link.first, link.then) == (by.said.first, by.said.then):
            yield link.place
    for fact in (start.done, start.on):
        if fact is not None:
            yield fact.place


def _own_lines(schedule: Schedule, derivation: Derivation | None) -> Iterator[Place]:
    """The lines of an earliest or latest day, with what it begins with."""
    if derivation is None:
        return
    network, path = schedule.network, derivation.path()
    for step in path[1:]:
        yield network.links[step.edge].place
    lines: tuple[Stated | Link | None, ...] = (
        lower_line(network, path[0].node),
        upper_line(network, path[0].node),
    )
    for line in lines:
        if line is not None:
            yield line.place
        if isinstance(line, Link):
            fact = schedule.plan[line.first].done or schedule.plan[line.first].on
            yield from () if fact is None else (fact.place,)
