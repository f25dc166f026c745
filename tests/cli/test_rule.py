"""`eh rule`: what the rules ask, where they stand, and what became of them in a plan."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from earlyhelp.files.plan.rule_entries import shipped_rules

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def listed(eh: Eh, *options: str) -> dict[str, dict[str, Any]]:
    """The rules of a list, by their ids."""
    answer = eh("rule", "list", "-f", "json", *options)
    assert (answer.code, answer.err) == (0, "")
    return {rule["id"]: rule for rule in json.loads(answer.out)["rules"]}


# A list


def test_without_a_plan_the_rules_that_come_along_are_listed(eh: Eh) -> None:
    answer = eh("rule", "list")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[0].split() == ["rule", "asks", "source"]
    assert answer.out.splitlines()[-1] == "Not legal advice."
    assert max(map(len, answer.out.splitlines())) <= 100
    rules = listed(eh)
    assert list(rules) == [rule.id for rule in shipped_rules()]
    assert not any("verdict" in rule for rule in rules.values())


@pytest.mark.usefixtures("redesign")
def test_without_a_plan_no_plan_is_looked_for(eh: Eh, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    rules: {own: {title: Own, source: Policy, about: launch}}
    """
    monkeypatch.setenv("EH_PLAN", "redesign")
    assert "own" not in listed(eh)
    assert "own" in listed(eh, "-p", "redesign")


@pytest.mark.usefixtures("redesign")
def test_of_a_plan_its_own_rules_are_listed_too_and_each_has_its_verdict(eh: Eh) -> None:
    """
    rules:
      broken: {title: Broken, source: Policy, authority: guidance, then: b, after: a + 1 week}
      kept: {title: Kept, source: Policy, then: b, after: a}
      open: {title: Open, source: Policy, then: b, after: c, authority: guidance}
      known: {title: Known, source: Policy, about: a}
      past: {title: Past, source: Policy, runs: a + 1 week, not_past: b}
      other: {title: Other, source: Policy, about: transfer}
      three: {title: Three, source: Policy, about: a, checked_by: EH503}
    milestones:
      a: {expected: 2021-09-20}
      b: {expected: 2021-09-24}
      c: {}
    """
    rules = listed(eh, "-p", "redesign")
    own = {name: rule["verdict"] for name, rule in rules.items() if rule["own"]}
    assert own == {
        "broken": "broken",
        "kept": "kept",
        "open": "not known",
        "known": "to know",
        "past": "runs past",
        "other": "not asked",
        "three": "not asked",
    }
    assert list(rules)[-1] == "three"
    shown = eh("rule", "list", "-p", "redesign", "--code", "EH390").out
    heading = next(line for line in shown.splitlines() if line.startswith("rule "))
    assert heading.split() == ["rule", "verdict", "asks", "source"]
    words = {line.split()[0]: " ".join(line.split()[1:3]) for line in shown.splitlines() if line}
    assert words["broken"].startswith("broken")
    assert words["open"] == "not known"
    assert words["three"] == "see EH503"
    sheet = csv.DictReader(io.StringIO(eh("rule", "list", "-p", "redesign", "-f", "csv").out))
    assert own == {row["id"]: row["verdict"] for row in sheet if row["own"] == "yes"}


@pytest.mark.usefixtures("redesign")
def test_a_rule_of_the_plan_stands_in_place_of_one_that_comes_along(eh: Eh) -> None:
    """
    rules:
      collective-consultation:
        title: Ninety days, as agreed with the unions
        then: first_dismissal
        after: consultation.start + 90 calendar days
        source: Agreement with the unions
    """
    [rule] = (rule for name, rule in listed(eh, "-p", "redesign").items() if "collective-c" in name)
    assert (rule["own"], rule["source"]) == (True, "Agreement with the unions")


@pytest.mark.usefixtures("redesign")
def test_rules_of_another_day_are_left_out_unless_they_are_asked(eh: Eh) -> None:
    """
    rules:
      then: {title: Then, source: Policy, about: transfer, in_force: to 2020-12-31}
      now: {title: Now, source: Policy, about: transfer, in_force: from 2021-01-01}
      later: {title: Later, source: Policy, about: transfer, in_force: from 2026-04-06}
      asked: {title: Asked, source: Policy, about: launch, in_force: from 2026-04-06}
    milestones:
      launch: {on: 2026-04-07}
    """

    def own(*options: str) -> list[str]:
        rules = listed(eh, "-p", "redesign", *options)
        return [name for name, rule in rules.items() if rule["own"]]

    assert own() == ["now", "asked"]
    assert own("--all") == ["then", "now", "later", "asked"]
    assert own("--rules-as-at", "2020-12-31") == ["then"]
    assert own("--rules-as-at", "2026-04-06") == ["now", "later", "asked"]
    assert own("--as-at", "2026-04-06") == ["now", "later", "asked"]


def test_the_law_of_a_day_can_be_listed_without_a_plan(eh: Eh) -> None:
    held = [rule for rule in shipped_rules() if rule.force.first is not None]
    assert held
    first = min(rule.force.first for rule in held if rule.force.first is not None)
    rules = listed(eh, "--rules-as-at", first.isoformat())
    assert set(rules) == {rule.id for rule in shipped_rules() if rule.force.holds_on(first)}
    assert set(rules) < {rule.id for rule in shipped_rules()}
    said = eh("rule", "list", "-f", "json", "--rules-as-at", first.isoformat()).out
    assert json.loads(said)["in_force_on"] == first.isoformat()


def test_every_rule_of_a_list_for_programs_says_what_it_asks(eh: Eh) -> None:
    rules = listed(eh)
    assert [name for name, rule in rules.items() if not rule["asks"]] == []
    assert rules["agreed-notice"]["asks"] == "what EH502 checks"
    assert rules["dilapidations-of-a-property"]["asks"].startswith("to know of: property.lease_end")


def test_a_list_can_be_of_one_finding_or_of_one_confidence(eh: Eh) -> None:
    assert {rule["code"] for rule in listed(eh, "--code", "eh301").values()} == {"EH301"}
    for letter in ("M", "m"):
        rules = listed(eh, "--confidence", letter)
        assert {rule["confidence"] for rule in rules.values()} == {"M"}


@pytest.mark.parametrize("options", [("--code", "EH3011"), ("--confidence", "X")], ids=" ".join)
def test_what_no_rule_has_is_a_wrong_use(eh: Eh, options: tuple[str, ...]) -> None:
    answer = eh("rule", "list", *options)
    assert (answer.code, answer.out) == (2, "")


def test_a_day_of_facts_without_a_plan_is_a_wrong_use(eh: Eh) -> None:
    for command in (("list",), ("show", "collective-consultation")):
        answer = eh("rule", *command, "--as-at", "2021-09-17")
        assert answer.code == 2
        assert "name it with -p" in answer.err


def test_no_such_plan_is_said_as_everywhere(eh: Eh) -> None:
    answer = eh("rule", "list", "-p", "no-such-plan")
    assert (answer.code, answer.out) == (2, "")
    assert "no plan found" in answer.err


# One rule


def test_a_rule_is_shown_with_everything_about_it(eh: Eh) -> None:
    answer = eh("rule", "show", "collective-consultation")
    assert (answer.code, answer.err) == (0, "")
    [rule] = (rule for rule in shipped_rules() if rule.id == "collective-consultation")
    said = " ".join(answer.out.split())
    assert answer.out.splitlines()[0] == rule.title
    assert rule.source in said
    assert "EH301 collective-consultation" in said
    lines = [line.strip() for line in answer.out.splitlines()]
    assert all(any(part.words in line for line in lines) for part in rule.parts)
    assert lines[-1] == "Not legal advice."
    assert said.count("legal advice") == 1
    assert "verdict" not in json.loads(eh("rule", "show", rule.id, "-f", "json").out)["rule"]


@pytest.mark.usefixtures("redesign")
def test_a_rule_is_shown_with_what_became_of_it_in_a_plan(eh: Eh) -> None:
    """
    rules:
      members_first:
        title: Local members hear a week before partners do
        then: partners.told
        after: members.told + 1 week
        authority: guidance
        source: Constitution, part 5
    milestones:
      members.told: {expected: 2021-09-20}
      partners.told: {expected: 2021-09-24}
    """
    answer = eh("rule", "show", "members_first", "-p", "redesign")
    assert answer.code == 0
    assert answer.out.startswith("Early Help redesign\nas at 17 September 2021; ")
    assert "partners.told on Friday 24 September 2021" in answer.out
    assert "3 calendar days too early" in " ".join(answer.out.split())
    said = json.loads(eh("rule", "show", "members_first", "-p", "redesign", "-f", "json").out)
    assert said["schema"] == "earlyhelp.rule/1"
    assert said["plan"] == {
        "id": "early-help",
        "title": "Early Help redesign",
        "as_at": "2021-09-17",
    }
    assert said["rule"]["verdict"] == "broken"
    assert said["rule"]["verdicts"][0]["short_by_days"] == 3
    assert [day["when"] for day in said["rule"]["days"]] == ["2021-09-24", "2021-09-20"]


@pytest.mark.usefixtures("redesign")
def test_a_rule_is_shown_by_the_law_of_another_day(eh: Eh) -> None:
    """
    rules:
      later: {title: Later, source: An Act, about: launch, in_force: from 2027-01-01}
    milestones:
      launch: {on: 2026-12-31}
    """
    shown = ("rule", "show", "later", "-p", "redesign")
    assert "not asked: it is not in force on the day that it is about" in eh(*shown).out
    then = eh(*shown, "--rules-as-at", "2027-01-01").out
    assert "by the law of 1 January 2027" in then
    assert "to know:" in then
    before = eh(*shown, "--rules-as-at", "2026-12-31").out
    assert "not asked: it is not in force on that day" in before


def test_a_mistyped_rule_is_answered_with_the_right_one(eh: Eh) -> None:
    answer = eh("rule", "show", "collective-consultaton")
    assert (answer.code, answer.out) == (2, "")
    assert 'did you mean "collective-consultation"?' in answer.err


def test_the_code_of_a_finding_is_answered_with_where_its_rules_are(eh: Eh) -> None:
    answer = eh("rule", "show", "eh301")
    assert (answer.code, answer.out) == (2, "")
    assert "`eh rule list --code EH301` has its rules" in answer.err
