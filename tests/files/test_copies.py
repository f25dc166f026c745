"""Is what was written on another machine lost without a word, where a copy of a file was made?"""

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
    """What the plan's check says of copies."""
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
        f"{name} is called like a copy of journal.csv, and nothing reads it: it has lines that "
        "journal.csv lacks"
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
    assert message.endswith("it has lines that journal.csv lacks")


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


@pytest.mark.skipif(os.name == "nt", reason="no file has such a name there")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"journal-B\xfcro.csv", "journal-B?ro.csv"),  # in an encoding that is not the system's
        (b"journal-\x1b[31m\n.csv", "journal-?[31m?.csv"),
        (b"journal-\xe2\x80\xaevsc.csv", "journal-?vsc.csv"),
        (b"journal-B\xc3\xbcro.csv", "journal-B\xfcro.csv"),
    ],
)
def test_a_copy_whose_name_cannot_be_shown_is_named_as_far_as_it_can_be(
    folder: Path, eh: Eh, name: bytes, shown: str
) -> None:
    try:
        (folder / os.fsdecode(name)).write_bytes(OFFICE + LAPTOP)
    except OSError:
        pytest.skip("this file system takes no such name")
    [(message, place)] = others(folder)
    assert message.startswith(f"{shown} is called like a copy of journal.csv")
    assert place == Place(shown, 1, 1)
    for form in ("text", "json", "sarif", "github"):
        assert eh("plan", "check", str(folder), "-f", form).code == 0


REGISTER = b"id,name\nelm,Elm Road\noak,Oak Lane\n"


@pytest.fixture
def council(folder: Path) -> Path:
    """The same, whose buildings are in a register of their own."""
    said = (folder / "plan.yaml").read_text().replace("[{id: elm}]", "properties.csv")
    (folder / "plan.yaml").write_text(said)
    (folder / "properties.csv").write_bytes(REGISTER)
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "properties-LAPTOP-4F2K.csv",
        "properties-WSCC-L12345.csv",
        "properties (1).csv",
        "properties(2).csv",
        "properties (conflicted copy 2021-09-16 101112).csv",
        "properties (Assets Team's conflicted copy 2021-09-16).csv",
        "properties.sync-conflict-20210916-101112-ABCDEFG.csv",
        "properties_conflict-20210916-101112.csv",
        "properties (SFConflict ann 2021-09-16).csv",
        "Properties-LAPTOP.CSV",
    ],
)
def test_a_copy_of_a_register_is_named_until_the_plans_own_has_all_its_lines(
    council: Path, name: str
) -> None:
    (council / name).write_bytes(b"\xef\xbb\xbf" + REGISTER + b"ash,Ash Way\r\n")
    [(message, place)] = others(council)
    assert message == (
        f"{name} is called like a copy of properties.csv, and nothing reads it: it has lines that "
        "properties.csv lacks"
    )
    assert place == Place(name, 1, 1)
    (council / "properties.csv").write_bytes(b"id,name\nash,Ash Way\noak,Oak Lane\nelm,Elm Road\n")
    assert others(council) == []


@pytest.mark.parametrize(
    "name",
    [
        "properties-old.csv",
        "properties-2020.csv",
        "properties 2.csv",
        "properties - Copy.csv",
        "all properties-LAPTOP.csv",
        "properties-LAPTOP.txt",
        "properties-LAPTOP.csv.bak",
        "teams-LAPTOP.csv",
        "properties-west (conflicted copy 2021-09-16).csv",
        "properties.key (conflicted copy 2021-09-16).csv",
        "properties.key.sync-conflict-20210916-101112-ABCDEFG.csv",
    ],
)
def test_what_somebody_keeps_under_another_name_is_no_copy(council: Path, name: str) -> None:
    (council / name).write_bytes(REGISTER + b"ash,Ash Way\n")
    assert others(council) == []


def test_a_register_that_the_plan_names_itself_is_no_copy_of_another(council: Path) -> None:
    said = (council / "plan.yaml").read_text()
    (council / "plan.yaml").write_text(f"{said}teams: properties-TEAMS.csv\n")
    (council / "properties-TEAMS.csv").write_bytes(b"id,capacity\nnorth,40\n")
    assert others(council) == []


def test_a_copy_of_a_register_in_a_folder_below_is_named_with_that_folder(council: Path) -> None:
    said = (council / "plan.yaml").read_text().replace("properties.csv", "data/properties.csv")
    (council / "plan.yaml").write_text(said)
    (council / "data").mkdir()
    (council / "properties.csv").rename(council / "data/properties.csv")
    (council / "properties-LAPTOP.csv").write_bytes(REGISTER + b"yew,Yew Close\n")  # of nothing
    (council / "data/properties-LAPTOP.csv").write_bytes(REGISTER + b"ash,Ash Way\n")
    [(message, place)] = others(council)
    assert message == (
        "data/properties-LAPTOP.csv is called like a copy of data/properties.csv, and nothing "
        "reads it: it has lines that data/properties.csv lacks"
    )
    assert place == Place("data/properties-LAPTOP.csv", 1, 1)


def test_a_copy_of_a_workbook_is_named_for_what_its_rows_say_and_not_for_its_bytes(
    council: Path,
) -> None:
    openpyxl = pytest.importorskip("openpyxl")

    def save(name: str, *rows: tuple[str, str], by: str) -> None:
        book = openpyxl.Workbook()
        book.properties.creator = by
        for row in rows:
            book.active.append(row)
        book.save(council / name)

    said = (council / "plan.yaml").read_text().replace("properties.csv", "properties.xlsx")
    (council / "plan.yaml").write_text(said)
    heading, elm = ("id", "name"), ("elm", "Elm Road")
    save("properties.xlsx", heading, elm, by="Assets Team")
    save("properties (1).xlsx", heading, elm, by="Service")
    save("properties (2).xlsx", heading[::-1], elm[::-1], by="Assets Team")
    (council / "properties (3).xlsx").write_bytes(b"no workbook")
    assert others(council) == []
    save("properties (1).xlsx", heading, elm, ("ash", "Ash Way"), by="Service")
    [(message, _)] = others(council)
    assert message.startswith("properties (1).xlsx is called like a copy of properties.xlsx")


def test_a_copy_of_the_plan_itself_is_named(folder: Path) -> None:
    said = (folder / "plan.yaml").read_bytes()
    (folder / "plan-LAPTOP.yaml").write_bytes(said.replace(b"2022-01-04", b"2022-01-11"))
    [(message, _)] = others(folder)
    assert message.startswith("plan-LAPTOP.yaml is called like a copy of plan.yaml")
    (folder / "plan-LAPTOP.yaml").write_bytes(said.replace(b"\n", b"\r\n"))
    assert others(folder) == []


def test_a_single_file_has_no_journal_and_no_copy_of_one(folder: Path) -> None:
    (folder / "journal-LAPTOP.csv").write_bytes(OFFICE + LAPTOP)
    alone = (folder / "plan.yaml").rename(folder / "other.yaml")
    assert others(alone) == []
