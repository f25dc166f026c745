"""The days on which a project does not work, as closures beside the bank holidays of a nation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from earlyhelp.exchange.report import Fate

if TYPE_CHECKING:
    from tests.exchange.conftest import Taken


def test_a_christmas_range_is_one_closure(taken: Taken) -> None:
    """From Friday 24 December to Monday 3 January nobody works. Three days from Wednesday 22 are
    22, 23 and Tuesday 4 January; the bank holidays of 27, 28 December and 3 January lie inside.

    <Exceptions><Exception><TimePeriod><FromDate>2021-12-24T00:00:00</FromDate><ToDate>2022-01-03T23:59:00</ToDate></TimePeriod>
    <Name>Christmas</Name><Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT24H0M0S</Duration>
    <ConstraintType>4</ConstraintType><ConstraintDate>2021-12-22T08:00:00</ConstraintDate>
    <EarlyStart>2021-12-22T08:00:00</EarlyStart><EarlyFinish>2022-01-04T17:00:00</EarlyFinish></Task></Tasks>
    """
    assert [(item.first, item.last, item.name) for item in taken.made.draft.closures] == [
        (date(2021, 12, 24), date(2022, 1, 3), "Christmas")
    ]
    assert taken.earliest("a.end") == date(2022, 1, 4)
    assert taken.differences == []


def test_an_exception_that_is_a_bank_holiday_needs_no_closure(taken: Taken) -> None:
    """Monday 27 December 2021 was the bank holiday for Christmas Day.

    <Exceptions><Exception><TimePeriod><FromDate>2021-12-27T00:00:00</FromDate><ToDate>2021-12-27T23:59:00</ToDate></TimePeriod>
    <Name>Christmas Day</Name><Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    assert taken.made.draft.closures == ()
    assert "Christmas Day, 27 December 2021: no working day here anyway" in taken.fates(Fate.KEPT)


def test_a_day_that_comes_back_each_year_is_a_closure_in_each(taken: Taken) -> None:
    """24 December is a Friday in 2021, a Saturday in 2022 and a Sunday in 2023, when there is
    nothing to close; in 2024 it is a Tuesday.

    <Exceptions><Exception><TimePeriod><FromDate>2021-01-01T00:00:00</FromDate><ToDate>2024-12-31T23:59:00</ToDate></TimePeriod>
    <Name>Christmas Eve</Name><Type>2</Type><Month>11</Month><MonthDay>24</MonthDay><DayWorking>0</DayWorking></Exception></Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    assert [item.first for item in taken.made.draft.closures] == [
        date(2021, 12, 24),
        date(2024, 12, 24),
    ]


def test_a_day_that_comes_back_by_weekday_is_a_closure_in_each_month(taken: Taken) -> None:
    """The last Fridays of 2021 from September on: 24, 29 October, 26 and 31 December. A task of
    five days from Monday 20 September ends on Monday 27.

    <Exceptions>
    <Exception><TimePeriod><FromDate>2021-09-01T00:00:00</FromDate><ToDate>2021-12-31T23:59:00</ToDate></TimePeriod>
    <Name>Flexi Friday</Name><Type>5</Type><Period>1</Period><MonthItem>8</MonthItem><MonthPosition>4</MonthPosition><DayWorking>0</DayWorking></Exception>
    </Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration>
    <ConstraintType>4</ConstraintType><ConstraintDate>2021-09-20T08:00:00</ConstraintDate>
    <EarlyFinish>2021-09-27T17:00:00</EarlyFinish></Task></Tasks>
    """
    assert [item.first for item in taken.made.draft.closures] == [
        date(2021, 9, 24),
        date(2021, 10, 29),
        date(2021, 11, 26),
        date(2021, 12, 31),
    ]
    assert "Flexi Friday, 1 September to 31 December 2021: 4 closed days" in taken.fates(Fate.KEPT)
    assert (taken.fates(Fate.LOST), taken.differences) == ([], [])


def test_what_comes_back_for_decades_ends_in_the_plan_with_the_next_year(taken: Taken) -> None:
    """Every Friday until 2049: the project ends in 2021, so the Fridays until the end of 2022 are
    closed: 17 from September on, and of the 52 of 2022 all but Good Friday, 15 April, and 3 June,
    the bank holiday of the jubilee.

    <FinishDate>2021-11-15T17:00:00</FinishDate>
    <Exceptions>
    <Exception><TimePeriod><FromDate>2021-09-06T00:00:00</FromDate><ToDate>2049-12-31T23:59:00</ToDate></TimePeriod>
    <Name>Fridays off</Name><Type>6</Type><Period>1</Period><DaysOfWeek>32</DaysOfWeek><DayWorking>0</DayWorking></Exception>
    </Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    closures = taken.made.draft.closures
    assert (closures[0].first, closures[-1].last) == (date(2021, 9, 10), date(2022, 12, 30))
    assert len(closures) == 17 + 50
    assert taken.fates(Fate.CHANGED) == [
        (
            "Fridays off, 6 September 2021 to 31 December 2049: 67 closed days: it goes on, and in "
            "the plan it ends with 2022"
        )
    ]


def test_weeks_that_are_not_as_others_close_their_days(taken: Taken) -> None:
    """From 20 to 31 December nobody works on Mondays to Fridays: 20 to 24 and, after the bank
    holidays of 27 and 28, 29 to 31, which is one closure, as nobody works between. On the
    Saturdays of these weeks somebody does, which a plan cannot say.

    <WorkWeeks><WorkWeek><TimePeriod><FromDate>2021-12-20T00:00:00</FromDate><ToDate>2021-12-31T23:59:00</ToDate></TimePeriod>
    <Name>Shutdown</Name><WeekDays>
    <WeekDay><DayType>2</DayType><DayWorking>0</DayWorking></WeekDay><WeekDay><DayType>3</DayType><DayWorking>0</DayWorking></WeekDay>
    <WeekDay><DayType>4</DayType><DayWorking>0</DayWorking></WeekDay><WeekDay><DayType>5</DayType><DayWorking>0</DayWorking></WeekDay>
    <WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay><WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay>
    <WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
    </WeekDays></WorkWeek></WorkWeeks>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    assert [(item.first, item.last, item.name) for item in taken.made.draft.closures] == [
        (date(2021, 12, 20), date(2021, 12, 31), "Shutdown")
    ]
    assert taken.fates(Fate.LOST) == [
        "Shutdown, 20 to 31 December 2021: work on 1 day when a plan has none"
    ]


def test_weeks_with_shorter_days_are_named(taken: Taken) -> None:
    """In the weeks of 9 and 16 August 2021, Fridays end at noon.

    <WorkWeeks><WorkWeek><TimePeriod><FromDate>2021-08-09T00:00:00</FromDate><ToDate>2021-08-20T23:59:00</ToDate></TimePeriod>
    <Name>Summer</Name><WeekDays><WeekDay><DayType>6</DayType><DayWorking>1</DayWorking>
    <WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes>
    </WeekDay></WeekDays></WorkWeek></WorkWeeks>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    assert taken.made.draft.closures == ()
    assert taken.fates(Fate.CHANGED) == [
        "Summer, 9 to 20 August 2021: 4 hours of work became a whole day"
    ]


def test_what_project_writes_twice_is_one_closure(taken: Taken) -> None:
    """Project writes each exception also as it was before 2007: one day of the week after another.

    <WeekDays>
    <WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2021-10-04T00:00:00</FromDate><ToDate>2021-10-04T23:59:00</ToDate></TimePeriod></WeekDay>
    <WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2021-11-01T00:00:00</FromDate><ToDate>2021-11-01T23:59:00</ToDate></TimePeriod></WeekDay>
    <WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2021-11-08T00:00:00</FromDate><ToDate>2021-11-08T23:59:00</ToDate></TimePeriod></WeekDay>
    </WeekDays>
    <Exceptions>
    <Exception><TimePeriod><FromDate>2021-10-01T00:00:00</FromDate><ToDate>2021-11-01T23:59:00</ToDate></TimePeriod>
    <Name>First Monday</Name><Type>5</Type><Period>1</Period><MonthItem>4</MonthItem><MonthPosition>0</MonthPosition><DayWorking>0</DayWorking></Exception>
    </Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    assert [(item.first, item.name) for item in taken.made.draft.closures] == [
        (date(2021, 11, 8), "closure"),
        (date(2021, 10, 4), "First Monday"),
        (date(2021, 11, 1), "First Monday"),
    ]


def test_closures_of_two_names_stay_two(taken: Taken) -> None:
    """Between Friday 24 December and Wednesday 29 are a weekend and two bank holidays. On Thursday
    30, in the days off, the file has people work, and so has the plan.

    <WeekDays><WeekDay><DayType>0</DayType><DayWorking>1</DayWorking><TimePeriod><FromDate>2021-12-30T00:00:00</FromDate><ToDate>2021-12-30T23:59:00</ToDate></TimePeriod></WeekDay></WeekDays>
    <Exceptions>
    <Exception><TimePeriod><FromDate>2021-12-24T00:00:00</FromDate><ToDate>2021-12-24T23:59:00</ToDate></TimePeriod>
    <Name>Christmas Eve</Name><Type>1</Type><DayWorking>0</DayWorking></Exception>
    <Exception><TimePeriod><FromDate>2021-12-29T00:00:00</FromDate><ToDate>2021-12-31T23:59:00</ToDate></TimePeriod>
    <Name>Stocktaking</Name><Type>1</Type><DayWorking>0</DayWorking></Exception>
    </Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    assert [(item.first.day, item.last.day, item.name) for item in taken.made.draft.closures] == [
        (24, 24, "Christmas Eve"),
        (29, 29, "Stocktaking"),
        (31, 31, "Stocktaking"),
    ]
    assert "closure, 30 December 2021: a working day here too" in taken.fates(Fate.KEPT)


def test_a_day_with_fewer_hours_is_a_whole_one_and_named(taken: Taken) -> None:
    """On 24 December people work from 8 to 12; on the 23rd as always, which is no exception at all.

    <Exceptions>
    <Exception><TimePeriod><FromDate>2021-12-24T00:00:00</FromDate><ToDate>2021-12-24T23:59:00</ToDate></TimePeriod>
    <Name>Christmas Eve</Name><Type>1</Type><DayWorking>1</DayWorking>
    <WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes></Exception>
    <Exception><TimePeriod><FromDate>2021-12-23T00:00:00</FromDate><ToDate>2021-12-23T23:59:00</ToDate></TimePeriod>
    <Name>As always</Name><Type>1</Type><DayWorking>1</DayWorking>
    <WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></Exception>
    </Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    assert taken.fates(Fate.CHANGED) == [
        "Christmas Eve, 24 December 2021: 4 hours of work became a whole day"
    ]
    assert "As always, 23 December 2021: a working day here too" in taken.fates(Fate.KEPT)


def test_what_a_calendar_cannot_say_here_is_named(taken: Taken) -> None:
    """Work on a Saturday, a kind of exception that nobody knows, and the 31st of each month, of
    which November has none.

    <Exceptions>
    <Exception><TimePeriod><FromDate>2021-09-11T00:00:00</FromDate><ToDate>2021-09-11T23:59:00</ToDate></TimePeriod>
    <Name>Moving day</Name><Type>1</Type><DayWorking>1</DayWorking></Exception>
    <Exception><TimePeriod><FromDate>2021-09-01T00:00:00</FromDate><ToDate>2021-12-31T23:59:00</ToDate></TimePeriod>
    <Name>Now and then</Name><Type>8</Type><DayWorking>0</DayWorking></Exception>
    <Exception><TimePeriod><FromDate>2021-10-01T00:00:00</FromDate><ToDate>2021-12-31T23:59:00</ToDate></TimePeriod>
    <Name>Ultimo</Name><Type>4</Type><Period>1</Period><MonthDay>31</MonthDay><DayWorking>0</DayWorking></Exception>
    </Exceptions>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration><CalendarUID>5</CalendarUID></Task></Tasks>
    """
    why = "it comes back in a way that is not certain; write its days as closures"
    assert taken.fates(Fate.LOST) == [
        "Moving day, 11 September 2021: work on 1 day when a plan has none",
        f"Now and then, 1 September to 31 December 2021: {why}",
        f"Ultimo, 1 October to 31 December 2021: {why}",
        "a: its own calendar with the UID 5: a plan has one calendar; the task follows that one",
    ]


def test_a_bank_holiday_that_the_file_works_on_is_named(taken: Taken) -> None:
    """The summer bank holiday of 2021 was Monday 30 August; the project begins on 6 September
    and ends after Good Friday 2022, 15 April, but the file has no exception at all.

    <FinishDate>2022-04-15T17:00:00</FinishDate>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>
    """
    assert taken.fates(Fate.CHANGED) == [
        "Christmas Day (substitute day), Monday 27 December 2021: the file works on it; it is a bank holiday of england",
        "Boxing Day (substitute day), Tuesday 28 December 2021: the file works on it; it is a bank holiday of england",
        "New Year's Day (substitute day), Monday 3 January 2022: the file works on it; it is a bank holiday of england",
        "Good Friday, Friday 15 April 2022: the file works on it; it is a bank holiday of england",
    ]


def test_a_task_on_a_calendar_of_all_days_may_fall_on_any(taken: Taken) -> None:
    """A milestone of its own calendar, which works on all seven days, on Saturday 11 September.

    <Calendar><UID>2</UID><Name>All days</Name><WeekDays>
    <WeekDay><DayType>1</DayType><DayWorking>1</DayWorking></WeekDay>
    <WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay>
    </WeekDays></Calendar>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT0H0M0S</Duration><CalendarUID>2</CalendarUID>
    <ConstraintType>4</ConstraintType><ConstraintDate>2021-09-11T08:00:00</ConstraintDate></Task></Tasks>
    """
    assert taken.earliest("a") == date(2021, 9, 11)
