"""Is it said in words what a rule asks, of whom, and what became of it?"""

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from earlyhelp import Plan, solve
from earlyhelp.files.plan.rule_entries import shipped_rules
from earlyhelp.model.rules import Outcome, Rule
from earlyhelp.outputs import rule_words
from earlyhelp.outputs.rules import Asked, as_table, list_csv, list_json, page, show_json
from earlyhelp.outputs.text import PLAIN, WIDEST, Paper

SHIPPED: Final = shipped_rules()


def own(plan: Plan) -> Rule:
    """The one rule that the plan gives itself."""
    [rule] = (rule for rule in plan.rules if rule.is_own)
    return rule


def asked(plan: Plan) -> Asked:
    """That rule, asked of the plan."""
    return Asked.of(own(plan), solve(plan))


def shown(plan: Plan) -> str:
    """The page of that rule, on one line."""
    return " ".join("\n".join(page(asked(plan), Paper())).split())


# In words


def test_a_sum_is_said_as_it_is_typed_and_in_full(plan: Plan) -> None:
    """
    facts: {size: 30}
    rules:
      early:
        title: In good time
        source: Constitution
        then: launch
        about: told
        bands:
          - {when: size is 20 to 99, after: told + 30 calendar days}
          - {when: size is 100 or more, after: told + 45 calendar days}
    milestones: {told: {}}
    """
    rule = own(plan)
    assert rule_words.asks_in_short(rule) == (
        "launch after told + 30 calendar days, where size is 20 to 99; …"
    )
    assert list(rule_words.sentences(rule)) == [
        "launch is no earlier than told + 30 calendar days, where size is 20 to 99",
        "launch is no earlier than told + 45 calendar days, where size is 100 or more",
    ]
    assert rule_words.asked_of(rule) == "the plan, where it has told"
    assert rule_words.whose(rule) == "the council's own rule: a plan that breaks it has an error"


def test_a_rule_of_one_sum_ends_where_the_sum_does(plan: Plan) -> None:
    """
    rules:
      soon: {title: Soon, source: Policy, authority: guidance, then: launch, by: told + 1 month}
    milestones: {told: {}}
    """
    rule = own(plan)
    assert rule_words.asks_in_short(rule) == "launch by told + 1 month"
    assert list(rule_words.sentences(rule)) == ["launch is no later than told + 1 month"]
    assert rule_words.asked_of(rule) == "the plan, where it has launch or told"
    assert rule_words.whose(rule) == "guidance: a plan that breaks it has a warning"


def test_the_day_of_each_establishment_is_shown(plan: Plan) -> None:
    """
    rules:
      soon: {title: Soon, source: Policy, then: gone, after: told + 1 week}
    facts: {gone: {north: 2021-10-08, south: 2021-10-22}}
    milestones: {told: {on: 2021-10-01}}
    """
    assert "north.gone on Friday 8 October 2021; south.gone on Friday 22 October 2021" in shown(
        plan
    )
    days = json.loads(show_json(asked(plan)))["rule"]["days"]
    assert [day["when"] for day in days] == ["2021-10-08", "2021-10-22", "2021-10-01"]


def test_a_day_to_know_of_asks_nothing(plan: Plan) -> None:
    """
    rules:
      rates: {title: Rates, source: Policy, runs: vacated + 3 months, not_past: launch, not_before: told}
    milestones: {told: {}}
    """
    rule = own(plan)
    assert rule_words.asks_in_short(rule) == "vacated + 3 months: over before launch"
    assert rule_words.bound(rule) == "nothing, but there is a day to know of"
    limits = ["it should be over before launch", "it is not expected to begin before told"]
    assert list(rule_words.limits(rule)) == limits
    assert list(rule_words.sentences(rule)) == ["to know of: vacated + 3 months", *limits]
    assert rule_words.whose(rule) == "the council's own rule"


def test_a_day_to_know_of_beside_a_sum_is_told_from_it(plan: Plan) -> None:
    """
    rules:
      both: {title: Both, source: Policy, then: launch, after: told + 1 week, runs: vacated + 3 months}
    milestones: {told: {}}
    """
    assert list(rule_words.sentences(own(plan))) == [
        "launch is no earlier than told + 1 week",
        "to know of: vacated + 3 months",
    ]


def test_a_fact_about_the_law_is_to_be_known(plan: Plan) -> None:
    """
    rules:
      pay: {title: The award is higher, source: An Act, about: [launch, vacated]}
    milestones: {launch: {on: 2021-12-01}}
    """
    assert rule_words.asks_in_short(own(plan)) == "to know: launch or vacated"
    assert list(rule_words.sentences(own(plan))) == ["to know: launch or vacated"]
    assert "nothing, but it is to be known" in shown(plan)
    assert "to know: launch on Wednesday 1 December 2021" in shown(plan)


def test_the_rows_of_which_it_is_asked_are_said_as_they_were_typed(plan: Plan) -> None:
    """
    rules:
      rows:
        title: Rows
        source: Policy
        for: each occupation where property.future is not retained and occupation.agreement is lease or licence and occupation.told is known
        then: out
        after: occupation.told + 3 months
    """
    assert rule_words.asked_of(own(plan)) == (
        "each occupation where property.future is not retained and occupation.agreement is "
        "lease or licence and occupation.told is known"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("from 2013-04-06", "from 6 April 2013"),
        ("to 2013-04-05", "to 5 April 2013"),
        ("from 2013-04-06 to 2026-04-05", "from 6 April 2013 to 5 April 2026"),
    ],
)
def test_the_days_in_force_are_said_as_people_say_them(
    plan_text: str, typed: str, said: str
) -> None:
    """
    rules:
      pay: {title: Pay, source: An Act, about: launch, in_force: WHEN}
    milestones: {launch: {on: 2021-12-01}}
    """
    from earlyhelp.files.load import parse

    rule = own(parse(plan_text.replace("WHEN", typed).encode()))
    assert rule_words.in_force(rule.force) == said


# What became of it


def test_a_page_has_the_sum_the_days_and_what_the_plan_has(plan: Plan) -> None:
    """
    rules:
      members_first:
        title: Local members hear a week before partners do
        then: partners.told
        after: members.told + 1 week
        source: Constitution, part 5
        note: The week is a promise
    milestones:
      members.told: {title: Members hear, expected: 2021-09-20}
      partners.told: {expected: 2021-09-24}
    """
    said = shown(plan)
    assert "note The week is a promise" in said
    assert "findings EH390 own-rule" in said
    assert "partners.told is no earlier than members.told + 1 week" in said
    assert "Members hear members.told on Monday 20 September 2021" in said
    assert "broken: members.told on Monday 20 September 2021 + 1 week is Monday 27" in said
    assert "--> plan.yaml:10:29" in said
    assert said.endswith("Not legal advice.")


def test_a_milestone_without_a_day_is_shown_with_the_days_that_are_possible(plan: Plan) -> None:
    """
    rules:
      soon: {title: Soon, source: Policy, authority: guidance, then: b, by: a + 1 month}
    milestones:
      a: {on: 2021-09-20}
      b: {after: a, before: c}
      c: {on: 2021-09-24}
    """
    assert "b, possible from 20 September 2021 to 24 September 2021" in shown(plan)


def test_each_row_has_its_verdict_and_the_worst_comes_first(plan: Plan) -> None:
    """
    workflows:
      handover: {for: property.future is surplus, steps: {vacated: {}}}
    rules:
      empty: {title: Told, source: Policy, for: each property where property.future is surplus, then: vacated, after: property.notified + 1 week}
    properties:
      - {id: elm, future: surplus, notified: 2021-09-01, vacated: 2021-12-01}
      - {id: oak, future: surplus, notified: 2021-09-01}
      - {id: ash, future: surplus, notified: 2021-09-01, vacated: 2021-09-02}
    """
    found = asked(plan)
    assert [(one.outcome, one.case.name) for one in found.verdicts] == [
        (Outcome.BROKEN, "ash"),
        (Outcome.NOT_KNOWN, "oak"),
        (Outcome.KEPT, "elm"),
    ]
    assert found.verdict == "broken"
    said = shown(plan)
    assert said.index("broken for ash:") < said.index("not known for oak:")
    assert said.index("not known for oak:") < said.index("kept for elm:")


def test_of_many_rows_the_first_are_shown_and_all_are_in_json(plan_text: str) -> None:
    """
    workflows:
      handover: {for: property.future is surplus, steps: {vacated: {}}}
    rules:
      empty: {title: Told, source: Policy, for: each property where property.future is surplus, then: vacated, after: property.notified + 1 week}
    """
    from earlyhelp.files.load import parse

    rows = "".join(f"  - {{id: c{number}, future: surplus}}\n" for number in range(20))
    plan = parse(f"properties:\n{rows}{plan_text}".encode())
    assert "… and 8 more not known; all of them with --format json" in shown(plan)
    assert len(json.loads(show_json(asked(plan)))["rule"]["verdicts"]) == 20


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("about: transfer", "the plan has no transfer"),
        ("about: launch, in_force: to 2020-01-01", "it is not in force on the day that it is abo"),
        ("for: each property where property.future is lease, then: vacated, by: handed_over",
         "it is asked of no property of the plan"),
        ("then: launch, bands: [{when: size is 20 or more, after: told + 1 week}]",
         "what the plan says of size leaves it out"),
        ("about: launch, checked_by: EH503", "it is checked by EH503"),
    ],
    ids=["nothing", "not in force", "no row", "facts", "elsewhere"],
)  # fmt: skip
def test_a_rule_that_is_not_asked_says_why(plan_text: str, rule: str, why: str) -> None:
    """
    facts: {size: 3}
    rules:
      one: {title: One, source: Policy, RULE}
    milestones: {told: {on: 2021-09-01}, launch: {on: 2021-12-01}}
    """
    from earlyhelp.files.load import parse

    plan = parse(plan_text.replace("RULE", rule).encode())
    assert asked(plan).verdict == "not asked"
    assert f"not asked: {why}" in shown(plan)
    assert why in json.loads(show_json(asked(plan)))["rule"]["why_not_asked"]


# The shipped rules


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.id)
def test_every_rule_that_comes_along_has_a_page_that_fits_a_window(rule: Rule) -> None:
    lines = "\n".join(page(Asked.of(rule, None), Paper())).splitlines()
    assert max(map(len, lines)) <= WIDEST
    said = " ".join("\n".join(lines).split())
    assert rule.source in said
    assert rule.confidence.in_words in said
    assert all(name in said for name in (*rule.names, *rule.facts))
    assert said.count("legal advice") == 1


def test_the_list_of_them_fits_a_window_and_has_them_all() -> None:
    rules = [Asked.of(rule, None) for rule in SHIPPED]
    lines = "\n".join(as_table(rules, PLAIN)).splitlines()
    assert max(map(len, lines)) <= WIDEST
    for rule in SHIPPED:
        assert any(line.split(" ")[0] == rule.id for line in lines), rule.id
    assert "\n".join(lines).count("legal advice") == 1
    assert list_csv(rules, None).count("\n") >= len(SHIPPED)
    said: dict[str, Any] = json.loads(list_json(rules, None, None))
    assert [rule["id"] for rule in said["rules"]] == [rule.id for rule in SHIPPED]
    assert (said["schema"], said["plan"]) == ("earlyhelp.rules/1", None)


def test_a_list_of_nothing_says_so() -> None:
    assert next(as_table([], PLAIN)) == "there is no such rule"
