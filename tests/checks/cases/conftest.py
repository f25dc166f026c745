"""What do the checks of open work say of the rows of one small council?

The council of these stories is illustrative: Elm Road closes on Monday 13 December 2021, Oak
Lane stays, and of Ash Grove nobody has said when. Yew Court closes in the week of 13 December,
and Fir Walk has an interim venue. Teams are North (based in Oak Lane), South (in Elm Road), West
(in Ash Grove) and East, of which little is known. The launch is on Tuesday 4 January 2022.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import pytest

from earlyhelp import Finding, Plan
from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse

#: Of rows of open work, each of which is given a token: the plan that has them.
OpenWork = Callable[..., Plan]
#: Of such rows: what is found.
Findings = Callable[..., list[Finding]]
#: Of a code and such rows: what is said, and with which severity.
Said = Callable[..., list[str]]


class Lines(NamedTuple):
    """On which lines of the plan something comes to stand."""

    north: int
    first_row: int


COUNCIL: Final = """
properties:
  - {id: elm-road, name: Elm Road Centre, future: surplus}
  - {id: oak-lane, name: Oak Lane Hub, future: retained}
  - {id: ash-grove, name: Ash Grove Centre, future: lease}
  - {id: yew-court, name: Yew Court Centre, future: surplus}
  - {id: fir-walk, name: Fir Walk Centre, future: surplus, interim_venue: the library}
teams:
  - {id: north, name: North Team, base: oak-lane, capacity: 20, post_limit: 6}
  - {id: south, name: South Team, base: elm-road, capacity: 20, post_limit: 6}
  - {id: west, name: West Team, base: ash-grove, capacity: 20, post_limit: 6}
  - {id: east, name: East Team}
"""
HEAD: Final = """
format: 1
id: early-help
title: Early Help redesign
nation: england
"""
LAUNCH: Final = "offer.launch: {on: 2022-01-04}"
VACATED: Final = """
  elm-road.vacated: {on: 2021-12-13}
  yew-court.vacated: {on: week of 2021-12-13}
  fir-walk.vacated: {on: 2021-12-13}
"""


@pytest.fixture
def council() -> str:
    """The properties and the teams of the council."""
    return COUNCIL


@pytest.fixture
def milestones() -> str:
    """When the launch is, and when the buildings close."""
    return f"{LAUNCH}{VACATED}"


@pytest.fixture
def no_launch() -> str:
    """When the buildings close, and nothing of a launch."""
    return VACATED


@pytest.fixture
def lines() -> Lines:
    """Where North stands, and the first row of open work."""
    return Lines(north=21, first_row=27)


@pytest.fixture
def accepted() -> str:
    """What a row says of work that North has accepted."""
    return "route: transfer, receiving_team: north, receiving_post: north-2, accepted: 2021-11-30"


@pytest.fixture
def open_work() -> OpenWork:
    """The plan of the council with these open rows."""

    def run(
        *cases: str,
        as_at: str | None = "2021-12-01",
        milestones: str = f"{LAUNCH}{VACATED}",
        council: str = COUNCIL,
    ) -> Plan:
        rows = "".join(
            f"  - {{ref: k{number:04}, {case}{_besides(case)}}}\n"
            for number, case in enumerate(cases)
        )
        day = "" if as_at is None else f"as_at: {as_at}\n"
        text = f"{HEAD}{day}milestones:\n  {milestones}\n{council}\ncases:\n{rows}"
        return parse(text.encode())

    return run


def _besides(case: str) -> str:
    """What a row says that does not say it: East has the work, which is done at home."""
    said = {name for name, _, _ in (cell.partition(": ") for cell in case.split(", "))}
    usual = {"team": "east", "setting": "home"}
    return "".join(f", {name}: {what}" for name, what in usual.items() if name not in said)


@pytest.fixture
def findings(open_work: OpenWork) -> Findings:
    """What the checks of open work find of these rows."""

    def run(*cases: str, **plan: Any) -> list[Finding]:
        _, found = check_plan(open_work(*cases, **plan))
        return [finding for finding in found if finding.code.startswith("EH6")]

    return run


@pytest.fixture
def said(findings: Findings) -> Said:
    """What a code says of these rows, and with which severity."""

    def run(code: str, *cases: str, **plan: Any) -> list[str]:
        return [
            f"{finding.severity.value}: {finding.message}"
            for finding in findings(*cases, **plan)
            if finding.code == code
        ]

    return run
