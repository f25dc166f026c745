"""What is a plan as difference constraints, and what are its days?

Reads a plan with earlyhelp, an even one (`generate.py --working-days`) as constraints on
working days, or with `--calendar` any plan as constraints on both, and writes `FILE` for the
peers and `FILE.answers` for the runner: earlyhelp's own days as digests, for the plan and
for the plan without its maximum lags, which is the question that peers without maximum
lags answer.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import attrs

import earlyhelp
from earlyhelp.dates import Unit, days
from earlyhelp.model import LinkKind, Plan
from earlyhelp.network.build import NO_UPPER, build
from earlyhelp.network.schedule import solve_plan

from constraints import Arc, Constraints, OnCalendar, digest


def constraints(plan: Plan) -> Constraints:
    """The plan on the line of working days; refuses a plan that would not be exact there."""
    network, calendar = build(plan), plan.calendar
    if not all(network.working) or any(network.settled) or network.cycles:
        raise SystemExit("every milestone must be open and fall on a working day")
    if network.as_at is None or not _all_bounded(plan):
        raise SystemExit("something in the plan is not bounded")
    number = {milestone.id: at for at, milestone in enumerate(plan.milestones)}
    origin = calendar.before[network.as_at]
    lower, upper = [0] * len(number), [0] * len(number)
    highest = max(high for high in network.upper if high < NO_UPPER)
    for name, low, high in zip(network.names, network.lower, network.upper, strict=True):
        lower[number[name]] = calendar.before[low] - origin
        upper[number[name]] = calendar.before[min(high, highest) + 1] - 1 - origin
    least: list[Arc] = []
    most: list[Arc] = []
    for link in plan.links:
        if link.lag.count and link.lag.unit is not Unit.WORKING_DAYS:
            raise SystemExit(f"{link.place}: {link.lag} is not in working days")
        arcs = least if link.kind is LinkKind.AT_LEAST else most
        arcs.append((number[link.first], number[link.then], link.lag.count))
    return Constraints(lower, upper, least, most)


def on_calendar(plan: Plan) -> OnCalendar:
    """The plan with its calendar; refuses a plan that would not be exact there."""
    network, calendar = build(plan), plan.calendar
    if any(network.settled) or network.cycles or network.as_at is None:
        raise SystemExit("every milestone must be open, and there must be an as-at day")
    origin = network.as_at
    node_of = [network.number[milestone.id] for milestone in plan.milestones]
    number = {milestone.id: at for at, milestone in enumerate(plan.milestones)}
    last = max(high for high in network.upper if high < NO_UPPER)
    arcs: dict[tuple[LinkKind, bool], list[Arc]] = defaultdict(list)
    for link in plan.links:
        shift = link.lag.steps(calendar).shift
        lag = link.lag.fewest_working_days(from_working_day=True) if shift is None else shift
        is_any_day = not network.working[network.number[link.then]]
        if shift is None and (is_any_day or not link.lag.unit.follows_working_days):
            raise SystemExit(
                f"{link.place}: {link.lag} is not exact as a number of working days"
            )
        arcs[link.kind, shift is None].append((number[link.first], number[link.then], lag))
    return OnCalendar(
        lower=[network.lower[node] - origin for node in node_of],
        upper=[min(network.upper[node], last) - origin for node in node_of],
        works=[bool(network.working[node]) for node in node_of],
        worked=[day - origin for day in calendar.nth if origin <= day <= last],
        least=arcs[LinkKind.AT_LEAST, False],
        most=arcs[LinkKind.AT_MOST, False],
        least_working=arcs[LinkKind.AT_LEAST, True],
        most_working=arcs[LinkKind.AT_MOST, True],
    )


def _all_bounded(plan: Plan) -> bool:
    """Whether every milestone has a last day: a common upper bound then takes nothing away."""
    schedule = solve_plan(plan)
    return not schedule.feasible or all(
        schedule.last_day(milestone.id) is not None for milestone in plan.milestones
    )


def answers(plan: Plan, *, in_working_days: bool) -> dict[str, int | bool]:
    """The digests of the plan's earliest and latest days, counted from the as-at day."""
    schedule = solve_plan(plan)
    if not schedule.feasible:
        return {"feasible": False}
    position = plan.calendar.before if in_working_days else range(days.LAST + 1)
    as_at = position[schedule.network.as_at or 0]
    first = [schedule.first_day(milestone.id) or 0 for milestone in plan.milestones]
    last = [schedule.last_day(milestone.id) or 0 for milestone in plan.milestones]
    return {
        "feasible": True,
        "earliest": digest(position[day] - as_at for day in first),
        "latest": digest(position[day] - as_at for day in last),
    }


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plan", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    parser.add_argument("--calendar", action="store_true", help="any plan, with its calendar")
    asked = parser.parse_args()
    plan = earlyhelp.load(asked.plan)
    if asked.calendar:
        if not _all_bounded(plan):
            raise SystemExit("something in the plan is not bounded")
        days_found = answers(plan, in_working_days=False)
        _write(asked.output, on_calendar(plan)._asdict(), {"whole": days_found})
        return
    exported = constraints(plan)
    least = tuple(link for link in plan.links if link.kind is LinkKind.AT_LEAST)
    without = attrs.evolve(plan, links=least)
    known = {
        "milestones": len(plan.milestones),
        "links": len(plan.links),
        "maximum_lags": len(exported.most),
        "whole": answers(plan, in_working_days=True),
        "minimum_lags_only": answers(without, in_working_days=True),
    }
    _write(asked.output, exported._asdict(), known)


def _write(output: Path, exported: dict[str, Any], known: dict[str, Any]) -> None:
    output.write_text(json.dumps(exported), encoding="utf-8")
    output.with_name(output.name + ".answers").write_text(json.dumps(known), encoding="utf-8")


if __name__ == "__main__":
    main()
