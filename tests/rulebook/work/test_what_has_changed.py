"""Does a plan hear of the law of work that has changed since, and of no other?"""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from earlyhelp.files.plan.rule_entries import shipped_rules
from earlyhelp.model.roles import ROLES
from earlyhelp.model.rules import Confidence, Rule
from earlyhelp.rulebook import applied
from tests.rulebook.work.conftest import (
    HOW_LONG,
    asked,
    planned,
    rules_told,
)

# What the law has changed


@pytest.mark.parametrize(
    ("dismissal", "there", "gone"),
    [
        ("2026-04-05", "award-of-90-days", "award-of-180-days"),
        ("2026-04-06", "award-of-180-days", "award-of-90-days"),
        ("2024-04-05", "priority-on-leave", "priority-after-leave"),
        ("2024-04-06", "priority-after-leave", "priority-on-leave"),
        ("2026-12-31", "unfair-dismissal-two-years", "unfair-dismissal-six-months"),
        ("2027-01-01", "unfair-dismissal-six-months", "unfair-dismissal-two-years"),
        ("2026-12-31", "continuity", "fire-and-rehire"),
        ("2027-01-01", "fire-and-rehire", "exit-payment-cap"),
        ("2026-12-31", "continuity", "organisation-wide-threshold"),
        ("2027-01-01", "organisation-wide-threshold", "exit-payment-cap"),
        ("2026-09-30", "continuity", "tribunal-limit"),
        ("2026-10-01", "tribunal-limit", "fire-and-rehire"),
        ("2020-11-03", "continuity", "exit-payment-cap"),
        ("2020-11-04", "exit-payment-cap", "award-of-180-days"),
        ("2021-02-12", "exit-payment-cap", "award-of-180-days"),
        ("2021-02-13", "continuity", "exit-payment-cap"),
    ],
)
def test_a_dismissal_meets_the_law_of_its_day(dismissal: str, there: str, gone: str) -> None:
    told = rules_told(planned({"first_dismissal": dismissal}))
    assert there in told
    assert gone not in told


def test_the_plan_of_2021_hears_nothing_of_the_law_of_2026() -> None:
    plan = planned({}, "  offer.launch: {role: launch, on: 2022-01-01}\n")
    assert rules_told(plan) == []
    assert rules_told(planned({"first_dismissal": "2021-10-23"})) == [
        "award-of-90-days",
        "priority-on-leave",
        "unfair-dismissal-two-years",
        "continuity",
    ]


def test_a_copy_of_it_for_2026_hears_what_has_changed_though_it_says_no_dismissal() -> None:
    plan = planned({}, "  offer.launch: {role: launch, on: 2027-01-01}\n", as_at="2026-09-17")
    assert rules_told(plan) == [
        "award-of-180-days",
        "priority-after-leave",
        "unfair-dismissal-six-months",
        "fire-and-rehire",
        "tribunal-limit",
        "organisation-wide-threshold",
    ]


def test_a_first_dismissal_decides_before_the_launch_does() -> None:
    launch = "  offer.launch: {role: launch, on: 2027-01-04}\n"
    told = rules_told(planned({"first_dismissal": "2026-12-31"}, launch))
    assert "unfair-dismissal-two-years" in told
    assert "unfair-dismissal-six-months" not in told


def test_who_is_dismissed_before_the_new_year_reads_what_comes_with_it() -> None:
    answer = asked(planned({"first_dismissal": "2026-12-31"}), "Protection from unfair dismissal")
    assert answer is not None
    assert "For dismissals from 1 January 2027 it begins after 6 months" in answer.says


def test_what_is_not_in_force_says_so() -> None:
    plan = planned({"first_dismissal": "2027-03-01"})
    for title, since in (("Posts at risk", "2027"), ("The time limit", "October 2026")):
        answer = asked(plan, title)
        assert answer is not None
        assert answer.says.endswith(f"expected in force from {since}; to verify)")


def test_the_law_of_another_day_can_be_asked_for() -> None:
    plan = planned({"first_dismissal": "2021-10-23"})
    told = rules_told(applied(plan, date(2026, 9, 17)))
    assert "award-of-180-days" in told
    assert "award-of-90-days" not in told


# All of them


#: How sure we are of each, where it is not that accounts of it were seen.
FROM_MEMORY: Final = {
    "statutory-notice",
    "trial-over-a-shutdown",
    "transfer-information",
    "transfer-consultation",
    "early-pension-cost",
    "priority-on-leave",
    "tribunal-limit",
    "exit-payment-cap",
}
OURS: Final = [rule for rule in shipped_rules() if "EH301" <= rule.code <= "EH310"]


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.id)
def test_it_says_how_sure_we_are_and_speaks_of_what_a_plan_can_have(rule: Rule) -> None:
    is_memory = rule.id in FROM_MEMORY
    assert rule.confidence is (Confidence.MEMORY if is_memory else Confidence.SECONDARY)
    assert set(rule.names) <= set(ROLES)


def test_what_is_from_memory_is_printed_as_to_verify() -> None:
    answer = asked(planned({"notice.given": "2021-10-12", "longest_service": 4}), HOW_LONG)
    assert answer is not None
    assert answer.says.endswith("(Employment Rights Act 1996, section 86; to verify)")
