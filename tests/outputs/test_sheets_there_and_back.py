"""Laws of a workbook that goes to people and comes back, for drawn plans with registers."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.checks import check_plan
from earlyhelp.dates import DateExpression
from earlyhelp.files.journal import as_lines
from earlyhelp.files.load import parse
from earlyhelp.files.registers.typed_sheets import sheets_in
from earlyhelp.findings import Place
from earlyhelp.model import Stated
from earlyhelp.model.journal import Action, Entry
from earlyhelp.outputs.workbook.sheets import as_csv, workbook
from earlyhelp.outputs.workbook.xlsx import as_bytes
from earlyhelp.tracking.sheets import Column, Says, Sheet
from earlyhelp.tracking.typed_cells import Comparison, compared
from earlyhelp.tracking.typed_outcomes import Judged, Outcome, judged, recorded

openpyxl: Any = pytest.importorskip("openpyxl", exc_type=ImportError)

FIRST: Final = date(2021, 9, 17)
HEAD: Final = """\
format: 1
id: drawn
title: Drawn
nation: england
as_at: 2021-09-17
days: any
workflows:
  handover:
    for: property.future is not retained
    steps: {service_ended: {}, vacated: {}, handed_over: {}, accepted: {evidence: required}}
  leaving:
    for: each occupation where property.future is not retained
    steps: {out: {}}
"""
days = st.integers(0, 200).map(lambda number: FIRST + timedelta(number))
#: What a program for tables could take for something else.
STRANGE: Final = ["=1+1", "'=1", "-1", "@x", "TRUE", "01", "2021-12", "8/9", "1E5", "#REF!", "“é”"]
texts = st.sampled_from(STRANGE) | st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12
)
imprecise = st.sampled_from(["week of 2021-11-15", "end of 2021-12", "2022", "2021-11"])


def optional(draw: st.DrawFn, key: str, values: st.SearchStrategy[Any]) -> str:
    value = draw(st.none() | values)
    return "" if value is None else f", {key}: {json.dumps(str(value), ensure_ascii=False)}"


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A plan with properties, occupations and milestones; about half of all cells are empty."""
    lines = [HEAD, "milestones:"]
    for at in range(draw(st.integers(1, 3))):
        said = optional(draw, "expected", days | imprecise) + optional(draw, "title", texts)
        lines.append(f"  m{at}: {{days: any{said}}}")
    number = draw(st.integers(0, 3))
    lines.append("properties:" if number else "properties: []")
    for at in range(number):
        said = "".join(
            optional(draw, key, values)
            for key, values in (
                ("name", texts),
                ("address", texts),
                ("capacity", st.integers(0, 9)),
                ("monthly_cost", st.decimals(0, 9999, places=2)),
                ("lease_end", days),
                ("school_land", st.sampled_from(["yes", "no"])),
                ("future", st.sampled_from(["retained", "surplus", "lease"])),
                ("vacated", days | imprecise),
            )
        )
        lines.append(f"  - {{id: p{at}{said}}}")
    lines.append("partners: [{id: nursery}, {id: club}]")
    held = [(at, who) for at in range(number) for who in ("nursery", "club") if draw(st.booleans())]
    lines.append("occupations:" if held else "occupations: []")
    for at, who in held:
        said = "".join(
            optional(draw, key, values)
            for key, values in (
                ("extension", st.sampled_from(["requested", "agreed", "refused"])),
                ("extended_to", days),
                ("told", days),
                ("users", st.integers(0, 20)),
                ("out", days | imprecise),
            )
        )
        lines.append(f"  - {{property: p{at}, partner: {who}{said}}}")
    return "\n".join(lines) + "\n"


def read(text: str, journal: bytes = b"") -> Plan:
    return parse(text.encode(), recorded=journal)


def exported(plan: Plan) -> tuple[Sheet, ...]:
    schedule, found = check_plan(plan, plan.as_at)
    return workbook(schedule, found, within=28)


def saved(sheets: Sequence[Sheet]) -> bytes:
    return as_bytes([sheet for sheet in sheets if sheet.lines], title="Drawn", author="")


def back(plan: Plan, data: bytes, name: str = "plan.xlsx") -> Comparison:
    came = sheets_in(data, Path(name))
    assert (came.problems, came.notes) == ((), ())
    return compared(exported(plan), came.sheets)


@given(text=plans())
def test_what_nobody_touched_is_no_change(text: str) -> None:
    plan = read(text)
    sheets = exported(plan)
    assert back(plan, saved(sheets)) == Comparison((), (), ())
    for sheet in sheets:
        if sheet.lines:
            assert back(plan, as_csv(sheet).encode(), "a.csv") == Comparison((), (), ())


@settings(max_examples=2, phases=[Phase.generate])
@given(drawn=st.lists(plans(), min_size=6, max_size=6))
def test_what_libreoffice_saved_again_is_no_change(
    drawn: list[str],
    by_libreoffice: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """All of them at once, because it takes seconds to begin."""
    folder = tmp_path_factory.mktemp("drawn")
    read_plans = {folder / f"{at}.xlsx": read(text) for at, text in enumerate(drawn)}
    for file, plan in read_plans.items():
        file.write_bytes(saved(exported(plan)))
    again = by_libreoffice(*read_plans)
    for file, plan in read_plans.items():
        assert back(plan, (again / file.name).read_bytes()) == Comparison((), (), ()), file


def test_a_long_heading_makes_no_prompt_that_excel_refuses() -> None:
    column = Column(heading="A step with a name that is very long indeed", says=Says.DAY)
    data = saved([Sheet(name="One", columns=(column,), lines=((FIRST,),))])
    [asked] = openpyxl.load_workbook(io.BytesIO(data))["One"].data_validations.dataValidation
    assert len(asked.promptTitle) == 32
    assert max(len(text) for text in (asked.prompt, asked.error)) <= 255


def open_cells(sheets: Sequence[Sheet]) -> list[tuple[Sheet, int, int, Column]]:
    """The cells in which somebody may type a day."""
    return [
        (sheet, line, at, column)
        for sheet in sheets
        for line in range(len(sheet.lines))
        for at, column in enumerate(sheet.columns)
        if column.says in {Says.DAY, Says.EXTENDED_TO} and (line, at) not in sheet.closed
    ]


@given(text=plans(), data=st.data())
def test_exactly_the_typed_days_are_named_and_those_that_are_taken_and_only_they_move(
    text: str, data: st.DataObject
) -> None:
    before = read(text)
    sheets = exported(before)
    drawn = data.draw(st.lists(st.sampled_from(open_cells(sheets)), max_size=6, unique_by=id))
    book = openpyxl.load_workbook(io.BytesIO(saved(sheets)))
    typed = {}
    for sheet, line, at, _ in drawn:
        cell = book[sheet.name].cell(line + 2, at + 1)
        now = data.draw(st.dates(date(2030, 1, 1), date(2030, 1, 5)))
        cell.value = now
        typed[f"{sheet.name}!{cell.coordinate}"] = now.isoformat()
    file = io.BytesIO()
    book.save(file)
    found = back(before, file.getvalue())
    assert {one.at.name: one.now for one in found.changed} == typed
    assert (found.problems, found.notes) == ((), ())

    outcomes = judged(before, found.changed)
    assert len(outcomes) == len(typed)
    taken = {one.about: one for one in recorded(outcomes)}
    after = read(text, as_lines([entry(before, one) for one in taken.values()], None))
    for milestone in before.milestones:
        one = taken.get(milestone.id)
        assert said(after[milestone.id].stated) == (one.day if one else said(milestone.stated))
    for was, row in zip(occupations(before), occupations(after), strict=True):
        one = taken.get(row.id)
        assert said(row.extended_to) == (one.day if one else said(was.extended_to))
    left = [one.cell for one in outcomes if not one.is_taken]
    assert [one.at for one in back(after, file.getvalue()).changed] == [one.at for one in left]


def occupations(plan: Plan) -> tuple[Any, ...]:
    assert plan.registers is not None
    return plan.registers.occupations


def said(stated: Stated | None) -> str:
    return stated.when.text if stated else ""


def entry(plan: Plan, one: Judged) -> Entry:
    """What the command records of it, apart from the clock."""
    is_extension = one.outcome is Outcome.EXTENDED
    until = {row.id: said(row.extended_to) for row in occupations(plan)}
    return Entry(
        recorded_at="2021-09-17T09:00:00+00:00",
        by="PMO",
        action=Action.EXTENDED if is_extension else Action.MOVED,
        subject=one.about,
        day=Stated(DateExpression.parse(one.day), Place("", 0, 0)),
        was=until[one.about] if is_extension else said(plan[one.about].stated),
        place=Place("", 0, 0),
    )
