"""XML as tools other than Project write it: what they leave out, and what they write their own way."""

from __future__ import annotations

from datetime import date

import pytest

from earlyhelp.exchange.report import Fate
from earlyhelp.files.projects.mspdi import read_project
from tests.exchange.conftest import Taken, take


def bare(inside: str) -> Taken:
    """A file that says nothing of a calendar, of hours or of its own start."""
    return take(f"<Project><Title>Moves</Title>{inside}</Project>".encode())


def test_tasks_at_level_0_are_tasks_but_for_number_0() -> None:
    """A library for buildings counts its outline from 0. Its days go from 8 to 16: what ends at
    16:00 ends with the day, and eight hours from 8 to 16 are one.
    """
    made = bare(
        """<Calendars/><Tasks>
        <Task><UID>0</UID><Name>Moves</Name><OutlineLevel>0</OutlineLevel></Task>
        <Task><UID>1</UID><Name>a</Name><OutlineLevel>0</OutlineLevel><Duration>PT8H0M0S</Duration>
        <Start>2021-09-06T08:00:00</Start><Finish>2021-09-06T16:00:00</Finish></Task>
        <Task><UID>2</UID><Name>b</Name><OutlineLevel>0</OutlineLevel><Duration>PT16H0M0S</Duration>
        <Start>2021-09-07T08:00:00</Start><Finish>2021-09-08T16:00:00</Finish>
        <PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task></Tasks>"""
    )
    assert made.earliest("b.end") == date(2021, 9, 8)
    assert made.fates(Fate.CHANGED) == []


def test_an_outline_by_numbers_alone_has_summaries_nobody_calls_so() -> None:
    """Neither levels nor summaries are given; 2.1 is below 2, which takes its dates from it."""
    made = bare(
        """<Tasks>
        <Task><UID>1</UID><Name>First</Name><OutlineNumber>1</OutlineNumber><Duration>PT8H0M0S</Duration></Task>
        <Task><UID>2</UID><Name>Rooms</Name><OutlineNumber>2</OutlineNumber><Duration>PT8H0M0S</Duration></Task>
        <Task><UID>3</UID><Name>Clear</Name><OutlineNumber>2.1</OutlineNumber><Duration>PT8H0M0S</Duration></Task></Tasks>"""
    )
    assert [(stage.id, stage.start.workstream) for stage in made.plan.stages] == [
        ("first", None),
        ("rooms.clear", "Rooms"),
    ]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("PT40H0M0S", 5),
        ("PT40H", 5),
        ("P0DT40H0M0S", 5),
        ("PT37.5H", 5),  # 4.7 days became whole ones
        ("PT37,5H0,0M0S", 5),
        ("PT2400M", 5),
        ("PT40H0M0.000S", 5),
    ],
)
def test_lengths_are_read_however_they_are_written(said: str, days: int) -> None:
    made = bare(
        f"<Tasks><Task><UID>1</UID><Name>a</Name><Duration>{said}</Duration></Task></Tasks>"
    )
    assert f"lasts: exactly {days - 1} working days" in made.text


@pytest.mark.parametrize(
    "moment",
    [
        "2021-09-08T08:00:00",
        "2021-09-08T08:00",
        "2021-09-08T08:00:00.000Z",
        "2021-09-08T08:00:00+01:00",
        "2021-09-08",
    ],
)
def test_moments_are_read_however_they_are_written(moment: str) -> None:
    made = bare(
        f"""<Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration><ConstraintType>4</ConstraintType>
        <ConstraintDate>{moment}</ConstraintDate><Deadline>1970-01-01T00:00:00</Deadline></Task></Tasks>"""
    )
    assert made.earliest("a.start") == date(2021, 9, 8)
    assert made.schedule.latest["a.end"] is None, "the first day of all is no deadline"
    assert made.fates(Fate.CHANGED) == []


def test_a_prefix_and_another_encoding_are_no_hindrance() -> None:
    said = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<p:Project xmlns:p="http://schemas.microsoft.com/'
        'project">\n<p:Title>Umzüge</p:Title><p:MinutesPerDay>480,0</p:MinutesPerDay></p:Project>'
    )
    made = read_project(said.encode("latin-1"), file="moves.xml")
    assert (made.title, made.minutes_per_day) == ("Umzüge", 480)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("<Name>x.xml</Name><Title>Our moves</Title>", "Our moves"),
        ("<Name>Our moves.mpp</Name><Title>Project1</Title>", "Our moves"),
        ("<Name>PROJECT</Name><Title>Project12</Title>", "moves"),  # as the file is called
        ("", "moves"),
        ("<Title>Project Elm</Title>", "Project Elm"),
    ],
)
def test_a_name_that_any_project_has_is_no_title(said: str, title: str) -> None:
    task = "<Tasks><Task><UID>1</UID><Name>a</Name></Task></Tasks>"
    made = take(f"<Project>{said}{task}</Project>".encode())
    assert made.made.draft.title == title


def test_work_until_midnight_is_until_the_end_of_the_day() -> None:
    made = bare(
        """<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><WeekDays><WeekDay>
        <DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime>
        <FromTime>16:00:00</FromTime><ToTime>24:00:00</ToTime></WorkingTime></WorkingTimes>
        </WeekDay></WeekDays></Calendar></Calendars>
        <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks>"""
    )
    assert made.project.calendars[0].day_ends is not None
    assert made.project.calendars[0].day_ends.hour == 23
