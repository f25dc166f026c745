"""Does work end, or go to somebody else, before its worker leaves?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, Said


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
            "taken on elsewhere only on Tuesday 14 December 2021",
        ),
        (
            "route: close, planned_closure: 2021-12-17, receiving_team: north, changes: 2021-12-14",
            "taken on elsewhere only on Tuesday 14 December 2021",
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
            "from which day others take over is not known",
        ),
        (
            "route: transfer, receiving_team: north, changes: week of 2021-12-13",
            ("taken on elsewhere in the week of Monday 13 December 2021, which may be too late"),
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


THEIRS = "team: north, worker: north-2, route: close, planned_closure: 2021-12-10"


@pytest.mark.parametrize(
    ("change", "closure", "severity"),
    [
        ("changes: 2022-02-01", "2022-01-31", None),
        ("changes: 2022-02-01", "2022-02-01", "error"),
        ("changes: 2022-02", "2022-02-01", "not known"),
        ("kind: plan", "2022-01-03", "not known"),  # the change comes by the launch
        ("kind: plan", "2022-01-04", "error"),
    ],
)
def test_work_that_is_closed_before_it_goes_over_needs_no_next_worker(
    said: Said, accepted: str, change: str, closure: str, severity: str | None
) -> None:
    """The worker of the post that is to receive it leaves on 17 December."""
    leaving = f"{THEIRS}, worker_status: leaving, worker_last_day: 2021-12-17"
    found = said("EH612", f"{accepted}, {change}, planned_closure: {closure}", leaving)
    assert [line.partition(":")[0] for line in found] == ([severity] if severity else [])


def test_who_keeps_the_worker_needs_no_post_of_the_next_team(said: Said) -> None:
    row = (
        "route: same worker, worker_status: confirmed, receiving_team: north, "
        "receiving_post: north-2"
    )
    assert said("EH612", row, f"{THEIRS}, worker_status: at risk") == []


def test_a_post_is_leaving_if_any_of_its_rows_says_so(said: Said, accepted: str) -> None:
    leaving = f"{THEIRS}, worker_status: leaving, worker_last_day: 2022-01-31"
    for rows in ((f"{THEIRS}, worker_status: at risk", leaving), (leaving, leaving)):
        assert said("EH612", accepted, *rows) == [
            (
                "error: open work that a post is to receive whose worker leaves on Monday 31 "
                "January 2022"
            )
        ]
