"""Plans made for one rule: what it speaks of as milestones, and the facts that it needs."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from earlyhelp import Plan
from earlyhelp.dates import DateExpression, WorkingCalendar
from earlyhelp.findings import Place
from earlyhelp.model import Days, Fact, Milestone, Stated
from earlyhelp.model.plan import Settings
from earlyhelp.model.rules import FactTest, Part, Rule

HERE: Final = Place("plan.yaml", 1, 1)
ENGLAND: Final = WorkingCalendar(nation="england")


def alone(rule: Rule, part: Part) -> Rule:
    """The rule with this part only, asked of the plan as a whole."""
    return attrs.evolve(rule, parts=(part,), each=None, only=(), about=(), checked_by=())


def plan_of(rule: Rule, said: dict[str, date | None], settings: Settings | None = None) -> Plan:
    """A plan in which what the rule speaks of has these days, and every fact is right for it."""
    milestones = tuple(
        Milestone(
            id=name,
            place=HERE,
            days=Days.ANY,
            expected=None if day is None else Stated(DateExpression.of(day), HERE),
        )
        for name, day in said.items()
    )
    tests = [part.when for part in rule.parts if part.when is not None]
    facts = dict.fromkeys(rule.needs, "yes") | {test.fact: right(test) for test in tests}
    return Plan(
        id="drawn",
        title="A drawn plan",
        nation="england",
        calendar=ENGLAND,
        as_at=date(2019, 1, 1),
        milestones=milestones,
        facts={name: Fact(name=name, value=value, place=HERE) for name, value in facts.items()},
        settings=settings or Settings(),
        rules=(rule,),
    )


def right(test: FactTest) -> str:
    """A value of which the test holds."""
    if test.names:
        return "something else" if test.is_not else min(test.names)
    return str(test.least if test.least is not None else test.most)
