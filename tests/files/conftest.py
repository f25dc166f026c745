"""What the tests of calendar files share: a file of some events, and the one event of a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from earlyhelp.files.calendars.ical import read_calendar
from earlyhelp.model.calendars import Event

#: Of the lines of some events: a calendar file with them.
Ics = Callable[..., bytes]
#: Of a file: the one event of it.
Only = Callable[[bytes], Event]


@pytest.fixture(scope="session")
def ics() -> Ics:
    """A calendar with these events, each the lines of one."""

    def run(*events: str, zones: str = "", ends: str = "\r\n") -> bytes:
        body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{zones}{body}END:VCALENDAR\n"
        return text.replace("\n", ends).encode()

    return run


@pytest.fixture(scope="session")
def only() -> Only:
    """The one event of a file, of which nothing was left out."""

    def run(data: bytes) -> Event:
        found = read_calendar(data)
        assert found.problems == ()
        (event,) = found.calendar.events
        return event

    return run
