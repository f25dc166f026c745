"""Can each handover meeting be held on its day?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, Lines, Said


# EH603: the worker is still there


@pytest.mark.parametrize(
    ("meeting", "late"),
    [
        ("2021-12-10", ""),
        ("2021-12-13", "error"),
        ("week of 2021-12-06", ""),
        ("week of 2021-12-13", "error"),
        ("2021-12", "not known"),
    ],
)
def test_after_the_workers_last_day_the_worker_is_not_there(
    said: Said, accepted: str, meeting: str, late: str
) -> None:
    row = f"{accepted}, worker_last_day: 2021-12-10, handover_meeting: {meeting}"
    assert "".join(line.partition(":")[0] for line in said("EH603", row)) == late


@pytest.mark.parametrize(
    ("meeting", "late"), [("2021-12-06", ""), ("2021-12-10", "not known"), ("2021-12-13", "error")]
)
def test_a_last_day_in_some_week_can_be_any_of_it(
    said: Said, accepted: str, meeting: str, late: str
) -> None:
    row = f"{accepted}, worker_last_day: week of 2021-12-06, handover_meeting: {meeting}"
    assert "".join(line.partition(":")[0] for line in said("EH603", row)) == late


def test_a_meeting_that_may_be_too_late_is_not_known_to_be_in_time(
    said: Said, accepted: str
) -> None:
    row = f"{accepted}, worker_last_day: 2021-12-10, handover_meeting: 2021-12"
    assert said("EH603", row) == [
        (
            "not known: the handover meeting for open work is in December 2021, which may be "
            "after the worker's last day, Friday 10 December 2021"
        )
    ]


def test_both_days_and_the_difference_are_said(
    findings: Findings, accepted: str, lines: Lines
) -> None:
    row = (
        f"{accepted}, worker_last_day: 2021-12-10, handover_meeting: 2021-12-14, "
        "changes: 2021-12-10"
    )
    [finding] = findings(row)
    assert finding.message == (
        "the handover meeting for open work is on Tuesday 14 December 2021, after the worker's "
        "last day, Friday 10 December 2021"
    )
    assert finding.short_by_days == 4
    assert finding.place is not None
    column = len("  - {ref: k0000, ") + row.index("2021-12-14") + 1
    assert (finding.place.line, finding.place.column) == (lines.first_row, column)


@pytest.mark.parametrize(
    ("meeting", "late"), [("2021-12-13", ""), ("2021-12-14", "warning"), ("2021-12", "not known")]
)
def test_a_meeting_comes_before_the_work_changes_hands(
    said: Said, accepted: str, meeting: str, late: str
) -> None:
    row = f"{accepted}, worker_status: confirmed, changes: 2021-12-13, handover_meeting: {meeting}"
    found = said("EH603", row)
    assert "".join(line.partition(":")[0] for line in found) == late
    if late == "warning":
        assert found[0].endswith(
            "is on Tuesday 14 December 2021, after the work changes hands on Monday 13 December "
            "2021"
        )


def test_who_keeps_the_worker_can_meet_at_any_time(said: Said) -> None:
    row = "route: same worker, changes: 2021-12-13, handover_meeting: 2021-12-14"
    assert said("EH603", row) == []


# EH604: the building is still open


@pytest.mark.parametrize(
    ("setting", "meeting", "closes"),
    [
        ("elm-road", "2021-12-13", None),
        ("elm-road", "2021-12-14", "on Monday 13 December 2021"),
        ("elm-road", "week of 2021-12-06", None),
        ("yew-court", "2021-12-13", None),
        ("yew-court", "2021-12-20", "in the week of Monday 13 December 2021"),
        ("oak-lane", "2021-12-20", None),
        ("fir-walk", "2021-12-20", None),
        ("school", "2021-12-20", None),
    ],
)
def test_after_the_building_has_closed_there_is_no_room_for_it(
    said: Said, accepted: str, setting: str, meeting: str, closes: str | None
) -> None:
    found = said("EH604", f"{accepted}, setting: {setting}, handover_meeting: {meeting}")
    assert [line.partition("after the building closes ")[2] for line in found] == (
        [closes] if closes else []
    )


def test_when_a_building_closes_that_nobody_dates_is_not_known(
    findings: Findings, accepted: str
) -> None:
    row = f"{accepted}, setting: ash-grove, handover_meeting: 2021-12-10"
    [finding] = findings(row, row)
    assert (finding.code, finding.severity) == ("EH604", Severity.NOT_KNOWN)
    assert finding.message == (
        "it is not known until when Ash Grove Centre stays open, so it cannot be told whether "
        "handover meetings there are in time"
    )
    assert finding.subjects == ("ash-grove",)


@pytest.mark.parametrize(
    ("milestones", "closes"),
    [
        ("elm-road.handed_over: {expected: 2021-12-13}", "on Monday 13 December 2021"),
        ("elm-road.handed_over: {by: 2021-12-13}", "by Monday 13 December 2021"),
        (
            (
                "elm-road.vacated: {title: Vacated}\n  "
                "elm-road.handed_over: {on: 2021-12-13, after: elm-road.vacated}"
            ),
            "by Monday 13 December 2021",
        ),
        (
            (
                "elm-road.vacated: {expected: 2021-12-10}\n  "
                "elm-road.handed_over: {on: 2021-12-13, after: elm-road.vacated}"
            ),
            "on Friday 10 December 2021",
        ),
        (
            ("elm-road.vacated: {by: 2021-12-17}\n  elm-road.handed_over: {expected: 2021-12-13}"),
            "on Monday 13 December 2021",
        ),
    ],
)
def test_a_building_closes_by_the_last_day_the_plan_leaves_it(
    said: Said, accepted: str, milestones: str, closes: str
) -> None:
    row = f"{accepted}, setting: elm-road, handover_meeting: 2021-12-14"
    [line] = said("EH604", row, milestones=milestones)
    assert line.endswith(f"after the building closes {closes}")


# EH605: it is a working day


@pytest.mark.parametrize(
    ("meeting", "why"),
    [
        ("2021-12-10", None),
        ("2021-12-11", "(a weekend); the working day before it is Friday 10 December 2021"),
        (
            "2021-12-27",
            (
                "(the bank holiday Christmas Day (substitute day)); the working day before it is "
                "Friday 24 December 2021"
            ),
        ),
        ("2021-12", None),
    ],
)
def test_nobody_meets_on_a_day_on_which_nobody_works(
    said: Said, accepted: str, meeting: str, why: str | None
) -> None:
    found = said("EH605", f"{accepted}, handover_meeting: {meeting}")
    assert [line.partition("not a working day ")[2] for line in found] == ([why] if why else [])


def test_on_the_first_day_of_the_calendar_there_is_no_day_before(said: Said, accepted: str) -> None:
    [line] = said("EH605", f"{accepted}, handover_meeting: 1970-01-01")
    assert line.endswith("the working day before it does not exist")
