"""On which day does everything fall in each trial, if it falls as early as it can?

The propagation of :mod:`earlyhelp.network.solve` with an array of days in place of each
day, and with each uncertain length as it was drawn. What is fixed limits nothing here: a
pinned day and a deadline may be passed, and how often they are is counted afterwards. A
maximum lag still delays what it is counted from, as long as that one's own pin or deadline
lets it. Where in some trial the lags of a circle cannot all hold, however long everything
waits, the maximum lags of that circle delay nothing in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from earlyhelp.dates.days import BEYOND, FIRST
from earlyhelp.findings import Place
from earlyhelp.model import Link, LinkKind
from earlyhelp.network.build import Network, Segment
from earlyhelp.risk.counting import Counting, Days, Flags
from earlyhelp.risk.draws import Drawn, narrowed
from earlyhelp.risk.gains import Hop, circles, gaining
from earlyhelp.risk.ways import Way, ways

#: Lags of a circle that can hold only more than so many days away count as unable to hold;
#: so do those that still delay one another after so many sweeps.
PATIENCE: Final = 400


class Trials:
    """The days of every trial, node by node."""

    def __init__(
        self, network: Network, counting: Counting, drawn: Iterable[Drawn], lower: Sequence[int]
    ) -> None:
        """Let everything fall, nothing before the day that `lower` has for its node."""
        self.network, self.counting = network, counting
        self.arriving: dict[int, list[tuple[int, Drawn]]] = defaultdict(list)
        leaving: dict[int, list[tuple[int, Drawn]]] = defaultdict(list)
        #: what no knot of minimum lags has; of those, whose lines are left out, nothing is known
        ties = {_tie(link) for link in network.links if link.kind is LinkKind.AT_LEAST}
        for one in drawn:
            first, then = (network.number[end] for end in (one.length.first, one.length.then))
            if _tie(one.length.line) in ties:
                leaving[first].append((then, one))
                self.arriving[then].append((first, one))
        every = [ways(network, counting, node, leaving.get(node, ())) for node in range(len(lower))]
        #: of each node, the ways to later nodes, as nodes are numbered, and those to earlier ones
        self._ways = (
            [[way for way in ways if way.to > node] for node, ways in enumerate(every)],
            [[way for way in ways if way.to < node] for node, ways in enumerate(every)],
        )
        #: of each node, one day for each trial, or one for all of them
        self.days: list[Days] = [
            self.allowed(node, np.array([low], dtype=np.int32)) for node, low in enumerate(lower)
        ]
        #: of the edge of a maximum lag, in which trials it delays nothing
        self.idle: dict[int, Flags] = {}
        for segment in network.segments:
            if segment.is_cyclic:
                self._fall_around(segment)
            for node in range(segment.start, segment.end):
                self._fall(node, segment)

    def _fall(self, node: int, segment: Segment) -> None:
        """Settle the days of a node, and hand them on to what comes in later segments."""
        day = self.days[node] = narrowed(self.days[node])
        for way in self._ways[0][node]:
            if not segment.is_cyclic or way.to >= segment.end:
                asked = self._asked(way, day, is_held=True)
                self.days[way.to] = np.maximum(self.days[way.to], asked)

    def _asked(self, way: Way, day: Days, *, is_held: bool = False) -> Days:
        """The first day that a way asks for, from this day.

        That of a maximum lag is none where it is idle, and, where `is_held`, none past the
        own pin or deadline of what it delays.
        """
        asked = way.first_day(day)
        if way.most is None:
            return asked
        if is_held:
            asked = np.minimum(asked, self.network.upper[way.to])
        idle = self.idle.get(way.most)
        return asked if idle is None else np.where(idle, FIRST, asked)

    def allowed(self, node: int, day: Days) -> Days:
        """The first days that the node may have, from these on."""
        if self.network.working[node]:
            day = self.counting.on_or_after(day)
        else:
            day = self.counting.within(day)
        return narrowed(day)

    def allowed_before(self, node: int, day: Days) -> Days:
        """The last days that the node may have, up to these."""
        return self.counting.on_or_before(day) if self.network.working[node] else day

    def _fall_around(self, segment: Segment) -> None:
        """The least days of a cyclic segment, without what could go round for ever."""
        start, end, _ = segment
        entry = self.days[start:end]
        while self._rest(segment):
            self.days[start:end] = entry
        limits = enumerate(self.network.upper[start:end], start)
        if any(limit < BEYOND and np.any(self.days[node] > limit) for node, limit in limits):
            self.days[start:end] = entry
            self._rest(segment, is_held=True)

    def _rest(self, segment: Segment, *, is_held: bool = False) -> bool:
        """Sweep over a cyclic segment until nothing moves; whether any lags there cannot hold.

        Ever the other way, first along the minimum lags: Yen's order, in which what goes
        one way in the order of the nodes takes one sweep, however many hops it has. By
        which hops one of the trials that still move came to its days is kept: they lead
        round in a circle where its lags cannot hold on these days.

        `is_held` is whether a pin or a deadline holds back what a maximum lag delays.
        """
        size = segment.end - segment.start
        changed = bytearray(b"\1") * size, bytearray(b"\1") * size
        watched, has_found = 0, False
        came: dict[int, Hop] = {}
        sweep = 0
        while any(1 in nodes for nodes in changed):
            moving = self._sweep(segment, changed, sweep % 2, watched, came, is_held=is_held)
            sweep += 1
            if is_held or not np.any(moving):
                continue
            if not _of(moving, watched):
                watched, came = int(np.argmax(moving)), {}
            elif found := list(circles(came)):
                for hops in found:
                    flags = moving if sweep >= PATIENCE else self._unable(hops, segment, changed)
                    has_found |= self._idle(hops, flags)
                came = {}
        return has_found

    def _unable(
        self, hops: Sequence[Hop], segment: Segment, changed: tuple[bytearray, bytearray]
    ) -> Flags:
        """In which trials a circle cannot hold; in the others it is taken to where it can."""
        found = gaining(self.network, hops)
        if np.all(found):
            return found
        node = hops[0].before
        day = before = self.days[node]
        last = before + PATIENCE
        while np.any(((moved := self._turned(hops, day)) > day) & (day <= last)):
            day = np.minimum(np.maximum(moved, day), last + 1)
        found = found | (day > last)
        self.days[node] = np.where(found, before, day)
        for nodes in changed:
            nodes[node - segment.start] = 1
        return found

    def _turned(self, hops: Iterable[Hop], day: Days) -> Days:
        """From which day on the first node of a circle may fall as far as its own day goes."""
        for _, way in hops:
            day = self._asked(way, day)
        return day

    def _sweep(
        self,
        segment: Segment,
        changed: tuple[bytearray, bytearray],
        back: int,
        watched: int,
        came: dict[int, Hop],
        *,
        is_held: bool,
    ) -> Flags:
        """Go once over the changed nodes of a cyclic segment; the trials in which any moved.

        What they ask of later nodes, as nodes are numbered, or, `back`, of earlier ones.
        `changed` says, for each of the two, from which nodes it has to be asked. `came` is
        told by which hop each node moved last in the trial `watched`.
        """
        moving = np.zeros(1, dtype=np.bool_)
        start, end, _ = segment
        nodes, ways = changed[back], self._ways[back]
        while (place := nodes.rfind(1) if back else nodes.find(1)) >= 0:
            nodes[place] = 0
            node = start + place
            for way in ways[node]:
                to = way.to
                if to >= end:
                    continue
                asked = self._asked(way, self.days[node], is_held=is_held)
                later = asked > self.days[to]
                if later.any():
                    self.days[to] = np.maximum(self.days[to], asked)
                    changed[0][to - start] = changed[1][to - start] = 1
                    moving = moving | later
                    if _of(later, watched):
                        came[to] = Hop(node, way)
        return moving

    def _idle(self, hops: Iterable[Hop], found: Flags) -> bool:
        """Let the maximum lags of a circle delay nothing in these trials; whether any is new."""
        is_new = False
        for _, way in hops:
            if way.most is not None:
                before = self.idle.get(way.most, np.zeros(1, dtype=np.bool_))
                is_new |= bool(np.any(found & ~before))
                self.idle[way.most] = before | found
        return is_new


def _of(values: Days | Flags, trial: int) -> int:
    return int(values[min(trial, len(values) - 1)])


def _tie(link: Link) -> tuple[str, str, Place]:
    return link.first, link.then, link.place
