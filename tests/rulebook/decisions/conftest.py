"""What the tests of decisions ask of a plan: facts, and what is found under a code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest

import earlyhelp
from earlyhelp import Finding
from earlyhelp.files.load import parse
from earlyhelp.findings import Severity

#: Of some lines of a plan and a code: what is found under that code.
Found = Callable[[str, str], list[Finding]]

ERROR, WARNING = Severity.ERROR, Severity.WARNING
NOT_KNOWN, NOTE = Severity.NOT_KNOWN, Severity.NOTE
DAY: Final = timedelta(days=1)
HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\ndays: any\n"


@pytest.fixture(scope="module")
def found() -> Found:
    def run(lines: str, code: str) -> list[Finding]:
        found = earlyhelp.check(parse((HEAD + lines).encode()))
        return [finding for finding in found if finding.code == code]

    return run


def facts(**days: date | str) -> str:
    """Facts of a plan; `__` stands for the dot of a name."""
    return "facts:\n" + "".join(f"  {k.replace('__', '.')}: {v}\n" for k, v in days.items())


def only(findings: list[Finding]) -> Finding:
    [finding] = findings
    return finding


def not_known(findings: list[Finding]) -> str:
    """What the only finding says, which is that something is not known."""
    finding = only(findings)
    assert finding.severity is NOT_KNOWN
    return finding.message


def severities(findings: list[Finding]) -> list[Severity]:
    return [finding.severity for finding in findings]
