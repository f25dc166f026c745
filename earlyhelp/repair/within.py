"""What is the smallest change of a plan's stated days that keeps its limits too?

First what needs no search: links that no days keep, or a time into which more must fall
than it has room for. Then a search among the days that can matter
(:mod:`earlyhelp.repair.spans`), which is exact, or ends without an answer and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, days
from earlyhelp.memory import no_collection
from earlyhelp.model import Plan, Stated
from earlyhelp.model.limits import Counted, begins, period
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.repair.capacity import Outcome
from earlyhelp.repair.crowds import Crowd, crowd
from earlyhelp.repair.mend import Repair, repaired, unmended, with_changes
from earlyhelp.repair.nearby import cheapest_within
from earlyhelp.repair.question import Question, ask
from earlyhelp.repair.windows import room

#: How long to search, in seconds, where nobody says.
EFFORT: Final = 20.0


@attrs.frozen(kw_only=True)
class Placed:
    """A day for a milestone that a limit counts, and that falls on no exact day of its own."""

    milestone: str
    said: Stated | None  #: what the plan says instead, if anything
    day: date


@attrs.frozen(kw_only=True)
class Within:
    """The smallest change that keeps the limits, or what is known of it."""

    limits: tuple[Counted, ...]
    outcome: Outcome
    #: the change; without one, the lines that no days keep even where nothing is limited
    repair: Repair
    placed: tuple[Placed, ...] = ()
    #: where the change is not proved the least: no other costs less than this, weighed, or
    #: touches fewer milestones if that was asked
    bound: int | None = None
    crowd: Crowd | None = None  #: why no days keep a limit, where it can be shown so


def mend_within(
    plan: Plan,
    limits: Sequence[Counted],
    as_at: date | None = None,
    *,
    keep: Collection[str] = (),
    not_before: date | None = None,
    fewest: bool = False,
    effort: float = EFFORT,
) -> Within:
    """The smallest change of the days stated in `plan` so that all of it and `limits` hold.

    A limit counts every milestone of its step: stated, without a stated day, and done; what
    is done counts in the period in which it certainly was. Smallest is what it is for
    :func:`~earlyhelp.repair.mend.mend`, as are the other arguments; but of equals it is any.
    `effort` is what :func:`~earlyhelp.repair.capacity.search` may take, and that raises
    :class:`~earlyhelp.errors.EnvironmentFailedError` without OR-Tools.
    """
    kept = tuple(limits)
    with no_collection():
        question = ask(plan, as_at, keep=keep, not_before=not_before)
        found = room(question)
        if found is None:
            return Within(limits=kept, outcome=Outcome.NONE, repair=unmended(question))
        nothing = Repair(plan=plan, as_at=question.as_at)
        crowded = crowd(Schedule(question.network), kept)
        if crowded is not None:
            return Within(limits=kept, outcome=Outcome.NONE, repair=nothing, crowd=crowded)
        best = cheapest_within(question, found, kept, fewest=fewest, effort=effort)
        if not best.answer:
            return Within(limits=kept, outcome=best.outcome, repair=nothing)
        repair = repaired(question, best.answer, kept)
        placed = _placed(question, best.answer, repair, kept)
    _prove(repair, placed, kept)
    return Within(limits=kept, outcome=best.outcome, repair=repair, placed=placed, bound=best.bound)


def _placed(
    question: Question, answer: Sequence[int], repair: Repair, limits: Sequence[Counted]
) -> tuple[Placed, ...]:
    """The counted milestones whose day is neither a fact, nor stated, nor among the changes.

    Among them is one that has to stay where nobody works: it falls on a working day beside that.
    """
    moved = {change.milestone for change in repair.changes if change.field != "by"}
    names = dict.fromkeys(name for limit in limits for name in limit.milestones)
    network = question.network
    return tuple(
        Placed(milestone=name, said=stated, day=day)
        for name in names
        if not network.settled[network.number[name]] and name not in moved
        for stated, day in [(question.plan[name].stated, days.day(answer[network.number[name]]))]
        if stated is None or not stated.when.is_exact or stated.when.first != day
    )


def _prove(repair: Repair, placed: Sequence[Placed], limits: Sequence[Counted]) -> None:
    """Solve the plan with the days once more, and count: an answer that is none is our fault."""
    plan = with_changes(repair.plan, repair.changes)
    day = {item.milestone: item.day for item in placed}
    milestones = tuple(
        attrs.evolve(
            item,
            on=Stated(DateExpression.of(day[item.id]), item.place),
            expected=None,
        )
        if item.id in day
        else item
        for item in plan.milestones
    )
    fixed = attrs.evolve(plan, milestones=milestones)
    is_kept = solve_plan(fixed, repair.as_at).feasible
    for limit in limits:
        count = Counter(
            begins(day[name], limit.per) if name in day else period(plan[name].stated, limit.per)
            for name in limit.milestones
        )
        count.pop(None, None)
        is_kept = is_kept and max(count.values(), default=0) <= limit.count
    if not is_kept:
        raise AssertionError("the days that were found do not keep the plan and its limits")
