"""Does every partner know in time, and has it somewhere to go?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from earlyhelp import Finding, Plan
from earlyhelp.checks import check_plan
from earlyhelp.codes import all_codes
from earlyhelp.files.load import parse
from earlyhelp.findings import Severity

Brief = list[tuple[str, Severity, int | None]]

ERROR, WARNING, NOT_KNOWN = Severity.ERROR, Severity.WARNING, Severity.NOT_KNOWN
NO_CHANGE: Final[Mapping[str, str]] = {}

HANDOVER: Final = """  handover:
    for: property.future is not retained
    steps: {vacated: {}, handed_over: {}}
"""
#: Elm Road closes, Mill Lane is let, Harbour stays; the occupations follow.
PLAN: Final = f"""format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
milestones:
  assets.last_handover: {{expected: 2021-12-20}}
workflows:
  leaving:
    for: each occupation where property.future is not retained
    steps: {{out: {{}}}}
{HANDOVER}properties:
  - {{id: elm, name: Elm Road, future: surplus}}
  - {{id: mill, name: Mill Lane, future: lease}}
  - {{id: harbour, name: Harbour, future: retained, capacity: 4}}
partners:
  - {{id: nursery, name: Seashell Nursery, sector: nursery}}
  - {{id: food, name: Food Share, sector: voluntary}}
  - {{id: nurses, name: Nurses, sector: nhs}}
occupations:
"""
FIRST_ROW: Final = PLAN.count("\n") + 1
#: What a row says that nothing is to be said about.
NOTICE: Final = "told: 2021-09-14, notice: 4 weeks"
WELL: Final = f"{NOTICE}, offered: harbour, out: 2021-12-10"
IN_ELM: Final = "property: elm, partner: nursery"


def plan_of(*rows: str, but: Mapping[str, str] = NO_CHANGE) -> Plan:
    """The plan with these occupations, but with some of its words changed."""
    text = PLAN
    for words, others in but.items():
        assert words in text
        text = text.replace(words, others)
    return parse((text + "".join(f"  - {{{row}}}\n" for row in rows)).encode())


def as_at(day: str) -> Mapping[str, str]:
    """The change to another as-at day."""
    return {"as_at: 2021-09-17": f"as_at: {day}"}


def elm(says: str) -> Mapping[str, str]:
    """The change to what the row of Elm Road says."""
    return {"name: Elm Road, future: surplus": f"name: Elm Road, {says}"}


def about_partners(plan: Plan) -> list[Finding]:
    """What is found about partners, in the order of the codes."""
    _, found = check_plan(plan)
    ours = (finding for finding in found if finding.code.startswith("EH5"))
    return sorted(ours, key=lambda finding: finding.code)


def found(*rows: str, but: Mapping[str, str] = NO_CHANGE) -> Brief:
    """The same in brief: the codes, how much they matter, and how many days are short."""
    return [
        (finding.code, finding.severity, finding.short_by_days)
        for finding in about_partners(plan_of(*rows, but=but))
    ]


def nursery(says: str, but: Mapping[str, str] = NO_CHANGE) -> Brief:
    """What is found of the nursery in Elm Road whose row says this."""
    return found(f"{IN_ELM}, {says}", but=but)


def the_finding(row: str, but: Mapping[str, str] = NO_CHANGE) -> Finding:
    """The only finding about this row."""
    [finding] = about_partners(plan_of(row, but=but))
    return finding


def test_the_codes_have_their_names_and_matter_as_much_as_they_say() -> None:
    ours = {code.code: code for code in all_codes() if "EH501" <= code.code <= "EH510"}
    assert {code: (entry.name, entry.severity) for code, entry in ours.items()} == {
        "EH501": ("partner-not-told", WARNING),
        "EH502": ("told-too-late", ERROR),
        "EH503": ("voluntary-three-months", WARNING),
        "EH504": ("nowhere-to-go", WARNING),
        "EH505": ("alternative-closes-too", ERROR),
        "EH506": ("retained-centre-full", ERROR),
        "EH507": ("extension-not-decided", WARNING),
        "EH508": ("extension-past-the-last-handover", ERROR),
        "EH509": ("notice-not-expired", ERROR),
        "EH510": ("lease-terms-missing", WARNING),
    }


# Who is asked


def test_of_a_partner_that_knows_and_has_a_place_nothing_is_said() -> None:
    assert nursery(WELL) == []


def test_a_plan_without_registers_has_no_partners() -> None:
    plan = parse(b"format: 1\nid: a\ntitle: A\nnation: england\nmilestones: {a: {}}\n")
    assert about_partners(plan) == []


def test_a_partner_in_a_retained_property_has_nothing_to_leave() -> None:
    row = "property: harbour, partner: nursery, extension: requested, extended_to: 2022-12-01"
    assert found(f"{row}, notice_expires: 2022-12-01, heads_of_terms: 2022-12-01") == []


def test_a_partner_that_has_moved_out_is_left_in_peace() -> None:
    assert nursery("extension: requested") != []
    assert nursery("extension: requested, done:out: 2021-09-10") == []


@pytest.mark.parametrize("step", ["vacated", "handed_over"])
def test_a_property_without_a_future_is_left_if_it_goes_through_a_workflow(step: str) -> None:
    empty = {", future: surplus": ""}
    through = {HANDOVER: HANDOVER.replace("vacated: {}, handed_over: {}", f"{step}: {{}}")}
    assert [code for code, _, _ in nursery(NOTICE, empty | through)] == ["EH502", "EH504"]
    assert nursery(NOTICE, empty | {HANDOVER: ""}) == []


# EH501 partner-not-told


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-09-10", ("EH501", WARNING, None)),  # three months would end on the very day
        ("2021-09-11", ("EH501", ERROR, 1)),
    ],
)
def test_not_told_is_an_error_once_the_notice_no_longer_fits(
    day: str, expected: tuple[object, ...]
) -> None:
    says = "notice: 3 months, offered: harbour, out: 2021-12-10"
    assert nursery(says, as_at(day)) == [expected]


def test_while_it_fits_the_last_day_to_tell_the_partner_is_shown() -> None:
    finding = the_finding(f"{IN_ELM}, {WELL}".replace("told: 2021-09-14, ", ""))
    assert finding.message == (
        "Seashell Nursery has not been told that it has to be out of Elm Road by Friday 10 "
        "December 2021; the last day to give it notice of 4 weeks is Friday 12 November 2021"
    )
    assert finding.subjects == ("elm.nursery",)
    assert finding.place is not None
    assert finding.place.line == FIRST_ROW


@pytest.mark.parametrize(
    ("day", "expected"), [("2021-12-10", (WARNING, None)), ("2021-12-11", (ERROR, 1))]
)
def test_without_a_notice_period_it_is_an_error_once_the_day_has_passed(
    day: str, expected: tuple[object, ...]
) -> None:
    row = f"{IN_ELM}, offered: harbour, out: 2021-12-10"
    told, _not_known = about_partners(plan_of(row, but=as_at(day)))
    assert (told.severity, told.short_by_days) == expected
    assert told.message.endswith(", and that day has passed") is (told.severity is ERROR)


def test_on_the_day_itself_it_has_not_passed_but_no_notice_fits() -> None:
    finding = the_finding(
        f"{IN_ELM}, notice: 1 week, offered: harbour, out: 2021-12-10", as_at("2021-12-10")
    )
    assert "notice of 1 week from Friday 10 December 2021 would end on" in finding.message


def test_a_partner_without_a_day_to_be_out_still_has_to_be_told() -> None:
    told, _not_known = about_partners(plan_of(f"{IN_ELM}, notice: 4 weeks, offered: harbour"))
    assert told.message == "Seashell Nursery has not been told that it has to be out of Elm Road"
    assert told.severity is WARNING


def test_without_an_as_at_day_nobody_can_say_that_it_is_too_late() -> None:
    says = "notice: 3 months, offered: harbour, out: 2021-09-10"
    assert nursery(says, {"as_at: 2021-09-17\n": ""}) == [("EH501", WARNING, None)]


def test_formal_notice_is_telling_too() -> None:
    assert nursery(WELL.replace("told", "notice_served")) == []


# EH502 told-too-late

THREE_MONTHS: Final = "notice: 3 months, offered: harbour"


@pytest.mark.parametrize(
    ("told", "expected"), [("2021-09-10", []), ("2021-09-11", [("EH502", ERROR, 1)])]
)
def test_notice_that_ends_on_the_very_day_is_in_time(told: str, expected: Brief) -> None:
    assert nursery(f"told: {told}, {THREE_MONTHS}, out: 2021-12-10") == expected


def test_too_late_says_the_sum_and_the_last_day_that_was_in_time() -> None:
    row = f"{IN_ELM}, {THREE_MONTHS}, out: 2021-12-10, told: "
    finding = the_finding(f"{row}2021-09-14")
    assert finding.message == (
        "Seashell Nursery has to be out of Elm Road by Friday 10 December 2021, but its notice of "
        "3 months from Tuesday 14 September 2021 ends on Tuesday 14 December 2021, 4 calendar "
        "days too late; the last day to give it was Friday 10 September 2021"
    )
    assert finding.subjects == ("elm.nursery",)
    assert finding.place == ("plan.yaml", FIRST_ROW, len(f"  - {{{row}") + 1)


@pytest.mark.parametrize(("day", "verb"), [("2021-09-10", "is"), ("2021-09-11", "was")])
def test_a_letter_that_is_still_to_be_sent_can_be_sent_earlier(day: str, verb: str) -> None:
    row = f"{IN_ELM}, told: 2021-09-20, {THREE_MONTHS}, out: 2021-12-10"
    assert f"the last day to give it {verb} " in the_finding(row, as_at(day)).message


def test_told_in_a_week_is_counted_from_its_first_day() -> None:
    says = f"told: week of 2021-09-13, {THREE_MONTHS}, out"
    assert nursery(f"{says}: 2021-12-13") == []
    finding = the_finding(f"{IN_ELM}, {says}: 2021-12-10")
    assert finding.short_by_days == 3
    assert "from Monday 13 September 2021 ends on Monday 13 December 2021" in finding.message


def test_out_in_a_month_is_as_late_as_its_last_day() -> None:
    says = f"{THREE_MONTHS}, out: 2021-12, told"
    assert nursery(f"{says}: 2021-09-30") == []
    assert nursery(f"{says}: 2021-10-01") == [("EH502", ERROR, 1)]


def test_working_days_are_counted_on_the_calendar() -> None:
    # Christmas Day and Boxing Day of 2021 were a weekend: Monday and Tuesday were off
    says = "told: 2021-12-24, notice: 1 working day, offered: harbour, out"
    assert nursery(f"{says}: 2021-12-29") == []
    assert nursery(f"{says}: 2021-12-28") == [("EH502", ERROR, 1)]


def test_formal_notice_counts_and_not_when_the_partner_first_heard() -> None:
    says = f"{THREE_MONTHS}, out: 2021-12-10"
    assert nursery(f"{says}, told: 2021-09-01, notice_served: 2021-09-14") == [("EH502", ERROR, 4)]
    assert nursery(f"{says}, told: 2021-09-14, notice_served: 2021-09-01") == []


def test_the_day_to_be_out_is_the_stated_one_nearest_to_the_partner() -> None:
    says = f"told: 2021-09-14, {THREE_MONTHS}"
    handed_over = "future: surplus, handed_over: 2021-12-09"
    vacated = f"{handed_over}, vacated: 2021-12-08"
    assert nursery(f"{says}, out: 2021-12-10", elm(vacated)) == [("EH502", ERROR, 4)]
    assert nursery(says, elm(vacated)) == [("EH502", ERROR, 6)]
    assert nursery(says, elm(handed_over)) == [("EH502", ERROR, 5)]


@pytest.mark.parametrize(
    ("told", "expected"), [("2021-09-08", []), ("2021-09-09", [("EH502", ERROR, 1)])]
)
def test_where_no_day_is_stated_it_is_the_latest_that_the_plan_leaves(
    told: str, expected: Brief
) -> None:
    # The last property goes on Friday 10 December, and takes two working days: out by the 8th.
    # The earliest day, which is the as-at day, would say nothing of whether notice fits.
    steps = (
        "{vacated: {after: each occupation.out}, handed_over: {after: vacated + 2 working days}}"
    )
    last = "assets.last_handover: {on: 2021-12-10, after: all properties.handed_over}"
    changed = {
        "steps: {vacated: {}, handed_over: {}}": f"steps: {steps}",
        "assets.last_handover: {expected: 2021-12-20}": last,
    }
    assert nursery(f"told: {told}, {THREE_MONTHS}", changed) == expected


def test_an_agreed_extension_gives_the_partner_until_it_ends() -> None:
    says = f"told: 2021-09-14, {THREE_MONTHS}, extension: agreed, extended_to"
    vacated = elm("future: surplus, vacated: 2021-12-10")
    assert nursery(f"{says}: 2021-12-14", vacated) == []
    assert nursery(f"{says}: 2021-12-13", vacated) == [("EH502", ERROR, 1)]
    assert nursery(f"{says}: week of 2021-12-13", vacated) == []
    # it never makes the time shorter, and it is a day even where there is no other
    assert nursery(f"{says}: 2021-12-01", vacated) == [("EH502", ERROR, 4)]
    assert nursery(f"{says}: 2021-12-13") == [("EH502", ERROR, 1)]
    assert nursery(f"{says}: 2021-12-14") == []
    assert nursery(f"{says}: week of 2021-12-13") == []


@pytest.mark.parametrize("extension", ["refused", "requested"])
def test_an_extension_that_is_not_agreed_does_not(extension: str) -> None:
    says = f"told: 2021-09-14, {THREE_MONTHS}, extension: {extension}, extended_to: 2021-12-14"
    vacated = elm("future: surplus, vacated: 2021-12-10")
    assert ("EH502", ERROR, 4) in nursery(says, vacated)


def test_how_many_have_no_notice_period_is_said_once() -> None:
    says = "told: 2021-09-14, offered: harbour, out: 2021-12-10"
    finding = the_finding(f"{IN_ELM}, {says}")
    assert finding.message == (
        "1 occupation has no notice period, so it is not known whether notice is in time"
    )
    rows = (f"property: elm, partner: {who}, {says}" for who in ("nurses", "nursery"))
    [finding] = about_partners(plan_of(*rows))
    assert finding.message.startswith("2 occupations have no notice period, so it is not known")
    assert finding.severity is NOT_KNOWN
    assert finding.subjects == ("elm.nurses", "elm.nursery")
    assert finding.place is not None
    assert finding.place.line == FIRST_ROW


def test_so_is_how_many_have_no_day_by_which_to_be_out() -> None:
    finding = the_finding(f"{IN_ELM}, {NOTICE}, offered: harbour")
    assert finding.message.startswith("1 occupation has no day by which to be out")
    assert finding.severity is NOT_KNOWN


def test_a_notice_that_leaves_the_calendar_can_be_talked_about() -> None:
    row = f"{IN_ELM}, notice: 9999 weeks, offered: harbour, out: 2021-12-10"
    assert "would end on a day outside 1970 to 2099" in the_finding(row).message
    message = the_finding(f"{row}, told: 2021-09-14").message
    assert "ends on a day outside 1970 to 2099" in message
    assert message.endswith("the last day to give it was a day outside 1970 to 2099")


# EH503 voluntary-three-months

FOOD: Final = "property: elm, partner: food, notice: 4 weeks, offered: harbour"


@pytest.mark.parametrize(
    ("told", "expected"), [("2021-09-10", []), ("2021-09-11", [("EH503", WARNING, 1)])]
)
def test_a_voluntary_organisation_can_expect_three_months(told: str, expected: Brief) -> None:
    assert found(f"{FOOD}, told: {told}, out: 2021-12-10") == expected


def test_letters_of_the_week_of_13_september_reach_to_13_december() -> None:
    assert found(f"{FOOD}, told: week of 2021-09-13, out: 2021-12-13") == []
    finding = the_finding(f"{FOOD}, told: week of 2021-09-13, out: 2021-12-06")
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
    says: str, expected: Brief
) -> None:
    changed = {"sector: voluntary": says}
    assert found(f"{FOOD}, told: 2021-09-14, out: 2021-12-10", but=changed) == expected


def test_an_extension_that_lasts_as_long_puts_it_right_once_it_is_agreed() -> None:
    row = f"{FOOD}, told: 2021-09-14, extension"
    vacated = elm("future: surplus, vacated: 2021-12-10")
    assert found(f"{row}: agreed, extended_to: 2021-12-14", but=vacated) == []
    short = found(f"{row}: agreed, extended_to: 2021-12-13", but=vacated)
    assert short == [("EH503", WARNING, 1)]
    asked = found(f"{row}: requested, extended_to: 2021-12-14", but=vacated)
    assert asked == [("EH503", WARNING, 4), ("EH507", WARNING, None)]


def test_so_does_a_place_that_it_accepted() -> None:
    row = f"{FOOD}, told: 2021-09-14, out: 2021-12-10"
    assert found(f"{row}, offer_accepted: 2021-09-16") == []


def test_where_its_own_notice_does_not_fit_either_that_says_more() -> None:
    row = f"{FOOD}, told: 2021-09-14, out: 2021-12-10".replace("4 weeks", "16 weeks")
    assert found(row) == [("EH502", ERROR, 25)]


def test_the_three_months_begin_when_it_first_heard() -> None:
    row = f"{FOOD}, out: 2021-12-10, notice_served: 2021-10-01, told"
    assert found(f"{row}: 2021-09-10") == []
    assert found(f"{row}: 2021-10-02") == [("EH503", WARNING, 22)]
    # the week began before formal notice was served, although it ended after
    row = f"{FOOD}, out: 2021-12-06, notice_served: 2021-09-09, told"
    assert found(f"{row}: week of 2021-09-06") == []


def test_not_told_at_all_is_said_in_another_place() -> None:
    assert found(f"{FOOD}, out: 2021-12-10") == [("EH501", WARNING, None)]


def test_three_months_from_no_day_to_no_day_are_not_counted() -> None:
    assert found(f"{FOOD}, told: 2021-09-14") == [("EH502", NOT_KNOWN, None)]


# EH504 nowhere-to-go


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("rooms: 2", [("EH504", WARNING, None)]),
        ("offered: harbour", []),
        ("alternative: the library", []),
        ("offer_accepted: 2021-09-16", []),
    ],
)
def test_a_partner_that_leaves_needs_somewhere_to_go(says: str, expected: Brief) -> None:
    assert nursery(f"{NOTICE}, out: 2021-12-10, {says}") == expected


# EH505 alternative-closes-too


@pytest.mark.parametrize("future", ["lease", "surplus"])
def test_a_place_in_a_property_that_is_not_retained_is_no_place(future: str) -> None:
    row = f"{IN_ELM}, {WELL}".replace("harbour", "mill")
    finding = the_finding(row, {"future: lease": f"future: {future}"})
    assert finding.severity is ERROR
    assert finding.subjects == ("elm.nursery", "mill")
    assert finding.message == (
        "Seashell Nursery was offered a place in Mill Lane, which is not retained either"
    )


def test_that_the_partner_moved_there_already_makes_it_no_better() -> None:
    says = f"{WELL}, done:out: 2021-09-16".replace("harbour", "mill")
    assert nursery(says) == [("EH505", ERROR, None)]


def test_whether_a_property_without_a_future_is_retained_is_not_known() -> None:
    row = f"property: mill, partner: nursery, {WELL}".replace("harbour", "elm")
    finding = the_finding(row, {", future: surplus": "", HANDOVER: ""})
    assert finding.code == "EH505"
    assert finding.severity is NOT_KNOWN
    assert finding.message.endswith("a place in Elm Road, whose future is not known")


def test_a_property_that_is_let_to_the_partner_itself_is_a_place() -> None:
    says = f"{WELL}, heads_of_terms: 2021-11-01".replace("harbour", "mill")
    assert nursery(says) == []
    assert found(f"property: elm, partner: nurses, {says}") == []
    # a lease of where it is now says nothing of where it goes
    says = f"{WELL}, agreement: lease".replace("harbour", "mill")
    assert nursery(says) == [("EH505", ERROR, None)]


# EH506 retained-centre-full

THERE: Final = "property: harbour, partner: nurses"
COMING: Final = f"{IN_ELM}, {WELL}"
SHARED: Final = f"{FOOD}, told: 2021-09-01, out: 2021-12-10"


def room_for(capacity: str) -> Mapping[str, str]:
    """The change to how many partners Harbour has room for."""
    return {", capacity: 4": capacity and f", capacity: {capacity}"}


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        ("3", []),
        ("2", [("EH506", ERROR, None)]),
        ("0", [("EH506", ERROR, None)]),
        ("", [("EH506", NOT_KNOWN, None)]),
    ],
)
def test_those_who_are_there_and_those_who_were_offered_a_place_have_to_fit(
    capacity: str, expected: Brief
) -> None:
    assert found(THERE, COMING, SHARED, but=room_for(capacity)) == expected


def test_the_counts_are_in_the_message() -> None:
    [full] = about_partners(plan_of(THERE, COMING, SHARED, but=room_for("1")))
    assert full.message == (
        "Harbour has room for 1 partner, but there would be 3: 1 in it already, and 2 offered a "
        "place"
    )
    assert full.subjects == ("harbour",)
    assert full.place is not None
    assert (
        full.place.line
        == PLAN.splitlines().index(PLAN[PLAN.index("  - {id: harbour") :].splitlines()[0]) + 1
    )
    [unknown] = about_partners(plan_of(COMING, but=room_for("")))
    assert unknown.message == (
        "it is not known how many partners Harbour has room for: 0 in it already, and 1 offered a "
        "place"
    )


def test_a_partner_counts_once() -> None:
    again = COMING.replace("elm", "mill")
    assert found(COMING, again, but=room_for("1")) == []
    assert found("property: harbour, partner: nursery", COMING, but=room_for("1")) == []


def test_one_that_went_elsewhere_does_not_count_unless_it_accepted() -> None:
    elsewhere = f"{COMING}, alternative: the library"
    assert found(elsewhere, SHARED, but=room_for("1")) == []
    accepted = f"{elsewhere}, offer_accepted: 2021-09-16"
    assert found(accepted, SHARED, but=room_for("1")) == [("EH506", ERROR, None)]


def test_one_that_moved_out_of_a_retained_property_leaves_room() -> None:
    everywhere = {"each occupation where property.future is not retained": "each occupation"}
    full = {**room_for("1"), **everywhere}
    assert found(THERE, COMING, but=full) == [("EH506", ERROR, None)]
    assert found(f"{THERE}, done:out: 2021-09-10", COMING, but=full) == []


def test_a_property_with_no_figure_and_nobody_to_come_is_not_asked() -> None:
    assert found(THERE, but=room_for("")) == []
    assert found("property: harbour, partner: nursery", COMING, but=room_for("")) == []


def test_too_many_in_a_property_are_too_many_even_if_nobody_is_to_come() -> None:
    assert found(THERE, but=room_for("0")) == [("EH506", ERROR, None)]


def test_the_room_of_a_property_that_is_not_retained_is_no_room() -> None:
    changed = {"future: lease": "future: lease, capacity: 0"}
    row = f"{IN_ELM}, {WELL}".replace("harbour", "mill")
    assert found(row, but=changed) == [("EH505", ERROR, None)]


# EH507 extension-not-decided

ASKED: Final = f"{NOTICE}, offered: harbour, extension: requested, extended_to: 2021-12-17"


@pytest.mark.parametrize(
    ("day", "severity"), [("2021-12-09", WARNING), ("2021-12-10", ERROR), ("2021-12-17", ERROR)]
)
@pytest.mark.parametrize("step", ["vacated", "handed_over"])
def test_undecided_is_an_error_from_the_day_of_the_property(
    day: str, severity: Severity, step: str
) -> None:
    changed = {**as_at(day), **elm(f"future: surplus, {step}: 2021-12-10")}
    assert nursery(ASKED, changed) == [("EH507", severity, None)]


def test_vacated_comes_before_handed_over() -> None:
    days = elm("future: surplus, vacated: 2021-12-10, handed_over: 2021-12-14")
    finding = the_finding(f"{IN_ELM}, {ASKED}", {**as_at("2021-12-10"), **days})
    assert finding.message == (
        "Seashell Nursery asked to stay in Elm Road to Friday 17 December 2021, and nothing has "
        "been decided, although Elm Road was to be left by Friday 10 December 2021"
    )


def test_a_week_that_it_asked_for_has_passed_with_its_last_day() -> None:
    says = f"{ASKED}, out: 2021-12-20".replace("2021-12-17", "week of 2021-12-13")
    assert nursery(says, as_at("2021-12-17")) == [("EH507", WARNING, None)]
    assert nursery(says, as_at("2021-12-18")) == [("EH507", ERROR, None)]


@pytest.mark.parametrize(("day", "severity"), [("2021-12-17", WARNING), ("2021-12-18", ERROR)])
def test_undecided_is_an_error_once_the_day_it_asked_for_has_passed(
    day: str, severity: Severity
) -> None:
    says = f"{ASKED}, out: 2021-12-20"
    [finding] = about_partners(plan_of(f"{IN_ELM}, {says}", but=as_at(day)))
    assert finding.severity is severity
    assert finding.message.endswith(", although that day has passed") is (severity is ERROR)


def test_a_partner_may_ask_without_naming_a_day() -> None:
    finding = the_finding(f"{IN_ELM}, {ASKED}, out: 2021-12-20".replace("2021-12-17", ""))
    assert finding.message == (
        "Seashell Nursery asked to stay in Elm Road, and nothing has been decided"
    )


def test_without_an_as_at_day_no_extension_is_late() -> None:
    late = f"{ASKED}, out: 2021-09-01, notice: 0 calendar days".replace("notice: 4 weeks, ", "")
    undated = {"as_at: 2021-09-17\n": "", **elm("future: surplus, vacated: 2021-09-01")}
    assert ("EH507", WARNING, None) in nursery(late, undated)


@pytest.mark.parametrize("answer", ["agreed", "refused"])
def test_an_answer_is_an_answer(answer: str) -> None:
    assert nursery(f"{ASKED}, out: 2021-12-17".replace("requested", answer)) == []


# EH508 extension-past-the-last-handover


@pytest.mark.parametrize("answer", ["agreed", "requested"])
@pytest.mark.parametrize(
    ("until", "short"), [("2021-12-20", None), ("2021-12-21", 1), ("week of 2021-12-20", None)]
)
def test_an_extension_lasts_to_the_last_handover_at_most(
    answer: str, until: str, short: int | None
) -> None:
    says = f"{NOTICE}, offered: harbour, out: 2021-12-20, extended_to: {until}"
    expected = [("EH508", ERROR, short)] if short else []
    asked: Brief = [("EH507", WARNING, None)] if answer == "requested" else []
    assert nursery(f"{says}, extension: {answer}") == asked + expected


def test_which_milestone_that_is_is_a_setting() -> None:
    says = f"{NOTICE}, offered: harbour, extension: agreed, extended_to: 2021-12-21"
    renamed = {"assets.last_handover:": "keys.returned:"}
    assert nursery(says, renamed) == []
    setting = {"milestones:\n": "settings: {last_handover: keys.returned}\nmilestones:\n"}
    finding = the_finding(f"{IN_ELM}, {says}", renamed | setting)
    assert finding.message == (
        "the extension agreed for Seashell Nursery in Elm Road ends on Tuesday 21 December 2021, "
        "1 calendar day after the last handover, which is due by Monday 20 December 2021"
    )


@pytest.mark.parametrize(
    "says",
    ["extension: refused, extended_to: 2022-01-07", "extended_to: 2022-01-07", "extension: agreed"],
)
def test_what_was_refused_or_never_asked_for_is_no_extension(says: str) -> None:
    assert nursery(f"{WELL}, {says}") == []


# EH509 notice-not-expired


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        ("2021-12-10", []),
        ("2021-12-11", [("EH509", ERROR, 1)]),
        ("week of 2021-12-06", []),
        ("week of 2021-12-13", [("EH509", ERROR, 3)]),
    ],
)
def test_notice_has_expired_once_the_partner_has_to_be_out(expires: str, expected: Brief) -> None:
    assert nursery(f"{WELL}, notice_expires: {expires}") == expected


def test_if_it_was_given_too_late_that_is_said_and_not_this() -> None:
    says = f"notice_served: 2021-09-14, {THREE_MONTHS}, out: 2021-12-10, notice_expires"
    assert nursery(f"{says}: 2021-12-14") == [("EH502", ERROR, 4)]
    # but the cells do not add up either
    assert nursery(f"{says}: 2021-12-15") == [("EH502", ERROR, 4), ("EH509", WARNING, None)]


@pytest.mark.parametrize(
    ("served", "expires", "is_right"),
    [
        ("2021-09-14", "2021-10-11", False),
        ("2021-09-14", "2021-10-12", True),
        ("2021-09-14", "2021-10-13", False),
        ("week of 2021-09-13", "2021-10-10", False),
        ("week of 2021-09-13", "2021-10-11", True),
        ("week of 2021-09-13", "2021-10-15", True),
        ("week of 2021-09-13", "2021-10-16", False),
        ("2021-09-14", "week of 2021-10-11", True),
        ("2021-09-10", "week of 2021-10-11", False),
        ("2021-09-18", "week of 2021-10-11", False),
    ],
)
def test_notice_expires_when_it_was_served_and_its_length_say(
    served: str, expires: str, is_right: bool
) -> None:
    says = f"notice: 4 weeks, offered: harbour, out: 2021-12-10, notice_served: {served}"
    expected: Brief = [] if is_right else [("EH509", WARNING, None)]
    assert nursery(f"{says}, notice_expires: {expires}") == expected


def test_which_day_they_add_up_to_is_said() -> None:
    row = f"{IN_ELM}, notice: 4 weeks, offered: harbour, out: 2021-12-10, notice_served"
    assert the_finding(f"{row}: 2021-09-14, notice_expires: 2021-10-14").message == (
        "the notice of Seashell Nursery is said to expire on Thursday 14 October 2021, but 4 weeks "
        "from Tuesday 14 September 2021 is Tuesday 12 October 2021"
    )
    week = f"{row}: week of 2021-09-13, notice_expires"
    assert the_finding(f"{week}: 2021-10-10").message.endswith("is Monday 11 October 2021")
    assert the_finding(f"{week}: 2021-10-16").message.endswith("is Friday 15 October 2021")


def test_without_the_other_two_cells_there_is_nothing_to_add_up() -> None:
    assert nursery(f"{WELL}, notice_expires: 2021-12-01") == []
    says = "notice_served: 2021-09-14, offered: harbour, out: 2021-12-10"
    assert nursery(f"{says}, notice_expires: 2021-12-01") == [("EH502", NOT_KNOWN, None)]


# EH510 lease-terms-missing

IN_MILL: Final = "property: mill, partner: nurses, told: 2021-09-14"


def test_a_partner_of_the_nhs_stays_in_a_property_that_is_let() -> None:
    finding = the_finding(IN_MILL)
    assert (finding.code, finding.severity) == ("EH510", WARNING)
    assert finding.message == (
        "Mill Lane is to be let to Nurses, but no heads of terms are recorded"
    )
    assert finding.subjects == ("mill.nurses", "mill")


def test_so_does_one_with_a_lease_and_one_with_terms_for_one() -> None:
    row = "property: mill, partner: nursery"
    assert found(f"{row}, agreement: lease") == [("EH510", WARNING, None)]
    assert found(f"{row}, heads_of_terms: 2021-11-01") == []
    codes = [code for code, _, _ in found(f"{row}, agreement: licence")]
    assert codes == ["EH501", "EH502", "EH504"]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("2021-12-14", []),
        ("2021-12-15", [("EH510", WARNING, None)]),
        ("week of 2021-12-13", []),
    ],
)
def test_terms_are_in_time_on_the_day_of_the_handover(terms: str, expected: Brief) -> None:
    handed_over = {"future: lease": "future: lease, handed_over: 2021-12-14"}
    assert found(f"{IN_MILL}, heads_of_terms: {terms}", but=handed_over) == expected


def test_terms_that_come_too_late_say_so() -> None:
    handed_over = {"future: lease": "future: lease, handed_over: 2021-12-14"}
    row = f"{IN_MILL}, heads_of_terms: "
    finding = the_finding(f"{row}2021-12-15", handed_over)
    assert finding.message == (
        "Mill Lane is to be let to Nurses, but heads of terms come on Wednesday 15 December 2021, "
        "and it is handed over by Tuesday 14 December 2021"
    )
    assert finding.place == ("plan.yaml", FIRST_ROW, len(f"  - {{{row}") + 1)
    assert found(f"{row}2021-12-15") == []  # no day of a handover to compare it with


@pytest.mark.parametrize(
    "says",
    [
        "out: 2021-12-10, offered: harbour",
        "out: 2021-12-10",
        "notice_served: 2021-09-14",
        "notice_expires: 2021-12-10",
        "extension: refused",
        "offer_accepted: 2021-09-16",
        "alternative: the library",
        "offered: harbour",
    ],
)
def test_one_whose_row_says_that_it_goes_does_not_stay(says: str) -> None:
    codes = {code for code, _, _ in found(f"{IN_MILL}, {says}")}
    assert "EH510" not in codes
    assert codes  # it has no notice period: it is asked what everybody is asked who leaves


def test_one_of_the_nhs_can_come_as_a_tenant() -> None:
    row = f"property: elm, partner: nurses, {WELL}".replace("harbour", "mill")
    assert found(row) == [("EH510", WARNING, None)]
    assert found(f"{row}, heads_of_terms: 2021-11-01") == []
    closed = {"future: lease": "future: surplus"}
    assert found(row, but=closed) == [("EH505", ERROR, None)]
