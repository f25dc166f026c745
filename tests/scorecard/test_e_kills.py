"""Items 44, 48 and 49: does all that was acknowledged outlive `kill -9` and other writers?

``EH_LONG=1`` kills 200 times and lets two commands write 100 times each.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import pytest

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files import lock
from earlyhelp.files.journal import read_journal
from earlyhelp.files.write import write_whole

if TYPE_CHECKING:
    from tests.conftest import Answer, Counted

PLAN: Final = "milestones:\n  told: {on: 2021-10-12}\n  launch: {after: told + 12 weeks}\n"
#: Runs `eh` again and again, each time as the script does.
AGAIN: Final = """\
import itertools, sys
from earlyhelp.cli.start import run
def eh(*words):
    sys.argv = ['eh', *words]
    return run()
"""
#: Notes with a number, and in between a file that is written whole, in two forms by turns.
NOTES: Final = f"""{AGAIN}
for number in itertools.count(int(sys.argv[1])):
    assert eh('milestone', 'note', 'told', f'note {{number}}') == 0
    assert eh('plan', 'show', '-f', ('csv', 'json')[number % 2], '-o', 'days.txt') == 0
"""
#: So many notes of one writer, each tried until it is recorded.
WRITER: Final = f"""{AGAIN}
name, rounds = sys.argv[1], int(sys.argv[2])
refused = 0
for number in range(rounds):
    while (code := eh('milestone', 'note', 'told', f'{{name}} {{number}}')) == 3:
        refused += 1
    assert code == 0
print('refused', refused)
"""
HOLDER: Final = """\
import sys
from pathlib import Path
from earlyhelp.files.lock import locked
with locked(Path('journal.csv')):
    print('held', flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path, head: str) -> Path:
    """A plan's folder."""
    (tmp_path / "plan.yaml").write_text(head + PLAN, encoding="utf-8")
    return tmp_path


def notes(folder: Path) -> list[str]:
    """What has been noted."""
    file = folder / "journal.csv"
    return [
        entry.reason for entry in read_journal(file.read_bytes() if file.exists() else b"").entries
    ]


def acknowledged(talk: IO[bytes]) -> Iterator[bytes]:
    """One by one, what `eh` says once something is recorded."""
    return (line for line in talk if line == b"recorded in journal.csv\n")


def killed(folder: Path, start: int, chance: random.Random) -> int:
    """How many notes a process had acknowledged that was killed at any moment after the first."""
    with subprocess.Popen(
        [sys.executable, "-P", "-c", NOTES, str(start)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        count = sum(1 for _ in zip(range(chance.randint(1, 3)), acknowledged(process.stderr)))  # noqa: B905 - a few of many
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0, 0.12))
        process.kill()
        return count + sum(1 for _ in acknowledged(process.stderr))


def test_44_what_was_acknowledged_outlives_kill_9_at_any_moment(
    folder: Path, eh: Callable[..., Answer], counted: Counted, is_long: bool
) -> None:
    chance = random.Random(44)
    whole = []
    for form in ("csv", "json"):
        assert eh("plan", "show", "-f", form, "-o", "days.txt").code == 0
        whole.append((folder / "days.txt").read_bytes())
    known = 0
    seen = {"unacknowledged": 0, "cut short": 0, "left behind": 0, "locked": 0}
    kills = 200 if is_long else 25
    for _ in range(kills):
        known += killed(folder, known, chance)
        journal = (folder / "journal.csv").read_bytes()
        noted = notes(folder)
        assert noted[:known] == [f"note {number}" for number in range(known)]
        assert noted[known:] in ([], [f"note {known}"])
        assert (folder / "days.txt").read_bytes() in whole
        seen["unacknowledged"] += len(noted) - known
        seen["cut short"] += not journal.endswith(b"\n")
        seen["left behind"] += len(list(folder.glob(".*.eh-part")))
        seen["locked"] += bool((folder / ".journal.csv.lock").read_bytes())
        known = len(noted)
        write_whole(folder / "days.txt", whole[0])
        assert not list(folder.glob(".*.eh-part"))
    assert eh("milestone", "note", "told", "the last").code == 0
    assert notes(folder)[known:] == ["the last"]
    assert len(read_journal((folder / "journal.csv").read_bytes()).torn) == seen["cut short"]
    counted("kills", kills, wrong=0)  # each is looked at above, and ends the test
    if is_long:
        sys.stdout.write(f"{known} notes in {kills} processes; when killed: {seen}\n")


def test_48_two_commands_that_write_at_once_lose_nothing(
    folder: Path, counted: Counted, is_long: bool
) -> None:
    rounds = 100 if is_long else 15
    names = ("north", "south")
    writers = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", WRITER, name, str(rounds)],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    answers = [writer.communicate(timeout=300) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    noted = notes(folder)
    for name, (out, err) in zip(names, answers, strict=True):
        own = [note for note in noted if note.startswith(name)]
        assert own == [f"{name} {number}" for number in range(rounds)]
        assert err.count("recorded in journal.csv") == rounds
        refused = int(out.split()[-1])
        assert err.count("journal.csv has changed since it was read") == refused
        if is_long:
            sys.stdout.write(
                f"{name}: {rounds} recorded, refused and tried again {refused} times\n"
            )
    assert len(noted) == 2 * rounds
    counted("notes of two writers", 2 * rounds, wrong=2 * rounds - len(set(noted)))


def test_49_the_lock_of_a_command_that_is_no_longer_there_is_taken_over_with_a_note(
    folder: Path, eh: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0)
    with subprocess.Popen(
        [sys.executable, "-P", "-c", HOLDER],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        waiting = eh("milestone", "note", "told", "too early")
        assert waiting.code == 3
        assert "written by another command; nothing was recorded" in waiting.err
        holder.kill()
        holder.wait()
        taken = eh("milestone", "note", "told", "in time")
    assert taken.code == 0
    assert f"note: an earlier command (process {holder.pid}) was stopped" in taken.err
    assert taken.err.endswith("recorded in journal.csv\n")
    after = eh("milestone", "note", "told", "as usual")
    assert after.err == "recorded in journal.csv\n"
    assert notes(folder) == ["in time", "as usual"]


@pytest.mark.parametrize("left", [b"", b"4711", b"\xff\x00", b"words"])
def test_49_a_lock_file_that_nobody_holds_is_no_lock(
    folder: Path, eh: Callable[..., Answer], left: bytes
) -> None:
    (folder / ".journal.csv.lock").write_bytes(left)
    assert eh("milestone", "note", "told", "in time").code == 0
    assert (folder / ".journal.csv.lock").read_bytes() == b""


def test_49_who_may_write_in_the_folder_may_lock(folder: Path) -> None:
    for mode in (0o700, 0o750, 0o770):
        folder.chmod(mode)
        with lock.locked(folder / f"{mode}.csv"):
            pass
        assert (folder / f".{mode}.csv.lock").stat().st_mode & 0o777 == mode & 0o666


def test_49_a_lock_is_free_again_after_a_refusal(folder: Path) -> None:
    with pytest.raises(EnvironmentFailedError), lock.locked(folder / "journal.csv"):
        raise EnvironmentFailedError("refused")
    with lock.locked(folder / "journal.csv") as stopped:
        assert stopped == ""
