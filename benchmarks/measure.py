"""How long does a process take, and how much memory at its peak?

The peak is that of the child itself (`wait4`), but a child is never seen smaller than the
process that started it. Whoever measures must therefore stay small: nothing heavy is
imported here or in the runner before the last process has ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

#: `ru_maxrss` counts kibibytes, and bytes on macOS.
UNIT = 1 if sys.platform == "darwin" else 1024
MEGABYTE = 1_000_000


class Run(NamedTuple):
    """What one process took, from its start to its end."""

    seconds: float  #: by the clock on the wall
    cpu: float  #: seconds of processor time, on all cores together
    megabytes: float  #: most memory at one time
    code: int  #: negative where a signal ended it
    said: str  #: what it printed


def run(argv: Sequence[str], *, folder: Path, limit: float) -> Run:
    """Run a command in `folder`, and end it after `limit` seconds."""
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        child = subprocess.Popen(argv, cwd=folder, stdout=out, stderr=subprocess.DEVNULL)
        timer = threading.Timer(limit, child.kill)
        timer.start()
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode()
    megabytes = used.ru_maxrss * UNIT / MEGABYTE
    return Run(seconds, used.ru_utime + used.ru_stime, megabytes, child.returncode, said)


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle; nan of nothing."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if not ordered:
        return float("nan")
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
