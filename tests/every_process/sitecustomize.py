"""Every Python that a test starts takes this in first: the guard of `tests/network_guard.py`."""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).parents[1] / "network_guard.py"))["install"]()
