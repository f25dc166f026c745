"""When is everybody's open work on its way: which cases have a route, and since when?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from earlyhelp.model.milestones import Stated
from earlyhelp.model.registers import Case, Route

#: The milestone that the cases of a plan make.
ROUTED: Final = "cases.routed"


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


def last_day_of_routing(cases: Iterable[Case]) -> Stated | None:
    """The latest day on which an open case is accepted, handed over, or its family told."""
    stated = (
        day
        for case in cases
        if case.is_open and case.route is Route.TRANSFER
        for day in (case.accepted, case.handover_meeting, case.family_informed)
        if day is not None
    )
    return max(stated, key=lambda day: day.when.low, default=None)
