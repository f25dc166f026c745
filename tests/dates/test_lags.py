"""The laws of lags: three exact functions that belong to each other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import Closure, Lag, Unit, WorkingCalendar
from earlyhelp.dates import days as day_numbers
from earlyhelp.dates.days import BEFORE, BEYOND, FIRST, LAST
from earlyhelp.errors import BareLagError, DayOutOfRangeError, NotALagError
from earlyhelp.testing import calendars, days, lags

ENGLAND = WorkingCalendar(nation="england")
NUMBERS = st.integers(FIRST, LAST) | st.integers(LAST - 400, LAST) | st.integers(FIRST, 400)


@given(lag=lags(), calendar=calendars(), start=days(), end=days())
def test_latest_from_is_the_last_start_that_still_fits(
    lag: Lag, calendar: WorkingCalendar, start: date, end: date
) -> None:
    fits = lag.later(start, calendar) <= end
    assert fits == (start <= lag.latest_from(end, calendar))


@given(lag=lags(), calendar=calendars(), start=days(), end=days())
def test_earliest_from_is_the_first_start_that_reaches(
    lag: Lag, calendar: WorkingCalendar, start: date, end: date
) -> None:
    reaches = lag.later(start, calendar) >= end
    assert reaches == (start >= lag.earliest_from(end, calendar))


@given(lag=lags(longest=10_000), calendar=calendars(), start=NUMBERS, end=NUMBERS)
def test_both_laws_hold_up_to_the_edges_of_the_calendar(
    lag: Lag, calendar: WorkingCalendar, start: int, end: int
) -> None:
    steps = lag.steps(calendar)
    reached = steps.later(start)
    assert FIRST <= reached <= BEYOND
    assert (reached <= end) == (start <= steps.latest_from(end))
    assert (reached >= end) == (start >= steps.earliest_from(end))
    assert steps.latest_from(end) >= BEFORE


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("edge", [FIRST, LAST - 70])
def test_both_laws_hold_for_every_pair_of_days_at_an_edge(unit: Unit, edge: int) -> None:
    near = range(edge, edge + 71)
    for count in (0, 1, 2):
        steps = Lag(count, unit).steps(ENGLAND)
        for start in near:
            reached = steps.later(start)
            for end in near:
                assert (reached <= end) == (start <= steps.latest_from(end))
                assert (reached >= end) == (start >= steps.earliest_from(end))


def test_a_lag_may_end_on_the_last_day_that_there_is() -> None:
    for unit, days_on in ((Unit.CALENDAR_DAYS, 3), (Unit.WEEKS, 21), (Unit.CLEAR_DAYS, 4)):
        steps = Lag(3, unit).steps(ENGLAND)
        assert [steps.later(LAST - days_on + more) for more in (0, 1)] == [LAST, BEYOND]
        assert [steps.latest_from(days_on - less) for less in (0, 1)] == [FIRST, BEFORE]
        assert [steps.earliest_from(day) for day in (0, days_on, days_on + 1)] == [0, 0, 1]


@given(lag=lags(), calendar=calendars(), start=days(), gap=st.integers(0, 400))
def test_a_later_start_never_ends_earlier(
    lag: Lag, calendar: WorkingCalendar, start: date, gap: int
) -> None:
    assert lag.later(start, calendar) <= lag.later(start + timedelta(days=gap), calendar)


@given(lag=lags((Unit.WORKING_DAYS,), 30), calendar=calendars(), start=days())
def test_working_days_are_counted_one_by_one(
    lag: Lag, calendar: WorkingCalendar, start: date
) -> None:
    day, counted = start, 0
    while counted < lag.count:
        day += timedelta(days=1)
        counted += calendar.is_working(day)
    assert lag.later(start, calendar) == day


@given(lag=lags((Unit.CLEAR_WORKING_DAYS,), 30), calendar=calendars(), start=days())
def test_clear_working_days_lie_strictly_between(
    lag: Lag, calendar: WorkingCalendar, start: date
) -> None:
    end = lag.later(start, calendar)
    between = (start + timedelta(days=n) for n in range(1, (end - start).days))
    assert sum(map(calendar.is_working, between)) == lag.count
    assert calendar.is_working(end)


@given(lag=lags((Unit.CLEAR_DAYS,)), start=days())
def test_clear_days_lie_strictly_between(lag: Lag, start: date) -> None:
    assert (lag.later(start, ENGLAND) - start).days - 1 == lag.count


@given(count=st.integers(0, 600), start=days())
def test_months_end_on_the_corresponding_day_or_the_months_last(count: int, start: date) -> None:
    end = Lag(count, Unit.MONTHS).later(start, ENGLAND)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    is_last_of_month = (end + timedelta(days=1)).month != end.month
    assert end.day == start.day or (end.day < start.day and is_last_of_month)


@given(lag=lags(longest=300), calendar=calendars(), start=NUMBERS)
def test_no_lag_is_shorter_or_longer_than_its_extent(
    lag: Lag, calendar: WorkingCalendar, start: int
) -> None:
    reached = lag.steps(calendar).later(start)
    if reached <= LAST:
        assert lag.fewest_days(calendar) <= reached - start <= lag.most_days(calendar)


@given(lag=lags((Unit.WORKING_DAYS, Unit.CLEAR_WORKING_DAYS), 40), calendar=calendars(closures=0))
def test_the_extent_of_working_days_is_reached_somewhere(
    lag: Lag, calendar: WorkingCalendar
) -> None:
    later = lag.steps(calendar).later
    spans = {later(day) - day for day in range(FIRST, LAST) if later(day) <= LAST}
    assert (min(spans), max(spans)) == (lag.fewest_days(calendar), lag.most_days(calendar))


def test_months_are_as_long_as_the_longest_and_as_short_as_the_shortest_of_them() -> None:
    """To a few days: February, and a month's last day, may be worth no more."""
    starts = range(day_numbers.number(date(2021, 1, 1)), day_numbers.number(date(2029, 1, 1)))
    for count in (*range(1, 25), 600):
        lag = Lag(count, Unit.MONTHS)
        spans = {lag.steps(ENGLAND).later(start) - start for start in starts}
        assert lag.fewest_days(ENGLAND) <= min(spans)
        assert max(spans) <= lag.most_days(ENGLAND)
        if count <= 24:
            assert min(spans) - lag.fewest_days(ENGLAND) <= 4
            assert lag.most_days(ENGLAND) - max(spans) <= 5
    assert Lag(1, Unit.MONTHS).fewest_days(ENGLAND) == 28


def test_where_few_days_are_worked_a_lag_is_longest_from_the_first_day_there_is() -> None:
    """The office is open from Monday 4 to Wednesday 6 October 2021, and never else."""
    before = Closure(first=day_numbers.FIRST_DATE, last=date(2021, 10, 3), name="before")
    after = Closure(first=date(2021, 10, 7), last=day_numbers.LAST_DATE, name="after")
    calendar = WorkingCalendar(nation="england", closures=(before, after))
    most = [Lag(count, Unit.WORKING_DAYS).most_days(calendar) for count in (1, 2, 3, 4)]
    monday = day_numbers.number(date(2021, 10, 4))
    assert most == [monday, monday + 1, monday + 2, BEYOND]


@pytest.mark.parametrize("unit", [Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS, Unit.WORKING_DAYS])
def test_a_lag_of_nothing_stays_where_it_is(unit: Unit) -> None:
    saturday = date(2021, 10, 2)
    assert Lag(0, unit).later(saturday, ENGLAND) == saturday


@given(count=st.integers(0, 40), unit=st.sampled_from(Unit))
def test_no_lag_goes_back_over_more_working_days_than_it_says(count: int, unit: Unit) -> None:
    lag = Lag(count, unit)
    back = lag.steps(ENGLAND).earliest_from
    year = range(LAST - 800, LAST - 400)
    most = max(ENGLAND.between(back(day), day) for day in year)
    assert most <= lag.most_working_days()
    if (
        unit is not Unit.MONTHS and lag.most_days(ENGLAND) < 100
    ):  # no bank holiday from September on
        assert most == lag.most_working_days()


@given(lag=lags())
def test_a_lag_reads_back_as_it_is_written(lag: Lag) -> None:
    assert Lag.parse(str(lag)) == lag


@pytest.mark.parametrize("unit", Unit)
def test_one_of_a_unit_is_said_without_its_s(unit: Unit) -> None:
    assert str(Lag(1, unit)) == f"1 {unit.value.removesuffix('s')}"
    assert [str(Lag(count, unit)) for count in (0, 2)] == [f"0 {unit.value}", f"2 {unit.value}"]


@pytest.mark.parametrize(
    ("start", "lag", "expected"),
    [
        ("2021-09-08", "30 calendar days", "2021-10-08"),
        ("2021-09-08", "45 calendar days", "2021-10-23"),
        ("2021-10-12", "1 week", "2021-10-19"),
        ("2021-10-12", "4 weeks", "2021-11-09"),
        ("2021-10-12", "8 weeks", "2021-12-07"),
        ("2021-10-12", "12 weeks", "2022-01-04"),
        ("2021-09-13", "3 months", "2021-12-13"),
        ("2021-09-17", "3 months", "2021-12-17"),
        ("2021-11-30", "3 months", "2022-02-28"),
        ("2023-11-30", "3 months", "2024-02-29"),
        ("2021-02-24", "7 working days", "2021-03-05"),
        ("2024-02-01", "5 working days", "2024-02-08"),
        ("2021-06-28", "28 clear days", "2021-07-27"),
        ("2022-01-04", "5 clear working days", "2022-01-12"),
        ("2021-12-20", "56 calendar days", "2022-02-14"),
        ("2021-06-20", "6 months", "2021-12-20"),
        ("2021-09-08", "30 working days", "2021-10-20"),
        ("2021-11-23", "12 weeks", "2022-02-15"),
        ("2021-11-23", "60 working days", "2022-02-18"),
    ],
)
def test_the_days_that_the_sources_give(start: str, lag: str, expected: str) -> None:
    end = Lag.parse(lag).later(date.fromisoformat(start), ENGLAND)
    assert end.isoformat() == expected


@pytest.mark.parametrize(
    ("end", "lag", "expected"),
    [
        ("2021-07-27", "28 clear days", "2021-06-28"),  # a key decision's notice
        ("2022-01-12", "5 clear working days", "2022-01-04"),  # an agenda
        ("2021-12-20", "6 months", "2021-06-20"),  # a landlord's notice under s.25
        ("2021-12-31", "12 weeks", "2021-10-08"),  # notice that is over by the year's end
    ],
)
def test_the_last_day_to_act(end: str, lag: str, expected: str) -> None:
    start = Lag.parse(lag).latest_from(date.fromisoformat(end), ENGLAND)
    assert start.isoformat() == expected


def test_a_poll_on_6_may_2021_puts_25_working_days_before_on_29_march() -> None:
    start = Lag.parse("25 working days").latest_from(date(2021, 5, 6), ENGLAND)
    assert start == date(2021, 3, 29)


def test_a_trial_of_four_weeks_that_begins_with_its_first_day_ends_on_31_january() -> None:
    first = date(2022, 1, 4)
    assert Lag.parse("4 weeks").later(first, ENGLAND) - timedelta(days=1) == date(2022, 1, 31)


def test_a_call_in_that_ends_on_friday_lets_the_decision_take_effect_on_saturday() -> None:
    deadline = Lag.parse("7 working days").later(date(2021, 2, 24), ENGLAND)
    assert Lag.parse("1 calendar day").later(deadline, ENGLAND) == date(2021, 3, 6)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("5 wd", '"5 working days"'),
        ("5 Working Days", '"5 working days"'),
        ("5 busines days", '"5 working days"'),
        ("3 moths", '"3 months"'),
        ("-5 days", "cannot be negative"),
        ("-1 weeks", 'it cannot be negative; did you mean "1 week"?'),
        ("0 moths", '"0 months"'),
        ("12", "has no unit"),
        ("six weeks", "a number"),
        ("1000000000 calendar days", "at most 10000"),
        ("٣ weeks", "a number"),
        ("", "a number"),
    ],
)
def test_what_is_not_a_lag_is_told_what_would_be(text: str, hint: str) -> None:
    with pytest.raises(NotALagError, match=r"lag|long|unit") as caught:
        Lag.parse(text)
    assert hint in str(caught.value)


def test_bare_days_are_offered_both_readings() -> None:
    with pytest.raises(BareLagError) as caught:
        Lag.parse("30 days")
    assert '"30 calendar days" or "30 working days"' in str(caught.value)


def test_a_lag_is_at_most_10_000_of_its_unit() -> None:
    assert Lag.parse("10000 weeks") == Lag(10_000, Unit.WEEKS)
    with pytest.raises(NotALagError, match=r'^"10001 weeks" is too long: .* at most 10000 weeks$'):
        Lag.parse("10001 weeks")
    with pytest.raises(ValueError, match="<= 10000"):
        Lag(10_001)
    with pytest.raises(BareLagError) as bare:
        Lag.parse("30000 days")
    assert '"10000 calendar days" or "10000 working days"' in str(bare.value)
    with pytest.raises(NotALagError, match='did you mean "10000 months"'):
        Lag.parse("30000 moths")


def test_past_the_calendar_there_is_no_day() -> None:
    with pytest.raises(DayOutOfRangeError):
        Lag.parse("90 calendar days").later(day_numbers.LAST_DATE, ENGLAND)


def test_a_lag_is_never_negative() -> None:
    with pytest.raises(ValueError, match=">= 0"):
        Lag(-1)
