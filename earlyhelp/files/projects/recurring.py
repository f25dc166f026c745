"""On which days does an exception of a calendar fall that comes back?

The kinds and their numbers are those of Project's dialog: so many days, weeks, months or years
apart; on a date, or on the first to last weekday of a month. Weeks begin on Sunday, whatever
the calendar shows, and are counted from the one in which the span begins; months from the month
in which it begins. Source: "Exception element" and those in it, Project XML Data Interchange
Schema Reference, Microsoft; checked against files in which Project itself wrote all days out.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from earlyhelp.files.projects.xml_tree import Element

if TYPE_CHECKING:
    from earlyhelp.files.projects.mspdi import Values

DAILY: Final = 1
_YEARLY_ON_A_DATE: Final = 2
_YEARLY_BY_WEEKDAY: Final = 3
_MONTHLY_ON_A_DATE: Final = 4
_MONTHLY_BY_WEEKDAY: Final = 5
_WEEKLY: Final = 6
_EVERY_SO_MANY_DAYS: Final = 7
#: What a "month item" is besides a weekday: any day, Monday to Friday, Saturday and Sunday.
_ITEMS: Final = {0: {*range(7)}, 1: {*range(5)}, 2: {5, 6}}
_MONDAY_ITEM: Final = 4  #: Sunday is 3 and Saturday 9
_LAST_ITEM: Final = 9
_LAST: Final = 4  #: the position; 0 to 3 are first to fourth


def days_of(at: Element, values: Values, first: date, last: date) -> tuple[date, ...] | None:
    """The days from `first` to `last`, both inclusive.

    ``None`` where they are not certain: a kind that is not known, the 31st of a month without
    one, or every second month from one whose day had passed.
    """
    kind = values.number(at, "Type", DAILY)
    period = max(1, values.number(at, "Period", 1))
    if kind in (DAILY, _EVERY_SO_MANY_DAYS):
        return tuple(days_between(first, last, period))
    if kind == _WEEKLY:
        found = [*_weekly(first, last, period, values.number(at, "DaysOfWeek", 0))]
        return tuple(day for day in found if first <= day <= last)
    if kind in (_MONTHLY_ON_A_DATE, _MONTHLY_BY_WEEKDAY):
        months = [*_months(first, last, period)]
    elif kind in (_YEARLY_ON_A_DATE, _YEARLY_BY_WEEKDAY):
        month = values.number(at, "Month", -1) + 1
        months = [(year, month) for year in range(first.year, last.year + 1)]
        period = 1
    else:
        return None
    on_a_date = kind in (_MONTHLY_ON_A_DATE, _YEARLY_ON_A_DATE)
    each = [_in_month(at, values, *month, on_a_date=on_a_date) for month in months]
    if None in each or (period > 1 and each[0] is not None and each[0] < first):
        return None
    return tuple(day for day in each if day is not None and first <= day <= last)


def days_between(first: date, last: date, period: int = 1) -> Iterator[date]:
    """From `first` to `last`, both inclusive, every day or every so many."""
    for number in range(0, (last - first).days + 1, period):
        yield first + timedelta(days=number)


def _weekly(first: date, last: date, period: int, weekdays: int) -> Iterator[date]:
    """`weekdays` adds up 1 for Sunday, 2 for Monday, to 64 for Saturday."""
    sunday = first - timedelta(days=first.isoweekday() % 7)
    for number in range(0, (last - sunday).days + 1, 7 * period):
        for weekday in range(7):
            if weekdays >> weekday & 1:
                yield sunday + timedelta(days=number + weekday)


def _months(first: date, last: date, period: int) -> Iterator[tuple[int, int]]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month, period):
        yield number // 12, number % 12 + 1


def _in_month(
    at: Element, values: Values, year: int, month: int, *, on_a_date: bool
) -> date | None:
    """Its day in a month; ``None`` where there is no such day."""
    if not 1 <= month <= 12:
        return None
    length = calendar.monthrange(year, month)[1]
    if on_a_date:
        day = values.number(at, "MonthDay", 0)
        return date(year, month, day) if 1 <= day <= length else None
    item, position = values.number(at, "MonthItem", -1), values.number(at, "MonthPosition", -1)
    if not (0 <= item <= _LAST_ITEM and 0 <= position <= _LAST):
        return None
    wanted = _ITEMS.get(item) or {(item - _MONDAY_ITEM) % 7}
    fitting = [
        one for day in range(1, length + 1) if (one := date(year, month, day)).weekday() in wanted
    ]
    return fitting[-1 if position == _LAST else position]
