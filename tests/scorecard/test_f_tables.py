"""Outputs: items 58 and 62 of what has to hold on bad input, for tables and for XML."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from earlyhelp.files.journal import as_lines, read_journal
from earlyhelp.files.registers.tables import TableError, records
from earlyhelp.findings import Place
from earlyhelp.model.journal import Action, Entry
from earlyhelp.sheet_cells import neutral, one_line, original

if TYPE_CHECKING:
    from tests.conftest import Answer

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''-1")


# 58: no cell begins a formula, and every text comes back


@given(st.text(max_size=20))
@example("=cmd|' /C calc'!A0")
@example("'=1")
@example("＝1")
@example("'")
def test_58_no_cell_begins_a_formula_and_every_text_comes_back(text: str) -> None:
    begins = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
    assert not neutral(text).startswith(begins)
    assert original(neutral(text)) == text


@given(st.text(max_size=20))
@example("0\r\x1b\r0")
def test_58_a_text_on_one_line_is_one_that_shows_and_stays(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line == line.strip()
    assert all(letter.isprintable() for letter in line)


@pytest.mark.parametrize("name", FORMULAS)
def test_58_a_register_that_was_written_as_a_table_is_read_as_it_was(name: str) -> None:
    sheet = io.StringIO()
    csv.writer(sheet).writerows([["id", "name"], ["elm", neutral(name)]])
    [record] = records(sheet.getvalue().encode(), "properties.csv")
    assert record.cells["name"].value == name


@pytest.mark.parametrize("reason", ["=HYPERLINK(0)", "-1", "'=1", "a plain reason"])
def test_58_what_is_recorded_is_no_formula_in_the_journal(reason: str) -> None:
    entry = Entry(
        recorded_at="2021-09-17T09:00:00+00:00",
        by="@estates",
        action=Action.NOTE,
        subject="elm",
        reason=reason,
        place=Place("", 0, 0),
    )
    lines = as_lines([entry], None)
    cells = [cell for row in csv.reader(lines.decode().splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    [read] = read_journal(lines).entries
    assert (read.by, read.reason) == ("@estates", reason)


def test_58_a_name_in_a_table_of_the_command_is_no_formula(
    eh: Callable[..., Answer], tmp_path: Path
) -> None:
    plan = "format: 1\nid: p\ntitle: P\nnation: england\nproperties: properties.csv\n"
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "properties.csv").write_text("id,name\nelm,=1+1\n", encoding="utf-8")
    answer = eh("property", "list", "-f", "csv")
    assert answer.code == 0
    _, row = csv.reader(answer.out.splitlines())
    assert "'=1+1" in row


# 62: XML that reaches out, or grows without end, in the one kind of file of XML that is read

BOMB = (
    "<!DOCTYPE w ["
    '<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {then} "{f"&{now};" * 20}">'
        for now, then in zip("abcdefg", "bcdefgh", strict=True)
    )
    + "]>"
)
REACH = '<!DOCTYPE w [<!ENTITY h SYSTEM "file:///etc/hostname">]>'


def workbook(head: str) -> bytes:
    """An XLSX whose sheet says `&h;` in a cell, with a document type before it."""
    openpyxl = pytest.importorskip("openpyxl", reason="the extra `xlsx` is not installed")
    book = openpyxl.Workbook()
    book.active.append(["id", "name"])
    book.active.append(["elm", date(2021, 9, 17)])
    whole, made = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                said = '<c r="A3" t="inlineStr"><is><t>&h;</t></is></c>'
                text = data.decode().replace("</sheetData>", f'<row r="3">{said}</row></sheetData>')
                start = text.index("<worksheet")
                data = f"{text[:start]}{head}{text[start:]}".encode()
            new.writestr(part, data)
    return made.getvalue()


@pytest.mark.parametrize("head", [BOMB, REACH], ids=["grows", "reaches-out"])
def test_62_a_workbook_with_entities_is_refused_or_says_nothing_of_them(head: str) -> None:
    try:
        read = [record.cells for record in records(workbook(head), "properties.xlsx")]
    except TableError as error:
        assert "it is no workbook that can be read" in str(error)  # noqa: PT017 - either will do
        return
    host = Path("/etc/hostname")
    texts = [cell.value for cells in read for cell in cells.values()]
    assert all(len(text) < 1_000 for text in texts)
    assert not host.exists() or host.read_text(encoding="utf-8").strip() not in texts
