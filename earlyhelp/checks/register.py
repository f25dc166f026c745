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
_WHEN_ASKED: dict[str, tuple[Check, Say]] = {}


def check(
    code: str, name: str, severity: Severity, *, when_asked: bool = False
) -> Callable[[Check], Check]:
    """Enrol a check; its docstring is the manual page of its code.

    A check asks a question of the plan and its schedule. It gets `say`, which makes
    findings under its code, and yields what it finds. One that asks only `when_asked`
    stays out of the run.
    """

    def enrol(function: Check) -> Check:
        entry = codes.register(code, name, severity, function)
        if when_asked:
            _WHEN_ASKED[code] = function, codes.say(entry)
        else:
            _CHECKS.append((function, codes.say(entry)))
        return function

    return enrol


def run(plan: Plan, schedule: Schedule, *asked: str) -> tuple[Finding, ...]:
    """What all checks find, and those `asked` for by their codes, in the order of the lines."""
    checks = [*_CHECKS, *(_WHEN_ASKED[code] for code in asked)]
    found = [finding for ask, say in checks for finding in ask(plan, schedule, say)]
    return tuple(sorted(found, key=lambda finding: finding.sort_key))
