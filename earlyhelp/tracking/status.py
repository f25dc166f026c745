"""How does each milestone stand: complete, red, amber, green, or is it not known?

By tolerance, not by mood. Red: a hard constraint is broken, or nothing is left to recover in.
Amber: it has slipped, and its float still holds it. Green: it is within its float. "Not known" is
a standing of its own and never a pass.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.model import Milestone, Stated
from earlyhelp.model.baselines import Baseline
from earlyhelp.network.schedule import Schedule
from earlyhelp.partners.leaving import is_asked_no_more
from earlyhelp.tracking import behind


class Rag(enum.Enum):
    """How something stands; a word, because a colour alone says nothing to many people."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_KNOWN = "not known"
    COMPLETE = "complete"


#: The worst first. Of things that stand differently, the first of these is how all of them do.
WORST_FIRST: Final = tuple(Rag)


class Why(enum.Enum):
    """What makes a milestone stand as it does; the first that holds."""

    DONE = "done"
    NOT_NEEDED = "its partner has moved out"
    IN_CONFLICT = "in a conflict"
    FIXED_DAY_PASSED = "a fixed day has passed"
    AFTER_LATEST = "after its latest day"
    PROBABLE_YEAR_ERROR = "the year is probably wrong"
    NOT_SHOWN = "said to be done, without evidence"
    LATER_THAN_BASELINE = "later than the baseline"
    MOVED_LATER = "moved later"
    CANNOT_BE_KEPT = "cannot be on its stated day any more"
    IN_TIME = "within its float"
    NO_DAY = "no day"


_RAG: Final[Mapping[Why, Rag]] = {
    Why.DONE: Rag.COMPLETE,
    Why.NOT_NEEDED: Rag.COMPLETE,
    Why.IN_CONFLICT: Rag.RED,
    Why.FIXED_DAY_PASSED: Rag.RED,
    Why.AFTER_LATEST: Rag.RED,
    Why.PROBABLE_YEAR_ERROR: Rag.NOT_KNOWN,
    Why.NOT_SHOWN: Rag.NOT_KNOWN,
    Why.LATER_THAN_BASELINE: Rag.AMBER,
    Why.MOVED_LATER: Rag.AMBER,
    Why.CANNOT_BE_KEPT: Rag.AMBER,
    Why.IN_TIME: Rag.GREEN,
    Why.NO_DAY: Rag.NOT_KNOWN,
}


@attrs.frozen(kw_only=True)
class Standing:
    """How one milestone stands; days are day numbers, and lengths calendar days."""

    milestone: Milestone
    why: Why
    #: by when it is due: the last day that its stated day can mean, else its latest day; where
    #: a deadline before that has passed, the deadline
    due: int | None
    first: int | None  #: the first day on which it can still fall
    latest: int | None
    #: by how much it is later than it may or should be; ``None`` where `why` is no lateness
    late_by: int | None = None
    was: DateExpression | None = None  #: the day that it has slipped from

    @property
    def rag(self) -> Rag:
        """The same in one word."""
        return _RAG[self.why]

    @property
    def is_past_its_deadline(self) -> bool:
        """Whether it is due by a deadline that has passed, and not by a day stated for it."""
        stated = self.milestone.stated
        return self.due not in (None, self.latest, stated and stated.when.high)

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.rag is not Rag.COMPLETE

    @property
    def id(self) -> str:
        """The milestone's id."""
        return self.milestone.id


def standings(schedule: Schedule, baseline: Baseline | None = None) -> tuple[Standing, ...]:
    """How every milestone stands, in the order of the plan.

    With a `baseline`, a milestone that had a stated day in it has slipped where it is later
    than that; else where it is later than before the journal moved it.
    """
    conflicting = _conflicting(schedule)
    passed: dict[str, int] = {}
    for late in behind.overdue(schedule):
        if late.is_deadline or schedule.plan[late.milestone].on is not None:
            passed[late.milestone] = min(late.day, passed.get(late.milestone, late.day))
    return tuple(
        _standing(schedule, milestone, baseline, conflicting, passed)
        for milestone in schedule.plan.milestones
    )


def worst(found: Iterable[Rag]) -> Rag:
    """How all of them stand: as the worst does. Of nothing at all it is not known.

    What is complete does not count beside what is not; nor does what is not known beside
    what is green, so that whoever says green has to say as well how much is not known.
    """
    seen = set(found)
    return next((rag for rag in WORST_FIRST if rag in seen), Rag.NOT_KNOWN)


def by_workstream(found: Iterable[Standing]) -> dict[str | None, Counter[Rag]]:
    """How many milestones of each workstream stand how; ``None``, the last: of no workstream."""
    counts: dict[str | None, Counter[Rag]] = {}
    for standing in found:
        counts.setdefault(standing.milestone.workstream, Counter())[standing.rag] += 1
    of_none = counts.pop(None, None)
    return counts if of_none is None else counts | {None: of_none}


def _standing(
    schedule: Schedule,
    milestone: Milestone,
    baseline: Baseline | None,
    conflicting: frozenset[str],
    passed: Mapping[str, int],
) -> Standing:
    name, stated = milestone.id, milestone.stated
    first, latest = schedule.first_day(name), schedule.last_day(name)
    due = latest if stated is None else stated.when.high
    if name in passed:
        due = passed[name] if due is None else min(due, passed[name])
    as_at = schedule.network.as_at

    def stands(why: Why, late_by: int | None = None, was: DateExpression | None = None) -> Standing:
        return Standing(
            milestone=milestone,
            why=why,
            due=due,
            first=first,
            latest=latest,
            late_by=late_by,
            was=was,
        )

    if behind.is_done(milestone, as_at):
        return stands(Why.DONE)
    if is_asked_no_more(schedule.plan, name):
        return stands(Why.NOT_NEEDED)
    if name in conflicting:
        return stands(Why.IN_CONFLICT)
    if name in passed and as_at is not None:
        return stands(Why.FIXED_DAY_PASSED, as_at - passed[name])
    forecast = _forecast(stated, first)
    if forecast is not None and latest is not None and forecast > latest:
        return stands(Why.AFTER_LATEST, forecast - latest)
    today = schedule.as_at
    if stated and today and milestone.done is None and behind.is_probable_slip(stated, today):
        return stands(Why.PROBABLE_YEAR_ERROR)
    if milestone.claimed is not None:
        return stands(Why.NOT_SHOWN)
    slip = _slip(milestone, baseline, forecast)
    if slip is not None:
        return stands(*slip)
    return stands(Why.NO_DAY if due is None else Why.IN_TIME)


def _forecast(stated: Stated | None, first: int | None) -> int | None:
    """The first day on which it can be expected: not before it can fall, nor before it is stated.

    ``end of`` a month says only how late.
    """
    if stated is None or stated.when.is_deadline:
        return first
    return stated.when.low if first is None else max(first, stated.when.low)


def _slip(
    milestone: Milestone, baseline: Baseline | None, forecast: int | None
) -> tuple[Why, int, DateExpression] | None:
    """By how many calendar days it is later than it was to be, and than which day.

    Counted between the last days that two days can mean, or up to the forecast.
    """
    stated = milestone.stated
    kept = baseline.by_id.get(milestone.id) if baseline is not None else None
    was, why = (kept.promised if kept else None), Why.LATER_THAN_BASELINE
    if was is None and milestone.moved_from is not None:
        was, why = milestone.moved_from.when, Why.MOVED_LATER
    now = max((day for day in (stated and stated.when.high, forecast) if day), default=None)
    if was is not None and now is not None and now > was.high:
        return why, now - was.high, was
    if stated is not None and forecast is not None and forecast > stated.when.high:
        return Why.CANNOT_BE_KEPT, forecast - stated.when.high, stated.when
    return None


def _conflicting(schedule: Schedule) -> frozenset[str]:
    """The milestones that a conflict, or a circle of links, is made of."""
    names: set[str] = set()
    for diagnosed in schedule.conflicts:
        conflict = diagnosed.conflict
        names |= {conflict.start, conflict.end}
        names |= {end for hop in conflict.hops for end in (hop.start, hop.end)}
    for circle in schedule.network.cycles:
        names |= {end for link in circle for end in (link.first, link.then)}
    return frozenset(names)
