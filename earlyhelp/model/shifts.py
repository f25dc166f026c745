"""What becomes of the files of a plan whose dates all move?"""

from __future__ import annotations

from typing import NamedTuple

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.findings import Place
from earlyhelp.model.milestones import Milestone
from earlyhelp.model.plan import Plan


class Moved(NamedTuple):
    """One date that moved."""

    key: str  #: the key or the column that it stands under
    section: str  #: the part of the plan: ``milestones``, ``closures``, ``properties``
    place: Place
    before: DateExpression
    after: DateExpression


class Left(NamedTuple):
    """A year of the old dates that still stands somewhere."""

    file: str
    key: str  #: the key or the column that it stands under; ``comment`` for one of these
    year: str


@attrs.frozen(kw_only=True)
class Shifted:
    """The files of a plan with other dates."""

    files: dict[str, bytes]  #: by the names that the plan gives them; the plan's own first
    id: str
    moved: tuple[Moved, ...]
    left: tuple[Left, ...]
    #: the columns of a budget that are of another year now: before and after, each once
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def plan_file(self) -> str:
        """The name of the plan's own file."""
        return next(iter(self.files))


def own_milestones(plan: Plan, file: str) -> tuple[Milestone, ...]:
    """The milestones with a stated day that stands in the plan's own `file`, in no register."""
    return tuple(
        milestone
        for milestone, said in plan.stated
        if said.place.file == file and not milestone.is_step
    )


def first_stated(plan: Plan, file: str) -> Milestone | None:
    """The first of them by its day; ``None`` where the plan itself states none."""

    def day(milestone: Milestone) -> int:
        return milestone.stated.when.low if milestone.stated else 0

    return min(own_milestones(plan, file), key=day, default=None)
