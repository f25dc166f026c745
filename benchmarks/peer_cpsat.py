"""What does OR-Tools CP-SAT take: to say yes or no, or for every earliest and latest day?

``feasible``: is there any schedule. ``days``: the least sum of all days, which puts each on
its earliest, and the greatest sum, which puts each on its latest; two optimisations of one
model. The solver has its default settings, so it uses every core. With ``--days`` the file
is a plan.yaml, and is read as such.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import Any

from constraints import Constraints, read, say


def main() -> None:
    """Answer the question asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("question", choices=("feasible", "days"))
    parser.add_argument("file")
    parser.add_argument("--days", metavar="FILE", help="the working days of the calendar")
    asked = parser.parse_args()
    cp_model: Any = import_module("ortools.sat.python.cp_model")
    plan = read(asked.file) if asked.days is None else _read_yaml(asked.file, asked.days)
    model, variables = _model(cp_model, plan)
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


def _read_yaml(plan: str, days: str) -> Constraints:
    reader: Any = import_module("from_yaml")  # a peer that is given numbers does without
    found: Constraints = reader.read_yaml(plan, json.loads(Path(days).read_text("utf-8")))
    return found


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
