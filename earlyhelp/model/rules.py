"""What does a rule of law, or of a council, ask of a plan?

A rule is data: which milestones it ties, by their roles, with which lag; which facts it needs;
who says so, since when, and how sure we are of it.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, Lag, words
from earlyhelp.findings import Place
from earlyhelp.model.lengths import LinkKind
from earlyhelp.model.workflows import Condition, Each
from earlyhelp.records import Record


class Confidence(enum.Enum):
    """How sure we are of a rule."""

    PRIMARY = "P"
    SECONDARY = "S"
    MEMORY = "M"
    COMPUTED = "C"

    @property
    def in_words(self) -> str:
        """What has been seen of it."""
        return {
            Confidence.PRIMARY: "the text itself, or an official record, was seen",
            Confidence.SECONDARY: "accounts of it were seen, not the text itself",
            Confidence.MEMORY: "from memory: to verify",
            Confidence.COMPUTED: "worked out",
        }[self]


class Authority(enum.Enum):
    """Whose rule it is."""

    LAW = "law"
    COUNCIL = "council"
    AGREEMENT = "agreement"
    GUIDANCE = "guidance"
    CUSTOM = "custom"

    @property
    def is_binding(self) -> bool:
        """Whether a plan that breaks it cannot be met; else it is worth a warning."""
        return self in (Authority.LAW, Authority.COUNCIL, Authority.AGREEMENT)


@attrs.frozen(eq=False, repr=False)
class Force(Record):
    """From when to when a rule holds; both days inclusive, ``None`` where there is no end.

    Where only the month or the year is known in which it begins, it holds from the first day
    that this can mean. A rule that is only expected is told from then on, and binds nobody.
    """

    since: DateExpression | None = None
    last: date | None = None
    is_expected: bool = False

    @property
    def first(self) -> date | None:
        """The first day on which it can be in force."""
        return None if self.since is None else self.since.first

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day, or may be by then where it is only expected."""
        is_early = self.first is not None and day < self.first
        return not is_early and (self.last is None or day <= self.last)

    def holds_within(self, when: DateExpression) -> bool | None:
        """Whether it is in force on a day that may not be exact; ``None`` if on some of them."""
        if self.since is None and self.last is None:
            return True
        is_early = self.first is not None and when.last < self.first
        if is_early or (self.last is not None and self.last < when.first):
            return False
        return (self.holds_on(when.first) and self.holds_on(when.last)) or None

    def in_words(self) -> str:
        """``in force from 6 April 2013``, ``expected in force from 2027``; empty if ever."""
        said = []
        if self.since is not None:
            day = self.since
            since = words.short(day.first) if day.is_exact else day.in_a_sentence()
            said.append(f"from {since}")
        if self.last is not None:
            said.append(f"to {words.short(self.last)}")
        if not said:
            return ""
        return " ".join(("expected in force" if self.is_expected else "in force", *said))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FactTest(Record):
    """What a fact has to be for a part of a rule to hold: a number in a span, or a word."""

    fact: str
    words: str  #: as it was typed: ``posts_at_risk is 20 to 99``
    least: int | None = None
    most: int | None = None
    names: frozenset[str] = frozenset()
    is_not: bool = False

    def holds(self, value: str) -> bool | None:
        """Whether it holds of what the fact says; ``None`` where that is no such thing."""
        if self.names:
            return (value in self.names) is not self.is_not
        if not (value.isascii() and value.isdecimal() and len(value) < 10):
            return None
        count = int(value)
        return (self.least or 0) <= count and (self.most is None or count <= self.most)


def leave_nothing_out(tests: Sequence[FactTest]) -> bool:
    """Whether one of them holds whatever the fact is that all of them test."""
    if len({test.fact for test in tests}) != 1:
        return False
    named = {name for test in tests if not test.is_not for name in test.names}
    if any(test.is_not and test.names <= named for test in tests):
        return True
    spans = [test for test in tests if not test.names]
    next_one: int | None = 0  # the first number that none of those before holds of
    for test in sorted(spans, key=lambda test: test.least or 0):
        if next_one is not None and (test.least or 0) <= next_one:
            next_one = None if test.most is None else max(next_one, test.most + 1)
    return next_one is None


class Ask(enum.Enum):
    """What a part of a rule asks of the day of its `then`."""

    AFTER = "after"  #: no earlier than the sum
    BY = "by"  #: no later than the sum
    RUNS = "runs"  #: nothing: the sum is a day to know of

    @property
    def kind(self) -> LinkKind | None:
        """The kind of link that says the same."""
        return {Ask.AFTER: LinkKind.AT_LEAST, Ask.BY: LinkKind.AT_MOST}.get(self)


class Outcome(enum.Enum):
    """What can become of a rule in a plan, the most pressing first."""

    BROKEN = "broken"
    PAST = "runs past"  #: nothing is broken, but something ends later than people think
    NOT_KNOWN = "not known"
    KEPT = "kept"
    TO_KNOW = "to know"  #: it asks nothing: it is a day, or a fact about the law


#: Of a rule that is asked of several things, the first of these is what became of it.
WORST_FIRST: Final = tuple(Outcome)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Part(Record):
    """One sum of a rule: a day, and what is counted from it."""

    ask: Ask
    since: str  #: a role, a milestone, a step of the row, a column of it, or a fact
    lags: tuple[Lag | str, ...] = ()  #: in this order; a text is the name of a setting
    words: str  #: the sum as it was typed
    when: FactTest | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Rule(Record):
    """One rule. `then` is bound by every part that applies; without parts, it is to be known."""

    id: str
    title: str
    place: Place
    code: str  #: of the findings that say what became of it
    source: str
    authority: Authority = Authority.LAW
    confidence: Confidence = Confidence.MEMORY
    force: Force = Force()
    then: str | None = None
    parts: tuple[Part, ...] = ()
    about: tuple[str, ...] = ()  #: it is asked where the plan has one of these
    unless: tuple[str, ...] = ()  #: but not where it has one of these
    each_its_own: bool = False  #: each that it binds counts from one of its own
    not_past: str | None = None  #: what runs should be over by the day before this
    not_before: str | None = None  #: what runs is not expected to begin earlier than this
    each: Each | None = None  #: it is asked of each of these rows
    only: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()  #: facts without which it is not known whether it applies
    checked_by: tuple[str, ...] = ()  #: codes of the findings that check it already
    verify: str | None = None
    note: str | None = None
    is_own: bool = False  #: the plan's own, not one that comes with earlyhelp
    stands_for: str = ""  #: the source of the rule that comes along whose place it takes
    is_elsewhere: bool = False  #: the plan is of another nation than the one it is given for

    @property
    def cited(self) -> str:
        """Where it stands, and whether we would still look it up."""
        return f"{self.source}; to verify" if self.is_to_verify and self.source else self.source

    @property
    def is_to_verify(self) -> bool:
        """Whether nobody should rely on it before it has been looked up."""
        is_memory = self.confidence is Confidence.MEMORY
        return is_memory or self.force.is_expected or self.is_elsewhere

    @property
    def is_binding(self) -> bool:
        """Whether a plan that breaks it cannot be met: it is law already, or agreed."""
        return self.authority.is_binding and not self.force.is_expected

    @property
    def names(self) -> tuple[str, ...]:
        """Every role, milestone or fact that it speaks of as a day."""
        said = (*self.about, self.then, self.not_past, self.not_before)
        since = (part.since for part in self.parts)
        return tuple(dict.fromkeys(name for name in (*said, *since) if name))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that decide whether it applies, or which part of it."""
        tested = (part.when.fact for part in self.parts if part.when is not None)
        return tuple(dict.fromkeys((*self.needs, *tested)))
