"""Item 53: what is recorded, and what is said, when somebody stops the command or its reader goes?

What was asked is recorded even where nobody reads on what it does (`| head -1`), and stderr
says so. Ctrl-C before that records nothing.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import pytest

from earlyhelp.files.journal import read_journal

if TYPE_CHECKING:
    from tests.conftest import Answer

#: Moving the first of so many says more than a pipe holds.
MANY: Final = 1_000
RECORDED: Final = "recorded in journal.csv\n"


@pytest.fixture
def folder(tmp_path: Path, head: str) -> Path:
    """A plan's folder."""
    text = f"{head}as_at: 2021-09-17\nmilestones:\n  told: {{on: 2021-10-12}}\n"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def recorded(folder: Path) -> list[str]:
    """What was recorded of which milestone."""
    file = folder / "journal.csv"
    entries = read_journal(file.read_bytes() if file.exists() else b"").entries
    return [f"{entry.action.value} {entry.subject}" for entry in entries]


@pytest.fixture
def run(folder: Path, script: str) -> Callable[..., Answer]:
    """Runs `eh milestone` as a process beside the plan, with streams of its own."""

    def process(*words: str, **streams: Any) -> Answer:
        command = [sys.executable, "-P", "-c", script, "milestone", *words]
        done = subprocess.run(
            command,
            cwd=folder,
            check=False,
            timeout=60,
            **{"stderr": subprocess.PIPE, **streams},
        )
        out, err = done.stdout or b"", done.stderr or b""
        return done.returncode, out.decode(), err.decode()  # type: ignore[return-value]

    return process


def test_53_a_reader_who_has_seen_enough_does_not_undo_what_was_asked(
    folder: Path, script: str
) -> None:
    with (folder / "plan.yaml").open("a", encoding="utf-8") as plan:
        plan.writelines(f"  centre-{number}.left: {{after: told}}\n" for number in range(MANY))
    with subprocess.Popen(
        [sys.executable, "-P", "-c", script, "milestone", "move", "told", "2021-10-14"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(4) == b"told"
        process.stdout.close()
        talk = process.stderr.read().decode()
    assert (process.returncode, talk) == (0, RECORDED)
    assert recorded(folder) == ["moved told"]


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_53_a_reader_who_never_came_does_not_either(
    folder: Path, run: Callable[..., Answer], stream: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        code, _, err = run("note", "told", "heard", **{"stdout": subprocess.PIPE, stream: writing})
    finally:
        os.close(writing)
    assert (code, err) == (0, RECORDED if stream == "stdout" else "")
    assert recorded(folder) == ["note told"]


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_53_a_stream_that_is_not_there_does_not_either(
    folder: Path, run: Callable[..., Answer], closed: int
) -> None:
    code, _, err = run("note", "told", "heard", preexec_fn=lambda: os.close(closed))
    assert (code, err) == (0, RECORDED if closed != 2 else "")
    assert recorded(folder) == ["note told"]


def test_53_what_is_refused_stays_refused_without_a_reader(
    folder: Path, run: Callable[..., Answer]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        code, _, err = run("move", "told", "2021-10-14", "--dry-run", stdout=writing)
    finally:
        os.close(writing)
    assert (code, err) == (0, "dry run: nothing was recorded\n")
    assert recorded(folder) == []


@pytest.mark.parametrize("seed", range(12))
def test_53_ctrl_c_at_any_moment_says_nothing_that_is_not_so(folder: Path, seed: int) -> None:
    # before our first line has run, an interruption is the interpreter's own to report
    ready = "from earlyhelp.cli.start import eh\nprint('ready', flush=True)\neh()"
    with subprocess.Popen(
        [sys.executable, "-P", "-c", ready, "milestone", "move", "told", "2021-10-14"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=random.Random(seed).uniform(0.02, 0.5))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "Traceback" not in out + err
    # whoever is interrupted while the interpreter ends dies of it: a shell says 130 of both
    assert process.returncode in {0, 130, -signal.SIGINT}
    if RECORDED in err:
        assert recorded(folder) == ["moved told"]
    assert recorded(folder) in ([], ["moved told"])


@pytest.mark.parametrize("call", ["fsync", "write"])
def test_53_ctrl_c_while_it_is_written_takes_it_back(
    folder: Path, eh: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    really = getattr(os, call)

    def interrupted(handle: int, *data: bytes) -> int:
        is_lock = bool(data) and len(data[0]) < 20
        really(handle, *(part[: 1 + len(part) // 2] for part in data))
        if not is_lock:
            raise KeyboardInterrupt
        return len(data[0])

    monkeypatch.setattr(os, call, interrupted)
    answer = eh("milestone", "note", "told", "a note that is somewhat longer")
    assert (answer.code, answer.err) == (130, "\ninterrupted\n")
    monkeypatch.undo()
    assert not (folder / "journal.csv").exists()


def test_53_ctrl_c_before_it_is_written_records_nothing(
    folder: Path, eh: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, err: bool = False, **__: object) -> None:
        if not err:
            raise KeyboardInterrupt

    monkeypatch.setattr(click, "echo", interrupted)
    assert eh("milestone", "note", "told", "heard").code == 130
    assert recorded(folder) == []
