"""Which copies lie beside the files of a plan, and do they have anything that its own lack?

Programs that keep a folder the same on several machines make a copy where two people have
changed a file at once, and call it ``cases-LAPTOP.csv`` (OneDrive), ``cases (conflicted copy
2021-09-16).csv`` (Dropbox, Nextcloud), ``cases (1).csv`` (Google Drive) or
``cases.sync-conflict-20210916-101112-ABCDEFG.csv`` (Syncthing). Nothing reads it, and what
somebody wrote there would be lost without a word.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from earlyhelp.errors import EarlyhelpError
from earlyhelp.files.locate import JOURNAL_FILE
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes_if_there
from earlyhelp.model.plan import UnreadCopy

#: What stands between the name of a file and its ending where a program has made a copy of it.
_MARK: Final = re.compile(
    r"-[0-9-]*[A-Z][A-Z0-9-]*| ?\([0-9]{1,2}\)"
    r"|(?i: ?\(.*conflict.*\)|[._-](?:sync-)?conflict.*)"
)
#: Of many files that are called so, somebody keeps them on purpose.
_MOST: Final = 20


def unread_copies(folder: Path, own: Mapping[str, bytes]) -> tuple[UnreadCopy, ...]:
    """The copies in a folder and below that have lines which the plan's own files lack, by name.

    `own` are the files of the plan, as they were read, by their names from the folder. Copies are
    looked for beside each. Whatever else is called like a journal counts as one: nobody keeps
    two. What cannot be read is somebody else's, whatever it is.
    """
    beside: dict[str, list[str]] = defaultdict(list)
    for file in own:
        beside[posixpath.dirname(file)].append(file)
    found = (
        (posixpath.join(below, name), file)
        for below, files in beside.items()
        for file, names in _called_like(files, _names_in(folder / below))
        for name in names
    )
    return tuple(
        UnreadCopy(_shown(name), file)
        for name, file in sorted(found)
        if name not in own and _has_more(folder / name, file, own[file])
    )


def _shown(name: str) -> str:
    """A name without what would move a terminal, or is of an encoding that no output has."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names alone, of every plan that is read
    except OSError:
        return []


def _called_like(files: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each file with the names beside it that a copy of it could have."""
    in_small = [(name.lower(), name) for name in names]
    for file in files:
        begin, _, end = posixpath.basename(file).lower().rpartition(".")
        found = [
            name
            for small, name in in_small
            if small.startswith(begin) and small.endswith(f".{end}")
            if file == JOURNAL_FILE or _MARK.fullmatch(name[len(begin) : -len(end) - 1])
        ]
        yield file, found[:_MOST]


def _has_more(copy: Path, file: str, own: bytes) -> bool:
    with contextlib.suppress(EarlyhelpError):
        data = regular_bytes_if_there(copy, at_most=LARGEST_FILE, what="plan")
        return (
            bool(data) and data != own and not {*_lines(file, data or b"")} <= {*_lines(file, own)}
        )
    return False


def _lines(file: str, data: bytes) -> Iterator[Hashable]:
    """What the lines of a file say, wherever they stand: of a journal, those that are entries."""
    if file.lower().endswith(".xlsx"):
        yield from _rows(file, data)
        return
    if file != JOURNAL_FILE:
        lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
        yield from (line.strip() for line in lines if line.strip())
        return
    from earlyhelp.files.journal import read_journal

    for entry in read_journal(data).entries:
        what = (entry.action, entry.subject, entry.day_as_typed, entry.was)
        yield entry.recorded_at, entry.by, *what, entry.reason, entry.evidence


def _rows(file: str, data: bytes) -> Iterator[Hashable]:
    """What the rows of a workbook say: a spreadsheet writes other bytes each time that it saves."""
    from earlyhelp.files.registers.tables import TableError, records

    with contextlib.suppress(TableError):
        for row in records(data, file):
            yield tuple(sorted((heading, cell.value) for heading, cell in row.cells.items()))
