"""Does every finding code have a small bad plan, and does a reader see what we say they see?

Each folder of `gallery` is named for a code and holds the plan that brings it about and,
in ``expected.txt``, what ``eh plan check`` then prints. The manual shows both. After a
message has been reworded, write the expected files again and look at the difference:

    EH_REWRITE_GALLERY=1 pytest tests/test_gallery.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from earlyhelp.codes import Code, all_codes
from tests.running import run_eh

GALLERY: Final = Path(__file__).parent / "gallery"
FOLDERS: Final = sorted(path.name for path in GALLERY.iterdir() if path.is_dir())
ERRORS_OF_FILES: Final = "EH0"
REWRITE: Final = os.environ.get("EH_REWRITE_GALLERY") == "1"


def saved_by_an_old_editor() -> bytes:
    """A title with a dash, saved in the encoding that Windows used before UTF-8."""
    return (
        "format: 1\n"
        "id: early-help\n"
        "title: Early Help redesign – centres and handover\n"
        "nation: england\n"
    ).encode("cp1252")


def whole_register_in_one_line() -> bytes:
    """A register of rooms that somebody pasted into a note."""
    rows = "Sycamore Road, Room 1, Seashell Nursery; " * 100_000
    return (
        f"format: 1\nid: early-help\ntitle: Early Help redesign\nnation: england\nnote: {rows}\n"
    ).encode()


#: Plans that cannot lie in the gallery as text.
RECIPES: Final[dict[str, Callable[[], bytes]]] = {
    "EH002-not-utf-8": saved_by_an_old_editor,
    "EH004-too-large": whole_register_in_one_line,
}


#: What is only found when it is asked for.
OPTIONS: Final = {"EH210-not-whatever-others-decide": ("--uncertain",)}


class Seen(NamedTuple):
    """What a reader of a check gets to see."""

    exit_code: int
    printed: bytes
    findings: list[dict[str, Any]]

    @property
    def codes(self) -> set[str]:
        """The codes that were found."""
        return {finding["code"] for finding in self.findings}

    @property
    def errors(self) -> set[str]:
        """The codes among them that are errors."""
        return {item["code"] for item in self.findings if item["severity"] == "error"}


def folder_id(code: Code) -> str:
    """How the folder of a code is named."""
    return f"{code.code}-{code.name}"


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> str:
    """The name of one folder of the gallery."""
    return str(request.param)


@pytest.fixture
def seen(
    folder: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Seen:
    """What `eh plan check FOLDER` shows to somebody who stands in the gallery."""
    where = GALLERY
    if folder in RECIPES:
        where = tmp_path
        (where / folder).mkdir()
        (where / folder / "plan.yaml").write_bytes(RECIPES[folder]())
    monkeypatch.chdir(where)
    for variable in ("EH_PLAN", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)

    command = ("eh", "plan", "check", folder, *OPTIONS.get(folder, ()))

    def check(*options: str) -> tuple[int, bytes]:
        monkeypatch.setattr("sys.argv", [*command, *options])
        code = run_eh()
        printed, talk = capsysbinary.readouterr()
        assert talk == b""
        return code, printed

    code, printed = check()
    code_again, document = check("--format", "json")
    assert code == code_again
    return Seen(code, printed, json.loads(document)["findings"])


def test_a_reader_sees_what_the_gallery_says(folder: str, seen: Seen) -> None:
    expected = GALLERY / folder / "expected.txt"
    if REWRITE:
        expected.write_bytes(seen.printed)
    assert expected.read_bytes() == seen.printed


def test_the_code_that_the_folder_is_named_for_is_found(folder: str, seen: Seen) -> None:
    assert folder[: len("EH000")] in seen.codes


def test_no_other_error_distracts_from_it(folder: str, seen: Seen) -> None:
    assert seen.errors <= {folder[: len("EH000")]}


def test_the_exit_code_fits(folder: str, seen: Seen) -> None:
    if folder.startswith(ERRORS_OF_FILES):
        assert seen.exit_code == 2
    else:
        assert seen.exit_code == (1 if seen.errors else 0)


def test_a_plan_that_can_be_read_says_its_day_so_that_no_clock_matters(folder: str) -> None:
    if not folder.startswith(ERRORS_OF_FILES):
        assert "\nas_at: " in (GALLERY / folder / "plan.yaml").read_text(encoding="utf-8")


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    assert [folder_id(code) for code in all_codes()] == FOLDERS


def test_every_folder_has_its_plan_and_nothing_else() -> None:
    for folder in FOLDERS:
        wanted = {"expected.txt"} if folder in RECIPES else {"expected.txt", "plan.yaml"}
        there = {path.name for path in (GALLERY / folder).iterdir()}
        assert there - {"journal.csv", "journal-LAPTOP.csv", "baselines"} == wanted


@pytest.mark.parametrize("code", all_codes(), ids=folder_id)
def test_every_manual_page_begins_with_a_whole_sentence_and_goes_on(code: Code) -> None:
    lines = code.page.splitlines()
    assert lines[0].endswith((".", "?"))
    assert len(lines) >= 3
