"""A date in words is the date that those words are said for, and nothing else is guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import DateExpression, words
from earlyhelp.dates.spoken import spoken
from earlyhelp.errors import DayOutOfRangeError, NotADayError

days = st.dates(date(1970, 1, 5), date(2099, 11, 30))


@st.composite
def expressions(draw: st.DrawFn) -> DateExpression:
    day = draw(days)
    monday = day - timedelta(days=day.weekday())
    later = day + timedelta(days=draw(st.integers(1, 30)))
    text = draw(
        st.sampled_from(
            [
                day.isoformat(),
                f"week of {monday.isoformat()}",
                f"end of {day:%Y-%m}",
                f"{day:%Y-%m}",
                f"{day.year:04d}",
                f"{day.isoformat()} to {later.isoformat()}",
            ]
        )
    )
    return DateExpression.parse(text)


@given(said=expressions())
def test_what_is_said_to_people_is_understood_when_they_say_it(said: DateExpression) -> None:
    for text in (said.in_words(), said.without_weekday(), said.text):
        assert spoken(text) == said
        assert spoken(f"  {text.upper()} ".replace(" ", "\u00a0 ").strip()) == said


@given(day=days)
def test_short_forms_of_a_day_are_understood(day: date) -> None:
    short = words.tabular(day)
    for text in (short, f"{words.weekday(day)[:3]} {short}", words.column(day)):
        assert spoken(text).first == day


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("8th September 2021", "2021-09-08"),
        ("Wed, 8 Sept 2021", "2021-09-08"),
        ("week of 13 September 2021", "week of 2021-09-13"),
        ("30 December 2021 to 3 January 2022", "2021-12-30 to 2022-01-03"),
    ],
)
def test_what_people_type_the_same_way(text: str, typed: str) -> None:
    assert spoken(text).text == typed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("08/09/2021", "if the day comes first, that is 2021-09-08"),
        ("Monday 8 September 2021", "8 September 2021 is a Wednesday"),
        ("30 February 2021", "February 2021 has 28 days"),
        ("week of 14 September 2021", "is a Tuesday"),
        ("8 September", "write it as YYYY-MM-DD"),
        ("September 8 2021", "write it as YYYY-MM-DD"),
        ("8 Septober 2021", "write it as YYYY-MM-DD"),
        ("Someday 8 September 2021", "write it as YYYY-MM-DD"),
        ("29 to 8 September 2021", "ends before it begins"),
        ("8 to whenever", '"8" is not a day: write it as YYYY-MM-DD'),
        ("8 Septober to 9 September 2021", '"8 Septober to 9 September 2021" is not a day'),
        (" Soon ", '"Soon" is not a day: write it as YYYY-MM-DD'),
        ("", "write it as YYYY-MM-DD"),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_meant(text: str, why: str) -> None:
    with pytest.raises(NotADayError, match=why):
        spoken(text)


def test_a_day_outside_of_the_calendar_is_refused() -> None:
    with pytest.raises(DayOutOfRangeError):
        spoken("8 September 1821")
