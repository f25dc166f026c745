"""Which networks of lags are drawn, and what are their least days, worked out the plain way?"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

START: Final = date(2021, 9, 17)


class Lag(NamedTuple):
    """So many days at least, or at most, from one milestone to another."""

    first: int
    then: int
    days: int
    is_most: bool


def network(rng: random.Random, size: int) -> list[Lag]:
    """Lags between milestones that some diary keeps: the diary is drawn first."""
    diary = [0, *sorted(rng.randrange(300) for _ in range(size - 1))]
    lags = [Lag(0, node, rng.randint(0, diary[node]), is_most=False) for node in range(1, size)]
    for _ in range(3 * size):
        first, then = sorted(rng.sample(range(size), 2))
        apart = diary[then] - diary[first]
        lags.append(Lag(first, then, rng.randint(0, apart), is_most=False))
        if rng.random() < 0.2:
            lags.append(Lag(first, then, apart + rng.randrange(9), is_most=True))
    return lags


def longest(size: int, lags: list[Lag]) -> list[int]:
    """The least day of every milestone, in days after the first (Bellman and Ford)."""
    least = [0] * size
    for _ in range(size):
        for first, then, days, is_most in lags:
            if is_most:
                least[first] = max(least[first], least[then] - days)
            else:
                least[then] = max(least[then], least[first] + days)
    return least


def written(
    size: int,
    lags: list[Lag],
    *,
    start: date = START,
    last_by: date | None = None,
    names: Mapping[int, str] | None = None,
    order: list[int] | None = None,
) -> str:
    """Such a network as the milestones of a plan; a last one comes after all the others."""
    names = names or {node: f"m{node}" for node in range(size)}
    entries = [f"    on: {start}\n", *[""] * (size - 1)]
    for is_most, key in ((False, "after"), (True, "by")):
        for node in range(1, size):
            said = [lag for lag in lags if lag.then == node and lag.is_most is is_most]
            entries[node] += f"    {key}:\n" * bool(said)
            for lag in said:
                entries[node] += f"      - {names[lag.first]} + {lag.days} calendar days\n"
    order = order or list(range(size))
    text = "".join(f"  {names[node]}:\n{entries[node]}" for node in order)
    end = "  the-end:\n    after:\n" + "".join(f"      - {names[node]}\n" for node in order)
    deadline = f"    by: {last_by}\n" if last_by else ""
    return f"days: any\nmilestones:\n{text}{end}{deadline}"
