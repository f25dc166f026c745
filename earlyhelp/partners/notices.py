"""Which partner has to hear of what, and by when?"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, Lag, Unit, days, words
from earlyhelp.model import Stated
from earlyhelp.model.registers import NO_ROWS, Extension, Occupation, Partner, Property
from earlyhelp.model.workflows import ANSWERED, CONFIRMED
from earlyhelp.network.schedule import Schedule
from earlyhelp.partners.leaving import (
    VOLUNTARY_NOTICE,
    Leaving,
    called_off,
    day_in_words,
    leavings,
)
from earlyhelp.partners.told import Telling, last_telling
from earlyhelp.records import Record

#: A partner that has not answered by then is asked whether the notice has reached it, unless
#: the plan has a milestone that gives it another time.
PATIENCE: Final = Lag(10, Unit.WORKING_DAYS)


class Kind(enum.Enum):
    """What a partner has to hear."""

    NOTICE = "notice"  #: that it has to leave, a notice period before
    THREE_MONTHS = "three months"  #: the same, where the voluntary sector's notice is longer
    TELL_AGAIN = "tell again"  #: another day than it was told
    ANSWER = "answer"  #: whether it can stay longer, as it has asked
    REMINDER = "reminder"  #: it was told, and has not answered
    CAN_STAY = "can stay"  #: it was told to leave a property that is retained


class Status(enum.Enum):
    """How a notice stands on the as-at day."""

    OVERDUE = "overdue"
    DUE = "due"
    DONE = "done"
    NOT_KNOWN = "not known"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Notice(Record):
    """Something that a partner has to hear, and the last day that is in time for it."""

    occupation: Occupation
    partner: Partner
    left: Property
    kind: Kind
    reason: str  #: what makes that day, in words that can be read aloud
    out: int | None  #: the day number by which the partner has to be out
    told_out: DateExpression | None = None  #: by when it was told to be, where that was another
    by: int | None = None  #: the last day number that is in time; ``None``: not known
    done: Stated | None = None  #: the day on which it heard
    needs: tuple[str, ...] = ()  #: what the plan would have to say for `by` to be known
    as_at: int | None = None
    days_left: int | None = None  #: calendar days from as-at to `by`; negative: too late
    working_days_left: int | None = None  #: the same in working days

    @property
    def status(self) -> Status:
        """How it stands. What is due today is not overdue."""
        if self.done is not None:
            return Status.DONE
        if self.by is None:
            return Status.NOT_KNOWN
        return Status.OVERDUE if self.as_at is not None and self.by < self.as_at else Status.DUE

    def is_within(self, calendar_days: int) -> bool:
        """Whether it is due, and in no more than this many days."""
        return self.status is Status.DUE and (self.days_left or 0) <= calendar_days

    @property
    def sort_key(self) -> tuple[bool, int, str, str, str]:
        """By day, those without one last; then by partner and property."""
        row = self.occupation
        return self.by is None, self.by or 0, row.partner, row.property, self.kind.value


def notices(schedule: Schedule) -> tuple[Notice, ...]:
    """Everything that partners have to hear, done or not, by the day it is due.

    For each partner that still has to leave: notice; the day again, where it has moved
    since; an answer, where it asked to stay longer; a reminder, where it has not answered. And
    for each that was told to leave, and need not after all: that it can stay.
    """
    return tuple(sorted(_notices(schedule), key=lambda notice: notice.sort_key))


def _notices(schedule: Schedule) -> Iterator[Notice]:
    for leaving in leavings(schedule):
        told = last_telling(leaving)
        yield _first(leaving)
        if told is not None and not told.is_still_true(leaving.deadline):
            yield _again(leaving, told)
        if leaving.row.extension is Extension.REQUESTED:
            yield _answer(leaving)
        if told is not None and not _has_answered(leaving, told):
            yield _reminder(leaving, told)
    for leaving in called_off(schedule):
        yield _can_stay(leaving)


def _first(leaving: Leaving) -> Notice:
    """Notice, by the earlier of its own period and the three months of a voluntary one."""
    row, out = leaving.row, leaving.out
    partner = _partner(leaving)
    has_three_months = partner.is_voluntary if row.offer_accepted is None else False
    own = _latest(leaving, row.notice)
    three = _latest(leaving, VOLUNTARY_NOTICE) if has_three_months else None
    needs = [
        *(["a notice period"] if row.notice is None and not has_three_months else []),
        *(["a day by which to be out"] if out is None else []),
    ]
    kind, by = Kind.NOTICE, own
    if three is not None and (own is None or three < own):
        kind, by = Kind.THREE_MONTHS, three
    if out is None or by is None:
        reason = f"needs {' and '.join(needs or ['a shorter notice period'])}"
    elif kind is Kind.THREE_MONTHS:
        reason = f"3 months (voluntary) before {_short(out)}"
        if own is not None:
            reason += f"; its own {row.notice} by {_short(own)}"
    else:
        reason = f"{row.notice} before {_short(out)}"
        if has_three_months is None:
            reason += "; whether it is voluntary is not known"
    told = leaving.heard
    return _notice(leaving, kind, by, reason, done=told, needs=tuple(needs) if by is None else ())


def _again(leaving: Leaving, told: Telling) -> Notice:
    """The new day: with its notice once more where it is earlier, else before the old one comes.

    On the old day itself it would be too late: a partner has then left without need.
    """
    out, old = leaving.out or 0, told.out
    was = f"told {_said(old)}" if old is not None else "told no day"
    if old is not None and old.high < out:
        by = _working_day_before(leaving, old.high)
    else:
        by = _latest(leaving, leaving.row.notice or Lag(0)) or out
    now = _said(leaving.deadline.when) if leaving.deadline is not None else ""
    return _notice(leaving, Kind.TELL_AGAIN, by, f"{was}, now {now}", told_out=old)


def _answer(leaving: Leaving) -> Notice:
    """The answer to a request: on the last working day before it has to be out or would be.

    On the day itself it would be too late: a partner then has to have left.
    """
    asked = leaving.row.extended_to
    ends = (leaving.out, asked.when.high if asked else None)
    limits = [_working_day_before(leaving, day) for day in ends if day is not None]
    limits += _due(leaving, ANSWERED)
    until = f" until {_said(asked.when)}" if asked else ""
    reason = f"asked to stay{until}"
    if not limits:
        needs = ("a day by which to be out",)
        return _notice(leaving, Kind.ANSWER, None, f"{reason}; needs {needs[0]}", needs=needs)
    by = min(limits)
    if leaving.out is not None and (asked is None or asked.when.high != leaving.out):
        reason += f"; has to be out by {_short(leaving.out)}"
    return _notice(leaving, Kind.ANSWER, by, reason)


def _reminder(leaving: Leaving, told: Telling) -> Notice:
    """When the plan waits no longer for an answer, and at the latest before it has to be out.

    After a second notice, and where the plan does not say, that is ten working days after it.
    """
    limits = _due(leaving, CONFIRMED)
    if not limits or told.is_recorded:
        limits = [PATIENCE.steps(leaving.schedule.plan.calendar).later(told.day.when.high)]
    if leaving.out is not None:
        limits.append(_working_day_before(leaving, leaving.out))
    by = min(limits)
    return _notice(leaving, Kind.REMINDER, by, f"no answer since {_said(told.day.when)}")


def _can_stay(leaving: Leaving) -> Notice:
    """That it can stay, on the last working day before it would be gone: by then it has moved.

    It would be gone by the day that it was told, or else when its notice ends.
    """
    told = last_telling(leaving)
    old = told.out if told is not None else None
    gone = old.high if old is not None else leaving.notice_over
    until = f" by {_said(old)}" if old is not None else ""
    reason = f"told to be out{until}; the property is retained"
    if gone is None:
        needs = ("the day by which it was told to be out",)
        return _notice(leaving, Kind.CAN_STAY, None, reason, needs=needs)
    by = _working_day_before(leaving, gone)
    return _notice(leaving, Kind.CAN_STAY, by, reason, told_out=old)


def _due(leaving: Leaving, step: str) -> list[int]:
    """The days by which the plan has a step of this partner's, if it has it."""
    plan, name = leaving.schedule.plan, f"{leaving.row.id}.{step}"
    return [stated.when.high for stated in plan[name].by] if name in plan else []


def _has_answered(leaving: Leaving, told: Telling) -> bool:
    """Whether anything shows that the last notice has reached it."""
    row, plan, name = leaving.row, leaving.schedule.plan, f"{leaving.row.id}.{CONFIRMED}"
    confirmed = plan[name].done if name in plan else None
    if confirmed is not None and confirmed.when.high >= told.day.when.low:
        return True
    if row.offer_accepted is not None or row.extension_requested is not None:
        return True
    return row.acknowledged is not None and row.acknowledged.when.high >= told.day.when.low


def _notice(
    leaving: Leaving,
    kind: Kind,
    by: int | None,
    reason: str,
    *,
    done: Stated | None = None,
    needs: tuple[str, ...] = (),
    told_out: DateExpression | None = None,
) -> Notice:
    as_at, calendar = leaving.schedule.network.as_at, leaving.schedule.plan.calendar
    if by is not None and not days.FIRST <= by <= days.LAST:
        by, needs = None, (*needs, "a day within 1970 to 2099")
    left = working = None
    if by is not None and as_at is not None and done is None:
        left, working = by - as_at, calendar.between(as_at, by)
    if by is not None and done is not None and done.when.low > by:
        reason += f"; {words.count(done.when.low - by, 'calendar day')} too late"
    return Notice(
        occupation=leaving.row,
        partner=_partner(leaving),
        left=leaving.left,
        kind=kind,
        reason=reason,
        out=leaving.out,
        told_out=told_out,
        by=by,
        done=done,
        needs=needs,
        as_at=as_at,
        days_left=left,
        working_days_left=working,
    )


def _latest(leaving: Leaving, notice: Lag | None) -> int | None:
    """The last day on which notice can be given so that it ends in time."""
    if notice is None or leaving.out is None:
        return None
    by = notice.steps(leaving.schedule.plan.calendar).latest_from(leaving.out)
    return by if by >= days.FIRST else None


def _working_day_before(leaving: Leaving, day: int) -> int:
    return leaving.schedule.plan.calendar.on_or_before(day - 1)


def _partner(leaving: Leaving) -> Partner:
    partners = (leaving.schedule.plan.registers or NO_ROWS).partner_by_id
    return partners[leaving.row.partner]


def _said(when: DateExpression) -> str:
    return words.short(when.first) if when.is_exact else when.in_a_sentence()


def _short(day: int) -> str:
    return words.short(days.day(day)) if days.FIRST <= day <= days.LAST else day_in_words(day)
