"""The public is asked, papers are open and decisions take effect as the law has it.

Each day that a source gives is a case, with the last day that keeps the rule and the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest

import earlyhelp
from earlyhelp import Finding
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.files.rule_entries import shipped_rules
from earlyhelp.findings import Severity
from earlyhelp.model.rules import Authority, Confidence

#: Of some lines of a plan and a code: what is found under that code.
Found = Callable[[str, str], list[Finding]]

ERROR, WARNING = Severity.ERROR, Severity.WARNING
NOT_KNOWN, NOTE = Severity.NOT_KNOWN, Severity.NOTE
DAY: Final = timedelta(days=1)
HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\ndays: any\n"


@pytest.fixture(scope="module")
def found() -> Found:
    def run(lines: str, code: str) -> list[Finding]:
        found = earlyhelp.check(parse((HEAD + lines).encode()))
        return [finding for finding in found if finding.code == code]

    return run


def facts(**days: date | str) -> str:
    """Facts of a plan; `__` stands for the dot of a name."""
    return "facts:\n" + "".join(f"  {k.replace('__', '.')}: {v}\n" for k, v in days.items())


def only(findings: list[Finding]) -> Finding:
    [finding] = findings
    return finding


def severities(findings: list[Finding]) -> list[Severity]:
    return [finding.severity for finding in findings]


# What the rules say of themselves


def test_each_rule_says_how_sure_we_are_of_it_as_the_sources_do() -> None:
    sure = {rule.id: (rule.code, rule.confidence) for rule in shipped_rules()}
    expected = {
        "childrens-centre-consultation": ("EH311", Confidence.SECONDARY),
        "pre-election-period": ("EH312", Confidence.MEMORY),
        "equality-duty": ("EH313", Confidence.MEMORY),
        "consultation-length": ("EH314", Confidence.MEMORY),
        "voluntary-three-months": ("EH503", Confidence.SECONDARY),
        "key-decision-notice": ("EH321", Confidence.MEMORY),
        "general-exception": ("EH321", Confidence.PRIMARY),
        "special-urgency": ("EH321", Confidence.PRIMARY),
        "agenda": ("EH322", Confidence.PRIMARY),
        "call-in": ("EH323", Confidence.PRIMARY),
        "private-meeting-notice": ("EH324", Confidence.PRIMARY),
        "private-meeting-second-notice": ("EH324", Confidence.PRIMARY),
        "exempt-lease-terms": ("EH324", Confidence.SECONDARY),
    }
    assert {name: sure.get(name) for name in expected} == expected


def test_what_is_guidance_or_the_council_s_own_says_so_and_what_is_checked_already_too() -> None:
    rules = {rule.id: rule for rule in shipped_rules()}
    assert rules["call-in"].authority is Authority.COUNCIL
    assert rules["voluntary-three-months"].authority is Authority.GUIDANCE
    assert rules["voluntary-three-months"].checked_by == ("EH503",)
    assert rules["pre-election-period"].checked_by == ("EH312", "EH514")


# Whether the public is asked before a closure is decided


@pytest.mark.parametrize(
    ("decided", "severity"),
    [(date(2021, 5, 16), ERROR), (date(2021, 5, 17), NOTE), (date(2021, 7, 27), NOTE)],
)
def test_the_public_consultation_is_over_when_a_closure_is_decided(
    found: Found, decided: date, severity: Severity
) -> None:
    """It closed on Monday 17 May 2021."""
    lines = facts(public_consultation__end="2021-05-17", decision__made=decided)
    assert severities(found(lines, "EH311")) == [severity]


def test_a_decision_without_a_consultation_is_not_known_and_never_a_pass(found: Found) -> None:
    finding = only(found(facts(decision__made="2021-07-27"), "EH311"))
    assert finding.severity is NOT_KNOWN
    assert "needs `public_consultation.end`" in finding.message
    assert "public_consultation.end no later than Tuesday 27 July 2021" in finding.message


def test_a_consultation_that_has_begun_needs_an_end_and_a_decision(found: Found) -> None:
    finding = only(found(facts(public_consultation__start="2021-03-08"), "EH311"))
    assert finding.severity is NOT_KNOWN
    assert "needs `public_consultation.end` and `decision.made`" in finding.message


def test_section_5d_is_asked_from_12_january_2010(found: Found) -> None:
    before = facts(public_consultation__end="2010-02-01", decision__made="2010-01-11")
    assert found(before, "EH311") == []
    assert severities(found(before.replace("01-11", "01-12"), "EH311")) == [ERROR]


def test_between_two_milestones_it_is_a_line_of_the_proof_and_not_said_twice(
    found: Found,
) -> None:
    lines = (
        "milestones:\n"
        "  public_consultation.end: {on: 2021-05-17}\n"
        "  decision.made: {on: 2021-05-11}\n"
    )
    assert found(lines, "EH311") == []
    proof = only(found(lines, "EH201"))
    assert any("Childcare Act 2006, section 5D" in str(step) for step in proof.chain)


def test_a_plan_without_a_decision_is_asked_nothing(found: Found) -> None:
    lines = facts(consultation__start="2021-09-08")
    codes = ("EH311", "EH312", "EH313", "EH314", "EH321", "EH322", "EH323", "EH324")
    assert [found(lines, code) for code in codes] == [[]] * len(codes)


# What falls in a pre-election period


@pytest.mark.parametrize(
    ("decided", "severity"),
    [
        (date(2021, 3, 26), NOTE),
        (date(2021, 3, 28), NOTE),
        (date(2021, 3, 29), WARNING),
        (date(2021, 5, 6), WARNING),
        (date(2021, 5, 7), NOTE),
    ],
)
def test_the_period_before_6_may_2021_begins_on_monday_29_march(
    found: Found, decided: date, severity: Severity
) -> None:
    finding = only(found(facts(poll="2021-05-06", decision__made=decided), "EH312"))
    assert finding.severity is severity
    assert "from Monday 29 March 2021 to the poll on Thursday 6 May 2021" in finding.message


@pytest.mark.parametrize(
    ("start", "end", "severity"),
    [
        ("2021-03-08", "2021-05-17", WARNING),
        ("2021-03-08", "2021-03-28", NOTE),
        ("2021-03-08", "2021-03-29", WARNING),
        ("2021-05-06", "2021-07-01", WARNING),
        ("2021-05-07", "2021-07-01", NOTE),
        ("2021-03-08", "2021-03", NOT_KNOWN),
        ("week of 2021-04-26", "2021-07-01", WARNING),
        ("week of 2021-05-03", "2021-07-01", NOT_KNOWN),
        ("2021-05", "2021-07-01", NOT_KNOWN),
    ],
)
def test_a_consultation_may_not_run_across_the_period(
    found: Found, start: str, end: str, severity: Severity
) -> None:
    """The one of 8 March to 17 May 2021 ran across it."""
    lines = (
        "facts: {poll: 2021-05-06}\nmilestones:\n"
        f"  public_consultation.start: {{expected: {start}}}\n"
        f"  public_consultation.end: {{expected: {end}}}\n"
    )
    finding = only(found(lines, "EH312"))
    assert finding.severity is severity
    names = ("public_consultation.start", "public_consultation.end")
    assert finding.subjects == (() if severity is NOTE else names)


@pytest.mark.parametrize(
    ("known", "severity", "needs"),
    [
        (("public_consultation.start", "2021-03-08"), NOT_KNOWN, "`public_consultation.end`"),
        (("public_consultation.start", "2021-03-29"), WARNING, ""),
        (("public_consultation.start", "2021-05-07"), NOTE, ""),
        (("public_consultation.end", "2021-05-17"), NOT_KNOWN, "`public_consultation.start`"),
        (("public_consultation.end", "2021-05-06"), WARNING, ""),
        (("public_consultation.end", "2021-03-28"), NOTE, ""),
    ],
)
def test_one_end_of_a_consultation_can_be_enough_to_know(
    found: Found, known: tuple[str, str], severity: Severity, needs: str
) -> None:
    finding = only(found(f"facts: {{poll: 2021-05-06, {known[0]}: {known[1]}}}\n", "EH312"))
    assert finding.severity is severity
    assert f"needs {needs}" in finding.message if needs else "needs" not in finding.message


def test_a_decision_without_a_day_is_not_known_unless_its_links_keep_it_out(found: Found) -> None:
    lines = "facts: {poll: 2021-05-06}\nmilestones:\n  decision.made: {}\n"
    finding = only(found(lines, "EH312"))
    assert finding.severity is NOT_KNOWN
    assert "needs the day of decision.made" in finding.message
    assert severities(found(lines.replace("{}", "{not_before: 2021-05-07}"), "EH312")) == [NOTE]


def test_there_can_be_several_polls_and_none_and_one_that_is_no_day(found: Found) -> None:
    decided = facts(decision__made="2021-04-20")
    assert found(decided, "EH312") == []
    several = found(decided + "  poll: [2021-05-06, 2022-05-05]\n", "EH312")
    assert sorted(severities(several), key=list(Severity).index) == sorted(
        [WARNING, NOTE], key=list(Severity).index
    )
    finding = only(found(decided + "  poll: May\n", "EH312"))
    assert finding.severity is NOT_KNOWN
    assert "not a day such as 2021-05-06" in finding.message


# What those who decide know of equality


@pytest.mark.parametrize(
    ("considered", "severity"),
    [(date(2021, 7, 20), NOTE), (date(2021, 7, 27), NOTE), (date(2021, 7, 28), ERROR)],
)
def test_the_equality_impact_is_known_to_those_who_decide(
    found: Found, considered: date, severity: Severity
) -> None:
    lines = facts(equality__considered=considered, decision__made="2021-07-27")
    assert severities(found(lines, "EH313")) == [severity]


def test_a_decision_without_a_word_on_equality_lacks_a_document(found: Found) -> None:
    finding = only(found(facts(decision__made="2021-07-27"), "EH313"))
    assert finding.severity is NOT_KNOWN
    assert "needs `equality.considered`" in finding.message
    assert "to verify" in finding.message


def test_the_equality_duty_is_asked_from_5_april_2011(found: Found) -> None:
    before = facts(equality__considered="2011-05-01", decision__made="2011-04-04")
    assert found(before, "EH313") == []
    assert severities(found(before.replace("04-04", "04-05"), "EH313")) == [ERROR]


# How long a consultation is


@pytest.mark.parametrize("end", ["2021-03-22", "2021-05-17", "2021-12-31"])
def test_no_number_of_weeks_is_held_against_a_consultation(found: Found, end: str) -> None:
    lines = facts(public_consultation__start="2021-03-08", public_consultation__end=end)
    finding = only(found(lines, "EH314"))
    assert finding.severity is NOTE
    assert "to verify" in finding.message


# When a key decision is announced


@pytest.mark.parametrize(
    ("notice", "severity"), [(date(2021, 6, 28), NOTE), (date(2021, 6, 29), ERROR)]
)
def test_a_key_decision_of_27_july_2021_is_announced_by_28_june(
    found: Found, notice: date, severity: Severity
) -> None:
    lines = facts(key_decision__notice=notice, decision__made="2021-07-27")
    assert severities(found(lines, "EH321")) == [severity]


def test_a_key_decision_without_a_notice_is_told_by_when_to_publish_it(found: Found) -> None:
    finding = only(found(facts(decision__made="2021-07-27"), "EH321"))
    assert finding.severity is NOT_KNOWN
    assert "needs `key_decision.notice`" in finding.message
    assert "key_decision.notice no later than Monday 28 June 2021" in finding.message


def test_a_notice_without_a_decision_is_told_the_first_day_of_it(found: Found) -> None:
    finding = only(found(facts(key_decision__notice="2021-06-28"), "EH321"))
    assert finding.severity is NOT_KNOWN
    assert "decision.made no earlier than Tuesday 27 July 2021" in finding.message


def test_key_decisions_are_asked_from_10_september_2012(found: Found) -> None:
    before = facts(key_decision__notice="2012-09-01", decision__made="2012-09-09")
    assert found(before, "EH321") == []
    assert severities(found(before.replace("09-09", "09-10"), "EH321")) == [ERROR]


@pytest.mark.parametrize(
    ("notice", "severity"), [(date(2021, 7, 19), NOTE), (date(2021, 7, 20), ERROR)]
)
def test_the_general_exception_stands_for_the_28_days_and_asks_for_5(
    found: Found, notice: date, severity: Severity
) -> None:
    """Tuesday 20 to Monday 26 July 2021 are five working days; Tuesday 27 is the decision."""
    lines = facts(general_exception__notice=notice, decision__made="2021-07-27")
    finding = only(found(lines, "EH321"))
    assert finding.severity is severity
    assert "regulation 10" in finding.message


def test_special_urgency_asks_for_no_days(found: Found) -> None:
    lines = facts(special_urgency__agreed="2021-07-26", decision__made="2021-07-27")
    finding = only(found(lines, "EH321"))
    assert finding.severity is NOTE
    assert "regulation 11" in finding.message


@pytest.mark.parametrize(
    ("excuse", "can_be_met"), [("", False), ("  special_urgency.agreed: {on: 2021-07-26}\n", True)]
)
def test_what_excuses_from_a_rule_takes_its_link_out_of_the_network(
    found: Found, excuse: str, *, can_be_met: bool
) -> None:
    lines = (
        "milestones:\n"
        "  key_decision.notice: {on: 2021-07-20}\n"
        f"  decision.made: {{on: 2021-07-27}}\n{excuse}"
    )
    assert (found(lines, "EH201") == []) == can_be_met


def test_a_rule_of_the_council_s_own_can_be_excused_too_and_a_slip_in_it_is_noticed(
    found: Found,
) -> None:
    rule = (
        "rules:\n  members_first:\n    title: Members hear first\n    then: partners.told\n"
        "    after: members.told\n    unless: emergency\n    source: Constitution\n"
    )
    days = facts(partners__told="2021-09-13", members__told="2021-09-14", emergency="no")
    assert severities(found(rule + days, "EH390")) == [ERROR]
    assert found(rule + days.replace("emergency: no", "emergency: 2021-09-10"), "EH390") == []
    with pytest.raises(UnreadablePlanError, match="emergency"):
        found(rule + days.replace("  emergency: no\n", ""), "EH390")


# When agenda and reports are public


@pytest.mark.parametrize(
    ("basis", "published", "severity"),
    [
        ("working", date(2022, 1, 4), NOTE),
        ("working", date(2022, 1, 5), ERROR),
        ("s243", date(2022, 1, 5), NOTE),
        ("s243", date(2022, 1, 6), ERROR),
    ],
)
@pytest.mark.parametrize("as_milestones", [False, True])
def test_papers_for_12_january_2022_are_out_by_the_4th_or_by_section_243_the_5th(
    found: Found, basis: str, published: date, severity: Severity, *, as_milestones: bool
) -> None:
    lines = f"settings: {{clear_days_basis: {basis}}}\n"
    if not as_milestones:
        lines += facts(agenda__published=published, meeting="2022-01-12")
        assert severities(found(lines, "EH322")) == [severity]
        return
    lines += (
        f"milestones:\n  agenda.published: {{on: {published}}}\n  meeting: {{on: 2022-01-12}}\n"
    )
    said = [*found(lines, "EH322"), *found(lines, "EH201")]
    assert severities(said) == [severity]


@pytest.mark.parametrize(
    ("published", "severity"), [(date(2021, 9, 21), NOTE), (date(2021, 9, 22), ERROR)]
)
def test_papers_for_the_scrutiny_of_29_september_2021_were_public_by_tuesday_21(
    found: Found, published: date, severity: Severity
) -> None:
    lines = facts(agenda__published=published, meeting="2021-09-29")
    assert severities(found(lines, "EH322")) == [severity]


def test_the_councils_own_closure_does_not_count_but_for_section_243_it_does(found: Found) -> None:
    closed = "closures:\n  - {days: 2021-09-23, name: Staff conference}\n"
    lines = facts(agenda__published="2021-09-21", meeting="2021-09-29")
    assert severities(found(closed + lines, "EH322")) == [ERROR]
    basis = "settings: {clear_days_basis: s243}\n"
    assert severities(found(closed + basis + lines, "EH322")) == [NOTE]


@pytest.mark.parametrize(
    ("published", "severity"), [(date(2021, 3, 25), NOTE), (date(2021, 3, 26), ERROR)]
)
def test_a_meeting_on_the_thursday_before_easter_has_five_days_that_count_before_it(
    found: Found, published: date, severity: Severity
) -> None:
    """Friday 26, Saturday 27, Monday 29, Tuesday 30 and Wednesday 31 March 2021."""
    lines = "settings: {clear_days_basis: s243}\n"
    lines += facts(agenda__published=published, meeting="2021-04-01")
    finding = only(found(lines, "EH322"))
    assert finding.severity is severity
    assert "5 clear days of section 243" in finding.message


def test_a_meeting_without_papers_is_told_by_when_they_are_due(found: Found) -> None:
    finding = only(found(facts(meeting="2022-01-12"), "EH322"))
    assert finding.severity is NOT_KNOWN
    assert "agenda.published no later than Tuesday 4 January 2022" in finding.message


# From when a decision can be acted on


@pytest.mark.parametrize(
    ("call_in", "published", "effective"),
    [
        (7, date(2019, 1, 29), date(2019, 2, 8)),
        (7, date(2020, 6, 30), date(2020, 7, 10)),
        (7, date(2021, 2, 24), date(2021, 3, 6)),
        (7, date(2021, 7, 27), date(2021, 8, 6)),
        (7, date(2021, 10, 15), date(2021, 10, 27)),
        (7, date(2021, 12, 20), date(2022, 1, 1)),
        (5, date(2024, 2, 1), date(2024, 2, 9)),
    ],
)
def test_a_decision_takes_effect_on_the_day_after_the_last_day_of_call_in(
    found: Found, call_in: int, published: date, effective: date
) -> None:
    """Five decisions of West Sussex, one that it might have made, and one of Derbyshire."""
    for day, severity in ((effective, NOTE), (effective - DAY, ERROR)):
        lines = f"settings: {{call_in: {call_in} working days}}\n"
        lines += facts(decision__published=published, decision__effective=day)
        assert severities(found(lines, "EH323")) == [severity]


@pytest.mark.parametrize("kind", ["facts", "milestones"])
def test_without_the_council_s_own_period_nobody_knows(found: Found, kind: str) -> None:
    days = {"decision.published": "2021-02-24", "decision.effective": "2021-02-25"}
    values = {"facts": "{}", "milestones": "{{on: {}}}"}[kind]
    said = "".join(f"  {name}: {values.format(day)}\n" for name, day in days.items())
    finding = only(found(f"{kind}:\n{said}", "EH323"))
    assert finding.severity is NOT_KNOWN
    assert "needs the setting `call_in`" in finding.message


def test_a_decision_that_is_published_is_told_when_it_can_take_effect(found: Found) -> None:
    lines = "settings: {call_in: 7 working days}\n" + facts(decision__published="2021-02-24")
    finding = only(found(lines, "EH323"))
    assert finding.severity is NOT_KNOWN
    assert "decision.effective no earlier than Saturday 6 March 2021" in finding.message


# Whether a meeting in private is announced


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (date(2021, 6, 28), date(2021, 7, 19), [NOTE, NOTE]),
        (date(2021, 6, 29), date(2021, 7, 19), [ERROR, NOTE]),
        (date(2021, 6, 28), date(2021, 7, 20), [NOTE, ERROR]),
    ],
)
def test_a_meeting_in_private_is_announced_twice(
    found: Found, first: date, second: date, outcome: list[Severity]
) -> None:
    lines = facts(
        private_meeting__notice=first, private_meeting__second_notice=second, meeting="2021-07-27"
    )
    said = [item for item in found(lines, "EH324") if "regulation 5" in item.message]
    by_rule = sorted(said, key=lambda item: "second time" in item.message)
    assert severities(by_rule) == outcome


def test_a_first_notice_asks_for_the_second(found: Found) -> None:
    lines = facts(private_meeting__notice="2021-06-28", meeting="2021-07-27")
    [second] = [item for item in found(lines, "EH324") if "second time" in item.message]
    assert second.severity is NOT_KNOWN
    assert "private_meeting.second_notice no later than Monday 19 July 2021" in second.message


def test_a_meeting_in_public_is_not_asked(found: Found) -> None:
    assert found(facts(meeting="2021-07-27"), "EH324") == []
