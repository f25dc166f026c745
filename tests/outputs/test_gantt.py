"""Every sign of a bar chart stands in the column of its day, and no line is too wide."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import days
from earlyhelp.files.load import parse
from earlyhelp.model import Plan
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.gantt import ASCII, UNICODE, Axis, Chart, Marks
from earlyhelp.outputs.gantt_rows import Bar, bars
from earlyhelp.outputs.text import Paper
from earlyhelp.testing import Diary, kept_plans

HEAD = b"format: 1\nid: example\ntitle: An example\nnation: england\nas_at: 2021-09-17\n"
SCHEDULE = solve_plan(parse(HEAD))
FIRST = days.number(date(2021, 9, 1))


@st.composite
def single_bars(draw: st.DrawFn) -> Bar:
    """A milestone whose days lie in their order, some time around the as-at day."""
    earliest, ends, latest = sorted(
        draw(st.lists(st.integers(FIRST, FIRST + 900), min_size=3, max_size=3))
    )
    return Bar(
        id=draw(st.text("abc.-", min_size=1, max_size=50)),
        title=None,
        workstream="Property",
        starts=ends,
        ends=ends,
        stated_as=draw(st.sampled_from([None, "done", "on", "expected"])),
        is_stage=False,
        is_pinned=draw(st.booleans()),
        earliest=earliest,
        latest=draw(st.sampled_from([None, latest])),
        is_critical=draw(st.booleans()),
    )


@given(first=st.integers(0, 9_000), length=st.integers(1, 9_000), width=st.integers(1, 200))
def test_the_columns_of_an_axis_hold_every_day_once_and_in_order(
    first: int, length: int, width: int
) -> None:
    across = Axis(first=first, last=first + length - 1, width=width)
    columns = [across.column(day) for day in range(first, first + length)]
    assert columns == sorted(columns)
    assert set(columns) == set(range(across.columns))
    assert across.columns <= width
    assert max(map(columns.count, {*columns})) == across.days_of_a_column or length < width


@given(single_bars(), st.integers(60, 160), st.sampled_from([UNICODE, ASCII]))
def test_the_sign_stands_where_its_day_is_and_nothing_is_too_wide(
    bar: Bar, width: int, marks: Marks
) -> None:
    chart = Chart(schedule=SCHEDULE, bars=[bar], width=width, marks=marks)
    lines = list(chart.lines(Paper()))
    assert all(len(line) <= max(width, 70) for line in lines)
    row = lines[2]
    signs = [at for at, sign in enumerate(row) if sign == marks.of(bar) and at > len(bar.id) + 3]
    last = max(at for at, sign in enumerate(row) if sign != " ")
    if len(bar.id) < 20:
        assert len(signs) == 1
        assert signs[0] <= last


@pytest.mark.parametrize(("first", "last"), [(0, 10), (30_000, 30_010), (FIRST, FIRST)])
def test_a_window_far_from_every_bar_is_empty_and_no_narrower_for_it(first: int, last: int) -> None:
    bar = Bar(
        id="a", title=None, workstream="W", starts=FIRST + 5, ends=FIRST + 6, stated_as="done",
        is_stage=False, is_pinned=False, earliest=FIRST + 5, latest=FIRST + 6, is_critical=False,
    )  # fmt: skip
    chart = Chart(schedule=SCHEDULE, bars=[bar], width=100, marks=UNICODE, first=first, last=last)
    assert list(chart.lines(Paper()))[2].strip() == "a"


@given(kept_plans())
def test_every_milestone_is_in_one_bar_or_has_no_day(drawn: tuple[Plan, Diary]) -> None:
    plan, _ = drawn
    schedule = solve_plan(plan)
    found, without = bars(schedule, {item.id for item in plan.milestones})
    ends = {name for stage in plan.stages for name in (stage.start.id, stage.end.id)}
    wanted = {item.id for item in plan.milestones} - ends | {stage.id for stage in plan.stages}
    assert sorted([bar.id for bar in found] + without) == sorted(wanted)
