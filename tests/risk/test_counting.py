"""Is a lag counted from many days at once what it is from each of them?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Lag, Unit, WorkingCalendar
from earlyhelp.dates.days import BEFORE, BEYOND, LAST
from earlyhelp.risk.counting import Counting, last_from
from earlyhelp.testing import calendars, lags

numbers = st.lists(
    st.integers(0, LAST) | st.integers(18_000, 19_500) | st.sampled_from((0, LAST - 3, LAST)),
    min_size=1,
    max_size=8,
)


@given(calendar=calendars(), lag=lags(), drawn=numbers)
def test_each_day_is_what_the_lag_alone_gives(
    calendar: WorkingCalendar, lag: Lag, drawn: list[int]
) -> None:
    counting, days = Counting(calendar), np.array(drawn, dtype=np.int32)
    steps = lag.steps(calendar)
    assert list(counting.after(lag, days)) == [steps.later(day) for day in drawn]
    assert list(counting.later(lag.unit, lag.count, days)) == [steps.later(day) for day in drawn]
    assert list(counting.no_earlier(lag, days)) == [steps.earliest_from(day) for day in drawn]
    last = [max(steps.latest_from(day), BEFORE) for day in drawn]
    assert list(counting.no_later(lag, days)) == last
    assert list(counting.latest_from(lag.unit, lag.count, days)) == last


@given(calendar=calendars(), unit=st.sampled_from(Unit), drawn=numbers, data=st.data())
def test_each_trial_may_count_another_number(
    calendar: WorkingCalendar, unit: Unit, drawn: list[int], data: st.DataObject
) -> None:
    size = len(drawn)
    counts = data.draw(st.lists(st.integers(0, 40), min_size=size, max_size=size))
    counting, days = Counting(calendar), np.array(drawn, dtype=np.int32)
    many = np.array(counts, dtype=np.int32)
    steps = [Lag(count, unit).steps(calendar) for count in counts]
    pairs = list(zip(steps, drawn, strict=True))
    assert list(counting.later(unit, many, days)) == [step.later(day) for step, day in pairs]
    last = [max(step.latest_from(day), BEFORE) for step, day in pairs]
    assert list(counting.latest_from(unit, many, days)) == last


@given(calendar=calendars(), drawn=numbers)
def test_working_days_are_those_of_the_calendar(
    calendar: WorkingCalendar, drawn: list[int]
) -> None:
    counting, days = Counting(calendar), np.array(drawn, dtype=np.int32)
    assert list(counting.on_or_after(days)) == [calendar.on_or_after(day) for day in drawn]
    assert list(counting.on_or_before(days)) == [calendar.on_or_before(day) for day in drawn]


@pytest.mark.parametrize("unit", Unit)
def test_what_lies_after_the_calendar_stays_there(unit: Unit) -> None:
    counting, beyond = Counting(WorkingCalendar(nation="england")), np.array([BEYOND], np.int32)
    lag = Lag(3, unit)
    ways: tuple[Callable[[], np.ndarray], ...] = (
        lambda: counting.after(lag, beyond),
        lambda: counting.no_later(lag, beyond),
        lambda: counting.later(unit, 3, beyond),
        lambda: counting.latest_from(unit, 3, beyond),
        lambda: counting.on_or_after(beyond),
        lambda: counting.on_or_before(beyond),
    )
    for way in ways:
        assert list(way()) == [BEYOND]


@given(calendar=calendars(), lag=lags(), drawn=numbers)
def test_halving_finds_the_last_day_that_still_fits(
    calendar: WorkingCalendar, lag: Lag, drawn: list[int]
) -> None:
    counting, days = Counting(calendar), np.array(drawn, dtype=np.int32)
    found = last_from(lambda start: counting.after(lag, start), days)
    assert list(found) == list(counting.no_later(lag, days))
