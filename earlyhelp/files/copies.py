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
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from earlyhelp.errors import EarlyhelpError
from earlyhelp.files.locate import JOURNAL_FILE
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes_if_there
from earlyhelp.model.plan import UnreadCopy

#: What stands between the name of a file and its ending where a program has made a copy of it.
_MARK: Final = re.compile(r"-[0-9-]*[A-Z][A-Z0-9-]*|(?i:.*conflict.*)| ?\([0-9]{1,2}\)")
#: Of many files that are called so, somebody keeps them on purpose.
_MOST: Final = 20


def unread_copies(folder: Path, own: Mapping[str, bytes]) -> tuple[UnreadCopy, ...]:
    """The copies in a folder that have lines which the plan's own files lack, by name.

    `own` are the files of the plan there, as they were read. Whatever else is called like a
    journal counts as one: nobody keeps two. What cannot be read is somebody else's, whatever
    it is.
    """
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names alone, of every plan that is read
    except OSError:
        return ()
    found = ((name, file) for file in own for name in _called_like(file, names))
    return tuple(
        UnreadCopy(name, file)
        for name, file in sorted(found)
        if name not in own and _has_more(folder / name, file, own[file])
    )


def _called_like(file: str, names: Iterable[str]) -> list[str]:
    begin, _, end = file.lower().rpartition(".")
    found = [
        name
        for name in names
        if name.lower().startswith(begin) and name.lower().endswith(f".{end}")
        if file == JOURNAL_FILE or _MARK.fullmatch(name[len(begin) : -len(end) - 1])
    ]
    return found[:_MOST]


def _has_more(copy: Path, file: str, own: bytes) -> bool:
    with contextlib.suppress(EarlyhelpError):
        data = regular_bytes_if_there(copy, at_most=LARGEST_FILE, what="plan")
        return bool(data) and not {*_lines(file, data or b"")} <= {*_lines(file, own)}
    return False


def _lines(file: str, data: bytes) -> Iterator[Hashable]:
    """What the lines of a file say, wherever they stand: of a journal, those that are entries."""
    if file != JOURNAL_FILE:
        lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
        yield from (line.strip() for line in lines if line.strip())
        return
    from earlyhelp.files.journal import read_journal

    for entry in read_journal(data).entries:
        what = (entry.action, entry.subject, entry.day_as_typed, entry.was)
        yield entry.recorded_at, entry.by, *what, entry.reason, entry.evidence
