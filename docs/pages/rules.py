"""Which rules come along, and what do the names mean that they speak of?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from earlyhelp.codes import all_codes
from earlyhelp.files.plan.rule_entries import shipped_rules
from earlyhelp.model.roles import ROLES
from earlyhelp.model.rules import Rule
from earlyhelp.outputs import rule_words
from earlyhelp.outputs.rules import NO_ADVICE, NO_DAY_IN_FORCE


def page() -> str:
    """Every rule that comes with earlyhelp, and what the names mean that rules speak of."""
    return "\n".join(_rules()) + "\n"


def _rules() -> Iterator[str]:
    yield "# Rules\n"
    yield f"{NO_ADVICE} These are the rules of law and guidance that `eh plan check` asks of a"
    yield "plan, from `schedules/rules/`. `eh rule show RULE -p PLAN` says what became of one.\n"
    for file, held in groupby(shipped_rules(), key=lambda rule: Path(rule.place.file).stem):
        yield f"## {file.replace('-', ' ').capitalize()}\n"
        for rule in held:
            yield from _rule(rule)
    yield "## What rules speak of\n"
    yield "A milestone is one of these by its id, or because it says `role: …`.\n"
    yield "| role | when it has come |\n|---|---|"
    for role, meaning in ROLES.items():
        yield f"| `{role}` | {meaning} |"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield f"{rule.title}.\n"
    asks = rule_words.bound(rule)
    if rule.then is not None and asks == f"{rule.then} is":
        meaning = f" ({ROLES[rule.then]})" if rule.then in ROLES else ""
        asks = f"`{rule.then}`{meaning} is"
    yield f"Asked of {rule_words.asked_of(rule)}. What it asks: {asks}\n"
    for limit, added, where in rule_words.sums(rule):
        yield f"- {limit} `{added}`".replace("-  ", "- ") + (f", where {where}" if where else "")
    limits = list(rule_words.limits(rule))
    if limits:
        yield f"\nOf that day: {'; '.join(limits)}."
    if rule.note:
        yield f"\n{rule.note}."
    names = {code.code: code.name for code in all_codes()}
    found = [f"[{code}]({_anchor(code, names)})" for code in rule.checked_by or (rule.code,)]
    says = {
        "source": rule.source,
        "whose": rule_words.whose(rule),
        "in force": rule_words.in_force(rule.force, otherwise=NO_DAY_IN_FORCE),
        "confidence": rule.confidence.in_words,
        "to verify": rule.verify,
        "findings": ", ".join(found),
    }
    yield ""
    for name, said in says.items():
        if said:
            yield f"- *{name}:* {said}"
    yield ""


def _anchor(code: str, names: Mapping[str, str]) -> str:
    """Where the manual page of a code is."""
    return f"findings.md#{code}-{names[code]}".lower()
