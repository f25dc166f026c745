"""How does a test run `eh` on a plan's folder, and see that what must not change does not?"""

from __future__ import annotations

import csv
import gc
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple
from unittest import mock

from folder_model import TYPED, Folder, replayed
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from tests.running import run_eh

PLAN: Final = "moves"


class Answer(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


def eh(*arguments: str) -> Answer:
    """Run `eh` in this process; whatever it raises but its end is a mistake of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with mock.patch.multiple(sys, argv=["eh", *arguments], stdout=out, stderr=err):
        try:
            code = run_eh()
        finally:
            gc.enable()  # the command ends its process, and stops collecting before that
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    assert code in {0, 1, 2, 3}, (arguments, code, said)
    assert "Traceback" not in said[1], said[1]
    return Answer(code, *said)


class Driver(RuleBasedStateMachine):
    """A folder, the model of it, and how commands are run on both."""

    def __init__(self) -> None:
        """Begin with what people have typed, and nothing recorded."""
        super().__init__()
        self.came_from = Path.cwd()
        self.place = Path(tempfile.mkdtemp())
        self.folder = self.place / PLAN
        self.folder.mkdir()
        os.chdir(self.place)
        self.model = Folder()
        self.write()
        self.answers: dict[object, tuple[str, str]] = {}
        self.exports: dict[str, bytes] = {}
        self.number = 0

    def teardown(self) -> None:
        """Leave nothing behind."""
        os.chdir(self.came_from)
        shutil.rmtree(self.place)

    def write(self) -> None:
        """Type what the model says that people have typed."""
        for name, text in self.model.files().items():
            (self.folder / name).write_text(text, "utf-8")

    def records(
        self,
        said: list[str],
        how: st.DataObject | None,
        *,
        is_refused: bool | None = False,
        is_dry: bool = False,
        always: tuple[str, ...] = (),
    ) -> bool:
        """Run a command that records, perhaps dry first; whether it has recorded anything.

        `is_refused` says whether it must be: ``None``, where the model does not know.
        """
        to = [] if PLAN in said else ["-p", PLAN]
        before = self.files()
        dry = eh(*said, *to, *always, "--dry-run")
        assert self.files() == before
        if is_dry:
            return False
        force = how is not None and how.draw(st.booleans()) and said[:2] != ["plan", "fix"]
        done = eh(*said, *to, *always, *(["--force"] if force else []))
        if not force:
            assert done.code == dry.code
        if is_refused is not None:
            assert (done.code == 2) is is_refused, done
            assert done.code == 0 or is_refused or not force, done
        if done.code:
            assert self.files() == before
        return done.code == 0

    def asks(self, *said: str) -> Answer:
        """Run a command that must not change the folder."""
        before = self.files()
        answer = eh(*said)
        assert self.files() == before, said
        return answer

    def answers_now(self) -> tuple[str, str]:
        """What `eh plan check` says, for programs and for people."""
        said = [self.asks("plan", "check", PLAN, "-f", form) for form in ("json", "text")]
        assert {one.code for one in said} <= {0, 1}
        return said[0].out, said[1].out

    def files(self) -> dict[str, bytes]:
        """Every file of the folder."""
        # the lock of the journal is an empty file, which only the system knows to be held
        lock = self.folder / ".journal.csv.lock"
        files = (file for file in self.folder.rglob("*") if file.is_file() and file != lock)
        return {str(file.relative_to(self.folder)): file.read_bytes() for file in files}

    def stated(self) -> dict[str, str]:
        """The day of each milestone, as far as the model knows it; nothing where it has none."""
        known = (one for one in TYPED if not self.model.is_told_again(one))
        return {milestone: self.model.stated(milestone)[0] or "" for milestone in known}

    def last_line(self) -> dict[str, str]:
        """The last line of the journal, by column."""
        journal = self.files()["journal.csv"].decode()
        return list(csv.DictReader(io.StringIO(journal, newline="")))[-1]

    def take_over(self) -> None:
        """Let the model have the lines that a command has added, as they are."""
        stands = replayed(self.files().get("journal.csv", b""))
        new = stands[len(self.model.entries) :]
        assert stands[: len(self.model.entries)] == self.model.entries
        for one in new:
            assert one.action != "moved" or one.was == self.model.planned(one.subject), one
            self.model.append(one.action, one.subject, one.day, one.was, one.evidence)

    def elsewhere(self) -> str:
        """A name beside the folder that nothing has yet."""
        self.number += 1
        return f"elsewhere-{self.number}"
