"""Which lengths of a network do others decide, and on which days can they then end?"""

from __future__ import annotations

from typing import Final

import attrs

from earlyhelp.dates import WorkingCalendar
from earlyhelp.dates.days import BEFORE, BEYOND, FIRST, LAST
from earlyhelp.dates.lags import DayMap
from earlyhelp.model.uncertain import Uncertain, uncertain
from earlyhelp.network.build import Network

_NO_START: Final = -1


@attrs.frozen(kw_only=True, eq=False)
class Decided:
    """A length that others decide, between two nodes of a network.

    From a start on day a, its end falls on any allowed day from ``shortest(a)`` to
    ``longest(a)``, both inclusive; on which, is known that day and not before. What has
    begun and not ended by the as-at day ends on the as-at day at the earliest.
    """

    number: int  #: its place among those of the network
    said: Uncertain
    start: int
    end: int
    shortest: DayMap
    longest: DayMap
    #: the first start from which the end never falls before a day
    start_for: DayMap
    #: the last start from which the end never falls after a day
    last_start: DayMap


def decided(network: Network) -> tuple[Decided, ...]:
    """The lengths that others decide and that are still to come, in the order of the plan.

    Without those that are :func:`overdue`: nothing is known of them any more.
    """
    found: list[Decided] = []
    for said in uncertain(network.plan):
        start, end = network.number[said.first], network.number[said.then]
        if network.settled[end] or _is_overdue(network, said):
            continue
        make = _begun if network.settled[start] else _to_begin
        found.append(make(network, said, len(found)))
    return tuple(found)


def overdue(network: Network) -> tuple[Uncertain, ...]:
    """Those that should have ended by the as-at day and have not, in the order of the plan."""
    return tuple(
        said
        for said in uncertain(network.plan)
        if not network.settled[network.number[said.then]] and _is_overdue(network, said)
    )


def _is_overdue(network: Network, said: Uncertain) -> bool:
    start = network.number[said.first]
    if network.as_at is None or not network.settled[start]:
        return False
    return said.longest.steps(network.calendar).later(network.upper[start]) < network.as_at


def decided_twice(lengths: tuple[Decided, ...]) -> tuple[Uncertain, Uncertain] | None:
    """Two lengths with one end, which two lines decide: what that means is not known."""
    by_end: dict[int, Decided] = {}
    for length in lengths:
        if length.end in by_end:
            return by_end[length.end].said, length.said
        by_end[length.end] = length
    return None


def _begun(network: Network, said: Uncertain, number: int) -> Decided:
    """A length whose start is a fact: its ends are two days."""
    start, end = network.number[said.first], network.number[said.then]
    rounded = _Rounded(network.calendar, works=bool(network.working[end]))
    first = said.shortest.steps(network.calendar).later(network.lower[start])
    shortest = rounded.up(max(first, network.as_at or FIRST))
    longest = rounded.down(said.longest.steps(network.calendar).later(network.upper[start]))
    return Decided(
        number=number,
        said=said,
        start=start,
        end=end,
        shortest=lambda _: shortest,
        longest=lambda _: longest,
        start_for=lambda day: FIRST if day <= shortest else BEYOND,
        last_start=lambda day: LAST if longest <= day else BEFORE,
    )


def _to_begin(network: Network, said: Uncertain, number: int) -> Decided:
    start, end = network.number[said.first], network.number[said.then]
    calendar = network.calendar
    rounded = _Rounded(calendar, works=bool(network.working[end]))
    begins = _Rounded(calendar, works=bool(network.working[start]))
    least, most = said.shortest.steps(calendar), said.longest.steps(calendar)

    def shortest(day: int) -> int:
        return rounded.up(least.later(day))

    def longest(day: int) -> int:
        return rounded.down(most.later(day))

    def start_for(day: int) -> int:
        # rounded up, the end reaches an allowed day once it lies behind the one before
        before = rounded.before(rounded.up(day))
        return begins.up(least.earliest_from(before + 1)) if before < LAST else BEYOND

    def last_start(day: int) -> int:
        # rounded down, the end stays by a day until it reaches the next allowed one
        after = rounded.after(day)
        return LAST if after > LAST else begins.down(most.latest_from(after - 1))

    return Decided(
        number=number,
        said=said,
        start=start,
        end=end,
        shortest=shortest,
        longest=longest,
        start_for=start_for,
        last_start=last_start,
    )


@attrs.frozen
class _Rounded:
    """Days onto the allowed days of a node; what lies outside the calendar stays outside."""

    calendar: WorkingCalendar
    works: bool = attrs.field(kw_only=True)

    def up(self, day: int) -> int:
        return self.calendar.on_or_after(day) if self.works and FIRST <= day <= LAST else day

    def down(self, day: int) -> int:
        return self.calendar.on_or_before(day) if self.works and FIRST <= day <= LAST else day

    def before(self, day: int) -> int:
        """The allowed day before a day."""
        return self.down(min(day, BEYOND) - 1)

    def after(self, day: int) -> int:
        """The allowed day after a day."""
        return self.up(max(day, BEFORE) + 1)
