"""What does it take to go 10,000 times through a plan of 1,000 milestones?

Some links `after: X + N` of a generated plan are made uncertain: as long as the plan says, or
up to a quarter longer. Prints the seconds beyond reading and solving, on the clock and of the
processor, of the first time, which is what a command takes, and of all times, and what one link
of one trial takes.

    python benchmarks/risk.py                     # 1,000 milestones, 10,000 trials
    python benchmarks/risk.py --size 10000 --trials 1000
"""

from __future__ import annotations

import argparse
import time
from typing import Final

import attrs

import generate
from earlyhelp.dates import Lag
from earlyhelp.files.load import parse
from earlyhelp.model import Field, Link, LinkKind, Plan
from earlyhelp.model.lengths import Spread
from earlyhelp.network.schedule import solve_plan
from earlyhelp.risk.simulation import simulate

from measure import median

#: A drawn length is longer than the plan says by at most this part of it: one in so many.
LONGEST: Final = 4


def uncertain_plan(plan: Plan, *, only_every: int) -> Plan:
    """The plan in which every so many-th minimum lag is uncertain."""
    links: list[Link] = []
    for at, link in enumerate(plan.links):
        links.append(link)
        is_drawn = (
            link.kind is LinkKind.AT_LEAST and link.field is Field.AFTER and link.lag.count
        )
        if is_drawn and at % only_every == 0:
            spread = Spread(likely=link.lag)
            links[-1] = attrs.evolve(link, spread=spread)
            most = Lag(link.lag.count + max(1, link.lag.count // LONGEST), link.lag.unit)
            links.append(attrs.evolve(links[-1], kind=LinkKind.AT_MOST, lag=most))
    return attrs.evolve(plan, links=tuple(links))


def main() -> None:
    """Make the plan, go through it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=1_000)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument(
        "--every", type=int, default=4, help="one of so many links is uncertain"
    )
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    plan = uncertain_plan(parse(generate.plan(asked.size).encode()), only_every=asked.every)
    schedule = solve_plan(plan)
    seconds, of_processor = [], []
    for _ in range(asked.rounds):
        started, busy = time.perf_counter(), time.process_time()
        answer = simulate(schedule, trials=asked.trials)
        seconds.append(time.perf_counter() - started)
        of_processor.append(time.process_time() - busy)
    each = median(of_processor) / asked.trials / len(plan.links)
    print(f"{len(plan.milestones):,} milestones, {len(plan.links):,} links")
    print(f"{len(answer.lengths):,} uncertain lengths, {asked.trials:,} trials")
    for of, took in (("on the clock", seconds), ("of the processor", of_processor)):
        print(f"{took[0]:.3f} seconds {of} the first time, {median(took):.3f} (median)")
    print(f"{each * 1e9:.1f} ns for a link in a trial")


if __name__ == "__main__":
    main()
