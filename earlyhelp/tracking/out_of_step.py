"""What does an entry of the journal say, and what does the plan say instead?"""

from __future__ import annotations

from earlyhelp.model import Plan, Stated
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.model.workflows import ACCEPTED


def in_words(plan: Plan, entry: Entry) -> str:
    """A sentence on an entry that is left aside, with both days."""
    if entry.action is Action.UNDONE:
        return (
            f"this undoes {entry.was!r} of {entry.subject}, but no such entry stands any more: "
            "nothing is undone by it"
        )
    to, now = _day(entry.day), _now(plan, entry)
    if entry.action is Action.MOVED:
        what, plan_says = f"was moved from {entry.was_in_words} to {to}", _day(now)
    elif entry.action is Action.EXTENDED:
        what = f"was extended from {entry.was_in_words} to {to}"
        plan_says = f"extended to {_day(now)}" if now else "no extension"
    else:
        what = f"is recorded as {entry.action.value} on {to}"
        plan_says = f"{entry.action.value} on {_day(now)}"
    says = "another entry" if now is not None and _is_recorded(now, entry) else "the plan now"
    left = {Action.MOVED: "the move", Action.EXTENDED: "the extension"}.get(
        entry.action, "the entry"
    )
    return f"{entry.subject} {what}, but {says} says {plan_says}: {left} is left aside"


def _now(plan: Plan, entry: Entry) -> Stated | None:
    """What the plan says now of what an entry is about."""
    if entry.action is Action.EXTENDED:
        rows = (plan.registers or NO_ROWS).occupations
        return next((row.extended_to for row in rows if row.id == entry.subject), None)
    is_accepted = entry.action is Action.ACCEPTED
    milestone = plan[f"{entry.subject}.{ACCEPTED}" if is_accepted else entry.subject]
    if entry.action is Action.MOVED:
        return milestone.on or milestone.expected
    return milestone.done or milestone.claimed


def _day(said: Stated | None) -> str:
    return said.when.in_words() if said is not None else "no day"


def _is_recorded(now: Stated, entry: Entry) -> bool:
    return now.place.file == entry.place.file
