"""Are the plan's days what people think they are?

EH202, EH203, EH206, EH208, EH209.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import bank_holidays, days, words
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import LinkKind, Milestone, Plan, Stated
from earlyhelp.network.schedule import Schedule
from earlyhelp.tracking.behind import is_probable_slip


@check("EH202", "stated-day-not-working", Severity.WARNING)
def stated_day_not_working(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A stated day is not a working day.

    ## What it means
    The day stands as it was stated; it is never moved. The message names the first
    working day after it, when people will be there. Where the milestone has `days: any`
    this is a note, because somebody has said that it may fall on such a day.

    ## Why it matters
    The launch of 1 January 2022 fell on a Saturday and New Year's Day: nobody could open
    a door before Tuesday 4 January.

    ## What to do
    Where the day is meant, say so: `days: any`. Else agree on a working day, and type it or
    record it with `eh milestone move`.
    """
    calendar = plan.calendar
    for milestone, stated in plan.stated:
        if calendar.works_on(stated.when.low) or not stated.when.is_exact:
            continue
        day = stated.when.first
        first = calendar.on_or_after(stated.when.low)
        yield say(
            f"{_said(milestone)} {words.day(day)}, not a working day "
            f"({calendar.why_closed(day)}); {_nearest('first working day after it', first)}",
            place=stated.place,
            subjects=(milestone.id,),
            severity=Severity.WARNING if plan.works(milestone) else Severity.NOTE,
        )


def _nearest(which: str, day: int) -> str:
    """Which day that is; a calendar can end before there is one."""
    if FIRST <= day <= LAST:
        return f"the {which} is {words.day(days.day(day))}"
    return f"there is no {which}"


def _said(milestone: Milestone) -> str:
    verb = {
        "done": "was done on",
        "on": "is pinned to",
        "expected": "is expected on",
        "moved": "was moved to",
    }
    return f"{milestone.id} {verb[milestone.stated_as or 'on']}"


@check("EH203", "deadline-not-working", Severity.WARNING)
def deadline_not_working(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A deadline is not a working day, so the work must be finished before it.

    ## What it means
    "By the end of October 2021" is Sunday 31 October; the last working day is Friday 29
    October. The deadline includes its own day and is not moved.

    ## Why it matters
    A deadline at a weekend is met on the last working day before it, or not at all.

    ## What to do
    Plan for the last working day before it. Where a later day was meant, type that.
    """
    calendar = plan.calendar
    for milestone, limit in _deadlines(plan):
        when = limit.when
        if not calendar.works_on(when.high) and plan.works(milestone):
            day, last = words.day(when.last), calendar.on_or_before(when.high)
            due = day if when.is_exact else f"{when.in_a_sentence()}, {day}"
            yield say(
                f"{milestone.id} is due by {due}, not a working day "
                f"({calendar.why_closed(when.last)}); "
                f"{_nearest('last working day before it', last)}",
                place=limit.place,
                subjects=(milestone.id,),
            )


def _deadlines(plan: Plan) -> Iterator[tuple[Milestone, Stated]]:
    for milestone in plan.milestones:
        if milestone.done is None:
            for limit in milestone.by:
                yield milestone, limit
            for stated in (milestone.on, milestone.expected):
                if stated is not None and stated.when.is_deadline:
                    yield milestone, stated


@check("EH206", "imprecise-used-as-exact", Severity.WARNING)
def imprecise_used_as_exact(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Days are counted from a date that is not known to the day, or one is pinned.

    ## What it means
    "Week of 13 September" is any day from Monday 13 to Friday 17. What must come later is
    counted from the last of these days, what must not come later than so long after from
    the first, so that the answer holds whichever day it was.

    ## Why it matters
    Three months' notice from the 13th is over on 13 December, from the 17th on the 17th.

    ## What to do
    Find out the day and write it down.
    """
    for milestone in plan.milestones:
        if milestone.on is not None and not milestone.on.when.is_exact and not milestone.done:
            when = milestone.on.when
            yield say(
                f"{milestone.id} is pinned to {when.in_a_sentence()}, which is not a day: any day "
                f"up to {words.day(when.last)} keeps it",
                place=milestone.on.place,
                subjects=(milestone.id,),
            )
    imprecise = {
        milestone.id: fixed
        for milestone in plan.milestones
        if (fixed := milestone.done or milestone.on) is not None and not fixed.when.is_exact
    }
    for link in plan.links if imprecise else ():
        fixed = imprecise.get(link.first)
        if fixed is None or not link.lag.count:
            continue
        counted = fixed.when.last if link.kind is LinkKind.AT_LEAST else fixed.when.first
        yield say(
            f"{link.in_words()}: counted from {words.day(counted)}, because {link.first} is "
            f"known only as {fixed.when.in_a_sentence()}",
            place=link.place,
            subjects=(link.first, link.then),
        )


@check("EH208", "projected-bank-holidays", Severity.NOTE)
def projected_bank_holidays(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The plan reaches into years whose bank holidays are not proclaimed yet.

    ## What it means
    Bank holidays of those years follow the standing rules of the Banking and Financial
    Dealings Act 1971. A royal proclamation can still move or add one: that of 19 September
    2022 was announced nine days before.

    ## What to do
    Check the plan again once GOV.UK lists those years.
    """
    is_projected = bank_holidays.is_projected
    projected = [said for _, said in plan.stated if is_projected(said.when.last.year)]
    if projected:
        said = min(projected, key=lambda item: item.when.high)
        known = f"{bank_holidays.PINNED_FROM} to {bank_holidays.PROCLAIMED_TO}"
        yield say(
            f"bank holidays of {said.when.last.year} are projected, not proclaimed: those of "
            f"{known} are known",
            place=said.place,
        )


@check("EH209", "probable-year-error", Severity.WARNING)
def probable_year_error(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A day that is still to come lies so long ago that its year is probably wrong.

    ## Why it matters
    A report of December 2020 says that a service "will launch at the end of January 2020"
    (S1 18): it meant 2021. Read as it stands, the launch would be a year overdue.

    ## What to do
    Correct the year. It is never corrected for you.
    """
    as_at = schedule.as_at
    if as_at is None:
        return
    for milestone in plan.milestones:
        if milestone.done is not None:
            continue
        for stated in (milestone.on, milestone.expected, *milestone.by):
            if stated is not None and is_probable_slip(stated, as_at):
                yield say(
                    f"{milestone.id} is still to come, but {stated.when.in_a_sentence()} was "
                    f"{words.count((as_at - stated.when.last).days, 'day')} before the as-at "
                    f"day {words.short(as_at)}: did you mean {_likely_year(stated, as_at)}?",
                    place=stated.place,
                    subjects=(milestone.id,),
                )


def _likely_year(stated: Stated, as_at: date) -> int:
    """The first year in which the same day of the year is not before `as_at`."""
    last = stated.when.last
    is_over = (last.month, last.day) < (as_at.month, as_at.day)
    return as_at.year + is_over
