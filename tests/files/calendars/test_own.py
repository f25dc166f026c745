"""Does the quick way to read an event of ours say what the slow way says, whatever was done to it?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.files.calendars import ical
from earlyhelp.files.calendars.lines import EventLines, file_lines
from earlyhelp.files.calendars.own import own_event
from earlyhelp.files.calendars.texts import clean
from earlyhelp.model.calendars import Calendar, Event, EventStatus, Relation, RelationKind
from earlyhelp.outputs.calendars.ical import stream

texts = st.text(max_size=120).map(clean)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
relations = st.builds(
    Relation,
    kind=st.sampled_from(RelationKind),
    uid=st.sampled_from(["a-1", "b,2"]),
    gap_days=st.none() | st.integers(1, 400),
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event that a calendar of ours could have."""
    first = draw(days)
    return Event(
        uid=draw(st.from_regex(r"[a-z0-9-]{1,36}", fullmatch=True)),
        key=draw(st.none() | st.just("plan/elm.vacated")),
        first=first,
        last=first + timedelta(days=draw(st.integers(0, 31))),
        title=draw(texts),
        description="\n".join(draw(st.lists(texts, max_size=4))),
        status=draw(st.sampled_from(EventStatus)),
        categories=tuple(draw(st.lists(st.sampled_from(["Vacated", "a,b"]), max_size=2))),
        location=draw(st.none() | texts) or None,
        url=draw(st.none() | st.just("https://feeds.example/assets.ics")),
        relations=tuple(draw(st.lists(relations, max_size=2))),
        alarm_days=draw(st.none() | st.integers(1, 60)),
        day=draw(st.sampled_from(["2021-12-20", "week of 2021-09-13"])),
        was=draw(st.none() | st.just("2021-12-13")),
        sequence=draw(st.integers(0, 99)),
        revised=datetime(2021, 9, 17, 8, 30, tzinfo=UTC),
    )


def written(event: Event) -> bytes:
    return b"".join(stream(Calendar(uid="c", name="Calendar", events=(event,))))


def only_lines(data: bytes) -> EventLines:
    [lines] = file_lines(data, most=1).events
    assert isinstance(lines, EventLines)
    return lines


def the_slow_way(data: bytes) -> ical.ReadCalendar:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ical, "own_event", lambda _lines: None)
        return ical.read_calendar(data)


@given(events())
def test_what_nobody_changed_is_read_quickly_and_as_it_was(event: Event) -> None:
    read = own_event(only_lines(written(event)))
    assert read is not None
    assert read.content == event.content
    assert (read.sequence, read.revised) == (event.sequence, event.revised)
    assert ical.read_calendar(written(event)) == the_slow_way(written(event))


@given(events(), st.data())
def test_a_file_with_any_byte_changed_is_read_the_same_either_way(
    event: Event, data: st.DataObject
) -> None:
    whole = bytearray(written(event))
    begins = whole.index(b"BEGIN:VEVENT")
    for at in data.draw(st.lists(st.integers(begins, len(whole) - 1), min_size=1, max_size=3)):
        whole[at] = data.draw(st.integers(32, 126) | st.integers(0, 255))
    assert ical.read_calendar(bytes(whole)) == the_slow_way(bytes(whole))


SOME = Event(
    uid="u",
    key="plan/elm.vacated",
    first=date(2021, 12, 20),
    last=date(2021, 12, 20),
    title="Elm vacated",
    day="2021-12-20",
    categories=("Vacated",),
)


def doubled(line: bytes) -> Callable[[bytes], bytes]:
    return lambda whole: whole.replace(line, line + line)


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.replace(b"20211221", b"20211228"),
        lambda whole: whole.replace(b"Elm vacated", b"Elm empty"),
        lambda whole: whole.replace(b"X-EARLYHELP-CONTENT", b"X-OTHER"),
        lambda whole: whole.replace(b"DTSTART;VALUE=DATE", b"DTSTART;X-A=1;VALUE=DATE"),
        lambda whole: whole.replace(b"STATUS:TENTATIVE", b"STATUS:tentative"),
        doubled(b"SUMMARY:Elm vacated\r\n"),
        doubled(b"X-EARLYHELP-KEY:plan/elm.vacated\r\n"),
    ],
)
def test_what_somebody_changed_is_left_to_the_parser_of_everything(
    change: Callable[[bytes], bytes],
) -> None:
    whole = written(SOME).replace(b"STATUS:CONFIRMED", b"STATUS:TENTATIVE")
    whole = change(whole)
    assert own_event(only_lines(whole)) is None
    assert ical.read_calendar(whole) == the_slow_way(whole)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "a\x07bell"),
        ("title", "x" * 1_001),
        ("description", "x" * 10_001),
        ("url", "javascript:alert(1)"),
        ("key", "a\u2028b"),
        ("first", date(1969, 12, 31)),
    ],
)
def test_a_mark_that_fits_is_no_seal(field: str, value: object) -> None:
    """Whoever can work out a mark could write what no event of ours can have."""
    changed: dict[str, Any] = {field: value}
    event = attrs.evolve(SOME, **changed)
    read = own_event(only_lines(written(event)))
    assert read is None or getattr(read, field) != value
