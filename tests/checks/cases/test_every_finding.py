"""What holds whatever is found of open work?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from earlyhelp import Plan, codes
from earlyhelp.checks import check_plan
from earlyhelp.checks.register import Check
from earlyhelp.codes import all_codes
from earlyhelp.network.schedule import solve_plan

if TYPE_CHECKING:
    from tests.checks.cases.conftest import Findings, OpenWork


@pytest.fixture
def healthy(accepted: str) -> tuple[str, ...]:
    """Open rows of every kind, of which nothing is to be said."""
    return (
        (
            "kind: plan, setting: home, route: close, planned_closure: 2021-12-17, worker_status: leaving, "
            "worker_last_day: 2021-12-31, changes: 2021-12-17, family_informed: 2021-12-03"
        ),
        (
            f"kind: group, places: 4, setting: elm-road, {accepted}, handover_meeting: 2021-12-10, "
            "worker_status: leaving, worker_last_day: 2021-12-10, changes: 2021-12-13, "
            "family_informed: 2021-12-10"
        ),
        "kind: waiting list, setting: online, route: same worker, worker_status: confirmed",
        "kind: plan, setting: oak-lane, route: same worker, worker_status: confirmed",
    )


def test_a_healthy_plan_hears_nothing_of_its_open_work(
    findings: Findings, healthy: tuple[str, ...]
) -> None:
    assert findings(*healthy) == []


def test_a_plan_without_registers_has_no_open_work(plan: Plan) -> None:
    """
    as_at: 2021-12-01
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    _, found = check_plan(plan)
    assert not [finding for finding in found if finding.code.startswith("EH6")]


def test_closed_work_needs_nothing_more(findings: Findings) -> None:
    everything_wrong = (
        "setting: elm-road, worker_status: leaving, worker_last_day: 2021-11-20, "
        "handover_meeting: 2021-12-18, changes: 2021-11-01, family_informed: 2021-11-25"
    )
    assert findings(everything_wrong) != []
    assert findings(f"{everything_wrong}, closed: 2021-11-30") == []


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("EH603", "worker_last_day: week of 2021-12-06, handover_meeting: week of 2021-12-20"),
        ("EH604", "setting: yew-court, handover_meeting: 2021-12-27 to 2021-12-30"),
        ("EH606", "changes: week of 2021-12-06, family_informed: week of 2021-12-20"),
        ("EH607", "route: close, planned_closure: week of 2022-01-17"),
    ],
)
def test_days_that_are_not_exact_are_apart_by_what_is_certain(
    findings: Findings, code: str, row: str
) -> None:
    """From the last day that the one can mean to the first of the other."""
    certain = {"EH603": 10, "EH604": 10, "EH606": 10, "EH607": 13}
    [finding] = [finding for finding in findings(row) if finding.code == code]
    assert finding.short_by_days == certain[code]


def test_no_message_holds_a_token_a_post_or_any_word_of_a_row(findings: Findings) -> None:
    """Each row has something wrong, and words of its own that must not be repeated."""
    private = "team: west, worker: secret-worker"
    post = "receiving_post: secret-post"
    found = findings(
        f"{private}, kind: plan, setting: elm-road",
        f"{private}, {post}, route: transfer, receiving_team: north",
        f"{private}, {post}, places: 99, route: transfer, receiving_team: north, "
        "setting: elm-road, handover_meeting: 2021-12-18, worker_last_day: 2021-12-10, "
        "family_informed: 2022-01-10",
        f"{private}, worker_status: leaving, worker_last_day: 2021-12-10, route: same worker",
        *[f"{private}, route: close, planned_closure: 2021-12-22"] * 6,
        f"{private}, route: close, planned_closure: 2022-02-01",
        f"{private}, changes: 2021-11-01, worker_status: leaving, setting: elm-road",
    )
    codes = {finding.code for finding in found}
    assert codes == {f"EH6{number:02}" for number in range(1, 13)}
    for finding in found:
        words = f"{finding.message} {finding.subjects} {finding.chain}"
        for word in ("k00", "secret", "west", "elm-road"):
            assert word not in words
        is_of_a_team = finding.code in ("EH608", "EH609")
        assert finding.subjects == (("north",) if is_of_a_team else ())


def test_ten_thousand_rows_are_too_many_for_their_team_and_nothing_else(
    open_work: OpenWork, healthy: tuple[str, ...]
) -> None:
    plan = open_work(*(healthy[number % len(healthy)] for number in range(10_000)))
    schedule = solve_plan(plan)
    entries = [code for code in all_codes() if code.code.startswith("EH6")]
    checks = [(code.function, codes.say(code)) for code in entries]
    found = [finding for ask, say in checks for finding in cast(Check, ask)(plan, schedule, say)]
    assert {finding.code for finding in found} == {"EH608", "EH609"}
