"""What a plan can be asked of itself: what its workflows made, and what each milestone waits for."""

from __future__ import annotations

from earlyhelp import Plan


def test_a_step_is_known_by_its_row_and_by_the_property_it_happens_in(plan: Plan) -> None:
    """
    milestones:
      launch: {on: 2022-01-04}
    workflows:
      handover:
        for: property.future is surplus
        steps: {vacated: {}, handed_over: {after: vacated}}
      leaving:
        for: each occupation where property.future is surplus
        steps: {out: {before: property.vacated}}
    properties:
      - {id: elm, future: surplus}
      - {id: oak, future: retained}
      - {id: ash, future: surplus}
    partners: [{id: toddlers}]
    occupations:
      - {property: ash, partner: toddlers}
      - {property: oak, partner: toddlers}
    """
    assert [*plan.made] == [
        "elm.vacated",
        "elm.handed_over",
        "ash.vacated",
        "ash.handed_over",
        "ash.toddlers.out",
    ]
    assert [item.id for item in plan.milestones if item.is_step] == [*plan.made]
    out = plan.made["ash.toddlers.out"]
    assert (out.row.id, out.step.name, out.property_id) == ("ash.toddlers", "out", "ash")
    assert {place: [one.milestone for one in made] for place, made in plan.made_in.items()} == {
        "elm": ["elm.vacated", "elm.handed_over"],
        "ash": ["ash.vacated", "ash.handed_over", "ash.toddlers.out"],
    }


def test_a_plan_without_registers_has_made_nothing(plan: Plan) -> None:
    """
    milestones:
      launch: {on: 2022-01-04}
    """
    assert not plan.made
    assert not plan.made_in


def test_a_milestone_waits_for_what_comes_before_it_and_not_for_itself(plan: Plan) -> None:
    """
    milestones:
      told: {after: told}
      heard: {}
      out: {after: [heard, told + 2 weeks], by: told + 8 weeks}
    """
    waits = {name: [link.first for link in links] for name, links in plan.predecessor_links.items()}
    assert waits == {"out": ["heard", "told"]}
