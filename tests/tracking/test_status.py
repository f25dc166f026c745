"""How a milestone stands, from the definition: red, amber, green, complete, or not known."""

from __future__ import annotations

from collections import Counter
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
from earlyhelp.testing import Diary, broken_plans, kept_plans
from earlyhelp.tracking.progress import When, progress, property_states
from earlyhelp.tracking.status import Rag, Standing, Why, by_workstream, standings, worst

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
JOURNAL = b"recorded_at,by,action,subject,day,was,reason,evidence\n"


def read(said: str, journal: str = "") -> Plan:
    """The plan with these lines, and with what the journal records."""
    recorded = JOURNAL + journal.encode() if journal else None
    return parse((HEAD + said).encode(), recorded=recorded)


def standing(said: str, journal: str = "", baseline: Baseline | None = None) -> Standing:
    """How the milestone `a` of a plan stands."""
    found = standings(solve_plan(read(said, journal)), baseline)
    return next(one for one in found if one.id == "a")


@pytest.mark.parametrize(
    ("said", "why", "late_by"),
    [
        ("milestones:\n  a: {done: 2021-09-16}\n", Why.DONE, None),
        ("milestones:\n  a: {on: 2021-09-16}\n", Why.FIXED_DAY_PASSED, 1),
        ("milestones:\n  a: {by: 2021-09-15}\n", Why.FIXED_DAY_PASSED, 2),
        ("milestones:\n  a: {on: 2021-09-17}\n", Why.IN_TIME, None),
        ("milestones:\n  a: {expected: 2021-10-04, by: 2021-10-01}\n", Why.AFTER_LATEST, 3),
        ("milestones:\n  a: {expected: 2021-10-01, by: 2021-10-01}\n", Why.IN_TIME, None),
        ("milestones:\n  a: {expected: end of 2021-10, by: 2021-10-01}\n", Why.IN_TIME, None),
        ("milestones:\n  a: {expected: 2021-09-16}\n", Why.CANNOT_BE_KEPT, 1),
        ("milestones:\n  a: {expected: 2020-09-16}\n", Why.PROBABLE_YEAR_ERROR, None),
        ("milestones:\n  a: {by: 2021-10-01}\n", Why.IN_TIME, None),
        ("milestones:\n  a: {}\n", Why.NO_DAY, None),
        ("milestones:\n  a: {done: 2021-09-20}\n", Why.IN_TIME, None),
        ("milestones:\n  a: {after: b}\n  b: {after: a}\n", Why.IN_CONFLICT, None),
        (
            "milestones:\n  a: {on: 2021-10-01, after: b + 1 week}\n  b: {on: 2021-10-01}\n",
            Why.IN_CONFLICT,
            None,
        ),
    ],
)
def test_what_makes_a_milestone_stand_as_it_does(said: str, why: Why, late_by: int | None) -> None:
    found = standing(said)
    assert (found.why, found.late_by) == (why, late_by)


@pytest.mark.parametrize(
    ("day", "rag"), [("2021-10-05", Rag.AMBER), ("2021-10-12", Rag.RED), ("2021-09-27", Rag.GREEN)]
)
def test_a_move_is_amber_within_the_float_and_red_beyond_it(day: str, rag: Rag) -> None:
    said = "milestones:\n  a: {expected: 2021-10-01, by: 2021-10-11}\n"
    moved = f"2021-09-17T09:00:00+00:00,office,moved,a,{day},2021-10-01,,\n"
    assert standing(said, moved).rag is rag


@pytest.mark.parametrize(
    ("was", "kind", "rag"),
    [
        ("2021-09-30", "expected", Rag.AMBER),
        ("2021-10-01", "expected", Rag.GREEN),
        ("2021-09", "expected", Rag.AMBER),
        ("2021-10", "expected", Rag.GREEN),
        ("2021-09-20", "earliest", Rag.GREEN),  # nobody promised it
    ],
)
def test_a_day_has_slipped_where_it_is_later_than_the_baseline_promised(
    was: str, kind: str, rag: Rag
) -> None:
    kept = Baseline(
        name="approved", days=(BaselineDay(id="a", when=DateExpression.parse(was), kind=kind),)
    )
    assert standing("milestones:\n  a: {expected: 2021-10-01}\n", baseline=kept).rag is rag


def test_a_baseline_made_after_a_move_has_taken_it_in() -> None:
    said = "milestones:\n  a: {expected: 2021-10-01}\n"
    moved = "2021-09-17T09:00:00+00:00,office,moved,a,2021-10-08,2021-10-01,,\n"
    kept = Baseline(
        name="again",
        days=(BaselineDay(id="a", when=DateExpression.parse("2021-10-08"), kind="moved"),),
    )
    assert standing(said, moved).why is Why.MOVED_LATER
    assert standing(said, moved, kept).why is Why.IN_TIME


def test_a_gate_that_nobody_has_shown_is_not_known_to_be_passed() -> None:
    said = 'workflows:\n  w: {steps: {swept: {evidence: required}}}\nproperties: [{id: elm, "done:swept": 2021-09-16}]\n'
    (found,) = standings(solve_plan(read(said)))
    assert (found.why, found.rag) == (Why.NOT_SHOWN, Rag.NOT_KNOWN)


def test_each_property_is_in_the_last_state_that_is_recorded() -> None:
    said = """
workflows:
  w: {for: property.future is not retained, steps: {service_ended: {}, vacated: {}, handed_over: {}}}
properties:
  - {id: elm, future: surplus, "done:service_ended": 2021-09-10, "done:handed_over": 2021-09-16}
  - {id: oak, future: surplus, "done:service_ended": 2021-09-10}
  - {id: ash, future: surplus}
  - {id: fir, future: surplus, "done:vacated": 2021-09-20}
  - {id: yew, future: retained}
"""
    states = property_states(solve_plan(read(said)))
    assert states == {"open": 2, "service_ended": 1, "vacated": 0, "handed_over": 1}
    assert property_states(solve_plan(read("milestones: {a: {}}\n"))) == {}


@given(drawn=kept_plans(), within=st.integers(0, 200))
def test_every_milestone_is_in_one_place_and_counted_once(
    drawn: tuple[Plan, Diary], within: int
) -> None:
    plan, _ = drawn
    found = progress(solve_plan(plan), within=within)
    as_at = plan.as_at
    for one in found.standings:
        said = plan[one.id]
        late = (
            as_at is not None
            and said.done is None
            and any(
                limit.when.last < as_at for limit in (said.on, said.expected, *said.by) if limit
            )
        )
        assert (found.when(one) is When.OVERDUE) is late
        assert (found.when(one) is When.DONE) is (said.done is not None)
    assert [one.id for one in found.due] == [
        one.id
        for one in sorted(found.standings, key=lambda one: one.due or 0)
        if found.when(one) is When.DUE
    ]
    counts = by_workstream(found.standings)
    assert sum(counts.values(), Counter()) == Counter(one.rag for one in found.standings)


@given(drawn=kept_plans())
def test_a_plan_that_somebody_keeps_is_never_red(drawn: tuple[Plan, Diary]) -> None:
    """Its as-at day is the first of the diary, so that nothing has passed."""
    plan, diary = drawn
    said = [attrs.evolve(item, expected=_stated(diary[item.id])) for item in plan.milestones]
    found = progress(solve_plan(attrs.evolve(plan, milestones=tuple(said))), within=14)
    assert all(one.rag in {Rag.GREEN, Rag.COMPLETE} for one in found.standings)
    assert found.rag in {Rag.GREEN, Rag.COMPLETE}


@given(drawn=kept_plans(), later=st.integers(1, 30))
def test_a_day_after_the_latest_is_red_by_just_so_much(
    drawn: tuple[Plan, Diary], later: int
) -> None:
    plan, _ = drawn
    schedule = solve_plan(plan)
    for at, item in enumerate(plan.milestones):
        latest = schedule.latest[item.id]
        if item.stated is not None or latest is None:
            continue
        moved = attrs.evolve(item, expected=_stated(latest + timedelta(later)))
        changed = attrs.evolve(
            plan, milestones=(*plan.milestones[:at], moved, *plan.milestones[at + 1 :])
        )
        found = standings(solve_plan(changed))[at]
        assert (found.why, found.late_by) == (Why.AFTER_LATEST, later)


@given(plan=broken_plans())
def test_a_plan_that_cannot_be_met_is_red_and_so_is_what_proves_it(plan: Plan) -> None:
    schedule = solve_plan(plan)
    found = progress(schedule, within=14)
    assert found.rag is Rag.RED
    red = {one.id for one in found.standings if one.rag is Rag.RED}
    open_ends = {one.id for one in found.standings if one.is_open}
    for diagnosed in schedule.conflicts:
        ends = {end for hop in diagnosed.conflict.hops for end in (hop.start, hop.end)}
        assert ends & open_ends <= red


@given(st.lists(st.sampled_from(Rag)))
def test_several_stand_as_the_worst_of_them(found: list[Rag]) -> None:
    order = [Rag.RED, Rag.AMBER, Rag.GREEN, Rag.NOT_KNOWN, Rag.COMPLETE]
    assert worst(found) is (min(found, key=order.index) if found else Rag.NOT_KNOWN)


def _stated(day: date) -> Stated:
    return Stated(DateExpression.of(day), Place("plan.yaml", 1, 1))
