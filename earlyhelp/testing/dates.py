"""How are days, lags and working calendars drawn?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from hypothesis import strategies as st

from earlyhelp.dates import Closure, DateExpression, Lag, Unit, WorkingCalendar
from earlyhelp.dates.bank_holidays import NATIONS, bank_holidays
from earlyhelp.dates.days import LAST_DATE, length_of_month

FIRST_DAY = date(2019, 1, 1)
LAST_DAY = date(2030, 12, 31)
#: Units whose length in days does not depend on where they begin.
CALENDAR_UNITS = (Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.CLEAR_DAYS)


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> st.SearchStrategy[date]:
    """Days from `first` to `last`, both inclusive.

    Most are where counting goes wrong: the last day of a month, a leap day, a bank holiday of any
    nation or the day that stands in for one, or the day before or after these three.
    """
    kinds = zip(*(_eventful(year) for year in range(first.year, last.year + 1)), strict=True)
    inside = ([day for year in years for day in year if first <= day <= last] for years in kinds)
    eventful = [st.sampled_from(found) for found in inside if found]
    return st.one_of(st.dates(first, last), *eventful)


@lru_cache
def _eventful(year: int) -> tuple[list[date], ...]:
    """Days of a year on which counting goes wrong, by kinds, so that none is drowned by another."""
    ends = [date(year, month, length_of_month(year, month)) for month in range(1, 13)]
    leap_days = [date(year, 2, 29)] if length_of_month(year, 2) == 29 else []
    holidays = [found for nation in NATIONS for found in bank_holidays(nation, year).items()]
    substitutes = [day for day, name in holidays if "substitute" in name]
    about = (leap_days, [day for day, _ in holidays], substitutes)
    return ends, *(_about(year, days) for days in about)


def _about(year: int, events: Iterable[date]) -> list[date]:
    """Days of a year, those before them, and those after them."""
    numbers = {day.toordinal() + by for day in events for by in (-1, 0, 1)}
    return [day for day in map(date.fromordinal, sorted(numbers)) if day.year == year]


@st.composite
def date_expressions(
    draw: st.DrawFn, first: date = FIRST_DAY, last: date = LAST_DAY
) -> DateExpression:
    """Dates as plans have them, as precise as they are: a day, a week, a month, a year, a range.

    Each says of when it is by ``.first`` and ``.last``, both inclusive. The day that it is drawn
    around is from `first` to `last`.
    """
    day = draw(days(first, last))
    monday = day - timedelta(days=day.weekday())
    end = min(day + timedelta(days=draw(st.integers(1, 60))), LAST_DATE)
    text = draw(
        st.sampled_from(
            (
                day.isoformat(),
                f"week of {monday.isoformat()}",
                f"{day.year:04d}-{day.month:02d}",
                f"end of {day.year:04d}-{day.month:02d}",
                f"{day.year:04d}",
                f"{day.isoformat()} to {end.isoformat()}",
            )
        )
    )
    return DateExpression.parse(text)


def lags(units: Sequence[Unit] = tuple(Unit), longest: int = 60) -> st.SearchStrategy[Lag]:
    """Lags in any of `units`, of at most `longest` of them."""
    # half of them short, because a long one in a failing example is rarely found a shorter one for
    counts = st.integers(0, min(3, longest)) | st.integers(0, longest)
    return st.builds(Lag, counts, st.sampled_from(units))


@st.composite
def calendars(draw: st.DrawFn, *, closures: int = 3) -> WorkingCalendar:
    """Calendars of all nations, with up to `closures` closures of up to three weeks."""
    made = []
    for number in range(draw(st.integers(0, closures))):
        first = draw(days(date(2020, 1, 1), date(2029, 12, 31)))
        length = draw(st.integers(0, 20))
        last = first + timedelta(days=length)
        made.append(Closure(first=first, last=last, name=f"closure {number + 1}"))
    return WorkingCalendar(nation=draw(st.sampled_from(NATIONS)), closures=tuple(made))
