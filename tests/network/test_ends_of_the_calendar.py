"""The first and the last days that there are: nothing can be counted from beyond them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import Closure, DateExpression, WorkingCalendar
from earlyhelp.dates.days import FIRST_DATE, LAST_DATE, day
from earlyhelp.errors import DayOutOfRangeError
from earlyhelp.files.load import parse
from earlyhelp.model import Link, LinkKind, Milestone, Stated
from earlyhelp.testing import Diary, small_plans
from tests.answers import window
from tests.network.drawn import unmeetable, untied

#: How many days the plans are given, at either end.
SPAN = 7


@st.composite
def at_the_end(draw: st.DrawFn) -> Plan:
    """A small plan in the calendar's last days, which may be the one limit of a milestone."""
    plan = draw(small_plans(most=3, span=SPAN))
    moved = _moved(plan, LAST_DATE - timedelta(days=SPAN), draw(closures(LAST_DATE, -1)))
    kept = [item if draw(st.booleans()) else attrs.evolve(item, by=()) for item in moved.milestones]
    return attrs.evolve(moved, milestones=tuple(kept))


@st.composite
def at_the_beginning(draw: st.DrawFn) -> Plan:
    """A small plan in the calendar's first days, before which there is nothing."""
    plan = draw(small_plans(most=3, span=SPAN))
    moved = _moved(plan, FIRST_DATE, draw(closures(FIRST_DATE, 1)))
    kept = [
        item if draw(st.booleans()) else attrs.evolve(item, not_before=None)
        for item in moved.milestones
    ]
    return attrs.evolve(moved, as_at=None, milestones=tuple(kept))


@st.composite
def closures(draw: st.DrawFn, end: date, inwards: int) -> tuple[Closure, ...]:
    """Nobody works on the last days, or the first: or on any other day."""
    length = draw(st.integers(0, 4))
    if length == 0:
        return ()
    other = end + timedelta(days=inwards * (length - 1))
    return (Closure(first=min(end, other), last=max(end, other), name="closed"),)


def _moved(plan: Plan, start: date, closed: tuple[Closure, ...]) -> Plan:
    """The plan with its first day on `start`."""
    stated = [
        said.when.first
        for item in plan.milestones
        for said in (item.on, item.not_before, *item.by)
        if said is not None
    ]
    by = start - min([*stated, *([plan.as_at] if plan.as_at else [])])
    return attrs.evolve(
        plan,
        calendar=WorkingCalendar(nation=plan.nation, closures=closed),
        as_at=plan.as_at and plan.as_at + by,
        milestones=tuple(_shifted(item, by) for item in plan.milestones),
    )


def _shifted(item: Milestone, by: timedelta) -> Milestone:
    def later(stated: Stated | None) -> Stated | None:
        if stated is None:
            return None
        return Stated(DateExpression.of(stated.when.first + by), stated.place)

    return attrs.evolve(
        item,
        on=later(item.on),
        not_before=later(item.not_before),
        by=tuple(moved for limit in item.by if (moved := later(limit))),
    )


@given(plan=at_the_end())
def test_at_the_end_the_answer_is_what_trying_every_schedule_gives(plan: Plan) -> None:
    kept = list(every_diary(plan, LAST_DATE - timedelta(days=SPAN)))
    schedule = earlyhelp.solve(plan)
    assert schedule.feasible == (bool(kept) and not schedule.network.cycles)
    if schedule.feasible:
        for item in plan.milestones:
            assert schedule.earliest[item.id] == min(diary[item.id] for diary in kept)
    # the days of what follows have to be in the calendar, and that limits nothing but them
    if schedule.feasible and all(item.by or item.on for item in plan.milestones):
        for item in plan.milestones:
            assert schedule.latest[item.id] == max(diary[item.id] for diary in kept)


@given(plan=at_the_beginning())
def test_at_the_beginning_the_answer_is_what_trying_every_schedule_gives(plan: Plan) -> None:
    kept = list(every_diary(plan, FIRST_DATE))
    schedule = earlyhelp.solve(plan)
    assert schedule.feasible == (bool(kept) and not schedule.network.cycles)
    if schedule.feasible:
        first_days, _ = schedule.bounds
        for node, name in enumerate(schedule.network.names):
            assert day(first_days[node]) == min(diary[name] for diary in kept)
            assert schedule.latest[name] == max(diary[name] for diary in kept)


def every_diary(plan: Plan, first: date) -> Iterator[Diary]:
    """Every way to put the milestones on the days from `first` on that keeps the plan."""
    span = [first + timedelta(days=at) for at in range(SPAN + 1)]
    names = [item.id for item in plan.milestones]
    allowed = [[day for day in span if _is_allowed(plan, item, day)] for item in plan.milestones]
    for chosen in product(*allowed):
        diary = dict(zip(names, chosen, strict=True))
        if all(_is_kept(plan, diary, link) for link in plan.links):
            yield diary


def _is_allowed(plan: Plan, item: Milestone, day: date) -> bool:
    if item.on is not None:
        return day == item.on.when.first
    return (
        (not plan.works(item) or plan.calendar.is_working(day))
        and (plan.as_at is None or plan.as_at <= day)
        and (item.not_before is None or item.not_before.when.first <= day)
        and all(day <= limit.when.last for limit in item.by)
    )


def _is_kept(plan: Plan, diary: Diary, link: Link) -> bool:
    try:
        reached = link.lag.later(diary[link.first], plan.calendar)
    except DayOutOfRangeError:  # no day is late enough, and none too late
        return link.kind is LinkKind.AT_MOST
    then = diary[link.then]
    return reached <= then if link.kind is LinkKind.AT_LEAST else then <= reached


@given(plan=at_the_end())
def test_at_the_end_minimum_lags_alone_can_lead_past_it(plan: Plan) -> None:
    plan = attrs.evolve(plan, as_at=plan.as_at or LAST_DATE - timedelta(days=SPAN))
    plan = unmeetable(untied(plan))
    schedule = earlyhelp.solve(plan)
    first_days = {item.id: _first(plan, item) for item in plan.milestones}
    for link in _until_nothing_changes(plan):
        day = _reached(plan, link, first_days[link.first])
        first_days[link.then] = max(first_days[link.then], _from(plan, plan[link.then], day, 1))
    for name, day in first_days.items():
        assert schedule.earliest[name] == (day if day <= LAST_DATE else None)
        assert bool(schedule.why_earliest(name)) == (day <= LAST_DATE)


@given(plan=at_the_beginning())
def test_at_the_beginning_minimum_lags_alone_can_lead_back_before_it(plan: Plan) -> None:
    plan = unmeetable(untied(plan))
    schedule = earlyhelp.solve(plan)
    last_days = {item.id: _last(plan, item) for item in plan.milestones}
    for link in _until_nothing_changes(plan):
        day = last_days[link.then]
        while day >= FIRST_DATE and _reached(plan, link, day) > last_days[link.then]:
            day -= timedelta(days=1)
        last_days[link.first] = min(last_days[link.first], _from(plan, plan[link.first], day, -1))
    for name, day in last_days.items():
        assert schedule.latest[name] == (day if day >= FIRST_DATE else None)
        assert bool(schedule.why_latest(name)) == (day >= FIRST_DATE)


def _until_nothing_changes(plan: Plan) -> list[Link]:
    """The minimum lags, as often as it takes: every day can come through every other."""
    return [link for link in plan.links if link.kind is LinkKind.AT_LEAST] * len(plan.milestones)


def _first(plan: Plan, item: Milestone) -> date:
    """The first day that a milestone's own dates allow."""
    if item.on is not None:
        return item.on.when.first
    said = [item.not_before.when.first] if item.not_before else []
    return _from(plan, item, max([*said, plan.as_at or FIRST_DATE]), 1)


def _last(plan: Plan, item: Milestone) -> date:
    """The last day that a milestone's own dates allow."""
    said = (item.on, *item.by) if item.on else item.by
    return _from(plan, item, min(limit.when.last for limit in said), -1)


def _from(plan: Plan, item: Milestone, day: date, step: int) -> date:
    """The first day, going on or going back, on which a milestone can fall; or one outside."""
    if plan.works(item) and item.on is None:
        while FIRST_DATE <= day <= LAST_DATE and not plan.calendar.is_working(day):
            day += timedelta(days=step)
    return day


def _reached(plan: Plan, link: Link, day: date) -> date:
    """Where a lag leads; the day after the last where it leads out of the calendar."""
    if not FIRST_DATE <= day <= LAST_DATE:
        return day
    try:
        return link.lag.later(day, plan.calendar)
    except DayOutOfRangeError:
        return LAST_DATE + timedelta(days=1)


#: Told on Thursday 24 December; nobody works from Christmas on until the calendar ends.
TOLD = """\
format: 1
id: example
title: An example
nation: england
as_at: 2099-12-01
closures: [{days: 2099-12-29 to 2099-12-31, name: Closed}]
milestones:
  told: {on: 2099-12-24}
"""


@pytest.mark.parametrize("link", ["after: told + {}", "exactly: {} after told"])
def test_what_follows_can_fall_on_the_last_day_that_it_is_allowed(link: str) -> None:
    week = link.format("7 calendar days")
    schedule = earlyhelp.solve(parse(f"{TOLD}  out: {{{week}, days: any}}\n".encode()))
    assert schedule.feasible
    assert schedule.earliest["out"] == LAST_DATE
    now = link.format("0 calendar days")
    schedule = earlyhelp.solve(parse(f"{TOLD}  out: {{{now}}}\n".encode()))
    assert schedule.feasible
    assert schedule.earliest["out"] == date(2099, 12, 24)


@pytest.mark.parametrize("link", ["after: told + {}", "exactly: {} after told"])
@pytest.mark.parametrize(
    "after_the_last",
    [("8 calendar days", "any"), ("1 calendar day", "working"), ("4 calendar days", "working")],
)
def test_what_follows_can_fall_on_no_day_after_it(
    link: str, after_the_last: tuple[str, str]
) -> None:
    lag, works = after_the_last
    said = f"{TOLD}  out: {{{link.format(lag)}, days: {works}}}\n"
    assert not earlyhelp.solve(parse(said.encode())).feasible


def test_what_falls_off_the_calendar_is_wrong_once_and_hides_no_other_conflict(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    closures: [{days: 2099-12-31, name: The last day}]
    milestones:
      told: {on: 2021-10-11}
      heard: {after: told + 2 weeks, by: 2021-10-12}
      archived: {not_before: 2099-12-31}
      destroyed: {after: archived}
      close: {on: 2021-10-11}
      launch: {after: close + 2 weeks, by: 2021-10-12}
    """
    found = [one.conflict for one in earlyhelp.solve(plan).conflicts]
    assert [(one.start, one.end, one.short_by) for one in found] == [
        ("told", "heard", 13),
        ("close", "launch", 13),
        ("archived", "archived", 1),
    ]


def test_in_a_component_the_last_day_of_the_calendar_is_a_day_like_others(plan: Plan) -> None:
    """
    days: any
    milestones:
      told: {}
      out: {after: told + 1 week, within: 2 weeks after told, by: 2099-12-31}
    """
    assert window(plan, "out")[1] == "2099-12-31"
    assert window(plan, "told")[1] == "2099-12-24"


def test_and_so_is_the_first(plan: Plan) -> None:
    """
    days: any
    milestones:
      told: {by: 1970-01-01}
      out: {after: told, within: 2 weeks after told}
    """
    assert window(plan, "told")[1] == "1970-01-01"
    assert window(plan, "out")[1] == "1970-01-15"
