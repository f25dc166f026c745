"""The events of a plan, as the people read them who look at the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from earlyhelp import Plan
from earlyhelp.files.load import parse
from earlyhelp.model.calendars import Calendar, Event, EventStatus, RelationKind
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.calendars import events
from earlyhelp.outputs.calendars.events import Options
from earlyhelp.outputs.calendars.views import View

OWNER = View.parse("owner early help")


def event_of(schedule: Schedule, name: str, also: Options | None = None) -> Event:
    """The event of a milestone in the owner's calendar."""
    made = events.calendar(schedule, OWNER, options=also or Options())
    (found,) = [event for event in made.events if event.key == f"example/{name}"]
    return found


def test_a_milestone_says_its_day_what_it_waits_for_and_how_much_room_it_has(
    schedule: Schedule,
) -> None:
    """
    organisation: A council
    as_at: 2021-09-17
    milestones:
      told: {title: Partners told, done: 2021-09-10, owner: Early Help}
      emptied: {title: Building empty, expected: 2021-12-08, after: told, owner: Early Help}
      checked: {after: emptied, expected: 2021-12-10, owner: Assets Team}
      moved: {title: Staff moved, owner: Early Help}
      handed: {title: Handed over, expected: 2021-12-10, after: [checked, moved, told], owner: Early Help}
      early: {done: 2021-09-14, after: moved, owner: Early Help}
      launch: {title: Launch, on: 2021-12-20, after: handed, owner: Early Help}
    """
    event = event_of(schedule, "handed")
    assert event.title == "Handed over"
    assert event.description == (
        "Ref: handed\n"
        "Day: Friday 10 December 2021, expected\n"
        "Owner: Early Help\n"
        "Waits for:\n"
        "- Staff moved: no day yet\n"
        "- Building empty: Wednesday 8 December 2021\n"
        "Room: 10 calendar days (6 working days) before the plan can no longer be met\n"
        "Do not change this entry. Tell Early Help: the plan is changed, and this follows.\n"
        "An example, as at 17 September 2021."
    )
    assert (event.status, event.categories) == (EventStatus.TENTATIVE, ("Milestone",))
    launch = event_of(schedule, "launch")
    assert launch.status is EventStatus.CONFIRMED
    assert "Day: Monday 20 December 2021, fixed" in launch.description
    assert "Room: none. If it is any later, the plan cannot be met" in launch.description
    told = event_of(schedule, "told")
    assert (told.status, told.categories) == (EventStatus.CONFIRMED, ("Milestone", "Done"))
    assert "Day: Friday 10 September 2021, done" in told.description
    assert "Room" not in told.description
    assert "Waits for" not in event_of(schedule, "early").description


@pytest.mark.parametrize(
    ("said", "first", "last", "title"),
    [
        ("on: 2021-10-12", "2021-10-12", "2021-10-12", "It"),
        ("expected: week of 2021-09-13", "2021-09-13", "2021-09-17", "It, in the week of Monday 13 September 2021"),
        ("expected: 2021-10", "2021-10-01", "2021-10-31", "It, in October 2021"),
        ("expected: end of 2021-10", "2021-10-29", "2021-10-29", "It, by the end of October 2021"),
        ("{expected: end of 2021-10, days: any}", "2021-10-31", "2021-10-31", "It, by the end of October 2021"),
        ("expected: 2022", "2022-12-30", "2022-12-30", "It, by the end of 2022"),
        ("expected: 2021-12-13 to 2021-12-17", "2021-12-13", "2021-12-17", "It, 13 to 17 December 2021"),
        ("expected: 2021-11-05 to 2022-03-05", "2022-03-04", "2022-03-04", "It, by 5 March 2022"),
        ("expected: 2021-12-01 to 2021-12-31", "2021-12-01", "2021-12-31", "It, 1 to 31 December 2021"),
        ("expected: 2021-12-01 to 2022-01-01", "2021-12-31", "2021-12-31", "It, by 1 January 2022"),
        ("on: week of 2021-09-20", "2021-09-20", "2021-09-24", "It, in the week of Monday 20 September 2021"),
        ("done: week of 2021-09-13", "2021-09-13", "2021-09-17", "It, in the week of Monday 13 September 2021"),
    ],
)  # fmt: skip
def test_a_day_that_is_not_exact_stands_where_it_helps(
    said: str, first: str, last: str, title: str
) -> None:
    inside = said.strip("{}")
    plan = parse(
        f"format: 1\nid: example\ntitle: An example\nnation: england\nas_at: 2021-09-17\n"
        f"milestones:\n  it: {{title: It, owner: Early Help, {inside}}}\n".encode()
    )
    event = event_of(solve_plan(plan), "it")
    assert (event.first.isoformat(), event.last.isoformat(), event.title) == (first, last, title)
    if "end of" in said:
        kind = "last day" if "any" in said else "last working day"
        assert f"this entry stands on the {kind} that it can be" in event.description
    is_exact = title == "It"
    assert ("no exact day" in event.description) is not is_exact
    assert event.day == inside.partition(": ")[2].removesuffix(", days: any")
    is_done = "done" in said
    certain = EventStatus.CONFIRMED if is_exact or is_done else EventStatus.TENTATIVE
    assert event.status is certain


def test_what_was_moved_says_from_where(plan_text: str) -> None:
    """
    as_at: 2021-09-17
    milestones:
      it: {title: It, owner: Early Help, expected: 2021-12-13}
    """
    journal = (
        b"recorded_at,by,action,subject,day,was,reason,evidence\n"
        b"2021-09-20T10:00:00.75+01:00,role,moved,it,2021-12-20,2021-12-13,,\n"
        b"2021-09-21T10:00:00+00:00,role,exported,calendar.assets,,,,a.ics sha256:00\n"
    )
    schedule = solve_plan(parse(plan_text.encode(), recorded=journal))
    event = event_of(schedule, "it")
    assert (event.day, event.was) == ("2021-12-20", "2021-12-13")
    lines = event.description.splitlines()
    assert lines[1:3] == [
        "Now: Monday 20 December 2021, expected",
        "Was: Monday 13 December 2021",
    ]
    assert event.revised == datetime(2021, 9, 20, 9, tzinfo=UTC)
    assert events.revision(schedule) == event.revised
    assert schedule.plan.journal is not None
    assert schedule.plan.journal.lost == ()
    back = journal + b"2021-09-22T10:00:00+00:00,role,moved,it,2021-12-13,2021-12-20,,\n"
    event = event_of(solve_plan(parse(plan_text.encode(), recorded=back)), "it")
    assert (event.day, event.was) == ("2021-12-13", None)


def test_whom_to_tell_stands_within_a_sentence(plan_text: str) -> None:
    """
    milestones:
      it: {title: It, owner: The Assets Team, expected: 2021-12-10}
    """
    for organisation, said in (
        ("The council", "the council"),
        ("Theydon Council", "Theydon Council"),
        ("", "the council"),
    ):
        text = f"{plan_text}\norganisation: {organisation}\n" if organisation else plan_text
        schedule = solve_plan(parse(text.encode()))
        made = events.calendar(schedule, View.parse("owner the assets team"), options=Options())
        assert made.description.endswith(f"Do not change entries here: tell {said}.")
        (event,) = made.events
        assert "Tell the Assets Team: the plan is changed" in event.description


def test_a_revision_is_of_the_as_at_day_and_never_of_the_clock(schedule: Schedule) -> None:
    """
    as_at: 2021-09-17
    milestones: {it: {on: 2021-12-13}}
    """
    assert events.revision(schedule) == datetime(2021, 9, 17, tzinfo=UTC)
    later = solve_plan(schedule.plan, date(2021, 10, 1))
    assert events.revision(later) == datetime(2021, 10, 1, tzinfo=UTC)
    nobody_says = solve_plan(attrs.evolve(schedule.plan, as_at=None))
    assert events.revision(nobody_says) == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_reminder_is_for_what_is_still_to_come(schedule: Schedule) -> None:
    """
    as_at: 2021-09-17
    milestones:
      over: {owner: Early Help, expected: 2021-09-16}
      done: {owner: Early Help, done: 2021-09-17}
      now: {owner: Early Help, expected: 2021-09-17}
    """
    also = Options(alarm_days=7)
    days = {name: event_of(schedule, name, also).alarm_days for name in ("over", "done", "now")}
    assert days == {"over": None, "done": None, "now": 7}
    assert event_of(schedule, "now").alarm_days is None


def test_ties_are_between_what_is_in_the_calendar(schedule: Schedule) -> None:
    """
    as_at: 2021-09-17
    milestones:
      first: {owner: Early Help, expected: 2021-10-01}
      hidden: {owner: Legal services, after: first}
      then: {owner: Early Help, expected: 2021-12-01, after: [first + 2 weeks, first + 3 calendar days, hidden, never]}
      last: {owner: Early Help, expected: 2021-12-08, after: then + 5 working days}
      never: {owner: Early Help}
      capped: {owner: Early Help, expected: 2021-12-06, by: last + 2 weeks}
    """
    also = Options(relations=True)
    first, then, last = (event_of(schedule, name, also) for name in ("first", "then", "last"))
    assert [(tie.kind, tie.uid, tie.gap_days) for tie in first.relations] == [
        (RelationKind.FINISH_TO_START, then.uid, 14)
    ]
    assert [(tie.kind, tie.uid, tie.gap_days) for tie in then.relations] == [
        (RelationKind.DEPENDS_ON, first.uid, None),
        (RelationKind.FINISH_TO_START, last.uid, None),
    ]
    assert event_of(schedule, "capped", also).relations == ()
    assert "Waits for" not in event_of(schedule, "capped").description
    assert event_of(schedule, "then").relations == ()


def test_a_milestone_without_a_day_is_left_out_and_counted(schedule: Schedule) -> None:
    """
    milestones:
      one: {owner: Early Help, on: 2021-12-13}
      other: {owner: Early Help, by: 2021-12-20}
    """
    made = events.calendar(schedule, OWNER)
    assert [event.key for event in made.events] == ["example/one"]
    assert events.undated(schedule, OWNER) == ("other",)


def test_no_more_than_five_are_named(schedule: Schedule) -> None:
    """
    milestones:
      a1: {owner: Early Help, on: 2021-12-01}
      a2: {owner: Early Help, on: 2021-12-02}
      a3: {owner: Early Help, on: 2021-12-03}
      a4: {owner: Early Help, on: 2021-12-06}
      a5: {owner: Early Help, on: 2021-12-07}
      a6: {owner: Early Help, on: 2021-12-08}
      a7: {owner: Early Help, on: 2021-12-09}
      it: {owner: Early Help, on: 2021-12-20, after: [a1, a2, a3, a4, a5, a6, a7]}
    """
    lines = event_of(schedule, "it").description.splitlines()
    at = lines.index("Waits for:")
    assert [line[2:4] for line in lines[at + 1 : at + 6]] == ["a7", "a6", "a5", "a4", "a3"]
    assert lines[at + 6] == "- and 2 more"


def test_what_comes_back_is_the_same_event_again(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      it: {title: It, owner: Early Help, expected: 2021-12-13}
      other: {owner: Early Help, on: 2021-12-20, after: it}
    """
    also = Options(relations=True, alarm_days=3)

    def again(plan: Plan, previous: Calendar | None) -> Calendar:
        return events.calendar(solve_plan(plan), OWNER, previous=previous, options=also)

    first = again(plan, None)
    undated = tuple(attrs.evolve(one, expected=None) for one in plan.milestones)
    second = again(attrs.evolve(plan, milestones=undated), first)
    third = again(plan, second)
    uid = first.events[0].uid
    assert [calendar.by_uid[uid].sequence for calendar in (first, second, third)] == [0, 1, 2]
    assert (len(first.by_uid[uid].relations), first.by_uid[uid].alarm_days) == (1, 3)
    assert (second.by_uid[uid].relations, second.by_uid[uid].alarm_days) == ((), None)
    assert second.by_uid[uid].title == "CANCELLED – It"
    assert "Cancelled: it is no longer in this calendar.\n" in second.by_uid[uid].description
    assert third.by_uid[uid].content == first.by_uid[uid].content


def test_events_of_somebody_else_in_the_previous_file_are_not_taken_over(
    schedule: Schedule,
) -> None:
    """
    milestones: {it: {owner: Early Help, on: 2021-12-13}}
    """
    foreign = Event(uid="dentist", first=date(2021, 12, 1), last=date(2021, 12, 1), title="Dentist")
    lying = attrs.evolve(foreign, key="example/other", description="Ref: other")
    previous = Calendar(uid="c", name="n", events=(foreign, lying))
    made = events.calendar(schedule, OWNER, previous=previous)
    assert [event.key for event in made.events] == ["example/it"]
