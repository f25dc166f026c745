"""Does work end, or go on elsewhere, before its place closes?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import earlyhelp
from earlyhelp.findings import Severity
from earlyhelp.testing import plan_of

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, Said


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
        ("route: same worker, receiving_team: north, changes: 2021-12-13", None),
        ("route: close, planned_closure: 2021-12-13", None),
        (
            "route: close, planned_closure: 2021-12-14",
            "planned to close only on Tuesday 14 December 2021",
        ),
        ("route: transfer, receiving_team: north, changes: 2021-12-14", None),
        (
            "route: transfer, receiving_team: north, changes: 2021-12-15",
            "taken on elsewhere only on Wednesday 15 December 2021",
        ),
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


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        (
            "route: close, planned_closure: 2021-12",
            "planned to close in December 2021, which may be too late",
        ),
        (
            "route: same worker, planned_closure: 2021-12",
            (
                "the work is to go on with the same worker, and no other place is named, and "
                "planned to close in December 2021, which may be too late"
            ),
        ),
        (
            "route: transfer, receiving_team: north",
            "from which day others take over is not known",
        ),
        (
            "route: same worker, receiving_team: north, changes: 2021-12",
            "taken on elsewhere in December 2021, which may be too late",
        ),
    ],
)
def test_what_may_be_too_late_for_the_place_is_not_known(said: Said, row: str, lacks: str) -> None:
    closes = "not known: open work in a building that closes on Monday 13 December 2021"
    assert said("EH611", f"{IN_ELM_ROAD}, {row}") == [f"{closes}: {lacks}"]


@pytest.mark.parametrize(
    ("planned_closure", "is_late"), [("2021-12-03", False), ("2021-12-06", True)]
)
def test_work_in_a_building_ends_with_its_services(
    said: Said, milestones: str, planned_closure: str, is_late: bool
) -> None:
    """Elm Road is there until 13 December, but the last session in it is on the 3rd."""
    row = f"{IN_ELM_ROAD}, route: close, planned_closure: {planned_closure}"
    services = f"{milestones}  elm-road.service_ended: {{expected: 2021-12-03}}\n"
    message = (
        "error: open work in a building whose services end on Friday 3 December 2021: planned to "
        "close only on Monday 6 December 2021"
    )
    assert said("EH611", row, milestones=services) == ([message] if is_late else [])


def test_a_team_keeps_its_base_until_it_is_vacated(said: Said, milestones: str) -> None:
    """Work of Elm Road that South receives there ends with the base, and not with the services."""
    services = f"{milestones}  elm-road.service_ended: {{expected: 2021-12-03}}\n"
    to_south = "route: same worker, receiving_team: south, changes: 2021-12-06"
    for day, number in (("2021-12-13", 0), ("2021-12-14", 1)):
        row = f"{IN_ELM_ROAD}, {to_south}, planned_closure: {day}"
        assert len(said("EH611", row, milestones=services)) == number


def test_work_of_a_building_that_closes_first_ends_with_its_teams_base(
    said: Said, milestones: str, council: str
) -> None:
    """Elm Road closes on 13 December, the base of South not before the 17th."""
    later = milestones.replace("week of 2021-12-13", "2021-12-17")
    moved = council.replace("base: elm-road", "base: yew-court")
    to_south = f"{IN_ELM_ROAD}, route: transfer, receiving_team: south, changes: 2021-12-14"
    for day, number in (("2021-12-17", 0), ("2021-12-18", 1)):
        row = f"{to_south}, planned_closure: {day}"
        assert len(said("EH611", row, milestones=later, council=moved)) == number


@pytest.mark.parametrize("setting", ["home", "oak-lane"])
def test_a_place_that_stays_is_no_trouble(findings: Findings, setting: str) -> None:
    row = f"setting: {setting}, route: same worker, worker_status: confirmed"
    assert findings(row) == []


@pytest.mark.parametrize(
    ("row", "lasts"),
    [
        ("route: same worker", True),
        ("route: close, planned_closure: 2022-01-04", False),
        ("route: close, planned_closure: 2022-01-05", True),
        ("route: transfer, receiving_team: north", False),
        ("kind: plan", False),  # EH601 says more
    ],
)
def test_an_interim_venue_is_a_place_until_the_launch(said: Said, row: str, lasts: bool) -> None:
    """The library has Fir Walk's sessions until 4 January, when the new offer begins."""
    found = said("EH611", f"setting: fir-walk, {row}")
    message = (
        "not known: Fir Walk Centre has an interim venue until the launch on Tuesday 4 January "
        "2022: where open work there goes on then is not known"
    )
    assert found == ([message] if lasts else [])


def test_where_nobody_says_where_work_is_done_its_place_is_not_known(
    said: Said, findings: Findings
) -> None:
    row = "setting: , route: same worker, worker_status: confirmed"
    assert said("EH611", row, f"{row}, places: 6") == [
        (
            "not known: 7 pieces of open work (each place in a group counts) do not say where "
            "they are done: whether they have a place to go on is not known"
        )
    ]
    assert findings(row, council="teams: [{id: east}]", milestones="offer.launch: {}") == []


@pytest.mark.parametrize(
    ("row", "is_asked"),
    [
        ("setting: oak-lane, route: same worker", True),
        ("setting: oak-lane, route: close, planned_closure: 2021-12-08", False),
        ("setting: home, route: transfer, receiving_team: north", True),
        ("setting: home, route: same worker", False),
        ("setting: oak-lane, kind: plan", False),  # EH601 says more
    ],
)
@pytest.mark.parametrize("cell", ["vacated", "on:vacated", "done:vacated", None])
def test_a_building_that_is_retained_and_left_may_be_no_place(
    said: Said, council: str, milestones: str, row: str, is_asked: bool, cell: str | None
) -> None:
    """Oak Lane stays, but it is to be refurbished from 8 December, and somebody wrote that in."""
    if cell:
        retained = "Oak Lane Hub, future: retained"
        council = council.replace(retained, f"{retained}, {cell}: 2021-12-08")
    else:
        milestones += "  oak-lane.vacated: {expected: 2021-12-08}\n"
    message = (
        "not known: Oak Lane Hub is retained, and yet it is left on Wednesday 8 December 2021: "
        "whether open work has a place there then is not known"
    )
    workflow = "workflows: {left: {for: property.future is lease, steps: {vacated: {}}}}\n"
    found = said("EH611", row, council=f"{workflow}{council}", milestones=milestones)
    assert [line for line in found if "Oak Lane" in line] == ([message] if is_asked else [])


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


@pytest.mark.parametrize(
    ("closes", "until"),
    [
        ("2022-01-04", "not known: Fir Walk Centre has an interim venue until the launch"),
        ("2022-01-05", "error: open work in a building that closes on Wednesday 5 January 2022"),
    ],
)
def test_an_interim_venue_is_none_for_what_is_open_until_after_the_launch(
    said: Said, milestones: str, closes: str, until: str
) -> None:
    usual = "fir-walk.vacated: {on: 2021-12-13}"
    later = milestones.replace(usual, f"fir-walk.vacated: {{on: {closes}}}")
    [line] = said("EH611", "setting: fir-walk, route: same worker", milestones=later)
    assert line.startswith(until)


def test_a_base_with_an_interim_venue_is_a_place_until_the_launch(said: Said, council: str) -> None:
    """South is based in Fir Walk, whose library is there until 4 January 2022."""
    moved = council.replace("base: elm-road", "base: fir-walk")
    row = f"{IN_ELM_ROAD}, route: transfer, receiving_team: south, changes: 2021-12-13"
    assert said("EH611", f"{row}, planned_closure: 2022-01-04", council=moved) == []
    assert said("EH611", row, council=moved) == [
        (
            "not known: it is not known until when Fir Walk Centre stays open, so it cannot be "
            "told whether open work has a place to go on"
        )
    ]


def test_a_building_may_be_vacated_long_before_it_is_handed_over(said: Said) -> None:
    """It is vacated some time in December, and handed over on the 20th."""
    days = "elm-road.vacated: {expected: 2021-12}\n  elm-road.handed_over: {expected: 2021-12-20}"
    row = f"{IN_ELM_ROAD}, route: close, planned_closure: 2021-12-17"
    [line] = said("EH611", row, milestones=days)
    assert line.startswith("not known: open work in a building that closes")


SERVICES_END_AFTER_THE_LAUNCH = """
    format: 1
    id: elm
    title: Elm Road
    nation: england
    as_at: 2021-09-17
    workflows:
      handover:
        for: property.future is surplus
        steps: {service_ended: {}}
    properties:
      - {id: elm, future: surplus, interim_venue: hall, service_ended: 2022-01-10}
      - {id: ash, future: surplus, service_ended: 2021-11-30}
    teams: [{id: north, base: elm}]
    cases:
      - {ref: a, team: north, worker_status: confirmed, CASE}
    milestones:
      offer.launch: {on: 2022-01-04}
"""


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (
            "setting: elm, route: close, planned_closure: 2022-01-12",
            (
                "open work in a building whose services end on Monday 10 January 2022: planned to close "
                "only on Wednesday 12 January 2022"
            ),
        ),
        ("setting: elm, route: close, planned_closure: 2022-01-10", None),
        (
            "setting: ash, route: transfer, receiving_team: north, changes: 2021-11-30",
            (
                "it is not known until when elm stays open, so it cannot be told whether open work has "
                "a place to go on"
            ),
        ),
    ],
)
def test_a_building_with_an_interim_venue_whose_services_end_after_the_launch(
    case: str, message: str | None
) -> None:
    plan = plan_of(SERVICES_END_AFTER_THE_LAUNCH.replace("CASE", case))
    found = [finding.message for finding in earlyhelp.check(plan) if finding.code == "EH611"]
    assert found == ([message] if message else [])
