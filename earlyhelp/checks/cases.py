"""Has everybody's open work a route, and has everybody been told of it?

EH601, EH602, EH606.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from earlyhelp.checks.onward import after, is_overdue, lateness
from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, last_day, open_cases
from earlyhelp.checks.work import family, no_launch, work
from earlyhelp.codes import Say
from earlyhelp.dates import days
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import NO_ROWS, Case, Route, WorkerStatus
from earlyhelp.model.routing import changes_hands, has_route, is_received
from earlyhelp.network.schedule import Schedule

#: Calendar days before the launch from which work that nobody has accepted is an error.
ACCEPTED_BEFORE: Final = 14


@check("EH601", "no-route", Severity.ERROR)
def no_route(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Nobody has said how a piece of open work goes on, or not enough to follow it.

    ## What it means
    A route is `close` with a `planned_closure`, `transfer` with a `receiving_team`, or
    `same worker`. Places in a group and entries on the waiting list need one too.

    A day planned for closing that has passed leads nowhere any more: until the launch that is
    a warning. Work that is `closed` on a day to come is open until then, and work that is
    closed before it was `opened` may be open again, which is not known.

    ## Why it matters
    Incomplete work is continued to its conclusion, so that no one is left unsupported
    (S0 4.4).

    ## What to do
    Decide how it goes on, and write that into its row. `eh case allocate` proposes a team.
    """
    for case in open_cases(schedule):
        if not has_route(case):
            yield say(f"{work(case)} without a route: {_missing(case)}", place=case.place)
        if case.closed is not None:
            when = case.closed.when.with_preposition()
            yield say(
                f"{work(case)} recorded as closed {when}, which is still to come: it is open "
                "until then; a day that is planned is a `planned_closure`",
                place=case.closed.place,
            )
        closure = case.planned_closure
        if closure is not None and case.route is Route.CLOSE and is_overdue(case, schedule):
            yield say(
                f"{work(case)} without a route: it was to close "
                f"{closure.when.with_preposition()}, and is not recorded as closed",
                place=closure.place,
                severity=_overdue_is(case, schedule),
            )
    for case in (plan.registers or NO_ROWS).cases:
        if not case.is_open(schedule.as_at) and _is_closed_before_it_opened(case):
            yield say(
                f"{work(case)} recorded as closed before it was opened: whether it is open is "
                "not known",
                place=case.place,
                severity=Severity.NOT_KNOWN,
            )


def _overdue_is(case: Case, schedule: Schedule) -> Severity:
    """Until the launch, the team that was to close the work still has it."""
    launch = last_day(schedule, schedule.plan.settings.launch)
    as_at = schedule.as_at
    has_begun = launch is not None and as_at is not None and launch.day < days.number(as_at)
    return Severity.ERROR if has_begun and not is_received(case) else Severity.WARNING


def _is_closed_before_it_opened(case: Case) -> bool:
    opened, closed = case.opened, case.closed
    return opened is not None and closed is not None and closed.when.high < opened.when.low


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
    """A team is to receive open work, but no post is named for it or nobody accepted it in time.

    ## What it means
    A transfer is complete once `receiving_post` says which post takes the work on and
    `accepted` when its manager agreed. So is that of work which a team receives to close it.
    From 14 calendar days before the launch what is missing is an error. So is work that is
    accepted only after it has changed hands, on the day in `changes` or else the launch; where
    only a part of a period is after it, that is not known.

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
        if not changes_hands(case):
            continue
        post = "no receiving post is named" if case.receiving_post is None else None
        accepted = "no manager has accepted the work" if case.accepted is None else None
        missing = " and ".join(part for part in (post, accepted) if part is not None)
        if missing:
            yield say(
                f"{work(case)} {_handed(case)}: {missing}{until}",
                place=case.place,
                severity=Severity.ERROR if is_near else Severity.WARNING,
            )
        change = launch if case.changes is None else LastDay.of(case.changes)
        if case.accepted is None or change is None:
            continue
        if (how := lateness(case.accepted, change)) is not None:
            what = "launch" if case.changes is None else "change"
            yield say(
                f"{work(case)} {_handed(case)}: accepted "
                f"{case.accepted.when.with_preposition()}, {after(how)} the {what} {change.words}",
                place=case.accepted.place,
                severity=how,
                short_by_days=max(case.accepted.when.low - change.day, 0) or None,
            )


def _handed(case: Case) -> str:
    is_closed = case.route is Route.CLOSE
    return "to be closed by another team" if is_closed else "to be transferred"


@check("EH606", "family-told-late", Severity.ERROR)
def family_told_late(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A family hears of a change of worker, team or place only after it has come.

    ## What it means
    The change is on the day in `changes`, or else the launch. It is also too late where
    work is closed or transferred, or its worker leaves, the change is before the as-at
    day, and `family_informed` is empty. Where only a part of a period is after the change,
    it is not known.

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
        what = "launch" if changes is None else "change"
        change = launch if changes is None else LastDay.of(changes)
        if told is None:
            is_past = change is not None and as_at is not None and change.day < as_at
            if change is not None and is_past and _is_left(case):
                yield say(
                    f"for {work(case)}, the {what} was {change.words}, "
                    f"and {family(case)} not recorded as told",
                    place=case.place if changes is None else changes.place,
                )
        elif change is None:
            unknown = unknown or told.place
        elif (how := lateness(told, change)) is not None:
            yield say(
                f"for {work(case)}, {family(case)} told {told.when.with_preposition()}, "
                f"{after(how)} the {what} {change.words}",
                place=told.place,
                severity=how,
                short_by_days=max(told.when.low - change.day, 0) or None,
            )
    if unknown is not None:
        yield no_launch(say, unknown, "families are told in time")


def _is_left(case: Case) -> bool:
    """Whether the family loses the worker or the team that it has."""
    leaves = case.worker_status is WorkerStatus.LEAVING
    return leaves or case.route in (Route.TRANSFER, Route.CLOSE)
