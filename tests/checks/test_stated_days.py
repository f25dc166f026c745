"""Stated days at the very edge of what the plan leaves, and lines that say nothing new."""

from __future__ import annotations

from datetime import date

import pytest

import earlyhelp
from earlyhelp import Plan
from earlyhelp.files.load import parse

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"


def read(said: str) -> Plan:
    """The plan with these lines."""
    return parse((HEAD + said).encode())


def codes(said: str) -> set[str]:
    """What is found in it."""
    return {item.code for item in earlyhelp.check(read(said))}


@pytest.mark.parametrize(("then", "clashes"), [("2021-11-15", False), ("2021-11-12", True)])
def test_two_expected_days_clash_from_one_day_too_few(then: str, clashes: bool) -> None:
    said = f"milestones:\n  a: {{expected: 2021-11-01}}\n  b: {{expected: {then}, after: a + 2 weeks}}\n"
    assert ("EH205" in codes(said)) is clashes


@pytest.mark.parametrize(("then", "clashes"), [("2021-11-15", False), ("2021-11-16", True)])
def test_two_expected_days_clash_from_one_day_too_many(then: str, clashes: bool) -> None:
    said = (
        f"milestones:\n  a: {{expected: 2021-11-01}}\n  b: {{expected: {then}, by: a + 2 weeks}}\n"
    )
    assert ("EH205" in codes(said)) is clashes


def test_an_expected_end_of_a_month_is_never_too_late_for_it_says_only_how_late() -> None:
    said = "milestones:\n  a: {expected: end of 2022-02, before: b}\n  b: {on: 2022-01-31}\n"
    assert "EH204" not in codes(said)
    assert "EH204" in codes(said.replace("end of 2022-02", "2022-02"))


@pytest.mark.parametrize(
    "order", ["[a, b + 1 week]", "[b + 1 week, a + 2 weeks]", "[a + 2 weeks, b + 1 week]"]
)
def test_a_link_that_only_comes_as_late_as_another_way_is_redundant(order: str) -> None:
    said = f"milestones:\n  a: {{on: 2021-10-11}}\n  b: {{after: a + 1 week}}\n  c: {{after: {order}, expected: 2022-01-10}}\n"
    (found,) = (item for item in earlyhelp.check(read(said)) if item.code == "EH104")
    assert found.subjects == ("a", "c")


def test_of_an_extension_and_a_first_day_the_later_one_holds() -> None:
    said = """
workflows:
  o: {for: each occupation, steps: {out: {}}}
properties: [{id: elm}]
partners: [{id: food}]
occupations:
  - {property: elm, partner: food, extension: agreed, extended_to: 2021-12-17,
     "not_before:out": DAY}
"""
    for day, first in (("2021-12-06", date(2021, 12, 17)), ("2022-01-10", date(2022, 1, 10))):
        plan = read(said.replace("DAY", day))
        assert earlyhelp.solve(plan).earliest["elm.food.out"] == first


def test_a_fix_for_a_line_before_names_what_that_line_names() -> None:
    said = """
milestones:
  last: {on: 2021-10-08}
workflows:
  w: {steps: {told: {before: left - 4 weeks}, left: {before: last}}}
properties: [{id: elm}]
"""
    (conflict,) = (item for item in earlyhelp.check(read(said)) if item.code == "EH201")
    assert "left - 3 weeks" in {fix.after for fix in conflict.fixes}


def test_everybody_has_a_route_on_the_last_day_that_one_of_them_gets_it() -> None:
    said = """
milestones:
  offer.launch: {on: 2022-01-04, after: cases.routed}
teams: [{id: north}]
cases:
  - {ref: a1, route: transfer, receiving_team: north, accepted: 2021-10-04,
     handover_meeting: 2021-11-08}
  - {ref: a2, route: transfer, receiving_team: north, accepted: 2021-10-18}
  - {ref: a3, route: close, accepted: 2021-12-20}
  - {ref: a4, route: transfer, accepted: 2021-12-20, closed: 2021-09-13}
"""
    schedule = earlyhelp.solve(read(said))
    assert schedule.earliest["cases.routed"] == date(2021, 11, 8)
