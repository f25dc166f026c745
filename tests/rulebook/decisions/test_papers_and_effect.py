"""Are papers open and does a decision take effect as the law has it? At both sides of each day."""

from __future__ import annotations

from datetime import date

import pytest

from earlyhelp.errors import UnreadablePlanError
from earlyhelp.findings import Severity
from tests.rulebook.decisions.conftest import (
    DAY,
    ERROR,
    NOT_KNOWN,
    NOTE,
    Found,
    facts,
    not_known,
    only,
    severities,
)

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
    message = not_known(found(facts(decision__made="2021-07-27"), "EH321"))
    assert "needs `key_decision.notice`" in message
    assert "key_decision.notice no later than Monday 28 June 2021" in message


def test_a_notice_without_a_decision_is_told_the_first_day_of_it(found: Found) -> None:
    message = not_known(found(facts(key_decision__notice="2021-06-28"), "EH321"))
    assert "decision.made no earlier than Tuesday 27 July 2021" in message


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
    message = not_known(found(facts(meeting="2022-01-12"), "EH322"))
    assert "agenda.published no later than Tuesday 4 January 2022" in message


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
    message = not_known(found(f"{kind}:\n{said}", "EH323"))
    assert "needs the setting `call_in`" in message


def test_a_decision_that_is_published_is_told_when_it_can_take_effect(found: Found) -> None:
    lines = "settings: {call_in: 7 working days}\n" + facts(decision__published="2021-02-24")
    message = not_known(found(lines, "EH323"))
    assert "decision.effective no earlier than Saturday 6 March 2021" in message


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


@pytest.mark.parametrize(
    ("effective", "severity"),
    [("2021-10-11", ERROR), ("2021-10-12", ERROR), ("2021-10-13", NOT_KNOWN)],
)
def test_what_takes_effect_by_the_day_it_is_published_is_too_early_for_any_call_in(
    found: Found, effective: str, severity: Severity
) -> None:
    """That the plan does not say how long its call-in is does not hide it."""
    said = facts(decision__published="2021-10-12", decision__effective=effective)
    item = only(found(said, "EH323"))
    assert item.severity is severity
    if severity is ERROR:
        assert "broken: whatever the setting `call_in` is, decision.published on" in item.message
    else:
        assert "needs the setting `call_in`" in item.message
