"""What does it cost if a part of a calendar file is broken, or hostile?"""

from __future__ import annotations

import contextlib
import os
import random
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.errors import EnvironmentFailedError, UnreadableCalendarError
from earlyhelp.files.calendars import ical as ical_file
from earlyhelp.files.calendars.ical import calendar_bytes, read_calendar
from earlyhelp.files.calendars.lines import EventLines, file_lines
from earlyhelp.model.calendars import EventStatus

if TYPE_CHECKING:
    from tests.files.conftest import Ics, Only

FIRST_OF_JULY = date(2026, 7, 1)


# What is wrong with one event is no trouble to the others. ---------------------------------

ZONE = """\
BEGIN:VTIMEZONE
TZID:Head office
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
"""
GOOD = "UID:good\nSUMMARY:Good\nDTSTART;VALUE=DATE:20260701"
BROKEN = {
    "no day": "UID:a\nSUMMARY:Bad",
    "no day that there is": "UID:a\nSUMMARY:Bad\nDTSTART;VALUE=DATE:20260230",
    "words for a day": "UID:a\nSUMMARY:Bad\nDTSTART:next Tuesday",
    "a day long ago": "UID:a\nSUMMARY:Bad\nDTSTART;VALUE=DATE:18000101",
    "a day beyond": "UID:a\nSUMMARY:Bad\nDTSTART;VALUE=DATE:99991231\nDTEND:99991231T235959Z",
    "two beginnings": "UID:a\nSUMMARY:Bad\nDTSTART:soon\nDTSTART:20260701",
    "one of a row": "UID:a\nSUMMARY:Bad\nDTSTART:20260701\nRECURRENCE-ID:20260701",
}


@pytest.mark.parametrize("what", BROKEN)
def test_one_bad_event_costs_no_other(ics: Ics, what: str) -> None:
    found = read_calendar(ics(GOOD, BROKEN[what], GOOD.replace("good", "too")))
    assert [event.uid for event in found.calendar.events] == ["good", "too"]
    (problem,) = found.problems
    assert problem.startswith('the event "Bad" is left out: ')


@pytest.mark.parametrize(
    "line",
    [
        "no colon in this line",
        "ATTENDEE;CN=A, B:mailto:x",
        "GEO:nowhere",
        "SEQUENCE:many",
        "LAST-MODIFIED:yesterday",
        "CATEGORIES",
        "RELATED-TO;RELTYPE=:",
        "X-EARLYHELP-DAY;=:x",
        "BEGIN:VALARM\nTRIGGER:soon\nEND:VALARM",
        "BEGIN:VALARM\nnonsense\nBEGIN:VALARM\nEND:VALARM\nEND:VALARM",
        "BEGIN:X-OTHER\nDTSTART:19990101\nSUMMARY:inside\nEND:X-OTHER",
    ],
)
def test_a_bad_line_costs_nothing(ics: Ics, only: Only, line: str) -> None:
    event = only(ics(f"UID:a\n{line}\nSUMMARY:Here\nDTSTART;VALUE=DATE:20260701"))
    assert (event.title, event.first, event.sequence) == ("Here", FIRST_OF_JULY, 0)


@pytest.mark.parametrize(
    "zones",
    [
        "METHOD\nnonsense\n",
        "BEGIN:VTIMEZONE\nTZID:x\nnonsense\nEND:VTIMEZONE\n",
        "BEGIN:VTIMEZONE\nTZID:x\n",
        "BEGIN:VJOURNAL\nUID:j\nDTSTART:20260101\nEND:VJOURNAL\n",
        "BEGIN:X-OPEN\n",
    ],
)
def test_bad_lines_around_events_cost_nothing(ics: Ics, only: Only, zones: str) -> None:
    assert only(ics(GOOD, zones=zones)).uid == "good"


def test_what_was_cut_short_is_said(ics: Ics) -> None:
    whole = ics(GOOD, GOOD.replace("good", "last"))
    found = read_calendar(whole[: whole.rindex(b"END:VEVENT")])
    assert [event.uid for event in found.calendar.events] == ["good"]
    assert found.problems == (
        "an event begins and never ends: the file was cut short, or somebody edited it",
    )


def test_what_never_ends_many_times_is_said_once(ics: Ics) -> None:
    whole = ics("BEGIN:VEVENT\n" * 3)
    assert read_calendar(whole).problems[-1] == (
        "3 events begin and never end: the file was cut short, or somebody edited it"
    )


def test_the_same_event_twice_is_said_and_both_are_there(ics: Ics) -> None:
    found = read_calendar(ics(GOOD, GOOD.replace("20260701", "20260702")))
    assert [event.first.day for event in found.calendar.events] == [1, 2]
    assert found.problems == ('the event "Good" is there 2 times',)
    assert read_calendar(ics(GOOD.replace("UID:good", ""))).calendar.events[0].uid == ""


def test_events_without_a_uid_are_not_the_same_one_and_all_are_in_the_order_of_their_days(
    ics: Ics,
) -> None:
    nameless = GOOD.replace("UID:good\n", "")
    found = read_calendar(ics(nameless.replace("20260701", "20260703"), nameless, nameless))
    assert found.problems == ()
    assert [event.first.day for event in found.calendar.events] == [1, 1, 3]


def test_an_event_that_repeats_counts_once(ics: Ics) -> None:
    found = read_calendar(ics(f"{GOOD}\nRRULE:FREQ=SECONDLY"))
    assert len(found.calendar.events) == 1
    assert found.problems == ('the event "Good" repeats: only its first day is read',)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("cancelled", EventStatus.CANCELLED),
        ("Tentative", EventStatus.TENTATIVE),
        ("CONFIRMED", EventStatus.CONFIRMED),
        ("WHATEVER", EventStatus.CONFIRMED),
    ],
)
def test_a_status_is_read_in_any_letters(
    ics: Ics, only: Only, said: str, status: EventStatus
) -> None:
    assert only(ics(f"{GOOD}\nSTATUS:{said}")).status is status


@pytest.mark.parametrize(
    ("said", "number"),
    [("7", 7), ("-1", 0), ("1.5", 0), ("9" * 9_000, 0), ("9999999999", 2**31 - 1)],
)
def test_a_sequence_is_a_number_or_nothing(ics: Ics, only: Only, said: str, number: int) -> None:
    assert only(ics(f"{GOOD}\nSEQUENCE:{said}")).sequence == number


# Nothing of it is trusted. -----------------------------------------------------------------


def test_texts_are_cut_and_without_anything_that_could_hide_something(ics: Ics, only: Only) -> None:
    long, hidden = "x" * 1_000_000, "a\x1b]0;b\x07c\u2028d\x85e"
    event = only(ics(f"UID:a\nDTSTART:20260701\nSUMMARY:{long}\nLOCATION:{hidden}"))
    assert event.title == f"{'x' * 999}…"
    assert event.location == "a]0;bcde"
    path = only(ics("UID:a\nDTSTART:20260701\nDESCRIPTION:S:\\\\New Homes\\nsecond line"))
    assert path.description == "S:/New Homes\nsecond line"


def test_addresses_and_alarms_of_others_are_dropped(ics: Ics, only: Only) -> None:
    alarm = "BEGIN:VALARM\nACTION:EMAIL\nATTENDEE:mailto:x@x.example\nTRIGGER:-P1D\nEND:VALARM"
    for url in ("javascript:alert(1)", "https://x.example/"):
        event = only(ics(f"{GOOD}\nURL:{url}\nATTACH:file:///etc/passwd\n{alarm}"))
        assert (event.url, event.alarm_days) == (None, None)


def test_only_lines_on_the_list_are_ever_parsed(ics: Ics) -> None:
    private = (
        "ATTENDEE:mailto:x@x.example\nORGANIZER:mailto:x@x.example\nATTACH:file:///a\nX-OTHER:1"
    )
    (lines,) = file_lines(ics(f"{GOOD}\n{private}"), most=1).events
    assert isinstance(lines, EventLines)
    assert b"\n".join(lines.own).decode() == GOOD


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no line of it is BEGIN:VCALENDAR"),
        (b"<!doctype html><title>Log in</title>", "no line of it is BEGIN:VCALENDAR"),
        ("BEGIN:VCALENDAR".encode("utf-16"), "UTF-16"),
        (b"plan.yaml", "no line of it is BEGIN:VCALENDAR"),
        (b"BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n", "no line of it is BEGIN:VCALENDAR"),
    ],
)
def test_what_is_no_calendar_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableCalendarError, match=why):
        read_calendar(data)


def test_what_is_too_large_is_refused(ics: Ics, monkeypatch: pytest.MonkeyPatch) -> None:
    data = ics(*[GOOD] * 3)
    monkeypatch.setattr(ical_file, "MOST_EVENTS", 3)
    assert len(read_calendar(data).calendar.events) == 3
    monkeypatch.setattr(ical_file, "MOST_EVENTS", 2)
    with pytest.raises(UnreadableCalendarError, match="more than 2 events"):
        read_calendar(data)
    monkeypatch.setattr(ical_file, "LARGEST_FILE", len(data) - 1)
    with pytest.raises(UnreadableCalendarError, match="bytes"):
        read_calendar(data)


def test_only_a_regular_file_is_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCalendarError, match="there is no file"):
        calendar_bytes(tmp_path / "none.ics")
    with pytest.raises(UnreadableCalendarError, match="not a name of a file"):
        calendar_bytes(Path("a\0b"))
    os.mkfifo(tmp_path / "pipe.ics")
    for other in (tmp_path, Path("/dev/zero"), tmp_path / "pipe.ics"):
        with pytest.raises(EnvironmentFailedError):
            calendar_bytes(other)


@given(st.binary(max_size=400), st.integers(0, 2**32))
def test_no_bytes_make_it_fail_in_another_way(ics: Ics, noise: bytes, seed: int) -> None:
    """A good file with bytes of any kind thrown into it."""
    data = bytearray(ics(GOOD, *BROKEN.values(), zones=ZONE))
    dice = random.Random(seed)
    for byte in noise:
        data[dice.randrange(len(data))] = byte
    with contextlib.suppress(UnreadableCalendarError):
        assert len(read_calendar(bytes(data)).calendar.events) <= len(BROKEN) + 1
