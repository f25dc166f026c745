"""Circles of minimum and maximum lags: which of them gain on every turn, and so never close?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import attrs
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import DateExpression, Lag, Unit, WorkingCalendar
from earlyhelp.findings import Place
from earlyhelp.model import Days, Field, Link, LinkKind, Milestone, Stated
from earlyhelp.network.build import Arc, build
from earlyhelp.network.solve import gains_every_turn, is_feasible
from earlyhelp.testing import CALENDAR_UNITS, calendars

#: What each link of a circle is: no earlier than a lag after the one before, or the other way
#: round, the one before no later than a lag after it.
Turn = list[tuple[LinkKind, Lag]]
AS_AT = date(2021, 9, 1)
ENGLAND = WorkingCalendar(nation="england")


def turns(units: tuple[Unit, ...], longest: int = 4) -> st.SearchStrategy[Turn]:
    """The links of a circle, of which one at least is a maximum lag."""
    lag = st.builds(Lag, st.integers(0, longest), st.sampled_from(units))
    links = st.lists(st.tuples(st.sampled_from(LinkKind), lag), min_size=1, max_size=4)
    return st.tuples(links, lag).map(lambda said: [(LinkKind.AT_MOST, said[1]), *said[0]])


def circle(turn: Turn, works: Days, calendar: WorkingCalendar = ENGLAND) -> Plan:
    """The plan of a circle, and of nothing else."""
    names = [f"m{at}" for at in range(len(turn))]
    ends = pairwise([*names, names[0]])
    links = [
        Link(
            first=before if kind is LinkKind.AT_LEAST else then,
            then=then if kind is LinkKind.AT_LEAST else before,
            kind=kind,
            lag=lag,
            place=Place("plan.yaml", 100 + at, 5),
            field=Field.AFTER if kind is LinkKind.AT_LEAST else Field.BY,
            owner=then,
            words="",
        )
        for at, ((before, then), (kind, lag)) in enumerate(zip(ends, turn, strict=True))
    ]
    milestones = [
        Milestone(id=name, place=Place("plan.yaml", 10 + at, 3), days=works)
        for at, name in enumerate(names)
    ]
    return Plan(
        id="circle",
        title="A circle",
        nation=calendar.nation,
        calendar=calendar,
        as_at=AS_AT,
        milestones=tuple(milestones),
        links=tuple(links),
    )


def gains(plan: Plan) -> bool:
    network = build(plan)
    assert len(network.links) == len(plan.links)
    return gains_every_turn(network, range(len(network.links)))


@given(turn=turns(CALENDAR_UNITS))
def test_in_calendar_days_a_circle_gains_where_its_minimum_lags_add_up_to_more(turn: Turn) -> None:
    more = sum(days_of(lag) * (1 if kind is LinkKind.AT_LEAST else -1) for kind, lag in turn)
    plan = circle(turn, Days.ANY)
    assert gains(plan) == (more > 0)
    assert earlyhelp.solve(plan).feasible == (more <= 0)


def days_of(lag: Lag) -> int:
    """How many calendar days a lag is that is counted in them."""
    return lag.count * (7 if lag.unit is Unit.WEEKS else 1) + (lag.unit is Unit.CLEAR_DAYS)


@given(turn=turns((Unit.WORKING_DAYS, Unit.CLEAR_WORKING_DAYS)))
def test_in_working_days_too(turn: Turn) -> None:
    more = sum(
        (lag.count + (lag.unit is Unit.CLEAR_WORKING_DAYS))
        * (1 if kind is LinkKind.AT_LEAST else -1)
        for kind, lag in turn
    )
    plan = circle(turn, Days.WORKING)
    assert gains(plan) == (more > 0)
    assert earlyhelp.solve(plan).feasible == (more <= 0)


@given(turn=turns(tuple(Unit)), works=st.sampled_from(Days), calendar=calendars(closures=1))
def test_a_circle_that_gains_on_every_turn_never_closes(
    turn: Turn, works: Days, calendar: WorkingCalendar
) -> None:
    plan = circle(turn, works, calendar)
    if gains(plan):
        schedule = earlyhelp.solve(plan)
        assert not schedule.feasible
        [found] = schedule.conflicts
        assert found.conflict.is_circle
        assert found.conflict.lines == {link.place for link in plan.links}
        assert len(found.conflict.hops) == len(turn) - 1
        assert found.conflict.short_by > 0


def test_hundreds_of_milestones_can_wait_for_each_other_in_one_circle() -> None:
    """Each a day after the one before, and the last no later than the first and 400 days."""
    turn: Turn = [*[(LinkKind.AT_LEAST, Lag(1))] * 399, (LinkKind.AT_MOST, Lag(400))]
    plan = circle(turn, Days.ANY)
    schedule = earlyhelp.solve(plan)
    [segment] = schedule.network.segments
    assert segment.is_cyclic
    for at in (0, 100, 300, 399):
        assert schedule.earliest[f"m{at}"] == AS_AT + timedelta(days=at)
        assert len(schedule.why_earliest(f"m{at}")) == at + 1
    first = plan.milestones[0]
    limited = attrs.evolve(first, by=(Stated(DateExpression.of(AS_AT), Place("plan.yaml", 1, 1)),))
    plan = attrs.evolve(plan, milestones=(limited, *plan.milestones[1:]))
    # The last is no later than 400 days after the first, and those before it a day each.
    schedule = earlyhelp.solve(plan)
    for at in (0, 100, 300, 399):
        assert schedule.latest[f"m{at}"] == AS_AT + timedelta(days=min(at, 1) * (at + 1))
        assert schedule.why_latest(f"m{at}")[0].milestone == "m0"


def test_a_long_circle_that_gains_a_day_is_known_after_a_few_turns_and_not_in_2099() -> None:
    """It would go round 20,000 times before the calendar ends; counted in lags that are asked."""
    lag = Lag(1, Unit.WORKING_DAYS)
    longest = Lag(198, Unit.WORKING_DAYS)
    turn: Turn = [*[(LinkKind.AT_LEAST, lag)] * 199, (LinkKind.AT_MOST, longest)]
    network = build(circle(turn, Days.WORKING))
    asked = 0

    def counted(arc: Arc) -> Arc:
        def step(day: int) -> int:
            nonlocal asked
            asked += 1
            return day + arc.shift if arc.step is None else arc.step(day)

        return arc._replace(step=step)

    raising = [[counted(arc) for arc in arcs] for arcs in network.raising]
    assert not is_feasible(attrs.evolve(network, raising=raising))
    assert asked < 10 * len(turn)
