"""What became of an event since the last time: its number and its moment never fall."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from earlyhelp import Plan
from earlyhelp.files.ical import read_calendar
from earlyhelp.findings import Place
from earlyhelp.model.calendars import Calendar, Event
from earlyhelp.model.journal import Action, Entry, Journal
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.calendars import ical, revisions

LARGEST = 2**31 - 1


@pytest.mark.parametrize(("number", "then"), [(0, 1), (LARGEST - 1, LARGEST), (LARGEST, LARGEST)])
def test_the_number_of_a_change_is_read_back_as_it_was(
    schedule: Schedule, number: int, then: int
) -> None:
    """
    milestones: {it: {on: 2021-12-13}}
    """
    old = Event(uid="u", first=date(2021, 12, 1), last=date(2021, 12, 1), title="It")
    old = attrs.evolve(old, sequence=number)
    now = datetime(2021, 9, 17, tzinfo=UTC)
    for new in (
        revisions.continued(attrs.evolve(old, title="That"), old, now),
        revisions.cancelled(old, schedule, now),
    ):
        calendar = Calendar(uid="c", name="n", events=(new,))
        read = read_calendar(b"".join(ical.stream(calendar))).calendar
        assert (new.sequence, read.events[0].sequence) == (then, then)


@pytest.mark.parametrize("moment", ["9999-12-31T10:00:00Z", "0001-01-01", "2100-01-01", "soon"])
def test_a_moment_that_no_calendar_keeps_is_none_of_the_plan(plan: Plan, moment: str) -> None:
    """
    as_at: 2021-09-17
    milestones: {it: {on: 2021-12-13}}
    """
    note = Entry(
        recorded_at=moment, by="office", action=Action.NOTE, subject="it", place=Place("", 0, 0)
    )
    noted = attrs.evolve(plan, journal=Journal(entries=(note,)))
    assert revisions.revision(solve_plan(noted)) == datetime(2021, 9, 17, tzinfo=UTC)
