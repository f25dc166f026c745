"""How does a file that is a zip of parts come out the same, byte for byte, whenever it is made?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from os import PathLike

#: The first moment that a part of such a file can have.
ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ON_UNIX: Final = 3


class UndatedZip(zipfile.ZipFile):
    """A zip in memory for others to write into: its parts in their order, all of one moment.

    The clock is not asked, so that a machine which believes in a year that no zip can hold
    writes the same file.
    """

    def __init__(self) -> None:
        """An empty one."""
        self._made = io.BytesIO()
        super().__init__(self._made, "w")

    def writestr(self, zinfo_or_arcname: str | zipfile.ZipInfo, *held: Any, **how: Any) -> None:
        """Add a part."""
        given = zinfo_or_arcname
        name = given.filename if isinstance(given, zipfile.ZipInfo) else given
        part = zipfile.ZipInfo(name, ZIP_EPOCH)
        part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, _ON_UNIX
        super().writestr(part, *held, **how)

    def write(
        self, filename: str | PathLike[str], arcname: str | PathLike[str] | None = None, *_: Any
    ) -> None:
        """Add what a file on the disk holds."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes())

    def as_bytes(self) -> bytes:
        """The whole file, to which nothing can be added any more."""
        self.close()
        return self._made.getvalue()
