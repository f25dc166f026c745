"""How does a file that is a zip of parts come out the same, byte for byte, whenever it is made?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Final

#: The first moment that a part of such a file can have.
ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ON_UNIX: Final = 3


def without_clock(
    made: io.BytesIO, changed: Callable[[str, bytes], bytes] = lambda _, part: part
) -> bytes:
    """The same file: its parts in their order, with times that do not change.

    `changed` is given the name and the bytes of each part, and answers with its bytes.
    """
    kept = io.BytesIO()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(kept, "w") as file:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, ZIP_EPOCH)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, _ON_UNIX
            file.writestr(part, changed(name, parts.read(name)))
    return kept.getvalue()
