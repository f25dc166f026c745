"""How does a process of `eh` begin, and how does it end?"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn


def eh() -> NoReturn:
    """Run `eh` with the arguments of this process, and end the process."""
    code = run()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # on Windows there are programs without a console
            with contextlib.suppress(OSError, ValueError, KeyboardInterrupt):
                stream.flush()
    # What was read and worked out goes with the process. To take it apart, value by value, as
    # the interpreter does at its end, takes as long as to read a plan does.
    os._exit(code)


def run() -> int:
    """Run `eh` with the arguments of this process; the exit code."""
    gc.disable()  # one command makes many values and ends: there is nothing to collect
    try:
        from .main import answer  # a short command spends most of its time here

        return int(answer())
    except KeyboardInterrupt:
        return 128 + 2  # as shells say it of a process that SIGINT ended
