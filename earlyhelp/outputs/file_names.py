"""What may a file be called that is named after something in a plan?"""

from __future__ import annotations

import re
from typing import Final

from earlyhelp.errors import EarlyhelpError

_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\Z")
#: Names that Windows keeps for devices, whatever their ending.
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)", re.IGNORECASE)


class NotAFileNameError(EarlyhelpError, ValueError):
    """An id cannot be the name of a file on every machine."""


def file_name(name: str, ending: str = "") -> str:
    """``centre-07.ics`` for ``centre-07``: the id itself, where every machine can have it.

    Raises :class:`NotAFileNameError` for an id that leads out of a folder, that begins like
    an option or is hidden, that is a device on Windows, or that has more than plain letters,
    digits, ``.``, ``-`` and ``_`` in it.
    """
    if not _PLAIN.match(name) or _DEVICES.match(name) or name.endswith("."):
        shown = "".join(letter for letter in name[:40] if letter.isprintable())
        raise NotAFileNameError(
            f'"{shown}" cannot be the name of a file: use up to 100 plain letters, digits, '
            '"-" and "_"'
        )
    return f"{name}{ending}"
