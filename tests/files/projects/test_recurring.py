"""Exceptions of a calendar that come back: each kind of Project's dialog, its days worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.exchange.project import CalendarException
from earlyhelp.files.projects.mspdi import read_project


def exception(said: str, first: str, last: str) -> CalendarException:
    """What is read of an exception from `first` to `last`."""
    text = (
        "<Project><Calendars><Calendar><UID>1</UID><Exceptions><Exception>"
        f"<TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate>"
        f"</TimePeriod>{said}</Exception></Exceptions></Calendar></Calendars></Project>"
    )
    return read_project(text.encode(), file="moves.xml").calendars[0].exceptions[0]


def days(said: str, first: str, last: str) -> list[str]:
    found = exception(said, first, last).days
    assert found is not None
    return [day.isoformat() for day in found]


def tags(**values: int) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in values.items())


@pytest.mark.parametrize(
    ("said", "first", "last", "expected"),
    [
        # every third day
        (tags(Type=7, Period=3), "2021-09-06", "2021-09-13", ["2021-09-06", "2021-09-09", "2021-09-12"]),
        # Mondays and Wednesdays (2 + 8); from a Tuesday, its Monday is past
        (tags(Type=6, Period=1, DaysOfWeek=10), "2021-09-07", "2021-09-15", ["2021-09-08", "2021-09-13", "2021-09-15"]),
        # every second Sunday: weeks begin on Sunday, so that of Monday 6 September had its own on the 5th
        (tags(Type=6, Period=2, DaysOfWeek=1), "2021-09-06", "2021-10-05", ["2021-09-19", "2021-10-03"]),
        # every second Tuesday, the first in the week of Monday 6 September
        (tags(Type=6, Period=2, DaysOfWeek=4), "2021-09-06", "2021-10-05", ["2021-09-07", "2021-09-21", "2021-10-05"]),
        # the 4th of every fifth month
        (tags(Type=4, Period=5, MonthDay=4), "2021-09-01", "2022-09-30", ["2021-09-04", "2022-02-04", "2022-07-04"]),
        # the 4th of each month, from the 6th
        (tags(Type=4, Period=1, MonthDay=4), "2021-09-06", "2021-11-04", ["2021-10-04", "2021-11-04"]),
        # the second Tuesday of every third month
        (tags(Type=5, Period=3, MonthItem=5, MonthPosition=1), "2021-09-01", "2022-03-31", ["2021-09-14", "2021-12-14", "2022-03-08"]),
        # the last day, the first weekday, the last day of a weekend, of each month
        (tags(Type=5, Period=1, MonthItem=0, MonthPosition=4), "2022-01-01", "2022-02-28", ["2022-01-31", "2022-02-28"]),
        (tags(Type=5, Period=1, MonthItem=1, MonthPosition=0), "2022-01-01", "2022-02-28", ["2022-01-03", "2022-02-01"]),
        (tags(Type=5, Period=1, MonthItem=2, MonthPosition=4), "2022-01-01", "2022-02-28", ["2022-01-30", "2022-02-27"]),
        # the fourth Thursday of November (10: months count from 0), and the first Sunday and Saturday of March
        (tags(Type=3, Month=10, MonthItem=7, MonthPosition=3), "2021-01-01", "2022-12-31", ["2021-11-25", "2022-11-24"]),
        (tags(Type=3, Month=2, MonthItem=3, MonthPosition=0), "2022-01-01", "2022-12-31", ["2022-03-06"]),
        (tags(Type=3, Month=2, MonthItem=9, MonthPosition=0), "2022-01-01", "2022-12-31", ["2022-03-05"]),
        # Christmas Eve, each year
        (tags(Type=2, Month=11, MonthDay=24), "2021-09-01", "2023-12-23", ["2021-12-24", "2022-12-24"]),
    ],
)  # fmt: skip
def test_each_kind_has_its_days(said: str, first: str, last: str, expected: list[str]) -> None:
    assert days(said, first, last) == expected


@pytest.mark.parametrize(
    "said",
    [
        tags(Type=8),
        tags(Type=4, Period=1, MonthDay=31),  # September has none
        tags(Type=4, Period=2, MonthDay=4),  # passed by the 6th: is the next one in October?
        tags(Type=3, Month=12, MonthItem=7, MonthPosition=3),
        tags(Type=5, Period=1, MonthItem=10, MonthPosition=0),
        tags(Type=5, Period=1, MonthItem=5, MonthPosition=5),
        tags(Type=2, Month=1, MonthDay=29),  # 29 February: 2022 has none
    ],
)
def test_what_is_not_certain_is_not_guessed(said: str) -> None:
    made = exception(said, "2021-09-06", "2022-08-31")
    assert (made.days, made.is_understood) == (None, False)


def test_a_span_of_days_stays_a_span() -> None:
    made = exception(tags(Type=1), "2021-12-24", "2022-01-03")
    assert (made.days, made.is_understood) == (None, True)


@given(
    first=st.dates(date(2020, 1, 1), date(2022, 12, 31)),
    length=st.integers(0, 400),
    period=st.integers(1, 9),
    weekdays=st.integers(0, 127),
)
def test_days_of_weeks_are_those_of_the_definition(
    first: date, length: int, period: int, weekdays: int
) -> None:
    """A day counts where its weekday is named, and its week, from Sunday, is a multiple away."""
    last = date.fromordinal(first.toordinal() + length)
    sunday = first.toordinal() - first.isoweekday() % 7
    expected = [
        day.isoformat()
        for number in range(first.toordinal(), last.toordinal() + 1)
        if (number - sunday) // 7 % period == 0
        and weekdays & 1 << ((day := date.fromordinal(number)).isoweekday() % 7)
    ]
    said = tags(Type=6, Period=period, DaysOfWeek=weekdays)
    assert days(said, first.isoformat(), last.isoformat()) == expected
