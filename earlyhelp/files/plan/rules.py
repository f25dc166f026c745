"""Which rules are asked of a plan: those that come with earlyhelp, and its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

import attrs

from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.files import problems, row_problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.plan.rule_entries import RuleEntries, shipped_rules
from earlyhelp.files.values import Text, Value, is_null
from earlyhelp.model import Fact, Milestone
from earlyhelp.model.roles import ROLES
from earlyhelp.model.rules import Rule

#: The nation whose law the rules give that come along.
RULES_OF: Final = "england"


@lru_cache(maxsize=len(NATIONS))
def _shipped_for(nation: str) -> tuple[Rule, ...]:
    """The rules that come along; for another nation, each is first to be verified."""
    if nation == RULES_OF:
        return shipped_rules()
    named = nation.replace("-", " ").title()
    verify = f"whether it holds in {named}, because it is given as it is in England"
    return tuple(
        attrs.evolve(
            rule,
            is_elsewhere=True,
            verify="; ".join(text for text in (verify, rule.verify) if text),
        )
        for rule in shipped_rules()
    )


class PlanRules:
    """Collects the rules of a plan."""

    def __init__(self, fields: Fields) -> None:
        """Note what is wrong through `fields`."""
        self._fields = fields
        self._entries = RuleEntries(fields)

    def entry(self, section: Text, key: Text | None, value: Value) -> None:
        """Take in one entry of `rules`."""
        if key is not None:
            self._entries.rule(key, value)
        elif not is_null(value):
            place = self._fields.place(value)
            self._fields.note(problems.wrong_shape(place, f"`{section.value}`", "keys and values"))

    def complete(
        self,
        milestones: Iterable[Milestone],
        roles: Mapping[str, Milestone],
        facts: Mapping[str, Fact],
        *,
        nation: str | None,
    ) -> tuple[Rule, ...]:
        """All rules, the plan's own last; one of its own stands for a shipped one of its id."""
        shipped = {rule.id: rule for rule in _shipped_for(nation or RULES_OF)}
        own = [
            attrs.evolve(rule, stands_for=shipped[rule.id].source) if rule.id in shipped else rule
            for rule in self._entries.rules
        ]
        there = {*ROLES, *(item.id for item in milestones), *facts, *roles}
        for rule in own:
            for name in (*rule.names, *rule.unless) if rule.each is None else ():
                if name not in there:
                    place = rule.place
                    self._fields.note(problems.unknown_reference(place, name, there, ()))
        spoken = {*ROLES, *(name for rule in own for name in (*rule.names, *rule.unless))}
        for role, milestone in roles.items():
            if role not in spoken:
                what = "a role that a rule speaks of"
                self._fields.note(
                    problems.not_a_choice(milestone.place, role, what, sorted(spoken))
                )
        named = {rule.id for rule in own}
        rules = (*(rule for name, rule in shipped.items() if name not in named), *own)
        self._numbers(rules, facts)
        return rules

    def _numbers(self, rules: Iterable[Rule], facts: Mapping[str, Fact]) -> None:
        """Note every fact that is a word where a part of a rule goes by its number."""
        tests = [part.when for rule in rules for part in rule.parts if part.when is not None]
        words = {test.fact for test in tests if test.names}
        counted = {test.fact: test for test in tests if test.fact not in words}
        for name, test in counted.items():
            if (fact := facts.get(name)) is None:
                continue
            said = fact.value
            for value in said.values() if isinstance(said, Mapping) else (said,):
                if isinstance(value, str) and value and test.holds(value) is None:
                    what = f"a number, as `{name}` has to be; leave it out while it is not known"
                    self._fields.note(row_problems.not_a_number(fact.place, value, what))
