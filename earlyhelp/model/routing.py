"""When is everybody's open work on its way: which cases have a route, and since when?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from earlyhelp.model.milestones import Stated
from earlyhelp.model.registers import Case, Route

#: The milestone that the cases of a plan make.
ROUTED: Final = "cases.routed"
#: By the column of a case: what its latest day is, in words for a proof.
_LAST: Final[Mapping[str, str]] = {
    "accepted": "the last open work is accepted by its new team",
    "handover_meeting": "the last handover meeting for open work",
    "family_informed": "the last family is told where its work goes on",
}


def has_route(case: Case) -> bool:
    """Whether it is known how the work goes on: a day to close, a team, or the same worker."""
    match case.route:
        case Route.CLOSE:
            return case.planned_closure is not None
        case Route.TRANSFER:
            return case.receiving_team is not None
        case Route.SAME_WORKER:
            return True
        case None:
            return False


def is_received(case: Case) -> bool:
    """Whether a team receives the work, and holds it until it is done, whatever its route."""
    return has_route(case) and case.receiving_team is not None


def changes_hands(case: Case) -> bool:
    """Whether the work goes to another worker: that of the team which receives it."""
    return is_received(case) and case.route is not Route.SAME_WORKER


def last_day_of_routing(cases: Iterable[Case]) -> Stated | None:
    """The latest day on which a case that changes hands is accepted, handed over, or told of it."""
    stated = (
        (day, column)
        for case in cases
        if case.is_open(None) and (case.route is Route.TRANSFER or changes_hands(case))
        for column, day in (
            ("accepted", case.accepted),
            ("handover_meeting", case.handover_meeting),
            ("family_informed", case.family_informed),
        )
        if day is not None
    )
    last = max(stated, key=lambda item: item[0].when.low, default=None)
    if last is None:
        return None
    day, column = last
    return attrs.evolve(day, because=_LAST[column], column=column, is_latest=True)
