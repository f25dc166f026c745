"""A council that closes a centre and tells of it, and what is found about its messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pytest

from earlyhelp import Finding
from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.findings import Severity

Brief = list[tuple[str, Severity, tuple[str, ...], int | None]]
#: Of rows, and words of the plan with others: what is found about messages.
Findings = Callable[..., list[Finding]]
#: The same in brief: code, how much it matters, whom it names, and the days.
Found = Callable[..., Brief]
#: Of a message's day: what is found of it before a poll.
Polled = Callable[..., Brief]

ERROR, WARNING, NOT_KNOWN = Severity.ERROR, Severity.WARNING, Severity.NOT_KNOWN
NO_CHANGE: Final[Mapping[str, str]] = {}

#: Elm Road closes on Friday 26 November; Harbour stays; the launch is on 4 January.
ALSO: Final = """\
  decision: {expected: 2021-10-12}
properties:
  - {id: elm, name: Elm Road, future: surplus, service_ended: 2021-11-26}
  - {id: harbour, name: Harbour, future: retained}
facts: {poll: 2021-05-06}
communications:
"""
#: Messages after which nothing is left to say of those who have to be reached.
TOLD: Final = (
    "id: press, audience: members of the public, expected: 2021-09-20",
    "id: elm, audience: families, property: elm, expected: 2021-10-29",
)


@pytest.fixture(scope="module")
def council(before_the_launch: str) -> str:
    """The plan, to which messages are added."""
    return before_the_launch + ALSO


@pytest.fixture
def about_messages(council: str) -> Findings:
    """What is found about the messages of the plan with these rows and changed words."""

    def run(*rows: str, but: Mapping[str, str] = NO_CHANGE) -> list[Finding]:
        text = council
        for words, others in but.items():
            assert words in text
            text = text.replace(words, others)
        plan = parse((text + "".join(f"  - {{{row}}}\n" for row in rows)).encode())
        _, found = check_plan(plan)
        ours = (finding for finding in found if "EH511" <= finding.code <= "EH514")
        return sorted(ours, key=lambda finding: finding.code)

    return run


@pytest.fixture
def found(about_messages: Findings) -> Found:
    """The same in brief."""

    def run(*rows: str, but: Mapping[str, str] = NO_CHANGE) -> Brief:
        return [
            (finding.code, finding.severity, finding.subjects, finding.short_by_days)
            for finding in about_messages(*rows, but=but)
        ]

    return run
