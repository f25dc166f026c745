"""A deadline that a step of a workflow says for every row is one line, and moves once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.files.load import parse
from earlyhelp.model import Plan
from earlyhelp.model.limits import Counted
from earlyhelp.model.workflows import Per
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs import repair as words
from earlyhelp.outputs.text import Paper
from earlyhelp.repair.mend import mend
from earlyhelp.repair.within import mend_within
from tests.repair.conftest import keeps_limit

AS_AT = date(2021, 9, 1)
LAST = 24  #: days after the as-at day that are tried


class Row(NamedTuple):
    """A property: the day that is stated for its vacation, firmly or not, and for its handover."""

    vacated: int
    is_pinned: bool
    handed_over: int | None


def day(number: int) -> str:
    return (AS_AT + timedelta(days=number)).isoformat()


def plan_of(rows: list[Row], lag: int, by: str, also: str = "") -> Plan:
    said = [
        f'  - {{id: p{at}, future: surplus, "{"on:" if row.is_pinned else ""}vacated": '
        f"{day(row.vacated)}"
        + (f", handed_over: {day(row.handed_over)}" if row.handed_over is not None else "")
        + "}"
        for at, row in enumerate(rows)
    ]
    text = f"""
format: 1
id: move
title: The move
nation: england
days: any
as_at: {AS_AT}
workflows:
  handover:
    for: property.future is surplus
    steps:
      vacated: {{}}
      handed_over: {{after: vacated + {lag} calendar days, by: {by}}}
properties:
"""
    return parse((text + "\n".join(said) + "\n" + also).encode())


def least(rows: list[Row], lag: int, by: int) -> int:
    """The slow obvious way: every day of the line, and for it every day of every row."""
    return min(
        10 * (line - by) + sum(least_of_row(row, lag, line) for row in rows)
        for line in range(by, LAST)
    )


def least_of_row(row: Row, lag: int, line: int) -> int:
    weight = 10 if row.is_pinned else 1
    costs = [
        weight * abs(vacated - row.vacated)
        + (0 if row.handed_over is None else abs(handed_over - row.handed_over))
        for handed_over in range(line + 1)
        for vacated in range(handed_over - lag + 1)
    ]
    return min(costs, default=10_000)


@given(
    rows=st.lists(
        st.builds(Row, st.integers(0, 10), st.booleans(), st.none() | st.integers(0, 14)),
        min_size=2,
        max_size=3,
    ),
    lag=st.integers(0, 6),
    by=st.integers(6, 12),
)
def test_no_day_of_the_line_and_no_days_of_its_rows_cost_less(
    rows: list[Row], lag: int, by: int
) -> None:
    repair = mend(plan_of(rows, lag, day(by)))
    assert repair.cost == least(rows, lag, by)
    assert repair.after is not None
    assert repair.after.feasible
    assert sum(change.field == "by" for change in repair.changes) <= 1


def test_the_line_is_typed_once_and_the_reason_is_the_row_that_needs_most() -> None:
    plan = plan_of([Row(7, True, None), Row(9, True, None)], 5, day(10))
    repair = mend(plan)
    [change] = repair.changes
    assert (change.milestone, change.others) == ("p0.handed_over", ("p1.handed_over",))
    assert (change.day, change.days, repair.cost, repair.touched) == (date(2021, 9, 15), 4, 40, 1)
    assert change.why.text == "p1.handed_over, at least 5 calendar days after p1.vacated"
    lines = [*words.lines(repair, words.Asked(), (), Paper())]
    assert "p0.handed_over and 1 more by the same line, deadline  (+4 days)" in lines
    typed = [line for line in lines if " type " in line]
    assert typed == [f"at plan.yaml:{change.said.place.line} type  by: 2021-09-15"]
    assert solve_plan(plan_of([Row(7, True, None), Row(9, True, None)], 5, "2021-09-15")).feasible


def test_a_row_that_is_to_keep_its_days_keeps_the_deadline_of_all() -> None:
    plan = plan_of([Row(5, True, None), Row(9, True, None), Row(9, True, None)], 5, day(10))
    assert [item.field for item in mend(plan).changes] == ["by"]
    repair = mend(plan, keep=["p0.handed_over"])
    moved = [(item.milestone, item.field, item.days) for item in repair.changes]
    assert moved == [("p1.vacated", "on", -4), ("p2.vacated", "on", -4)]


def test_a_line_before_the_day_from_which_days_may_move_stays_too() -> None:
    plan = plan_of([Row(5, True, None), Row(9, True, None), Row(9, True, None)], 5, day(10))
    repair = mend(plan, not_before=AS_AT + timedelta(days=11))
    assert [item.chain[-1].milestone for item in repair.obstacles] == [
        "p1.handed_over",
        "p2.handed_over",
    ]


def test_a_line_and_a_day_of_its_first_row_are_two_that_move() -> None:
    plan = plan_of([Row(9, True, 12), Row(9, True, None), Row(9, True, None)], 5, day(10))
    repair = mend(plan)
    moved = [(item.milestone, item.field, item.days) for item in repair.changes]
    assert moved == [("p0.handed_over", "by", 4), ("p0.handed_over", "expected", 2)]
    assert repair.touched == 2


def test_two_deadlines_of_one_step_are_two_lines() -> None:
    plan = plan_of([Row(9, True, None)] * 3, 5, f"[{day(10)}, {day(12)}]")
    repair = mend(plan)
    assert [(item.field, item.days) for item in repair.changes] == [("by", 4), ("by", 2)]
    line = repair.changes[0].said.place.line
    lines = [*words.lines(repair, words.Asked(), (), Paper())]
    assert [line for line in lines if " type " in line] == [
        f"at plan.yaml:{line} type  2021-09-15  in place of  2021-09-11",
        f"at plan.yaml:{line} type  2021-09-15  in place of  2021-09-13",
    ]


def test_a_deadline_of_one_row_alone_is_the_deadline_of_that_row() -> None:
    repair = mend(plan_of([Row(7, True, None)], 5, day(10)))
    [change] = repair.changes
    assert (change.milestone, change.others, change.days) == ("p0.handed_over", (), 2)


def test_a_deadline_that_stands_in_a_register_is_typed_into_its_column() -> None:
    said = f"""
format: 1
id: move
title: The move
nation: england
days: any
as_at: {AS_AT}
workflows:
  handover:
    steps:
      vacated: {{}}
      handed_over: {{after: vacated + 5 calendar days, by: property.lease_end}}
properties: properties.csv
"""
    table = f"id,future,on:vacated,lease_end\np0,surplus,{day(7)},{day(10)}\n"
    plan = parse(said.encode(), open_file=lambda _: table.encode())
    lines = [*words.lines(mend(plan), words.Asked(), (), Paper())]
    assert "at properties.csv:2 type  2021-09-13  in the column lease_end" in lines


def least_within(rows: list[Row], lag: int, by: int, limit: Counted) -> int:
    """The slow obvious way: every two days of the handovers that keep the limit."""
    costs = []
    for handed_over in product(range(lag, 2 * LAST), repeat=len(rows)):
        diary = {
            name: AS_AT + timedelta(days=at)
            for name, at in zip(limit.milestones, handed_over, strict=True)
        }
        if keeps_limit(limit, diary):
            cost = 10 * max(0, max(handed_over) - by)
            for row, at in zip(rows, handed_over, strict=True):
                cost += (10 if row.is_pinned else 1) * max(0, row.vacated + lag - at)
                cost += 0 if row.handed_over is None else abs(at - row.handed_over)
            costs.append(cost)
    return min(costs)


@given(
    rows=st.lists(
        st.builds(Row, st.integers(0, 10), st.booleans(), st.none() | st.integers(0, 14)),
        min_size=2,
        max_size=2,
    ),
    lag=st.integers(0, 6),
    by=st.integers(6, 12),
    per=st.sampled_from(Per),
)
def test_with_a_limit_no_day_of_the_line_and_no_days_of_its_rows_cost_less_either(
    rows: list[Row], lag: int, by: int, per: Per
) -> None:
    pytest.importorskip("ortools.sat.python.cp_model")
    names = tuple(f"p{at}.handed_over" for at in range(len(rows)))
    limit = Counted(count=1, step="handed_over", per=per, milestones=names)
    repair = mend_within(plan_of(rows, lag, day(by)), (limit,)).repair
    assert repair.is_possible
    assert repair.cost == least_within(rows, lag, by, limit)
    assert not [change for change in repair.changes if "no nearer day" in change.why.text]


def test_the_reason_of_a_line_may_be_a_limit_that_leaves_a_row_no_earlier_week() -> None:
    """Three handovers in three weeks: the third is none that anybody stated a day for."""
    pytest.importorskip("ortools.sat.python.cp_model")
    rows = [Row(0, True, 2), Row(0, True, 6), Row(0, True, None)]
    names = tuple(f"p{at}.handed_over" for at in range(3))
    limit = Counted(count=1, step="handed_over", per=Per.WEEK, milestones=names)
    repair = mend_within(plan_of(rows, 1, day(10)), (limit,)).repair
    [change] = repair.changes
    assert (change.field, change.day) == ("by", date(2021, 9, 13))
    assert change.why.text == (
        "no more than 1 handed_over a week, and the week of Monday 6 September 2021 has 1 other"
    )


def test_a_row_that_moves_earlier_has_a_reason_of_its_own_beside_its_line() -> None:
    """Both in the week of 6 September are too many: one goes to the Sunday before it."""
    pytest.importorskip("ortools.sat.python.cp_model")
    names = ("p0.handed_over", "p1.handed_over")
    limit = Counted(count=1, step="handed_over", per=Per.WEEK, milestones=names)
    plan = plan_of([Row(7, True, None), Row(0, False, 5)], 0, day(6))
    line, earlier = mend_within(plan, (limit,)).repair.changes
    assert (line.field, line.days, earlier.days) == ("by", 1, -1)
    assert line.why.text == "p0.handed_over, on or after p0.vacated"
    assert earlier.why.text == (
        "no more than 1 handed_over a week, and the week of Monday 6 September 2021 has 1 other"
    )
