"""Do the days of a plan agree with the days that the tool it came from had worked out?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.exchange.causes import Causes
from earlyhelp.exchange.importing import Imported
from earlyhelp.exchange.placed import Placed
from earlyhelp.exchange.project import Project
from earlyhelp.exchange.report import Item
from earlyhelp.model import Plan, Stated
from earlyhelp.network.schedule import Schedule, solve_plan

#: How people call each of the four, in their order.
EARLY_START: Final = "early start"
EARLY_FINISH: Final = "early finish"
LATE_START: Final = "late start"
LATE_FINISH: Final = "late finish"
_EARLY: Final = (EARLY_START, EARLY_FINISH)


@attrs.frozen(kw_only=True)
class Difference:
    """A day of the file that the plan does not have."""

    task: str
    id: str  #: the milestone in the plan
    what: str  #: ``early start``
    theirs: date
    ours: date | None  #: ``None``: the plan does not bound it
    line: int
    #: what of the import may have made it so; ``None``: nothing that leads to it was changed
    because: Item | None = None

    @property
    def days(self) -> int | None:
        """By how many calendar days the plan's is later; negative where it is earlier."""
        return None if self.ours is None else (self.ours - self.theirs).days


@attrs.frozen(kw_only=True)
class Recheck:
    """What came of comparing every day that the file has stored."""

    compared: int  #: days
    feasible: bool  #: whether the plan can be met
    differences: tuple[Difference, ...]


def recheck(plan: Plan, made: Imported, project: Project) -> Recheck:
    """Compare the earliest and latest days of a plan with those stored in its project.

    A moment between two working days is the same moment on both. A project ends with its last
    task, so every latest day is worked out as if nothing could be later than its finish.
    """
    earliest = solve_plan(plan)
    latest = _until_the_finish(plan, made, project, earliest)
    causes = Causes(plan, made.items)
    compared, found = 0, []
    for item in made.placed.values():
        for name, end_id, moment, ours in _pairs(item, earliest, latest):
            end = item.start if end_id == item.start.ref else item.finish
            theirs = end.clock.on_day(moment, end.side).day
            compared += 1
            if theirs != ours:
                found.append(
                    Difference(
                        task=item.named.task.name,
                        id=end_id,
                        what=name,
                        theirs=theirs,
                        ours=ours,
                        line=item.named.task.line,
                        because=causes.of(end_id, is_early=name in _EARLY),
                    )
                )
    return Recheck(compared=compared, feasible=earliest.feasible, differences=tuple(found))


def _pairs(
    item: Placed, earliest: Schedule, latest: Schedule
) -> Iterator[tuple[str, str, datetime, date | None]]:
    task = item.named.task
    is_point = item.start is item.finish
    start, finish = item.start.ref, item.finish.ref
    first, last = earliest.earliest, latest.latest
    if task.early_start is not None:
        yield EARLY_START, start, task.early_start, first[start]
    if task.early_finish is not None and not is_point:
        yield EARLY_FINISH, finish, task.early_finish, first[finish]
    if task.late_start is not None and not is_point:
        yield LATE_START, start, task.late_start, last[start]
    if task.late_finish is not None:
        yield LATE_FINISH, finish, task.late_finish, last[finish]


def _until_the_finish(plan: Plan, made: Imported, project: Project, earliest: Schedule) -> Schedule:
    """The plan solved as if nothing could be later than the end of the project."""
    stored = [task.early_finish for task in project.tasks if task.early_finish is not None]
    finish = project.finish or max(stored, default=None)
    if finish is None:
        return earliest
    limits = {
        end.ref: end.clock.on_day(finish, end.side).day
        for item in made.placed.values()
        for end in (item.start, item.finish)
    }
    return ending_by(plan, limits)


def ending_by(plan: Plan, limits: Mapping[str, date]) -> Schedule:
    """The plan solved as if each milestone had to be by its day too, inclusive."""
    milestones = tuple(
        attrs.evolve(
            milestone,
            by=(*milestone.by, Stated(DateExpression.of(limits[milestone.id]), milestone.place)),
        )
        for milestone in plan.milestones
    )
    return solve_plan(attrs.evolve(plan, milestones=milestones))
