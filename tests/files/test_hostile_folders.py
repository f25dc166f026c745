"""A plan's folder that somebody else has made: links that lead away, and cells that are formulas."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.journal import append, read_journal
from earlyhelp.files.registers.case_import import import_cases
from earlyhelp.files.registers.tables import records
from earlyhelp.sheet_cells import neutral, original
from tests.entries import note

if TYPE_CHECKING:
    from tests.conftest import Answer, WritePlan

    class Eh:
        """Runs `eh`."""

        def __call__(self, *words: str) -> Answer: ...  # noqa: D102


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    """A file of somebody's that is no business of a plan."""
    file = tmp_path / "diary.txt"
    file.write_bytes(b"mine\n")
    return file


def test_a_lock_that_is_a_link_empties_nothing(tmp_path: Path, diary: Path) -> None:
    folder = tmp_path / "redesign"
    folder.mkdir()
    (folder / ".journal.csv.lock").symlink_to(diary)
    with pytest.raises(EnvironmentFailedError, match=r"journal.csv.lock is a link"):
        append(folder, [note("heard")], seen=None)
    assert diary.read_bytes() == b"mine\n"
    assert not (folder / "journal.csv").exists()


def test_a_journal_that_leads_to_something_else_is_not_written_to(
    tmp_path: Path, diary: Path
) -> None:
    folder = tmp_path / "redesign"
    folder.mkdir()
    (folder / "journal.csv").symlink_to(diary)
    with pytest.raises(EnvironmentFailedError, match=r"diary.txt is no journal, and nothing was"):
        append(folder, [note("heard")], seen=b"mine\n")
    assert diary.read_bytes() == b"mine\n"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"recorded_at,by,action,subject,day,was,reason,evidence\n",
        b"\xef\xbb\xbfrecorded_at,by,action,subject,day,was,reason,evidence\r\n",
        b"recorded_at,by,act",
        b"2021-09-17T10:00:00Z,x,note,told,,,heard,\n",
    ],
    ids=["empty", "new", "saved by Excel", "cut short", "without its heading"],
)
def test_whatever_is_a_journal_is_gone_on_with(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "journal.csv").write_bytes(said)
    before = len(read_journal(said).entries)
    append(tmp_path, [note("heard")], seen=said)
    entries = read_journal((tmp_path / "journal.csv").read_bytes()).entries
    assert len(entries) == before + 1
    assert entries[-1].reason == "heard"


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(A1)", "＝1", "'=1", "plain"])
def test_what_an_export_says_is_no_formula_of_ours(cell: str) -> None:
    """And comes back as it was: the case keeps the token that its number has."""
    export = f'Number,receiving_post\n"{cell}","{cell}"\n'.encode()
    tokens = iter(("ab12cd34", "ef56ab78"))
    ours = {"Number": "ref", "receiving_post": "receiving_post"}

    def imported(key: bytes | None) -> tuple[bytes, bytes]:
        made = import_cases(
            export, "export.csv", ours, required=["Number"], key=key, token=lambda: next(tokens)
        )
        return made.cases, made.key

    cases, key = imported(None)
    for held in (cases, key):
        for row in csv.reader(io.StringIO(held.decode())):
            assert all(said == neutral(said) or said.startswith("'") for said in row)
            assert not any(said.startswith(("=", "+", "-", "@", "＝")) for said in row)
    [record] = records(cases, "cases.csv")
    assert record.cells["receiving_post"].value == original(cell)
    assert imported(key) == (cases, key), "no new token"


def test_a_key_that_is_none_is_said_to_be_none(eh: Eh, write_plan: WritePlan) -> None:
    plan = write_plan("format: 1\nid: example\ntitle: An example\nnation: england\n")
    (plan.folder / "cases.key.csv").write_bytes(b"\xff\xfe\x00")
    (plan.folder.parent / "export.csv").write_text("Number\n1\n", encoding="utf-8")
    answer = eh("case", "import", "export.csv", "--number", "Number", "-p", "redesign")
    assert answer.code == 2
    assert answer.err.startswith("error: the key is no CSV file in UTF-8")
    assert not (plan.folder / "cases.csv").exists()


@pytest.mark.parametrize("fact", ["9" * 5_000, "²", "٣", "１２", "-1", "1e9"])
def test_a_fact_that_is_no_plain_number_is_said_to_be_none(
    eh: Eh, write_plan: WritePlan, fact: str
) -> None:
    """Python counts some of these as digits, and refuses the longest with an error of its own."""
    write_plan(
        "format: 1\nid: example\ntitle: An example\nnation: england\nas_at: 2021-09-17\n"
        f"facts: {{posts_at_risk: '{fact}'}}\n"
        "milestones: {consultation.start: {on: 2021-09-20}}\n"
        "stages: {talks: {lasts: facts.posts_at_risk interviews at 4 a working day}}\n"
    )
    answer = eh("plan", "check", "redesign")
    assert answer.code == 2
    assert "is not a number" in answer.out
    assert "Traceback" not in answer.err
