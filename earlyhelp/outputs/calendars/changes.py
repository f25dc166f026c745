"""What is different between two versions of a calendar, in words that people can pass on?"""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import attrs

from earlyhelp.dates import DateExpression, words
from earlyhelp.dates.expressions import Precision
from earlyhelp.model.calendars import EPOCH, Calendar, Event, EventStatus
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars.recognised import name_of, said_day
from earlyhelp.outputs.calendars.wording import DONE
from earlyhelp.outputs.text import clipped

SCHEMA: Final = "earlyhelp.calendar-changes/1"
COLUMNS: Final = ("change", "milestone", "title", "was", "now", "days_later", "because", "details")
#: Between days of these kinds it makes sense to say how many days lie.
_MEASURED: Final = (Precision.DAY, Precision.WEEK, Precision.MONTH_END, Precision.RANGE)
#: Why an event moved, if anything that may be told says so.
Because = Callable[[Event, Event], str | None]


class ChangeKind(enum.Enum):
    """What happened to an event."""

    MOVED = "moved"
    NEW = "new"
    CANCELLED = "cancelled"
    BACK = "back again"
    RENAMED = "renamed"
    CHANGED = "changed otherwise"


@attrs.frozen(kw_only=True)
class Change:
    """One thing that is different.

    `before` is not there for what is new, and `after` not for what is gone.
    """

    kind: ChangeKind
    before: Event | None = None
    after: Event | None = None
    because: str | None = None  #: a clause: ``because of …``
    details: tuple[str, ...] = ()  #: what else is different, each a clause

    @property
    def event(self) -> Event:
        """The event as it is now, or else as it was."""
        event = self.after or self.before
        if event is None:
            message = "a change is of an event"
            raise ValueError(message)
        return event

    @property
    def milestone(self) -> str | None:
        """The id of the milestone that the event stands for, where the file says it."""
        key = self.event.key
        return key.partition("/")[2] if key else None

    @property
    def name(self) -> str:
        """What the event is called."""
        return _shown(name_of(self.event))

    @property
    def was(self) -> DateExpression | None:
        """The day before."""
        return said_day(self.before) if self.before is not None else None

    @property
    def now(self) -> DateExpression | None:
        """The day now; none for what is off."""
        if self.after is None or self.after.is_cancelled:
            return None
        return said_day(self.after)

    @property
    def days_later(self) -> int | None:
        """By how many calendar days it moved; negative is earlier, ``None`` if nobody can say."""
        if self.kind is not ChangeKind.MOVED or self.was is None or self.now is None:
            return None
        return days_later(self.was, self.now)

    @property
    def is_only_text(self) -> bool:
        """Whether nothing but the description is different."""
        return self.details == (_TEXT,)

    def in_words(self) -> str:
        """A sentence without its full stop."""
        match self.kind:
            case ChangeKind.MOVED:
                return ", ".join(filter(None, (self._moved(), self.because)))
            case ChangeKind.NEW:
                return f"{self.name} is new, {_on(self.now)}"
            case ChangeKind.BACK:
                return f"{self.name} is back, {_on(self.now)}"
            case ChangeKind.CANCELLED:
                return f"{self.name} is cancelled; it was {_on(self.was)}"
            case ChangeKind.RENAMED:
                before = _shown(name_of(self.before)) if self.before else ""
                return f'{before} is now called "{self.name}", {_on(self.now)}'
            case ChangeKind.CHANGED:
                return f"{self.name}, {_on(self.now)}: {'; '.join(self.details)}"

    def _moved(self) -> str:
        if self.was is None or self.now is None:
            return f"{self.name} moved"
        by = "" if self.days_later is None else f", {later(self.days_later)}"
        return f"{self.name} moved {from_to(self.was, self.now)}{by}"


_TEXT: Final = "its text changed"


def between(
    old: Calendar, new: Calendar, *, because: Because = lambda _old, _new: None
) -> tuple[Change, ...]:
    """Every change from one version to the next, by the new day, or else by the old one."""
    before = {_identity(event): event for event in old.events}
    after = {_identity(event): event for event in new.events}
    found: list[Change] = []
    for name in before | after:
        found += _changes(before.get(name), after.get(name), because)
    return tuple(sorted(found, key=_order))


def _identity(event: Event) -> str:
    return event.uid or event.key or event.title


def _order(change: Change) -> tuple[Any, ...]:
    event = change.event
    return event.first, event.last, change.name, event.uid, change.kind.value


def _changes(before: Event | None, after: Event | None, because: Because) -> Iterator[Change]:
    is_there = after is not None and not after.is_cancelled
    was_there = before is not None and not before.is_cancelled
    if not is_there:
        if was_there:
            yield Change(kind=ChangeKind.CANCELLED, before=before, after=after)
    elif not was_there:
        kind = ChangeKind.NEW if before is None else ChangeKind.BACK
        yield Change(kind=kind, before=before, after=after)
    elif before is not None and after is not None:
        yield from _of_the_same(before, after, because)


def _of_the_same(before: Event, after: Event, because: Because) -> Iterator[Change]:
    was, now = said_day(before), said_day(after)
    moved = (was.low, was.high) != (now.low, now.high)
    if moved:
        why = because(before, after)
        yield Change(kind=ChangeKind.MOVED, before=before, after=after, because=why)
    if name_of(before) != name_of(after):
        yield Change(kind=ChangeKind.RENAMED, before=before, after=after)
    details = tuple(_details(before, after, moved=moved))
    if details and not (moved and details == (_TEXT,)):
        yield Change(kind=ChangeKind.CHANGED, before=before, after=after, details=details)


def _details(before: Event, after: Event, *, moved: bool) -> Iterator[str]:
    """What else than its day and its name is different."""
    if DONE in after.categories and DONE not in before.categories:
        yield "it is done"
    elif DONE in before.categories and DONE not in after.categories:
        yield "it is not done after all"
    elif after.status is not before.status:
        is_sure = after.status is EventStatus.CONFIRMED
        yield "its day is now fixed" if is_sure else "its day is now only expected"
    if not moved and said_day(before).text != said_day(after).text:
        yield f"its day is now said as {said_day(after).in_a_sentence()}"
    if before.location != after.location:
        yield (
            f"its place is now {_shown(after.location)}" if after.location else "its place is gone"
        )
    if _without_last_line(before) != _without_last_line(after):
        yield _TEXT


def _without_last_line(event: Event) -> str:
    """The description without how old it is."""
    return event.description.rpartition("\n")[0] or event.description


# Words. ------------------------------------------------------------------------------------


def days_later(was: DateExpression, now: DateExpression) -> int | None:
    """Calendar days from one to the other, if both are as exact and as long."""
    as_exact = was.precision is now.precision and was.precision in _MEASURED
    as_long = was.is_deadline or was.high - was.low == now.high - now.low
    return now.high - was.high if as_exact and as_long else None


def later(number: int) -> str:
    """``7 days later``, ``1 day earlier``."""
    return f"{words.count(abs(number), 'day')} {'later' if number > 0 else 'earlier'}"


def from_to(was: DateExpression, now: DateExpression) -> str:
    """``from Monday 13 to Monday 20 December 2021``: nothing is said twice."""
    if was.is_exact and now.is_exact:
        first = words.day(was.first)
        if was.first.year == now.first.year:
            first = first.removesuffix(f" {was.first.year}")
            if was.first.month == now.first.month:
                first = first.rpartition(" ")[0]
        return f"from {first} to {words.day(now.first)}"
    if Precision.RANGE in (was.precision, now.precision):
        return f"({was.in_words()} before, {now.in_words()} now)"
    return f"from {was.in_a_sentence()} to {now.in_a_sentence()}"


def _on(day: DateExpression | None) -> str:
    if day is None:
        return "without a day"
    if day.precision is Precision.RANGE:
        return f"between {words.day(day.first)} and {words.day(day.last)}"
    return day.with_preposition()


def _shown(text: str) -> str:
    """A text of a file as a line on a terminal can have it."""
    return clipped(rows.cell(text).words)


# In which form. ----------------------------------------------------------------------------


def as_text(changes: Sequence[Change], new: Calendar) -> Iterator[str]:
    """The list that people pass on: one line each, then how many there are of each kind."""
    if new.name:
        yield _shown(new.name)
    told = [change for change in changes if not change.is_only_text]
    for change in told:
        yield change.in_words()
    only_text = len(changes) - len(told)
    if only_text:
        others = "other " if told else ""
        yield f"{words.count(only_text, f'{others}event')} with another text and the same day"
    counts = Counter(change.kind for change in told)
    counted = [f"{counts[kind]} {kind.value}" for kind in ChangeKind if counts[kind]]
    yield (
        ", ".join(counted)
        if counted
        else "no day has changed"
        if only_text
        else "nothing has changed"
    )


def as_csv(changes: Sequence[Change]) -> str:
    """The same for spreadsheets."""
    return rows.as_csv(COLUMNS, [_record(change) for change in changes])


def as_json(changes: Sequence[Change], old: Calendar, new: Calendar) -> str:
    """The same for programs."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "old": _about(old),
        "new": _about(new),
        "changes": [_record(change) | {"details": list(change.details)} for change in changes],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _about(calendar: Calendar) -> dict[str, Any]:
    revised = None if calendar.revised == EPOCH else calendar.revised.isoformat()
    return {
        "uid": calendar.uid,
        "name": rows.cell(calendar.name).plain,
        "revised": revised,
        "events": len(calendar.events),
    }


def _record(change: Change) -> dict[str, rows.Plain]:
    return {
        "change": change.kind.value,
        "milestone": rows.cell(change.milestone).plain,
        "title": rows.cell(name_of(change.event)).plain,
        "was": change.was.text if change.was else None,
        "now": change.now.text if change.now else None,
        "days_later": change.days_later,
        "because": change.because,
        "details": "; ".join(change.details),
    }
