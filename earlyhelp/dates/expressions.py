"""What people mean by a date that may be less precise than a day.

An imprecise date stays imprecise: it keeps its words, and says which first and last day
it can mean. Nothing here rounds.
"""

from __future__ import annotations

import enum
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import attrs

from earlyhelp.dates import days, words
from earlyhelp.dates.days import length_of_month
from earlyhelp.errors import DayOutOfRangeError, NotADayError


class Precision(enum.Enum):
    """How exactly a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    MONTH_END = "end of month"
    YEAR = "year"
    RANGE = "range"


#: Looked up once: to find an enumeration's member takes longer than to compare it.
_DAY, _MONTH_END = Precision.DAY, Precision.MONTH_END


@attrs.frozen
class DateExpression:
    """A day, or a period within which a day lies.

    `first` and `last` are inclusive. ``end of`` a month is a deadline on its last day:
    it says nothing of how early, so :attr:`is_deadline` is true and `first` is only the
    first of that month.
    """

    text: str  #: as the plan has it
    precision: Precision
    first: date
    last: date
    low: int  #: the day number of `first`
    high: int  #: the day number of `last`

    @classmethod
    def parse(cls, text: str) -> DateExpression:
        """Read a date expression.

        Raises :class:`NotADayError` with the nearest right form in the message, and
        :class:`DayOutOfRangeError` outside 1970 to 2099.
        """
        return _parse(text)

    @classmethod
    def of(cls, day: date) -> DateExpression:
        """The expression that names exactly `day`."""
        return _parse(day.isoformat())

    @property
    def is_exact(self) -> bool:
        """Whether it names one day."""
        return self.precision is _DAY

    @property
    def is_deadline(self) -> bool:
        """Whether it says only how late, and not how early."""
        return self.precision is _MONTH_END

    def in_a_sentence(self) -> str:
        """The same with its article: ``the week of …``, ``the end of …``."""
        has_article = self.precision in (Precision.WEEK, Precision.MONTH_END)
        return f"the {self.in_words()}" if has_article else self.in_words()

    def with_preposition(self) -> str:
        """As it follows a verb: ``on Monday …``, ``in the week of …``, ``by the end of …``."""
        if self.is_exact:
            return f"on {self.in_words()}"
        return f"{'by' if self.is_deadline else 'in'} {self.in_a_sentence()}"

    def without_weekday(self) -> str:
        """``8 September 2021``, for tables; one that is less precise keeps its words."""
        return words.short(self.first) if self.is_exact else self.in_words()

    def in_words(self) -> str:
        """GOV.UK style: ``Wednesday 8 September 2021``, ``end of October 2021``."""
        match self.precision:
            case Precision.DAY:
                return words.day(self.first)
            case Precision.WEEK:
                return f"week of {words.day(self.first)}"
            case Precision.MONTH:
                return words.month(self.first)
            case Precision.MONTH_END:
                return f"end of {words.month(self.first)}"
            case Precision.YEAR:
                return str(self.first.year)
            case Precision.RANGE:
                return words.span(self.first, self.last)


_WEEK = re.compile(r"week of (\S+)\Z")
_END_OF = re.compile(r"end of (\S+)\Z")
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})\Z")
_YEAR: Final = re.compile(r"[0-9]{4}\Z")
_RANGE: Final = re.compile(r"(\S+) to (\S+)\Z")
_MONDAY_TO_FRIDAY: Final = timedelta(days=4)


@lru_cache(maxsize=16384)
def _parse(text: str) -> DateExpression:
    if (match := _WEEK.match(text)) is not None:
        monday = days.day(days.parse(match.group(1)))
        if monday.weekday() != 0:
            right = monday - timedelta(days=monday.weekday())
            raise NotADayError(
                f'"{text}" is not a week: {monday.isoformat()} is a {words.weekday(monday)}; '
                f'a week is named by its Monday, "week of {right.isoformat()}"'
            )
        return _expression(text, Precision.WEEK, monday, monday + _MONDAY_TO_FRIDAY)
    if (match := _END_OF.match(text)) is not None:
        first, last = _month(match.group(1), text)
        return _expression(text, Precision.MONTH_END, first, last)
    if _MONTH.match(text) is not None:
        return _expression(text, Precision.MONTH, *_month(text, text))
    if _YEAR.match(text) is not None:
        year = int(text)
        if not days.FIRST_DATE.year <= year <= days.LAST_DATE.year:
            raise DayOutOfRangeError(days.out_of_range(text))
        return _expression(text, Precision.YEAR, date(year, 1, 1), date(year, 12, 31))
    if (match := _RANGE.match(text)) is not None:
        first, last = (days.day(days.parse(end)) for end in match.groups())
        if last < first:
            raise NotADayError(f'"{text}" ends before it begins')
        return _expression(text, Precision.RANGE, first, last)
    value = days.parse(text, days_only=False)
    day = days.day(value)
    return DateExpression(text, Precision.DAY, day, day, value, value)


def _expression(text: str, precision: Precision, first: date, last: date) -> DateExpression:
    return DateExpression(text, precision, first, last, days.number(first), days.number(last))


def _month(text: str, whole: str) -> tuple[date, date]:
    """The first and the last day of ``YYYY-MM``."""
    match = _MONTH.match(text)
    if match is None:
        raise NotADayError(f'"{days.shortened(whole)}" is not a date: write a month as YYYY-MM')
    year, month = map(int, match.groups())
    if not 1 <= month <= 12:
        raise NotADayError(f'"{whole}" is not a date: there is no month {month:02d}')
    if not days.FIRST_DATE.year <= year <= days.LAST_DATE.year:
        raise DayOutOfRangeError(days.out_of_range(whole))
    return date(year, month, 1), date(year, month, length_of_month(year, month))
