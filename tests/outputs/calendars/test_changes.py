"""Does the list of changes say each of them once, in words that people can pass on?"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.dates import DateExpression
from earlyhelp.files.load import parse
from earlyhelp.model.calendars import Calendar, Event, EventStatus
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.calendars import events
from earlyhelp.outputs.calendars.changes import (
    ChangeKind,
    as_csv,
    as_json,
    as_text,
    between,
    days_later,
    from_to,
)
from earlyhelp.outputs.calendars.reasons import Reasons
from earlyhelp.outputs.calendars.views import View


def event(day: str, **more: Any) -> Event:
    """The handover of one centre."""
    when = DateExpression.parse(day)
    made = Event(
        uid="a",
        key="redesign/centre-07.handed_over",
        first=when.first,
        last=when.last,
        title="Centre 07 handed over",
        day=day,
    )
    return attrs.evolve(made, **more)


def calendar(*made: Event) -> Calendar:
    return Calendar(uid="c", name="Handovers", events=made)


def told(before: Event | None, after: Event | None) -> list[str]:
    """The lines without heading and count."""
    old, new = (calendar(*(one,) if one else ()) for one in (before, after))
    return list(as_text(between(old, new), new))[1:-1]


DAY = "2021-12-13"
OFF: dict[str, Any] = {
    "status": EventStatus.CANCELLED,
    "title": "CANCELLED – Centre 07 handed over",
}


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            event(DAY),
            event("2021-12-20"),
            "Centre 07 handed over moved from Monday 13 to Monday 20 December 2021, 7 days later",
        ),
        (
            event("2021-12-01"),
            event("2021-11-30"),
            (
                "Centre 07 handed over moved from Wednesday 1 December to Tuesday 30 November 2021, "
                "1 day earlier"
            ),
        ),
        (
            event("2021-12-31"),
            event("2022-01-04"),
            (
                "Centre 07 handed over moved from Friday 31 December 2021 to Tuesday 4 January 2022, "
                "4 days later"
            ),
        ),
        (
            event("week of 2021-12-13"),
            event("week of 2021-12-20"),
            (
                "Centre 07 handed over moved from the week of Monday 13 December 2021 to the week of "
                "Monday 20 December 2021, 7 days later"
            ),
        ),
        (
            event("2021-12"),
            event("2021-12-20"),
            "Centre 07 handed over moved from December 2021 to Monday 20 December 2021",
        ),
        (
            event("2021-12-13 to 2021-12-15"),
            event("2021-12-20"),
            "Centre 07 handed over moved (13 to 15 December 2021 before, Monday 20 December 2021 now)",
        ),
        (None, event(DAY), "Centre 07 handed over is new, on Monday 13 December 2021"),
        (
            event(DAY),
            None,
            "Centre 07 handed over is cancelled; it was on Monday 13 December 2021",
        ),
        (
            event(DAY),
            event(DAY, **OFF),
            "Centre 07 handed over is cancelled; it was on Monday 13 December 2021",
        ),
        (
            event(DAY, **OFF),
            event("2021-12-20"),
            "Centre 07 handed over is back, on Monday 20 December 2021",
        ),
        (
            event(DAY),
            event(DAY, title="Elm handed over"),
            'Centre 07 handed over is now called "Elm handed over", on Monday 13 December 2021',
        ),
        (
            event(DAY, status=EventStatus.TENTATIVE),
            event(DAY, location="High Street"),
            (
                "Centre 07 handed over, on Monday 13 December 2021: its day is now fixed; its place "
                "is now High Street"
            ),
        ),
        (
            event(DAY, status=EventStatus.TENTATIVE),
            event(DAY, categories=("Handed over", "Done")),
            "Centre 07 handed over, on Monday 13 December 2021: it is done",
        ),
        (
            event(DAY, description="Ref: a\nRoom: 5 days\nas at then"),
            event(DAY, description="Ref: a\nRoom: 4 days\nas at now"),
            "1 event with another text and the same day",
        ),
        (
            event("2022", title="X, by the end of 2022"),
            event("2023", title="X, by the end of 2023"),
            "X moved from 2022 to 2023",
        ),
        (
            event("end of 2021-12", title="X, by the end of December 2021"),
            event("end of 2022-01", title="X, by the end of January 2022"),
            "X moved from the end of December 2021 to the end of January 2022, 31 days later",
        ),
    ],
)
def test_each_change_is_one_sentence(before: Event | None, after: Event | None, says: str) -> None:
    assert told(before, after) == [says]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (event(DAY), event(DAY)),
        (event(DAY, **OFF), event(DAY, **OFF)),
        (event(DAY, **OFF), None),
        (None, event(DAY, **OFF)),
        (event(DAY), event(DAY, sequence=3, revised=datetime(2021, 1, 1, tzinfo=UTC))),
        (event(DAY, description="Ref\nas at then"), event(DAY, description="Ref\nas at now")),
    ],
)
def test_what_is_no_news_is_not_told(before: Event | None, after: Event | None) -> None:
    new = calendar(*(after,) if after else ())
    found = between(calendar(*(before,) if before else ()), new)
    assert list(as_text(found, new)) == ["Handovers", "nothing has changed"]


def test_a_day_that_a_client_moved_is_believed_before_the_words_beside_it() -> None:
    edited = event(DAY, first=date(2021, 12, 20), last=date(2021, 12, 20))
    assert told(event(DAY), edited) == told(event(DAY), event("2021-12-20"))
    two = attrs.evolve(edited, last=date(2021, 12, 21), day="")
    assert (
        "(Monday 13 December 2021 before, 20 to 21 December 2021 now)" in told(event(DAY), two)[0]
    )


def test_the_list_is_in_the_order_of_the_new_days_and_counted() -> None:
    made = [event(f"2021-12-0{day}", uid=str(day), title=f"Centre {day}") for day in range(1, 5)]
    new = calendar(
        attrs.evolve(made[0], first=date(2021, 12, 9), last=date(2021, 12, 9)), *made[2:]
    )
    lines = list(as_text(between(calendar(*made[:3]), new), new))
    assert [line.split(" ")[1] for line in lines[1:-1]] == ["2", "4", "1"]
    assert lines[-1] == "1 moved, 1 new, 1 cancelled"


EVENTS = st.builds(
    event,
    st.sampled_from(["2021-12-13", "2021-12-20", "week of 2021-12-13", "2022", "end of 2021-10"]),
    uid=st.sampled_from("abcdef"),
    title=st.sampled_from(["Elm", "Oak"]),
    status=st.sampled_from(EventStatus),
    location=st.sampled_from([None, "High Street"]),
)
CALENDARS = st.lists(EVENTS, unique_by=lambda one: one.uid).map(lambda made: calendar(*made))


@given(CALENDARS, CALENDARS)
def test_going_back_says_the_opposite(old: Calendar, new: Calendar) -> None:
    there = [change.kind for change in between(old, new)]
    back = [change.kind for change in between(new, old)]
    opposite = {ChangeKind.CANCELLED: {ChangeKind.NEW, ChangeKind.BACK}}
    assert sum(kind in opposite[ChangeKind.CANCELLED] for kind in there) == back.count(
        ChangeKind.CANCELLED
    )
    for kind in (ChangeKind.MOVED, ChangeKind.RENAMED):
        assert there.count(kind) == back.count(kind)
    assert between(new, new) == ()


@given(CALENDARS, CALENDARS)
def test_every_form_has_every_change(old: Calendar, new: Calendar) -> None:
    found = between(old, new)
    table = list(csv.DictReader(io.StringIO(as_csv(found))))
    document = json.loads(as_json(found, old, new))
    assert document["schema"] == "earlyhelp.calendar-changes/1"
    kinds = [change.kind.value for change in found]
    assert [row["change"] for row in table] == kinds
    assert [change["change"] for change in document["changes"]] == kinds


def test_no_title_of_a_file_does_harm() -> None:
    bad = event(DAY, title="=HYPERLINK(1)\x1b]0;x\x07\u202e")
    found = between(calendar(), calendar(bad))
    assert "'=HYPERLINK(1)]0;x," in as_csv(found)
    assert "\x1b" not in "".join(as_text(found, calendar(bad)))
    long = event(DAY, title="x" * 1_000)
    assert all(len(line) < 300 for line in as_text(between(calendar(), calendar(long)), calendar()))


def test_days_between_are_counted_only_where_both_are_as_exact() -> None:
    first, then = DateExpression.parse("2021-12-13"), DateExpression.parse("2022-01-10")
    assert days_later(first, then) == 28
    assert days_later(first, DateExpression.parse("2022-01")) is None
    three = DateExpression.parse("2021-12-13 to 2021-12-15")
    assert days_later(three, DateExpression.parse("2021-12-20 to 2021-12-22")) == 7
    assert days_later(three, DateExpression.parse("2021-12-20 to 2021-12-24")) is None
    assert days_later(DateExpression.parse("2021-12"), DateExpression.parse("2022-01")) is None
    assert from_to(then, first) == "from Monday 10 January 2022 to Monday 13 December 2021"


# Why: what the journal says, as far as the readers may know. --------------------------------

PLAN = """\
format: 1
id: redesign
title: Redesign
nation: england
as_at: 2021-09-17
milestones:
  told: {on: 2021-09-20, owner: office}
  letters: {expected: 2021-12-13, owner: office, after: told}
  offer.launch: {on: 2022-01-10, owner: office}
workflows:
  w:
    steps:
      vacated: {after: each occupation.out}
      handed_over: {after: vacated}
  o: {for: each occupation, steps: {out: {}}}
properties: [{id: elm, name: Elm, handed_over: 2021-12-13, vacated: 2021-12-13}]
partners: [{id: toddler-group}, {id: nursery}]
occupations: [{property: elm, partner: toddler-group}, {property: elm, partner: nursery}]
"""
HEADING = "recorded_at,by,action,subject,day,was,reason,evidence\n"
EXTENDED = "2021-09-20T09:00:00+00:00,x,extended,elm.toddler-group,2021-12-20,,SECRET,SECRET\n"
MOVED = "2021-09-21T09:00:00+00:00,x,moved,elm.{},2021-12-21,2021-12-13,SECRET,SECRET\n"
BOTH = MOVED.format("vacated") + MOVED.format("handed_over")


def plan(journal: str = "") -> Plan:
    return parse(PLAN.encode(), recorded=(HEADING + journal).encode() if journal else None)


def why(journal: str, whom: str, before: str = "") -> set[str | None]:
    """The reasons for all moves, for one kind of reader, from one journal to the next."""
    view = View.parse(whom)
    schedule = solve_plan(plan(before + journal))
    old = events.calendar(solve_plan(plan(before)), view)
    new = events.calendar(schedule, view)
    found = between(old, new, because=Reasons(schedule, old, new))
    assert "SECRET" not in as_json(found, old, new)
    return {change.because for change in found if change.kind is ChangeKind.MOVED}


def test_a_partners_extension_is_named_to_those_who_may_know_of_it() -> None:
    assert why(EXTENDED + BOTH, "assets") == {"because of toddler-group's extension"}
    assert why(EXTENDED + BOTH, "partner toddler-group") == {"because of toddler-group's extension"}
    assert why(EXTENDED + BOTH, "partner nursery") == {"because of an earlier step"}


def test_what_was_moved_without_need_says_only_when_that_was_recorded() -> None:
    assert why(BOTH, "assets") == {"as recorded on 21 September 2021"}
    assert why(BOTH, "assets", before=EXTENDED) == {"as recorded on 21 September 2021"}
    in_time = EXTENDED.replace("2021-12-20", "2021-12-10")
    assert why(in_time + BOTH, "assets") == {"as recorded on 21 September 2021"}


def test_what_was_recorded_after_the_new_calendar_is_not_why_it_moved() -> None:
    moved = plan(BOTH)
    old = events.calendar(solve_plan(plan("")), View.parse("assets"))
    new = events.calendar(solve_plan(moved), View.parse("assets"), previous=old)
    later = EXTENDED.replace("2021-09-2", "2021-10-2")
    assert later != EXTENDED
    found = between(old, new, because=Reasons(solve_plan(plan(BOTH + later)), old, new))
    reasons = {change.because for change in found if change.kind is ChangeKind.MOVED}
    assert reasons == {"as recorded on 21 September 2021"}


def test_what_came_later_elsewhere_is_named_to_the_council_alone() -> None:
    entries = (
        "2021-09-21T09:00:00+00:00,x,moved,told,2021-12-15,2021-09-20,SECRET,\n"
        "2021-09-21T09:01:00+00:00,x,moved,letters,2021-12-16,2021-12-13,SECRET,\n"
    )
    assert why(entries, "owner office") == {
        "because told moved",
        "as recorded on 21 September 2021",
    }


def test_the_public_learns_no_reason_of_its_own() -> None:
    entry = "2021-09-21T09:00:00+00:00,x,moved,offer.launch,2022-01-17,2022-01-10,SECRET,\n"
    assert why(entry, "everyone") == {None}
