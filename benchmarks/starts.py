"""How long until `eh` has said something, next to the least that any command in Python takes?

Whole processes, one after another and round after round, each round beginning with another
one. Ratios are taken within a round to `python -c "import click"`, and their median is shown,
beside the ratio of the least times. Other tools made with click stand beside it where they are
installed with this Python.

    python benchmarks/starts.py
    python benchmarks/starts.py --rounds 41
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Final

from jobs import CLICK, EH, PYTHON
from measure import Run, median, run
from run import Cell, Table, machine, show

#: A check of the plan that everybody begins with may take so many times `import click`.
LIMIT: Final = 3.0
PLANS: Final = ("infeasible-notice", "children-first-2021", "early-help-2021")
#: Other tools made with click, and what each is asked.
OTHERS: Final = {"khal": "--version", "mkdocs": "--version", "black": "--version"}


def commands() -> dict[str, tuple[str, ...]]:
    """What is started, by name."""
    found = {CLICK: (PYTHON, "-c", "import click"), "eh --version": (EH, "--version")}
    found |= {f"eh plan check {plan}": (EH, "plan", "check", plan) for plan in PLANS}
    for name, argument in OTHERS.items():
        program = Path(PYTHON).with_name(name)
        if program.exists():
            found[f"{name} {argument}"] = (str(program), argument)
    return found


def main() -> None:
    """Start everything, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--markdown", action="store_true", help="a table for a README")
    asked = parser.parse_args()
    wanted = commands()
    names = list(wanted)
    taken: dict[str, list[Run]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for at in range(-1, asked.rounds):  # round -1 warms caches
            turn = at % len(names)
            for name in (*names[turn:], *names[:turn]):
                done = run(wanted[name], folder=Path(folder), limit=60)
                if at >= 0:
                    taken[name].append(done)
    least = {name: min(done.seconds for done in runs) for name, runs in taken.items()}
    rows: list[tuple[Cell, ...]] = []
    for name, runs in taken.items():
        ratios = [
            mine.seconds / click.seconds for mine, click in zip(runs, taken[CLICK], strict=True)
        ]
        cpu = [mine.cpu / click.cpu for mine, click in zip(runs, taken[CLICK], strict=True)]
        rows.append(
            (
                name,
                f"{median(ratios):.2f}",
                f"{least[name] / least[CLICK]:.2f}",
                f"{median(cpu):.2f}",
                f"{1000 * median([done.seconds for done in runs]):.0f}",
                f"{max(done.megabytes for done in runs):.0f}",
            )
        )
    headings = ("process", "× time", "× least time", "× CPU", "median ms", "MB")
    print(f"{machine()}; a check may take {LIMIT:.0f} times")
    show([Table("Starting", headings, rows)], as_markdown=asked.markdown)


if __name__ == "__main__":
    main()
