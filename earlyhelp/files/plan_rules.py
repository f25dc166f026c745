"""Which rules are asked of a plan: those that come with earlyhelp, and its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from earlyhelp.files import problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.rule_entries import RuleEntries, shipped_rules
from earlyhelp.files.values import Text, Value, is_null
from earlyhelp.model import Fact, Milestone
from earlyhelp.model.roles import ROLES
from earlyhelp.model.rules import Rule


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
    ) -> tuple[Rule, ...]:
        """All rules, the plan's own last; one of its own stands for a shipped one of its id."""
        own = self._entries.rules
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
                self._fields.note(problems.not_a_choice(milestone.place, role, what, spoken))
        named = {rule.id for rule in own}
        return (*(rule for rule in shipped_rules() if rule.id not in named), *own)
