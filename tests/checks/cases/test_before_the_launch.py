"""Is everything done before the launch: families told, work closed without a rush?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, Lines, Said


# EH606: families are told before the change


@pytest.mark.parametrize(
    ("told", "late"), [("2021-12-13", ""), ("2021-12-14", "error"), ("2021-12", "not known")]
)
def test_the_family_hears_of_a_change_before_it_comes(
    said: Said, accepted: str, told: str, late: str
) -> None:
    row = f"{accepted}, changes: 2021-12-13, family_informed: {told}"
    assert "".join(line.partition(":")[0] for line in said("EH606", row)) == late


def test_a_family_that_may_hear_too_late_is_not_known_to_hear_in_time(
    said: Said, accepted: str
) -> None:
    row = f"{accepted}, changes: 2021-12-13, family_informed: 2021-12"
    assert said("EH606", row) == [
        (
            "not known: for open work, the family is told in December 2021, which may be after the "
            "change on Monday 13 December 2021"
        )
    ]


@pytest.mark.parametrize(("as_at", "is_late"), [("2022-01-04", False), ("2022-01-05", True)])
def test_the_launch_has_come_and_nobody_told(
    said: Said, accepted: str, as_at: str, is_late: bool
) -> None:
    """The row says no day of its own for the change: it came with the launch."""
    told = "for open work, the launch was on Tuesday 4 January 2022, and the family is not recorded"
    expected = [f"error: {told} as told"] if is_late else []
    assert said("EH606", accepted, as_at=as_at) == expected


@pytest.mark.parametrize(("told", "is_late"), [("2022-01-04", False), ("2022-01-05", True)])
def test_without_a_day_of_change_it_is_the_launch(
    said: Said, accepted: str, told: str, is_late: bool
) -> None:
    assert bool(said("EH606", f"{accepted}, family_informed: {told}")) is is_late


def test_a_family_is_spoken_of_as_what_it_is(said: Said, accepted: str) -> None:
    late = "family_informed: 2022-01-06"
    assert said(
        "EH606", f"{accepted}, {late}", f"kind: group, {late}, changes: week of 2021-12-20"
    ) == [
        (
            "error: for open work, the family is told on Thursday 6 January 2022, after the "
            "launch on Tuesday 4 January 2022"
        ),
        (
            "error: for places in a group, the families are told on Thursday 6 January 2022, after "
            "the change in the week of Monday 20 December 2021"
        ),
    ]


@pytest.mark.parametrize(("as_at", "is_late"), [("2021-12-17", False), ("2021-12-18", True)])
def test_a_change_in_some_week_has_come_once_the_week_is_over(
    said: Said, accepted: str, as_at: str, is_late: bool
) -> None:
    row = f"{accepted}, changes: week of 2021-12-13"
    assert bool(said("EH606", row, as_at=as_at)) is is_late


@pytest.mark.parametrize(
    ("as_at", "is_late"), [("2021-12-13", False), ("2021-12-14", True), (None, False)]
)
def test_a_change_that_has_come_and_nobody_told(
    said: Said, accepted: str, as_at: str | None, is_late: bool
) -> None:
    row = f"{accepted}, changes: 2021-12-13"
    assert said("EH606", row, as_at=as_at) == (
        [
            (
                "error: for open work, the change was on Monday 13 December 2021, and the family "
                "is not recorded as told"
            )
        ]
        if is_late
        else []
    )


@pytest.mark.parametrize(
    ("row", "is_late"),
    [
        ("route: close", True),
        ("worker_status: leaving", True),
        ("route: same worker, worker_status: confirmed", False),
        ("kind: plan", False),
    ],
)
def test_only_who_loses_worker_or_team_must_have_been_told(
    said: Said, row: str, is_late: bool
) -> None:
    assert bool(said("EH606", f"{row}, changes: 2021-11-30")) is is_late


def test_without_a_launch_it_is_not_known_whether_families_are_told_in_time(
    said: Said, accepted: str, no_launch: str
) -> None:
    row = f"{accepted}, family_informed: 2021-12-14"
    assert said("EH606", row, row, milestones=no_launch) == [
        (
            "not known: the plan has no day for the launch, so it cannot be told whether families "
            "are told in time"
        )
    ]


# EH607: work closes before the launch


@pytest.mark.parametrize(
    ("row", "late"),
    [
        ("route: close, planned_closure: 2022-01-04", ""),
        ("route: close, planned_closure: 2022-01-05", "warning"),
        ("route: close, planned_closure: 2022-01", "not known"),
        ("route: close, planned_closure: 2022-01-05, receiving_team: north", ""),
        ("route: same worker, planned_closure: 2022-01-05", ""),
        ("route: transfer, receiving_team: north", ""),
        ("route: transfer, receiving_team: north, changes: 2022-01-05", ""),
        ("route: transfer, receiving_team: north, changes: 2022-01-06", "warning"),
        ("route: transfer, receiving_team: north, changes: 2022-01", "not known"),
        ("route: transfer, receiving_team: north, team: north, changes: 2022-02-01", ""),
    ],
)
def test_the_team_has_ended_by_then(said: Said, row: str, late: str) -> None:
    assert "".join(line.partition(":")[0] for line in said("EH607", row)) == late


def test_work_that_changes_hands_after_the_launch_has_no_team_meanwhile(said: Said) -> None:
    row = "route: transfer, receiving_team: north, changes: 2022-02-01"
    assert said("EH607", row) == [
        (
            "warning: open work without a team after the launch on Tuesday 4 January 2022: "
            "taken on elsewhere only on Tuesday 1 February 2022"
        )
    ]


def test_a_launch_on_a_bank_holiday_leaves_until_the_first_working_day(said: Said) -> None:
    """1 January 2022 is a Saturday, and the Monday after it is the bank holiday."""
    row = "route: transfer, receiving_team: north, changes"
    launch = "offer.launch: {on: 2022-01-01, days: any}"
    assert said("EH607", f"{row}: 2022-01-04", milestones=launch) == []
    assert len(said("EH607", f"{row}: 2022-01-05", milestones=launch)) == 1


def test_a_closure_is_said_with_the_launch(said: Said) -> None:
    assert said("EH607", "route: close, planned_closure: 2022-01-21") == [
        (
            "warning: open work to close on Friday 21 January 2022, after the launch on Tuesday 4 "
            "January 2022: the work would be open then without a team"
        )
    ]


@pytest.mark.parametrize(
    "row",
    [
        "route: close, planned_closure: 2022-01-21",
        "route: transfer, receiving_team: north, changes: 2022-01-21",
    ],
)
def test_without_a_launch_it_is_not_known_whether_work_is_done_or_handed_on_before_it(
    said: Said, no_launch: str, row: str
) -> None:
    assert said("EH607", row, row, milestones=no_launch) == [
        (
            "not known: the plan has no day for the launch, so it cannot be told whether work "
            "closes or changes hands before it"
        )
    ]


# EH610: closures are not bunched at the end


def closing(*days: str) -> list[str]:
    return [f"route: close, planned_closure: {day}" for day in days]


def test_the_numbers_are_said(said: Said) -> None:
    rows = closing("2021-11-01", "2021-12-01", *["2021-12-22"] * 6)
    assert said("EH610", *rows) == [
        (
            "warning: of the 8 closures planned for the 12 weeks before the launch on Tuesday 4 "
            "January 2022, 6 are planned for the last two weeks, which is more than half"
        )
    ]


def test_small_numbers_are_not(said: Said) -> None:
    rows = closing("2021-11-01", *["2021-12-22"] * 4)
    [line] = said("EH610", *rows)
    assert "of the 5 closures" in line
    assert "fewer than 5 are planned for the last two weeks" in line


def test_fewer_than_five_are_not_bunched(said: Said) -> None:
    assert said("EH610", *closing(*["2021-12-22"] * 4)) == []
    assert len(said("EH610", *closing(*["2021-12-22"] * 5))) == 1


def test_half_is_not_more_than_half(said: Said) -> None:
    steady = ["2021-11-01"] * 5
    assert said("EH610", *closing(*steady, *["2021-12-22"] * 5)) == []
    assert len(said("EH610", *closing(*steady, *["2021-12-22"] * 6))) == 1


@pytest.mark.parametrize(
    ("day", "is_bunched"),
    [
        ("2021-12-20", False),  # 15 days before the launch
        ("2021-12-21", True),
        ("2022-01-04", True),
        ("2022-01-05", False),
        ("end of 2021-12", False),
        ("2021-12-22 to 2021-12-24", True),
        ("2022-01-04 to 2022-01-05", False),
    ],
)
def test_the_last_two_weeks_are_certainly_meant(said: Said, day: str, is_bunched: bool) -> None:
    assert bool(said("EH610", *closing(*[day] * 5))) is is_bunched


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2021-10-11", False),  # 85 days before the launch
        ("2021-10-12", True),
        ("2021-10", True),
        ("2022-01-05", False),
        ("2022-01-04 to 2022-01-05", True),
    ],
)
def test_closures_of_twelve_weeks_are_compared(said: Said, day: str, counts: bool) -> None:
    """Five late ones are more than half of nine, but not of ten."""
    rows = closing(*["2021-11-01"] * 4, day, *["2021-12-22"] * 5)
    assert bool(said("EH610", *rows)) is not counts


def test_only_work_that_is_to_close_counts(said: Said) -> None:
    row = "route: same worker, worker_status: confirmed, planned_closure: 2021-12-22"
    assert said("EH610", *[row] * 5) == []


def test_it_stands_once_at_the_first_late_closure_and_names_nobody(
    findings: Findings, lines: Lines
) -> None:
    found = findings(*closing("2021-11-01", *["2021-12-22"] * 6))
    [finding] = [finding for finding in found if finding.code == "EH610"]
    assert finding.subjects == ()
    assert finding.place is not None
    assert finding.place.line == lines.first_row + 1


def test_without_a_launch_another_finding_says_so(findings: Findings, no_launch: str) -> None:
    found = findings(*closing(*["2021-12-22"] * 6), milestones=no_launch)
    assert [finding.code for finding in found] == ["EH607"]
