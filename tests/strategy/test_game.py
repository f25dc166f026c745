"""Is the answer that of the game itself, played to its end in every way?

The slow obvious way: on each day the others say which lengths end, then the plan does one
thing after another, and hears at once of a length that ends on the day that it began.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

import attrs
import pytest

from earlyhelp.dates import DateExpression, Lag, Unit, WorkingCalendar, days
from earlyhelp.findings import Place
from earlyhelp.model import Days, Field, Link, LinkKind, Milestone, Plan, Spread, Stated
from earlyhelp.model.uncertain import Uncertain, uncertain
from earlyhelp.network.schedule import solve_plan
from earlyhelp.strategy.always import Verdict, always, is_refuted
from earlyhelp.strategy.decided import overdue
from earlyhelp.strategy.proof import proof

CALENDAR: Final = WorkingCalendar(nation="england")
SPAN: Final = 12
UNITS: Final = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.WORKING_DAYS, Unit.CLEAR_DAYS)
Done = frozenset[tuple[str, int]]


class Game:
    """A plan of very few milestones, each with a last day."""

    def __init__(self, plan: Plan, horizon: int) -> None:
        """Nothing may fall after the day number `horizon`."""
        self.plan, self.horizon = plan, horizon
        self.as_at = days.number(plan.as_at) if plan.as_at else 0
        self.facts = {m.id: m.done.when.low for m in plan.milestones if m.done}
        self.ends = {said.then: said for said in uncertain(plan) if not self._is_overdue(said)}
        self.controller, self.others = cache(self._controller), cache(self._others)

    def is_won(self) -> bool:
        """Whether the plan can be met whatever others say."""
        return self.others(self.as_at, frozenset(self.facts.items()), frozenset())

    def _is_overdue(self, said: Uncertain) -> bool:
        began = self.facts.get(said.first)
        return began is not None and said.longest.steps(CALENDAR).later(began) < self.as_at

    def _controller(self, today: int, done: Done, heard: frozenset[str]) -> bool:
        if len(done) == len(self.plan.milestones):
            return True
        names = {name for name, _ in done}
        for milestone in self.plan.milestones:
            if milestone.id in names or milestone.id in self.ends:
                continue
            after = done | {(milestone.id, today)}
            if self._holds(after, milestone.id) and self.others(today, after, heard):
                return True
        return self.others(today + 1, done, frozenset())

    def _others(self, today: int, done: Done, heard: frozenset[str]) -> bool:
        if today > self.horizon:
            return len(done) == len(self.plan.milestones)
        fell = dict(done)
        choices: list[Done] = [done]
        for end, said in self.ends.items():
            if end in fell or said.first not in fell or end in heard:
                continue
            heard |= {end}
            possible = self._possible(said, fell[said.first])
            if not possible or today > possible[-1]:
                return False
            if today in possible:
                ended = [choice | {(end, today)} for choice in choices]
                choices = ended if today == possible[-1] else choices + ended
        for choice in choices:
            new = [name for name, _ in choice - done]
            if not all(self._holds(choice, name) for name in new):
                return False
            following = self.others if new else self.controller
            if not following(today, choice, heard):
                return False
        return True

    def _possible(self, said: Uncertain, began: int) -> list[int]:
        first = max(said.shortest.steps(CALENDAR).later(began), self.as_at)
        last = said.longest.steps(CALENDAR).later(began)
        works = self.plan.works(self.plan[said.then])
        return [day for day in range(first, last + 1) if not works or CALENDAR.works_on(day)]

    def _holds(self, done: Done, new: str) -> bool:
        """Whether a milestone may fall on its day, with all that has happened."""
        fell, said = dict(done), self.plan[new]
        day = fell[new]
        if day < self.as_at or (self.plan.works(said) and not CALENDAR.works_on(day)):
            return False
        if said.not_before and day < said.not_before.when.low:
            return False
        return all(day <= limit.when.high for limit in said.by) and all(
            self._keeps(link, fell) for link in self.plan.links if new in (link.first, link.then)
        )

    def _keeps(self, link: Link, fell: dict[str, int]) -> bool:
        if link.first not in fell or link.then not in fell or link.then in self.facts:
            return True
        reached = link.lag.steps(CALENDAR).later(fell[link.first])
        if link.kind is LinkKind.AT_LEAST:
            return reached <= fell[link.then]
        return fell[link.then] <= reached or (link.first in self.facts and reached < self.as_at)


class Draft:
    """A plan in the making; every line of it gets a line number of its own."""

    def __init__(self, random: Random, units: Sequence[Unit]) -> None:
        """Draw from `random`, with lags in `units`."""
        self.random, self.units, self.line = random, units, 10
        month, day = random.choice((3, 12, 5)), random.choice((1, 5, 20, 22, 26))
        self.first = date(2021, month, day)
        self.works = any(unit.follows_working_days for unit in units)

    def place(self) -> Place:
        """The next line."""
        self.line += 1
        return Place("plan.yaml", self.line, 5)

    def day(self, offset: int) -> Stated:
        """A day so many days after the first."""
        return Stated(DateExpression.of(self.first + timedelta(offset)), self.place())

    def milestone(self, name: str) -> Milestone:
        """A milestone with a last day, or one that is done."""
        random = self.random
        last = random.choice((SPAN, SPAN, random.randint(3, SPAN)))
        said = Milestone(
            id=name,
            place=self.place(),
            days=random.choice((Days.WORKING, Days.ANY)) if self.works else Days.ANY,
            by=(self.day(SPAN if name.startswith("ends") else last),),
        )
        if name.startswith("ends"):
            return said
        if random.random() < 0.15:
            return attrs.evolve(said, by=(), done=self.day(-random.randint(0, 3)))
        early = self.day(random.randint(0, 4)) if random.random() < 0.3 else None
        return attrs.evolve(said, not_before=early)

    def link(
        self, first: str, then: str, kind: LinkKind, lag: Lag, place: Place | None = None
    ) -> Link:
        """A link; one with a place of its own is of a length that others decide."""
        is_within = place is not None
        is_least = kind is LinkKind.AT_LEAST
        return Link(
            first=first,
            then=then,
            kind=kind,
            lag=lag,
            place=place or self.place(),
            field=Field.WITHIN if is_within else Field.AFTER if is_least else Field.BY,
            owner=then,
            words=f"{first} + {lag}",
            spread=Spread(decided_by="the landlord") if is_within else None,
        )

    def plan(self) -> Plan:
        """A plan with up to three lengths that others decide."""
        random = self.random
        ends = [f"ends{at}" for at in range(random.choice((1, 1, 2, 2, 3)))]
        names = [*ends, *(f"m{at}" for at in range(random.randint(1, 3)))]
        links = []
        for at, end in enumerate(ends):
            start = random.choice([name for name in names if name not in ends[at:]])
            low, unit, place = (
                random.choice((0, 0, 1, 2, 3)),
                random.choice(self.units),
                self.place(),
            )
            high = low + random.randint(0, 4)
            links.append(self.link(start, end, LinkKind.AT_LEAST, Lag(low, unit), place))
            links.append(self.link(start, end, LinkKind.AT_MOST, Lag(high, unit), place))
        for _ in range(random.randint(1, len(names) + 2)):
            first, then = random.sample(names, 2)
            lag = Lag(random.choice((0, 0, 1, 2, 3, 4, 5, 6)), random.choice(self.units))
            links.append(self.link(first, then, random.choice(list(LinkKind)), lag))
        return Plan(
            id="drawn",
            title="A drawn plan",
            nation="england",
            calendar=CALENDAR,
            as_at=self.first,
            milestones=tuple(self.milestone(name) for name in names),
            links=tuple(links),
        )


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("units", [(Unit.CALENDAR_DAYS,), UNITS], ids=["calendar", "working"])
def test_the_answer_is_what_playing_it_out_gives(units: Sequence[Unit], part: int) -> None:
    unknown = asked = 0
    for seed in range(20 * part, 20 * (part + 1)):
        plan = Draft(Random(seed), units).plan()
        schedule = solve_plan(plan)
        if not schedule.feasible or plan.as_at is None:
            continue
        asked += 1
        verdict = always(schedule).verdict
        if overdue(schedule.network):  # each has a last day here, and others a time that is over
            assert verdict is not Verdict.YES
        elif verdict is Verdict.NOT_KNOWN:
            unknown += 1
        if verdict is Verdict.NOT_KNOWN:
            continue
        is_won = Game(plan, days.number(plan.as_at) + SPAN + 1).is_won()
        assert (verdict is Verdict.YES) == is_won, seed
    assert asked > 3
    assert unknown <= 1


def test_the_lines_of_a_proof_refute_by_themselves_and_its_sum_passes_the_limit() -> None:
    for seed in range(100):
        plan = Draft(Random(seed), (Unit.CALENDAR_DAYS,)).plan()
        schedule = solve_plan(plan)
        refuted = always(schedule).refuted if schedule.feasible else None
        if refuted is None:
            continue
        assert is_refuted(plan, refuted.lines, plan.as_at), seed
        for line in refuted.lines:
            assert not is_refuted(plan, refuted.lines - {line}, plan.as_at), (seed, line)
        found = proof(refuted)
        assert found.reached > found.limit, seed
        assert {step.place for step in found.steps if step.place} <= refuted.lines | {None}, seed
