"""What does it take to ask whether a plan can be met whatever others decide?

Some links `after: X + N` of a generated plan are for others to decide: as long as the plan
says, or up to a quarter longer. Prints the seconds of the plain check and of the check that
asks this as well, both without reading the plan.

    python benchmarks/strategy.py                 # 10,002 milestones, 100 lengths
    python benchmarks/strategy.py --lengths 10
"""

from __future__ import annotations

import argparse
import time

import attrs

import generate
from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.model import Field, Link, LinkKind, Plan
from earlyhelp.strategy.always import always
from risk import uncertain_plan

from measure import median


def with_lengths(plan: Plan, lengths: int) -> Plan:
    """The plan in which so many of its minimum lags, evenly spread, others decide."""
    lags = [
        at
        for at, link in enumerate(plan.links)
        if link.kind is LinkKind.AT_LEAST and link.field is Field.AFTER and link.lag.count
    ]
    chosen = {lags[at * len(lags) // lengths] for at in range(lengths)}
    found: list[Link] = []
    for at, link in enumerate(plan.links):
        if at in chosen:
            one = attrs.evolve(plan, links=(link,))
            found.extend(uncertain_plan(one, only_every=1).links)
        else:
            found.append(link)
    return attrs.evolve(plan, links=tuple(found))


def main() -> None:
    """Make the plan, check it both ways, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--lengths", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    plan = with_lengths(parse(generate.plan(asked.size).encode()), asked.lengths)
    seconds: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(asked.rounds):
        for is_asked, found in seconds.items():
            started = time.process_time()
            schedule, _ = check_plan(plan, is_uncertain=is_asked)
            found.append(time.process_time() - started)
    answer = always(schedule)
    plain, both = median(seconds[False]), median(seconds[True])
    print(f"{len(plan.milestones):,} milestones, {len(answer.lengths):,} lengths: ", end="")
    print(answer.verdict.value)
    print(f"plain check {plain:.2f} s of CPU, with it {both:.2f} s: {both / plain:.2f}")


if __name__ == "__main__":
    main()
