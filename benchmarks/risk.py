"""What does it take to go 10,000 times through a plan of 1,000 milestones?

Some links `after: X + N` of a generated plan are made uncertain: as long as the plan says, or
up to a quarter longer. Prints the seconds beyond reading and solving, on the clock and of the
processor, of the first time, which is what a command takes, and of all times, and what one link
of one trial takes. Beside it stands a loop in C over the same programme without a calendar and
without maximum lags, sixteen trials at a time: what the machine could do.

    python benchmarks/risk.py                     # 1,000 milestones, 10,000 trials
    python benchmarks/risk.py --size 10000 --trials 1000
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

import attrs

import generate
from earlyhelp.dates import Lag
from earlyhelp.files.load import parse
from earlyhelp.model import Field, Link, LinkKind, Plan
from earlyhelp.model.lengths import Spread
from earlyhelp.network.order import components
from earlyhelp.network.schedule import solve_plan
from earlyhelp.risk.simulation import simulate
from export import constraints

from measure import median

#: A drawn length is longer than the plan says by at most this part of it: one in so many.
LONGEST: Final = 4
CC: Final = shutil.which("cc") or ""


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


def in_c(plan: Plan, *, only_every: int, trials: int) -> tuple[int, float]:
    """By the loop in C: the last of the first days without a draw, and what all trials take.

    The plan must be an even one; its maximum lags are left out.
    """
    given = constraints(plan)
    follows: list[list[int]] = [[] for _ in given.lower]
    for first, then, _ in given.least:
        follows[first].append(then)
    order = [node for (node,) in components(follows)]
    place = {node: at for at, node in enumerate(order)}
    arcs = sorted(
        (
            place[first],
            place[then],
            lag,
            0 if at % only_every else max(lag and 1, lag // LONGEST),
        )
        for at, (first, then, lag) in enumerate(given.least)
    )
    lines = [f"{len(order)} {len(arcs)} {trials}", *(str(given.lower[node]) for node in order)]
    lines += [" ".join(map(str, arc)) for arc in arcs]
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(folder) / "trials")
        source = str(Path(__file__).with_name("trials.c"))
        subprocess.run((CC, "-O3", "-march=native", "-o", program, source), check=True)
        said = subprocess.run(
            (program,), input="\n".join(lines), capture_output=True, text=True, check=True
        ).stdout.split()
    return int(said[0]), float(said[2])


def last_of_all(plan: Plan) -> int:
    """The last of the first days without maximum lags, in working days from the as-at day."""
    least = tuple(link for link in plan.links if link.kind is LinkKind.AT_LEAST)
    schedule = solve_plan(attrs.evolve(plan, links=least))
    before = plan.calendar.before
    found = (schedule.first_day(milestone.id) or 0 for milestone in plan.milestones)
    return before[max(found)] - before[schedule.network.as_at or 0]


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
    if not CC:
        print("left out: the loop in C, because there is no C compiler")
        return
    even = parse(generate.plan(asked.size, is_even=True).encode())
    end, in_trials = in_c(even, only_every=asked.every, trials=asked.trials)
    if end != last_of_all(even):
        raise SystemExit("the loop in C has another last day")
    print(f"{in_trials:.3f} seconds in C: {median(of_processor) / in_trials:.1f} times that")


if __name__ == "__main__":
    main()
