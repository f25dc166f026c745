"""What becomes of each cell that people changed, and why of some nothing?

What the journal can record is taken: a milestone that is moved or done, a partner's extension,
an acceptance. It is asked for the same things as by the commands that record it. Everything
else is said to be changed elsewhere, or to be worked out.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.findings import Place
from earlyhelp.model import Milestone, Plan
from earlyhelp.model.registers import NO_ROWS, Extension
from earlyhelp.model.workflows import ACCEPTED
from earlyhelp.records import Record
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking.sheets import TITLE, Says
from earlyhelp.tracking.typed_cells import Changed


class Outcome(enum.Enum):
    """What becomes of a cell that was changed."""

    MOVED = "moved"
    DONE = "done"
    ACCEPTED = "accepted"  #: a property, by the Assets Team
    EXTENDED = "extended"
    EVIDENCE = "evidence"  #: it is recorded with the day that it goes with
    AGREED = "agreed"  #: the word beside the day of an extension
    CHANGED_SINCE = "changed since"  #: the plan has something else now than when it was exported
    SAID_TWICE = "said twice"  #: another sheet says something else of the same
    IS_DONE = "is done"  #: a day of something that has happened already
    BESIDE_DONE = "beside done"  #: another day than the one on which it was done
    LOCKED = "locked"
    CLEARED = "cleared"  #: a sheet cannot take a day away
    NOT_ONE_DAY = "not one day"  #: what has happened, happened on a day
    NEEDS_EVIDENCE = "needs evidence"
    EVIDENCE_ALONE = "evidence alone"  #: of nothing that is said to be done
    NO_STEP = "no such step"  #: the row goes through no such step
    NOT_AGREED = "not agreed"  #: only an extension that was agreed is recorded
    NO_LAST_DAY = "no last day"  #: an extension was agreed, and nobody says until when
    TITLE = "title"  #: only the plan's own files can change it
    PLAN = "plan"  #: the same, of anything else that they say
    REGISTER = "register"  #: the register says it
    COMPUTED = "computed"


_TAKEN: Final = frozenset(
    {
        Outcome.MOVED,
        Outcome.DONE,
        Outcome.ACCEPTED,
        Outcome.EXTENDED,
        Outcome.EVIDENCE,
        Outcome.AGREED,
    }
)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Judged(Record):
    """A cell that was changed, and what becomes of it."""

    cell: Changed
    outcome: Outcome
    about: str  #: the milestone or the occupation that it is about, or the name of its row
    day: str = ""  #: that is recorded, as it is typed in plans
    evidence: str = ""  #: that goes with it
    place: Place | None = None  #: where it can be changed, in the plan's own files
    other: Changed | None = None  #: the cell that says something else

    @property
    def is_taken(self) -> bool:
        """Whether the plan can record it."""
        return self.outcome in _TAKEN


def judged(plan: Plan, changed: Sequence[Changed]) -> tuple[Judged, ...]:
    """Each of the cells that were changed, in their order, with what becomes of it."""
    return tuple(_Judging(plan, changed).all())


def recorded(found: Sequence[Judged]) -> tuple[Judged, ...]:
    """Those that the journal has to say, each milestone and each extension once."""
    first: dict[tuple[str, bool], Judged] = {}
    for one in found:
        if one.day and one.is_taken:
            first.setdefault((one.about, one.outcome is Outcome.EXTENDED), one)
    return tuple(first.values())


class _Judging:
    def __init__(self, plan: Plan, changed: Sequence[Changed]) -> None:
        self._plan = plan
        self._changed = changed
        self._said: dict[tuple[str, Says], list[Changed]] = defaultdict(list)
        for cell in changed:
            self._said[cell.column.milestone(cell.row), cell.column.says].append(cell)
        registers = plan.registers or NO_ROWS
        self._stays = {row.id: row for row in registers.occupations}
        self._places = {row.id: row.place for row in registers.properties}
        self._places |= {row.id: row.place for row in registers.occupations}

    def all(self) -> Iterator[Judged]:
        for cell in self._changed:
            match cell.column.says:
                case Says.DAY | Says.DONE | Says.EVIDENCE:
                    one = self._of_a_milestone(cell)
                case Says.EXTENDED_TO:
                    one = self._extended_to(cell)
                case Says.EXTENSION:
                    one = self._extension(cell)
                case _:
                    one = self._elsewhere(cell)
            if one is not None:
                yield one

    def _of_a_milestone(self, cell: Changed) -> Judged | None:
        name = cell.column.milestone(cell.row)
        if name not in self._plan:
            return Judged(cell=cell, outcome=Outcome.NO_STEP, about=name)
        milestone, says = self._plan[name], cell.column.says
        if says is Says.EVIDENCE and cell.now == one_line(milestone.evidence or ""):
            return None  # it is recorded, and is not shown by any export
        other = next((one for one in self._said[name, says] if one.now != cell.now), None)
        done = self._done(milestone)
        evidence = self._evidence(name)
        if other is not None:
            outcome = Outcome.SAID_TWICE
        elif says is Says.DONE:
            outcome = self._outcome_of_done(milestone, cell, evidence)
        elif says is Says.EVIDENCE:
            outcome = Outcome.EVIDENCE if done else Outcome.EVIDENCE_ALONE
        elif done:
            day, outcome = done
            if day != cell.now:
                outcome = Outcome.BESIDE_DONE
        else:
            outcome = _outcome_of_moved(milestone, cell)
        is_done = outcome in (Outcome.DONE, Outcome.ACCEPTED)
        return Judged(
            cell=cell,
            outcome=outcome,
            about=name,
            day=cell.now if is_done or outcome is Outcome.MOVED else "",
            evidence=evidence if is_done else "",
            place=milestone.place,
            other=other,
        )

    def _done(self, milestone: Milestone) -> tuple[str, Outcome] | None:
        """The day that will be recorded as that on which it was done, and as what, if any."""
        said = self._said[milestone.id, Says.DONE]
        if not said or any(one.now != said[0].now for one in said):
            return None
        outcome = self._outcome_of_done(milestone, said[0], self._evidence(milestone.id))
        return (said[0].now, outcome) if outcome in _TAKEN else None

    def _evidence(self, name: str) -> str:
        said = {cell.now for cell in self._said[name, Says.EVIDENCE]}
        return said.pop() if len(said) == 1 else ""

    @staticmethod
    def _outcome_of_done(milestone: Milestone, cell: Changed, evidence: str) -> Outcome:
        if cell.plan != cell.was:
            return Outcome.CHANGED_SINCE
        if milestone.done is not None:
            return Outcome.IS_DONE
        if not (cell.now and DateExpression.parse(cell.now).is_exact):
            return Outcome.NOT_ONE_DAY
        if milestone.needs_evidence and not evidence:
            return Outcome.NEEDS_EVIDENCE
        return Outcome.ACCEPTED if cell.column.step == ACCEPTED else Outcome.DONE

    def _extended_to(self, cell: Changed) -> Judged:
        word = self._beside(cell, Says.EXTENSION)
        if cell.row not in self._stays:
            outcome = Outcome.NO_STEP
        elif cell.plan != cell.was:
            outcome = Outcome.CHANGED_SINCE
        elif not cell.now:
            outcome = Outcome.CLEARED
        elif not DateExpression.parse(cell.now).is_exact:
            outcome = Outcome.NOT_ONE_DAY
        elif word is not None and not _is_agreed(word):
            outcome = Outcome.NOT_AGREED
        else:
            outcome = Outcome.EXTENDED
        return self._of_an_extension(cell, outcome, cell.now)

    def _extension(self, cell: Changed) -> Judged:
        row = self._stays.get(cell.row)
        beside = self._beside(cell, Says.EXTENDED_TO)
        until = row.extended_to.when if row is not None and row.extended_to is not None else None
        if row is None:
            outcome = Outcome.NO_STEP
        elif cell.plan != cell.was:
            outcome = Outcome.CHANGED_SINCE
        elif not _is_agreed(cell):
            outcome = Outcome.NOT_AGREED
        elif beside is not None:
            is_taken = self._extended_to(beside).outcome is Outcome.EXTENDED
            outcome = Outcome.AGREED if is_taken else Outcome.NO_LAST_DAY
        else:
            # to the day that was asked for, which stands beside it
            has_day = until is not None and until.is_exact
            outcome = Outcome.EXTENDED if has_day else Outcome.NO_LAST_DAY
        return self._of_an_extension(cell, outcome, until.text if until else "")

    def _of_an_extension(self, cell: Changed, outcome: Outcome, day: str) -> Judged:
        return Judged(
            cell=cell,
            outcome=outcome,
            about=cell.row,
            day=day if outcome is Outcome.EXTENDED else "",
            place=self._places.get(cell.row),
        )

    def _beside(self, cell: Changed, says: Says) -> Changed | None:
        """The changed cell of the same row that is about something else."""
        return next(iter(self._said[cell.row, says]), None)

    def _elsewhere(self, cell: Changed) -> Judged:
        outcome, place = Outcome.COMPUTED, None
        if cell.column.says is Says.REGISTER:
            outcome, place = Outcome.REGISTER, self._places.get(cell.row)
        elif cell.column.says is Says.PLAN:
            outcome = Outcome.TITLE if cell.column.heading == TITLE else Outcome.PLAN
            # what a workflow says of a row stands in no line of that row
            if cell.row in self._plan and not self._plan[cell.row].is_step:
                place = self._plan[cell.row].place
        return Judged(cell=cell, outcome=outcome, about=cell.row, place=place)


def _outcome_of_moved(milestone: Milestone, cell: Changed) -> Outcome:
    if milestone.done is not None:
        return Outcome.IS_DONE
    if cell.plan != cell.was:
        return Outcome.CHANGED_SINCE
    if not cell.now:
        return Outcome.CLEARED
    return Outcome.LOCKED if milestone.locked else Outcome.MOVED


def _is_agreed(cell: Changed) -> bool:
    return cell.now.lower() == Extension.AGREED.value
