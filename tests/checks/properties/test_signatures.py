"""Has somebody shown, swept and accepted what a handover asks for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.properties.conftest import Ask, Elm, Find


# EH402: a gate is passed once somebody has shown it


def test_a_gate_that_nobody_has_shown(elm: Elm) -> None:
    [finding] = elm("EH402", "'done:records_swept': 2021-09-10")
    expected = (
        "elm.records_swept is recorded as done on Friday 10 September 2021, but without evidence: "
        "a gate is passed only once somebody has shown it"
    )
    assert expected == finding.message
    assert finding.severity is Severity.ERROR


def test_a_gate_that_was_shown_and_a_step_that_is_no_gate(elm: Elm) -> None:
    shown = "'done:records_swept': 2021-09-10, 'evidence:records_swept': certificate"
    assert not elm("EH402", f"{shown}, 'done:vacated': 2021-09-10")


# EH403: nobody signs for a building without a records sweep


@pytest.mark.parametrize(("swept", "late"), [("2021-12-13", []), ("2021-12-14", [1])])
def test_records_are_swept_by_the_day_of_the_handover(
    elm: Elm, swept: str, late: list[int]
) -> None:
    found = elm("EH403", f"handed_over: 2021-12-13, records_swept: {swept}")
    assert late == [finding.short_by_days for finding in found]


def test_records_that_are_swept_after_the_handover_are_said_with_both_days(elm: Elm) -> None:
    [finding] = elm("EH403", "handed_over: 2021-12-13, records_swept: 2021-12-16")
    expected = (
        "Elm Road is handed over on Monday 13 December 2021, and its records are swept only on "
        "Thursday 16 December 2021, 3 days later"
    )
    assert expected == finding.message
    assert finding.severity is Severity.ERROR


def test_a_handover_is_done_and_the_sweep_is_not(elm: Elm) -> None:
    for sweep in ("", ", records_swept: 2021-09-14"):
        [finding] = elm("EH403", f"'done:handed_over': 2021-09-16{sweep}")
        expected = (
            "Elm Road was handed over on Thursday 16 September 2021, and its records are not "
            "recorded as swept"
        )
        assert expected == finding.message


def test_a_sweep_that_nobody_has_shown_is_said_once(elm: Elm) -> None:
    says = "'done:handed_over': 2021-09-16, 'done:records_swept': 2021-09-16"
    assert elm("EH402", says)
    assert not elm("EH403", says)
    too_late = "'done:handed_over': 2021-09-15, 'done:records_swept': 2021-09-16"
    assert [finding.short_by_days for finding in elm("EH403", too_late)] == [1]


def test_a_sweep_is_not_missed_before_a_handover_that_is_still_to_come_or_has_no_day(
    elm: Elm,
) -> None:
    assert not elm("EH403", "handed_over: 2021-12-13")
    assert not elm("EH403", "records_swept: 2021-12-13")


def test_a_workflow_without_a_sweep_or_an_acceptance_is_said_once_for_all_it_is_for(
    ask: Ask,
) -> None:
    found = ask("""
    workflows:
      handover:
        for: property.future is surplus
        steps: {handed_over: {}}
      letting:
        for: property.future is lease
        steps: {handed_over: {}, records_swept: {}, accepted: {}}
    properties:
      - {id: elm, future: surplus, notified: 2021-09-10, handed_over: 2021-12-13}
      - {id: oak, future: surplus, notified: 2021-09-10, handed_over: 2021-12-13}
      - {id: fir, future: lease, notified: 2021-09-10, handed_over: 2021-12-13}
    """)
    assert [finding.message for finding in found] == [
        "no records sweep comes before the handover of elm and oak: there is no step records_swept",
        "nobody is asked to accept elm and oak after the handover: there is no step accepted",
    ]
    assert {finding.subjects for finding in found} == {("elm", "oak")}
    assert {finding.place.line for finding in found if finding.place} == {9}
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING]


def test_a_handover_that_no_workflow_asks_for_is_said_at_the_row(find: Find) -> None:
    [finding] = find(
        "EH403",
        """
        milestones:
          elm.handed_over: {expected: 2021-12-13}
        properties:
          - {id: elm, future: surplus}
        """,
    )
    assert finding.place is not None
    assert finding.place.line == 9


# EH405: somebody takes over


@pytest.mark.parametrize(
    ("as_at", "waits"), [("2021-12-15", None), ("2021-12-16", "1 day"), ("2022-01-10", "26 days")]
)
def test_from_the_day_after_the_handover_somebody_should_have_accepted(
    elm: Elm, as_at: str, waits: str | None
) -> None:
    found = elm("EH405", "'done:handed_over': 2021-12-15", as_at=as_at)
    assert bool(found) is (waits is not None)
    for finding in found:
        assert f"and nobody has accepted it: {waits} up to " in finding.message
        assert finding.severity is Severity.WARNING


def test_how_long_a_property_waits_is_said_at_the_least(elm: Elm) -> None:
    rough = "'done:handed_over': week of 2021-12-13"
    assert not elm("EH405", rough, as_at="2021-12-17")
    assert elm("EH405", rough, as_at="2021-12-18")
    [finding] = elm("EH405", "'done:handed_over': week of 2021-12-13", as_at="2021-12-20")
    expected = (
        "Elm Road was handed over in the week of Monday 13 December 2021, and nobody has accepted "
        "it: at least 3 days up to 20 December 2021"
    )
    assert expected == finding.message


def test_what_is_accepted_or_not_handed_over_yet_waits_for_nobody(elm: Elm) -> None:
    accepted = "'done:handed_over': 2021-12-15, 'done:accepted': 2021-12-17"
    assert not elm("EH405", accepted, as_at="2021-12-20")
    assert not elm("EH405", "handed_over: 2021-12-15", as_at="2021-12-20")


def test_an_acceptance_without_evidence_is_said_once(ask: Ask) -> None:
    found = ask("""
    as_at: 2021-12-20
    workflows:
      handover: {steps: {records_swept: {}, handed_over: {}, accepted: {evidence: required}}}
    properties:
      - id: elm
        future: surplus
        notified: 2021-09-10
        done:records_swept: 2021-12-10
        done:handed_over: 2021-12-13
        done:accepted: 2021-12-15
    """)
    assert [finding.code for finding in found] == ["EH402"]
