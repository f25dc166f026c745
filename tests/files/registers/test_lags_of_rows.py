"""Can a workflow's lag stand in the register, so that each row keeps its own agreement?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

import earlyhelp
from earlyhelp import Finding, Lag, Plan
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.testing import lags

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\ndays: any\n"
PLAN = """
workflows:
  leaving:
    for: each occupation
    steps:
      informed: {}
      out: {after: informed + occupation.notice, by: 2021-12-20}
properties:
  - {id: elm}
partners:
  - {id: food}
  - {id: nursery}
  - {id: library}
occupations:
  - {property: elm, partner: food, notice: 4 weeks}
  - {property: elm, partner: nursery, notice: 3 months}
  - {property: elm, partner: library}
"""


def read(said: str) -> Plan:
    return parse((HEAD + said).encode())


def problem(said: str) -> Finding:
    with pytest.raises(UnreadablePlanError) as refused:
        read(said)
    [finding] = refused.value.findings
    return finding


def test_each_partner_has_to_be_told_by_the_last_day_that_its_own_notice_leaves() -> None:
    latest = earlyhelp.solve(read(PLAN)).latest
    assert latest["elm.food.informed"] == date(2021, 11, 22)
    assert latest["elm.nursery.informed"] == date(2021, 9, 20)


def test_a_row_that_does_not_say_its_notice_asks_for_none() -> None:
    assert earlyhelp.solve(read(PLAN)).latest["elm.library.informed"] is None


@given(lag=lags())
def test_it_is_the_same_as_the_lag_typed_into_the_workflow(lag: Lag) -> None:
    in_the_row = f"{{property: elm, partner: food, notice: {lag}}}"
    rows = PLAN.partition("occupations:")[0] + "occupations:\n  - "
    of_the_row = read(rows + in_the_row)
    typed = read((rows + in_the_row).replace("occupation.notice", str(lag)))
    assert earlyhelp.solve(of_the_row).latest == earlyhelp.solve(typed).latest


def test_a_proof_names_the_row_and_never_offers_to_relax_the_agreement() -> None:
    plan = read(PLAN.replace("informed: {}", "informed: {not_before: 2021-10-01}"))
    [conflict] = [found for found in earlyhelp.check(plan) if found.code == "EH201"]
    [notice] = [step for step in conflict.chain if step.adds]
    assert notice.locked
    assert notice.source is not None
    assert "notice of elm.nursery, plan.yaml:" in notice.source
    assert all("informed + " not in fix.after for fix in conflict.fixes)


def test_a_property_can_say_it_too() -> None:
    said = """
workflows:
  ending:
    for: each property
    steps:
      served: {}
      ended: {within: property.break_notice after served, on: 2021-12-20}
properties:
  - {id: hall, break_notice: 2 months}
"""
    solved = earlyhelp.solve(read(said))
    assert solved.earliest["hall.served"] == date(2021, 10, 20)
    assert solved.latest["hall.served"] == date(2021, 12, 20)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("informed + occupation.sessions", "occupation.notice"),
        ("informed + occupation.notis", "occupation.notice"),
        ("informed + partner.notice", "not a link"),
    ],
)
def test_another_column_is_no_lag(said: str, reason: str) -> None:
    finding = problem(PLAN.replace("informed + occupation.notice", said))
    assert finding.code in {"EH009", "EH011"}
    assert reason in finding.message


def test_outside_a_workflow_no_row_is_meant() -> None:
    finding = problem("milestones:\n  a: {}\n  b: {after: a + occupation.notice}\n")
    assert finding.code == "EH009"
    assert "in a step of a workflow" in finding.message
