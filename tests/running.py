"""How does a test run `eh` in its own process, as the script does in one of its own?"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

#: Runs it with the arguments in `sys.argv`; its exit code.
run_eh: Final[Callable[[], int]] = import_module("earlyhelp.cli.start").run
