"""Has what should have happened by now happened, and in order?

EH7xx.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import days, words
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Link, Plan
from earlyhelp.network.schedule import Schedule
from earlyhelp.tracking import behind


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
    for late in behind.overdue(schedule):
        name, said = late.milestone, late.said
        if late.is_deadline or isinstance(said, Link):
            was = f"was due by {words.day(days.day(late.day))}"
        elif plan[name].on:
            was = f"was pinned to {said.when.in_a_sentence()}"
        else:
            was = f"was expected {said.when.with_preposition()}"
        yield say(
            f"{name} {was} and is not recorded as done: "
            f"{words.count(as_at - late.day, 'day')} overdue on {words.short(today)}",
            place=said.place,
            subjects=(name,),
        )


@check("EH702", "done-out-of-sequence", Severity.WARNING)
def done_out_of_sequence(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Something was done although a link says that it could not be yet, or no longer.

    ## What it means
    Facts win: the plan goes on from what was done. But either the fact or the link is
    wrong. Where what should have come first is not done at all, that is EH708.

    ## What to do
    Find out which of the two is wrong. Take a day that was recorded wrongly back with
    `eh milestone undo`, correct one that was typed, or correct the link.
    """
    for found in behind.out_of_sequence(plan):
        if found.broken_by is not None:
            yield say(
                found.in_words(),
                place=found.link.place,
                subjects=(found.link.then, found.link.first),
                short_by_days=found.broken_by,
            )


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
    """An entry of the journal starts from what the plan's files no longer say.

    ## What it means
    Somebody recorded that a milestone was moved or done, or that a partner stays, and later
    somebody typed another day for it in the plan or in a register, or put an older copy of
    that file back. The plan's files win, and the entry is left aside. Where two people recorded
    different days of the same thing in copies of their own, the first move or extension counts,
    and the last day on which something was done. An undo that finds nothing to undo is left
    aside too.

    ## What to do
    Ask which day is true. If it is the one that was recorded, correct the file. If it is the one
    that the files say, undo the entry with `eh milestone undo`; its option `--line` says which,
    where something else was recorded of the same since. An undo of what was undone already can
    be taken out of the journal.
    """
    if plan.journal is None:
        return
    left_aside = (*plan.journal.stale, *plan.journal.undid_nothing)
    if left_aside:
        from earlyhelp.tracking import out_of_step  # it takes what a plan without rows does without
    for entry in left_aside:
        yield say(out_of_step.in_words(plan, entry), place=entry.place, subjects=(entry.subject,))


@check("EH705", "journal-line-cut-short", Severity.WARNING)
def journal_line_cut_short(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A line of the journal is no entry: writing it was cut short, or somebody edited it.

    ## What it means
    Where writing it was cut short, the command never said that it was done. Where a spreadsheet
    saved the journal in its own way, or a merge left its marks in it, what the line recorded no
    longer counts. The line is left where it is and is not read.

    ## What to do
    If what it was to record did happen, record it again, or mend the line: the finding says what
    an entry has that it lacks. If somebody edited the journal and left its last line without a
    line end, put the line end there.
    """
    for place, why in plan.journal.torn if plan.journal else ():
        yield say(f"this line of the journal is no entry, and is not read: {why}", place=place)


@check("EH706", "journal-of-nothing", Severity.WARNING)
def journal_of_nothing(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """An entry of the journal is about something that is no longer in the plan.

    ## Why it matters
    A milestone that got another name has lost what was recorded about it.

    ## What to do
    Where the milestone has another name now, record it again under that. Then take the old entry
    back: `eh milestone undo` with the old name.
    """
    for entry in plan.journal.lost if plan.journal else ():
        yield say(
            f"{entry.action.value} is recorded of {entry.subject}, which is not in the plan",
            place=entry.place,
            subjects=(entry.subject,),
        )


@check("EH708", "done-before-what-comes-first", Severity.WARNING)
def done_before_what_comes_first(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Something is recorded as done, and what has to come before it is not.

    ## What it means
    Somebody has gone ahead without what should have come first, or it was done and nobody
    wrote it down. Facts win: the plan goes on from what was done.

    ## What to do
    Record the day on which the other was done with `eh milestone done`, undo what was not
    done with `eh milestone undo`, or take the link out if it no longer holds.
    """
    for found in behind.out_of_sequence(plan):
        if found.broken_by is None:
            yield say(
                found.in_words(),
                place=found.link.place,
                subjects=(found.link.then, found.link.first),
            )


@check("EH709", "copy-not-read", Severity.WARNING)
def copy_not_read(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Beside a file of the plan lies what is called like a copy of it, and has other lines.

    ## What it means
    Two people changed the file at once, each on a machine of their own, and the program that
    keeps the folder the same on both made a copy (`cases-LAPTOP.csv`, `plan (conflicted
    copy).yaml`, `journal (1).csv`). Nothing reads it: what was typed or recorded there does
    not count.

    ## What to do
    Compare the two, put what is right into the plan's own file, and take the copy out of the
    folder. Of a journal, put the lines that are in the copy alone at its end, in the order that
    they have there, each whole and with its line end: that they were recorded before others does
    not matter, and where two people said different things of one day, EH704 says which is left
    aside. What is no copy, and is kept on purpose, can lie in a folder of its own, or have a name
    that begins otherwise.
    """
    for copy in plan.copies:
        yield say(
            f"{copy.file} is called like a copy of {copy.own}, and nothing reads it: it has lines "
            f"that {copy.own} lacks",
            place=Place(copy.file, 1, 1),
        )
