"""Do the states of a property that is left come in their order?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.properties.conftest import Ask, Elm, Find


def test_a_healthy_plan_gets_no_finding(ask: Ask, handover: str) -> None:
    assert not ask(f"""\
as_at: 2021-12-17
milestones:
  assets.last_handover: {{expected: 2021-12-20}}
  offer.launch: {{on: 2022-01-04}}
{handover}
    limits:
      - no more than 1 out a week
properties:
  - {{id: ash, future: retained, capacity: 4}}
  - id: elm
    name: Elm Road
    future: surplus
    notified: 2021-09-10
    interim_venue: village hall
    done:service_ended: 2021-12-03
    done:records_swept: 2021-12-06
    evidence:records_swept: sweep certificate of 6 December
    done:vacated: 2021-12-06
    done:handed_over: 2021-12-08
    done:accepted: 2021-12-10
  - id: oak
    name: Oak Lane
    future: lease
    notified: 2021-09-10
    interim_venue: Ash
    service_ended: 2021-12-17
    records_swept: 2021-12-20
    vacated: 2021-12-20
    handed_over: 2021-12-20
    accepted: 2021-12-22
partners:
  - {{id: nursery, name: Seashell Nursery}}
occupations:
  - {{property: oak, partner: nursery, out: 2021-12-20, extension: refused, extended_to: 2022-03-31}}
""")


def test_a_retained_property_has_nothing_to_leave(ask: Ask) -> None:
    assert not ask("""
    as_at: 2021-09-17
    milestones:
      assets.last_handover: {expected: 2021-12-01}
      offer.launch: {on: 2022-01-04}
    workflows:
      handover: {steps: {vacated: {}, handed_over: {}}}
    properties:
      - {id: ash, future: retained, vacated: 2021-12-20, handed_over: 2021-12-10, monthly_cost: 9}
      - {id: fir, future: retained}
    """)


# EH401: the states come in their order


@pytest.mark.parametrize(
    ("says", "message"),
    [
        (
            "service_ended: 2021-12-10, vacated: 2021-12-09",
            (
                "Elm Road: vacated on Thursday 9 December 2021, but its service ends only on "
                "Friday 10 December 2021, 1 day later"
            ),
        ),
        (
            "vacated: 2021-12-10, handed_over: 2021-12-09",
            (
                "Elm Road: handed over on Thursday 9 December 2021, but vacated only on "
                "Friday 10 December 2021, 1 day later"
            ),
        ),
        (
            "handed_over: 2021-12-10, accepted: 2021-12-06",
            (
                "Elm Road: accepted on Monday 6 December 2021, but handed over only on "
                "Friday 10 December 2021, 4 days later"
            ),
        ),
        (
            "accepted: 2021-12-10, disposed: 2021-12-09",
            (
                "Elm Road: disposed of on Thursday 9 December 2021, but accepted only on "
                "Friday 10 December 2021, 1 day later"
            ),
        ),
        (
            "handed_over: 2021-12-10, disposed: 2021-12-09",
            (
                "Elm Road: disposed of on Thursday 9 December 2021, but handed over only on "
                "Friday 10 December 2021, 1 day later"
            ),
        ),
    ],
)
def test_a_state_before_the_one_that_it_follows(elm: Elm, says: str, message: str) -> None:
    [finding] = elm("EH401", says)
    assert message == finding.message
    assert finding.severity is Severity.ERROR
    assert finding.subjects == ("elm",)


def test_two_states_can_fall_on_one_day(elm: Elm) -> None:
    day = "2021-12-10"
    says = f"service_ended: {day}, vacated: {day}, handed_over: {day}, accepted: {day}"
    assert not elm("EH401", f"{says}, disposed: {day}")


def test_a_state_without_a_day_does_not_hide_the_order_of_the_others(elm: Elm) -> None:
    [finding] = elm("EH401", "service_ended: 2021-12-10, handed_over: 2021-12-08")
    assert finding.short_by_days == 2


def test_each_state_is_compared_with_the_last_day_of_all_before_it(elm: Elm) -> None:
    """It is vacated only after both others, though these two are in their order."""
    says = "vacated: 2021-12-20, handed_over: 2021-12-08, accepted: 2021-12-10"
    assert [finding.short_by_days for finding in elm("EH401", says)] == [12, 10]


def test_of_two_states_on_one_day_the_nearer_is_said(elm: Elm) -> None:
    says = "vacated: 2021-12-10, handed_over: 2021-12-10, accepted: 2021-12-08"
    [finding] = elm("EH401", says)
    assert "but handed over only on Friday 10 December 2021" in finding.message


@pytest.mark.parametrize(
    ("vacated", "handed_over", "short_by"),
    [
        ("week of 2021-12-13", "2021-12-13", None),
        ("week of 2021-12-13", "2021-12-12", 1),
        ("2021-12-17", "week of 2021-12-13", None),
        ("2021-12-18", "week of 2021-12-13", 1),
        ("end of 2021-12", "2021-11-01", None),  # it can be long before the end of the month
        ("2022-01-01", "end of 2021-12", 1),
        ("2021-12-31", "end of 2021-12", None),
    ],
)
def test_what_is_only_roughly_known_is_wrong_only_if_every_day_of_it_is(
    elm: Elm, vacated: str, handed_over: str, short_by: int | None
) -> None:
    found = elm("EH401", f"vacated: {vacated}, handed_over: {handed_over}")
    assert [finding.short_by_days for finding in found] == ([short_by] if short_by else [])
    assert all("at least 1 day later" in finding.message for finding in found)


def test_a_lease_can_be_signed_before_the_building_is_handed_over(
    find: Find, handover: str
) -> None:
    says = "name: Elm Road, handed_over: 2021-12-10, disposed: 2021-12-01"
    plan = f"{handover}properties:\n  - {{id: elm, future: FUTURE, {says}}}\n"
    assert not find("EH401", plan.replace("FUTURE", "lease"))
    assert find("EH401", plan.replace("FUTURE", "surplus"))


def test_a_state_that_is_done_while_those_before_it_have_no_day(elm: Elm) -> None:
    [finding] = elm("EH401", "'done:handed_over': 2021-09-16")
    expected = (
        "Elm Road: handed over on Thursday 16 September 2021, but no day says when its service "
        "ended or when it was vacated"
    )
    assert expected == finding.message
    [finding] = elm("EH401", "'done:handed_over': 2021-09-16, 'done:accepted': 2021-09-17")
    assert "accepted on Friday 17 September 2021, but no day says when its" in finding.message


def test_a_state_is_not_left_out_if_it_has_any_day_or_is_no_step(find: Find, elm: Elm) -> None:
    says = "service_ended: 2021-09-10, vacated: 2021-09-13, 'done:handed_over': 2021-09-16"
    assert not elm("EH401", says)
    only_two = """
    workflows:
      handover: {steps: {handed_over: {}, accepted: {}}}
    properties:
      - {id: elm, future: surplus, 'done:handed_over': 2021-09-16}
    """
    assert not find("EH401", only_two)


def test_nothing_is_left_out_before_what_is_only_expected(elm: Elm) -> None:
    assert not elm("EH401", "handed_over: 2021-12-16")
