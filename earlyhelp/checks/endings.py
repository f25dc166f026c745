"""Does work end, or go on elsewhere, before its team, its place and its worker are gone?

EH607, EH611, EH612.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, closing_days, last_day, open_cases
from earlyhelp.checks.work import no_launch, not_known, work
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import (
    NO_ROWS,
    Case,
    Property,
    Registers,
    Route,
    Team,
    WorkerStatus,
)
from earlyhelp.model.routing import has_route
from earlyhelp.network.schedule import Schedule


@check("EH607", "closes-after-launch", Severity.WARNING)
def closes_after_launch(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Open work is to close only after the launch, and no team receives it until then.

    ## Why it matters
    At the launch the old teams end. Work that is still open then would have none.

    ## What to do
    Name the `receiving_team` that brings it to its conclusion.
    """
    launch = last_day(schedule, plan.settings.launch)
    unknown: Place | None = None
    for case in open_cases(schedule):
        closure = case.planned_closure
        if case.route is not Route.CLOSE or case.receiving_team is not None or closure is None:
            continue
        if launch is None:
            unknown = unknown or closure.place
        elif closure.when.low > launch.day:
            yield say(
                f"{work(case)} to close {closure.when.with_preposition()}, after the launch "
                f"{launch.words}: the work would be open then without a team",
                place=closure.place,
                short_by_days=closure.when.low - launch.day,
            )
    if unknown is not None:
        yield no_launch(say, unknown, "work closes before it")


@check("EH611", "place-closes", Severity.ERROR)
def place_closes(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The building where open work is done closes before the work ends.

    ## What it means
    The work has no route, or it is neither closed in time nor received by a team whose
    base stays open. When a building closes is explained under EH604.

    ## What to do
    Say where the work goes on, or close it in time if it is done.
    """
    registers = plan.registers or NO_ROWS
    closing = closing_days(plan, schedule)
    unknown: dict[Place, Property | Team] = {}
    for case in open_cases(schedule):
        here = registers.property_by_id.get(case.setting or "")
        if here is None or here.id not in closing:
            continue
        closes = closing[here.id]
        if closes is not None and _ends_by(case, closes):
            continue
        lacks = _lacks_a_place(case, registers, closing)
        if isinstance(lacks, Property | Team):
            unknown[lacks.place] = lacks
        elif lacks and closes is not None:
            yield say(
                f"{work(case)} in a building that closes {closes.words}: {lacks}",
                place=case.place,
            )
        elif lacks and has_route(case):  # of work that has none, EH601 says as much
            unknown[here.place] = here
    for row in unknown.values():
        yield not_known(say, row, "open work has a place to go on")


def _ends_by(case: Case, closes: LastDay) -> bool:
    closure = case.planned_closure
    return closure is not None and closure.when.low <= closes.day


def _lacks_a_place(
    case: Case, registers: Registers, closing: Mapping[str, LastDay | None]
) -> str | Property | Team | None:
    """Why the work has no other place, in words; or the row that does not say whether."""
    if not has_route(case):
        return "no route is known"
    if case.receiving_team is not None:
        team = registers.team_by_id[case.receiving_team]
        if team.base is None:
            return team
        if team.base not in closing:
            return None
        closes = closing[team.base]
        if closes is None:
            return registers.property_by_id[team.base]
        if _ends_by(case, closes):
            return None
        return f"the base of the team that receives the work closes too, {closes.words}"
    closure = case.planned_closure
    if case.route is Route.CLOSE and closure is not None:
        return f"planned to close only {closure.when.with_preposition()}"
    return "the work is to go on with the same worker, and no other place is named"


@check("EH612", "worker-leaves", Severity.ERROR)
def worker_leaves(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The worker leaves before the work ends, and nobody else is to take it on.

    ## What it means
    The worker's last day is before `planned_closure`, or no closure is planned, and the
    work has no route or stays with the same worker. Where the worker's post is at risk and
    the work is to stay with the worker, this is a warning. Where the worker is leaving and
    the last day is empty, it is not known.

    ## What to do
    Transfer the work to a team that can take it on.
    """
    for case in open_cases(schedule):
        last = case.worker_last_day
        if case.worker_status is WorkerStatus.AT_RISK and case.route is Route.SAME_WORKER:
            yield say(
                f"{work(case)} to go on with the same worker, whose post is at risk",
                place=case.place,
                severity=Severity.WARNING,
            )
        elif case.worker_status is not WorkerStatus.LEAVING:
            continue
        elif last is None:
            if has_route(case):  # else EH601 says more
                yield say(
                    f"{work(case)} whose worker is leaving: the worker's last day is not known",
                    place=case.place,
                    severity=Severity.NOT_KNOWN,
                )
        elif not _ends_by(case, LastDay.of(last)) and (lacks := _lacks_a_worker(case)) is not None:
            yield say(
                f"{work(case)} whose worker leaves {last.when.with_preposition()}: {lacks}",
                place=case.place,
            )


def _lacks_a_worker(case: Case) -> str | None:
    if not has_route(case):
        return "no route is known"
    if case.route is Route.SAME_WORKER:
        return "the work is to go on with the same worker"
    closure = case.planned_closure
    if case.route is Route.CLOSE and case.receiving_team is None and closure is not None:
        return f"planned to close only {closure.when.with_preposition()}"
    return None
