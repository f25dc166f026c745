"""On which day does everything fall, if nothing happens before the day stated for it?"""

from __future__ import annotations

from collections.abc import Container

import attrs

from earlyhelp.dates.days import LAST
from earlyhelp.network.build import Network
from earlyhelp.network.schedule import Schedule
from earlyhelp.network.trace import Derivation, Trace, trace_earliest


class Course:
    """The first day of everything once an expected day counts as "not before" it.

    The least days that keep every link and every such bound: what is stated falls on its
    day, or as soon after it as what comes before allows. A pinned day or a deadline that
    this would break is trusted, so that what follows is counted from there. ``end of`` a
    month says nothing of how early, and holds nothing back.
    """

    def __init__(self, schedule: Schedule) -> None:
        """Take the plan's stated days as they are."""
        self._network = schedule.network
        held_back = attrs.evolve(self._network, lower=stated_bounds(self._network))
        trace = trace_earliest(held_back)
        #: what would come after its limit and is held there: how it would have come
        self._held: dict[int, Derivation] = {}
        while trace.cycle is None and (late := _hold_at_limits(held_back, trace)):
            self._held |= late
            trace = trace_earliest(held_back)
        if trace.cycle is not None:
            trace = trace_earliest(held_back, minimum_only=True)
        self._best = trace.best

    def day(self, milestone: str) -> int | None:
        """Its day number; ``None`` where nothing holds it back, or the calendar ends before."""
        came = self._came(milestone)
        if came is None or came.day > LAST:
            return None
        return came.day if self._is_held_back(came) else None

    def nearest(self, milestone: str, among: Container[str]) -> str | None:
        """Of the milestones that its day comes from, the nearest that is `among` these."""
        came, seen = self._came(milestone), set[int]()
        while came is not None and came.node not in seen:
            seen.add(came.node)
            if came.before is None:
                came = self._held.get(came.node, came)
            came = came.before
            name = self._network.names[came.node] if came is not None else ""
            if name in among:
                return name
        return None

    def _is_held_back(self, came: Derivation) -> bool:
        """Whether the as-at day, or a day that the plan gives, begins the sum."""
        if self._network.as_at is not None:
            return True
        node = came.path()[0].node
        begins = self._network.milestone(node)
        is_expected = begins.expected is not None and not begins.expected.when.is_deadline
        return begins.is_held_back or is_expected or node in self._held

    def _came(self, milestone: str) -> Derivation | None:
        return self._best[self._network.number[milestone]]


def _hold_at_limits(network: Network, trace: Trace) -> dict[int, Derivation]:
    """Hold what would come after its limit at that limit; empty where nothing is new."""
    late = {
        arrived.node: arrived
        for arrived in trace.broken.values()
        if network.lower[arrived.node] < network.upper[arrived.node] <= LAST
    }
    for node in late:
        network.lower[node] = network.upper[node]
    return late


def stated_bounds(network: Network) -> list[int]:
    """The lower bounds, with those that stated days give: nothing happens before its own."""
    lower, calendar = list(network.lower), network.calendar
    for milestone, stated in network.plan.stated:
        node, when = network.number[milestone.id], stated.when
        if when.is_deadline:
            continue
        low = calendar.on_or_after(when.low) if network.working[node] else when.low
        lower[node] = max(lower[node], low)
    return lower
