"""How much work is open, by route, team and setting, in numbers that point at nobody?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from earlyhelp.dates import words
from earlyhelp.model import Plan
from earlyhelp.model.registers import Registers, Route
from earlyhelp.model.routing import has_route
from earlyhelp.outputs import rows, text
from earlyhelp.outputs.rows import Plain
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import Paper

NOT_KNOWN: Final = "not known"
#: What is said of a plan without a row of open work: nobody knows that there is none.
NO_ROWS: Final = "The plan has no open work in it: whether all of it is on its way is not known"
NOT_SHOWN: Final = "not shown"
COUNTED: Final = "each place in a group or on a waiting list counts as one"
SMALL: Final = (
    '"fewer than 5" stands for 1 to 4; "5 or more" stands where a number would give '
    "a smaller one away."
)


def open_work(
    registers: Registers, settings: Sequence[str], as_at: date | None
) -> tuple[int, dict[str, dict[str, int]]]:
    """How much work is open on a day, in all and by route, team and setting.

    Every route, team and property of the plan is there, in its order, even with 0; so are
    the `settings` that are no property. A route that cannot be followed, because it lacks its
    day or its team, is none.
    """
    ids = [row.id for row in registers.properties]
    counts = {
        "route": dict.fromkeys((*(route.value for route in Route), NOT_KNOWN), 0),
        "team": dict.fromkeys((*registers.team_by_id, NOT_KNOWN), 0),
        "setting": dict.fromkeys((*ids, *settings, NOT_KNOWN), 0),
    }
    for case in registers.cases:
        if case.is_open(as_at):
            route = case.route.value if case.route is not None and has_route(case) else None
            said = {"route": route, "team": case.team, "setting": case.setting}
            for by, numbers in counts.items():
                numbers[said[by] or NOT_KNOWN] += case.counts_as
    return sum(counts["route"].values()), counts


def by_route(registers: Registers, as_at: date | None) -> tuple[int, dict[str, int]]:
    """How much work is open on a day, in all and by route."""
    settings = dict.fromkeys(row.setting for row in registers.cases if row.setting)
    total, counts = open_work(registers, tuple(settings), as_at)
    return total, counts["route"]


def as_text(
    plan: Plan,
    total: int,
    tables: Mapping[str, Mapping[str, str] | None],
    as_at: date,
    paper: Paper,
) -> Iterator[str]:
    """The numbers for people."""
    yield paper.paint(text.clipped(plan.title), "1")
    yield f"as at {words.short(as_at)}"
    yield from paper.folded(f"Open work: {rows.counted(total)} ({COUNTED})", 2)
    if not total:
        if plan.registers is None or not plan.registers.cases:
            yield NO_ROWS
        return
    for by, shown in tables.items():
        yield ""
        if shown is None:
            yield f"by {by}: {NOT_SHOWN}, the numbers are too small"
        else:
            yield table((by, "open work"), [line for line in shown.items() if line[1] != "0"])
    yield ""
    yield from paper.folded(f"What has no line is 0. {SMALL}", 0)


def number_record(number: int, said: str) -> dict[str, Plain]:
    """A number for programs: ``None`` where it may not be shown, with the words for it."""
    return {"count": number if said == str(number) else None, "shown": said}
