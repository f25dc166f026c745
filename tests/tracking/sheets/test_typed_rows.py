"""Rows, columns and sheets that came back otherwise than they went are named."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.tracking.cell_meaning import Kind, TypedCell
from earlyhelp.tracking.sheets import Column, Exported, Says, Sheet, kept
from earlyhelp.tracking.typed_cells import At, Comparison, TypedRow, compared
from tests.tracking.sheets.conftest import (
    COLUMNS,
    FIRST,
    TOLD,
    a_sheet,
    back,
    told,
    typed,
)


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
