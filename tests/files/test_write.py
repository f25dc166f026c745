"""A file that is written is the old one or the new one, and never a part."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.write import write_whole


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that somebody cares about."""
    path = tmp_path / "answer.txt"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(found.name for found in folder.iterdir())


def test_a_new_file_holds_every_byte(tmp_path: Path) -> None:
    content = bytes(range(256)) * 1_000
    write_whole(tmp_path / "new.bin", content)
    assert (tmp_path / "new.bin").read_bytes() == content
    assert names(tmp_path) == ["new.bin"]


def test_an_old_file_is_replaced(file: Path) -> None:
    before = file.stat().st_ino
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_ino != before
    assert names(file.parent) == ["answer.txt"]


def test_a_file_may_be_empty(file: Path) -> None:
    write_whole(file, b"")
    assert file.read_bytes() == b""


def test_whoever_has_the_old_file_open_keeps_it(file: Path) -> None:
    with file.open("rb") as reader:
        write_whole(file, b"new")
        assert reader.read() == b"old"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_the_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)
    write_whole(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_usual_mode(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "new.txt", b"new")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == mode


@pytest.mark.item(51)
def test_what_is_written_is_private_until_it_is_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    fdopen = os.fdopen

    def look(handle: int, *rest: Any) -> Any:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return fdopen(handle, *rest)

    monkeypatch.setattr(os, "fdopen", look)
    write_whole(file, b"new")
    assert seen == [0o600]


def test_a_symbolic_link_stays_one_and_its_target_changes(file: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.txt"
    link.symlink_to(Path("..") / "answer.txt")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert link.readlink() == Path("../answer.txt")
    assert file.read_bytes() == b"new"
    assert names(link.parent) == ["link.txt"]


def test_a_symbolic_link_to_nothing_yet_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "new.txt")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "new.txt").read_bytes() == b"new"


@pytest.mark.parametrize("function", ["fsync", "replace", "fchmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EPERM])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    file: Path, monkeypatch: pytest.MonkeyPatch, function: str, number: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, function, fail)
    with pytest.raises(EnvironmentFailedError, match=f"cannot be written: {os.strerror(number)}"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["answer.txt"]


def test_an_interruption_leaves_the_old_file_and_nothing_else(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["answer.txt"]


def test_the_file_is_on_the_disk_before_it_takes_its_place_and_the_folder_after(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(handle: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def note_replace(source: Any, target: Any) -> None:
        order.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    write_whole(file, b"new")
    assert order == ["file", "replace", "folder"]


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailedError, match="not a regular file"):
        write_whole(tmp_path, b"new")


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="this system has no /dev/null")
def test_a_device_is_not_written_over() -> None:
    with pytest.raises(EnvironmentFailedError, match="/dev/null is not a regular file"):
        write_whole(Path("/dev/null"), b"new")


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailedError, match="cannot be written: No such file"):
        write_whole(tmp_path / "nowhere" / "new.txt", b"new")
    assert names(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_the_machines_refusal(file: Path) -> None:
    file.parent.chmod(0o500)
    try:
        with pytest.raises(EnvironmentFailedError, match="cannot be written: Permission denied"):
            write_whole(file, b"new")
    finally:
        file.parent.chmod(0o700)
    assert file.read_bytes() == b"old"


def test_a_name_that_no_file_can_have_is_the_machines_refusal(tmp_path: Path) -> None:
    for name in ("x" * 5_000, "a\0b"):
        with pytest.raises(EnvironmentFailedError, match="cannot be written"):
            write_whole(tmp_path / name, b"new")
