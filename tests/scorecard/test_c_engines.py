"""Item 37: do other planning engines, and trying every schedule, give the same days?

Plans are drawn with lags of every kind, maximum lags, working days and closures, as far as each
engine knows them. ``EH_LONG=1`` draws many more. MPXJ is asked in `tests/real_parts/`.
"""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import earlyhelp
from earlyhelp.model import LinkKind, Plan
from earlyhelp.testing import every_schedule, small_plans
from tests.scorecard.networks import START, Lag, longest, network, written

if TYPE_CHECKING:
    from tests.conftest import Counted
    from tests.scorecard.conftest import Read

#: Of each milestone the earliest and the latest day; nothing where no schedule keeps the plan.
Windows = Mapping[str, tuple[date, date]] | None


def ours(plan: Plan) -> Windows:
    """What we say."""
    schedule = earlyhelp.solve(plan)
    if not schedule.feasible:
        return None
    found = {}
    for milestone in plan.milestones:
        first, last = schedule.earliest[milestone.id], schedule.latest[milestone.id]
        assert first is not None
        assert last is not None
        found[milestone.id] = first, last
    return found


def span(plan: Plan) -> tuple[date, date]:
    """The first and the last day that a plan speaks of."""
    ends = [
        stated.when
        for milestone in plan.milestones
        for stated in (milestone.on, milestone.not_before, *milestone.by)
        if stated is not None
    ]
    return min(end.first for end in ends), max(end.last for end in ends)


def by_trying_all(plan: Plan) -> Windows:
    """The slow obvious answer: the first and the last day of each in all schedules there are."""
    kept = list(every_schedule(plan, *span(plan)))
    if not kept:
        return None
    return {
        milestone.id: (
            min(diary[milestone.id] for diary in kept),
            max(diary[milestone.id] for diary in kept),
        )
        for milestone in plan.milestones
    }


def by_cp_sat(plan: Plan) -> Windows:
    """The answer of OR-Tools CP-SAT, which is given each lag as a table of days."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    day_of = {}
    for milestone in plan.milestones:
        alone = attrs.evolve(plan, milestones=(milestone,), links=())
        allowed = [diary[milestone.id].toordinal() for diary in every_schedule(alone, *span(plan))]
        if not allowed:
            return None
        day_of[milestone.id] = model.new_int_var_from_domain(
            cp_model.Domain.from_values(allowed), milestone.id
        )
    first, last = (day.toordinal() for day in span(plan))
    for link in plan.links:
        table = [
            link.lag.later(date.fromordinal(day), plan.calendar).toordinal()
            for day in range(first, last + 1)
        ]
        reached = model.new_int_var(min(table), max(table), "")
        model.add_element(day_of[link.first] - first, table, reached)
        if link.kind is LinkKind.AT_LEAST:
            model.add(day_of[link.then] >= reached)
        else:
            model.add(day_of[link.then] <= reached)
    total = cp_model.LinearExpr.sum(list(day_of.values()))
    ends = []
    for wanted in (model.minimize, model.maximize):
        wanted(total)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        ends.append({name: date.fromordinal(solver.value(day_of[name])) for name in day_of})
    return {name: (ends[0][name], ends[1][name]) for name in day_of}


def compared(plans: st.SearchStrategy[Plan], other: Callable[[Plan], Windows], most: int) -> Any:
    """How many drawn plans had an answer, and how many of them another one."""
    found: list[bool] = []

    @settings(max_examples=most, deadline=None, suppress_health_check=list(HealthCheck))
    @given(plan=plans)
    def compare(plan: Plan) -> None:
        if earlyhelp.solve(plan).network.cycles:  # refused, even where all can be on one day
            return
        found.append(ours(plan) != other(plan))
        assert not found[-1], earlyhelp.solve(plan).to_records()

    compare()
    return len(found), sum(found)


def test_37_trying_every_schedule_gives_the_same_days(counted: Counted, is_long: bool) -> None:
    tried, wrong = compared(small_plans(), by_trying_all, 1_000 if is_long else 60)
    counted("plans: every schedule tried", tried, wrong=wrong)
    assert tried > 30


def test_37_cp_sat_gives_the_same_days(counted: Counted, is_long: bool) -> None:
    pytest.importorskip("ortools", reason="the extra `solver` is not installed")
    plans = small_plans(most=10, span=40)
    tried, wrong = compared(plans, by_cp_sat, 500 if is_long else 30)
    counted("plans: CP-SAT", tried, wrong=wrong)
    assert tried > 15


def by_bellman_ford(size: int, lags: list[Lag], limit: int) -> tuple[list[int], list[int]] | None:
    """Earliest and latest days, by two shortest paths of networkx from the first milestone."""
    late: Any = nx.DiGraph()

    def arc(start: int, end: int, weight: int) -> None:
        known = late.get_edge_data(start, end)
        if known is None or weight < known["weight"]:
            late.add_edge(start, end, weight=weight)

    for node in range(size):
        arc(0, node, limit if node else 0)
        arc(node, 0, 0)
    for first, then, apart, is_most in lags:
        arc(*((first, then, apart) if is_most else (then, first, -apart)))
    try:
        latest = nx.single_source_bellman_ford_path_length(late, 0)
        earliest = nx.single_source_bellman_ford_path_length(late.reverse(copy=False), 0)
    except nx.NetworkXUnbounded:
        return None
    return [-int(earliest[node]) for node in range(size)], [
        int(latest[node]) for node in range(size)
    ]


def test_37_bellman_and_ford_give_the_same_days(
    read: Read, counted: Counted, is_long: bool
) -> None:
    plans = 1_000 if is_long else 40
    wrong = 0
    for seed in range(plans):
        rng = random.Random(seed)
        size = rng.randint(2, 25)
        lags = network(rng, size)
        limit = max(longest(size, lags)) + rng.randint(-3, 30)
        end = START + timedelta(days=limit)
        plan = read(written(size, lags, last_by=end))
        theirs = by_bellman_ford(size, lags, limit)
        said = ours(plan)
        if said is not None:
            said = {name: day for name, day in said.items() if name != "the-end"}
        wrong += said != (
            theirs
            and {
                f"m{node}": (START + timedelta(days=low), START + timedelta(days=high))
                for node, (low, high) in enumerate(zip(*theirs, strict=True))
            }
        )
    counted("plans: Bellman-Ford in networkx", plans, wrong=wrong)
    assert wrong == 0


TJ3: Final = shutil.which("tj3")
#: A day on which all of the projects begin, for an engine that has no day without a month.
TJ3_HEAD: Final = """\
project drawn "Drawn" 2021-09-17 +6y {
  timezone "UTC"
  timeformat "%Y-%m-%d"
  timingresolution 60min
  dailyworkinghours 24
  workinghours mon - sun 0:00 - 24:00
}
task origin "origin" { milestone start 2021-09-17 }
"""


@pytest.mark.skipif(TJ3 is None, reason="TaskJuggler is not installed")
def test_37_taskjuggler_gives_the_same_earliest_days(
    read: Read, counted: Counted, tmp_path: Path, is_long: bool
) -> None:
    """It knows no maximum lags and no latest days."""
    plans = 60 if is_long else 5
    tasks, expected = [], {}
    for seed in range(plans):
        size = 12
        lags = [lag for lag in network(random.Random(seed), size) if not lag.is_most]
        schedule = earlyhelp.solve(read(written(size, lags)))
        for node in range(size):
            apart: dict[int, int] = {}
            for lag in lags:
                if lag.then == node:
                    apart[lag.first] = max(lag.days, apart.get(lag.first, 0))
            waits = [f"p{seed}_m{first} {{ gapduration {gap}d }}" for first, gap in apart.items()]
            name = f"p{seed}_m{node}"
            waits = [wait.replace(" { gapduration 0d }", "") for wait in ("origin", *waits)]
            tasks.append(f'task {name} "{name}" {{ milestone depends {", ".join(waits)} }}')
            expected[name] = str(schedule.earliest[f"m{node}"])
    report = 'taskreport "days" { formats csv columns id, start }'
    project = tmp_path / "drawn.tjp"
    project.write_text("\n".join([TJ3_HEAD, *tasks, report]) + "\n", encoding="utf-8")
    subprocess.run([str(TJ3), "--silent", project.name], cwd=tmp_path, check=True, timeout=600)
    with (tmp_path / "days.csv").open(encoding="utf-8", newline="") as file:
        theirs = {row["Id"]: row["Start"] for row in csv.DictReader(file, delimiter=";")}
    differ = {name.split("_")[0] for name, day in expected.items() if theirs.get(name) != day}
    counted("plans: TaskJuggler", plans, wrong=len(differ))
    assert differ == set()
