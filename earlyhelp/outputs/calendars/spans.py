"""On which days of a calendar does a stated day stand?

A calendar has no place for "some time in 2022". What is not known to the day stands on the
days that it can mean, where those are a week or a month; a deadline, and anything longer,
stands on its last day and says so in its title.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from earlyhelp.dates import DateExpression, words
from earlyhelp.dates.expressions import Precision
from earlyhelp.model import Milestone, Plan

#: A bar across more days than these hides what else is in a calendar.
LONGEST_DAYS: Final = 31


class Span(NamedTuple):
    """The days of an event, both inclusive, and what its title and text say of them."""

    first: date
    last: date
    suffix: str = ""  #: follows the title: ``, by the end of October 2021``
    why: str = ""  #: a sentence, where the event's days are not simply the plan's


def span(plan: Plan, milestone: Milestone, when: DateExpression) -> Span:
    """Where a milestone with this stated day stands.

    A deadline stands on the last working day of its time, or on the very last day for a
    milestone that may fall on any.
    """
    if when.is_exact:
        return Span(when.first, when.last)
    if not when.is_deadline and (when.last - when.first).days < LONGEST_DAYS:
        why = "The plan gives no exact day: this entry covers every day that it can be."
        is_range = when.precision is Precision.RANGE
        said = when.in_words() if is_range else when.with_preposition()
        return Span(when.first, when.last, f", {said}", why)
    day = _last_day(plan, milestone, when)
    kind = "last working day" if day < when.last else "last day"
    why = f"The plan gives no exact day: this entry stands on the {kind} that it can be."
    return Span(day, day, f", {by_words(when)}", why)


def by_words(when: DateExpression) -> str:
    """A time as a deadline: ``by the end of 2022``, ``by 4 March 2022``."""
    if when.is_deadline:
        return when.with_preposition()
    if when.precision is Precision.YEAR:
        return f"by the end of {when.in_words()}"
    return f"by {words.short(when.last)}"


def _last_day(plan: Plan, milestone: Milestone, when: DateExpression) -> date:
    if (
        plan.works(milestone)
        and plan.calendar.before[when.high + 1] > plan.calendar.before[when.low]
    ):
        return plan.calendar.last_working_day(when.last)
    return when.last
