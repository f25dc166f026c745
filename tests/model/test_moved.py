"""A plan with another day for a milestone: what a script asks before anybody decides."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import DateExpression
from earlyhelp.model import Stated
from earlyhelp.testing import Diary, days, kept_plans


def test_what_is_pinned_is_pinned_to_the_new_day_and_what_is_expected_is_expected_then(
    plan: Plan,
) -> None:
    """
    milestones:
      told: {done: 2021-09-15}
      out: {expected: week of 2021-11-01, after: told}
      offer.launch: {on: 2022-01-04, after: out + 2 weeks}
    """
    later = plan.moved("out", date(2021, 12, 22))
    assert (later["out"].on, later["out"].stated_as) == (None, "moved")
    [clash] = [item for item in earlyhelp.check(later) if item.code == "EH204"]
    assert clash.subjects[0] == "out"
    assert not earlyhelp.solve(plan.moved("offer.launch", date(2021, 9, 17))).feasible
    assert plan["out"].stated_as == "expected"  # the plan itself is as it was


def test_a_fact_does_not_move_and_nothing_moves_that_is_not_there(plan: Plan) -> None:
    """
    milestones:
      told: {done: 2021-09-15}
    """
    with pytest.raises(ValueError, match="told is done: a fact does not move"):
        plan.moved("told", date(2021, 9, 16))
    with pytest.raises(KeyError):
        plan.moved("tolled", date(2021, 9, 16))


@given(kept=kept_plans(), day=days())
def test_it_is_the_plan_in_which_somebody_had_typed_that_day(
    kept: tuple[Plan, Diary], day: date
) -> None:
    plan, _ = kept
    for milestone in plan.milestones:
        if milestone.done:
            continue
        said = Stated(DateExpression.of(day), milestone.place)
        typed = (
            attrs.evolve(milestone, on=said)
            if milestone.on
            else attrs.evolve(milestone, expected=said)
        )
        written = attrs.evolve(
            plan, milestones=tuple(typed if item is milestone else item for item in plan.milestones)
        )
        moved, other = earlyhelp.solve(plan.moved(milestone.id, day)), earlyhelp.solve(written)
        assert moved.feasible == other.feasible
        assert (moved.earliest, moved.latest) == (other.earliest, other.latest)
