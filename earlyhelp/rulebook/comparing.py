"""What does one part of a rule come to, for the two days that it ties?

An `End` has a day that can be known to the week or the month only. A part is kept if it is
kept whichever day that was, broken if it is broken whichever it was, and else not known.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from earlyhelp.dates import DateExpression, Lag, days, words
from earlyhelp.model import Plan
from earlyhelp.model.rules import Ask, Outcome, Part
from earlyhelp.records import Record
from earlyhelp.rulebook.ends import End
from earlyhelp.rulebook.sums import earliest_from, in_words, later, latest_from


@attrs.frozen(eq=False, repr=False)
class Sum(Record):
    """What one part of a rule comes to."""

    outcome: Outcome
    words: str
    since: End | None = None
    then: End | None = None
    short_by: int | None = None  #: calendar days
    needs: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Arithmetic(Record):
    """The sums of one part of a rule in one plan; every day is a day number."""

    plan: Plan
    part: Part
    lags: tuple[Lag, ...]
    then: str  #: what the rule binds, as it calls it
    is_sure: bool = True  #: the facts say that this part applies

    def compared(self, since: End, then: End) -> Sum:
        """Whether what is bound is late enough, or early enough."""
        if since.when is None or then.when is None:
            return self.undecided(since, then)
        is_least = self.part.ask is Ask.AFTER
        low, high = self._later(since.when.low), self._later(since.when.high)
        if low is None or high is None:
            return Sum(Outcome.NOT_KNOWN, "", since, then, needs=("a day within 1970 to 2099",))
        first, last = then.when.low, then.when.high
        sure, unsure = (high, low) if is_least else (low, high)
        if (sure <= first) if is_least else (last <= sure):
            return Sum(Outcome.KEPT, f"{self._comes(since, sure)}, and {then.said}", since, then)
        short = unsure - last if is_least else first - unsure
        if short <= 0:
            vague = then if since.when.is_exact else since
            known = f"{self._comes(since, sure)}, and {then.said}"
            needs = (f"the day of {vague.name}",)
            return Sum(Outcome.NOT_KNOWN, known, since, then, needs=needs)
        late = f"{words.count(short, 'calendar day')} too {'early' if is_least else 'late'}"
        broken = f"{self._comes(since, unsure)}, but {then.said} is {late}"
        if is_least and (by := latest_from(self.lags, last, self.plan)) is not None and self.lags:
            broken += f"; for that day, {since.name} had to be by {day_in_words(by)}"
        return Sum(Outcome.BROKEN, broken, since, then, short)

    def undecided(self, since: End | None, then: End | None) -> Sum:
        """What is needed, and which day would decide it."""
        named = ((since, self.part.since), (then, self.then))
        needs = tuple(need(end, name) for end, name in named if end is None or end.when is None)
        return Sum(Outcome.NOT_KNOWN, self._would_decide(since, then), since, then, needs=needs)

    def runs(self, since: End, limits: tuple[End, ...], not_before: tuple[End, ...]) -> Sum:
        """The day on which something is over, and whether that is past what should follow."""
        over = None if since.when is None else self._later(since.when.high)
        if over is None:
            back = self.backwards(limits, not_before)
            return Sum(Outcome.NOT_KNOWN, back, since, needs=(need(since, self.part.since),))
        ran = f"{self._where}{self._of(since)} is {day_in_words(over)}"
        for limit in limits:
            if limit.when is not None and over >= limit.when.low:
                late = over - limit.when.low
                how = f"{words.count(late, 'calendar day')} past" if late else "the day of"
                past = f"{ran}, {how} {limit.said}; {self.backwards((limit,), not_before)}"
                return Sum(Outcome.PAST, past, since, limit, late or None)
        return Sum(Outcome.TO_KNOW, ran, since)

    def backwards(self, limits: tuple[End, ...], not_before: tuple[End, ...]) -> str:
        """By when it had to begin, for what it runs into to come after it."""
        for limit, last in self._last_days(limits):
            said = f"{self._where}to be over before {limit.name}, it has to begin by "
            said += day_in_words(last)
            for other in not_before:
                if other.when is not None and last < other.when.low:
                    said += f", which is before {other.said}"
            return said
        return ""

    def _last_days(self, limits: tuple[End, ...]) -> Iterator[tuple[End, int]]:
        for limit in limits:
            if limit.when is not None:
                last = latest_from(self.lags, limit.when.low - 1, self.plan)
                if last is not None:
                    yield limit, last

    def _would_decide(self, since: End | None, then: End | None) -> str:
        where, is_least = self._where, self.part.ask is Ask.AFTER
        if since is not None and since.when is not None:
            day = self._later(since.when.high if is_least else since.when.low)
            limit = "no earlier than" if is_least else "no later than"
            if day is not None:
                return f"{where}{self.then} {limit} {day_in_words(day)} ({self._of(since)})"
        if then is not None and then.when is not None:
            day = self._back(then.when)
            limit = "no later than" if is_least else "no earlier than"
            lags = " + ".join(in_words(lag, self.plan) for lag in self.lags)
            before = f"{lags} before {then.said}" if lags else then.said
            if day is not None:
                return f"{where}{self.part.since} {limit} {day_in_words(day)} ({before})"
        return ""

    @property
    def _where(self) -> str:
        """For which fact it would hold, where the plan does not say."""
        is_open = self.part.when is not None and not self.is_sure
        return f"where {self.part.when.words}, " if is_open and self.part.when else ""

    def _back(self, then: DateExpression) -> int | None:
        if self.part.ask is Ask.AFTER:
            return latest_from(self.lags, then.low, self.plan)
        return earliest_from(self.lags, then.high, self.plan)

    def _later(self, day: int) -> int | None:
        return later(self.lags, day, self.plan)

    def _comes(self, since: End, day: int) -> str:
        """The sum and what it comes to; without a lag there is nothing to add up."""
        comes = f"{self._of(since)} is {day_in_words(day)}" if self.lags else since.said
        return f"{self._where}{comes}"

    def _of(self, since: End) -> str:
        """``consultation.launch on Wednesday 8 September 2021 + 30 calendar days``."""
        return " + ".join((since.said, *(in_words(lag, self.plan) for lag in self.lags)))


def need(end: End | None, name: str) -> str:
    """What the plan would have to say: a milestone or a fact, or the day of one it has."""
    return f"`{name}`" if end is None else f"the day of {end.name}"


def day_in_words(day: int) -> str:
    """``Wednesday 8 September 2021``."""
    return words.day(days.day(day))
