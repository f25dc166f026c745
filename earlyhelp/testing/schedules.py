"""Which schedules keep a plan, by its definitions alone and one after another?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from earlyhelp.model import LinkKind, Milestone, Plan, Stated
from earlyhelp.testing.drafts import Diary


def every_schedule(
    plan: Plan, first: date | None = None, last: date | None = None
) -> Iterator[Diary]:
    """The slow obvious answer: every diary from `first` to `last` that keeps the plan.

    By the definitions alone, one after another; for plans of very few milestones. Both days are
    inclusive. Without them they are the first and the last day that milestones' own dates allow,
    as every plan of :func:`small_plans` has them: raises :class:`ValueError` where a milestone
    has none on that side, and there is no end to the schedules.
    """
    first = min(_ends(plan, 0)) if first is None else first
    last = max(_ends(plan, 1)) if last is None else last
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    allowed = [
        [day for day in span if _keeps_its_dates(plan, milestone, day)]
        for milestone in plan.milestones
    ]
    names = [milestone.id for milestone in plan.milestones]
    for days in product(*allowed):
        diary = dict(zip(names, days, strict=True))
        if all(_keeps_link(plan, diary, at) for at in range(len(plan.links))):
            yield diary


def _ends(plan: Plan, side: int) -> Iterator[date]:
    """The first (`side` 0) or last (1) day that each milestone's own dates allow."""
    for milestone in plan.milestones:
        said: tuple[Stated | None, ...] = (milestone.done or milestone.on,)
        if said == (None,):
            said = (milestone.not_before,) if side == 0 else milestone.by
        allowed = [(one.when.first, one.when.last)[side] for one in said if one is not None]
        if not allowed:
            missing = ("first", "last")[side]
            message = f"{milestone.id} has no {missing} day: say from when to when"
            raise ValueError(message)
        yield (max, min)[side](allowed)


def _keeps_its_dates(plan: Plan, milestone: Milestone, day: date) -> bool:
    """Whether a milestone may fall on a day, as far as its own dates go."""
    if milestone.on is not None:
        return milestone.on.when.first <= day <= milestone.on.when.last
    if plan.works(milestone) and not plan.calendar.is_working(day):
        return False
    if plan.as_at is not None and day < plan.as_at:
        return False
    if milestone.not_before is not None and day < milestone.not_before.when.first:
        return False
    return all(day <= limit.when.last for limit in milestone.by)


def _keeps_link(plan: Plan, diary: Diary, at: int) -> bool:
    """Whether a diary keeps the link with this index."""
    link = plan.links[at]
    reached = link.lag.later(diary[link.first], plan.calendar)
    if link.kind is LinkKind.AT_LEAST:
        return reached <= diary[link.then]
    return diary[link.then] <= reached
