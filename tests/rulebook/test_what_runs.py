"""Where a rule asks for nothing, does the plan hear what ends when, and what that runs into?"""

from __future__ import annotations

import pytest

import earlyhelp
from earlyhelp import Finding, Severity
from earlyhelp.files.load import parse

PLAN = """format: 1
id: move
title: The move
nation: england
as_at: 2021-09-17
milestones:
  consultation.close: {role: consultation.end, on: 2021-09-29}
  consultation.response: {on: RESPONSE, after: consultation.close}
  offer.launch: {on: LAUNCH, days: any, after: consultation.response}
facts: {notice.given: GIVEN, longest_service: SERVICE}
"""


def notice(
    given: str = "2021-10-12",
    service: str = "15",
    launch: str = "2022-01-01",
    response: str = "2021-10-12",
) -> Finding:
    said = PLAN.replace("GIVEN", given).replace("SERVICE", service)
    said = said.replace("LAUNCH", launch).replace("RESPONSE", response)
    [item] = [item for item in earlyhelp.check(parse(said.encode())) if item.code == "EH304"]
    return item


def test_twelve_weeks_from_the_response_run_past_the_launch() -> None:
    item = notice()
    assert item.severity is Severity.WARNING
    assert item.short_by_days == 3
    assert "Tuesday 4 January 2022, 3 calendar days past offer.launch" in item.message
    assert "it has to begin by Friday 8 October 2021" in item.message
    assert "which is before consultation.response on Tuesday 12 October 2021" in item.message


def test_a_notice_that_could_still_be_given_in_time_is_not_said_to_be_too_early() -> None:
    assert "which is before" not in notice(response="2021-10-08").message
    assert "which is before" in notice(response="2021-10-11").message


@pytest.mark.parametrize(
    ("launch", "severity", "short"),
    [
        ("2022-01-03", Severity.WARNING, 1),
        ("2022-01-04", Severity.WARNING, None),
        ("2022-01-05", Severity.NOTE, None),
    ],
)
def test_what_ends_on_the_day_itself_is_not_over_before_it(
    launch: str, severity: Severity, short: int | None
) -> None:
    item = notice(launch=launch)
    assert (item.severity, item.short_by_days) == (severity, short)
    assert ("the day of offer.launch" in item.message) is (launch == "2022-01-04")


@pytest.mark.parametrize(
    ("service", "ends"),
    [
        ("0", "19 October 2021"),
        ("1", "19 October 2021"),
        ("2", "26 October 2021"),
        ("4", "9 November 2021"),
        ("8", "7 December 2021"),
        ("11", "28 December 2021"),
        ("12", "4 January 2022"),
        ("40", "4 January 2022"),
    ],
)
def test_notice_is_a_week_for_each_year_up_to_twelve(service: str, ends: str) -> None:
    assert f" is {ends}" in notice(service=service).message.replace("Tuesday ", "")


def test_of_a_day_known_to_the_week_the_last_one_counts() -> None:
    item = notice(given="week of 2021-10-04")
    assert "Friday 31 December 2021" in item.message
    assert item.severity is Severity.NOTE


def test_where_the_service_is_not_known_the_least_and_the_most_are_shown() -> None:
    said = PLAN.replace(", longest_service: SERVICE", "").replace("GIVEN", "2021-10-12")
    said = said.replace("LAUNCH", "2022-01-01").replace("RESPONSE", "2021-10-12")
    [item] = [item for item in earlyhelp.check(parse(said.encode())) if item.code == "EH304"]
    assert item.severity is Severity.NOT_KNOWN
    assert "where longest_service is fewer than 2" in item.message
    assert "where longest_service is 12 or more" in item.message
    assert "is 7" not in item.message
