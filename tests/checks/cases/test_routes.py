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


@pytest.mark.parametrize(
    ("as_at", "severity"),
    [
        ("2021-12-17", None),
        ("2021-12-20", "warning"),
        ("2022-01-04", "warning"),
        ("2022-01-05", "error"),
    ],
)
def test_work_that_was_to_close_and_did_not_has_no_route_any_more(
    said: Said, as_at: str, severity: str | None
) -> None:
    """Until the launch on 4 January the team that was to close it still has it."""
    message = (
        "open work without a route: it was to close on Friday 17 December 2021, and is not "
        "recorded as closed"
    )
    row = "route: close, planned_closure: 2021-12-17"
    assert said("EH601", row, as_at=as_at) == ([f"{severity}: {message}"] if severity else [])


def test_what_another_team_was_to_close_is_still_with_it_after_the_launch(said: Said) -> None:
    row = "route: close, planned_closure: 2021-12-17, receiving_team: north"
    [line] = said("EH601", row, as_at="2022-01-05")
    assert line.startswith("warning: open work without a route: it was to close")


def test_a_week_for_closing_is_over_when_its_friday_is(said: Said) -> None:
    row = "route: close, planned_closure: week of 2021-12-13"
    assert said("EH601", row, as_at="2021-12-17") == []
    assert len(said("EH601", row, as_at="2021-12-18")) == 1


def test_a_day_for_closing_that_has_passed_ends_nothing(said: Said) -> None:
    """The worker leaves in January; the work was to be done by then, and is not."""
    row = (
        "worker_status: leaving, worker_last_day: 2022-01-21, route: same worker, "
        "planned_closure: 2021-12-17"
    )
    assert said("EH612", row, as_at="2021-12-17") == []
    assert len(said("EH612", row, as_at="2021-12-20")) == 1


@pytest.mark.parametrize(
    ("closed", "is_open"),
    [("2021-12-01", False), ("2021-12-02", True), ("2022-03", True), ("2021-12", False)],
)
def test_work_that_is_recorded_as_closed_on_a_day_to_come_is_open(
    findings: Findings, closed: str, is_open: bool
) -> None:
    """The as-at day is 1 December, and the row says nothing else."""
    found = findings(f"closed: {closed}")
    assert [finding.code for finding in found] == (["EH601", "EH601"] if is_open else [])


def test_a_closing_that_is_to_come_is_said_at_its_cell(said: Said) -> None:
    assert said("EH601", "route: same worker, closed: 2022-03-04") == [
        (
            "error: open work recorded as closed on Friday 4 March 2022, which is still to come: "
            "it is open until then; a day that is planned is a `planned_closure`"
        )
    ]


def test_work_that_was_opened_again_may_be_open(said: Said) -> None:
    assert said("EH601", "opened: 2021-11-15, closed: 2021-10-01") == [
        (
            "not known: open work recorded as closed before it was opened: whether it is open is "
            "not known"
        )
    ]
    assert said("EH601", "opened: 2021-10, closed: 2021-10-01") == []


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
    [finding] = findings(f"{NOT_ACCEPTED}, family_informed: 2021-12-01", as_at=as_at)
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


@pytest.mark.parametrize(
    ("day", "change", "said_of_it"),
    [
        ("2021-12-13", "changes: 2021-12-13", None),
        (
            "2021-12-14",
            "changes: 2021-12-13",
            (
                "error: open work to be transferred: accepted on Tuesday 14 December 2021, after "
                "the change on Monday 13 December 2021"
            ),
        ),
        (
            "2021-12",
            "changes: 2021-12-13",
            (
                "not known: open work to be transferred: accepted in December 2021, which may be after "
                "the change on Monday 13 December 2021"
            ),
        ),
        ("2022-01-04", "kind: plan", None),
        (
            "2022-01-05",
            "kind: plan",
            (
                "error: open work to be transferred: accepted on Wednesday 5 January 2022, after "
                "the launch on Tuesday 4 January 2022"
            ),
        ),
    ],
)
def test_who_receives_work_accepts_it_before_it_comes(
    said: Said, day: str, change: str, said_of_it: str | None
) -> None:
    row = f"{NOT_ACCEPTED}, receiving_post: north-2, accepted: {day}, {change}"
    assert said("EH602", row) == ([said_of_it] if said_of_it else [])


def test_who_is_to_close_the_work_of_another_team_accepts_it_too(said: Said) -> None:
    row = "route: close, planned_closure: 2022-02-25, receiving_team: north"
    assert said("EH602", row) == [
        (
            "warning: open work to be closed by another team: no receiving post is named and no "
            "manager has accepted the work; the launch is due on Tuesday 4 January 2022"
        )
    ]


def test_other_routes_are_not_asked(said: Said) -> None:
    assert said("EH602", "route: same worker", "route: close") == []
