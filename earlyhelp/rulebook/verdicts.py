"""What became of a rule in a plan: kept, broken, not known, or a day to know of?

A rule that lacks a fact or a day is never passed and never an error: its verdict is *not
known*, with what it needs and with the days that would decide it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.findings import Place
from earlyhelp.model.links import Field
from earlyhelp.model.rules import WORST_FIRST, Ask, Outcome, Part, Rule, leave_nothing_out
from earlyhelp.network.schedule import Schedule
from earlyhelp.records import Record
from earlyhelp.rulebook.applied import is_in_force, is_in_force_on, tied
from earlyhelp.rulebook.asked import asked_of, is_about_anything
from earlyhelp.rulebook.comparing import Arithmetic, Sum, need
from earlyhelp.rulebook.ends import (
    Case,
    End,
    cases,
    ends,
    fact_of,
    holds,
)
from earlyhelp.rulebook.matching import Match
from earlyhelp.rulebook.sums import lags_of, least_lags_of

#: Which bands of a rule are shown where the plan does not say which one applies.
_OUTERMOST: Final = (0, -1)

#: What becomes of a rule whatever else is missing.
_PRESSING: Final = (Outcome.BROKEN, Outcome.PAST)

#: How many sums of one kind a verdict writes out; the rest are counted.
_SHOWN: Final = 4


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Verdict(Record):
    """What became of a rule for one thing that it is asked of."""

    rule: Rule
    outcome: Outcome
    because: str  #: the sum, or what is needed, in words
    case: Case
    place: Place | None = None  #: where the day stands that decided it
    subjects: tuple[str, ...] = ()  #: the milestones that it ties
    short_by: int | None = None  #: calendar days
    needs: tuple[str, ...] = ()  #: what the plan would have to say, where it is not known
    is_said: bool = False  #: the rule is a link of the network, where a proof says it


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Worked(Record):
    """A part of a rule that applies, or can, and what it comes to."""

    part: Part
    is_sure: bool  #: the facts say that it applies
    sums: tuple[Sum, ...]

    @property
    def is_kept(self) -> bool:
        """Whether it is kept, of all that it ties."""
        return bool(self.sums) and all(item.outcome is Outcome.KEPT for item in self.sums)

    @property
    def worst(self) -> Outcome | None:
        """What is the most pressing of it."""
        return min((item.outcome for item in self.sums), key=WORST_FIRST.index, default=None)


def verdicts(rule: Rule, schedule: Schedule) -> Iterator[Verdict]:
    """The verdict on a rule for everything that it is asked of; none where it is not asked.

    It is not asked out of its time in force, nor where the plan has nothing that it is about,
    nor where other findings check it.
    """
    if rule.checked_by:
        return
    plan, as_at = schedule.plan, schedule.as_at
    for case in cases(rule, plan):
        if is_about_anything(rule, plan, case) and is_in_force(rule, plan, case, as_at):
            yield from _Asked(rule, schedule, case).verdict()


class _Asked:
    """A rule and what it is asked of."""

    def __init__(self, rule: Rule, schedule: Schedule, case: Case) -> None:
        self.rule, self.schedule, self.case = rule, schedule, case
        self.plan = schedule.plan

    def verdict(self) -> Iterator[Verdict]:
        """The one verdict; none where the facts say that the rule does not apply.

        A fact that is missing makes it not known only where it can change the answer: what is
        broken without it is broken, and what is kept with each part that could apply is kept.
        """
        rule, plan, case = self.rule, self.plan, self.case
        parts = [self._worked(part) for part in rule.parts]
        asked = [worked for worked in parts if worked is not None]
        if rule.parts and not asked:
            return
        lacking = [name for name in rule.needs if fact_of(plan, name, case) is None]
        sure = [item for worked in asked if worked.is_sure for item in worked.sums]
        certain = [] if lacking else [item for item in sure if item.outcome in _PRESSING]
        unsure = [worked for worked in asked if not worked.is_sure and not worked.is_kept]
        if all(worked.is_kept for worked in asked) and asked:
            yield self._verdict(Outcome.KEPT, _outermost_sums(asked), ())
        elif certain or not (lacking or unsure):
            sums = certain or [item for worked in asked for item in worked.sums]
            sums = sums or [self._to_know()]
            needs = [name for item in sums for name in item.needs]
            worst = min((item.outcome for item in sums), key=WORST_FIRST.index)
            yield self._verdict(worst, [item for item in sums if item.outcome is worst], needs)
        elif not lacking and (surely := _whichever(unsure)) is not None:
            sums = [item for item in _outermost_sums(unsure) if item.outcome is surely]
            least = min((item.short_by or 0 for item in sums), default=0)
            yield attrs.evolve(self._verdict(surely, sums, ()), short_by=least or None)
        else:
            sums = _outermost_sums(asked) or [self._to_know()]
            lacking += [worked.part.when.fact for worked in unsure if worked.part.when]
            needs = [f"`{name}`" for name in lacking]
            needs += [name for item in sums for name in item.needs]
            yield self._verdict(Outcome.NOT_KNOWN, sums, needs)

    def _worked(self, part: Part) -> _Worked | None:
        """A part with its sums; ``None`` where the facts say that it does not apply."""
        is_on = holds(part.when, self.plan, self.case)
        if is_on is False:
            return None
        sums = tuple(self._sums(part, is_sure=is_on is True))
        return _Worked(part=part, is_sure=is_on is True, sums=sums)

    def _verdict(self, outcome: Outcome, sums: Sequence[Sum], needs: Sequence[str]) -> Verdict:
        needs = tuple(dict.fromkeys(needs)) if outcome is Outcome.NOT_KNOWN else ()
        said = [f"needs {_shortly(needs)}"] if needs else []
        worked = list(dict.fromkeys(item.words for item in sums if item.words))
        said += worked[:_SHOWN]
        if more := len(worked[_SHOWN:]):
            said.append(f"and {more} more like these")
        bound = [end for item in sums for end in (item.then, item.since) if end is not None]
        return Verdict(
            rule=self.rule,
            outcome=outcome,
            because="; ".join(said),
            case=self.case,
            place=self._place(bound),
            subjects=tuple(dict.fromkeys(end.name for end in bound if end.is_milestone)),
            short_by=None if outcome is Outcome.NOT_KNOWN else _most_short(sums),
            needs=needs,
            is_said=outcome is Outcome.BROKEN and all(map(self._is_said, sums)),
        )

    def _place(self, bound: Sequence[End]) -> Place | None:
        """Where the day stands that decided it, or else what the rule is about."""
        places = [end.place for end in bound if end.place is not None]
        if not places and self.case.row is not None:
            return self.case.row.place
        about = self.rule.about or self.rule.names
        places += [end.place for name in about for end in self._ends(name) if end.place]
        return next(iter(places), None)

    def _to_know(self) -> Sum:
        """A fact about the law, with the day that it is about."""
        about = [end for name in self.rule.about for end in self._ends(name)]
        about = [end for end in about if is_in_force_on(self.rule, self.plan, end) is not False]
        dated = [end for end in about if end.when is not None] or about
        return Sum(Outcome.TO_KNOW, dated[0].said if dated else "", then=next(iter(dated), None))

    def _sums(self, part: Part, *, is_sure: bool) -> Iterator[Sum]:
        """What a part comes to, for everything that it ties."""
        rule, lags = self.rule, lags_of(part, self.plan)
        if lags is None:
            yield from self._without_a_setting(part, is_sure=is_sure)
            return
        do = Arithmetic(plan=self.plan, part=part, lags=lags, then=rule.then or "", is_sure=is_sure)
        since = self._ends(part.since)
        if part.ask is Ask.RUNS:
            limits, not_before = self._ends(rule.not_past), self._ends(rule.not_before)
            if not rule.about:
                since = tuple(
                    end for end in since if is_in_force_on(rule, self.plan, end) is not False
                )
            for end in since:
                yield do.runs(end, limits, not_before)
            if not since:
                back = do.backwards(limits, not_before)
                yield Sum(Outcome.NOT_KNOWN, back, needs=(need(None, part.since),))
            return
        matches = tuple(tied(rule, part, self.plan, self.case))
        unsure = []
        for match in matches:
            if match.is_sure:
                for first in match.since:
                    held = self._held(do, first, match.then)
                    yield held or self._if_in_force(do.compared(first, match.then))
            else:
                unsure.append(match)
        if unsure:
            yield from map(self._if_in_force, _unsure(do, unsure))
        if not matches:
            asked = asked_of(rule, self.plan, self.case)
            then_only = tuple(end for end in self._ends(rule.then) if end.name in asked)
            for end in since:
                yield do.undecided(end, None)
            for end in then_only:
                yield do.undecided(None, end)
            if not (since or then_only):
                yield do.undecided(None, None)

    def _without_a_setting(self, part: Part, *, is_sure: bool) -> Iterator[Sum]:
        """Not known, but for what is broken whatever the setting is."""
        rule, least = self.rule, least_lags_of(part, self.plan)
        do = Arithmetic(
            plan=self.plan, part=part, lags=least, then=rule.then or "", is_sure=is_sure
        )
        needs = _settings(part)
        yield Sum(Outcome.NOT_KNOWN, "", needs=needs)
        for match in tied(rule, part, self.plan, self.case) if part.ask is Ask.AFTER else ():
            for since in match.since if match.is_sure else ():
                item = self._if_in_force(do.compared(since, match.then))
                if item.outcome is Outcome.BROKEN:
                    yield attrs.evolve(item, words=f"whatever {_listed(needs)} is, {item.words}")

    def _if_in_force(self, item: Sum) -> Sum:
        """The same, but not known where it is broken and may not be law yet, or no longer."""
        then = item.then
        if (
            item.outcome is not Outcome.BROKEN
            or then is None
            or is_in_force_on(self.rule, self.plan, then)
        ):
            return item
        said, needs = f"if the rule is in force on that day, {item.words}", (need(then, then.name),)
        return attrs.evolve(item, outcome=Outcome.NOT_KNOWN, words=said, needs=needs)

    def _held(self, do: Arithmetic, since: End, then: End) -> Sum | None:
        """Where a day is not stated, the network still holds the rule in every schedule."""
        held = Sum(Outcome.KEPT, "", since, then)
        is_open = since.when is None or then.when is None
        if not (is_open and self.schedule.feasible and self._is_a_link(held)):
            return None
        part = do.part.words.replace(do.part.since, since.name, 1)
        said = f"every schedule has {then.name} {do.part.ask.value} {part}"
        return attrs.evolve(held, words=said)

    def _is_a_link(self, item: Sum) -> bool:
        """Whether the network has this part of the rule as a link."""
        return self._tie(item) in self.schedule.bound

    def _is_said(self, item: Sum) -> bool:
        """Whether a finding about the days says already that this part is broken.

        A proof does where the plan cannot be met because of it; where it can, every stated
        day that a link breaks is found; and of two facts it is said that they are out of
        sequence.
        """
        plan, (_, *tied) = self.plan, self._tie(item)
        if all(name in plan and plan[name].done is not None for name in tied):
            return any(
                (link.place, link.first, link.then) == self._tie(item)
                for link in plan.links
                if link.field is Field.RULE
            )
        said = self.schedule.bound if self.schedule.feasible else self.schedule.proved_broken
        return self._tie(item) in said

    def _tie(self, item: Sum) -> tuple[Place, str, str]:
        first, then = (end.name if end is not None else "" for end in (item.since, item.then))
        return self.rule.place, first, then

    def _ends(self, name: str | None) -> tuple[End, ...]:
        return ends(self.plan, name, self.case) if name else ()


def _most_short(sums: Sequence[Sum]) -> int | None:
    return max((item.short_by or 0 for item in sums), default=0) or None


def _outermost_sums(asked: Sequence[_Worked]) -> list[Sum]:
    """The sums to show: of the parts that only can apply, the least and the most of them."""
    can = [worked for worked in asked if not worked.is_sure]
    shown = [can[at] for at in _OUTERMOST] if len(can) > len(_OUTERMOST) else can
    return [item for worked in asked if worked.is_sure or worked in shown for item in worked.sums]


def _whichever(unsure: Sequence[_Worked]) -> Outcome | None:
    """What it comes to whichever part applies, where one of them has to."""
    tests = [worked.part.when for worked in unsure if worked.part.when is not None]
    first, *others = {worked.worst for worked in unsure}
    is_sure = not others and first in _PRESSING and leave_nothing_out(tests)
    return first if is_sure else None


def _unsure(do: Arithmetic, matches: Sequence[Match]) -> Iterator[Sum]:
    """Where it cannot be told which belongs to which: what holds whichever does, or not known."""
    open_ones = []
    for match in matches:
        sums = [do.compared(since, match.then) for since in match.since]
        if sums and all(item.outcome is sums[0].outcome for item in sums):
            yield min(sums, key=lambda item: item.short_by or 0)
        else:
            open_ones.append(match)
    if open_ones:
        first, more = open_ones[0].then, len(open_ones) - 1
        of = open_ones[0].of or do.part.since
        others = f" and {words.count(more, 'other')}" if more else ""
        needs = f"ids that begin alike, to say which `{of}` belongs to {first.name}{others}"
        yield Sum(Outcome.NOT_KNOWN, "", then=first, needs=(needs,))


def _settings(part: Part) -> tuple[str, ...]:
    return tuple(f"the setting `{lag.partition('.')[2]}`" for lag in part.lags if type(lag) is str)


def _shortly(names: Sequence[str]) -> str:
    """The same, but the first few only where there are many."""
    if len(names) <= 2 * _SHOWN:
        return _listed(names)
    return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"


def _listed(names: Sequence[str]) -> str:
    """``this, that and the other``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
