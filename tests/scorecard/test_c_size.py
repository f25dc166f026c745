"""Item 33: is a plan of ten thousand milestones, or a hundred thousand, answered in time?

Time is that of the processor, so that a busy machine does not matter.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Final

#: Runs `eh`, and says on stderr what it took: seconds of the processor, and kilobytes at most.
#: What `getrusage` says of memory is never less than what the process had that started this one.
MEASURED: Final = """\
import re, resource, sys
from pathlib import Path
from earlyhelp.cli.start import run
try:
    sys.exit(run())
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    status = Path("/proc/self/status")
    own = re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text()) if status.exists() else None
    most = int(own[1]) if own else used.ru_maxrss
    print(used.ru_utime + used.ru_stime, most, file=sys.stderr)
"""
LINKS_EACH: Final = 5


def large(size: int) -> str:
    """A plan of so many milestones, each with five links to earlier ones."""
    rng = random.Random(33)
    lines = ["format: 1\nid: large\ntitle: Large\nnation: england\nas_at: 2021-09-17\nmilestones:"]
    for node in range(size):
        near = range(max(0, node - 500), node)
        waits = (
            f"m{rng.choice(near)} + {rng.randrange(3)} working days" for _ in range(LINKS_EACH)
        )
        lines.append(f"  m{node}: {{after: [{', '.join(waits if node else ())}]}}")
    return "\n".join(lines) + "\n"


def checked(folder: Path, size: int) -> tuple[float, float]:
    """Seconds and megabytes that a check of such a plan takes."""
    (folder / "plan.yaml").write_text(large(size), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-c", MEASURED, "plan", "check", "-f", "json", "-o", "answer.json"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]
    answer = (folder / "answer.json").read_text(encoding="utf-8")
    assert answer.count('"earliest":') == size
    seconds, kilobytes = done.stderr.split()[-2:]
    return float(seconds), int(kilobytes) / 1024


def test_33_ten_thousand_milestones_with_fifty_thousand_links_take_less_than_5_seconds(
    tmp_path: Path,
) -> None:
    seconds, megabytes = checked(tmp_path, 10_000)
    assert seconds < 5
    assert megabytes < 500


def test_33_a_hundred_thousand_take_less_than_a_minute_in_bounded_memory(tmp_path: Path) -> None:
    seconds, megabytes = checked(tmp_path, 100_000)
    assert seconds < 60
    assert megabytes < 2_000
