"""What people typed is taken where the journal can record it, and named with a reason where not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.files.load import parse
from earlyhelp.tracking.sheets import Column, Says
from earlyhelp.tracking.typed_cells import At, Changed
from earlyhelp.tracking.typed_outcomes import Judged, judged, recorded

FIRST = date(2021, 10, 4)
HEAD = "format: 1\nid: example\ntitle: An example\nnation: england\ndays: any\n"


def cell(
    says: Says,
    row: str,
    now: str,
    was: str = "",
    plan: str | None = None,
    *,
    step: str = "",
    sheet: str = "Milestones",
) -> Changed:
    """A cell that was changed; where nothing else is said, the plan has what it was."""
    return Changed(
        sheet=sheet,
        row=row,
        column=Column(heading=says.value.capitalize(), says=says, step=step),
        at=At("plan.xlsx", sheet, 2, 5),
        was=was,
        now=now,
        plan=was if plan is None else plan,
    )


def outcomes(plan: Plan, *changed: Changed) -> list[tuple[str, str]]:
    return [(one.about, one.outcome.value) for one in judged(plan, changed)]


def taken(plan: Plan, *changed: Changed) -> list[Judged]:
    return list(recorded(judged(plan, changed)))


days = st.integers(0, 20).map(lambda number: (FIRST + timedelta(number)).isoformat())


@given(plan_day=days, then=days, now=days)
def test_a_day_is_never_taken_over_one_that_the_sheet_had_not_seen(
    plan_day: str, then: str, now: str
) -> None:
    plan = parse(f"{HEAD}milestones:\n  a: {{on: {plan_day}}}\n".encode())
    [one] = judged(plan, [cell(Says.DAY, "a", now, then, plan_day)])
    assert one.is_taken == (plan_day == then)
    assert one.day == (now if one.is_taken else "")


@given(there=days, here=days)
def test_of_two_sheets_that_say_different_days_neither_is_taken(there: str, here: str) -> None:
    plan = parse(f"{HEAD}milestones:\n  a.out: {{}}\n".encode())
    for says in (Says.DAY, Says.DONE):
        both = (
            cell(says, "a.out", there),
            cell(says, "a", here, step="out", sheet="Occupations"),
        )
        found = judged(plan, both)
        assert len(taken(plan, *both)) == (there == here)
        if there != here:
            assert [one.outcome.value for one in found] == ["said twice"] * 2
            assert [one.other for one in found] == [both[1], both[0]]


def test_what_cannot_be_taken_says_why(plan: Plan) -> None:
    """
    milestones:
      over: {done: 2021-09-08}
      fixed: {on: 2021-10-12, locked: true}
      open: {expected: 2021-10-12}
    """
    assert outcomes(
        plan,
        cell(Says.DAY, "over", "2021-09-10", "2021-09-08"),
        cell(Says.DAY, "fixed", "2021-10-13", "2021-10-12"),
        cell(Says.DAY, "open", "", "2021-10-12"),
        cell(Says.DAY, "closed", "2021-10-12"),
        cell(Says.DAY, "open", "2021-10-12", step="step"),
    ) == [
        ("over", "is done"),
        ("fixed", "locked"),
        ("open", "cleared"),
        ("closed", "no such step"),
        ("open.step", "no such step"),
    ]
    for now in ("", "2021-09-09"):
        assert outcomes(plan, cell(Says.DONE, "over", now, "2021-09-08")) == [("over", "is done")]
    since = cell(Says.DONE, "over", "2021-09-09", "", "2021-09-08")
    assert outcomes(plan, since) == [("over", "changed since")]


def test_what_has_happened_happened_on_one_day(plan: Plan) -> None:
    """
    milestones:
      told: {expected: week of 2021-09-13}
    """
    assert outcomes(plan, cell(Says.DONE, "told", "week of 2021-09-13")) == [
        ("told", "not one day")
    ]
    assert outcomes(plan, cell(Says.DONE, "told", "2021-09-15")) == [("told", "done")]


def test_a_day_beside_one_that_is_done_is_the_same_or_named(plan: Plan) -> None:
    """
    milestones:
      told: {expected: 2021-09-13}
    """
    done = cell(Says.DONE, "told", "2021-09-15")
    same = cell(Says.DAY, "told", "2021-09-15", "2021-09-13")
    assert outcomes(plan, same, done) == [("told", "done"), ("told", "done")]
    [one] = taken(plan, same, done)
    assert (one.day, one.outcome.value) == ("2021-09-15", "done")
    other = cell(Says.DAY, "told", "2021-09-16", "2021-09-13")
    assert outcomes(plan, other, done) == [("told", "beside done"), ("told", "done")]


def test_a_gate_is_passed_by_a_day_with_evidence_and_by_neither_alone(two_centres: str) -> None:
    gate = two_centres.replace("vacated: {", "vacated: {evidence: required, ", 1)
    plan = parse(gate.encode())
    day = cell(Says.DONE, "elm.vacated", "2021-12-10")
    seen = cell(Says.EVIDENCE, "elm.vacated", "Certificate 12")
    assert outcomes(plan, day) == [("elm.vacated", "needs evidence")]
    assert outcomes(plan, seen) == [("elm.vacated", "evidence alone")]
    assert outcomes(plan, day, seen) == [("elm.vacated", "done"), ("elm.vacated", "evidence")]
    [one] = taken(plan, day, seen)
    assert (one.about, one.day, one.evidence) == ("elm.vacated", "2021-12-10", "Certificate 12")
    # and it may stand on the sheet of properties, beside the day on that of milestones
    other = cell(Says.EVIDENCE, "elm", "Receipt", step="vacated", sheet="Properties")
    assert outcomes(plan, day, other)[1] == ("elm.vacated", "evidence")
    assert outcomes(plan, day, seen, other) == [
        ("elm.vacated", "needs evidence"),
        ("elm.vacated", "said twice"),
        ("elm.vacated", "said twice"),
    ]


def test_evidence_that_is_recorded_already_is_no_change(plan: Plan) -> None:
    """
    workflows:
      leaving: {for: property.future is not retained, steps: {swept: {evidence: required}}}
    properties:
      - {id: elm, future: surplus, "done:swept": 2021-09-08, "evidence:swept": Certificate 12}
    """
    assert outcomes(plan, cell(Says.EVIDENCE, "elm.swept", "Certificate 12")) == []
    assert outcomes(plan, cell(Says.EVIDENCE, "elm.swept", "Certificate 13")) == [
        ("elm.swept", "evidence alone")
    ]


ACCEPTING = f"""{HEAD}
workflows:
  handover:
    for: property.future is not retained
    steps: {{handed_over: {{}}, accepted: {{after: handed_over, evidence: required}}}}
properties: [{{id: elm, future: surplus}}, {{id: oak, future: retained}}]
"""


def test_an_acceptance_is_recorded_of_the_property_and_asks_for_its_evidence() -> None:
    plan = parse(ACCEPTING.encode())
    day = cell(Says.DONE, "elm", "2021-12-21", step="accepted", sheet="Properties")
    seen = cell(Says.EVIDENCE, "elm", "Letter", step="accepted", sheet="Properties")
    assert outcomes(plan, day) == [("elm.accepted", "needs evidence")]
    assert outcomes(plan, day, seen) == [
        ("elm.accepted", "accepted"),
        ("elm.accepted", "evidence"),
    ]
    [one] = taken(plan, day, seen)
    assert (one.day, one.evidence) == ("2021-12-21", "Letter")
    same = cell(Says.DAY, "elm", "2021-12-21", step="accepted", sheet="Properties")
    assert [one.outcome.value for one in taken(plan, same, day, seen)] == ["accepted"]
    kept = cell(Says.DONE, "oak", "2021-12-21", step="accepted", sheet="Properties")
    assert outcomes(plan, kept) == [("oak.accepted", "no such step")]


STAYING = f"""{HEAD}
properties: [{{id: elm, future: surplus}}]
partners: [{{id: nursery}}]
occupations: [{{property: elm, partner: nursery%s}}]
"""


def staying(says: str = "") -> Plan:
    return parse((STAYING % says).encode())


def until(now: str, was: str = "", plan: str | None = None) -> Changed:
    return cell(Says.EXTENDED_TO, "elm.nursery", now, was, plan, sheet="Occupations")


def word(now: str, was: str = "") -> Changed:
    return cell(Says.EXTENSION, "elm.nursery", now, was, sheet="Occupations")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ([until("2021-12-17")], ["extended"]),
        ([until("2021-12-17"), word("Agreed")], ["extended", "agreed"]),
        ([until("2021-12-17"), word("refused")], ["not agreed", "not agreed"]),
        ([until("week of 2021-12-13")], ["not one day"]),
        ([until("2021-12"), word("agreed")], ["not one day", "no last day"]),
        ([until("", "2021-12-17")], ["cleared"]),
        ([until("2021-12-17", "", "2021-12-13")], ["changed since"]),
        ([word("agreed")], ["no last day"]),
        ([word("requested")], ["not agreed"]),
    ],
)
def test_an_extension_is_taken_once_it_is_agreed_to_one_day(
    changed: list[Changed], expected: list[str]
) -> None:
    plan = staying()
    assert [one.outcome.value for one in judged(plan, changed)] == expected
    assert [one.day for one in taken(plan, *changed)] == ["2021-12-17"] * ("extended" in expected)


def test_the_word_alone_agrees_to_the_day_that_was_asked_for() -> None:
    plan = staying(", extension: requested, extended_to: 2021-12-06")
    [one] = taken(plan, word("agreed", "requested"))
    assert (one.about, one.day, one.outcome.value) == ("elm.nursery", "2021-12-06", "extended")


def test_an_extension_of_nobody_is_named() -> None:
    gone = cell(Says.EXTENDED_TO, "elm.club", "2021-12-17", sheet="Occupations")
    word = cell(Says.EXTENSION, "elm.club", "agreed", sheet="Occupations")
    assert outcomes(staying(), gone, word) == [("elm.club", "no such step")] * 2


def test_all_else_is_named_with_where_it_can_be_changed(plan: Plan) -> None:
    """
    milestones:
      told: {title: Partners are told, expected: 2021-09-13}
    properties:
      - {id: elm, name: Elm}
    partners: [{id: nursery}]
    occupations:
      - {property: elm, partner: nursery}
    """
    title = Changed(
        sheet="Milestones",
        row="told",
        column=Column(heading="Title", says=Says.PLAN),
        at=At("plan.xlsx", "Milestones", 2, 2),
        was="Partners are told",
        now="Another title",
        plan="Partners are told",
    )
    found = judged(
        plan,
        [
            title,
            title._replace(column=Column(heading="Owner", says=Says.PLAN)),
            cell(Says.REGISTER, "elm", "Oak", "Elm", sheet="Properties"),
            cell(Says.REGISTER, "elm.nursery", "lease", sheet="Occupations"),
            cell(Says.REGISTER, "oak", "Oak", sheet="Properties"),
            cell(Says.COMPUTED, "told", "2021-09-13"),
        ],
    )
    assert [(one.outcome.value, one.place.line if one.place else None) for one in found] == [
        ("title", 2),
        ("plan", 2),
        ("register", 4),
        ("register", 7),
        ("register", None),
        ("computed", None),
    ]
    assert not any(one.is_taken for one in found)
