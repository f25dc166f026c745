"""Which links say only what other links say already."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import Lag, days
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Field, Link, LinkKind, Milestone
from earlyhelp.network import redundant
from earlyhelp.testing import calendars, lags

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\nmilestones:\n"
PLACE = Place("plan.yaml", 9, 5)


def found_in(plan: Plan) -> list[tuple[str, str, list[str]]]:
    """The links that are redundant, from where to where, each with what lies on the way."""
    found = earlyhelp.solve(plan).redundant_links()
    return [(link.first, link.then, through) for link, through in found]


def found(said: str) -> list[tuple[str, str, list[str]]]:
    """Those of a plan with these milestones."""
    return found_in(parse((HEAD + said).encode()))


def linked(first: str, then: str, lag: Lag) -> Link:
    """`then` after `first` and the lag."""
    return Link(
        first=first,
        then=then,
        kind=LinkKind.AT_LEAST,
        lag=lag,
        place=PLACE,
        field=Field.AFTER,
        owner=then,
        words=f"{first} + {lag}",
    )


@st.composite
def plans_with_ways(draw: st.DrawFn) -> Plan:
    """A plan of up to five milestones in a row, with many short lags from each to later ones."""
    calendar = draw(calendars(closures=1))
    names = "abcde"[: draw(st.integers(3, 5))]
    lag = lags(longest=3) | lags(longest=12)
    return Plan(
        id="drawn",
        title="A drawn plan",
        nation=calendar.nation,
        calendar=calendar,
        as_at=date(2021, 9, 17),
        milestones=tuple(Milestone(id=name, place=PLACE) for name in names),
        links=tuple(
            linked(first, then, draw(lag))
            for at, first in enumerate(names)
            for then in names[at + 1 :]
            if draw(st.integers(0, 3))
        ),
    )


@given(plans_with_ways())
def test_what_is_redundant_holds_by_the_other_way_whatever_the_day(plan: Plan) -> None:
    lag_of = {(link.first, link.then): link.lag.steps(plan.calendar).later for link in plan.links}
    for first, then, through in found_in(plan):
        assert through
        ways = [first, *through, then]
        for start in range(days.number(date(2021, 9, 1)), days.number(date(2022, 10, 1))):
            day = start
            for before, after in pairwise(ways):
                day = lag_of[before, after](day)
            assert lag_of[first, then](start) <= day


def triangle(one: str, other: str, straight: str) -> str:
    """A way from a to c by b, and one without; a third milestone puts c where it is."""
    return f"""
  a: {{on: 2021-10-11}}
  b: {{after: a + {one}}}
  late: {{on: 2022-02-01}}
  c: {{after: [b + {other}, a + {straight}, late]}}
"""


@pytest.mark.parametrize(
    ("one", "other", "straight"),
    [
        ("3 working days", "4 working days", "7 working days"),
        ("3 working days", "4 working days", "6 clear working days"),
        ("2 clear working days", "3 working days", "6 working days"),
        ("2 clear working days", "3 clear working days", "6 clear working days"),
        ("1 week", "3 calendar days", "10 calendar days"),
        ("1 clear day", "1 calendar day", "3 calendar days"),
        ("5 working days", "1 calendar day", "6 calendar days"),
        ("1 month", "0 working days", "28 calendar days"),
        ("1 week", "4 weeks", "1 month"),
        ("0 working days", "2 working days", "2 working days"),
    ],
)
def test_a_way_has_to_be_as_long_and_no_longer(one: str, other: str, straight: str) -> None:
    assert found(triangle(one, other, straight)) == [("a", "c", ["b"])]
    count, unit = straight.split(" ", 1)
    longer = f"{int(count) + 1} {unit.removesuffix('s')}s"
    assert found(triangle(one, other, longer)) == []


@pytest.mark.parametrize(
    ("one", "other", "straight"),
    [
        # over Christmas five working days are more than a week, and no week is five working days
        ("3 calendar days", "4 calendar days", "5 working days"),
        ("2 working days", "3 working days", "1 week"),
        ("1 calendar day", "1 calendar day", "2 working days"),
        # thirty days are a month in September, and in October are not
        ("1 week", "23 calendar days", "1 month"),
    ],
)
def test_what_is_as_long_on_some_days_alone_is_not_enough(
    one: str, other: str, straight: str
) -> None:
    assert found(triangle(one, other, straight)) == []


@pytest.mark.parametrize(
    "line",
    [
        "after: [b + 4 working days, {link: a + 7 working days, because: the lease says so}]",
        "after: [b + 4 working days, {link: a + 7 working days, source: the lease}]",
        "after: [b + 4 working days, {link: a + 7 working days, locked: true}]",
        "after: b + 4 working days, exactly: 7 working days after a",
    ],
)
def test_what_is_there_to_be_seen_and_what_says_two_things_is_left_alone(line: str) -> None:
    said = f"  a: {{on: 2021-10-11}}\n  b: {{after: a + 3 working days}}\n  c: {{{line}}}\n"
    assert found(said) == []


def test_a_link_that_goes_without_saying_twice_is_named_once() -> None:
    said = """
  a: {on: 2021-10-11}
  b: {after: a}
  c: {after: a}
  d: {after: [b, c, a], on: 2022-03-01}
"""
    [(first, then, through)] = found(said)
    assert (first, then) == ("a", "d")
    assert through in (["b"], ["c"])


def test_all_that_lies_on_the_way_is_named_in_its_order() -> None:
    said = """
  a: {on: 2021-10-11}
  b: {after: a + 1 week}
  c: {after: b + 1 week}
  d: {after: [c + 1 week, a + 3 weeks, b + 1 week]}
"""
    assert found(said) == [("a", "d", ["b", "c"]), ("b", "d", ["c"])]


def test_a_milestone_that_has_nothing_to_ask_of_hides_no_other() -> None:
    said = """
  a: {on: 2021-10-11}
  b: {after: a + 1 week}
  c: {after: [b + 1 week, {link: a, because: the lease says so}]}
  d: {after: [c, b]}
"""
    assert found(said) == [("b", "d", ["c"])]


@pytest.mark.parametrize("order", ["[b, a + 1 day]", "[a + 1 day, b]"])
def test_two_lines_that_say_the_same_are_no_way_for_each_other(order: str) -> None:
    # Only a way by another milestone is one that the reader could be shown.
    order = order.replace("1 day", "1 calendar day")
    said = "  a: {on: 2021-10-11}\n  b: {after: [a + 1 week, a + 1 week]}\n"
    assert found(f"{said}  c: {{after: {order}}}\n") == [("a", "c", ["b"])]


def chain(length: int) -> str:
    """Milestones a day after each other, and the last one as many days after the first."""
    said = "  m0: {on: 2021-10-11}\n" + "".join(
        f"  m{at}: {{after: m{at - 1} + 1 calendar day}}\n" for at in range(1, length)
    )
    ends = f"[m{length - 1} + 1 calendar day, m0 + {length} calendar days]"
    return f"{said}  m{length}: {{after: {ends}}}\n"


def test_the_search_for_another_way_goes_only_so_far() -> None:
    assert [(first, then) for first, then, _ in found(chain(40))] == [("m0", "m40")]
    assert found(chain(200)) == []


def test_the_search_ends_after_so_many_milestones(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "  m0: {on: 2021-10-11}\n  m1: {after: m0}\n" + "".join(
        f"  m{at}: {{after: [m{at - 1}, m{at - 2}]}}\n" for at in range(2, 9)
    )
    assert len(found(said)) == 7
    monkeypatch.setattr(redundant, "SEARCH_LIMIT", 3 * redundant.NEARBY)
    assert [then for _, then, _ in found(said)] == ["m2", "m3", "m4"]


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("1 calendar day", "1 calendar day"),
        ("1 working day", "1 working day"),
        ("1 working day", "2 calendar days"),
        ("2 calendar days", "1 working day"),
    ],
)
def test_the_search_goes_on_from_a_milestone_again_only_where_the_way_is_longer(
    left: str, right: str, *, is_first: bool
) -> None:
    # Five times in turn there are two ways: to look at all of them is to follow 124 links.
    many = "  m0: {on: 2021-10-11}\n"
    for at in range(5):
        many += f"  b{at}: {{after: m{at} + {left}}}\n  c{at}: {{after: m{at} + {right}}}\n"
        many += f"  m{at + 1}: {{after: [b{at}, c{at}]}}\n"
    one = "  x: {on: 2021-10-11}\n  y: {after: x}\n"
    said = one + many if is_first else many + one
    assert ("x", "end", ["y"]) in found(f"{said}  end: {{after: [m5, y, x]}}\n")


def test_a_plan_that_runs_out_of_the_calendar_can_be_asked_too() -> None:
    said = """
  a: {on: 2099-12-21}
  b: {after: a + 3 weeks}
  c: {after: b + 5 working days}
  d: {after: [c + 5 working days, b + 8 working days]}
"""
    assert found(said) == [("b", "d", ["c"])]


def test_the_link_that_runs_out_of_the_calendar_comes_last(plan: Plan) -> None:
    """
    milestones:
      a: {on: 2099-12-24}
      b: {after: a + 1 week}
      c: {after: [b + 1 working day, a + 8 calendar days]}
    """
    # A week after the 24th is the calendar's last day. A working day is at least a day.
    assert found_in(plan) == [("a", "c", ["b"])]


def test_a_link_that_is_far_shorter_than_the_other_way_is_redundant(plan: Plan) -> None:
    """
    milestones:
      a: {on: 2021-10-11}
      b: {after: a}
      c: {after: [b + 10 calendar days, a + 3 calendar days]}
    """
    assert found_in(plan) == [("a", "c", ["b"])]


def test_of_two_ways_the_one_that_is_longer_in_working_days_is_found_too() -> None:
    # By b it is longer in calendar days, and by c in working days.
    said = """
  a: {on: 2021-10-11}
  z: {after: a}
  b: {after: z + 15 calendar days}
  c: {after: z + 10 working days}
  d: {after: [b, c, a + 10 working days, a + 15 calendar days], on: 2022-03-01}
"""
    assert sorted(found(said)) == [("a", "d", ["z", "b"]), ("a", "d", ["z", "c"])]
