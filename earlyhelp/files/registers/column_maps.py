"""What do a council's own headings mean, and how are dates written under them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from earlyhelp.files import row_problems
from earlyhelp.files.events import YamlFile
from earlyhelp.files.fields import Fields
from earlyhelp.files.locate import shipped_part
from earlyhelp.files.registers.rows import ISO
from earlyhelp.findings import Finding, Place

#: What a map says besides its columns.
_DATES = "dates"


class ColumnMap(NamedTuple):
    """A council's own headings: ours by theirs, and how dates are written there."""

    ours: dict[str, str]
    dates: str = ISO


def shipped_map(name: str, register: str) -> ColumnMap | None:
    """The map of a register that comes with earlyhelp under this name, if there is one."""
    file = shipped_part("columns", name)
    if file is None:
        return None
    found: list[Finding] = []
    fields = Fields(name=file.name, found=found)
    said: dict[str, str] = {}
    for entry in YamlFile(file.read_text("utf-8"), name=file.name, found=found).entries():
        if entry.key is not None and entry.section.value == register:
            said[entry.key.value] = fields.text(entry.key.value, entry.value) or ""
    dates = said.pop(_DATES, ISO)
    return ColumnMap({theirs: ours for ours, theirs in said.items()}, dates) if said else None


def missing_columns(mapped: Iterable[str], there: list[str], file: str) -> Iterator[Finding]:
    """Every heading that a map names and the file does not have."""
    for heading in mapped:
        if heading not in there:
            reason = f'it has no column "{heading}", which the map of columns names'
            yield row_problems.not_a_register(Place(file, 1, 1), file, reason)
