"""What the tests of exchange need: a project around the tasks that a test's docstring has."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from earlyhelp.exchange.draft import plan_yaml
from earlyhelp.exchange.importing import Imported, imported
from earlyhelp.exchange.project import Project
from earlyhelp.exchange.recheck import Recheck, recheck
from earlyhelp.exchange.report import Fate
from earlyhelp.files.load import parse
from earlyhelp.files.projects.mspdi import read_project
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule, solve_plan

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
<Title>Moves</Title>
<StartDate>2021-09-06T08:00:00</StartDate>
{header}
<CalendarUID>1</CalendarUID>
<Calendars><Calendar><UID>1</UID><Name>Standard</Name>
<WeekDays>
<WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes>
<WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>
<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime>
</WorkingTimes></WeekDay>
<WeekDay><DayType>7</DayType><DayWorking>0</DayWorking></WeekDay>
{weekdays}</WeekDays>
{exceptions}{workweeks}</Calendar>{calendars}</Calendars>
{tasks}
{rest}
</Project>
"""


@attrs.frozen(kw_only=True)
class Taken:
    """A project that was taken into a plan."""

    project: Project
    made: Imported
    text: str
    plan: Plan
    schedule: Schedule
    recheck: Recheck

    def earliest(self, name: str) -> date | None:
        """The earliest day of a milestone."""
        return self.schedule.earliest[name]

    def fates(self, fate: Fate) -> list[str]:
        """What became so of anything, and how."""
        return [f"{item.what}: {item.words}" for item in self.made.items if item.fate is fate]

    @property
    def differences(self) -> list[tuple[str, str, str, str]]:
        """Every day of the file that the plan does not have."""
        return [
            (item.id, item.what, str(item.theirs), str(item.ours))
            for item in self.recheck.differences
        ]


def xml_of(said: str) -> bytes:
    """The file around the lines of `said` that are XML."""
    lines = [line.strip() for line in said.splitlines() if line.strip().startswith("<")]
    inside = "\n".join(lines)
    parts = {}
    others = "".join(re.findall(r"<Calendar>.*?</Calendar>", inside, re.DOTALL))
    inside = inside.replace(others, "")
    for name, tag in (
        ("workweeks", "WorkWeeks"),
        ("exceptions", "Exceptions"),
        ("weekdays", "WeekDays"),
        ("tasks", "Tasks"),
    ):
        found = re.search(rf"<{tag}>.*</{tag}>", inside, re.DOTALL)
        parts[name] = found.group(0) if found else ""
        inside = inside.replace(parts[name], "")
    header = "".join(re.findall(r"<(?:Finish|Status)Date>.*?</\w+Date>", inside))
    parts["weekdays"] = re.sub(r"</?WeekDays>", "", parts["weekdays"])
    rest = inside.replace(header, "")
    return HEAD.format(**parts, header=header, calendars=others, rest=rest).encode()


def take(data: bytes, **options: Any) -> Taken:
    project = read_project(data, file="moves.xml")
    made = imported(project, nation="england", **options)
    text = plan_yaml(made.draft)
    plan = parse(text.encode())
    return Taken(
        project=project,
        made=made,
        text=text,
        plan=plan,
        schedule=solve_plan(plan),
        recheck=recheck(plan, made, project),
    )


@pytest.fixture
def taken(request: pytest.FixtureRequest) -> Taken:
    """The plan of the project that the test's docstring is."""
    return take(xml_of(inspect.cleandoc(request.function.__doc__ or "")))


Take = Callable[..., Taken]
