"""What does MPXJ take for the days of a plan, as Microsoft Project would schedule it?

It is given the plan in Microsoft Project's XML form, which has no maximum lags, and its
scheduler in Java works out every early and late start. ``write`` makes the file and compiles
the program; ``answer`` reads the early days that this wrote.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
from datetime import datetime, time
from pathlib import Path

import attrs

import earlyhelp
from earlyhelp.dates import days
from earlyhelp.exchange.exporting import exported
from earlyhelp.exchange.moments import Clock
from earlyhelp.model import LinkKind, Plan
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.mspdi import as_xml

from constraints import say
from jobs import CLASSES, HERE, mpxj_jars


def scheduled(file: Path) -> Schedule:
    """The plan of the file, without its maximum lags."""
    plan: Plan = earlyhelp.load(file)
    least = tuple(link for link in plan.links if link.kind is LinkKind.AT_LEAST)
    return solve_plan(attrs.evolve(plan, links=least))


def write(plan: Path, project: Path) -> None:
    """Make what the program reads, and the program."""
    project.write_text(as_xml(exported(scheduled(plan)).project), encoding="utf-8")
    classes = project.with_name(CLASSES)
    argv = ("javac", "-cp", mpxj_jars(), "-d", str(classes), str(HERE / "Days.java"))
    subprocess.run(argv, check=True)


def answer(plan: Path, wrote: Path) -> None:
    """Say the days that the program wrote, as positions on the line of working days."""
    schedule = scheduled(plan)
    network, calendar = schedule.network, schedule.plan.calendar
    clock = Clock(calendar=calendar, starts=time(8), ends=time(17))
    sides = {
        task.code: clock.side_of(task.early_start)
        for task in exported(schedule).project.tasks
        if task.early_start is not None
    }
    as_at = network.as_at or 0
    found: dict[str, int] = {}
    with wrote.open(encoding="utf-8", newline="") as file:
        for code, moment, _ in csv.reader(file):
            day = clock.on_day(datetime.fromisoformat(moment), sides[code]).day
            found[code] = calendar.between(as_at, days.number(day))
    # its late days end with its project, so that not all of them are those of the deadlines
    earliest = [found[milestone.id] for milestone in schedule.plan.milestones]
    say(feasible=schedule.feasible, earliest=earliest)


def main() -> None:
    """Write, or answer."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=("write", "answer"))
    parser.add_argument("plan", type=Path)
    parser.add_argument("file", type=Path)
    asked = parser.parse_args()
    (write if asked.what == "write" else answer)(asked.plan, asked.file)


if __name__ == "__main__":
    main()
