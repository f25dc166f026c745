"""Working calendars: tables against counting day by day."""

from __future__ import annotations

import gc
import weakref
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import Closure, Lag, Unit, WorkingCalendar
from earlyhelp.dates import days as day_numbers
from earlyhelp.dates.bank_holidays import NATIONS, bank_holidays
from earlyhelp.errors import DayOutOfRangeError
from earlyhelp.testing import calendars, days

ENGLAND = WorkingCalendar(nation="england")


@given(calendar=calendars(), day=days())
def test_a_working_day_is_a_weekday_without_a_reason_to_be_closed(
    calendar: WorkingCalendar, day: date
) -> None:
    closed = any(closure.first <= day <= closure.last for closure in calendar.closures)
    is_holiday = day in bank_holidays(calendar.nation, day.year)
    expected = day.isoweekday() <= 5 and not closed and not is_holiday
    assert calendar.is_working(day) == expected
    assert (calendar.why_closed(day) is None) == expected


EVERY_CALENDAR = calendars() | st.builds(
    WorkingCalendar, nation=st.sampled_from(NATIONS), counts_as_section_243=st.just(True)
)


@given(calendar=EVERY_CALENDAR, start=days(), end=days())
def test_working_days_between_are_counted_one_by_one(
    calendar: WorkingCalendar, start: date, end: date
) -> None:
    low, high = sorted((start, end))
    counted = sum(
        calendar.is_working(low + timedelta(days=n)) for n in range(1, (high - low).days + 1)
    )
    assert calendar.working_days(low, high) == counted
    assert calendar.working_days(high, low) == -counted


@given(calendar=EVERY_CALENDAR, day=days())
def test_the_first_and_last_working_day_are_the_nearest(
    calendar: WorkingCalendar, day: date
) -> None:
    first, last = calendar.first_working_day(day), calendar.last_working_day(day)
    assert calendar.is_working(first)
    assert calendar.is_working(last)
    assert last <= day <= first
    assert not any(
        calendar.is_working(last + timedelta(days=n))
        for n in range(1, (first - last).days)
        if last + timedelta(days=n) != day
    )
    assert (first == day) == (last == day) == calendar.is_working(day)


def test_the_counts_that_the_sources_give() -> None:
    """8 to 29 September 2021: 21 elapsed, 22 inclusive, 16 working days inclusive."""
    start, end = date(2021, 9, 8), date(2021, 9, 29)
    assert (end - start).days == 21
    assert ENGLAND.working_days(start - timedelta(days=1), end) == 16


def test_from_the_response_to_the_launch_there_are_56_working_days() -> None:
    response, launch = date(2021, 10, 12), date(2022, 1, 1)
    assert ((launch - response).days, ENGLAND.working_days(response, launch)) == (81, 56)


def test_the_first_working_day_of_2022_is_tuesday_4_january() -> None:
    assert ENGLAND.first_working_day(date(2022, 1, 1)) == date(2022, 1, 4)
    assert ENGLAND.why_closed(date(2022, 1, 1)) == "a weekend and New Year's Day"
    assert (
        ENGLAND.why_closed(date(2022, 1, 3)) == "the bank holiday New Year's Day (substitute day)"
    )


def test_a_closure_includes_both_its_ends() -> None:
    shut = Closure(first=date(2021, 12, 29), last=date(2021, 12, 31), name="Christmas closure")
    calendar = WorkingCalendar(nation="england", closures=(shut,))
    assert not calendar.is_working(date(2021, 12, 29))
    assert not calendar.is_working(date(2021, 12, 31))
    assert calendar.working_days(date(2021, 10, 12), date(2022, 1, 1)) == 53
    for day in (29, 30, 31):
        assert calendar.why_closed(date(2021, 12, day)) == "in the Christmas closure"


@pytest.mark.parametrize("counts_as_section_243", [False, True])
@pytest.mark.parametrize("year", [1970, 2098, 2099])
def test_the_first_and_the_last_years_of_the_calendar_have_their_holidays(
    year: int, counts_as_section_243: bool
) -> None:
    calendar = WorkingCalendar(nation="england", counts_as_section_243=counts_as_section_243)
    assert not calendar.is_working(date(year, 12, 25))
    assert calendar.is_working(date(year, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2028, 1, 1), "New Year's Day"),
        (date(2021, 12, 25), "Christmas Day"),
        (date(2021, 12, 26), "Boxing Day"),
    ],
)
def test_a_holiday_at_a_weekend_is_named(day: date, name: str) -> None:
    assert ENGLAND.why_closed(day) == f"a weekend and {name}"
    around = (day + timedelta(days=n) for n in (-14, 14))
    assert {ENGLAND.why_closed(other) for other in around} == {"a weekend"}


def test_the_last_day_of_the_calendar_is_worked_unless_it_is_closed() -> None:
    last = day_numbers.LAST_DATE
    closed = Closure(first=last, last=last, name="The end")
    for is_other in (False, True):
        calendar = WorkingCalendar(nation="england", counts_as_section_243=is_other)
        assert calendar.first_working_day(last) == calendar.last_working_day(last) == last
    calendar = WorkingCalendar(nation="england", closures=(closed,))
    assert calendar.last_working_day(last) == last - timedelta(days=1)
    with pytest.raises(DayOutOfRangeError):
        calendar.first_working_day(last)


def test_calendars_that_say_the_same_are_equal_whatever_was_worked_out_on_them() -> None:
    one, other = WorkingCalendar(nation="wales"), WorkingCalendar(nation="wales")
    Lag(5, Unit.WORKING_DAYS).steps(one)
    assert (one, hash(one), repr(one)) == (other, hash(other), repr(other))
    assert len(repr(one)) < 200  # and not the tables
    with pytest.raises(TypeError):
        WorkingCalendar(nation="wales", worked_out={})  # type: ignore[call-arg]


def test_a_calendar_may_have_no_working_day_at_all() -> None:
    always = Closure(first=day_numbers.FIRST_DATE, last=day_numbers.LAST_DATE, name="for good")
    assert not WorkingCalendar(nation="england", closures=(always,)).has_working_days


def test_what_no_calendar_could_handle_is_refused() -> None:
    with pytest.raises(ValueError, match="not one of"):
        WorkingCalendar(nation="britain")
    with pytest.raises(ValueError, match="before it begins"):
        Closure(first=date(2021, 12, 31), last=date(2021, 12, 29), name="backwards")
    with pytest.raises(DayOutOfRangeError):
        ENGLAND.is_working(date(2100, 1, 1))
    with pytest.raises(TypeError, match="not datetime"):
        ENGLAND.is_working(datetime(2021, 9, 8))  # noqa: DTZ001 - the point is that it is refused


def test_a_calendar_that_nobody_has_any_more_is_let_go() -> None:
    """It is some megabytes large: what was worked out on it must not keep it."""
    calendar = WorkingCalendar(
        nation="england",
        closures=(Closure(first=date(2021, 12, 24), last=date(2021, 12, 31), name="Christmas"),),
    )
    for unit in Unit:
        Lag(5, unit).steps(calendar)
        Lag(5, unit).most_days(calendar)
    kept = weakref.ref(calendar)
    del calendar
    gc.collect()
    assert kept() is None
