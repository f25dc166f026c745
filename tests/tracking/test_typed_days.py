"""A sheet that comes back says exactly what people changed, and nothing of what the plan changed."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.dates import DateExpression
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.tracking.typed_days import Outcome, TypedRow, typed_days

PLACE = Place("plan.xlsx", 2, 1)
FIRST = date(2021, 10, 4)


def row(milestone: str, day: str, then: str, done: str = "", done_then: str = "") -> TypedRow:
    def said(text: str) -> DateExpression | None:
        return DateExpression.parse(text) if text else None

    return TypedRow(
        milestone=milestone,
        place=PLACE,
        day=said(day),
        day_then=said(then),
        done=said(done),
        done_then=said(done_then),
    )


def outcomes(plan: Plan, *rows: TypedRow) -> list[tuple[str, str]]:
    return [(one.milestone, one.outcome.value) for one in typed_days(plan, rows)]


days = st.integers(0, 20).map(lambda number: (FIRST + timedelta(number)).isoformat())


@given(held=st.lists(days, min_size=1, max_size=5), typed=st.data())
def test_exactly_the_changed_days_of_an_untouched_plan_are_taken(
    held: list[str], typed: st.DataObject
) -> None:
    said = "".join(f"  m{at}: {{expected: {day}}}\n" for at, day in enumerate(held))
    head = "format: 1\nid: example\ntitle: An example\nnation: england\n"
    plan = parse(f"{head}days: any\nmilestones:\n{said}".encode())
    now = [typed.draw(days) for _ in held]
    rows = [row(f"m{at}", now[at], day) for at, day in enumerate(held)]
    found = list(typed_days(plan, rows))
    changed = {f"m{at}": now[at] for at, day in enumerate(held) if now[at] != day}
    assert {one.milestone: one.now for one in found} == changed
    assert all(one.is_taken and one.outcome is Outcome.MOVED for one in found)


@given(plan_day=days, then=days, now=days)
def test_a_day_is_never_taken_over_one_that_the_sheet_had_not_seen(
    plan_day: str, then: str, now: str
) -> None:
    head = "format: 1\nid: example\ntitle: An example\nnation: england\n"
    plan = parse(f"{head}days: any\nmilestones:\n  a: {{on: {plan_day}}}\n".encode())
    found = list(typed_days(plan, [row("a", now, then)]))
    if now in (then, plan_day):
        assert found == []
    else:
        [one] = found
        assert one.is_taken == (plan_day == then)
        assert (one.was, one.now, one.plan) == (then, now, plan_day)


def test_what_cannot_be_taken_says_why(plan: Plan) -> None:
    """
    milestones:
      over: {done: 2021-09-08}
      fixed: {on: 2021-10-12, locked: true}
      open: {expected: 2021-10-12}
    """
    assert outcomes(
        plan,
        row("over", "2021-09-10", "2021-09-08", "2021-09-08", "2021-09-08"),
        row("fixed", "2021-10-13", "2021-10-12"),
        row("open", "", "2021-10-12"),
    ) == [("over", "is done"), ("fixed", "locked"), ("open", "cleared")]
    assert outcomes(plan, row("over", "2021-09-08", "2021-09-08", "", "2021-09-08")) == [
        ("over", "is done")
    ]


def test_what_has_happened_happened_on_one_day(plan: Plan) -> None:
    """
    milestones:
      told: {expected: week of 2021-09-13}
    """
    week = "week of 2021-09-13"
    assert outcomes(plan, row("told", week, week, "week of 2021-09-13")) == [
        ("told", "not one day")
    ]
    assert outcomes(plan, row("told", week, week, "2021-09-15")) == [("told", "done")]


def test_a_day_beside_one_that_is_done_is_not_moved_as_well(plan: Plan) -> None:
    """
    milestones:
      told: {expected: 2021-09-13}
    """
    assert outcomes(plan, row("told", "2021-09-15", "2021-09-13", "2021-09-15")) == [
        ("told", "done")
    ]


def test_a_gate_is_not_passed_by_a_cell(two_centres: str) -> None:
    gate = two_centres.replace("vacated: {", "vacated: {evidence: required, ", 1)
    plan = parse(gate.encode())
    typed = row("elm.vacated", "2021-12-10", "2021-12-10", "2021-12-10")
    then = attrs.evolve(typed, title=plan["elm.vacated"].title)
    assert outcomes(plan, then) == [("elm.vacated", "needs evidence")]


@pytest.mark.parametrize("title", ["Another title", None])
def test_a_title_is_changed_in_the_plan_and_not_in_a_sheet(plan: Plan, title: str | None) -> None:
    """
    milestones:
      told: {title: Partners are told, expected: 2021-09-13}
    """
    typed = row("told", "2021-09-13", "2021-09-13")
    kept = attrs.evolve(typed, title="Partners are told")
    assert outcomes(plan, kept) == []
    assert outcomes(plan, attrs.evolve(typed, title=title)) == [("told", "title")]
