"""What would be different in a plan, if something in it were?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from earlyhelp.codes import CANNOT_BE_MET
from earlyhelp.dates import DateExpression, days
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Milestone
from earlyhelp.model.holding import cost_of_days
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.registers import NO_ROWS, Property
from earlyhelp.model.workflows import HANDED_OVER
from earlyhelp.network.course import Course
from earlyhelp.network.differences import Shift, shifts
from earlyhelp.network.schedule import Schedule
from earlyhelp.partners.leaving import closes
from earlyhelp.partners.notices import Kind, Notice, notices


@attrs.frozen(kw_only=True)
class Fall:
    """When a milestone falls, as :class:`~earlyhelp.network.course.Course` has it."""

    day: int  #: the day number
    stated: DateExpression | None  #: the plan's own words for it, where that day keeps them

    @property
    def when(self) -> DateExpression:
        """The day as the plan says it, or else the day that was worked out."""
        return self.stated or DateExpression.of(days.day(self.day))


@attrs.frozen(kw_only=True)
class Move:
    """A milestone that would fall on another day."""

    milestone: str
    before: Fall
    after: Fall
    working_days: int  #: working days later; negative is earlier
    is_asked: bool  #: it is one of those that something was supposed of
    because: str | None  #: the nearest before it that moves, or the stay that is longer

    @property
    def days(self) -> int:
        """Calendar days later; negative is earlier."""
        return self.after.day - self.before.day


@attrs.frozen(kw_only=True)
class Held:
    """A property that would be handed over on another day, and what that costs."""

    row: Property
    days: int  #: calendar days longer; negative is shorter
    cost: Decimal | None  #: pounds, not rounded; ``None``: the plan has no figure


#: What a finding is known by: its code, its subjects, and where it has none, its file and line.
_Key = tuple[str, tuple[str, ...], tuple[str | None, int] | None]


@attrs.frozen(kw_only=True)
class Said:
    """Which findings there would be besides, no more, or in other words.

    A finding is the same where its code and its subjects are. One of open work has no
    subjects, so that nobody is named: it is the same where it stands in the same line. What
    becomes an error is new.
    """

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    changed: tuple[Finding, ...]  #: as they would be said

    @classmethod
    def between(cls, before: Sequence[Finding], after: Sequence[Finding]) -> Said:
        """How the findings of a plan differ from those that it had."""
        was: defaultdict[_Key, set[str]] = defaultdict(set)
        errors = set()
        for item in before:
            was[_same(item)].add(item.message)
            if item.severity is Severity.ERROR:
                errors.add(_same(item))

        def is_new(item: Finding) -> bool:
            is_worse = item.severity is Severity.ERROR and _same(item) not in errors
            return _same(item) not in was or is_worse

        now = {_same(item) for item in after}
        return cls(
            new=tuple(item for item in after if is_new(item)),
            gone=tuple(item for item in before if _same(item) not in now),
            changed=tuple(
                item for item in after if not is_new(item) and item.message not in was[_same(item)]
            ),
        )

    @property
    def new_errors(self) -> tuple[Finding, ...]:
        """Those of the new ones that are errors."""
        return tuple(item for item in self.new if item.severity is Severity.ERROR)


def _same(finding: Finding) -> _Key:
    at = None if finding.subjects else finding.place
    return finding.code, finding.subjects, at and (at.file, at.line)


@attrs.frozen(kw_only=True)
class WhatIf:
    """A plan as it is, and as it would be with these entries in its journal."""

    entries: Sequence[Entry]
    before: Schedule
    after: Schedule
    found_after: Sequence[Finding]
    said: Said
    falls: Mapping[str, tuple[Fall, Fall]]  #: for every milestone with a day, when; and would
    moves: tuple[Move, ...]  #: everything that falls on another day, in that order
    windows: tuple[Shift, ...]  #: every other earliest or latest day, the most first
    notices: tuple[Notice, ...]  #: partners that would have to be told of another day
    held: tuple[Held, ...]  #: properties handed over on another day

    @property
    def worst(self) -> Finding | None:
        """Why the plan could not be met: the conflict with the most days missing."""
        conflicts = (item for item in self.found_after if item.code == CANNOT_BE_MET)
        return max(conflicts, default=None, key=lambda item: item.short_by_days or 0)

    @property
    def cost(self) -> Decimal | None:
        """Pounds for the properties held longer, less those held shorter; ``None``: no figure."""
        costs = [held.cost for held in self.held if held.cost is not None]
        return sum(costs, Decimal(0)) if costs else None


def whatif(
    entries: Sequence[Entry],
    before: tuple[Schedule, Sequence[Finding]],
    after: tuple[Schedule, Sequence[Finding]],
) -> WhatIf:
    """What is different between a plan as checked and the same with entries recorded."""
    courses = Course(before[0]), Course(after[0])
    falls = dict(_falls(before[0], after[0], courses))
    number = after[0].network.number  # what comes first in the plan has the smaller one
    moves = sorted(
        _moves(entries, after[0], courses, falls),
        key=lambda move: (move.after.day, number[move.milestone]),
    )
    moved = {move.milestone for move in moves}
    windows = shifts(before[0], after[0])
    return WhatIf(
        entries=entries,
        before=before[0],
        after=after[0],
        found_after=after[1],
        said=Said.between(before[1], after[1]),
        falls=falls,
        moves=tuple(moves),
        windows=tuple(shift for shift in windows if shift.milestone not in moved),
        notices=_told_again(before[0], after[0]),
        held=tuple(held_longer(after[0], {move.milestone: move.days for move in moves})),
    )


def _falls(
    before: Schedule, after: Schedule, courses: tuple[Course, Course]
) -> Iterator[tuple[str, tuple[Fall, Fall]]]:
    for milestone in after.plan.milestones:
        name = milestone.id
        if name in before.plan:
            was, now = (course.day(name) for course in courses)
            if was is not None and now is not None:
                yield name, (_fall(before.plan[name], was), _fall(milestone, now))


def _fall(milestone: Milestone, day: int) -> Fall:
    when = milestone.stated.when if milestone.stated is not None else None
    keeps = when is not None and (day <= when.high and (day >= when.low or when.is_deadline))
    return Fall(day=day, stated=when if keeps else None)


def _moves(
    entries: Sequence[Entry],
    after: Schedule,
    courses: tuple[Course, Course],
    falls: Mapping[str, tuple[Fall, Fall]],
) -> Iterator[Move]:
    moved = {name for name, (was, now) in falls.items() if was.when != now.when}
    for name in moved:
        was, now = falls[name]
        because = courses[1].nearest(name, moved) or courses[0].nearest(name, moved)
        is_asked = any(entry.subject == name for entry in entries)
        if because is None and not is_asked:
            because = next((stay for stay in _longer_stays(entries) if _is_of(name, stay)), None)
        yield Move(
            milestone=name,
            before=was,
            after=now,
            working_days=after.plan.calendar.between(was.day, now.day),
            is_asked=is_asked,
            because=because,
        )


def _longer_stays(entries: Sequence[Entry]) -> list[str]:
    return [entry.subject for entry in entries if entry.action is Action.EXTENDED]


def _is_of(milestone: str, stay: str) -> bool:
    return milestone.startswith(f"{stay}.")


def _told_again(before: Schedule, after: Schedule) -> tuple[Notice, ...]:
    """Those who would have to be told of another day, and need not be as the plan is."""
    was = {_again(notice) for notice in notices(before) if notice.kind is Kind.TELL_AGAIN}
    return tuple(
        notice
        for notice in notices(after)
        if notice.kind is Kind.TELL_AGAIN and _again(notice) not in was
    )


def _again(notice: Notice) -> tuple[str, int | None]:
    return notice.occupation.id, notice.out


def held_longer(after: Schedule, later: Mapping[str, int]) -> Iterator[Held]:
    """The properties that the service leaves and that are handed over on another day.

    `later` has the calendar days by which a milestone moves, by its id; negative is earlier.
    """
    as_at = after.network.as_at
    for row in (after.plan.registers or NO_ROWS).properties:
        moved = later.get(f"{row.id}.{HANDED_OVER}", 0)
        is_disposed = (
            row.disposed is not None and as_at is not None and row.disposed.when.high <= as_at
        )
        if not moved or is_disposed or not closes(after.plan, row):
            continue
        cost = None if row.monthly_cost is None else cost_of_days(row.monthly_cost, moved)
        yield Held(row=row, days=moved, cost=cost)
