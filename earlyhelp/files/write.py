"""Writing a file so that it is either the old one or the new one, and never a part."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files import system

#: How the name of a file ends that is being written; the next command removes one that was left.
_PART: Final = ".eh-part"


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Replace the file at `path` by `content`, whole.

    Written beside it, flushed to the disk, moved over it, and the folder flushed too. A
    symbolic link stays one, and an existing file keeps its owner, and its mode unless `mode`
    says otherwise. What a command left there that was stopped while it wrote is removed.
    Raises :class:`EnvironmentFailedError`; the old file is then as it was, unless the folder
    alone could not be flushed.
    """
    write_stream(path, (content,), mode=mode)


def write_stream(path: Path, chunks: Iterable[bytes], *, mode: int | None = None) -> None:
    """The same for content that is made while it is written, and never all in memory.

    What making it raises is passed on; the old file is then as it was, too.
    """
    _sweep(_write(path, chunks, mode).parent)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write `files` into `folder`, each whole; the names of those that changed.

    Names may have folders in them, which are made. A file that already has these bytes is
    left alone, so that its time, and what a server makes of it, stays as it was. Files that
    are not named stay. Raises :class:`EnvironmentFailedError`; what was written by then
    stays, each file whole.
    """
    changed = []
    targets = []
    for name, content in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            is_there = path.is_file() and path.read_bytes() == content
        except OSError as error:
            raise _failed(path, error) from error
        if not is_there:
            targets.append(_write(path, (content,), None))
            changed.append(name)
    for written in {target.parent for target in targets}:
        _sweep(written)
    return tuple(changed)


def _write(path: Path, chunks: Iterable[bytes], mode: int | None) -> Path:
    """Write, and say which file was written: `path`, or where it leads."""
    why = system.unusable_name(path) if system.IS_WINDOWS else None
    if why is not None:
        raise EnvironmentFailedError(f"{path} cannot be written: {why}")
    try:
        target = Path(os.path.realpath(path))
        is_other = target.is_symlink() or (target.exists() and not target.is_file())
    except (OSError, ValueError) as error:  # ValueError: the name has a NUL
        raise _failed(path, error) from error
    if is_other:
        raise EnvironmentFailedError(f"{path} is not a regular file")
    try:
        _replace(target, chunks, mode)
    except OSError as error:
        raise _failed(path, error) from error
    return target


def _replace(target: Path, chunks: Iterable[bytes], mode: int | None) -> None:
    old = target.stat() if target.exists() else None
    if mode is None:
        mode = old.st_mode & 0o777 if old else 0o666 & ~_umask()
    handle, name = _part(target)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            if old is not None:
                system.keep_owner(handle, old)
            system.set_mode(handle, mode)
            os.fsync(handle)
            if system.MOVES_OPEN_FILES:  # and it is locked until it is in its place
                system.replace(name, target)
        if not system.MOVES_OPEN_FILES:
            system.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    system.flush_folder(target.parent)


def _part(target: Path) -> tuple[int, str]:
    """A new file beside `target`, readable by nobody else, and locked while it is written."""
    import tempfile  # takes longer to import than many a plan to check

    while True:
        handle, name = tempfile.mkstemp(_PART, prefix=f".{target.name}.", dir=target.parent)
        with contextlib.suppress(ImportError, OSError):  # without locks, nothing is swept either
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.path.exists(name):  # noqa: PTH110 - the temporary name is a text
            return handle, name
        os.close(handle)  # another command took it for one that was left


def _sweep(folder: Path) -> None:
    """Remove what commands left in a folder that were stopped while they wrote."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - of a large folder only names are needed
            if name.startswith(".") and name.endswith(_PART):
                _remove_if_left(folder / name)


def _remove_if_left(part: Path) -> None:
    """Remove a file that nobody has locked: nobody is writing it any more."""
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        handle = os.open(part, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
        finally:
            os.close(handle)


def _failed(path: Path, error: OSError | ValueError) -> EnvironmentFailedError:
    return EnvironmentFailedError(f"{path} cannot be written: {system.reason(path, error)}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
