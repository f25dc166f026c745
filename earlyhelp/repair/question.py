"""Which stated days may be moved, and what does it cost to move each?

A plan is taken apart into what holds whatever happens (links, closures, facts, first
allowed days, locked milestones, whatever is to be kept) and the stated days that may be
moved. What is left is the network of the first, and for each of the second a cost: so
many calendar days from where it was stated, times a weight. It falls up to the stated
day and rises from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates import DateExpression, days
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.model import Days, Field, Link, Milestone, Plan, Stated
from earlyhelp.network.build import Network, build
from earlyhelp.repair.shared import shared_lines

#: What a calendar day costs that an expected day moves by.
EXPECTED_COST: Final = 1
#: And one that a pinned day, or a deadline that is put off, moves by.
PINNED_COST: Final = 10
#: The keys of a plan under which a day stands that may be moved.
ON, EXPECTED, BY = "on", "expected", str(Field.BY)


class Wish(NamedTuple):
    """A stated day that may be moved: free from `low` to `high`, and so much a day beyond."""

    said: Stated
    field: str  #: `on`, `expected` or `by`
    low: int
    high: int
    weight: int

    def moved(self, day: int) -> int:
        """By how many calendar days it moves if its milestone falls on `day`; negative: earlier."""
        return day - min(max(day, self.low), self.high)

    def cost(self, day: int) -> int:
        """What that costs."""
        return self.weight * abs(self.moved(day))


Wishes = tuple[Wish, ...]


@attrs.frozen(kw_only=True)
class Question:
    """A plan whose stated days may move."""

    plan: Plan
    as_at: date | None
    #: what holds whatever moves
    network: Network
    #: the stated days that may move, by node
    wishes: Mapping[int, Wishes]
    #: pinned days that are no working days: the milestone may stay there, and nowhere alike
    stays: Mapping[int, int]
    #: of a line that is the deadline of several milestones: these, by the name of its node
    shared: Mapping[str, tuple[str, ...]]

    def on_or_after(self, node: int, day: int) -> int:
        """The first day from `day` on that is allowed to the node; past `LAST`: none."""
        if day > LAST:
            return day
        stay = self.stays.get(node)
        if stay is None and not self.network.working[node]:
            return day
        works = self.network.calendar.on_or_after(day)
        return works if stay is None or not day <= stay < works else stay

    def on_or_before(self, node: int, day: int) -> int:
        """The last day up to `day` that is allowed to the node; before `FIRST`: none."""
        if day < FIRST:
            return day
        stay = self.stays.get(node)
        if stay is None and not self.network.working[node]:
            return day
        works = self.network.calendar.on_or_before(day)
        return works if stay is None or not works < stay <= day else stay

    def allowed(self, node: int, low: int, high: int) -> Sequence[int]:
        """The allowed days after `low` up to and including `high`."""
        stay = self.stays.get(node)
        if stay is None and not self.network.working[node]:
            return range(low + 1, high + 1)
        calendar = self.network.calendar
        works = calendar.nth[calendar.before[low + 1] : calendar.before[high + 1]]
        return works if stay is None or not low < stay <= high else sorted({*works, stay})


def ask(
    plan: Plan,
    as_at: date | None = None,
    *,
    keep: Collection[str] = (),
    not_before: date | None = None,
) -> Question:
    """What may move in `plan`: no fact, nothing locked, no `not_before`, no link.

    Nor any stated day of a milestone in `keep`, nor one that ends before the day
    `not_before`. A day that was stated and had passed by `as_at` (the plan's own by
    default) can be kept by nobody: where it may not move, it is left as it is and asks for
    nothing. An expected day that may not move and is no working day is kept by the working
    day before it or the one after it.
    """
    as_at = as_at or plan.as_at
    number = None if as_at is None else days.number(as_at)
    first = FIRST if not_before is None else days.number(not_before)
    question = _asked(plan, number, as_at, frozenset(keep), first)
    # a pin behind a maximum lag that a fact has let pass is broken wherever it moves
    late = {
        passed.milestone
        for passed in question.network.passed
        if isinstance(passed.said, Link) and plan[passed.milestone].on is not None
    }
    kept = frozenset(late.union(keep))
    return _asked(plan, number, as_at, kept, first) if late - set(keep) else question


def freed(question: Question) -> Network:
    """The network in which every pin that may move falls on working days as the plan says."""
    plan = question.network.plan
    days_of = {item.id: item.days for item in question.plan.milestones}
    milestones = (
        attrs.evolve(item, days=days_of[item.id])
        if item.days is not days_of.get(item.id, item.days)
        else item
        for item in plan.milestones
    )
    return build(attrs.evolve(plan, milestones=tuple(milestones)), question.as_at)


def _asked(
    plan: Plan, as_at: int | None, as_at_date: date | None, keep: frozenset[str], first: int
) -> Question:
    wishes: dict[str, Wishes] = {}
    stays: dict[str, int] = {}
    milestones = []
    wanted_by = {item.id: tuple(_wishes(item, as_at)) for item in plan.milestones}
    is_kept = {item.id: item.locked or item.id in keep for item in plan.milestones}
    lines = shared_lines(plan, wanted_by)
    still = {
        place
        for place, line in lines.items()
        if line.wish.said.when.high < first or any(is_kept[name] for name in line.names)
    }
    for milestone in plan.milestones:
        wanted = wanted_by[milestone.id]
        if not wanted:
            milestones.append(milestone)
            continue
        held = [
            wish
            for wish in wanted
            if is_kept[milestone.id] or wish.said.when.high < first or wish.said.place in still
        ]
        free = tuple(wish for wish in wanted if wish not in held)
        left = _left(plan, milestone, held, free, as_at)
        free = tuple(wish for wish in free if wish.said.place not in lines)
        if free:
            wishes[milestone.id] = free
        if any(wish.field == ON and wish.said.when.is_exact for wish in free):
            (pinned,) = (wish for wish in free if wish.field == ON)
            if plan.works(milestone) and not plan.calendar.works_on(pinned.low):
                stays[milestone.id] = pinned.low
                left = attrs.evolve(left, days=Days.ANY)
        milestones.append(left)
    moving = {line.last.id: line for place, line in lines.items() if place not in still}
    wishes |= {name: (line.wish,) for name, line in moving.items()}
    links = tuple(link for line in moving.values() for link in line.links())
    network = build(
        attrs.evolve(
            plan,
            milestones=(*milestones, *(line.last for line in moving.values())),
            links=(*plan.links, *links),
        ),
        as_at_date,
    )
    number = network.number
    return Question(
        plan=plan,
        as_at=as_at_date,
        network=network,
        wishes={number[name]: wished for name, wished in wishes.items()},
        stays={number[name]: day for name, day in stays.items()},
        shared={name: line.names for name, line in moving.items()},
    )


def _wishes(milestone: Milestone, as_at: int | None) -> Iterable[Wish]:
    """The stated days of a milestone that is still to come; a fact, or one passed, has none."""
    passed = FIRST if as_at is None else as_at
    if milestone.done is not None or (milestone.on and milestone.on.when.high < passed):
        return
    if milestone.on is not None:
        yield _wish(milestone.on, ON, PINNED_COST)
    elif milestone.expected is not None:
        yield _wish(milestone.expected, EXPECTED, EXPECTED_COST)
    for limit in milestone.by:
        if limit.when.high >= passed:
            yield Wish(limit, BY, FIRST, limit.when.high, PINNED_COST)


def _wish(said: Stated, field: str, weight: int) -> Wish:
    low = FIRST if said.when.is_deadline else said.when.low
    return Wish(said, field, low, said.when.high, weight)


def _left(
    plan: Plan, milestone: Milestone, held: list[Wish], free: Wishes, as_at: int | None
) -> Milestone:
    """The milestone as it is once the days that may move are taken out of it."""
    gone = {id(wish.said) for wish in free}
    on = milestone.on if milestone.on is None or id(milestone.on) not in gone else None
    by = tuple(limit for limit in milestone.by if id(limit) not in gone)
    left = attrs.evolve(milestone, on=on, by=by)
    expected = next((wish for wish in held if wish.field == EXPECTED), None)
    if expected is None or (as_at is not None and expected.high < as_at):
        return left
    return _holding(plan, left, expected)


def _holding(plan: Plan, milestone: Milestone, wish: Wish) -> Milestone:
    """The milestone with its expected day as bounds, which it otherwise never is.

    Where that is no working day but has to be one, the working days next to it are.
    """
    low, high, calendar = wish.low, wish.high, plan.calendar
    if plan.works(milestone) and calendar.on_or_after(low) > high:
        low, high = calendar.on_or_before(low), calendar.on_or_after(high)

    def said(day: int) -> Stated:
        when = DateExpression.of(days.day(day))
        return attrs.evolve(wish.said, when=when, because="expected then, and to stay so")

    earlier = milestone.not_before
    if low > FIRST and (earlier is None or earlier.when.low < low):
        milestone = attrs.evolve(milestone, not_before=said(low))
    return attrs.evolve(milestone, by=(*milestone.by, said(min(high, LAST))))
