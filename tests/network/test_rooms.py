"""How much room is left before each fixed day, and by what could still slip."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import days
from earlyhelp.model import LinkKind, Milestone
from earlyhelp.network.rooms import Room
from earlyhelp.testing import Diary, kept_plans


def by_trying(plan: Plan, *, only_what_can_slip: bool) -> list[tuple[int, str, int]]:
    """For each fixed day the room, whose it is, and the day on which it begins; the least first.

    The limit is the last day that is left once only own dates and lags from facts are.
    """
    schedule = earlyhelp.solve(plan)
    facts = {item.id for item in plan.milestones if item.done}
    caps = (link for link in plan.links if link.kind is LinkKind.AT_MOST and link.first in facts)
    alone = earlyhelp.solve(attrs.evolve(plan, links=tuple(caps)))
    found = []
    for milestone in plan.milestones:
        limit = alone.last_day(milestone.id)
        arrivals = [
            arrives(plan, schedule, link.first, milestone, link.lag)
            for link in plan.links
            if link.kind is LinkKind.AT_LEAST
            and link.then == milestone.id
            and not (only_what_can_slip and (plan[link.first].done or plan[link.first].on))
        ]
        if milestone.done is None and limit is not None and arrivals:
            found.append((limit - max(arrivals), milestone.id, max(arrivals)))
    return sorted(found)


def arrives(
    plan: Plan, schedule: earlyhelp.Schedule, first: str, then: Milestone, lag: earlyhelp.Lag
) -> int:
    """The first day on which a milestone can fall, as far as one before it is concerned."""
    day = schedule.bounds[0][schedule.network.number[first]]
    reached = lag.steps(plan.calendar).later(day)
    return plan.calendar.on_or_after(reached) if plan.works(then) and not then.on else reached


def told(rooms: list[Room]) -> list[tuple[int, str, int]]:
    return [(room.limit - room.arrives, room.milestone, room.arrives) for room in rooms]


@given(kept_plans())
def test_the_room_before_a_fixed_day_is_what_the_longest_way_to_it_leaves(
    drawn: tuple[Plan, Diary],
) -> None:
    plan, _ = drawn
    schedule = earlyhelp.solve(plan)
    assert told(schedule.rooms) == by_trying(plan, only_what_can_slip=False)
    assert told(schedule.slipping_rooms) == by_trying(plan, only_what_can_slip=True)


def rooms_of(plan: Plan) -> list[tuple[str, int, list[str]]]:
    """The rooms that could slip away, each with the chain that leaves it."""
    schedule = earlyhelp.solve(plan)
    return [
        (
            room.milestone,
            room.limit - room.arrives,
            [step.text for step in schedule.room_steps(room)],
        )
        for room in schedule.slipping_rooms
    ]


def test_what_can_slip_is_told_although_a_fixed_day_leaves_less_room(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      launch: {on: 2021-10-01}
      report: {after: launch + 3 weeks}
      close: {on: 2021-10-29, after: [launch + 4 weeks, report + 3 working days]}
    """
    # The four weeks are what people chose. The report, on Friday 22 October, leaves two days
    # of its own: three working days later is Wednesday 27 October, and the close that Friday.
    assert rooms_of(plan) == [
        (
            "close",
            2,
            [
                "launch, pinned",
                "report, at least 3 weeks after launch",
                "close, at least 3 working days after report",
                "close, pinned",
            ],
        )
    ]
    assert "EH207" in {finding.code for finding in earlyhelp.check(plan)}
    # Four weeks after 1 October is the day of the close itself.
    assert told(earlyhelp.solve(plan).rooms) == [(0, "close", days.number(date(2021, 10, 29)))]


def test_room_begins_on_a_working_day_where_the_fixed_day_is_one(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {on: 2021-09-21}
      out: {after: told + 4 calendar days, by: 2021-09-29}
      thanked: {after: told + 4 calendar days, by: 2021-09-29, days: any}
    """
    # Four days after that Tuesday is a Saturday: they can be out on the Monday after it.
    assert told(earlyhelp.solve(plan).rooms) == [
        (2, "out", days.number(date(2021, 9, 27))),
        (4, "thanked", days.number(date(2021, 9, 25))),
    ]


def test_what_is_pinned_to_the_end_of_a_month_can_slip_until_then(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      report: {on: end of 2021-10}
      close: {on: 2021-10-01, after: report + 1 week}
    """
    # By the end of October is no day: written on Friday 17 September, the report leaves a week.
    assert [(name, room) for name, room, _ in rooms_of(plan)] == [("close", 7)]


def test_what_is_pinned_within_a_week_can_slip_once_something_before_it_moves_it(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-17
    milestones:
      draft: {not_before: 2021-09-20}
      launch: {on: week of 2021-10-04, after: draft + 2 weeks}
      close: {on: 2021-10-29, after: launch + 3 weeks}
    """
    # Two weeks after 20 September is the first day of that week: nothing moves it, and so
    # nothing but the launch stands before the close. One day more, and the draft does.
    assert [name for name, _, _ in rooms_of(plan)] == ["launch"]
    tight = attrs.evolve(
        plan, milestones=tuple(one_day_later(milestone) for milestone in plan.milestones)
    )
    assert [(name, room) for name, room, _ in rooms_of(tight)] == [("close", 3), ("launch", 3)]


def one_day_later(milestone: Milestone) -> Milestone:
    """The milestone, with the day before which it does not happen put off by one."""
    if milestone.not_before is None:
        return milestone
    when = earlyhelp.DateExpression.of(days.day(milestone.not_before.when.low + 1))
    return attrs.evolve(milestone, not_before=attrs.evolve(milestone.not_before, when=when))


def test_the_calendars_last_day_is_a_deadline_like_any_other(plan: Plan) -> None:
    """
    as_at: 2099-12-01
    days: any
    milestones:
      told: {}
      out: {after: told + 3 weeks, by: 2099-12-31}
      thanked: {after: out}
    """
    # Three weeks after 1 December is the 22nd, and the 31st nine days later. Nothing says by
    # when they are thanked: the calendar's end is no deadline.
    assert [(name, room) for name, room, _ in rooms_of(plan)] == [("out", 9)]


def test_what_has_to_follow_a_fixed_day_in_time_leaves_no_room_before_it(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {by: 2021-10-29}
      out: {not_before: 2021-10-25, within: 1 week after told}
    """
    # Out on 25 October, they cannot be told before the 18th: but nothing comes before that.
    assert str(earlyhelp.solve(plan).earliest["told"]) == "2021-10-18"
    assert earlyhelp.solve(plan).rooms == []
