"""What is the answer to a plan, in the short words that tests compare?"""

from __future__ import annotations

import earlyhelp
from earlyhelp import Finding, Plan
from earlyhelp.files.load import parse


def window(plan: Plan, milestone: str) -> tuple[str, str]:
    """The earliest and the latest day of a milestone."""
    schedule = earlyhelp.solve(plan)
    return str(schedule.earliest[milestone]), str(schedule.latest[milestone])


def conflicts(plan: Plan) -> list[Finding]:
    """Why the plan cannot be met, each reason by itself."""
    return [finding for finding in earlyhelp.check(plan) if finding.code == "EH201"]


def conflicts_in(said: str) -> list[Finding]:
    """The same of a plan as it is typed."""
    return conflicts(parse(said.encode()))


def offered(conflict: Finding) -> list[tuple[str, str, str, int]]:
    """Its fixes: whose line, under which key, what to type, and how many days that is."""
    return [(fix.milestone, fix.field, fix.after, fix.days) for fix in conflict.fixes]


def proof_of(conflict: Finding) -> tuple[object, ...]:
    """What makes a conflict the same one again."""
    return tuple((step.place, step.day) for step in conflict.chain)
