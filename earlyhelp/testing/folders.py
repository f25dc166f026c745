"""How is a plan's folder drawn, with its registers, as somebody may have typed it?"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from earlyhelp.dates import Unit
from earlyhelp.model.registers import Future, Sector
from earlyhelp.testing.dates import date_expressions, lags
from earlyhelp.testing.plans import kept_plans
from earlyhelp.testing.texts import as_yaml


class Folder(dict[str, str]):
    """The text of each file of a plan's folder, by its name; it shows file by file."""

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """Each file as it is: Hypothesis and notebooks ask for it under this name."""
        del cycle  # texts lead nowhere
        with printer.indent(4):
            printer.text("Folder of these files:")
            for name, text in self.items():
                printer.break_()
                printer.text(f"--- {name}")
                for line in text.splitlines():
                    printer.break_()
                    printer.text(line)


_STEPS: Final = ("service_ended", "vacated", "handed_over", "accepted")
#: What a column says of a step: that it is expected, pinned, or due.
_SAYS: Final = ("", "", "on:", "by:")
#: What every building that is given up goes through, and every partner in one.
_WORKFLOWS: Final = """\
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {}
      vacated: {after: service_ended}
      handed_over: {after: vacated, within: 10 working days after vacated}
      accepted: {after: handed_over}
  leaving:
    for: each occupation where property.future is not retained
    steps:
      out: {before: property.vacated}
properties: properties.csv
partners: partners.csv
occupations: occupations.csv
"""
_SECTORS: Final = ("", *(sector.value for sector in Sector))
_FIRST: Final = date(2021, 1, 1)
_LAST: Final = date(2022, 12, 31)


@st.composite
def plan_folders(draw: st.DrawFn, *, most: int = 4) -> Folder:
    """The files of a plan's folder: ``plan.yaml``, and registers of buildings and partners.

    Up to `most` buildings, partners and milestones besides. All of it can be read as a plan, with
    ids that lead somewhere; whether it can be met is open. :func:`write_folder` writes it.
    """
    plan, _diary = draw(kept_plans(most=most))
    properties = [f"centre-{at}" for at in range(1, draw(st.integers(1, most)) + 1)]
    partners = [f"partner-{at}" for at in range(1, draw(st.integers(1, most)) + 1)]
    stays = st.lists(
        st.tuples(st.sampled_from(properties), st.sampled_from(partners)),
        unique=True,
        max_size=most,
    )
    buildings = [(name, *_building(draw)) for name in properties]
    sectors = [(name, draw(st.sampled_from(_SECTORS))) for name in partners]
    steps = [f"{draw(st.sampled_from(_SAYS))}{step}" for step in _STEPS]
    held = [(*stay, _notice(draw), _day(draw), _day(draw)) for stay in draw(stays)]
    return Folder(
        {
            "plan.yaml": as_yaml(plan) + _WORKFLOWS,
            "properties.csv": _table(("id", "name", "future", "monthly_cost", *steps), buildings),
            "partners.csv": _table(("id", "sector"), sectors),
            "occupations.csv": _table(("property", "partner", "notice", "told", "out"), held),
        }
    )


def write_folder(files: Mapping[str, str], folder: Path) -> Path:
    """Write the files of a drawn plan into `folder`, which is made where it is not there.

    Gives the folder, for :func:`earlyhelp.load`. Files of the same names are written over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def _building(draw: st.DrawFn) -> tuple[str, ...]:
    name = draw(st.sampled_from(("", "Centre, with a comma", "Élan House", "The “Hub”")))
    future = draw(st.sampled_from(Future)).value
    cost = draw(st.sampled_from(("", "0", "1250", "£1,250.00")))
    return (name, future, cost, *(_day(draw) for _ in _STEPS))


def _notice(draw: st.DrawFn) -> str:
    lag = draw(st.none() | lags((Unit.WEEKS, Unit.MONTHS), 6))
    return "" if lag is None else str(lag)


def _day(draw: st.DrawFn) -> str:
    when = draw(st.none() | date_expressions(_FIRST, _LAST))
    return "" if when is None else when.text


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    sheet = io.StringIO()
    table = csv.writer(sheet, lineterminator="\n")
    table.writerow(headings)
    table.writerows(rows)
    return sheet.getvalue()
