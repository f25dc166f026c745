"""Can the meeting at which work is handed over be held on its day?

EH603, EH604, EH605.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.onward import after, lateness
from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, closing_days, open_cases
from earlyhelp.checks.work import not_known, work
from earlyhelp.codes import Say
from earlyhelp.dates import days, words
from earlyhelp.dates.days import FIRST
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan, Stated
from earlyhelp.model.registers import NO_ROWS, Case
from earlyhelp.model.routing import changes_hands
from earlyhelp.network.schedule import Schedule


@check("EH603", "meeting-after-the-worker-leaves", Severity.ERROR)
def meeting_after_the_worker_leaves(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A handover meeting is planned for after the worker's last day, or after the change.

    ## What it means
    The worker has left by then; or the work has, because it has changed hands on an earlier
    day, in `changes`: that is a warning, because both workers can still be there. Where a day
    is known as a period alone, and only some of its days are too late, it is not known.

    ## Why it matters
    The one who knows the family would not be there.

    ## What to do
    Hold the meeting on the worker's last day or earlier, and before the work changes hands.
    """
    for case in open_cases(schedule):
        meeting, last, changes = case.handover_meeting, case.worker_last_day, case.changes
        if meeting is None:
            continue
        if last is not None and (how := lateness(meeting, LastDay.of(last))) is not None:
            yield say(
                f"{_meeting(case, meeting)}, {after(how)} the worker's last day, "
                f"{last.when.in_a_sentence()}",
                place=meeting.place,
                severity=how,
                short_by_days=max(meeting.when.low - last.when.high, 0) or None,
            )
        elif changes is not None and changes_hands(case):
            change = LastDay.of(changes)
            if (how := lateness(meeting, change)) is not None:
                yield say(
                    f"{_meeting(case, meeting)}, {after(how)} the work changes hands "
                    f"{change.words}",
                    place=meeting.place,
                    severity=how if how is Severity.NOT_KNOWN else Severity.WARNING,
                    short_by_days=max(meeting.when.low - change.day, 0) or None,
                )


def _meeting(case: Case, meeting: Stated) -> str:
    return f"the handover meeting for {work(case)} is {meeting.when.with_preposition()}"


@check("EH604", "meeting-after-the-place-closes", Severity.ERROR)
def meeting_after_the_place_closes(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A handover meeting is planned for after the building where the work is done closes.

    ## What it means
    A building closes by the last day on which it can be vacated or handed over: as stated,
    or else as late as the plan allows. One with an `interim_venue` counts as open, because
    its services go on there. Where a day is known as a period alone, and only some of its days
    are too late, it is not known.

    ## What to do
    Hold the meeting earlier, or name in `setting` where the family is met instead.
    """
    closing = closing_days(plan, schedule)
    unknown: set[str] = set()
    for case in open_cases(schedule):
        meeting, setting = case.handover_meeting, case.setting
        if meeting is None or setting is None or setting not in closing:
            continue
        closes = closing[setting]
        if closes is None:
            unknown.add(setting)
        elif (how := lateness(meeting, closes)) is not None:
            yield say(
                f"{_meeting(case, meeting)}, {after(how)} the building closes {closes.words}",
                place=meeting.place,
                severity=how,
                short_by_days=max(meeting.when.low - closes.day, 0) or None,
            )
    for row in (plan.registers or NO_ROWS).properties:
        if row.id in unknown:
            yield not_known(say, row, "handover meetings there are in time")


@check("EH605", "meeting-not-on-a-working-day", Severity.WARNING)
def meeting_not_on_a_working_day(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A handover meeting is planned for a day on which nobody works.

    ## What to do
    Hold it on the working day before, which the message names; one after it can be too
    late for the worker or the building.
    """
    calendar = plan.calendar
    for case in open_cases(schedule):
        meeting = case.handover_meeting
        if meeting is None or not meeting.when.is_exact or calendar.works_on(meeting.when.low):
            continue
        before = calendar.on_or_before(meeting.when.low)
        named = f"is {words.day(days.day(before))}" if before >= FIRST else "does not exist"
        yield say(
            f"{_meeting(case, meeting)}, not a working day "
            f"({calendar.why_closed(meeting.when.first)}); the working day before it {named}",
            place=meeting.place,
        )
