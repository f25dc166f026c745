"""Which days have passed with nothing recorded, and what was done out of sequence?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from earlyhelp.dates import Lag, words
from earlyhelp.model import Link, LinkKind, Milestone, Plan, Stated
from earlyhelp.network.schedule import Schedule

#: Overdue by more than this many calendar days, a date is more likely a slip of the pen.
YEAR_ERROR_AFTER: Final = 180


class Overdue(NamedTuple):
    """A day that has passed, of a milestone that nothing says was done."""

    milestone: str
    day: int  #: the last day number on which it would have been in time
    said: Stated | Link
    is_deadline: bool  #: a limit; else it is the stated day, pinned or expected


class OutOfSequence(NamedTuple):
    """A link that what was done does not keep."""

    link: Link
    #: by how many calendar days, whichever days were meant; ``None``: its first is not done
    broken_by: int | None

    def in_words(self) -> str:
        """What was done too early or too late, as one sentence."""
        link, broken_by = self
        if broken_by is None:
            return f"{link.then} is done, but {link.first}, which comes first, is not"
        late = "too early" if link.kind is LinkKind.AT_LEAST else "too late"
        return f"{link.then} was done {words.count(broken_by, 'day')} {late}: {link.in_words()}"


def overdue(schedule: Schedule) -> Iterator[Overdue]:
    """Every stated day before the as-at day that is not recorded as done; then every deadline.

    Left out is what has a finding of its own (a claim without evidence, a probable slip of
    the year) and what nobody waits for any more.
    """
    plan, today, as_at = schedule.plan, schedule.as_at, schedule.network.as_at
    if today is None or as_at is None:
        return
    for milestone, stated in plan.stated:
        is_known = milestone.done or milestone.claimed or _is_asked_no_more(plan, milestone.id)
        if stated.when.high < as_at and not is_known and not is_probable_slip(stated, today):
            yield Overdue(milestone.id, stated.when.high, stated, is_deadline=False)
    for passed in schedule.network.passed:
        if isinstance(passed.said, Stated) and is_probable_slip(passed.said, today):
            continue
        is_claimed = plan[passed.milestone].claimed is not None
        if not is_claimed and not _is_asked_no_more(plan, passed.milestone):
            yield Overdue(passed.milestone, passed.limit, passed.said, is_deadline=True)


def _is_asked_no_more(plan: Plan, milestone: str) -> bool:
    """Whether it is a step that nobody waits for once its partner has moved out."""
    if plan.registers is None:
        return False
    from earlyhelp.partners.leaving import is_asked_no_more  # only a plan with rows has such

    return is_asked_no_more(plan, milestone)


def is_probable_slip(stated: Stated, as_at: date) -> bool:
    """Whether a day that is still to come lies so long ago that its year must be wrong."""
    last = stated.when.last
    return last < as_at and (as_at - last).days > YEAR_ERROR_AFTER


def out_of_sequence(plan: Plan) -> Iterator[OutOfSequence]:
    """Every link that what was done does not keep, in the order of the plan."""
    done = {item.id: item.done for item in plan.milestones if item.done is not None}
    for link in plan.links if done else ():
        then, first = done.get(link.then), done.get(link.first)
        if then is None:
            continue
        if first is None:
            if link.kind is LinkKind.AT_LEAST:
                yield OutOfSequence(link, None)
            continue
        broken_by = _broken_by(plan, link.kind, first, then, link.lag)
        if broken_by > 0:
            yield OutOfSequence(link, broken_by)


def is_done(milestone: Milestone, as_at: int | None) -> bool:
    """Whether it was done by the day number `as_at`; a day in its future is none yet."""
    done = milestone.done
    return done is not None and (as_at is None or done.when.low <= as_at)


def _broken_by(plan: Plan, kind: LinkKind, first: Stated, then: Stated, lag: Lag) -> int:
    steps = lag.steps(plan.calendar)
    if kind is LinkKind.AT_LEAST:
        return steps.later(first.when.low) - then.when.high
    return then.when.low - steps.later(first.when.high)
