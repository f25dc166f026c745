"""What becomes of a rule of the council's own, and which one is none?"""

from __future__ import annotations

from datetime import date

import pytest

import earlyhelp
from earlyhelp import Severity
from earlyhelp.errors import UnreadablePlanError
from tests.rulebook.in_a_plan.conftest import CONSULTED, OWN, found, read


def test_a_councils_own_rule_binds_and_is_named_in_the_proof() -> None:
    [conflict] = found(OWN, "EH201")
    assert conflict.short_by_days == 3
    assert any(step.source == "Constitution, part 5" for step in conflict.chain)


def test_what_is_only_guidance_is_a_warning_and_leaves_the_plan_feasible() -> None:
    said = OWN.replace("    source", "    authority: guidance\n    source")
    assert not found(said, "EH201")
    [item] = found(said, "EH390")
    assert (item.severity, item.short_by_days) == (Severity.WARNING, 3)


def test_a_rule_of_the_plans_own_stands_for_the_shipped_one_of_its_id() -> None:
    own = """
rules:
  collective-consultation:
    title: We consult for 60 days before anybody goes
    then: first_dismissal
    after: consultation.start + 60 calendar days
    source: Agreement with the unions
"""
    plan = read(f"{own}{CONSULTED}  gone: {{role: first_dismissal}}\n")
    assert earlyhelp.solve(plan).earliest["gone"] == date(2021, 11, 8)
    assert sum(rule.id == "collective-consultation" for rule in plan.rules) == 1


def test_a_role_that_no_rule_speaks_of_is_refused() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read("milestones:\n  a: {role: consultation.begin, on: 2021-10-01}\n")
    [item] = refused.value.findings
    assert item.code == "EH018"
    assert "consultation.start" in item.message


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("then: a", "has a `then`, and no sum"),
        ("then: a, after: a + 1 week", "binds a to itself"),
        ("then: a, after: b, in_force: from 2027-01-01 to 2026-01-01", "before it begins"),
        ("then: a, bands: [{when: n is 9 to 3, after: b}]", 'no number is as "n is 9 to 3" says'),
        ("then: a, bands: [{when: n is 9}]", "a band says what it asks"),
    ],
)
def test_a_rule_that_asks_nothing_or_what_cannot_be_is_refused(rule: str, says: str) -> None:
    said = f"milestones: {{a: {{}}, b: {{}}}}\nrules: {{r: {{title: T, source: S, {rule}}}}}\n"
    with pytest.raises(UnreadablePlanError) as refused:
        read(said)
    assert any(says in item.message for item in refused.value.findings)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("members.told + 1 week", "a week after members.told", "is not a sum"),
        ("members.told + 1 week", "members.tld + 1 week", "did you mean"),
        ("1 week", "7 days", "7 calendar days"),
        ("    then: partners.told\n", "", "no `then`"),
        ("    source: Constitution, part 5\n", "", "does not say its source"),
        ("    then", "    code: EH301\n    then", "not a key"),
        ("    then", "    sauce: x\n    then", "did you mean"),
        ("    then", "    in_force: 2021\n    then", "is not when a rule is in force"),
        ("    then", "    bands: [{when: many, after: members.told}]\n    then", "not a test"),
        ("    then", "    bands: [{after: members.told}]\n    then", "for which fact"),
        ("    then", "    authority: king\n    then", "law"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_the_right_form(was: str, now: str, said: str) -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read(OWN.replace(was, now, 1))
    assert any(said in item.message for item in refused.value.findings)
