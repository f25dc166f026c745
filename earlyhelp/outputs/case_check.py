"""What is said of open work that is not on its way, and of which case is it said?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import Case
from earlyhelp.outputs import case_summary, machine, text
from earlyhelp.outputs.rows import Plain
from earlyhelp.outputs.text import Paper
from earlyhelp.outputs.verdict import counted

#: What programs read of a finding.
COLUMNS: Final = ("code", "name", "severity", "message", "file", "line", "column")
#: The token of a case by its file and line, and by its column where cases share a line.
Tokens = Mapping[Place, str]


def tokens_of(cases: Iterable[Case]) -> Tokens:
    """The token of each case."""
    return {case.place: case.ref for case in cases}


def _token(finding: Finding, tokens: Tokens) -> str | None:
    """The token of the case that a finding is placed at, or in the line of."""
    if finding.place is None:
        return None
    return tokens.get(finding.place) or tokens.get(finding.place._replace(column=1))


def as_text(
    plan: Plan, found: Sequence[Finding], tokens: Tokens, as_at: date | None, paper: Paper
) -> Iterator[str]:
    """The findings for people, the answer last."""
    named = [
        attrs.evolve(finding, message=f"{token}: {finding.message}")
        if (token := _token(finding, tokens))
        else finding
        for finding in found
    ]
    yield from text.findings(named, paper)
    if plan.registers is None or not plan.registers.cases:
        yield case_summary.NO_ROWS
        return
    has_errors = any(finding.severity is Severity.ERROR for finding in found)
    answer = "Open work is not all on its way" if has_errors else "No errors in the open work"
    when = f", as at {words.short(as_at)}" if as_at else ""
    colour = "31;1" if has_errors else "32;1"
    yield from paper.headed(answer, colour, f": {text.clipped(plan.title)}{when}")
    yield counted(Counter(finding.severity for finding in found))


def verdict(plan: Plan, found: Sequence[Finding]) -> str:
    """The worst that was found, in one word; of a plan without open work, that it is not known."""
    has_rows = plan.registers is not None and bool(plan.registers.cases)
    return machine.verdict_of(found) if has_rows or found else case_summary.NOT_KNOWN


def record(finding: Finding, tokens: Tokens, *, show_refs: bool) -> dict[str, Plain]:
    """A finding for programs."""
    place = finding.place
    said: dict[str, Plain] = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }
    return said | {"ref": _token(finding, tokens)} if show_refs else said
