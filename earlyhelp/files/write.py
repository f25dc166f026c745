"""Writing a file so that it is either the old one or the new one, and never a part."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from earlyhelp.errors import EnvironmentFailedError


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Replace the file at `path` by `content`, whole.

    Written beside it, flushed to the disk, moved over it, and the folder flushed too. A
    symbolic link stays one, and an existing file keeps its mode unless `mode` says
    otherwise. Raises :class:`EnvironmentFailedError`; the old file is then as it was.
    """
    write_stream(path, (content,), mode=mode)


def write_stream(path: Path, chunks: Iterable[bytes], *, mode: int | None = None) -> None:
    """The same for content that is made while it is written, and never all in memory.

    What making it raises is passed on; the old file is then as it was, too.
    """
    try:
        target = Path(os.path.realpath(path))
        is_other = target.exists() and not target.is_file()
    except (OSError, ValueError) as error:  # ValueError: the name has a NUL
        raise _failed(path, error) from error
    if is_other:
        raise EnvironmentFailedError(f"{path} is not a regular file")
    try:
        _replace(target, chunks, mode)
    except OSError as error:
        raise _failed(path, error) from error


def write_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write `files` into `folder`, each whole; the names of those that changed.

    Names may have folders in them, which are made. A file that already has these bytes is
    left alone, so that its time, and what a server makes of it, stays as it was. Files that
    are not named stay. Raises :class:`EnvironmentFailedError`; what was written by then
    stays, each file whole.
    """
    changed = []
    for name, content in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            is_there = path.is_file() and path.read_bytes() == content
        except OSError as error:
            raise _failed(path, error) from error
        if not is_there:
            write_whole(path, content)
            changed.append(name)
    return tuple(changed)


def _replace(target: Path, chunks: Iterable[bytes], mode: int | None) -> None:
    import tempfile  # takes longer to import than many a plan to check

    if mode is None:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        os.replace(name, target)  # noqa: PTH105 - the temporary name is a text
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _failed(path: Path, error: OSError | ValueError) -> EnvironmentFailedError:
    reason = getattr(error, "strerror", None) or str(error)
    return EnvironmentFailedError(f"{path} cannot be written: {reason}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
