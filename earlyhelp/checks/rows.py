"""What do the checks of properties, partners and cases all ask of a row: until when?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from earlyhelp.dates import days, words
from earlyhelp.model import Plan, Stated
from earlyhelp.model.registers import NO_ROWS, Case, Future, Property
from earlyhelp.model.workflows import HANDED_OVER, SERVICE_ENDED, VACATED
from earlyhelp.network.schedule import Schedule

#: The steps of a property by the first of which it is closed, and by which its services end.
CLOSES: Final = (VACATED, HANDED_OVER)
SERVICES_END: Final = (SERVICE_ENDED, *CLOSES)


class LastDay(NamedTuple):
    """The last day number that a day can be, and how it is said."""

    day: int
    words: str  #: ``on Monday 13 December 2021``, ``by Friday 31 December 2021``
    first: int  #: the first that people can mean; `day` where only how late is said

    @classmethod
    def of(cls, stated: Stated) -> LastDay:
        """The last day that a stated day can mean."""
        when = stated.when
        return cls(when.high, when.with_preposition(), when.high if when.is_deadline else when.low)


def last_day(schedule: Schedule, milestone: str) -> LastDay | None:
    """The last day a milestone can fall on: of its stated day, or else in any schedule.

    What comes later is certainly later than the milestone. ``None`` where the plan has no
    such milestone, or nothing says how late it can be.
    """
    plan = schedule.plan
    if milestone not in plan:
        return None
    stated = plan[milestone].stated
    if stated is not None:
        return LastDay.of(stated)
    day = schedule.last_day(milestone)
    return None if day is None else LastDay(day, f"by {words.day(days.day(day))}", day)


def closing_days(
    plan: Plan, schedule: Schedule, steps: Sequence[str] = CLOSES
) -> Mapping[str, LastDay | None]:
    """When each property closes that does; ``None`` where that is not known.

    By the last day on which it can be vacated or handed over, or come to one of other `steps`,
    whichever is earlier. One that is retained, or whose services go on in an interim venue,
    does not close; but an interim venue is none for a property that is there until after the
    launch.
    """
    launch = last_day(schedule, plan.settings.launch)
    closing: dict[str, LastDay | None] = {}
    for row in (plan.registers or NO_ROWS).properties:
        if row.future is not Future.RETAINED:
            closes = _closes(schedule, row.id, steps)
            is_later = launch is not None and closes is not None and closes.first > launch.day
            if row.interim_venue is None or is_later:
                closing[row.id] = closes
    return closing


def interim_ends(plan: Plan, schedule: Schedule) -> Mapping[str, LastDay]:
    """Until when the services of a property have their interim venue: until the launch.

    Or as long as they may be held in the property itself. Empty where the plan has no day for
    the launch. The words are those of the launch.
    """
    launch = last_day(schedule, plan.settings.launch)
    closing = closing_days(plan, schedule, SERVICES_END)
    ends: dict[str, LastDay] = {}
    for row in (plan.registers or NO_ROWS).properties:
        has_venue = row.future is not Future.RETAINED and row.interim_venue is not None
        if launch is not None and has_venue and row.id not in closing:
            closes = _closes(schedule, row.id, SERVICES_END) or launch
            day, first = max(launch.day, closes.day), max(launch.first, closes.first)
            ends[row.id] = LastDay(day, launch.words, first)
    return ends


def _closes(schedule: Schedule, property_id: str, steps: Sequence[str]) -> LastDay | None:
    days_of = (last_day(schedule, f"{property_id}.{step}") for step in steps)
    known = [last for last in days_of if last is not None]
    if not known:
        return None
    first = min(last.first for last in known)
    return min(known, key=lambda last: last.day)._replace(first=first)


def open_cases(schedule: Schedule) -> Iterator[Case]:
    """The work that is still to be continued on the as-at day; what is closed needs nothing."""
    cases = (schedule.plan.registers or NO_ROWS).cases
    return (case for case in cases if case.is_open(schedule.as_at))


def assets_liable_from(schedule: Schedule, row: Property) -> int | None:
    """The day number from which the Assets Team is responsible for a property.

    The later of the day it is completely vacated, as stated, and the day the team was
    notified (Oxfordshire, Vacant premises procedure); ``None`` while either is not known.
    """
    plan, step = schedule.plan, f"{row.id}.{VACATED}"
    vacated = plan[step].stated if step in plan else None
    if vacated is None or row.notified is None:
        return None
    return max(vacated.when.high, row.notified.when.high)
