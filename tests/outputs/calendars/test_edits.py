"""Is exactly what somebody moved in a client found again, whatever else the client does?"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.files.calendars.ical import read_calendar
from earlyhelp.files.load import parse
from earlyhelp.model.calendars import Calendar, Event, EventStatus, event_uid
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.calendars import events, ical
from earlyhelp.outputs.calendars.edits import EditKind, Edits, edits
from earlyhelp.outputs.calendars.views import View

OFFICE = View.parse("owner office")
HEAD: Final = """\
format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
milestones:
"""
HEADING: Final = "recorded_at,by,action,subject,day,was,reason,evidence\n"
LONDON: Final = ZoneInfo("Europe/London")
ONE_DAY: Final = timedelta(days=1)


def plan(*milestones: str, journal: str = "") -> Plan:
    """A plan of these milestones, each ``name: {…}``, and with these lines in its journal."""
    lines = (line.replace("{", "{owner: office, ", 1) for line in milestones)
    text = HEAD + "".join(f"  {line}\n" for line in lines)
    return parse(text.encode(), recorded=(HEADING + journal).encode() if journal else None)


def exported(of: Plan) -> Calendar:
    """What the office imports."""
    return read_calendar(b"".join(ical.stream(events.calendar(solve_plan(of), OFFICE)))).calendar


def with_event(calendar: Calendar, milestone: str, **changed: Any) -> Calendar:
    """The calendar after somebody changed one event."""
    uid = event_uid("example", milestone)
    made = (attrs.evolve(one, **changed) if one.uid == uid else one for one in calendar.events)
    return attrs.evolve(calendar, events=tuple(made))


def on(day: date, last: date | None = None) -> dict[str, Any]:
    return {"first": day, "last": last or day}


def said(found: Edits) -> list[tuple[str, str, str | None]]:
    return [
        (edit.milestone, edit.kind.value, edit.now.text if edit.now else None)
        for edit in found.edits
    ]


# The law: whatever a client does to a file, the moves are found and nothing else is. ---------

DAYS: Final = st.sampled_from(
    [
        *("2021-10-29", "2021-10-31", "2021-11-01", "2022-03-26", "2022-03-28", "2022-07-01"),
        *("week of 2022-06-27", "2022-06", "end of 2021-10", "2022", "2022-07-04 to 2022-07-06"),
    ]
)
DONE: Final = st.tuples(st.just("done"), st.sampled_from(["2021-09-08", "week of 2021-09-06"]))
STATED: Final = st.tuples(st.sampled_from(["on", "expected"]), DAYS)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    drawn = draw(st.lists(STATED | DONE, min_size=1, max_size=6))
    return plan(*(f"m{at}: {{{kind}: {day}}}" for at, (kind, day) in enumerate(drawn)))


def as_client(
    data: bytes, moved: Mapping[str, int], form: str, *, keeps_own: bool, dice: random.Random
) -> bytes:
    """The file after a client had it: events moved by days, in another order, with other lines."""
    text = data.decode().replace("\r\n ", "").replace("\r\n", "\n")
    head, *found = text.removesuffix("END:VCALENDAR\n").split("BEGIN:VEVENT\n")
    made = []
    for event in found:
        lines = dict(line.split(":", 1) for line in event.removesuffix("END:VEVENT\n").splitlines())
        by = timedelta(days=moved.get(lines["UID"], 0))
        ends = ("DTSTART;VALUE=DATE", "DTEND;VALUE=DATE")
        first, end = (
            datetime.strptime(lines.pop(name), "%Y%m%d").date() + by  # noqa: DTZ007 - a day
            for name in ends
        )
        lines |= dict(zip(*in_form(form, first, end), strict=True))
        kept = [f"{name}:{value}" for name, value in lines.items() if keeps_own or name[:2] != "X-"]
        dice.shuffle(kept)
        made.append("\n".join(["BEGIN:VEVENT", *kept, "END:VEVENT", ""]))
    dice.shuffle(made)
    return f"{head}{''.join(made)}END:VCALENDAR\n".encode()


def in_form(form: str, first: date, end: date) -> tuple[list[str], list[str]]:
    """The two ends of an event as a client writes them."""
    if form == "days":
        return ["DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"], [f"{first:%Y%m%d}", f"{end:%Y%m%d}"]
    moments = [datetime.combine(day, time.min, LONDON) for day in (first, end)]
    if form == "utc":
        says = [f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in moments]
        return ["DTSTART", "DTEND"], says
    zone = f";TZID={form}" if form else ""
    return [f"DTSTART{zone}", f"DTEND{zone}"], [f"{moment:%Y%m%dT%H%M%S}" for moment in moments]


@given(
    of=plans(),
    form=st.sampled_from(["days", "utc", "", "GMT Standard Time", "Europe/London"]),
    keeps_own=st.booleans(),
    seed=st.integers(0, 99),
    data=st.data(),
)
def test_exactly_the_moves_are_found(
    of: Plan, form: str, keeps_own: bool, seed: int, data: st.DataObject
) -> None:
    names = [milestone.id for milestone in of.milestones]
    moves = st.dictionaries(
        st.sampled_from(names), st.integers(-40, 40).filter(bool), max_size=len(names)
    )
    moved = data.draw(moves)
    written = b"".join(ical.stream(events.calendar(solve_plan(of), OFFICE)))
    by_uid = {event_uid("example", name): by for name, by in moved.items()}
    edited = as_client(written, by_uid, form, keeps_own=keeps_own, dice=random.Random(seed))
    before, after = read_calendar(written).calendar, read_calendar(edited).calendar

    found = edits(of, after)
    assert {edit.milestone for edit in found.edits} == set(moved)
    for edit in found.edits:
        event = before.by_uid[event_uid("example", edit.milestone)]
        by = timedelta(days=moved[edit.milestone])
        assert edit.now is not None
        assert (edit.now.first, edit.now.last) == (event.first + by, event.last + by)
        is_done = of[edit.milestone].done is not None
        assert edit.kind is (EditKind.DONE if is_done else EditKind.MOVED)
        assert edit.is_offered is not is_done
    assert found.unknown == ()
    assert found.matched == len(names)


@given(plans())
def test_what_comes_back_as_it_was_is_no_edit(of: Plan) -> None:
    found = edits(of, exported(of))
    assert (found.edits, found.otherwise) == ((), ())
    assert found.view == OFFICE


# Stories. -----------------------------------------------------------------------------------


def test_an_event_is_known_by_its_uid_then_its_key_then_its_reference() -> None:
    of = plan("out: {expected: 2021-12-13}")
    moved = with_event(exported(of), "out", **on(date(2021, 12, 20)))
    other_uid = with_event(moved, "out", uid="040000008200E00074C5B7101A82E008")
    (event,) = other_uid.events
    no_key = attrs.evolve(other_uid, events=(attrs.evolve(event, key=None),))
    html = f"<p>{event.description.replace(chr(10), '<br>')}</p>"
    in_html = attrs.evolve(no_key, events=(attrs.evolve(event, key=None, description=html),))
    for calendar in (moved, other_uid, no_key, in_html):
        assert said(edits(of, calendar)) == [("out", "moved", "2021-12-20")]


def test_the_uid_says_more_than_a_copied_key() -> None:
    of = plan("out: {expected: 2021-12-13}", "in: {expected: 2021-12-14}")
    copied = with_event(exported(of), "out", key="example/in", **on(date(2021, 12, 20)))
    assert said(edits(of, copied)) == [("out", "moved", "2021-12-20")]


def test_events_of_others_are_counted_and_not_shown() -> None:
    of = plan("out: {expected: 2021-12-13}")
    day = date(2021, 12, 1)
    others = (
        Event(uid="a", first=day, last=day, title="Dentist", description="Ref: 4711"),
        Event(uid="b", first=day, last=day, title="Theirs", key="other/out"),
        Event(uid="c", first=day, last=day, title="Old", key="example/gone.step"),
        Event(uid="d", first=day, last=day, title="Old", description="Ref: lost.step\nmore"),
        Event(
            uid="e",
            first=day,
            last=day,
            title="Off",
            key="example/off",
            status=EventStatus.CANCELLED,
        ),
    )
    whole = exported(of)
    found = edits(of, attrs.evolve(whole, events=(*whole.events, *others)))
    assert (found.foreign, found.unknown, found.edits) == (2, ("gone.step", "lost.step"), ())


def test_what_is_gone_is_missed_only_where_the_calendar_is_ours() -> None:
    of = plan("out: {expected: 2021-12-13}", "launch: {on: 2022-01-04}", "some_day: {}")
    whole = exported(of)
    less = attrs.evolve(whole, events=whole.events[:1])
    assert said(edits(of, less)) == [("launch", "missing", None)]
    assert said(edits(of, attrs.evolve(less, uid="its own"))) == []
    assert said(edits(of, attrs.evolve(less, uid="its own"), OFFICE)) == [
        ("launch", "missing", None)
    ]


def test_the_same_event_on_two_days_is_taken_from_neither() -> None:
    of = plan("out: {expected: 2021-12-13}")
    (event,) = exported(of).events
    again = attrs.evolve(event, **on(date(2021, 12, 20)))
    twice = attrs.evolve(exported(of), events=(event, again))
    assert said(edits(of, twice)) == [("out", "twice", None)]
    same = attrs.evolve(exported(of), events=(event, event))
    assert said(edits(of, same)) == []


def test_what_is_done_locked_or_cancelled_is_not_taken() -> None:
    of = plan(
        "done: {done: 2021-09-13}", "fixed: {on: 2021-12-13, locked: true}", "off: {on: 2021-12-14}"
    )
    later = on(date(2021, 12, 20))
    calendar = with_event(with_event(exported(of), "done", **later), "fixed", **later)
    calendar = with_event(calendar, "off", status=EventStatus.CANCELLED)
    found = edits(of, calendar)
    assert said(found) == [
        ("done", "done", "2021-12-20"),
        ("fixed", "locked", "2021-12-20"),
        ("off", "cancelled", None),
    ]
    assert not any(edit.can_be_taken for edit in found.edits)


def test_what_we_cancelled_ourselves_and_is_back_in_the_plan_is_an_old_file() -> None:
    whole = exported(plan("out: {expected: 2021-12-13}"))
    without = solve_plan(plan("other: {expected: 2021-12-13}"))
    off = events.calendar(without, OFFICE, previous=whole)
    back = read_calendar(b"".join(ical.stream(off))).calendar
    found = edits(plan("out: {expected: 2021-12-13}"), back)
    assert said(found)[0] == ("out", "old", None)
    assert said(edits(plan("out: {}"), back)) == []


def test_an_event_that_was_made_longer_still_holds_its_day() -> None:
    of = plan("out: {expected: 2021-12-13}")
    longer = with_event(exported(of), "out", **on(date(2021, 12, 10), date(2021, 12, 14)))
    assert said(edits(of, longer)) == [("out", "stretched", "2021-12-10 to 2021-12-14")]
    elsewhere = with_event(exported(of), "out", **on(date(2021, 12, 14), date(2021, 12, 17)))
    assert said(edits(of, elsewhere)) == [("out", "moved", "2021-12-14 to 2021-12-17")]


def test_a_week_stays_a_week_and_a_day_in_it_is_a_day() -> None:
    of = plan("out: {expected: week of 2021-12-13}")
    week = with_event(exported(of), "out", **on(date(2021, 12, 20), date(2021, 12, 24)))
    assert said(edits(of, week)) == [("out", "moved", "week of 2021-12-20")]
    day = with_event(exported(of), "out", **on(date(2021, 12, 15)))
    assert said(edits(of, day)) == [("out", "moved", "2021-12-15")]
    four = with_event(exported(of), "out", **on(date(2021, 12, 21), date(2021, 12, 24)))
    assert said(edits(of, four)) == [("out", "moved", "2021-12-21 to 2021-12-24")]


def test_only_another_text_is_no_move() -> None:
    of = plan("out: {expected: 2021-12-13}")
    found = edits(of, with_event(exported(of), "out", title="Out!"))
    assert (found.edits, found.otherwise) == ((), ("out",))


# Old files. ---------------------------------------------------------------------------------

MOVED: Final = "2021-09-20T09:00:00+00:00,office,moved,out,2021-12-20,2021-12-13,,\n"


def test_an_old_file_is_old_and_not_a_wish() -> None:
    before, now = (
        plan("out: {expected: 2021-12-13}"),
        plan("out: {expected: 2021-12-13}", journal=MOVED),
    )
    assert said(edits(now, exported(before))) == [("out", "old", "2021-12-13")]
    without = with_event(exported(before), "out", day="", was=None, marked=None)
    assert said(edits(now, without)) == [("out", "old", "2021-12-13")]
    # the same day, from somebody who touched the event after the plan had moved: a wish
    touched = with_event(without, "out", revised=datetime(2021, 9, 21, tzinfo=UTC))
    assert said(edits(now, touched)) == [("out", "moved", "2021-12-13")]


def test_whoever_moved_an_event_of_an_old_file_did_not_see_the_plan_of_today() -> None:
    now = plan("out: {expected: 2021-12-13}", journal=MOVED)
    old = with_event(exported(plan("out: {expected: 2021-12-13}")), "out", **on(date(2021, 12, 15)))
    (edit,) = edits(now, old).edits
    assert edit.warning == (
        "whoever moved it saw Monday 13 December 2021; the plan has since moved it to "
        "Monday 20 December 2021"
    )
    assert (edit.can_be_taken, edit.is_offered) == (True, False)
    (edit,) = edits(now, with_event(old, "out", day="", marked=None)).edits
    assert edit.warning == (
        "the event is of 17 September 2021; the plan moved it on 20 September 2021"
    )
    (edit,) = edits(now, with_event(exported(now), "out", **on(date(2021, 12, 15)))).edits
    assert edit.warning is None


def test_a_move_that_was_taken_back_leaves_no_danger() -> None:
    undone = MOVED + "2021-09-21T09:00:00+00:00,office,undone,out,,moved 2021-12-20,,\n"
    now = plan("out: {expected: 2021-12-13}", journal=undone)
    old = with_event(exported(plan("out: {expected: 2021-12-13}")), "out", **on(date(2021, 12, 15)))
    (edit,) = edits(now, old).edits
    assert edit.warning is None
    at_the_other = exported(plan("out: {expected: 2021-12-13}", journal=MOVED))
    assert said(edits(now, at_the_other)) == [("out", "old", "2021-12-20")]
    without = with_event(at_the_other, "out", day="", was=None, marked=None)
    assert said(edits(now, without)) == [("out", "old", "2021-12-20")]


def test_what_was_called_off_for_its_readers_is_no_difference_and_what_they_cancel_is() -> None:
    """It is the Assets Team's from now on, and so no longer in the calendar of the office."""
    office = plan("it: {on: 2021-12-13}", "that: {on: 2021-12-14}")
    before = exported(office)
    [it, that] = office.milestones
    theirs = attrs.evolve(office, milestones=(attrs.evolve(it, owner="Assets Team"), that))
    made = events.calendar(solve_plan(theirs), OFFICE, previous=before)
    now = read_calendar(b"".join(ical.stream(made))).calendar
    assert now.by_uid[event_uid("example", "it")].is_cancelled
    assert said(edits(theirs, now)) == []
    cancelled = with_event(now, "that", status=EventStatus.CANCELLED)
    assert said(edits(theirs, cancelled)) == [("that", "cancelled", None)]
