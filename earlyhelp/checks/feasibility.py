"""Can the plan be met, and with the days that people expect?

EH201, EH204, EH205, EH207.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import days, words
from earlyhelp.findings import Finding, Severity, Step
from earlyhelp.model import LinkKind, Milestone, Plan, Stated
from earlyhelp.network.conflicts import Diagnosed
from earlyhelp.network.fixes import Mending, mend
from earlyhelp.network.proof import conflict_steps, stated_words
from earlyhelp.network.schedule import Schedule


@check("EH201", "cannot-be-met", Severity.ERROR)
def cannot_be_met(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Lines of the plan cannot all hold.

    ## What it means
    The lines shown cannot all be true: added up from the first day, they pass the limit
    at the end by the days that the message names. The proof is as short as it can be:
    without any one of its lines the others could hold. Working days in brackets are
    counted after the limit, up to and including the day that is reached.

    ## Why it matters
    However the work is arranged, one of these lines will be broken. It is cheaper to
    choose which one now.

    ## What to do
    Each fix that is offered was tried on the whole plan, with other conflicts left aside, and
    the smallest comes first; `eh plan fix` looks for a change that mends all of them.
    Locked lines and facts are never offered, nor are lines of a workflow that comes with
    earlyhelp: a step that the plan writes itself wins over them. What is listed as not
    enough on its own needs another change beside it.
    """
    diagnosed = schedule.conflicts
    for found, mending in zip(diagnosed, mend(schedule.network, diagnosed), strict=True):
        yield _conflict(plan, say, found, mending)


def _conflict(plan: Plan, say: Say, found: Diagnosed, mending: Mending) -> Finding:
    conflict = found.conflict
    short = words.count(conflict.short_by, "day")
    reached = min(conflict.reached, days.LAST)
    working = plan.calendar.between(max(conflict.limit_day, days.FIRST), reached)
    if conflict.start == conflict.end:
        clash = (
            f"{conflict.end} can no longer be in time"
            if conflict.start_line is None
            else f"the days of {conflict.end} contradict each other"
        )
        message = f"the plan cannot be met: {short} short, {clash}"
    else:
        message = (
            f"the plan cannot be met: {short} short between {conflict.start} and {conflict.end}"
        )
    if conflict.limit_line is None:
        last = words.short(days.LAST_DATE)
        message = f"the plan cannot be met: {conflict.end} falls after the calendar ends on {last}"
    steps = conflict_steps(plan, conflict)
    not_enough = mending.not_enough
    if not mending.was_searched:
        not_enough = ("fixes were not searched for: mend the other conflicts first",)
    return say(
        message,
        place=steps[-1].place or plan[conflict.end].place,
        subjects=tuple(dict.fromkeys((conflict.start, conflict.end))),
        chain=steps,
        short_by_days=conflict.short_by,
        short_by_working_days=working,
        fixes=mending.fixes,
        not_enough=not_enough,
    )


@check("EH204", "expected-outside-window", Severity.ERROR)
def expected_outside_window(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """An expected day lies outside the days that the rest of the plan leaves.

    ## What it means
    No schedule that keeps the plan puts the milestone there. An expected day is not a
    constraint, so the plan itself may still be met: just not with this day.

    ## Why it matters
    It is the day that people have been told.

    ## What to do
    State another expected day inside the window, or change one of the lines shown.
    """
    if not schedule.feasible:
        return
    for milestone, stated in schedule.outside:
        if milestone.on is not None or _is_past(stated, schedule):
            continue
        first, last = schedule.first_day(milestone.id), schedule.last_day(milestone.id)
        when = stated.when
        if first is not None and when.high < first:
            yield _outside(plan, schedule, say, milestone, stated, first, is_early=True)
        elif last is not None and not when.is_deadline:
            yield _outside(plan, schedule, say, milestone, stated, last, is_early=False)


def _outside(
    plan: Plan,
    schedule: Schedule,
    say: Say,
    milestone: Milestone,
    expected: Stated,
    bound: int,
    *,
    is_early: bool,
) -> Finding:
    when = expected.when
    named, days_out = (when.high, bound - when.high) if is_early else (when.low, when.low - bound)
    edge = f"{'earliest' if is_early else 'latest'} it can be is {words.day(days.day(bound))}"
    why = schedule.why_earliest if is_early else schedule.why_latest
    end = Step(
        milestone=milestone.id,
        day=days.day(named),
        adds=None,
        text=stated_words(plan, milestone.id, expected),
        place=expected.place,
    )
    return say(
        f"{milestone.id} is expected {expected.when.with_preposition()}, but the {edge}: "
        f"{words.count(days_out, 'day')} {'too early' if is_early else 'too late'}",
        place=expected.place,
        subjects=(milestone.id,),
        chain=(*why(milestone.id), end),
        short_by_days=days_out,
        short_by_working_days=abs(plan.calendar.between(named, bound)),
    )


def _is_past(stated: Stated, schedule: Schedule) -> bool:
    """Whether all of it lies before the as-at day: then it is overdue, and said so there."""
    as_at = schedule.network.as_at
    return as_at is not None and stated.when.high < as_at


@check("EH205", "expected-days-clash", Severity.WARNING)
def expected_days_clash(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Two stated days break the link between them.

    ## What it means
    Each of the two could be kept, but not both: the plan says how far apart they must be.

    ## What to do
    State another day for one of them.
    """
    if not schedule.feasible:
        return
    outside = {milestone.id for milestone, _ in schedule.outside}
    for clash in schedule.clashes():
        link, first, then = clash
        if link.first in outside or link.then in outside:
            continue  # what is wrong with that day has been said already, with its reason
        short = clash.short_by(plan.calendar)
        off = "short" if link.kind is LinkKind.AT_LEAST else "too far apart"
        yield say(
            f"{link.first} {first.when.with_preposition()} and {link.then} "
            f"{then.when.with_preposition()} cannot both be: {link.in_words()}, "
            f"{words.count(short, 'day')} {off}",
            place=(first if plan[link.then].on is not None else then).place,
            subjects=(link.first, link.then),
            short_by_days=short,
        )


@check("EH207", "low-float", Severity.WARNING)
def low_float(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Little room is left before a day that is fixed.

    ## What it means
    From the first day on which everything before it can be finished to the pinned day or
    deadline there is less room than `low_float` in `settings` (5 working days where
    nothing is said). The chain shown is the one that leaves the least.

    ## Why it matters
    A single week of illness, or one more extension, and the fixed day is broken.

    ## What to do
    Look at the chain: what of it can be sooner? Else agree on a later day for what is fixed.
    `eh plan whatif` says what either would do. Where so little room is enough, say so:
    `settings: {low_float: 3 working days}`.
    """
    if not schedule.feasible:
        return
    threshold = plan.settings.low_float.steps(plan.calendar)
    for room in schedule.slipping_rooms:
        if threshold.later(room.arrives) <= room.limit:
            continue
        working = plan.calendar.between(room.arrives, room.limit)
        left = words.room(room.limit - room.arrives, working)
        yield say(
            f"{left} of room before {room.milestone} on {words.day(days.day(room.limit))}: "
            f"what comes before it can be finished on {words.day(days.day(room.arrives))}",
            place=room.line.place,
            subjects=(room.milestone,),
            chain=schedule.room_steps(room),
        )
