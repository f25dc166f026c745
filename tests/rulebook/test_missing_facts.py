"""Is a fact that is missing said to be needed where it can change the answer, and only there?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Finding, Severity
from earlyhelp.files.load import parse
from earlyhelp.model.rules import Outcome
from earlyhelp.rulebook import verdicts
from tests.rulebook.work.conftest import COLLECTIVE, HOW_LONG, NOTE, asked, not_known, planned

PUBLISHED: Final = date(2021, 9, 8)
SIZES: Final = range(8)
PLAN: Final = """\
format: 1
id: example
title: An example
nation: england
rules:
  own:
    title: What is published waits
    source: Constitution
    then: decided
    SUMS
facts:
  published: 2021-09-08
  decided: DECIDED
  SIZE
"""


def outcome(sums: str, decided: date, size: int | None) -> Outcome | None:
    """What becomes of the rule; ``None`` where it is not asked."""
    said = PLAN.replace("SUMS", sums).replace("DECIDED", str(decided))
    plan = parse(said.replace("SIZE", "" if size is None else f"size: {size}").encode())
    found = [item for rule in plan.rules if rule.is_own for item in _of(plan, rule.id)]
    return found[0].outcome if found else None


def _of(plan: earlyhelp.Plan, name: str) -> list[earlyhelp.rulebook.Verdict]:
    schedule = earlyhelp.solve(plan)
    return [item for rule in plan.rules if rule.id == name for item in verdicts(rule, schedule)]


def band(least: int, most: int | None, wait: int) -> str:
    span = f"{least} or more" if most is None else f"{least} to {most}"
    return f"      - {{when: size is {span}, after: published + {wait} calendar days}}\n"


@given(
    always=st.none() | st.integers(1, 9),
    cuts=st.sets(st.sampled_from(SIZES[1:]), max_size=3),
    waits=st.lists(st.none() | st.integers(1, 9), min_size=4, max_size=4),
    after=st.integers(0, 10),
)
@example(always=5, cuts={3}, waits=[None, 9, None, None], after=1)
@example(always=None, cuts={3}, waits=[2, 9, None, None], after=1)
@example(always=None, cuts={3}, waits=[None, 9, None, None], after=1)
def test_what_is_said_without_a_fact_is_what_holds_whatever_the_fact_is(
    always: int | None, cuts: set[int], waits: list[int | None], after: int
) -> None:
    """By trying every size: broken if it is with each, kept if none breaks it, else not known."""
    firsts = [0, *sorted(cuts)]
    lasts = [*(first - 1 for first in firsts[1:]), None]
    bands = [
        band(first, last, wait)
        for first, last, wait in zip(firsts, lasts, waits, strict=False)
        if wait is not None
    ]
    sums = "" if always is None else f"after: published + {always} calendar days\n"
    sums += f"    bands:\n{''.join(bands)}" if bands else ""
    if not sums:
        return
    decided = PUBLISHED + timedelta(days=after)
    can_be = {outcome(sums.strip(), decided, size) for size in SIZES}
    if can_be == {Outcome.BROKEN}:
        expected = Outcome.BROKEN
    elif Outcome.BROKEN in can_be:
        expected = Outcome.NOT_KNOWN
    else:
        expected = Outcome.KEPT
    assert outcome(sums.strip(), decided, None) is expected


def test_a_first_dismissal_after_both_days_keeps_the_law_whatever_the_number_of_posts() -> None:
    days = {"consultation.start": "2021-09-08", "first_dismissal": "2021-10-23"}
    answer = asked(planned(days), COLLECTIVE)
    assert answer is not None
    assert answer.severity is NOTE
    assert "kept: where posts_at_risk is 20 to 99, " in answer.says
    assert "needs" not in answer.says


def test_a_first_dismissal_between_the_two_days_needs_the_number_of_posts() -> None:
    days = {"consultation.start": "2021-09-08", "first_dismissal": "2021-10-22"}
    assert "needs `posts_at_risk`;" in not_known(planned(days), COLLECTIVE)


def test_a_breach_is_told_although_a_stricter_rule_may_apply_too() -> None:
    """Five days bind everybody; how large it is decides only whether it should have been ten."""
    sums = "after: published + 5 working days\n    bands:\n"
    sums += "      - {when: size is 20 or more, after: published + 10 working days}"
    said = PLAN.replace("SUMS", sums).replace("DECIDED", "2021-09-14").replace("SIZE", "")
    (broken,) = _said(said)
    assert broken.severity is Severity.ERROR
    assert broken.short_by_days == 1
    assert "+ 5 working days is Wednesday 15 September 2021" in broken.message


@pytest.mark.parametrize(
    ("given", "severity", "short"),
    [
        ("2021-12-27", Severity.WARNING, 2),  # even one week ends after the launch
        ("2021-12-25", Severity.WARNING, None),  # or on the day of it
        ("2021-12-24", Severity.NOT_KNOWN, None),
    ],
)
def test_notice_that_ends_too_late_for_everybody_is_told_without_the_years_of_service(
    given: str, severity: Severity, short: int | None
) -> None:
    launch = "  offer: {role: launch, on: 2022-01-01, days: any}\n"
    plan = planned({"notice.given": given}, launch)
    (item,) = [item for item in earlyhelp.check(plan) if item.message.startswith(HOW_LONG)]
    assert (item.severity, item.short_by_days) == (severity, short)
    assert ("needs `longest_service`" in item.message) is (severity is Severity.NOT_KNOWN)


def _said(text: str) -> list[Finding]:
    return [item for item in earlyhelp.check(parse(text.encode())) if item.code == "EH390"]
