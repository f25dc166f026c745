"""Items 68 to 71: does an answer depend on nothing but the plan, whatever the machine is like?

Every command answers, one after another, beside the same plan. ``EH_LONG=1`` tries every clock,
and every one of the 21 hash seeds.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.scorecard.commands import EVERY, PLAN, answers, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Answer
    from tests.scorecard.commands import Answers

FAKETIME: Final = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
#: A plan that does not say when its facts were true; commands that can be told, are.
WITHOUT_A_DAY: Final = PLAN.replace("as_at: 2021-09-17\n", "")
TOLD: Final = tuple(
    (*words, "--as-at", "2021-09-17")
    for words in EVERY
    if words[0] in {"status", "export", "report"}
    or words[:2] in {("plan", "check"), ("plan", "show"), ("calendar", "export"), ("notice", "due")}
)
#: What a program reads: it may not depend on what a terminal can show.
DOCUMENTS: Final = ("json", "sarif", "github", "svg", "dot", "mermaid")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"LANG": "C.UTF-8", "LC_ALL": "", "TERM": "xterm-256color", "FORCE_COLOR": "1"},
        {"LC_ALL": "tr_TR.UTF-8", "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "20"},
        {"HOME": "/nowhere", "USER": "", "LOGNAME": ""},
    ],
    ids=lambda environment: " ".join(f"{key}={value}" for key, value in environment.items()),
)
def test_68_language_streams_and_terminal_change_no_document(
    usual: Answers, tmp_path: Path, environment: dict[str, str]
) -> None:
    found = answers(tmp_path, environment)
    assert found.worked()
    assert found.files == usual.files
    for words, said in found.said.items():
        assert said.code == usual.said[words].code
        if words.endswith(DOCUMENTS):
            assert said == usual.said[words]


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)],
    ids=str,
)
def test_68_a_terminal_that_wants_no_colour_gets_none(
    tmp_path: Path, script: str, environment: dict[str, str], is_coloured: bool
) -> None:
    lay_out(tmp_path / "redesign")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-P", "-c", script, "plan", "check"],
        cwd=tmp_path / "redesign",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "xterm", **environment},
        stdout=theirs,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(theirs)
        shown = read_all(ours)
    os.close(ours)
    assert process.returncode == 1
    assert b"EH601" in shown
    assert (b"\x1b" in shown) is is_coloured


def read_all(handle: int) -> bytes:
    """What is written to a terminal until everybody has gone."""
    found = b""
    while True:
        try:
            part = os.read(handle, 65_536)
        except OSError:  # this is how a terminal ends on Linux
            return found
        if not part:
            return found
        found += part


def test_69_no_hash_seed_shows(usual: Answers, tmp_path: Path, is_long: bool) -> None:
    for seed in range(21) if is_long else (0, 7, 20):
        assert answers(tmp_path, {"PYTHONHASHSEED": str(seed)}) == usual, seed


GALLERY: Final = Path(__file__).parents[1] / "gallery"
#: Every small bad plan there is, and one whose message lists what could have been meant.
MESSAGES: Final = (
    ("plan", "check", "role"),
    *(("plan", "check", str(folder)) for folder in sorted(GALLERY.iterdir())),
)


def test_69_no_hash_seed_shows_in_any_message(tmp_path: Path, is_long: bool) -> None:
    (tmp_path / "role").mkdir()
    role = PLAN.replace("owner: HR", "role: offer.lanch")
    (tmp_path / "role" / "plan.yaml").write_text(role, encoding="utf-8")
    every = [(*words[:2], str(tmp_path / words[2])) for words in MESSAGES]
    first, *others = (
        answers(tmp_path, {"PYTHONHASHSEED": str(seed)}, every=every)
        for seed in range(6 if is_long else 3)
    )
    assert len(first.said) > 100
    assert all(other == first for other in others)


#: When a machine may believe that it is. The second runs through weeks within a second, and the
#: third passes the moment from which on the seconds since 1970 need more than 31 bits.
CLOCKS: Final = (
    *("@1970-01-02 00:00:00", "@2021-09-17 00:00:00 x2000000"),
    *("@2038-01-19 03:14:06", "@2099-06-30 12:00:00"),
)


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
def test_70_whatever_the_clock_says_the_day_that_was_given_counts(
    usual: Answers, tmp_path: Path, is_long: bool
) -> None:
    told = answers(tmp_path, every=TOLD, plan=WITHOUT_A_DAY)
    assert told.worked()
    for clock in CLOCKS if is_long else CLOCKS[:2]:
        wrong = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": clock, "PYTHONDONTWRITEBYTECODE": "1"}
        assert answers(tmp_path, wrong) == usual, clock
        assert answers(tmp_path, wrong, every=TOLD, plan=WITHOUT_A_DAY) == told, clock


@pytest.mark.parametrize("today", [date(1970, 1, 1), date(2038, 1, 20), date(2150, 1, 1)])
def test_70_without_a_day_the_clock_counts_and_with_one_it_does_not(
    tmp_path: Path, eh: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    class Clock(date):
        """A machine that believes that it is another day."""

        @classmethod
        def today(cls) -> date:  # type: ignore[override] # not of its own kind
            return today

    monkeypatch.setattr("earlyhelp.cli.reading.date", Clock)
    lay_out(tmp_path / "redesign", WITHOUT_A_DAY)
    given = eh("plan", "check", "redesign", "--as-at", "2021-09-17", "-f", "json")
    assert given.code == 1
    assert '"as_at": "2021-09-17"' in given.out
    taken = eh("plan", "check", "redesign", "-f", "json")
    assert "Traceback" not in taken.err
    if today.year < 2100:
        assert f'"as_at": "{today}"' in taken.out
    else:
        assert taken.code == 2
        assert taken.err


def test_71_without_asserts_the_verdicts_are_the_same(usual: Answers, tmp_path: Path) -> None:
    assert answers(tmp_path, options=["-O"]) == usual
