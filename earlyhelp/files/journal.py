"""The journal of a plan on disk: one line for each thing that happened, only ever added to.

A line is added under a lock and flushed to the disk before the command says that it is
done. One that was cut short, because the machine stopped, has no end: it is left where it
is, reported, and never read as an entry.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from earlyhelp.dates import DateExpression, words
from earlyhelp.errors import DayOutOfRangeError, EnvironmentFailedError, NotADayError
from earlyhelp.files import system
from earlyhelp.files.locate import JOURNAL_FILE
from earlyhelp.files.lock import locked
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes_if_there
from earlyhelp.findings import Place
from earlyhelp.model.journal import Action, Entry, Journal, Torn
from earlyhelp.model.milestones import Stated
from earlyhelp.sheet_cells import neutral, original, without_controls

COLUMNS: Final = ("recorded_at", "by", "action", "subject", "day", "was", "reason", "evidence")
_HEADING: Final = ",".join(COLUMNS)
#: Ends a line that was cut short and could be taken for an entry: more cells than one has.
_SEAL: Final = f"{',' * len(COLUMNS)}cut short\n"
_NOTHING: Final[Mapping[Path, bytes]] = MappingProxyType({})
_DAY: Final = COLUMNS.index("day")
_ACTIONS: Final = tuple(action.value for action in Action)
_UNFINISHED: Final = "it has no line end: writing it was cut short, or an editor left it out"
#: What begins the lines that version control puts between two sides of a merge.
_MERGED: Final = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def read_journal(data: bytes) -> Journal:
    """The journal that a file says; lines that are no entries are in `torn`."""
    entries, torn = [], []
    lines = data.decode(errors="replace").splitlines()
    unfinished = len(lines) if _is_unfinished(data) else None
    for number, line in enumerate(lines, start=1):
        if not line or line.lstrip("\ufeff") == _HEADING:
            continue
        place = Place(JOURNAL_FILE, number, 1)
        entry = _entry(line, place) if number != unfinished else _UNFINISHED
        if isinstance(entry, Entry):
            entries.append(entry)
        else:
            torn.append(Torn(place, entry))
    return Journal(entries=tuple(entries), torn=tuple(torn))


def _entry(line: str, place: Place) -> Entry | str:
    """The entry that a line is, or why it is none."""
    if line.startswith(_MERGED):
        return "a merge left this mark: take it out, and keep the lines of both sides"
    if "\0" in line:
        return "it is not UTF-8: save the journal again as CSV UTF-8"
    try:
        (cells,) = csv.reader([line], strict=True)
    except (ValueError, csv.Error):
        return "its quotation marks do not close"
    if len(cells) != len(COLUMNS):
        return _other_cells(line, len(cells))
    column = 1 + sum(len(cell) + 1 for cell in cells[:_DAY])
    cells = [" ".join(without_controls(original(cell)).split()) for cell in cells]
    recorded_at, by, action, subject, day, was, reason, evidence = cells
    if action not in _ACTIONS:
        return f"its third cell is none of {', '.join(_ACTIONS)}"
    try:
        stated = Stated(DateExpression.parse(day), place._replace(column=column)) if day else None
    except (NotADayError, DayOutOfRangeError) as error:
        return f"its day cannot be read: {error}"
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


def _other_cells(line: str, count: int) -> str:
    """Why a line does not have the cells of an entry."""
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if line.count(mark) >= len(COLUMNS) - 1:
            return f"{name} part its cells: save the journal as CSV with commas"
    return f"it has {words.count(count, 'cell')}, and an entry has {len(COLUMNS)}"


def append(
    folder: Path,
    entries: Iterable[Entry],
    *,
    seen: bytes | None,
    basis: Mapping[Path, bytes] = _NOTHING,
) -> str:
    """Add entries to the journal of the plan in `folder`; all of them, or none.

    Only a process that is killed while it writes can leave the first of several.
    `seen` is the journal as it was when the change was worked out (``None``: there was
    none), and `basis` the other files that it was worked out from. Gives the number of a
    process that was stopped while it was recording, where its lock was taken over. Raises
    :class:`EnvironmentFailedError` where a file has changed since, where another process
    keeps the lock, and where the machine refuses; the journal is then as it was.
    """
    file = Path(os.path.realpath(folder / JOURNAL_FILE))
    try:
        with locked(file) as stopped:
            now = regular_bytes_if_there(file, at_most=LARGEST_FILE, what="journal")
            if now != seen:
                raise _changed(file)
            if now and not _is_journal(now):  # `journal.csv` may be a link to anything
                raise EnvironmentFailedError(
                    f"{file} is no journal, and nothing was recorded: its first line has to be "
                    f"{_HEADING}"
                )
            for other, data in basis.items():
                if regular_bytes_if_there(other, at_most=LARGEST_FILE, what="plan") != data:
                    raise _changed(other)
            _add(file, as_lines(entries, now))
            return stopped
    except OSError as error:
        why = system.reason(file, error)
        raise EnvironmentFailedError(f"{file} cannot be written: {why}") from error


def _is_journal(data: bytes) -> bool:
    """Whether a file begins like a journal, or like one whose heading was cut short."""
    first, *rest = data.decode(errors="replace").lstrip("\ufeff").splitlines() or [""]
    is_cut = not rest and _HEADING.startswith(first)
    return is_cut or first == _HEADING or bool(read_journal(data).entries)


def _changed(file: Path) -> EnvironmentFailedError:
    return EnvironmentFailedError(
        f"{file.name} has changed since it was read, and nothing was recorded: look at the plan "
        "and try again"
    )


def as_lines(entries: Iterable[Entry], now: bytes | None) -> bytes:
    """What is added to the journal `now`: to a new one a heading, to a torn line its end."""
    text = io.StringIO()
    text.write(_before_new_lines(now))
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
        # a terminal can hand over half a character, which no file can hold
        whole = (cell.encode(errors="replace").decode() for cell in cells)
        tidy = (" ".join(without_controls(cell).split()) for cell in whole)
        writer.writerow(neutral(cell) for cell in tidy)
    return text.getvalue().encode(errors="replace")  # a terminal may pass on half a character


def _before_new_lines(now: bytes | None) -> str:
    """The heading of a new journal, or the end of a line that has none.

    Writing that line was cut short, and it is no entry; its end must not make it one.
    """
    if not now:
        return f"{_HEADING}\n"
    if not _is_unfinished(now):
        return ""
    *before, last = now.decode(errors="replace").splitlines()
    if _HEADING.startswith(last) and not before:
        return "\n" if last == _HEADING else f"\n{_HEADING}\n"
    is_entry = isinstance(_entry(last, Place(JOURNAL_FILE, len(before) + 1, 1)), Entry)
    return _SEAL if is_entry else "\n"


def _is_unfinished(data: bytes) -> bool:
    """Whether the last line has no end, which is the last that is written of it."""
    return bool(data) and data[-1:] not in {b"\n", b"\r"}


def _add(file: Path, lines: bytes) -> None:
    """Write at the end and flush to the disk; whatever stops it, take back what was written."""
    before = file.stat().st_size if file.exists() else None
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | system.AS_IT_IS, 0o666)
    is_added = False
    try:
        rest = memoryview(lines)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
        _check_still_there(file, handle)
        if before is None:
            system.flush_folder(file.parent)
        is_added = True
    finally:
        with contextlib.suppress(OSError):
            if not is_added:
                os.ftruncate(handle, before or 0)
        with contextlib.suppress(OSError):  # what counts is on the disk
            os.close(handle)
        if not is_added and before is None:
            with contextlib.suppress(OSError):
                file.unlink()  # only once it is closed, or Windows would refuse


def _check_still_there(file: Path, handle: int) -> None:
    """An editor may have put another file in its place, and nobody would read this one."""
    if not os.path.samestat(os.fstat(handle), file.stat()):
        raise _changed(file)
