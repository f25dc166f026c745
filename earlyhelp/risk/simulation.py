"""How likely is each day of a plan, and what does that hang on?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

import attrs
import numpy as np
import numpy.typing as npt

from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.model import Link, Stated
from earlyhelp.model.uncertain import Uncertain, uncertain
from earlyhelp.network.course import stated_bounds
from earlyhelp.network.schedule import Schedule
from earlyhelp.risk.counting import Counting, Days, Flags
from earlyhelp.risk.delays import delaying
from earlyhelp.risk.draws import Drawn, sampled, swung
from earlyhelp.risk.hanging import hanging
from earlyhelp.risk.promises import Promise, promises
from earlyhelp.risk.trials import Trials

#: The shares of the trials, in percent, for which the first day is given that so many have.
PERCENTS: Final = (10, 50, 80, 90)


class Kept(NamedTuple):
    """A pinned day, a deadline or a maximum lag, and how many trials keep it."""

    milestone: str
    said: Stated | Link
    trials: int


class Driver(NamedTuple):
    """What one uncertain length does to the target."""

    length: Uncertain
    #: Spearman's rank correlation with the target's day; ``None``: one of them never varies
    rank: float | None
    days: int  #: from its shortest to its longest, with all others at their middle


@attrs.frozen(kw_only=True)
class Risk:
    """What came of all trials."""

    schedule: Schedule
    trials: int
    seed: int
    is_from_stated: bool  #: nothing happens before the day that is expected for it
    lengths: tuple[Uncertain, ...]
    target: str
    #: what hangs on milestones that wait for each other: of it nothing below says anything
    hanging: frozenset[str]
    #: for each milestone that is still to come, the first day by which so many percent of
    #: the trials have it, for each of `PERCENTS`; ``None``: after the calendar
    days: Mapping[str, tuple[int | None, ...]]
    #: in how many trials one more day of a milestone delays the target; the others never do
    delaying: Mapping[str, int]
    kept: tuple[Kept, ...]
    all_kept: int  #: how many trials keep all of it
    drivers: tuple[Driver, ...]  #: the strongest first
    #: how many trials have the target on each day, in order; the calendar's end is one day
    histogram: Mapping[int, int]

    @cached_property
    def varying(self) -> tuple[str, ...]:
        """What does not fall on one day in 9 of 10 trials, in the order of the days."""
        found = (name for name, days in self.days.items() if days[0] != days[-1])
        return tuple(sorted(found, key=lambda name: [day or LAST + 1 for day in self.days[name]]))


def first_days(schedule: Schedule, *, is_from_stated: bool = False) -> Sequence[int]:
    """The day, as a number, before which nothing falls in any trial, node by node.

    Where the plan can be met, no trial is earlier than one in which all lengths are their
    shortest, which is the check's own.
    """
    network = schedule.network
    lower = stated_bounds(network) if is_from_stated else network.lower
    return list(map(max, lower, schedule.bounds[0])) if schedule.feasible else lower


def simulate(
    schedule: Schedule,
    *,
    of: str | None = None,
    trials: int = 10_000,
    seed: int = 1,
    is_from_stated: bool = False,
) -> Risk:
    """Go through the plan so many times, with other lengths each time.

    `of` is the milestone that is asked about, by default the launch. A pinned day or a
    deadline is never moved and limits nothing; how often each is kept is counted. Where
    `is_from_stated`, nothing happens before the day that is expected for it.
    """
    network, lower = schedule.network, first_days(schedule, is_from_stated=is_from_stated)
    lengths, counting = uncertain(network.plan), Counting(network.calendar)
    drawn = sampled(lengths, trials, seed)
    found = Trials(network, counting, drawn, lower)
    swings = Trials(network, counting, swung(lengths), lower)
    without = hanging(network)
    percentiles = {
        name: reached
        for name, reached in _percentiles(schedule, found, trials)
        if name not in without
    }
    target = of or _target(found, percentiles)
    node = network.number[target]
    late = {} if target in without else delaying(found, node)
    said = tuple(promise for promise in promises(found) if not _hangs(promise, without))
    all_kept = np.array([not network.cycles])
    for promise in said:
        all_kept = all_kept & promise.kept
    leading = [one for one in drawn if network.number[one.length.then] in late]
    return Risk(
        schedule=schedule,
        trials=trials,
        seed=seed,
        is_from_stated=is_from_stated,
        lengths=lengths,
        target=target,
        hanging=without,
        days=percentiles,
        delaying={network.names[at]: _count(flags, trials) for at, flags in late.items()},
        kept=tuple(Kept(one.milestone, one.said, _count(one.kept, trials)) for one in said),
        all_kept=_count(all_kept, trials),
        drivers=_drivers(drawn, leading, found.days[node], swings.days[node]),
        histogram={} if target in without else _histogram(found.days[node], trials),
    )


def _hangs(promise: Promise, without: AbstractSet[str]) -> bool:
    """Whether it is a promise about what has no day."""
    first = promise.said.first if isinstance(promise.said, Link) else promise.milestone
    return not without.isdisjoint({promise.milestone, first})


def _target(trials: Trials, percentiles: Mapping[str, tuple[int | None, ...]]) -> str:
    """The launch, if it is still to come; else what comes last, of equals the last in the plan."""
    network = trials.network
    for launch in network.plan.by_role.get("launch", ()):
        if not network.settled[network.number[launch]]:
            return launch
    names = [milestone.id for milestone in network.plan.milestones]
    return max(reversed(names), key=lambda name: _last_day(percentiles.get(name, (FIRST - 1,))))


def _last_day(days: Sequence[int | None]) -> int:
    return LAST + 1 if days[-1] is None else days[-1]


def _percentiles(
    schedule: Schedule, found: Trials, trials: int
) -> Iterator[tuple[str, tuple[int | None, ...]]]:
    network = schedule.network
    for milestone in network.plan.milestones:
        node = network.number[milestone.id]
        is_open = network.as_at is None and schedule.first_day(milestone.id) is None
        if not network.settled[node] and not is_open:
            counts = _histogram(found.days[node], trials)
            reached = dict(zip(accumulate(counts.values()), counts, strict=True))
            yield milestone.id, tuple(_first(reached, trials, percent) for percent in PERCENTS)


def _first(reached: Mapping[int, int], trials: int, percent: int) -> int | None:
    """The first day by which at least so many percent of the trials have come."""
    day = next(day for many, day in reached.items() if many * 100 >= percent * trials)
    return day if day <= LAST else None


def _histogram(days: Days, trials: int) -> dict[int, int]:
    """How many trials have which day, in order."""
    if len(days) == 1:
        return {int(days[0]): trials}
    first = int(days.min())
    counts = np.bincount(days - first)
    return {first + int(at): int(counts[at]) for at in np.flatnonzero(counts)}


def _count(flags: Flags, trials: int) -> int:
    return int(np.count_nonzero(flags)) * (trials if len(flags) == 1 else 1)


def _drivers(
    drawn: Sequence[Drawn], leading: Sequence[Drawn], target: Days, swings: Days
) -> tuple[Driver, ...]:
    """What each length that leads to the target does to it, the strongest first."""
    ends = np.broadcast_to(swings, 2 * len(drawn)).reshape(-1, 2)
    swing = {id(one): int(high - low) for one, (low, high) in zip(drawn, ends, strict=True)}
    found = [Driver(one.length, _rank(one.ranking, target), swing[id(one)]) for one in leading]
    return tuple(sorted(found, key=lambda one: (-abs(one.rank or 0), -one.days)))


def _rank(one: Days, other: Days) -> float | None:
    """Spearman's rank correlation, equals ranked by their mean; ``None`` where one is constant."""
    if len(one) == 1 or len(other) == 1:
        return None
    x, y = _ranks(one), _ranks(other)
    squares = int(x @ x) * int(y @ y)
    return int(x @ y) / math.sqrt(squares) if squares else None


def _ranks(values: Days) -> npt.NDArray[np.int64]:
    """Twice the rank of each value, less the mean: whole numbers, so that sums are exact."""
    place = values - values.min()
    counts = np.bincount(place)
    twice = (2 * np.cumsum(counts) - counts - len(values)).astype(np.int64)
    ranks: npt.NDArray[np.int64] = twice.take(place)
    return ranks
