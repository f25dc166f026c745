"""Is a file that is a zip of XML parts safe to unpack?

A few kilobytes can unpack to more than the machine has, and XML can ask for other files or
grow without end by its entities. No spreadsheet program writes any of that, so it is refused
before a library is given the file. Source: OWASP, "XML External Entity Prevention".
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

#: Unpacked, in bytes: a workbook of 100,000 milestones has about 120 million.
LARGEST_UNPACKED: Final = 200_000_000
MOST_PARTS: Final = 2_000
_PIECE: Final = 1 << 20
#: How XML begins in UTF-16, where what is looked for below would look like something else.
_NOT_UTF8: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_UNREADABLE: Final = "it is no workbook that can be read"
_TOO_LARGE: Final = f"it unpacks to more than {LARGEST_UNPACKED:,} bytes"


#: What XML begins a document type or an entity with, in each encoding that a parser may find out
#: for itself; in all others it takes these letters are the same bytes.
_DECLARES: Final = tuple(
    text.encode(encoding)
    for text in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_OVERLAP: Final = max(map(len, _DECLARES))


class UnsafeZipError(Exception):
    """A zip that is not unpacked; the message says why."""


def refuse_unsafe(data: bytes) -> None:
    """Raise :class:`UnsafeZipError` for what must not be unpacked, or is no zip at all.

    What the parts say of their own sizes is believed where it is too much. Where it is not,
    they are unpacked piece by piece, and thrown away, until they end or reach the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _look_through(parts)
    except UnsafeZipError:
        raise
    except Exception:  # noqa: BLE001 - damaged data raises what zlib and struct raise
        raise UnsafeZipError(_UNREADABLE) from None


def _look_through(parts: zipfile.ZipFile) -> None:
    held = parts.infolist()
    if len(held) > MOST_PARTS:
        raise UnsafeZipError(f"it has {len(held):,} parts, and {MOST_PARTS:,} at most are read")
    left = LARGEST_UNPACKED
    if sum(part.file_size for part in held) > left:
        raise UnsafeZipError(_TOO_LARGE)
    for part in held:
        _refuse_outside(part.filename)
        left -= _unpacked(parts, part, left)


def _refuse_outside(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise UnsafeZipError("a part of it has a path out of the file")


def _unpacked(parts: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """How many bytes a part has, looked through for what XML must not say."""
    size, before = 0, b""
    with parts.open(part) as stream:
        while piece := stream.read(_PIECE):
            if not size and piece.startswith(_NOT_UTF8):
                raise UnsafeZipError(f"{_UNREADABLE}: its XML is in UTF-16, and has to be in UTF-8")
            size += len(piece)
            if size > left:
                raise UnsafeZipError(_TOO_LARGE)
            seen = before + piece
            if any(declares in seen for declares in _DECLARES):
                raise UnsafeZipError(f"{_UNREADABLE}: its XML declares entities or a document type")
            before = seen[-_OVERLAP:]
    return size
