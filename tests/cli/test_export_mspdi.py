"""`eh export mspdi`: a plan as XML that Microsoft Project opens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

#: In the order of Microsoft's schema, as far as they are written; Project refuses any other.
ORDER = [
    "UID",
    "ID",
    "Name",
    "Active",
    "Manual",
    "Type",
    "IsNull",
    "OutlineLevel",
    "Start",
    "Finish",
    "Duration",
    "DurationFormat",
    "Estimated",
    "Milestone",
    "Summary",
    "EarlyStart",
    "EarlyFinish",
    "LateStart",
    "LateFinish",
    "PercentComplete",
    "ActualStart",
    "ActualFinish",
    "ActualDuration",
    "RemainingDuration",
    "ConstraintType",
    "CalendarUID",
    "ConstraintDate",
    "Deadline",
    "Notes",
    "PredecessorLink",
    "ExtendedAttribute",
    "Baseline",
]


def tasks(xml: str) -> list[ET.Element]:
    root = ET.fromstring(xml)  # noqa: S314 - our own file
    return root.findall(".//{*}Task")


def test_a_shipped_plan_is_a_file_whose_elements_are_in_order(eh: Eh) -> None:
    answer = eh("export", "mspdi", "-p", "early-help-2021", "-o", "redesign.xml")
    assert answer.code == 0
    assert answer.err.endswith("written: redesign.xml\n")
    found = tasks(Path("redesign.xml").read_text(encoding="utf-8"))
    assert len(found) > 753
    for task in found:
        places = [ORDER.index(re.sub(r"\{.*\}", "", child.tag)) for child in task]
        assert places == sorted(places)


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
