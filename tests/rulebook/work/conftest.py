"""Plans made for the law of work, and what became of a rule in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import earlyhelp
from earlyhelp import Finding, Plan, Severity
from earlyhelp.files.load import parse
from earlyhelp.rulebook import verdicts

ERROR, WARNING = Severity.ERROR, Severity.WARNING
NOT_KNOWN, NOTE = Severity.NOT_KNOWN, Severity.NOTE

HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\n"
COLLECTIVE: Final = "Collective consultation begins"
HR1: Final = "Form HR1 is sent 30 or 45 days"
HR1_AND_NOTICE: Final = "Form HR1 is sent before any notice"
HR1_ONLINE: Final = "Form HR1 is sent online"
NOTICE: Final = "No notice of redundancy"
HOW_LONG: Final = "Statutory notice"
OFFERED: Final = "Alternative work is offered"
NEW_POST: Final = "Alternative work begins"
TRIAL: Final = "The trial period"
INFORMATION: Final = "The new employer has"
PENSIONS: Final = "The cost of early pensions"

Facts = Mapping[str, object]


class Became(NamedTuple):
    """What became of a rule."""

    severity: Severity
    says: str


def planned(facts: Facts, milestones: str = "", as_at: str = "2021-09-17") -> Plan:
    """The plan with these facts, and milestones as lines of it."""
    said = "".join(f"  {name}: {value}\n" for name, value in facts.items())
    text = f"{HEAD}as_at: {as_at}\nmilestones:\n  first: {{}}\n{milestones}"
    return parse((text + (f"facts:\n{said}" if said else "")).encode())


def asked(plan: Plan, title: str) -> Became | None:
    """What is said of the rule whose title begins so; ``None`` where it is not asked."""
    found = [item for item in earlyhelp.check(plan) if item.message.startswith(title)]
    assert len(found) <= 1
    return Became(found[0].severity, found[0].message) if found else None


def not_known(plan: Plan, title: str) -> str:
    """What is said of that rule, which is that something is not known."""
    answer = asked(plan, title)
    assert answer is not None
    assert answer.severity is NOT_KNOWN
    return answer.says


def became(facts: Facts, title: str, as_at: str = "2021-09-17") -> Severity | None:
    """How much it matters what became of a rule in a plan with these facts."""
    answer = asked(planned(facts, as_at=as_at), title)
    return None if answer is None else answer.severity


def rules_told(plan: Plan) -> list[str]:
    """The ids of the rules of EH308 that a plan hears of."""
    schedule = earlyhelp.solve(plan)
    told = [rule.id for rule in plan.rules if rule.code == "EH308" and [*verdicts(rule, schedule)]]
    said = [item for item in earlyhelp.check(plan) if item.code == "EH308"]
    assert len(said) == len(told)
    assert {item.severity for item in said} <= {NOTE}
    return told


def of_code(plan: Plan, code: str) -> list[Finding]:
    return [item for item in earlyhelp.check(plan) if item.code == code]
