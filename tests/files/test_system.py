"""What differs on Windows, as far as it can be simulated elsewhere."""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
import stat
import time
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files import journal, system
from earlyhelp.files.journal import append
from earlyhelp.files.locate import find
from earlyhelp.files.plan_copy import beside, write_new_folder
from earlyhelp.files.write import write_folder, write_whole
from tests.entries import note

ROOT = Path(__file__).parent.parent.parent
#: In `os` on Linux and macOS alone, or in any way of another meaning on Windows.
NOT_EVERYWHERE = {
    *("O_BINARY", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC"),
    *("fchmod", "fchown", "chown", "lchown", "getuid", "geteuid", "getgid", "getegid", "fork"),
    *("getlogin", "killpg", "mkfifo", "mknod", "nice", "setsid", "uname", "sync", "fdatasync"),
    *("replace", "rename", "sep", "name"),
}
MODULES_NOT_EVERYWHERE = {
    "fcntl",
    "grp",
    "msvcrt",
    "pwd",
    "resource",
    "signal",
    "termios",
    "winreg",
}


class SharingError(PermissionError):
    """What Windows raises where another program has a file open; only there has it `winerror`."""

    winerror = 32


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited; nothing is."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """As much of Windows as can be had here: what `os` lacks there, and what it refuses."""
    really_replace, really_open = os.replace, os.open
    open_files: dict[int, str] = {}

    def opened(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied")
        handle = really_open(path, flags, mode, **more)
        open_files[handle] = str(path)
        return handle

    def replaced(source: Any, target: Any) -> None:
        for handle, path in open_files.items():
            try:
                os.fstat(handle)
            except OSError:
                continue
            if path in {str(source), str(target)}:
                raise SharingError(13, "The process cannot access the file")
        if Path(source).is_dir() and Path(target).exists():
            raise SharingError(13, "Access is denied")
        really_replace(source, target)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "replace", replaced)
    for name in ("fchown", "fchmod", "O_DIRECTORY", "geteuid"):
        monkeypatch.delattr(os, name)
    monkeypatch.setattr(system, "MOVES_OPEN_FILES", False)
    monkeypatch.setattr(system, "IS_WINDOWS", True)


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(found.name for found in folder.iterdir())


def test_what_is_not_everywhere_is_used_in_one_place_alone() -> None:
    """And `fcntl` where it may be missing: two locks of files that are being written."""
    for path in [*(ROOT / "earlyhelp").rglob("*.py"), *(ROOT / "cli").rglob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        guarded = {
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.With) and "ImportError" in ast.unparse(node.items[0])
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert node in guarded or module not in MODULES_NOT_EVERYWHERE, path
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                is_guarded = node in guarded or path.name == "system.py"
                where = f"{path}:{node.lineno}"
                is_os = node.value.id == "os" and node.attr in NOT_EVERYWHERE
                assert is_guarded or not is_os, where


def test_every_text_file_is_opened_with_its_encoding() -> None:
    """Without one, a machine takes its own: cp1252 on Windows."""
    for path in [*(ROOT / "earlyhelp").rglob("*.py"), *(ROOT / "cli").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                said = ast.unparse(node)
                has_form = "encoding" in said or "'utf" in said
                is_text = node.func.attr in {"read_text", "write_text"} or said.endswith(
                    (".open()", ".open('r')", ".open('w')", ".open('a')")
                )
                assert has_form or not is_text, f"{path}:{node.lineno}"


@pytest.mark.usefixtures("windows")
def test_files_are_written_whole(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    write_whole(file, b"old\r\n")
    write_whole(file, b"new\r\n")
    assert write_folder(tmp_path, {"a/b.ics": b"1", "days.csv": b"new\r\n"}) == ("a/b.ics",)
    assert file.read_bytes() == b"new\r\n"
    assert names(tmp_path) == ["a", "days.csv"]


@pytest.mark.usefixtures("windows")
def test_the_journal_is_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library that locks knows Windows itself; here it would ask for what Linux has."""
    monkeypatch.setattr(journal, "locked", lambda _: contextlib.nullcontext(""))
    append(tmp_path, [note("first")], seen=None)
    seen = (tmp_path / "journal.csv").read_bytes()
    append(tmp_path, [note("second")], seen=seen)
    assert (tmp_path / "journal.csv").read_bytes().count(b"\n") == 3


def test_who_held_the_lock_cannot_be_read_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is on the very byte, and keeps readers out too."""
    really = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name.endswith(".lock"):
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert append(tmp_path, [note("first")], seen=None) == ""


@pytest.mark.usefixtures("windows")
def test_a_new_folder_takes_the_place_of_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    write_new_folder(tmp_path / "copy", {"plan.yaml": b"format: 1\n", "templates/x.j2": b"x"})
    assert names(tmp_path) == ["copy"]
    assert names(tmp_path / "copy") == ["plan.yaml", "templates"]
    found = beside(tmp_path / "copy", ())
    assert [*found.carried] == ["templates/x.j2"]


@pytest.mark.parametrize("tries", range(len(system.PATIENCE) + 1))
def test_a_file_that_is_in_use_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], tries: int
) -> None:
    left, really = [tries], os.replace

    def replaced(source: Any, target: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise SharingError(13, "The process cannot access the file")
        really(source, target)

    monkeypatch.setattr(os, "replace", replaced)
    write_whole(tmp_path / "days.csv", b"new")
    assert (tmp_path / "days.csv").read_bytes() == b"new"
    assert pauses == list(system.PATIENCE[:tries])


def test_one_that_stays_in_use_is_named_with_what_may_have_it_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    (tmp_path / "days.csv").write_bytes(b"old")

    def replaced(_source: Any, _target: Any) -> None:
        raise SharingError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "replace", replaced)
    with pytest.raises(EnvironmentFailedError, match=r"days\.csv .* Is it open in Excel\?"):
        write_whole(tmp_path / "days.csv", b"new")
    assert (tmp_path / "days.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["days.csv"]
    assert sum(pauses) < 2


def test_where_nobody_else_has_it_nothing_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    def replaced(_source: Any, _target: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", replaced)
    with pytest.raises(EnvironmentFailedError, match=r"cannot be written: Permission denied$"):
        write_whole(tmp_path / "days.csv", b"new")
    assert pauses == []


def test_a_path_too_long_for_windows_is_said_to_be_it() -> None:
    error = OSError(2, "The system cannot find the path specified")
    error.winerror = 3  # type: ignore[attr-defined]  # only Windows has it
    short, long = Path("a" * 259), Path("a" * 260)
    assert system.reason(short, error) == "The system cannot find the path specified"
    assert "its path has 260 characters, and Windows takes 259" in system.reason(long, error)
    assert system.reason(long, OSError(2, "No such file")) == "No such file"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (r"C:\plans\plan.yaml", None),
        (r"\\server\share\plans\days.csv", None),
        (r"..\out\days.csv", None),
        ("console.csv", None),
        ("con", "device"),
        (r"out\CON.csv", "device"),
        (r"out\nul", "device"),
        ("aux.ics", "device"),
        ("com1.txt", "device"),
        ("COM².txt", "device"),
        ("lpt9", "device"),
        ("con .txt", "device"),
        (r"nul\days.csv", "device"),
        ("plan.yaml:hidden", 'no name on Windows has < > : " | ? or * in it'),
        ("who?.csv", 'no name on Windows has < > : " | ? or * in it'),
        ("a\nb.csv", "no name on Windows"),
        ("days.", "drops the dot or space"),
        ("days.csv ", "drops the dot or space"),
        (r"out.\days.csv", "drops the dot or space"),
    ],
)
def test_a_name_that_windows_cannot_have_is_named(path: str, why: str | None) -> None:
    said = system.unusable_name(PureWindowsPath(path))
    assert said is None if why is None else said is not None and why in said


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", ["con.csv", "days.csv.", "plan.yaml:x"])
def test_it_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(EnvironmentFailedError, match=r"cannot be written: .*Windows"):
        write_whole(tmp_path / name, b"new")
    assert names(tmp_path) == []


def test_elsewhere_such_a_name_is_one_like_any_other(tmp_path: Path) -> None:
    write_whole(tmp_path / "con.csv", b"new")
    assert stat.S_ISREG((tmp_path / "con.csv").stat().st_mode)


def test_a_plan_is_named_with_slashes_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    said = r"C:\plans\our redesign"
    assert system.with_slashes(said) == said, "elsewhere it is a letter of a name"
    monkeypatch.setattr(system, "IS_WINDOWS", True)
    assert system.with_slashes(said) == "C:/plans/our redesign"
    assert system.with_slashes(r"\\server\share\plan") == "//server/share/plan"


def test_so_is_one_that_somebody_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / r"a\b").mkdir()
    (tmp_path / r"a\b" / "plan.yaml").write_bytes(b"")
    assert find(r"a\b", environment={}, folder=tmp_path).name == r"a\b"
    monkeypatch.setattr(system, "IS_WINDOWS", True)
    assert find(r"a\b", environment={}, folder=tmp_path).name == "a/b"


def test_what_is_on_another_drive_is_named_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert system.seen_from(tmp_path / "a" / "b", tmp_path / "c") == Path("../a/b")

    def relpath(_path: Any, _start: Any) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", relpath)
    assert system.seen_from(tmp_path / "a", tmp_path) == tmp_path / "a"


def test_lines_of_a_plan_may_end_as_windows_ends_them(tmp_path: Path) -> None:
    """And so may those of its journal."""
    from earlyhelp import load

    shutil.copytree(ROOT / "schedules" / "early-help-2021", tmp_path / "unix")
    shutil.copytree(tmp_path / "unix", tmp_path / "windows")
    append(tmp_path / "unix", [note("heard")], seen=None)
    shutil.copy(tmp_path / "unix" / "journal.csv", tmp_path / "windows")
    for file in (tmp_path / "windows").iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    unix, windows = load(tmp_path / "unix", name="it"), load(tmp_path / "windows", name="it")
    assert unix.milestones == windows.milestones
    assert unix.registers == windows.registers
    assert unix.journal == windows.journal
