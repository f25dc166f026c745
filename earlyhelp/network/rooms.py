"""How much room is left before each day that is fixed, and which chain leaves it."""

from __future__ import annotations

from typing import NamedTuple

from earlyhelp.dates import days
from earlyhelp.dates.days import LAST
from earlyhelp.findings import Step
from earlyhelp.model import Link, LinkKind, Stated
from earlyhelp.network.build import Network
from earlyhelp.network.lines import upper_line
from earlyhelp.network.proof import bound_steps, stated_words
from earlyhelp.network.trace import Derivation, Trace, arrive


class Room(NamedTuple):
    """A fixed day, and the first day on which all that comes before it can be finished."""

    milestone: str
    arrives: int
    limit: int
    line: Stated | Link
    before: int  #: the node that the binding chain comes through
    edge: int


def rooms(network: Network, earliest: list[int]) -> list[Room]:
    """The room before every pinned day and deadline that something leads to."""
    return _rooms(network, earliest, only_what_can_slip=False)


def slipping_rooms(network: Network, earliest: list[int]) -> list[Room]:
    """The room that is left there by what could still slip.

    From one fixed day straight to the next, as from the launch of a consultation to its
    close, the room is what people chose it to be: that way does not count.
    """
    return _rooms(network, earliest, only_what_can_slip=True)


def _rooms(network: Network, earliest: list[int], *, only_what_can_slip: bool) -> list[Room]:
    least = LinkKind.AT_LEAST
    arrivals: dict[int, tuple[int, int, int]] = {}
    for node, arcs in enumerate(network.raising):
        for arc in arcs:
            if network.upper[arc.to] > LAST or network.links[arc.edge].kind is not least:
                continue
            if only_what_can_slip and not _can_slip(network, earliest, node):
                break
            day = arrive(network, arc, earliest[node], rising=True)
            if arc.to not in arrivals or day > arrivals[arc.to][0]:
                arrivals[arc.to] = day, node, arc.edge
    found = []
    for node, (day, before, edge) in arrivals.items():
        line = upper_line(network, node)
        if line is not None:
            found.append(Room(network.names[node], day, network.upper[node], line, before, edge))
    return sorted(found, key=lambda room: (room.limit - room.arrives, room.milestone))


def _can_slip(network: Network, earliest: list[int], node: int) -> bool:
    """Whether a node has no day that is fixed, or what comes before it moves it even so."""
    on = network.milestone(node).on
    is_fixed = network.settled[node] or (on is not None and not on.when.is_deadline)
    return not is_fixed or earliest[node] > network.lower[node]


def room_steps(network: Network, trace: Trace, room: Room) -> tuple[Step, ...]:
    """The chain that leaves this room, and the fixed day at its end."""
    limit = Step(
        milestone=room.milestone,
        day=days.day(room.limit),
        adds=None,
        text=stated_words(network.plan, room.milestone, room.line),
        place=room.line.place,
    )
    node, before = network.number[room.milestone], trace.best[room.before]
    arrived = Derivation(room.arrives, node, room.edge, before)
    return *bound_steps(network, arrived, rising=True), limit
