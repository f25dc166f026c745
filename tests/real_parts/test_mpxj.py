"""An exported plan, read and scheduled by MPXJ, which knows nothing of us: the same days."""

from __future__ import annotations

import importlib.util
import random
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earlyhelp.dates import Closure, WorkingCalendar
from earlyhelp.exchange.draft import plan_yaml
from earlyhelp.exchange.exporting import exported
from earlyhelp.exchange.importing import imported
from earlyhelp.exchange.moments import Clock, Side
from earlyhelp.exchange.project import Task
from earlyhelp.exchange.recheck import recheck
from earlyhelp.exchange.report import losses
from earlyhelp.files.load import parse
from earlyhelp.files.projects.project import load_project
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.mspdi import as_xml

if TYPE_CHECKING:
    from tests.conftest import Counted

PROGRAM = Path(__file__).parent / "Scheduled.java"
CLOSED = Closure(first=date(2021, 12, 24), last=date(2022, 1, 4), name="Christmas")
CALENDAR = WorkingCalendar(nation="england", closures=(CLOSED,))
CLOCK = Clock(calendar=CALENDAR, starts=time(8), ends=time(17))
PLANS = 200
HEAD = """\
format: 1
id: drawn
title: A drawn plan
nation: england
as_at: 2021-09-06
closures: [{days: 2021-12-24 to 2022-01-04, name: Christmas}]
"""
Row = tuple[str, str, datetime, datetime, datetime, datetime]


@pytest.fixture(scope="module")
def java() -> list[str]:
    """How to run a program with MPXJ, if it is here."""
    found = importlib.util.find_spec("mpxj")
    if found is None or found.origin is None:
        pytest.skip("MPXJ is not installed: pip install mpxj")
    command = shutil.which("java")
    if command is None:
        pytest.skip("there is no Java on this machine")
    jars = Path(found.origin).parent / "lib"
    return [command, "-cp", f"{jars}/*", str(PROGRAM)]


def drawn(seed: int) -> str:
    """A plan that both can express: stages of one length, milestones, links in working days."""
    draw = random.Random(seed)
    lines: dict[str, list[str]] = {"milestones": [], "stages": []}
    ends: list[tuple[str, str]] = []  # (where it begins, where it ends)
    for number in range(draw.randint(2, 12)):
        name = f"n{number}"
        is_stage = draw.random() < 0.6
        waits = [_waits(draw, ends) for _ in range(draw.randint(0, 2)) if ends]
        said = [f"after: [{', '.join(waits)}]"] if waits else []
        if draw.random() < 0.2:
            day = CALENDAR.first_working_day(date(2021, 9, 6) + timedelta(draw.randint(0, 150)))
            said.append(f"not_before: {day}")
        if is_stage:
            length = draw.randint(0, 12)
            end = f", end: {{after: {_waits(draw, ends)}}}" if ends and draw.random() < 0.3 else ""
            lines["stages"].append(
                f"  {name}: {{lasts: exactly {length} working days, "
                f"start: {{{', '.join(said)}}}{end}}}"
            )
            ends.append((f"{name}.start", f"{name}.end"))
        else:
            lines["milestones"].append(f"  {name}: {{{', '.join(said)}}}")
            ends.append((name, name))
    return HEAD + "".join(
        f"{key}:\n" + "\n".join(rows) + "\n" for key, rows in lines.items() if rows
    )


def _waits(draw: random.Random, ends: list[tuple[str, str]]) -> str:
    ref = draw.choice(draw.choice(ends))
    lag = draw.choice((0, 0, 1, 2, 5, 20))
    return f"{ref} + {lag} working days" if lag else ref


def with_deadlines(text: str, seed: int) -> str:
    """The same with a deadline here and there, up to three weeks after the earliest day."""
    draw = random.Random(seed)
    schedule = solve_plan(parse(text.encode()))
    made = []
    for line in text.splitlines():
        name = line.strip().partition(":")[0]
        end = f"{name}.end" if "lasts" in line else name
        early = schedule.earliest.get(end)
        if line.startswith("  n") and early is not None and draw.random() < 0.3:
            by = CALENDAR.last_working_day(early + timedelta(draw.randint(0, 21)))
            line = f"{line[:-1]}, by: {max(by, early)}}}".replace("{, ", "{")  # noqa: PLW2901
        made.append(line)
    return "\n".join(made) + "\n"


def scheduled(java: list[str], files: list[Path]) -> Iterator[Row]:
    said = subprocess.run([*java, *map(str, files)], check=True, capture_output=True, text=True)
    for line in said.stdout.splitlines():
        file, code, *moments = line.split(",")
        first, second, third, fourth = map(datetime.fromisoformat, moments)
        yield file, code, first, second, third, fourth


def days(task: Task) -> tuple[date, ...]:
    """The early and late days of a task: those of the plan."""
    moments = (task.early_start, task.early_finish, task.late_start, task.late_finish)
    return tuple(moment.date() for moment in moments if moment is not None)


def sides(task: Task) -> tuple[Side, ...]:
    """On which sides of their days the file has them, which is as the plan means them."""
    moments = (task.early_start, task.early_finish, task.late_start, task.late_finish)
    return tuple(CLOCK.side_of(moment) for moment in moments if moment is not None)


@pytest.mark.item(37)
def test_200_drawn_plans_have_the_same_early_and_late_days_there(
    java: list[str], tmp_path: Path, counted: Counted
) -> None:
    expected: dict[tuple[str, str], Task] = {}
    files = []
    for seed in range(PLANS):
        plan = parse(with_deadlines(drawn(seed), seed).encode())
        made = exported(solve_plan(plan))
        assert not losses(made.items), seed
        file = tmp_path / f"{seed}.xml"
        file.write_text(as_xml(made.project), encoding="utf-8")
        files.append(file)
        expected |= {(file.name, task.code or ""): task for task in made.project.tasks}
    differences = []
    rows = list(scheduled(java, files))
    for file_name, code, *moments in rows:
        task = expected[file_name, code]
        theirs = tuple(
            CLOCK.on_day(moment, side).day
            for moment, side in zip(moments, sides(task), strict=True)
        )
        if theirs != days(task):
            differences.append((file_name, code, theirs, days(task)))
    counted("plans: MPXJ", PLANS, wrong=len({file_name for file_name, *_ in differences}))
    assert differences == []
    assert len(rows) == len(expected)


def test_what_it_writes_is_imported_with_the_days_that_it_worked_out(
    java: list[str], tmp_path: Path
) -> None:
    files = []
    for seed in range(PLANS):
        made = exported(solve_plan(parse(with_deadlines(drawn(seed), seed).encode())))
        files.append(tmp_path / f"{seed}.xml")
        files[-1].write_text(as_xml(made.project), encoding="utf-8")
    assert list(scheduled(java, files))
    for file in files:
        project = load_project(file.with_name(f"{file.name}.written"))
        back = imported(project, nation="england")
        found = recheck(parse(plan_yaml(back.draft).encode()), back, project)
        assert found.differences == (), file.name
        assert found.compared >= 2 * len(back.placed)
        assert not losses(back.items), file.name
