"""By the law of which day is a plan asked, and which of several sums decides?"""

from __future__ import annotations

from datetime import date

import pytest

import earlyhelp
from earlyhelp import Finding, Severity
from earlyhelp.rulebook import applied
from tests.rulebook.in_a_plan.conftest import found, read


def test_a_sum_of_several_lags_is_counted_one_after_the_other() -> None:
    said = """
settings: {call_in: 7 working days}
rules:
  effective:
    title: A decision is not acted on before call-in is over
    then: decision.effective
    after: decision.published + settings.call_in + 1 calendar day
    source: Constitution
facts: {decision.published: 2021-02-24, decision.effective: DAY}
"""
    outcome = {
        day: found(said.replace("DAY", day), "EH390")[0].severity
        for day in ("2021-03-05", "2021-03-06")
    }
    assert outcome == {"2021-03-05": Severity.ERROR, "2021-03-06": Severity.NOTE}
    [item] = found(
        said.replace("DAY", "2021-03-06").replace("call_in: 7 working days", ""), "EH390"
    )
    assert "needs the setting `call_in`" in item.message


def test_the_law_of_one_day_can_be_asked_of_a_plan_of_another() -> None:
    changed = """
rules:
  old: {title: Old, then: b, after: a + 1 week, source: Act, in_force: from 2000-01-01 to 2021-12-31}
  new: {title: New, then: b, after: a + 2 weeks, source: Act, in_force: from 2022-01-01}
milestones:
  a: {on: 2021-10-01, days: any}
  b: {days: any}
"""
    plan = read(changed)
    assert earlyhelp.solve(plan).earliest["b"] == date(2021, 10, 8)
    then = applied(plan, date(2022, 1, 1))
    assert earlyhelp.solve(then).earliest["b"] == date(2021, 10, 15)
    assert applied(then) == plan, "and back again nothing is left of it"


CHANGED = """
rules:
  old: {title: Old, then: b, after: a + 1 week, authority: guidance, source: Act, in_force: to 2021-12-31}
  new: {title: New, then: b, after: a + 2 weeks, authority: guidance, source: Act, in_force: from 2022-01-01}
"""


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("facts: {a: 2021-12-20, b: 2022-01-10}", "New"),
        ("facts: {a: 2021-12-20, b: 2021-12-31}", "Old"),
        ("facts: {a: 2021-12-20}\nmilestones: {b: {}}", "Old"),
        ("facts: {a: 2022-01-01}\nmilestones: {b: {}}", "New"),
        ("milestones: {a: {}, b: {}}", "Old"),
    ],
)
def test_the_law_is_that_of_the_day_that_is_bound_or_else_of_the_day_it_counts_from(
    said: str, asked: str
) -> None:
    facts = "" if "facts" in said else "facts: {c: x}\n"
    items = found(f"{CHANGED}{facts}{said}\n", "EH390")
    assert {item.message.partition(":")[0] for item in items} == {asked}


def test_as_at_a_later_day_the_law_is_that_of_then_where_nothing_else_is_stated() -> None:
    plan = read(f"{CHANGED}facts: {{c: x}}\nmilestones: {{a: {{}}, b: {{}}}}\n")
    items = [item for item in earlyhelp.check(plan, as_at=date(2022, 2, 1)) if item.code == "EH390"]
    assert {item.message.partition(":")[0] for item in items} == {"New"}


def test_of_two_sums_the_worse_decides() -> None:
    said = """
rules:
  span:
    title: Between one and two weeks
    then: b
    after: a + 1 week
    by: a + 2 weeks
    authority: guidance
    source: Our own
facts: {a: 2021-10-01, b: DAY}
"""
    outcome = {
        day: found(said.replace("DAY", day), "EH390")[0]
        for day in ("2021-10-07", "2021-10-08", "2021-10-15", "2021-10-16")
    }
    assert [item.short_by_days for item in outcome.values()] == [1, None, None, 1]
    assert "too early; for that day, a had to be by" in outcome["2021-10-07"].message
    assert "too late" in outcome["2021-10-16"].message
    assert "had to be" not in outcome["2021-10-16"].message


def of_one_end(limit: str, given: str) -> Finding:
    """What is said of a rule between a and b where only one of them has a day: a fact."""
    other = "b" if given.startswith("a") else "a"
    [item] = found(
        f"rules: {{r: {{title: R, then: b, {limit}, source: S}}}}\n"
        f"milestones: {{{other}: {{}}}}\nfacts: {{{given}}}\n",
        "EH390",
    )
    return item


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a: 2021-10-01", "b no earlier than Friday 8 October 2021 (a on Friday 1 October 2021"),
        ("b: 2021-10-15", "a no later than Friday 8 October 2021 (1 week before b on"),
    ],
)
def test_from_either_end_the_day_that_would_decide_is_worked_out(given: str, said: str) -> None:
    item = of_one_end("after: a + 1 week", given)
    assert item.severity is Severity.NOT_KNOWN
    assert said in item.message


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a: 2021-10-01", "b no later than Friday 8 October 2021"),
        ("b: 2021-10-15", "a no earlier than Friday 8 October 2021"),
    ],
)
def test_the_same_for_what_may_not_come_too_late(given: str, said: str) -> None:
    assert said in of_one_end("by: a + 1 week", given).message
