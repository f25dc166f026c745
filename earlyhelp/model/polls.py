"""Which polls does a plan name, and when are the pre-election periods before them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, WorkingCalendar, days, words
from earlyhelp.errors import DayOutOfRangeError, NotADayError
from earlyhelp.model.plan import Plan
from earlyhelp.records import Record

#: The fact that names the day of a poll, or of several.
POLL: Final = "poll"
#: How many working days before a poll its pre-election period begins (custom; to verify).
PRE_ELECTION: Final = 25


@attrs.frozen(eq=False, repr=False)
class PreElectionPeriod(Record):
    """The days before a poll, and its day: day numbers, both inclusive."""

    first: int
    poll: int

    @property
    def in_words(self) -> str:
        """``the pre-election period from Monday 29 March 2021 to the poll on …``."""
        first, poll = words.day(days.day(self.first)), words.day(days.day(self.poll))
        counted = f"{PRE_ELECTION} working days, by custom: to verify"
        return f"the pre-election period from {first} to the poll on {poll} ({counted})"


def pre_election_periods(plan: Plan) -> Iterator[PreElectionPeriod | None]:
    """The period before each poll that the plan names; ``None`` for one that is not a day."""
    fact = plan.facts.get(POLL)
    if fact is None:
        return
    for value in fact.value if isinstance(fact.value, tuple) else (fact.value,):
        poll = _exact_day(value)
        yield None if poll is None else PreElectionPeriod(_begins(plan, poll), poll)


def _exact_day(value: object) -> int | None:
    """The day number of a text that is a day; ``None`` for anything else."""
    try:
        when = DateExpression.parse(value) if isinstance(value, str) else None
    except (NotADayError, DayOutOfRangeError):
        return None
    return when.low if when is not None and when.is_exact else None


def _begins(plan: Plan, poll: int) -> int:
    """The first day of a pre-election period; a council's own closures do not count."""
    calendar = WorkingCalendar(nation=plan.nation) if plan.calendar.closures else plan.calendar
    return calendar.nth[max(calendar.before[poll] - PRE_ELECTION, 0)]
