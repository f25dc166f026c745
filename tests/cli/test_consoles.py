"""What reaches a terminal: with few characters, with none of ours, and from people who mean harm."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from earlyhelp.files.locate import shipped_folder
from earlyhelp.outputs.text import clipped

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

#: Another title for the window, hidden text, a line begun again, and letters turned round.
STEERS: Final = "\x1b]0;mine\x07\x1b[8m\r\x9b31m\u202egone"
#: No console of Windows outside UTF-8 has all of these.
LETTERS: Final = "Ysgol Ŵ → Łódź 子 ✓"
PLAN: Final = f"""\
format: 1
id: example
title: {LETTERS}
nation: wales
as_at: 2021-09-17
milestones:
  told: {{on: 2021-10-11, title: {LETTERS}}}
  answered: {{on: 2021-10-08, after: told + 1 week}}
"""


@pytest.fixture(scope="module")
def harmless() -> Callable[[str], str]:
    found: Callable[[str], str] = import_module("earlyhelp.cli.paper").harmless
    return found


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "utf-8"])
@pytest.mark.parametrize(
    "words",
    [
        "plan check",
        "plan show",
        "plan gantt",
        "status",
        "plan check -f json",
    ],
)
def test_a_console_without_a_character_shows_a_stand_in(
    tmp_path: Path, eh_bytes: Callable[..., tuple[int, bytes, bytes]], encoding: str, words: str
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    code, out, err = eh_bytes(*words.split(), PYTHONIOENCODING=encoding)
    assert code in {0, 1}
    assert b"Traceback" not in err
    is_document = words.endswith("json")
    said = out.decode("utf-8" if is_document else encoding)
    assert ("Łódź" in said) is (is_document or encoding == "utf-8")
    assert "Ysgol" in said or "answered" in said


def test_a_file_has_all_of_them_whatever_the_console_has(
    tmp_path: Path, eh_bytes: Callable[..., tuple[int, bytes, bytes]]
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    name = "Łódź.txt"
    code, out, err = eh_bytes("plan", "show", "-o", name, PYTHONIOENCODING="cp1252")
    assert (code, out) == (0, b"")
    assert b"written: ?\xf3d?.txt" in err
    assert LETTERS in (tmp_path / name).read_text(encoding="utf-8")


@pytest.fixture
def eh_bytes(tmp_path: Path) -> Callable[..., tuple[int, bytes, bytes]]:
    """Run `eh` as a process of its own, whose output may be in any encoding."""
    import os
    import subprocess
    import sys

    script = (
        "from importlib.metadata import entry_points; "
        "[command] = entry_points(group='console_scripts', name='eh'); command.load()()"
    )

    def run(*words: str, **environment: str) -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, *words],
            cwd=tmp_path,
            env=os.environ | environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout, done.stderr

    return run


@given(text=st.text())
@example(STEERS)
@example("\x1b\x1b[1m[8m")
@example("\x1b[\x00" + "8m")
def test_no_text_steers_a_terminal(harmless: Callable[[str], str], text: str) -> None:
    """Nothing is left of it but our own colours, whatever is taken out of the middle."""
    shown = re.sub(r"\A\r|\x1b\[(?:[0-2]|[0-9]{2}|[0-9]{2};1)m|\x1b\[K", "", harmless(text))
    kept = [letter for letter in shown if letter not in "\n\t"]
    assert not [letter for letter in kept if ord(letter) < 32 or 127 <= ord(letter) < 160]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(text=st.text(st.characters(categories=("L", "N", "P", "Z"))))
def test_what_people_write_is_shown_as_it_is(harmless: Callable[[str], str], text: str) -> None:
    assert harmless(text) == text


@given(text=st.text())
def test_a_text_of_a_plan_has_not_even_colours(text: str) -> None:
    assert not [letter for letter in clipped(text) if ord(letter) < 32 and letter != "\n"]


def test_our_own_colours_and_progress_are_left(harmless: Callable[[str], str]) -> None:
    for code in ("31;1", "32;1", "33;1", "35;1", "36;1", "1", "0"):
        assert harmless(f"\x1b[{code}merror") == f"\x1b[{code}merror"
    assert harmless(click.style("x", fg="red")) == click.style("x", fg="red")
    assert harmless("\r\x1b[?25lsending") == "\r\x1b[?25lsending"
    assert harmless("\x1b[8mhidden") == "[8mhidden"


def test_a_folder_from_elsewhere_steers_no_terminal(eh: Eh, tmp_path: Path) -> None:
    """Its journal, its letters, the names of its files and what somebody typed of it."""
    folder = tmp_path / "redesign"
    shutil.copytree(shipped_folder() / "early-help-2021", folder)
    (folder / "journal.csv").write_text(
        "recorded_at,by,action,subject,day,was,reason,evidence\n"
        f"2021-09-17T10:00:00Z,x{STEERS},exported,calendar.assets,,,{STEERS},../x{STEERS} sha256:0\n"
        f"2021-09-17T10:00:00Z,x,moved,nosuch{STEERS},2021-12-20,,{STEERS},e\n".replace("\r", ""),
        encoding="utf-8",
    )
    (folder / "templates").mkdir()
    (folder / "templates" / f"x{STEERS}.j2").write_text("{{ nosuch }}", encoding="utf-8")
    (folder / "templates" / "notice.txt.j2").write_text("{% include 'none.j2' %}", encoding="utf-8")
    (tmp_path / f"days{STEERS}.csv").write_text("a\n1\n", encoding="utf-8")
    for words in (
        ("plan", "check", "redesign"),
        ("status", "redesign"),
        ("calendar", "export", "-p", "redesign", "-o", "days.ics"),
        ("notice", "draft", "-p", "redesign"),
        ("plan", "check", f"x{STEERS}"),
        ("plan", "why", f"x{STEERS}", "-p", "redesign"),
        ("import", "csv", f"days{STEERS}.csv", "-p", "redesign"),
        ("import", "mspdi", f"days{STEERS}.csv", "--nation", "england"),
        ("plan", "shift", "redesign", "--start", "2026-09-09", "-o", f"copy{STEERS}"),
    ):
        answer = eh(*words)
        said = answer.out + answer.err
        assert said
        for steers in ("\x1b", "\x07", "\x9b", "\r", "\u202e"):
            assert steers not in said, words
