"""Items 64 and 66: does a name reach a terminal that acts on it, or fill one that only shows it?"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.scorecard.commands import EVERY, PLAN, lay_out

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]

#: Renames the window, clears the screen, hides what follows, and begins a sequence in one byte.
ESCAPES: Final = "\x1b]0;evil\x07\x1b[2J\x1b[8m\x9b31m\x7f\x08"
#: What a terminal acts on; our own colours are not asked for here.
ACTS_ON: Final = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f]")


def hostile(folder: Path) -> None:
    """The plan with escapes in every text of its registers and of its journal."""
    lay_out(folder)
    for name in ("properties.csv", "journal.csv", "export.csv"):
        rows = list(csv.reader((folder / name).read_text(encoding="utf-8").splitlines()))
        head, *rest = rows
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(head)
        for row in rest:
            typed = {"name", "reason", "by", "evidence"}
            writer.writerow(
                cell + ESCAPES if column in typed and cell else cell
                for column, cell in zip(head, row, strict=True)
            )
        (folder / name).write_text(text.getvalue(), encoding="utf-8")


@pytest.mark.parametrize("words", [one for one in EVERY if "-o" not in one], ids=" ".join)
def test_64_no_escape_in_a_name_reaches_a_terminal(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    hostile(tmp_path / "redesign")
    monkeypatch.chdir(tmp_path / "redesign")
    answer = eh(*words)
    assert not ACTS_ON.search(answer.out + answer.err)


@pytest.mark.parametrize("escapes", [r"\e]0;evil\a", r"\x1b[2J", r"\u009b31m"])
def test_64_a_plan_does_not_have_one_at_all(
    eh: Eh, tmp_path: Path, head: str, escapes: str
) -> None:
    (tmp_path / "plan.yaml").write_text(f'{head}organisation: "a{escapes}"\n', encoding="utf-8")
    answer = eh("plan", "check")
    assert answer.code == 2
    assert "EH003" in answer.out
    assert not ACTS_ON.search(answer.out + answer.err)


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "check", ESCAPES),
        ("plan", "why", ESCAPES),
        ("milestone", "note", "offer.launch", ESCAPES),
        ("calendar", "changes", ESCAPES, "new.ics"),
        ("plan", "check", "-o", f"{ESCAPES}/answer"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_64_what_somebody_pastes_is_refused_and_not_repeated(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    lay_out(tmp_path / "redesign")
    monkeypatch.chdir(tmp_path / "redesign")
    answer = eh(*words)
    assert answer.code == 2
    assert "holds a mark that no name and no text has: U+001B" in answer.err
    assert not ACTS_ON.search(answer.out + answer.err)


def test_64_a_folder_above_can_be_called_anything(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ESCAPES.replace("/", "") / "redesign"
    lay_out(folder)
    (folder / "properties.csv").unlink()
    (folder / "properties.csv").mkdir()
    monkeypatch.chdir(folder)
    answer = eh("plan", "check")
    assert answer.code == 3
    assert "properties.csv" in answer.err
    assert not ACTS_ON.search(answer.out + answer.err)


LONG: Final = "x" * 1_000_000


@pytest.mark.parametrize(
    "words",
    [
        *(("property", "list"), ("plan", "show"), ("status",), ("plan", "gantt")),
        *(("partner", "list"), ("property", "show", "elm"), ("calendar", "export", "-o", "-")),
    ],
    ids=" ".join,
)
def test_66_a_name_of_a_million_characters_is_cut_where_people_read(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    lay_out(tmp_path / "redesign", PLAN.replace("New offer launched", LONG))
    register = tmp_path / "redesign" / "properties.csv"
    register.write_text(register.read_text("utf-8").replace("Elm Centre", LONG[:130_000]), "utf-8")
    monkeypatch.chdir(tmp_path / "redesign")
    answer = eh(*words)
    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) < 400


def test_66_a_cell_of_a_register_holds_no_million_characters(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path / "redesign")
    register = tmp_path / "redesign" / "properties.csv"
    register.write_text(register.read_text("utf-8").replace("Elm Centre", LONG), "utf-8")
    monkeypatch.chdir(tmp_path / "redesign")
    answer = eh("plan", "check")
    assert answer.code == 2
    assert "a cell has more than 131,072 characters" in answer.out
    assert max(map(len, answer.out.splitlines())) < 400


def test_66_it_is_whole_where_programs_read(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path / "redesign", PLAN.replace("New offer launched", LONG))
    monkeypatch.chdir(tmp_path / "redesign")
    answer = eh("plan", "check", "-f", "json")
    titles = {item["title"] for item in json.loads(answer.out)["milestones"]}
    assert LONG in titles
