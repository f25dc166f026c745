"""Can a text in a table or a journal move the terminal of whoever reads about it?"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp.errors import UnreadableBaselineError, UnreadablePlanError
from earlyhelp.files.baselines import read_baseline
from earlyhelp.files.journal import as_lines, read_journal
from earlyhelp.files.load import parse
from earlyhelp.files.registers.tables import records
from earlyhelp.files.registers.typed_sheets import sheets_in
from earlyhelp.findings import Place
from earlyhelp.model.journal import Action, Entry

#: Turns a terminal's title into something else, and the rest of the line red.
MOVES = "\x1b]0;all is well\x07\x1b[31m"
HEAD = "format: 1\nid: example\ntitle: An example\nnation: england\n"
PLAN = f"{HEAD}milestones:\n  a: {{on: 2021-10-12}}\nproperties: properties.csv\n"


def test_the_name_of_a_building_has_none() -> None:
    table = f"id,name\nelm,Elm{MOVES} Centre\n".encode()
    plan = parse(PLAN.encode(), open_file=lambda _name: table)
    assert plan.registers is not None
    [elm] = plan.registers.properties
    assert elm.name == "Elm ]0;all is well [31m Centre"


def test_a_cell_of_a_workbook_has_none() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["id", "name"])
    book.active.append(["elm", "Elm\x9b31m Centre"])
    packed = io.BytesIO()
    book.save(packed)
    [record] = records(packed.getvalue(), "properties.xlsx")
    assert record.cells["name"].value == "Elm 31m Centre"


@pytest.mark.parametrize("table", [f"id,na{MOVES}me\nelm,Elm\n", f"id\nel{MOVES}m\n"])
def test_what_is_refused_is_named_without(table: str) -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        parse(PLAN.encode(), open_file=lambda _name: table.encode())
    assert all(finding.message.isprintable() for finding in refused.value.findings)


def test_an_id_over_two_lines_is_named_on_one() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        parse(PLAN.encode(), open_file=lambda _name: b'id\n"el\nm"\n')
    [finding] = refused.value.findings
    assert finding.message.startswith('"el m" is not an id')


def test_a_baseline_that_cannot_be_read_is_named_without() -> None:
    with pytest.raises(UnreadableBaselineError) as refused:
        read_baseline(f"id,day,as\na,2021-10{MOVES},on\n".encode(), "approved")
    [finding] = refused.value.findings
    assert finding.message.startswith('"2021-10 ]0;all is well [31m" is not a day')


def test_a_sheet_that_came_back_has_none() -> None:
    table = f"Milestone,Day,As exported\na{MOVES},2021{MOVES},\n".encode()
    [sheet] = sheets_in(table, Path("sheet.csv")).sheets
    texts = [cell.text for row in sheet.rows for cell in row.cells.values()]
    assert texts == ["a ]0;all is well  [31m", "2021 ]0;all is well  [31m"]


def test_a_journal_that_somebody_wrote_into_is_named_without() -> None:
    line = f"2021-09-17T10:00:00Z,eh,moved,el{MOVES}m,2021-10-13,,why{MOVES},\n"
    journal = f"recorded_at,by,action,subject,day,was,reason,evidence\n{line}".encode()
    plan = parse(f"{HEAD}milestones:\n  a: {{on: 2021-10-12}}\n".encode(), recorded=journal)
    [found] = [one for one in earlyhelp.check(plan) if one.code == "EH706"]
    assert found.message.isprintable()
    assert "el ]0;all is well [31mm" in found.message


@given(reason=st.text(), evidence=st.text())
def test_what_is_recorded_is_read_as_it_was_written(reason: str, evidence: str) -> None:
    entry = Entry(
        recorded_at="2021-09-17T10:00:00Z",
        by="eh",
        action=Action.NOTE,
        subject="a",
        reason=reason,
        evidence=evidence,
        place=Place("journal.csv", 1, 1),
    )
    written = as_lines([entry], None)
    journal = read_journal(written)
    assert not journal.torn
    assert as_lines(journal.entries, None) == written
    assert all(letter >= " " for letter in journal.entries[0].reason)
