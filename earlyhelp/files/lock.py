"""Who may write a file now? One command at a time, and never one that is no longer there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files import system
from earlyhelp.files.locate import JOURNAL_FILE

#: How long to wait for another `eh` that is writing.
PATIENCE_SECONDS: Final = 10


@contextlib.contextmanager
def locked(file: Path) -> Iterator[str]:
    """Hold the lock of `file`, which lies beside it; who may write in the folder may lock.

    The lock is the system's own, and ends with the process that holds it. Gives the number of
    the process that was stopped while it held the lock before, or nothing. Raises
    :class:`EnvironmentFailedError` where another process keeps it, and :class:`OSError`.
    """
    from filelock import FileLock, Timeout  # takes longer to import than many a plan to check

    name = file.with_name(f".{file.name}.lock")
    if name.is_symlink():  # what it leads to would be emptied
        raise EnvironmentFailedError(f"{name} is a link, which a lock never is: remove it")
    mode = file.parent.stat().st_mode & 0o666 | 0o600
    lock = FileLock(name, timeout=PATIENCE_SECONDS, mode=mode)
    try:
        lock.acquire()
    except Timeout:
        raise EnvironmentFailedError(
            f"{file.name} is being written by another command; nothing was recorded"
        ) from None
    try:
        if type(lock) is not FileLock:  # where the system has no locks, what it holds is the lock
            yield ""
            return
        stopped = _holder(name)
        _mark(name, b"%d\n" % os.getpid())
        try:
            yield stopped if stopped.isdigit() else ""
        finally:
            _mark(name, b"")
    finally:
        with contextlib.suppress(OSError):  # what was written under it is on the disk
            lock.release()


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only command that writes into a plan's folder: by the lock of its journal.

    What was looked up before may no longer be so: look again, before anything is written.
    Raises :class:`EnvironmentFailedError` where another process keeps the lock, or the machine
    refuses.
    """
    file = Path(os.path.realpath(folder / JOURNAL_FILE))
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked(file))
        except OSError as error:
            why = system.reason(folder, error)
            raise EnvironmentFailedError(f"{folder} cannot be written: {why}") from error
        yield


def _holder(lock: Path) -> str:
    """What the lock says of who held it last; on Windows nobody can read what is locked."""
    with contextlib.suppress(PermissionError):
        return lock.read_bytes()[:20].decode(errors="replace").strip()
    return ""


def _mark(lock: Path, holder: bytes) -> None:
    """Note who holds a lock, or that nobody does; without room for the note, it goes without."""
    with contextlib.suppress(OSError):
        handle = os.open(lock, os.O_WRONLY | os.O_TRUNC | system.NO_LINK)
        try:
            os.write(handle, holder)
        finally:
            os.close(handle)
