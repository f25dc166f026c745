"""Who sees what: each calendar holds what its readers may know, and nothing else."""

from __future__ import annotations

from typing import Final

import pytest

from earlyhelp.files.load import parse
from earlyhelp.model.calendars import Calendar
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.calendars import events, ical
from earlyhelp.outputs.calendars.events import Options
from earlyhelp.outputs.calendars.views import View

#: Everything that must stay in the plan is spelt with SECRET.
PLAN: Final = """\
format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
settings: {launch: offer.launch}
milestones:
  offer.launch: {title: New offer launched, on: 2022-01-01, days: any, owner: Early Help, after: all properties.service_ended}
  selection: {title: Redundancy of SECRET-STAFF, expected: 2021-11-01, owner: HR}
  consultation.close: {title: Consultation closes, on: 2021-09-29, owner: HR}
workflows:
  handover:
    for: property.future is surplus
    steps:
      service_ended: {title: Last session, owner: Early Help}
      alarm_codes_changed: {expected: 2021-12-02, after: service_ended, owner: Facilities}
      cases_rehomed: {expected: 2021-12-01, owner: Early Help, evidence: required}
      vacated: {title: Completely vacated, after: [service_ended, cases_rehomed, each occupation.out]}
      handed_over: {title: Handed over, after: [vacated, alarm_codes_changed]}
      accepted: {after: handed_over, owner: Assets Team}
  leaving:
    for: each occupation
    steps:
      informed: {}
      notice_over: {after: informed}
      asked: {}
      out: {after: notice_over}
properties:
  - id: elm
    name: Elm Centre
    address: 1 Elm Road
    postcode: BN1 1AA
    future: surplus
    owner: SECRET-PERSON
    landlord: SECRET-LANDLORD
    security: SECRET-KEYS
    option: SECRET-BUYER
    interim_venue: SECRET-VENUE
    service_ended: 2021-11-30
    vacated: 2021-12-10
    handed_over: 2021-12-13
    accepted: 2021-12-14
  - {id: oak, name: Oak Centre, future: surplus, service_ended: 2021-11-15, vacated: 2021-12-01, handed_over: 2021-12-02}
partners:
  - {id: nursery-a, name: Nursery A, mailbox: SECRET-MAILBOX@a.example}
  - {id: food-bank, name: SECRET-OTHER, mailbox: SECRET-OTHER@b.example}
occupations:
  - {property: elm, partner: nursery-a, rooms: SECRET-ROOM, extension_reason: SECRET-REASON, disagreement: SECRET-ROW, rent: 98765.43, informed: 2021-09-20, notice_over: 2021-12-01, asked: 2021-10-01, out: 2021-12-03}
  - {property: elm, partner: food-bank, alternative: SECRET-PLACE, informed: 2021-09-21, notice_over: 2021-11-01, out: 2021-11-26}
  - {property: oak, partner: food-bank, informed: 2021-09-21, out: 2021-11-26}
teams: [{id: north, name: SECRET-TEAM, capacity: 3, post_limit: 2}]
cases:
  - {ref: secret-k7f3, team: north, worker: SECRET-POST, setting: elm, family_informed: 2021-10-01, worker_status: at risk}
"""
STEPS: Final = {
    "assets": ["elm.handed_over", "elm.vacated", "oak.handed_over", "oak.vacated"],
    "partner nursery-a": [
        "elm.nursery-a.informed",
        "elm.nursery-a.notice_over",
        "elm.nursery-a.out",
        "elm.service_ended",
        "elm.vacated",
    ],
    "owner HR": ["consultation.close", "selection"],
    "owner secret-person": ["elm.handed_over", "elm.vacated"],
    "everyone": ["elm.service_ended", "oak.service_ended", "offer.launch"],
}


@pytest.fixture(scope="module")
def schedule() -> Schedule:
    """The plan above, with what somebody has typed into its journal."""
    journal = (
        "recorded_at,by,action,subject,day,was,reason,evidence\n"
        "2021-09-20T10:00:00+00:00,SECRET-LOGIN,moved,elm.handed_over,2021-12-14,2021-12-13,SECRET-WHY,SECRET-LETTER\n"
        "2021-09-20T10:00:00+00:00,SECRET-LOGIN,moved,elm.service_ended,2021-12-01,2021-11-30,SECRET-WHY,\n"
        "2021-09-21T10:00:00+00:00,SECRET-LOGIN,extended,elm.food-bank,2021-12-01,,SECRET-WHY,\n"
    )
    return solve_plan(parse(PLAN.encode(), recorded=journal.encode()))


def calendar(schedule: Schedule, whom: str) -> Calendar:
    """The calendar for somebody, with everything that it can have besides."""
    also = Options(relations=True, alarm_days=7)
    return events.calendar(schedule, View.parse(whom), options=also)


def file_of(schedule: Schedule, whom: str) -> str:
    """All that leaves the plan with it."""
    return b"".join(ical.stream(calendar(schedule, whom))).decode().replace("\r\n ", "")


@pytest.mark.parametrize("whom", STEPS)
def test_a_calendar_holds_what_its_readers_may_know(schedule: Schedule, whom: str) -> None:
    keys = sorted(str(event.key) for event in calendar(schedule, whom).events)
    assert keys == [f"example/{name}" for name in STEPS[whom]]


@pytest.mark.parametrize("whom", ["assets", "partner nursery-a", "everyone", "owner Facilities"])
def test_no_secret_of_the_plan_is_in_it(schedule: Schedule, whom: str) -> None:
    text = file_of(schedule, whom)
    assert "SECRET" not in text.upper()
    assert "food-bank" not in text
    assert "edundan" not in text
    assert "98765" not in text


def test_no_work_with_a_family_is_in_any(schedule: Schedule) -> None:
    owners = {milestone.owner for milestone in schedule.plan.milestones if milestone.owner}
    partners = ("partner nursery-a", "partner food-bank")
    for whom in (*partners, "assets", "everyone", *(f"owner {name}" for name in owners)):
        text = file_of(schedule, whom)
        for secret in (
            "k7f3",
            "SECRET-POST",
            "SECRET-TEAM",
            "SECRET-ROOM",
            "SECRET-LETTER",
            "at risk",
        ):
            assert secret not in text


def test_nobody_but_the_council_and_the_assets_team_reads_when_a_building_stands_empty(
    schedule: Schedule,
) -> None:
    text = file_of(schedule, "everyone")
    assert "acated" not in text
    assert "anded over" not in text
    assert "Room:" not in text
    assert "Waits for:" not in text
    assert "Was:" not in text, "the public never saw the day before"
    assert "Owner:" not in text


def test_a_partner_reads_neither_room_nor_owners_nor_what_others_do(schedule: Schedule) -> None:
    made = {event.key: event for event in calendar(schedule, "partner nursery-a").events}
    vacated = made["example/elm.vacated"]
    assert vacated.title == "Elm Centre vacated"
    assert vacated.location == "1 Elm Road, BN1 1AA"
    assert vacated.description.splitlines()[1:-2] == [
        "Day: Friday 10 December 2021, expected",
        "Waits for:",
        "- Elm Centre: moved out: Friday 3 December 2021",
        "- Elm Centre service ended: Wednesday 1 December 2021",
    ]
    assert made["example/elm.nursery-a.out"].title == "Elm Centre: moved out"
    assert made["example/elm.nursery-a.informed"].title == "Elm Centre: told in writing"


def test_the_assets_team_reads_roles_and_no_owner_of_a_row(schedule: Schedule) -> None:
    made = {event.key: event for event in calendar(schedule, "assets").events}
    over = made["example/elm.handed_over"]
    assert over.title == "Elm Centre handed over"
    assert over.categories == ("Handed over",)
    lines = over.description.splitlines()
    assert lines[:4] == [
        "Ref: elm.handed_over",
        "Step: Handed over",
        "Now: Tuesday 14 December 2021, expected",
        "Was: Monday 13 December 2021",
    ]
    assert "- Elm Centre vacated: Friday 10 December 2021" in lines
    assert "alarm" not in over.description
    assert not any(line.startswith("Owner") for line in lines)


def test_an_owner_in_the_council_reads_who_leaves_what(schedule: Schedule) -> None:
    made = {event.key: event for event in calendar(schedule, "owner early help").events}
    assert made["example/elm.service_ended"].title == "Elm Centre service ended"
    assert "Owner: Early Help" in made["example/elm.service_ended"].description


def test_one_property_alone(schedule: Schedule) -> None:
    view, also = View.parse("assets"), Options(only_property="oak")
    made = events.calendar(schedule, view, options=also)
    assert [event.key for event in made.events] == [
        "example/oak.vacated",
        "example/oak.handed_over",
    ]
    whole = events.calendar(schedule, view)
    assert made.uid != whole.uid
    assert {event.uid for event in made.events} < whole.by_uid.keys()
    assert made.name == "An example – Oak Centre – Property handovers"


def test_what_a_message_says_is_for_nobody_but_its_audience() -> None:
    """Not even where the plan takes a message for its launch."""
    message = "{id: go, audience: staff, message: SECRET-WORDS, on: 2022-01-05, public: no}"
    text = PLAN.replace("launch: offer.launch", "launch: comms.go")
    said = parse(f"{text}communications: [{message}]\n".encode())
    keys = {event.key for event in calendar(solve_plan(said), "everyone").events}
    assert keys == {"example/elm.service_ended", "example/oak.service_ended"}
