"""Content that is made while it is written: the file is the old one or the new one all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.write import write_stream


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that somebody cares about."""
    path = tmp_path / "answer.txt"
    path.write_bytes(b"old")
    return path


def test_the_chunks_are_joined_and_asked_for_one_by_one(file: Path) -> None:
    def chunks() -> Iterator[bytes]:
        for chunk in (b"new ", b"", b"bytes"):
            assert file.read_bytes() == b"old"
            yield chunk

    write_stream(file, chunks())
    assert file.read_bytes() == b"new bytes"
    assert [found.name for found in file.parent.iterdir()] == ["answer.txt"]


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, ZeroDivisionError])
def test_what_stops_the_making_is_passed_on_and_the_old_file_stays(
    file: Path, kind: type[BaseException]
) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise kind

    with pytest.raises(kind):
        write_stream(file, chunks())
    assert file.read_bytes() == b"old"
    assert [found.name for found in file.parent.iterdir()] == ["answer.txt"]


@pytest.mark.parametrize("name", ["no/such/folder/a.ics", "nul\x00", "."])
def test_where_nothing_can_be_written_nothing_is_made(tmp_path: Path, name: str) -> None:
    asked = []

    def chunks() -> Iterator[bytes]:
        asked.append(name)
        yield b"new"

    with pytest.raises(EnvironmentFailedError):
        write_stream(tmp_path / name, chunks())
    assert asked == []
    assert list(tmp_path.iterdir()) == []
