"""Does work end, or go on elsewhere, before its place closes and its worker leaves?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, Said


# EH611: the place


IN_ELM_ROAD = "setting: elm-road, worker_status: confirmed"


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ("kind: plan", "no route is known"),
        ("planned_closure: 2021-12-13", None),
        ("planned_closure: 2021-12-14", "no route is known"),
        (
            "route: same worker",
            "the work is to go on with the same worker, and no other place is named",
        ),
        ("route: same worker, planned_closure: 2021-12-13", None),
        (
            "route: same worker, planned_closure: 2021-12-14",
            "the work is to go on with the same worker, and no other place is named",
        ),
        ("route: same worker, receiving_team: north", None),
        ("route: close, planned_closure: 2021-12-13", None),
        ("route: close, planned_closure: 2021-12", None),
        (
            "route: close, planned_closure: 2021-12-14",
            "planned to close only on Tuesday 14 December 2021",
        ),
        ("route: transfer, receiving_team: north", None),
        (
            "route: transfer, receiving_team: south",
            ("the base of the team that receives the work closes too, on Monday 13 December 2021"),
        ),
        ("route: transfer, receiving_team: south, planned_closure: 2021-12-13", None),
    ],
)
def test_the_work_ends_first_or_goes_on_in_a_place_that_stays(
    said: Said, row: str, lacks: str | None
) -> None:
    closes = "error: open work in a building that closes on Monday 13 December 2021"
    assert said("EH611", f"{IN_ELM_ROAD}, {row}") == ([f"{closes}: {lacks}"] if lacks else [])


def test_work_of_a_building_that_closes_first_ends_with_its_teams_base(
    said: Said, milestones: str, council: str
) -> None:
    """Elm Road closes on 13 December, the base of South not before the 17th."""
    later = milestones.replace("week of 2021-12-13", "2021-12-17")
    moved = council.replace("base: elm-road", "base: yew-court")
    to_south = f"{IN_ELM_ROAD}, route: transfer, receiving_team: south"
    for day, number in (("2021-12-17", 0), ("2021-12-18", 1)):
        row = f"{to_south}, planned_closure: {day}"
        assert len(said("EH611", row, milestones=later, council=moved)) == number


@pytest.mark.parametrize("setting", ["home", "oak-lane", "fir-walk"])
def test_a_place_that_stays_is_no_trouble(findings: Findings, setting: str) -> None:
    row = f"setting: {setting}, route: same worker, worker_status: confirmed"
    assert findings(row) == []


def test_where_nobody_says_when_it_closes_it_is_not_known(findings: Findings) -> None:
    row = "setting: ash-grove, route: same worker, worker_status: confirmed"
    [finding] = findings(row, row)
    assert (finding.code, finding.severity) == ("EH611", Severity.NOT_KNOWN)
    assert finding.message == (
        "it is not known until when Ash Grove Centre stays open, so it cannot be told whether "
        "open work has a place to go on"
    )
    assert finding.subjects == ("ash-grove",)


def test_a_closing_day_that_is_not_known_is_asked_only_where_it_matters(
    findings: Findings, accepted: str
) -> None:
    assert findings(f"setting: ash-grove, {accepted}") == []


@pytest.mark.parametrize(
    ("team", "message", "subject"),
    [
        ("east", "it is not known where East Team is based", "east"),
        ("west", "it is not known until when Ash Grove Centre stays open", "ash-grove"),
    ],
)
def test_where_the_receiving_teams_base_is_not_known_it_is_not_known(
    findings: Findings, team: str, message: str, subject: str
) -> None:
    row = f"{IN_ELM_ROAD}, route: transfer, receiving_team: {team}"
    [finding] = [item for item in findings(row, row) if item.code == "EH611"]
    assert finding.severity is Severity.NOT_KNOWN
    assert finding.message == (
        f"{message}, so it cannot be told whether open work has a place to go on"
    )
    assert finding.subjects == (subject,)


# EH612: the worker


LEAVES = "setting: home, worker_status: leaving, worker_last_day: 2021-12-10"


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ("kind: plan", "no route is known"),
        ("planned_closure: 2021-12-10", None),
        ("route: same worker", "the work is to go on with the same worker"),
        ("route: same worker, planned_closure: 2021-12-10", None),
        (
            "route: same worker, planned_closure: 2021-12-11",
            "the work is to go on with the same worker",
        ),
        ("route: close, planned_closure: 2021-12-10", None),
        (
            "route: close, planned_closure: 2021-12-13",
            "planned to close only on Monday 13 December 2021",
        ),
        ("route: close, planned_closure: 2021-12-13, receiving_team: north", None),
        ("route: close, planned_closure: 2021-12", None),
        (
            "route: transfer, receiving_team: north, receiving_post: north-2, accepted: 2021-11-30",
            None,
        ),
    ],
)
def test_the_work_ends_first_or_somebody_else_takes_it_on(
    said: Said, row: str, lacks: str | None
) -> None:
    leaves = "error: open work whose worker leaves on Friday 10 December 2021"
    assert said("EH612", f"{LEAVES}, {row}") == ([f"{leaves}: {lacks}"] if lacks else [])


def test_work_can_end_on_the_friday_of_the_week_in_which_its_worker_leaves(said: Said) -> None:
    row = "worker_status: leaving, worker_last_day: week of 2021-12-06, route: close"
    assert said("EH612", f"{row}, planned_closure: 2021-12-10") == []
    assert len(said("EH612", f"{row}, planned_closure: 2021-12-11")) == 1


def test_without_a_last_day_it_is_not_known(said: Said, accepted: str) -> None:
    assert said("EH612", f"{accepted}, worker_status: leaving") == [
        "not known: open work whose worker is leaving: the worker's last day is not known"
    ]


def test_a_worker_at_risk_may_not_be_the_same_worker_for_long(said: Said) -> None:
    assert said("EH612", "route: same worker, worker_status: at risk") == [
        "warning: open work to go on with the same worker, whose post is at risk"
    ]


def test_a_worker_at_risk_can_hand_work_over(said: Said, accepted: str) -> None:
    assert said("EH612", f"{accepted}, worker_status: at risk") == []


def test_a_worker_who_stays_is_no_trouble(said: Said) -> None:
    row = "route: same worker, worker_status: confirmed, worker_last_day: 2021-12-10"
    assert said("EH612", row) == []
