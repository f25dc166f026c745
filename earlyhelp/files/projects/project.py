"""What does the file of a project say, whichever tool wrote it?

XML of Microsoft Project is read here. What is in a file of ProjectLibre is such XML behind
values of Java's, which are passed over and never brought to life. All else goes through MPXJ.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Final

import attrs

from earlyhelp.errors import UnreadableProjectError
from earlyhelp.exchange.project import Project
from earlyhelp.files.projects.forms import MSPDI, PROJECTLIBRE, Form, every_form, form_of
from earlyhelp.files.projects.mpxj import as_mspdi
from earlyhelp.files.projects.mspdi import read_project
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes

_ZIP: Final = b"PK\x03\x04"
#: Between the values of Java's and the XML, in a file of ProjectLibre.
_SEPARATOR: Final = b"@@@@@@@@@@ProjectLibreSeparator_MSXML@@@@@@@@@@"


class NoProjectError(UnreadableProjectError):
    """There is no such file."""


def load_project(file: Path) -> Project:
    """The project in a file, told by what is in it; also where a zip holds that one file.

    Raises :class:`UnreadableProjectError` for what cannot be read, with line and column where
    it is XML, :class:`TooLargeError` for a file that is not read for its size, and
    :class:`EnvironmentFailedError` where the machine refused, or where it lacks what the form
    needs.
    """
    data = regular_bytes(file, at_most=LARGEST_FILE, what="project", absent=NoProjectError)
    if data.startswith(_ZIP):
        data = _unzipped(data, file.name)
    form = form_of(data)
    if form is None:
        raise UnreadableProjectError(
            f"{file.name} is no project of a form that is read: {', '.join(every_form())}"
        )
    if form.instead is not None:
        raise UnreadableProjectError(
            f"{file.name} is of the form {form.words}, which is not read: {form.instead}"
        )
    if form is MSPDI:
        return read_project(data, file=file.name)
    return _within(data, form, file.name)


def _within(data: bytes, form: Form, file: str) -> Project:
    """A project whose XML nobody has seen: its lines are no lines of the file."""
    others = 0
    if form is PROJECTLIBRE:
        _, found, inside = data.partition(_SEPARATOR)
        if not found:
            raise UnreadableProjectError(f"{file} begins as {form.words}, and has no project in it")
        said = f"{file}, the XML in it"
    else:
        inside = as_mspdi(data, form, file=file)
        others = max(0, _projects(data) - 1)
        said = f"{file}, as MPXJ reads it"
    project = read_project(inside, file=said)
    return attrs.evolve(
        project,
        file=file,
        form=form.words,
        others=others,
        tasks=tuple(
            attrs.evolve(
                task, line=0, links=tuple(attrs.evolve(link, line=0) for link in task.links)
            )
            for task in project.tasks
        ),
        calendars=tuple(
            attrs.evolve(
                calendar,
                line=0,
                exceptions=tuple(attrs.evolve(item, line=0) for item in calendar.exceptions),
            )
            for calendar in project.calendars
        ),
    )


def _projects(data: bytes) -> int:
    """How many projects a file of Primavera has besides those that it only refers to."""
    tables = re.split(rb"^%T\t", data, flags=re.MULTILINE)
    for table in tables[1:]:
        name, _, rows = table.partition(b"\n")
        if name.strip() == b"PROJECT":
            lines = [line.rstrip(b"\r").split(b"\t") for line in rows.split(b"\n")]
            at = lines[0].index(b"export_flag") if b"export_flag" in lines[0] else None
            projects = [line for line in lines if line[0] == b"%R"]
            return sum(at is None or line[at : at + 1] == [b"Y"] for line in projects)
    return len(re.findall(rb"<Project>", data))


def _unzipped(data: bytes, file: str) -> bytes:
    """The one file in a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            held = [part for part in parts.infolist() if not part.is_dir()]
            inside = parts.open(held[0]).read(LARGEST_FILE + 1) if len(held) == 1 else b""
    except Exception as error:  # noqa: BLE001 - damaged data raises what zlib and struct raise
        reason = type(error).__name__
        raise UnreadableProjectError(f"{file} is a zip that cannot be read ({reason})") from None
    if len(held) != 1:
        raise UnreadableProjectError(
            f"{file} is a zip of {len(held):,} files: unpack it, and name the project's"
        )
    if len(inside) > LARGEST_FILE:
        raise UnreadableProjectError(f"{file} unpacks to more than {LARGEST_FILE:,} bytes")
    return inside
