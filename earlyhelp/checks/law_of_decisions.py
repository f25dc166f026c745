"""Is the public asked, and does the council decide, in the order and with the notice of the law?

EH311 to EH329 (EH3xx): consultation and equality; then the council's own decisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from earlyhelp.checks.register import check
from earlyhelp.checks.rules import said, sourced
from earlyhelp.codes import Say
from earlyhelp.dates import days
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.polls import POLL, PreElectionPeriod, pre_election_periods
from earlyhelp.model.rules import Outcome, Rule
from earlyhelp.network.schedule import Schedule
from earlyhelp.records import Record
from earlyhelp.rulebook.ends import End, every_end
from earlyhelp.rulebook.matching import paired

_DECISION: Final = "decision.made"
_STARTS, _CLOSES = "public_consultation.start", "public_consultation.end"


@check("EH311", "childrens-centre-consultation", Severity.ERROR)
def childrens_centre_consultation(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A children's centre is to close before the public was consulted, or nobody can tell.

    ## What it means
    A council consults as it thinks appropriate before it closes a designated children's
    centre or makes a significant change in what is offered there. Staff consultation is
    another matter, and does not stand for it.

    ## What to do
    Give `public_consultation.end` and `decision.made`, as milestones with those roles or as
    facts. The decision is the one to close: an earlier one in principle, or one to consult,
    does not hold the role.
    """
    return said(plan, schedule, say, "EH311")


@check("EH312", "pre-election-period", Severity.WARNING)
def pre_election_period(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A public consultation runs, or a decision is made, in a pre-election period.

    ## What it means
    The plan names the day of a poll, and a public consultation or a decision falls on that
    day or in the 25 working days before it:

        facts:
          poll: 2021-05-06     # or several: [2021-05-06, 2022-05-05]

    For 6 May 2021 that is from Monday 29 March. What can fall in the period, and need not,
    is not known. A plan that names no poll is not asked. EH514 asks the same of messages.

    ## Why it matters
    Business goes on as usual before an election, but what is controversial is put off, so
    that the council does not seem to take a side. When the period begins is custom.

    ## What to do
    Verify the period with the monitoring officer, and begin the consultation or make the
    decision after the poll.
    """
    fact = plan.facts.get(POLL)
    if fact is None:
        return
    asked = [*_decisions(plan, schedule), *_consultations(plan, schedule)]
    for rule in plan.rules if asked else ():
        if rule.code != "EH312":
            continue
        for period in pre_election_periods(plan):
            if period is not None:
                yield from _in_periods(rule, asked, period, say)
                continue
            message = f"{rule.title}: not known: the fact `{POLL}` is not a day such as 2021-05-06"
            yield say(message, place=fact.place, severity=Severity.NOT_KNOWN)


@check("EH313", "equality-duty", Severity.ERROR)
def equality_duty(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The equality impact is written down only after the decision, or nobody can tell.

    ## Why it matters
    The duty is owed by those who decide, before and when they do. A paper that nobody can
    find is a missing document and not a pass.

    ## What to do
    Give `equality.considered`: the day on which the written assessment was put to those who
    decide, as a milestone with that role or as a fact.
    """
    return said(plan, schedule, say, "EH313")


@check("EH314", "consultation-length", Severity.NOTE)
def consultation_length(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """How long a public consultation has to be is not a number.

    ## What it means
    People are asked while the proposal can still change, with enough information, with
    adequate time, and their answers are weighed. Twelve weeks were once the norm of central
    government; since 2012 it is what is proportionate. A council's own promise can be longer:
    write it down as a rule of the plan under `rules`.

    ## What to do
    Decide how long is proportionate, and keep the reasons: they are what is asked for later.
    """
    return said(plan, schedule, say, "EH314")


@check("EH321", "key-decision-notice", Severity.ERROR)
def key_decision_notice(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A key decision is announced too late, or nobody can tell.

    ## What it means
    28 clear days lie between the notice and the decision: neither of the two days counts,
    and weekends do. For a decision on 27 July 2021 the notice is out by Monday 28 June.
    Closing centres in several wards or divisions is always a key decision.

    ## What to do
    Give `key_decision.notice`. Where 28 days cannot be had, there is the general exception
    (`general_exception.notice`, 5 clear days) and special urgency (`special_urgency.agreed`):
    a decision with either is not asked for the 28 days. Where a plan has several decisions, ids
    that begin alike say which belongs to which: `north.decision` and `north.exception`.
    """
    return said(plan, schedule, say, "EH321")


@check("EH322", "agenda-published", Severity.ERROR)
def agenda_published(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The agenda and reports of a meeting are published too late, or nobody can tell.

    ## What it means
    Five clear days lie between. By custom they are working days, which is the safer way to
    count; section 243 of the Local Government Act 1972 counts Saturdays, but neither the
    Christmas nor the Easter break. The council says which:

        settings: {clear_days_basis: s243}

    For a meeting on Wednesday 12 January 2022 the papers are out by Tuesday 4 January, or by
    Wednesday 5 January as section 243 counts.

    ## What to do
    Publish sooner, or move the meeting to the day that the message names or a later one.
    Where it is not known, state the days of both.
    """
    return said(plan, schedule, say, "EH322")


@check("EH323", "call-in", Severity.ERROR)
def call_in(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A decision takes effect while it can still be called in, or nobody can tell.

    ## What it means
    Every council sets the period itself, in working days from the day the decision is
    published. It takes effect on the next calendar day, even a Saturday: what was published
    on 24 February 2021, with seven working days, took effect on Saturday 6 March.

    ## What to do
    Look it up in the constitution: `settings: {call_in: 7 working days}`.
    """
    return said(plan, schedule, say, "EH323")


@check("EH324", "private-meeting-notices", Severity.ERROR)
def private_meeting_notices(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A meeting in private is announced too late, or nobody can tell.

    ## What it means
    An executive that means to meet in private says so twice: 28 clear days before the
    meeting, and 5 clear days before it. The five are counted as those of an agenda (EH322).

    ## What to do
    Give `private_meeting.notice` and `private_meeting.second_notice`. A meeting with neither
    is not asked.
    """
    return said(plan, schedule, say, "EH324")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Asked(Record):
    """A consultation or a decision, and the days on which it begins and ends, or can."""

    ends: tuple[End, ...]  #: what the plan says of it
    what: str
    verb: str
    lacking: tuple[str, ...] = ()  #: what the plan would have to say
    begins: tuple[int, int]
    is_over: tuple[int, int]

    def is_in(self, period: PreElectionPeriod) -> bool | None:
        """Whether it falls in a period; ``None`` where it can, and need not."""
        (low, begins), (lasts, high) = self.begins, self.is_over
        if high < period.first or period.poll < low:
            return False
        return True if begins <= period.poll and period.first <= lasts else None

    @property
    def needs(self) -> str:
        """What would decide whether it falls in a period, where it can."""
        vague = (end for end in self.ends if end.when is None or not end.when.is_exact)
        return " and ".join((*self.lacking, *(f"the day of {end.name}" for end in vague)))


def _in_periods(
    rule: Rule, asked: Sequence[_Asked], period: PreElectionPeriod, say: Say
) -> Iterator[Finding]:
    where = period.in_words
    if all(one.is_in(period) is False for one in asked):
        message = f"{rule.title}: kept: nothing falls in {where}{sourced(rule, Outcome.KEPT)}"
        yield say(message, place=_place(asked[0]), severity=Severity.NOTE)
    for one in asked:
        is_in = one.is_in(period)
        if is_in:
            outcome, severity = Outcome.BROKEN, Severity.WARNING
            because = f"{one.what} {one.verb}s in {where}"
        elif is_in is None:
            outcome, severity = Outcome.NOT_KNOWN, Severity.NOT_KNOWN
            because = f"needs {one.needs}; {one.what} can {one.verb} in {where}"
        else:
            continue
        yield say(
            f"{rule.title}: {outcome.value}: {because}{sourced(rule, outcome)}",
            place=_place(one),
            subjects=tuple(end.name for end in one.ends if end.is_milestone),
            severity=severity,
        )


def _place(one: _Asked) -> Place | None:
    return one.ends[0].place


def _decisions(plan: Plan, schedule: Schedule) -> Iterator[_Asked]:
    for end in every_end(plan, _DECISION):
        lies = _window(end, schedule)
        yield _Asked(ends=(end,), what=end.said, verb="fall", begins=lies, is_over=lies)


def _consultations(plan: Plan, schedule: Schedule) -> Iterator[_Asked]:
    starts, closes = (every_end(plan, name) for name in (_STARTS, _CLOSES))
    pairs: list[tuple[End | None, End | None]] = list(paired(starts, closes))
    if not pairs:
        pairs = [*((one, None) for one in starts), *((None, one) for one in closes)]
    for start, close in pairs:
        there = tuple(end for end in (start, close) if end is not None)
        begins = _window(start, schedule) if start is not None else None
        is_over = _window(close, schedule) if close is not None else None
        yield _Asked(
            ends=there,
            what=f"the consultation ({', '.join(end.said for end in there)})",
            verb="run",
            lacking=tuple(
                f"`{name}`" for end, name in ((start, _STARTS), (close, _CLOSES)) if end is None
            ),
            begins=begins or (days.FIRST, is_over[1] if is_over else days.LAST),
            is_over=is_over or (begins[0] if begins else days.FIRST, days.LAST),
        )


def _window(end: End, schedule: Schedule) -> tuple[int, int]:
    """The first and the last day number that it can have."""
    if end.when is not None and not end.is_milestone:
        return end.when.low, end.when.high
    from earlyhelp.partners.messages import span  # only where a poll is near

    low, high = span(schedule, end.name)
    return days.FIRST if low is None else low, days.LAST if high is None else high
