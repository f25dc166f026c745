"""Which other journals lie beside a plan's own, and what do they have that it lacks?

Programs that keep a folder the same on several machines (OneDrive, Dropbox, Nextcloud, Syncthing)
make a copy where two people have recorded something at once, and call it ``journal-LAPTOP.csv`` or
``journal (conflicted copy).csv``. Nothing reads it, and what was recorded there would be lost
without a word.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from earlyhelp.errors import EarlyhelpError
from earlyhelp.files.journal import read_journal
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes_if_there
from earlyhelp.model.journal import Entry, Journal, JournalCopy

#: Of many files that are called so, somebody keeps them on purpose.
_MOST: Final = 20


def copies(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Those of the files with these names that can be read."""
    found: dict[str, bytes] = {}
    for name in names[:_MOST]:
        with contextlib.suppress(EarlyhelpError):  # it is somebody else's, whatever it is
            data = regular_bytes_if_there(folder / name, at_most=LARGEST_FILE, what="journal")
            if data:
                found[name] = data
    return found


def with_copies(journal: Journal, beside: Mapping[str, bytes]) -> Journal:
    """The journal, with the copies that have entries which it lacks."""
    own = {_says(entry) for entry in journal.entries}
    found = []
    for name, data in beside.items():
        more = sum(_says(entry) not in own for entry in read_journal(data).entries)
        if more:
            found.append(JournalCopy(name, more))
    return attrs.evolve(journal, copies=tuple(found))


def _says(entry: Entry) -> tuple[str, ...]:
    """All that a line says, wherever it stands."""
    what = (entry.action.value, entry.subject, entry.day_as_typed, entry.was)
    return (entry.recorded_at, entry.by, *what, entry.reason, entry.evidence)
