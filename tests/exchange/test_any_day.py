"""Tasks on all days of the week, and elapsed time: the days are those that Project shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from earlyhelp.exchange.report import Fate
from tests.exchange.conftest import take, xml_of

if TYPE_CHECKING:
    pass

#: A task of two days with one constraint, while nothing else keeps it from Monday 6 September.

SEVEN_DAYS = """<Calendar><UID>2</UID><Name>All days</Name><WeekDays>
<WeekDay><DayType>1</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>16:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
<WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay>
</WeekDays></Calendar>
"""


def test_a_task_on_all_days_of_the_week_takes_calendar_days() -> None:
    """The room is cleared on Friday 10 September. A guard of four days, with a calendar of seven days
    from 8 to 16, comes on Saturday 11 and goes on Tuesday 14; the office looks in on Wednesday.
    """
    made = take(
        xml_of(
            f"""{SEVEN_DAYS}<Tasks>
            <Task><UID>1</UID><Name>clear</Name><Duration>PT40H0M0S</Duration></Task>
            <Task><UID>2</UID><Name>guard</Name><Duration>PT32H0M0S</Duration><CalendarUID>2</CalendarUID>
            <Start>2021-09-11T08:00:00</Start><Finish>2021-09-14T16:00:00</Finish>
            <EarlyStart>2021-09-11T08:00:00</EarlyStart><EarlyFinish>2021-09-14T16:00:00</EarlyFinish>
            <PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task>
            <Task><UID>3</UID><Name>look</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-15T08:00:00</EarlyStart>
            <PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink></Task></Tasks>"""
        )
    )
    assert made.earliest("guard.start") == date(2021, 9, 11)
    assert made.earliest("guard.end") == date(2021, 9, 14)
    assert made.earliest("look.start") == date(2021, 9, 15)
    assert (made.recheck.compared, made.differences) == (3, [])
    assert made.fates(Fate.CHANGED) == made.fates(Fate.LOST) == []


def test_elapsed_time_runs_through_the_weekend() -> None:
    """Paint dries for three elapsed days from Friday 10 September at 17:00, when painting ends:
    until Monday 13 at 17:00. Its days are Saturday to Monday; what follows begins on Tuesday 14.
    """
    made = take(
        xml_of(
            """<Tasks>
            <Task><UID>1</UID><Name>paint</Name><Duration>PT40H0M0S</Duration></Task>
            <Task><UID>2</UID><Name>dry</Name><Duration>PT72H0M0S</Duration><DurationFormat>8</DurationFormat>
            <EarlyStart>2021-09-10T17:00:00</EarlyStart><EarlyFinish>2021-09-13T17:00:00</EarlyFinish>
            <PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task>
            <Task><UID>3</UID><Name>use</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-14T08:00:00</EarlyStart>
            <PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink></Task></Tasks>"""
        )
    )
    assert made.earliest("dry.start") == date(2021, 9, 11)
    assert made.earliest("dry.end") == date(2021, 9, 13)
    assert (made.recheck.compared, made.differences) == (3, [])


def test_elapsed_time_that_ends_in_a_morning_ends_with_the_day_before() -> None:
    """From Friday 10 at 08:00, three elapsed days are over on Monday 13 at 08:00: on Sunday evening."""
    made = take(
        xml_of(
            """<Tasks><Task><UID>1</UID><Name>dry</Name><Duration>PT72H0M0S</Duration><DurationFormat>8</DurationFormat>
            <ConstraintType>4</ConstraintType><ConstraintDate>2021-09-10T08:00:00</ConstraintDate>
            <EarlyStart>2021-09-10T08:00:00</EarlyStart><EarlyFinish>2021-09-13T08:00:00</EarlyFinish></Task></Tasks>"""
        )
    )
    assert made.earliest("dry.end") == date(2021, 9, 12)
    assert (made.recheck.compared, made.differences) == (2, [])


def test_another_calendar_with_the_same_days_is_no_loss() -> None:
    other = "<Calendar><UID>2</UID><Name>Team</Name><BaseCalendarUID>1</BaseCalendarUID></Calendar>"
    task = "<Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration><CalendarUID>2</CalendarUID></Task>"
    made = take(xml_of(f"{other}\n<Tasks>{task}</Tasks>"))
    assert made.fates(Fate.LOST) == []
    assert "a: its own calendar Team: the same days" in made.fates(Fate.KEPT)
