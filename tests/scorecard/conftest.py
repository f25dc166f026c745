"""What may a test of the scorecard ask of a plan, and of what is found in it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

import earlyhelp
from earlyhelp import Finding, Fix, Plan
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse

#: Of a file: why it cannot be read.
Refused = Callable[[str | bytes], tuple[Finding, ...]]
#: Of findings: code, line and column of each.
Where = Callable[[tuple[Finding, ...]], list[tuple[str, int, int]]]
#: Of a text without the four lines that every plan needs: the plan.
Read = Callable[[str], Plan]
#: Of such a text and a code: what that check has to say.
Found = Callable[[str, str], list[Finding]]
#: Of such a text: its conflicts.
Conflicts = Callable[[str], list[Finding]]
#: Of a finding: the lines of the plan that its proof goes through.
Lines = Callable[[Finding], list[int]]
#: Of a text and a fix: the text after somebody has typed it where it says.
Mended = Callable[[str, Fix], str]

HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\n"

#: Every section and every form of link that a plan has, and nothing wrong with it.
FULL: Final = """\
format: 1
id: early-help
title: "Early Help: redesign – phase 1"
organisation: A County Council
nation: england
as_at: 2021-09-17
days: working
closures:
  - days: 2021-12-29 to 2021-12-31
    name: Christmas closure
  - 2022-02-14
facts:
  posts_at_risk: {main-office: 34}
  voluntary_partners: yes
settings:
  low_float: 5 working days
  clear_days_basis: s243
milestones:
  consultation.launch:
    title: Staff consultation launched
    done: 2021-09-08
    source: S0 4.1
  consultation.close: {on: 2021-09-29, after: consultation.launch + 21 calendar days}
  offer.launch:
    on: 2022-01-04
    days: any
    by: [end of 2022-01, selection.end + 6 months]
    after:
      - selection.end + 3 clear working days
      - link: consultation.close
        because: no one is left unsupported
        locked: yes
  letters: {expected: week of 2021-11-15, before: offer.launch - 4 weeks}
  panel: {within: 10 working days after consultation.close, not_before: 2021-10}
stages:
  selection:
    lasts: between 4 and 6 weeks
    after: consultation.close
    end: {owner: Early Help leadership}
"""

#: The same kind of plan in as few lines as possible.
SHORT: Final = """\
{format: 1, id: p, title: P, nation: wales, as_at: 2021-09-17, milestones: {a: {on: 2021-10-01},
 b: {exactly: 2 weeks after a}}, stages: {s: {after: b, lasts: at most 3 months, by: 2021-12-24}}}
"""

#: And one that can be read, but not met.
UNMET: Final = """\
format: 1
id: unmet
title: 'Cannot be met'
nation: scotland
milestones:
  first:
    on: 2021-10-12
  then:
    after: first + 30 working days
    by: 2021-10-29
  round: {after: about}
  about: {after: round + 1 month}
"""

GOOD: Final = (FULL, SHORT, UNMET)


@pytest.fixture
def head() -> str:
    """The four lines that every plan needs."""
    return HEAD


@pytest.fixture
def good_plans() -> tuple[str, str, str]:
    """A full plan, a short one, and one that can be read, but not met."""
    return GOOD


@pytest.fixture(params=GOOD)
def good(request: pytest.FixtureRequest) -> str:
    """Each of them."""
    return str(request.param)


@pytest.fixture
def refused() -> Refused:
    """Why a plan file cannot be read."""

    def run(data: str | bytes) -> tuple[Finding, ...]:
        with pytest.raises(UnreadablePlanError) as error:
            parse(data.encode() if isinstance(data, str) else data)
        return error.value.findings

    return run


@pytest.fixture
def where() -> Where:
    """Code, line and column of each finding."""

    def run(found: tuple[Finding, ...]) -> list[tuple[str, int, int]]:
        return [(item.code, *item.place[1:]) for item in found if item.place is not None]

    return run


@pytest.fixture
def read() -> Read:
    """A plan, once the four lines that every plan needs are added at its end."""

    def run(text: str) -> Plan:
        return parse(f"{text}\n{HEAD}".encode())

    return run


@pytest.fixture
def found(read: Read) -> Found:
    """What one check has to say of such a plan."""

    def run(text: str, code: str) -> list[Finding]:
        return [item for item in earlyhelp.check(read(text)) if item.code == code]

    return run


@pytest.fixture
def conflicts(found: Found) -> Conflicts:
    """The conflicts of a plan that cannot be met; there is one at least."""

    def run(text: str) -> list[Finding]:
        several = found(text, "EH201")
        assert several
        return several

    return run


@pytest.fixture
def lines() -> Lines:
    """The lines of the plan that a finding's proof goes through."""

    def run(finding: Finding) -> list[int]:
        return [step.place.line for step in finding.chain if step.place is not None]

    return run


@pytest.fixture
def mended() -> Mended:
    """The plan after somebody has typed a fix where it says."""

    def run(text: str, fix: Fix) -> str:
        assert fix.place is not None
        rows = text.split("\n")
        row = rows[fix.place.line - 1]
        at = fix.place.column - 1
        assert row[at:].startswith(fix.before)
        rows[fix.place.line - 1] = row[:at] + fix.after + row[at + len(fix.before) :]
        return "\n".join(rows)

    return run
