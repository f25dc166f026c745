"""What does the file of another tool say in Microsoft Project's XML, as MPXJ reads it?

MPXJ is a library for Java that comes as a Python package, an extra. It runs in a process of its
own, with limits to its time, its memory and what it writes, and nothing of it is imported here:
whatever a file does to it, it ends, and what it wrote is read by our own reader.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from importlib import util
from pathlib import Path
from typing import Final

from earlyhelp.errors import EnvironmentFailedError, UnreadableProjectError
from earlyhelp.extras import how_to_install
from earlyhelp.files.projects.forms import Form
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes
from earlyhelp.files.system import IS_WINDOWS

#: A file of 10,000 tasks takes a few seconds.
MOST_SECONDS: Final = 120
MOST_MEGABYTES: Final = 1024
_PROGRAM: Final = "org.mpxj.sample.MpxjConvert"
_WRITTEN: Final = "written.xml"
_BLOCK: Final = 512  #: bytes, in which the shell counts the size of a file
_MOST_SAID: Final = 100_000  #: bytes of its messages that are looked at
_NO_MEMORY: Final = 3  #: what Java exits with, if asked to, where its memory ends
#: What its messages have when they are about the file, and not about Java.
_ABOUT_THE_FILE: Final = ("Conversion Error", "StackOverflowError")


def java() -> str | None:
    """The Java of this machine: that of `JAVA_HOME`, or else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    own = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    return own or shutil.which("java")


def jars() -> Path | None:
    """Where the package mpxj has its libraries, if it is installed."""
    found = util.find_spec("mpxj")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "lib"
    return folder if folder.is_dir() else None


def as_mspdi(data: bytes, form: Form, *, file: str) -> bytes:
    """The bytes of a project's file as XML of Microsoft Project; `file` is what messages call it.

    Raises :class:`EnvironmentFailedError` where Java or the package is not here or does not
    run, and :class:`UnreadableProjectError` for what MPXJ cannot read within the limits.
    """
    command, libraries = java(), jars()
    if command is None or libraries is None:
        missing = [
            *(("Java is not on this machine",) if command is None else ()),
            *((f"install mpxj: {how_to_install('mpxj')}",) if libraries is None else ()),
        ]
        raise EnvironmentFailedError(
            f"{file} is of the form {form.words}, which takes Java and the package mpxj to read: "
            f"{'; '.join(missing)}. Or save it as XML of Microsoft Project, which takes neither"
        )
    try:
        with tempfile.TemporaryDirectory(prefix="earlyhelp-") as folder:
            at = Path(folder)
            name = f"read.{form.suffix}"
            (at / name).write_bytes(data)
            _run([*_options(command, libraries, at), name, _WRITTEN], at, form, file)
            return regular_bytes(
                at / _WRITTEN, at_most=LARGEST_FILE, what="project", absent=UnreadableProjectError
            )
    except OSError as error:
        reason = error.strerror or str(error)
        raise EnvironmentFailedError(f"{file} cannot be read by MPXJ: {reason}") from error


def _options(command: str, libraries: Path, at: Path) -> list[str]:
    """How it is started: with limits, and with nothing that XML could fetch."""
    closed = ("accessExternalDTD", "accessExternalSchema", "accessExternalStylesheet")
    return [
        command,
        f"-Xmx{MOST_MEGABYTES}m",
        "-XX:MaxMetaspaceSize=256m",
        "-XX:MaxDirectMemorySize=64m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-Djava.awt.headless=true",
        f"-Djava.io.tmpdir={at}",
        "-Dfile.encoding=UTF-8",
        "-Duser.timezone=UTC",
        "-Duser.language=en",
        *(f"-Djavax.xml.{name}=" for name in closed),
        "-cp",
        str(libraries / "*"),
        _PROGRAM,
    ]


def _run(command: Sequence[str], at: Path, form: Form, file: str) -> None:
    """Run it until it ends or its time does."""
    if not IS_WINDOWS:
        # no file that it writes grows larger than what we read, and it ends even where we are gone
        size, seconds = LARGEST_FILE // _BLOCK + 1, max(1, round(2 * MOST_SECONDS))
        limits = f'ulimit -f {size}; ulimit -t {seconds}; exec "$@"'
        command = ["/bin/sh", "-c", limits, "sh", *command]
    # its own options would come after ours, and be those that count
    environment = {key: value for key, value in os.environ.items() if "JAVA" not in key}
    with (at / "said").open("wb") as said:
        try:
            ended = subprocess.run(  # noqa: S603 - Java, and names that are ours
                command,
                cwd=at,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=MOST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            why = f"it takes MPXJ more than {MOST_SECONDS} seconds to read"
            raise UnreadableProjectError(_refused(file, form, why)) from None
    if ended.returncode or not (at / _WRITTEN).is_file():
        with (at / "said").open("rb") as said:
            words = said.read(_MOST_SAID).decode(errors="replace")
        raise _failure(ended.returncode, words, form, file)


def _failure(code: int, said: str, form: Form, file: str) -> Exception:
    """What it ended with, as ours."""
    if code == _NO_MEMORY or "OutOfMemoryError" in said:
        why = f"it takes MPXJ more than {MOST_MEGABYTES:,} MB of memory to read"
    elif "password" in said.lower():
        why = "it is protected by a password: save it without one"
    elif "File too large" in said:
        why = f"as XML it has more than {LARGEST_FILE:,} bytes"
    elif not code or any(words in said for words in _ABOUT_THE_FILE):
        why = "MPXJ finds no project in it that it can read"
    else:
        first = next((line.strip() for line in said.splitlines() if line.strip()), "")
        shown = "".join(one if one.isprintable() else " " for one in first)[:160]
        return EnvironmentFailedError(
            f"{file} cannot be read, because Java could not run MPXJ: {shown or f'exit {code}'}"
        )
    return UnreadableProjectError(_refused(file, form, why))


def _refused(file: str, form: Form, why: str) -> str:
    return (
        f"{file} begins as {form.words}, but {why}. If its own tool opens it, save it there as XML "
        "of Microsoft Project"
    )
