"""Which stated days does the plan not leave: one by itself, or two of them together?

A date that is less precise than a day counts as all the days it can mean: it is only
named here if none of them will do.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from earlyhelp.dates import WorkingCalendar
from earlyhelp.dates.days import BEYOND
from earlyhelp.model import Link, LinkKind, Milestone, Stated
from earlyhelp.network.build import Network

_NOT_STATED: Final = -1


class Clash(NamedTuple):
    """A link, and the stated days at its ends, which cannot both be kept."""

    link: Link
    first: Stated
    then: Stated

    def short_by(self, calendar: WorkingCalendar) -> int:
        """By how many calendar days they break it, whichever days they mean."""
        later = self.link.lag.steps(calendar).later
        first, then = self.first.when, self.then.when
        if self.link.kind is LinkKind.AT_LEAST:
            return later(first.low) - then.high
        return then.low - later(first.high)


def outside(
    network: Network, earliest: list[int], latest: list[int]
) -> list[tuple[Milestone, Stated]]:
    """Stated days of what is still to come that lie before the earliest day or after the latest."""
    number, settled = network.number, network.settled
    found = []
    for milestone, stated in network.plan.stated:
        node, when = number[milestone.id], stated.when
        is_inside = when.high >= earliest[node] and (when.low <= latest[node] or when.is_deadline)
        if not is_inside and not settled[node]:
            found.append((milestone, stated))
    return found


def clashes(network: Network) -> list[Clash]:
    """Links that two stated days break, in the order of the plan.

    What is done or has passed is left out: nothing is still to be kept there.
    """
    first_days, last_days = _stated_days(network)
    broken = []
    for node, arcs in enumerate(network.raising):
        day = first_days[node]
        if day == _NOT_STATED:
            continue
        for to, shift, step, edge in arcs:
            moved = day + shift if step is None else step(day)
            if moved > last_days[to]:
                broken.append(edge)
    stated = {milestone.id: said for milestone, said in network.plan.stated} if broken else {}
    links = (network.links[edge] for edge in sorted(broken))
    return [Clash(link, stated[link.first], stated[link.then]) for link in links]


def _stated_days(network: Network) -> tuple[list[int], list[int]]:
    """The first and the last day that each node's stated day can mean."""
    first_days = [_NOT_STATED] * len(network.names)
    last_days = [BEYOND] * len(network.names)
    for milestone, stated in network.plan.stated:
        node, when = network.number[milestone.id], stated.when
        last_days[node] = when.high
        if not when.is_deadline:
            first_days[node] = when.low
    return first_days, last_days
