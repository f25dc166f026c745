"""How fast and how small is `eh plan check`, next to what else could answer?

Every process is started anew and timed as a whole. One round runs everything once, at
every size; rounds follow each other, so that what else the machine does falls on all
alike. A ratio is taken within a round, and its median over the rounds is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isnan
from pathlib import Path
from typing import Final, NamedTuple

import jobs
from jobs import (
    CHECK,
    CLICK,
    CPSAT_DAYS,
    CPSAT_MIXED,
    CPSAT_YES_NO,
    FIX,
    HERE,
    MIXED,
    PEERS,
    Job,
    Subject,
)
from measure import MEGABYTE, UNIT, Run, median, run

Cell = str | float | int
Key = tuple[int, str]

#: What has to hold, wherever the benchmark runs.
SECONDS_AT_10_000: Final = 0.5
MEGABYTES_AT_10_000: Final = 150
SECONDS_TO_FIX_10_000: Final = 10
FASTER_THAN_CPSAT: Final = 5
GROWTH_TO_100_000: Final = 12
TIMES_CLICK_AT_100: Final = 4


class Table(NamedTuple):
    """A heading and rows."""

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


class Measured:
    """What every process took, by size and name, and round by round."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self.runs: dict[Key, dict[int, Run]] = {}
        self.answers: dict[Key, str] = {}

    def over(self, key: Key, base: Key, field: str) -> float:
        """The median of the ratios of two processes in the rounds that ran both."""
        mine, other = self.runs.get(key, {}), self.runs.get(base, {})
        return median(
            [getattr(mine[at], field) / getattr(other[at], field) for at in mine if at in other]
        )

    def all(self, key: Key, field: str) -> list[float]:
        """One figure of every round."""
        return [getattr(done, field) for done in self.runs.get(key, {}).values()]


def measure(
    subjects: Sequence[Subject], wanted: Sequence[Job], *, rounds: int, patience: float
) -> Measured:
    """Run everything, round by round.

    What took longer than `patience` seconds runs only once, and not at all at larger sizes;
    what took six times as long is stopped. earlyhelp itself always runs.
    """
    measured = Measured()
    tired: dict[str, int] = {}
    for at in range(-1, rounds):  # round -1 warms caches, at the smallest size only
        for subject in subjects if at >= 0 else subjects[:1]:
            turn = at % len(wanted)
            for job in (*wanted[turn:], *wanted[:turn]):
                key = (subject.size, job.name)
                if subject.size > tired.get(job.name, subject.size) or (
                    tired.get(job.name) == subject.size and key in measured.runs
                ):
                    continue
                _say(f"round {at + 1} of {rounds}: {subject.size} milestones, {job.name}")
                done = run(job.argv, folder=subject.folder, limit=6 * patience)
                if done.seconds > patience and job.question != "code":
                    tired.setdefault(job.name, subject.size)
                if at >= 0:
                    measured.runs.setdefault(key, {})[at] = done
                answer = jobs.agreement(job, done, subject)
                if measured.answers.get(key) != "DIFFERS":
                    measured.answers[key] = answer
    _say("")
    return measured


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def limits(measured: Measured) -> Iterator[tuple[Cell, ...]]:
    """What has to hold, and whether it does; only what was measured."""
    full, small, large = 10_000, 100, 100_000
    least_seconds = min(measured.all((full, MIXED), "seconds"), default=float("nan"))
    figures = (
        (
            "10,000 milestones: whole process, median seconds",
            median(measured.all((full, MIXED), "seconds")),
            SECONDS_AT_10_000,
        ),
        ("10,000 milestones: whole process, least seconds", least_seconds, SECONDS_AT_10_000),
        (
            "10,000 milestones: most memory, MB",
            max(measured.all((full, MIXED), "megabytes"), default=float("nan")),
            MEGABYTES_AT_10_000,
        ),
        (
            "10,000 milestones: eh plan fix, median seconds",
            median(measured.all((full, FIX), "seconds")),
            SECONDS_TO_FIX_10_000,
        ),
        (
            "100,000 milestones over 10,000: seconds",
            measured.over((large, MIXED), (full, MIXED), "seconds"),
            GROWTH_TO_100_000,
        ),
        (
            "100 milestones over importing click: seconds",
            measured.over((small, MIXED), (small, CLICK), "seconds"),
            TIMES_CLICK_AT_100,
        ),
    )
    for what, figure, limit in figures:
        if not isnan(figure):
            yield what, f"{figure:.2f}", f"at most {limit}", "yes" if figure <= limit else "NO"
    for peer, same_plan in ((CPSAT_MIXED, MIXED), (CPSAT_DAYS, CHECK), (CPSAT_YES_NO, CHECK)):
        figure = measured.over((full, peer), (full, same_plan), "seconds")
        if not isnan(figure):
            held = "yes" if figure >= FASTER_THAN_CPSAT else "NO"
            what = f"10,000 milestones: {peer}, over eh: seconds"
            yield what, f"{figure:.2f}", f"at least {FASTER_THAN_CPSAT}", held


def tables(
    subjects: Sequence[Subject], wanted: Sequence[Job], measured: Measured
) -> list[Table]:
    """Everything that was measured."""
    held = ("what", "measured", "limit", "held")
    found = [Table("What has to hold", held, [*limits(measured)])]
    headings = (
        "process",
        "× time",
        "× CPU",
        "× memory",
        "median s",
        "least s",
        "CPU s",
        "MB",
        "B each",
        "runs",
    )
    for subject in subjects:
        base = (subject.size, CHECK)
        rows: list[tuple[Cell, ...]] = []
        for job in wanted:
            key = (subject.size, job.name)
            seconds = measured.all(key, "seconds")
            if not seconds:
                rows.append((job.name, *("–",) * len(headings)))
                continue
            rows.append(
                (
                    job.name,
                    f"{measured.over(key, base, 'seconds'):.2f}",
                    f"{measured.over(key, base, 'cpu'):.2f}",
                    f"{measured.over(key, base, 'megabytes'):.2f}",
                    f"{median(seconds):.3f}",
                    f"{min(seconds):.3f}",
                    f"{median(measured.all(key, 'cpu')):.3f}",
                    f"{max(measured.all(key, 'megabytes')):.0f}",
                    _bytes_each(subject, job, measured),
                    len(seconds),
                    measured.answers[key],
                )
            )
        known = subject.known
        title = (
            f"{known['milestones']:,} milestones, {known['links']:,} links, "
            f"{known['maximum_lags']:,} of them maximum lags"
        )
        found.append(Table(title, (*headings, "answer"), rows))
    return [*found, _growth(subjects, wanted, measured)]


def _bytes_each(subject: Subject, job: Job, measured: Measured) -> str:
    """How much memory a milestone takes, beyond that of the smallest process measured."""
    least = min(min(measured.all(key, "megabytes")) for key in measured.runs)
    most = max(measured.all((subject.size, job.name), "megabytes"))
    return f"{(most - least) * MEGABYTE / subject.known['milestones']:,.0f}"


def _growth(subjects: Sequence[Subject], wanted: Sequence[Job], measured: Measured) -> Table:
    """How much more the next size takes."""
    sizes = [subject.size for subject in subjects]
    pairs = list(pairwise(sizes))
    headings = [f"{small:,} → {large:,}: × {of}" for small, large in pairs for of in _OF]
    rows: list[tuple[Cell, ...]] = []
    for job in wanted:
        if job.name == CLICK:
            continue
        ratios = [
            measured.over((large, job.name), (small, job.name), field)
            for small, large in pairs
            for field in _OF.values()
        ]
        shown = ["–" if isnan(ratio) else f"{ratio:.1f}" for ratio in ratios]
        rows.append((job.name, *shown))
    return Table("Growth", ("process", *headings), rows)


_OF: Final = {"time": "seconds", "memory": "megabytes"}


def phase_table(subjects: Sequence[Subject], repeats: int) -> Table:
    """Where the time goes inside one process."""
    columns: list[dict[str, float]] = []
    for subject in subjects:
        argv = (sys.executable, str(HERE / "phases.py"), "mixed.yaml")
        taken = [
            json.loads(subprocess.check_output(argv, cwd=subject.folder))
            for _ in range(repeats)
        ]
        columns.append({name: 1000 * median([one[name] for one in taken]) for name in taken[0]})
    headings: list[str] = []
    for subject in subjects:
        headings += [f"{subject.size:,}: share", "ms"]
    rows: list[tuple[Cell, ...]] = []
    for name in columns[0]:
        row: list[Cell] = [name]
        for column in columns:
            total = sum(column.values())
            row += [f"{column[name] / total:.0%}", f"{column[name]:.1f}"]
        rows.append(tuple(row))
    title = "Phases of `eh plan check` inside one process, medians"
    return Table(title, ("phase", *headings), rows)


def machine() -> str:
    """What it was measured on; no name of a machine, only its size."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / MEGABYTE
    return (
        f"{os.cpu_count()} cores, {pages / 2**30:.0f} GiB of memory, "
        f"CPython {platform.python_version()}, load averages at the end {load}; "
        f"memory below {own:.0f} MB cannot be told apart"
    )


def show(found: Sequence[Table], *, as_markdown: bool) -> None:
    """Print the tables; tabulate is imported only now, so that the runner stays small."""
    from tabulate import tabulate  # noqa: PLC0415

    for table in found:
        print(f"\n### {table.title}\n" if as_markdown else f"\n{table.title}\n")
        form = "github" if as_markdown else "simple"
        align = ("left", *("right",) * (len(table.headings) - 1))
        print(tabulate(table.rows, table.headings, form, disable_numparse=True, colalign=align))


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    sizes = [100, 1_000, 10_000, 100_000]
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="K")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--patience", type=float, default=20, metavar="SECONDS")
    parser.add_argument("--bad", action="store_true", help="plans that cannot be met")
    parser.add_argument("--phases", action="store_true", help="only the phases of a check")
    parser.add_argument("--markdown", action="store_true", help="tables for a README")
    asked = parser.parse_args()
    reasons = {peer: jobs.missing(peer) for peer in asked.peers}
    peers = [peer for peer, reason in reasons.items() if reason is None]
    with tempfile.TemporaryDirectory() as folder:
        subjects = [
            jobs.prepare(Path(folder) / str(size), size, peers, is_bad=asked.bad)
            for size in sorted(set(asked.sizes))
        ]
        if asked.phases:
            found, differs = [phase_table(subjects, asked.rounds)], False
        else:
            wanted = list(jobs.jobs(peers))
            measured = measure(subjects, wanted, rounds=asked.rounds, patience=asked.patience)
            found = tables(subjects, wanted, measured)
            differs = "DIFFERS" in measured.answers.values()
    print(machine())
    for peer, reason in reasons.items():
        if reason is not None:
            print(f"left out: {peer}, because {reason}")
    show(found, as_markdown=asked.markdown)
    if differs:
        sys.exit("some answers differ from earlyhelp's")


if __name__ == "__main__":
    main()
