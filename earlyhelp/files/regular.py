"""What are the bytes of a file, if it is one and not a pipe or a device that never ends?"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from earlyhelp.errors import EarlyhelpError, EnvironmentFailedError
from earlyhelp.files import system

#: Far above any file of a plan: 100,000 milestones are about 17 MB.
LARGEST_FILE: Final = 64_000_000


def regular_bytes(file: Path, *, at_most: int, what: str, absent: type[EarlyhelpError]) -> bytes:
    """The bytes of a regular file, and one more than `at_most` where it is longer than that.

    `what` names the kind of file, for messages: ``plan``. Raises `absent` where there is no
    such file, and :class:`EnvironmentFailedError` where the machine refuses.
    """
    try:
        with open(file, "rb", opener=_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise EnvironmentFailedError(f"{file} is not a regular file")
            return stream.read(at_most + 1)
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


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
