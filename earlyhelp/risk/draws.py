"""How long is each uncertain length in each trial?

A length takes a whole number of its unit. Without a likely one, every number from the
shortest to the longest is alike. With one, the chance of n is F(n + 1/2) - F(n - 1/2),
where F belongs to the triangular density from 1/2 below the shortest to 1/2 above the
longest, with its peak at the likely one. Where the two ends are counted in different
units, the same is drawn over the calendar days in between, the ends counted from the day
on which the length begins.

Sampling is a Latin hypercube (McKay, Beckman and Conover, Technometrics 21, 1979) of
midpoints: each length takes the quantile of every (k + 1/2) / trials once, in an order
of its own. So the share of trials with a length is exact to within one trial, and the
lengths are drawn as if none had to do with another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from earlyhelp.dates import Lag, Unit
from earlyhelp.model.uncertain import Uncertain
from earlyhelp.risk.counting import Counting, Days, last_from

#: Numbers from 0 to 1: which quantile of a length a trial takes.
Shares = npt.NDArray[np.float64]


@attrs.frozen(kw_only=True, eq=False)
class Drawn:
    """One uncertain length, as it is in each trial."""

    length: Uncertain
    unit: Unit | None  #: what `counts` are of; ``None``: the ends have different units
    counts: Days  #: how many of the unit; empty where there is none
    shares: Shares  #: which quantile; empty where there are counts

    @classmethod
    def of(cls, length: Uncertain, shares: Shares) -> Drawn:
        """The length at these quantiles."""
        unit = length.longest.unit
        if length.shortest.unit is not unit:
            return cls(length=length, unit=None, counts=np.zeros(0, np.int32), shares=shares)
        likely = None if length.likely is None else length.likely.count
        counts = turned_out(shares, length.shortest.count, likely, length.longest.count)
        return cls(length=length, unit=unit, counts=narrowed(counts), shares=shares[:0])

    def shuffled(self, length: Uncertain, order: npt.NDArray[np.int64]) -> Drawn:
        """A length of the same ends: in each trial as long as this one is in that of `order`."""
        counts = self.counts if len(self.counts) < len(order) else self.counts.take(order)
        shares = self.shares.take(order) if self.unit is None else self.shares
        return Drawn(length=length, unit=self.unit, counts=counts, shares=shares)

    def later(self, counting: Counting, day: Days) -> Days:
        """The day that lies this length after `day`."""
        if self.unit is not None:
            return counting.later(self.unit, self.counts, day)
        shortest = counting.after(self.length.shortest, day)
        longest = np.maximum(counting.after(self.length.longest, day), shortest)
        likely = None
        if self.length.likely is not None:
            likely = np.clip(counting.after(self.length.likely, day), shortest, longest)
        return turned_out(self.shares, shortest, likely, longest)

    def latest_from(self, counting: Counting, day: Days) -> Days:
        """The last day from which this length still ends on or before `day`."""
        if self.unit is not None:
            return counting.latest_from(self.unit, self.counts, day)
        every = np.broadcast_to(day, self.shares.shape)
        return last_from(lambda start: self.later(counting, start), every)

    def fewest(
        self, days: Callable[[Lag], int], working_days: Callable[[Lag], int]
    ) -> tuple[Days, Days]:
        """As many calendar days, and working days, as it takes in each trial, at the least.

        `days` and `working_days` say so of a lag.
        """
        if self.unit is None:
            low, high = days(self.length.shortest), days(self.length.longest)
            likely = None if self.length.likely is None else days(self.length.likely)
            high = max(low, high)
            likely = None if likely is None else min(max(likely, low), high)
            return turned_out(self.shares, low, likely, high), np.zeros(1, dtype=np.int32)
        counts, place = np.unique(self.counts, return_inverse=True)
        lags = [Lag(int(count), self.unit) for count in counts]
        every = np.array([[days(lag), working_days(lag)] for lag in lags], dtype=np.int32)
        return every[place, 0], every[place, 1]

    @property
    def ranking(self) -> Days:
        """Numbers that order the trials by how long this length is."""
        if self.unit is not None:
            return self.counts
        return np.argsort(np.argsort(self.shares)).astype(np.int32)


def turned_out(
    shares: Shares, low: Days | int, likely: Days | int | None, high: Days | int
) -> Days:
    """The whole numbers from `low` to `high`, both inclusive, at these quantiles."""
    width = high - low + 1
    if likely is None:
        return np.minimum(low + np.floor(shares * width), high).astype(np.int32)
    peak = (likely - low + 0.5) / width  # which share lies below the likely one
    rising = np.sqrt(shares * peak)
    falling = 1 - np.sqrt((1 - shares) * (1 - peak))
    at = np.floor(low + width * np.where(shares < peak, rising, falling))
    return np.minimum(at, high).astype(np.int32)


def narrowed(values: Days) -> Days:
    """One number where all are alike."""
    return values[:1] if len(values) > 1 and values.min() == values.max() else values


def sampled(lengths: Iterable[Uncertain], trials: int, seed: int) -> list[Drawn]:
    """Each length in each of so many trials; the same for the same seed."""
    chance = np.random.Generator(np.random.PCG64(seed))
    midpoints = (np.arange(trials) + 0.5) / trials
    known: dict[tuple[Lag, Lag, Lag | None], Drawn] = {}
    made = []
    for length in lengths:
        ends = length.shortest, length.longest, length.likely
        if ends not in known:
            known[ends] = Drawn.of(length, midpoints)
        made.append(known[ends].shuffled(length, chance.permutation(trials)))
    return made


def swung(lengths: Sequence[Uncertain]) -> list[Drawn]:
    """Two trials for each length, its shortest and then its longest; all others in the middle."""
    made = []
    for at, length in enumerate(lengths):
        shares = np.full(2 * len(lengths), 0.5)
        shares[2 * at : 2 * at + 2] = 0, 1
        made.append(Drawn.of(length, shares))
    return made
