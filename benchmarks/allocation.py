"""How long does it take to propose a team for every case, as cases and teams grow in number?

Prints, as JSON, the median and the least seconds of a proposal, and the ratio of the median to
that of 2,000 cases over 40 teams, which is to take less than 10 seconds. There are three
kinds of registers: `even` has room for six fifths of the work; `tight` for four fifths, and
one case in ten counts as more than 1; in `roomy` every team says about 999, as people do who
mean "enough".

The registers are drawn from a seed. The first proposal of a process imports networkx and is
not counted.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from statistics import median
from typing import Final, NamedTuple

from earlyhelp.allocation import allocate
from earlyhelp.findings import Place
from earlyhelp.model.registers import Case, Future, Property, Registers, Team

SIZES: Final = ((200, 8), (2_000, 40), (8_000, 80))
PROMISED: Final = (2_000, 40)
KINDS: Final = ("even", "roomy", "tight")
PLACE: Final = Place("plan.yaml", 1, 1)


def registers(kind: str, cases: int, teams: int, seed: int) -> Registers:
    """A town for each team: two of three buildings are kept, and their teams with them."""
    chance = random.Random(f"{kind} {cases} {teams} {seed}")
    kept = [number % 3 != 2 for number in range(teams)]
    towns = [f"building-{number}" for number in range(teams)]
    settings = (*towns, *["home"] * (teams // 2))
    rows = tuple(
        Case(
            ref=f"case-{number}",
            place=PLACE,
            team=f"team-{chance.randrange(teams)}",
            setting=chance.choice(settings),
            places=chance.randint(2, 12) if kind == "tight" and number % 10 == 0 else 1,
        )
        for number in range(cases)
    )
    work = sum(case.places or 1 for case in rows)
    room = {"even": work * 6 // 5, "tight": work * 4 // 5, "roomy": 999 * sum(kept)}[kind]
    each = room // sum(kept)
    return Registers(
        properties=tuple(
            Property(id=name, place=PLACE, future=Future.RETAINED if stays else Future.SURPLUS)
            for name, stays in zip(towns, kept, strict=True)
        ),
        teams=tuple(
            Team(
                id=f"team-{number}",
                place=PLACE,
                base=base,
                capacity=each + chance.randint(-each // 5, each // 5),
            )
            for number, base in enumerate(towns)
        ),
        cases=rows,
    )


class Line(NamedTuple):
    """What one size took, in seconds."""

    kind: str
    cases: int
    teams: int
    placed: int
    unplaced: int
    median: float
    least: float


def measured(kind: str, size: tuple[int, int], rounds: int, seed: int) -> Line:
    """Time some proposals for the same registers."""
    drawn = registers(kind, *size, seed)
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        proposal = allocate(drawn)
        taken.append(time.perf_counter() - started)
    counts = len(proposal.placements), len(proposal.unplaced)
    return Line(kind, *size, *counts, median(taken), min(taken))


def main() -> None:
    """Time every size of every kind."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    allocate(registers("even", 20, 3, asked.seed))
    for kind in KINDS:
        lines = {size: measured(kind, size, asked.rounds, asked.seed) for size in SIZES}
        promised = lines[PROMISED].median
        for line in lines.values():
            print(json.dumps(line._asdict() | {"ratio": line.median / promised}))


if __name__ == "__main__":
    main()
