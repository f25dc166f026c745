"""Open work: has it a route, and do worker, place and family keep up with it?

The council of these stories is illustrative: Elm Road closes on Monday 13 December 2021, Oak
Lane stays, and of Ash Grove nobody has said when. Yew Court closes in the week of 13 December,
and Fir Walk has an interim venue. Teams are North (based in Oak Lane), South (in Elm Road), West
(in Ash Grove) and East, of which little is known. The launch is on Tuesday 4 January 2022.
"""

from __future__ import annotations

import time
from typing import cast

import pytest

from earlyhelp import Finding, codes
from earlyhelp.checks import check_plan
from earlyhelp.checks.register import Check
from earlyhelp.codes import all_codes
from earlyhelp.files.load import parse
from earlyhelp.findings import Severity
from earlyhelp.network.schedule import solve_plan

COUNCIL = """
properties:
  - {id: elm-road, name: Elm Road Centre, future: surplus}
  - {id: oak-lane, name: Oak Lane Hub, future: retained}
  - {id: ash-grove, name: Ash Grove Centre, future: lease}
  - {id: yew-court, name: Yew Court Centre, future: surplus}
  - {id: fir-walk, name: Fir Walk Centre, future: surplus, interim_venue: the library}
teams:
  - {id: north, name: North Team, base: oak-lane, capacity: 20, post_limit: 6}
  - {id: south, name: South Team, base: elm-road, capacity: 20, post_limit: 6}
  - {id: west, name: West Team, base: ash-grove, capacity: 20, post_limit: 6}
  - {id: east, name: East Team}
"""
HEAD = """
format: 1
id: early-help
title: Early Help redesign
nation: england
"""
LAUNCH = "offer.launch: {on: 2022-01-04}"
VACATED = """
  elm-road.vacated: {on: 2021-12-13}
  yew-court.vacated: {on: week of 2021-12-13}
  fir-walk.vacated: {on: 2021-12-13}
"""
#: On which lines of the plan the first row of open work, and North, come to stand.
FIRST_ROW, NORTH = 27, 21
ACCEPTED = "route: transfer, receiving_team: north, receiving_post: north-2, accepted: 2021-11-30"


def findings(
    *cases: str,
    as_at: str | None = "2021-12-01",
    milestones: str = f"{LAUNCH}{VACATED}",
    council: str = COUNCIL,
) -> list[Finding]:
    """What is found of these open rows, each of which is given a token."""
    rows = "".join(f"  - {{ref: k{number:04}, {case}}}\n" for number, case in enumerate(cases))
    day = "" if as_at is None else f"as_at: {as_at}\n"
    text = f"{HEAD}{day}milestones:\n  {milestones}\n{council}\ncases:\n{rows}"
    _, found = check_plan(parse(text.encode()))
    return [finding for finding in found if finding.code.startswith("EH6")]


def said(code: str, *cases: str, **plan: str | None) -> list[str]:
    """What a code says of these rows, and with which severity."""
    return [
        f"{finding.severity.value}: {finding.message}"
        for finding in findings(*cases, **plan)  # type: ignore[arg-type]
        if finding.code == code
    ]


def many(number: int, case: str) -> list[str]:
    return [case] * number


HEALTHY = (
    (
        "kind: plan, setting: home, route: close, planned_closure: 2021-12-17, worker_status: leaving, "
        "worker_last_day: 2021-12-31, changes: 2021-12-17, family_informed: 2021-12-03"
    ),
    (
        f"kind: group, places: 4, setting: elm-road, {ACCEPTED}, handover_meeting: 2021-12-10, "
        "worker_status: leaving, worker_last_day: 2021-12-10, changes: 2021-12-13, "
        "family_informed: 2021-12-10"
    ),
    "kind: waiting list, setting: online, route: same worker, worker_status: confirmed",
    "kind: plan, setting: oak-lane, route: same worker, worker_status: confirmed",
)


def test_a_healthy_plan_hears_nothing_of_its_open_work() -> None:
    assert findings(*HEALTHY) == []


def test_a_plan_without_registers_has_no_open_work() -> None:
    text = f"{HEAD}as_at: 2021-12-01\nmilestones:\n  {LAUNCH}\n"
    _, found = check_plan(parse(text.encode()))
    assert not [finding for finding in found if finding.code.startswith("EH6")]


def test_closed_work_needs_nothing_more() -> None:
    everything_wrong = (
        "setting: elm-road, worker_status: leaving, worker_last_day: 2021-11-20, "
        "handover_meeting: 2021-12-18, changes: 2021-11-01, family_informed: 2021-11-25"
    )
    assert findings(everything_wrong) != []
    assert findings(f"{everything_wrong}, closed: 2021-11-30") == []


def test_each_missing_part_of_a_route_is_said() -> None:
    assert said("EH601", "kind: plan", "route: close", "route: transfer") == [
        "error: open work without a route: nobody has said how the work goes on",
        "error: open work without a route: to be closed, but no day is planned for it",
        "error: open work without a route: to be transferred, but no receiving team is named",
    ]


def test_a_group_and_a_waiting_list_need_a_route_too() -> None:
    assert said("EH601", "kind: group", "kind: waiting list") == [
        "error: places in a group without a route: nobody has said how the work goes on",
        (
            "error: an entry on the waiting list without a route: "
            "nobody has said how the work goes on"
        ),
    ]


def test_it_stands_at_the_row() -> None:
    [finding] = findings("kind: plan")
    assert finding.place is not None
    assert finding.place.line == FIRST_ROW


def test_of_work_whose_place_or_worker_has_no_known_end_it_says_enough() -> None:
    found = findings("setting: ash-grove", "worker_status: leaving")
    assert [finding.code for finding in found] == ["EH601", "EH601"]


def test_a_known_end_of_place_and_worker_is_said_besides() -> None:
    found = findings(
        "setting: elm-road, worker_status: leaving, worker_last_day: 2021-12-10",
    )
    assert [finding.code for finding in found] == ["EH601", "EH611", "EH612"]


NOT_ACCEPTED = "route: transfer, receiving_team: north"


def test_what_is_missing_is_said_with_the_launch() -> None:
    until = "; the launch is due on Tuesday 4 January 2022"
    assert [
        (
            "warning: open work to be transferred: no receiving post is named and no manager "
            f"has accepted the work{until}"
        ),
        f"warning: open work to be transferred: no receiving post is named{until}",
        f"warning: open work to be transferred: no manager has accepted the work{until}",
    ] == said(
        "EH602",
        NOT_ACCEPTED,
        f"{NOT_ACCEPTED}, accepted: 2021-11-30",
        f"{NOT_ACCEPTED}, receiving_post: north-2",
    )


@pytest.mark.parametrize(
    ("as_at", "severity"),
    [
        ("2021-12-20", Severity.WARNING),  # 15 days before the launch
        ("2021-12-21", Severity.ERROR),  # 14 days
        ("2022-01-05", Severity.ERROR),  # the day after it
        (None, Severity.WARNING),
    ],
)
def test_it_is_an_error_from_two_weeks_before_the_launch(
    as_at: str | None, severity: Severity
) -> None:
    [finding] = findings(NOT_ACCEPTED, as_at=as_at)
    assert (finding.code, finding.severity) == ("EH602", severity)


def test_without_a_launch_it_is_a_warning() -> None:
    assert said("EH602", f"{NOT_ACCEPTED}, receiving_post: north-2", milestones=VACATED) == [
        "warning: open work to be transferred: no manager has accepted the work",
    ]


def test_a_launch_that_may_still_be_far_away_is_no_reason_for_an_error() -> None:
    """Nothing but the as-at day holds the launch back, and nothing says by when it is."""
    [finding] = findings(NOT_ACCEPTED, milestones="offer.launch: {title: New offer}")
    assert finding.severity is Severity.WARNING


def test_without_a_team_there_is_no_route_which_says_more() -> None:
    assert said("EH602", "route: transfer") == []


def test_other_routes_are_not_asked() -> None:
    assert said("EH602", "route: same worker", "route: close") == []


@pytest.mark.parametrize(
    ("meeting", "is_late"),
    [
        ("2021-12-10", False),
        ("2021-12-13", True),
        ("week of 2021-12-06", False),
        ("week of 2021-12-13", True),
        ("2021-12", False),
    ],
)
def test_after_the_workers_last_day_the_worker_is_not_there(meeting: str, is_late: bool) -> None:
    row = f"{ACCEPTED}, worker_last_day: 2021-12-10, handover_meeting: {meeting}"
    assert bool(said("EH603", row)) is is_late


@pytest.mark.parametrize(("meeting", "is_late"), [("2021-12-10", False), ("2021-12-13", True)])
def test_a_last_day_in_some_week_can_be_its_friday(meeting: str, is_late: bool) -> None:
    row = f"{ACCEPTED}, worker_last_day: week of 2021-12-06, handover_meeting: {meeting}"
    assert bool(said("EH603", row)) is is_late


def test_both_days_and_the_difference_are_said() -> None:
    row = f"{ACCEPTED}, worker_last_day: 2021-12-10, handover_meeting: 2021-12-14"
    [finding] = findings(row)
    assert finding.message == (
        "the handover meeting for open work is on Tuesday 14 December 2021, after the worker's "
        "last day, Friday 10 December 2021"
    )
    assert finding.short_by_days == 4
    assert finding.place is not None
    column = len("  - {ref: k0000, ") + row.index("2021-12-14") + 1
    assert (finding.place.line, finding.place.column) == (FIRST_ROW, column)


@pytest.mark.parametrize(
    ("setting", "meeting", "closes"),
    [
        ("elm-road", "2021-12-13", None),
        ("elm-road", "2021-12-14", "on Monday 13 December 2021"),
        ("elm-road", "week of 2021-12-13", None),
        ("yew-court", "2021-12-17", None),
        ("yew-court", "2021-12-20", "in the week of Monday 13 December 2021"),
        ("oak-lane", "2021-12-20", None),
        ("fir-walk", "2021-12-20", None),
        ("school", "2021-12-20", None),
    ],
)
def test_after_the_building_has_closed_there_is_no_room_for_it(
    setting: str, meeting: str, closes: str | None
) -> None:
    found = said("EH604", f"{ACCEPTED}, setting: {setting}, handover_meeting: {meeting}")
    assert [line.partition("after the building closes ")[2] for line in found] == (
        [closes] if closes else []
    )


def test_when_a_building_closes_that_nobody_dates_is_not_known() -> None:
    row = f"{ACCEPTED}, setting: ash-grove, handover_meeting: 2021-12-10"
    [finding] = findings(row, row)
    assert (finding.code, finding.severity) == ("EH604", Severity.NOT_KNOWN)
    assert finding.message == (
        "it is not known until when Ash Grove Centre stays open, so it cannot be told whether "
        "handover meetings there are in time"
    )
    assert finding.subjects == ("ash-grove",)


@pytest.mark.parametrize(
    ("milestones", "closes"),
    [
        ("elm-road.handed_over: {expected: 2021-12-13}", "on Monday 13 December 2021"),
        ("elm-road.handed_over: {by: 2021-12-13}", "by Monday 13 December 2021"),
        (
            (
                "elm-road.vacated: {title: Vacated}\n  "
                "elm-road.handed_over: {on: 2021-12-13, after: elm-road.vacated}"
            ),
            "by Monday 13 December 2021",
        ),
        (
            (
                "elm-road.vacated: {expected: 2021-12-10}\n  "
                "elm-road.handed_over: {on: 2021-12-13, after: elm-road.vacated}"
            ),
            "on Friday 10 December 2021",
        ),
        (
            ("elm-road.vacated: {by: 2021-12-17}\n  elm-road.handed_over: {expected: 2021-12-13}"),
            "on Monday 13 December 2021",
        ),
    ],
)
def test_a_building_closes_by_the_last_day_the_plan_leaves_it(milestones: str, closes: str) -> None:
    row = f"{ACCEPTED}, setting: elm-road, handover_meeting: 2021-12-14"
    [line] = said("EH604", row, milestones=milestones)
    assert line.endswith(f"after the building closes {closes}")


@pytest.mark.parametrize(
    ("meeting", "why"),
    [
        ("2021-12-10", None),
        ("2021-12-11", "(a weekend); the working day before it is Friday 10 December 2021"),
        (
            "2021-12-27",
            (
                "(the bank holiday Christmas Day (substitute day)); the working day before it is "
                "Friday 24 December 2021"
            ),
        ),
        ("2021-12", None),
    ],
)
def test_nobody_meets_on_a_day_on_which_nobody_works(meeting: str, why: str | None) -> None:
    found = said("EH605", f"{ACCEPTED}, handover_meeting: {meeting}")
    assert [line.partition("not a working day ")[2] for line in found] == ([why] if why else [])


def test_on_the_first_day_of_the_calendar_there_is_no_day_before() -> None:
    [line] = said("EH605", f"{ACCEPTED}, handover_meeting: 1970-01-01")
    assert line.endswith("the working day before it does not exist")


@pytest.mark.parametrize(
    ("told", "is_late"), [("2021-12-13", False), ("2021-12-14", True), ("2021-12", False)]
)
def test_the_family_hears_of_a_change_before_it_comes(told: str, is_late: bool) -> None:
    row = f"{ACCEPTED}, changes: 2021-12-13, family_informed: {told}"
    assert bool(said("EH606", row)) is is_late


@pytest.mark.parametrize(("told", "is_late"), [("2022-01-04", False), ("2022-01-05", True)])
def test_without_a_day_of_change_it_is_the_launch(told: str, is_late: bool) -> None:
    assert bool(said("EH606", f"{ACCEPTED}, family_informed: {told}")) is is_late


def test_a_family_is_spoken_of_as_what_it_is() -> None:
    late = "family_informed: 2022-01-06"
    assert said(
        "EH606", f"{ACCEPTED}, {late}", f"kind: group, {late}, changes: week of 2021-12-20"
    ) == [
        (
            "error: for open work, the family is told on Thursday 6 January 2022, after the "
            "launch on Tuesday 4 January 2022"
        ),
        (
            "error: for places in a group, the families are told on Thursday 6 January 2022, after "
            "the change in the week of Monday 20 December 2021"
        ),
    ]


@pytest.mark.parametrize(("as_at", "is_late"), [("2021-12-17", False), ("2021-12-18", True)])
def test_a_change_in_some_week_has_come_once_the_week_is_over(as_at: str, is_late: bool) -> None:
    row = f"{ACCEPTED}, changes: week of 2021-12-13"
    assert bool(said("EH606", row, as_at=as_at)) is is_late


@pytest.mark.parametrize(
    ("as_at", "is_late"), [("2021-12-13", False), ("2021-12-14", True), (None, False)]
)
def test_a_change_that_has_come_and_nobody_told(as_at: str | None, is_late: bool) -> None:
    row = f"{ACCEPTED}, changes: 2021-12-13"
    assert said("EH606", row, as_at=as_at) == (
        [
            (
                "error: for open work, the change was on Monday 13 December 2021, and the family "
                "is not recorded as told"
            )
        ]
        if is_late
        else []
    )


@pytest.mark.parametrize(
    ("row", "is_late"),
    [
        ("route: close", True),
        ("worker_status: leaving", True),
        ("route: same worker, worker_status: confirmed", False),
        ("kind: plan", False),
    ],
)
def test_only_who_loses_worker_or_team_must_have_been_told(row: str, is_late: bool) -> None:
    assert bool(said("EH606", f"{row}, changes: 2021-11-30")) is is_late


def test_without_a_launch_it_is_not_known_whether_families_are_told_in_time() -> None:
    row = f"{ACCEPTED}, family_informed: 2021-12-14"
    assert said("EH606", row, row, milestones=VACATED) == [
        (
            "not known: the plan has no day for the launch, so it cannot be told whether families "
            "are told in time"
        )
    ]


@pytest.mark.parametrize(
    ("row", "is_late"),
    [
        ("route: close, planned_closure: 2022-01-04", False),
        ("route: close, planned_closure: 2022-01-05", True),
        ("route: close, planned_closure: 2022-01", False),
        ("route: close, planned_closure: 2022-01-05, receiving_team: north", False),
        ("route: same worker, planned_closure: 2022-01-05", False),
    ],
)
def test_the_team_has_ended_by_then(row: str, is_late: bool) -> None:
    assert bool(said("EH607", row)) is is_late


def test_a_closure_is_said_with_the_launch() -> None:
    assert said("EH607", "route: close, planned_closure: 2022-01-21") == [
        (
            "warning: open work to close on Friday 21 January 2022, after the launch on Tuesday 4 "
            "January 2022: the work would be open then without a team"
        )
    ]


def test_without_a_launch_it_is_not_known_whether_work_closes_before_it() -> None:
    row = "route: close, planned_closure: 2022-01-21"
    assert said("EH607", row, row, milestones=VACATED) == [
        (
            "not known: the plan has no day for the launch, so it cannot be told whether work "
            "closes before it"
        )
    ]


def test_a_post_at_its_limit_is_full_and_one_more_is_too_much() -> None:
    assert said("EH608", *many(6, ACCEPTED)) == []
    assert said("EH608", *many(7, ACCEPTED)) == [
        (
            "error: one post of North Team is to receive 7 pieces of open work (each place in "
            "a group counts), more than its limit of 6"
        )
    ]


def test_it_stands_once_at_the_first_row_over_the_limit() -> None:
    [finding] = findings(*many(9, ACCEPTED))
    assert (finding.code, finding.subjects) == ("EH608", ("north",))
    assert finding.place is not None
    assert finding.place.line == FIRST_ROW + 6


def test_a_group_counts_as_its_places() -> None:
    assert said("EH608", f"{ACCEPTED}, places: 6") == []
    assert len(said("EH608", f"{ACCEPTED}, places: 7")) == 1


def test_posts_of_two_teams_are_two_posts() -> None:
    south = ACCEPTED.replace("receiving_team: north", "receiving_team: south")
    assert said("EH608", *many(4, ACCEPTED), *many(4, south)) == []


def test_two_posts_over_their_limits_are_two_findings() -> None:
    other = ACCEPTED.replace("north-2", "north-3")
    assert len(said("EH608", *many(7, ACCEPTED), *many(7, other))) == 2


def test_what_closes_or_has_no_route_is_not_received() -> None:
    to = "receiving_team: north, receiving_post: north-2, places: 90"
    assert said("EH608", f"route: close, {to}", to) == []
    assert said("EH609", f"route: close, {to}", to) == []
    assert len(said("EH608", f"route: same worker, {to}")) == 1


def test_small_numbers_are_not_said() -> None:
    council = COUNCIL.replace("post_limit: 6", "post_limit: 3").replace("20", "2")
    four, five = many(4, ACCEPTED), many(5, ACCEPTED)
    fewer = "fewer than 5 pieces of open work (each place in a group counts)"
    assert fewer in said("EH608", *four, council=council)[0]
    assert fewer in said("EH609", *four, council=council)[0]
    assert "is to receive 5 pieces" in said("EH608", *five, council=council)[0]


def test_a_team_at_its_capacity_is_full_and_one_more_is_too_much() -> None:
    spread = [ACCEPTED.replace("north-2", f"north-{post}") for post in range(21)]
    assert findings(*spread[:20]) == []
    [finding] = findings(*spread)
    assert finding.message == (
        "North Team is to receive 21 pieces of open work (each place in a group counts), more than its "
        "capacity of 20"
    )
    assert (finding.code, finding.subjects) == ("EH609", ("north",))
    assert finding.place is not None
    assert finding.place.line == NORTH


def test_of_a_team_without_numbers_it_is_not_known() -> None:
    to_east = ACCEPTED.replace("receiving_team: north", "receiving_team: east")
    found = findings(to_east, to_east)
    assert [(finding.code, finding.severity) for finding in found] == [
        ("EH608", Severity.NOT_KNOWN),
        ("EH609", Severity.NOT_KNOWN),
    ]
    assert [finding.message for finding in found] == [
        ("East Team is to receive open work, but how much one of its posts can hold is not known"),
        "East Team is to receive open work, but how much it can take on is not known",
    ]


def test_of_a_team_that_nothing_goes_to_no_numbers_are_needed() -> None:
    assert findings(ACCEPTED) == []


def closing(*days: str) -> list[str]:
    return [f"route: close, planned_closure: {day}" for day in days]


def test_the_numbers_are_said() -> None:
    rows = closing("2021-11-01", "2021-12-01", *many(6, "2021-12-22"))
    assert said("EH610", *rows) == [
        (
            "warning: of the 8 closures planned for the 12 weeks before the launch on Tuesday 4 "
            "January 2022, 6 are planned for the last two weeks, which is more than half"
        )
    ]


def test_small_numbers_are_not() -> None:
    rows = closing("2021-11-01", *many(4, "2021-12-22"))
    [line] = said("EH610", *rows)
    assert "of the 5 closures" in line
    assert "fewer than 5 are planned for the last two weeks" in line


def test_fewer_than_five_are_not_bunched() -> None:
    assert said("EH610", *closing(*many(4, "2021-12-22"))) == []
    assert len(said("EH610", *closing(*many(5, "2021-12-22")))) == 1


def test_half_is_not_more_than_half() -> None:
    steady = many(5, "2021-11-01")
    assert said("EH610", *closing(*steady, *many(5, "2021-12-22"))) == []
    assert len(said("EH610", *closing(*steady, *many(6, "2021-12-22")))) == 1


@pytest.mark.parametrize(
    ("day", "is_bunched"),
    [
        ("2021-12-20", False),  # 15 days before the launch
        ("2021-12-21", True),
        ("2022-01-04", True),
        ("2022-01-05", False),
        ("end of 2021-12", False),
        ("2021-12-22 to 2021-12-24", True),
        ("2022-01-04 to 2022-01-05", False),
    ],
)
def test_the_last_two_weeks_are_certainly_meant(day: str, is_bunched: bool) -> None:
    assert bool(said("EH610", *closing(*many(5, day)))) is is_bunched


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2021-10-11", False),  # 85 days before the launch
        ("2021-10-12", True),
        ("2021-10", True),
        ("2022-01-05", False),
        ("2022-01-04 to 2022-01-05", True),
    ],
)
def test_closures_of_twelve_weeks_are_compared(day: str, counts: bool) -> None:
    """Five late ones are more than half of nine, but not of ten."""
    rows = closing(*many(4, "2021-11-01"), day, *many(5, "2021-12-22"))
    assert bool(said("EH610", *rows)) is not counts


def test_only_work_that_is_to_close_counts() -> None:
    row = "route: same worker, worker_status: confirmed, planned_closure: 2021-12-22"
    assert said("EH610", *many(5, row)) == []


def test_it_stands_once_at_the_first_late_closure_and_names_nobody() -> None:
    [finding] = findings(*closing("2021-11-01", *many(6, "2021-12-22")))
    assert finding.subjects == ()
    assert finding.place is not None
    assert finding.place.line == FIRST_ROW + 1


def test_without_a_launch_another_finding_says_so() -> None:
    found = findings(*closing(*many(6, "2021-12-22")), milestones=VACATED)
    assert [finding.code for finding in found] == ["EH607"]


IN_ELM_ROAD = "setting: elm-road, worker_status: confirmed"


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ("kind: plan", "no route is known"),
        ("planned_closure: 2021-12-13", None),
        ("planned_closure: 2021-12-14", "no route is known"),
        (
            "route: same worker",
            "the work is to go on with the same worker, and no other place is named",
        ),
        ("route: same worker, planned_closure: 2021-12-13", None),
        (
            "route: same worker, planned_closure: 2021-12-14",
            "the work is to go on with the same worker, and no other place is named",
        ),
        ("route: same worker, receiving_team: north", None),
        ("route: close, planned_closure: 2021-12-13", None),
        ("route: close, planned_closure: 2021-12", None),
        (
            "route: close, planned_closure: 2021-12-14",
            "planned to close only on Tuesday 14 December 2021",
        ),
        ("route: transfer, receiving_team: north", None),
        (
            "route: transfer, receiving_team: south",
            ("the base of the team that receives the work closes too, on Monday 13 December 2021"),
        ),
        ("route: transfer, receiving_team: south, planned_closure: 2021-12-13", None),
    ],
)
def test_the_work_ends_first_or_goes_on_in_a_place_that_stays(row: str, lacks: str | None) -> None:
    closes = "error: open work in a building that closes on Monday 13 December 2021"
    assert said("EH611", f"{IN_ELM_ROAD}, {row}") == ([f"{closes}: {lacks}"] if lacks else [])


def test_work_of_a_building_that_closes_first_ends_with_its_teams_base() -> None:
    """Elm Road closes on 13 December, the base of South not before the 17th."""
    milestones = f"{LAUNCH}{VACATED}".replace("week of 2021-12-13", "2021-12-17")
    council = COUNCIL.replace("base: elm-road", "base: yew-court")
    to_south = f"{IN_ELM_ROAD}, route: transfer, receiving_team: south"
    for day, number in (("2021-12-17", 0), ("2021-12-18", 1)):
        row = f"{to_south}, planned_closure: {day}"
        assert len(said("EH611", row, milestones=milestones, council=council)) == number


@pytest.mark.parametrize("setting", ["home", "oak-lane", "fir-walk"])
def test_a_place_that_stays_is_no_trouble(setting: str) -> None:
    row = f"setting: {setting}, route: same worker, worker_status: confirmed"
    assert findings(row) == []


def test_where_nobody_says_when_it_closes_it_is_not_known() -> None:
    row = "setting: ash-grove, route: same worker, worker_status: confirmed"
    [finding] = findings(row, row)
    assert (finding.code, finding.severity) == ("EH611", Severity.NOT_KNOWN)
    assert finding.message == (
        "it is not known until when Ash Grove Centre stays open, so it cannot be told whether "
        "open work has a place to go on"
    )
    assert finding.subjects == ("ash-grove",)


def test_a_closing_day_that_is_not_known_is_asked_only_where_it_matters() -> None:
    assert findings(f"setting: ash-grove, {ACCEPTED}") == []


@pytest.mark.parametrize(
    ("team", "message", "subject"),
    [
        ("east", "it is not known where East Team is based", "east"),
        ("west", "it is not known until when Ash Grove Centre stays open", "ash-grove"),
    ],
)
def test_where_the_receiving_teams_base_is_not_known_it_is_not_known(
    team: str, message: str, subject: str
) -> None:
    row = f"{IN_ELM_ROAD}, route: transfer, receiving_team: {team}"
    [finding] = [item for item in findings(row, row) if item.code == "EH611"]
    assert finding.severity is Severity.NOT_KNOWN
    assert finding.message == (
        f"{message}, so it cannot be told whether open work has a place to go on"
    )
    assert finding.subjects == (subject,)


LEAVES = "setting: home, worker_status: leaving, worker_last_day: 2021-12-10"


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ("kind: plan", "no route is known"),
        ("planned_closure: 2021-12-10", None),
        ("route: same worker", "the work is to go on with the same worker"),
        ("route: same worker, planned_closure: 2021-12-10", None),
        (
            "route: same worker, planned_closure: 2021-12-11",
            "the work is to go on with the same worker",
        ),
        ("route: close, planned_closure: 2021-12-10", None),
        (
            "route: close, planned_closure: 2021-12-13",
            "planned to close only on Monday 13 December 2021",
        ),
        ("route: close, planned_closure: 2021-12-13, receiving_team: north", None),
        ("route: close, planned_closure: 2021-12", None),
        (ACCEPTED, None),
    ],
)
def test_the_work_ends_first_or_somebody_else_takes_it_on(row: str, lacks: str | None) -> None:
    leaves = "error: open work whose worker leaves on Friday 10 December 2021"
    assert said("EH612", f"{LEAVES}, {row}") == ([f"{leaves}: {lacks}"] if lacks else [])


def test_work_can_end_on_the_friday_of_the_week_in_which_its_worker_leaves() -> None:
    row = "worker_status: leaving, worker_last_day: week of 2021-12-06, route: close"
    assert said("EH612", f"{row}, planned_closure: 2021-12-10") == []
    assert len(said("EH612", f"{row}, planned_closure: 2021-12-11")) == 1


def test_without_a_last_day_it_is_not_known() -> None:
    assert said("EH612", f"{ACCEPTED}, worker_status: leaving") == [
        "not known: open work whose worker is leaving: the worker's last day is not known"
    ]


def test_a_worker_at_risk_may_not_be_the_same_worker_for_long() -> None:
    assert said("EH612", "route: same worker, worker_status: at risk") == [
        "warning: open work to go on with the same worker, whose post is at risk"
    ]


def test_a_worker_at_risk_can_hand_work_over() -> None:
    assert said("EH612", f"{ACCEPTED}, worker_status: at risk") == []


def test_a_worker_who_stays_is_no_trouble() -> None:
    row = "route: same worker, worker_status: confirmed, worker_last_day: 2021-12-10"
    assert said("EH612", row) == []


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("EH603", "worker_last_day: week of 2021-12-06, handover_meeting: week of 2021-12-20"),
        ("EH604", "setting: yew-court, handover_meeting: 2021-12-27 to 2021-12-30"),
        ("EH606", "changes: week of 2021-12-06, family_informed: week of 2021-12-20"),
        ("EH607", "route: close, planned_closure: week of 2022-01-17"),
    ],
)
def test_days_that_are_not_exact_are_apart_by_what_is_certain(code: str, row: str) -> None:
    """From the last day that the one can mean to the first of the other."""
    certain = {"EH603": 10, "EH604": 10, "EH606": 10, "EH607": 13}
    [finding] = [finding for finding in findings(row) if finding.code == code]
    assert finding.short_by_days == certain[code]


def test_no_message_holds_a_token_a_post_or_any_word_of_a_row() -> None:
    """Each row has something wrong, and words of its own that must not be repeated."""
    private = "team: west, worker: secret-worker"
    post = "receiving_post: secret-post"
    found = findings(
        f"{private}, kind: plan, setting: elm-road",
        f"{private}, {post}, route: transfer, receiving_team: north",
        f"{private}, {post}, places: 99, route: transfer, receiving_team: north, "
        "setting: elm-road, handover_meeting: 2021-12-18, worker_last_day: 2021-12-10, "
        "family_informed: 2022-01-10",
        f"{private}, worker_status: leaving, worker_last_day: 2021-12-10, route: same worker",
        *many(6, f"{private}, route: close, planned_closure: 2021-12-22"),
        f"{private}, route: close, planned_closure: 2022-02-01",
        f"{private}, changes: 2021-11-01, worker_status: leaving, setting: elm-road",
    )
    codes = {finding.code for finding in found}
    assert codes == {f"EH6{number:02}" for number in range(1, 13)}
    for finding in found:
        words = f"{finding.message} {finding.subjects} {finding.chain}"
        for word in ("k00", "secret", "west", "elm-road"):
            assert word not in words
        is_of_a_team = finding.code in ("EH608", "EH609")
        assert finding.subjects == (("north",) if is_of_a_team else ())


def test_ten_thousand_rows_take_well_under_a_second() -> None:
    rows = "\n".join(
        f"  - {{ref: k{number}, {HEALTHY[number % len(HEALTHY)]}}}" for number in range(10_000)
    )
    text = f"{HEAD}as_at: 2021-12-01\nmilestones:\n  {LAUNCH}{VACATED}\n{COUNCIL}\ncases:\n{rows}\n"
    plan = parse(text.encode())
    schedule = solve_plan(plan)
    entries = [code for code in all_codes() if code.code.startswith("EH6")]
    checks = [(code.function, codes.say(code)) for code in entries]
    started = time.perf_counter()
    found = [finding for ask, say in checks for finding in cast(Check, ask)(plan, schedule, say)]
    assert time.perf_counter() - started < 1
    assert {finding.code for finding in found} == {"EH608", "EH609"}
