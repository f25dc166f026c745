"""Which days there are: dates as day numbers, and back.

The core counts whole days from 1 January 1970, which is day 0. A plain integer makes
the solver's inner loop fast and lets the calendar's tables be indexed directly. People
never see one: everything public takes and returns :class:`datetime.date`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from earlyhelp.dates import words
from earlyhelp.errors import DayOutOfRangeError, NotADayError

FIRST_DATE: Final = date(1970, 1, 1)
LAST_DATE: Final = date(2099, 12, 31)
_EPOCH: Final = FIRST_DATE.toordinal()

#: Day numbers of the first and the last day that a plan can speak of, both inclusive.
FIRST: Final = 0
LAST: Final = LAST_DATE.toordinal() - _EPOCH
#: What arithmetic answers when it leaves the calendar at either end.
BEFORE: Final = FIRST - 1
BEYOND: Final = LAST + 1

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")


def number(day: date) -> int:
    """The day number of `day`.

    Raises :class:`DayOutOfRangeError` outside 1970 to 2099, and :class:`TypeError` for
    a ``datetime``, which is a ``date`` to ``isinstance`` but not a whole day.
    """
    if type(day) is not date:
        message = f"a day is a datetime.date, not {type(day).__name__}"
        raise TypeError(message)
    value = day.toordinal() - _EPOCH
    if not FIRST <= value <= LAST:
        raise DayOutOfRangeError(out_of_range(day.isoformat()))
    return value


def day(value: int) -> date:
    """The date of a day number; :class:`DayOutOfRangeError` outside the calendar."""
    if not FIRST <= value <= LAST:
        message = "the answer lies outside the calendar, which runs from 1970 to 2099"
        raise DayOutOfRangeError(message)
    return date.fromordinal(value + _EPOCH)


def parse(text: str, *, days_only: bool = True) -> int:
    """The day number that an ISO date such as ``2021-09-08`` names.

    Raises :class:`NotADayError` for every other form, with the right one in the
    message where it can be told, and :class:`DayOutOfRangeError` outside 1970 to 2099. Without
    `days_only` the right one can be that of a week or another period.
    """
    match = _ISO_DAY.match(text)
    if match is None:
        from earlyhelp.dates.right_form import right_form  # which only what is refused needs

        right = right_form(text, days_only=days_only)
        raise NotADayError(f'"{shortened(text)}" is not a day: {right}')
    year, month, day_of_month = map(int, match.groups())
    try:
        value = date(year, month, day_of_month)
    except ValueError:
        raise NotADayError(f'"{text}" is not a day: {_why_not(year, month)}') from None
    return number(value)


def out_of_range(text: str) -> str:
    """What to say of a day that the calendar does not reach."""
    return f"{text} is outside the calendar, which runs from 1970-01-01 to 2099-12-31"


def shortened(text: str, width: int = 60) -> str:
    """`text` for use inside a message: on one line, and at most `width` characters of it."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text[: width + 1])
    return text if len(text) <= width else text[: width - 1] + "…"


def _why_not(year: int, month: int) -> str:
    if year < 1:
        return "there is no year 0"
    if not 1 <= month <= 12:
        return f"there is no month {month:02d}; write the day as YYYY-MM-DD"
    first = date(year, month, 1)
    return f"{words.month(first)} has {length_of_month(year, month)} days"


def length_of_month(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31
