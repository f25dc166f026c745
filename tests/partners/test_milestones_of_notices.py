"""Are the reply to a letter, the answer to a request and the three months milestones?"""

from __future__ import annotations

import pytest

import earlyhelp
from earlyhelp import Finding, Plan, Severity
from earlyhelp.dates import days
from earlyhelp.files.load import parse
from earlyhelp.network.schedule import solve_plan
from earlyhelp.partners.notices import Kind, notices

PLAN = """format: 1
id: move
title: The move
nation: england
as_at: 2021-09-17
workflows:
  leaving: {from: partner-leaves}
  voluntary: {from: voluntary-notice}
  extensions: {from: extension-answer}
properties:
  - {id: elm, title: Elm Road, future: surplus}
  - {id: oak, future: retained, capacity: 3}
partners:
  - {id: food, name: Food bank, sector: voluntary}
occupations:
  - {property: elm, partner: food, notice: 4 weeks, offered: oak, told: 2021-09-13, ROW}
""".replace("title: Elm Road, ", "name: Elm Road, ")


def plan_of(row: str, *, as_at: str = "2021-09-17") -> Plan:
    said = PLAN.replace("ROW", row).replace("as_at: 2021-09-17", f"as_at: {as_at}")
    return parse(said.encode())


def found(plan: Plan, *codes: str) -> list[Finding]:
    return [item for item in earlyhelp.check(plan) if item.code in codes]


def due(plan: Plan) -> dict[Kind, int | None]:
    return {notice.kind: notice.by for notice in notices(solve_plan(plan))}


def latest(plan: Plan, step: str) -> int | None:
    return solve_plan(plan).last_day(f"elm.food.{step}")


def test_a_reply_is_awaited_for_ten_working_days_and_then_it_is_overdue() -> None:
    plan = plan_of("out: 2022-01-10")
    assert str(earlyhelp.solve(plan).latest["elm.food.confirmed"]) == "2021-09-27"
    assert latest(plan, "confirmed") == due(plan)[Kind.REMINDER]
    assert not found(plan, "EH701")
    [late] = found(plan_of("out: 2022-01-10", as_at="2021-10-01"), "EH701")
    assert late.subjects == ("elm.food.confirmed",)
    assert late.severity is Severity.WARNING


@pytest.mark.parametrize(
    "answer",
    ["acknowledged: 2021-09-15", "offer_accepted: 2021-09-15", "extension_requested: 2021-09-15"],
)
def test_whatever_shows_that_it_knows_is_the_reply(answer: str) -> None:
    plan = plan_of(f"{answer}, out: 2022-01-10", as_at="2021-10-01")
    assert plan["elm.food.confirmed"].done is not None
    assert not found(plan, "EH701")
    assert Kind.REMINDER not in due(plan)


def test_a_reply_that_was_recorded_as_done_needs_no_reminder() -> None:
    assert Kind.REMINDER not in due(plan_of('"done:confirmed": 2021-09-16, out: 2022-01-10'))


def test_of_a_partner_that_has_moved_out_no_reply_is_awaited() -> None:
    gone = plan_of('"done:out": 2021-12-14', as_at="2021-12-20")
    assert not found(gone, "EH701")


def test_a_workflow_of_the_plans_own_can_wait_longer() -> None:
    said = PLAN.replace(
        "{from: partner-leaves}",
        "{from: partner-leaves, steps: {confirmed: {by: occupation.told + 4 weeks}}}",
    )
    plan = parse(said.replace("ROW", "out: 2022-01-10").encode())
    assert due(plan)[Kind.REMINDER] == latest(plan, "confirmed")
    assert str(earlyhelp.solve(plan).latest["elm.food.confirmed"]) == "2021-10-11"


def test_three_months_too_few_are_broken_links_that_name_their_source() -> None:
    plan = plan_of("out: 2021-12-06")
    [early] = found(plan, "EH204")
    assert early.subjects == ("elm.food.out",)
    assert early.short_by_days == 7
    assert any("Best Value" in (step.source or "") for step in early.chain)
    assert not found(plan, "EH503"), "and nothing is said twice"


@pytest.mark.parametrize("row", ["out: 2021-12-13", "offer_accepted: 2021-09-16, out: 2021-10-20"])
def test_three_months_hold_or_are_not_asked_for(row: str) -> None:
    assert not found(plan_of(row), "EH204", "EH503")


def test_without_that_workflow_the_three_months_are_a_warning() -> None:
    said = PLAN.replace("  voluntary: {from: voluntary-notice}\n", "")
    plan = parse(said.replace("ROW", "out: 2021-12-06").encode())
    assert not found(plan, "EH204")
    [warning] = found(plan, "EH503")
    assert warning.short_by_days == 7


ASKED = "extension: requested, extended_to: 2022-01-10"


def test_a_request_is_answered_before_the_partner_would_have_to_be_out() -> None:
    plan = plan_of(f"{ASKED}, out: 2021-12-20")
    assert str(earlyhelp.solve(plan).latest["elm.food.answered"]) == "2022-01-07"
    assert str(earlyhelp.solve(plan_of(ASKED)).latest["elm.food.answered"]) == "2022-01-07"
    by = due(plan)[Kind.ANSWER]
    assert by is not None
    assert str(days.day(by)) == "2021-12-17", "the Friday before Monday 20 December"


def test_an_answer_that_does_not_come_is_overdue() -> None:
    late = found(plan_of(ASKED, as_at="2022-01-10"), "EH701")
    assert {item.subjects for item in late} == {("elm.food.answered",), ("elm.food.confirmed",)}


def test_once_it_is_decided_there_is_nothing_to_answer() -> None:
    plan = plan_of("extension: agreed, extended_to: 2022-01-10")
    assert "elm.food.answered" not in plan
