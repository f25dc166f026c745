"""What does TaskJuggler take for the first possible days, and are they the same?

TaskJuggler has no maximum lags and no latest days. It is given the minimum lags, the first
days and the deadlines of the same constraints, on a calendar where every day is worked and
the days are the positions, so that it has no calendar to count through either. A first day
is a milestone of its own, because a task with a start does not move.

``write`` makes the project; ``answer`` reads the report that tj3 wrote.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from constraints import Constraints, read, say

ORIGIN = date(2000, 1, 1)
REPORT = "days"


def project(plan: Constraints) -> Iterator[str]:
    """The lines of the project file."""
    end = ORIGIN + timedelta(days=max(plan.upper) + 60)
    yield f'project benchmark "Benchmark" {ORIGIN} - {end} {{'
    yield '  timezone "UTC"'
    yield '  timeformat "%Y-%m-%d"'
    yield "  timingresolution 60min"
    yield "  dailyworkinghours 24"
    yield "  workinghours mon - sun 0:00 - 24:00"
    yield "}"
    before: dict[int, list[str]] = defaultdict(list)
    for first, then, lag in plan.least:
        before[then].append(f"m{first} {{ gapduration {lag}d }}" if lag else f"m{first}")
    for low in sorted(set(plan.lower)):
        yield f'task d{low} "d{low}" {{ milestone start {ORIGIN + timedelta(days=low)} }}'
    for node, low in enumerate(plan.lower):
        depends = ", ".join([f"d{low}", *before[node]])
        limit = ORIGIN + timedelta(days=plan.upper[node])
        yield f'task m{node} "m{node}" {{ milestone depends {depends} maxend {limit} }}'
    yield f'taskreport "{REPORT}" {{ formats csv columns id, start }}'


def answer(plan: Constraints, report: Path) -> None:
    """Say the days of a report."""
    earliest = [0] * len(plan.lower)
    with report.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if row["Id"].startswith("m"):
                day = date.fromisoformat(row["Start"])
                earliest[int(row["Id"][1:])] = (day - ORIGIN).days
    late = any(day > high for day, high in zip(earliest, plan.upper, strict=True))
    say(feasible=not late, earliest=earliest)


def main() -> None:
    """Write the project, or read the report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("step", choices=("write", "answer"))
    parser.add_argument("file")
    parser.add_argument("project", type=Path)
    asked = parser.parse_args()
    plan = read(asked.file)
    if asked.step == "write":
        asked.project.write_text("\n".join(project(plan)) + "\n", encoding="utf-8")
    else:
        answer(plan, asked.project.with_name(f"{REPORT}.csv"))


if __name__ == "__main__":
    main()
