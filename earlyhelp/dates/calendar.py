"""Which days are working days, and how to count them in constant time.

Two tables are made once per calendar: how many working days lie before each day, and
which day the n-th working day is. Every question is then one or two look-ups, however
far apart the days are (prefix sums; no loop over days).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import accumulate, compress
from typing import Any, Final

import attrs

from earlyhelp.dates import bank_holidays, days
from earlyhelp.dates.days import BEFORE, BEYOND, LAST

_WEEKDAYS: Final = 7
#: 1 January 1970 was a Thursday; the table's weeks begin there.
_WEEK_FROM_THURSDAY: Final = bytes((1, 1, 0, 0, 1, 1, 1))
_WEEK_WITHOUT_SUNDAY: Final = bytes((1, 1, 1, 0, 1, 1, 1))
_THURSDAY: Final = 3  #: counted from Monday, as 0
_WEEKEND_DATES: Final = {(1, 1): "N", (12, 25): "C", (12, 26): "B"}


@attrs.frozen(kw_only=True)
class Closure:
    """Days on which the council does not work, both ends inclusive."""

    first: date
    last: date
    name: str

    def __attrs_post_init__(self) -> None:
        """Refuse a closure that ends before it begins."""
        if days.number(self.last) < days.number(self.first):
            message = f"a closure ends on {self.last}, before it begins on {self.first}"
            raise ValueError(message)


def _known_nation(_instance: object, _field: object, nation: str) -> None:
    if nation not in bank_holidays.NATIONS:
        message = f"{nation!r} is not one of {', '.join(bank_holidays.NATIONS)}"
        raise ValueError(message)


@attrs.frozen(kw_only=True, cache_hash=True)
class WorkingCalendar:
    """Monday to Friday, less a nation's bank holidays, less the council's closures.

    Methods that take and return ``int`` work on day numbers (:mod:`earlyhelp.dates.days`)
    and answer ``BEFORE`` or ``BEYOND`` where the calendar ends; the others take and
    return dates.
    """

    nation: str = attrs.field(validator=_known_nation)
    closures: tuple[Closure, ...] = ()
    #: Count days as section 243 of the Local Government Act 1972 does: Saturdays count, and
    #: neither Sundays, bank holidays, nor the Christmas and the Easter break do.
    counts_as_section_243: bool = False
    #: `before[d]` is the number of working days earlier than day d, for d in 0..LAST + 1.
    before: list[int] = attrs.field(init=False, eq=False, repr=False)
    #: `nth[k]` is the day number of the working day that has k working days before it.
    nth: list[int] = attrs.field(init=False, eq=False, repr=False)
    #: What others have worked out on this calendar, and would do again; it goes when this does.
    #: A cache of theirs would keep every calendar that there ever was, each some megabytes.
    worked_out: dict[object, Any] = attrs.field(init=False, eq=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Make the two tables."""
        counted = _days_of_section_243 if self.counts_as_section_243 else _days_of_work
        works = bytearray(counted(self.nation))
        for closure in self.closures:
            first, last = days.number(closure.first), days.number(closure.last)
            works[first : last + 1] = bytes(last + 1 - first)
        object.__setattr__(self, "before", list(accumulate(works, initial=0)))
        object.__setattr__(self, "nth", list(compress(range(LAST + 1), works)))

    @property
    def has_working_days(self) -> bool:
        """Whether there is any working day at all."""
        return bool(self.nth)

    def works_on(self, day: int) -> bool:
        """Whether the day number is a working day."""
        return self.before[day + 1] > self.before[day]

    def on_or_after(self, day: int) -> int:
        """The first working day that is not earlier than `day`, or ``BEYOND``."""
        index = self.before[day]
        return self.nth[index] if index < len(self.nth) else BEYOND

    def on_or_before(self, day: int) -> int:
        """The last working day that is not later than `day`, or ``BEFORE``."""
        index = self.before[day + 1]
        return self.nth[index - 1] if index else BEFORE

    def between(self, start: int, end: int) -> int:
        """Working days after `start` up to and including `end`; negative backwards."""
        return self.before[end + 1] - self.before[start + 1]

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""
        return self.works_on(days.number(day))

    def first_working_day(self, day: date) -> date:
        """The first working day on or after `day`.

        Raises :class:`DayOutOfRangeError` where the calendar ends before there is one.
        """
        return days.day(self.on_or_after(days.number(day)))

    def last_working_day(self, day: date) -> date:
        """The last working day on or before `day`, if the calendar has one; else it raises."""
        return days.day(self.on_or_before(days.number(day)))

    def working_days(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end` (a start does not count)."""
        return self.between(days.number(start), days.number(end))

    def why_closed(self, day: date) -> str | None:
        """Why `day` is not a working day, in words; ``None`` when it is one."""
        holiday = bank_holidays.bank_holidays(self.nation, day.year).get(day)
        if holiday is not None:
            return f"the bank holiday {holiday}"
        if day.isoweekday() > 5:
            named = _WEEKEND_DATES.get((day.month, day.day))
            return f"a weekend and {bank_holidays.NAMES[named]}" if named else "a weekend"
        for closure in self.closures:
            if closure.first <= day <= closure.last:
                return f"in the {closure.name}"
        return None

    def describe(self) -> str:
        """Which calendar this is, so that a result can say what it was checked with."""
        closures = sum((c.last - c.first).days + 1 for c in self.closures)
        council = f", {closures} closure days of the council's own" if closures else ""
        known = f"{bank_holidays.PINNED_FROM} to {bank_holidays.PROCLAIMED_TO}"
        return f"{self.nation}, bank holidays as listed for {known}, else projected{council}"


@lru_cache(maxsize=len(bank_holidays.NATIONS))
def _days_of_work(nation: str) -> bytes:
    """For each day of the calendar, 1 if it is a weekday and no bank holiday, else 0."""
    length = LAST + 1
    works = bytearray(_WEEK_FROM_THURSDAY * (length // _WEEKDAYS + 1))[:length]
    for year in range(days.FIRST_DATE.year, days.LAST_DATE.year + 1):
        for holiday in bank_holidays.bank_holidays(nation, year):
            works[days.number(holiday)] = 0
    return bytes(works)


@lru_cache(maxsize=len(bank_holidays.NATIONS))
def _days_of_section_243(nation: str) -> bytes:
    """For each day of the calendar, 1 if section 243 counts it, else 0.

    The Christmas break runs from the last weekday before Christmas Day to the first one after
    it that is no bank holiday; the Easter break from the Thursday before to the Tuesday after
    Easter Day. Days of mourning or thanksgiving are counted as bank holidays only where they
    were made such.
    """
    weekdays = _days_of_work(nation)
    length = LAST + 1
    works = bytearray(_WEEK_WITHOUT_SUNDAY * (length // _WEEKDAYS + 1))[:length]
    for year in range(days.FIRST_DATE.year, days.LAST_DATE.year + 1):
        for holiday, name in bank_holidays.bank_holidays(nation, year).items():
            works[days.number(holiday)] = 0
            if name == bank_holidays.NAMES["G"]:
                thursday = days.number(holiday) - 1
                works[thursday : thursday + 6] = bytes(6)
        christmas = days.number(date(year, 12, 25))
        first = christmas - 1
        while (first + _THURSDAY) % _WEEKDAYS >= 5:  # a Saturday or a Sunday
            first -= 1
        last = christmas + 1
        while last < LAST and not weekdays[last]:
            last += 1
        works[first : last + 1] = bytes(min(last, LAST) + 1 - first)
    return bytes(works)
