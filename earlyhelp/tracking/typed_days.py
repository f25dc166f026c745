"""Which days did people change in a sheet of the plan, and may the plan take them over?

A sheet has each day twice: as it may be changed, and as it was when the sheet was made. So a
cell that somebody changed is told from a plan that has moved on since, and where both
happened nothing is taken and the three days are named.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.findings import Place
from earlyhelp.model import Milestone, Plan
from earlyhelp.records import Record
from earlyhelp.sheet_cells import one_line

#: The headings of the columns that are read back; the first is not ``ID``, which Excel takes
#: for a file of another kind (SYLK).
MILESTONE: Final = "Milestone"
TITLE: Final = "Title"
DAY: Final = "Day"
DAY_THEN: Final = "Day when exported"
DONE: Final = "Done on"
DONE_THEN: Final = "Done when exported"
#: Those that people may change.
MAY_CHANGE: Final = (DAY, DONE)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TypedRow(Record):
    """What one row of a sheet says of a milestone; ``None`` is an empty cell."""

    milestone: str
    place: Place  #: of its row
    day: DateExpression | None
    day_then: DateExpression | None
    done: DateExpression | None
    done_then: DateExpression | None
    title: str | None = None


class Outcome(enum.Enum):
    """What becomes of a cell that was changed."""

    MOVED = "moved"
    DONE = "done"
    CHANGED_SINCE = "changed since"  #: the plan has another day now than when it was exported
    IS_DONE = "is done"  #: a day of something that has happened already
    LOCKED = "locked"
    CLEARED = "cleared"  #: a sheet cannot take a day away
    NOT_ONE_DAY = "not one day"  #: what has happened, happened on a day
    NEEDS_EVIDENCE = "needs evidence"
    TITLE = "title"  #: only the plan's own files can change it


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TypedDay(Record):
    """One cell that says something else than it did."""

    outcome: Outcome
    milestone: str
    place: Place
    was: str  #: when the sheet was made, as it is typed in plans; empty: nothing
    now: str  #: as it was changed
    plan: str  #: what the plan says today

    @property
    def is_taken(self) -> bool:
        """Whether the plan can record it."""
        return self.outcome in (Outcome.MOVED, Outcome.DONE)


def typed_days(plan: Plan, typed: Iterable[TypedRow]) -> Iterator[TypedDay]:
    """Every cell that was changed, in the order of the sheet; the plan has every milestone."""
    for row in typed:
        milestone = plan[row.milestone]
        done = _done(milestone, row)
        if done is not None:
            yield done
        if done is None or done.outcome is not Outcome.DONE:
            moved = _moved(milestone, row)
            if moved is not None:
                yield moved
        title = one_line(milestone.title or "")  # as a cell holds it
        if (row.title or "") != title:
            yield _cell(row, Outcome.TITLE, title, row.title, title)


def _moved(milestone: Milestone, row: TypedRow) -> TypedDay | None:
    said = milestone.stated
    plan, then, now = said.when.text if said else "", _text(row.day_then), _text(row.day)
    if now in (then, plan):
        return None
    if milestone.done is not None:
        outcome = Outcome.IS_DONE
    elif plan != then:
        outcome = Outcome.CHANGED_SINCE
    elif not now:
        outcome = Outcome.CLEARED
    else:
        outcome = Outcome.LOCKED if milestone.locked else Outcome.MOVED
    return _cell(row, outcome, then, now, plan)


def _done(milestone: Milestone, row: TypedRow) -> TypedDay | None:
    said = milestone.done
    plan, then, now = said.when.text if said else "", _text(row.done_then), _text(row.done)
    if now in (then, plan):
        return None
    if plan != then:
        outcome = Outcome.CHANGED_SINCE
    elif said is not None:
        outcome = Outcome.IS_DONE
    elif row.done is None or not row.done.is_exact:
        outcome = Outcome.NOT_ONE_DAY
    else:
        outcome = Outcome.NEEDS_EVIDENCE if milestone.needs_evidence else Outcome.DONE
    return _cell(row, outcome, then, now, plan)


def _cell(
    row: TypedRow, outcome: Outcome, was: str | None, now: str | None, plan: str | None
) -> TypedDay:
    return TypedDay(
        outcome=outcome,
        milestone=row.milestone,
        place=row.place,
        was=was or "",
        now=now or "",
        plan=plan or "",
    )


def _text(when: DateExpression | None) -> str:
    return when.text if when else ""
