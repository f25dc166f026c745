"""What the tests of letters share: a plan with partners, its letters, and the shipped templates."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from earlyhelp.files.load import parse
from earlyhelp.files.templates import templates
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.notices.letters import Letter, letters
from earlyhelp.outputs.notices.templates import Templates

#: What every plan of these tests says besides.
ALSO: Final = """\
format: 1
id: redesign
title: Early Help redesign
organisation: Downs Council
nation: england
as_at: 2021-09-17
workflows:
  leaving: {for: each occupation, steps: {informed: {}, out: {}}}
  handover: {steps: {service_ended: {}, vacated: {}}}
"""
#: One nursery in one building that closes, with one that stays.
ONE: Final = """\
properties:
  - {id: elm, name: Elm Road, future: surplus}
  - {id: oak, name: Oak Lane, future: retained}
partners: [{id: nursery, name: Seashell Nursery, sector: nursery, mailbox: rooms@nursery.example}]
occupations:
"""

Solve = Callable[..., Schedule]
Write = Callable[..., Letter]


def _solved(said: str, journal: str | None = None) -> Schedule:
    recorded = journal.encode() if journal is not None else None
    return solve_plan(parse(f"{inspect.cleandoc(said)}\n{ALSO}".encode(), recorded=recorded))


@pytest.fixture
def solve() -> Solve:
    """Reads and solves a plan that says this, with a journal."""
    return _solved


@pytest.fixture
def write() -> Write:
    """The letter to the nursery whose row says this, with a journal."""

    def run(row: str, journal: str | None = None) -> Letter:
        said = f"{ONE}  - {{property: elm, partner: nursery, {row}}}"
        [letter] = letters(_solved(said, journal))
        return letter

    return run


@pytest.fixture
def written(request: pytest.FixtureRequest) -> dict[str, Letter]:
    """The letters of the plan that the test's docstring is, by partner."""
    schedule = _solved(request.function.__doc__ or "")
    return {letter.partner: letter for letter in letters(schedule)}


@pytest.fixture(scope="session")
def shipped() -> Templates:
    """The templates that come with earlyhelp."""
    return Templates(templates(Path("nowhere"), None, shown="templates"))
