"""Days as section 243 of the Local Government Act 1972 counts them: Saturdays, but no breaks."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import Lag, Unit, WorkingCalendar
from earlyhelp.dates.bank_holidays import NATIONS, bank_holidays
from earlyhelp.testing import days

DAY: Final = timedelta(days=1)
ENGLAND: Final = WorkingCalendar(nation="england", counts_as_section_243=True)
WORKING: Final = WorkingCalendar(nation="england")


def easter(year: int) -> date:
    """Easter Day, as the tables of the Prayer Book give it for the years that are tested."""
    month, day = {
        2019: (4, 21),
        2020: (4, 12),
        2021: (4, 4),
        2022: (4, 17),
        2023: (4, 9),
        2024: (3, 31),
        2025: (4, 20),
        2026: (4, 5),
        2027: (3, 28),
        2028: (4, 16),
        2029: (4, 1),
        2030: (4, 21),
    }[year]
    return date(year, month, day)


@cache
def days_that_do_not_count(nation: str, year: int) -> frozenset[date]:
    """The slow obvious way: every day of a year is looked at, and the breaks are walked."""
    holidays = set(bank_holidays(nation, year)) | set(bank_holidays(nation, year + 1))
    away = {day for day in holidays if day.year == year}
    first = date(year, 1, 1)
    away |= {day for n in range(366) if (day := first + n * DAY).isoweekday() == 7}
    day = date(year, 12, 24)
    while day.isoweekday() > 5:  # the last weekday before Christmas Day
        day -= DAY
    while day <= date(year, 12, 25) or day.isoweekday() > 5 or day in holidays:
        away.add(day)
        day += DAY
    away.add(day)  # the first weekday after it that is no bank holiday
    away |= {easter(year) + n * DAY for n in (-3, -2, -1, 0, 1, 2)}
    return frozenset(day for day in away if day.year == year)


def counts(day: date, nation: str = "england") -> bool:
    return day not in days_that_do_not_count(nation, day.year)


@given(nation=st.sampled_from(NATIONS), day=days())
def test_a_day_counts_exactly_where_the_slow_way_counts_it(nation: str, day: date) -> None:
    calendar = WorkingCalendar(nation=nation, counts_as_section_243=True)
    assert calendar.is_working(day) == counts(day, nation)


@pytest.mark.parametrize("year", range(2019, 2031))
@pytest.mark.parametrize("nation", NATIONS)
def test_every_day_of_every_year_agrees_with_the_slow_way(nation: str, year: int) -> None:
    calendar = WorkingCalendar(nation=nation, counts_as_section_243=True)
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    found = {date(year, 1, 1) + n * DAY for n in range(length)}
    assert {day for day in found if not calendar.is_working(day)} == days_that_do_not_count(
        nation, year
    )


@given(notice=days(date(2019, 1, 1), date(2030, 11, 30)), count=st.integers(0, 10))
def test_clear_days_lie_strictly_between(notice: date, count: int) -> None:
    """The first day that so many days which count lie before, since the day after the notice."""
    day, between = notice + DAY, 0
    while between < count or not counts(day):
        between += counts(day)
        day += DAY
    assert Lag(count, Unit.CLEAR_WORKING_DAYS).later(notice, ENGLAND) == day


@given(meeting=days(date(2019, 2, 1), date(2030, 12, 31)), count=st.integers(0, 10))
def test_the_last_day_of_notice_leaves_the_clear_days_and_the_next_one_does_not(
    meeting: date, count: int
) -> None:
    while not counts(meeting):
        meeting += DAY
    last = Lag(count, Unit.CLEAR_WORKING_DAYS).latest_from(meeting, ENGLAND)
    between = [counts(last + n * DAY) for n in range(1, (meeting - last).days)]
    assert sum(between) == count
    assert count == 0 or between[0]  # to serve it a day later would lose one


def test_saturdays_count_and_sundays_do_not() -> None:
    assert ENGLAND.is_working(date(2021, 9, 25))
    assert not ENGLAND.is_working(date(2021, 9, 26))
    assert not WORKING.is_working(date(2021, 9, 25))


def test_the_christmas_break_of_2021_is_24_to_29_december() -> None:
    """Monday 27 and Tuesday 28 are substitute days, so the first weekday after is the 29th."""
    assert ENGLAND.is_working(date(2021, 12, 23))
    assert not any(ENGLAND.is_working(date(2021, 12, day)) for day in range(24, 30))
    assert ENGLAND.is_working(date(2021, 12, 30))


def test_where_christmas_day_is_a_sunday_the_break_begins_on_the_friday() -> None:
    """The last weekday before it is Friday 23 December 2022, and Saturday is in the break."""
    assert ENGLAND.is_working(date(2022, 12, 22))
    assert not any(ENGLAND.is_working(date(2022, 12, day)) for day in range(23, 29))
    assert ENGLAND.is_working(date(2022, 12, 29))


def test_the_easter_break_is_from_thursday_to_tuesday() -> None:
    assert ENGLAND.is_working(date(2021, 3, 31))
    assert not any(ENGLAND.is_working(date(2021, 4, day)) for day in range(1, 7))
    assert ENGLAND.is_working(date(2021, 4, 7))


@pytest.mark.parametrize("day", [date(2022, 1, 3), date(2021, 8, 30), date(2022, 9, 19)])
def test_bank_holidays_do_not_count(day: date) -> None:
    assert not ENGLAND.is_working(day)


def test_new_years_day_on_a_saturday_counts_because_the_bank_holiday_is_the_monday() -> None:
    """A nominal day at the weekend is no bank holiday: its substitute is."""
    assert ENGLAND.is_working(date(2022, 1, 1))
    assert not ENGLAND.is_working(date(2022, 1, 3))


def test_for_12_january_2022_the_agenda_is_out_by_the_4th_or_with_a_saturday_by_the_5th() -> None:
    meeting, five = date(2022, 1, 12), Lag(5, Unit.CLEAR_WORKING_DAYS)
    assert five.latest_from(meeting, WORKING) == date(2022, 1, 4)
    assert five.latest_from(meeting, ENGLAND) == date(2022, 1, 5)
