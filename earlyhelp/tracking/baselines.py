"""What has moved since a plan was agreed, by how much, and what does the journal say of why?"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, days
from earlyhelp.model import Milestone
from earlyhelp.model.baselines import EARLIEST, Baseline, BaselineDay
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.workflows import OUT
from earlyhelp.network.schedule import Schedule
from earlyhelp.tracking.behind import is_probable_slip

_MOVING: Final = (Action.MOVED, Action.EXTENDED)


class Change(enum.Enum):
    """What has become of a milestone since the baseline."""

    SLIPPED = "slipped"  #: later than the day that was stated
    EARLIER = "earlier"
    UNCHANGED = "unchanged"
    STATED_SINCE = "stated since"  #: the baseline has no stated day of it
    WITHDRAWN = "no longer stated"
    WORKED_OUT = "only worked out"  #: no stated day, then or now: nobody promised any
    NEW = "new"
    GONE = "gone"


@attrs.frozen(kw_only=True)
class Variance:
    """What has become of one milestone; `was` or `now` is ``None`` where it is new or gone.

    `days` are calendar days later, and `working_days` those among them that are working days;
    negative is earlier. Counted between the last days that the two can mean.
    """

    id: str
    change: Change
    title: str | None = None
    was: BaselineDay | None = None
    now: BaselineDay | None = None
    days: int | None = None
    working_days: int | None = None
    #: the last entry of the journal that moved it, or else that moved what holds it
    because: Entry | None = None


def baseline_of(schedule: Schedule, name: str) -> Baseline:
    """The plan's days as they are now: each milestone's stated day, or else its earliest."""
    plan = schedule.plan
    return Baseline(name=name, days=tuple(_day(schedule, item) for item in plan.milestones))


def compared(schedule: Schedule, baseline: Baseline) -> tuple[Variance, ...]:
    """The plan as it is now against a baseline: in the order of the plan, then what is gone."""
    entries = _moves(schedule)
    now = [_variance(schedule, item, baseline, entries) for item in schedule.plan.milestones]
    gone = [
        Variance(id=day.id, change=Change.GONE, was=day)
        for day in baseline.days
        if day.id not in schedule.plan
    ]
    return (*now, *gone)


def launch_of(schedule: Schedule, found: tuple[Variance, ...]) -> Variance | None:
    """What has become of the launch; ``None``: the plan has none."""
    named = schedule.plan.by_role.get("launch", ())
    return next((variance for variance in found if variance.id in named), None)


def last_of(found: tuple[Variance, ...]) -> Variance:
    """Of the milestones that a day was stated for and that are still there, the one last now.

    Raises :class:`ValueError` where there is none.
    """
    last = {
        one.now.when.high: one
        for one in reversed(found)
        if one.was and one.was.promised and one.now and one.now.when
    }
    return last[max(last)]


def _day(schedule: Schedule, milestone: Milestone) -> BaselineDay:
    stated = milestone.stated
    if stated is not None:
        return BaselineDay(id=milestone.id, when=stated.when, kind=milestone.stated_as)
    first = schedule.earliest[milestone.id]
    when = None if first is None else DateExpression.of(first)
    return BaselineDay(id=milestone.id, when=when, kind=None if when is None else EARLIEST)


def _now(schedule: Schedule, milestone: Milestone) -> BaselineDay:
    """Its day as it is now: where its stated day can no longer be kept, its earliest.

    A day of which the year is probably wrong stays as it is, and so does one that is said to be
    done and not shown: how late these are is not known.
    """
    first, said, today = schedule.first_day(milestone.id), milestone.stated, schedule.as_at
    is_over = said is not None and first is not None and said.when.high < first
    if not is_over or first is None or milestone.done is not None or not schedule.feasible:
        return _day(schedule, milestone)
    if milestone.claimed or (said and today and is_probable_slip(said, today)):
        return _day(schedule, milestone)
    return BaselineDay(id=milestone.id, when=DateExpression.of(days.day(first)), kind=EARLIEST)


def _variance(
    schedule: Schedule, milestone: Milestone, baseline: Baseline, entries: Mapping[str, Entry]
) -> Variance:
    name, now = milestone.id, _now(schedule, milestone)
    was = baseline.by_id.get(name)
    made = Variance(id=name, title=milestone.title, change=Change.NEW, was=was, now=now)
    if was is None:
        return made
    made = attrs.evolve(made, change=_unmeasured(was, milestone))
    if was.when is None or now.when is None:
        return made
    later = now.when.high - was.when.high
    working = schedule.plan.calendar.between(was.when.high, now.when.high)
    made = attrs.evolve(made, days=later, working_days=working)
    if was.promised is None:
        return made
    if later > 0:
        because = _because(schedule, name, was.promised.high, entries)
        return attrs.evolve(made, change=Change.SLIPPED, because=because)
    if milestone.stated is None:
        return made
    if later < 0:
        because = entries.get(name)
        return attrs.evolve(made, change=Change.EARLIER, because=because)
    return attrs.evolve(made, change=Change.UNCHANGED)


def _unmeasured(was: BaselineDay, milestone: Milestone) -> Change:
    """What has become of it where two stated days cannot be compared."""
    if was.promised is not None:
        return Change.WITHDRAWN
    return Change.WORKED_OUT if milestone.stated is None else Change.STATED_SINCE


def _moves(schedule: Schedule) -> dict[str, Entry]:
    """The last entry that moved each milestone, or that extended the stay behind its step."""
    journal = schedule.plan.journal
    if journal is None:
        return {}
    return {
        f"{entry.subject}.{OUT}" if entry.action is Action.EXTENDED else entry.subject: entry
        for entry in journal.heeded
        if entry.action in _MOVING
    }


def _because(
    schedule: Schedule, milestone: str, was: int, entries: Mapping[str, Entry]
) -> Entry | None:
    """What moved it, or else the nearest before it that was moved and now keeps it from `was`."""
    own = entries.get(milestone)
    if own is not None or not entries:
        return own
    return next(
        (entries[name] for name in _held_by(schedule, milestone, was) if name in entries), None
    )


def _held_by(schedule: Schedule, milestone: str, was: int) -> Iterator[str]:
    """The chain that rules out the day `was`, from its end; empty where none does."""
    first = schedule.first_day(milestone)
    derivation = schedule.earliest_derivation(milestone)
    while first is not None and first > was and derivation is not None:
        yield schedule.network.names[derivation.node]
        derivation = derivation.before
