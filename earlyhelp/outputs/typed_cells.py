"""What was changed in a sheet, was and now, and what becomes of each cell?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from earlyhelp.dates import DateExpression, words
from earlyhelp.dates.days import shortened
from earlyhelp.outputs.tables import table
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking.sheets import Says
from earlyhelp.tracking.typed_outcomes import Judged, Outcome

#: Why a cell is not taken over, as a clause; and what a person can do.
_NOT_TAKEN: Final = {
    Outcome.IS_DONE: "it has happened already: `eh milestone undo` takes that back",
    Outcome.BESIDE_DONE: "it is to be recorded as done on another day, and then stays there",
    Outcome.LOCKED: "the plan says that it is not to be moved",
    Outcome.CLEARED: "a sheet cannot take a day away: do that in the plan",
    Outcome.NOT_ONE_DAY: "this is to be one day: type that one",
    Outcome.NEEDS_EVIDENCE: "it is a gate: type in Evidence who has seen what",
    Outcome.EVIDENCE_ALONE: "evidence is recorded with the day that it was done on: type that too",
    Outcome.NO_STEP: "nothing in the plan is called that",
    Outcome.NOT_AGREED: "only an extension that was agreed is recorded",
    Outcome.NO_LAST_DAY: "nobody says until when: type one day in Extended to",
    Outcome.TITLE: "a sheet changes no title: type it in the plan",
    Outcome.PLAN: "the plan's own files say it: type it there",
    Outcome.REGISTER: "a register says it: type it there",
    Outcome.COMPUTED: "it is worked out from the plan, and follows when that is changed",
}
#: Those of which it is said where they can be changed.
_ELSEWHERE: Final = frozenset(
    {Outcome.LOCKED, Outcome.CLEARED, Outcome.TITLE, Outcome.PLAN, Outcome.REGISTER}
)
#: How much of a text is shown.
_SHOWN: Final = 60


def as_text(found: Sequence[Judged], *, is_all_read: bool) -> Iterator[str]:
    """Every changed cell for people: first what can be taken over, then what cannot, and why.

    Where not all could be read, it is not said that nothing was changed.
    """
    taken = [one for one in found if one.is_taken]
    left = [one for one in found if not one.is_taken]
    if not found:
        yield "no cell was changed" if is_all_read else "no other cell was changed"
    if taken:
        yield f"{words.count(len(taken), 'cell')} changed:"
        yield table(
            ["cell", "about", "was", "now", "so"],
            [
                [one.cell.at.name, one.about, _was(one), _now(one), one.outcome.value]
                for one in taken
            ],
        )
    if left:
        yield f"{words.count(len(left), 'cell')} changed that cannot be taken over:"
        for one in left:
            about = f", {one.about}" if one.about else ""
            heading = one.cell.column.heading
            yield f"  {one.cell.at.name}{about}, {heading}: {_why(one)}"


def records(found: Sequence[Judged]) -> list[dict[str, Any]]:
    """Every changed cell for programs."""
    return [
        {
            "milestone": one.about if _is_of_a_milestone(one) else None,
            "row": one.cell.at.line,
            "outcome": one.outcome.value,
            "was": one.cell.was or None,
            "now": one.cell.now or None,
            "plan": one.cell.plan or None,
            "sheet": one.cell.sheet,
            "cell": one.cell.at.name,
            "column": one.cell.column.heading,
            "about": one.about or None,
            "taken": one.is_taken,
            "file": one.place.file if one.place else None,
            "line": one.place.line if one.place else None,
        }
        for one in found
    ]


def _is_of_a_milestone(one: Judged) -> bool:
    return one.cell.column.says in {Says.DAY, Says.DONE, Says.EVIDENCE, Says.PLAN}


def _why(one: Judged) -> str:
    was, now = _was(one), _now(one)
    match one.outcome:
        case Outcome.CHANGED_SINCE:
            plan = _said(one, one.cell.plan)
            return f"it was {was} and is now {now}, but the plan has meanwhile {plan}"
        case Outcome.SAID_TWICE:
            says = f"{one.other.at.name} says {_said(one, one.other.now)}" if one.other else ""
            return f"from {was} to {now}, but {says}"
        case outcome:
            why = _NOT_TAKEN[outcome]
            if outcome in _ELSEWHERE and one.place is not None:
                why += f", {one.place.file}:{one.place.line}"
            return f"from {was} to {now}; {why}"


def _was(one: Judged) -> str:
    return _said(one, one.cell.was)


def _now(one: Judged) -> str:
    return _said(one, one.cell.now)


def _said(one: Judged, text: str) -> str:
    """A day in words, and a text between quotes."""
    if one.cell.column.is_day:
        return DateExpression.parse(text).without_weekday() if text else "no day"
    return f'"{shortened(one_line(text), _SHOWN)}"' if text else "nothing"
