"""Does everybody who has to hear of the change hear of it, and in time?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from earlyhelp.codes import all_codes
from tests.checks.communications.conftest import (
    ERROR,
    NOT_KNOWN,
    TOLD,
    WARNING,
    Findings,
    Found,
)


def test_the_codes_have_their_names_and_matter_as_much_as_they_say() -> None:
    ours = {code.code: code for code in all_codes() if "EH511" <= code.code <= "EH514"}
    assert {code: (entry.name, entry.severity) for code, entry in ours.items()} == {
        "EH511": ("audience-not-reached", WARNING),
        "EH512": ("centre-users-not-reached", WARNING),
        "EH513": ("message-before-its-decision", ERROR),
        "EH514": ("message-in-the-pre-election-period", WARNING),
    }


def test_of_a_plan_that_tells_everybody_in_time_nothing_is_said(found: Found) -> None:
    assert found(*TOLD) == []


def test_a_plan_without_messages_is_asked_nothing(found: Found) -> None:
    assert found(but={"communications:\n": ""}) == []


# Who is reached by the launch


def test_every_audience_that_is_named_needs_a_message_by_the_launch(found: Found) -> None:
    late = "id: schools, audience: schools, expected: 2022-01-05"
    assert found(*TOLD, late) == [("EH511", WARNING, ("comms.schools",), 1)]
    assert found(*TOLD, late, "id: first, audience: Schools, expected: 2022-01-04") == []


@pytest.mark.parametrize("said", ["2022-01-04 to 2022-01-07", "2022-01", "end of 2022-02"])
def test_a_day_that_may_be_after_the_launch_is_not_known(found: Found, said: str) -> None:
    message = f"id: schools, audience: schools, expected: {said}"
    assert found(*TOLD, message) == [("EH511", NOT_KNOWN, ("comms.schools",), None)]


def test_a_message_without_a_day_is_not_known_unless_a_link_holds_it(found: Found) -> None:
    message = "id: schools, audience: schools"
    assert found(*TOLD, message) == [("EH511", NOT_KNOWN, ("comms.schools",), None)]
    assert found(*TOLD, f"{message}, before: offer.launch - 2 weeks") == []
    assert found(*TOLD, f"{message}, by: 2021-12-17") == []
    [after] = found(*TOLD, f"{message}, after: offer.launch + 4 calendar days")
    assert after == ("EH511", WARNING, ("comms.schools",), 6)  # Monday, after Saturday
    soft = {"decision: {expected: 2021-10-12}": "decision: {expected: 2022-01-06}"}
    assert found(*TOLD, f"{message}, after: decision + 2 calendar days", but=soft) == [after]


def test_members_of_the_public_have_to_be_reached_whoever_else_is(
    found: Found, about_messages: Findings
) -> None:
    [nobody] = about_messages(TOLD[1])
    assert (nobody.code, nobody.subjects) == ("EH511", ())
    assert nobody.message.endswith("is for members of the public")
    seen = "id: web, audience: families, public: yes, expected: 2021-12-01"
    assert found(TOLD[1], seen) == []
    [late] = found(TOLD[1], "id: p, audience: the public, public: yes, expected: 2022-01-05")
    assert late == ("EH511", WARNING, ("comms.p",), 1)
    assert found(TOLD[1], f"{seen}, property: harbour")[0][0] == "EH511"


def test_partners_have_to_be_reached_where_there_are_any(
    found: Found, about_messages: Findings
) -> None:
    have = {"facts:": "partners: [{id: nursery}]\nfacts:"}
    [missing] = about_messages(*TOLD, but=have)
    assert (missing.code, missing.subjects) == ("EH511", ())
    assert missing.message.endswith("is for partners")
    letter = "id: all, audience: All our Partners, expected: 2021-12-01"
    assert found(*TOLD, letter, but=have) == []
    one = found(*TOLD, f"{letter}, partner: nursery", but=have)
    assert [code for code, *_ in one] == ["EH511"]


def test_the_first_of_several_late_messages_is_named(about_messages: Findings) -> None:
    rows = [f"id: m{day}, audience: staff, expected: 2022-01-{day}" for day in (20, 11, 14)]
    [late] = about_messages(*TOLD, *rows)
    assert late.short_by_days == 7
    assert "comms.m11 goes out on Tuesday 11 January 2022, 7 calendar days later" in late.message
    assert late.subjects == ("comms.m20", "comms.m11", "comms.m14")


def test_a_plan_without_a_day_for_its_launch_is_not_known_once(found: Found) -> None:
    gone = {"offer.launch: {on: 2022-01-04}": "other: {on: 2022-01-04}"}
    staff = "id: st, audience: staff, expected: 2022-03-01"
    assert found(*TOLD, staff, but=gone) == [("EH511", NOT_KNOWN, (), None)]


# The users of what closes


@pytest.mark.parametrize(
    ("day", "late"), [("2021-11-25", None), ("2021-11-26", 1), ("2021-11-30", 5)]
)
def test_users_have_to_hear_of_it_before_the_day_it_ends(
    found: Found, day: str, late: int | None
) -> None:
    letter = f"id: elm, audience: families, property: elm, expected: {day}"
    wanted = [] if late is None else [("EH512", WARNING, ("elm", "comms.elm"), late)]
    assert found(TOLD[0], letter) == wanted


def test_no_message_at_all_is_told_with_the_last_working_day(about_messages: Findings) -> None:
    [missing] = about_messages(TOLD[0])
    assert (missing.code, missing.subjects) == ("EH512", ("elm",))
    assert missing.message.endswith(
        "although its services end on Friday 26 November 2021; the last working day to tell "
        "them is Thursday 25 November 2021"
    )
    [today] = about_messages(TOLD[0], but={"as_at: 2021-09-17": "as_at: 2021-11-25"})
    assert today.message == missing.message
    [past] = about_messages(TOLD[0], but={"as_at: 2021-09-17": "as_at: 2021-11-26"})
    assert "the last working day to tell them was Thursday" in past.message


@pytest.mark.parametrize(
    ("who", "reached"),
    [
        ("audience: families", True),
        ("audience: ALL  families", True),
        ("audience: centre users", True),
        ("audience: families, property: harbour", False),
        ("audience: families of young carers", False),
        ("audience: families, partner: nursery", False),
        ("audience: members of the public, public: yes", False),
        ("audience: anybody, property: elm", True),
        ("audience: staff, property: elm, partner: nursery", False),
    ],
)
def test_whose_message_counts_for_a_property(found: Found, who: str, reached: bool) -> None:
    have = {"facts:": "partners: [{id: nursery}]\nfacts:"}
    rows = (TOLD[0], "id: p, audience: partners, expected: 2021-10-01")
    answer = found(*rows, f"id: x, {who}, expected: 2021-11-01", but=have)
    assert ("EH512" not in {code for code, *_ in answer}) is reached


def test_a_message_to_all_users_reaches_those_of_a_property_that_hears_late_of_its_own(
    found: Found,
) -> None:
    late = "id: elm, audience: families, property: elm, expected: 2021-11-30"
    assert found(TOLD[0], late) == [("EH512", WARNING, ("elm", "comms.elm"), 5)]
    assert found(TOLD[0], late, "id: all, audience: families, expected: 2021-11-01") == []


def test_a_property_that_stays_or_has_closed_is_left_alone(found: Found) -> None:
    assert found(TOLD[0], but={"future: surplus": "future: retained"}) == []
    closed = {"service_ended: 2021-11-26}": '"done:service_ended": 2021-09-10}'}
    assert found(TOLD[0], but=closed) == []


def test_an_undated_message_is_in_time_if_a_link_says_that_it_comes_first(found: Found) -> None:
    undated = "id: elm, audience: families, property: elm"
    assert found(TOLD[0], undated)[0][:2] == ("EH512", NOT_KNOWN)
    assert found(TOLD[0], f"{undated}, before: elm.service_ended") == []
    assert found(TOLD[0], f"{undated}, before: elm.service_ended - 4 weeks") == []
    assert found(TOLD[0], f"{undated}, before: all properties.vacated") == []
    open_ = {"service_ended: 2021-11-26": "monthly_cost: 1"}
    assert found(TOLD[0], f"{undated}, before: elm.vacated", but=open_) == []
    assert found(TOLD[0], undated, but=open_)[0][:2] == ("EH512", NOT_KNOWN)
    by = {"vacated: {after: service_ended}": "vacated: {by: comms.elm + 9 weeks}"}
    assert found(TOLD[0], undated, but=by)[0][:2] == ("EH512", NOT_KNOWN)


def test_a_stated_day_of_any_state_counts_before_a_latest_one(found: Found) -> None:
    vacated = {"service_ended: 2021-11-26": '"on:vacated": 2021-11-26'}
    assert found(*TOLD, but=vacated) == []


def test_a_stated_day_counts_and_not_the_link_that_it_breaks(found: Found) -> None:
    broken = "id: elm, audience: families, property: elm, expected: 2021-11-29"
    [late] = found(TOLD[0], f"{broken}, before: elm.service_ended")
    assert late == ("EH512", WARNING, ("elm", "comms.elm"), 4)


def test_where_nothing_says_when_it_closes_a_message_is_asked_for_even_so(
    about_messages: Findings,
) -> None:
    undated = {"service_ended: 2021-11-26": "monthly_cost: 1"}
    [missing] = about_messages(TOLD[0], but=undated)
    assert missing.message == "no message is for the users of Elm Road, which is to close"


def test_an_imprecise_end_is_not_known_from_its_first_day_on(found: Found) -> None:
    week = {"service_ended: 2021-11-26": "service_ended: week of 2021-11-22"}
    letter = "id: elm, audience: families, property: elm, expected"
    assert found(TOLD[0], f"{letter}: 2021-11-19", but=week) == []
    assert found(TOLD[0], f"{letter}: 2021-11-24", but=week)[0][:2] == ("EH512", NOT_KNOWN)
    assert found(TOLD[0], f"{letter}: 2021-11-26", but=week)[0][:2] == ("EH512", WARNING)


# Only where there are messages


def test_a_plan_with_registers_and_no_messages_does_not_load_these_checks(council: str) -> None:
    """The module is imported for a plan with messages alone."""
    script = (
        "import sys\n"
        "from earlyhelp.checks import check_plan\n"
        "from earlyhelp.files.load import parse\n"
        f"check_plan(parse({council.replace('communications:', '').encode()!r}))\n"
        "print('earlyhelp.checks.communications' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "False"
