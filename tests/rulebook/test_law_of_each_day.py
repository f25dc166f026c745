"""Is each thing that a rule binds asked by the law of its own day, whichever others there are?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import DateExpression
from earlyhelp.files.load import parse
from earlyhelp.model.rules import Force, Outcome
from earlyhelp.rulebook import verdicts
from tests.rulebook.work.conftest import (
    HR1_ONLINE,
    NOT_KNOWN,
    NOTE,
    asked,
    of_code,
    planned,
    rules_told,
)

OCTOBER: Final = date(2021, 10, 1)
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
    after: published + 1 week
    in_force: FORCE
facts: {published: PUBLISHED, decided: DECIDED}
"""

octobers: Final = st.integers(0, 30).map(lambda days: OCTOBER + timedelta(days=days))


def outcome(force: str, published: date, decided: str) -> Outcome | None:
    """What becomes of the rule; ``None`` where it is not asked."""
    said = PLAN.replace("FORCE", force).replace("PUBLISHED", str(published))
    plan = parse(said.replace("DECIDED", decided).encode())
    schedule = earlyhelp.solve(plan)
    found = [item for rule in plan.rules if rule.is_own for item in verdicts(rule, schedule)]
    return found[0].outcome if found else None


@given(published=octobers, begins=octobers, ends=octobers, is_to=st.booleans())
def test_what_is_said_of_a_month_holds_on_each_of_its_days(
    published: date, begins: date, ends: date, *, is_to: bool
) -> None:
    """By trying each day: broken on all, kept or not asked on all, or else not known."""
    force = f"to {ends}" if is_to else f"from {begins}"
    each = {outcome(force, published, str(OCTOBER + timedelta(days=days))) for days in range(31)}
    said = outcome(force, published, "2021-10")
    if said is Outcome.BROKEN:
        assert each == {Outcome.BROKEN}
    elif said is Outcome.KEPT:
        assert Outcome.BROKEN not in each
    else:
        assert said is Outcome.NOT_KNOWN or each == {None}
    if each == {None}:
        assert said is None
    if each == {Outcome.BROKEN}:
        assert said is Outcome.BROKEN


@given(ends=st.tuples(octobers, octobers), low=octobers, days=st.integers(0, 40))
def test_a_time_in_force_holds_within_a_span_as_it_does_on_its_days(
    ends: tuple[date, date], low: date, days: int
) -> None:
    first, last = sorted(ends)
    force = Force(since=DateExpression.of(first), last=last)
    span = [low + timedelta(days=day) for day in range(days + 1)]
    when = DateExpression.parse(f"{span[0]} to {span[-1]}" if days else str(low))
    held = {force.holds_on(day) for day in span}
    found = force.holds_within(when)
    assert found is (held.pop() if len(held) == 1 else None)


def forms(first: str, second: str, late: str = "2025-12-03") -> Plan:
    """Two establishments that send form HR1, each before its consultation begins."""
    milestones = {
        "a": "  a.hr1: {role: hr1.sent, expected: 2025-11-20}\n",
        "b": f"  b.hr1: {{role: hr1.sent, expected: {late}}}\n",
    }
    consulted = "  a.consultation: {role: consultation.start, expected: 2025-11-25}\n"
    consulted += "  b.consultation: {role: consultation.start, expected: 2025-12-10}\n"
    lines = milestones[first] + milestones[second] + consulted
    return planned({"posts_at_risk": 30}, lines, as_at="2025-11-01")


def test_a_form_that_was_sent_before_the_new_law_hides_none_that_is_sent_after() -> None:
    """Since 1 December 2025 the form refuses a consultation that has not begun."""
    for order in (("a", "b"), ("b", "a")):
        (clash,) = of_code(forms(*order), "EH205")
        assert clash.subjects == ("b.consultation", "b.hr1")


def test_a_form_that_was_sent_before_the_new_law_is_not_asked_for_it() -> None:
    for order in (("a", "b"), ("b", "a")):
        answer = asked(forms(*order, late="2025-12-10"), HR1_ONLINE)
        assert answer is not None
        assert answer.severity is NOTE
        assert "kept: b.consultation" in answer.says


def test_a_form_of_a_year_in_which_the_law_changes_is_not_known() -> None:
    facts = {"hr1.sent": "2025", "consultation.start": "2026-01-10", "posts_at_risk": 30}
    answer = asked(planned(facts, as_at="2025-11-01"), HR1_ONLINE)
    assert answer is not None
    assert answer.severity is NOT_KNOWN
    assert "needs the day of hr1.sent; if the rule is in force on that day, " in answer.says


def test_what_may_not_be_law_on_its_day_is_no_line_of_a_proof() -> None:
    lines = "  sent: {role: hr1.sent, expected: FORM}\n"
    lines += "  opens: {role: consultation.start, expected: 2026-01-12}\n"
    facts = {"posts_at_risk": 30}
    linked = [
        bool(planned(facts, lines.replace("FORM", form), as_at="2025-11-01").links)
        for form in ("2025-11", "2025-11-24 to 2025-12-01", "2025-12")
    ]
    assert linked == [False, False, True]


def test_a_month_that_the_law_changes_in_hears_of_both_laws() -> None:
    told = rules_told(planned({"first_dismissal": "2026-04"}, as_at="2026-01-01"))
    assert {"award-of-90-days", "award-of-180-days"} <= set(told)


def test_of_two_dismissals_each_hears_of_the_law_of_its_day() -> None:
    lines = "  a: {role: first_dismissal, expected: 2026-04-05, days: any}\n"
    lines += "  b: {role: first_dismissal, expected: 2026-04-06, days: any}\n"
    said = {
        item.message.partition(":")[0]: item.message
        for item in of_code(planned({}, lines, as_at="2026-01-01"), "EH308")
    }
    award = "The protective award for a failure to consult is at most"
    assert "pay: a on Sunday 5 April 2026" in said[f"{award} 90 days' pay"]
    assert "pay: b on Monday 6 April 2026" in said[f"{award} 180 days' pay"]
