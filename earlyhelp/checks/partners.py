"""Does every partner know in time, and has it somewhere to go?

EH5xx.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import NO_LAG, days, words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import NO_ROWS, Extension
from earlyhelp.model.workflows import HANDED_OVER, INFORMED, THREE_MONTHS, VACATED
from earlyhelp.network.schedule import Schedule
from earlyhelp.partners.centres import centres
from earlyhelp.partners.leaving import (
    VOLUNTARY_NOTICE,
    closes,
    day_in_words,
    due,
    late_in_words,
    leavings,
    rows_to_leave,
    tenant_of,
)
from earlyhelp.partners.notices import Kind, Status, notices


@check("EH501", "partner-not-told", Severity.WARNING)
def partner_not_told(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner has not been told that it has to leave.

    ## What it means
    Its row has neither a `told` nor a `notice_served` day. This is an error once its
    notice, given on the as-at day, would end after the day by which it has to be out. The
    partner has users of its own to tell, and rooms to find.

    ## What to do
    Tell it: `eh notice draft` writes the letter, and `eh notice sent` records it. Where it was
    told already, write the day into `told`.
    """
    as_at = schedule.network.as_at
    for leaving in leavings(schedule):
        row = leaving.row
        if row.told is not None or row.notice_served is not None:
            continue
        out = leaving.out
        message, short = f"{leaving.name} has not been told that it {leaving.has_to_be_out}", None
        steps = (row.notice or NO_LAG).steps(plan.calendar)
        if out is not None and as_at is not None and (over := steps.later(as_at)) > out:
            short = over - out
            given = f"notice of {row.notice} from {day_in_words(as_at)} would end on "
            given += late_in_words(over, out)
            message += ", and that day has passed" if as_at > out else f": {given}"
        elif out is not None and row.notice is not None:
            last = day_in_words(steps.latest_from(out))
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
    for leaving in leavings(schedule):
        row, out, told = leaving.row, leaving.out, leaving.heard
        if row.notice is None:
            no_notice.append(row)
        elif out is None:
            no_day.append(row)
        elif leaving.over is not None and told is not None:
            last = row.notice.steps(plan.calendar).latest_from(out)
            is_past = last < (schedule.network.as_at or days.LAST)
            message = (
                f"{leaving.name} {leaving.has_to_be_out}, but its notice of {row.notice} from "
                f"{day_in_words(told.when.low)} ends on {late_in_words(leaving.over, out)}; the "
                f"last day to give it {'was' if is_past else 'is'} {day_in_words(last)}"
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
    extension that lasts as long, or a place that the partner accepts, puts it right. Where
    the plan takes the workflow `voluntary-notice`, the three months are links between its
    milestones, and what they break is said there.

    ## What to do
    Tell it now, and agree on a day that leaves it three months, with `eh property extend`; or
    find it another place that it accepts.
    """
    partners = (plan.registers or NO_ROWS).partner_by_id
    for leaving in leavings(schedule):
        row, partner = leaving.row, partners.get(leaving.row.partner)
        if partner is None or not partner.is_voluntary or row.offer_accepted is not None:
            continue
        out, heard = leaving.out, [said for said in (row.told, row.notice_served) if said]
        if out is None or not heard or leaving.over is not None:
            continue
        if all(f"{row.id}.{step}" in plan for step in (INFORMED, THREE_MONTHS)):
            continue  # the links between them say it
        told = min(heard, key=lambda said: said.when.low)
        over = VOLUNTARY_NOTICE.steps(plan.calendar).later(told.when.low)
        if over > out:
            message = (
                f"{leaving.name} {leaving.has_to_be_out}, but the three months that a voluntary "
                f"organisation can expect, from {day_in_words(told.when.low)}, end on "
                f"{late_in_words(over, out)}"
            )
            yield say(message, place=told.place, subjects=(row.id,), short_by_days=over - out)


@check("EH504", "nowhere-to-go", Severity.WARNING)
def nowhere_to_go(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner has to leave, and has nowhere to go.

    ## What it means
    Its row has no `offered` property, no `alternative`, and no `offer_accepted` day.
    Families lose what the partner does for them.

    ## What to do
    Offer it a place in a property that stays open, and write that into `offered`. Where it has
    found one itself, write that into `alternative`.
    """
    for leaving in leavings(schedule):
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

    ## What to do
    Offer it a place in a property that is retained, or correct the `future` of this one.
    """
    properties = (plan.registers or NO_ROWS).property_by_id
    for leaving in rows_to_leave(schedule):
        offered = properties.get(leaving.row.offered or "")
        if offered is None or tenant_of(plan, leaving.row) is offered:
            continue
        is_closing = closes(plan, offered)
        if is_closing is not False:
            but = "which is not retained either" if is_closing else "whose future is not known"
            message = f"{leaving.name} was offered a place in {offered.title}, {but}"
            how, row = Severity.ERROR if is_closing else Severity.NOT_KNOWN, leaving.row
            yield say(message, place=row.place, subjects=(row.id, offered.id), severity=how)


@check("EH506", "retained-centre-full", Severity.ERROR)
def retained_centre_full(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A retained property has no room for all the partners that were offered a place in it.

    ## What it means
    Its `capacity` is a number of partners. Each counts once: those that are in it, and
    those that were offered a place and have not gone to an `alternative` instead.

    ## What to do
    Offer some of them another property. Where the `capacity` is wrong or not known, ask whoever
    runs the building, and write it there.
    """
    for centre in centres(plan):
        row, there, more = centre.row, len(centre.inside), len(centre.coming)
        if there + more <= (row.capacity or 0):
            continue
        counted = f"{there} in it already, and {more} offered a place"
        if row.capacity is not None:
            room = words.count(row.capacity, "partner")
            message = f"{row.title} has room for {room}, but there would be {there + more}"
            yield say(f"{message}: {counted}", place=row.place, subjects=(row.id,))
        elif more:
            message = f"it is not known how many partners {row.title} has room for: {counted}"
            ids = (row.id,)
            yield say(message, place=row.place, subjects=ids, severity=Severity.NOT_KNOWN)


@check("EH507", "extension-not-decided", Severity.WARNING)
def extension_not_decided(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner has asked to stay longer, and nothing is decided.

    ## What it means
    This is an error from the day by which its property is to be vacated or handed over, and
    once the day that it asked for has passed.

    ## What to do
    Decide. Record an agreement with `eh property extend`. For a refusal, write `refused` into
    `extension` and the day into `extension_decided`, and tell the partner.
    """
    as_at = schedule.network.as_at
    for leaving in leavings(schedule):
        row, left, until = leaving.row, leaving.left, leaving.row.extended_to
        if row.extension is not Extension.REQUESTED:
            continue
        limit = due(schedule, f"{left.id}.{VACATED}", f"{left.id}.{HANDED_OVER}")
        so = ""
        if as_at is not None and until is not None and as_at > until.when.high:
            so = ", although that day has passed"
        elif as_at is not None and limit is not None and as_at >= limit:
            so = f", although {left.title} was to be left by {day_in_words(limit)}"
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

    ## What to do
    Agree on an earlier day with the partner, or on a later last handover with the Assets Team.
    `eh plan whatif` says what either would do.
    """
    last = due(schedule, plan.settings.last_handover)
    for leaving in leavings(schedule):
        row, until = leaving.row, leaving.row.extended_to
        if last is None or until is None or row.extension in (None, Extension.REFUSED):
            continue
        short = until.when.low - last
        if short > 0:
            message = (
                f"the extension {row.extension.value} for {leaving.name} in {leaving.left.title} "
                f"ends {until.when.with_preposition()}, {words.count(short, 'calendar day')} "
                f"after the last handover, which is due by {day_in_words(last)}"
            )
            yield say(message, place=until.place, subjects=(row.id,), short_by_days=short)


@check("EH509", "notice-not-expired", Severity.ERROR)
def notice_not_expired(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner's notice expires after the day by which it has to be out, or on a wrong day.

    ## What it means
    Until it has expired, the partner may stay. Where `notice_expires` is in time, but not
    the day that `notice_served` and `notice` add up to, this is a warning with that day.

    ## What to do
    Agree on a later day for the partner, with `eh property extend`, and move what waits for it.
    Where a day was typed wrongly, correct it in the register.
    """
    for leaving in leavings(schedule):
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
                on, right = when.with_preposition(), day_in_words(first if high < first else last)
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

    ## What to do
    Agree on the heads of terms before the handover, and write their day into `heads_of_terms`.
    """
    for leaving in rows_to_leave(schedule):
        row, let, terms = leaving.row, tenant_of(plan, leaving.row), leaving.row.heads_of_terms
        if let is None:
            continue
        message, ids = f"{let.title} is to be let to {leaving.name}, but ", (row.id, let.id)
        limit = due(schedule, f"{let.id}.{HANDED_OVER}")
        if terms is None:
            message += "no heads of terms are recorded"
            yield say(message, place=row.place, subjects=ids)
        elif limit is not None and terms.when.low > limit:
            on = terms.when.with_preposition()
            message += f"heads of terms come {on}, and it is handed over by {day_in_words(limit)}"
            yield say(message, place=terms.place, subjects=ids)


@check("EH515", "told-another-day", Severity.WARNING)
def told_another_day(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner was told to be out by another day than it has to be out by now, or can stay.

    ## What it means
    The last notice that was recorded, or else the day that the plan had when the partner was
    told, no longer fits: a day has moved since, an extension was agreed or came to nothing, or
    the property is retained after all.
    This is an error once the day has passed on which it would have to hear of it: an earlier
    day needs its whole notice again, a later one is news until the old day comes, and so is that
    it can stay.

    ## What to do
    `eh notice draft` writes the letter with what has changed; `eh notice sent` records it.
    """
    for notice in notices(schedule):
        if notice.kind not in (Kind.TELL_AGAIN, Kind.CAN_STAY) or notice.by is None:
            continue
        given, left = notice.told_out, notice.left.title
        told, now = f"that it has to leave {left}", "can stay"
        if notice.out is not None:
            told, now = f"{told}, and no day", f"has to be out by {day_in_words(notice.out)}"
        if given is not None:
            told = f"to be out of {left} by {given.in_a_sentence()}"
        is_late = notice.status is Status.OVERDUE
        yield say(
            f"{notice.partner.title} was told {told}, but it {now}; the last day to tell it "
            f"{'was' if is_late else 'is'} {day_in_words(notice.by)}",
            place=notice.occupation.place,
            subjects=(notice.occupation.id,),
            severity=Severity.ERROR if is_late else Severity.WARNING,
        )
