"""Does what excuses one decision, or makes one meeting private, leave the others as they are?"""

from __future__ import annotations

from typing import Final

import pytest

from tests.rulebook.decisions.conftest import NOT_KNOWN, NOTE, Found, not_known, only

DECISIONS: Final = """milestones:
  north.decision: {role: decision.made, on: 2021-10-12}
  south.decision: {role: decision.made, on: 2021-10-12}
"""
EXCUSED: Final = "  north.exception: {role: general_exception.notice, on: 2021-10-04}\n"
NOTICE: Final = "  south.notice: {role: key_decision.notice, on: DAY}\n"
MEETINGS: Final = """milestones:
  cabinet.day: {role: meeting, on: 2021-11-12}
  scrutiny.day: {role: meeting, on: 2021-11-12}
"""


@pytest.mark.parametrize(("day", "is_broken"), [("2021-09-13", False), ("2021-09-14", True)])
def test_the_exception_of_one_decision_does_not_excuse_another(
    found: Found, day: str, *, is_broken: bool
) -> None:
    """Twenty-eight clear days before 12 October the notice is out by 13 September."""
    lines = DECISIONS + EXCUSED + NOTICE.replace("DAY", day)
    assert bool(found(lines, "EH201")) is is_broken


def test_the_decision_without_an_exception_needs_its_notice(found: Found) -> None:
    said = {item.severity: item.message for item in found(DECISIONS + EXCUSED, "EH321")}
    assert set(said) == {NOTE, NOT_KNOWN}
    assert "28 clear days before south.decision" in said[NOT_KNOWN]
    assert "north.decision" not in said[NOT_KNOWN]


@pytest.mark.parametrize("excuse", ["general_exception.notice", "special_urgency.agreed"])
def test_where_each_decision_has_its_excuse_none_is_asked(found: Found, excuse: str) -> None:
    lines = DECISIONS + f"  north.out: {{role: {excuse}, on: 2021-10-04}}\n"
    lines += "  south.out: {role: special_urgency.agreed}\n"
    assert "28 clear days" not in str([item.message for item in found(lines, "EH321")])


def test_one_decision_with_two_excuses_is_excused_though_they_have_no_day(found: Found) -> None:
    lines = "milestones:\n  made: {role: decision.made, on: 2021-10-12}\n"
    lines += "  a: {role: special_urgency.agreed}\n  b: {role: special_urgency.agreed}\n"
    assert "28 clear days" not in str([item.message for item in found(lines, "EH321")])


def test_an_exception_of_no_one_decision_asks_which_it_belongs_to(found: Found) -> None:
    """It is neither held against both nor does it let both off."""
    lines = DECISIONS + "  out: {role: general_exception.notice, on: 2021-10-04}\n"
    lines += "  notice: {role: key_decision.notice, on: 2021-10-04}\n"
    assert not found(lines, "EH201")
    told = [item.message for item in found(lines, "EH321") if item.severity is NOT_KNOWN]
    assert len(told) == 2
    for message in told:
        assert "which `general_exception.notice` belongs to north.decision" in message


def test_a_public_meeting_needs_no_notice_that_another_is_private(found: Found) -> None:
    lines = MEETINGS + "  cabinet.private: {role: private_meeting.notice, on: 2021-10-14}\n"
    said = [item for item in found(lines, "EH324") if "announced 28" in item.message]
    assert only(said).severity is NOTE
    assert "cabinet.day" in only(said).message


def test_the_private_meeting_needs_its_second_notice_and_the_public_one_does_not(
    found: Found,
) -> None:
    lines = MEETINGS + "  cabinet.private: {role: private_meeting.notice, on: 2021-10-14}\n"
    said = [item for item in found(lines, "EH324") if "a second time" in item.message]
    message = not_known(said)
    assert "cabinet.day" in message
    assert "scrutiny.day" not in message
