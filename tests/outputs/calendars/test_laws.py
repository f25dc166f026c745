"""What holds for every plan, whatever is typed into it, and however it is planned again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import attrs
import icalendar
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.dates import DateExpression
from earlyhelp.files.calendars.ical import read_calendar
from earlyhelp.findings import Place
from earlyhelp.model import Milestone, Stated
from earlyhelp.model.calendars import Calendar, Event, event_uid
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.calendars import events, ical
from earlyhelp.outputs.calendars.events import Options
from earlyhelp.outputs.calendars.revisions import tally
from earlyhelp.outputs.calendars.views import View
from earlyhelp.testing import days, kept_plans

Clean = Callable[[bytes], bytes]

OWNER: Final = View.parse("owner Early Help")
NASTY: Final = (
    "\\N and \\n",
    "S:\\New Homes\\Notices",
    "a, b; c: d",
    "line\r\nbreak\nBEGIN:VALARM\nATTENDEE:mailto:a@b.example",
    "\u2028\u2029\x85\x0b\x0c\x00\x1b]0;title\x07",
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3e0" * 30,
    "x" * 300,
    ",;" * 200,
    "é" * 120,
    " \t ",
    "",
)
PLACE: Final = Place("plan.yaml", 1, 1)


def texts() -> st.SearchStrategy[str]:
    """Texts of every kind, those that break calendars among them."""
    return st.sampled_from(NASTY) | st.text(max_size=120)


def stated() -> st.SearchStrategy[Stated]:
    """Days as plans have them, exact or not."""
    day = days().map(lambda one: one.isoformat())
    month = days().map(lambda one: f"{one:%Y-%m}")
    week = days().map(lambda one: f"week of {one - timedelta(days=one.weekday())}")
    span = st.tuples(days(), days()).map(lambda ends: f"{min(ends)} to {max(ends)}")
    said = day | month | month.map("end of {}".format) | week | span | st.just("2022")
    return said.map(lambda text: Stated(DateExpression.parse(text), PLACE))


@st.composite
def titled_plans(draw: st.DrawFn, *, most: int = 4) -> Plan:
    """A plan whose milestones all belong to one owner, with any titles and mostly with days."""
    plan, _ = draw(kept_plans(most=most))
    made = [_titled(draw, milestone) for milestone in plan.milestones]
    title, organisation = draw(texts()), draw(texts() | st.none())
    return attrs.evolve(plan, milestones=tuple(made), title=title, organisation=organisation)


def _titled(draw: st.DrawFn, milestone: Milestone) -> Milestone:
    said = attrs.evolve(milestone, owner="Early Help", title=draw(texts() | st.none()))
    return said if said.stated else attrs.evolve(said, expected=draw(stated() | st.none()))


@st.composite
def planned_again(draw: st.DrawFn, plan: Plan) -> Plan:
    """The plan some days later: some milestones at other days, some done, some gone."""
    made = []
    for milestone in plan.milestones:
        match draw(st.sampled_from(("same", "same", "moved", "done", "gone", "named"))):
            case "moved":
                now = draw(stated())
                made.append(attrs.evolve(milestone, on=None, done=None, expected=now))
            case "done":
                made.append(attrs.evolve(milestone, done=draw(stated())))
            case "gone":
                made.append(attrs.evolve(milestone, on=None, done=None, expected=None))
            case "named":
                made.append(attrs.evolve(milestone, title=draw(texts())))
            case _:
                made.append(milestone)
    later = draw(st.integers(0, 40))
    as_at = plan.as_at and plan.as_at + timedelta(days=later)
    return attrs.evolve(plan, milestones=tuple(made), as_at=as_at)


def options() -> st.SearchStrategy[Options]:
    """What a calendar can have besides."""
    urls = st.sampled_from([None, "https://council.example/a, b;c.ics", "webcal://council.example"])
    return st.builds(
        Options,
        alarm_days=st.none() | st.integers(1, 400),
        relations=st.booleans(),
        keep_cancelled_days=st.sampled_from([0, 14, 28]),
        url=urls,
    )


def export(
    plan: Plan, previous: Calendar | None = None, also: Options | None = None
) -> tuple[Calendar, bytes]:
    """The calendar of a plan, and its file."""
    also = also or Options()
    calendar = events.calendar(solve_plan(plan), OWNER, previous=previous, options=also)
    return calendar, b"".join(ical.stream(calendar))


def marked(calendar: Calendar) -> Calendar:
    """The calendar as a file of it is read."""
    made = tuple(attrs.evolve(event, marked=event.mark) for event in calendar.events)
    return attrs.evolve(calendar, events=made)


def by_uid(data: bytes) -> dict[str, bytes]:
    """The bytes of each event of a file."""
    parts = [part.partition(b"END:VEVENT")[0] for part in data.split(b"BEGIN:VEVENT\r\n")[1:]]
    return {part.partition(b"\r\n")[0].decode().removeprefix("UID:"): part for part in parts}


@given(plan=titled_plans(), also=options(), todos=st.booleans())
def test_every_file_is_clean_and_is_read_back_as_it_was(
    lint_ics: Callable[[bytes], list[tuple[str, int, str, str]]],
    plan: Plan,
    also: Options,
    todos: bool,
) -> None:
    calendar = events.calendar(solve_plan(plan), OWNER, options=also)
    data = b"".join(ical.stream(calendar, todos=todos))
    meant = {"vtodo"} | ({"no-components"} if not calendar.events else set())
    assert [found for found in lint_ics(data) if found[2] not in meant] == []
    read = read_calendar(data)
    assert (read.calendar, read.problems) == (marked(calendar), ())
    assert not any(event.is_edited for event in read.calendar.events)


@given(plan=titled_plans(), also=options())
def test_an_event_alone_is_a_clean_file_with_the_same_bytes(
    clean: Clean, plan: Plan, also: Options
) -> None:
    calendar, data = export(plan, None, also)
    for event in calendar.events:
        alone = clean(ical.event_file(calendar, event))
        assert by_uid(alone) == {event.uid: by_uid(data)[event.uid]}
        assert b"METHOD" not in alone


@given(plan=titled_plans())
def test_other_programs_find_the_day_of_the_plan(plan: Plan) -> None:
    """DTEND is the day after the last one, and no day is ever a moment."""
    _, data = export(plan)
    read = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(data).walk("VEVENT")}
    for milestone in plan.milestones:
        found = read.pop(event_uid(plan.id, milestone.id), None)
        if milestone.stated is None:
            assert found is None
            continue
        assert found is not None
        when = milestone.stated.when
        first, last = found.decoded("DTSTART"), found.decoded("DTEND") - timedelta(days=1)
        assert (type(first), type(last)) == (date, date)
        assert when.first <= first <= last <= when.last
        if when.is_exact:
            assert first == last == when.first
        assert (last - first).days < 31
        assert str(found["X-EARLYHELP-DAY"]) == when.text
    assert read == {}


@given(data=st.data(), before=titled_plans(), also=options())
def test_what_has_not_changed_keeps_its_bytes_and_the_rest_its_uid(
    clean: Clean, data: st.DataObject, before: Plan, also: Options
) -> None:
    after = data.draw(planned_again(before))
    old, old_file = export(before, None, also)
    new, new_file = export(after, old, also)
    if new.events:
        clean(new_file)
    was, now = by_uid(old_file), by_uid(new_file)
    for event in new.events:
        if event.uid not in was:
            assert event.sequence == 0
            continue
        earlier = old.by_uid[event.uid]
        if now[event.uid] == was[event.uid]:
            assert (event.sequence, event.revised) == (earlier.sequence, earlier.revised)
        else:
            assert event.sequence == earlier.sequence + 1
            assert event.revised > earlier.revised
            assert says(event) != says(earlier)
    counts = tally(after, new, old)
    assert counts.events == len(new.events)
    assert counts.same == sum(was.get(uid) == part for uid, part in now.items())
    assert counts.new == len(now.keys() - was.keys())
    assert counts.dropped == len(was.keys() - now.keys())


def says(event: Event) -> Event:
    """All that it says, but for the day on which it says it."""
    text = event.description.rpartition("\n")[0]
    return attrs.evolve(event.content, description=text)


@given(plan=titled_plans(), later=st.integers(0, 400), also=options())
def test_a_plan_that_is_only_older_changes_no_event_that_has_no_room_or_alarm(
    plan: Plan, later: int, also: Options
) -> None:
    also = attrs.evolve(also, alarm_days=None)
    old, old_file = export(plan, None, also)
    as_at = plan.as_at and plan.as_at + timedelta(days=later)
    new, new_file = export(attrs.evolve(plan, as_at=as_at), old, also)
    was, now = by_uid(old_file), by_uid(new_file)
    assert was.keys() == now.keys()
    for uid, event in new.by_uid.items():
        if "Room: " not in event.description + old.by_uid[uid].description:
            assert was[uid] == now[uid]


@given(data=st.data(), first=titled_plans(), also=options())
def test_what_is_gone_is_cancelled_for_a_while_and_then_dropped(
    data: st.DataObject, first: Plan, also: Options
) -> None:
    second = data.draw(planned_again(first))
    old, _ = export(first, None, also)
    new, _ = export(second, old, also)
    live = {event_uid(second.id, one.id) for one in second.milestones if one.stated}
    for event in new.events:
        assert event.is_cancelled is (event.uid not in live)
        assert event.title.startswith("CANCELLED – ") is event.is_cancelled
        if event.is_cancelled:
            assert (event.alarm_days, event.relations) == (None, ())
    kept = also.keep_cancelled_days > 0
    assert len(new.events) == len(old.by_uid.keys() | live if kept else live)
    if second.as_at is not None:
        last_time = second.as_at + timedelta(days=also.keep_cancelled_days)
        still, _ = export(attrs.evolve(second, as_at=last_time), new, also)
        assert still.by_uid.keys() == new.by_uid.keys()
        long_after = second.as_at + timedelta(days=also.keep_cancelled_days + 1)
        last, _ = export(attrs.evolve(second, as_at=long_after), new, also)
        assert last.by_uid.keys() == live


@given(data=st.data(), first=titled_plans())
def test_the_day_before_is_said_until_it_moves_again(data: st.DataObject, first: Plan) -> None:
    second = data.draw(planned_again(first))
    old, _ = export(first)
    new, _ = export(second, old)
    for uid, event in new.by_uid.items():
        earlier = old.by_uid.get(uid)
        if earlier is None:
            continue
        expected = earlier.day if earlier.day != event.day else earlier.was
        assert event.was == (None if expected == event.day else expected)
    again, again_file = export(second, new)
    assert again_file == export(second, again)[1]
    assert [event.was for event in again.events] == [event.was for event in new.events]


@given(title=texts(), description=texts())
def test_icalendar_itself_has_the_same_lines(title: str, description: str) -> None:
    """Ours are folded by us, and made in another order of calls: the same in the end."""
    plain = {"SUMMARY": title.replace("\\", ""), "DESCRIPTION": description.replace("\\", "")}
    kept = {
        name: "".join(letter for letter in text if letter == "\n" or letter.isprintable())
        for name, text in plain.items()
    }
    event = Event(
        uid="u", first=date(2021, 1, 1), last=date(2021, 1, 1), title=kept["SUMMARY"],
        description=kept["DESCRIPTION"],
    )  # fmt: skip
    ours = ical.event_file(Calendar(uid="c", name="n"), event)
    theirs = icalendar.Event()
    for name, text in kept.items():
        theirs[name] = icalendar.vText(text)
    assert not re.search(rb"(?<!\\)(?:\\\\)*\\\r\n ", ours), "folded within an escape"
    unfolded = ours.replace(b"\r\n ", b"")
    for line in theirs.to_ical().replace(b"\r\n ", b"").split(b"\r\n"):
        if line != b"DESCRIPTION:":
            assert line in unfolded
