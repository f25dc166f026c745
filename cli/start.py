"""How does a process of `eh` begin, and how does it end?"""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def eh() -> NoReturn:
    """Run `eh` with the arguments of this process, and exit."""
    gc.disable()  # one command makes many values and ends: there is nothing to collect
    try:
        from .main import answer  # a short command spends most of its time here

        code = int(answer())
    except KeyboardInterrupt:
        code = 128 + 2  # as shells say it of a process that SIGINT ended
    gc.freeze()  # nor is there at the end: the interpreter would look through all of it once more
    sys.exit(code)
