"""What stands in a cell of a workbook is known with its kind, whatever made the workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from earlyhelp.files.registers.workbook_cells import Merged, Tab, WorkbookError, tabs
from earlyhelp.tracking.cell_meaning import Kind
from earlyhelp.tracking.cell_meaning import TypedCell as Cell

openpyxl: Any = pytest.importorskip("openpyxl", exc_type=ImportError)


def saved(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_sheet(data: bytes, change: Callable[[str], str], part: str = "worksheets/sheet1") -> bytes:
    """The same workbook with the XML of its first sheet changed by hand."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            is_it = name == f"xl/{part}.xml"
            new.writestr(name, change(text.decode()).encode() if is_it else text)
    return made.getvalue()


def only(data: bytes, *, formulas: bool = True) -> Tab:
    [tab] = tabs(data, formulas=formulas)
    return tab


def test_each_kind_of_cell_is_told_apart() -> None:
    def fill(book: Any) -> None:
        book.active.append(
            [
                "text ",
                date(2021, 9, 8),
                datetime(2021, 9, 8, 9, 30),  # noqa: DTZ001 - a cell has no zone
                time(9, 30),
                44447,
                4.5,
                True,
                "=B1+1",
                "#REF!",
                "   ",
                None,
            ]
        )
        book.active["I1"].data_type = "e"

    assert only(saved(fill)).rows == [
        (
            1,
            {
                1: Cell("text", Kind.TEXT),
                2: Cell("2021-09-08", Kind.DAY),
                3: Cell("2021-09-08 09:30:00", Kind.MOMENT),
                4: Cell("09:30:00", Kind.MOMENT),
                5: Cell("44447", Kind.NUMBER, date(2021, 9, 8)),
                6: Cell("4.5", Kind.NUMBER),
                7: Cell("yes", Kind.BOOLEAN),
                8: Cell("=B1+1", Kind.FORMULA),
                9: Cell("#REF!", Kind.ERROR),
            },
        )
    ]


def test_days_are_counted_from_where_the_workbook_counts_them() -> None:
    def fill(book: Any) -> None:
        book.epoch = openpyxl.utils.datetime.MAC_EPOCH
        book.active.append([date(2021, 9, 8), 42985])

    [(_, cells)] = only(saved(fill)).rows
    assert cells[1] == Cell("2021-09-08", Kind.DAY)
    assert cells[2].as_day == date(2021, 9, 8)


def test_merged_cells_are_named_and_empty_ones_left_out() -> None:
    def fill(book: Any) -> None:
        book.active["B2"] = "two"
        book.active.merge_cells("B2:C4")

    tab = only(saved(fill))
    assert tab.merged == [Merged(2, 2, 4, 3)]
    assert tab.rows == [(2, {2: Cell("two", Kind.TEXT)})]


def test_every_sheet_in_its_order_or_only_the_first() -> None:
    def fill(book: Any) -> None:
        book.active.title = "One"
        book.create_sheet("Two")["A1"] = "here"

    assert [tab.name for tab in tabs(saved(fill), formulas=True)] == ["One", "Two"]
    assert [tab.name for tab in tabs(saved(fill), formulas=True, only_first=True)] == ["One"]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="AAAAAAAA1"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
    ],
    ids=["a row that no sheet has", "a column", "a column far out", "rows out of order"],
)
def test_a_sheet_that_no_program_writes_is_refused(row: str) -> None:
    data = with_sheet(
        saved(lambda _: None),
        lambda xml: re.sub("<sheetData *(/>|></sheetData>)", f"<sheetData>{row}</sheetData>", xml),
    )
    with pytest.raises(WorkbookError, match="it is no workbook that can be read"):
        tabs(data, formulas=True)


def test_a_sheet_that_claims_to_be_as_large_as_can_be_costs_nothing() -> None:
    data = saved(lambda book: book.active.append(["here"]))
    vast = with_sheet(data, lambda xml: xml.replace('ref="A1"', 'ref="A1:XFD1048576"'))
    assert b"XFD1048576" in zipfile.ZipFile(io.BytesIO(vast)).read("xl/worksheets/sheet1.xml")
    assert only(vast).rows == [(1, {1: Cell("here", Kind.TEXT)})]


@pytest.mark.parametrize(
    ("kind", "shown", "there"),
    [
        ("str", "<v></v>", {}),
        ("str", "<v>so</v>", {1: Cell("so")}),
        ("n", "<v>44447</v>", {1: Cell("44447", Kind.NUMBER, date(2021, 9, 8))}),
        ("n", "<v/>", {1: Cell("=A2", Kind.FORMULA)}),
        ("n", "", {1: Cell("=A2", Kind.FORMULA)}),
        ("str", "", {1: Cell("=A2", Kind.FORMULA)}),
    ],
)
def test_a_formula_is_what_it_last_showed_and_one_that_never_showed_anything_is_a_formula(
    kind: str, shown: str, there: dict[int, Cell]
) -> None:
    cell = f'<c r="A1" t="{kind}"><f>A2</f>{shown}</c>'
    data = with_sheet(
        saved(lambda book: book.active.append(["=A2"])),
        lambda xml: re.sub(r"<c .*</c>", cell, xml),
    )
    assert dict(only(data, formulas=False).rows).get(1, {}) == there
