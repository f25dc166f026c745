"""Is there a strategy that meets a network whatever others decide?

Constraints as in :mod:`earlyhelp.network.build`, and lengths whose end others choose, each
from the shortest to the longest. A strategy hears of an end on its day and may act on it
the same day (instantaneous reaction); what it decides may rest on all that has happened,
and on nothing else: dynamic controllability (Morris, Muscettola and Vidal, "Dynamic Control
of Plans with Temporal Uncertainty", IJCAI 2001). The rules are those of Cairo, Hunsberger
and Rizzi, "Faster Dynamic Controllability Checking for Simple Temporal Networks with
Uncertainty" (TIME 2018), with lags that need not be constant distances: each is a
non-decreasing map with exact inverses, so that no path has to be reduced to a number. In
terms of first days:

- If a length, begun on day a, is as long as it can be, its end falls on ``longest(a)``, and
  what follows from that makes another milestone fall no earlier than some day v.
- On which day the end falls is not known before ``shortest(a)``. So in every case that
  milestone is no earlier than the smaller of v and ``shortest(a)``: it waits.
- All lengths as short as they can be, with these waits, must have a solution; and so must
  all as long as they can be.

The least solution is found by raising first days until nothing changes. Doing everything on
its first day, and working the first days out again whenever something is heard, is then a
strategy. A wait is worked out from the day on which the length begins in that solution, and
from the later days on which it would begin if others took long, not for all days.

Moments are days times `turns`, plus the turn within the day: a length of no days ends on
the day that it begins on, and a turn later, so that what begins it cannot wait for its end.

On one point maps are not like numbers. Where an end in the middle cannot be borne though
the first and the last can (a Saturday, from which a working day lies too far), the days
between are tried as well: no length may begin where such an end is possible.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Final

from earlyhelp.dates.days import BEYOND, FIRST, LAST
from earlyhelp.network.build import Network
from earlyhelp.network.trace import arrive
from earlyhelp.strategy.decided import Decided
from earlyhelp.strategy.reasons import Limit, Reason, chain
from earlyhelp.strategy.regions import circles, regions

#: How many steps are taken before it is said that the answer is not known.
MOST_STEPS: Final = 1_000_000
#: How many lengths, each waited for because of the one before, are followed.
DEEPEST: Final = 150


class TooManyStepsError(Exception):
    """The question is too large to be answered."""


class _NotOnThisDayError(Exception):
    """A length that would have to be waited for before it begins."""

    def __init__(self, length: Decided, reason: Reason) -> None:
        super().__init__()
        self.length = length
        self.reason = reason


class _FailedError(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__()
        self.reason = reason


class Question:
    """The least solution of a network in which others decide some of the lengths."""

    def __init__(
        self,
        network: Network,
        lengths: tuple[Decided, ...],
        low: list[int],
        high: list[int],
        *,
        is_strict: bool = False,
        most_steps: int = MOST_STEPS,
    ) -> None:
        """Ask of a network that can be met, from its first and last days.

        Where `is_strict`, the days between the first and the last end are tried with the
        other lengths as well, though these might be known by then: who keeps that, is sure.
        """
        self.is_strict = is_strict
        self.most_steps = most_steps
        self.network = network
        self.lengths = lengths
        self.steps = 0
        self.turns = len(lengths) + 2
        self.from_start: dict[int, list[Decided]] = {}
        for length in lengths:
            self.from_start.setdefault(length.start, []).append(length)
        self.to_end = {length.end: length for length in lengths}
        self.region = regions(network, lengths)
        self.circle = circles(network, lengths)
        self.breaks: dict[tuple[int, int], Reason | None] = {}
        self.moments = [day * self.turns for day in low]
        self.why: list[Reason] = [
            Reason(moment, node, None, None) for node, moment in enumerate(self.moments)
        ]
        self.limits = [min(day, LAST) for day in high]
        self.limited: dict[int, Limit] = {}
        self.known: dict[tuple[int, int], dict[int, Reason]] = {}
        self.open: dict[int, tuple[Decided, int]] = {}

    def failure(self) -> Reason | None:
        """A milestone that comes after its last day; ``None`` where there is a strategy."""
        try:
            self._limit()
            self._raise()
        except _FailedError as failed:
            return failed.reason
        return None

    def _limit(self) -> None:
        """Lower the last days so that every length can be as long as it likes."""
        network, limits = self.network, self.limits
        changed = {length.end for length in self.lengths}
        while changed:
            node = changed.pop()
            found: list[tuple[int, int, int | Decided]] = []
            if (length := self.to_end.get(node)) is not None and limits[node] < LAST:
                found.append((length.start, length.last_start(limits[node]), length))
            found += [
                (arc.to, arrive(network, arc, limits[node], rising=False), arc.edge)
                for arc in network.capping[node]
                if limits[node] < LAST
            ]
            for to, last, by in found:
                day = last
                self._step()
                if network.settled[to] and day >= LAST:
                    continue
                first = max(FIRST, self.moments[to] // self.turns)
                while self.is_strict and day > first and self._broken(to, day):
                    day -= 1
                if day < limits[to]:
                    limits[to] = day
                    self.limited[to] = Limit(node, by, self.limited.get(node))
                    changed.add(to)
                    if day * self.turns + self.turns - 1 < self.moments[to]:
                        raise _FailedError(self.why[to])

    def _raise(self) -> None:
        """Raise the first moments until nothing changes."""
        changed = [length.start for length in self.lengths]
        changed += [length.end for length in self.lengths]
        for node in self.from_start:
            reason = self.why[node]
            moved = self._on_a_start(reason)
            self._check(moved)
            self.moments[node], self.why[node] = moved.moment, moved
        queue = sorted(set(changed))
        while queue:
            node = heappop(queue)
            reason = self.why[node]
            arrivals = self._onward(reason, None)
            for length in self.from_start.get(node, ()):
                arrivals += self._waits(length, reason).values()
            for arrival in map(self._on_a_start, arrivals):
                if arrival.moment > self.moments[arrival.node]:
                    self._check(arrival)
                    self.moments[arrival.node] = arrival.moment
                    self.why[arrival.node] = arrival
                    heappush(queue, arrival.node)

    def _onward(self, reason: Reason, context: Decided | None) -> list[Reason]:
        """What follows from a moment of a node at once."""
        network, turns = self.network, self.turns
        node, day = reason.node, reason.moment // turns
        arrivals = [
            Reason(arrive(network, arc, day, rising=True) * turns, arc.to, reason, arc.edge)
            for arc in network.raising[node]
        ]
        for length in self.from_start.get(node, ()):
            moment = self._first_end(length, reason.moment)
            arrivals.append(Reason(moment, length.end, reason, length))
        ended = self.to_end.get(node)
        if ended is not None and ended is not context:
            moment = ended.start_for(day) * turns
            arrivals.append(Reason(moment, ended.start, reason, ended))
        self._step(len(arrivals))
        return arrivals

    def _first_end(self, length: Decided, moment: int) -> int:
        """The first moment at which a length can end that begins at a moment: a later turn."""
        day = length.shortest(moment // self.turns)
        return max(day * self.turns, moment + 1) if day <= LAST else BEYOND * self.turns

    def _waits(self, length: Decided, begins: Reason) -> dict[int, Reason]:
        """What has to wait for the end of a length that begins at a moment, and until when."""
        bit = 1 << length.number
        if not self.region[length.end] & bit:
            return {}
        key = length.number, begins.moment
        if key not in self.known:
            if len(self.open) >= DEEPEST:
                raise TooManyStepsError
            self.open[length.start] = length, begins.moment
            try:
                self.known[key] = self._waits_here(length, begins)
            except _NotOnThisDayError as never:
                if never.length is not length:
                    raise
                self.known[key] = {length.start: never.reason}
            finally:
                del self.open[length.start]
        return self.known[key]

    def _waits_here(self, length: Decided, begins: Reason) -> dict[int, Reason]:
        known_at = self._first_end(length, begins.moment)
        longest = length.longest(begins.moment // self.turns)
        if longest * self.turns <= known_at:
            return {}
        bit, region = 1 << length.number, self.region
        end = Reason(longest * self.turns, length.end, begins, length, is_longest=True)
        best = {length.end: end}
        waits: dict[int, Reason] = {}
        queue = [length.end]
        while queue:
            reason = best[heappop(queue)]
            arrivals = self._onward(reason, length)
            for other in self.from_start.get(reason.node, ()):
                arrivals += self._waits(other, reason).values()
            for arrival in map(self._on_a_start, arrivals):
                to = arrival.node
                if not region[to] & bit or arrival.moment <= self.moments[to]:
                    continue
                if to in best and arrival.moment <= best[to].moment:
                    continue
                self._check(arrival)
                wait = arrival
                if arrival.moment > known_at:
                    best[to] = arrival
                    heappush(queue, to)
                    wait = Reason(known_at, to, begins, length, otherwise=arrival)
                if wait.moment > (waits[to].moment if to in waits else self.moments[to]) and (
                    wait is arrival or to not in self.to_end
                ):
                    waits[to] = wait
                self._never(wait)
        return waits

    def _on_a_start(self, reason: Reason) -> Reason:
        """A start not before a moment, moved to a day from which every end can be borne."""
        node, turns = reason.node, self.turns
        if node not in self.from_start or node in self.to_end:
            return reason
        day = reason.moment // turns
        if day > self.limits[node]:
            return reason
        first = broken = self._broken(node, day)
        while broken is not None and day <= self.limits[node]:
            day = BEYOND if self.network.settled[node] else self._next_start(node, day)
            broken = self._broken(node, day) if day <= LAST else None
        if first is None:
            return reason
        *_, begins = chain(first)
        return Reason(day * turns, node, reason, begins.by, otherwise=first)

    def _next_start(self, node: int, day: int) -> int:
        calendar = self.network.calendar
        return calendar.on_or_after(day + 1) if self.network.working[node] else day + 1

    def _broken(self, node: int, day: int) -> Reason | None:
        """A day on which a length can end that begins on a day, and that nothing else bears."""
        for length in self.from_start.get(node, ()):
            shortest, longest = length.shortest(day), length.longest(day)
            if shortest > LAST:
                continue
            begins = Reason(day * self.turns, node, None, length)
            if longest < shortest:
                return Reason(shortest * self.turns, length.end, begins, length)
            if (
                not self.circle[length.end] >> length.number & 1
                and length.end not in self.from_start
            ):
                continue
            self._step(longest - shortest)
            for end in range(shortest, min(longest, LAST) + 1):
                if self._allowed(length.end, end):
                    key = length.number, end
                    if key not in self.breaks:
                        ends = Reason(end * self.turns, length.end, begins, length)
                        self.breaks[key] = self._comes_back(length, ends)
                    if (broken := self.breaks[key]) is not None:
                        return broken
        return None

    def _allowed(self, node: int, day: int) -> bool:
        return not self.network.working[node] or self.network.calendar.works_on(day)

    def _comes_back(self, length: Decided, ends: Reason) -> Reason | None:
        """That a length cannot end on a day, because from there it would have to be later.

        Only what begins with its end counts here, as long as it can be, or as short.
        """
        if (broken := self._broken(length.end, ends.moment // self.turns)) is not None:
            return broken
        nothing: frozenset[Decided] = frozenset()
        others = self._after(length)
        if self.is_strict:
            others = frozenset(self.lengths) - self._before(length)
            if found := self._circle(ends, others, others):
                return found
        return self._circle(ends, others, nothing) or self._circle(ends, nothing, others)

    def _circle(
        self, ends: Reason, longest: frozenset[Decided], shortest: frozenset[Decided]
    ) -> Reason | None:
        """The way from a day of a node back to a later one; these lengths may be part of it."""
        bit, turns = 1 << self.to_end[ends.node].number, self.turns
        best = {ends.node: ends}
        queue = [ends.node]
        while queue:
            reason = best[heappop(queue)]
            used = {item.by for item in chain(reason) if isinstance(item.by, Decided)}
            ended = self.to_end.get(reason.node)
            is_free = ended in shortest and ended not in used
            arrivals = self._onward(reason, None if is_free else ended)
            arrivals += [
                Reason(
                    other.longest(reason.moment // turns) * turns, other.end, reason, other, True
                )
                for other in self.from_start.get(reason.node, ())
                if other in longest and other not in used
            ]
            for arrival in arrivals:
                to = arrival.node
                if not self.circle[to] & bit:
                    continue
                if arrival.moment // turns > (LAST if to != ends.node else ends.moment // turns):
                    return arrival
                if to not in best or arrival.moment > best[to].moment:
                    best[to] = arrival
                    heappush(queue, to)
        return None

    def _before(self, length: Decided) -> frozenset[Decided]:
        """The lengths that are known once this one is: itself, and those that it begins after."""
        before = {length}
        while (earlier := self.to_end.get(length.start)) is not None and earlier not in before:
            before.add(length := earlier)
        return frozenset(before)

    def _after(self, length: Decided) -> frozenset[Decided]:
        """The lengths that begin when this one ends, and those that begin with these."""
        after: set[Decided] = set()
        ended = [length]
        while ended:
            new = [item for item in self.from_start.get(ended.pop().end, ()) if item not in after]
            after.update(new)
            ended += new
        return frozenset(after)

    def _never(self, wait: Reason) -> None:
        """A length that is waited for by what has to come before it cannot begin then."""
        began = self.open.get(wait.node)
        if began is None or wait.moment <= began[1]:
            return
        length, moment = began
        known_at = self._first_end(length, moment)
        later = min(wait.moment, known_at)
        if wait.moment // self.turns > moment // self.turns:
            later = max(later, (moment // self.turns + 1) * self.turns)
        raise _NotOnThisDayError(length, wait._replace(moment=later))

    def _check(self, arrival: Reason) -> None:
        if arrival.moment // self.turns > self.limits[arrival.node]:
            raise _FailedError(arrival)

    def _step(self, number: int = 1) -> None:
        self.steps += number
        if self.steps > self.most_steps:
            raise TooManyStepsError
