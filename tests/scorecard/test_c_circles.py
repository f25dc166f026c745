"""Items 26, 27 and 34: is it said where the links of a plan go round, or lead nowhere?"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import earlyhelp
from earlyhelp.errors import UnreadablePlanError

if TYPE_CHECKING:
    from tests.scorecard.conftest import Found, Lines, Read


# 26: circles


@pytest.mark.parametrize(
    "form", ["after: a", "before: a", "after: a + 3 weeks", "within: 3 weeks after a"]
)
def test_26_a_milestone_that_waits_for_itself_is_a_cycle(
    found: Found, lines: Lines, form: str
) -> None:
    [finding] = found(f"milestones:\n  a: {{{form}}}", "EH101")
    assert "a → a" in finding.message
    assert lines(finding) == [2]


@pytest.mark.parametrize("back", ["after: b", "after: b + 1 month", "exactly: 2 weeks after b"])
def test_26_two_that_wait_for_each_other_are_a_cycle(found: Found, lines: Lines, back: str) -> None:
    [finding] = found(f"milestones:\n  a: {{{back}}}\n  b:\n    after: a\n", "EH101")
    assert set(finding.subjects) == {"a", "b"}
    assert sorted(lines(finding)) == [2, 4]


def test_26_the_shortest_of_several_cycles_is_shown(found: Found, lines: Lines) -> None:
    ring = [f"  m{n}: {{after: m{(n - 1) % 50}}}" for n in range(50)]
    ring[40] = "  m40: {after: [m39, m42]}"
    [finding] = found("milestones:\n" + "\n".join(ring), "EH101")
    assert set(finding.subjects) == {"m40", "m41", "m42"}
    assert sorted(lines(finding)) == [42, 43, 44]


def test_26_a_cycle_of_ten_thousand_is_one_finding_with_every_line(
    read: Read, lines: Lines
) -> None:
    size = 10_000
    ring = "\n".join(f"  m{n}: {{after: m{(n - 1) % size}}}" for n in range(size))
    plan = read(f"milestones:\n{ring}")
    before = time.process_time()
    cycles = [item for item in earlyhelp.check(plan) if item.code == "EH101"]
    assert time.process_time() - before < 2
    [finding] = cycles
    assert len(finding.subjects) == size
    assert sorted(lines(finding)) == list(range(2, size + 2))
    assert len(finding.message) < 300


def test_26_a_cycle_exits_with_1(
    head: str, tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{head}milestones:\n  a: {{after: b}}\n  b: {{after: a}}\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 1
    assert out.count("error[EH101]") == 1
    assert "plan.yaml:6" in out
    assert "plan.yaml:7" in out


# 27: names that lead nowhere


@pytest.mark.parametrize(
    "line",
    [
        *("after: lanch", "before: lanch", "after: lanch + 3 weeks", "by: lanch + 3 weeks"),
        *("within: 3 weeks after lanch", "exactly: 3 weeks after lanch", "after: [lanch]"),
        *("after: {link: lanch, because: so}", "after: [launch, {link: lanch + 2 months}]"),
    ],
)
def test_27_a_link_to_nothing_asks_what_was_meant(read: Read, line: str) -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read(f"milestones:\n  launch: {{on: 2021-10-12}}\n  a: {{{line}}}")
    [finding] = refused.value.findings
    assert finding.code == "EH012"
    assert 'there is no milestone "lanch"; did you mean "launch"?' in finding.message
    assert finding.place is not None
    assert finding.place.line == 3


# 34: loose ends


def test_34_what_hangs_loose_is_named_and_the_plan_is_still_fine(
    head: str, tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{head}as_at: 2021-09-17\nmilestones:\n"
        "  a: {on: 2021-10-12}\n  b: {after: a, by: 2021-10-29}\n"
        "  orphan: {}\n"
        "  apart: {after: orphan-2}\n  orphan-2: {}\n"
        "  no-successor: {after: a}\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 0
    for loose in ("orphan", "apart", "no-successor"):
        assert f"nothing waits for {loose}, " in out
    assert "nothing waits for orphan-2" not in out
    assert "nothing waits for b" not in out
