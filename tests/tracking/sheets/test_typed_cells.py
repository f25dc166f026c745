"""A sheet that comes back says exactly which cells people changed, whatever its way was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import words
from earlyhelp.tracking.cell_meaning import Kind, TypedCell
from earlyhelp.tracking.sheets import Sheet, as_text
from earlyhelp.tracking.typed_cells import Comparison, TypedSheet, compared
from tests.tracking.sheets.conftest import (
    COLUMNS,
    DAYS,
    FIRST,
    a_sheet,
    back,
    changes,
    sheets,
    told,
    typed,
)


@given(sheet=sheets(), order=st.randoms())
def test_what_nobody_touched_is_no_change_in_whatever_order(sheet: Sheet, order: object) -> None:
    untouched = back(sheet)
    rows, headings = list(untouched.rows), list(untouched.headings)
    order.shuffle(rows)  # type: ignore[attr-defined]
    order.shuffle(headings)  # type: ignore[attr-defined]
    moved = {heading: at for at, heading in enumerate(headings, 1)}
    found = compared([sheet], [untouched._replace(rows=rows, headings=moved, tab="Other")])
    assert found == Comparison((), (), ())


@given(sheet=sheets(), data=st.data())
def test_exactly_the_typed_cells_are_named(sheet: Sheet, data: st.DataObject) -> None:
    came = back(sheet)
    expected = set()
    for at, line in enumerate(sheet.lines):
        for heading, value in (("Title", line[1]), ("Day", line[2]), ("Earliest", line[4])):
            if not data.draw(st.booleans()):
                continue
            now = (
                data.draw(st.dates(date(2030, 1, 1), date(2031, 1, 1))).isoformat()
                if heading == "Day"
                else data.draw(st.text("abc ", min_size=1, max_size=5)).strip()
            )
            came = typed(came, {heading: TypedCell(now)}, at)
            if as_text(now) != as_text(value):
                expected.add((f"m{at}", heading, as_text(value), as_text(now)))
    found = compared([sheet], [came])
    assert set(changes(found)) == expected
    assert found.problems == ()


@given(was=DAYS, how=st.sampled_from([words.day, words.tabular]))
def test_a_day_that_is_written_another_way_is_the_same_day(
    was: date, how: Callable[[date], str]
) -> None:
    sheet = a_sheet(("told", None, was, None, was))
    for heading in ("Day", "Earliest"):
        assert not compared([sheet], [typed(back(sheet), {heading: TypedCell(how(was))})]).changed


@given(plan=st.none() | st.dates(FIRST, date(2021, 9, 25)), now=st.dates(FIRST, date(2021, 9, 25)))
def test_what_the_plan_has_by_now_is_no_change_and_all_else_says_so(
    plan: date | None, now: date
) -> None:
    today = a_sheet(("told", "Partners are told", plan, None, FIRST))
    found = told("Day", TypedCell(now.isoformat()), today)
    if now in (FIRST, plan):
        assert not found.changed
    else:
        [one] = found.changed
        assert (one.was, one.now) == (FIRST.isoformat(), now.isoformat())
        assert one.plan == as_text(plan)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (TypedCell("21/9/2021"), "if the day comes first, that is 2021-09-21"),
        (TypedCell("44461", Kind.NUMBER, date(2021, 9, 22)), "of this workbook it is 2021-09-22"),
        (TypedCell("7", Kind.NUMBER), '"7" is not a day'),
        (TypedCell("2021-09-22 09:30:00", Kind.MOMENT), "09:30:00 has a time"),
        (TypedCell("=E5+3", Kind.FORMULA), "the cell has the formula =E5+3: type the day itself"),
        (TypedCell("#REF!", Kind.ERROR), "the cell shows the error #REF!: type the day"),
        (TypedCell("yes", Kind.BOOLEAN), "yes is not a day"),
        (
            TypedCell("2025-09-21"),
            "four years and a day: it was pasted from a workbook that counts days from 1900",
        ),
        (TypedCell("2017-09-19"), "counts days from 1904"),
        (TypedCell("2199-01-01"), "outside the calendar"),
    ],
)
def test_a_cell_for_a_day_that_holds_none_is_named_with_what_to_type(
    cell: TypedCell, why: str
) -> None:
    found = told("Day", cell)
    assert found.changed == ()
    [problem] = found.problems
    assert problem.startswith("plan.xlsx:2:3 (Milestones!C2): ")
    assert why in problem


@pytest.mark.parametrize(
    "cell",
    [
        TypedCell("44459", Kind.NUMBER, FIRST),
        TypedCell("2021-09-20", Kind.DAY),
        TypedCell(" 20  September 2021 "),
    ],
    ids=["a day that lost its look", "a day", "spaces"],
)
def test_what_only_looks_otherwise_is_no_change(cell: TypedCell) -> None:
    assert told("Day", cell) == Comparison((), (), ())


@pytest.mark.parametrize(
    "cell",
    [TypedCell("=A1", Kind.FORMULA), TypedCell("#N/A", Kind.ERROR), TypedCell("", Kind.TEXT)],
)
@pytest.mark.parametrize("heading", ["Title", "Earliest"])
def test_whatever_is_typed_where_no_day_may_be_typed_is_named(
    heading: str, cell: TypedCell
) -> None:
    [one] = told(heading, cell).changed
    assert (one.column.heading, one.now) == (heading, cell.text)
    assert str(one.at) == f"plan.xlsx:2:{2 if heading == 'Title' else 5} ({one.at.name})"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (TypedCell("=A1", Kind.FORMULA), "the cell has the formula =A1: type the text itself"),
        (TypedCell("#N/A", Kind.ERROR), "the cell shows the error #N/A: type a text"),
    ],
)
def test_evidence_that_is_no_text_is_named_and_not_taken(cell: TypedCell, why: str) -> None:
    found = told("Evidence", cell)
    assert found.changed == ()
    assert found.problems == (f"plan.xlsx:2:6 (Milestones!F2): {why}",)
    [one] = told("Evidence", TypedCell("Certificate 12")).changed
    assert one.now == "Certificate 12"


def test_a_number_that_is_a_year_is_a_year() -> None:
    assert changes(told("Day", TypedCell("2022", Kind.NUMBER))) == [
        ("told", "Day", "2021-09-20", "2022")
    ]


SAVED = a_sheet(
    ("a", None, date(2021, 9, 29), None, date(2021, 9, 29)),
    ("b", None, date(2021, 10, 4), None, None),
    ("c", None, date(2021, 11, 11), None, None),  # in either order, and speaks for neither
)


def saved_with_slashes(form: str) -> TypedSheet:
    """The sheet as a spreadsheet saves it, which writes all days its own way."""
    came = back(SAVED)
    for at, line in enumerate(SAVED.lines):
        cells = {
            column.heading: TypedCell(f"{value:{form}}")
            for column, value in zip(COLUMNS, line, strict=True)
            if isinstance(value, date)
        }
        came = typed(came, cells, at)
    return came


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y"])
def test_days_with_slashes_are_read_as_those_show_that_nobody_changed(form: str) -> None:
    came = saved_with_slashes(form)
    assert compared([SAVED], [came]) == Comparison((), (), ())
    now = f"{date(2021, 11, 5):{form}}"
    found = compared([SAVED], [typed(came, {"Day": TypedCell(now)}, 1)])
    assert changes(found) == [("b", "Day", "2021-10-04", "2021-11-05")]


def test_days_with_slashes_are_not_read_where_others_are_as_they_were() -> None:
    """Somebody typed 10 April, and it is not taken for 4 October, which stood there."""
    came = typed(back(SAVED), {"Day": TypedCell("10/04/2021")}, 1)
    found = compared([SAVED], [came])
    assert found.changed == ()
    assert "plan.xlsx:3:3 (Milestones!C3)" in found.problems[0]


def test_where_unchanged_days_speak_for_both_orders_none_is_read() -> None:
    came = typed(saved_with_slashes("%d/%m/%Y"), {"Day": TypedCell("10/04/2021")}, 1)
    found = compared([SAVED], [came])
    assert len(found.problems) == 3
    assert all("if the day comes first" in problem for problem in found.problems)


@pytest.mark.parametrize(
    ("was", "now", "is_same"),
    [
        ("2200.50", "2200.5", True),
        ("2200.00", "2200", True),
        ("-0.10", "-0.1", True),
        ("2200.5", "2200.51", False),
        ("0100", "100", False),  # a number of a building, and no amount
        ("1e2", "100", False),
    ],
)
def test_an_amount_without_its_last_zeros_is_the_same_amount(
    was: str, now: str, is_same: bool
) -> None:
    sheet = a_sheet(("a", was, None, None, None))
    found = compared([sheet], [typed(back(sheet), {"Title": TypedCell(now)})])
    assert (not found.changed) == is_same


def test_a_month_that_excel_has_shortened_is_the_same_month() -> None:
    sheet = a_sheet(("a", None, "2021-12", None, None))
    assert not compared([sheet], [typed(back(sheet), {"Day": TypedCell("Dec-21")})]).problems
    assert compared([sheet], [typed(back(sheet), {"Day": TypedCell("Nov-21")})]).problems
