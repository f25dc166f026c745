"""How far something slips, and where its date comes to be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from earlyhelp.dates import DateExpression, Lag, Unit, WorkingCalendar
from earlyhelp.dates.slips import slip, slipped
from earlyhelp.errors import BareLagError, NotALagError
from earlyhelp.testing import calendars, days, lags

ENGLAND = WorkingCalendar(nation="england")


@pytest.mark.parametrize(
    ("text", "lag"),
    [
        ("5wd", Lag(5, Unit.WORKING_DAYS)),
        ("5 working days", Lag(5, Unit.WORKING_DAYS)),
        ("2w", Lag(2, Unit.WEEKS)),
        ("1 m", Lag(1, Unit.MONTHS)),
        ("10 calendar days", Lag(10)),
        ("1 week", Lag(1, Unit.WEEKS)),
    ],
)
def test_a_slip_has_a_unit_in_short_or_in_words(text: str, lag: Lag) -> None:
    assert slip(text) == lag


@given(lag=lags())
def test_what_a_plan_says_as_a_lag_is_a_slip(lag: Lag) -> None:
    assert slip(str(lag)) == lag


@pytest.mark.parametrize("text", ["5d", "5 d", "5 days", "1 day"])
def test_days_that_do_not_say_which_are_refused_with_both_readings(text: str) -> None:
    with pytest.raises(BareLagError) as refused:
        slip(text)
    assert "working days" in str(refused.value) or "working day" in str(refused.value)
    assert "calendar day" in str(refused.value)


def test_one_day_is_said_as_one() -> None:
    with pytest.raises(BareLagError, match=r'or "1 calendar day"$'):
        slip("1d")


@pytest.mark.parametrize("text", ["", "wd", "5", "-5wd", "5 fortnights", "99999wd", "5wd 2w"])
def test_what_is_no_slip_is_refused(text: str) -> None:
    with pytest.raises(NotALagError):
        slip(text)


def test_what_is_earlier_is_no_slip() -> None:
    with pytest.raises(NotALagError, match=r'^"-5 weeks" is no slip: to slip is to be later$'):
        slip(" -5  weeks")


@given(day=days(), lag=lags(), calendar=calendars())
def test_a_day_slips_to_the_day_that_the_lag_gives(
    day: date, lag: Lag, calendar: WorkingCalendar
) -> None:
    now = slipped(DateExpression.of(day), lag, calendar)
    assert now.is_exact
    assert now.first == lag.later(day, calendar)


@pytest.mark.parametrize(
    ("was", "by", "now"),
    [
        ("week of 2021-12-13", "2w", "week of 2021-12-27"),
        ("week of 2021-09-13", "5wd", "week of 2021-09-20"),
        ("week of 2021-12-20", "5wd", "2021-12-29 to 2022-01-05"),
        ("end of 2021-10", "2m", "end of 2021-12"),
        ("2021-11", "2m", "2022-01"),
        ("2021-11", "1w", "2021-11-08 to 2021-12-07"),
        ("2021-12-25 to 2021-12-26", "1wd", "2021-12-29"),
        ("week of 2021-12-13", "0wd", "week of 2021-12-13"),
        ("end of 2021-10", "0wd", "end of 2021-10"),
        ("2021-11", "0w", "2021-11"),
    ],
)
def test_a_date_stays_as_precise_as_it_is(was: str, by: str, now: str) -> None:
    assert slipped(DateExpression.parse(was), slip(by), ENGLAND).text == now


def test_the_end_of_a_month_slips_by_months_alone() -> None:
    with pytest.raises(NotALagError, match="the end of October 2021 can slip by months"):
        slipped(DateExpression.parse("end of 2021-10"), slip("5wd"), ENGLAND)
