"""The baselines of a plan on disk: one CSV file each, in the folder ``baselines`` beside it."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from earlyhelp.errors import (
    EnvironmentFailedError,
    NoBaselineError,
    TooLargeError,
    UnreadableBaselineError,
)
from earlyhelp.files import problems, row_problems, system
from earlyhelp.files.fields import Fields
from earlyhelp.files.found import EnoughError, Found
from earlyhelp.files.registers.tables import Record, TableError, records
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes, too_large
from earlyhelp.files.write import write_folder
from earlyhelp.findings import Finding, Place
from earlyhelp.model.baselines import KINDS, Baseline, BaselineDay, is_name
from earlyhelp.sheet_cells import neutral

FOLDER: Final = "baselines"
COLUMNS: Final = ("id", "day", "as")
_ENDING: Final = ".csv"


def names(folder: Path) -> tuple[str, ...]:
    """The names of the baselines of the plan in `folder`, in their order."""
    try:
        found = [file.stem for file in (folder / FOLDER).glob(f"*{_ENDING}")]
    except OSError as error:
        why = system.reason(folder / FOLDER, error)
        raise EnvironmentFailedError(f"{folder / FOLDER} cannot be read: {why}") from error
    return tuple(sorted(name for name in found if is_name(name)))


def file_of(name: str) -> str:
    """What the file of a baseline is called, as seen from the plan's folder."""
    return f"{FOLDER}/{name}{_ENDING}"


def load_baseline(folder: Path, name: str) -> Baseline:
    """The baseline of the plan in `folder` that has this name.

    Raises :class:`NoBaselineError` where there is none, :class:`UnreadableBaselineError` with
    every problem of its file, and :class:`EnvironmentFailedError` where the machine refused.
    """
    if not is_name(name):
        raise NoBaselineError(f"{name[:60]!r} is no name of a baseline")
    file = file_of(name)
    try:
        data = regular_bytes(
            folder / file, at_most=LARGEST_FILE, what="baseline", absent=NoBaselineError
        )
    except TooLargeError as error:
        found = problems.too_large(Place(file, 1, 1), error.why)
        raise UnreadableBaselineError((found,), path=file) from None
    return read_baseline(data, name)


def known_baseline(folder: Path, name: str) -> Baseline:
    """The same; where there is none of this name, the message says which is nearest."""
    try:
        return load_baseline(folder, name)
    except NoBaselineError:
        known = names(folder)
        none = "the plan has none: `eh baseline set NAME` keeps its days as they are now"
        listed = f"; {'there is ' + ', '.join(known) if known else none}"
        hint = problems.did_you_mean(name, known) or listed
        raise NoBaselineError(f"there is no baseline {name[:60]!r}{hint}") from None


def write_baseline(folder: Path, baseline: Baseline) -> None:
    """Write a baseline beside the plan in `folder`: the old file or the new one, never a part."""
    write_folder(folder, {file_of(baseline.name): as_bytes(baseline)})


def as_bytes(baseline: Baseline) -> bytes:
    """The file of a baseline: a heading, and one line for each milestone."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for day in baseline.days:
        when = day.when.text if day.when else ""
        writer.writerow((neutral(day.id), when, day.kind or ""))
    return text.getvalue().encode()


def read_baseline(data: bytes, name: str) -> Baseline:
    """The baseline that a file says; raises :class:`UnreadableBaselineError`."""
    file = file_of(name)
    found, days = Found(), tuple[BaselineDay, ...]()
    with contextlib.suppress(EnoughError):
        days = tuple(_days(data, file, found))
    if not days and not found:
        place = Place(file, 1, 1)
        found.append(row_problems.not_a_register(place, file, "it has no milestone"))
    if found:
        ordered = tuple(sorted(found, key=lambda finding: finding.sort_key))
        raise UnreadableBaselineError(ordered, path=file)
    return Baseline(name=name, days=days)


def _days(data: bytes, file: str, found: list[Finding]) -> Iterator[BaselineDay]:
    if len(data) > LARGEST_FILE:
        what = too_large(len(data), "baseline", LARGEST_FILE)
        found.append(problems.too_large(Place(file, 1, 1), what))
        return
    fields = Fields(name=file, found=found)
    first: dict[str, Place] = {}
    try:
        for at, record in enumerate(records(data, file)):
            place = Place(file, record.line, 1)
            if not at and not _has_headings(record, place, found):
                return
            if record.fault is not None:
                row = f"row {place.line}"
                found.append(row_problems.not_a_register(place, row, record.fault))
                continue
            day = _day(record, place, fields)
            if day is None:
                continue
            if day.id in first:
                found.append(problems.duplicate_id(place, day.id, first[day.id]))
                continue
            first[day.id] = place
            yield day
    except TableError as error:
        place = Place(file, error.line, 1)
        found.append(row_problems.not_a_register(place, file, str(error)))


def _has_headings(record: Record, place: Place, found: list[Finding]) -> bool:
    """Whether the columns are those of a baseline, in any order; else it is noted, once."""
    if sorted(record.headings) == sorted(COLUMNS):
        return True
    reason = f"its first line has to be {','.join(COLUMNS)}"
    first_line = place._replace(line=1)
    found.append(row_problems.not_a_register(first_line, place.file, reason))
    return False


def _day(record: Record, place: Place, fields: Fields) -> BaselineDay | None:
    before = len(fields.found)
    said = {name: record.cells.get(name) for name in COLUMNS}
    name = fields.identifier(said["id"]) if said["id"] is not None else None
    day = fields.stated("day", said["day"]) if said["day"] is not None else None
    kind = fields.choice("as", said["as"], KINDS, "a kind of day") if said["as"] else None
    missing = None if name else "id"
    if (day is None) is not (kind is None):
        missing = "day" if day is None else "as"
    if missing and len(fields.found) == before:
        example = {"id": "an id", "day": "a day", "as": f"one of {', '.join(KINDS)}"}[missing]
        fields.note(problems.missing_key(place, missing, f"row {place.line}", example))
    if name is None or len(fields.found) > before:
        return None
    return BaselineDay(id=name, when=day.when if day else None, kind=kind, place=place)
