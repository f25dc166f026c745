"""Writing a file so that it is either the old one or the new one, and never a part."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from earlyhelp.errors import EnvironmentFailedError


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Replace the file at `path` by `content`, whole.

    Written beside it, flushed to the disk, moved over it, and the folder flushed too. A
    symbolic link stays one, and an existing file keeps its mode unless `mode` says
    otherwise. Raises :class:`EnvironmentFailedError`; the old file is then as it was.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            raise EnvironmentFailedError(f"{path} is not a regular file")
        _replace(target, content, mode)
    except (OSError, ValueError) as error:  # ValueError: the name has a NUL
        reason = getattr(error, "strerror", None) or str(error)
        raise EnvironmentFailedError(f"{path} cannot be written: {reason}") from error


def _replace(target: Path, content: bytes, mode: int | None) -> None:
    import tempfile  # takes longer to import than many a plan to check

    if mode is None:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
