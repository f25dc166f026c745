"""What may a file be called that is named after something in a plan, on every system?"""

from __future__ import annotations

import re
from typing import Final

from earlyhelp.errors import EarlyhelpError

_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\Z")
#: Names that Windows keeps for devices, whatever their ending. Source: Microsoft, "Naming
#: Files, Paths, and Namespaces".
_DEVICES: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|\Z)", re.IGNORECASE
)


class NotAFileNameError(EarlyhelpError, ValueError):
    """An id cannot be the name of a file on every machine."""


def is_device(name: str) -> bool:
    """Whether Windows has a device of this name, and so no file: ``con``, ``nul.txt``."""
    return _DEVICES.match(name) is not None


def is_plain(name: str) -> bool:
    """Whether every machine can have a file of this name, in any folder."""
    return _PLAIN.match(name) is not None and not is_device(name) and not name.endswith(".")


def file_name(name: str, ending: str = "") -> str:
    """``centre-07.ics`` for ``centre-07``: the id itself, where every machine can have it.

    Raises :class:`NotAFileNameError` for an id that leads out of a folder, that begins like
    an option or is hidden, that is a device on Windows, or that has more than plain letters,
    digits, ``.``, ``-`` and ``_`` in it.
    """
    if not is_plain(name):
        shown = "".join(letter for letter in name[:40] if letter.isprintable())
        raise NotAFileNameError(
            f'"{shown}" cannot be the name of a file: use up to 100 plain letters, digits, '
            '"-" and "_"'
        )
    return f"{name}{ending}"
