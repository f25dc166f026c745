"""Why does no schedule keep a limit: who has to fall into a time that is too short for all?

The argument is Hall's (On representatives of subsets, Journal of the London Mathematical
Society 10, 1935), for intervals: those whose every possible day lies between two days are
more than the periods between them have room for. It is sound, and not complete: links can
make a limit impossible without it, and then only a search shows that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import accumulate, groupby
from typing import NamedTuple

import attrs

from earlyhelp.dates import days
from earlyhelp.findings import Step
from earlyhelp.model.limits import Counted, begins, next_begins
from earlyhelp.network.schedule import Schedule


class Window(NamedTuple):
    """Between which days a milestone falls in any schedule, as day numbers, both inclusive."""

    milestone: str
    first: int
    last: int


@attrs.frozen(kw_only=True)
class Crowd:
    """More milestones than there is room for between their first and their last day."""

    limit: Counted
    milestones: tuple[str, ...]
    first: date  #: none of them can fall earlier
    last: date  #: nor later
    periods: int  #: how many periods have a day for them between the two
    why_first: tuple[Step, ...]
    why_last: tuple[Step, ...]

    @property
    def room(self) -> int:
        """For how many of them there is room."""
        return self.periods * self.limit.count


def crowd(schedule: Schedule, limits: Iterable[Counted]) -> Crowd | None:
    """The fewest milestones that cannot keep a limit between their days, the earliest of equals.

    `schedule` is one of a plan that can be met.
    """
    found = [item for limit in limits for item in _crowds(schedule, limit)]
    if not found:
        return None
    _, limit, together, periods = min(found, key=lambda item: item[0])
    earliest = min(together, key=lambda window: window.first)
    latest = max(together, key=lambda window: window.last)
    return Crowd(
        limit=limit,
        milestones=tuple(window.milestone for window in together),
        first=days.day(earliest.first),
        last=days.day(latest.last),
        periods=periods,
        why_first=schedule.why_earliest(earliest.milestone),
        why_last=schedule.why_latest(latest.milestone),
    )


_Found = tuple[tuple[int, int, int], Counted, list[Window], int]


def _crowds(schedule: Schedule, limit: Counted) -> Iterator[_Found]:
    """For each first period the fewest that are too many from there on, if there are any."""
    windows = sorted(_windows(schedule, limit), key=lambda window: window.last)
    if not windows:
        return
    at = _Periods(schedule, limit, windows)
    for start in sorted({at.number(window.first) for window in windows}):
        together: list[Window] = []
        later = (window for window in windows if at.number(window.first) >= start)
        for end, here in groupby(later, lambda window: at.number(window.last)):
            together += here
            periods = at.with_a_day(start, end)
            if len(together) > periods * limit.count:
                yield (len(together), start, end), limit, list(together), periods
                break


def _windows(schedule: Schedule, limit: Counted) -> Iterator[Window]:
    network = schedule.network
    for name in limit.milestones:
        stated = schedule.plan[name].stated
        if network.settled[network.number[name]]:
            if stated is not None and not stated.when.is_deadline:
                yield Window(name, stated.when.low, stated.when.high)
            continue
        first, last = schedule.first_day(name), schedule.last_day(name)
        if first is not None and last is not None:
            yield Window(name, first, last)


class _Periods:
    """The periods of a limit, numbered, and how many of them have a day for its milestones."""

    def __init__(self, schedule: Schedule, limit: Counted, windows: list[Window]) -> None:
        """Number the periods from that of the first day to that of the last."""
        network = schedule.network
        first, last = min(window.first for window in windows), windows[-1].last
        # a day that is no working day is one too, as soon as any of them may fall on it
        works = all(network.working[network.number[window.milestone]] for window in windows)
        self._per = limit.per
        self._numbers: dict[date, int] = {}
        has_a_day: list[bool] = []
        start = begins(days.day(first), limit.per)
        while start <= days.day(last):
            self._numbers[start] = len(has_a_day)
            then = next_begins(start, limit.per)
            low = max((start - days.FIRST_DATE).days, first)
            high = min((then - days.FIRST_DATE).days - 1, last)
            calendar = network.calendar
            has_a_day.append(not works or calendar.before[high + 1] > calendar.before[low])
            start = then
        self._before = list(accumulate(has_a_day, initial=0))

    def number(self, day: int) -> int:
        """The number of the period in which a day lies."""
        return self._numbers[begins(days.day(day), self._per)]

    def with_a_day(self, start: int, end: int) -> int:
        """How many periods from one to another, both inclusive, have a day."""
        return self._before[end + 1] - self._before[start]
