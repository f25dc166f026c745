"""Since when does a rule hold, where that is a day, a month, a year, or only expected?"""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

import earlyhelp
from earlyhelp import Finding, Severity
from earlyhelp.dates import DateExpression
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.model.rules import Force

#: A rule of the council's own; partners should be told on 27 September or later.
PLAN: Final = """\
format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
milestones:
  members.told: {{expected: 2021-09-20}}
  partners.told: {{expected: {told}}}
rules:
  members_first:
    title: Members hear a week before partners do
    then: partners.told
    after: members.told + 1 week
    source: Constitution
    in_force: {force}
"""


def found(force: str, told: str = "2021-09-24") -> list[Finding]:
    """What is found of the rule where it has this time in force."""
    plan = parse(PLAN.format(force=force, told=told).encode())
    return [item for item in earlyhelp.check(plan) if item.code in {"EH390", "EH205", "EH201"}]


@pytest.mark.parametrize(
    ("force", "told", "is_asked"),
    [
        ("from 2021-09-24", "2021-09-24", True),
        ("from 2021-09-25", "2021-09-24", False),
        ("from 2021-10", "2021-09-24", False),
        ("from 2021-09", "2021-09-24", True),
        ("from 2022", "2021-12-31", False),
        ("from 2022", "2022-01-01", True),
        ("to 2021-09-24", "2021-09-24", True),
        ("to 2021-09-23", "2021-09-24", False),
        ("from 2021-09-01 to 2021-09-30", "2021-09-30", True),
        ("expected from 2021-10", "2021-09-24", False),
        ("expected from 2021-10", "2021-10-01", True),
    ],
)
def test_a_rule_is_asked_from_the_first_day_that_it_may_hold(
    force: str, told: str, *, is_asked: bool
) -> None:
    assert bool(found(force, told)) is is_asked


def test_a_month_in_which_law_begins_is_not_made_a_day() -> None:
    (kept,) = found("from 2021-09", "2021-09-27")
    assert kept.severity is Severity.NOTE
    assert kept.message.endswith("(Constitution; in force from September 2021)")


def test_a_time_in_force_says_both_of_its_ends() -> None:
    (kept,) = found("from 2021-09-01 to 2021-09-30", "2021-09-27")
    assert kept.message.endswith(
        "(Constitution; in force from 1 September 2021 to 30 September 2021)"
    )


def test_what_is_only_expected_binds_nobody_and_says_that_it_is() -> None:
    text = PLAN.format(force="expected from 2021-09", told="2021-09-24")
    plan = parse(text.encode())
    assert plan.links == ()
    (broken,) = [item for item in earlyhelp.check(plan) if item.code == "EH390"]
    assert broken.severity is Severity.WARNING
    assert broken.message.endswith(
        "(Constitution; expected in force from September 2021; to verify)"
    )


def test_the_same_rule_is_a_link_once_it_is_in_force() -> None:
    plan = parse(PLAN.format(force="from 2021-09", told="2021-09-24").encode())
    (link,) = plan.links
    assert link.locked


def test_a_time_in_force_that_begins_at_no_time_is_a_problem_of_the_file() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        found("from soon")
    assert {item.code for item in refused.value.findings} == {"EH007"}


def test_the_first_day_of_a_year_is_the_first_on_which_it_may_hold() -> None:
    force = Force(since=DateExpression.parse("2027"))
    assert force.first == date(2027, 1, 1)
    assert not force.holds_on(date(2026, 12, 31))
    assert force.holds_on(date(2027, 1, 1))
