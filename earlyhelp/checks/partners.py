"""Does every partner know in time, and has it somewhere to go?

EH5xx.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.checks.register import check
from earlyhelp.checks.rows import HANDED_OVER, NO_ROWS, VACATED
from earlyhelp.codes import Say
from earlyhelp.dates import NO_LAG, Lag, Unit, days, words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import Agreement, Extension, Future, Occupation, Property, Sector
from earlyhelp.model.workflows import OUT
from earlyhelp.network.schedule import Schedule

VOLUNTARY_NOTICE: Final = Lag(3, Unit.MONTHS)  #: Best Value statutory guidance, 2011 and 2015


@check("EH501", "partner-not-told", Severity.WARNING)
def partner_not_told(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner has not been told that it has to leave.

    ## What it means
    Its row has neither a `told` nor a `notice_served` day. This is an error once its
    notice, given on the as-at day, would end after the day by which it has to be out. The
    partner has users of its own to tell, and rooms to find.
    """
    as_at = schedule.network.as_at
    for leaving in _leaving(plan, schedule):
        row = leaving.row
        if row.told is not None or row.notice_served is not None:
            continue
        out = leaving.out
        message, short = f"{leaving.name} has not been told that it {leaving.has_to_be_out}", None
        steps = (row.notice or NO_LAG).steps(plan.calendar)
        if out is not None and as_at is not None and (over := steps.later(as_at)) > out:
            short = over - out
            given = f"notice of {row.notice} from {_day(as_at)} would end on {_late(over, out)}"
            message += ", and that day has passed" if as_at > out else f": {given}"
        elif out is not None and row.notice is not None:
            last = _day(steps.latest_from(out))
            message += f"; the last day to give it notice of {row.notice} is {last}"
        how = Severity.WARNING if short is None else Severity.ERROR
        yield say(message, place=row.place, subjects=(row.id,), short_by_days=short, severity=how)


@check("EH502", "told-too-late", Severity.ERROR)
def told_too_late(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner's notice ends after the day by which it has to be out.

    ## What it means
    Its `notice` is counted from `notice_served`, or else from `told`; from the first day
    that a less exact date can mean. It has to be out by the day stated for its step `out`,
    or else for its property as `vacated` or `handed_over`; where none is stated, by the
    latest day that the plan leaves for it; and never before an agreed extension ends.

    ## Why it matters
    A protected tenancy takes 6 to 12 months (Landlord and Tenant Act 1954, section 25): for
    20 December 2021, notice had to be served by 20 June.

    ## What to do
    Agree an extension or less notice, or move the day. No notice is `0 calendar days`.
    """
    no_notice, no_day = [], []
    for leaving in _leaving(plan, schedule):
        row, out, told = leaving.row, leaving.out, leaving.row.notice_served or leaving.row.told
        if row.notice is None:
            no_notice.append(row)
        elif out is None:
            no_day.append(row)
        elif leaving.over is not None and told is not None:
            last = row.notice.steps(plan.calendar).latest_from(out)
            is_past = last < (schedule.network.as_at or days.LAST)
            message = (
                f"{leaving.name} {leaving.has_to_be_out}, but its notice of {row.notice} from "
                f"{_day(told.when.low)} ends on {_late(leaving.over, out)}; the last day to give "
                f"it {'was' if is_past else 'is'} {_day(last)}"
            )
            short = leaving.over - out
            yield say(message, place=told.place, subjects=(row.id,), short_by_days=short)
    for rows, lacks in ((no_notice, "notice period"), (no_day, "day by which to be out")):
        if rows:
            have = "occupation has" if len(rows) == 1 else "occupations have"
            message = f"{len(rows)} {have} no {lacks}, so it is not known whether notice is in time"
            ids = tuple(row.id for row in rows)
            yield say(message, place=rows[0].place, subjects=ids, severity=Severity.NOT_KNOWN)


@check("EH503", "voluntary-three-months", Severity.WARNING)
def voluntary_three_months(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A voluntary organisation is told less than three months before it has to be out.

    ## Why it matters
    Best Value statutory guidance (September 2011, revised March 2015; check whether it still
    holds) expects three months' notice before a council ends its support. An agreed
    extension that lasts as long, or a place that the partner accepts, puts it right.
    """
    partners = (plan.registers or NO_ROWS).partner_by_id
    for leaving in _leaving(plan, schedule):
        row, partner = leaving.row, partners.get(leaving.row.partner)
        if partner is None or not partner.is_voluntary or row.offer_accepted is not None:
            continue
        out, heard = leaving.out, [said for said in (row.told, row.notice_served) if said]
        if out is None or not heard or leaving.over is not None:
            continue
        told = min(heard, key=lambda said: said.when.low)
        over = VOLUNTARY_NOTICE.steps(plan.calendar).later(told.when.low)
        if over > out:
            message = (
                f"{leaving.name} {leaving.has_to_be_out}, but the three months that a voluntary "
                f"organisation can expect, from {_day(told.when.low)}, end on {_late(over, out)}"
            )
            yield say(message, place=told.place, subjects=(row.id,), short_by_days=over - out)


@check("EH504", "nowhere-to-go", Severity.WARNING)
def nowhere_to_go(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner has to leave, and has nowhere to go.

    ## What it means
    Its row has no `offered` property, no `alternative`, and no `offer_accepted` day.
    Families lose what the partner does for them.
    """
    for leaving in _leaving(plan, schedule):
        row = leaving.row
        if row.offered is None and row.alternative is None and row.offer_accepted is None:
            message = f"{leaving.name} {leaving.has_to_be_out}, and has nowhere to go"
            yield say(message, place=row.place, subjects=(row.id,))


@check("EH505", "alternative-closes-too", Severity.ERROR)
def alternative_closes_too(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner was offered a place in a property that is not retained either.

    ## What it means
    It would have to move twice. A property to be let to this very partner is another matter
    (EH510). Where `future` is empty and no workflow is for the property, it is not known.
    """
    properties = (plan.registers or NO_ROWS).property_by_id
    for leaving in _rows_to_leave(plan, schedule):
        offered = properties.get(leaving.row.offered or "")
        if offered is None or _tenant_of(plan, leaving.row) is offered:
            continue
        closes = _closes(plan, offered)
        if closes is not False:
            but = "which is not retained either" if closes else "whose future is not known"
            message = f"{leaving.name} was offered a place in {offered.title}, {but}"
            how, row = Severity.ERROR if closes else Severity.NOT_KNOWN, leaving.row
            yield say(message, place=row.place, subjects=(row.id, offered.id), severity=how)


@check("EH506", "retained-centre-full", Severity.ERROR)
def retained_centre_full(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A retained property has no room for all the partners that were offered a place in it.

    ## What it means
    Its `capacity` is a number of partners. Each counts once: those that are in it, and
    those that were offered a place and have not gone to an `alternative` instead.
    """
    registers = plan.registers or NO_ROWS
    inside: defaultdict[str, set[str]] = defaultdict(set)
    coming: defaultdict[str, set[str]] = defaultdict(set)
    for row in registers.occupations:
        home = registers.property_by_id.get(row.property)
        if home is not None and home.future is Future.RETAINED:
            if not _is_out(plan, row):
                inside[home.id].add(row.partner)
        elif row.offered is not None and (row.alternative is None or row.offer_accepted):
            coming[row.offered].add(row.partner)
    for centre in registers.properties:
        there, more = len(inside[centre.id]), len(coming[centre.id] - inside[centre.id])
        if centre.future is not Future.RETAINED or there + more <= (centre.capacity or 0):
            continue
        counted = f"{there} in it already, and {more} offered a place"
        if centre.capacity is not None:
            room = words.count(centre.capacity, "partner")
            message = f"{centre.title} has room for {room}, but there would be {there + more}"
            yield say(f"{message}: {counted}", place=centre.place, subjects=(centre.id,))
        elif more:
            message = f"it is not known how many partners {centre.title} has room for: {counted}"
            ids = (centre.id,)
            yield say(message, place=centre.place, subjects=ids, severity=Severity.NOT_KNOWN)


@check("EH507", "extension-not-decided", Severity.WARNING)
def extension_not_decided(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner has asked to stay longer, and nothing is decided.

    ## What it means
    This is an error from the day by which its property is to be vacated or handed over, and
    once the day that it asked for has passed.
    """
    as_at = schedule.network.as_at
    for leaving in _leaving(plan, schedule):
        row, left, until = leaving.row, leaving.left, leaving.row.extended_to
        if row.extension is not Extension.REQUESTED:
            continue
        due = _due(schedule, f"{left.id}.{VACATED}", f"{left.id}.{HANDED_OVER}")
        so = ""
        if as_at is not None and until is not None and as_at > until.when.high:
            so = ", although that day has passed"
        elif as_at is not None and due is not None and as_at >= due:
            so = f", although {left.title} was to be left by {_day(due)}"
        to = f" to {until.when.in_a_sentence()}" if until else ""
        message = (
            f"{leaving.name} asked to stay in {left.title}{to}, and nothing has been decided{so}"
        )
        how = Severity.ERROR if so else Severity.WARNING
        yield say(message, place=row.place, subjects=(row.id,), severity=how)


@check("EH508", "extension-past-the-last-handover", Severity.ERROR)
def extension_past_the_last_handover(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner's extension, agreed or asked for, goes on after the last handover.

    ## What it means
    The last handover is the milestone that `settings` name as `last_handover`. An extension
    to its very day is in time. The Assets Team expects every property by then.
    """
    last = _due(schedule, plan.settings.last_handover)
    for leaving in _leaving(plan, schedule):
        row, until = leaving.row, leaving.row.extended_to
        if last is None or until is None or row.extension in (None, Extension.REFUSED):
            continue
        short = until.when.low - last
        if short > 0:
            message = (
                f"the extension {row.extension.value} for {leaving.name} in {leaving.left.title} "
                f"ends {until.when.with_preposition()}, {words.count(short, 'calendar day')} "
                f"after the last handover, which is due by {_day(last)}"
            )
            yield say(message, place=until.place, subjects=(row.id,), short_by_days=short)


@check("EH509", "notice-not-expired", Severity.ERROR)
def notice_not_expired(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner's notice expires after the day by which it has to be out, or on a wrong day.

    ## What it means
    Until it has expired, the partner may stay. Where `notice_expires` is in time, but not
    the day that `notice_served` and `notice` add up to, this is a warning with that day.
    """
    for leaving in _leaving(plan, schedule):
        row, expires = leaving.row, leaving.row.notice_expires
        if expires is None:
            continue
        out, when, low, high = leaving.out, expires.when, expires.when.low, expires.when.high
        if out is not None and low > out and leaving.over is None:
            late = f"{words.count(low - out, 'calendar day')} too late"
            message = f"{leaving.name} {leaving.has_to_be_out}, but its notice expires "
            message += f"{when.with_preposition()}, {late}"
            yield say(message, place=expires.place, subjects=(row.id,), short_by_days=low - out)
        elif row.notice is not None and row.notice_served is not None:
            served, later = row.notice_served.when, row.notice.steps(plan.calendar).later
            first, last = later(served.low), later(served.high)
            if high < first or low > last:
                on, right = when.with_preposition(), _day(first if high < first else last)
                message = f"the notice of {leaving.name} is said to expire {on}, but {row.notice} "
                message += f"from {served.in_a_sentence()} is {right}"
                how = Severity.WARNING
                yield say(message, place=expires.place, subjects=(row.id,), severity=how)


@check("EH510", "lease-terms-missing", Severity.WARNING)
def lease_terms_missing(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A property is to be let to a partner, and its heads of terms are missing or too late.

    ## What it means
    A partner with a lease, or of the NHS, stays in a property whose `future` is `lease`
    unless its row says that it goes; one of the NHS can also be offered one. Terms are too
    late once it is handed over. A lease of more than seven years has to be for the best
    consideration (Local Government Act 1972, section 123): terms are what is valued.
    """
    for leaving in _rows_to_leave(plan, schedule):
        row, let, terms = leaving.row, _tenant_of(plan, leaving.row), leaving.row.heads_of_terms
        if let is None:
            continue
        message, ids = f"{let.title} is to be let to {leaving.name}, but ", (row.id, let.id)
        due = _due(schedule, f"{let.id}.{HANDED_OVER}")
        if terms is None:
            message += "no heads of terms are recorded"
            yield say(message, place=row.place, subjects=ids)
        elif due is not None and terms.when.low > due:
            on = terms.when.with_preposition()
            message += f"heads of terms come {on}, and it is handed over by {_day(due)}"
            yield say(message, place=terms.place, subjects=ids)


@attrs.frozen(slots=False)
class _Leaving:
    """A partner that has to leave a property; worked out only as far as a check asks."""

    schedule: Schedule
    row: Occupation
    left: Property

    @property
    def name(self) -> str:
        partners = (self.schedule.plan.registers or NO_ROWS).partner_by_id
        partner = partners.get(self.row.partner)
        return self.row.partner if partner is None else partner.title

    @cached_property
    def out(self) -> int | None:
        """The day by which it has to be out."""
        row, left = self.row, self.left.id
        out = _due(self.schedule, f"{row.id}.{OUT}", f"{left}.{VACATED}", f"{left}.{HANDED_OVER}")
        if row.extension is not Extension.AGREED or row.extended_to is None:
            return out
        return row.extended_to.when.high if out is None else max(out, row.extended_to.when.high)

    @cached_property
    def over(self) -> int | None:
        """The first day on which its notice can have ended, if that is after `out`."""
        notice, told = self.row.notice, self.row.notice_served or self.row.told
        if notice is None or told is None or self.out is None:
            return None
        over = notice.steps(self.schedule.plan.calendar).later(told.when.low)
        return over if over > self.out else None

    @property
    def has_to_be_out(self) -> str:
        """``has to be out of Elm Road by Friday 10 December 2021``."""
        by = "" if self.out is None else f" by {_day(self.out)}"
        return f"has to be out of {self.left.title}{by}"


def _leaving(plan: Plan, schedule: Schedule) -> Iterator[_Leaving]:
    """The partners that still have to leave; not those that become the tenant instead."""
    for leaving in _rows_to_leave(plan, schedule):
        if not _is_out(plan, leaving.row) and _tenant_of(plan, leaving.row) is not leaving.left:
            yield leaving


def _rows_to_leave(plan: Plan, schedule: Schedule) -> Iterator[_Leaving]:
    """The occupations of properties that are not retained."""
    registers = plan.registers or NO_ROWS
    for row in registers.occupations:
        left = registers.property_by_id.get(row.property)
        if left is not None and _closes(plan, left):
            yield _Leaving(schedule, row, left)


def _closes(plan: Plan, row: Property) -> bool | None:
    """Whether the service leaves a property: as its row says, or else its workflow."""
    if row.future is not None:
        return row.future is not Future.RETAINED
    return f"{row.id}.{VACATED}" in plan or f"{row.id}.{HANDED_OVER}" in plan or None


def _tenant_of(plan: Plan, row: Occupation) -> Property | None:
    """The property that is to be let to this partner: offered to it, or the one it stays in."""
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


def _is_out(plan: Plan, row: Occupation) -> bool:
    out = f"{row.id}.{OUT}"
    return out in plan and plan[out].done is not None


def _due(schedule: Schedule, *milestones: str) -> int | None:
    """The day number of the first of these that has a stated day, or else a latest day."""
    plan, latest = schedule.plan, None
    for name in milestones:
        if name in plan:
            if (stated := plan[name].stated) is not None:
                return stated.when.high
            latest = schedule.last_day(name) if latest is None else latest
    return latest


def _day(day: int) -> str:
    """A day in words; a notice of thousands of weeks can leave the calendar."""
    is_there = days.FIRST <= day <= days.LAST
    return words.day(days.day(day)) if is_there else "a day outside 1970 to 2099"


def _late(day: int, limit: int) -> str:
    return f"{_day(day)}, {words.count(day - limit, 'calendar day')} too late"
