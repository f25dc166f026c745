"""What does the time between cost: no place, no keeper, the rent?"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from earlyhelp import Finding
from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.properties.conftest import Elm, Find

#: Of what each centre costs: what is found.
Held = Callable[..., list[Finding]]
#: Of what the row of a centre says: what is found.
Told = Callable[[str], list[Finding]]

LAUNCH = "milestones:\n  offer.launch: {on: 2022-01-04}\n"


@pytest.fixture
def held(find: Find) -> Held:
    """What is found of as many centres that cost this a month."""

    def run(*costs: str) -> list[Finding]:
        rows = "".join(
            f"  - {{id: c-{number}, future: surplus, {cost}}}\n"
            for number, cost in enumerate(costs, start=1)
        )
        steps = "steps: {handed_over: {}, accepted: {}}"
        return find(
            "EH409", f"as_at: 2021-12-20\nworkflows:\n  w: {{{steps}}}\nproperties:\n{rows}"
        )

    return run


@pytest.fixture
def told(find: Find, handover: str) -> Told:
    """What is found of a centre that says nothing else."""

    def run(says: str) -> list[Finding]:
        row = f"properties:\n  - {{id: elm, name: Elm Road, future: surplus, {says}}}\n"
        return find("EH411", f"as_at: 2021-09-17\n{handover}{row}")

    return run


# EH407: the service has a place until the new one begins


@pytest.mark.parametrize(("ends", "gap"), [("2022-01-04", []), ("2022-01-03", [1])])
@pytest.mark.parametrize("step", ["service_ended", "vacated"])
def test_a_service_ends_before_the_launch(elm: Elm, step: str, ends: str, gap: list[int]) -> None:
    found = elm("EH407", f"{step}: {ends}", also=LAUNCH)
    assert gap == [finding.short_by_days for finding in found]


def test_a_gap_is_said_with_its_days_and_the_closures_in_it(elm: Elm) -> None:
    closures = """
    closures:
      - {days: 2021-12-08 to 2021-12-10, name: staff training}
      - {days: 2021-12-09, name: day before}
      - {days: 2021-12-29 to 2022-01-05, name: Christmas closure}
      - {days: 2022-01-03, name: moving day}
      - {days: 2022-01-04, name: opening day}
    """
    also = LAUNCH + dedent(closures)
    [finding] = elm("EH407", "service_ended: 2021-12-10, vacated: 2021-12-15", also=also)
    expected = (
        "Elm Road has no interim venue: its service ends on Friday 10 December 2021 and the new "
        "service begins on Tuesday 4 January 2022, which leaves 25 calendar days without a place, "
        "with the staff training (10 December 2021), the Christmas closure (29 December 2021 to "
        "3 January 2022) and the moving day (3 January 2022) among them"
    )
    assert expected == finding.message
    assert finding.severity is Severity.WARNING


def test_a_property_whose_service_has_no_day_is_taken_as_vacated(elm: Elm) -> None:
    [finding] = elm("EH407", "vacated: 2021-12-10", also=LAUNCH)
    assert "Elm Road has no interim venue: it is vacated on Friday 10 December" in finding.message


def test_a_service_with_an_interim_venue_has_a_place(elm: Elm) -> None:
    assert not elm("EH407", "service_ended: 2021-12-10, interim_venue: church hall", also=LAUNCH)


def test_a_launch_that_is_only_roughly_known_leaves_a_gap_at_the_least(elm: Elm) -> None:
    launch = "milestones:\n  offer.launch: {expected: week of 2022-01-10}"
    [finding] = elm("EH407", "service_ended: 2022-01-07", also=launch)
    assert "which leaves at least 3 calendar days without" in finding.message
    assert not elm("EH407", "service_ended: 2022-01-10", also=launch)
    closed = "closures:\n  - {days: 2021-12-15, name: staff day}\n"
    [finding] = elm("EH407", "service_ended: 2021-12", also=LAUNCH + closed)
    assert finding.message.endswith("which leaves at least 4 calendar days without a place")
    assert not elm("EH407", "service_ended: 2022-01", also=LAUNCH)


@pytest.mark.parametrize("own", ["", ", expected: end of 2022-01"])
def test_a_launch_without_a_day_begins_as_early_as_it_can(elm: Elm, own: str) -> None:
    launch = f"milestones:\n  offer.launch: {{not_before: 2022-01-04{own}}}"
    [finding] = elm("EH407", "service_ended: 2022-01-03", also=launch)
    expected = (
        "the new service can begin on Tuesday 4 January 2022 at the earliest, which leaves at "
        "least 1 calendar day without a place"
    )
    assert expected in finding.message


def test_without_a_launch_there_is_no_gap(find: Find, elm: Elm, handover: str) -> None:
    assert not elm("EH407", "service_ended: 2021-12-10")
    nobody_knows = f"""
    milestones:
      offer.launch: {{}}
    {handover.replace(chr(10), chr(10) + "    ")}
    properties:
      - {{id: elm, future: surplus, service_ended: 2021-12-10}}
    """
    assert not find("EH407", nobody_knows)


# EH409: what waiting costs


def test_the_cost_of_all_is_said_once_with_what_is_not_known(held: Held) -> None:
    [finding] = held("", 'monthly_cost: "£1,500"', "monthly_cost: 2200.50", "")
    expected = (
        "holding 2 properties after the handover costs about £3,701 a month, and each day of delay "
        "about £122; 2 more properties have no figure"
    )
    assert expected == finding.message
    assert finding.severity is Severity.NOTE
    assert finding.subjects == ("c-1", "c-2", "c-3", "c-4")
    assert finding.place is not None
    assert finding.place.line == 10


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        (("monthly_cost: 365",), "holding 1 property after the handover costs £365 a month"),
        (("monthly_cost: 365",), "each day of delay about £12"),
        (("monthly_cost: 12.49",), "costs about £12 a month"),
        (("monthly_cost: 12.50",), "costs about £13 a month"),
        (("monthly_cost: 1", ""), "; 1 more property has no figure"),
    ],
)
def test_amounts_are_said_to_the_nearest_pound(
    held: Held, costs: tuple[str, ...], said: str
) -> None:
    [finding] = held(*costs)
    assert said in finding.message


def test_without_any_figure_nothing_is_said(find: Find, held: Held) -> None:
    assert not held("", "")
    assert not find("EH409", "properties:\n  - {id: elm, future: surplus, monthly_cost: 100}\n")


@pytest.mark.parametrize(
    ("disposed", "is_held"), [("2021-12-20", False), ("2021-12-21", True), ("2021-12", True)]
)
def test_what_is_disposed_of_costs_nothing_more(held: Held, disposed: str, is_held: bool) -> None:
    assert is_held is bool(held(f"monthly_cost: 100, disposed: {disposed}"))


# EH411: the Assets Team knows


@pytest.mark.parametrize(("day", "late"), [("2021-12-10", []), ("2021-12-11", [1])])
@pytest.mark.parametrize("state", ["vacated", "handed_over"])
def test_the_assets_team_is_told_by_the_day_that_a_property_is_empty(
    told: Told, state: str, day: str, late: list[int]
) -> None:
    found = told(f"{state}: 2021-12-10, notified: {day}")
    assert late == [finding.short_by_days for finding in found]


def test_an_empty_building_that_the_service_stays_responsible_for(told: Told) -> None:
    [finding] = told("vacated: 2021-12-06, handed_over: 2021-12-15, notified: 2021-12-10")
    expected = (
        "Elm Road: vacated on Monday 6 December 2021, but the Assets Team is told only on Friday "
        "10 December 2021: the service stays responsible for an empty building for 4 days"
    )
    assert expected == finding.message
    assert finding.severity is Severity.WARNING


def test_a_property_that_is_left_and_nobody_says_when_the_team_is_told(told: Told) -> None:
    [finding] = told("handed_over: 2021-12-15")
    expected = (
        "Elm Road: handed over on Wednesday 15 December 2021, but no day says when the Assets Team "
        "is told, and until then the service stays responsible for it"
    )
    assert expected == finding.message
    assert finding.severity is Severity.WARNING


def test_where_neither_has_a_day_it_is_not_known(told: Told) -> None:
    [finding] = told("")
    expected = (
        "from when the Assets Team is responsible for Elm Road is not known: no day says when it "
        "is vacated, and none when the team is told"
    )
    assert expected == finding.message
    assert finding.severity is Severity.NOT_KNOWN


def test_the_team_is_told_in_time_or_has_accepted_or_there_is_nothing_to_leave(
    find: Find, told: Told
) -> None:
    assert not told("notified: 2021-09-10")
    says = "'done:handed_over': 2021-09-14, 'done:accepted': 2021-09-15"
    assert not told(says)
    assert told(f"{says}, 'done:vacated': 2021-09-13, notified: 2021-09-16")
    assert not find("EH411", "properties:\n  - {id: elm, future: surplus}\n")


@pytest.mark.parametrize("step", ["vacated", "handed_over"])
def test_a_workflow_can_have_only_one_of_the_two_steps(find: Find, step: str) -> None:
    found = find(
        "EH411",
        f"""
        workflows:
          handover: {{steps: {{{step}: {{}}}}}}
        properties:
          - {{id: elm, future: surplus}}
          - {{id: oak, future: surplus, {step}: 2021-12-13}}
        """,
    )
    assert [finding.severity for finding in found] == [Severity.NOT_KNOWN, Severity.WARNING]
