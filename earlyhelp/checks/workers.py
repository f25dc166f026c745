"""Does open work end, or go to somebody else, before its worker leaves?

EH612.
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
    outlasts_the_next,
    stays,
)
from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, open_cases
from earlyhelp.checks.work import work
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import Case, Route, WorkerStatus
from earlyhelp.model.routing import changes_hands, has_route
from earlyhelp.network.schedule import Schedule

#: A post, as the rows of open work name it: its team, and what it is called there.
_Post = tuple[str | None, str | None]


@check("EH612", "worker-leaves", Severity.ERROR)
def worker_leaves(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The worker leaves before the work ends, and nobody else is to take it on in time.

    ## What it means
    The worker's last day is before `planned_closure`, or no closure is planned, and the
    work has no route, stays with the same worker, or changes hands (in `changes`) only when a
    working day has gone by since. So it is where the post that is to receive the work is, by
    another row of its team, one whose worker leaves.

    Where the worker's post is at risk and the work is to stay with the worker, or to go to a
    post at risk, this is a warning. Where the worker is leaving and the last day is empty,
    where nobody says whether the same worker stays, or the day of the change is empty, it is
    not known.

    ## What to do
    Transfer the work to a team that can take it on, by the worker's last day.
    """
    going = _posts_that_go(schedule)
    for case in open_cases(schedule):
        for left in (_own_worker(case, schedule), _next_worker(case, going, schedule)):
            if left is not None:
                message = f"{work(case)} {left.words}"
                yield say(message, place=case.place, severity=left.severity)


def _own_worker(case: Case, schedule: Schedule) -> Left | None:
    """What is to be said of the worker who has the work now."""
    last, status = case.worker_last_day, case.worker_status
    if last is None:
        return _without_a_last_day(case)
    left = _left_behind(case, LastDay.of(last), schedule)
    if left is None:
        return None
    leaves = last.when.with_preposition()
    if status is WorkerStatus.CONFIRMED:
        both = f"whose worker is confirmed, and yet leaves {leaves}"
        return Left(Severity.NOT_KNOWN, f"{both}: {left.words}")
    return Left(left.severity, f"whose worker leaves {leaves}: {left.words}")


def _without_a_last_day(case: Case) -> Left | None:
    """The same where nobody says when the worker leaves."""
    if case.worker_status is WorkerStatus.LEAVING and has_route(case):  # else EH601 says more
        missing = "whose worker is leaving: the worker's last day is not known"
        return Left(Severity.NOT_KNOWN, missing)
    if case.route is not Route.SAME_WORKER:
        return None
    if case.worker_status is WorkerStatus.AT_RISK:
        return Left(Severity.WARNING, "to go on with the same worker, whose post is at risk")
    if case.worker_status is None:
        return Left(
            Severity.NOT_KNOWN,
            "to go on with the same worker: whether the worker stays is not known",
        )
    return None


def _left_behind(case: Case, last: LastDay, schedule: Schedule) -> Left | None:
    """Why nobody is known to have the work after its worker's last day."""
    how = lasts_beyond(case, last, schedule)
    if how is None:
        return None
    if not has_route(case):
        return NO_ROUTE
    if case.route is Route.SAME_WORKER:
        return stays(case, how, SAME_WORKER)
    if changes_hands(case):
        return changes_late(case, last, schedule)
    closure = case.planned_closure
    if closure is None or is_overdue(case, schedule):  # EH601 says that it should be closed
        return None
    return closes_late(closure, how)


def _posts_that_go(schedule: Schedule) -> Mapping[_Post, Case]:
    """The posts whose worker leaves or is at risk, with the row that says so first."""
    going: dict[_Post, Case] = {}
    stay = (None, WorkerStatus.CONFIRMED)
    for case in open_cases(schedule):
        if case.worker is not None and case.worker_status not in stay:
            post = (case.team, case.worker)
            known = going.setdefault(post, case)
            if known.worker_status is WorkerStatus.AT_RISK:
                going[post] = case
    return going


def _next_worker(case: Case, going: Mapping[_Post, Case], schedule: Schedule) -> Left | None:
    """What is to be said of the worker who is to have the work."""
    if not changes_hands(case) or case.receiving_post is None:
        return None
    row = going.get((case.receiving_team, case.receiving_post))
    if row is None:
        return None
    if row.worker_status is WorkerStatus.AT_RISK:
        return Left(Severity.WARNING, "that a post is to receive whose worker is at risk")
    last = row.worker_last_day
    if last is None:
        return Left(Severity.NOT_KNOWN, "that a post is to receive whose worker is leaving")
    how = outlasts_the_next(case, LastDay.of(last), schedule)
    if how is None:
        return None
    leaves = last.when.with_preposition()
    return stays(case, how, f"that a post is to receive whose worker leaves {leaves}")
