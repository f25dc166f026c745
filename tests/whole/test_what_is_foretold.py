"""Does what `eh plan whatif` foretells come, once the same is typed into the plan's own files?"""

from __future__ import annotations

import csv
import functools
import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earlyhelp import Finding, Plan
from earlyhelp.checks import check_plan
from earlyhelp.files.journal import as_lines
from earlyhelp.files.load import journal_bytes, load_file
from earlyhelp.files.locate import PLAN_FILE, shipped_file
from earlyhelp.findings import Place
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.network.schedule import Schedule
from earlyhelp.tracking.whatif import WhatIf, whatif
from tests.entries import entry

PLANS: Final = (
    "early-help-2021",
    "early-help-2021-troubled",
    "children-first-2021",
    "infeasible-notice",
)
#: Says what a partner was told before its day moved, which the journal alone knows.
KNOWN_FROM_THE_JOURNAL: Final = "EH515"
Checked = tuple[Schedule, tuple[Finding, ...]]


class Change(NamedTuple):
    """Something that is supposed, and what somebody types instead into a file of the plan."""

    supposed: Entry
    at: Place  #: of the day that is typed over, or of the row
    cells: Mapping[str, str]  #: what is typed into the row, by heading; else it is the day


@functools.cache
def shipped(name: str) -> tuple[Path, Plan, Checked]:
    """A plan that comes along, as it is."""
    file = shipped_file(name)
    plan = load_file(file, name=name)
    return file, plan, check_plan(plan, None)


@st.composite
def changes(draw: st.DrawFn, name: str) -> Change:
    """A move of something that has a day, a longer stay, or a step of a row that is done."""
    _, plan, _ = shipped(name)
    day = draw(st.dates(date(2021, 9, 1), date(2022, 2, 28))).isoformat()
    rows = plan.registers or NO_ROWS
    kind = draw(st.sampled_from(["move", "stay", "step"] if rows.occupations else ["move"]))
    if kind == "stay":
        stay = draw(st.sampled_from(rows.occupations))
        was = stay.extended_to.when.text if stay.extended_to else ""
        cells = {"extension": "agreed", "extended_to": day}
        return Change(entry(Action.EXTENDED, stay.id, day, was), stay.place, cells)
    if kind == "step":
        at = {row.id: row.place for row in rows.properties}
        at |= {row.id: row.place for row in rows.occupations}
        steps = [one for one in plan.milestones if one.done is None and _row(one.id) in at]
        step = draw(st.sampled_from(steps))
        short = step.id.rpartition(".")[2]
        cells = {f"done:{short}": day, f"evidence:{short}": "seen"}
        done = entry(Action.DONE, step.id, day, evidence="seen")
        return Change(done, at[_row(step.id)], cells)
    days = {one.id: one.on or one.expected for one in plan.milestones if one.done is None}
    name, said = draw(st.sampled_from([(name, said) for name, said in days.items() if said]))
    return Change(entry(Action.MOVED, name, day, said.when.text), said.place, {})


def _row(milestone: str) -> str:
    return milestone.rpartition(".")[0]


def typed(change: Change, folder: Path) -> None:
    """Type it into a copy of the plan's files."""
    supposed, at, cells = change
    file = folder / at.file
    if file.suffix == ".yaml":
        lines = file.read_text("utf-8").split("\n")
        begin, rest = lines[at.line - 1][: at.column - 1], lines[at.line - 1][at.column - 1 :]
        assert rest.startswith(supposed.was)
        lines[at.line - 1] = f"{begin}{supposed.day_as_typed}{rest.removeprefix(supposed.was)}"
        file.write_text("\n".join(lines), "utf-8")
        return
    heading, *rows = csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
    row = rows[at.line - 2]
    if not cells:
        assert row[at.column - 1] == supposed.was
        row[at.column - 1] = supposed.day_as_typed
    heading += [name for name in cells if name not in heading]
    rows = [one + [""] * (len(heading) - len(one)) for one in rows]
    for name, text in cells.items():
        rows[at.line - 2][heading.index(name)] = text
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heading, *rows])


def says(checked: Checked) -> tuple[object, ...]:
    """Every day, and what is found of what, not in which words: a day is moved, or is typed."""
    schedule, found = checked
    days = [(name, schedule.earliest[name], schedule.latest[name]) for name in schedule.earliest]
    return days, schedule.feasible, counted(found)


def counted(found: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    """How often what is found of what."""
    return Counter(
        (one.code, one.severity, one.subjects, one.short_by_days)
        for one in found
        if one.code != KNOWN_FROM_THE_JOURNAL
    )


def moves(answer: WhatIf) -> list[tuple[object, ...]]:
    """What falls on another day, when, and because of what."""
    return [(one.milestone, one.before.day, one.after.day, one.because) for one in answer.moves]


@pytest.mark.parametrize("name", PLANS)
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_foretold_is_what_comes_when_it_is_typed(name: str, data: st.DataObject) -> None:
    """Every day and finding of the whole plan, and all that is said to be different."""
    file, _, before = shipped(name)
    change = data.draw(changes(name))
    recorded = journal_bytes(file) or b""
    recorded += as_lines([change.supposed], recorded or None)
    foretold = check_plan(load_file(file, name=name, recorded=recorded), None)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(file.parent, copy)
        typed(change, copy)
        come = check_plan(load_file(copy / PLAN_FILE, name=name), None)
    assert says(foretold) == says(come)
    told, seen = (whatif([change.supposed], before, after) for after in (foretold, come))
    assert moves(told) == moves(seen)
    assert (told.cost, len(told.held)) == (seen.cost, len(seen.held))
    for kind in ("new", "gone"):
        assert counted(getattr(told.said, kind)) == counted(getattr(seen.said, kind))
