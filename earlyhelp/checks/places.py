"""Does open work end, or go on elsewhere, before the building where it is done closes?

EH611.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from earlyhelp.checks.onward import (
    NO_ROUTE,
    SAME_WORKER,
    Left,
    changes_late,
    closes_late,
    is_overdue,
    lasts_beyond,
    stays,
)
from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, closing_days, interim_ends, open_cases
from earlyhelp.checks.work import not_known, pieces, work
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import NO_ROWS, Case, Property, Route, Team
from earlyhelp.model.routing import has_route, is_received
from earlyhelp.network.schedule import Schedule

#: When each building closes that does; ``None`` where that is not known.
_Closing = Mapping[str, LastDay | None]


@check("EH611", "place-closes", Severity.ERROR)
def place_closes(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The building where open work is done closes before the work ends.

    ## What it means
    The work has no route, or it is neither closed in time nor received by a team whose
    base stays open, at the latest on the first working day after it closes. When a building
    closes is explained under EH604. An `interim_venue` is a place until the launch; where
    work goes on after that is not known. Nor is anything where `setting` is empty.

    ## What to do
    Say where the work goes on, or close it in time if it is done.
    """
    registers = plan.registers or NO_ROWS
    closing = closing_days(plan, schedule)
    unknown: dict[Place, Property | Team] = {}
    nowhere: list[Case] = []
    for case in open_cases(schedule):
        here = registers.property_by_id.get(case.setting or "")
        if case.setting is None and has_route(case) and closing:
            nowhere.append(case)
        if here is None or here.id not in closing:
            continue
        closes = closing[here.id]
        lacks = _lacks_a_place(case, closes, closing, schedule)
        if isinstance(lacks, Property | Team):
            unknown[lacks.place] = lacks
        elif lacks is not None and closes is not None:
            yield say(
                f"{work(case)} in a building that closes {closes.words}: {lacks.words}",
                place=case.place,
                severity=lacks.severity,
            )
        elif lacks is not None and has_route(case):  # of work that has none, EH601 says as much
            unknown[here.place] = here
    for row in unknown.values():
        yield not_known(say, row, "open work has a place to go on")
    yield from _after_the_interim(schedule, say)
    if nowhere:
        yield say(
            f"{pieces(nowhere)} do not say where they are done: whether they have a place to "
            "go on is not known",
            place=nowhere[0].place,
            severity=Severity.NOT_KNOWN,
        )


def _lacks_a_place(
    case: Case, closes: LastDay | None, closing: _Closing, schedule: Schedule
) -> Left | Property | Team | None:
    """Why the work has no other place; or the row that does not say whether."""
    how = Severity.ERROR if closes is None else lasts_beyond(case, closes, schedule)
    if how is None:
        return None
    if not has_route(case):
        return NO_ROUTE
    if is_received(case):
        return _lacks_another(case, closes, closing, schedule)
    closure = case.planned_closure
    if case.route is Route.SAME_WORKER:
        return stays(case, how, f"{SAME_WORKER}, and no other place is named")
    if closure is None or is_overdue(case, schedule):  # EH601 says that it should be closed
        return None
    return closes_late(closure, how)


def _lacks_another(
    case: Case, closes: LastDay | None, closing: _Closing, schedule: Schedule
) -> Left | Property | Team | None:
    """The same of work that goes on where the team that receives it is based."""
    registers = schedule.plan.registers or NO_ROWS
    team = registers.team_by_id[case.receiving_team or ""]
    if team.base is None:
        return team
    if team.base in closing:
        base_closes = closing[team.base]
        if base_closes is None:
            return registers.property_by_id[team.base]
        how = lasts_beyond(case, base_closes, schedule)
        if how is not None:
            why = "the base of the team that receives the work closes too"
            return stays(case, how, f"{why}, {base_closes.words}")
    return None if closes is None else changes_late(case, closes, schedule)


def _after_the_interim(schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Each building whose interim venue is there until the launch, and its work longer."""
    registers = schedule.plan.registers or NO_ROWS
    ends = interim_ends(schedule)
    lasting = {
        case.setting
        for case in open_cases(schedule)
        if case.setting is not None
        and case.setting in ends
        and has_route(case)
        and not is_received(case)
        and lasts_beyond(case, ends[case.setting], schedule) is not None
    }
    for row in registers.properties:
        if row.id in lasting:
            yield say(
                f"{row.title} has an interim venue until the launch {ends[row.id].words}: where "
                "open work there goes on then is not known",
                place=row.place,
                subjects=(row.id,),
                severity=Severity.NOT_KNOWN,
            )
