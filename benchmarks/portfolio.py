"""What does it take to check the plans of every council: 150 plans of 50 properties each?

Makes the plans, each a folder with registers and a workflow of 14 steps, and checks every
one with `eh plan check`, one process for each core. Prints seconds, the most memory of any
process, and how many milestones that was.

    python benchmarks/portfolio.py                    # 150 plans, about 115,000 milestones
    python benchmarks/portfolio.py --plans 10 --properties 50
    python benchmarks/portfolio.py --plans 1 --properties 78125   # one, of a million milestones
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from jobs import CLICK, EH, PYTHON
from measure import Run, median, run

#: Seconds after which a process is stopped.
PATIENCE: Final = 300
START: Final = date(2026, 4, 1)
STEPS: Final = """\
workflows:
  handover:
    for: property.future is not retained
    steps:
      decision_effective: {after: decision.final}
      surveyed: {after: decision_effective + 10 working days}
      families_told: {after: decision_effective + 5 working days}
      cases_rehomed: {after: families_told + 4 weeks}
      partners_out: {after: each occupation.out}
      staff_moved: {after: surveyed + 10 working days}
      service_ended: {after: [cases_rehomed, staff_moved]}
      records_swept: {after: service_ended, evidence: required}
      ict_removed: {after: service_ended + 3 working days}
      keys_receipted: {after: ict_removed}
      insurer_told: {after: service_ended, before: handed_over - 5 working days}
      vacated: {after: [partners_out, records_swept, ict_removed, keys_receipted]}
      handed_over: {after: vacated, within: 20 working days after vacated}
      accepted: {after: handed_over, within: 20 working days after handed_over}
  leaving:
    for: each occupation where property.future is not retained
    steps:
      informed: {after: decision.final}
      out: {after: informed + 3 months}
properties: properties.csv
partners: partners.csv
occupations: occupations.csv
"""


def make(folder: Path, number: int, properties: int) -> int:
    """Write one plan; how many milestones it has."""
    chance = random.Random(number)
    folder.mkdir()
    plan = f"""format: 1
id: council-{number:03}
title: Redesign {number}
nation: england
as_at: {START}
milestones:
  decision.final:
    expected: {START + timedelta(days=9)}
  assets.last_handover:
    expected: 2027-03-31
    after: all properties.handed_over
  offer.launch:
    on: 2027-06-01
    after: assets.last_handover
{STEPS}"""
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    rows = ["id,name,future,notified,interim_venue,capacity,monthly_cost,vacated,handed_over"]
    stays = ["property,partner,notice,told,offered,out"]
    for at in range(properties):
        name = f"centre-{at:03}"
        if at < properties // 5:
            rows.append(f"{name},Centre {at},retained,,,20,,,")
            continue
        vacated = date(2026, 12, 1) + timedelta(days=7 * chance.randint(0, 12))
        handed = vacated + timedelta(days=chance.choice((1, 2, 3)))
        venue = f"centre-{chance.randrange(properties // 5):03}"
        rows.append(
            f"{name},Centre {at},surplus,{START},{venue},,{chance.randint(400, 3000)},"
            f"{vacated},{handed}"
        )
        stays.append(f"{name},partner-{at % 12},3 months,{START},{venue},{vacated}")
    partners = ["id,name,sector", *(f"partner-{at},Partner {at},nursery" for at in range(12))]
    for file, lines in (("properties", rows), ("occupations", stays), ("partners", partners)):
        (folder / f"{file}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 3 + 14 * (len(rows) - 1 - properties // 5) + 2 * (len(stays) - 1)


def main() -> None:
    """Make the plans, check them, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--plans", type=int, default=150)
    parser.add_argument("--properties", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folders = [Path(made) / f"council-{at:03}" for at in range(asked.plans)]
        milestones = sum(
            make(folder, at, asked.properties) for at, folder in enumerate(folders)
        )

        def check(folder: Path) -> Run:
            return run((EH, "plan", "check", "-q"), folder=folder, limit=PATIENCE)

        clicks = [
            run((PYTHON, "-c", "import click"), folder=folders[0], limit=PATIENCE)
            for _ in "12345"
        ]
        started = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            done = list(pool.map(check, folders))
        seconds = time.perf_counter() - started
    codes = {answer.code for answer in done}
    print(f"{asked.plans} plans, {milestones:,} milestones; exit codes {sorted(codes)}")
    print(f"{seconds:.1f} seconds in all, {os.cpu_count()} processes at a time")
    print(f"{median([answer.seconds for answer in done]):.3f} seconds for a plan (median)")
    print(f"{median([click.seconds for click in clicks]):.3f} seconds for {CLICK}")
    print(f"{max(answer.megabytes for answer in done):.0f} MB at most in a process")


if __name__ == "__main__":
    main()
