"""For whom a milestone is waiting: against the slow obvious answer, and in a story."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.files.load import parse
from earlyhelp.model import LinkKind
from earlyhelp.network.schedule import solve_plan
from earlyhelp.testing import Diary, kept_plans
from earlyhelp.tracking.waiting import MOST, waiting

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
OWNERS = (None, "Assets Team", "Early Help", "Legal services")


def slowly(plan: Plan, milestone: str) -> dict[str | None, int]:
    """How many undone links before a milestone each owner is, by the definition."""
    found: dict[str | None, int] = {}
    reached, seen, steps = {milestone}, {milestone}, 0
    while reached:
        steps += 1
        reached = {
            link.first
            for link in plan.links
            if link.kind is LinkKind.AT_LEAST
            and link.then in reached
            and plan[link.first].done is None
        } - seen
        seen |= reached
        for name in reached:
            found.setdefault(plan[name].owner, steps)
    return found


@given(drawn=kept_plans(), owners=st.lists(st.sampled_from(OWNERS), min_size=8, max_size=8))
def test_the_nearest_of_each_owner_is_found(
    drawn: tuple[Plan, Diary], owners: list[str | None]
) -> None:
    plan, _ = drawn
    owned = [
        attrs.evolve(item, owner=owner)
        for item, owner in zip(plan.milestones, owners, strict=False)
    ]
    plan = attrs.evolve(plan, milestones=tuple(owned))
    found = waiting(solve_plan(plan), [item.id for item in plan.milestones])
    for item in plan.milestones:
        assert {one.owner: one.steps for one in found[item.id]} == slowly(plan, item.id)
        assert [one.steps for one in found[item.id]] == sorted(one.steps for one in found[item.id])
        assert all(plan[one.milestone].owner == one.owner for one in found[item.id])


def test_a_pinned_day_that_has_passed_waits_for_what_still_comes_before_it() -> None:
    said = """
milestones:
  c: {on: 2021-09-16, after: b}
  b: {after: a, owner: Assets Team}
  a: {owner: Legal services, after: z}
  z: {done: 2021-09-01, owner: Early Help}
"""
    (found,) = waiting(solve_plan(parse((HEAD + said).encode())), ["c"]).values()
    assert found == (("Assets Team", "b", 1), ("Legal services", "a", 2))


def test_a_circle_ends_and_many_owners_are_the_nearest_few() -> None:
    circle = parse(
        (HEAD + "milestones:\n  a: {after: b, owner: A}\n  b: {after: a, owner: B}\n").encode()
    )
    found = waiting(solve_plan(circle), ["a", "b"])
    assert {one.owner for names in found.values() for one in names} <= {"A", "B"}
    chain = "".join(f"  m{at}: {{owner: o{at}, after: m{at + 1}}}\n" for at in range(9))
    plan = parse((HEAD + "milestones:\n" + chain + "  m9: {owner: o9}\n").encode())
    (nearest,) = waiting(solve_plan(plan), ["m0"]).values()
    assert [one.owner for one in nearest] == [f"o{at}" for at in range(1, MOST + 1)]
