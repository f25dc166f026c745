"""Is a workflow over the rows of a register the same as everything typed out by hand?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Finding, Plan
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.files.locate import shipped_names, shipped_part
from earlyhelp.model.workflows import Each, Per

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
PLAN = """
milestones:
  assets.last_handover:
    after: all properties.handed_over
  offer.launch:
    on: 2022-01-04
    after: assets.last_handover
workflows:
  handover:
    for: property.future is not retained
    steps:
      partners_out: {after: each occupation.out}
      swept: {evidence: required}
      vacated: {after: [partners_out, swept]}
      handed_over: {after: vacated, within: 10 working days after vacated}
  leaving:
    for: each occupation where property.future is not retained
    steps:
      informed: {}
      out: {after: informed + 4 weeks, before: property.vacated}
properties:
  - {id: elm, name: Elm, future: surplus, handed_over: 2021-12-13}
  - {id: oak, future: lease}
  - {id: hub, future: retained}
partners:
  - {id: food}
  - {id: nursery}
occupations:
  - {property: elm, partner: food}
  - {property: elm, partner: nursery, out: 2021-12-10}
  - {property: hub, partner: food}
"""


def read(said: str) -> Plan:
    """The plan with these lines."""
    return parse((HEAD + said).encode())


def problems(said: str) -> tuple[Finding, ...]:
    """Why such a plan cannot be read."""
    with pytest.raises(UnreadablePlanError) as caught:
        read(said)
    return caught.value.findings


def links(plan: Plan, then: str) -> list[str]:
    """What must come before a milestone."""
    return sorted(link.first for link in plan.links if link.then == then)


def test_each_row_that_the_workflow_is_for_has_its_steps() -> None:
    plan = read(PLAN)
    steps = [milestone.id for milestone in plan.milestones if milestone.is_step]
    assert steps == [
        *(f"elm.{step}" for step in ("partners_out", "swept", "vacated", "handed_over")),
        *(f"oak.{step}" for step in ("partners_out", "swept", "vacated", "handed_over")),
        *("elm.food.informed", "elm.food.out", "elm.nursery.informed", "elm.nursery.out"),
    ]
    assert plan["elm.handed_over"].title == "handed_over: Elm"
    assert plan["elm.handed_over"].last_stated_day == date(2021, 12, 13)
    assert plan["elm.nursery.out"].last_stated_day == date(2021, 12, 10)
    row = next(line for line, text in enumerate((HEAD + PLAN).splitlines(), 1) if "id: elm" in text)
    assert plan["elm.vacated"].place.line == row


def test_names_in_a_step_are_of_its_own_row_first() -> None:
    plan = read(PLAN)
    assert links(plan, "elm.vacated") == [
        "elm.food.out",
        "elm.nursery.out",
        "elm.partners_out",
        "elm.swept",
    ]
    assert links(plan, "elm.partners_out") == ["elm.food.out", "elm.nursery.out"]
    assert links(plan, "oak.partners_out") == []
    assert links(plan, "assets.last_handover") == ["elm.handed_over", "oak.handed_over"]


def test_a_filter_in_a_link_takes_only_some_rows() -> None:
    said = PLAN.replace(
        "all properties.handed_over", "all properties.handed_over where property.future is lease"
    )
    assert links(read(said), "assets.last_handover") == ["oak.handed_over"]
    later = said.replace("is lease", "is lease or surplus + 5 working days")
    found = [link for link in read(later).links if link.then == "assets.last_handover"]
    assert [(link.first, str(link.lag)) for link in found] == [
        ("elm.handed_over", "5 working days"),
        ("oak.handed_over", "5 working days"),
    ]


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ("property.future is surplus", ["elm"]),
        ("future is not surplus", ["oak", "hub"]),
        ("property.name is known", ["elm"]),
        ("property.name is not known", ["oak", "hub"]),
        ("property.future is lease and property.name is empty", ["oak"]),
        ("each property", ["elm", "oak", "hub"]),
        ("each property where future is surplus or lease", ["elm", "oak"]),
    ],
)
def test_a_condition_asks_a_column(condition: str, rows: list[str]) -> None:
    plan = read(PLAN.replace("for: property.future is not retained", f"for: {condition}"))
    assert plan.registers is not None
    (handover, leaving) = plan.workflows
    assert [row.id for row in handover.rows(plan.registers)] == rows
    assert leaving.each is Each.OCCUPATION


def test_a_gate_that_nobody_has_shown_is_not_passed() -> None:
    said = PLAN.replace("handed_over: 2021-12-13", '"done:swept": 2021-09-10')
    swept = read(said)["elm.swept"]
    assert swept.done is None
    assert swept.claimed is not None
    shown = said.replace("2021-09-10", '2021-09-10, "evidence:swept": Certificate 12')
    swept = read(shown)["elm.swept"]
    assert swept.done is not None
    assert swept.claimed is None
    assert swept.evidence == "Certificate 12"


def test_an_agreed_extension_holds_the_partner_and_all_that_waits_for_it() -> None:
    asked = "partner: food, extension: {}, extended_to: 2021-12-17"
    before = earlyhelp.solve(read(PLAN)).earliest
    agreed = PLAN.replace("partner: food}", asked.format("agreed") + "}", 1)
    after = earlyhelp.solve(read(agreed))
    assert before["elm.handed_over"] == date(2021, 10, 15)
    assert after.earliest["elm.handed_over"] == date(2021, 12, 17)
    assert after.earliest["assets.last_handover"] == date(2021, 12, 17)
    assert after.why_earliest("assets.last_handover")[0].text == (
        "elm.food.out: food has an extension to then"
    )
    requested = PLAN.replace("partner: food}", asked.format("requested") + "}", 1)
    assert earlyhelp.solve(read(requested)).earliest == before


def test_a_step_may_keep_a_day_by_its_column() -> None:
    said = PLAN.replace("handed_over: 2021-12-13", '"on:handed_over": 2021-12-13')
    plan = read(said)
    assert plan["elm.handed_over"].on is not None
    assert earlyhelp.solve(plan).latest["elm.handed_over"] == date(2021, 12, 13)


def test_a_limit_says_how_many_in_what_time() -> None:
    said = PLAN.replace(
        "  leaving:\n", "    limits: no more than 3 handed_over a week\n  leaving:\n"
    )
    (limit,) = read(said).workflows[0].limits
    assert (limit.count, limit.step, limit.per) == (3, "handed_over", Per.WEEK)


def test_a_fix_in_a_workflow_is_typed_as_the_line_has_it() -> None:
    said = PLAN.replace("offer.launch:\n    on: 2022-01-04", "offer.launch:\n    on: 2021-10-08")
    (conflict,) = (f for f in earlyhelp.check(read(said)) if f.code == "EH201")
    offered = {fix.after: fix.text for fix in conflict.fixes}
    assert "informed + 3 weeks" in offered
    typed = read(said.replace("informed + 4 weeks", "informed + 3 weeks"))
    assert earlyhelp.solve(typed).feasible


def test_a_name_that_leads_nowhere_is_told_once_with_the_nearest() -> None:
    found = problems(PLAN.replace("[partners_out, swept]", "[partners_uot, swept]"))
    assert [item.code for item in found] == ["EH012"]
    (lost,) = problems(PLAN.replace("all properties.handed_over", "all properties.handed_ovre"))
    assert 'did you mean "handed_over"?' in lost.message


def test_a_step_that_a_row_does_not_go_through_asks_nothing_of_it() -> None:
    said = PLAN.replace(
        "  leaving:\n",
        "  lease:\n    for: property.future is lease\n    steps:\n      signed: {before: handed_over}\n"
        "  leaving:\n",
    ).replace("after: [partners_out, swept]", "after: [partners_out, swept, signed]")
    plan = read(said)
    assert "oak.signed" in links(plan, "oak.vacated")
    assert "oak.signed" in links(plan, "oak.handed_over")
    assert not any("elm.signed" in (link.first, link.then) for link in plan.links)


@pytest.mark.parametrize("name", shipped_names("workflows"))
def test_every_shipped_workflow_is_one(name: str) -> None:
    said = f"""
workflows:
  shipped: {{from: {name}}}
properties: []
"""
    (workflow,) = read(said).workflows
    assert workflow.steps


def test_a_plans_own_words_win_over_a_shipped_workflows() -> None:
    file = shipped_part("workflows", "surplus-centre")
    assert file is not None
    said = """
workflows:
  handover:
    from: surplus-centre
    for: property.future is surplus
    steps:
      handed_over: {after: accepted}
      party: {after: handed_over}
properties:
  - {id: elm, future: surplus}
  - {id: oak, future: lease}
"""
    plan = read(said)
    assert [link.first for link in plan.links if link.owner == "elm.handed_over"] == [
        "elm.accepted"
    ]
    assert "elm.party" in plan
    assert "oak.party" not in plan


def test_a_shipped_workflow_that_does_not_exist() -> None:
    (found,) = problems("workflows:\n  handover: {from: surplus-center}\n")
    assert found.code == "EH018"


@given(
    futures=st.lists(st.sampled_from(["surplus", "lease", "retained"]), min_size=1, max_size=4),
    lags=st.lists(st.integers(0, 30), min_size=2, max_size=2),
    handed=st.integers(60, 120),
)
def test_a_workflow_is_what_would_be_typed_out_by_hand(
    futures: list[str], lags: list[int], handed: int
) -> None:
    day = date(2021, 9, 17) + timedelta(days=handed)
    rows = "".join(f"  - {{id: c{at}, future: {said}}}\n" for at, said in enumerate(futures))
    short = f"""
milestones:
  last: {{after: all properties.handed_over, by: {day}}}
workflows:
  w:
    for: property.future is not retained
    steps:
      vacated: {{not_before: 2021-10-01}}
      handed_over:
        after: vacated + {lags[0]} working days
        within: {lags[1]} working days after vacated
properties:
{rows}"""
    typed = [f"\nmilestones:\n  last: {{by: {day}, after: ["]
    ids = [f"c{at}" for at, said in enumerate(futures) if said != "retained"]
    typed[0] += ", ".join(f"{name}.handed_over" for name in ids) + "]}\n"
    for name in ids:
        typed.append(f"  {name}.vacated: {{not_before: 2021-10-01}}\n")
        typed.append(
            f"  {name}.handed_over:\n    after: {name}.vacated + {lags[0]} working days\n"
            f"    within: {lags[1]} working days after {name}.vacated\n"
        )
    one, other = earlyhelp.solve(read(short)), earlyhelp.solve(read("".join(typed)))
    assert one.feasible == other.feasible
    assert one.earliest == other.earliest
    assert one.latest == other.latest
