"""Runs the scorecard and the property runs, and writes the page that says how they went.

``python docs/reliability.py`` runs every test that shows an item of the scorecard, with
``EH_LONG=1``, and writes ``docs/figures/reliability.json`` and from it ``docs/reliability.md``.
It takes some minutes. ``python docs/reliability.py 44 48`` runs the tests of these items again, and
keeps what the record says of the others. ``--page`` writes the page again from the records that
are there; a test compares the two. What other long runs write beside it has a line each.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
RECORD: Final = ROOT / "docs" / "figures" / "reliability.json"
PAGE: Final = ROOT / "docs" / "reliability.md"
ITEMS: Final = ROOT / "tests" / "scorecard" / "items.csv"

#: Of each thing that tests count: what it is, and what it means that none of them went wrong.
COUNTED: Final = {
    "damaged files": (
        "plan files cut off at a byte, with bits flipped, or with pieces in each other's place",
        "ended in a traceback",
    ),
    "kills": (
        "processes killed with `kill -9` at a random moment while they saved",
        "left a torn file",
    ),
    "stopped calls": (
        "system calls of a save, each of them the last of its process",
        "left a torn file",
    ),
    "failed calls": (
        "system calls of a save that failed as a full disk, a quota or a broken disk makes them",
        "left anything but the old file or the new one",
    ),
    "notes of two writers": ("notes by two processes that wrote at once", "were lost"),
    "plans: every schedule tried": (
        "drawn plans against every schedule there is, by the definitions alone",
        "had another verdict or another day",
    ),
    "plans: Bellman-Ford in networkx": (
        "drawn networks of minimum and maximum lags against Bellman and Ford's shortest paths",
        "had another verdict or another day",
    ),
    "plans: CP-SAT": (
        "drawn plans, with working days, closures and maximum lags, against OR-Tools CP-SAT",
        "had another verdict or another day",
    ),
    "plans: MPXJ": (
        "drawn plans against the scheduler of MPXJ, through a file of Microsoft Project",
        "had another day",
    ),
    "plans: TaskJuggler": ("drawn plans against TaskJuggler", "had another earliest day"),
    "conflicts": (
        "conflicts of drawn plans that cannot be met, each solved again by its lines alone",
        "could all hold, or still clashed without one of them",
    ),
    "fixes": (
        "fixes that were offered for such plans, each typed in and the whole plan solved again",
        "left the conflict, or made a length shorter than nothing",
    ),
    "published bounds": ("published least times of networks", "were another"),
    "patterns": (
        "patterns of the program, each given long texts that are made to keep it busy",
        "took more than 0.2 seconds of the processor",
    ),
}
#: What other long runs are called, by the record that they write.
TITLES: Final = {
    "fuzz.json": "Fuzzing that follows which code is reached",
    "mutants.json": "Changes of the code, each of which a test should notice",
}
#: How many bounds there are to reproduce: 1,440 of RCPSP/max and 2,040 of PSPLIB.
PUBLISHED_BOUNDS: Final = 1_440 + 2_040


class Recorder:
    """What becomes of each test, as pytest reports it."""

    def __init__(self) -> None:
        """Nothing has run yet."""
        self.items: dict[str, dict[str, Any]] = {}
        self.counted: dict[str, list[int]] = {}

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note one report: a test has one when it ran, others only where something went wrong."""
        if report.when != "call" and report.outcome == "passed":
            return
        for key, value in report.user_properties:
            if key == "item":
                self._note(str(value), report)
            elif report.when == "call":
                tried, wrong = self.counted.setdefault(key, [0, 0])
                self.counted[key] = [tried + value[0], wrong + value[1]]

    def _note(self, number: str, report: Any) -> None:
        shown = self.items.setdefault(number, {"passed": 0, "failed": 0, "skipped": 0, "tests": []})
        shown[report.outcome] += 1
        name = report.nodeid.split("[")[0]
        if name not in shown["tests"]:
            shown["tests"] = sorted([*shown["tests"], name])


def run(old: Mapping[str, Any], again: list[str]) -> dict[str, Any]:
    """Run every test that shows an item, and answer with the record of it.

    Or those alone of the items `again`; what the `old` record says of the others is kept.
    """
    import pytest

    os.environ["EH_LONG"] = "1"
    recorder = Recorder()
    if again:
        recorder.items = {number: old["items"][number] for number in old["items"].keys() - {*again}}
    tests = [test for number in again for test in old["items"][number]["tests"]]
    options = ["-m", "item", "-q", "-p", "no:cacheprovider", "-n", "2", *(tests or ["tests"])]
    os.chdir(ROOT)
    pytest.main(options, plugins=[recorder])
    if again:
        recorder.counted = old["counted"] | recorder.counted
    unknown = recorder.counted.keys() - COUNTED.keys()
    if unknown:
        raise SystemExit(f"nothing here says what is counted as: {', '.join(sorted(unknown))}")
    return {
        "schema": "earlyhelp.reliability/1",
        "day": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "system": platform.system(),
        "items": {number: recorder.items[number] for number in sorted(recorder.items, key=int)},
        "counted": {what: recorder.counted[what] for what in COUNTED if what in recorder.counted},
    }


def is_shown(one: Mapping[str, Any] | None) -> bool:
    """Whether an item was shown: every test of it passed, and there was one."""
    return one is not None and one["passed"] > 0 and one["failed"] == 0


def page(record: Mapping[str, Any], items: list[dict[str, str]], figures: Path) -> str:
    """The page that says how it went; `figures` is the folder of all records."""
    return "\n".join(_page(record, items, figures)) + "\n"


def _page(record: Mapping[str, Any], items: list[dict[str, str]], figures: Path) -> Iterator[str]:
    shown = [item for item in items if is_shown(record["items"].get(item["item"]))]
    yield "# How reliable it is\n"
    yield f"**{len(shown)} of {len(items)}** items of the scorecard hold.\n"
    yield "The scorecard is a list of bad inputs, faults and attacks, and of what must happen then:"
    yield "no traceback, no file half written, the exit code as written (0 fine, 1 the plan has"
    yield "errors, 2 bad input or usage, 3 the machine stood in the way). An item holds when every"
    yield "test that shows it passed; each of them is in `tests/`, and most run with every change."
    yield "Where a whole run takes long, an everyday run takes a part of it, drawn by a fixed seed;"
    yield "this page is of the whole. `make reliability` runs it again and writes this page.\n"
    yield f"Run on {record['day']} with Python {record['python']} on {record['system']}."
    skipped = sum(one["skipped"] for one in record["items"].values())
    yield f"Tests that did not run there, because that machine lacks something: {skipped}.\n"
    yield "## What was counted\n"
    yield from _counted(record["counted"])
    yield from _elsewhere(figures)
    group = None
    for item in items:
        if item["group"] != group:
            group = item["group"]
            yield f"\n## {group}\n"
            yield "| | what comes | what must happen | | shown by |\n|---|---|---|---|---|"
        yield _row(item, record["items"].get(item["item"]))


def _counted(counted: Mapping[str, list[int]]) -> Iterator[str]:
    yield "| tried | what | went wrong | that is, |\n|---|---|---|---|"
    for what, (tried, wrong) in counted.items():
        words, gone_wrong = COUNTED[what]
        yield f"| {tried:,} | {words} | {wrong:,} | {gone_wrong} |"
    for what, told in (("conflicts", "proved irreducible"), ("fixes", "solved again and good")):
        tried, wrong = counted.get(what, [0, 0])
        if tried:
            yield f"\n{(tried - wrong) / tried:.2%} of the {what} were {told}."
    bounds, wrong = counted.get("published bounds", [0, 0])
    yield f"\nOf {PUBLISHED_BOUNDS:,} published bounds (RCPSP/max and PSPLIB) {bounds - wrong} are"
    yield "reproduced. The others are not tried: these were found in packages of Python, and more"
    yield "cannot be fetched where this runs. Whoever has the files of the others can put them into"
    yield "[tests/scorecard/instances](../tests/scorecard/instances/README.md), and they are tried."


def _elsewhere(figures: Path) -> Iterator[str]:
    """What other long runs have written beside the record: their figures, in their own words."""
    for file in sorted(figures.glob("*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        if file.name == RECORD.name or not isinstance(told, dict):
            continue
        said = ", ".join(f"{name} {value:,}" for name, value in told["all"].items())
        of = ", ".join(told.get("targets") or told["modules"])
        yield f"\n{TITLES[file.name]} (`{file.name}`): {said}. Of {of}."


def _row(item: Mapping[str, str], one: Mapping[str, Any] | None) -> str:
    verdict = "holds" if is_shown(one) else "**not shown**"
    tests = one["tests"] if one else []
    files = list(dict.fromkeys(test.split("::")[0] for test in tests))
    links = ", ".join(f"[{Path(file).stem}](../{file})" for file in files)
    must = item["what must happen"]
    if item["how we differ"]:
        must += f" *{item['how we differ']}*"
    cells = (item["item"], item["what comes"], must, verdict, links)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def items() -> list[dict[str, str]]:
    """The items of the scorecard."""
    with ITEMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def main() -> None:
    """Run, and write the record and the page; or the page alone."""
    if sys.argv[1:] != ["--page"]:
        again = sys.argv[1:]
        old = json.loads(RECORD.read_text(encoding="utf-8")) if again else {}
        made = json.dumps(run(old, again), ensure_ascii=False, indent=1) + "\n"
        RECORD.write_text(made, encoding="utf-8")
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    PAGE.write_text(page(record, items(), RECORD.parent), encoding="utf-8")


if __name__ == "__main__":
    main()
