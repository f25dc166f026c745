"""What does PyJobShop take for one schedule of the plan, the shortest?

Each milestone is a task without a length between its first and its last day, and each lag a
delay between two starts. PyJobShop asks OR-Tools CP-SAT for the schedule that ends first; it
has no question for the days of each.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

from constraints import read, say


def main() -> None:
    """Say whether there is a schedule."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file")
    plan = read(parser.parse_args().file)
    pyjobshop: Any = import_module("pyjobshop")
    model = pyjobshop.Model()
    machine = model.add_renewable(capacity=0)
    tasks = []
    for low, high in zip(plan.lower, plan.upper, strict=True):
        tasks.append(model.add_task(earliest_start=low, latest_start=high))
        model.add_mode(tasks[-1], machine, duration=0, demands=0)
    for first, then, lag in plan.least:
        model.add_start_before_start(tasks[first], tasks[then], delay=lag)
    for first, then, lag in plan.most:
        model.add_start_before_start(tasks[then], tasks[first], delay=-lag)
    status = model.solve(display=False).status.value
    say(feasible=status in ("Optimal", "Feasible"))


if __name__ == "__main__":
    main()
