"""Is a calendar that comes back read as it is meant, whichever client wrote it last?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.files.calendars.ical import read_calendar
from earlyhelp.model.calendars import Calendar, Event, EventStatus, Relation, RelationKind
from earlyhelp.outputs.calendars.ical import event_file, stream

if TYPE_CHECKING:
    from tests.files.conftest import Ics, Only

#: Of the lines of an event, and perhaps of time zones: its first and its last day.
DaysOf = Callable[..., tuple[date, date]]

FIRST_OF_JULY = date(2026, 7, 1)
#: The time zone as Outlook defines it, under a name that only Windows knows.
UK_ZONE = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
OUTLOOK_ZONE = "(UTC+00:00) Dublin, Edinburgh, Lisbon, London"


def uk_zone(name: str, winter: str = "+0000", summer: str = "+0100") -> str:
    return UK_ZONE.format(name=name, winter=winter, summer=summer)


@pytest.fixture
def days_of(ics: Ics, only: Only) -> DaysOf:
    """The first and the last day of an event with these lines."""

    def run(lines: str, zones: str = "") -> tuple[date, date]:
        event = only(ics(f"UID:a\n{lines}", zones=zones))
        return event.first, event.last

    return run


# One day in July, in the words of many clients. --------------------------------------------

CLIENTS = {
    "ours": "DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260702",
    "Google, after an edit": "DTSTART:20260630T230000Z\nDTEND:20260701T230000Z",
    "Google, of a calendar in UTC": "DTSTART:20260701T000000Z\nDTEND:20260702T000000Z",
    "Outlook, Windows' name of the zone": "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n"
    "DTSTART;TZID=GMT Standard Time:20260701T000000\n"
    "DTEND;TZID=GMT Standard Time:20260702T000000",
    "Outlook, the zone's name in quotes": 'DTSTART;TZID="GMT Standard Time":20260701T000000\n'
    'DTEND;TZID="GMT Standard Time":20260702T000000',
    "Outlook, a zone of its own": f'DTSTART;TZID="{OUTLOOK_ZONE}":20260701T000000\n'
    f'DTEND;TZID="{OUTLOOK_ZONE}":20260702T000000',
    "Outlook, a zone that it does not define": "DTSTART;TZID=Customized Time Zone:20260701T000000\n"
    "DTEND;TZID=Customized Time Zone:20260702T000000",
    "Apple": "DTSTART;TZID=Europe/London:20260701T000000\nDTEND;TZID=Europe/London:20260702T000000",
    "Apple, a length": "DTSTART;VALUE=DATE:20260701\nDURATION:P1D",
    "Thunderbird": "DTSTART;TZID=/mozilla.org/20050126_1/Europe/London:20260701T000000\n"
    "DTEND;TZID=/mozilla.org/20050126_1/Europe/London:20260702T000000",
    "Evolution": "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20260701T000000\n"
    "DTEND;TZID=/freeassociation.sourceforge.net/Europe/London:20260702T000000",
    "a client with no time zone": "DTSTART:20260701T000000\nDTEND:20260702T000000",
    "khal": "DTEND;VALUE=DATE:20260702\nDTSTART;VALUE=DATE:20260701",
    "no end": "DTSTART;VALUE=DATE:20260701",
    "the end meant to be in it": "DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260701",
    "an end before its beginning": "DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260601",
    "a day without VALUE": "DTSTART:20260701\nDTEND:20260702",
    "a colleague in Paris": "DTSTART;TZID=Europe/Paris:20260701T000000\n"
    "DTEND;TZID=Europe/Paris:20260702T000000",
    "a meeting on that day": "DTSTART:20260701T083000Z\nDTEND:20260701T093000Z",
    "an hour at the end of that day": "DTSTART:20260701T220000Z\nDTEND:20260701T230000Z",
    "an hour that New York has the day before": "DTSTART;TZID=America/New_York:20260630T210000\n"
    "DTEND;TZID=America/New_York:20260630T220000",
}


@pytest.mark.parametrize("client", CLIENTS)
def test_the_first_of_july_is_the_first_of_july(days_of: DaysOf, client: str) -> None:
    zones = uk_zone(OUTLOOK_ZONE) if "of its own" in client else ""
    assert days_of(CLIENTS[client], zones) == (FIRST_OF_JULY, FIRST_OF_JULY)


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(
    ics: Ics, only: Only, ends: str, start: str
) -> None:
    event = only(start.encode() + ics(f"UID:a\nSUMMARY:é\n{CLIENTS['ours']}", ends=ends))
    assert (event.uid, event.title, event.first) == ("a", "é", FIRST_OF_JULY)


def test_a_week_ends_on_its_last_day(days_of: DaysOf) -> None:
    week = (date(2026, 6, 29), date(2026, 7, 3))
    assert days_of("DTSTART;VALUE=DATE:20260629\nDTEND;VALUE=DATE:20260704") == week
    assert days_of("DTSTART:20260628T230000Z\nDTEND:20260703T230000Z") == week
    assert days_of("DTSTART;VALUE=DATE:20260629\nDURATION:P5D") == week
    assert days_of("DTSTART:20260629T080000Z\nDTEND:20260703T150000Z") == week


def test_a_winters_day_has_its_midnight_in_utc(days_of: DaysOf) -> None:
    day = (date(2026, 1, 5), date(2026, 1, 5))
    assert days_of("DTSTART:20260105T000000Z\nDTEND:20260106T000000Z") == day


def test_a_zone_that_one_file_defines_is_forgotten_by_the_next(ics: Ics, only: Only) -> None:
    """The same name, five hours apart: each file means its own."""
    name = "Head office"
    lines = f"UID:a\nDTSTART;TZID={name}:20260105T220000\nDTEND;TZID={name}:20260105T230000"
    west = uk_zone(name, "-0500", "-0400")
    assert only(ics(lines, zones=west)).first == date(2026, 1, 6)
    assert only(ics(lines, zones=uk_zone(name))).first == date(2026, 1, 5)
    assert only(ics(lines, zones=west)).first == date(2026, 1, 6)
    assert only(ics(lines)).first == date(2026, 1, 5)


def test_a_zone_that_would_take_for_ever_is_not_worked_out(ics: Ics, only: Only) -> None:
    zone = uk_zone("Never").replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "FREQ=SECONDLY")
    lines = "UID:a\nDTSTART;TZID=Never:20260701T000000\nDTEND;TZID=Never:20260702T000000"
    assert only(ics(lines, zones=zone)).first == FIRST_OF_JULY


# What we write is what we read. ------------------------------------------------------------

LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\\")
TEXTS = st.text(LETTERS, max_size=60)
DAYS = st.dates(date(1970, 1, 1), date(2099, 12, 30))


@st.composite
def made_events(draw: st.DrawFn) -> Event:
    first = draw(DAYS)
    second = draw(st.just(first) | DAYS)
    lines = st.lists(TEXTS, max_size=3).map("\n".join)
    revised = draw(st.datetimes(datetime(1970, 1, 2), datetime(2099, 1, 1)))  # noqa: DTZ001
    tie = st.builds(
        Relation,
        kind=st.sampled_from(RelationKind),
        uid=st.uuids().map(str),
        gap_days=st.none() | st.integers(1, 90),
    )
    return Event(
        uid=str(draw(st.uuids())),
        first=min(first, second),
        last=max(first, second),
        title=draw(TEXTS),
        key=draw(st.none() | st.just("redesign/centre-07.handed_over")),
        description=draw(lines),
        status=draw(st.sampled_from(EventStatus)),
        categories=draw(st.sampled_from([(), ("Vacated",), ("Handed over", "Done")])),
        location=draw(st.none() | TEXTS.filter(bool)),
        url=draw(st.none() | st.just("https://plans.example/a?b=1&c=%2C")),
        relations=tuple(draw(st.lists(tie, max_size=3))),
        alarm_days=draw(st.none() | st.integers(1, 30)),
        day=draw(st.sampled_from(["2021-12-20", "week of 2021-09-13", "end of 2021-10"])),
        was=draw(st.none() | st.just("2021-12-13 to 2021-12-17")),
        sequence=draw(st.integers(0, 9)),
        revised=revised.replace(microsecond=0, tzinfo=UTC),
    )


@given(st.lists(made_events(), max_size=4), TEXTS, TEXTS, st.booleans())
def test_what_is_written_is_what_is_read(
    only: Only, drawn: list[Event], name: str, description: str, todos: bool
) -> None:
    events = tuple(sorted(drawn, key=lambda event: (event.first, event.uid)))
    marked = tuple(attrs.evolve(event, marked=event.mark) for event in events)
    written = Calendar(
        uid="b8c1", name=name, description=description, url="https://a.example/b", events=events
    )
    found = read_calendar(b"".join(stream(written, todos=todos)))
    assert found.calendar == attrs.evolve(written, events=marked)
    assert found.problems == ()
    assert not any(event.is_edited for event in found.calendar.events)
    for event, said in zip(events, marked, strict=True):
        assert only(event_file(written, event)) == said


@given(made_events())
def test_an_event_that_somebody_edited_says_so(event: Event) -> None:
    whole = b"".join(stream(Calendar(uid="a", name="b", events=(event,))))
    edited = whole.replace(b"SUMMARY:", b"SUMMARY:Not ")
    found = read_calendar(edited).calendar.events[0]
    assert found.is_edited
    assert (found.url, found.alarm_days) == (None, None)
    assert read_calendar(whole.replace(b"\r\n", b"\n")).calendar.events[0] == attrs.evolve(
        event, marked=event.mark
    )
