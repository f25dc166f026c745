"""Is the public asked and equality known before it is decided? At both sides of each day."""

from __future__ import annotations

from datetime import date

import pytest

from earlyhelp.files.plan.rule_entries import shipped_rules
from earlyhelp.findings import Severity
from earlyhelp.model.rules import Authority, Confidence
from tests.rulebook.decisions.conftest import (
    ERROR,
    NOT_KNOWN,
    NOTE,
    WARNING,
    Found,
    facts,
    not_known,
    only,
    severities,
)

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
    message = not_known(found(facts(decision__made="2021-07-27"), "EH311"))
    assert "needs `public_consultation.end`" in message
    assert "public_consultation.end no later than Tuesday 27 July 2021" in message


def test_a_consultation_that_has_begun_needs_an_end_and_a_decision(found: Found) -> None:
    message = not_known(found(facts(public_consultation__start="2021-03-08"), "EH311"))
    assert "needs `public_consultation.end` and `decision.made`" in message


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
    message = not_known(found(lines, "EH312"))
    assert "needs the day of decision.made" in message
    assert severities(found(lines.replace("{}", "{not_before: 2021-05-07}"), "EH312")) == [NOTE]


def test_there_can_be_several_polls_and_none_and_one_that_is_no_day(found: Found) -> None:
    decided = facts(decision__made="2021-04-20")
    assert found(decided, "EH312") == []
    several = found(decided + "  poll: [2021-05-06, 2022-05-05]\n", "EH312")
    assert sorted(severities(several), key=list(Severity).index) == sorted(
        [WARNING, NOTE], key=list(Severity).index
    )
    message = not_known(found(decided + "  poll: May\n", "EH312"))
    assert "not a day such as 2021-05-06" in message


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
    message = not_known(found(facts(decision__made="2021-07-27"), "EH313"))
    assert "needs `equality.considered`" in message
    assert "to verify" in message


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


def test_the_decisions_and_consultations_of_each_area_are_held_against_the_poll(
    found: Found,
) -> None:
    """That the days are said for each area hides none of them, and mixes none up."""
    said = facts(
        poll="2021-05-06",
        decision__made="{north: 2021-03-28, south: 2021-05-06}",
        public_consultation__start="{north: 2021-02-01, south: 2021-06-01}",
        public_consultation__end="{north: 2021-03-01, south: 2021-07-01}",
    )
    broken = only(found(said, "EH312"))
    assert broken.severity is WARNING
    assert "south.decision.made on Thursday 6 May 2021 falls in" in broken.message
