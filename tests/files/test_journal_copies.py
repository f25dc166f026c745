"""Is what was recorded on another machine lost without a word, where a copy of the journal was made?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import earlyhelp
from earlyhelp.files.journal import as_lines
from earlyhelp.findings import Place
from earlyhelp.model.journal import Action
from tests.entries import PLAN, entry

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]

OFFICE = as_lines([entry(Action.NOTE, "told", reason="asked for")], None)
LAPTOP = as_lines([entry(Action.DONE, "told", "2021-09-15")], OFFICE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan's folder, in which the office has recorded something."""
    made = tmp_path / "move"
    made.mkdir()
    (made / "plan.yaml").write_bytes(PLAN)
    (made / "journal.csv").write_bytes(OFFICE)
    return made


def others(folder: Path) -> list[tuple[str, Place | None]]:
    """What the plan's check says of other journals."""
    found = earlyhelp.check(earlyhelp.load(folder))
    return [(one.message, one.place) for one in found if one.code == "EH709"]


@pytest.mark.parametrize(
    "name",
    [
        "journal-LAPTOP.csv",
        "journal (conflicted copy).csv",
        "journal.sync-conflict-20210916-101112-ABCDEFG.csv",
        "Journal - Copy.CSV",
    ],
)
def test_a_copy_that_has_more_is_named_and_its_lines_count_once_they_are_put_in(
    folder: Path, name: str
) -> None:
    (folder / name).write_bytes(OFFICE + LAPTOP)
    [(message, place)] = others(folder)
    assert message == (
        f"{name} is a journal too, and nothing reads it: it has 1 line that journal.csv lacks"
    )
    assert place == Place(name, 1, 1)
    assert earlyhelp.load(folder)["told"].done is None
    with (folder / "journal.csv").open("ab") as journal:
        journal.write(LAPTOP)
    assert earlyhelp.load(folder)["told"].done is not None
    assert others(folder) == []


def test_a_copy_is_named_where_the_journal_itself_is_gone(folder: Path) -> None:
    (folder / "journal.csv").rename(folder / "journal-LAPTOP.csv")
    [(message, _)] = others(folder)
    assert message.endswith("it has 1 line that journal.csv lacks")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("journal-of-the-move.csv", b"day,what\n2021-09-15,boxes came\n"),
        ("journal-old.csv", OFFICE),
        ("journal-empty.csv", b""),
        ("old journal.csv", OFFICE + LAPTOP),
        ("journal.csv.bak", OFFICE + LAPTOP),
    ],
)
def test_what_is_no_copy_or_has_no_more_is_nobodys_business(
    folder: Path, name: str, data: bytes
) -> None:
    (folder / name).write_bytes(data)
    assert others(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="a folder is told apart there by its own error")
def test_a_copy_that_cannot_be_read_stops_nothing(folder: Path, eh: Eh) -> None:
    (folder / "journal-LAPTOP.csv").mkdir()
    os.mkfifo(folder / "journal-pipe.csv")
    (folder / "journal-gone.csv").symlink_to("nowhere.csv")
    assert others(folder) == []
    assert eh("milestone", "done", "told", "--day", "2021-09-15", "-p", str(folder)).code == 0


def test_a_single_file_has_no_journal_and_no_copy_of_one(folder: Path) -> None:
    (folder / "journal-LAPTOP.csv").write_bytes(OFFICE + LAPTOP)
    alone = (folder / "plan.yaml").rename(folder / "other.yaml")
    assert others(alone) == []
