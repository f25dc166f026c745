"""Can posts and teams hold the work that they are to receive?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, Lines, Said


def test_a_post_at_its_limit_is_full_and_one_more_is_too_much(said: Said, accepted: str) -> None:
    assert said("EH608", *[accepted] * 6) == []
    assert said("EH608", *[accepted] * 7) == [
        (
            "error: one post of North Team is to receive 7 pieces of open work (each place in "
            "a group counts), more than its limit of 6"
        )
    ]


def test_it_stands_once_at_the_first_row_over_the_limit(
    findings: Findings, accepted: str, lines: Lines
) -> None:
    [finding] = findings(*[accepted] * 9)
    assert (finding.code, finding.subjects) == ("EH608", ("north",))
    assert finding.place is not None
    assert finding.place.line == lines.first_row + 6


def test_a_group_counts_as_its_places(said: Said, accepted: str) -> None:
    assert said("EH608", f"{accepted}, places: 6") == []
    assert len(said("EH608", f"{accepted}, places: 7")) == 1


def test_posts_of_two_teams_are_two_posts(said: Said, accepted: str) -> None:
    south = accepted.replace("receiving_team: north", "receiving_team: south")
    assert said("EH608", *[accepted] * 4, *[south] * 4) == []


def test_two_posts_over_their_limits_are_two_findings(said: Said, accepted: str) -> None:
    other = accepted.replace("north-2", "north-3")
    assert len(said("EH608", *[accepted] * 7, *[other] * 7)) == 2


def test_what_closes_or_has_no_route_is_not_received(said: Said) -> None:
    to = "receiving_team: north, receiving_post: north-2, places: 90"
    assert said("EH608", f"route: close, {to}", to) == []
    assert said("EH609", f"route: close, {to}", to) == []
    assert len(said("EH608", f"route: same worker, {to}")) == 1


def test_what_a_team_receives_to_close_it_is_received(said: Said) -> None:
    """It is open after the launch, and its new team has it until the end of February."""
    to = "receiving_team: north, receiving_post: north-2, places: 90"
    row = f"route: close, planned_closure: 2022-02-25, {to}"
    assert len(said("EH608", row)) == 1
    assert len(said("EH609", row)) == 1


def test_a_group_without_its_places_may_be_too_many(said: Said, accepted: str) -> None:
    """It counts as one, so the team is over its capacity only if the others are too many."""
    group = f"kind: group, {accepted}"
    spread = [accepted.replace("north-2", f"north-{post}") for post in range(20)]
    assert said("EH609", group, group) == [
        (
            "not known: North Team is to receive a group, but how many places that has is not "
            "known, and so whether it has room"
        )
    ]
    assert said("EH609", f"{group}, places: 4") == []
    [line] = said("EH609", group, *spread)
    assert line.startswith("error: North Team is to receive 21 pieces")


def test_small_numbers_are_not_said(said: Said, accepted: str, council: str) -> None:
    small = council.replace("post_limit: 6", "post_limit: 3").replace("20", "2")
    four, five = [accepted] * 4, [accepted] * 5
    fewer = "fewer than 5 pieces of open work (each place in a group counts)"
    assert fewer in said("EH608", *four, council=small)[0]
    assert fewer in said("EH609", *four, council=small)[0]
    assert "is to receive 5 pieces" in said("EH608", *five, council=small)[0]


def test_a_team_at_its_capacity_is_full_and_one_more_is_too_much(
    findings: Findings, accepted: str, lines: Lines
) -> None:
    spread = [accepted.replace("north-2", f"north-{post}") for post in range(21)]
    assert findings(*spread[:20]) == []
    [finding] = findings(*spread)
    assert finding.message == (
        "North Team is to receive 21 pieces of open work (each place in a group counts), more than its "
        "capacity of 20"
    )
    assert (finding.code, finding.subjects) == ("EH609", ("north",))
    assert finding.place is not None
    assert finding.place.line == lines.north


def test_of_a_team_without_numbers_it_is_not_known(findings: Findings, accepted: str) -> None:
    to_east = accepted.replace("receiving_team: north", "receiving_team: east")
    found = findings(to_east, to_east)
    assert [(finding.code, finding.severity) for finding in found] == [
        ("EH608", Severity.NOT_KNOWN),
        ("EH609", Severity.NOT_KNOWN),
    ]
    assert [finding.message for finding in found] == [
        ("East Team is to receive open work, but how much one of its posts can hold is not known"),
        "East Team is to receive open work, but how much it can take on is not known",
    ]


def test_of_a_team_that_nothing_goes_to_no_numbers_are_needed(
    findings: Findings, accepted: str
) -> None:
    assert findings(accepted) == []
