"""What does the engine alone take, next to Bellman-Ford in Rust and in Python?

All in one process on one even plan: the days by earlyhelp, by rustworkx and by networkx, and
what each takes to make its network beforehand. Prints seconds of processor time, medians,
and ratios to rustworkx; ends with an error where any day differs.

    python benchmarks/engine.py                    # 10,002 milestones
    python benchmarks/engine.py --size 100000 --rounds 3
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable
from typing import Any

import generate
import peer_rustworkx
from earlyhelp.dates import days
from earlyhelp.files.load import parse
from earlyhelp.network import solve
from earlyhelp.network.build import Network, build
from export import constraints

from measure import median

#: The engine may take so many times the time of Bellman-Ford in Rust.
LIMIT = 2.0


def positions(network: Network, found: list[int]) -> list[int]:
    """Days of the network's nodes as the peers have them: working days from the as-at day."""
    before = network.calendar.before
    origin = before[network.as_at or 0]
    return [
        before[min(found[network.number[milestone.id]], days.LAST)] - origin
        for milestone in network.plan.milestones
    ]


def timed(rounds: int, ask: Callable[[], Any]) -> tuple[float, Any]:
    """The median seconds of processor time, and the last answer."""
    seconds, answer = [], None
    for _ in range(rounds):
        gc.collect()
        started = time.process_time()
        answer = ask()
        seconds.append(time.process_time() - started)
    return median(seconds), answer


def main() -> None:
    """Make the plan, ask everybody, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    plan = parse(generate.plan(asked.size, is_even=True).encode())
    given = constraints(plan)
    gc.disable()  # as `eh` does; the peers have nothing to collect either
    building, network = timed(asked.rounds, lambda: build(plan))
    ours, (earliest, latest) = timed(
        asked.rounds, lambda: (solve.earliest(network), solve.latest(network))
    )
    rust_building, graphs = timed(asked.rounds, lambda: peer_rustworkx.graphs(given))
    rust, found = timed(asked.rounds, lambda: peer_rustworkx.days(*graphs))
    if (positions(network, earliest), positions(network, latest)) != found:
        raise SystemExit("the days differ")
    print(f"{len(plan.milestones):,} milestones, {len(plan.links):,} links: the same days")
    print(f"earlyhelp, earliest and latest   {ours:8.4f} s")
    print(f"rustworkx, Bellman-Ford twice    {rust:8.4f} s")
    print(f"earlyhelp, its network           {building:8.4f} s")
    print(f"rustworkx, its two graphs        {rust_building:8.4f} s")
    print(f"the days: {ours / rust:.2f} times rustworkx (limit {LIMIT:.0f})")
    whole = (ours + building) / (rust + rust_building)
    print(f"network and days: {whole:.2f} times rustworkx")


if __name__ == "__main__":
    main()
