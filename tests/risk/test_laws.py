"""Does every trial go as the solver says for the lengths that were drawn?"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

import attrs
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Lag, Plan
from earlyhelp.dates import days
from earlyhelp.model import Days, LinkKind, Milestone
from earlyhelp.model.uncertain import uncertain
from earlyhelp.network.change import with_days
from earlyhelp.network.schedule import solve_plan
from earlyhelp.risk.delays import delaying
from earlyhelp.risk.promises import promises
from earlyhelp.risk.simulation import PERCENTS, first_days, simulate
from earlyhelp.risk.trials import Trials
from earlyhelp.testing import Diary, kept_plans
from tests.risk.conftest import (
    at,
    chances,
    chancy_plans,
    drawn_of,
    least,
    link,
    slow_trial,
    trials_of,
    unlimited,
)

TRIALS = 12


def frozen(plan: Plan) -> Plan:
    """The plan in which every uncertain length is its shortest, and as long as that at most."""
    shortest = {one.line: one.shortest for one in uncertain(plan)}
    links = (
        attrs.evolve(link, lag=shortest[link], spread=attrs.evolve(link.spread, likely=None))
        if link.spread is not None and link in shortest
        else link
        for link in plan.links
    )
    return attrs.evolve(plan, links=tuple(links))


def is_idle(trials: Trials, trial: int) -> bool:
    """Whether in this trial lags go round that cannot hold together."""
    return any(at(flags, trial) for flags in trials.idle.values())


@given(drawn=kept_plans())
def test_where_nothing_is_uncertain_every_day_is_the_earliest(drawn: tuple[Plan, Diary]) -> None:
    schedule = solve_plan(drawn[0])
    risk = simulate(schedule, trials=100)
    for name, found in risk.days.items():
        assert set(found) == {schedule.first_day(name)}
    assert risk.all_kept == 100
    assert all(kept.trials == 100 for kept in risk.kept)


@given(plan=chancy_plans())
def test_where_the_ends_are_alike_every_day_is_the_earliest(plan: Plan) -> None:
    schedule = solve_plan(frozen(plan))
    if schedule.feasible:
        for name, found in simulate(schedule, trials=100).days.items():
            assert set(found) == {schedule.first_day(name)}


@given(plan=chancy_plans(), seed=st.integers(0, 3))
def test_every_trial_goes_as_the_solver_says(plan: Plan, seed: int) -> None:
    drawn = drawn_of(plan, TRIALS, seed)
    if len(drawn) > 1 and any(one.unit is None for one in drawn):
        return  # as a fixed lag that is only what it was where it began; others could move that
    trials = trials_of(plan, drawn)
    for trial in range(TRIALS):
        network = slow_trial(trials, drawn, trial)
        expected = least(network)
        found = [at(trials.days[trials.network.number[name]], trial) for name in network.names]
        keeps = all(at(promise.kept, trial) for promise in promises(trials))
        if is_idle(trials, trial):
            # nothing to wait for, or only what a calendar has more than a year from there
            assert expected is None or max(expected) - max(found) > 366
        elif expected is not None:
            assert found == expected
            assert keeps
        elif (free := least(unlimited(network))) is not None:
            # what is fixed can only hold back what a maximum lag would delay
            assert all(day <= most for day, most in zip(found, free, strict=True))


@given(plan=chancy_plans(), seed=st.integers(0, 3))
def test_a_trial_keeps_everything_exactly_where_it_could_be_kept(plan: Plan, seed: int) -> None:
    """Lengths that end on whatever day they end, so that none is longer than it can be."""
    milestones = (attrs.evolve(milestone, days=Days.ANY) for milestone in plan.milestones)
    plan = attrs.evolve(plan, milestones=tuple(milestones))
    drawn = drawn_of(plan, TRIALS, seed)
    if len(drawn) > 1 and any(one.unit is None for one in drawn):
        return  # as a fixed lag that is only what it was where it began; others could move that
    trials = trials_of(plan, drawn)
    every = list(promises(trials))
    for trial in range(TRIALS):
        keeps = all(at(promise.kept, trial) for promise in every)
        if is_idle(trials, trial):
            assert not keeps
            continue
        assert keeps == (least(slow_trial(trials, drawn, trial)) is not None)


@given(plan=chancy_plans(lengths=1))
def test_one_length_gives_the_exact_chances(plan: Plan) -> None:
    """Each number that it can be is solved by itself; its chance is an area of the triangle."""
    for length in uncertain(plan):
        if length.shortest.unit is not length.longest.unit:
            continue
        likely = None if length.likely is None else length.likely.count
        expected: dict[int, Fraction] = {}
        for number, chance in chances(length.shortest.count, likely, length.longest.count).items():
            lag = Lag(number, length.longest.unit)
            least_lag = link(length.first, length.then, LinkKind.AT_LEAST, lag, 9_000)
            solved = solve_plan(attrs.evolve(plan, links=(*plan.links, least_lag)))
            if not solved.feasible:
                return  # what cannot be kept has a law of its own
            day = solved.first_day(length.then) or 0
            expected[day] = expected.get(day, Fraction(0)) + chance
        risk = simulate(solve_plan(plan), of=length.then, trials=1_000)
        assert sum(expected.values()) == 1
        assert set(risk.histogram) <= set(expected)
        for day, chance in expected.items():
            assert abs(risk.histogram.get(day, 0) - 1_000 * chance) <= 1 + 1e-9


@given(plan=chancy_plans(), data=st.data())
def test_a_day_of_delay_does_what_going_through_it_again_says(
    plan: Plan, data: st.DataObject
) -> None:
    drawn = drawn_of(plan, TRIALS)
    trials = trials_of(plan, drawn)
    network = trials.network
    target = data.draw(st.sampled_from(range(len(network.names))))
    found = delaying(trials, target)
    for node in range(len(network.names)):
        if network.settled[node]:
            assert node not in found
            continue
        every = range(TRIALS) if len(trials.days[node]) > 1 else [0]
        lower = np.broadcast_to(trials.allowed(node, trials.days[node] + 1), TRIALS)
        for trial in every:
            delayed = with_days(network, {node: (int(lower[trial]), network.upper[node])}).lower
            again = type(trials)(network, trials.counting, drawn, delayed)
            moved = [at(run.days[target], trial) for run in (trials, again)]
            flags = found.get(node, np.zeros(1, np.bool_))
            if is_idle(again, trial) and not is_idle(trials, trial):
                # a day more, and lags that hold only before cannot any more: they hold back
                # nothing then, and the target may fall earlier than it did
                assert at(flags, trial) >= (moved[1] > moved[0])
                continue
            assert at(flags, trial) == (moved[1] > moved[0])


@given(plan=chancy_plans(), trials=st.integers(1, 150))
def test_percentiles_are_the_first_days_by_which_so_many_have_come(plan: Plan, trials: int) -> None:
    schedule = solve_plan(plan)
    risk = simulate(schedule, trials=trials)
    drawn = drawn_of(plan, trials)
    found = trials_of(plan, drawn, first_days(schedule))
    for name, answered in risk.days.items():
        every = sorted(np.broadcast_to(found.days[found.network.number[name]], trials).tolist())
        for percent, day in zip(PERCENTS, answered, strict=True):
            slow = next(
                day
                for day in every
                if sum(other <= day for other in every) * 100 >= percent * trials
            )
            assert day == (slow if slow <= days.LAST else None)
    assert sum(risk.histogram.values()) == trials


@given(plan=chancy_plans(), data=st.data())
def test_what_hangs_on_no_circle_goes_as_if_there_were_none(
    plan: Plan, data: st.DataObject
) -> None:
    """Two milestones are added that wait for each other, and for some and before some others."""
    names = [milestone.id for milestone in plan.milestones]
    place, ends = plan.milestones[0].place, ("there", "back")
    added = [link(*ends, LinkKind.AT_LEAST, Lag(1), 8_000)]
    added.append(link(*ends[::-1], LinkKind.AT_LEAST, Lag(1), 8_000))
    for line in range(data.draw(st.integers(0, 2))):
        tied = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(ends))
        first, then = data.draw(st.permutations(tied))
        lag = Lag(data.draw(st.integers(0, 9)))
        added.append(link(first, then, data.draw(st.sampled_from(LinkKind)), lag, 8_001 + line))
    circular = attrs.evolve(
        plan,
        milestones=(*plan.milestones, *(Milestone(id=name, place=place) for name in ends)),
        links=(*plan.links, *added),
    )
    risk = simulate(solve_plan(circular), trials=100)
    assert risk.hanging >= set(ends)
    assert not risk.hanging & set(risk.days)
    assert risk.all_kept == 0
    left = without(circular, risk.hanging)
    if uncertain(plan) != uncertain(left):
        return  # of fewer lengths, each is drawn in another order
    every, alone = (trials_of(one, drawn_of(one, TRIALS)) for one in (circular, left))
    for trial in range(TRIALS):
        for name, node in alone.network.number.items():
            expected = at(alone.days[node], trial)
            assert at(every.days[every.network.number[name]], trial) == expected


def without(plan: Plan, names: AbstractSet[str]) -> Plan:
    """The plan without these milestones, and without every link that has one at an end."""
    return attrs.evolve(
        plan,
        milestones=tuple(item for item in plan.milestones if item.id not in names),
        links=tuple(one for one in plan.links if names.isdisjoint((one.first, one.then))),
    )
