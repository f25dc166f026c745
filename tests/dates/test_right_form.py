"""A date that is refused comes back as it is to be typed, wherever that can be told."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given

from earlyhelp.dates import DateExpression, words
from earlyhelp.dates import days as numbers
from earlyhelp.errors import DayOutOfRangeError, NotADayError
from earlyhelp.testing import days

EXAMPLE = "write it as YYYY-MM-DD, for example 2021-09-08"


def refused(text: str) -> str:
    """What is said of a text where a date is expected, after the text itself."""
    with pytest.raises(NotADayError) as error:
        DateExpression.parse(text)
    return str(error.value).removeprefix(f'"{text}" is not a day: ')


def refused_as_day(text: str) -> str:
    """The same where only a day will do."""
    with pytest.raises(NotADayError) as error:
        numbers.parse(text)
    return str(error.value).removeprefix(f'"{text}" is not a day: ')


@given(day=days())
def test_a_day_copied_from_an_answer_is_told_as_it_is_typed(day: date) -> None:
    for shown in (words.day(day), words.short(day), words.column(day), words.tabular(day)):
        told = f"write it as YYYY-MM-DD, {day.isoformat()}"
        assert told == refused(shown) == refused_as_day(shown)


@given(day=days())
def test_a_day_as_a_spreadsheet_keeps_it_is_told_as_it_is_typed(day: date) -> None:
    number = (day - date(1899, 12, 30)).days
    assert refused(str(number)).endswith(f"a spreadsheet keeps, that is {day.isoformat()}")


@given(day=days())
def test_what_is_told_of_a_week_or_a_month_can_be_typed(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    for said in (f"w/c {words.short(day)}", f"Week commencing {day}", f"week of {words.day(day)}"):
        assert refused(said) == f'write it as "week of {monday}"'
        assert refused_as_day(said) == EXAMPLE
    for said in (words.month(day), f"end of {words.month(day)}"):
        [typed] = re.findall(r'write it as "(.+)"\Z', refused(said))
        assert DateExpression.parse(typed).in_words() == said
        assert refused_as_day(said) == EXAMPLE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "25569",
            "write it as YYYY-MM-DD; as the number that a spreadsheet keeps, that is 1970-01-01",
        ),
        (
            "73050",
            "write it as YYYY-MM-DD; as the number that a spreadsheet keeps, that is 2099-12-31",
        ),
        ("12/8/21", "write it as YYYY-MM-DD; if the day comes first, that is 2021-08-12"),
        ("8.9.99", "write it as YYYY-MM-DD; if the day comes first, that is 2099-09-08"),
        ("12/31/21", "write it as YYYY-MM-DD; if the month comes first, that is 2021-12-31"),
        ("12/8/0100", "write it as YYYY-MM-DD; if the day comes first, that is 0100-08-12"),
        ("12/8/99", "write it as YYYY-MM-DD; if the day comes first, that is 2099-08-12"),
        ("24-Jan-22", "write it as YYYY-MM-DD, 2022-01-24"),
        ("4 September 99", "write it as YYYY-MM-DD, 2099-09-04"),
        ("24-Jan-222", EXAMPLE),
        ("24-Jam-22", EXAMPLE),
        ("24th January 2022", "write it as YYYY-MM-DD, 2022-01-24"),
        ("8 to 29 September 2021", 'write it as "2021-09-08 to 2021-09-29"'),
        ("Tuesday 24 January 2022", "24 January 2022 is a Monday"),
        ("25568", EXAMPLE),
        ("73051", EXAMPLE),
        ("w/c 2022-02-31", EXAMPLE),
        ("week of the launch", EXAMPLE),
        ("today", EXAMPLE),
        ("24 January", EXAMPLE),
        ("\uff12\uff14 January 2022", EXAMPLE),
    ],
)
def test_other_ways_to_write_a_date(text: str, told: str) -> None:
    assert refused(text) == told


def test_what_there_is_not_is_said_of_words_too() -> None:
    with pytest.raises(NotADayError, match=r"^\"2021-02-30\" is not a day: February 2021 has 28"):
        numbers.parse("30 February 2021")
    with pytest.raises(DayOutOfRangeError, match=r"^1802-01-24 is outside the calendar"):
        numbers.parse("24 January 1802")
