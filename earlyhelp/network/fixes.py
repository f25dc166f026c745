"""What single change mends a conflict: every offer solved again on the whole plan.

For each line of the conflict that may be changed, the smallest change of it that makes
the chain fit is worked out, and then tried on the whole plan. What does not hold there
is not offered, but said: it is not enough on its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from earlyhelp.dates import NO_LAG, Lag, days, words
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.dates.lags import LONGEST
from earlyhelp.findings import Fix
from earlyhelp.model import Field, Link, LinkKind, Stated
from earlyhelp.network.attempts import Attempt, More, further, last_that
from earlyhelp.network.build import NO_UPPER, Arc, Network, capping_step, raising_step
from earlyhelp.network.change import with_days, with_lag, without
from earlyhelp.network.conflicts import Conflict, Diagnosed
from earlyhelp.network.retyped import with_line
from earlyhelp.network.solve import is_feasible
from earlyhelp.network.trace import OWN, arrive, trace_earliest
from earlyhelp.records import Record

#: How many nodes may be solved again, all in all, in search of fixes.
BUDGET: Final = 2_000_000


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Mending(Record):
    """What mends a conflict, the smallest change first, and what does not by itself."""

    fixes: tuple[Fix, ...] = ()
    not_enough: tuple[str, ...] = ()
    #: false where there were too many conflicts to search for the fixes of each
    was_searched: bool = True


def mend(network: Network, diagnosed: list[Diagnosed]) -> list[Mending]:
    """For every conflict what mends it, the other conflicts left aside."""
    left = max(20, BUDGET // max(1, len(network.names)))
    mendings = []
    for at, (conflict, _, _) in enumerate(diagnosed):
        lines = len(conflict.hops) + 2
        if lines > left:
            mendings.append(Mending(was_searched=False))
            continue
        left -= lines
        others = diagnosed[:at] + diagnosed[at + 1 :]
        edges = frozenset[int]().union(*(other.edges for other in others))
        nodes = frozenset[int]().union(*(other.nodes for other in others))
        mendings.append(_mending(_Conflicted(without(network, edges, nodes), conflict)))
    return mendings


def _mending(conflicted: _Conflicted) -> Mending:
    fixes, not_enough = [], []
    for attempt in conflicted.attempts():
        if attempt.tried is None:
            not_enough.append(attempt.if_not)
            continue
        fix, changed = attempt.tried
        if is_feasible(changed):
            fixes.append(fix)
        elif (found := further(attempt.more)) is not None:
            fixes.append(found)
        else:
            not_enough.append(attempt.if_not + _still_short(changed))
    fixes.sort(key=lambda fix: (abs(fix.days), fix.milestone, fix.field))
    return Mending(fixes=tuple(fixes), not_enough=tuple(dict.fromkeys(not_enough)))


def _still_short(network: Network) -> str:
    """What would then still be in the way."""
    if network.cycles:
        return ""
    broken = trace_earliest(network).broken.values()
    worst = max(broken, default=None, key=lambda item: item.day - network.upper[item.node])
    if worst is None:
        torn = (
            name
            for name, low, high, settled in zip(
                network.names, network.lower, network.upper, network.settled, strict=True
            )
            if low > min(high, LAST) and not settled
        )
        name = next(torn, None)
        return "" if name is None else f" (the days of {name} then contradict each other)"
    short = worst.day - min(network.upper[worst.node], LAST)
    return f" ({network.names[worst.node]} is then {words.count(short, 'day')} short)"


class _Conflicted:
    """A conflict in a network in which it is the only one."""

    def __init__(self, network: Network, conflict: Conflict) -> None:
        self.network = network
        self.conflict = conflict
        self.calendar = network.calendar
        self.needs = self._needs()

    def attempts(self) -> Iterator[Attempt]:
        """One attempt for each line that may be changed."""
        conflict = self.conflict
        if isinstance(conflict.limit_line, Stated):
            yield from self._later_limit(conflict.limit_line)
        limit = conflict.limit_line
        if isinstance(limit, Link) and not _is_fixed(limit):
            fact = self.network.upper[self.network.number[limit.first]]
            counted_from = conflict.start_day if conflict.is_circle else fact
            yield self._longer(limit, counted_from, conflict.reached, conflict.short_by)
        if conflict.start_line is not None:
            yield from self._earlier_start(conflict.start_line)
        seen = {conflict.limit_line.place} if isinstance(conflict.limit_line, Link) else set()
        for at, hop in enumerate(conflict.hops):
            if _is_fixed(hop.link) or hop.link.place in seen:
                continue
            seen.add(hop.link.place)
            if hop.link.kind is LinkKind.AT_LEAST:
                yield from self._shorter(at)
            else:
                short = hop.end_day - self.needs[at + 1]
                yield self._longer(hop.link, self.needs[at + 1], hop.start_day, short)

    def _needs(self) -> list[int]:
        """The last day on which each milestone of the chain could fall, from the limit back."""
        network = self.network
        needs = [self.conflict.limit_day]
        for hop in reversed(self.conflict.hops):
            carried = capping_step(hop.link.kind, hop.link.lag.steps(self.calendar))
            arc = Arc(network.number[hop.start], *carried, OWN)
            needs.append(arrive(network, arc, needs[-1], rising=False))
        return needs[::-1]

    def _works(self, milestone: str) -> bool:
        return self.network.plan.works(self.network.plan[milestone])

    def _later_limit(self, line: Stated) -> Iterator[Attempt]:
        """The pinned day or the deadline at the end moved to where the chain arrives."""
        conflict, network = self.conflict, self.network
        milestone = network.plan[conflict.end]
        if milestone.locked:
            return
        pinned = line is milestone.on
        day = conflict.reached
        if pinned and self._works(conflict.end) and day <= LAST:
            day = self.calendar.on_or_after(day)
        if day > LAST:
            return
        attempt = self._limit(line, day)
        yield (
            attempt
            if pinned
            else attempt._replace(more=More(day, LAST, lambda later: self._limit(line, later)))
        )

    def _limit(self, line: Stated, day: int) -> Attempt:
        milestone = self.conflict.end
        pinned = line is self.network.plan[milestone].on
        key, verb = ("on", "on or after") if pinned else ("by", "by")
        return self._day_attempt(milestone, line, day, key=key, verb=verb)

    def _day_attempt(
        self, milestone: str, line: Stated, to: int, *, key: str, verb: str
    ) -> Attempt:
        """The line of a milestone with a day beyond those that it says now."""
        changed, others = with_line(self.network, milestone, line, to)
        when, day = line.when, days.day(to)
        text = f"{milestone}{others} {verb} {words.day(day)}"
        fix = Fix(
            milestone=milestone,
            field=line.column or key,
            before=when.text,
            after=day.isoformat(),
            days=to - (when.high if to > when.high else when.low),
            text=text,
            place=line.place,
            key=line.key,
        )
        return Attempt((fix, changed), text)

    def _earlier_start(self, line: Stated) -> Iterator[Attempt]:
        """The pinned or first allowed day at the start moved to where the chain still fits."""
        conflict, network = self.conflict, self.network
        milestone = network.plan[conflict.start]
        if milestone.locked or line is milestone.done:
            return
        node = network.number[conflict.start]
        pinned = line is milestone.on
        works = self._works(conflict.start) if pinned else self._rounds(conflict.start)
        if line.is_latest:
            yield Attempt(
                None, f"{conflict.start} earlier (each row with a later day would have to change)"
            )
            return
        needed = self.needs[0]
        allowed = self._first_allowed(node, line, works=works)
        if needed < allowed:
            most = conflict.start_day - allowed
            how_much = f"at most {words.count(most, 'day')}" if most > 0 else "not possible"
            yield Attempt(None, f"{conflict.start} earlier ({how_much})")
            return
        if works:  # `allowed` is a working day, too
            needed = self.calendar.on_or_before(needed)
        attempt = self._start(line, needed)
        yield (
            attempt
            if pinned
            else attempt._replace(
                more=More(needed, allowed, lambda earlier: self._start(line, earlier))
            )
        )

    def _start(self, line: Stated, day: int) -> Attempt:
        milestone = self.conflict.start
        pinned = line is self.network.plan[milestone].on
        key, verb = ("on", "by") if pinned else ("not_before", "from")
        return self._day_attempt(milestone, line, day, key=key, verb=verb)

    def _first_allowed(self, node: int, line: Stated, *, works: bool) -> int:
        """The earliest day a node could have if this one of its dates did not hold it."""
        network = self.network
        milestone = network.milestone(node)
        others = (milestone.on, milestone.not_before)
        first = max(
            FIRST if network.as_at is None else network.as_at,
            *(said.when.low for said in others if said is not None and said is not line),
            *(said.when.low for said in milestone.nor_before),
            FIRST,
        )
        freed = with_days(network, {node: (first, NO_UPPER)})
        reached = trace_earliest(freed).best[node]
        day = first if reached is None else reached.day
        return self.calendar.on_or_after(day) if works else day

    def _shorter(self, at: int) -> Iterator[Attempt]:
        """The longest smaller lag with which the chain is in time, where its line comes up last."""
        hops = self.conflict.hops
        link = hops[at].link
        if link.lag.count == 0:
            return
        kinds = _kinds(link)
        last = max(n for n, hop in enumerate(hops) if hop.link.place == link.place)
        need = self.needs[last + 1]

        def arrives(count: int) -> int:
            lag, day = _lag(link, count), hops[at].start_day
            for hop in hops[at : last + 1]:
                is_it = hop.link.place == link.place and hop.link.kind in kinds
                steps = (lag if is_it else hop.link.lag).steps(self.calendar)
                node = self.network.number[hop.end]
                arc = Arc(node, *raising_step(hop.link.kind, steps), OWN)
                day = arrive(self.network, arc, day, rising=True)
            return day

        what = _what(link)
        least = 0 if link.rate is None else 1  # work takes some time, however fast it is done
        if self.conflict.is_from_any_day and len(kinds) == 1:
            count = last_that(link.lag.count, lambda tried: self._mends(link, kinds, tried))
            if count < least:
                yield Attempt(None, f"{what} shortened")
                return
        elif arrives(least) > need:
            short = words.count(arrives(least) - need, "day")
            even_so = f"in {Lag(1, link.lag.unit)}" if least else "without it"
            yield Attempt(None, f"{what} shortened ({even_so}, still {short} short)")
            return
        else:
            count = last_that(link.lag.count, lambda tried: arrives(tried) <= need)

        def shortened(count: int) -> Attempt:
            lag = _lag(link, count)
            changed = with_lag(self.network, link.place, kinds, lag)
            gained = arrives(count) - hops[last].end_day
            shorter = f"shortened to {lag}" if lag.count else "shortened to nothing"
            return _lag_attempt(link, lag, changed, gained, f"{what} {shorter}")

        more = More(count, least, shortened) if len(kinds) == 1 else None
        yield shortened(count)._replace(more=more)

    def _longer(self, link: Link, start: int, end: int, short: int) -> Attempt:
        """The smallest larger maximum lag that reaches from `start` to `end`."""

        def reaches(count: int) -> bool:
            steps = Lag(count, link.lag.unit).steps(self.calendar)
            arc = Arc(self.network.number[link.then], *capping_step(link.kind, steps), OWN)
            return arrive(self.network, arc, start, rising=False) >= end

        what, kinds = _what(link), _kinds(link)
        if self.conflict.is_from_any_day and len(kinds) == 1:

            def does(count: int) -> bool:
                return self._mends(link, kinds, count)

            short = 0
        else:
            does = reaches
        if not does(LONGEST):
            return Attempt(None, f"{what} lengthened")
        count = 1 + last_that(LONGEST, lambda tried: tried <= link.lag.count or not does(tried))
        before = link.lag.steps(self.calendar).later(start)

        def lengthened(count: int, moved: int = 0) -> Attempt:
            lag = Lag(count, link.lag.unit)
            moved = moved or lag.steps(self.calendar).later(start) - before
            changed = with_lag(self.network, link.place, kinds, lag)
            return _lag_attempt(link, lag, changed, moved, f"{what} lengthened to {lag}")

        more = More(count, LONGEST, lengthened) if len(kinds) == 1 else None
        return lengthened(count, short)._replace(more=more)

    def _mends(self, link: Link, kinds: tuple[LinkKind, ...], count: int) -> bool:
        """Whether the whole plan can be met with so much of a lag.

        Of a circle that can begin on any day no single day tells, and a lag that leaves more
        room never does worse.
        """
        return is_feasible(with_lag(self.network, link.place, kinds, _lag(link, count)))

    def _rounds(self, milestone: str) -> bool:
        """Whether a day that a chain arrives on is moved to a working day there."""
        return bool(self.network.working[self.network.number[milestone]])


def _lag_attempt(link: Link, lag: Lag, changed: Network, moved: int, text: str) -> Attempt:
    fix = Fix(
        milestone=link.owner,
        field=str(link.field),
        before=link.words,
        after=link.with_lag(lag),
        days=moved,
        text=text,
        place=link.place,
        key=link.key,
    )
    return Attempt((fix, changed), text)


def _kinds(link: Link) -> tuple[LinkKind, ...]:
    """Which links of its line change with it: both of an exact lag."""
    exact = link.field is Field.EXACTLY or link.words.startswith("exactly")
    return (LinkKind.AT_LEAST, LinkKind.AT_MOST) if exact else (link.kind,)


def _lag(link: Link, count: int) -> Lag:
    """A lag of so much as its line would be read: where nothing is left, there is no lag.

    Under `within` and `exactly` it would still be typed, and no clear day is a day later.
    """
    if count == 0 and link.field in (Field.AFTER, Field.BEFORE, Field.BY):
        return NO_LAG
    return Lag(count, link.lag.unit)


def _is_fixed(link: Link) -> bool:
    """Whether it is nobody's to change: locked, or in a file that comes with earlyhelp."""
    return link.locked or link.is_shipped


def _what(link: Link) -> str:
    """What a person calls the link."""
    if link.field is Field.LASTS:
        return link.owner
    return f"{link.lag} from {link.first} to {link.then}"
