"""Which days there are, what is said of a text that names none, and how days are told."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import days, words
from earlyhelp.dates.days import BEFORE, BEYOND, FIRST, FIRST_DATE, LAST, LAST_DATE
from earlyhelp.errors import DayOutOfRangeError, NotADayError
from earlyhelp.testing import days as dates

ONE_DAY = timedelta(days=1)


def test_the_calendar_runs_from_1970_to_2099_and_ends_on_both_sides() -> None:
    assert (date(1970, 1, 1), date(2099, 12, 31)) == (FIRST_DATE, LAST_DATE)
    assert (days.number(FIRST_DATE), days.number(LAST_DATE)) == (FIRST, LAST) == (0, 47_481)
    assert (days.day(FIRST), days.day(LAST)) == (FIRST_DATE, LAST_DATE)
    assert (BEFORE, BEYOND) == (-1, 47_482)
    for outside in (FIRST_DATE - ONE_DAY, LAST_DATE + ONE_DAY):
        with pytest.raises(DayOutOfRangeError, match=f"^{outside} is outside the calendar"):
            days.number(outside)
    for number in (BEFORE, BEYOND):
        with pytest.raises(DayOutOfRangeError, match="runs from 1970 to 2099"):
            days.day(number)


@given(day=dates())
def test_a_number_is_as_many_days_after_1_january_1970(day: date) -> None:
    assert days.number(day) == (day - FIRST_DATE).days
    assert days.day(days.number(day)) == day
    assert days.parse(day.isoformat()) == days.number(day)


def test_a_moment_is_no_day() -> None:
    moment = datetime(2021, 9, 8, 10)  # noqa: DTZ001 - a time zone would make no day of it
    with pytest.raises(TypeError, match=r"^a day is a datetime\.date, not datetime$"):
        days.number(moment)


@pytest.mark.parametrize("year", [*range(1970, 2100), 1900, 2000, 2100, 2400])
def test_a_month_has_as_many_days_as_in_any_other_calendar(year: int) -> None:
    ours = [days.length_of_month(year, month) for month in range(1, 13)]
    assert ours == [calendar.monthrange(year, month)[1] for month in range(1, 13)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2021.9.8", "write it as YYYY-MM-DD, 2021-09-08"),
        ("2021/12/31", "write it as YYYY-MM-DD, 2021-12-31"),
        ("20211231", "write it as YYYY-MM-DD, 2021-12-31"),
        ("31.12.2021", "write it as YYYY-MM-DD; if the day comes first, that is 2021-12-31"),
        ("8-9-2021", "write it as YYYY-MM-DD; if the day comes first, that is 2021-09-08"),
        ("12/31/2021", "write it as YYYY-MM-DD; if the month comes first, that is 2021-12-31"),
        ("13/13/2021", "write it as YYYY-MM-DD, for example 2021-09-08"),
        ("2021-2-30", "write it as YYYY-MM-DD, for example 2021-09-08"),
        ("20211301", "write it as YYYY-MM-DD, for example 2021-09-08"),
        ("8 September 2021", "write it as YYYY-MM-DD, 2021-09-08"),
        ("08-Sep-2021", "write it as YYYY-MM-DD, 2021-09-08"),
        ("31 december 2021", "write it as YYYY-MM-DD, 2021-12-31"),
        ("8 Se 2021", "write it as YYYY-MM-DD, for example 2021-09-08"),
        ("8 Autumn 2021", "write it as YYYY-MM-DD, for example 2021-09-08"),
        ("2021-09-08 14:30:00", "write it as YYYY-MM-DD, 2021-09-08"),
        ("2021-09-08T00:00Z", "write it as YYYY-MM-DD, 2021-09-08"),
        (
            "08/09/2021 9:30",
            "write it as YYYY-MM-DD; if the day comes first, that is 2021-09-08",
        ),
        (
            "44447",
            "write it as YYYY-MM-DD; as the number that a spreadsheet keeps, that is 2021-09-08",
        ),
        (
            "27000",
            "write it as YYYY-MM-DD; as the number that a spreadsheet keeps, that is 1973-12-02",
        ),
        (
            "72999",
            "write it as YYYY-MM-DD; as the number that a spreadsheet keeps, that is 2099-11-10",
        ),
        ("444470", "write it as YYYY-MM-DD, for example 2021-09-08"),
        ("2021W36", 'write it as YYYY-MM-DD; for a week, "week of" and its Monday'),
        ("2021-W36-3", 'write it as YYYY-MM-DD; for a week, "week of" and its Monday'),
        ("2021-00-10", "there is no month 00; write the day as YYYY-MM-DD"),
        ("2021-13-10", "there is no month 13; write the day as YYYY-MM-DD"),
        ("2021-01-32", "January 2021 has 31 days"),
        ("2021-12-00", "December 2021 has 31 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("0000-12-31", "there is no year 0"),
        ("0001-02-29", "February 1 has 28 days"),
    ],
)
def test_what_names_no_day_is_told_the_right_form(text: str, told: str) -> None:
    with pytest.raises(NotADayError) as refused:
        days.parse(text)
    assert str(refused.value) == f'"{text}" is not a day: {told}'


def test_a_long_text_is_cut_where_a_message_would_get_too_long() -> None:
    assert days.shortened("a" * 60) == "a" * 60
    assert days.shortened("a" * 61) == "a" * 59 + "…"
    assert days.shortened("abcd", 4) == "abcd"
    assert days.shortened("abcde", 4) == "abc…"
    assert days.shortened("ab\x1bde", 4) == "ab …"
    assert days.shortened("ab\nd", 4) == "ab d"


@given(text=st.text(), width=st.integers(2, 12))
def test_a_text_in_a_message_is_on_one_line_and_no_longer_than_there_is_room(
    text: str, width: int
) -> None:
    shown = days.shortened(text, width)
    assert len(shown) == min(len(text), width)
    assert shown.isprintable()
    assert all(now in {was, " ", "…"} for was, now in zip(text, shown, strict=False))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2021, 9, 8), date(2021, 9, 8), "8 September 2021"),
        (date(2021, 9, 8), date(2021, 9, 9), "8 to 9 September 2021"),
        (date(2021, 1, 31), date(2021, 2, 1), "31 January to 1 February 2021"),
        (date(2021, 9, 8), date(2021, 12, 1), "8 September to 1 December 2021"),
        (date(2020, 9, 8), date(2021, 9, 9), "8 September 2020 to 9 September 2021"),
        (date(2020, 12, 31), date(2021, 1, 1), "31 December 2020 to 1 January 2021"),
    ],
)
def test_a_span_says_nothing_twice(first: date, last: date, said: str) -> None:
    assert words.span(first, last) == said


@given(day=dates())
def test_a_day_is_told_with_the_names_of_the_english_calendar(day: date) -> None:
    month, weekday = calendar.month_name[day.month], calendar.day_name[day.weekday()]
    assert words.day(day) == f"{weekday} {day.day} {month} {day.year}"
    assert words.column(day) == f"{weekday[:3]} {day.day} {month} {day.year}"
    assert words.tabular(day) == f"{day.day} {month[:3]} {day.year}"


def test_one_thing_is_told_without_an_s_later_and_earlier() -> None:
    told = [words.count(number, "day") for number in (-2, -1, 0, 1, 2)]
    assert told == ["-2 days", "-1 day", "0 days", "1 day", "2 days"]
