"""Since when is open work on its way, and who takes it on?"""

from __future__ import annotations

import pytest

from earlyhelp.files.load import parse
from earlyhelp.model.registers import Case
from earlyhelp.model.routing import changes_hands, is_received, last_day_of_routing

HEAD = """
format: 1
id: ours
title: Early Help redesign
nation: england
teams: [{id: north}]
cases:
"""


def cases(*rows: str) -> tuple[Case, ...]:
    lines = "".join(f"  - {{ref: k{number}, {row}}}\n" for number, row in enumerate(rows))
    registers = parse(f"{HEAD}{lines}".encode()).registers
    assert registers is not None
    return registers.cases


@pytest.mark.parametrize(
    ("row", "is_taken_on", "by_another"),
    [
        ("route: transfer, receiving_team: north", True, True),
        ("route: close, planned_closure: 2022-02-25, receiving_team: north", True, True),
        ("route: same worker, receiving_team: north", True, False),
        ("route: close, receiving_team: north", False, False),
        ("route: transfer", False, False),
        ("receiving_team: north", False, False),
    ],
)
def test_work_is_received_by_a_team_that_its_route_leads_to(
    row: str, is_taken_on: bool, by_another: bool
) -> None:
    [case] = cases(row)
    assert (is_received(case), changes_hands(case)) == (is_taken_on, by_another)


def test_work_that_a_team_receives_to_close_it_is_on_its_way_when_that_is_arranged() -> None:
    """What is closed by its own team needs no acceptance, and closed work nothing at all."""
    to_close = "route: close, planned_closure: 2022-02-25"
    found = last_day_of_routing(
        cases(
            f"{to_close}, receiving_team: north, accepted: 2021-12-10",
            f"{to_close}, family_informed: 2021-12-17",
            "route: transfer, receiving_team: north, accepted: 2021-12-20, closed: 2021-12-01",
        )
    )
    assert found is not None
    assert found.when.text == "2021-12-10"
