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
from earlyhelp.network.trace import OWN, Derivation, Trace, arrive


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
    limited = [
        limit <= LAST and not settled
        for limit, settled in zip(network.upper, network.settled, strict=True)
    ]
    least = LinkKind.AT_LEAST
    arrivals: dict[int, tuple[int, int, int]] = {}
    for node, arcs in enumerate(network.raising):
        for arc in arcs:
            if limited[arc.to] and network.links[arc.edge].kind is least:
                day = arrive(network, arc, earliest[node], rising=True)
                if arc.to not in arrivals or day > arrivals[arc.to][0]:
                    arrivals[arc.to] = day, node, arc.edge
    found = []
    for node, (day, before, edge) in arrivals.items():
        line = upper_line(network, node)
        if line is not None:
            found.append(Room(network.names[node], day, network.upper[node], line, before, edge))
    return sorted(found, key=lambda room: (room.limit - room.arrives, room.milestone))


def room_path(network: Network, trace: Trace, room: Room) -> Derivation:
    """How the day on which a room begins came about."""
    return Derivation(
        room.arrives, network.number[room.milestone], room.edge, trace.best[room.before]
    )


def room_steps(network: Network, trace: Trace, room: Room) -> tuple[Step, ...]:
    """The chain that leaves this room, and the fixed day at its end."""
    limit = Step(
        milestone=room.milestone,
        day=days.day(room.limit),
        adds=None,
        text=stated_words(network.plan, room.milestone, room.line),
        place=room.line.place,
    )
    return *bound_steps(network, room_path(network, trace, room), rising=True), limit


def can_slip(network: Network, trace: Trace, room: Room) -> bool:
    """Whether anything on the way to the fixed day could still slip.

    From one fixed day straight to the next, as from the launch of a consultation to its
    close, the room is what people chose it to be.
    """
    path = room_path(network, trace, room).path()
    first = network.milestone(path[0].node)
    is_fixed = first.done is not None or first.on is not None
    return len(path) > 2 or not is_fixed or path[0].edge != OWN
