"""Has all open work a route, and has somebody accepted it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, Lines, Said

NOT_ACCEPTED = "route: transfer, receiving_team: north"


# EH601: open work has a route


def test_each_missing_part_of_a_route_is_said(said: Said) -> None:
    assert said("EH601", "kind: plan", "route: close", "route: transfer") == [
        "error: open work without a route: nobody has said how the work goes on",
        "error: open work without a route: to be closed, but no day is planned for it",
        "error: open work without a route: to be transferred, but no receiving team is named",
    ]


def test_a_group_and_a_waiting_list_need_a_route_too(said: Said) -> None:
    assert said("EH601", "kind: group", "kind: waiting list") == [
        "error: places in a group without a route: nobody has said how the work goes on",
        (
            "error: an entry on the waiting list without a route: "
            "nobody has said how the work goes on"
        ),
    ]


def test_it_stands_at_the_row(findings: Findings, lines: Lines) -> None:
    [finding] = findings("kind: plan")
    assert finding.place is not None
    assert finding.place.line == lines.first_row


def test_of_work_whose_place_or_worker_has_no_known_end_it_says_enough(findings: Findings) -> None:
    found = findings("setting: ash-grove", "worker_status: leaving")
    assert [finding.code for finding in found] == ["EH601", "EH601"]


def test_a_known_end_of_place_and_worker_is_said_besides(findings: Findings) -> None:
    found = findings(
        "setting: elm-road, worker_status: leaving, worker_last_day: 2021-12-10",
    )
    assert [finding.code for finding in found] == ["EH601", "EH611", "EH612"]


# EH602: somebody has accepted it


def test_what_is_missing_is_said_with_the_launch(said: Said) -> None:
    until = "; the launch is due on Tuesday 4 January 2022"
    assert [
        (
            "warning: open work to be transferred: no receiving post is named and no manager "
            f"has accepted the work{until}"
        ),
        f"warning: open work to be transferred: no receiving post is named{until}",
        f"warning: open work to be transferred: no manager has accepted the work{until}",
    ] == said(
        "EH602",
        NOT_ACCEPTED,
        f"{NOT_ACCEPTED}, accepted: 2021-11-30",
        f"{NOT_ACCEPTED}, receiving_post: north-2",
    )


@pytest.mark.parametrize(
    ("as_at", "severity"),
    [
        ("2021-12-20", Severity.WARNING),  # 15 days before the launch
        ("2021-12-21", Severity.ERROR),  # 14 days
        ("2022-01-05", Severity.ERROR),  # the day after it
        (None, Severity.WARNING),
    ],
)
def test_it_is_an_error_from_two_weeks_before_the_launch(
    findings: Findings, as_at: str | None, severity: Severity
) -> None:
    [finding] = findings(NOT_ACCEPTED, as_at=as_at)
    assert (finding.code, finding.severity) == ("EH602", severity)


def test_without_a_launch_it_is_a_warning(said: Said, no_launch: str) -> None:
    assert said("EH602", f"{NOT_ACCEPTED}, receiving_post: north-2", milestones=no_launch) == [
        "warning: open work to be transferred: no manager has accepted the work",
    ]


def test_a_launch_that_may_still_be_far_away_is_no_reason_for_an_error(findings: Findings) -> None:
    """Nothing but the as-at day holds the launch back, and nothing says by when it is."""
    [finding] = findings(NOT_ACCEPTED, milestones="offer.launch: {title: New offer}")
    assert finding.severity is Severity.WARNING


def test_without_a_team_there_is_no_route_which_says_more(said: Said) -> None:
    assert said("EH602", "route: transfer") == []


def test_other_routes_are_not_asked(said: Said) -> None:
    assert said("EH602", "route: same worker", "route: close") == []
