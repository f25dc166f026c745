"""How a check becomes one: its code, its name, its page, and its place in the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from earlyhelp import codes
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule

Check = Callable[[Plan, Schedule, Say], Iterator[Finding]]

_CHECKS: list[tuple[Check, Say]] = []


def check(code: str, name: str, severity: Severity) -> Callable[[Check], Check]:
    """Enrol a check; its docstring is the manual page of its code.

    A check asks a question of the plan and its schedule. It gets `say`, which makes
    findings under its code, and yields what it finds.
    """

    def enrol(function: Check) -> Check:
        entry = codes.register(code, name, severity, function)
        _CHECKS.append((function, codes.say(entry)))
        return function

    return enrol


def run(plan: Plan, schedule: Schedule) -> tuple[Finding, ...]:
    """What all checks find, in the order of the plan's lines."""
    found = [finding for ask, say in _CHECKS for finding in ask(plan, schedule, say)]
    return tuple(sorted(found, key=lambda finding: finding.sort_key))
