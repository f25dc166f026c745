"""How is it said what became of a rule? Each check of law says it under its own code."""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import Property
from earlyhelp.model.rules import Outcome, Rule
from earlyhelp.network.schedule import Schedule
from earlyhelp.rulebook import Verdict, verdicts

_SEVERITY = {
    Outcome.BROKEN: Severity.ERROR,
    Outcome.PAST: Severity.WARNING,
    Outcome.NOT_KNOWN: Severity.NOT_KNOWN,
    Outcome.KEPT: Severity.NOTE,
    Outcome.TO_KNOW: Severity.NOTE,
}


def said(plan: Plan, schedule: Schedule, say: Say, code: str) -> Iterator[Finding]:
    """What became of every rule of one code: each breach, and the rest once for each rule."""
    for rule in plan.rules:
        if rule.code != code:
            continue
        found = [verdict for verdict in verdicts(rule, schedule) if not verdict.is_said]
        for outcome in Outcome:
            same = [verdict for verdict in found if verdict.outcome is outcome]
            if not same:
                continue
            alone = outcome in (Outcome.BROKEN, Outcome.PAST) or len(same) == 1
            for group in ([verdict] for verdict in same) if alone else (same,):
                yield _finding(rule, group, say)


def _finding(rule: Rule, same: list[Verdict], say: Say) -> Finding:
    first = same[0]
    severity = _SEVERITY[first.outcome]
    if first.outcome is Outcome.BROKEN and not rule.is_binding:
        severity = Severity.WARNING
    subjects = tuple(dict.fromkeys(name for verdict in same for name in verdict.subjects))
    if first.case.row is not None:
        subjects = tuple(verdict.case.row.id for verdict in same if verdict.case.row is not None)
    return say(
        f"{rule.title}: {_outcome(same)}{sourced(rule, first.outcome)}",
        place=first.place,
        subjects=subjects,
        short_by_days=first.short_by,
        severity=severity,
    )


def _outcome(same: list[Verdict]) -> str:
    first, case = same[0], same[0].case
    if len(same) > 1:
        because = f"; {case.name}: {first.because}" if first.because else ""
        return f"{first.outcome.value} for {_cases(same)}{because}"
    name = "" if case.name is None else f" for {case.name}"
    because = f": {first.because}" if first.because else ""
    if first.outcome is Outcome.TO_KNOW and case.name is None:
        return first.because or first.outcome.value
    return f"{first.outcome.value}{name}{because}"


def _cases(same: list[Verdict]) -> str:
    """``3 properties``, ``2 establishments``: the several things a rule was asked of."""
    row = same[0].case.row
    if row is None:
        return f"{len(same)} establishments"
    return f"{len(same)} {'properties' if isinstance(row, Property) else 'partners'}"


def sourced(rule: Rule, outcome: Outcome) -> str:
    """Where it stands, since when, and what we would still look up."""
    said = [rule.source]
    if rule.stands_for:
        said.append(f"in place of the rule `{rule.id}` that comes along: {rule.stands_for}")
    if in_force := rule.force.in_words():
        said.append(in_force)
    if outcome is Outcome.BROKEN and rule.verify:
        said.append(f"to verify: {rule.verify}")  # before anybody acts on a breach
    elif rule.is_to_verify:
        said.append("to verify")
    note = f". {rule.note}" if rule.note and outcome is not Outcome.KEPT else ""
    return f"{note} ({'; '.join(said)})"
