"""What has moved since a baseline: by the definition, and as a story with its reasons."""

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
from earlyhelp.model import Stated
from earlyhelp.model.baselines import Baseline, BaselineDay
from earlyhelp.network.schedule import solve_plan
from earlyhelp.testing import Diary, kept_plans
from earlyhelp.tracking.baselines import Change, Variance, baseline_of, compared

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
JOURNAL = "recorded_at,by,action,subject,day,was,reason,evidence\n"


def read(said: str, journal: str = "") -> Plan:
    """The plan with these lines, and with what the journal records."""
    return parse((HEAD + said).encode(), recorded=(JOURNAL + journal).encode())


def since(before: Plan, after: Plan) -> dict[str, Variance]:
    """What has become of each milestone between two plans."""
    kept = baseline_of(solve_plan(before), "approved")
    return {one.id: one for one in compared(solve_plan(after), kept)}


def test_what_is_said_to_be_done_and_not_shown_has_not_slipped() -> None:
    """Nobody knows how it stands, so that nobody can say that it is late."""
    told = read(
        """
properties: [{id: elm, future: surplus, done:swept: 2021-09-10}]
workflows:
  handover:
    for: property.future is surplus
    steps: {swept: {evidence: required}}
"""
    )
    [swept] = (one for one in since(told, told).values() if one.id == "elm.swept")
    assert (swept.change, swept.days) == (Change.UNCHANGED, 0)


@pytest.mark.parametrize(
    ("before", "after", "change", "days"),
    [
        ("{on: 2021-12-20}", "{on: 2021-12-21}", Change.SLIPPED, 1),
        ("{on: 2021-12-20}", "{on: 2021-12-17}", Change.EARLIER, -3),
        ("{on: 2021-12-20}", "{expected: 2021-12-20}", Change.UNCHANGED, 0),
        ("{expected: 2021-12}", "{on: 2022-01-01, days: any}", Change.SLIPPED, 1),
        ("{expected: 2021-12}", "{on: 2021-12-20}", Change.EARLIER, -11),
        ("{expected: 2021-12}", "{expected: end of 2021-12}", Change.UNCHANGED, 0),
        ("{on: 2021-12-20}", "{done: 2021-09-16}", Change.EARLIER, -95),
        ("{done: 2021-09-16}", "{done: 2021-09-16}", Change.UNCHANGED, 0),
        ("{on: 2021-12-20}", "{}", Change.WITHDRAWN, -94),
        ("{on: 2021-12-20}", "{not_before: 2021-12-22}", Change.SLIPPED, 2),
        ("{}", "{on: 2021-12-20}", Change.STATED_SINCE, 94),
        ("{}", "{not_before: 2021-12-20}", Change.WORKED_OUT, 94),
        (
            "{expected: 2021-12-20}",
            "{expected: 2021-12-20, not_before: 2021-12-22}",
            Change.SLIPPED,
            2,
        ),
    ],
)
def test_what_becomes_of_a_milestone(before: str, after: str, change: Change, days: int) -> None:
    found = since(read(f"milestones: {{a: {before}}}\n"), read(f"milestones: {{a: {after}}}\n"))[
        "a"
    ]
    assert (found.change, found.days) == (change, days)


def test_what_came_and_what_went() -> None:
    found = since(
        read("milestones: {a: {on: 2021-12-20}, b: {}}\n"), read("milestones: {b: {}, c: {}}\n")
    )
    assert {name: one.change for name, one in found.items()} == {
        "b": Change.WORKED_OUT,
        "c": Change.NEW,
        "a": Change.GONE,
    }
    assert found["a"].now is None
    assert found["c"].was is None


CENTRE = """
workflows:
  h: {steps: {vacated: {after: each occupation.out}, handed_over: {after: vacated}}}
  o: {for: each occupation, steps: {out: {}}}
properties: [{id: elm, vacated: 2021-12-15, handed_over: 2021-12-16}]
partners: [{id: food}]
occupations: [{property: elm, partner: food, out: 2021-12-15}]
"""


def test_the_reason_is_that_of_the_partner_who_stays_longer() -> None:
    stays = "2021-09-17T09:00:00+00:00,office,extended,elm.food,2021-12-20,,No rooms yet,\n"
    found = since(read(CENTRE), read(CENTRE, stays))
    for name, days in (("elm.food.out", 5), ("elm.vacated", 5), ("elm.handed_over", 4)):
        because = found[name].because
        assert because is not None
        assert (found[name].days, because.subject, because.reason) == (
            days,
            "elm.food",
            "No rooms yet",
        )


def test_a_milestone_s_own_reason_comes_before_what_holds_it() -> None:
    entries = (
        "2021-09-16T09:00:00+00:00,office,moved,elm.handed_over,2021-12-17,2021-12-16,First,\n"
        "2021-09-17T09:00:00+00:00,office,moved,elm.handed_over,2021-12-21,2021-12-17,Asbestos,\n"
        "2021-09-17T09:00:00+00:00,office,extended,elm.food,2021-12-20,,No rooms yet,\n"
    )
    because = since(read(CENTRE), read(CENTRE, entries))["elm.handed_over"].because
    assert because is not None
    assert because.reason == "Asbestos"


def test_what_was_undone_or_left_aside_is_no_reason() -> None:
    undone = (
        "2021-09-16T09:00:00+00:00,office,moved,a,2021-12-21,2021-12-20,First,\n"
        "2021-09-17T09:00:00+00:00,office,undone,a,,,,\n"
    )
    before, after = "milestones: {a: {on: 2021-12-20}}\n", "milestones: {a: {on: 2021-12-22}}\n"
    assert since(read(before), read(after, undone))["a"].because is None
    stale = "2021-09-16T09:00:00+00:00,office,moved,a,2021-12-21,2021-12-20,First,\n"
    found = since(read(before), read(after, stale))["a"]
    assert (found.days, found.because) == (2, None)


def test_what_still_leaves_the_old_day_is_no_reason() -> None:
    moved = "2021-09-16T09:00:00+00:00,office,moved,a,2021-10-15,2021-10-14,First,\n"
    said = "milestones:\n  a: {on: 2021-10-14}\n  b: {after: a, expected: 2021-10-DAY}\n"
    before = read(said.replace("DAY", "15"))
    assert since(before, read(said.replace("DAY", "20"), moved))["b"].because is None


@given(drawn=kept_plans())
def test_nothing_has_slipped_since_a_moment_ago(drawn: tuple[Plan, Diary]) -> None:
    plan, _ = drawn
    schedule = solve_plan(plan)
    kept = baseline_of(schedule, "now")
    assert [day.id for day in kept.days] == [item.id for item in plan.milestones]
    still = {Change.UNCHANGED, Change.WORKED_OUT}
    assert all(one.change in still and not one.days for one in compared(schedule, kept))


@given(drawn=kept_plans(), shifts=st.lists(st.integers(-40, 40), min_size=8, max_size=8))
def test_a_variance_is_the_days_between(drawn: tuple[Plan, Diary], shifts: list[int]) -> None:
    """Against a baseline that was drawn so far from the plan."""
    plan, diary = drawn
    said = [attrs.evolve(item, expected=_stated(diary[item.id])) for item in plan.milestones]
    plan = attrs.evolve(plan, milestones=tuple(said))
    kept = tuple(
        BaselineDay(
            id=item.id, when=DateExpression.of(diary[item.id] - timedelta(by)), kind="expected"
        )
        for item, by in zip(plan.milestones, shifts, strict=False)
    )
    found = compared(solve_plan(plan), Baseline(name="drawn", days=kept))
    for one, by in zip(found, shifts, strict=False):
        assert one.days == by
        day = diary[one.id]
        assert one.working_days == plan.calendar.working_days(day - timedelta(by), day)
        assert one.change is (
            Change.SLIPPED if by > 0 else Change.EARLIER if by else Change.UNCHANGED
        )


def _stated(day: date) -> Stated:
    return Stated(DateExpression.of(day), Place("plan.yaml", 1, 1))
