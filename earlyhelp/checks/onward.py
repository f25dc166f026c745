"""Does one piece of open work end, or go on elsewhere, before what holds it is gone?"""

from __future__ import annotations

from typing import Final, NamedTuple

from earlyhelp.checks.rows import LastDay, last_day
from earlyhelp.dates import days
from earlyhelp.dates.days import FIRST
from earlyhelp.findings import Severity
from earlyhelp.model import Stated
from earlyhelp.model.registers import Case
from earlyhelp.network.schedule import Schedule


class Left(NamedTuple):
    """How sure it is that nobody has the work, or that it has no place, and why."""

    severity: Severity
    words: str


NO_ROUTE: Final = Left(Severity.ERROR, "no route is known")
SAME_WORKER: Final = "the work is to go on with the same worker"


def lateness(said: Stated, limit: LastDay) -> Severity | None:
    """How sure it is that a day is later than another.

    ``None`` where it is not, whichever days the two mean; an error where it is, whichever they
    mean; and not known where that depends on which they are.
    """
    return _later(said, limit.first, limit.day)


def after(how: Severity) -> str:
    """The word for how sure it is that a day is later."""
    return "which may be after" if how is Severity.NOT_KNOWN else "after"


def _later(said: Stated, first: int, last: int) -> Severity | None:
    if said.when.high <= first:
        return None
    return Severity.ERROR if said.when.low > last else Severity.NOT_KNOWN


def is_overdue(case: Case, schedule: Schedule) -> bool:
    """Whether work that is open was to be closed before the as-at day."""
    closure, as_at = case.planned_closure, schedule.as_at
    return closure is not None and as_at is not None and closure.when.high < days.number(as_at)


def lasts_beyond(case: Case, limit: LastDay, schedule: Schedule) -> Severity | None:
    """How sure it is that the work is open after a day; ``None`` where it closes by then.

    A day for closing that has passed says nothing any more: the work is open.
    """
    closure = case.planned_closure
    if closure is None or is_overdue(case, schedule):
        return Severity.ERROR
    return lateness(closure, limit)


def closes_late(closure: Stated, how: Severity) -> Left:
    """That the work is closed too late, as sure as that is."""
    when = closure.when.with_preposition()
    if how is Severity.NOT_KNOWN:
        return Left(how, f"planned to close {when}, which may be too late")
    return Left(how, f"planned to close only {when}")


def stays(case: Case, how: Severity, why: str) -> Left:
    """That the work stays where it cannot, unless it is closed in time."""
    closure = case.planned_closure
    if how is Severity.NOT_KNOWN and closure is not None:
        may = f"{closure.when.with_preposition()}, which may be too late"
        return Left(how, f"{why}, and planned to close {may}")
    return Left(how, why)


def outlasts_the_next(case: Case, limit: LastDay, schedule: Schedule) -> Severity | None:
    """How sure it is that work goes over to somebody who is gone, after `limit`, before it is done.

    ``None`` where it is closed by then, or before it goes over.
    """
    how, closure = lasts_beyond(case, limit, schedule), case.planned_closure
    if how is None or closure is None or is_overdue(case, schedule):
        return how
    if case.changes is not None:
        is_sure = closure.when.low >= case.changes.when.high
        is_closed_first = closure.when.high < case.changes.when.low
    else:
        launch = last_day(schedule, schedule.plan.settings.launch)
        is_sure = launch is not None and closure.when.low >= launch.day
        is_closed_first = False
    if is_closed_first:
        return None
    return how if is_sure else Severity.NOT_KNOWN


def changes_late(case: Case, since: LastDay, schedule: Schedule) -> Left | None:
    """Why working days after `since` and before the change leave work that is received.

    The change is on the day in `changes`, and its first day counts as covered. Without one it
    comes by the launch, and before that on a day that nobody knows. Days on which nobody works
    leave nobody behind, nor do days that have passed, nor any on which the work is closed.
    """
    calendar, as_at = schedule.plan.calendar, schedule.as_at
    now = FIRST if as_at is None else days.number(as_at)
    missed = calendar.on_or_after(max(since.first + 1, now))
    changes = case.changes
    if changes is None:
        launch = last_day(schedule, schedule.plan.settings.launch)
        if launch is not None and launch.day <= missed:
            return None
        return Left(Severity.NOT_KNOWN, "from which day others take over is not known")
    how = _later(changes, missed, calendar.on_or_after(max(since.day + 1, now)))
    lasts = lasts_beyond(case, since, schedule)
    if how is None or lasts is None:
        return None
    if lasts is Severity.NOT_KNOWN:
        how = lasts
    when = changes.when.with_preposition()
    if how is Severity.NOT_KNOWN:
        return Left(how, f"taken on elsewhere {when}, which may be too late")
    return Left(how, f"taken on elsewhere only {when}")
