"""What moves when one thing changes, and what a line of a workflow says for all its rows."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import days
from earlyhelp.files.load import parse
from earlyhelp.network.differences import shifts
from earlyhelp.testing import Diary, kept_plans

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"


def read(said: str) -> Plan:
    """The plan with these lines."""
    return parse((HEAD + said).encode())


@given(kept_plans())
def test_nothing_moves_where_nothing_changes(drawn: tuple[Plan, Diary]) -> None:
    plan, _ = drawn
    assert shifts(earlyhelp.solve(plan), earlyhelp.solve(plan)) == ()


@given(kept_plans())
def test_what_moves_is_what_differs_and_no_more(drawn: tuple[Plan, Diary]) -> None:
    plan, _ = drawn
    fewer = attrs.evolve(plan, links=plan.links[1:])
    before, after = earlyhelp.solve(plan), earlyhelp.solve(fewer)
    moved = {(shift.milestone, shift.is_earliest) for shift in shifts(before, after)}
    for milestone in fewer.milestones:
        if milestone.done is None:
            name = milestone.id
            assert ((name, True) in moved) == (before.earliest[name] != after.earliest[name])
            assert ((name, False) in moved) == (before.latest[name] != after.latest[name])


def test_the_largest_move_comes_first_with_its_days() -> None:
    said = "milestones:\n  a: {on: 2021-10-11}\n  b: {after: a}\n  c: {after: b + 4 weeks, not_before: 2021-11-10}\n"
    before, after = read(said), read(said.replace("10-11", "10-18"))
    found = shifts(earlyhelp.solve(before), earlyhelp.solve(after))
    assert [(item.milestone, item.is_earliest, item.days) for item in found] == [
        ("a", True, 7),
        ("b", True, 7),
        ("a", False, 7),
        ("c", True, 5),
    ]
    assert found[0].before == days.number(before["a"].on.when.first)  # type: ignore[union-attr]


def test_what_is_new_and_what_is_done_since_have_not_moved_but_what_follows_has() -> None:
    before = read("milestones:\n  told: {expected: 2021-09-20}\n  out: {after: told + 1 week}\n")
    after = read(
        "milestones:\n  asked: {}\n  told: {done: 2021-09-16}\n  out: {after: told + 2 weeks}\n"
    )
    # A week after the as-at day, Friday 17 September, and then two weeks after Thursday the 16th.
    found = shifts(earlyhelp.solve(before), earlyhelp.solve(after))
    assert [(item.milestone, item.is_earliest, item.days) for item in found] == [("out", True, 6)]


def test_a_limit_that_comes_or_goes_moves_by_no_number_of_days_and_is_told_first() -> None:
    said = "milestones:\n  a: {on: 2021-10-11}\n  b: {after: a}\n  c: {after: a}\n"
    one = read(said.replace("b: {", "b: {by: 2021-11-01, "))
    other = read(said.replace("c: {", "c: {by: 2021-11-02, ").replace("10-11", "10-18"))
    found = shifts(earlyhelp.solve(one), earlyhelp.solve(other))
    lost, got, *rest = found
    limits = (days.number(date(2021, 11, 1)), days.number(date(2021, 11, 2)))
    assert (lost.milestone, lost.before, lost.after, lost.days) == ("b", limits[0], None, None)
    assert (got.milestone, got.before, got.after, got.days) == ("c", None, limits[1], None)
    assert {item.days for item in rest} == {7}


STEPS = """
workflows:
  w:
    steps:
      swept: {}
      vacated: {after: swept}
      handed_over: {after: [vacated, swept]}
"""


def test_a_redundant_line_of_a_workflow_is_said_once_and_only_if_no_row_needs_it() -> None:
    said = STEPS + "properties: [{id: elm}, {id: oak}, {id: ash}]\n"
    found = [item for item in earlyhelp.check(read(said)) if item.code == "EH104"]
    assert [item.place and item.place.line for item in found] == [12]
    needed = said.replace("vacated: {after: swept}", "vacated: {after: signed}").replace(
        "properties:",
        "  x:\n    for: property.future is lease\n    steps: {signed: {after: swept}}\nproperties:",
    )
    some = needed.replace("{id: elm}", "{id: elm, future: lease}")
    assert not [item for item in earlyhelp.check(read(some)) if item.code == "EH104"]
