"""What are the bytes of a file, if it is one and not a pipe or a device that never ends?"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from earlyhelp.errors import EarlyhelpError, EnvironmentFailedError, TooLargeError
from earlyhelp.files import system

#: Far above any file of a plan: 100,000 milestones are about 17 MB.
LARGEST_FILE: Final = 64_000_000


def regular_bytes(file: Path, *, at_most: int, what: str, absent: type[EarlyhelpError]) -> bytes:
    """The bytes of a regular file.

    `what` names the kind of file, for messages: ``plan``. Raises `absent` where there is no
    such file, :class:`TooLargeError` where it has more than `at_most` bytes, and
    :class:`EnvironmentFailedError` where the machine refuses.
    """
    try:
        with open(file, "rb", opener=_without_waiting) as stream:
            there = os.fstat(stream.fileno())
            if not stat.S_ISREG(there.st_mode):
                raise EnvironmentFailedError(f"{file} is not a regular file")
            data = b"" if there.st_size > at_most else stream.read(at_most + 1)
            if there.st_size > at_most or len(data) > at_most:
                raise TooLargeError(str(file), too_large(there.st_size, what, at_most))
            return data
    except (FileNotFoundError, NotADirectoryError):
        raise absent(f"no {what} found: there is no file {file}") from None
    except ValueError:  # the name has a NUL
        raise absent(f"no {what} found: {str(file)!r} is not a name of a file") from None
    except OSError as error:
        why = system.reason(file, error)
        raise EnvironmentFailedError(f"{file} cannot be read: {why}") from error


def regular_bytes_if_there(file: Path, *, at_most: int, what: str) -> bytes | None:
    """The same, and ``None`` where there is no such file; a link that leads nowhere is refused."""
    if not os.path.lexists(file):
        return None
    return regular_bytes(file, at_most=at_most, what=what, absent=EnvironmentFailedError)


def too_large(size: int, what: str, at_most: int) -> str:
    """That a file of `size` bytes is not read, in words; one may still have been growing."""
    has = f"{size:,}" if size > at_most else f"more than {at_most:,}"
    return f"the {what} has {has} bytes, and at most {at_most:,} are read: is it the right file?"


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
