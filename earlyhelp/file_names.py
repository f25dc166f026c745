"""What may a file be called that is named after something in a plan, on every system?"""

from __future__ import annotations

import re
from pathlib import PureWindowsPath
from typing import Final

from earlyhelp.errors import EarlyhelpError

_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\Z")
#: Names that Windows keeps for devices, whatever their ending. Source: Microsoft, "Naming
#: Files, Paths, and Namespaces".
_DEVICES: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|\Z)", re.IGNORECASE
)

_BESIDE: Final = "a plan names files that lie beside it or below"


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


def not_beside(name: str) -> str | None:
    r"""Why a plan cannot name a file so that lies beside it or below; ``None`` where it can.

    A plan that somebody has sent must not make its reader open what lies elsewhere: an address
    such as ``\\server\share`` even tells that server who is asking.
    """
    if "\\" in name:
        return 'it has a "\\" in it: write "/" between folders, as every system reads it'
    if PureWindowsPath(name).anchor or PureWindowsPath(name).drive or name.startswith("/"):
        return f"{_BESIDE}, and this is a place of its own"
    depth = 0
    for part in name.split("/"):
        depth += {"": 0, ".": 0, "..": -1}.get(part, 1)
        if depth < 0:
            return f"{_BESIDE}, and this leads out of its folder"
    return None
