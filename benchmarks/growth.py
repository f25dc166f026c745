"""Does any command take more than its share of time where a programme has more of everything?

Copies the registers of the shipped plan so many times, each copy with ids of its own, writes a
journal of notes about every partner in them, and asks every command of both the smaller and the
larger plan. What a command takes beside its start
may grow by a little more than the plan does, and not by its square.

    python benchmarks/growth.py                    # 3 and 12 copies: 2,500 and 9,800 milestones
    python benchmarks/growth.py --copies 12 48
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from earlyhelp.files.locate import shipped_folder

from jobs import EH
from measure import run
from run import Cell, Table, machine, show

PLAN: Final = "early-help-2021"
#: The columns whose words name the row, or somebody's post, to other rows and to the plan.
NAMES: Final = ("id", "ref", "worker", "receiving_post")
#: So many times the time may grow for each time that the plan does.
LIMIT: Final = 1.4
PATIENCE: Final = 600
#: So many notes about each partner in a property; half a year's talk.
NOTES: Final = 20
JOURNAL: Final = "recorded_at,by,action,subject,day,was,reason,evidence\n"
#: In this order: what one writes, a later one reads.
COMMANDS: Final = (
    "plan check",
    "plan check --uncertain",
    "plan show",
    "plan critical",
    "plan fix",
    "plan whatif --slip centre-02.vacated=5wd",
    "property list",
    "partner list",
    "case check",
    "case allocate",
    "calendar export -o calendar.ics",
    "calendar export -o calendar.ics --previous calendar.ics",
    "calendar publish feeds --partners",
    "notice due",
    "notice draft -o notices",
    "comms plan",
    "status",
    "report committee -o committee.md",
    "report html -o report.html",
    "export json",
    "export mspdi -o plan.xml",
    "milestone note offer.launch x",
)


def make(folder: Path, copies: int) -> int:
    """Write the plan with so many copies of each row of its registers; how many rows then."""
    shutil.copytree(shipped_folder() / PLAN, folder)
    registers = sorted(folder.glob("*.csv"))
    heads, rows = {}, {}
    for file in registers:
        text = file.read_text(encoding="utf-8")
        heads[file], *rows[file] = csv.reader(io.StringIO(text, newline=""))
    of_its_own = names(
        cell
        for file in registers
        for row in rows[file]
        for column, cell in zip(heads[file], row, strict=True)
        if column in NAMES
    )
    for file in registers:
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(heads[file])
            for copy in range(copies):
                mark = f"-{copy}" if copy else ""
                for row in rows[file]:
                    writer.writerow([of_its_own.sub(rf"\g<0>{mark}", cell) for cell in row])
    about = [
        f"{row[0]}{mark}.{row[1]}{mark}"
        for mark in ("", *(f"-{copy}" for copy in range(1, copies)))
        for row in rows[folder / "occupations.csv"]
    ]
    noted = (
        f"2021-09-{at + 1:02}T09:00:00+00:00,office,note,{subject},,,Rang,\n"
        for at in range(NOTES)
        for subject in about
    )
    (folder / "journal.csv").write_text(JOURNAL + "".join(noted), encoding="utf-8")
    return copies * sum(len(found) for found in rows.values())


def names(cells: Iterable[str]) -> re.Pattern[str]:
    """What finds each of these names as a word of its own, wherever a row speaks of it."""
    longest_first = sorted(
        {cell for cell in cells if cell}, key=lambda cell: (-len(cell), cell)
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def main() -> None:
    """Ask every command of both plans, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--copies", type=int, nargs=2, default=(3, 12))
    parser.add_argument("--markdown", action="store_true", help="a table for a README")
    asked = parser.parse_args()
    seconds: dict[str, list[float]] = {command: [] for command in COMMANDS}
    with tempfile.TemporaryDirectory() as made:
        folders = [Path(made) / f"{copies}" for copies in asked.copies]
        sizes = [make(*each) for each in zip(folders, asked.copies, strict=True)]
        start = min(run((EH, "--version"), folder=folders[0], limit=60).cpu for _ in "12345")
        for command, taken in seconds.items():
            for folder in folders:
                done = run((EH, *command.split()), folder=folder, limit=PATIENCE)
                if done.code not in {0, 1}:
                    raise SystemExit(f"eh {command} ended with {done.code}")
                taken.append(done.cpu)
    times = sizes[1] / sizes[0]
    rows: list[tuple[Cell, ...]] = []
    for command, (less, more) in seconds.items():
        growth = (more - start) / max(less - start, 0.001) / times
        held = "yes" if growth <= LIMIT else "NO"
        rows.append((f"eh {command}", f"{less:.2f}", f"{more:.2f}", f"{growth:.2f}", held))
    few, many = (f"{size:,} rows, CPU s" for size in sizes)
    headings = ("command", few, many, "growth", f"at most {LIMIT}")
    title = f"Growth beside a start of {start:.2f} s; 1: as the plan grows"
    print(machine())
    show([Table(title, headings, rows)], as_markdown=asked.markdown)


if __name__ == "__main__":
    main()
