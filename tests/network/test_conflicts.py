"""What a conflict says of its lines: which they are, and that their days can be added up."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import WorkingCalendar, days
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Field, Link, LinkKind, Stated
from earlyhelp.network.conflicts import Conflict
from earlyhelp.network.lines import AS_AT, can_hold
from earlyhelp.testing import broken_plans, lags, small_plans
from tests.network.drawn import ONE_DAY, unmeetable, untied


@st.composite
def entangled_plans(draw: st.DrawFn) -> Plan:
    """A plan that cannot be met, with facts, with lines that say two things, and with circles."""
    plan = untied(draw(small_plans()))
    plan = attrs.evolve(plan, calendar=WorkingCalendar(nation=plan.nation))
    names = [item.id for item in plan.milestones]
    milestones = [
        attrs.evolve(item, on=None, done=Stated(item.on.when, item.on.place))
        if item.on is not None and plan.as_at == item.on.when.first
        else item
        for item in plan.milestones
    ]
    links = list(plan.links)
    for at in range(draw(st.integers(1, 4))):
        first, then = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        place = Place("plan.yaml", 80_000 + at, 5)
        if names.index(first) < names.index(then):
            links += [
                Link(
                    first=first,
                    then=then,
                    kind=kind,
                    lag=draw(lags(longest=3)),
                    place=place,
                    field=Field.WITHIN,
                    owner=then,
                    words="",
                )
                for kind in LinkKind
            ]
    return unmeetable(attrs.evolve(plan, milestones=tuple(milestones), links=tuple(links)))


IMPOSSIBLE = broken_plans() | entangled_plans()


def conflicts(plan: Plan) -> list[Conflict]:
    return [found.conflict for found in earlyhelp.solve(plan).conflicts]


@given(plan=IMPOSSIBLE)
def test_the_lines_of_a_conflict_cannot_all_hold_but_without_any_one_they_can(plan: Plan) -> None:
    found = conflicts(plan)
    assert len({conflict.lines for conflict in found}) == len(found) > 0
    for conflict in found:
        assert not can_hold(plan, conflict.lines, plan.as_at)
        for line in conflict.lines:
            assert can_hold(plan, conflict.lines - {line}, plan.as_at)


@given(plan=IMPOSSIBLE)
def test_the_worst_conflict_comes_first_and_equals_by_their_names(plan: Plan) -> None:
    found = [(-conflict.short_by, conflict.end, conflict.start) for conflict in conflicts(plan)]
    assert found == sorted(found)


@given(plan=IMPOSSIBLE)
def test_the_days_of_a_conflict_can_be_added_up_day_by_day(plan: Plan) -> None:
    for conflict in conflicts(plan):
        if conflict.limit_line is None:  # it turns until 2099: nobody adds that up
            assert conflict.reached > days.LAST
            continue
        day = days.day(conflict.start_day)
        if not conflict.is_from_any_day:
            said = conflict.start_line.when.last if conflict.start_line else plan.as_at
            assert day == allowed_from(plan, conflict.start, said or days.FIRST_DATE, 1)
        at = conflict.start
        for hop in conflict.hops:
            assert (hop.start, hop.start_day) == (at, days.number(day))
            day = allowed_from(plan, hop.end, no_earlier_by(plan, hop.link, at, day), 1)
            assert hop.end_day == days.number(day)
            at = hop.end
        assert (conflict.end, conflict.reached) == (at, days.number(day))
        limit = limit_of(plan, conflict)
        assert conflict.limit_day == days.number(limit)
        assert conflict.short_by == (day - limit).days > 0


def allowed_from(plan: Plan, name: str, day: date, step: int) -> date:
    """The first day, going on or going back, on which a milestone can fall."""
    item = plan[name]
    if plan.works(item) and item.on is None and item.done is None:
        while not plan.calendar.is_working(day):
            day += step * ONE_DAY
    return day


def no_earlier_by(plan: Plan, link: Link, start: str, day: date) -> date:
    """The first day of the one end of a link, the other being no earlier than `day`."""
    if link.kind is LinkKind.AT_LEAST:
        assert start == link.first
        return link.lag.later(day, plan.calendar)
    assert start == link.then
    first = day - timedelta(days=60)
    while link.lag.later(first, plan.calendar) < day:
        first += ONE_DAY
    return first


def limit_of(plan: Plan, conflict: Conflict) -> date:
    """The last allowed day of a conflict's end, as the line says that limits it."""
    line = conflict.limit_line
    if isinstance(line, Stated):
        return allowed_from(plan, conflict.end, line.when.last, -1)
    assert isinstance(line, Link)
    assert (line.kind, line.then) == (LinkKind.AT_MOST, conflict.end)
    if conflict.is_circle:
        assert line.first == conflict.start
        since = days.day(conflict.start_day)
    else:
        assert conflict.limit_fact is not None
        assert conflict.limit_fact == plan[line.first].done
        since = conflict.limit_fact.when.first
    return allowed_from(plan, conflict.end, line.lag.later(since, plan.calendar), -1)


def test_dates_of_one_milestone_that_contradict_each_other_are_a_conflict_of_two_lines(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-01
    milestones:
      out:
        not_before: 2021-10-11
        by: [2021-12-31, 2021-10-04]
    """
    [conflict] = conflicts(plan)
    assert {place.line for place in conflict.lines} == {4, 5}
    assert conflict.short_by == 7
    assert not can_hold(plan, conflict.lines, plan.as_at)


def test_the_end_of_a_month_pinned_is_nothing_to_begin_a_proof_with(plan: Plan) -> None:
    """
    as_at: 2021-10-01
    milestones:
      appraised: {on: end of 2021-10}
      sold: {after: appraised + 2 months, by: 2021-11-15}
    """
    # It can be appraised on any day of October from the as-at day on, which is the first.
    [conflict] = conflicts(plan)
    assert conflict.start_line is None
    assert not can_hold(plan, conflict.lines, plan.as_at)
    assert conflict.short_by == 16  # from 15 November to 1 December


def test_a_deadline_that_has_gone_by_is_no_line_of_a_proof(plan: Plan) -> None:
    """
    as_at: 2021-10-03
    milestones:
      told: {by: [2021-10-02, 2021-10-03]}
    """
    # Sunday 3 October leaves no working day; the day before has gone by, and is overdue.
    [conflict] = conflicts(plan)
    assert isinstance(conflict.limit_line, Stated)
    assert conflict.limit_line.when.first == date(2021, 10, 3)
    assert conflict.short_by == 3


def test_a_chain_begins_with_a_date_on_which_nobody_works_by_its_name(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {not_before: 2021-10-02}
      thanked: {by: 2021-10-03}
    """
    # A Saturday and a Sunday: the first working day is the Monday, the last the Friday.
    schedule = earlyhelp.solve(plan)
    [begin] = schedule.why_earliest("told")
    assert (begin.text, begin.day) == ("told, not before", date(2021, 10, 4))
    [begin] = schedule.why_latest("thanked")
    assert (begin.text, begin.day) == ("thanked, deadline", date(2021, 10, 1))


def test_a_pinned_week_that_has_gone_by_is_what_follows_it_counts_from(plan: Plan) -> None:
    """
    as_at: 2021-10-01
    milestones:
      consultation.close: {on: week of 2021-09-20, not_before: 2021-09-24, by: 2021-09-20}
      response: {after: consultation.close + 2 weeks, by: consultation.close + 4 weeks}
    """
    # Forward from the last day of that week, which is not the day before which it could not
    # be; back from its first, which is not the deadline.
    schedule = earlyhelp.solve(plan)
    begin, step = schedule.why_earliest("response")
    assert begin.text == "consultation.close, pinned (week of Monday 20 September 2021)"
    assert (begin.day, step.day) == (date(2021, 9, 24), date(2021, 10, 8))
    begin, step = schedule.why_latest("response")
    assert begin.text == "consultation.close, pinned (week of Monday 20 September 2021)"
    assert (begin.day, step.day) == (date(2021, 9, 20), date(2021, 10, 18))


def test_every_circle_is_a_conflict_of_its_own(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      vacated: {}
      cleared: {after: vacated + 3 weeks}
      handed_over: {after: cleared, within: 2 weeks after vacated}
      told: {}
      out: {after: told + 8 weeks, by: told + 4 weeks}
    """
    assert [(found.start, found.end, found.short_by) for found in conflicts(plan)] == [
        ("told", "out", 28),
        ("vacated", "handed_over", 7),
    ]


def test_a_circle_that_would_turn_for_decades_is_told_in_one_turn(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    days: any
    milestones:
      told: {}
      out: {after: told + 2 months, by: told + 58 calendar days}
    """
    # Two months are never less than 59 days. From 1 September on they are 61, so it is out on
    # 1 November, and is told no earlier than the 4th: that is the first turn.
    [conflict] = conflicts(plan)
    assert [hop.link for hop in conflict.hops] == [plan.links[0]]
    assert (conflict.is_circle, conflict.limit_line) == (True, plan.links[1])
    assert conflict.start_day == days.number(date(2021, 9, 4))
    assert conflict.reached == days.number(date(2021, 11, 4))
    assert conflict.limit_day == days.number(date(2021, 11, 1))
    assert len(conflict.lines) == 2


def test_a_circle_that_closes_once_in_a_while_is_no_conflict_by_itself(plan: Plan) -> None:
    """
    as_at: 2020-12-23
    closures: [{days: 2026-12-24, name: The office is closed}]
    milestones:
      told: {}
      out:
        by: [2026-06-30, told + 2 working days]
        after: told + 6 clear days
    """
    # Seven days fit into two working days only over that closed Christmas, which is too late.
    [conflict] = conflicts(plan)
    assert not conflict.is_circle
    assert not can_hold(plan, conflict.lines, plan.as_at)
    for line in conflict.lines:
        assert can_hold(plan, conflict.lines - {line}, plan.as_at)


def test_the_as_at_day_is_a_line_where_a_circle_has_closed_before_it_alone(plan: Plan) -> None:
    """
    as_at: 2020-12-23
    closures: [{days: 2019-12-24, name: The office was closed}]
    milestones:
      told: {}
      out:
        by: [2021-01-04, told + 2 working days]
        after: told + 6 clear days
    """
    # From Monday 23 December 2019 the second working day was the Monday after, seven days on.
    [conflict] = conflicts(plan)
    assert AS_AT in conflict.lines
    assert not can_hold(plan, conflict.lines, plan.as_at)
    for line in conflict.lines:
        assert can_hold(plan, conflict.lines - {line}, plan.as_at)


@pytest.mark.parametrize("as_at", ["", "as_at: 2021-09-30\n"])
def test_so_is_one_that_a_pinned_day_stops_before_it_has_turned_twice(as_at: str) -> None:
    said = "milestones:\n  told: {on: 2021-10-01, days: any}\n  out: {after: told + 3 working days, by: told + 1 clear working day}\n"
    plan = parse(f"format: 1\nid: a\ntitle: A\nnation: england\n{as_at}{said}".encode())
    # The second working day is always before the third, whatever day is pinned.
    [conflict] = conflicts(plan)
    assert [hop.link for hop in conflict.hops] == [plan.links[0]]
    assert (conflict.is_circle, conflict.limit_line) == (True, plan.links[1])
    assert conflict.short_by == 1
    assert len(conflict.lines) == 2


def test_the_limit_of_a_circle_is_a_working_day_too(plan: Plan) -> None:
    """
    as_at: 2021-12-03
    closures: [{days: 2021-12-18 to 2022-01-02, name: Christmas}]
    milestones:
      told: {}
      out: {after: told + 2 weeks, by: told + 12 calendar days}
    """
    # From Friday the 3rd it would be Friday the 17th, and so told on Monday the 6th; twelve days
    # from any day of that week is in the closure.
    [conflict] = conflicts(plan)
    assert conflict.start_day == days.number(date(2021, 12, 6))
    assert conflict.limit_day == days.number(date(2021, 12, 17))
    assert conflict.reached == days.number(date(2022, 1, 4))


def test_a_circle_is_told_from_the_day_of_a_week_on_which_it_is_short_by_the_least(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-03
    milestones:
      told: {}
      out: {after: told + 2 weeks, by: told + 12 calendar days}
    """
    # From Monday the 6th the limit is a Saturday, and so Friday the 17th: three days short. From
    # Wednesday the 8th it is Monday the 20th, and two are missing: so many always are.
    [conflict] = conflicts(plan)
    assert conflict.start_day == days.number(date(2021, 9, 8))
    assert conflict.short_by == 2
    [finding] = [item for item in earlyhelp.check(plan) if item.code == "EH201"]
    assert [(fix.after, fix.days) for fix in finding.fixes] == [
        ("told + 14 calendar days", 2),
        ("told + 1 week", -7),
    ]


def test_the_longest_of_the_chains_that_share_a_link_is_told_and_what_it_hides_is_left_aside(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-09-06}
      drafted: {after: told + 2 weeks}
      letters: {after: drafted + 8 weeks}
      training: {after: drafted + 9 weeks}
      launch: {on: 2021-11-15, after: [letters + 1 week, training + 1 week]}
      south.told: {on: 2021-10-04}
      south.out: {after: south.told + 5 weeks, by: 2021-11-05}
    """
    # Twelve weeks by way of the training, and eleven by way of the letters, where there are ten.
    found = [item for item in earlyhelp.check(plan) if item.code == "EH201"]
    assert [(item.subjects, item.short_by_days) for item in found] == [
        (("told", "launch"), 14),
        (("south.told", "south.out"), 3),
    ]
    assert [step.milestone for step in found[0].chain] == [
        "told",
        "drafted",
        "training",
        "launch",
        "launch",
    ]
    # In the south three days are enough, however late the launch is.
    assert {fix.milestone for fix in found[1].fixes} == {"south.told", "south.out"}


def test_the_worse_conflict_is_told_first_and_of_equals_the_one_whose_end_comes_first(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-01
    milestones:
      north: {not_before: 2021-10-11, by: 2021-10-08}
      east: {not_before: 2021-10-11, by: 2021-10-08}
      west: {not_before: 2021-10-11, by: 2021-10-01}
    """
    assert [(found.end, found.short_by) for found in conflicts(plan)] == [
        ("west", 10),
        ("east", 3),
        ("north", 3),
    ]
    for found in conflicts(plan):
        assert len(found.lines) == 2
        assert not can_hold(plan, found.lines, plan.as_at)


def test_a_part_of_what_can_be_kept_can_be_kept_whatever_day_is_pinned(plan: Plan) -> None:
    """
    as_at: 2021-10-02
    milestones:
      told: {on: 2021-10-02}
      out: {after: told, by: 2021-10-02, days: any}
    """
    assert earlyhelp.solve(plan).feasible  # both on a Saturday
    out = plan["out"].by[0]
    assert can_hold(plan, {AS_AT, plan.links[0].place, out.place}, plan.as_at)
