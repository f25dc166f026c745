"""What are the peers given, and how do they show that they found the same days?

Of an even plan, `Constraints`: days are positions on the line of working days. 0 is the
as-at day, 5 the fifth working day after it. Where every lag counts working days and every
milestone falls on one, a lag of n is exactly n of these positions, so nothing is lost and
nothing is rounded:

    lower[i] <= x[i] <= upper[i]
    x[first] + lag <= x[then]   for each of `least`
    x[first] + lag >= x[then]   for each of `most`

Of a mixed plan, `OnCalendar`: days count from the as-at day, and w[i] is the number of
working days from there up to and including x[i]. A lag of n working days is n on w.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

Arc = tuple[int, int, int]


class Constraints(NamedTuple):
    """Difference constraints; an arc is first, then, lag."""

    lower: list[int]
    upper: list[int]
    least: list[Arc]
    most: list[Arc]


class OnCalendar(NamedTuple):
    """Constraints of days that count by the calendar, by working days, or both."""

    lower: list[int]
    upper: list[int]
    works: list[bool]  #: whether the milestone may only fall on a working day
    worked: list[int]  #: every working day up to the last day that matters
    least: list[Arc]
    most: list[Arc]
    least_working: list[Arc]
    most_working: list[Arc]


def read(path: str) -> Constraints:
    """The constraints of an even plan's file."""
    return Constraints(**_said(path))


def read_on_calendar(path: str) -> OnCalendar:
    """The constraints of a mixed plan's file."""
    return OnCalendar(**_said(path))


def _said(path: str) -> dict[str, Any]:
    with Path(path).open(encoding="utf-8") as file:
        said: dict[str, Any] = json.load(file)
    return said


def digest(positions: Iterable[int]) -> int:
    """One number for a whole list of days: it differs where any day does."""
    return zlib.crc32(array("q", positions).tobytes())


def say(
    *,
    feasible: bool,
    earliest: Iterable[int] | None = None,
    latest: Iterable[int] | None = None,
) -> None:
    """Print an answer as the runner reads it; what was not asked is left out."""
    answer: dict[str, bool | int] = {"feasible": feasible}
    if feasible and earliest is not None:
        answer["earliest"] = digest(earliest)
    if feasible and latest is not None:
        answer["latest"] = digest(latest)
    print(json.dumps(answer))
