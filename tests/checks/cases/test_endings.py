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
        ("route: same worker, receiving_team: north, changes: 2021-12-13", None),
        ("route: close, planned_closure: 2021-12-13", None),
        (
            "route: close, planned_closure: 2021-12-14",
            "planned to close only on Tuesday 14 December 2021",
        ),
        ("route: transfer, receiving_team: north, changes: 2021-12-14", None),
        (
            "route: transfer, receiving_team: north, changes: 2021-12-15",
            "it is taken on elsewhere only on Wednesday 15 December 2021",
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
            "from which day it is taken on elsewhere is not known",
        ),
        (
            "route: same worker, receiving_team: north, changes: 2021-12",
            "it is taken on elsewhere in December 2021, which may be too late",
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
        (
            "route: close, planned_closure: 2021-12-17, receiving_team: north, changes: 2021-12-13",
            None,
        ),
        ("route: transfer, receiving_team: north, changes: 2021-12-13", None),
        (
            "route: transfer, receiving_team: north, changes: 2021-12-14",
            "it is taken on elsewhere only on Tuesday 14 December 2021",
        ),
        (
            "route: close, planned_closure: 2021-12-17, receiving_team: north, changes: 2021-12-14",
            "it is taken on elsewhere only on Tuesday 14 December 2021",
        ),
    ],
)
def test_the_work_ends_first_or_somebody_else_takes_it_on(
    said: Said, row: str, lacks: str | None
) -> None:
    leaves = "error: open work whose worker leaves on Friday 10 December 2021"
    assert said("EH612", f"{LEAVES}, {row}") == ([f"{leaves}: {lacks}"] if lacks else [])


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        (
            "route: close, planned_closure: 2021-12",
            "planned to close in December 2021, which may be too late",
        ),
        (
            "route: transfer, receiving_team: north",
            "from which day it is taken on elsewhere is not known",
        ),
        (
            "route: transfer, receiving_team: north, changes: week of 2021-12-13",
            (
                "it is taken on elsewhere in the week of Monday 13 December 2021, which may be too "
                "late"
            ),
        ),
    ],
)
def test_what_may_be_too_late_for_the_worker_is_not_known(said: Said, row: str, lacks: str) -> None:
    leaves = "not known: open work whose worker leaves on Friday 10 December 2021"
    assert said("EH612", f"{LEAVES}, {row}") == [f"{leaves}: {lacks}"]


def test_over_the_christmas_closure_nobody_has_to_take_over(said: Said) -> None:
    """Friday 24 December is the last day, and Wednesday 29 the first on which anybody works."""
    row = "worker_status: leaving, worker_last_day: 2021-12-24, route: transfer, changes"
    to = "receiving_team: north"
    assert said("EH612", f"{row}: 2021-12-29, {to}") == []
    assert len(said("EH612", f"{row}: 2021-12-30, {to}")) == 1


def test_a_change_that_is_not_dated_comes_with_the_launch(said: Said) -> None:
    """A last day on the working day before the launch leaves no day between."""
    row = "worker_status: leaving, route: transfer, receiving_team: north, worker_last_day"
    assert said("EH612", f"{row}: 2021-12-31") == []
    assert len(said("EH612", f"{row}: 2021-12-30")) == 1


@pytest.mark.parametrize(
    ("closure", "severity"),
    [("2021-12-06", None), ("2021-12-10", "not known"), ("2021-12-11", "error")],
)
def test_a_worker_who_leaves_in_some_week_may_leave_on_its_monday(
    said: Said, closure: str, severity: str | None
) -> None:
    row = "worker_status: leaving, worker_last_day: week of 2021-12-06, route: close"
    found = said("EH612", f"{row}, planned_closure: {closure}")
    assert [line.partition(":")[0] for line in found] == ([severity] if severity else [])


def test_a_deadline_is_kept_on_its_last_day(said: Said) -> None:
    """The end of December says how late, and nothing of how early."""
    row = "worker_status: leaving, worker_last_day: end of 2021-12, route: close"
    assert said("EH612", f"{row}, planned_closure: 2021-12-31") == []


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
    assert said("EH612", "route: same worker, worker_status: confirmed") == []


def test_a_worker_who_is_confirmed_and_has_a_last_day_may_stay_or_leave(said: Said) -> None:
    row = "worker_status: confirmed, worker_last_day: 2021-12-10"
    assert said("EH612", f"{row}, route: same worker", f"{row}, planned_closure: 2021-12-10") == [
        (
            "not known: open work whose worker is confirmed, and yet leaves on Friday 10 December "
            "2021: the work is to go on with the same worker"
        )
    ]


@pytest.mark.parametrize("status", ["", "worker_status: at risk, "])
def test_a_last_day_is_one_whatever_the_status_of_the_post(said: Said, status: str) -> None:
    row = f"{status}worker_last_day: 2021-12-10, route: same worker"
    assert said("EH612", row) == [
        (
            "error: open work whose worker leaves on Friday 10 December 2021: the work is to go "
            "on with the same worker"
        )
    ]


def test_whether_the_same_worker_stays_has_to_be_said(said: Said) -> None:
    assert said("EH612", "route: same worker") == [
        (
            "not known: open work to go on with the same worker: whether the worker stays is not "
            "known"
        )
    ]


# EH612: the next worker


@pytest.mark.parametrize(
    ("next_worker", "message"),
    [
        (
            "worker_status: leaving, worker_last_day: 2022-01-31",
            (
                "error: open work that a post is to receive whose worker leaves on Monday 31 January "
                "2022"
            ),
        ),
        (
            "worker_status: leaving",
            "not known: open work that a post is to receive whose worker is leaving",
        ),
        (
            "worker_status: at risk",
            "warning: open work that a post is to receive whose worker is at risk",
        ),
        ("worker_status: confirmed", None),
    ],
)
def test_the_post_that_receives_the_work_may_be_leaving_itself(
    findings: Findings, accepted: str, next_worker: str, message: str | None
) -> None:
    """The second row is work that the same post of North has already."""
    theirs = "team: north, worker: north-2, route: close, planned_closure: 2021-12-17"
    found = findings(accepted, f"{theirs}, {next_worker}")
    first = [item for item in found if item.code == "EH612" and item.place == found[0].place]
    assert [f"{item.severity.value}: {item.message}" for item in first] == (
        [message] if message else []
    )


def test_a_post_of_the_same_name_in_another_team_is_another_post(said: Said, accepted: str) -> None:
    theirs = "team: south, worker: north-2, route: close, planned_closure: 2021-12-10"
    leaving = "worker_status: leaving, worker_last_day: 2021-12-10"
    assert said("EH612", accepted, f"{theirs}, {leaving}") == []


def test_work_that_is_closed_before_the_next_worker_leaves_is_no_trouble(
    said: Said, accepted: str
) -> None:
    theirs = "team: north, worker: north-2, route: close, planned_closure: 2021-12-10"
    leaving = "worker_status: leaving, worker_last_day: 2022-01-31"
    for day, number in (("2022-01-31", 0), ("2022-02-01", 1)):
        row = f"{accepted}, planned_closure: {day}"
        assert len(said("EH612", row, f"{theirs}, {leaving}")) == number
