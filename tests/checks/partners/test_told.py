"""Does every partner know that it has to leave, and in time?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.partners.conftest import Brief, Findings, Found, Nursery, TheFinding

ERROR, WARNING, NOT_KNOWN = Severity.ERROR, Severity.WARNING, Severity.NOT_KNOWN


# EH501 partner-not-told


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-09-10", ("EH501", WARNING, None)),  # three months would end on the very day
        ("2021-09-11", ("EH501", ERROR, 1)),
    ],
)
def test_not_told_is_an_error_once_the_notice_no_longer_fits(
    nursery: Nursery, day: str, expected: tuple[object, ...]
) -> None:
    says = "notice: 3 months, offered: harbour, out: 2021-12-10"
    assert nursery(says, as_at=day) == [expected]


def test_while_it_fits_the_last_day_to_tell_the_partner_is_shown(
    the_finding: TheFinding, first_row: int, in_elm: str, well: str
) -> None:
    finding = the_finding(f"{in_elm}, {well}".replace("told: 2021-09-14, ", ""))
    assert finding.message == (
        "Seashell Nursery has not been told that it has to be out of Elm Road by Friday 10 "
        "December 2021; the last day to give it notice of 4 weeks is Friday 12 November 2021"
    )
    assert finding.subjects == ("elm.nursery",)
    assert finding.place is not None
    assert finding.place.line == first_row


@pytest.mark.parametrize(
    ("day", "expected"), [("2021-12-10", (WARNING, None)), ("2021-12-11", (ERROR, 1))]
)
def test_without_a_notice_period_it_is_an_error_once_the_day_has_passed(
    findings: Findings, in_elm: str, day: str, expected: tuple[object, ...]
) -> None:
    row = f"{in_elm}, offered: harbour, out: 2021-12-10"
    told, _not_known = findings(row, as_at=day)
    assert (told.severity, told.short_by_days) == expected
    assert told.message.endswith(", and that day has passed") is (told.severity is ERROR)


def test_on_the_day_itself_it_has_not_passed_but_no_notice_fits(
    the_finding: TheFinding, in_elm: str
) -> None:
    finding = the_finding(
        f"{in_elm}, notice: 1 week, offered: harbour, out: 2021-12-10", as_at="2021-12-10"
    )
    assert "notice of 1 week from Friday 10 December 2021 would end on" in finding.message


def test_a_partner_without_a_day_to_be_out_still_has_to_be_told(
    findings: Findings, in_elm: str
) -> None:
    told, _not_known = findings(f"{in_elm}, notice: 4 weeks, offered: harbour")
    assert told.message == "Seashell Nursery has not been told that it has to be out of Elm Road"
    assert told.severity is WARNING


def test_without_an_as_at_day_nobody_can_say_that_it_is_too_late(nursery: Nursery) -> None:
    says = "notice: 3 months, offered: harbour, out: 2021-09-10"
    assert nursery(says, but={"as_at: 2021-09-17\n": ""}) == [("EH501", WARNING, None)]


def test_formal_notice_is_telling_too(nursery: Nursery, well: str) -> None:
    assert nursery(well.replace("told", "notice_served")) == []


# EH502 told-too-late


@pytest.mark.parametrize(
    ("told", "expected"), [("2021-09-10", []), ("2021-09-11", [("EH502", ERROR, 1)])]
)
def test_notice_that_ends_on_the_very_day_is_in_time(
    nursery: Nursery, three_months: str, told: str, expected: Brief
) -> None:
    assert nursery(f"told: {told}, {three_months}, out: 2021-12-10") == expected


def test_too_late_says_the_sum_and_the_last_day_that_was_in_time(
    the_finding: TheFinding, first_row: int, in_elm: str, three_months: str
) -> None:
    row = f"{in_elm}, {three_months}, out: 2021-12-10, told: "
    finding = the_finding(f"{row}2021-09-14")
    assert finding.message == (
        "Seashell Nursery has to be out of Elm Road by Friday 10 December 2021, but its notice of "
        "3 months from Tuesday 14 September 2021 ends on Tuesday 14 December 2021, 4 calendar "
        "days too late; the last day to give it was Friday 10 September 2021"
    )
    assert finding.subjects == ("elm.nursery",)
    assert finding.place == ("plan.yaml", first_row, len(f"  - {{{row}") + 1)


@pytest.mark.parametrize(("day", "verb"), [("2021-09-10", "is"), ("2021-09-11", "was")])
def test_a_letter_that_is_still_to_be_sent_can_be_sent_earlier(
    the_finding: TheFinding, in_elm: str, three_months: str, day: str, verb: str
) -> None:
    row = f"{in_elm}, told: 2021-09-20, {three_months}, out: 2021-12-10"
    assert f"the last day to give it {verb} " in the_finding(row, as_at=day).message


def test_told_in_a_week_is_counted_from_its_first_day(
    the_finding: TheFinding, nursery: Nursery, in_elm: str, three_months: str
) -> None:
    says = f"told: week of 2021-09-13, {three_months}, out"
    assert nursery(f"{says}: 2021-12-13") == []
    finding = the_finding(f"{in_elm}, {says}: 2021-12-10")
    assert finding.short_by_days == 3
    assert "from Monday 13 September 2021 ends on Monday 13 December 2021" in finding.message


def test_out_in_a_month_is_as_late_as_its_last_day(nursery: Nursery, three_months: str) -> None:
    says = f"{three_months}, out: 2021-12, told"
    assert nursery(f"{says}: 2021-09-30") == []
    assert nursery(f"{says}: 2021-10-01") == [("EH502", ERROR, 1)]


def test_working_days_are_counted_on_the_calendar(nursery: Nursery) -> None:
    says = "told: 2021-12-24, notice: 1 working day, offered: harbour, out"
    assert nursery(f"{says}: 2021-12-29") == []
    assert nursery(f"{says}: 2021-12-28") == [("EH502", ERROR, 1)]


def test_formal_notice_counts_and_not_when_the_partner_first_heard(
    nursery: Nursery, three_months: str
) -> None:
    says = f"{three_months}, out: 2021-12-10"
    assert nursery(f"{says}, told: 2021-09-01, notice_served: 2021-09-14") == [("EH502", ERROR, 4)]
    assert nursery(f"{says}, told: 2021-09-14, notice_served: 2021-09-01") == []


def test_the_day_to_be_out_is_the_stated_one_nearest_to_the_partner(
    nursery: Nursery, three_months: str
) -> None:
    says = f"told: 2021-09-14, {three_months}"
    handed_over = "future: surplus, handed_over: 2021-12-09"
    vacated = f"{handed_over}, vacated: 2021-12-08"
    assert nursery(f"{says}, out: 2021-12-10", elm=vacated) == [("EH502", ERROR, 4)]
    assert nursery(says, elm=vacated) == [("EH502", ERROR, 6)]
    assert nursery(says, elm=handed_over) == [("EH502", ERROR, 5)]


@pytest.mark.parametrize(
    ("told", "expected"), [("2021-09-08", []), ("2021-09-09", [("EH502", ERROR, 1)])]
)
def test_where_no_day_is_stated_it_is_the_latest_that_the_plan_leaves(
    nursery: Nursery, three_months: str, told: str, expected: Brief
) -> None:
    steps = (
        "{vacated: {after: each occupation.out}, handed_over: {after: vacated + 2 working days}}"
    )
    last = "assets.last_handover: {on: 2021-12-10, after: all properties.handed_over}"
    changed = {
        "steps: {vacated: {}, handed_over: {}}": f"steps: {steps}",
        "assets.last_handover: {expected: 2021-12-20}": last,
    }
    assert nursery(f"told: {told}, {three_months}", but=changed) == expected


def test_an_agreed_extension_gives_the_partner_until_it_ends(
    nursery: Nursery, three_months: str
) -> None:
    says = f"told: 2021-09-14, {three_months}, extension: agreed, extended_to"
    vacated = "future: surplus, vacated: 2021-12-10"
    assert nursery(f"{says}: 2021-12-14", elm=vacated) == []
    assert nursery(f"{says}: 2021-12-13", elm=vacated) == [("EH502", ERROR, 1)]
    assert nursery(f"{says}: week of 2021-12-13", elm=vacated) == []
    # it never makes the time shorter, and it is a day even where there is no other
    assert nursery(f"{says}: 2021-12-01", elm=vacated) == [("EH502", ERROR, 4)]
    assert nursery(f"{says}: 2021-12-13") == [("EH502", ERROR, 1)]
    assert nursery(f"{says}: 2021-12-14") == []
    assert nursery(f"{says}: week of 2021-12-13") == []


@pytest.mark.parametrize("extension", ["refused", "requested"])
def test_an_extension_that_is_not_agreed_does_not(
    nursery: Nursery, three_months: str, extension: str
) -> None:
    says = f"told: 2021-09-14, {three_months}, extension: {extension}, extended_to: 2021-12-14"
    vacated = "future: surplus, vacated: 2021-12-10"
    assert ("EH502", ERROR, 4) in nursery(says, elm=vacated)


def test_how_many_have_no_notice_period_is_said_once(
    findings: Findings, the_finding: TheFinding, first_row: int, in_elm: str
) -> None:
    says = "told: 2021-09-14, offered: harbour, out: 2021-12-10"
    finding = the_finding(f"{in_elm}, {says}")
    assert finding.message == (
        "1 occupation has no notice period, so it is not known whether notice is in time"
    )
    rows = (f"property: elm, partner: {who}, {says}" for who in ("nurses", "nursery"))
    [finding] = findings(*rows)
    assert finding.message.startswith("2 occupations have no notice period, so it is not known")
    assert finding.severity is NOT_KNOWN
    assert finding.subjects == ("elm.nurses", "elm.nursery")
    assert finding.place is not None
    assert finding.place.line == first_row


def test_so_is_how_many_have_no_day_by_which_to_be_out(
    the_finding: TheFinding, in_elm: str, notice: str
) -> None:
    finding = the_finding(f"{in_elm}, {notice}, offered: harbour")
    assert finding.message.startswith("1 occupation has no day by which to be out")
    assert finding.severity is NOT_KNOWN


def test_a_notice_that_leaves_the_calendar_can_be_talked_about(
    the_finding: TheFinding, in_elm: str
) -> None:
    row = f"{in_elm}, notice: 9999 weeks, offered: harbour, out: 2021-12-10"
    assert "would end on a day outside 1970 to 2099" in the_finding(row).message
    message = the_finding(f"{row}, told: 2021-09-14").message
    assert "ends on a day outside 1970 to 2099" in message
    assert message.endswith("the last day to give it was a day outside 1970 to 2099")


# EH503 voluntary-three-months


@pytest.mark.parametrize(
    ("told", "expected"), [("2021-09-10", []), ("2021-09-11", [("EH503", WARNING, 1)])]
)
def test_a_voluntary_organisation_can_expect_three_months(
    found: Found, food: str, told: str, expected: Brief
) -> None:
    assert found(f"{food}, told: {told}, out: 2021-12-10") == expected


def test_letters_of_the_week_of_13_september_reach_to_13_december(
    the_finding: TheFinding, found: Found, food: str
) -> None:
    assert found(f"{food}, told: week of 2021-09-13, out: 2021-12-13") == []
    finding = the_finding(f"{food}, told: week of 2021-09-13, out: 2021-12-06")
    assert finding.message == (
        "Food Share has to be out of Elm Road by Monday 6 December 2021, but the three months "
        "that a voluntary organisation can expect, from Monday 13 September 2021, end on Monday "
        "13 December 2021, 7 calendar days too late"
    )


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("sector: voluntary", [("EH503", WARNING, 4)]),
        ("sector: private, voluntary: yes", [("EH503", WARNING, 4)]),
        ("sector: voluntary, voluntary: no", []),
        ("sector: private", []),
        ("mailbox: office@example.org", []),  # whether it is voluntary is not known
    ],
)
def test_who_is_voluntary_is_what_its_row_says_or_else_its_sector(
    found: Found, food: str, says: str, expected: Brief
) -> None:
    changed = {"sector: voluntary": says}
    assert found(f"{food}, told: 2021-09-14, out: 2021-12-10", but=changed) == expected


def test_an_extension_that_lasts_as_long_puts_it_right_once_it_is_agreed(
    found: Found, food: str
) -> None:
    row = f"{food}, told: 2021-09-14, extension"
    vacated = "future: surplus, vacated: 2021-12-10"
    assert found(f"{row}: agreed, extended_to: 2021-12-14", elm=vacated) == []
    short = found(f"{row}: agreed, extended_to: 2021-12-13", elm=vacated)
    assert short == [("EH503", WARNING, 1)]
    asked = found(f"{row}: requested, extended_to: 2021-12-14", elm=vacated)
    assert asked == [("EH503", WARNING, 4), ("EH507", WARNING, None)]


def test_so_does_a_place_that_it_accepted(found: Found, food: str) -> None:
    row = f"{food}, told: 2021-09-14, out: 2021-12-10"
    assert found(f"{row}, offer_accepted: 2021-09-16") == []


def test_where_its_own_notice_does_not_fit_either_that_says_more(found: Found, food: str) -> None:
    row = f"{food}, told: 2021-09-14, out: 2021-12-10".replace("4 weeks", "16 weeks")
    assert found(row) == [("EH502", ERROR, 25)]


def test_the_three_months_begin_when_it_first_heard(found: Found, food: str) -> None:
    row = f"{food}, out: 2021-12-10, notice_served: 2021-10-01, told"
    assert found(f"{row}: 2021-09-10") == []
    assert found(f"{row}: 2021-10-02") == [("EH503", WARNING, 22)]
    # the week began before formal notice was served, although it ended after
    row = f"{food}, out: 2021-12-06, notice_served: 2021-09-09, told"
    assert found(f"{row}: week of 2021-09-06") == []


def test_not_told_at_all_is_said_in_another_place(found: Found, food: str) -> None:
    assert found(f"{food}, out: 2021-12-10") == [("EH501", WARNING, None)]


def test_three_months_from_no_day_to_no_day_are_not_counted(found: Found, food: str) -> None:
    assert found(f"{food}, told: 2021-09-14") == [("EH502", NOT_KNOWN, None)]
