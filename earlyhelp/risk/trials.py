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
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from earlyhelp.dates.days import FIRST
from earlyhelp.findings import Place
from earlyhelp.model import Link, LinkKind
from earlyhelp.network.build import Network, Segment
from earlyhelp.risk.counting import Counting, Days, Flags
from earlyhelp.risk.draws import Drawn, narrowed
from earlyhelp.risk.gains import By, Hop, circle, gaining

#: After so many sweeps over a cyclic segment, one of the trials that still move is looked at.
QUIET: Final = 4
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
        self.leaving: dict[int, list[tuple[int, Drawn]]] = defaultdict(list)
        self.arriving: dict[int, list[tuple[int, Drawn]]] = defaultdict(list)
        #: what no knot of minimum lags has; of those, whose lines are left out, nothing is known
        ties = {_tie(link) for link in network.links if link.kind is LinkKind.AT_LEAST}
        for one in drawn:
            first, then = (network.number[end] for end in (one.length.first, one.length.then))
            if _tie(one.length.line) in ties:
                self.leaving[first].append((then, one))
                self.arriving[then].append((first, one))
        #: of each node, one day for each trial, or one for all of them
        self.days: list[Days] = [np.array([low], dtype=np.int32) for low in lower]
        #: of the edge of a maximum lag, in which trials it delays nothing
        self.idle: dict[int, Flags] = {}
        for segment in network.segments:
            if segment.is_cyclic:
                self._fall_around(segment)
            for node in range(segment.start, segment.end):
                self._fall(node, segment)

    def is_most(self, by: By) -> bool:
        """Whether this is a maximum lag."""
        if isinstance(by, Drawn):
            return False
        return self.network.links[by.edge].kind is LinkKind.AT_MOST

    def _held(self, node: int, day: Days) -> Days:
        """How far a maximum lag delays a node: not past its own pin or deadline."""
        held: Days = np.minimum(day, self.network.upper[node])
        return held

    def _fall(self, node: int, segment: Segment) -> None:
        """Settle the days of a node, and hand them on to what comes in later segments."""
        if not segment.is_cyclic:
            self.days[node] = self.allowed(node, self.days[node])
        size = len(self.days)
        for to, moved, by in self._asked(node, segment.end if segment.is_cyclic else 0, size):
            day = self._held(to, moved) if self.is_most(by) else moved
            self.days[to] = np.maximum(self.days[to], day)

    def _asked(self, node: int, start: int, end: int) -> Iterator[tuple[int, Days, By]]:
        """From which day on others may fall as far as a node goes, and by what.

        The others are those from `start`, inclusive, to `end`, exclusive.
        """
        day = self.days[node]
        for arc in self.network.raising[node]:
            if start <= arc.to < end:
                yield arc.to, self._moved(day, arc), arc
        for to, drawn in self.leaving.get(node, ()):
            if start <= to < end:
                yield to, drawn.later(self.counting, day), drawn

    def _moved(self, day: Days, by: By) -> Days:
        """From which day on something may fall, by an arc or a length from this day."""
        if isinstance(by, Drawn):
            return by.later(self.counting, day)
        if by.step is None:
            return day + by.shift
        lag = self.network.links[by.edge].lag
        return (
            self.counting.no_earlier(lag, day)
            if self.is_most(by)
            else self.counting.after(lag, day)
        )

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
        entry = [self.allowed(node, self.days[node]) for node in range(start, end)]
        self.days[start:end] = entry
        while self._rest(segment):
            self.days[start:end] = entry
        limits = self.network.upper[start:end]
        if any(
            np.any(day > limit) for day, limit in zip(self.days[start:end], limits, strict=True)
        ):
            self.days[start:end] = entry
            self._rest(segment, is_held=True)

    def _rest(self, segment: Segment, *, is_held: bool = False) -> bool:
        """Sweep over a cyclic segment until nothing moves; whether any lags there cannot hold.

        Ever the other way, first along the minimum lags: Yen's order, in which what goes
        one way in the order of the nodes takes one sweep, however many hops it has.

        `is_held` is whether a pin or a deadline holds back what a maximum lag delays.
        """
        size = segment.end - segment.start
        changed = bytearray(b"\1") * size, bytearray(b"\1") * size
        watched, has_found = 0, False
        came: dict[int, Hop] | None = None
        sweep = 0
        while any(1 in nodes for nodes in changed):
            moving = self._sweep(segment, changed, sweep % 2, watched, came, is_held=is_held)
            sweep += 1
            if sweep < QUIET or is_held or not np.any(moving):
                continue
            if came is None or not _of(moving, watched):
                watched, came = int(np.argmax(moving)), {}
            elif hops := circle(came):
                found = moving if sweep >= PATIENCE else self._unable(hops, segment, changed)
                if self._idle(hops, found):
                    has_found = True
                came = None
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

    def _turned(self, hops: Sequence[Hop], day: Days) -> Days:
        """From which day on the first node of a circle may fall as far as its own day goes."""
        for at, (_, by) in enumerate(hops, start=1):
            to = hops[at % len(hops)].before
            moved = self._moved(day, by)
            day = self.allowed(to, self._delayed(to, moved, by) if self.is_most(by) else moved)
        return day

    def _sweep(
        self,
        segment: Segment,
        changed: tuple[bytearray, bytearray],
        way: int,
        watched: int,
        came: dict[int, Hop] | None,
        *,
        is_held: bool,
    ) -> Flags:
        """Go once over the changed nodes of a cyclic segment; the trials in which any moved.

        What they ask of later nodes (way 0), or of earlier ones (1), as nodes are numbered.
        `changed` says, for each way, from which nodes it has to be asked. `came` is told by
        which hop each node moved last in the trial `watched`.
        """
        moving = np.zeros(1, dtype=np.bool_)
        start, end, _ = segment
        nodes = changed[way]
        while (place := nodes.rfind(1) if way else nodes.find(1)) >= 0:
            nodes[place] = 0
            node = start + place
            for to, moved, by in self._asked(node, *((start, node) if way else (node, end))):
                before = self.days[to]
                if not (moved > before).any():
                    continue
                day = self._delayed(to, moved, by, is_held=is_held) if self.is_most(by) else moved
                after = np.maximum(before, self.allowed(to, day))
                later = after > before
                if later.any():
                    self.days[to] = after
                    changed[0][to - start] = changed[1][to - start] = 1
                    moving = moving | later
                    if came is not None and _of(later, watched):
                        came[to] = Hop(node, by)
        return moving

    def _delayed(self, node: int, day: Days, by: By, *, is_held: bool = False) -> Days:
        """How far a maximum lag of a circle delays a node."""
        day = self._held(node, day) if is_held else day
        idle = None if isinstance(by, Drawn) else self.idle.get(by.edge)
        return day if idle is None else np.where(idle, FIRST, day).astype(np.int32)

    def _idle(self, hops: Iterable[Hop], found: Flags) -> bool:
        """Let the maximum lags of a circle delay nothing in these trials; whether any is new."""
        is_new = False
        for _, by in hops:
            if not isinstance(by, Drawn) and self.is_most(by):
                before = self.idle.get(by.edge, np.zeros(1, dtype=np.bool_))
                is_new |= bool(np.any(found & ~before))
                self.idle[by.edge] = before | found
        return is_new


def _of(values: Days | Flags, trial: int) -> int:
    return int(values[min(trial, len(values) - 1)])


def _tie(link: Link) -> tuple[str, str, Place]:
    return link.first, link.then, link.place
