"""The journal of a plan on disk: one line for each thing that happened, only ever added to.

A line is added under a lock and flushed to the disk before the command says that it is
done. One that was cut short, because the machine stopped, is left where it is, reported,
and never read as an entry.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from earlyhelp.dates import DateExpression
from earlyhelp.errors import EarlyhelpError, EnvironmentFailedError
from earlyhelp.files.locate import JOURNAL_FILE
from earlyhelp.findings import Place
from earlyhelp.model.journal import Action, Entry, Journal
from earlyhelp.model.milestones import Stated
from earlyhelp.sheet_cells import neutral, original

COLUMNS: Final = ("recorded_at", "by", "action", "subject", "day", "was", "reason", "evidence")
#: How long to wait for another `eh` that is writing.
PATIENCE_SECONDS: Final = 10
_HEADING: Final = ",".join(COLUMNS)
_DAY: Final = COLUMNS.index("day")


def read_journal(data: bytes) -> Journal:
    """The journal that a file says; lines that are no entries are in `torn`."""
    entries, torn = [], []
    for number, line in enumerate(data.decode(errors="replace").splitlines(), start=1):
        if number == 1 and line.lstrip("\ufeff") == _HEADING:
            continue
        if not line:
            continue
        place = Place(JOURNAL_FILE, number, 1)
        entry = _entry(line, place)
        if entry is None:
            torn.append(place)
        else:
            entries.append(entry)
    return Journal(entries=tuple(entries), torn=tuple(torn))


def _entry(line: str, place: Place) -> Entry | None:
    try:
        (cells,) = csv.reader([line], strict=True)
        column = 1 + sum(len(cell) + 1 for cell in cells[:_DAY])
        cells = [original(cell) for cell in cells]
        recorded_at, by, action, subject, day, was, reason, evidence = cells
        stated = Stated(DateExpression.parse(day), place._replace(column=column)) if day else None
        return Entry(
            recorded_at=recorded_at,
            by=by,
            action=Action(action),
            subject=subject,
            day=stated,
            was=was,
            reason=reason,
            evidence=evidence,
            place=place,
        )
    except (ValueError, csv.Error, EarlyhelpError):
        return None


def append(folder: Path, entries: Iterable[Entry], *, seen: bytes | None) -> None:
    """Add entries to the journal of the plan in `folder`; all of them, or none.

    `seen` is the journal as it was when the change was worked out (``None``: there was
    none). Raises :class:`EnvironmentFailedError` where it has changed since, where another
    process keeps the lock, and where the machine refuses; the journal is then as it was.
    """
    from filelock import FileLock, Timeout  # takes longer to import than many a plan to check

    file = folder / JOURNAL_FILE
    try:
        with FileLock(folder / f".{JOURNAL_FILE}.lock", timeout=PATIENCE_SECONDS):
            now = file.read_bytes() if file.exists() else None
            if now != seen:
                raise EnvironmentFailedError(
                    f"{file.name} has changed since it was read: somebody else recorded "
                    "something; look at the plan and try again"
                )
            _add(file, as_lines(entries, now))
    except Timeout:
        raise EnvironmentFailedError(
            f"{file.name} is being written by another command; nothing was recorded"
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise EnvironmentFailedError(f"{file} cannot be written: {reason}") from error


def as_lines(entries: Iterable[Entry], now: bytes | None) -> bytes:
    """What is added to the journal `now`: to a new one a heading, to a torn line its end."""
    text = io.StringIO()
    if not now:
        text.write(f"{_HEADING}\n")
    elif not now.endswith(b"\n"):
        text.write("\n")
    writer = csv.writer(text, lineterminator="\n")
    for entry in entries:
        day = entry.day.when.text if entry.day else ""
        cells = (
            entry.recorded_at,
            entry.by,
            entry.action.value,
            entry.subject,
            day,
            entry.was,
            entry.reason,
            entry.evidence,
        )
        writer.writerow(neutral(" ".join(cell.split())) for cell in cells)
    return text.getvalue().encode(errors="replace")  # a terminal may pass on half a character


def _add(file: Path, lines: bytes) -> None:
    """Write at the end and flush to the disk; take back what was written in part."""
    is_new = not file.exists()
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        before = os.fstat(handle).st_size
        try:
            rest = memoryview(lines)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, before)
            raise
    finally:
        os.close(handle)
    if is_new:
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
