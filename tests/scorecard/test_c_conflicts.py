"""Items 30 to 32: is every conflict of a plan reported, with fixes that mend it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

import earlyhelp

if TYPE_CHECKING:
    from tests.scorecard.conftest import Conflicts, Found, Lines, Mended, Read

TOO_TIGHT: Final = (
    """\
milestones:
  response:
    on: 2021-10-12
  launch:
    on: 2022-01-04
    after: notice.end
stages:
  selection:
    lasts: at least 6 weeks
    after: response
  notice:
    lasts: at least 12 weeks
    after: selection.end
    source: ERA 1996 s.86
    locked: yes
""",
    """\
milestones:
  notice:
    on: 2021-11-30
  keys:
    after: notice + 3 months
    by: 2022-02-11
""",
    """\
milestones:
  decision:
    on: 2021-10-12
    locked: yes
  call-in:
    after: decision + 7 working days
  letters:
    after: call-in + 10 working days
    before: meeting - 15 clear days
  meeting:
    by: 2021-11-12
    not_before: 2021-11-01
""",
    """\
milestones:
  vacated:
    on: 2021-12-20
  handed-over:
    within: 5 working days after vacated
    after: survey + 2 weeks
  survey:
    not_before: 2022-01-10
""",
    """\
stages:
  moves:
    start: {not_before: 2021-11-01}
    lasts: between 4 and 6 weeks
    by: 2021-11-19
""",
)


# 30: fixes


@pytest.mark.parametrize("text", TOO_TIGHT)
def test_30_a_plan_with_a_fix_typed_in_can_be_met(
    read: Read, conflicts: Conflicts, mended: Mended, text: str
) -> None:
    for conflict in conflicts(text):
        assert conflict.fixes
        for fix in conflict.fixes:
            assert earlyhelp.solve(read(mended(text, fix))).feasible, fix.text


@pytest.mark.parametrize("text", TOO_TIGHT)
def test_30_no_fix_touches_what_is_locked(read: Read, conflicts: Conflicts, text: str) -> None:
    plan = read(text)
    locked = {link.place for link in plan.links if link.locked}
    for milestone in plan.milestones:
        if milestone.locked and milestone.on is not None:
            locked.add(milestone.on.place)
    for conflict in conflicts(text):
        assert locked.isdisjoint(fix.place for fix in conflict.fixes)


@pytest.mark.parametrize("text", TOO_TIGHT)
def test_30_the_smallest_fix_comes_first(conflicts: Conflicts, text: str) -> None:
    for conflict in conflicts(text):
        sizes = [abs(fix.days) for fix in conflict.fixes]
        assert sizes == sorted(sizes)
        assert min(sizes) > 0


# 31, 32: more than one conflict, and limits from above


def test_31_two_independent_conflicts_are_both_reported(found: Found) -> None:
    several = found(
        "milestones:\n"
        "  a: {on: 2021-10-12}\n  b: {after: a + 3 weeks, by: 2021-10-29}\n"
        "  c: {on: 2021-11-12}\n  d: {after: c + 3 weeks, by: 2021-11-26}\n",
        "EH201",
    )
    assert [set(item.subjects) for item in several] == [{"a", "b"}, {"c", "d"}]
    assert [item.short_by_days for item in several] == [4, 7]


@pytest.mark.parametrize(
    "limit", ["within: 10 calendar days after vacated", "by: vacated + 10 calendar days"]
)
def test_32_a_limit_from_above_that_is_broken_is_reported_as_such(
    found: Found, lines: Lines, limit: str
) -> None:
    [finding] = found(
        "milestones:\n  vacated:\n    on: 2021-12-01\n"
        f"  handed-over:\n    not_before: 2021-12-17\n    {limit}\n",
        "EH201",
    )
    assert finding.short_by_days == 6
    assert 6 in lines(finding)
    assert any("at most 10 calendar days" in step.text for step in finding.chain)
