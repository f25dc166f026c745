"""What does `eh` print on a terminal, where it is not read by a program?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")

_ENTRY: Final = (
    "from importlib import metadata\n"
    "(entry,) = metadata.entry_points(group='console_scripts', name='eh')\n"
    "entry.load()()\n"
)


def command(*typed: str) -> list[str]:
    """`eh` as it is installed, with what is typed after it."""
    return [sys.executable, "-P", "-c", _ENTRY, *typed]


def environment(**more: str) -> dict[str, str]:
    """What a process on a terminal knows of the machine."""
    return {"PATH": os.environ.get("PATH", ""), "TERM": "xterm", **more}


def on_a_terminal(folder: Path, *typed: str, **more: str) -> bytes:
    """What `eh` answers to somebody who types this in a folder."""
    return _shown(folder, typed, more, errors=False)


def all_on_a_terminal(folder: Path, *typed: str, **more: str) -> bytes:
    """The same, and what stops it as well."""
    return _shown(folder, typed, more, errors=True)


def _shown(folder: Path, typed: Sequence[str], more: Mapping[str, str], *, errors: bool) -> bytes:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(*typed),
        stdout=theirs,
        stderr=theirs if errors else None,
        cwd=folder,
        env=environment(**more),
    ) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
        process.wait(timeout=60)
    os.close(ours)
    return shown.replace(b"\r\n", b"\n")


def _read(terminal: int) -> bytes:
    """The next bytes that a terminal shows; none once nobody writes to it any more."""
    try:
        return os.read(terminal, 65_536)
    except OSError:  # how Linux says that the other side has closed
        return b""
