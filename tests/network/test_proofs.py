"""The laws of proofs and fixes: every one of them is solved again."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp.dates import DateExpression
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Plan, Stated
from earlyhelp.network.conflicts import Conflict
from earlyhelp.network.lines import can_hold
from earlyhelp.testing import as_yaml, broken_plans, kept_plans, small_plans
from tests.answers import conflicts, proof_of

IMPOSSIBLE = broken_plans() | small_plans()


def conflicts_of(plan: Plan) -> list[Conflict]:
    schedule = earlyhelp.solve(plan)
    assume(not schedule.feasible and not schedule.network.cycles)
    return [item.conflict for item in schedule.conflicts]


@given(plan=IMPOSSIBLE)
def test_an_impossible_plan_has_a_conflict(plan: Plan) -> None:
    assert conflicts_of(plan)


@given(plan=IMPOSSIBLE)
def test_the_lines_of_a_conflict_cannot_all_hold_but_without_any_one_they_can(plan: Plan) -> None:
    for conflict in conflicts_of(plan):
        assert not can_hold(plan, conflict.lines, plan.as_at)
        for line in conflict.lines:
            assert can_hold(plan, conflict.lines - {line}, plan.as_at)


@given(plan=IMPOSSIBLE)
def test_a_conflict_is_reported_once(plan: Plan) -> None:
    lines = [conflict.lines for conflict in conflicts_of(plan)]
    assert len(lines) == len(set(lines))


@given(plan=IMPOSSIBLE)
def test_a_proof_adds_up(plan: Plan) -> None:
    for finding in earlyhelp.check(plan):
        if finding.code == "EH201":
            steps = finding.chain
            for before, step in pairwise(steps):
                if step.adds is not None:
                    assert before.day is not None
                    assert step.day == before.day + timedelta(days=step.adds)
            reached, limit = steps[-2].day, steps[-1].day
            assert reached is not None
            assert limit is not None
            assert finding.short_by_days == (reached - limit).days > 0
            counted = plan.calendar.working_days(limit, reached)
            assert finding.short_by_working_days == counted


@given(plan=IMPOSSIBLE)
def test_every_fix_mends_its_conflict_when_it_is_typed_in(plan: Plan) -> None:
    text = as_yaml(plan)
    read = parse(text.encode())
    found = conflicts(read)
    for finding in found:
        for fix in finding.fixes:
            mended = parse(typed(text, fix).encode())
            assert proof_of(finding) not in map(proof_of, conflicts(mended))
            if len(found) == 1:
                assert earlyhelp.solve(mended).feasible


@given(plan=IMPOSSIBLE)
def test_no_locked_line_and_no_fact_is_offered(plan: Plan) -> None:
    locked = attrs.evolve(plan, links=tuple(attrs.evolve(link, locked=True) for link in plan.links))
    facts = {milestone.id for milestone in plan.milestones if milestone.done}
    for finding in earlyhelp.check(locked):
        for fix in finding.fixes:
            assert fix.field in {"on", "by", "not_before"}
            assert fix.milestone not in facts


@given(drawn=kept_plans(), data=st.data())
def test_a_deadline_on_the_earliest_day_holds_and_one_day_before_is_one_day_short(
    drawn: tuple[Plan, dict[str, date]], data: st.DataObject
) -> None:
    plan, diary = drawn
    plan = attrs.evolve(plan, as_at=plan.as_at or min(diary.values()))
    free = [
        milestone.id
        for milestone in plan.milestones
        if milestone.done is None and milestone.on is None and not milestone.by
    ]
    assume(free)
    name = data.draw(st.sampled_from(free))
    earliest = earlyhelp.solve(plan).earliest[name]
    assert earliest is not None
    assert earlyhelp.solve(with_deadline(plan, name, earliest)).feasible
    before = with_deadline(plan, name, earliest - timedelta(days=1))
    assume(plan.as_at is not None and earliest > plan.as_at)
    assert not earlyhelp.solve(before).feasible
    worst = max(item.conflict.short_by for item in earlyhelp.solve(before).conflicts)
    assert worst >= 1


def with_deadline(plan: Plan, name: str, day: date) -> Plan:
    """The plan with one more deadline."""
    deadline = Stated(DateExpression.of(day), Place("plan.yaml", 99_999, 5))
    milestones = (
        attrs.evolve(item, by=(*item.by, deadline)) if item.id == name else item
        for item in plan.milestones
    )
    return attrs.evolve(plan, milestones=tuple(milestones))


def typed(text: str, fix: earlyhelp.Fix) -> str:
    """The plan's text once somebody has typed the fix in at its place."""
    assert fix.place is not None
    lines = text.split("\n")
    line, start = lines[fix.place.line - 1], fix.place.column - 1
    assert line[start:] == fix.before
    lines[fix.place.line - 1] = line[:start] + fix.after
    return "\n".join(lines)
