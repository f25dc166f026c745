"""Which rules are asked of one plan and not of another, and which come out otherwise?"""

from __future__ import annotations

from typing import NamedTuple

from earlyhelp.model.rules import WORST_FIRST, Outcome, Rule
from earlyhelp.network.schedule import Schedule
from earlyhelp.rulebook.verdicts import verdicts


class Change(NamedTuple):
    """A rule that comes out otherwise; ``None`` where it is not asked."""

    rule: Rule
    before: Outcome | None
    after: Outcome | None


def changes(before: Schedule, after: Schedule) -> tuple[Change, ...]:
    """Every rule of either plan whose worst outcome is another one, in the order of the rules."""
    rules = {rule.id: rule for rule in (*before.plan.rules, *after.plan.rules)}
    was, now = _outcomes(before), _outcomes(after)
    return tuple(
        Change(rule, was.get(name), now.get(name))
        for name, rule in rules.items()
        if was.get(name) is not now.get(name)
    )


def _outcomes(schedule: Schedule) -> dict[str, Outcome]:
    """The worst outcome of every rule that is asked."""
    worst = {}
    for rule in schedule.plan.rules:
        found = [verdict.outcome for verdict in verdicts(rule, schedule)]
        if found:
            worst[rule.id] = min(found, key=WORST_FIRST.index)
    return worst
