"""For whom is a milestone waiting: who owns what has to be done before it, nearest first?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from earlyhelp.network.order import components
from earlyhelp.network.schedule import Schedule
from earlyhelp.partners.leaving import is_asked_no_more
from earlyhelp.tracking.behind import is_done

#: Of how many owners is said, for each milestone, that it is waiting for them.
MOST: Final = 5


class Awaited(NamedTuple):
    """Somebody who holds a milestone up, and the nearest undone milestone of theirs before it."""

    owner: str | None  #: ``None``: the plan names nobody
    milestone: str
    steps: int  #: how many links before; 1: directly


def waiting(schedule: Schedule, wanted: Iterable[str]) -> Mapping[str, tuple[Awaited, ...]]:
    """For each of these milestones, who holds it up: at most `MOST` owners, the nearest first.

    A milestone is held up by what is not done and has to come before it, directly or through
    others that are not done either.
    """
    wanted = tuple(wanted)
    before = _undone_before(schedule, wanted)
    place = _order(before)
    nearest: dict[str, tuple[Awaited, ...]] = {}
    for name in place:
        found: dict[str | None, Awaited] = {}
        for first in before[name]:
            own = Awaited(schedule.plan[first].owner, first, 1)
            # in a circle, which the check of the plan proves, what leads back is not yet there
            further = (one._replace(steps=one.steps + 1) for one in nearest.get(first, ()))
            for one in (own, *further):
                known = found.get(one.owner)
                if known is None or _nearness(one, place) < _nearness(known, place):
                    found[one.owner] = one
        held = sorted(found.values(), key=lambda one: _nearness(one, place))
        nearest[name] = tuple(held[:MOST])
    return {name: nearest[name] for name in wanted}


def _nearness(one: Awaited, place: Mapping[str, int]) -> tuple[int, int]:
    return one.steps, place[one.milestone]


def _undone_before(schedule: Schedule, wanted: Iterable[str]) -> dict[str, list[str]]:
    """What directly precedes each milestone that one of `wanted` waits for, itself included."""
    plan, as_at = schedule.plan, schedule.network.as_at
    undone = {
        item.id
        for item in plan.milestones
        if not is_done(item, as_at) and not is_asked_no_more(plan, item.id)
    }
    before: dict[str, list[str]] = {}
    open_ends = list(wanted)
    while open_ends:
        name = open_ends.pop()
        if name not in before:
            links = plan.predecessor_links.get(name, ())
            before[name] = [link.first for link in links if link.first in undone]
            open_ends += before[name]
    return before


def _order(before: Mapping[str, list[str]]) -> dict[str, int]:
    """The milestones, each after those that come before it, with their places."""
    names = sorted(before)
    number = {name: at for at, name in enumerate(names)}
    after: list[list[int]] = [[] for _ in names]
    for name, firsts in before.items():
        for first in firsts:
            after[number[first]].append(number[name])
    ordered = [node for knot in components(after) for node in knot]
    return {names[node]: at for at, node in enumerate(ordered)}
