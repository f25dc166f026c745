"""What became of an event since the last time: its number and its moment never fall."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from earlyhelp import Plan
from earlyhelp.files.calendars.ical import read_calendar
from earlyhelp.findings import Place
from earlyhelp.model import Milestone
from earlyhelp.model.calendars import Calendar, Dropped, Event, event_uid
from earlyhelp.model.journal import Action, Entry, Journal
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.calendars import events, ical, revisions
from earlyhelp.outputs.calendars.views import View

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


def test_what_comes_back_after_its_cancellation_was_dropped_goes_on_with_its_numbers(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-17
    milestones: {it: {on: 2021-12-13, owner: Early Help}, that: {on: 2021-12-14, owner: Early Help}}
    """
    [it, that] = plan.milestones
    without = attrs.evolve(it, on=None)

    def exported(previous: Calendar | None, first: Milestone, as_at: date) -> Calendar:
        now = attrs.evolve(plan, milestones=(first, that), as_at=as_at)
        made = events.calendar(solve_plan(now), View.parse("owner Early Help"), previous=previous)
        return read_calendar(b"".join(ical.stream(made))).calendar

    begun = exported(None, it, date(2021, 9, 17))
    off = exported(begun, without, date(2021, 9, 20))
    gone = exported(off, without, date(2021, 11, 1))
    still_gone = exported(gone, without, date(2021, 11, 2))
    back = exported(still_gone, it, date(2021, 11, 3))
    uid = event_uid(plan.id, "it")
    assert off.by_uid[uid].is_cancelled
    assert [uid in one.by_uid for one in (gone, still_gone)] == [False, False]
    assert gone.revised == off.revised, "a calendar is not older because it holds less"
    assert (
        gone.dropped == still_gone.dropped == (Dropped(uid=uid, sequence=1, revised=off.revised),)
    )
    assert (back.by_uid[uid].sequence, back.by_uid[uid].is_cancelled) == (2, False)
    assert back.by_uid[uid].revised > off.revised
    assert back.dropped == ()


@pytest.mark.parametrize(
    "line",
    [
        "X-EARLYHELP-DROPPED:46ebcbf2-d3b8-57cb-84b8-4e11fdb89392 1",
        "X-EARLYHELP-DROPPED:nobody 1 20211020T000000Z",
        "X-EARLYHELP-DROPPED:46ebcbf2-d3b8-57cb-84b8-4e11fdb89392 -1 20211020T000000Z",
        "X-EARLYHELP-DROPPED:46ebcbf2-d3b8-57cb-84b8-4e11fdb89392 1 20211320T000000Z",
        "X-EARLYHELP-DROPPED:46ebcbf2-d3b8-57cb-84b8-4e11fdb89392 1 99991231T000000Z",
    ],
)
def test_a_line_on_what_was_dropped_that_says_nothing_counts_for_nothing(line: str) -> None:
    calendar = Calendar(uid="c", name="n")
    data = b"".join(ical.stream(calendar)).replace(b"NAME:n", f"NAME:n\r\n{line}".encode(), 1)
    assert read_calendar(data).calendar == calendar


def test_a_number_of_what_was_dropped_is_one_that_clients_keep() -> None:
    gone = Dropped(uid="4" * 36, sequence=2**31 - 1, revised=datetime(2021, 9, 17, tzinfo=UTC))
    calendar = Calendar(uid="c", name="n", dropped=(gone,))
    data = b"".join(ical.stream(calendar)).replace(b" 2147483647 ", b" 9999999999 ")
    assert read_calendar(data).calendar == calendar
    event = Event(uid="4" * 36, first=date(2021, 12, 1), last=date(2021, 12, 1), title="It")
    assert revisions.begun(event, gone, gone.revised).sequence == LARGEST
