"""What does a fuzzer that follows coverage find in the readers, and how long did it look?

    python tests/fuzz/fuzz.py --seconds 600          # for each target; writes docs/figures/fuzz.json
    python tests/fuzz/fuzz.py --runs 2000            # a bounded run, the same every time
    python tests/fuzz/fuzz.py --target lags --keep   # and keep what covers more in corpus/

It needs atheris: `pip install 'earlyhelp[fuzz]'`. Whatever a target raises is written into
`build/fuzz/`, once for each place that it came from, and the run goes on; it exits with 1 then.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import corpus

FOUND: Final = corpus.ROOT / "build" / "fuzz"
FIGURE: Final = corpus.ROOT / "docs" / "figures" / "fuzz.json"
NAMES: Final = (
    *("dates", "lags", "selections", "plans", "shifts", "registers", "workbooks", "calendars"),
    *("projects", "journals", "baselines", "sheets", "cases", "templates"),
)
#: Longer inputs take longer and show little more; the files of the repository are replayed whole.
LONGEST: Final = 3000
#: After how many seconds one input counts as a hang, and how much memory as too much.
HANGS: Final = 60
MOST_MEGABYTES: Final = 3000
_UNITS: Final = re.compile(r"stat::number_of_executed_units: *([0-9]+)")


def main() -> int:
    """Fuzz one target after another, each in a process of its own."""
    asked = _arguments()
    if asked.one is not None:
        _follow_coverage(asked.one, asked.rest)
    figures = {}
    for target in asked.target or NAMES:
        figures[target] = _fuzzed(target, asked)
        print(target, figures[target], flush=True)  # noqa: T201 - it is a script
        if asked.seconds:
            _write_figures(figures)
    return 1 if any(one["tracebacks"] or one["hangs"] for one in figures.values()) else 0


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--seconds", type=int, default=0, help="how long, for each target")
    asked.add_argument("--runs", type=int, default=0, help="how many inputs, for each target")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--target", action="append", choices=NAMES)
    asked.add_argument("--keep", action="store_true", help="keep what covers more in corpus/")
    asked.add_argument("--one", choices=NAMES, help=argparse.SUPPRESS)
    asked.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    return asked.parse_args()


def _write_figures(figures: dict[str, dict[str, Any]]) -> None:
    """Write what the last timed run of each target gave, among those of the others."""
    known = json.loads(FIGURE.read_text("utf-8"))["targets"] if FIGURE.exists() else {}
    targets = {name: one for name in NAMES if (one := {**known, **figures}.get(name))}
    totals = {
        name: sum(one[name] for one in targets.values())
        for name in ("inputs", "seconds", "tracebacks", "hangs", "corpus")
    }
    document = {"schema": "earlyhelp.fuzz/1", "all": totals, "targets": targets}
    FIGURE.parent.mkdir(exist_ok=True)
    FIGURE.write_text(json.dumps(document, indent=1) + "\n", "utf-8")


def _fuzzed(target: str, asked: argparse.Namespace) -> dict[str, Any]:
    """What one target was given, and what came out of it besides answers and refusals."""
    with tempfile.TemporaryDirectory() as place:
        seeds, new = Path(place, "seeds"), Path(place, "new")
        _write(seeds, corpus.seeds(target))
        _write(new, corpus.kept(target))
        words = Path(place, "words")
        words.write_text("".join(f'"{word}"\n' for word in corpus.WORDS), "utf-8")
        before = _tracebacks(target)
        limits = [f"-max_total_time={asked.seconds}", f"-runs={asked.runs or -1}"]
        ended = _process(
            target,
            *(str(new), str(seeds), *limits, f"-seed={asked.seed}", f"-dict={words}"),
            *(f"-max_len={LONGEST}", f"-timeout={HANGS}", f"-rss_limit_mb={MOST_MEGABYTES}"),
            *("-print_final_stats=1", f"-artifact_prefix={FOUND}/{target}-stopped-"),
        )
        units = _UNITS.findall(ended.stderr)
        if not units and ended.returncode == 0:
            raise SystemExit(ended.stderr)
        if asked.keep:
            _keep_minimal(target, Path(place), seeds, new)
        return {
            "inputs": int(units[-1]) if units else 0,
            "seconds": asked.seconds,
            "tracebacks": len(_tracebacks(target) - before),
            "hangs": int(ended.returncode != 0),
            "corpus": len(set(corpus.inputs(target))),
        }


def _keep_minimal(target: str, place: Path, seeds: Path, new: Path) -> None:
    """Of what was found, keep the fewest inputs that cover what the seeds do not."""
    least = place / "least"
    _write(least, corpus.seeds(target))
    known = {file.name for file in least.iterdir()}
    _process(target, "-merge=1", f"-max_len={LONGEST}", str(least), str(seeds), str(new))
    corpus.keep(target, (file.read_bytes() for file in least.iterdir() if file.name not in known))


def _process(target: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, __file__, "--one", target, "--", *arguments],
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
    )


def _write(folder: Path, inputs: Iterator[bytes]) -> None:
    folder.mkdir()
    for data in inputs:
        (folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


def _tracebacks(target: str) -> set[str]:
    return {file.name for file in FOUND.glob(f"{target}-*.txt")}


def _follow_coverage(target: str, arguments: list[str]) -> None:
    """Run the target on whatever the fuzzer makes up; this process then ends."""
    atheris = importlib.import_module("atheris")  # an extra, which has no types
    FOUND.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["earlyhelp"], enable_loader_override=False):
        from targets import TARGETS

        run = TARGETS[target]
        for data in islice(corpus.inputs(target), 12):  # what is imported when it is needed, too
            _noted(target, run, data)
    again = f"{sys.executable} {__file__} --one {target} --"  # to merge, it calls itself
    atheris.Setup(
        [again, *arguments], lambda data: _noted(target, run, data), internal_libfuzzer=True
    )
    atheris.Fuzz()


def _noted(target: str, run: Any, data: bytes) -> None:
    """Whatever comes out is written down, once for each place that it comes from."""
    try:
        run(data)
    except Exception as error:  # noqa: BLE001 - any is a finding
        frames = traceback.extract_tb(error.__traceback__)
        own = [one for one in frames if "earlyhelp" in one.filename or "fuzz" in one.filename]
        came = f"{type(error).__name__} {own[-1].filename}:{own[-1].lineno}"
        name = hashlib.sha1(came.encode(), usedforsecurity=False).hexdigest()[:12]
        words = FOUND / f"{target}-{name}.txt"
        if not words.exists():
            (FOUND / f"{target}-{name}.input").write_bytes(data)
            words.write_text("".join(traceback.format_exception(error)), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
