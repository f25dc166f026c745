"""A network with one thing changed is the network of the plan that says so."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import DateExpression
from earlyhelp.findings import Place
from earlyhelp.model import Link, LinkKind, Milestone, Stated
from earlyhelp.network import solve
from earlyhelp.network.build import NO_UPPER, Network, build
from earlyhelp.network.change import with_lag, without
from earlyhelp.network.lines import upper_line
from earlyhelp.network.minimum import by_minimum_lags
from earlyhelp.testing import Diary, kept_plans, lags


@st.composite
def plans_with_facts(draw: st.DrawFn) -> tuple[Plan, Diary]:
    """A plan as it stands when some of it is done, and some lines of it say two links at once."""
    plan, diary = draw(kept_plans())
    as_at = draw(st.sampled_from(sorted(diary.values())))

    def so_far(item: Milestone) -> Milestone:
        is_done = diary[item.id] <= as_at and draw(st.integers(0, 3))
        day = Stated(DateExpression.of(diary[item.id]), item.place)
        return attrs.evolve(item, done=day) if is_done else item

    both = [
        attrs.evolve(link, kind=kind)
        for link in plan.links
        for kind in (LinkKind if draw(st.integers(0, 5)) == 0 else (link.kind,))
    ]
    milestones = tuple(so_far(item) for item in plan.milestones)
    return attrs.evolve(plan, as_at=as_at, milestones=milestones, links=tuple(both)), diary


def answers(network: Network) -> Mapping[str, tuple[object, ...]]:
    """What is known of each milestone's days, and what says the latest."""
    low = solve.earliest(network)
    high = None if low is None else solve.latest(network)
    least, most = by_minimum_lags(network)
    return {
        name: (
            low and low[node],
            high and high[node],
            least[node],
            most[node],
            upper_line(network, node),
        )
        for node, name in enumerate(network.names)
    }


@given(plans_with_facts(), lags() | lags(longest=5))
def test_a_line_with_another_lag_is_as_if_the_plan_said_it(
    drawn: tuple[Plan, Diary], lag: earlyhelp.Lag
) -> None:
    plan, _ = drawn
    network = build(plan)
    for link in plan.links:
        for kinds in ((link.kind,), (*LinkKind,)):
            said = build(with_lag_said(plan, link.place, kinds, lag))
            if not has_gone_by(network) and not has_gone_by(said):
                assert answers(with_lag(network, link.place, kinds, lag)) == answers(said)


def with_lag_said(
    plan: Plan, place: Place, kinds: tuple[LinkKind, ...], lag: earlyhelp.Lag
) -> Plan:
    """The plan whose line there has another lag, as one that says so has it."""
    links = (
        attrs.evolve(link, lag=lag) if link.place == place and link.kind in kinds else link
        for link in plan.links
    )
    return attrs.evolve(plan, links=tuple(links))


def has_gone_by(network: Network) -> bool:
    """Whether the limit of a fact had gone by before the as-at day: it is no line of a network."""
    return any(isinstance(one.said, Link) for one in network.passed)


@given(plans_with_facts(), st.data())
def test_without_some_links_it_is_as_if_the_plan_did_not_say_them(
    drawn: tuple[Plan, Diary], data: st.DataObject
) -> None:
    # that a fact gives a limit is no arc: the limit stays, unless its milestone's does not
    plan, _ = drawn
    network = build(plan)
    arcs = [edge for edge, link in enumerate(network.links) if not is_cap(network, link)]
    assume(arcs)
    edges = data.draw(st.sets(st.sampled_from(arcs), max_size=3))
    gone = {network.links[edge] for edge in edges}
    left = attrs.evolve(plan, links=tuple(link for link in plan.links if link not in gone))
    assert answers(without(network, edges, ())) == answers(build(left))


def is_cap(network: Network, link: Link) -> bool:
    """Whether a link gives a limit that is counted from a fact, or a pinned day that has passed."""
    return link.kind is LinkKind.AT_MOST and bool(network.settled[network.number[link.first]])


@given(plans_with_facts(), st.data())
def test_without_the_limits_of_some_milestones_it_is_as_if_they_had_none(
    drawn: tuple[Plan, Diary], data: st.DataObject
) -> None:
    network = build(drawn[0])
    nodes = data.draw(st.sets(st.integers(0, len(network.names) - 1)))
    upper = [NO_UPPER if node in nodes else day for node, day in enumerate(network.upper)]
    freed = attrs.evolve(network, upper=upper)
    assert answers(without(network, (), nodes)) == answers(freed)


def fixes(plan: Plan) -> list[str]:
    """What would mend the one conflict of a plan."""
    [conflict] = [item for item in earlyhelp.check(plan) if item.code == "EH201"]
    return [fix.text for fix in conflict.fixes]


def test_an_exact_lag_that_is_shortened_is_the_most_there_may_be_as_well(plan: Plan) -> None:
    """
    as_at: 2021-10-15
    milestones:
      told: {done: 2021-10-12}
      survey: {not_before: 2021-12-08}
      out: {exactly: 12 weeks after told, after: survey, by: 2021-12-10}
    """
    # Eight weeks after 12 October is 7 December, before the survey can be; nine weeks after
    # it is the 14th, after the deadline. No number of weeks would do.
    assert fixes(plan) == ["out by Tuesday 4 January 2022"]


def test_so_it_is_where_another_fact_gives_the_limit(plan: Plan) -> None:
    """
    as_at: 2021-10-15
    milestones:
      told: {done: 2021-10-12}
      asked: {done: 2021-10-12}
      survey: {not_before: 2021-12-08}
      out: {exactly: 12 weeks after told, after: survey, within: 60 calendar days after asked}
    """
    # Sixty days after 12 October is Saturday 11 December.
    assert fixes(plan) == ["60 calendar days from asked to out lengthened to 84 calendar days"]


def test_each_of_two_conflicts_is_mended_as_if_there_were_no_other(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      north.told: {on: 2021-10-01}
      north.out: {after: north.told + 12 weeks, by: 2021-11-30}
      south.told: {on: 2021-10-01}
      south.out: {after: south.told + 8 weeks, by: 2021-11-12}
    """
    # Twelve and eight weeks after 1 October; and back from the two deadlines, on working days.
    found = [item for item in earlyhelp.check(plan) if item.code == "EH201"]
    north, south = ({fix.text for fix in conflict.fixes} for conflict in found)
    assert {"north.out by Friday 24 December 2021"} < north
    assert {"north.told by Tuesday 7 September 2021"} < north
    assert {"south.out by Friday 26 November 2021"} < south
    assert {"south.told by Friday 17 September 2021"} < south
