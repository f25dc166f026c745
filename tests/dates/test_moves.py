"""What a date becomes when a plan moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import DateExpression
from earlyhelp.dates.moves import Move
from earlyhelp.errors import DayOutOfRangeError
from earlyhelp.testing import days

FIVE_YEARS = Move(days=1827)


def moved(text: str, move: Move) -> str:
    return move.date(DateExpression.parse(text)).text


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("2021-09-08", "2026-09-09"),
        ("2021-12-20", "2026-12-21"),
        ("2022-01-01", "2027-01-02"),
        ("week of 2021-09-13", "week of 2026-09-14"),
        ("2021-09", "2026-09"),
        ("end of 2021-10", "end of 2026-10"),
        ("2022", "2027"),
        ("2021-12-29 to 2021-12-31", "2026-12-30 to 2027-01-01"),
    ],
)
def test_261_weeks_take_autumn_2021_to_autumn_2026(was: str, now: str) -> None:
    assert moved(was, FIVE_YEARS) == now


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("2021-12-20", "2026-12-20"),
        ("2024-02-29", "2029-02-28"),
        ("week of 2021-09-13", "week of 2026-09-14"),
        ("end of 2021-10", "end of 2026-10"),
        ("2022", "2027"),
    ],
)
def test_whole_years_keep_the_date(was: str, now: str) -> None:
    assert moved(was, Move(years=5)) == now


def test_a_week_becomes_the_nearest_week() -> None:
    nearest = [moved("week of 2021-09-13", Move(days=by)) for by in (3, 4, -3, -4)]
    assert nearest == [f"week of 2021-09-{day:02d}" for day in (13, 20, 13, 6)]


@pytest.mark.parametrize(
    ("was", "by", "now"),
    [
        # 15 September, and then 30 September and 1 October
        ("2021-09", 15, "2021-09"),
        ("2021-09", 16, "2021-10"),
        ("end of 2021-09", 16, "end of 2021-10"),
        # 2 July, and then 31 December and 1 January
        ("2021", 182, "2021"),
        ("2021", 183, "2022"),
    ],
)
def test_a_month_or_a_year_is_the_one_that_its_middle_moves_to(was: str, by: int, now: str) -> None:
    assert moved(was, Move(days=by)) == now


@pytest.mark.parametrize(
    ("by", "first"),
    [(-184, 2020), (-183, 2021), (181, 2021), (182, 2022)],  # 31 March and 1 April, twice
)
def test_a_financial_year_is_the_one_that_1_october_moves_to(by: int, first: int) -> None:
    assert Move(days=by).financial_year(2021) == first


def test_it_says_which_dates_it_cannot_move_by_just_so_much() -> None:
    exact = ("2021-09-08", "week of 2021-09-13", "2021-12-29 to 2021-12-31")
    assert all(FIVE_YEARS.is_exact_for(DateExpression.parse(text)) for text in exact)
    rounded = ("2021-09", "end of 2021-10", "2022")
    assert not any(FIVE_YEARS.is_exact_for(DateExpression.parse(text)) for text in rounded)
    by_years = {"2021-09": True, "2022": True, "week of 2021-09-13": False, "2024-02-29": False}
    by_years |= {"2021-09-08": True, "2024-02-27 to 2024-02-29": False}
    for text, is_exact in by_years.items():
        assert Move(years=5).is_exact_for(DateExpression.parse(text)) is is_exact


def test_a_week_is_the_same_week_in_a_year_with_the_same_mondays() -> None:
    week = DateExpression.parse("week of 2021-09-13")
    assert [years for years in range(1, 12) if Move(years=years).is_exact_for(week)] == [6, 11]


def test_a_deadline_moves_by_just_so_much_where_its_end_does() -> None:
    """From 30 November to 31 December are 31 days, from 1 November to 1 December are 30."""
    month, end = DateExpression.parse("2021-11"), DateExpression.parse("end of 2021-11")
    assert [Move(days=31).is_exact_for(when) for when in (month, end)] == [False, True]


def test_a_february_of_another_year_is_that_february() -> None:
    february = [DateExpression.parse(text) for text in ("2024-02", "end of 2024-02", "2024")]
    assert all(Move(years=1).is_exact_for(when) for when in february)


@pytest.mark.parametrize(
    ("start", "by"),
    [("2026-09-09", 1827), ("2026-09-12", 1827), ("2026-09-13", 1834), ("2021-09-05", 0)],
)
def test_whole_weeks_come_nearest_to_the_day_that_was_asked_for(start: str, by: int) -> None:
    move = Move.by_whole_weeks(date(2021, 9, 8), date.fromisoformat(start))
    assert move == Move(days=by)


@given(first=days(), to=days())
def test_no_other_whole_number_of_weeks_comes_nearer(first: date, to: date) -> None:
    off = abs((Move.by_whole_weeks(first, to).day(first) - to).days)
    assert off <= 3
    assert Move.by_whole_weeks(first, to).day(first).weekday() == first.weekday()


@given(day=days(), by=st.integers(-4000, 4000))
def test_a_move_by_days_is_an_addition(day: date, by: int) -> None:
    assert Move(days=by).day(day) == day + timedelta(days=by)
    assert Move(days=-by).day(Move(days=by).day(day)) == day


@given(one=days(), other=days(), years=st.integers(-9, 30))
def test_whole_years_never_swap_two_days(one: date, other: date, years: int) -> None:
    first, second = sorted((one, other))
    assert Move(years=years).day(first) <= Move(years=years).day(second)


def test_a_move_is_said_in_words() -> None:
    assert FIVE_YEARS.in_words() == "1,827 calendar days later (261 weeks)"
    assert Move(days=-1).in_words() == "1 calendar day earlier"
    assert Move(years=1).in_words() == "1 year later"
    assert Move().in_words() == "0 calendar days later"


def test_nothing_leaves_the_calendar() -> None:
    assert Move(years=-51).day(date(2021, 9, 8)) == date(1970, 9, 8)
    assert Move(years=78).day(date(2021, 9, 8)) == date(2099, 9, 8)
    for move in (Move(days=40_000), Move(years=79), Move(years=-52)):
        with pytest.raises(DayOutOfRangeError):
            move.day(date(2021, 9, 8))
    with pytest.raises(ValueError, match="by days or by years"):
        Move(days=1, years=1)
