"""What has to be sent to a server: what is not there as it should be, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.model.calendars import Calendar, Event, EventStatus, event_uid
from earlyhelp.outputs.calendars import errands
from earlyhelp.outputs.calendars.errands import Errand, Task, tasks

REVISED = datetime(2021, 9, 17, tzinfo=UTC)


def an_event(number: int, **said: Any) -> Event:
    day = date(2021, 12, 1 + number)
    usual: dict[str, Any] = {"uid": str(number), "first": day, "last": day, "day": day.isoformat()}
    return Event(**usual | {"title": "Elm Centre handed over", "revised": REVISED} | said)


def sent(event: Event) -> Event:
    """The event as a server has it that was sent it."""
    return attrs.evolve(event, marked=event.mark)


def calendar(*events: Event) -> Calendar:
    return Calendar(uid="1", name="Assets Team", events=events)


def only(wanted: Event, there: Event) -> Task:
    [task] = tasks(calendar(wanted), [there])
    return task


#: What can have become of an event since it was sent.
STATES = ("new", "same", "moved", "edited", "unmarked", "gone")


@given(st.lists(st.sampled_from(STATES), max_size=8))
def test_every_event_has_one_errand_and_what_is_the_same_has_none(drawn: list[str]) -> None:
    wanted, there = [], []
    for number, state in enumerate(drawn):
        event = an_event(number)
        if state != "gone":
            wanted.append(event)
        if state == "moved":
            there.append(sent(an_event(number, first=date(2021, 11, 1))))
        elif state == "edited":
            there.append(attrs.evolve(sent(event), title="Ring the bell"))
        elif state == "unmarked":
            there.append(attrs.evolve(event, key=None))
        elif state != "new":
            there.append(sent(event))
    done = {task.event.uid: task for task in tasks(calendar(*wanted), there)}
    assert len(done) == len(drawn)
    for number, state in enumerate(drawn):
        task = done[str(number)]
        assert task.errand is {
            "same": Errand.LEAVE,
            "unmarked": Errand.LEAVE,
            "gone": Errand.REMOVE,
        }.get(state, Errand.SEND)
        assert task.is_edited is (state == "edited")


def test_what_is_called_off_is_cancelled_once() -> None:
    event = an_event(1)
    off = attrs.evolve(event, status=EventStatus.CANCELLED, title="CANCELLED – Elm Centre")
    assert only(off, sent(event)).errand is Errand.CANCEL
    assert only(off, sent(off)).errand is Errand.LEAVE
    assert only(event, sent(off)).errand is Errand.SEND
    assert only(attrs.evolve(off, title="CANCELLED – Elm"), sent(off)).errand is Errand.SEND


def test_an_event_without_our_mark_may_have_been_changed_by_anybody() -> None:
    moved = only(an_event(1, title="Elm House handed over"), an_event(1))
    assert moved.errand is Errand.SEND
    assert moved.is_edited


def test_what_somebody_changed_to_what_it_should_be_is_left() -> None:
    event = an_event(1)
    there = attrs.evolve(event, marked="of another content")
    assert there.is_edited
    assert only(event, there).errand is Errand.LEAVE


def test_an_edited_event_that_is_to_go_is_somebody_s_too() -> None:
    [task] = tasks(calendar(), [attrs.evolve(sent(an_event(1)), title="Ring the bell")])
    assert task.errand is Errand.REMOVE
    assert task.is_edited


def test_an_event_is_ours_by_its_uid_its_key_or_its_reference(plan: Plan) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    known = errands.uids_of(plan)
    own = event_uid("example", "offer.launch")
    gone = event_uid("example", "elm.vacated")
    assert known == {own}
    assert errands.is_ours(an_event(1, uid=own), plan, known)
    assert errands.is_ours(an_event(1, uid=gone, key="example/elm.vacated"), plan, known)
    assert errands.is_ours(an_event(1, uid=gone, description="Ref: elm.vacated"), plan, known)
    assert not errands.is_ours(an_event(1, uid=gone), plan, known)
    assert not errands.is_ours(an_event(1, uid="1", key="example/elm.vacated"), plan, known)
    assert not errands.is_ours(an_event(1, uid=gone, key="another/elm.vacated"), plan, known)


def test_a_task_is_said_with_the_day_before() -> None:
    moved = an_event(12, was="2021-12-06", sequence=1)
    there = sent(an_event(12, day="2021-12-06"))
    assert errands.in_words(only(moved, there)) == (
        "Elm Centre handed over: Monday 13 December 2021 (was Monday 6 December 2021)"
    )
    assert errands.in_words(Task(errand=Errand.SEND, event=moved)) == (
        "Elm Centre handed over: Monday 13 December 2021"
    )
    edited = attrs.evolve(there, first=date(2021, 12, 14), last=date(2021, 12, 15))
    assert errands.in_words(only(moved, edited)) == (
        "Elm Centre handed over: somebody has changed it on the server, where it is now on "
        "14 to 15 December 2021; the plan says Monday 13 December 2021"
    )


def test_a_title_from_a_server_steers_no_terminal() -> None:
    removed = Task(errand=Errand.REMOVE, event=an_event(1, title="Elm\u202e\u200b\x1b[2J Centre"))
    assert errands.in_words(removed) == "Elm[2J Centre: Thursday 2 December 2021"
