"""`eh export mspdi`: a plan as XML that Microsoft Project opens."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

#: In the order of Microsoft's schema, as far as they are written; Project refuses any other.
ORDER = {
    "Project": "SaveVersion Title ScheduleFromStart StartDate FinishDate CalendarUID DefaultStartTime "
    "DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth HonorConstraints NewTasksEstimated "
    "StatusDate NewTasksAreManual ExtendedAttributes Calendars Tasks",
    "ExtendedAttributes": "ExtendedAttribute",
    "Calendars": "Calendar",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions",
    "WeekDays": "WeekDay",
    "WeekDay": "DayType DayWorking WorkingTimes",
    "WorkingTimes": "WorkingTime",
    "WorkingTime": "FromTime ToTime",
    "Exceptions": "Exception",
    "Exception": "EnteredByOccurrences TimePeriod Occurrences Name Type DayWorking",
    "TimePeriod": "FromDate ToDate",
    "Tasks": "Task",
    "Task": "UID ID Name Active Manual Type IsNull OutlineLevel Start Finish Duration DurationFormat "
    "Estimated Milestone Summary EarlyStart EarlyFinish LateStart LateFinish PercentComplete "
    "ActualStart ActualFinish ActualDuration RemainingDuration ConstraintType CalendarUID "
    "ConstraintDate Deadline Notes PredecessorLink ExtendedAttribute Baseline",
    "PredecessorLink": "PredecessorUID Type CrossProject LinkLag LagFormat",
    "ExtendedAttribute": "FieldID FieldName Alias Value",
    "Baseline": "Number Start Finish",
}


def named(element: ET.Element) -> str:
    return re.sub(r"\{.*\}", "", element.tag)


def tasks(xml: str) -> list[ET.Element]:
    root = ET.fromstring(xml)  # noqa: S314 - our own file
    return root.findall(".//{*}Task")


def test_a_shipped_plan_is_a_file_whose_elements_are_in_order(eh: Eh) -> None:
    answer = eh("export", "mspdi", "-p", "early-help-2021", "-o", "redesign.xml")
    assert answer.code == 0
    assert answer.err.endswith("written: redesign.xml\n")
    found = tasks(Path("redesign.xml").read_text(encoding="utf-8"))
    assert len(found) > 753
    root = ET.fromstring(Path("redesign.xml").read_text(encoding="utf-8"))  # noqa: S314 - ours
    for element in root.iter():
        order = ORDER.get(named(element), "").split()
        places = [order.index(named(child)) for child in element]
        assert places == sorted(places)


def test_numbers_in_a_file_are_those_of_something_in_it(eh: Eh) -> None:
    """Every task its own number, every link to a task that is there, every calendar one of the
    file's; an outline that goes down one level at a time.
    """
    assert eh("export", "mspdi", "-p", "early-help-2021", "-o", "redesign.xml").code == 0
    text = Path("redesign.xml").read_text(encoding="utf-8")
    found = tasks(text)
    uids = [task.findtext("{*}UID") for task in found]
    assert len(set(uids)) == len(uids)
    assert [task.findtext("{*}ID") for task in found] == [str(n + 1) for n in range(len(found))]
    links = {
        link.text for task in found for link in task.findall("{*}PredecessorLink/{*}PredecessorUID")
    }
    assert links
    assert links <= set(uids)
    root = ET.fromstring(text)  # noqa: S314 - our own file
    calendars = {one.text for one in root.findall("{*}Calendars/{*}Calendar/{*}UID")} | {"-1"}
    assert {task.findtext("{*}CalendarUID") for task in found} | {
        root.findtext("{*}CalendarUID")
    } <= calendars
    levels = [int(task.findtext("{*}OutlineLevel") or 0) for task in found]
    assert levels[0] == 1
    assert all(then <= one + 1 for one, then in itertools.pairwise(levels))
    for task in found:
        has_day = task.find("{*}ConstraintDate") is not None
        assert has_day == (int(task.findtext("{*}ConstraintType") or 0) > 1), (
            "a day where it is asked for"
        )


@pytest.mark.usefixtures("redesign")
def test_what_it_cannot_hold_is_said_and_strict_refuses_it(eh: Eh) -> None:
    """
    milestones:
      a: {title: 'Vacated <&> "done"'}
      b: {title: Handed over, within: 10 working days after a}
    """
    answer = eh("export", "mspdi", "-p", "redesign", "-o", "out.xml", "--dry-run")
    assert answer.code == 0
    assert not Path("out.xml").exists()
    assert answer.err == (
        "                kept   changed   not expressible\n"
        "tasks              2         0                 0\n"
        "links              1         0                 1\n"
        "not expressible:\n"
        "  b, within: 10 working days after a: it would close a circle of links, which Project does "
        "not take\n"
        "dry run: nothing was written\n"
    )
    strict = eh("export", "mspdi", "-p", "redesign", "-o", "out.xml", "--strict")
    assert (strict.code, Path("out.xml").exists()) == (1, False)
    written = eh("export", "mspdi", "-p", "redesign")
    assert tasks(written.out)[0].findtext("{*}Name") == 'Vacated <&> "done"'
    assert eh("export", "mspdi", "-p", "redesign").out == written.out


@pytest.mark.usefixtures("redesign")
def test_it_comes_back(eh: Eh) -> None:
    """
    milestones:
      a: {title: Vacated, on: 2021-10-01, workstream: Assets}
    stages:
      b: {title: Clearing, lasts: exactly 4 working days, after: a, by: 2021-10-15}
    """
    assert eh("export", "mspdi", "-p", "redesign", "-o", "out.xml", "--strict").code == 0
    assert eh("import", "mspdi", "out.xml", "--nation", "england", "--strict").code == 0
    before = eh("plan", "show", "redesign", "--format", "csv").out
    after = eh("plan", "show", "out", "--format", "csv").out
    assert [line.split(",")[0] for line in before.splitlines()] == [
        line.split(",")[0] for line in after.splitlines()
    ]
    text = Path("out/plan.yaml").read_text(encoding="utf-8")
    assert '    workstream: "Assets"\n    on: 2021-10-01\n' in text
    assert "    lasts: exactly 4 working days\n" in text
    assert "      after: a\n" in text
