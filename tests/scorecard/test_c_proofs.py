"""Items 29 and 30: do the lines of a proof clash, all of them needed, and do the fixes mend it?

Plans are drawn that cannot be met, with lags of every kind, closures, facts and pins.
``EH_LONG=1`` draws many more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

import earlyhelp
from earlyhelp.files.load import parse
from earlyhelp.model import Plan
from earlyhelp.network.lines import can_hold
from earlyhelp.testing import as_yaml, broken_plans, small_plans
from tests.answers import proof_of

if TYPE_CHECKING:
    from tests.conftest import Counted
    from tests.scorecard.conftest import Mended

IMPOSSIBLE = broken_plans() | small_plans()


def test_29_the_lines_of_a_conflict_cannot_all_hold_and_without_any_one_they_can(
    counted: Counted, is_long: bool
) -> None:
    proved = [True]

    @settings(
        max_examples=1_000 if is_long else 60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(plan=IMPOSSIBLE)
    def every_conflict(plan: Plan) -> None:
        schedule = earlyhelp.solve(plan)
        if schedule.network.cycles:
            return
        for found in schedule.conflicts:
            lines = found.conflict.lines
            clash = not can_hold(plan, lines, plan.as_at)
            proved.append(clash and all(can_hold(plan, lines - {one}, plan.as_at) for one in lines))
            assert proved[-1], as_yaml(plan)

    del proved[0]
    every_conflict()
    counted("conflicts", len(proved), wrong=proved.count(False))
    assert len(proved) > 10


def test_30_a_fix_that_is_typed_in_mends_the_plan_and_touches_nothing_that_is_locked(
    mended: Mended, counted: Counted, is_long: bool
) -> None:
    tried = [True]

    @settings(
        max_examples=600 if is_long else 60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(plan=IMPOSSIBLE)
    def every_fix(plan: Plan) -> None:
        text = as_yaml(plan)
        read = parse(text.encode())
        conflicts = [item for item in earlyhelp.check(read) if item.code == "EH201"]
        for conflict in conflicts:
            for fix in conflict.fixes:
                then = parse(mended(text, fix).encode())
                left = [item for item in earlyhelp.check(then) if item.code == "EH201"]
                # of several conflicts, a fix mends its own; it may meet another, which is then shown
                tried.append(
                    proof_of(conflict) not in map(proof_of, left)
                    and (len(conflicts) > 1 or earlyhelp.solve(then).feasible)
                    and no_shorter_than_nothing(then)
                )
                assert tried[-1], f"{fix.text}\n{text}"

    del tried[0]
    every_fix()
    counted("fixes", len(tried), wrong=tried.count(False))
    assert len(tried) > 10


def no_shorter_than_nothing(plan: Plan) -> bool:
    """Whether every length of a plan is one."""
    return all(link.lag.count >= 0 for link in plan.links)
