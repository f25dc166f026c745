"""How are whole plans drawn: some that can be kept, some that cannot, some that are very small?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from earlyhelp.dates import Lag, Unit
from earlyhelp.model import LinkKind, Plan
from earlyhelp.testing.dates import calendars, days, lags
from earlyhelp.testing.drafts import Diary, Draft


@st.composite
def kept_plans(
    draw: st.DrawFn,
    *,
    most: int = 8,
    units: Sequence[Unit] = tuple(Unit),
    exact: bool = False,
) -> tuple[Plan, Diary]:
    """A plan, and a diary that keeps all of it: a day for each milestone.

    Up to `most` milestones, of which some are pinned, done, or have a first day or a deadline
    (which can be a week or a month, unless all dates are to be `exact`), and links with lags in
    `units`. No minimum lags lead back to where they began: :func:`circular_plans` has those.
    """
    draft = Draft(draw(calendars(closures=1)), exact=exact)
    size = draw(st.integers(1, most))
    start = draw(days(date(2020, 6, 1), date(2028, 6, 1)))
    offsets = draw(st.lists(st.integers(0, 120), min_size=size, max_size=size))
    diary = {f"m{at}": start + timedelta(days=offset) for at, offset in enumerate(offsets)}
    as_at = draw(st.none() | st.just(min(diary.values())))
    for name, day in diary.items():
        draft.milestone(draw, name, day, as_at)
    names = list(diary)
    for _ in range(draw(st.integers(0, 2 * size))):
        first, then = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        draft.kept_link(draw, first, then, diary, units)
    return draft.plan(as_at), diary


@st.composite
def broken_plans(draw: st.DrawFn, *, most: int = 5) -> Plan:
    """A plan that cannot be met: a kept one with lines added that cannot hold."""
    plan, diary = draw(kept_plans(most=most))
    draft = Draft.of(plan)
    first = draw(st.sampled_from(sorted(diary)))
    is_circle = draw(st.booleans())
    least = draw(st.integers(3, 40))
    middle, end = draft.plain("extra.middle"), draft.plain("extra.end")
    draft.link(first, middle, LinkKind.AT_LEAST, Lag(least))
    draft.link(middle, end, LinkKind.AT_LEAST, Lag(draw(st.integers(0, 10)), Unit.WEEKS))
    if is_circle:
        most_days = Lag(draw(st.integers(0, least - 1)))
        draft.link(first, end, LinkKind.AT_MOST, most_days)
    else:
        draft.pin(first, diary[first])
        limit = diary[first] + timedelta(days=draw(st.integers(0, least - 1)))
        draft.deadline(end, limit)
    return draft.plan(plan.as_at)


@st.composite
def circular_plans(draw: st.DrawFn, *, most: int = 4) -> tuple[Plan, tuple[str, ...]]:
    """A plan with a circle: minimum lags that lead back to where they began.

    With it, the milestones of the circle in the order in which each waits for the one before. Up
    to `most` more milestones can be kept without it.
    """
    plan, diary = draw(kept_plans(most=most))
    draft = Draft.of(plan)
    circle = tuple(draft.plain(f"circle.{at}") for at in range(1, 1 + draw(st.integers(2, 4))))
    if draw(st.booleans()):
        draft.link(draw(st.sampled_from(sorted(diary))), circle[0], LinkKind.AT_LEAST, Lag(1))
    for first, then in zip(circle, (*circle[1:], circle[0]), strict=True):
        draft.link(first, then, LinkKind.AT_LEAST, draw(lags(longest=20)))
    return draft.plan(plan.as_at), circle


@st.composite
def small_plans(draw: st.DrawFn, *, most: int = 4, span: int = 9, circles: bool = True) -> Plan:
    """A plan so small that every schedule can be tried; it may or may not be possible.

    Every milestone has a first and a last day, at most `span` days apart. With `circles`, minimum
    lags may lead back to where they began: :func:`earlyhelp.solve` calls no such plan feasible, and
    :func:`every_schedule`, which knows the days alone, may find some where all fall on one day.
    """
    draft = Draft(draw(calendars(closures=1)))
    start = draw(days(date(2020, 12, 1), date(2022, 1, 10)))
    names = [f"m{at}" for at in range(draw(st.integers(1, most)))]
    inside = st.integers(0, span).map(lambda offset: start + timedelta(days=offset))
    for name in names:
        draft.bounded(draw, name, inside, start, start + timedelta(days=span))
    lag = lags((Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.CLEAR_DAYS), 6) | lags(
        (Unit.CLEAR_WORKING_DAYS, Unit.WEEKS), 1
    )
    for _ in range(draw(st.integers(0, 2 * len(names)))):
        first, then = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        kind = draw(st.sampled_from(LinkKind))
        is_circle = kind is LinkKind.AT_LEAST and draft.leads_back(then, first)
        if first != then and (circles or not is_circle):
            draft.link(first, then, kind, draw(lag))
    return draft.plan(draw(st.none() | st.just(start)))
