"""What does a change do to the rest of the plan: which days come earlier or later?"""

from __future__ import annotations

from typing import NamedTuple

from earlyhelp.dates import days
from earlyhelp.network.schedule import Schedule


class Shift(NamedTuple):
    """A milestone whose earliest or latest day is another one; day numbers, ``None``: no bound."""

    milestone: str
    is_earliest: bool
    before: int | None
    after: int | None

    @property
    def days(self) -> int | None:
        """Calendar days later; negative is earlier; ``None`` where a bound came or went."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def sort_key(self) -> tuple[int, bool, str]:
        """The largest first."""
        by = days.LAST if self.days is None else abs(self.days)
        return -by, not self.is_earliest, self.milestone


def shifts(before: Schedule, after: Schedule) -> tuple[Shift, ...]:
    """What moved between two schedules, in the milestones that are in both; the most first.

    What is done is left out of `after`: its day is a fact, and no longer a window.
    """
    found = []
    for milestone in after.plan.milestones:
        name = milestone.id
        if name not in before.plan or milestone.done is not None:
            continue
        for is_earliest in (True, False):
            first = before.first_day(name) if is_earliest else before.last_day(name)
            then = after.first_day(name) if is_earliest else after.last_day(name)
            if first != then:
                found.append(Shift(name, is_earliest, first, then))
    return tuple(sorted(found, key=lambda shift: shift.sort_key))
