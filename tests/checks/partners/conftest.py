"""What do the checks of partners say of the rows of one small plan?

Elm Road closes, Mill Lane is let, and Harbour stays. Of partners there are a nursery, a
voluntary organisation and one of the NHS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import pytest

from earlyhelp import Finding
from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.findings import Severity

#: Codes, how much they matter, and how many days are short.
Brief = list[tuple[str, Severity, int | None]]
#: Of rows of occupations, and changes to the plan: what is found about partners.
Findings = Callable[..., list[Finding]]
#: Of one row, and such changes: the only finding.
TheFinding = Callable[..., Finding]
#: Of rows, and such changes: what is found, in brief.
Found = Callable[..., Brief]
#: Of what the row of the nursery in Elm Road says: the same.
Nursery = Callable[..., Brief]

HANDOVER: Final = """  handover:
    for: property.future is not retained
    steps: {vacated: {}, handed_over: {}}
"""
PLAN: Final = f"""format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
milestones:
  assets.last_handover: {{expected: 2021-12-20}}
workflows:
  leaving:
    for: each occupation where property.future is not retained
    steps: {{out: {{}}}}
{HANDOVER}properties:
  - {{id: elm, name: Elm Road, future: surplus}}
  - {{id: mill, name: Mill Lane, future: lease}}
  - {{id: harbour, name: Harbour, future: retained, capacity: 4}}
partners:
  - {{id: nursery, name: Seashell Nursery, sector: nursery}}
  - {{id: food, name: Food Share, sector: voluntary}}
  - {{id: nurses, name: Nurses, sector: nhs}}
occupations:
"""
NO_CHANGE: Final[Mapping[str, str]] = {}
IN_ELM: Final = "property: elm, partner: nursery"
NOTICE: Final = "told: 2021-09-14, notice: 4 weeks"


@pytest.fixture
def handover() -> str:
    """The workflow that a property goes through which is left."""
    return HANDOVER


@pytest.fixture
def harbour_line() -> int:
    """On which line of the plan Harbour stands."""
    return PLAN[: PLAN.index("{id: harbour")].count("\n") + 1


@pytest.fixture
def first_row() -> int:
    """On which line of the plan the first row comes to stand."""
    return PLAN.count("\n") + 1


@pytest.fixture
def in_elm() -> str:
    """What the row of the nursery in Elm Road begins with."""
    return IN_ELM


@pytest.fixture
def notice() -> str:
    """What a row says of a partner that was told in time."""
    return NOTICE


@pytest.fixture
def well() -> str:
    """What a row says that nothing is to be said about."""
    return f"{NOTICE}, offered: harbour, out: 2021-12-10"


@pytest.fixture
def three_months() -> str:
    """What a row says of a partner with a long notice and a place to go to."""
    return "notice: 3 months, offered: harbour"


@pytest.fixture
def food() -> str:
    """What the row of the voluntary organisation in Elm Road begins with."""
    return "property: elm, partner: food, notice: 4 weeks, offered: harbour"


@pytest.fixture
def findings() -> Findings:
    """What is found about partners, in the order of the codes.

    `as_at` is another day, `elm` another text after the name of Elm Road, and `but` has
    other words of the plan with those that stand in their place.
    """

    def run(
        *rows: str,
        but: Mapping[str, str] = NO_CHANGE,
        as_at: str | None = None,
        elm: str | None = None,
    ) -> list[Finding]:
        changed = dict(but)
        if as_at is not None:
            changed["as_at: 2021-09-17"] = f"as_at: {as_at}"
        if elm is not None:
            changed["name: Elm Road, future: surplus"] = f"name: Elm Road, {elm}"
        text = PLAN
        for words, others in changed.items():
            assert words in text
            text = text.replace(words, others)
        _, found = check_plan(parse((text + "".join(f"  - {{{row}}}\n" for row in rows)).encode()))
        ours = (finding for finding in found if finding.code.startswith("EH5"))
        return sorted(ours, key=lambda finding: finding.code)

    return run


@pytest.fixture
def the_finding(findings: Findings) -> TheFinding:
    """The only finding about a row."""

    def run(row: str, **changes: object) -> Finding:
        [finding] = findings(row, **changes)
        return finding

    return run


@pytest.fixture
def found(findings: Findings) -> Found:
    """What is found of these rows, in brief."""

    def run(*rows: str, **changes: object) -> Brief:
        return [
            (finding.code, finding.severity, finding.short_by_days)
            for finding in findings(*rows, **changes)
        ]

    return run


@pytest.fixture
def nursery(found: Found) -> Nursery:
    """What is found of the nursery in Elm Road whose row says this."""

    def run(says: str, **changes: object) -> Brief:
        return found(f"{IN_ELM}, {says}", **changes)

    return run
