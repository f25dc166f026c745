"""Does a plan that a rule speaks of hear of it: as a line of a proof, or as a verdict?"""

from __future__ import annotations

from datetime import date

import pytest

import earlyhelp
from earlyhelp import Severity
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.model.links import Field
from tests.rulebook.in_a_plan.conftest import CONSULTED, OWN, found, read


def test_a_plan_that_no_rule_speaks_of_has_none() -> None:
    plan = read("milestones:\n  a: {on: 2021-10-01}\n  b: {after: a + 2 weeks}\n")
    assert plan.rules == ()
    assert all(link.field is not Field.RULE for link in plan.links)


def test_a_conflict_names_the_law_as_a_locked_line_of_its_proof() -> None:
    said = f"{CONSULTED}  gone: {{role: first_dismissal, on: 2021-10-01}}\n"
    [conflict] = found(f"{said}facts: {{posts_at_risk: 34}}\n", "EH201")
    assert conflict.short_by_days == 7
    [law] = [step for step in conflict.chain if step.adds]
    assert law.adds == 30
    assert law.locked
    assert "section 188(1A)" in (law.source or "")
    assert all("30 calendar days" not in fix.text for fix in conflict.fixes)


def test_what_a_proof_says_is_not_said_again() -> None:
    said = f"{CONSULTED}  gone: {{role: first_dismissal, on: 2021-10-01}}\n"
    assert not found(f"{said}facts: {{posts_at_risk: 34}}\n", "EH301")


def test_with_fewer_posts_at_risk_nothing_is_asked() -> None:
    said = f"{CONSULTED}  gone: {{role: first_dismissal, on: 2021-10-01}}\n"
    assert not found(f"{said}facts: {{posts_at_risk: 19}}\n", "EH201", "EH301")


def test_without_the_number_both_days_are_shown_and_it_is_no_error() -> None:
    [item] = found(CONSULTED, "EH301")
    assert item.severity is Severity.NOT_KNOWN
    assert "needs `posts_at_risk` and `first_dismissal`" in item.message
    assert "Friday 8 October 2021" in item.message
    assert "Saturday 23 October 2021" in item.message


def test_each_establishment_has_its_own_number_and_its_own_day() -> None:
    facts = (
        "facts:\n"
        "  posts_at_risk: {main-office: 34, harbour: 120, kiosk: 3}\n"
        "  first_dismissal: {main-office: 2021-10-08, harbour: 2021-10-08}\n"
    )
    said = {item.severity: item.message for item in found(CONSULTED + facts, "EH301")}
    assert set(said) == {Severity.ERROR, Severity.NOTE}
    assert "broken for harbour" in said[Severity.ERROR]
    assert "Saturday 23 October 2021" in said[Severity.ERROR]
    assert "kept for main-office" in said[Severity.NOTE]


def test_a_day_less_exact_than_the_rule_decides_only_what_it_can() -> None:
    for day, severity in (
        ("2021-10", Severity.NOT_KNOWN),
        ("2021-11", Severity.NOTE),
        ("week of 2021-09-27", Severity.ERROR),
    ):
        facts = f"facts: {{posts_at_risk: 34, first_dismissal: {day}}}\n"
        [item] = found(CONSULTED + facts, "EH301")
        assert item.severity is severity


def test_a_milestone_without_a_day_is_held_by_the_network() -> None:
    said = f"{CONSULTED}  gone: {{role: first_dismissal}}\nfacts: {{posts_at_risk: 34}}\n"
    assert earlyhelp.solve(read(said)).earliest["gone"] == date(2021, 10, 8)
    [item] = found(said, "EH301")
    assert item.severity is Severity.NOTE
    assert "every schedule has gone" in item.message


def test_a_breach_that_no_proof_names_is_said_by_the_rule_itself() -> None:
    """A pin that has passed is a constant, which no link binds."""
    said = OWN.replace("2021-09-20", "2021-10-13").replace("2021-09-24", "2021-09-10")
    assert not found(said, "EH201", "EH204", "EH205")
    [item] = found(said, "EH390")
    assert item.severity is Severity.ERROR


def test_of_two_facts_it_is_said_that_they_are_out_of_sequence() -> None:
    said = OWN.replace("on: 2021-09-20", "done: 2021-09-10")
    said = said.replace("on: 2021-09-24", "done: 2021-09-14")
    [item] = found(said, "EH702", "EH390")
    assert (item.code, item.short_by_days) == ("EH702", 3)


def test_a_breach_is_not_hidden_by_another_conflict() -> None:
    other = "  a: {on: 2021-10-10, days: any}\n  b: {on: 2021-10-01, after: a}\n"
    said = OWN.replace("on:", "expected:") + other
    assert {item.code for item in found(said, "EH201", "EH390")} == {"EH201", "EH390"}


def test_establishments_that_only_the_days_name_are_asked_too() -> None:
    said = "milestones: {a: {role: consultation.end, on: 2021-10-06}}\n"
    said += "facts: {notice.given: {north: 2021-10-06, south: 2021-10-05}}\n"
    assert {item.severity for item in found(said, "EH302")} == {Severity.ERROR, Severity.NOTE}


def test_a_proof_says_that_a_rule_from_memory_is_to_be_verified() -> None:
    said = "milestones:\n  fp: {role: key_decision.notice, on: 2021-10-01}\n"
    [conflict] = found(f"{said}  made: {{role: decision.made, on: 2021-10-29}}\n", "EH201")
    assert any(
        (step.source or "").endswith("regulations 8 and 9; to verify") for step in conflict.chain
    )


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("many", ["many"]),
        ("{elm: 34, harbour: 1.5, kiosk: -3}", ["1.5", "-3"]),
        ("1,200", ["1,200"]),
    ],
)
def test_a_word_where_a_rule_goes_by_a_number_is_refused_at_its_line(
    said: str, wrong: list[str]
) -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read(f"{CONSULTED}facts:\n  posts_at_risk: {said}\n")
    for finding, word in zip(refused.value.findings, wrong, strict=True):
        assert finding.code == "EH025"
        assert finding.message.startswith(f'"{word}" is not a number, as `posts_at_risk` has to be')
        assert finding.place is not None
        assert finding.place.line == 11


@pytest.mark.parametrize("said", ["", "34", "{elm: 34, harbour: }", "0"])
def test_a_number_or_nothing_at_all_is_none_of_that(said: str) -> None:
    assert found(f"{CONSULTED}facts:\n  posts_at_risk: {said}\n", "EH025") == []
