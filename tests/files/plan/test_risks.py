"""The section `risks` of a plan: what is read, and what is refused with its line."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import attrs
import pytest

from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model.risks import Degree, Risk, RiskStatus
from earlyhelp.network.lines import plan_of

if TYPE_CHECKING:
    from earlyhelp import Finding, Plan

SMALLEST = b"format: 1\nid: move\ntitle: The move\nnation: wales\n"
IMPORTS = """
import sys
from earlyhelp.files.load import parse
parse(b"format: 1\\nid: a\\ntitle: A\\nnation: england\\n")
print([name for name in sys.modules if "risk" in name])
"""


def test_a_risk_says_what_may_happen_and_what_is_done_about_it(plan: Plan) -> None:
    """
    milestones:
      launch: {on: 2022-01-04}
    stages:
      notice: {lasts: at least 12 weeks}
    risks:
      notice-past-launch:
        cause: notice is given late
        event: people are still under notice
        effect: their pay goes on
        mitigation: work the notice out early
        likelihood: very high
        impact: low
        owner: Human resources
        proximity: at the launch
        status: happened
        threatens: [notice.end, launch, notice.end]
        source: minutes of the board
      bare: {title: It rains}
    """
    first, second = plan.risks
    assert first == Risk(
        id="notice-past-launch",
        place=Place("plan.yaml", 6, 3),
        cause="notice is given late",
        event="people are still under notice",
        effect="their pay goes on",
        mitigation="work the notice out early",
        likelihood=Degree.VERY_HIGH,
        impact=Degree.LOW,
        owner="Human resources",
        proximity="at the launch",
        status=RiskStatus.HAPPENED,
        threatens=("notice.end", "launch"),
        source="minutes of the board",
    )
    assert (first.name, first.score) == ("people are still under notice", 10)
    assert (second.name, second.score) == ("It rains", None)
    assert (second.status, second.threatens) == (RiskStatus.OPEN, ())


def test_everything_that_is_wrong_with_risks_is_told_at_its_place(
    problems: tuple[Finding, ...],
) -> None:
    """
    milestones:
      launch: {}
    stages:
      notice: {}
    risks:
      a: {title: A, threatens: lanch}
      b: {title: B, threatens: [launch, notice]}
      c: {title: C, likelyhood: high}
      d: {title: D, likelihood: hgh, impact: [high], status: shut}
      e: {mitigation: wait}
      f: soon
      not an id: {title: F}
    """
    assert [(found.code, found.place and found.place[1:]) for found in problems] == [
        ("EH012", (6, 28)),
        ("EH012", (7, 37)),
        ("EH005", (8, 17)),
        ("EH018", (9, 29)),
        ("EH006", (9, 42)),
        ("EH018", (9, 58)),
        ("EH016", (10, 3)),
        ("EH016", (11, 3)),
        ("EH006", (11, 6)),
        ("EH017", (12, 3)),
    ]
    told = " ".join(found.message for found in problems)
    for near in ("launch", "likelihood", "high"):
        assert f'did you mean "{near}"?' in told
    assert 'write "notice.start" or "notice.end"' in told


@pytest.mark.parametrize("said", ["[a]", "register.csv"])
def test_risks_are_keys_and_values(said: str) -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        parse(SMALLEST + f"risks: {said}\n".encode())
    assert [found.code for found in refused.value.findings] == ["EH006"]
    assert parse(SMALLEST + b"risks:\n").risks == ()


def test_a_plan_without_risks_imports_nothing_for_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_plan_of_your_own_cannot_have_a_risk_to_nothing() -> None:
    plan = parse(SMALLEST)
    risk = Risk(id="a", place=Place("plan.yaml", 1, 1), title="A", threatens=("launch",))
    with pytest.raises(ValueError, match="threatens a milestone that is not in the plan"):
        attrs.evolve(plan, risks=(risk,))


def test_a_part_of_a_plan_without_what_a_risk_threatens_is_a_plan(plan: Plan) -> None:
    """
    milestones:
      keys: {on: 2021-10-12}
      launch: {on: 2022-01-04}
    risks:
      a: {title: A, threatens: launch}
    """
    keys = plan["keys"].on
    assert keys is not None
    smaller, _ = plan_of(plan, {keys.place}, None)
    assert [item.id for item in smaller.milestones] == ["keys"]
    assert smaller.risks == ()


def test_a_risk_that_nobody_could_name_is_refused() -> None:
    with pytest.raises(ValueError, match="neither a title nor an event"):
        Risk(id="a", place=Place("plan.yaml", 1, 1))
