"""`eh export` and `eh import`: a sheet goes out, people change days in it, and it comes back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

openpyxl: Any = pytest.importorskip("openpyxl", exc_type=ImportError)

Change = Callable[[Path, str, str, object], None]


def change_in_a_workbook(file: Path, milestone: str, heading: str, now: object) -> None:
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    [number] = [at for at in range(2, sheet.max_row + 1) if sheet.cell(at, 1).value == milestone]
    sheet.cell(number, columns[heading]).value = now
    book.save(file)


def change_in_a_table(file: Path, milestone: str, heading: str, now: object) -> None:
    lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    [line] = [line for line in lines[1:] if line[0] == milestone]
    line[lines[0].index(heading)] = now.isoformat() if isinstance(now, date) else str(now or "")
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    file.write_text(text.getvalue(), encoding="utf-8")


BOTH = pytest.mark.parametrize(
    ("form", "change"), [("xlsx", change_in_a_workbook), ("csv", change_in_a_table)]
)


@pytest.fixture
def out(eh: Eh, redesign: Path, form: str) -> Path:
    """The plan in the test's docstring, as a sheet."""
    assert redesign.is_dir()
    file = redesign.parent / f"sheet.{form}"
    assert eh("export", form, "-p", "redesign", "-o", str(file)).code == 0
    return file


def read_back(eh: Eh, file: Path, *more: str) -> Any:
    form = file.suffix[1:]
    return eh("import", form, str(file), "-p", "redesign", *more)


@BOTH
@pytest.mark.usefixtures("change")
def test_a_sheet_that_nobody_touched_changes_nothing(eh: Eh, out: Path) -> None:
    """
    milestones:
      notice: {on: 2021-10-12, title: "=1+1"}
      told: {expected: week of 2021-09-20, title: "'=quoted, with a comma"}
      launch: {by: end of 2022-01, after: notice + 12 weeks, done: 2021-09-13}
      nothing: {title: "@ no day"}
    """
    answer = read_back(eh, out)
    assert (answer.code, answer.out, answer.err) == (0, "no cell was changed\n", "")


@BOTH
@pytest.mark.usefixtures("change")
def test_a_plan_without_a_milestone_is_a_sheet_without_a_line(eh: Eh, out: Path) -> None:
    """milestones: {}"""
    answer = read_back(eh, out)
    assert (answer.code, answer.out, answer.err) == (0, "no cell was changed\n", "")


@BOTH
def test_exactly_the_changed_cells_are_shown_and_then_recorded(
    eh: Eh, redesign: Path, out: Path, change: Change, form: str
) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      told: {expected: 2021-09-20}
      launch: {expected: 2022-01-11, after: notice + 12 weeks}
    """
    change(out, "notice", "Day", date(2021, 10, 14))
    change(out, "told", "Done on", date(2021, 9, 16))
    answer = read_back(eh, out)
    assert answer.code == 0
    said = [" ".join(line.split()) for line in answer.out.splitlines()]
    tab = "Milestones!" if form == "xlsx" else ""
    assert [line for line in said if not line.startswith("--")] == [
        "2 cells changed:",
        "cell about was now so",
        f"{tab}E2 notice 12 October 2021 14 October 2021 moved",
        f"{tab}F3 told no day 16 September 2021 done",
        "",
        "with them in the plan:",
        "launch: earliest day from 4 January 2022 to 6 January 2022, 2 days later",
        "the plan can be met",
        "nothing is recorded: --accept --reason TEXT records them",
    ]
    assert not (redesign / "journal.csv").exists()
    assert read_back(eh, out, "--accept", "--reason", "Members asked", "--by", "PMO").code == 0
    journal = (redesign / "journal.csv").read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[2] for line in journal[1:]] == [
        "PMO,moved,notice,2021-10-14,2021-10-12,Members asked,",
        "PMO,done,told,2021-09-16,,Members asked,",
    ]
    assert read_back(eh, out).out == "no cell was changed\n"


@BOTH
def test_a_plan_that_moved_on_is_a_conflict_with_all_three_days(
    eh: Eh, redesign: Path, out: Path, change: Change, form: str
) -> None:
    """
    milestones:
      told: {expected: 2021-09-20}
    """
    moved = eh("milestone", "move", "told", "2021-09-22", "-p", "redesign", "--reason", "asked")
    assert moved.code == 0
    assert read_back(eh, out).out == "no cell was changed\n"
    change(out, "told", "Day", date(2021, 9, 24))
    before = (redesign / "journal.csv").read_bytes()
    answer = read_back(eh, out, "--accept", "--reason", "Members asked")
    tab = "Milestones!" if form == "xlsx" else ""
    assert answer.out.splitlines() == [
        "1 cell changed that cannot be taken over:",
        (
            f"  {tab}E2, told, Day: it was 20 September 2021 and is now 24 September 2021, "
            "but the plan has meanwhile 22 September 2021"
        ),
    ]
    assert answer.code == 1
    assert (redesign / "journal.csv").read_bytes() == before


@BOTH
def test_all_that_was_typed_is_recorded_or_nothing_unless_somebody_asks_for_a_part(
    eh: Eh, redesign: Path, out: Path, change: Change, form: str
) -> None:
    """
    milestones:
      told: {expected: 2021-09-20}
      launch: {expected: 2022-01-11}
    """
    change(out, "told", "Day", "21/9/2021")
    change(out, "launch", "Day", date(2022, 1, 12))
    answer = read_back(eh, out, "-f", "json")
    tab = "Milestones!" if form == "xlsx" else ""
    assert answer.err == (
        f'{out.name}:2:5 ({tab}E2): "21/9/2021" is not a day: write it as YYYY-MM-DD; '
        "if the day comes first, that is 2021-09-21\n"
    )
    said = json.loads(answer.out)
    assert said["schema"] == "earlyhelp.sheet/1"
    assert said["problems"] == [answer.err.rstrip()]
    assert said["cells"] == [
        {
            "milestone": "launch",
            "row": 3,
            "outcome": "moved",
            "was": "2022-01-11",
            "now": "2022-01-12",
            "plan": "2022-01-11",
            "sheet": "Milestones",
            "cell": f"{tab}E3",
            "column": "Day",
            "about": "launch",
            "taken": True,
            "file": "plan.yaml",
            "line": 3,
        }
    ]
    refused = read_back(eh, out, "--accept", "--reason", "asked")
    assert refused.code == 1
    assert "--partly records what can" in refused.err
    assert not (redesign / "journal.csv").exists()
    assert read_back(eh, out, "--accept", "--partly", "--reason", "asked").code == 0
    [_, line] = (redesign / "journal.csv").read_text(encoding="utf-8").splitlines()
    assert ",moved,launch,2022-01-12,2022-01-11,asked," in line


@BOTH
@pytest.mark.parametrize("now", ["told", "lunch", None])
def test_a_row_that_is_called_otherwise_is_said_and_not_read(
    eh: Eh, out: Path, change: Change, form: str, now: str | None
) -> None:
    """
    milestones:
      told: {expected: 2021-09-20}
      launch: {expected: 2022-01-11}
    """
    change(out, "launch", "Day", date(2022, 1, 12))
    change(out, "launch", "Milestone", now)
    answer = read_back(eh, out)
    tab = "Milestones!" if form == "xlsx" else ""
    assert answer.err.startswith(
        f"{out.name}:3:1 ({tab}A3): the row was launch and is now {now or 'nothing'}: "
    )
    assert (answer.code, answer.out) == (1, "no other cell was changed\n")


@BOTH
@pytest.mark.usefixtures("change")
def test_a_change_without_a_reason_is_not_recorded(eh: Eh, out: Path) -> None:
    """
    milestones:
      told: {expected: 2021-09-20}
    """
    answer = read_back(eh, out, "--accept")
    assert answer.code == 2
    assert "say why with --reason TEXT" in answer.err


@BOTH
@pytest.mark.usefixtures("change")
def test_the_same_plan_is_the_same_bytes(eh: Eh, out: Path, form: str) -> None:
    """
    milestones:
      told: {expected: 2021-09-20}
    """
    before = out.read_bytes()
    assert eh("export", form, "-p", "redesign", "-o", str(out)).code == 0
    assert out.read_bytes() == before
    if form == "csv":
        assert before.startswith(b"\xef\xbb\xbfMilestone,")  # without it Excel guesses an encoding
    else:
        about = openpyxl.load_workbook(out).properties
        assert about.created == about.modified == datetime(1980, 1, 1)  # noqa: DTZ001 - no zone


@pytest.mark.parametrize("form", ["xlsx"])
def test_days_are_days_and_texts_are_never_formulas(out: Path) -> None:
    """
    milestones:
      told: {expected: 2021-09-20, title: "=HYPERLINK(1)"}
      week: {expected: week of 2021-09-20}
    """
    sheet = openpyxl.load_workbook(out).worksheets[0]
    head = [cell.value for cell in sheet[1]]
    told, week = (dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2))
    assert told["Day"].value == datetime(2021, 9, 20)  # noqa: DTZ001 - a cell has no zone
    assert week["Day"].value == "week of 2021-09-20"
    assert (told["Title"].value, told["Title"].data_type) == ("=HYPERLINK(1)", "s")
    assert sheet.freeze_panes == "B2"
    assert sheet.protection.sheet
    assert sheet.auto_filter.ref == "A1:O3"
    assert head[-1] == "As exported"
    hidden = {sheet[f"{at}1"].value for at, one in sheet.column_dimensions.items() if one.hidden}
    assert {"Workstream", "As exported"} < hidden  # no line says anything of the first
    assert not hidden & {"Milestone", "Title", "Day", "Done on", "Evidence", "Stands", "Why"}
    open_to_change = {name for name, cell in told.items() if not cell.protection.locked}
    assert open_to_change == {"Day", "Done on", "Evidence"}
    assert told["Stands"].value == "green"  # in words, whatever colour it has


def test_a_workbook_has_what_the_service_may_see_of_registers_and_nothing_of_a_case(
    eh: Eh, redesign: Path
) -> None:
    """
    properties:
      - {id: elm, name: Elm Centre, future: surplus, owner: SECRET-1, landlord: SECRET-2}
    partners: [{id: nursery, name: Elm Nursery}]
    occupations: [{property: elm, partner: nursery, rooms: SECRET-3, extension_reason: SECRET-4}]
    teams: [{id: north, name: North}]
    cases: [{ref: SECRET-5, team: north, setting: elm}]
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    file = redesign.parent / "plan.xlsx"
    assert eh("export", "xlsx", "-p", "redesign", "-o", str(file)).code == 0
    book = openpyxl.load_workbook(file)
    said = [str(cell) for sheet in book for row in sheet.values for cell in row]
    assert "Elm Centre" in said
    assert not [text for text in said if "SECRET" in text]
    found = [row for row in book["Findings"].values if str(row[0]).startswith("EH6")]
    assert found
    assert all(row[2].endswith(": fewer than 5") and row[3:5] == (None, None) for row in found)


@BOTH
@pytest.mark.usefixtures("change", "redesign")
def test_a_file_that_is_no_sheet_of_a_plan_is_refused(eh: Eh, form: str, tmp_path: Path) -> None:
    """
    milestones:
      told: {expected: 2021-09-20}
    """
    file = tmp_path / f"other.{form}"
    if form == "csv":
        file.write_text("ID,Day\n1,2\n", encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        book.active.append(["ID", "Day"])
        book.active.append([1, 2])
        book.save(file)
    answer = read_back(eh, file)
    assert answer.code == 2
    assert "it has no column" in answer.err
    assert "begin from `eh export`" in answer.err
    file.write_bytes(b"PK\x03\x04 and nothing else")
    assert read_back(eh, file).code == 2
    missing = read_back(eh, tmp_path / f"missing.{form}")
    assert (missing.code, missing.out) == (2, "")
    assert "no sheet found: there is no file" in missing.err
