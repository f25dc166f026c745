"""Has everybody's open work a route, and has everybody been told of it?

EH601, EH602, EH606.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, last_day, open_cases
from earlyhelp.checks.work import family, no_launch, work
from earlyhelp.codes import Say
from earlyhelp.dates import days
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import Case, Route, WorkerStatus
from earlyhelp.model.routing import has_route
from earlyhelp.network.schedule import Schedule

#: Calendar days before the launch from which work that nobody has accepted is an error.
ACCEPTED_BEFORE: Final = 14


@check("EH601", "no-route", Severity.ERROR)
def no_route(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Nobody has said how a piece of open work goes on, or not enough to follow it.

    ## What it means
    A route is `close` with a `planned_closure`, `transfer` with a `receiving_team`, or
    `same worker`. Places in a group and entries on the waiting list need one too.

    ## Why it matters
    Incomplete work is continued to its conclusion, so that no one is left unsupported
    (S0 4.4).

    ## What to do
    Decide how it goes on, and write that into its row. `eh case allocate` proposes a team.
    """
    for case in open_cases(schedule):
        if not has_route(case):
            yield say(f"{work(case)} without a route: {_missing(case)}", place=case.place)


def _missing(case: Case) -> str:
    match case.route:
        case Route.CLOSE:
            return "to be closed, but no day is planned for it"
        case Route.TRANSFER:
            return "to be transferred, but no receiving team is named"
        case _:
            return "nobody has said how the work goes on"


@check("EH602", "not-accepted", Severity.WARNING)
def not_accepted(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Open work is to be transferred, but no post is named for it or nobody accepted it.

    ## What it means
    A transfer is complete once `receiving_post` says which post takes the work on and
    `accepted` when its manager agreed. From 14 calendar days before the launch this is an
    error.

    ## Why it matters
    Until then the work has left one team and has not arrived in another.

    ## What to do
    Name the post, ask its manager, and write the day of the answer into `accepted`.
    """
    launch = last_day(schedule, plan.settings.launch)
    as_at = schedule.as_at
    left = None if launch is None or as_at is None else launch.day - days.number(as_at)
    is_near = left is not None and left <= ACCEPTED_BEFORE
    until = f"; the launch is due {launch.words}" if launch is not None else ""
    for case in open_cases(schedule):
        if case.route is not Route.TRANSFER or case.receiving_team is None:
            continue
        post = "no receiving post is named" if case.receiving_post is None else None
        accepted = "no manager has accepted the work" if case.accepted is None else None
        missing = " and ".join(part for part in (post, accepted) if part is not None)
        if missing:
            yield say(
                f"{work(case)} to be transferred: {missing}{until}",
                place=case.place,
                severity=Severity.ERROR if is_near else Severity.WARNING,
            )


@check("EH606", "family-told-late", Severity.ERROR)
def family_told_late(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A family hears of a change of worker, team or place only after it has come.

    ## What it means
    The change is on the day in `changes`, or else the launch. It is also too late where
    work is closed or transferred, or its worker leaves, the change is before the as-at
    day, and `family_informed` is empty.

    ## Why it matters
    A family that finds the door closed has been left unsupported (S0 4.4), whatever was
    arranged for it.

    ## What to do
    Tell the family now, before anything else moves. The day goes into `family_informed`.
    """
    launch = last_day(schedule, plan.settings.launch)
    as_at = None if schedule.as_at is None else days.number(schedule.as_at)
    unknown: Place | None = None
    for case in open_cases(schedule):
        told, changes = case.family_informed, case.changes
        if told is None:
            is_past = changes and as_at is not None and changes.when.high < as_at
            if changes and is_past and _is_left(case):
                yield say(
                    f"for {work(case)}, the change was {changes.when.with_preposition()}, "
                    f"and {family(case)} not recorded as told",
                    place=changes.place,
                )
            continue
        change = launch if changes is None else LastDay.of(changes)
        if change is None:
            unknown = unknown or told.place
        elif told.when.low > change.day:
            what = "launch" if changes is None else "change"
            yield say(
                f"for {work(case)}, {family(case)} told {told.when.with_preposition()}, "
                f"after the {what} {change.words}",
                place=told.place,
                short_by_days=told.when.low - change.day,
            )
    if unknown is not None:
        yield no_launch(say, unknown, "families are told in time")


def _is_left(case: Case) -> bool:
    """Whether the family loses the worker or the team that it has."""
    leaves = case.worker_status is WorkerStatus.LEAVING
    return leaves or case.route in (Route.TRANSFER, Route.CLOSE)
