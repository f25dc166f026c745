"""Does open work end, or go to another team, before the team that has it is gone?

EH607, EH613.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.onward import (
    NO_ROUTE,
    SAME_WORKER,
    Left,
    after,
    changes_late,
    closes_late,
    is_overdue,
    lasts_beyond,
    lateness,
    outlasts_the_next,
)
from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, last_day, open_cases
from earlyhelp.checks.work import no_launch, pieces, work
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import NO_ROWS, Case, Route, Team
from earlyhelp.model.routing import changes_hands, has_route, is_received
from earlyhelp.network.schedule import Schedule


@check("EH607", "closes-after-launch", Severity.WARNING)
def closes_after_launch(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Open work is to close, or to change hands, only after the launch.

    ## What it means
    No team receives the work that is to close, or a team receives it only on a later day, in
    `changes`. A team whose row says in `ends` when it does is asked under EH613 instead, and
    work that stays in its team is left alone. Where only a part of a period is after the
    launch, it is not known.

    ## Why it matters
    At the launch the old teams end. Work that is still open then would have none.

    ## What to do
    Name the `receiving_team` that brings it to its conclusion, and let it begin by the launch.
    """
    launch = last_day(schedule, plan.settings.launch)
    teams = (plan.registers or NO_ROWS).team_by_id
    unknown: Place | None = None
    for case in open_cases(schedule):
        own = teams.get(case.team or "")
        if own is not None and own.ends is not None:
            continue
        if changes_hands(case):
            moves = case.changes if case.receiving_team != case.team else None
            left = None if launch is None or moves is None else changes_late(case, launch, schedule)
            if moves is not None and launch is None:
                unknown = unknown or moves.place
            if left is not None and launch is not None and moves is not None:
                yield say(
                    f"{work(case)} without a team after the launch {launch.words}: {left.words}",
                    place=moves.place,
                    severity=Severity.WARNING if left.severity is Severity.ERROR else left.severity,
                    short_by_days=max(moves.when.low - launch.day, 0) or None,
                )
            continue
        closure = case.planned_closure
        if case.route is not Route.CLOSE or closure is None:
            continue
        if launch is None:
            unknown = unknown or closure.place
        elif (how := lateness(closure, launch)) is not None:
            yield say(
                f"{work(case)} to close {closure.when.with_preposition()}, {after(how)} the launch "
                f"{launch.words}: the work would be open then without a team",
                place=closure.place,
                severity=how if how is Severity.NOT_KNOWN else Severity.WARNING,
                short_by_days=max(closure.when.low - launch.day, 0) or None,
            )
    if unknown is not None:
        yield no_launch(say, unknown, "work closes or changes hands before it")


@check("EH613", "team-ends", Severity.ERROR)
def team_ends(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A team ends before the open work that it has, or is to receive, is done or handed on.

    ## What it means
    `ends` is the team's last day, in its row. After it the work has to be closed, or to have
    changed hands: at the latest on the next working day. Work that is to go on with the same
    worker, and names no `receiving_team`, is not known to have a team then. Nor is work that
    names neither a team nor a worker known to be with anybody now.

    ## Why it matters
    Current work is maintained, and what is incomplete is continued to its conclusion, so that
    no one is left unsupported (S0 4.4).

    ## What to do
    Transfer the work to a team that stays, and let it change hands by the last day.
    """
    teams = (plan.registers or NO_ROWS).team_by_id
    nobody: list[Case] = []
    for case in open_cases(schedule):
        own, receives = teams.get(case.team or ""), None
        if is_received(case):
            receives = teams[case.receiving_team or ""]
        if own is not None and own.ends is not None and own is not receives:
            last = LastDay.of(own.ends)
            left = _left_by_its_team(case, last, schedule)
            if left is not None:
                message = f"{work(case)} whose team ends {last.words}: {left.words}"
                yield say(message, place=case.place, severity=left.severity)
        if receives is not None and receives.ends is not None:
            yield from _left_by_the_next(case, receives, schedule, say)
        if case.team is None and case.worker is None and case.worker_status is None:
            nobody.append(case)
    if nobody:
        yield say(
            f"{pieces(nobody)} name neither a team nor a worker: who has them now is not known",
            place=nobody[0].place,
            severity=Severity.NOT_KNOWN,
        )


def _left_by_its_team(case: Case, last: LastDay, schedule: Schedule) -> Left | None:
    """Why nobody is known to have the work once its team has ended."""
    how = lasts_beyond(case, last, schedule)
    if how is None:
        return None
    if not has_route(case):
        return NO_ROUTE
    if changes_hands(case):
        return changes_late(case, last, schedule)
    if is_received(case):  # the worker takes it along
        return None
    if case.route is Route.SAME_WORKER:
        return Left(Severity.NOT_KNOWN, f"{SAME_WORKER}, and in which team then is not said")
    closure = case.planned_closure
    if closure is None or is_overdue(case, schedule):  # EH601 says that it should be closed
        return None
    return closes_late(closure, how)


def _left_by_the_next(case: Case, team: Team, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """That the team which receives the work ends before it, too."""
    if team.ends is None:
        return
    last, closure = LastDay.of(team.ends), case.planned_closure
    is_its_own = case.team == team.id
    how = (lasts_beyond if is_its_own else outlasts_the_next)(case, last, schedule)
    if how is None:
        return
    if closure is None or is_overdue(case, schedule):
        left = Left(how, "no day is planned for closing it")
    else:
        left = closes_late(closure, how)
    yield say(
        f"{work(case)} that a team receives which ends {last.words} itself: {left.words}",
        place=case.place,
        severity=left.severity,
    )
