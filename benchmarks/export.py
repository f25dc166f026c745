"""What is a plan as difference constraints on working days, and what are its days?

Reads an even plan (`generate.py --working-days`) with earlyhelp, and writes `FILE` for the
peers, `FILE.days` with the calendar's working days for a peer that reads the plan itself,
and `FILE.answers` for the runner: earlyhelp's own days as digests, for the plan and for
the plan without its maximum lags, which is the question that peers without maximum lags
answer.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import attrs

import earlyhelp
from earlyhelp.dates import Unit, days
from earlyhelp.model import LinkKind, Plan
from earlyhelp.network.build import NO_UPPER, build
from earlyhelp.network.schedule import solve_plan

from constraints import Arc, Constraints, digest


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


def _all_bounded(plan: Plan) -> bool:
    """Whether every milestone has a last day: a common upper bound then takes nothing away."""
    schedule = solve_plan(plan)
    return not schedule.feasible or all(
        schedule.last_day(milestone.id) is not None for milestone in plan.milestones
    )


def answers(plan: Plan) -> dict[str, int | bool]:
    """The digests of the plan's earliest and latest days, as positions."""
    schedule = solve_plan(plan)
    if not schedule.feasible:
        return {"feasible": False}
    before, as_at = plan.calendar.before, schedule.network.as_at or 0
    first = [schedule.first_day(milestone.id) or 0 for milestone in plan.milestones]
    last = [schedule.last_day(milestone.id) or 0 for milestone in plan.milestones]
    return {
        "feasible": True,
        "earliest": digest(before[day] - before[as_at] for day in first),
        "latest": digest(before[day] - before[as_at] for day in last),
    }


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plan", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    asked = parser.parse_args()
    plan = earlyhelp.load(asked.plan)
    exported = constraints(plan)
    _write(asked.output, exported._asdict())
    least = tuple(link for link in plan.links if link.kind is LinkKind.AT_LEAST)
    without = attrs.evolve(plan, links=least)
    known = {
        "milestones": len(plan.milestones),
        "links": len(plan.links),
        "maximum_lags": len(exported.most),
        "whole": answers(plan),
        "minimum_lags_only": answers(without),
    }
    _write(asked.output.with_name(asked.output.name + ".answers"), known)
    worked = [days.day(day).isoformat() for day in plan.calendar.nth]
    _write(asked.output.with_name(asked.output.name + ".days"), worked)


def _write(file: Path, said: Any) -> None:
    file.write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    main()
