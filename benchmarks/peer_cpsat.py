"""What does OR-Tools CP-SAT take: to say yes or no, or for every earliest and latest day?

``feasible``: is there any schedule. ``days``: the least sum of all days, which puts each on
its earliest, and the greatest sum, which puts each on its latest; two optimisations of one
model. ``calendar``: the same of a mixed plan, where a table of the working days ties each
milestone's day to its number of working days. The solver has its default settings, so it
uses every core.
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from importlib import import_module
from typing import Any

from constraints import Constraints, OnCalendar, read, read_on_calendar, say


def main() -> None:
    """Answer the question asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("question", choices=("feasible", "days", "calendar"))
    parser.add_argument("file")
    asked = parser.parse_args()
    cp_model: Any = import_module("ortools.sat.python.cp_model")
    if asked.question == "calendar":
        model, variables = _on_calendar(cp_model, read_on_calendar(asked.file))
    else:
        model, variables = _model(cp_model, read(asked.file))
    if asked.question == "feasible":
        say(feasible=_solve(cp_model, model, variables) is not None)
        return
    total = cp_model.LinearExpr.sum(variables)
    model.minimize(total)
    earliest = _solve(cp_model, model, variables)
    if earliest is None:
        say(feasible=False)
        return
    model.maximize(total)
    say(feasible=True, earliest=earliest, latest=_solve(cp_model, model, variables))


def _model(cp_model: Any, plan: Constraints) -> tuple[Any, list[Any]]:
    model = cp_model.CpModel()
    variables = [
        model.new_int_var(low, high, "")
        for low, high in zip(plan.lower, plan.upper, strict=True)
    ]
    for first, then, lag in plan.least:
        model.add(variables[then] - variables[first] >= lag)
    for first, then, lag in plan.most:
        model.add(variables[then] - variables[first] <= lag)
    return model, variables


def _on_calendar(cp_model: Any, plan: OnCalendar) -> tuple[Any, list[Any]]:
    model = cp_model.CpModel()
    last = max(plan.upper)
    before = [bisect_right(plan.worked, day) for day in range(last + 1)]
    days, working = [], []
    for low, high, works in zip(plan.lower, plan.upper, plan.works, strict=True):
        day = model.new_int_var(low, high, "")
        number = model.new_int_var(before[low], before[high], "")
        if works:
            model.add_element(number - 1, plan.worked, day)
        else:
            model.add_element(day, before, number)
        days.append(day)
        working.append(number)
    for x, least, most in (
        (days, plan.least, plan.most),
        (working, plan.least_working, plan.most_working),
    ):
        for first, then, lag in least:
            model.add(x[then] - x[first] >= lag)
        for first, then, lag in most:
            model.add(x[then] - x[first] <= lag)
    return model, days


def _solve(cp_model: Any, model: Any, variables: list[Any]) -> list[int] | None:
    solver = cp_model.CpSolver()
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise SystemExit(f"CP-SAT: {solver.status_name(status)}")
    return [solver.value(variable) for variable in variables]


if __name__ == "__main__":
    main()
