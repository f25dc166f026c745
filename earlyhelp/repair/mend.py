"""What is the smallest change of a plan's stated days with which it can be met?

The answer is the least there is, not a good guess: see :mod:`earlyhelp.repair.windows` for
which days have to be looked at, and :mod:`earlyhelp.repair.cut` for how they are weighed.
The plan with it is solved once more before it is offered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import attrs

from earlyhelp.dates import DateExpression, days
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.findings import Step
from earlyhelp.memory import no_collection
from earlyhelp.model import Milestone, Plan, Stated
from earlyhelp.model.limits import Counted, broken, limits
from earlyhelp.network.conflicts import circles
from earlyhelp.network.proof import circle_steps, conflict_steps
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.repair.cut import cheapest
from earlyhelp.repair.question import BY, ON, Question, Wish, ask, freed
from earlyhelp.repair.reasons import reasons
from earlyhelp.repair.windows import windows


@attrs.frozen(kw_only=True)
class Change:
    """A stated day that moves."""

    milestone: str
    #: the milestones whose deadline the same line is besides, as it is of every row of a workflow
    others: tuple[str, ...] = ()
    field: str  #: `on`, `expected` or `by`
    said: Stated  #: as it is now
    day: date  #: as it would be
    days: int  #: calendar days; negative is earlier
    cost: int  #: the same, weighed
    why: Step  #: the line that leaves it nowhere nearer

    @property
    def is_typed(self) -> bool:
        """Whether it has to be typed in the plan's files: the journal moves no deadline."""
        return self.field == BY


@attrs.frozen(kw_only=True)
class Obstacle:
    """Lines that cannot all hold, although none of them is a day that may move."""

    chain: tuple[Step, ...]
    short_by: int | None = None  #: calendar days; ``None`` for a circle of minimum lags
    short_by_working: int | None = None  #: working days


@attrs.frozen(kw_only=True)
class Repair:
    """The smallest change, or why there is none."""

    plan: Plan
    as_at: date | None
    changes: tuple[Change, ...] = ()
    #: how many stated days could have moved and do not
    staying: int = 0
    #: what is in the way of every answer; empty where there is one
    obstacles: tuple[Obstacle, ...] = ()
    #: the plan with the changes, solved; ``None`` where there is no answer
    after: Schedule | None = None

    @property
    def is_possible(self) -> bool:
        """Whether moving days alone mends the plan."""
        return self.after is not None

    @property
    def days(self) -> int:
        """By how many calendar days everything moves, added up."""
        return sum(abs(change.days) for change in self.changes)

    @property
    def cost(self) -> int:
        """The same, weighed: what is as small as can be."""
        return sum(change.cost for change in self.changes)

    @property
    def limits_broken(self) -> tuple[Counted, ...]:
        """The limits of workflows that the days, once changed, do not keep as they are stated."""
        if self.after is None:
            return ()
        plan = self.after.plan
        return tuple(broken(plan, (counted for _, counted in limits(plan))))

    @property
    def touched(self) -> int:
        """How many milestones have a day that moves."""
        return len({(change.milestone, change.others) for change in self.changes})


def mend(
    plan: Plan,
    as_at: date | None = None,
    *,
    keep: Collection[str] = (),
    not_before: date | None = None,
    fewest: bool = False,
) -> Repair:
    """The smallest change of the days stated in `plan` so that everything in it holds.

    Smallest is: the fewest calendar days in all, those of a pinned day or a deadline
    counted ten times, and then the fewest milestones; with `fewest`, these first. Of
    equals it is the one with the later days. What `keep` and
    `not_before` leave alone is told in :func:`~earlyhelp.repair.question.ask`. Raises
    :class:`~earlyhelp.errors.EnvironmentFailedError` where a large plan needs OR-Tools.
    """
    with no_collection():
        question = ask(plan, as_at, keep=keep, not_before=not_before)
        found = windows(question)
        if found is None:
            return unmended(question)
        return repaired(question, cheapest(question, found, fewest=fewest))


def repaired(question: Question, answer: Sequence[int], kept: Sequence[Counted] = ()) -> Repair:
    """The change that an answer, a day for each node, asks for: with the reasons, and solved.

    The answer keeps the network, and the limits in `kept`, which are among the reasons.
    """
    moved = _moved(question, answer)
    names = {
        node: question.shared.get(name, (name,)) for node, name in enumerate(question.network.names)
    }
    why = reasons(question, answer, sorted({node for node, _ in moved}), kept)
    changes = tuple(
        Change(
            milestone=names[node][0],
            others=names[node][1:],
            field=wish.field,
            said=wish.said,
            day=days.day(answer[node]),
            days=wish.moved(answer[node]),
            cost=wish.cost(answer[node]),
            why=why[node],
        )
        for node, wish in moved
    )
    return Repair(
        plan=question.plan,
        as_at=question.as_at,
        changes=changes,
        staying=sum(map(len, question.wishes.values())) - len(changes),
        after=solve_plan(with_changes(question.plan, changes), question.as_at),
    )


def with_changes(plan: Plan, changes: Sequence[Change]) -> Plan:
    """The plan with the days that the changes say, all else the same."""
    by_milestone: dict[str, list[Change]] = {}
    for change in changes:
        for name in (change.milestone, *change.others):
            by_milestone.setdefault(name, []).append(change)
    milestones = tuple(
        _changed(item, by_milestone[item.id]) if item.id in by_milestone else item
        for item in plan.milestones
    )
    return attrs.evolve(plan, milestones=milestones)


def _changed(milestone: Milestone, changes: list[Change]) -> Milestone:
    for change in changes:
        said = attrs.evolve(change.said, when=DateExpression.of(change.day))
        if change.field == BY:
            by = tuple(said if limit is change.said else limit for limit in milestone.by)
            milestone = attrs.evolve(milestone, by=by)
        elif change.field == ON:
            milestone = attrs.evolve(milestone, on=said)
        else:
            milestone = attrs.evolve(milestone, expected=said)
    return milestone


def _moved(question: Question, answer: Sequence[int]) -> list[tuple[int, Wish]]:
    """The stated days that move, in the order of the plan; what rows share before the first."""
    wishes, number = question.wishes, question.network.number
    before: dict[str, list[int]] = {}
    for shared, names in question.shared.items():
        before.setdefault(names[0], []).append(number[shared])
    nodes = (
        node
        for milestone in question.plan.milestones
        for node in (*before.get(milestone.id, ()), number[milestone.id])
    )
    return [
        (node, wish) for node in nodes for wish in wishes.get(node, ()) if wish.moved(answer[node])
    ]


def unmended(question: Question) -> Repair:
    """No change, and what is in the way of every one: links that no days keep."""
    obstacles = tuple(_obstacles(question))
    return Repair(plan=question.plan, as_at=question.as_at, obstacles=obstacles)


def _obstacles(question: Question) -> Iterator[Obstacle]:
    """What cannot hold wherever the days that may move are put."""
    network = freed(question)
    for circle in circles(network):
        yield Obstacle(chain=circle_steps(circle.links))
    for conflict in (diagnosed.conflict for diagnosed in Schedule(network).conflicts):
        first, last = conflict.limit_day, min(conflict.reached, LAST)
        yield Obstacle(
            chain=conflict_steps(network.plan, conflict),
            short_by=conflict.short_by,
            short_by_working=network.calendar.between(first, last) if first >= FIRST else 0,
        )
