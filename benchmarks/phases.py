"""Where does `eh plan check` spend its time?

Prints, as JSON, the seconds of each phase inside one process, once for each repeat.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from itertools import pairwise
from pathlib import Path

_started = time.perf_counter()

from earlyhelp.checks.register import run  # noqa: E402 - the import is what is timed
from earlyhelp.files.load import load  # noqa: E402
from earlyhelp.network import solve  # noqa: E402
from earlyhelp.network.build import build  # noqa: E402
from earlyhelp.network.schedule import Schedule  # noqa: E402
from earlyhelp.outputs import text  # noqa: E402

_IMPORTED = time.perf_counter() - _started


def phases(path: Path) -> dict[str, float]:
    """The seconds of each phase of one check."""
    clock = [time.perf_counter()]
    plan = load(path)
    clock.append(time.perf_counter())
    network = build(plan)
    clock.append(time.perf_counter())
    is_feasible = solve.earliest(network) is not None
    clock.append(time.perf_counter())
    if is_feasible:
        solve.latest(network)
    clock.append(time.perf_counter())
    schedule = Schedule(network)
    solved = time.perf_counter()
    found = run(plan, schedule)
    checked = time.perf_counter()
    paper = text.Paper()
    lines = (*text.findings(found, paper), *text.verdict(schedule, found, paper))
    "\n".join(lines).encode()
    printed = time.perf_counter()
    names = ("read the file", "build the network", "earliest days", "latest days")
    spans = (end - start for start, end in pairwise(clock))
    taken = dict(zip(names, spans, strict=True))
    return taken | {"checks": checked - solved, "text": printed - checked}


def main() -> None:
    """Time every repeat."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plan", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    repeats = []
    for _ in range(asked.repeats):
        gc.collect()
        repeats.append({"imports (once)": _IMPORTED} | phases(asked.plan))
    print(json.dumps(repeats))


if __name__ == "__main__":
    main()
