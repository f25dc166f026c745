"""Chains that go round in circles, or on for hundreds of lines: what is told of them?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import attrs
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import WorkingCalendar, days
from earlyhelp.files.load import parse
from earlyhelp.model import Days, LinkKind
from earlyhelp.network import conflicts
from earlyhelp.network.build import build
from earlyhelp.network.conflicts import Conflict
from earlyhelp.network.lines import can_hold
from earlyhelp.network.trace import OWN, Derivation
from earlyhelp.testing import CALENDAR_UNITS, calendars
from tests.network.test_circles import Turn, circle, turns

HEAD = "format: 1\nid: a\ntitle: A\nnation: england\nas_at: 2021-09-01\n"
#: Twelve days after it is told it moves, and the one who is asked in between has two working
#: days each way: the longest that twice two working days last, over Christmas, are eleven.
TWELVE_DAYS = """
  moved: {after: told + 12 calendar days, by: asked + 2 working days}
  asked: {by: told + 2 working days}
"""


def only(plan: Plan) -> Conflict:
    [found] = earlyhelp.solve(plan).conflicts
    return found.conflict


def test_a_circle_that_no_sum_shows_is_told_in_one_turn() -> None:
    text = f"{HEAD}days: any\nmilestones:\n  told: {{not_before: 2021-10-01}}{TWELVE_DAYS}"
    plan = parse(text.encode())
    conflict = only(plan)
    # Told on Friday 1 October it would move on Wednesday the 13th, and be asked no earlier than
    # Monday the 11th: so it is told no earlier than Thursday the 7th. From there it goes round.
    assert conflict.is_circle
    assert [hop.end for hop in conflict.hops] == ["moved", "asked"]
    assert conflict.start_day == days.number(date(2021, 10, 7))
    assert conflict.reached == days.number(date(2021, 10, 15))
    assert conflict.limit_day == days.number(date(2021, 10, 11))
    assert len(conflict.lines) == 3


def test_so_is_one_at_the_end_of_hundreds_of_lines() -> None:
    waits = "".join(f"  m{at}: {{after: m{at - 1} + 1 calendar day}}\n" for at in range(1, 300))
    told = f"  told: {{after: m299}}{TWELVE_DAYS}"
    text = f"{HEAD}days: any\nmilestones:\n  m0: {{on: 2021-10-01}}\n{waits}{told}"
    plan = parse(text.encode())
    conflict = only(plan)
    assert conflict.is_circle
    assert {hop.link.owner for hop in conflict.hops} <= {"moved", "asked"}
    assert len(conflict.lines) == 3
    assert not can_hold(plan, conflict.lines, None)


def test_a_chain_of_hundreds_of_lines_is_told_whole_where_it_goes_round_nowhere() -> None:
    waits = "".join(f"  m{at}: {{after: m{at - 1} + 1 calendar day}}\n" for at in range(1, 320))
    last = "  last: {within: 1 week after m319, by: 2021-11-01}\n"
    text = f"{HEAD}days: any\nmilestones:\n  m0: {{on: 2021-10-01}}\n{waits}{last}"
    conflict = only(parse(text.encode()))
    assert not conflict.is_circle
    assert len(conflict.hops) == 320
    # 1 October and 319 days are 16 August; it should have been 1 November.
    assert conflict.reached == days.number(date(2021, 10, 1) + timedelta(days=319))
    assert conflict.limit_day == days.number(date(2021, 11, 1))


def test_dates_that_contradict_each_other_are_no_matter_of_the_circle_that_they_stand_in(
    plan: Plan,
) -> None:
    """
    as_at: 2020-12-23
    milestones:
      told: {not_before: 2021-10-08, by: 2021-10-05}
      out:
        by: told + 4 working days
        after: told + 6 clear days
    """
    # Seven days fit into four working days over Christmas and over Easter.
    conflict = only(plan)
    assert (conflict.start, conflict.end, conflict.hops) == ("told", "told", ())
    assert conflict.short_by == 3
    assert len(conflict.lines) == 2


@given(
    turn=turns(CALENDAR_UNITS),
    works=st.lists(st.sampled_from(Days), min_size=5, max_size=5),
    calendar=calendars(closures=1),
    data=st.data(),
)
def test_a_circle_is_a_chain_that_goes_once_round_wherever_it_was_found(
    turn: Turn, works: list[Days], calendar: WorkingCalendar, data: st.DataObject
) -> None:
    plan = circle(turn, Days.ANY, calendar)
    said = (attrs.evolve(item, days=day) for item, day in zip(plan.milestones, works, strict=False))
    network = build(attrs.evolve(plan, milestones=tuple(said)))
    begin = data.draw(st.integers(0, len(turn) - 1))
    steps = [Derivation(network.as_at or 0, network.number[f"m{begin}"], OWN, None)]
    for at in range(begin, begin + len(turn)):
        edge = network.links.index(plan.links[at % len(turn)])
        steps.append(conflicts._step(network, steps[-1], edge))  # noqa: SLF001 - as it is found
    found = conflicts._circle(network, steps)  # noqa: SLF001 - wherever it was found
    closing = found.limit_line
    assert isinstance(closing, earlyhelp.Link)
    assert closing.kind is LinkKind.AT_MOST
    assert (found.start, found.end) == (closing.first, closing.then)
    assert len(found.hops) == len(turn) - 1
    assert found.lines == {link.place for link in plan.links}
    names = [found.start, *(hop.end for hop in found.hops)]
    assert [(hop.start, hop.end) for hop in found.hops] == [*pairwise(names)]
    # the last day on which its end may be, by that lag from its start
    latest = closing.lag.later(days.day(found.start_day), calendar)
    if network.working[network.number[found.end]]:
        latest = calendar.last_working_day(latest)
    assert found.limit_day == days.number(latest)


def test_a_chain_through_a_line_that_cannot_be_is_no_conflict_besides_that_line(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01}
      heard: {exactly: 1 calendar day after told}
      out: {after: heard + 1 week, by: 2021-10-04}
    """
    # 1 October is a Friday, and nobody hears anything on the Saturday.
    assert {place.line for place in only(plan).lines} == {3, 4}


def test_what_is_left_of_a_chain_is_told_with_its_own_days(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      letters: {on: 2021-10-20}
      told: {on: 2021-10-01}
      heard: {exactly: 1 calendar day after told, after: letters}
    """
    # The letters are of no importance: told on Friday 1 October, nobody hears anything before
    # Monday the 4th, and whoever hears it then was told no earlier than Sunday the 3rd.
    conflict = only(plan)
    assert {place.line for place in conflict.lines} == {4, 5}
    assert (conflict.start, conflict.end) == ("told", "told")
    assert conflict.start_day == conflict.limit_day == days.number(date(2021, 10, 1))
    assert conflict.reached == days.number(date(2021, 10, 3))
