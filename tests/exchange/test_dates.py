"""Constraints, deadlines, what has happened, baselines and notes of tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from earlyhelp.exchange.report import Fate, Kind
from tests.exchange.conftest import take, xml_of

if TYPE_CHECKING:
    from tests.exchange.conftest import Taken

#: A task of two days with one constraint, while nothing else keeps it from Monday 6 September.
TWO_DAYS = """
<Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT16H0M0S</Duration>
<ConstraintType>{kind}</ConstraintType><ConstraintDate>{moment}</ConstraintDate></Task></Tasks>
"""
SEPTEMBER = {day: date(2021, 9, day) for day in range(1, 31)}


@pytest.mark.parametrize(
    ("kind", "moment", "line", "earliest", "latest"),
    [
        (2, "2021-09-15T08:00:00", "start:\n      on: 2021-09-15", (15, 16), (15, 16)),
        (3, "2021-09-15T17:00:00", "end:\n      on: 2021-09-15", (14, 15), (14, 15)),
        (4, "2021-09-15T08:00:00", "start:\n      not_before: 2021-09-15", (15, 16), None),
        (5, "2021-09-15T08:00:00", "start:\n      by: 2021-09-15", (6, 7), (15, 16)),
        (6, "2021-09-15T17:00:00", "end:\n      not_before: 2021-09-15", (14, 15), None),
        (7, "2021-09-15T17:00:00", "end:\n      by: 2021-09-15", (6, 7), (14, 15)),
    ],
)
def test_each_constraint_with_a_date_is_a_line_of_the_plan(
    kind: int, moment: str, line: str, earliest: tuple[int, int], latest: tuple[int, int] | None
) -> None:
    """The 15th is a Wednesday: two days that must end on it begin on Tuesday 14."""
    made = take(xml_of(TWO_DAYS.format(kind=kind, moment=moment)))
    assert line in made.text
    assert made.schedule.earliest["a.start"] == SEPTEMBER[earliest[0]]
    assert made.schedule.earliest["a.end"] == SEPTEMBER[earliest[1]]
    if latest is None:
        assert made.schedule.latest["a.end"] is None
    else:
        assert made.schedule.latest["a.start"] == SEPTEMBER[latest[0]]
        assert made.schedule.latest["a.end"] == SEPTEMBER[latest[1]]
    assert [item.fate for item in made.made.items if item.kind is Kind.CONSTRAINT] == [Fate.KEPT]


def test_as_soon_as_possible_is_no_constraint_and_as_late_as_possible_is_named() -> None:
    soon = take(xml_of(TWO_DAYS.format(kind=0, moment="")))
    assert [item for item in soon.made.items if item.kind is Kind.CONSTRAINT] == []
    late = take(xml_of(TWO_DAYS.format(kind=1, moment="")))
    assert late.fates(Fate.LOST) == [
        "a: as late as possible: it bounds nothing; its latest day is the one that Project draws"
    ]


def test_a_constraint_at_noon_becomes_the_whole_day_and_is_named() -> None:
    made = take(xml_of(TWO_DAYS.format(kind=4, moment="2021-09-15T13:00:00")))
    assert made.fates(Fate.CHANGED) == [
        (
            "a: start no earlier than 15 September 2021: a.start, not_before: 2021-09-15: "
            "13:00 became the whole day"
        )
    ]


def test_a_constraint_after_work_holds_from_the_next_working_day() -> None:
    """Friday 10 at 17:00 and Monday 13 at 08:00 are one moment to Project."""
    made = take(xml_of(TWO_DAYS.format(kind=4, moment="2021-09-10T17:00:00")))
    assert made.schedule.earliest["a.start"] == date(2021, 9, 13)
    assert len(made.fates(Fate.CHANGED)) == 1


def test_an_end_before_work_begins_is_on_the_working_day_before() -> None:
    """Monday 13 at 08:00 is the moment of Friday 10 at 17:00, where a task can end."""
    made = take(xml_of(TWO_DAYS.format(kind=7, moment="2021-09-13T08:00:00")))
    assert made.schedule.latest["a.end"] == date(2021, 9, 10)
    assert len(made.fates(Fate.CHANGED)) == 1


def test_a_deadline_makes_late_days_without_holding_early_ones(taken: Taken) -> None:
    """Ends by Wednesday 15, inclusive: two days begin on Tuesday 14 at the latest, and the day
    before it on Monday 13.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration>
    <EarlyStart>2021-09-06T08:00:00</EarlyStart><LateFinish>2021-09-13T17:00:00</LateFinish></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT16H0M0S</Duration><Deadline>2021-09-15T17:00:00</Deadline>
    <LateStart>2021-09-14T08:00:00</LateStart><LateFinish>2021-09-15T17:00:00</LateFinish>
    <PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task>
    <Task><UID>3</UID><Name>c</Name><Duration>PT80H0M0S</Duration>
    <EarlyFinish>2021-09-17T17:00:00</EarlyFinish><LateFinish>2021-09-17T17:00:00</LateFinish></Task>
    </Tasks>
    """
    assert taken.schedule.latest["a.end"] == date(2021, 9, 13)
    assert taken.schedule.latest["b.start"] == date(2021, 9, 14)
    assert (taken.recheck.compared, taken.differences) == (6, [])


def test_what_has_happened_is_done(taken: Taken) -> None:
    """The first began and ended later than planned; the second has begun, and is half done.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT16H0M0S</Duration><PercentComplete>100</PercentComplete>
    <ActualStart>2021-09-07T08:00:00</ActualStart><ActualFinish>2021-09-08T17:00:00</ActualFinish></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT16H0M0S</Duration><PercentComplete>50</PercentComplete>
    <ActualStart>2021-09-09T08:00:00</ActualStart><Notes>So far so good</Notes>
    <PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task>
    </Tasks>
    """
    said = taken.plan["a.start"].done, taken.plan["a.end"].done, taken.plan["b.start"].done
    assert [stated and stated.when.text for stated in said] == [
        "2021-09-07",
        "2021-09-08",
        "2021-09-09",
    ]
    assert taken.plan["b.end"].done is None
    assert taken.earliest("b.end") == date(2021, 9, 10)
    assert taken.plan["b.end"].note == "So far so good. 50 per cent complete in moves.xml"


def test_what_is_drawn_is_expected_and_a_baseline_is_a_baseline(taken: Taken) -> None:
    """
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT16H0M0S</Duration>
    <Start>2021-09-13T08:00:00</Start><Finish>2021-09-14T17:00:00</Finish>
    <Baseline><Number>0</Number><Start>2021-09-09T08:00:00</Start><Finish>2021-09-10T17:00:00</Finish></Baseline>
    <Baseline><Number>3</Number><Start>2021-09-08T08:00:00</Start><Finish>2021-09-09T17:00:00</Finish></Baseline>
    </Task></Tasks>
    """
    said = taken.plan["a.start"].expected, taken.plan["a.end"].expected
    assert [stated and stated.when.text for stated in said] == ["2021-09-13", "2021-09-14"]
    assert [
        (kept.name, [(day.id, str(day.when and day.when.first)) for day in kept.days])
        for kept in taken.made.baselines
    ] == [
        ("baseline", [("a.start", "2021-09-09"), ("a.end", "2021-09-10")]),
        ("baseline-3", [("a.start", "2021-09-08"), ("a.end", "2021-09-09")]),
    ]


def test_a_day_that_differs_is_listed(taken: Taken) -> None:
    """The file says Wednesday 8, as if somebody had held it back; the plan has Monday 6.

    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration>
    <EarlyStart>2021-09-08T08:00:00</EarlyStart></Task></Tasks>
    """
    assert taken.differences == [("a.start", "early start", "2021-09-08", "2021-09-06")]
    assert [item.days for item in taken.recheck.differences] == [-2]
    assert [item.because for item in taken.recheck.differences] == [None]


def test_a_day_that_differs_leads_back_to_what_was_changed(taken: Taken) -> None:
    """Half a day became a whole one in a, so that c, two links on, is a day later; d is not.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT4H0M0S</Duration></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT4H0M0S</Duration>
    <PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task>
    <Task><UID>3</UID><Name>c</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-07T08:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink></Task>
    <Task><UID>4</UID><Name>d</Name><Duration>PT8H0M0S</Duration><EarlyStart>2021-09-07T08:00:00</EarlyStart></Task>
    </Tasks>
    """
    said = [(item.id, item.because and item.because.what) for item in taken.recheck.differences]
    assert said == [("c.start", "b"), ("d.start", None)]


def test_a_status_date_is_the_as_at_day_and_says_what_it_holds_back(taken: Taken) -> None:
    """By Friday 10 the file says what has happened; a task of Monday 6 is not done.

    <StatusDate>2021-09-10T17:00:00</StatusDate>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration>
    <EarlyStart>2021-09-06T08:00:00</EarlyStart><EarlyFinish>2021-09-06T17:00:00</EarlyFinish></Task></Tasks>
    """
    assert taken.plan.as_at == taken.earliest("a.start") == date(2021, 9, 10)
    assert taken.fates(Fate.CHANGED) == [
        (
            "status date 10 September 2021: as_at: 1 task before it and not done cannot be earlier "
            "than it here"
        )
    ]
    said = {item.because and item.because.what for item in taken.recheck.differences}
    assert said == {"status date 10 September 2021"}


def test_a_task_that_somebody_scheduled_by_hand_is_pinned(taken: Taken) -> None:
    """
    <Tasks><Task><UID>1</UID><Name>a</Name><Manual>1</Manual><Duration>PT8H0M0S</Duration>
    <Start>2021-09-15T08:00:00</Start><ConstraintType>4</ConstraintType><ConstraintDate>2021-09-20T08:00:00</ConstraintDate></Task></Tasks>
    """
    assert taken.schedule.latest["a.start"] == taken.earliest("a.start") == date(2021, 9, 15)
    assert taken.fates(Fate.CHANGED) == ["a: scheduled by hand: pinned to begin on 2021-09-15"]


def test_a_task_of_another_file_is_where_that_file_draws_it(taken: Taken) -> None:
    """Its start, Monday 20 September, is known here, and what moves it is not.

    <Tasks><Task><UID>1</UID><Name>a</Name><ExternalTask>1</ExternalTask><Duration>PT8H0M0S</Duration>
    <Start>2021-09-20T08:00:00</Start><EarlyStart>2021-09-20T08:00:00</EarlyStart></Task></Tasks>
    """
    assert taken.earliest("a.start") == date(2021, 9, 20)
    assert taken.differences == []
    assert taken.fates(Fate.CHANGED) == [
        "a: it is in another file; here it is not before 2021-09-20"
    ]


def test_what_takes_no_time_and_is_drawn_as_a_span_is_named(taken: Taken) -> None:
    """Care for the rooms goes on from 6 to 17 September; it begins on the 6th. That a milestone
    is shown from the evening of a day to the next morning is no span.

    <Tasks><Task><UID>1</UID><Name>care</Name><Duration>PT0H0M0S</Duration>
    <Start>2021-09-06T08:00:00</Start><Finish>2021-09-17T17:00:00</Finish></Task>
    <Task><UID>2</UID><Name>m</Name><Duration>PT0H0M0S</Duration>
    <Start>2021-09-10T17:00:00</Start><Finish>2021-09-13T08:00:00</Finish></Task></Tasks>
    """
    assert taken.fates(Fate.CHANGED) == [
        (
            "care: milestone care, in the morning: it takes no time of its own, and is drawn on 6 to "
            "17 September 2021"
        )
    ]


def test_fields_of_ones_own_and_hyperlinks_are_counted(taken: Taken) -> None:
    """Two tasks have an area and one a rank; the numbers are those of Text2, Number1 and of an
    outline code. Empty values are none.

    <ExtendedAttributes><ExtendedAttribute><FieldID>188743734</FieldID><FieldName>Text2</FieldName><Alias>Area</Alias></ExtendedAttribute>
    <ExtendedAttribute><FieldID>188743767</FieldID><FieldName>Number1</FieldName></ExtendedAttribute></ExtendedAttributes>
    <Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration><HyperlinkAddress>https://example.org</HyperlinkAddress>
    <ExtendedAttribute><FieldID>188743734</FieldID><Value>North</Value></ExtendedAttribute>
    <ExtendedAttribute><FieldID>188743767</FieldID><Value>3</Value></ExtendedAttribute></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT8H0M0S</Duration>
    <ExtendedAttribute><FieldID>188743734</FieldID><Value>South</Value></ExtendedAttribute>
    <ExtendedAttribute><FieldID>188743767</FieldID><Value></Value></ExtendedAttribute>
    <OutlineCode><FieldID>188744096</FieldID><ValueID>7</ValueID></OutlineCode></Task></Tasks>
    """
    why = "a plan has no fields of one's own"
    assert taken.fates(Fate.LOST) == [
        "1 hyperlink: a plan has no place for it",
        f"the field Area, 2 values: {why}",
        f"the field Number1, 1 value: {why}",
        f"the field 188744096, 1 value: {why}",
    ]


def test_a_summary_that_is_the_whole_project_is_in_no_id(taken: Taken) -> None:
    """The project is called Moves, and so is what Primavera has all its tasks below.

    <Tasks>
    <Task><UID>1</UID><Name>Moves</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary><Deadline>2021-09-10T17:00:00</Deadline></Task>
    <Task><UID>2</UID><Name>Rooms</Name><OutlineLevel>2</OutlineLevel><Summary>1</Summary></Task>
    <Task><UID>3</UID><Name>Clear</Name><OutlineLevel>3</OutlineLevel><Duration>PT8H0M0S</Duration></Task>
    <Task><UID>4</UID><Name>Launch</Name><OutlineLevel>2</OutlineLevel><Duration>PT8H0M0S</Duration></Task>
    </Tasks>
    """
    said = [(stage.id, stage.start.workstream) for stage in taken.plan.stages]
    assert said == [("rooms.clear", "Rooms"), ("launch", None)]
    assert "Moves: the plan: its title says it" in taken.fates(Fate.KEPT)
    assert taken.schedule.latest["launch.end"] == date(2021, 9, 10), "it holds for all below it"


def test_a_summary_beside_other_tasks_is_not_the_whole_project(taken: Taken) -> None:
    """
    <Tasks>
    <Task><UID>1</UID><Name>Moves</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
    <Task><UID>2</UID><Name>Clear</Name><OutlineLevel>2</OutlineLevel><Duration>PT8H0M0S</Duration></Task>
    <Task><UID>3</UID><Name>Launch</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration></Task>
    </Tasks>
    """
    assert [stage.id for stage in taken.plan.stages] == ["moves.clear", "launch"]


def test_the_one_workstream_of_a_project_may_be_called_like_it(taken: Taken) -> None:
    """
    <Tasks>
    <Task><UID>1</UID><Name>Moves</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
    <Task><UID>2</UID><Name>Clear</Name><OutlineLevel>2</OutlineLevel><Duration>PT8H0M0S</Duration></Task>
    </Tasks>
    """
    assert [stage.start.workstream for stage in taken.plan.stages] == ["Moves"]


def test_what_a_summary_says_is_said_of_all_in_it(taken: Taken) -> None:
    """Nothing in it begins before Wednesday 8, and all of it ends by Friday 10.

    <Tasks>
    <Task><UID>1</UID><Name>All</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary>
    <ConstraintType>4</ConstraintType><ConstraintDate>2021-09-08T08:00:00</ConstraintDate>
    <Deadline>2021-09-10T17:00:00</Deadline></Task>
    <Task><UID>2</UID><Name>a</Name><OutlineLevel>2</OutlineLevel><Duration>PT8H0M0S</Duration></Task>
    <Task><UID>3</UID><Name>b</Name><OutlineLevel>2</OutlineLevel><Duration>PT0H0M0S</Duration><Start>2021-09-08T17:00:00</Start></Task>
    <Task><UID>4</UID><Name>c</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration></Task>
    </Tasks>
    """
    assert taken.earliest("all.a.start") == taken.earliest("all.b") == date(2021, 9, 8)
    assert taken.schedule.latest["all.a.end"] == taken.schedule.latest["all.b"] == date(2021, 9, 10)
    assert taken.earliest("c.start") == date(2021, 9, 6)
    assert taken.made.items[-1].fate is Fate.KEPT


def test_names_become_ids_that_are_told_apart(taken: Taken) -> None:
    """
    <Tasks>
    <Task><UID>1</UID><Name>Émile's move: Ofsted &amp; co</Name><Duration>PT0H0M0S</Duration></Task>
    <Task><UID>2</UID><Name>Emile's move, Ofsted co</Name><Duration>PT0H0M0S</Duration></Task>
    <Task><UID>3</UID><Name>搬迁</Name><Duration>PT0H0M0S</Duration></Task>
    <Task><UID>4</UID><Name>x.start</Name><Duration>PT0H0M0S</Duration></Task>
    </Tasks>
    """
    assert [milestone.id for milestone in taken.plan.milestones] == [
        "emile-s-move-ofsted-co",
        "emile-s-move-ofsted-co-2",
        "task-3",
        "x-start",
    ]
    assert taken.plan.milestones[0].title == "Émile's move: Ofsted & co"


def test_days_without_times_are_first_and_last_days(taken: Taken) -> None:
    """As a file without times has them, each at midnight. Five days from Monday 6 have Friday 10
    as their last, so that is no end of Thursday. The milestone waits for them: it is in the evening
    of that Friday, and what follows begins on Monday 13.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration>
    <Start>2021-09-06T00:00:00</Start><Finish>2021-09-10T00:00:00</Finish><EarlyFinish>2021-09-10T00:00:00</EarlyFinish></Task>
    <Task><UID>2</UID><Name>m</Name><Duration>PT0H0M0S</Duration>
    <Start>2021-09-10T00:00:00</Start><Finish>2021-09-10T00:00:00</Finish><EarlyStart>2021-09-10T00:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task>
    <Task><UID>3</UID><Name>b</Name><Duration>PT8H0M0S</Duration>
    <Start>2021-09-13T00:00:00</Start><Finish>2021-09-13T00:00:00</Finish><EarlyStart>2021-09-13T00:00:00</EarlyStart>
    <PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink></Task>
    </Tasks>
    """
    assert taken.plan["a.end"].expected is not None
    assert taken.plan["a.end"].expected.when.text == "2021-09-10"
    assert taken.earliest("m") == date(2021, 9, 10)
    assert taken.earliest("b.start") == date(2021, 9, 13)
    assert (taken.recheck.compared, taken.differences) == (3, [])
    assert taken.fates(Fate.CHANGED) == [
        (
            "the days of the file: it has no times: a milestone that waits for something is in the "
            "evening of its day"
        )
    ]


def test_a_finish_at_midnight_can_be_the_end_of_the_day_before(taken: Taken) -> None:
    """Five days from Monday 6 end with Friday 10, which this file calls the first of Saturday 11.

    <Tasks>
    <Task><UID>1</UID><Name>a</Name><Duration>PT40H0M0S</Duration>
    <Start>2021-09-06T00:00:00</Start><Finish>2021-09-11T00:00:00</Finish></Task>
    <Task><UID>2</UID><Name>b</Name><Duration>PT8H0M0S</Duration>
    <Start>2021-09-14T00:00:00</Start><Finish>2021-09-15T00:00:00</Finish></Task>
    </Tasks>
    """
    said = [taken.plan[name].expected for name in ("a.end", "b.end")]
    assert [stated and stated.when.text for stated in said] == ["2021-09-10", "2021-09-14"]
