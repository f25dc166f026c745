"""Items 44 and 45: does a file stay whole, whichever system call is the last or fails?

Every system call of an addition to the journal, and of writing a file whole, is in turn the
last of its process, or fails as a full disk, a quota and a broken disk make it fail.
"""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files import lock
from earlyhelp.files.journal import append, read_journal
from earlyhelp.files.write import write_stream, write_whole
from tests.entries import note

if TYPE_CHECKING:
    from tests.conftest import Answer, Counted
    from tests.scorecard.conftest import Failing

STOPS: Final = ("before", "after", "halfway")
ERRORS: Final = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
#: More calls than any of these makes; each test ends at the first that is no longer made.
MANY: Final = 100


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that somebody still holds is noticed at once."""
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0)


def journal(folder: Path) -> bytes | None:
    """The journal in a folder."""
    file = folder / "journal.csv"
    return file.read_bytes() if file.exists() else None


def reasons(folder: Path) -> list[str]:
    """What its entries say."""
    return [entry.reason + entry.evidence for entry in read_journal(journal(folder) or b"").entries]


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(found.name for found in folder.iterdir())


def refused_with(run: Callable[[], object]) -> str | None:
    """Why the machine refused; nothing where it did not."""
    try:
        run()
    except EnvironmentFailedError as error:
        return str(error)
    return None


@pytest.mark.parametrize("how", STOPS)
@pytest.mark.parametrize("before", [[], ["first"]], ids=["new", "old"])
def test_44_an_addition_that_is_stopped_at_any_call_is_there_whole_or_not_at_all(
    tmp_path: Path, failing: Failing, counted: Counted, how: str, before: list[str]
) -> None:
    for at in range(MANY):
        folder = tmp_path / str(at)
        folder.mkdir()
        if before:
            append(folder, [note("first")], seen=None)
        seen = journal(folder)
        with failing(at, how) as machine:
            append(folder, [note("second", "certificate 12")], seen=seen)
        found = reasons(folder)
        assert found in (before, [*before, "secondcertificate 12"])
        assert machine.is_stopped or found != before, "what was acknowledged is there"
        append(folder, [note("third")], seen=journal(folder))
        assert reasons(folder) == [*found, "third"], "and the next is, in any case"
        assert names(folder) == [".journal.csv.lock", "journal.csv"]
        if not machine.is_stopped:
            break
    counted("stopped calls", at, wrong=0)  # each is looked at above, and ends the test
    assert at > 15
    assert {"write", "fsync", "close"} <= set(machine.calls)


@pytest.mark.parametrize("how", STOPS)
@pytest.mark.parametrize("old", [None, b"old"])
def test_44_a_file_whose_writing_is_stopped_at_any_call_is_the_old_or_the_new_one(
    tmp_path: Path, failing: Failing, counted: Counted, how: str, old: bytes | None
) -> None:
    for at in range(MANY):
        folder = tmp_path / str(at)
        folder.mkdir()
        file = folder / "answer.txt"
        if old is not None:
            file.write_bytes(old)
        with failing(at, how) as machine:
            write_whole(file, b"new" * 10_000)
        found = file.read_bytes() if file.exists() else None
        assert found in (old, b"new" * 10_000)
        assert machine.is_stopped or found != old
        write_whole(file, b"newer")
        assert names(folder) == ["answer.txt"], "nothing is left of the one that was stopped"
        if not machine.is_stopped:
            break
    counted("stopped calls", at, wrong=0)
    assert at > 5
    assert {"fsync", "replace"} <= set(machine.calls)


def test_44_what_is_still_being_written_is_not_taken_for_something_left(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"

    def chunks() -> Iterator[bytes]:
        write_whole(tmp_path / "other.txt", b"other")
        yield b"new"

    write_stream(file, chunks())
    assert file.read_bytes() == b"new"
    assert names(tmp_path) == ["answer.txt", "other.txt"]


def test_44_a_file_that_only_looks_like_one_left_behind_stays(tmp_path: Path) -> None:
    kept = [tmp_path / name for name in (".answer.txt.original", "answer.eh-part", ".a.eh-parts")]
    for file in kept:
        file.write_bytes(b"mine")
    (tmp_path / ".linked.eh-part").symlink_to(kept[0])
    write_whole(tmp_path / "answer.txt", b"new")
    assert all(file.read_bytes() == b"mine" for file in kept)


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("before", [[], ["first"]], ids=["new", "old"])
def test_45_an_addition_during_which_any_call_fails_is_refused_or_there(
    tmp_path: Path, failing: Failing, counted: Counted, number: int, before: list[str]
) -> None:
    refused = set()
    for at in range(MANY):
        folder = tmp_path / str(at)
        folder.mkdir()
        if before:
            append(folder, [note("first")], seen=None)
        seen = journal(folder)
        with failing(at, OSError(number, os.strerror(number))) as machine:
            refusal = refused_with(lambda: append(folder, [note("second")], seen=seen))  # noqa: B023 - at once
        if refusal is None:
            assert reasons(folder) == [*before, "second"]
        else:
            assert os.strerror(number) in refusal
            assert journal(folder) == seen, "as it was, to the byte"
            refused.add(machine.calls[at])
        append(folder, [note("third")], seen=journal(folder))
        assert reasons(folder)[-1] == "third"
        if len(machine.calls) <= at:
            break
    counted("failed calls", at, wrong=0)
    assert refused >= {"open", "write", "fsync"}


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.__getitem__)
def test_45_a_file_during_whose_writing_any_call_fails_is_the_old_or_the_new_one(
    tmp_path: Path, failing: Failing, counted: Counted, number: int
) -> None:
    refused = set()
    for at in range(MANY):
        folder = tmp_path / str(at)
        folder.mkdir()
        file = folder / "answer.txt"
        file.write_bytes(b"old")
        with failing(at, OSError(number, os.strerror(number))) as machine:
            refusal = refused_with(lambda: write_whole(file, b"new"))  # noqa: B023 - called at once
        is_new = refusal is None or "replace" in machine.calls[:at]
        assert file.read_bytes() == (b"new" if is_new else b"old")
        if refusal is not None:
            assert os.strerror(number) in refusal
            refused.add(machine.calls[at])
        assert names(folder) == ["answer.txt"]
        if len(machine.calls) <= at:
            break
    counted("failed calls", at, wrong=0)
    assert refused >= {"open", "fsync", "fchmod", "replace"}


@pytest.fixture
def with_room_for(tmp_path: Path, script: str) -> Callable[..., Answer]:
    """Runs `eh` as a process whose files can have so many bytes, and no more."""

    def run(room: int, *arguments: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-P", "-B", "-c", script, *arguments],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
            timeout=60,
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()  # type: ignore[return-value]

    return run


def test_45_a_line_for_which_there_is_only_room_in_part_is_taken_back(
    tmp_path: Path, head: str, with_room_for: Callable[..., Answer]
) -> None:
    (tmp_path / "plan.yaml").write_text(f"{head}milestones: {{told: {{}}}}\n", encoding="utf-8")
    append(tmp_path, [note("first")], seen=None)
    before = journal(tmp_path)
    assert before is not None
    code, _, err = with_room_for(len(before) + 20, "milestone", "note", "told", "second")
    assert (code, journal(tmp_path)) == (3, before)
    assert "journal.csv cannot be written: File too large" in err
    code, _, err = with_room_for(30, "plan", "show", "-f", "json", "-o", "plan.yaml")
    assert code == 3
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8").startswith(head)
    assert names(tmp_path) == [".journal.csv.lock", "journal.csv", "plan.yaml"]


def test_45_what_cannot_be_said_for_lack_of_room_is_not_recorded(
    tmp_path: Path, head: str, script: str
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "plan.yaml").write_text(f"{head}milestones: {{told: {{}}}}\n", encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, "milestone", "note", "told", "said"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 3
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr
    assert journal(tmp_path) is None
