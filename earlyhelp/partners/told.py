"""What has a partner been told: on which day, and to be out by when?

The last word counts. It is the last notice that the journal records, or else what the
register says; the day that was given then is known from the journal, which keeps every
day that has moved since.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.model import Stated
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.registers import Extension, Occupation
from earlyhelp.model.workflows import HANDED_OVER, OUT, VACATED
from earlyhelp.partners.leaving import Deadline, Leaving, deadline
from earlyhelp.records import Record

#: What an entry for a notice says instead of a day: that the partner can stay after all.
STAYS: Final = "stays"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Telling(Record):
    """The last time that a partner was told by when it has to be out."""

    day: Stated  #: on which it was told
    out: DateExpression | None  #: by when it was told to be out; ``None``: no day was given
    is_recorded: bool  #: in the journal, so that `out` is what the letter said

    def is_still_true(self, now: Deadline | None) -> bool:
        """Whether the day that it was given is the day by which it has to be out now."""
        return now is None or (self.out is not None and self.out.high == now.day)


def last_telling(leaving: Leaving) -> Telling | None:
    """The last time that this partner was told; ``None``: nobody has told it anything.

    Once it was told that it can stay, nothing that it was told before counts any more.
    """
    row, journal = leaving.row, leaving.schedule.plan.journal
    entries = journal.about(*spoken_of(row)) if journal is not None else ()
    for entry in reversed(entries):
        if entry.action is Action.NOTICE_SENT and entry.subject == row.id and entry.day:
            if entry.was == STAYS:
                return None
            return Telling(day=entry.day, out=as_typed(entry.was), is_recorded=True)
    said = [said for said in (row.told, row.notice_served) if said is not None]
    if not said:
        return None
    told = max(said, key=lambda stated: stated.when.high)
    since = [entry for entry in entries if _is_since(entry, told)]
    return Telling(day=told, out=_out_before(leaving, since), is_recorded=False)


def spoken_of(row: Occupation) -> tuple[str, ...]:
    """The subjects whose entries can say what a partner was told: itself, and its last days."""
    return row.id, *_steps(row)


def served(row: Occupation, notice: Entry, entries: Iterable[Entry]) -> Occupation:
    """The row once a notice was sent; `entries` are those before it that speak of it, in order.

    The first notice starts the clock. A later one starts it again only where it gives an
    earlier day than the partner had been given before: to be told of more time, or the same
    again, takes nothing off a notice that runs already. That it can stay takes all of it back.
    """
    if notice.was == STAYS:
        return attrs.evolve(
            row,
            told=None,
            notice_served=None,
            notice_expires=None,
            acknowledged=None,
            served_how=None,
        )
    before = _last_given(row, entries)
    now = as_typed(notice.was)
    is_earlier = before is not None and now is not None and now.high < before.high
    starts = row.notice_served is None or is_earlier
    return attrs.evolve(
        row,
        told=row.told or notice.day,
        notice_served=notice.day if starts else row.notice_served,
        notice_expires=None if is_earlier else row.notice_expires,
        served_how=notice.reason or row.served_how,
    )


def as_typed(text: str) -> DateExpression | None:
    """The day that an entry of the journal says that something was; ``None``: it says none."""
    try:
        return DateExpression.parse(text) if text else None
    except ValueError:
        return None


def _steps(row: Occupation) -> tuple[str, ...]:
    """The milestones whose day can be the one by which it has to be out, the nearest first."""
    return (f"{row.id}.{OUT}", f"{row.property}.{VACATED}", f"{row.property}.{HANDED_OVER}")


def _out_before(leaving: Leaving, since: Iterable[Entry]) -> DateExpression | None:
    """By when it had to be out before these entries were made."""
    row, schedule, since = leaving.row, leaving.schedule, tuple(since)
    steps, out = _steps(row), deadline(leaving.schedule, *_steps(row))
    for at, step in enumerate(steps):
        if step in schedule.plan and schedule.plan[step].stated is not None:
            moved = _first(since, Action.MOVED, step)
            if moved is not None and schedule.plan[step].is_moved:
                was = as_typed(moved.was)
                out = Deadline(was, is_fixed=False) if was else deadline(schedule, *steps[at + 1 :])
            break
    extended = _first(since, Action.EXTENDED, row.id)
    until = row.extended_to.when if row.extended_to is not None else None
    if extended is not None:
        until = as_typed(extended.was)
    elif row.extension is not Extension.AGREED:
        until = None
    known = [day for day in (out.when if out else None, until) if day is not None]
    return max(known, key=lambda day: day.high, default=None)


def _is_since(entry: Entry, told: Stated | None) -> bool:
    """Whether an entry was made on a later day than the partner was told, as far as is known."""
    return told is None or entry.recorded_at[:10] > told.when.last.isoformat()


def _first(entries: Iterable[Entry], action: Action, subject: str) -> Entry | None:
    found = (entry for entry in entries if entry.action is action and entry.subject == subject)
    return next(found, None)


def _last_given(row: Occupation, entries: Iterable[Entry]) -> DateExpression | None:
    """The day that a partner had been given, as far as the entries before a notice say."""
    steps, given = _steps(row), None
    for entry in entries:
        if entry.action is Action.NOTICE_SENT and entry.subject == row.id:
            given = entry.was
        elif entry.action is Action.MOVED and entry.subject in steps and given is None:
            given = entry.was if _is_since(entry, row.notice_served) else None
    return as_typed(given or "")
