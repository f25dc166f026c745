"""How are files moved, flushed and named on this system, where systems differ?

What Linux, macOS and Windows do not share is here and nowhere else, so that the writers read
the same for all of them. On Windows a file that is open can be neither moved nor replaced, a
folder cannot be flushed, a file has no owner and no mode but "read-only", and a program that
looks into a file (a virus scanner, OneDrive, Excel) keeps others out meanwhile. Sources: the
notes on availability in the manual of Python's ``os``; Microsoft, "Naming Files, Paths, and
Namespaces" and "System Error Codes".
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path, PurePath
from typing import Final

from earlyhelp.file_names import is_device

#: Whether a file that is open can be moved.
MOVES_OPEN_FILES: Final = os.name != "nt"
#: Whether `\` stands between folders, and names are those of Windows.
IS_WINDOWS: Final = os.name == "nt"
#: Added to the flags of `os.open`, so that no line end is changed on the way.
AS_IT_IS: Final = getattr(os, "O_BINARY", 0)
#: Added to them where a file that is written must not be a link to another.
NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
#: How long to wait, in seconds, before each further try to replace a file that is in use.
PATIENCE: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
#: What Windows says of a file in use: access denied, sharing violation, lock violation.
_IN_USE: Final = frozenset({5, 32, 33})
#: From so many characters on, Windows has no such path unless somebody has allowed long ones.
LONGEST_PATH: Final = 260


def replace(source: str | Path, target: Path) -> None:
    """Move a file over another; where that one is in use, try again, for some 1.5 seconds.

    Raises :class:`OSError` of the last try.
    """
    for pause in PATIENCE:
        try:
            os.replace(source, target)  # noqa: PTH105 - a path may be given as a text
        except OSError as error:
            if not is_in_use(error):
                raise
            time.sleep(pause)
        else:
            return
    os.replace(source, target)  # noqa: PTH105


def replace_folder(source: Path, target: Path) -> None:
    """Move a folder to a name that nothing has, or over an empty folder."""
    if not MOVES_OPEN_FILES:  # nor does Windows move a folder over one
        with contextlib.suppress(FileNotFoundError):
            target.rmdir()
    replace(source, target)


def flush_folder(folder: Path) -> None:
    """Flush to the disk which files a folder has, where the system lets a program ask for it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_owner(handle: int, old: os.stat_result) -> None:
    """Give an open file the owner that the old one had, as far as the system allows it."""
    if hasattr(os, "fchown"):
        with contextlib.suppress(PermissionError):  # only root can give files away
            os.fchown(handle, old.st_uid, old.st_gid)


def set_mode(handle: int, mode: int) -> None:
    """Give an open file its mode; Windows, before Python 3.13, has none to give."""
    if hasattr(os, "fchmod"):
        os.fchmod(handle, mode)


def is_in_use(error: OSError) -> bool:
    """Whether it is what Windows says of a file that another program has open."""
    return getattr(error, "winerror", None) in _IN_USE


def reason(path: Path, error: OSError | ValueError) -> str:
    """Why the machine refused, and what can be done about it where that is known."""
    said = getattr(error, "strerror", None) or str(error)
    if isinstance(error, OSError) and is_in_use(error):
        return (
            f"{said}: another program has it open, or it is only to be read. Is it open in Excel? "
            "Close it there, let OneDrive or the virus scanner finish, and try again"
        )
    if getattr(error, "winerror", None) is not None and len(str(path)) >= LONGEST_PATH:
        return (
            f"{said}: its path has {len(str(path))} characters, and Windows takes "
            f"{LONGEST_PATH - 1} at most unless long paths are enabled: choose a folder nearer to "
            "the drive"
        )
    return said


def unusable_name(path: PurePath) -> str | None:
    r"""Why Windows could not have a file of this path, or ``None``.

    ``con.csv`` is a device there, ``plan.yaml:x`` a stream hidden in another file, and the dot
    at the end of ``plan.`` is dropped, so that another file is written than the one named.
    """
    for part in path.parts[1:] if path.anchor else path.parts:
        if part in (".", ".."):
            continue
        if is_device(part):
            return f"Windows keeps the name {part} for a device"
        if any(character in '<>:"|?*' or character < " " for character in part):
            return f'no name on Windows has < > : " | ? or * in it, as {part!r} has'
        if part[-1] in ". ":
            return f"Windows drops the dot or space at the end of {part!r}"
    return None


def with_slashes(path: str) -> str:
    """A path as documents have it, on every system: with ``/`` between folders."""
    return path.replace("\\", "/") if IS_WINDOWS else path


def seen_from(path: Path, folder: Path) -> Path:
    """The way from `folder` to `path`; all of the path where there is none, to another drive."""
    try:
        return Path(os.path.relpath(path, folder))
    except ValueError:
        return Path(os.path.abspath(path))  # noqa: PTH100 - links are to stay what they are
