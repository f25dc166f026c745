"""Where does `eh plan check` spend its time?

Prints, as JSON, the seconds of each phase of one check, in a process that has not made
another before: what is remembered from one check to the next would hide what it costs.
"""

from __future__ import annotations

import argparse
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
from earlyhelp.outputs import text, verdict  # noqa: E402

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
    lines = (*text.findings(found, paper), *verdict.lines(schedule, found, paper))
    "\n".join(lines).encode()
    printed = time.perf_counter()
    names = ("read the file", "build the network", "earliest days", "latest days")
    spans = (end - start for start, end in pairwise(clock))
    taken = dict(zip(names, spans, strict=True))
    return taken | {"checks": checked - solved, "text": printed - checked}


def main() -> None:
    """Time one check."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plan", type=Path)
    print(json.dumps({"imports": _IMPORTED} | phases(parser.parse_args().plan)))


if __name__ == "__main__":
    main()
