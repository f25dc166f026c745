"""Does open work end, or go on elsewhere, before the building where it is done closes?

EH611.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from earlyhelp.checks.rows import (
    SERVICES_END,
    LastDay,
    closing_days,
    interim_ends,
    last_day,
    open_cases,
)
from earlyhelp.checks.work import not_known, pieces, work
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import NO_ROWS, Case, Future, Property, Route, Team
from earlyhelp.model.routing import has_route, is_received
from earlyhelp.network.schedule import Schedule


@check("EH611", "place-closes", Severity.ERROR)
def place_closes(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The building where open work is done closes before the work ends.

    ## What it means
    The work has no route, or it is neither closed in time nor received by a team whose
    base stays open, at the latest on the first working day after it closes. When a building
    closes is explained under EH604; to open work it does so when its services end, if that is
    earlier. An `interim_venue` is a place until the launch; where
    work goes on after that is not known. Nor is anything where `setting` is empty, or where a
    building is `retained` and has a day on which it is vacated, handed over or its services end.

    ## What to do
    Say where the work goes on, or close it in time if it is done.
    """
    registers = plan.registers or NO_ROWS
    found = _Places(plan, schedule)
    unknown: dict[Place, Property | Team] = {}
    lasting: dict[Place, Property] = {}
    nowhere: list[Case] = []
    for case in open_cases(schedule):
        here = registers.property_by_id.get(case.setting or "")
        if case.setting is None and has_route(case) and (found.services or found.interim):
            nowhere.append(case)
        if here is None or not found.is_left(here.id):
            continue
        closes, lacks = found.services.get(here.id), found.lacks_a_place(case, here.id)
        if isinstance(lacks, Property | Team):
            unknown[lacks.place] = lacks
        elif lacks is not None and closes is not None:
            is_whole = closes == found.closing.get(here.id)
            ends = "that closes" if is_whole else "whose services end"
            yield say(
                f"{work(case)} in a building {ends} {closes.words}: {lacks.words}",
                place=case.place,
                severity=lacks.severity,
            )
        elif lacks is not None and has_route(case):  # of work that has none, EH601 says as much
            (lasting if here.id in found.interim else unknown)[here.place] = here
    for row in unknown.values():
        yield not_known(say, row, "open work has a place to go on")
    for row in lasting.values():
        yield say(
            f"{row.title} has an interim venue until the launch {found.interim[row.id].words}: "
            "where open work there goes on then is not known",
            place=row.place,
            subjects=(row.id,),
            severity=Severity.NOT_KNOWN,
        )
    yield from _retained_and_left(plan, schedule, say)
    if nowhere:
        yield _nowhere(nowhere, say)


def _nowhere(cases: Sequence[Case], say: Say) -> Finding:
    return say(
        f"{pieces(cases)} do not say where they are done: whether they have a place to go on is "
        "not known",
        place=cases[0].place,
        severity=Severity.NOT_KNOWN,
    )


def _retained_and_left(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Each building that is retained by one cell and left by another, and work in it."""
    registers = plan.registers or NO_ROWS
    bases = {team.id: team.base for team in registers.teams}
    for row in registers.properties:
        left = _left_although_retained(row, schedule) if row.future is Future.RETAINED else None
        if left is not None and any(
            row.id in (case.setting, bases.get(case.receiving_team or ""))
            and has_route(case)
            and lasts_beyond(case, left, schedule) is not None
            for case in open_cases(schedule)
        ):
            yield say(
                f"{row.title} is retained, and yet it is left {left.words}: whether open work has "
                "a place there then is not known",
                place=row.place,
                subjects=(row.id,),
                severity=Severity.NOT_KNOWN,
            )


def _left_although_retained(row: Property, schedule: Schedule) -> LastDay | None:
    """The first day on which something of it ends: a cell that no workflow takes up counts."""
    ends = [last_day(schedule, f"{row.id}.{step}") for step in SERVICES_END]
    for step in SERVICES_END:
        says = row.steps.get(step)
        stated = (says.done or says.on or says.expected) if says is not None else None
        ends.append(None if stated is None else LastDay.of(stated))
    return min((last for last in ends if last is not None), default=None)


class _Places:
    """Until when each building is a place for open work, and what other place it has."""

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self._schedule = schedule
        self._rows = plan.registers or NO_ROWS
        self.closing = closing_days(plan, schedule)
        self.services = closing_days(plan, schedule, SERVICES_END)
        self.interim = interim_ends(plan, schedule)

    def is_left(self, name: str) -> bool:
        """Whether the building is no place for ever."""
        return name in self.services or name in self.interim

    def lacks_a_place(self, case: Case, here: str) -> Left | Property | Team | None:
        """Why the work has no other place; or the row that does not say whether."""
        until = self.services[here] if here in self.services else self.interim[here]
        how = Severity.ERROR if until is None else lasts_beyond(case, until, self._schedule)
        if how is None:
            return None
        if not has_route(case):
            return NO_ROUTE
        if is_received(case):
            return self._lacks_another(case, until)
        closure = case.planned_closure
        if case.route is Route.SAME_WORKER:
            return stays(case, how, f"{SAME_WORKER}, and no other place is named")
        if closure is None or is_overdue(case, self._schedule):  # EH601 says that it is
            return None
        return closes_late(closure, how)

    def _lacks_another(self, case: Case, until: LastDay | None) -> Left | Property | Team | None:
        """The same of work that goes on where the team that receives it is based."""
        team = self._rows.team_by_id[case.receiving_team or ""]
        if team.base is None:
            return team
        if self.is_left(team.base):
            is_interim = team.base not in self.closing
            # services that end after the launch say nothing of the building of a team
            base_until = (self.interim if is_interim else self.closing).get(team.base)
            if base_until is None:
                return self._rows.property_by_id[team.base]
            how = lasts_beyond(case, base_until, self._schedule)
            if how is not None and is_interim:
                return self._rows.property_by_id[team.base]
            if how is not None:
                why = "the base of the team that receives the work closes too"
                return stays(case, how, f"{why}, {base_until.words}")
        return None if until is None else changes_late(case, until, self._schedule)
