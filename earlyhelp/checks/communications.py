"""Does everybody hear of the change: in time, in the right order, and at a right time?

EH511, EH512, EH513, EH514.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, last_day
from earlyhelp.codes import Say
from earlyhelp.dates import days, words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import LinkKind, Plan
from earlyhelp.model.communications import PREFIX
from earlyhelp.model.polls import POLL, PreElectionPeriod, pre_election_periods
from earlyhelp.model.registers import NO_ROWS, Property
from earlyhelp.model.workflows import HANDED_OVER, SERVICE_ENDED, VACATED
from earlyhelp.network.schedule import Schedule
from earlyhelp.partners.leaving import closes, day_in_words
from earlyhelp.partners.messages import PARTNERS, PUBLIC, Message, folded, messages, span, to_users
from earlyhelp.records import Record

#: What ends in a property, the first of them first.
_ENDS: Final = {
    SERVICE_ENDED: "its services end",
    VACATED: "it is vacated",
    HANDED_OVER: "it is handed over",
}


@check("EH511", "audience-not-reached", Severity.WARNING)
def audience_not_reached(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Nothing reaches an audience by the launch.

    ## What it means
    Every audience that `communications` names needs one message by the day of the launch
    (`settings: {launch: …}`). So do members of the public, and partners where the plan has
    any: the Communication Plan is to have "the widest possible reach to partners and members
    of the public" (S0 4.3).

    An audience with the word "partners" in it is the partners, and one with the word
    "public" members of the public; whatever is `public` reaches them too. A message to one
    `partner`, or to the users of one `property`, does not count here: EH501 and EH512 ask
    about those. Where a message may go out by the launch, but has no day, it is not known.

    ## What to do
    Add a message, move one before the launch, or link it: `before: offer.launch - 2 weeks`.
    """
    told = messages(schedule)
    launch = last_day(schedule, plan.settings.launch)
    if launch is None:
        if told:
            message = "the plan has no day for the launch, so it is not known who hears of it first"
            yield say(message, place=told[0].row.place, severity=Severity.NOT_KNOWN)
        return
    for audience, heard in _heard(plan, told).items():
        if any(one.high is not None and one.high <= launch.day for one in heard):
            continue
        ids = tuple(one.id for one in heard)
        soonest = min(heard, key=lambda one: one.low or days.FIRST, default=None)
        if soonest is None:
            message = f"no message of the communication plan is for {audience}"
            yield say(message, place=told[0].row.place)
        elif soonest.low is None or soonest.low <= launch.day:
            message = (
                f"it is not known whether {audience} are reached by the launch {launch.words}: "
                f"{soonest.id} {soonest.goes_out}"
            )
            place, how = soonest.place, Severity.NOT_KNOWN
            yield say(message, place=place, subjects=ids, severity=how)
        else:
            late = soonest.low - launch.day
            message = (
                f"nothing reaches {audience} by the launch {launch.words}: {soonest.id} "
                f"{soonest.goes_out}, {words.count(late, 'calendar day')} later"
            )
            yield say(message, place=soonest.place, subjects=ids, short_by_days=late)


@check("EH512", "centre-users-not-reached", Severity.WARNING)
def centre_users_not_reached(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A property closes, and no message reaches its users before it does.

    ## What it means
    A message is for the users of a property if `property` names it. Where `property` and
    `partner` are empty, it is for those of every property if its audience says so and no
    more: `families`, `all families`, `families at all centres`, `parents`, `users`,
    `centre users` or `service users`. One to members of the public does not count: it does
    not say which centre closes, or when.

    It has to go out on a day before the property's `service_ended`, or where that has no
    day, before it is `vacated` or `handed_over`. A message without a day of its own is in
    time if a link says that it comes first. Services that have ended are left alone.

    ## Why it matters
    A family that finds the door locked may not come to the next place.

    ## What to do
    Add a message with `property`, and `before: centre-07.service_ended - 4 weeks`.
    """
    told, unknown = messages(schedule), []
    to_all, heard_by = to_users(told)
    for left in _closing(schedule) if told else ():
        row, end = left.row, left.end
        heard = heard_by.get(row.id, to_all)
        if left.is_over or any(left.is_in_time(one) for one in heard):
            continue
        soonest = min(heard, key=lambda one: one.low or days.FIRST, default=None)
        if soonest is None:
            message = f"no message is for the users of {row.title}{left.before_it_closes}"
            yield say(message, place=row.place, subjects=(row.id,))
        elif end is None or soonest.low is None or soonest.low < end.day:
            unknown.append(row)
        else:
            message = (
                f"the users of {row.title} hear of it too late: {soonest.id} "
                f"{soonest.goes_out}, but {left.closes}; {left.last_working_day}"
            )
            late, ids = soonest.low - end.day + 1, (row.id, soonest.id)
            yield say(message, place=soonest.place, subjects=ids, short_by_days=late)
    if unknown:
        which = "1 property" if len(unknown) == 1 else f"{len(unknown)} properties"
        message = f"it is not known whether the users of {which} hear of it in time"
        place, centres = unknown[0].place, tuple(row.id for row in unknown)
        yield say(message, place=place, subjects=centres, severity=Severity.NOT_KNOWN)


@check("EH513", "message-before-its-decision", Severity.ERROR)
def message_before_its_decision(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A message goes out before the decision or event that it announces.

    ## What it means
    The last day on which it can go out, as stated or else the latest, is before the first
    day of the milestone that it `announces`. Where it has gone out already, this is a
    warning: nobody can call it back. Where a message has a day, and what it announces can fall
    after that, it is not known, unless a link says that the message comes after.

    ## Why it matters
    Staff who read what comes of their consultation before the response is issued, or
    families who read of a closure before it is decided, were not consulted.

    ## What to do
    Move the message, and link it: `after: consultation.response`.
    """
    linked = {(link.first, link.then) for link in plan.links if link.kind is LinkKind.AT_LEAST}
    for one in messages(schedule):
        announced = one.row.announces
        if announced is None:
            continue
        low, high = span(schedule, announced)
        if low is None or one.high is None or one.high >= low:
            can_be = one.low is not None and (high is None or one.low < high)
            if one.stated is not None and can_be and (announced, one.id) not in linked:
                yield _not_known_which_is_first(plan, one, announced, say)
            continue
        short, is_done = low - one.high, plan[one.id].done is not None
        message = (
            f"{one.id} {one.goes_out}, {words.count(short, 'calendar day')} before {announced}, "
            f"which it announces: that is due on {day_in_words(low)}"
        )
        if plan[announced].stated is None:
            message = message.replace("is due on", "cannot be before")
        ids, how = (one.id, announced), Severity.WARNING if is_done else Severity.ERROR
        yield say(message, place=one.place, subjects=ids, short_by_days=short, severity=how)


def _not_known_which_is_first(plan: Plan, one: Message, announced: str, say: Say) -> Finding:
    stated = plan[announced].stated
    when = "has no day" if stated is None else f"is due {stated.when.with_preposition()}"
    message = (
        f"it is not known whether {one.id} comes before {announced}, which it announces: "
        f"it {one.goes_out}, and {announced} {when}"
    )
    ids = (one.id, announced)
    return say(message, place=one.place, subjects=ids, severity=Severity.NOT_KNOWN)


@check("EH514", "message-in-the-pre-election-period", Severity.WARNING)
def message_in_the_pre_election_period(
    plan: Plan, schedule: Schedule, say: Say
) -> Iterator[Finding]:
    """Members of the public are told something in a pre-election period.

    ## What it means
    The plan names the day of a poll, and a message that is `public` (or, where nobody says,
    one whose audience has the word "public" in it) goes out on that day, or in the 25
    working days before it:

        facts:
          poll: 2021-05-06     # or several: [2021-05-06, 2022-05-05]

    For 6 May 2021 that is from Monday 29 March. A message without a stated day that can
    fall in the period is not known. A plan that names no poll is not asked.

    ## Why it matters
    A council may not publish what seems designed to affect support for a party (Local
    Government Act 1986, section 2), and takes particular care before elections (Code of
    Recommended Practice on Local Authority Publicity, 2011). When the period begins is
    custom: 25 working days before the poll is about when notice of the election is given.

    ## What to do
    Verify the period with the monitoring officer, and move the message out of it.
    """
    fact = plan.facts.get(POLL)
    told = [one for one in messages(schedule) if one.is_public] if fact else []
    if fact is None or not told:
        return
    for period in pre_election_periods(plan):
        if period is not None:
            yield from _inside(period, told, say)
            continue
        message = (
            f"the fact `{POLL}` is not a day such as 2021-05-06, so it cannot be told "
            "whether a message goes out in a pre-election period"
        )
        yield say(message, place=fact.place, severity=Severity.NOT_KNOWN)


def _inside(period: PreElectionPeriod, told: Sequence[Message], say: Say) -> Iterator[Finding]:
    """Each message with a day in the period, and in one all that have none and can fall in it."""
    inside = [one for one in told if one.can_fall_in(period.first, period.poll)]
    for one in inside:
        if one.stated is not None:
            may = "" if one.stated.when.is_exact else "which may be "
            message = f"{one.id}, which members of the public see, {one.goes_out}, {may}in"
            yield say(f"{message} {period.in_words}", place=one.place, subjects=(one.id,))
    undated = [one for one in inside if one.stated is None]
    if undated:
        have = "message has" if len(undated) == 1 else "messages have"
        message = f"{len(undated)} public {have} no stated day, and can fall in {period.in_words}"
        ids, place = tuple(one.id for one in undated), undated[0].place
        yield say(message, place=place, subjects=ids, severity=Severity.NOT_KNOWN)


def _heard(plan: Plan, told: Sequence[Message]) -> Mapping[str, list[Message]]:
    """Who has to be reached, and by what; the messages to one partner or property aside."""
    heard: dict[str, list[Message]] = {PUBLIC: []} if told else {}
    if told and (plan.registers or NO_ROWS).partners:
        heard[PARTNERS] = []
    named = {folded(audience): audience for audience in heard}
    for one in told:
        if one.is_for_one:
            continue
        audience = one.audience
        if one.is_public and audience != PUBLIC:
            heard[PUBLIC].append(one)
        if audience is not None:
            heard.setdefault(named.setdefault(folded(audience), audience), []).append(one)
    return heard


@attrs.frozen(slots=False, eq=False, repr=False)
class _Left(Record):
    """A property that the service leaves, and when its users are the worse for it."""

    schedule: Schedule
    row: Property
    linked: frozenset[tuple[str, str]]  #: which milestone comes first, and which then

    @cached_property
    def step(self) -> str | None:
        """The state that counts: the first with a stated day, or else with a latest one."""
        plan = self.schedule.plan
        steps = [step for step in _ENDS if f"{self.row.id}.{step}" in plan]
        stated = [step for step in steps if plan[f"{self.row.id}.{step}"].stated is not None]
        bounded = (step for step in steps if self._last_day(step) is not None)
        return next(iter(stated), None) or next(bounded, None)

    @cached_property
    def end(self) -> LastDay | None:
        """The last day on which it is there."""
        return None if self.step is None else self._last_day(self.step)

    @property
    def is_over(self) -> bool:
        """Whether it has closed already."""
        plan = self.schedule.plan
        return self.step is not None and plan[f"{self.row.id}.{self.step}"].done is not None

    @property
    def closes(self) -> str:
        """``its services end on Tuesday 12 October 2021``."""
        return "" if self.end is None else f"{_ENDS[self.step or VACATED]} {self.end.words}"

    @property
    def before_it_closes(self) -> str:
        """The same as the end of a sentence that says who was not told before."""
        if self.end is None:
            return ", which is to close"
        return f", although {self.closes}; {self.last_working_day}"

    @property
    def last_working_day(self) -> str:
        """The last working day before it, as the end of a sentence."""
        first = days.FIRST if self.end is None else self.end.day
        if self.step is not None:
            stated = self.schedule.plan[f"{self.row.id}.{self.step}"].stated
            if stated is not None and not stated.when.is_deadline:
                first = stated.when.low
        last = self.schedule.plan.calendar.on_or_before(max(first - 1, days.FIRST))
        verb = "was" if last < (self.schedule.network.as_at or days.FIRST) else "is"
        return f"the last working day to tell them {verb} {day_in_words(last)}"

    def is_in_time(self, one: Message) -> bool:
        """Whether a message certainly goes out on a day before its users need it."""
        if self.step is not None and one.high is not None:
            first, _ = span(self.schedule, f"{self.row.id}.{self.step}")
            if first is not None and one.high < first:
                return True
        then = ((one.id, f"{self.row.id}.{step}") for step in _ENDS)
        return one.stated is None and any(pair in self.linked for pair in then)

    def _last_day(self, step: str) -> LastDay | None:
        return last_day(self.schedule, f"{self.row.id}.{step}")


def _closing(schedule: Schedule) -> Iterator[_Left]:
    """The properties that the service leaves: as their rows say, or else by a workflow."""
    plan = schedule.plan
    linked = frozenset(
        (link.first, link.then)
        for link in plan.links
        if link.kind is LinkKind.AT_LEAST and link.first.startswith(PREFIX)
    )
    for row in (plan.registers or NO_ROWS).properties:
        if closes(plan, row):
            yield _Left(schedule, row, linked)
