"""A workbook that was exported, and what somebody does in it."""

from __future__ import annotations

import csv
import io
import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


PLAN = """\
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {}
      vacated: {after: service_ended}
      handed_over: {after: vacated}
      accepted: {after: handed_over, evidence: required}
  leaving:
    for: each occupation where property.future is not retained
    steps: {out: {before: property.vacated}}
properties:
  - {id: elm, name: Elm Centre, address: 1 High Street, future: surplus, vacated: 2021-12-10, handed_over: 2021-12-13}
  - {id: oak, name: Oak Centre, future: surplus, vacated: 2021-12-01, handed_over: 2021-12-06}
  - {id: ash, name: Ash Centre, future: retained}
partners:
  - {id: nursery, name: Elm Nursery}
  - {id: club, name: Youth Club}
occupations:
  - {property: elm, partner: nursery, agreement: licence, out: 2021-12-08}
  - {property: oak, partner: club, extension: requested, extended_to: 2021-11-30}
milestones:
  told: {title: Partners are told, expected: 2021-09-20}
  offer.launch: {on: 2022-01-04}
"""


class Workbook:
    """A workbook that was exported, and what somebody does in it."""

    def __init__(self, eh: Eh, file: Path) -> None:
        """Open it."""
        self._eh = eh
        self.file = file
        self.book: Any = import_module("openpyxl").load_workbook(file)

    def cell(self, sheet: str, row: str, heading: str) -> Any:
        """The cell of a row, by its name and a heading."""
        tab = self.book[sheet]
        columns = {cell.value: cell.column for cell in tab[1]}
        names = [columns[name] for name in ("Milestone", "Property", "Partner") if name in columns]
        for at in range(2, tab.max_row + 1):
            if ".".join(str(tab.cell(at, name).value) for name in names) == row:
                return tab.cell(at, columns[heading])
        raise KeyError(row)

    def types(self, sheet: str, row: str, heading: str, value: object) -> str:
        """Somebody types a value; gives the cell's name."""
        cell = self.cell(sheet, row, heading)
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def comes_back(self, *more: str) -> Any:
        """It is saved and imported."""
        self.book.save(self.file)
        return self._eh("import", "xlsx", str(self.file), "-p", "redesign", *more)

    def said(self) -> Any:
        """What the import says of it to programs."""
        answer = self.comes_back("-f", "json")
        return json.loads(answer.out)

    def outcomes(self) -> dict[str, str]:
        """What becomes of each cell, by its name."""
        return {cell["cell"]: cell["outcome"] for cell in self.said()["cells"]}


@pytest.fixture
def redesign(tmp_path: Path) -> Path:
    """The folder of the plan above."""
    folder = tmp_path / "redesign"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def workbook(eh: Eh, redesign: Path) -> Workbook:
    file = redesign.parent / "plan.xlsx"
    assert eh("export", "xlsx", "-p", "redesign", "-o", str(file)).code == 0
    return Workbook(eh, file)


def journal(redesign: Path) -> list[tuple[str, ...]]:
    """What was recorded: action, subject, day, evidence."""
    file = redesign / "journal.csv"
    if not file.exists():
        return []
    lines = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
    return [(one["action"], one["subject"], one["day"], one["evidence"]) for one in lines]


ACCEPT = ("--accept", "--reason", "agreed", "--force")
