"""Is open work done or handed on before its team ends, and does the next team last?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, Said

#: Old ends on Friday 17 December 2021, and Bridge, which receives work, on 25 February 2022.
TEAMS = """
teams:
  - {id: old, name: Old Team, ends: 2021-12-17}
  - {id: north, name: North Team, capacity: 20, post_limit: 6}
  - {id: bridge, name: Bridge Team, capacity: 20, post_limit: 6, ends: 2022-02-25}
"""
IN_OLD = "team: old, worker_status: confirmed"


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ("kind: plan", "error: no route is known"),
        ("route: close, planned_closure: 2021-12-17", None),
        (
            "route: close, planned_closure: 2021-12-20",
            "error: planned to close only on Monday 20 December 2021",
        ),
        (
            "route: close, planned_closure: 2021-12",
            "not known: planned to close in December 2021, which may be too late",
        ),
        ("route: transfer, receiving_team: north, changes: 2021-12-20", None),
        (
            "route: transfer, receiving_team: north, changes: 2021-12-21",
            "error: taken on elsewhere only on Tuesday 21 December 2021",
        ),
        (
            "route: transfer, receiving_team: north",
            "not known: from which day others take over is not known",
        ),
        ("route: same worker, receiving_team: north", None),
        ("route: same worker, planned_closure: 2021-12-17", None),
        (
            "route: same worker",
            (
                "not known: the work is to go on with the same worker, and in which team then is "
                "not said"
            ),
        ),
    ],
)
def test_the_work_is_done_or_handed_on_by_the_teams_last_day(
    said: Said, row: str, lacks: str | None
) -> None:
    ends = "open work whose team ends on Friday 17 December 2021"
    severity, _, why = (lacks or "").partition(": ")
    expected = [f"{severity}: {ends}: {why}"] if lacks else []
    assert said("EH613", f"{IN_OLD}, {row}", council=TEAMS) == expected


@pytest.mark.parametrize(
    ("planned", "lacks"),
    [
        ("", "error: no day is planned for closing it"),
        ("2022-02-25", None),
        ("2022-02-28", "error: planned to close only on Monday 28 February 2022"),
        ("2022", "not known: planned to close in 2022, which may be too late"),
    ],
)
@pytest.mark.parametrize("route", ["transfer", "same worker"])
def test_the_team_that_receives_the_work_lasts_as_long_as_it(
    said: Said, route: str, planned: str, lacks: str | None
) -> None:
    row = f"team: north, route: {route}, receiving_team: bridge, planned_closure: {planned}"
    ends = "open work that a team receives which ends on Friday 25 February 2022 itself"
    severity, _, why = (lacks or "").partition(": ")
    expected = [f"{severity}: {ends}: {why}"] if lacks else []
    assert said("EH613", row, council=TEAMS) == expected


def test_a_team_that_hands_work_to_itself_is_spoken_of_once(said: Said) -> None:
    row = "team: bridge, route: transfer, receiving_team: bridge"
    assert len(said("EH613", row, council=TEAMS)) == 1
    late = f"{row}, planned_closure: 2022-02-28, changes: 2022-03-15"
    assert len(said("EH613", late, council=TEAMS)) == 1


def test_a_team_that_says_when_it_ends_does_not_end_with_the_launch(findings: Findings) -> None:
    """Bridge is there until 25 February, so what it closes by then is with somebody."""
    row = "worker_status: confirmed, route: close, planned_closure: 2022-02-25"
    assert findings(f"team: bridge, {row}", council=TEAMS) == []
    late = findings(f"team: old, {row}", council=TEAMS)
    assert [finding.code for finding in late] == ["EH613"]
    usual = findings(f"team: north, {row}", council=TEAMS)
    assert [finding.code for finding in usual] == ["EH607"]


def test_work_with_no_team_and_no_worker_is_with_nobody_that_is_known(said: Said) -> None:
    nobody = "team: , route: transfer, receiving_team: north"
    assert said("EH613", nobody, f"{nobody}, places: 4") == [
        (
            "not known: 5 pieces of open work (each place in a group counts) name neither a team "
            "nor a worker: who has them now is not known"
        )
    ]
    assert "fewer than 5 pieces" in said("EH613", nobody)[0]
    for known in ("team: north", "worker: post-3, team: ", "worker_status: at risk, team: "):
        assert said("EH613", f"{known}, route: transfer, receiving_team: north") == []
