"""Has what should have happened by now happened, and in order?

EH7xx.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.days import is_probable_slip
from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import Lag, days, words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import LinkKind, Plan, Stated
from earlyhelp.network.schedule import Schedule
from earlyhelp.partners.leaving import is_asked_no_more


@check("EH701", "overdue", Severity.WARNING)
def overdue(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A day has passed, and nothing says that it was done.

    ## What it means
    Either it is late, or it was done and nobody wrote it down. A pinned day that has
    passed is taken to have happened on its day, so that the rest of the plan can be
    checked; a deadline that has passed no longer limits anything.

    ## What to do
    Record the day it was done with `done`, or state a new day.
    """
    today, as_at = schedule.as_at, schedule.network.as_at
    if today is None or as_at is None:
        return
    for milestone, stated in plan.stated:
        when = stated.when
        # a claim is a finding of its own
        is_known = milestone.done or milestone.claimed or is_asked_no_more(plan, milestone.id)
        if when.high >= as_at or is_known or is_probable_slip(stated, today):
            continue
        said = (
            f"pinned to {when.in_a_sentence()}"
            if milestone.on
            else f"expected {when.with_preposition()}"
        )
        late = words.count(as_at - when.high, "day")
        yield say(
            f"{milestone.id} was {said} and is not recorded as done: {late} overdue on "
            f"{words.short(today)}",
            place=stated.place,
            subjects=(milestone.id,),
        )
    for passed in schedule.network.passed:
        if isinstance(passed.said, Stated) and is_probable_slip(passed.said, today):
            continue
        if is_asked_no_more(plan, passed.milestone):
            continue
        late = words.count(as_at - passed.limit, "day")
        yield say(
            f"{passed.milestone} was due by {words.day(days.day(passed.limit))} and is not "
            f"recorded as done: {late} overdue on {words.short(today)}",
            place=passed.said.place,
            subjects=(passed.milestone,),
        )


@check("EH702", "done-out-of-sequence", Severity.WARNING)
def done_out_of_sequence(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Something was done although a link says that it could not be yet, or no longer.

    ## What it means
    Facts win: the plan goes on from what was done. But either the fact or the link is
    wrong, or somebody has gone ahead without what should have come first.
    """
    done = {item.id: item.done for item in plan.milestones if item.done is not None}
    for link in plan.links if done else ():
        then, first = done.get(link.then), done.get(link.first)
        if then is None:
            continue
        if first is None:
            if link.kind is LinkKind.AT_LEAST:
                yield say(
                    f"{link.then} is done, but {link.first}, which comes first, is not",
                    place=link.place,
                    subjects=(link.then, link.first),
                )
            continue
        broken_by = _broken_by(plan, link.kind, first, then, link.lag)
        if broken_by > 0:
            late = "too early" if link.kind is LinkKind.AT_LEAST else "too late"
            yield say(
                f"{link.then} was done {words.count(broken_by, 'day')} {late}: {link.in_words()}",
                place=link.place,
                subjects=(link.then, link.first),
                short_by_days=broken_by,
            )


def _broken_by(plan: Plan, kind: LinkKind, first: Stated, then: Stated, lag: Lag) -> int:
    steps = lag.steps(plan.calendar)
    if kind is LinkKind.AT_LEAST:
        return steps.later(first.when.low) - then.when.high
    return then.when.low - steps.later(first.when.high)


@check("EH703", "done-in-the-future", Severity.ERROR)
def done_in_the_future(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Something is recorded as done on a day that has not come yet.

    ## What to do
    If it is a forecast, write `expected`. If it was done, correct the day. If the plan's
    `as_at` is old, bring it up to date.
    """
    as_at = schedule.as_at
    if as_at is None:
        return
    for milestone, stated in plan.stated:
        if stated.when.first > as_at and milestone.done is not None:
            yield say(
                f"{milestone.id} is recorded as done on {milestone.done.when.in_words()}, "
                f"after the as-at day {words.short(as_at)}",
                place=milestone.done.place,
                subjects=(milestone.id,),
            )


@check("EH704", "journal-out-of-step", Severity.WARNING)
def journal_out_of_step(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A recorded move starts from a day that the plan's files no longer say.

    ## What it means
    Somebody moved a milestone with `eh milestone move`, and later somebody else changed
    its day in the plan. The plan's files win, and the recorded move is left aside.

    ## What to do
    Move it again from the day that the files say now, or undo the entry with
    `eh milestone undo`.
    """
    for entry in plan.journal.stale if plan.journal else ():
        milestone = plan[entry.subject]
        planned = milestone.on or milestone.expected
        now = planned.when.in_words() if planned else "no day"
        to = entry.day.when.in_words() if entry.day else "no day"
        yield say(
            f"{entry.subject} was moved from {entry.was_in_words} to {to}, but the plan now "
            f"says {now}: the move is left aside",
            place=entry.place,
            subjects=(entry.subject,),
        )


@check("EH705", "journal-line-cut-short", Severity.WARNING)
def journal_line_cut_short(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A line of the journal is no entry: writing it was cut short, or somebody edited it.

    ## What it means
    The command that wrote it never said that it was done. The line is left where it is and
    is not read.

    ## What to do
    If what it was to record did happen, record it again.
    """
    for place in plan.journal.torn if plan.journal else ():
        yield say("this line of the journal is no entry, and is not read", place=place)


@check("EH706", "journal-of-nothing", Severity.WARNING)
def journal_of_nothing(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """An entry of the journal is about something that is no longer in the plan.

    ## Why it matters
    A milestone that got another name has lost what was recorded about it.
    """
    for entry in plan.journal.lost if plan.journal else ():
        yield say(
            f"{entry.action.value} is recorded of {entry.subject}, which is not in the plan",
            place=entry.place,
            subjects=(entry.subject,),
        )
