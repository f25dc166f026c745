"""What was changed in a sheet, was and now, and what becomes of each cell?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from earlyhelp.dates import DateExpression, words
from earlyhelp.model import Plan
from earlyhelp.outputs.tables import table
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking.typed_days import Outcome, TypedDay

#: Why a cell is not taken over, as a clause; and what a person can do.
_NOT_TAKEN: Final = {
    Outcome.IS_DONE: "it has happened already: `eh milestone undo` takes that back",
    Outcome.LOCKED: "the plan says that it is not to be moved",
    Outcome.CLEARED: "a sheet cannot take a day away: change it in the plan",
    Outcome.NOT_ONE_DAY: "what has happened, happened on one day: type that one",
    Outcome.NEEDS_EVIDENCE: "it is a gate: `eh milestone done` records it with --evidence",
}


def as_text(plan: Plan, found: Sequence[TypedDay]) -> Iterator[str]:
    """Every changed cell for people: first what can be taken over, then what cannot, and why."""
    taken = [one for one in found if one.is_taken]
    left = [one for one in found if not one.is_taken]
    if not found:
        yield "no cell was changed"
    if taken:
        yield f"{words.count(len(taken), 'day')} changed:"
        yield table(
            ["milestone", "was", "now", "so"],
            [[one.milestone, _words(one.was), _words(one.now), one.outcome.value] for one in taken],
        )
    if left:
        yield f"{words.count(len(left), 'cell')} changed that cannot be taken over:"
        for one in left:
            yield f"  {one.milestone} ({one.place.file}, row {one.place.line}): {_why(plan, one)}"


def records(found: Sequence[TypedDay]) -> list[dict[str, Any]]:
    """Every changed cell for programs."""
    return [
        {
            "milestone": one.milestone,
            "row": one.place.line,
            "outcome": one.outcome.value,
            "was": one.was or None,
            "now": one.now or None,
            "plan": one.plan or None,
        }
        for one in found
    ]


def _why(plan: Plan, one: TypedDay) -> str:
    match one.outcome:
        case Outcome.CHANGED_SINCE:
            return (
                f"it was {_words(one.was)} and is now {_words(one.now)}, but the plan has "
                f"meanwhile {_words(one.plan)}"
            )
        case Outcome.TITLE:
            place = plan[one.milestone].place
            return (
                f'its title is "{one_line(one.now)[:80]}": a title is changed at '
                f"{place.file}:{place.line}"
            )
        case outcome:
            return f"from {_words(one.was)} to {_words(one.now)}; {_NOT_TAKEN[outcome]}"


def _words(typed: str) -> str:
    return DateExpression.parse(typed).without_weekday() if typed else "no day"
