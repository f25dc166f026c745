"""Items 46, 47 and 51: what is in the place of a file, who may write there, and where links lead."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from earlyhelp.files.write import write_whole

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]
    #: Of a path: something there that is no file.
    Put = Callable[[Path], None]

NOBODY: Final = 65_534
NOTE: Final = ("milestone", "note", "told", "heard")
HEADING: Final = "recorded_at,by,action,subject,day,was,reason,evidence\n"


@pytest.fixture
def folder(tmp_path: Path, head: str) -> Path:
    """A plan's folder."""
    (tmp_path / "plan.yaml").write_text(f"{head}milestones: {{told: {{}}}}\n", encoding="utf-8")
    return tmp_path


def noted(file: Path) -> int:
    """How many lines a journal has besides its heading."""
    return len(file.read_text(encoding="utf-8").splitlines()) - 1


@pytest.fixture(params=["folder", "pipe", "zero", "loop"])
def put(request: pytest.FixtureRequest) -> Put:
    """Puts something that is no file in the place of one."""

    def run(path: Path) -> None:
        path.unlink(missing_ok=True)
        match request.param:
            case "folder":
                path.mkdir()
            case "pipe":
                os.mkfifo(path)
            case "zero":
                path.symlink_to("/dev/zero")
            case "loop":
                path.symlink_to(path.name)

    return run


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plan.yaml", ("plan", "check", ".")),
        ("plan.yaml", (*NOTE, "-p", ".")),
        ("journal.csv", ("plan", "check")),
        ("journal.csv", NOTE),
        ("answer.json", ("plan", "check", "-f", "json", "-o", "answer.json")),
        ("export.csv", ("case", "import", "export.csv")),
        ("cases.key.csv", ("case", "import", "plan.yaml", "-p", ".")),
        (".journal.csv.lock", NOTE),
    ],
)
def test_46_what_is_no_file_is_refused_at_once(
    folder: Path, eh: Eh, put: Put, request: pytest.FixtureRequest, name: str, words: tuple[str]
) -> None:
    if name.endswith(".lock") and request.node.callspec.params["put"] == "pipe":
        pytest.skip("a pipe can be locked as well as a file")
    put(folder / name)
    answer = eh(*words)
    is_loop = request.node.callspec.params["put"] == "loop"
    assert answer.code == 3 or (
        answer.code == 2 and is_loop and name in {"plan.yaml", "cases.key.csv"}
    )
    assert answer.err.startswith("error: ") or answer.code == 2
    assert "Traceback" not in answer.err
    assert not (folder / "journal.csv").is_file()
    assert not (folder / "cases.csv").exists()


@pytest.fixture
def shared(head: str) -> Iterator[Path]:
    """A plan's folder in a place where somebody else may look."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        text = f"{head}milestones: {{told: {{}}}}\n"
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
        (folder / "journal.csv").write_text(HEADING, encoding="utf-8")
        yield folder


#: Runs `eh` as somebody to whom nothing belongs, and who may not even read its code: once it
#: has done everything as somebody who may.
AS_GUEST: Final = f"""\
import filelock, filelock._soft, os, sys, tempfile
from earlyhelp.cli.start import run
def eh(*words):
    sys.argv = ['eh', *words]
    return run()
words = sys.argv[1:]
if os.geteuid() == 0:
    eh('milestone', 'note', 'told', 'heard', '--dry-run')
    eh('plan', 'check', '-o', '/dev/null')
    eh('plan', 'show', '-f', 'csv')
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.exit(eh(*words))
"""


@pytest.fixture
def as_guest(shared: Path) -> Callable[..., tuple[int, str]]:
    """Runs `eh` so; its exit code, and what it says on stderr."""

    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-P", "-B", "-c", AS_GUEST, *words],
            cwd=shared,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stderr.decode()

    return run


@pytest.mark.parametrize(
    ("name", "mode", "words"),
    [
        (".", 0o555, NOTE),
        ("journal.csv", 0o444, NOTE),
        ("journal.csv", 0o000, ("plan", "check")),
        ("plan.yaml", 0o000, ("plan", "check")),
        (".", 0o555, ("plan", "show", "-f", "csv", "-o", "days.csv")),
    ],
)
def test_46_without_permission_nothing_is_written_and_it_is_said(
    shared: Path, as_guest: Callable[..., tuple[int, str]], name: str, mode: int, words: tuple[str]
) -> None:
    if os.geteuid() == 0:
        shared.chmod(0o777 if name != "." else mode)
    (shared / name).chmod(mode)
    code, err = as_guest(*words)
    shared.chmod(0o755)
    (shared / "journal.csv").chmod(0o644)
    assert code == 3, err
    assert "Permission denied" in err
    assert "Traceback" not in err
    assert (shared / "journal.csv").read_text(encoding="utf-8") == HEADING
    assert not (shared / "days.csv").exists()


def test_47_a_linked_journal_stays_a_link_and_its_target_grows(
    folder: Path, eh: Eh, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = tmp_path_factory.mktemp("elsewhere") / "our-journal.csv"
    there.write_text(HEADING, encoding="utf-8")
    (folder / "journal.csv").symlink_to(there)
    assert eh(*NOTE).code == 0
    assert (folder / "journal.csv").readlink() == there
    assert noted(there) == 1
    assert (there.parent / ".our-journal.csv.lock").exists(), "whoever else is led there waits"
    assert not (folder / ".journal.csv.lock").exists()


def test_47_a_journal_that_leads_nowhere_is_not_begun_anew(folder: Path, eh: Eh) -> None:
    (folder / "journal.csv").symlink_to(folder / "not-mounted" / "journal.csv")
    answer = eh(*NOTE)
    assert answer.code == 3
    assert "no journal found" in answer.err


def test_47_a_linked_plan_stays_a_link_and_its_journal_lies_beside_the_link(
    folder: Path, eh: Eh, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = tmp_path_factory.mktemp("elsewhere") / "ours.yaml"
    (folder / "plan.yaml").rename(there)
    (folder / "plan.yaml").symlink_to(there)
    before = there.read_bytes()
    assert eh(*NOTE).code == 0
    assert (folder / "plan.yaml").is_symlink()
    assert there.read_bytes() == before
    assert noted(folder / "journal.csv") == 1


def test_47_a_linked_folder_is_the_folder(folder: Path, eh: Eh) -> None:
    (folder / "link").symlink_to(folder)
    assert eh(*NOTE, "-p", "link").code == 0
    assert eh(*NOTE).code == 0
    assert noted(folder / "journal.csv") == 2


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_51_a_journal_keeps_its_mode(folder: Path, eh: Eh, mode: int) -> None:
    file = folder / "journal.csv"
    file.write_text(HEADING, encoding="utf-8")
    file.chmod(mode)
    assert eh(*NOTE).code == 0
    assert noted(file) == 1
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_51_a_new_journal_has_the_usual_mode(folder: Path, eh: Eh, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        assert eh(*NOTE).code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "journal.csv").stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_51_what_belongs_to_somebody_still_does(folder: Path, eh: Eh) -> None:
    written = folder / "days.csv"
    for file in (written, folder / "journal.csv"):
        file.write_text(HEADING, encoding="utf-8")
        os.chown(file, NOBODY, NOBODY)
    assert eh(*NOTE).code == 0
    write_whole(written, b"new")
    for file in (written, folder / "journal.csv"):
        assert (file.stat().st_uid, file.stat().st_gid) == (NOBODY, NOBODY)
