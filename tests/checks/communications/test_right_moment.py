"""Does a message wait for what it announces, and does it keep out of an election?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.testing import days
from tests.checks.communications.conftest import (
    ERROR,
    NOT_KNOWN,
    TOLD,
    WARNING,
    Brief,
    Findings,
    Found,
    Polled,
)

# What is announced


@pytest.mark.parametrize(
    ("says", "early"),
    [
        ("expected: 2021-10-12", None),
        ("expected: 2021-10-11", 1),
        ("on: 2021-10-08", 4),
        ("expected: week of 2021-10-04", 4),
        ("by: 2021-10-05", 7),
        ("before: decision - 1 week", 7),
        ("after: decision", None),
        ("public: no", None),
    ],
)
def test_a_message_goes_out_on_or_after_what_it_announces(
    found: Found, says: str, early: int | None
) -> None:
    row = f"id: x, audience: families, announces: decision, {says}"
    ours = [item for item in found(*TOLD, row) if item[0] == "EH513"]
    wanted = [("EH513", ERROR, ("comms.x", "decision"), early)]
    assert ours == ([] if early is None else wanted)


@pytest.mark.parametrize(
    ("sent", "decided", "is_known"),
    [
        ("week of 2021-10-11", "expected: 2021-10-11", True),
        ("week of 2021-10-11", "expected: 2021-10-12", False),  # the letter can be Monday's
        ("2021-10-12", "expected: 2021-10", False),
        ("2021-10-31", "expected: 2021-10", True),
        ("2021-10", "expected: 2021-10", False),
        ("2021-10-12", "title: Decided", False),
        ("2021-10-12", "by: 2021-10-12", True),
        ("2021-10-12", "by: 2021-10-13", False),
    ],
)
def test_a_message_with_a_day_that_what_it_announces_can_fall_after_is_not_known(
    about_messages: Findings, sent: str, decided: str, *, is_known: bool
) -> None:
    row = f"id: x, audience: families, announces: decision, expected: {sent}"
    but = {"{expected: 2021-10-12}": f"{{{decided}, days: any}}"}
    found = [item for item in about_messages(*TOLD, row, but=but) if item.code == "EH513"]
    assert [item.severity for item in found] == ([] if is_known else [NOT_KNOWN])
    for item in found:
        assert item.subjects == ("comms.x", "decision")
        assert "it is not known whether comms.x comes before decision" in item.message
    linked = [item.code for item in about_messages(*TOLD, f"{row}, after: decision", but=but)]
    assert "EH513" not in linked


def test_what_has_gone_out_already_is_a_warning(about_messages: Findings) -> None:
    row = "id: x, audience: families, announces: decision, done: 2021-09-16"
    [early] = about_messages(*TOLD, row)
    assert (early.severity, early.short_by_days) == (WARNING, 26)
    assert "comms.x went out on Thursday 16 September 2021, 26 calendar days before" in (
        early.message
    )


def test_a_decision_without_a_day_counts_from_its_earliest(about_messages: Findings) -> None:
    undated = {"decision: {expected: 2021-10-12}": "decision: {not_before: 2021-10-12}"}
    row = "id: x, audience: families, announces: decision, expected: 2021-10-11"
    [early] = about_messages(*TOLD, row, but=undated)
    assert early.message.endswith("that cannot be before Tuesday 12 October 2021")


# Before an election


@pytest.fixture
def polled(found: Found) -> Polled:
    """What is found of a message with this day before a poll."""

    def run(day: str, *, poll: str = "2021-05-06", who: str = "members of the public") -> Brief:
        row = f"id: x, audience: {who}, {day}"
        changed = {"poll: 2021-05-06": f"poll: {poll}", "as_at: 2021-09-17": "as_at: 2020-12-01"}
        return [item for item in found(*TOLD, row, but=changed) if item[0] == "EH514"]

    return run


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        ("2021-03-26", False),
        ("2021-03-29", True),
        ("2021-05-06", True),
        ("2021-05-07", False),
        ("week of 2021-03-22", False),
        ("2021-03", True),
    ],
)
def test_the_period_of_6_may_2021_begins_on_monday_29_march(
    polled: Polled, day: str, inside: bool
) -> None:
    wanted = [("EH514", WARNING, ("comms.x",), None)] if inside else []
    assert polled(f"expected: {day}") == wanted


def test_only_what_the_public_sees_matters(polled: Polled) -> None:
    day = "expected: 2021-04-12"
    assert polled(day, who="staff") == []
    assert polled(f"{day}, public: no") == []
    assert len(polled(f"{day}, public: yes", who="staff")) == 1


def test_a_message_without_a_day_is_not_known_if_it_can_fall_in_the_period(polled: Polled) -> None:
    assert polled("channel: web") == [("EH514", NOT_KNOWN, ("comms.x",), None)]
    assert polled("by: 2021-03-26") == []
    assert polled("after: decision") == []


def test_there_can_be_several_polls_and_none(found: Found, polled: Polled) -> None:
    assert len(polled("expected: 2021-04-12", poll="[2020-05-07, 2021-05-06]")) == 1
    assert polled("expected: 2021-04-12", poll="[2020-05-07, 2022-05-05]") == []
    row = "id: x, audience: members of the public, expected: 2021-04-12"
    assert "EH514" not in {item[0] for item in found(*TOLD, row, but={"poll:": "pool:"})}


@pytest.mark.parametrize("poll", ["2021-05", "May", "{county: 2021-05-06}", "1969-05-01"])
def test_a_poll_that_is_no_day_is_not_known(polled: Polled, poll: str) -> None:
    assert polled("expected: 2021-04-12", poll=poll) == [("EH514", NOT_KNOWN, (), None)]


def test_a_councils_own_closure_does_not_lengthen_the_period(found: Found) -> None:
    closed = {"as_at: 2021-09-17": "closures: [2021-04-12 to 2021-04-16]\nas_at: 2020-12-01"}
    row = "id: x, audience: members of the public, expected: "
    assert {item[0] for item in found(*TOLD, f"{row}2021-03-29", but=closed)} == {"EH514"}
    assert found(*TOLD, f"{row}2021-03-26", but=closed) == []


@given(poll=days(date(2020, 6, 1), date(2027, 12, 31)), back=st.integers(-3, 60))
def test_the_period_is_the_25_working_days_before_the_poll_and_its_day(
    council: str, poll: date, back: int
) -> None:
    """By the slow definition: go back from the poll until 25 working days are counted."""
    day = poll - timedelta(days=back)
    text = council.replace("poll: 2021-05-06", f"poll: {poll}").replace("2021-09-17", "2020-01-01")
    row = f"  - {{id: x, audience: the public, expected: {day}}}\n"
    plan = parse((text + row).encode())
    _, all_found = check_plan(plan)
    is_inside = "EH514" in {item.code for item in all_found}
    first, counted = poll, 0
    while counted < 25:
        first -= timedelta(days=1)
        counted += plan.calendar.is_working(first)
    assert is_inside == (first <= day <= poll)
