"""Which rules bind the days of a plan, as links of its network?

A rule of law, of the council or of an agreement that ties two milestones is a locked link
between them, with its source; so a conflict names the law as a line of its proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from earlyhelp.dates import NO_LAG
from earlyhelp.model import Link, Plan
from earlyhelp.model.links import Field
from earlyhelp.model.rules import Ask, Part, Rule
from earlyhelp.rulebook.asked import asked_of, is_excused
from earlyhelp.rulebook.ends import (
    Case,
    End,
    cases,
    ends,
    fact_of,
    holds,
)
from earlyhelp.rulebook.matching import Match, matched
from earlyhelp.rulebook.sums import is_of_section_243, lags_of


def applied(plan: Plan, rules_as_at: date | None = None) -> Plan:
    """The plan with the links of its rules, those of an earlier call left out.

    `rules_as_at` is the day whose law holds for everything; by default each rule is asked as
    on the day that it is about.
    """
    own = tuple(link for link in plan.links if link.field is not Field.RULE)
    plan = attrs.evolve(plan, links=own, rules_as_at=rules_as_at)
    added = tuple(dict.fromkeys(link for rule in plan.rules for link in _links(rule, plan)))
    return attrs.evolve(plan, links=(*own, *added)) if added else plan


def is_in_force(rule: Rule, plan: Plan, case: Case, as_at: date | None) -> bool:
    """Whether the rule holds on a day that it is about, or can where that is not exact.

    That is the day of something that it binds, or else that it counts from; where neither is
    stated, the as-at day.
    """
    if plan.rules_as_at is not None:
        return rule.force.holds_on(plan.rules_as_at)
    for name in (rule.then, *rule.about, *(part.since for part in rule.parts)):
        dated = [end for end in ends(plan, name, case) if end.when is not None] if name else []
        if dated:
            return any(is_in_force_on(rule, plan, end) is not False for end in dated)
    day = as_at or plan.as_at
    return day is None or rule.force.holds_on(day)


def is_in_force_on(rule: Rule, plan: Plan, end: End) -> bool | None:
    """Whether the rule holds on the day of one thing that it is about, if that has one.

    ``None`` where it holds on some only of the days that this can be.
    """
    if plan.rules_as_at is not None:
        return rule.force.holds_on(plan.rules_as_at)
    return True if end.when is None else rule.force.holds_within(end.when)


def tied(rule: Rule, part: Part, plan: Plan, case: Case) -> Iterator[Match]:
    """What a part of a rule ties: what is counted from, and what is bound.

    What is bound on a day of another law is left out, and what it is not asked of.
    """
    if rule.then is None:
        return
    asked = asked_of(rule, plan, case)
    since, then = ends(plan, part.since, case), ends(plan, rule.then, case)
    for one in matched(since, then, each_its_own=rule.each_its_own):
        name = one.then.name
        if name in asked and is_in_force_on(rule, plan, one.then) is not False:
            of = asked[name]
            yield one if of is None else attrs.evolve(one, since=(), is_sure=False, of=of)


def _links(rule: Rule, plan: Plan) -> Iterator[Link]:
    if not rule.is_binding or rule.checked_by or rule.then is None:
        return
    for case in cases(rule, plan):
        if is_excused(rule, plan, case):
            continue
        if any(fact_of(plan, name, case) is None for name in rule.needs):
            continue
        if not is_in_force(rule, plan, case, None):
            continue
        for part in rule.parts:
            if part.ask is not Ask.RUNS and holds(part.when, plan, case):
                yield from _of_part(rule, part, plan, case)


def _of_part(rule: Rule, part: Part, plan: Plan, case: Case) -> Iterator[Link]:
    kind, lags = part.ask.kind, lags_of(part, plan)
    if kind is None or lags is None or len(lags) > 1:
        return  # a sum of several lags is no single link: the rule is a check of its own
    if any(is_of_section_243(lag, plan) for lag in lags):
        return  # the network counts in the calendar of the plan only
    pairs = (
        (since, one)
        for one in tied(rule, part, plan, case)
        for since in one.since
        if one.is_sure and is_in_force_on(rule, plan, one.then)
    )
    for since, match in pairs:
        then = match.then
        if since.is_milestone and then.is_milestone and since.name != then.name:
            yield Link(
                first=since.name,
                then=then.name,
                kind=kind,
                lag=lags[0] if lags else NO_LAG,
                place=rule.place,
                field=Field.RULE,
                owner=then.name,
                words=part.words,
                because=rule.title,
                source=rule.cited,
                locked=True,
            )
