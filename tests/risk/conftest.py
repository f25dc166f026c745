"""Plans in which lengths turn out one way or another, and the slow way through a trial."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs
import numpy as np
from hypothesis import strategies as st

from earlyhelp import Lag, Link, Milestone, Plan, Unit
from earlyhelp.dates import NO_LAG
from earlyhelp.dates.days import BEYOND
from earlyhelp.findings import Place
from earlyhelp.model import Days, Field, LinkKind
from earlyhelp.model.lengths import Spread
from earlyhelp.model.uncertain import uncertain
from earlyhelp.network import solve
from earlyhelp.network.build import Network, build
from earlyhelp.risk.counting import Counting
from earlyhelp.risk.draws import Drawn, sampled
from earlyhelp.risk.trials import Trials
from earlyhelp.testing import kept_plans

UNITS = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS, Unit.CLEAR_WORKING_DAYS)


def link(first: str, then: str, kind: LinkKind, lag: Lag, line: int) -> Link:
    """A link on a line of its own."""
    return Link(
        first=first,
        then=then,
        kind=kind,
        lag=lag,
        place=Place("plan.yaml", line, 5),
        field=Field.WITHIN,
        owner=then,
        words=f"{lag} after {first}",
    )


def below(at: Fraction, low: int, likely: int, high: int) -> Fraction:
    """F, by the definition: the area of the triangle up to a point."""
    first, last = low - Fraction(1, 2), high + Fraction(1, 2)
    width = last - first
    if at <= likely:
        return (at - first) ** 2 / (width * (likely - first))
    return 1 - (last - at) ** 2 / (width * (last - likely))


def chances(low: int, likely: int | None, high: int) -> dict[int, Fraction]:
    """The chance of every number, by the definition."""
    every = range(low, high + 1)
    if likely is None:
        return {number: Fraction(1, len(every)) for number in every}
    half = Fraction(1, 2)
    return {
        number: below(number + half, low, likely, high) - below(number - half, low, likely, high)
        for number in every
    }


@st.composite
def spreads(draw: st.DrawFn) -> tuple[Lag, Lag, Lag | None]:
    """The shortest, the longest and the likely one, in one unit or in two."""
    low, likely, high = sorted(draw(st.tuples(*[st.integers(0, 8)] * 3)))
    unit = draw(st.sampled_from(UNITS))
    match draw(st.sampled_from(("alike", "open", "mixed"))):
        case "open":
            return NO_LAG, Lag(high, unit), draw(st.sampled_from((None, Lag(likely, unit))))
        case "mixed":
            return Lag(low), Lag(high, unit), None
        case _:
            there = draw(st.booleans())
            return Lag(low, unit), Lag(high, unit), Lag(likely, unit) if there else None


@st.composite
def chancy_plans(draw: st.DrawFn, *, most: int = 5, lengths: int = 3) -> Plan:
    """A plan that can be met, with up to so many uncertain lengths added, and limits on them."""
    plan, diary = draw(kept_plans(most=most))
    plan = attrs.evolve(plan, as_at=plan.as_at or min(diary.values()))
    links, milestones = list(plan.links), list(plan.milestones)
    for at in range(draw(st.integers(1, lengths))):
        first = draw(st.sampled_from([milestone.id for milestone in milestones]))
        then, line = f"then{at}", 1_000 + 10 * at
        shortest, longest, likely = draw(spreads())
        said = Spread(likely=likely)
        low = link(first, then, LinkKind.AT_LEAST, shortest, line)
        high = link(first, then, LinkKind.AT_MOST, longest, line)
        links += [attrs.evolve(one, spread=said) for one in (low, high)]
        place = Place("plan.yaml", line, 3)
        end = Milestone(id=then, place=place, days=draw(st.sampled_from(Days)))
        milestones.append(end)
        if shortest.unit is not longest.unit:
            continue  # as a fixed lag it is only what it was on the day on which it began
        if draw(st.booleans()):  # another limit, which some trials may not keep
            limit = Lag(draw(st.integers(0, 20)), draw(st.sampled_from(UNITS)))
            links.append(link(first, then, LinkKind.AT_MOST, limit, line + 1))
        if draw(st.booleans()):  # it waits for something else as well
            other = draw(st.sampled_from([milestone.id for milestone in plan.milestones]))
            lag = Lag(draw(st.integers(0, 20)))
            links.append(link(other, then, LinkKind.AT_LEAST, lag, line + 2))
    return attrs.evolve(plan, links=tuple(links), milestones=tuple(milestones))


def trials_of(plan: Plan, drawn: Sequence[Drawn], lower: Sequence[int] | None = None) -> Trials:
    """How the trials go, nothing before `lower`: without it, before what the plan itself says."""
    network = build(plan)
    return Trials(network, Counting(network.calendar), drawn, lower or network.lower)


def drawn_of(plan: Plan, trials: int, seed: int = 1) -> list[Drawn]:
    """Its lengths, drawn."""
    return sampled(uncertain(plan), trials, seed)


def at(days: np.ndarray, trial: int) -> int:
    """The day of one trial."""
    return int(days[trial if len(days) > 1 else 0])


def slow_trial(trials: Trials, drawn: Sequence[Drawn], trial: int) -> Network:
    """The network of one trial, with each length, once its first day is known, as a fixed lag.

    Lengths whose ends have different units are put in as the calendar days that they took.
    """
    plan = trials.network.plan
    links = list(plan.links)
    for one in drawn:
        if one.unit is not None:
            lag = Lag(at(one.counts, trial), one.unit)
        else:
            begun = trials.days[trials.network.number[one.length.first]]
            lasted = one.later(trials.counting, begun) - begun
            lag = Lag(min(max(at(lasted, trial), 0), 10_000))
        line = one.length.line.place.line + 5
        links.append(link(one.length.first, one.length.then, LinkKind.AT_LEAST, lag, line))
    return build(attrs.evolve(plan, links=tuple(links)))


def unlimited(network: Network) -> Network:
    """The network without any upper bound."""
    return attrs.evolve(network, upper=[BEYOND] * len(network.upper))


def least(network: Network) -> list[int] | None:
    """The solver's first day of every node."""
    return None if network.cycles else solve.earliest(network)
