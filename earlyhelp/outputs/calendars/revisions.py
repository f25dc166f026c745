"""What of a calendar has changed since it was last exported?

The calendar that was exported before is the memory: an event whose content is the same is
taken over as it is, with its number and its moment, so that its bytes stay the same. Any
change raises its number by one (Google refuses a lower one than it has, RFC 5546 2.1.4), and
what is gone is kept for some time as cancelled, because a file cannot take anything back. After
that its number alone is kept: whoever has it as cancelled takes it back only with a higher one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import attrs

from earlyhelp.model import Plan
from earlyhelp.model.calendars import Calendar, Dropped, Event, EventStatus, event_uid
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.calendars import wording
from earlyhelp.outputs.calendars.texts import one_line

_ONE_SECOND = timedelta(seconds=1)
#: The largest number that clients keep, and that is read back as it was (RFC 5545 3.3.8).
_MOST_SEQUENCE = 2**31 - 1


@attrs.frozen(kw_only=True)
class Tally:
    """How many events of a calendar are what, against the one that was exported before."""

    new: int = 0
    changed: int = 0
    cancelled: int = 0  #: now, and not before
    same: int = 0
    dropped: int = 0  #: cancelled long enough

    @property
    def events(self) -> int:
        """How many are in the calendar."""
        return self.new + self.changed + self.cancelled + self.same


def total(tallies: Iterable[Tally]) -> Tally:
    """Of several calendars together."""
    numbers = zip(*(attrs.astuple(tally) for tally in tallies), strict=True)
    fields = (field.name for field in attrs.fields(Tally))
    return Tally(**dict(zip(fields, map(sum, numbers), strict=True)))


def revision(schedule: Schedule) -> datetime:
    """The moment of this revision of the plan, in UTC: the same whenever it is asked.

    The later of the beginning of the as-at day and of the newest entry in the journal that
    says something of the plan; 1 January 1970 where there is neither.
    """
    as_at = schedule.as_at
    moments = [datetime(as_at.year, as_at.month, as_at.day, tzinfo=UTC)] if as_at else []
    journal = schedule.plan.journal
    if journal is not None and journal.newest is not None:
        moments.append(journal.newest.replace(microsecond=0))
    return max(moments, default=datetime(1970, 1, 1, tzinfo=UTC))


def was_of(day: str, old: Event) -> str | None:
    """The day before this one: what the event had, or what it said itself of the time before."""
    return old.day if old.day and old.day != day else old.was


def continued(new: Event, old: Event, revised: datetime) -> Event:
    """The event as it now is, after the one that was exported before."""
    if _says(new) == _says(old):
        return attrs.evolve(old, marked=None)
    return attrs.evolve(new, sequence=_next(old.sequence), revised=_after(old, revised))


def begun(new: Event, before: Dropped | None, revised: datetime) -> Event:
    """An event that was not in the calendar exported before; it may have been in an older one."""
    if before is None:
        return new
    return attrs.evolve(new, sequence=_next(before.sequence), revised=_after(before, revised))


def cancelled(old: Event, schedule: Schedule, revised: datetime) -> Event:
    """An event that the calendar no longer has, as it is kept for some time."""
    if old.is_cancelled:
        return attrs.evolve(old, marked=None)
    lines = (one_line(line, 1_000) for line in old.description.split("\n"))
    return attrs.evolve(
        old,
        title=wording.cancelled_title(one_line(old.title)),
        description=wording.cancelled_text("\n".join(lines), schedule),
        location=one_line(old.location) if old.location else None,
        status=EventStatus.CANCELLED,
        relations=(),
        alarm_days=None,
        sequence=_next(old.sequence),
        revised=_after(old, revised),
        marked=None,
    )


def dropped(event: Event) -> Dropped:
    """What is kept of a cancelled event once it is no longer shown."""
    return Dropped(uid=event.uid, sequence=event.sequence, revised=event.revised)


def is_kept(event: Event, schedule: Schedule, days: int) -> bool:
    """Whether a cancelled event is still shown: for so many calendar days after it was."""
    now = schedule.as_at or revision(schedule).date()
    return days > 0 and (now - event.revised.date()).days <= days


def is_of(plan: Plan, event: Event) -> bool:
    """Whether an event stands for a milestone of this plan, as far as it says so itself."""
    prefix = f"{plan.id}/"
    if event.key is not None and event.key.startswith(prefix):
        name = event.key.removeprefix(prefix)
    else:
        name = event.description.partition("\n")[0].removeprefix("Ref: ")
    return event.uid == event_uid(plan.id, name)


def tally(plan: Plan, calendar: Calendar, previous: Calendar | None) -> Tally:
    """What became of the events that were exported before, and how many are new."""
    before = previous.by_uid if previous else {}
    new = changed = off = same = 0
    for event in calendar.events:
        old = before.get(event.uid)
        if old is None:
            new += 1
        elif (event.sequence, event.revised) == (old.sequence, old.revised):
            same += 1
        elif event.is_cancelled and not old.is_cancelled:
            off += 1
        else:
            changed += 1
    dropped = [
        old for uid, old in before.items() if uid not in calendar.by_uid and is_of(plan, old)
    ]
    return Tally(new=new, changed=changed, cancelled=off, same=same, dropped=len(dropped))


def _says(event: Event) -> Event:
    """What an event says, but for the day of which it says it."""
    text = wording.without_as_at(event.description)
    return attrs.evolve(event.content, description=text)


def _next(sequence: int) -> int:
    """The number of a change; it never falls, so the last one there is stays."""
    return min(sequence + 1, _MOST_SEQUENCE)


def _after(old: Event | Dropped, revised: datetime) -> datetime:
    """The moment of a change: never before, nor at, the moment of the one before."""
    try:
        return max(revised, old.revised + _ONE_SECOND)
    except OverflowError:  # the file says the year 9999
        return old.revised
