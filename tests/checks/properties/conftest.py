"""What do the checks of properties say of a plan, or of one centre in it?"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import Final

import pytest

from earlyhelp import Finding
from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse

#: Of a plan: all that these checks find in it.
Ask = Callable[[str], list[Finding]]
#: Of a code and a plan: what one check finds in it.
Find = Callable[[str, str], list[Finding]]
#: Of a code and what the row of Elm Road says: what one check finds.
Elm = Callable[..., list[Finding]]

HEAD: Final = "format: 1\nid: story\ntitle: A story\nnation: england\n"
#: What a centre goes through, without links: these stories are about days alone.
HANDOVER: Final = """\
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {}
      records_swept: {evidence: required}
      vacated: {}
      handed_over: {}
      accepted: {}
  leaving:
    for: each occupation
    steps:
      out: {}
"""
#: A centre of which nothing is left to be said.
READY: Final = "id: elm, name: Elm Road, future: surplus, notified: 2021-09-10"


@pytest.fixture
def handover() -> str:
    """The workflows of a plan in which centres and partners leave."""
    return HANDOVER


@pytest.fixture
def ask() -> Ask:
    """What the checks of properties find in a plan."""

    def run(text: str) -> list[Finding]:
        _, findings = check_plan(parse((HEAD + dedent(text)).encode()))
        return [finding for finding in findings if finding.code.startswith("EH4")]

    return run


@pytest.fixture
def find(ask: Ask) -> Find:
    """What one check finds."""

    def run(code: str, text: str) -> list[Finding]:
        return [finding for finding in ask(text) if finding.code == code]

    return run


@pytest.fixture
def elm(find: Find) -> Elm:
    """What one check finds in a plan with one surplus centre, Elm Road."""

    def run(code: str, says: str, *, also: str = "", as_at: str = "2021-09-17") -> list[Finding]:
        row = f"properties:\n  - {{{READY}, {says}}}\n"
        return find(code, f"as_at: {as_at}\n{HANDOVER}{row}{dedent(also)}\n")

    return run
