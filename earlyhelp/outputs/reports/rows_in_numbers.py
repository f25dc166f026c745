"""How are the properties, the partners and the open work doing, in numbers that point at nobody?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from earlyhelp.dates import words
from earlyhelp.model import Plan, Stated
from earlyhelp.model.registers import (
    Agreement,
    Extension,
    Future,
    Occupation,
    Registers,
    Sector,
)
from earlyhelp.model.workflows import HANDED_OVER
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import case_summary, rows
from earlyhelp.outputs.reports.pieces import Paragraph, Table, sentence
from earlyhelp.tracking.progress import property_states

_FUTURES: Final = {
    Future.RETAINED: "retained",
    Future.SURPLUS: "surplus",
    Future.LEASE: "to be leased to somebody else",
    None: "without a stated future",
}
_STATES: Final = {
    "open": "Still open",
    "service_ended": "Services have ended",
    "vacated": "Vacated: everybody has moved out",
    "handed_over": "Handed over",
    "accepted": "Accepted by those who take them over",
}
_ROUTES: Final = {
    "close": "To be concluded before the change",
    "transfer": "To go on with another worker or team",
    "same worker": "To go on with the same worker",
    case_summary.NOT_KNOWN: "No route is known",
}


def properties(schedule: Schedule, registers: Registers) -> Iterator[Paragraph | Table]:
    """How many properties are retained and surplus, and how far those are that are left."""
    total = len(registers.properties)
    if not total:
        yield Paragraph("The plan has no register of properties.")
        return
    futures = Counter(row.future for row in registers.properties)
    said = [f"{futures[future]} {name}" for future, name in _FUTURES.items() if futures[future]]
    health = len({row.property for row in registers.occupations if _is_health(row, registers)})
    are = "One is" if health == 1 else f"{health} are"
    to_health = f" {are} for health services to stay in as tenants." if health else ""
    yield Paragraph(f"Of {_properties(total)}, {_and(said)}.{to_health}")
    states = property_states(schedule)
    if states:
        counts = tuple((_STATES[state], str(number)) for state, number in states.items())
        caption = f"How far the {sum(states.values())} properties are that come to an end"
        yield Table(caption, ("State, as it is recorded", "Properties"), counts)
    yield from _scheduled(schedule.plan, registers)


def _scheduled(plan: Plan, registers: Registers) -> Iterator[Paragraph]:
    """For how many of the properties that are handed over the plan has a day for it."""
    steps = (f"{row.id}.{HANDED_OVER}" for row in registers.properties)
    asked = [plan[step] for step in steps if step in plan]
    if asked:
        dated = sum(item.stated is not None for item in asked)
        yield Paragraph(
            f"The plan schedules the handover of {dated} of the {_properties(len(asked))} that "
            "are to be handed over."
        )


def partners(schedule: Schedule, registers: Registers) -> Iterator[Paragraph]:
    """How many partners leave, were told, were given longer and were offered another place."""
    if not registers.occupations:
        yield Paragraph("The plan has no register of partners in properties.")
        return
    future = {row.id: row.future for row in registers.properties}
    leaving = [row for row in registers.occupations if future.get(row.property) is Future.SURPLUS]
    told = sum(_is_told(row, schedule) for row in registers.occupations)
    number = len({row.partner for row in registers.occupations})
    yield Paragraph(
        f"{words.count(number, 'partner')} {'has' if number == 1 else 'have'} "
        f"{words.count(len(registers.occupations), 'place')} in these properties, "
        f"{len(leaving)} of them in a property that is surplus. The vacation has been made known "
        f"to the partners in {words.count(told, 'place')}."
    )
    asked = Counter(row.extension for row in registers.occupations)
    offered = [
        row for row in registers.occupations if future.get(row.offered or "") is Future.RETAINED
    ]
    accepted = sum(_has_come(row.offer_accepted, schedule) for row in offered)
    yield Paragraph(
        "At the request of partners the vacation period has been extended in "
        f"{words.count(asked[Extension.AGREED], 'place')}; {_requests(asked)}. "
        f"An opportunity to deliver from a retained property was offered for "
        f"{words.count(len(offered), 'place')} and accepted for {accepted}."
    )


def _requests(asked: Mapping[Extension | None, int]) -> str:
    """What became of the requests that were not agreed."""
    waiting, refused = asked[Extension.REQUESTED], asked[Extension.REFUSED]
    wait = f"{waiting or 'no'} more {'request' if waiting == 1 else 'requests'}"
    said = f"{wait} {'is' if waiting == 1 else 'are'} waiting for an answer"
    return f"{said}, and {refused or 'none'} {'were' if refused > 1 else 'was'} refused"


def undecided(registers: Registers) -> int:
    """How many partners have asked to stay longer, and nobody has decided."""
    return sum(row.extension is Extension.REQUESTED for row in registers.occupations)


def casework(registers: Registers, as_at: date | None) -> Iterator[Paragraph | Table]:
    """How much work is open, by how it goes on."""
    if not registers.cases:
        yield Paragraph(
            "The plan has no register of open work, so that nothing is said of it here."
        )
        return
    total, routes = case_summary.by_route(registers, as_at)
    if not total:
        yield Paragraph("No work with children, young people and families is open any more.")
        return
    yield Paragraph(
        f"{rows.counted(total).capitalize()} pieces of work with children, young people and "
        f"families are open; {case_summary.COUNTED}."
    )
    shown = rows.suppressed(routes)
    if shown is None:
        yield Paragraph("How they go on is not shown, because the numbers are too small.")
        return
    table = tuple((_ROUTES[route], number) for route, number in shown.items())
    yield Table("How open work goes on", ("Route", "Open work"), table)
    if any(not number.isdigit() for number in shown.values()):
        yield Paragraph(sentence(case_summary.SMALL))


def unrouted(registers: Registers, as_at: date | None) -> str | None:
    """How much open work has no route, as it may be shown.

    ``None`` where all has one, and where the numbers are too small to say whether it has.
    """
    if not registers.cases:
        return None
    shown = rows.suppressed(case_summary.by_route(registers, as_at)[1])
    said = "0" if shown is None else shown[case_summary.NOT_KNOWN]
    return None if said == "0" else said


def _is_health(row: Occupation, registers: Registers) -> bool:
    """Whether a health service is to have a lease of a property that is let."""
    home, partner = registers.property_by_id[row.property], registers.partner_by_id[row.partner]
    is_let = home.future is Future.LEASE and row.agreement is Agreement.LEASE
    return is_let and partner.sector is Sector.NHS


def _is_told(row: Occupation, schedule: Schedule) -> bool:
    return _has_come(row.told or row.notice_served, schedule)


def _has_come(day: Stated | None, schedule: Schedule) -> bool:
    """Whether a day is known that is not still to come on the as-at day."""
    as_at = schedule.network.as_at
    return day is not None and (as_at is None or day.when.low <= as_at)


def _properties(number: int) -> str:
    return "1 property" if number == 1 else f"{number} properties"


def _and(said: list[str]) -> str:
    """``12 are retained, 22 surplus and 9 to be leased to somebody else``."""
    first, *rest = said
    number, _, name = first.partition(" ")
    parts = [f"{number} {'is' if number == '1' else 'are'} {name}", *rest]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
