"""Which partners have to leave which property, and by which day?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, Lag, Unit, days, words
from earlyhelp.model import Plan, Stated
from earlyhelp.model.registers import (
    NO_ROWS,
    Agreement,
    Extension,
    Future,
    Occupation,
    Property,
    Sector,
)
from earlyhelp.model.workflows import ANSWERED, CONFIRMED, HANDED_OVER, OUT, VACATED
from earlyhelp.network.schedule import Schedule
from earlyhelp.records import Record

#: What a voluntary organisation can expect before a council ends its support (Best Value
#: statutory guidance, September 2011, revised March 2015).
VOLUNTARY_NOTICE: Final = Lag(3, Unit.MONTHS)


@attrs.frozen(eq=False, repr=False)
class Deadline(Record):
    """A day by which something is due, with the words in which the plan has it."""

    when: DateExpression
    is_fixed: bool  #: done, pinned or agreed; else only expected, or the latest in any schedule

    @property
    def day(self) -> int:
        """The last day number that it can mean."""
        return self.when.high


@attrs.frozen(slots=False, eq=False, repr=False)
class Leaving(Record):
    """A partner that has to leave a property; worked out only as far as somebody asks."""

    schedule: Schedule
    row: Occupation
    left: Property

    @property
    def name(self) -> str:
        """What people call the partner."""
        partners = (self.schedule.plan.registers or NO_ROWS).partner_by_id
        partner = partners.get(self.row.partner)
        return self.row.partner if partner is None else partner.title

    @cached_property
    def deadline(self) -> Deadline | None:
        """By when it has to be out, as the plan says it; ``None``: not known.

        By the day stated for its own step `out`, or else for its property as `vacated` or
        `handed_over`; where none is stated, by the latest day that the plan leaves for it;
        and never before an agreed extension ends.
        """
        row, left = self.row, self.left.id
        steps = (f"{row.id}.{OUT}", f"{left}.{VACATED}", f"{left}.{HANDED_OVER}")
        out = deadline(self.schedule, *steps)
        if row.extension is not Extension.AGREED or row.extended_to is None:
            return out
        agreed = Deadline(row.extended_to.when, is_fixed=True)
        return agreed if out is None else max(agreed, out, key=lambda due: due.day)

    @property
    def out(self) -> int | None:
        """The day number by which it has to be out."""
        return None if self.deadline is None else self.deadline.day

    @property
    def heard(self) -> Stated | None:
        """The day from which its notice is counted: served, or else told."""
        return self.row.notice_served or self.row.told

    @cached_property
    def notice_over(self) -> int | None:
        """The first day number on which its notice can have ended.

        Counted from the first day that a less exact one can mean; ``None`` where nobody
        told it, or its notice period is not known.
        """
        if self.row.notice is None or self.heard is None:
            return None
        return self.row.notice.steps(self.schedule.plan.calendar).later(self.heard.when.low)

    @property
    def over(self) -> int | None:
        """The same, if that is after `out`: its notice is then too late."""
        over, out = self.notice_over, self.out
        return None if over is None or out is None or over <= out else over

    @property
    def has_to_be_out(self) -> str:
        """``has to be out of Elm Road by Friday 10 December 2021``."""
        by = "" if self.out is None else f" by {day_in_words(self.out)}"
        return f"has to be out of {self.left.title}{by}"


def leavings(schedule: Schedule) -> Iterator[Leaving]:
    """The partners that still have to leave; not those that become the tenant instead."""
    plan = schedule.plan
    for leaving in rows_to_leave(schedule):
        if not is_out(plan, leaving.row) and tenant_of(plan, leaving.row) is not leaving.left:
            yield leaving


def rows_to_leave(schedule: Schedule) -> Iterator[Leaving]:
    """The occupations of properties that are not retained, in the order of their rows."""
    registers = schedule.plan.registers or NO_ROWS
    for row in registers.occupations:
        left = registers.property_by_id.get(row.property)
        if left is not None and closes(schedule.plan, left):
            yield Leaving(schedule, row, left)


def called_off(schedule: Schedule) -> Iterator[Leaving]:
    """The partners that were told to leave a property that is retained, in the order of their rows.

    Nobody has told them yet that they can stay: that would take back what they were told.
    """
    plan = schedule.plan
    registers = plan.registers or NO_ROWS
    for row in registers.occupations:
        home = registers.property_by_id.get(row.property)
        if home is not None and closes(plan, home) is False and not is_out(plan, row):
            leaving = Leaving(schedule, row, home)
            if leaving.heard is not None:
                yield leaving


def closes(plan: Plan, row: Property) -> bool | None:
    """Whether the service leaves a property: as its row says, or else its workflow.

    ``None`` where neither says so: it is not known.
    """
    if row.future is not None:
        return row.future is not Future.RETAINED
    return f"{row.id}.{VACATED}" in plan or f"{row.id}.{HANDED_OVER}" in plan or None


def tenant_of(plan: Plan, row: Occupation) -> Property | None:
    """The property that is to be let to this partner: offered to it, or the one it stays in.

    A partner with a lease, or of the NHS, stays in a property that is to be let, unless its
    row says that it goes; one of the NHS can also be offered one.
    """
    registers = plan.registers or NO_ROWS
    let = registers.property_by_id.get(row.offered or row.property)
    if let is None or let.future is not Future.LEASE or row.alternative:
        return None
    partner = registers.partner_by_id.get(row.partner)
    is_tenant = partner is not None and partner.sector is Sector.NHS
    if row.offered is None:
        out = f"{row.id}.{OUT}"
        goes = (row.notice_served, row.notice_expires, row.extension, row.offer_accepted)
        is_going = any(goes) or (out in plan and plan[out].stated is not None)
        is_tenant = (is_tenant or row.agreement is Agreement.LEASE) and not is_going
    return let if is_tenant or row.heads_of_terms else None


def is_out(plan: Plan, row: Occupation) -> bool:
    """Whether a partner has moved out, as its step `out` records."""
    out = f"{row.id}.{OUT}"
    return out in plan and plan[out].done is not None


def is_asked_no_more(plan: Plan, milestone: str) -> bool:
    """Whether a step is one that nobody waits for once its partner has moved out."""
    row, _, step = milestone.rpartition(".")
    out = f"{row}.{OUT}"
    return step in (CONFIRMED, ANSWERED) and out in plan and plan[out].done is not None


def deadline(schedule: Schedule, *milestones: str) -> Deadline | None:
    """When the first of these milestones that has a stated day is due.

    Where none has one, the first latest day that any schedule leaves for them.
    """
    plan, latest = schedule.plan, None
    for name in milestones:
        if name in plan:
            said = plan[name]
            if said.stated is not None:
                is_fixed = said.done is not None or said.on is not None
                return Deadline(said.stated.when, is_fixed)
            latest = schedule.last_day(name) if latest is None else latest
    return None if latest is None else Deadline(DateExpression.of(days.day(latest)), is_fixed=False)


def due(schedule: Schedule, *milestones: str) -> int | None:
    """The same as a day number: the last one that the words can mean."""
    found = deadline(schedule, *milestones)
    return None if found is None else found.day


def day_in_words(day: int) -> str:
    """A day in words; a notice of thousands of weeks can leave the calendar."""
    is_there = days.FIRST <= day <= days.LAST
    return words.day(days.day(day)) if is_there else "a day outside 1970 to 2099"


def late_in_words(day: int, limit: int) -> str:
    """A day in words, and by how much it is later than `limit`."""
    return f"{day_in_words(day)}, {words.count(day - limit, 'calendar day')} too late"
