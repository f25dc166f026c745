"""Which lines of a plan a proof rests on, and what a plan of those lines alone would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates.days import FIRST
from earlyhelp.findings import Place
from earlyhelp.model import Days, Link, Milestone, Plan, Stated
from earlyhelp.network.build import Network, build
from earlyhelp.network.solve import is_feasible

#: The as-at day, which may come from a command's option and then stands on no line.
AS_AT: Final = Place("as_at", 0, 0)


def lower_line(network: Network, node: int) -> Stated | None:
    """What a node's own lower bound is said by; ``None`` for the as-at day."""
    milestone = network.milestone(node)
    on, day = milestone.on, network.lower[node]
    if network.settled[node]:
        return milestone.done or on
    for stated in (None if on is None or on.when.is_deadline else on, milestone.not_before):
        if stated is not None and _is_bound(network, node, stated.when.low, day, rising=True):
            return stated
    return None


def upper_line(network: Network, node: int) -> Stated | Link | None:
    """What a node's upper bound is said by; ``None`` for the calendar's end.

    A link where a maximum lag from something that is done says it.
    """
    milestone = network.milestone(node)
    as_at, day = network.as_at or FIRST, network.upper[node]
    if day < network.own_upper[node]:
        return network.caps[node]
    if network.settled[node]:
        return milestone.done or milestone.on
    for stated in (milestone.on, *milestone.by):
        if stated is None or stated.when.high < as_at:
            continue  # what has gone by is no limit
        if _is_bound(network, node, stated.when.high, day, rising=False):
            return stated
    return None


def _is_bound(network: Network, node: int, said: int, bound: int, *, rising: bool) -> bool:
    if network.working[node]:
        calendar = network.calendar
        said = calendar.on_or_after(said) if rising else calendar.on_or_before(said)
    return said == bound


def plan_of(plan: Plan, lines: AbstractSet[Place], as_at: date | None) -> tuple[Plan, date | None]:
    """The plan that says only these lines, and its as-at day where that is one of them."""
    links = tuple(link for link in plan.links if link.place in lines)
    named = {name for link in links for name in (link.first, link.then)}
    milestones = tuple(
        _milestone_of(milestone, lines)
        for milestone in plan.milestones
        if milestone.id in named or any(said.place in lines for said in _dates(milestone))
    )
    smaller = attrs.evolve(
        plan, milestones=milestones, links=links, stages=(), risks=(), as_at=None
    )
    return smaller, as_at if AS_AT in lines else None


def _dates(milestone: Milestone) -> Iterator[Stated]:
    """The dates of a milestone that bound it."""
    for said in (milestone.done, milestone.on, milestone.not_before, *milestone.by):
        if said is not None:
            yield said


def _milestone_of(milestone: Milestone, lines: AbstractSet[Place]) -> Milestone:
    def kept(stated: Stated | None) -> Stated | None:
        return stated if stated is not None and stated.place in lines else None

    on = milestone.on
    return attrs.evolve(
        milestone,
        on=kept(on),
        expected=None,
        not_before=kept(milestone.not_before),
        by=tuple(stated for stated in milestone.by if stated.place in lines),
        done=kept(milestone.done),
        # a pinned day may be one on which nobody works, and what leads through it counts on that
        days=Days.ANY if on is not None and on.when.is_exact else milestone.days,
    )


def can_hold(plan: Plan, lines: AbstractSet[Place], as_at: date | None) -> bool:
    """Whether these lines of the plan can all hold, by themselves."""
    return is_feasible(build(*plan_of(plan, lines, as_at)))


def irreducible(plan: Plan, lines: Iterable[Place], as_at: date | None) -> frozenset[Place]:
    """A part of `lines` that cannot hold, while without any one of its lines it can.

    The deletion filter of Chinneck and Dravnieks (ORSA Journal on Computing 3, 1991):
    each line is left out in turn, and stays out where the rest still cannot hold.
    """
    kept = frozenset(lines)
    small, _ = plan_of(plan, kept, as_at)
    for line in sorted(kept):
        if not can_hold(small, kept - {line}, as_at):
            kept -= {line}
    return kept
