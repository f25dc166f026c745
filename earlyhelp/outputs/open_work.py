"""What of the findings about open work may leave the plan: roughly how often, and no row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from earlyhelp.codes import all_codes
from earlyhelp.findings import Finding
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.case_summary import NOT_SHOWN, by_route
from earlyhelp.outputs.rows import FEWER, MORE, is_small, suppressed

#: The family of codes that these findings have.
FAMILY: Final = "EH6"


def is_of_cases(finding: Finding) -> bool:
    """Whether a finding is about open work: its place and its words may point at a row."""
    return finding.code.startswith(FAMILY)


def how_often(schedule: Schedule, found: Iterable[Finding]) -> dict[str, str]:
    """Each code among the findings about open work, and how often it was found.

    Never as a number: beside the numbers of open work, an exact one could be taken away from
    its total, and what is left point at somebody. ``5 or more`` could do so too where not even
    the routes may be shown beside their total.
    """
    counts = Counter(item.code for item in found if is_of_cases(item))
    total, routes = by_route(schedule.plan.registers or NO_ROWS, schedule.as_at)
    is_hidden = not is_small(total) and suppressed(routes) is None
    return {
        code: NOT_SHOWN if is_hidden else FEWER if is_small(number) else MORE
        for code, number in sorted(counts.items())
    }


def counted_kinds(schedule: Schedule, found: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Each code among the findings about open work, and a sentence that says how often."""
    pages = {code.code: code.page.partition("\n")[0].rstrip(".") for code in all_codes()}
    for code, often in how_often(schedule, found).items():
        yield code, f"{pages[code]}: {often}"
