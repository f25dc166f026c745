"""A sheet that comes back says exactly which cells people changed, whatever its way was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import words
from earlyhelp.tracking.cell_meaning import Kind, TypedCell
from earlyhelp.tracking.sheets import Column, Exported, Says, Sheet, as_text, kept
from earlyhelp.tracking.typed_cells import At, Comparison, TypedRow, TypedSheet, compared

COLUMNS = (
    Column(heading="Milestone", says=Says.ROW),
    Column(heading="Title", says=Says.PLAN),
    Column(heading="Day", says=Says.DAY),
    Column(heading="Done on", says=Says.DONE),
    Column(heading="Earliest"),
    Column(heading="Evidence", says=Says.EVIDENCE),
)
FIRST = date(2021, 9, 20)
#: Says what was typed in a cell, which is in the first row unless told otherwise.
Typed = dict[str, TypedCell]


def a_sheet(*lines: tuple[str | int | date | None, ...]) -> Sheet:
    whole = tuple((*line, None) for line in lines)
    return Sheet(name="Milestones", columns=COLUMNS, lines=whole)


TOLD = a_sheet(("told", "Partners are told", FIRST, None, FIRST))


def back(sheet: Sheet, tab: str = "Milestones") -> TypedSheet:
    """The sheet as it comes back from somebody who touched nothing."""
    headings = {column.heading: at for at, column in enumerate(sheet.columns, 1)}
    rows = [
        TypedRow(
            at,
            exported,
            {
                column.heading: TypedCell(as_text(value))
                for column, value in zip(sheet.columns, line, strict=True)
                if as_text(value)
            },
        )
        for at, (line, exported) in enumerate(zip(sheet.lines, sheet.exported(), strict=True), 2)
    ]
    return TypedSheet("plan.xlsx", tab, headings, rows)


def typed(sheet: TypedSheet, cells: Typed, at: int = 0) -> TypedSheet:
    rows = list(sheet.rows)
    rows[at] = rows[at]._replace(cells={**rows[at].cells, **cells})
    return sheet._replace(rows=rows)


def told(heading: str, cell: TypedCell, today: Sheet = TOLD) -> Comparison:
    """What is said once somebody has typed in a cell of the sheet `TOLD`."""
    return compared([today], [typed(back(TOLD), {heading: cell})])


def changes(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(one.row, one.column.heading, one.was, one.now) for one in found.changed]


DAYS = st.dates(FIRST, date(2021, 12, 31))
values = st.none() | st.text(max_size=12) | st.integers(-5, 9) | DAYS
lines = st.tuples(st.none() | st.text(max_size=8), st.none() | DAYS, st.none(), values)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    drawn = draw(st.lists(lines, min_size=1, max_size=5))
    return a_sheet(*((f"m{at}", *line) for at, line in enumerate(drawn)))


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


def test_a_row_that_is_another_one_than_it_was_is_not_read() -> None:
    """Somebody has sorted the first column alone."""
    sheet = a_sheet(("a", None, FIRST, None, None), ("b", None, FIRST, None, None))
    came = typed(back(sheet), {"Milestone": TypedCell("b"), "Day": TypedCell("2026-01-05")}, 0)
    found = compared([sheet], [came])
    assert found.changed == ()
    [problem] = found.problems
    assert problem.startswith("plan.xlsx:2:1 (Milestones!A2): the row was a and is now b: ")


def test_of_copies_that_differ_neither_counts_and_equal_ones_are_one() -> None:
    came = typed(back(TOLD), {"Day": TypedCell("2026-01-05")})
    [row] = came.rows
    assert len(compared([TOLD], [came._replace(rows=[row, row])]).changed) == 1
    other = typed(back(TOLD), {"Day": TypedCell("2026-01-06")}).rows[0]._replace(line=3)
    found = compared([TOLD], [came._replace(rows=[row, other])])
    assert (found.changed, len(found.problems)) == ((), 1)
    assert "plan.xlsx:3:1 (Milestones!A3): the row is in Milestones!A2 too" in found.problems[0]


def test_a_row_that_was_added_is_named_and_an_empty_one_is_not() -> None:
    came = back(TOLD)
    new = TypedRow(3, "", {"Milestone": TypedCell("launched")})
    found = compared([TOLD], [came._replace(rows=[*came.rows, new, TypedRow(4, "", {})])])
    [problem] = found.problems
    assert problem.startswith("plan.xlsx:3:1 (Milestones!A3): the row was added")


@pytest.mark.parametrize(
    "was",
    [
        "{}",
        "[]",
        "1",
        '{"sheet":1}',
        "[" * 5_000,
        '{"plan":"","sheet":"Milestones","row":2,"of":1,"was":{}}',
        '{"plan":"","sheet":"Milestones","row":true,"of":1,"was":{}}',
        '{"plan":"","sheet":"Milestones","row":1,"of":1,"was":{"Day":1}}',
    ],
)
def test_a_cell_of_what_was_exported_that_somebody_changed_is_named(was: str) -> None:
    came = back(TOLD)
    [row] = came.rows
    found = compared([TOLD], [came._replace(rows=[row._replace(exported=was)])])
    [problem] = found.problems
    assert 'its cell "As exported" was changed' in problem


def test_a_day_that_never_was_one_is_no_change_of_it() -> None:
    came = back(TOLD)
    [row] = came.rows
    was = Exported("", "Milestones", 1, 1, {"Milestone": "told", "Day": "soon"}).as_text()
    changed = row._replace(exported=was, cells={"Milestone": TypedCell("told")})
    found = compared([TOLD], [came._replace(rows=[changed])])
    assert 'its cell "As exported" was changed' in found.problems[0]


def test_columns_that_were_added_or_taken_away_are_noted() -> None:
    came = typed(back(TOLD), {"Remarks": TypedCell("mind the gap")})
    with_remarks = came._replace(headings={**came.headings, "Remarks": 7})
    [note] = compared([TOLD], [with_remarks]).notes
    assert note == (
        'Milestones: the column "Remarks" (Milestones!G1) is none of the plan: '
        "what stands in it (1) is not read"
    )
    without = {heading: at for heading, at in came.headings.items() if heading != "Earliest"}
    found = compared([TOLD], [back(TOLD)._replace(headings=without)])
    assert found == Comparison(
        (), (), ('Milestones: there is no column "Earliest": nothing becomes of that',)
    )


def test_a_column_that_the_plan_had_then_and_has_no_more_is_noted_once_typed_in() -> None:
    """A workflow has lost a step; nobody typed anything."""
    columns = (*COLUMNS, Column(heading="Swept", says=Says.DAY, step="swept"))
    then = attrs.evolve(TOLD, columns=columns, lines=((*TOLD.lines[0], FIRST),))
    assert compared([TOLD], [back(then)]) == Comparison((), (), ())
    [note] = compared([TOLD], [typed(back(then), {"Swept": TypedCell("2026-01-05")})]).notes
    assert 'the column "Swept" (Milestones!G1) is none of the plan' in note


def test_a_column_that_the_plan_has_by_now_is_noted_and_no_problem() -> None:
    columns = (*COLUMNS, Column(heading="Swept", says=Says.DAY, step="swept"))
    now = attrs.evolve(TOLD, columns=columns, lines=((*TOLD.lines[0], FIRST),))
    found = compared([now], [back(TOLD)])
    assert (found.changed, found.problems, len(found.notes)) == ((), (), 1)


def test_a_column_for_days_that_is_called_otherwise_is_a_problem() -> None:
    [row] = back(TOLD).rows
    cells = {{"Day": "New day"}.get(heading, heading): cell for heading, cell in row.cells.items()}
    known = ("Milestone", "Title", "New day", "Done on", "Earliest", "Evidence")
    headings = {heading: at for at, heading in enumerate(known, 1)}
    came = back(TOLD)._replace(rows=[row._replace(cells=cells)], headings=headings)
    [problem] = compared([TOLD], [came]).problems
    assert 'there is no column "Day"; is it another that was called like that?' in problem


def test_rows_that_are_left_out_are_counted_and_a_few_are_named() -> None:
    sheet = a_sheet(*((f"m{at}", None, FIRST, None, None) for at in range(8)))
    came = back(sheet)
    assert compared([sheet], [came._replace(rows=came.rows[1:])]).notes == (
        "Milestones: 1 row is left out (m0): nothing becomes of that",
    )
    assert compared([sheet], [came._replace(rows=came.rows[6:])]).notes == (
        "Milestones: 6 rows are left out: nothing becomes of that",
    )


def test_rows_that_are_left_out_are_not_named_where_the_plan_has_gained_others() -> None:
    then = a_sheet(*((f"m{at}", None, FIRST, None, None) for at in range(3)))
    now = a_sheet(*((f"m{at}", None, FIRST, None, None) for at in range(4)))
    came = back(then)
    assert compared([now], [came._replace(rows=came.rows[1:])]).notes == (
        "Milestones: 1 row is left out: nothing becomes of that",
    )


def test_a_sheet_that_no_plan_has_is_named() -> None:
    other = Sheet(name="Other", columns=COLUMNS, lines=TOLD.lines)
    [problem] = compared([TOLD], [back(other)]).problems
    assert 'the row is of a sheet "Other" that no plan has' in problem


def test_a_sheet_of_another_plan_is_named_once_and_not_read() -> None:
    """Two plans may well have a milestone of the same name, on the same day."""
    other = attrs.evolve(TOLD, lines=TOLD.lines * 2, plan="their-plan")
    came = typed(back(other), {"Day": TypedCell("2026-01-05")})
    assert compared([attrs.evolve(TOLD, plan="our-plan")], [came]) == Comparison(
        (),
        (
            (
                "Milestones: what stands in it (2 rows) is of the plan their-plan, and this is "
                "our-plan: nothing of it is read"
            ),
        ),
        (),
    )


def test_cells_under_merged_ones_are_no_change() -> None:
    """They are named once, by what has read the file."""
    for heading in ("Day", "Title"):
        assert told(heading, TypedCell("", Kind.MERGED)) == Comparison((), (), ())


@given(text=st.text(min_size=250, max_size=400), other=st.text(max_size=3))
def test_a_long_text_is_kept_short_and_still_told_from_any_other(text: str, other: str) -> None:
    assert len(kept(text)) <= 280
    assert (kept(text) == kept(text + other)) == (other == "")


def test_a_long_text_that_was_changed_is_shown_whole_as_it_was() -> None:
    long = "Partners are told " * 30
    sheet = a_sheet(("told", long, None, None, None))
    [one] = compared([sheet], [typed(back(sheet), {"Title": TypedCell("Short")})]).changed
    assert one.was == long.strip()


@given(at=st.integers(1, 16_384), line=st.integers(1, 999))
def test_a_cell_is_called_as_spreadsheets_call_it(at: int, line: int) -> None:
    name = At("plan.xlsx", None, line, at).name
    letters = name.rstrip("0123456789")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    assert (number, int(name.removeprefix(letters))) == (at, line)


def test_a_step_of_four_years_and_a_day_may_be_typed_as_a_week() -> None:
    """A week that begins so far away is no sign of another program's count."""
    away = FIRST + timedelta(days=1462)
    monday = away - timedelta(days=away.weekday())
    sheet = a_sheet(("told", None, monday - timedelta(days=1462), None, None))
    found = compared([sheet], [typed(back(sheet), {"Day": TypedCell(f"week of {monday}")})])
    assert (len(found.changed), found.problems) == (1, ())
