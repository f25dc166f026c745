"""Why does this case go to that team, or to none?"""

from __future__ import annotations

import pytest

from earlyhelp.allocation import Keeps, Proposal, allocate
from earlyhelp.model import Plan
from earlyhelp.model.registers import Registers


@pytest.fixture
def proposal(plan: Plan) -> Proposal:
    """What is proposed for the plan in the test's docstring."""
    assert plan.registers is not None
    return allocate(plan.registers)


def told(proposal: Proposal) -> list[str]:
    """Each placement in a few words."""
    return [
        " ".join((f"{one.case.ref} to {one.team.id}", *(f"({keep.value})" for keep in one.keeps)))
        for one in proposal.placements
    ]


def reasons(proposal: Proposal) -> dict[str, str]:
    return {unplaced.case.ref: unplaced.reason for unplaced in proposal.unplaced}


def test_the_same_team_comes_before_the_same_place(proposal: Proposal) -> None:
    """
    properties: [{id: hub, future: retained}, {id: annexe, future: retained}]
    teams:
      - {id: north, base: hub, capacity: 3}
      - {id: south, base: annexe, capacity: 2}
    cases:
      - {ref: k1, team: south, setting: hub, route: transfer}
      - {ref: k2, setting: hub}
      - {ref: k3, team: north, setting: hub}
      - {ref: k4, team: south, setting: home}
      - {ref: k5, team: south, setting: annexe}
    """
    # South has room for two of its own three. K5 keeps its place there too. So one of the
    # other two must go, and only k1 keeps its place by going.
    assert told(proposal) == [
        "k1 to north (the same place)",
        "k2 to north (the same place)",
        "k3 to north (the same team) (the same place)",
        "k4 to south (the same team)",
        "k5 to south (the same team) (the same place)",
    ]
    assert proposal.unplaced == ()


def test_to_place_more_work_comes_before_the_same_team(proposal: Proposal) -> None:
    """
    teams:
      - {id: north, capacity: 6}
      - {id: south, capacity: 9}
    cases:
      - {ref: k1, team: south, kind: group, places: 6}
      - {ref: k2, team: north, kind: group, places: 5}
      - {ref: k3, team: south, kind: waiting list, places: 4}
    """
    # With its own team, k1 would leave 3 in the south, 1 in the north, and k3 with nobody.
    assert told(proposal) == [
        "k1 to north",
        "k2 to south",
        "k3 to south (the same team)",
    ]


def test_only_open_work_that_is_to_move_and_has_no_team_is_placed(proposal: Proposal) -> None:
    """
    teams:
      - {id: north, capacity: 5}
    cases:
      - {ref: k1, route: close}
      - {ref: k2, route: same worker}
      - {ref: k3, route: transfer, receiving_team: north}
      - {ref: k4, receiving_team: north, places: 2, kind: group}
      - {ref: k5, receiving_team: north, closed: 2021-09-01}
      - {ref: k6, closed: 2021-09-01}
      - {ref: k7, route: transfer}
      - {ref: k8}
    """
    assert told(proposal) == ["k7 to north", "k8 to north"]
    assert proposal.unplaced == ()
    assert dict(proposal.left) == {"north": 0}


def test_teams_are_filled_evenly_for_their_size(proposal: Proposal) -> None:
    """
    teams:
      - {id: small, capacity: 4}
      - {id: large, capacity: 8}
      - {id: busy, capacity: 4}
    cases:
      - {ref: k0, receiving_team: busy, places: 2}
      - {ref: k1}
      - {ref: k2}
      - {ref: k3}
      - {ref: k4}
      - {ref: k5}
      - {ref: k6}
    """
    # Half of each: two of four, four of eight, and what was there of the busy one's four.
    assert dict(proposal.left) == {"small": 2, "large": 4, "busy": 2}


def test_one_percent_counts_for_more_than_the_order_of_rows(proposal: Proposal) -> None:
    """
    teams:
      - {id: north, capacity: 100}
      - {id: south, capacity: 100}
      - {id: east, capacity: 100}
    cases:
      - {ref: k0, receiving_team: north}
      - {ref: k1}
      - {ref: k2}
    """
    assert told(proposal) == ["k1 to south", "k2 to east"]


def test_a_group_keeps_its_team_where_that_leaves_nobody_out(proposal: Proposal) -> None:
    """
    teams:
      - {id: north, capacity: 10}
      - {id: south, capacity: 6}
    cases:
      - {ref: k1, team: north, kind: group, places: 6}
    """
    # The south would be filled to the last place, but that is no end in itself.
    assert told(proposal) == ["k1 to north (the same team)"]


def test_of_two_groups_of_a_team_the_one_that_keeps_its_place_by_going_goes(
    proposal: Proposal,
) -> None:
    """
    properties: [{id: hub, future: retained}, {id: annexe, future: retained}]
    teams:
      - {id: north, base: hub, capacity: 6}
      - {id: south, base: annexe, capacity: 9}
    cases:
      - {ref: k1, team: south, setting: hub, kind: group, places: 5}
      - {ref: k2, team: south, setting: annexe, kind: group, places: 5}
    """
    assert told(proposal) == [
        "k1 to north (the same place)",
        "k2 to south (the same team) (the same place)",
    ]


def test_those_who_keep_nothing_take_what_is_left_in_the_order_of_rows(
    proposal: Proposal,
) -> None:
    """
    properties: [{id: hub, future: retained}]
    teams:
      - {id: north, base: hub, capacity: 1}
      - {id: south, capacity: 1}
      - {id: east, capacity: 1}
    cases:
      - {ref: k1, setting: hub}
      - {ref: k2, setting: home}
      - {ref: k3, setting: hub}
      - {ref: k4, team: north}
    """
    # K4 keeps its team, so the hub has no room for the other two who are seen there.
    assert told(proposal) == ["k1 to south", "k2 to east", "k4 to north (the same team)"]
    assert reasons(proposal) == {"k3": "no team has room left for it"}


def test_a_tie_goes_to_the_case_and_the_team_that_stand_first(proposal: Proposal) -> None:
    """
    properties: [{id: hub, future: retained}]
    teams:
      - {id: north, capacity: 1}
      - {id: south, capacity: 1}
    cases:
      - {ref: k1}
      - {ref: k2, setting: home}
      - {ref: k3, setting: hub}
    """
    assert told(proposal) == ["k1 to north", "k2 to south"]
    assert [unplaced.case.ref for unplaced in proposal.unplaced] == ["k3"]


def test_one_case_goes_to_the_first_of_equal_teams(proposal: Proposal) -> None:
    """
    teams:
      - {id: south, capacity: 3}
      - {id: north, capacity: 3}
    cases: [{ref: k1}]
    """
    assert told(proposal) == ["k1 to south"]


def test_among_equally_full_teams_the_first_is_chosen_wherever_others_go(
    proposal: Proposal,
) -> None:
    """
    properties: [{id: hub, future: retained}]
    teams:
      - {id: north, capacity: 8}
      - {id: south, base: hub, capacity: 9}
      - {id: east, capacity: 2}
    cases:
      - {ref: k1, team: east, setting: hub}
      - {ref: k2}
    """
    assert told(proposal) == ["k1 to east (the same team)", "k2 to north"]


def test_a_team_that_was_given_too_much_has_no_room(proposal: Proposal) -> None:
    """
    teams:
      - {id: north, capacity: 1}
    cases:
      - {ref: k1, receiving_team: north, places: 3}
      - {ref: k2}
    """
    assert dict(proposal.left) == {"north": 0}
    assert reasons(proposal) == {"k2": "no team has room left for it"}


def test_reasons_say_which_teams_were_not_counted(proposal: Proposal) -> None:
    """
    properties: [{id: elm, future: surplus}, {id: oak, future: lease}]
    teams:
      - {id: north, capacity: 3}
      - {id: south}
      - {id: east, base: elm, capacity: 90}
      - {id: west, base: oak}
      - {id: old, capacity: 90, ends: 2021-12-17}
    cases:
      - {ref: k1, kind: group, places: 8}
      - {ref: k2}
      - {ref: k3}
      - {ref: k4}
      - {ref: k5}
    """
    rest = (
        "(not counted: 1 team whose capacity is not known"
        " and 1 team to end and 2 teams based in a building that is not retained)"
    )
    assert reasons(proposal) == {
        "k1": f"no team has room left for all its 8 places together {rest}",
        "k5": f"no team has room left for it {rest}",
    }
    assert dict(proposal.left) == {"north": 0, "south": None, "east": 0, "west": 0, "old": 0}


def test_a_group_of_nobody_knows_how_many_is_not_taken_for_one_child(proposal: Proposal) -> None:
    """
    teams:
      - {id: north, capacity: 1}
    cases:
      - {ref: k1, kind: group}
      - {ref: k2, kind: waiting list}
    """
    assert told(proposal) == ["k2 to north"]
    why = "how many places the group has is not known, and so whether a team has room for it"
    assert reasons(proposal) == {"k1": why}


def test_a_team_that_receives_such_a_group_may_have_no_room_left(proposal: Proposal) -> None:
    """
    teams:
      - {id: north, capacity: 9}
      - {id: south, capacity: 1}
      - {id: east, capacity: 1}
    cases:
      - {ref: k1, kind: group, receiving_team: north}
      - {ref: k2, kind: group, receiving_team: south}
      - {ref: k3, receiving_team: south}
      - {ref: k4}
      - {ref: k5}
    """
    # The south has too much even if the group has a single place.
    assert dict(proposal.left) == {"north": None, "south": 0, "east": 0}
    assert told(proposal) == ["k4 to east"]
    why = "(not counted: 1 team to receive a group whose places are not known)"
    assert reasons(proposal) == {"k5": f"no team has room left for it {why}"}


def test_where_no_capacity_is_known_the_reason_says_so(proposal: Proposal) -> None:
    """
    teams: [{id: north}, {id: south}]
    cases: [{ref: k1}]
    """
    assert reasons(proposal) == {
        "k1": "no team is known to have room for it"
        " (not counted: 2 teams whose capacity is not known)"
    }


def test_without_any_team_there_is_nothing_to_propose(proposal: Proposal) -> None:
    """
    cases: [{ref: k1}]
    """
    assert reasons(proposal) == {"k1": "there is no team to receive it"}
    assert allocate(Registers()) == Proposal(placements=(), unplaced=(), left={})


def test_what_is_kept_is_said_in_the_words_people_use() -> None:
    assert [keep.value for keep in Keeps] == ["the same team", "the same place"]
