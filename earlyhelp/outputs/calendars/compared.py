"""How is it said what somebody changed in a calendar of ours?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from earlyhelp.dates import words
from earlyhelp.findings import Finding
from earlyhelp.model import Plan
from earlyhelp.model.calendars import Calendar
from earlyhelp.network.differences import shifts
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars.changes import days_later, later
from earlyhelp.outputs.calendars.edits import Edit, EditKind, Edits
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import clipped

SCHEMA: Final = "earlyhelp.calendar-compare/1"
_HEADINGS: Final = ("milestone", "in the plan", "in the calendar", "moved by")
#: How many milestones one line names.
SHOWN: Final = 12
_OF_MANY: Final = {
    EditKind.OLD: "the calendar is old: nobody moved these there, but the plan has since",
    EditKind.CANCELLED: "cancelled in the calendar, and still in the plan",
    EditKind.MISSING: "in the plan, and not in the calendar",
    EditKind.TWICE: "in the calendar more than once, on different days",
    EditKind.DONE: "moved in the calendar, but done already",
    EditKind.LOCKED: "moved in the calendar, but locked in the plan",
    EditKind.STRETCHED: "longer in the calendar, with the day of the plan still in it",
}


def as_text(
    plan: Plan, calendar: Calendar, found: Edits, taken: Collection[Edit], *, verbose: bool
) -> Iterator[str]:
    """A table of was and now, then everything else that differs."""
    yield f"{_shown(calendar.name) or 'a calendar'} against {clipped(plan.title)}"
    yield _counted(found)
    moved = [edit for edit in found.edits if edit.can_be_taken]
    if moved:
        yield ""
        yield table(_HEADINGS, [_row(plan, edit) for edit in moved])
    rest = [*_warnings(moved, taken), *_others(found)]
    if found.otherwise and verbose:
        what = "only their titles, texts or places are not as they were exported"
        rest.append(f"{what}: {_listed(found.otherwise)}")
    if rest:
        yield ""
        yield from rest
    if not moved:
        yield "no day was moved in the calendar"


def _warnings(moved: Sequence[Edit], taken: Collection[Edit]) -> Iterator[str]:
    for edit in moved:
        if edit.warning:
            how = "" if edit in taken else f"; it is taken only with --only {edit.milestone}"
            yield f"{edit.milestone}: {edit.warning}{how}"


def _counted(found: Edits) -> str:
    of_the_plan = words.count(found.matched, "milestone")
    parts = [f"it has {of_the_plan} of the plan"]
    if found.view is not None:
        parts.append(f"it is the calendar for {found.view.says}")
    if found.foreign:
        are = "is" if found.foreign == 1 else "are"
        parts.append(f"{words.count(found.foreign, 'other event')} in it {are} left alone")
    return "; ".join(parts)


def _others(found: Edits) -> Iterator[str]:
    for kind, said in _OF_MANY.items():
        names = [edit.milestone for edit in found.edits if edit.kind is kind]
        if names:
            yield f"{said}: {_listed(names)}"
    if found.unknown:
        yield f"not in the plan: {_listed([_shown(name) for name in found.unknown])}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    rest = f" and {more} more" if more > 0 else ""
    return f"{', '.join(names[:SHOWN])}{rest}"


def _row(plan: Plan, edit: Edit) -> tuple[str, ...]:
    was = edit.was.when.in_words() if edit.was else "no day"
    return edit.milestone, was, edit.now.in_words() if edit.now else "no day", _by(plan, edit)


def _by(plan: Plan, edit: Edit) -> str:
    number, working = by_days(plan, edit)
    if number is None or working is None:
        return "–"
    return f"{later(number)} ({words.count(abs(working), 'working day')})"


def by_days(plan: Plan, edit: Edit) -> tuple[int | None, int | None]:
    """Calendar and working days later; negative is earlier, ``None`` if nobody can say."""
    if edit.was is None or edit.now is None:
        return None, None
    number = days_later(edit.was.when, edit.now)
    working = plan.calendar.between(edit.was.when.high, edit.now.high)
    return (None, None) if number is None else (number, working)


def _shown(text: str) -> str:
    """A text of a file as a line on a terminal can have it."""
    return clipped(rows.cell(text).words) if text else ""


def as_json(
    plan: Plan,
    calendar: Calendar,
    found: Edits,
    *,
    problems: Sequence[str],
    taken: Collection[Edit],
    effects: dict[str, Any] | None,
    recorded: bool,
) -> str:
    """The same for programs; `effects` is what the taken days do to the plan."""
    return rows.as_json(
        SCHEMA,
        plan,
        calendar={
            "uid": rows.cell(calendar.uid).plain,
            "name": rows.cell(calendar.name).plain,
            "for": found.view.says if found.view else None,
            "milestones": found.matched,
            "other_events": found.foreign,
            "problems": list(problems),
        },
        edits=[_record(plan, edit, is_taken=edit in taken) for edit in found.edits],
        unknown=[rows.cell(name).plain for name in found.unknown],
        otherwise=list(found.otherwise),
        with_these_days=effects,
        recorded=recorded,
    )


def effects_record(before: Schedule, after: Schedule, new: Sequence[Finding]) -> dict[str, Any]:
    """What the days do to the rest of the plan, for programs."""
    return {
        "feasible": after.feasible,
        "moved": [
            {
                "milestone": shift.milestone,
                "bound": "earliest" if shift.is_earliest else "latest",
                "days": shift.days,
            }
            for shift in shifts(before, after)
        ],
        "new_errors": [
            {"code": one.code, "message": one.message, "subjects": list(one.subjects)}
            for one in new
        ],
    }


def _record(plan: Plan, edit: Edit, *, is_taken: bool) -> dict[str, rows.Plain]:
    number, working = by_days(plan, edit)
    return {
        "milestone": edit.milestone,
        "kind": edit.kind.value,
        "was": edit.was.when.text if edit.was else None,
        "now": edit.now.text if edit.now else None,
        "days": number,
        "working_days": working,
        "warning": edit.warning,
        "taken": is_taken,
    }
