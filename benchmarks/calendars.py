"""How long does `eh calendar export` take, and how much memory, for a large plan?

Beside it stand what nobody can do without, `import icalendar`, and the same number of events
made and written by icalendar alone, all at once. The first export makes every event, the
second one continues the file of the first.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

import measure

_PLAN: Final = """\
format: 1
id: large
title: Early Help redesign
nation: england
as_at: 2021-09-17
workflows:
  handover:
    for: property.future is surplus
    steps:
      vacated: {title: Completely vacated, owner: Early Help}
      handed_over: {title: Handed over to the Assets Team, after: vacated, owner: Early Help}
properties: properties.csv
"""
_EH: Final = (
    "from importlib.metadata import entry_points; "
    "[command] = entry_points(group='console_scripts', name='eh'); command.load()()"
)
_IMPORT: Final = "import icalendar"
_BARE: Final = """\
import sys
from datetime import date, datetime, timezone
from icalendar import Calendar, Event
whole = Calendar()
whole.add("prodid", "-//bare//EN")
whole.add("version", "2.0")
stamp = datetime(2021, 9, 17, tzinfo=timezone.utc)
for number in range(int(sys.argv[1])):
    event = Event()
    event.add("uid", f"63546f2-56f7-5a78-82c5-{number}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", 0)
    event.add("dtstart", date(2021, 12, 20))
    event.add("dtend", date(2021, 12, 21))
    event.add("summary", f"Centre {number} handed over")
    event.add("description", "Ref: centre-07.handed_over\\n" + "what it says besides, " * 14)
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["Handed over"])
    for name in ("x-microsoft-cdo-busystatus", "x-own-key", "x-own-day", "x-own-content"):
        event.add(name, "early-help/centre-07.handed_over")
    whole.add_component(event)
open("bare.ics", "wb").write(whole.to_ical())
"""


def write_plan(folder: Path, number: int) -> None:
    """A plan with so many properties, each vacated on one day and handed over on another."""
    (folder / "plan.yaml").write_text(_PLAN, encoding="utf-8")
    lines = ["id,name,address,postcode,future,vacated,handed_over"]
    for at in range(number):
        day = 1 + at % 28
        place = f"{at} High Street,BN{at % 90} 1AA"
        days = f"2021-11-{day:02d},2021-12-{day:02d}"
        lines.append(f"centre-{at:05d},Centre {at:05d},{place},surplus,{days}")
    (folder / "properties.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_plan(folder, asked.events // 2)
        python = [sys.executable, "-P", "-c"]
        export = [*python, _EH, "calendar", "export", "-p", ".", "-o"]
        jobs = {
            "import icalendar": [*python, _IMPORT],
            "icalendar alone": [*python, _BARE, str(asked.events)],
            "eh plan check": [*python, _EH, "plan", "check", "."],
            "export, the first time": [*export, "new.ics"],
            "export, continued": [*export, "assets.ics"],
        }
        took: dict[str, measure.Run] = {}
        for job, argv in jobs.items():
            runs = []
            for _ in range(asked.runs):
                (folder / "new.ics").unlink(missing_ok=True)
                runs.append(measure.run(argv, folder=folder, limit=300))
            took[job] = sorted(runs)[len(runs) // 2]
            if job == "export, the first time":
                (folder / "new.ics").rename(folder / "assets.ics")
    least, bare = (took[job].seconds for job in ("import icalendar", "icalendar alone"))
    for job, run in took.items():
        ratios = f"{run.seconds / least:6.1f} × import {run.seconds / bare:5.2f} × alone"
        print(
            f"{job:<24}{run.seconds:7.2f} s {run.megabytes:7.1f} MB {ratios}  exit {run.code}"
        )


if __name__ == "__main__":
    main()
