"""How far does a plan move, and which date does each of its dates become?"""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from earlyhelp.dates import days, words
from earlyhelp.dates.expressions import DateExpression, Precision

_MIDDLE_OF_A_MONTH = 15
_MIDDLE_OF_A_YEAR = (7, 2)
_MIDDLE_OF_A_FINANCIAL_YEAR = (10, 1)
_APRIL = 4
_THURSDAY = 3
#: What stays just what it is in another year.
_PERIODS_OF_A_YEAR = (Precision.MONTH, Precision.MONTH_END, Precision.YEAR)


@attrs.frozen(kw_only=True)
class Move:
    """By how much every date of a plan moves: by calendar days, or else by whole years.

    By days, what lies between two days stays as long as it was. By years, each day keeps
    its date, and 29 February becomes 28 February where there is none.
    """

    days: int = 0
    years: int = 0

    def __attrs_post_init__(self) -> None:
        """Refuse a move by both."""
        if self.days and self.years:
            message = "a plan moves by days or by years"
            raise ValueError(message)

    @classmethod
    def by_whole_weeks(cls, first: date, to: date) -> Move:
        """The move by whole weeks that brings `first` nearest to `to`."""
        weeks, rest = divmod((to - first).days, 7)
        return cls(days=7 * (weeks + (rest > 3)))

    @property
    def is_nothing(self) -> bool:
        """Whether nothing moves."""
        return not (self.days or self.years)

    def day(self, day: date) -> date:
        """The day that a day becomes; :class:`DayOutOfRangeError` outside 1970 to 2099."""
        if not self.years:
            return days.day(days.number(day) + self.days)
        year = day.year + self.years
        if not days.FIRST_DATE.year <= year <= days.LAST_DATE.year:
            return days.day(days.BEYOND)
        return date(year, day.month, min(day.day, days.length_of_month(year, day.month)))

    def financial_year(self, first: int) -> int:
        """The year in which the financial year begins that one from April of `first` becomes.

        It is the one that its middle, 1 October, moves to. Raises :class:`DayOutOfRangeError`.
        """
        middle = self.day(date(first, *_MIDDLE_OF_A_FINANCIAL_YEAR))
        return middle.year - (middle.month < _APRIL)

    def date(self, when: DateExpression) -> DateExpression:
        """The date that a date becomes, as precise as it is: a week stays a week.

        A week becomes the nearest week; a month or a year the one that its middle moves to.
        Raises :class:`DayOutOfRangeError`.
        """
        match when.precision:
            case Precision.DAY:
                return DateExpression.of(self.day(when.first))
            case Precision.WEEK:
                monday = self.day(when.first)
                past = monday.weekday()
                monday += timedelta(days=-past if past <= _THURSDAY else 7 - past)
                text = f"week of {monday.isoformat()}"
            case Precision.MONTH | Precision.MONTH_END:
                middle = self.day(when.first.replace(day=_MIDDLE_OF_A_MONTH))
                end_of = "end of " if when.is_deadline else ""
                text = f"{end_of}{middle.year:04d}-{middle.month:02d}"
            case Precision.YEAR:
                month, day = _MIDDLE_OF_A_YEAR
                text = str(self.day(date(when.first.year, month, day)).year)
            case Precision.RANGE:
                text = f"{self.day(when.first).isoformat()} to {self.day(when.last).isoformat()}"
        return DateExpression.parse(text)

    def is_exact_for(self, when: DateExpression) -> bool:
        """Whether a date moves by just so much, at each end that it says anything of."""
        if self.years and when.precision in _PERIODS_OF_A_YEAR:
            return True
        now = self.date(when)
        ends = [(when.last, now.last)]
        if not when.is_deadline:
            ends.append((when.first, now.first))
        if self.years:
            return all(then == self.day(was) and then.day == was.day for was, then in ends)
        return all((then - was).days == self.days for was, then in ends)

    def in_words(self) -> str:
        """``1,827 calendar days later (261 weeks)``, ``5 years later``."""
        number, thing = (self.years, "year") if self.years else (self.days, "calendar day")
        which = "later" if number >= 0 else "earlier"
        said = f"{words.count(abs(number), thing).replace(str(abs(number)), f'{abs(number):,}')}"
        weeks, rest = divmod(abs(self.days), 7)
        in_weeks = f" ({words.count(weeks, 'week')})" if weeks and not rest else ""
        return f"{said} {which}{in_weeks}"
