"""Dates less precise than a day: what they can mean, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from earlyhelp.dates import DateExpression, Precision, words
from earlyhelp.errors import DayOutOfRangeError, NotADayError
from earlyhelp.testing import days


@pytest.mark.parametrize(
    ("text", "precision", "first", "last", "in_words"),
    [
        ("2021-09-08", Precision.DAY, "2021-09-08", "2021-09-08", "Wednesday 8 September 2021"),
        (
            "week of 2021-09-13",
            Precision.WEEK,
            "2021-09-13",
            "2021-09-17",
            "week of Monday 13 September 2021",
        ),
        ("end of 2021-10", Precision.MONTH_END, "2021-10-01", "2021-10-31", "end of October 2021"),
        ("2021-12", Precision.MONTH, "2021-12-01", "2021-12-31", "December 2021"),
        ("2024-02", Precision.MONTH, "2024-02-01", "2024-02-29", "February 2024"),
        ("2022", Precision.YEAR, "2022-01-01", "2022-12-31", "2022"),
        (
            "2021-09-08 to 2021-09-29",
            Precision.RANGE,
            "2021-09-08",
            "2021-09-29",
            "8 to 29 September 2021",
        ),
        (
            "2021-12-20 to 2022-01-04",
            Precision.RANGE,
            "2021-12-20",
            "2022-01-04",
            "20 December 2021 to 4 January 2022",
        ),
    ],
)
def test_an_expression_keeps_its_words_and_knows_its_days(
    text: str, precision: Precision, first: str, last: str, in_words: str
) -> None:
    when = DateExpression.parse(text)
    assert (when.text, when.precision) == (text, precision)
    assert (when.first.isoformat(), when.last.isoformat()) == (first, last)
    assert when.in_words() == in_words
    assert when.is_exact == (precision is Precision.DAY)
    assert when.is_deadline == (precision is Precision.MONTH_END)


def test_a_period_can_begin_and_end_on_the_same_day() -> None:
    when = DateExpression.parse("2021-09-08 to 2021-09-08")
    assert (when.first, when.last) == (date(2021, 9, 8), date(2021, 9, 8))


@given(day=days())
def test_every_day_reads_back(day: date) -> None:
    when = DateExpression.parse(day.isoformat())
    assert when == DateExpression.of(day)
    assert when.first == when.last == day


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2021-9-8", "2021-09-08"),
        ("20210908", "2021-09-08"),
        ("08/09/2021", "if the day comes first, that is 2021-09-08"),
        ("2021/09/08", "2021-09-08"),
        ("2021-W36-3", '"week of"'),
        ("2021-02-30", "February 2021 has 28 days"),
        ("2021-02-29", "February 2021 has 28 days"),
        ("2021-13-01", "there is no month 13"),
        ("0000-01-01", "there is no year 0"),
        ("2021-09-31", "September 2021 has 30 days"),
        ("8 September 2021", "YYYY-MM-DD"),
        ("٢٠٢١-٠٩-٠٨", "YYYY-MM-DD"),
        ("2021-09-08T10:00", "YYYY-MM-DD"),
        ("week of 2021-09-15", '"week of 2021-09-13"'),
        ("end of October", "YYYY-MM"),
        ("2021-13", "there is no month 13"),
        ("2021-00", "there is no month 00"),
        ("2021-09-29 to 2021-09-08", "ends before it begins"),
        ("", "YYYY-MM-DD"),
        ("a" * 50_000, "YYYY-MM-DD"),
    ],
)
def test_what_is_not_a_day_is_told_what_would_be(text: str, hint: str) -> None:
    with pytest.raises(NotADayError) as caught:
        DateExpression.parse(text)
    assert hint in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "text", ["9999-12-31", "1969-12-31", "2100-01-01", "2100", "1969-12", "week of 2100-01-04"]
)
def test_days_outside_the_calendar_are_refused(text: str) -> None:
    with pytest.raises(DayOutOfRangeError, match="1970-01-01 to 2099-12-31") as refused:
        DateExpression.parse(text)
    assert str(refused.value).startswith(f"{text.removeprefix('week of ')} is outside")


@pytest.mark.parametrize("text", ["1970", "2099", "1970-01", "2099-12", "end of 2099-12"])
def test_the_first_and_the_last_period_of_the_calendar_are_in_it(text: str) -> None:
    assert DateExpression.parse(text).text == text


@pytest.mark.parametrize(("text", "is_day"), [("2020-02-29", True), ("2021-02-29", False)])
def test_29_february_is_a_day_in_leap_years_only(text: str, is_day: bool) -> None:
    if is_day:
        assert DateExpression.parse(text).first == date(2020, 2, 29)
    else:
        with pytest.raises(NotADayError):
            DateExpression.parse(text)


def test_lengths_are_said_in_both_kinds_of_day() -> None:
    assert words.room(45, 31) == "45 calendar days (31 working days)"
    assert words.room(1, 1) == "1 calendar day (1 working day)"
    assert words.column(date(2022, 1, 1)) == "Sat 1 January 2022"
