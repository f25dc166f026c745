"""How one milestone follows another: links, and the lengths of stages."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable

import attrs

from earlyhelp.dates import NO_LAG, Lag, Unit
from earlyhelp.errors import NotALagError
from earlyhelp.findings import Place


class LinkKind(enum.Enum):
    """Which way the inequality of a link points."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


class Field(enum.StrEnum):
    """The key under which a plan states a link."""

    AFTER = "after"
    BEFORE = "before"
    WITHIN = "within"
    EXACTLY = "exactly"
    BY = "by"
    LASTS = "lasts"
    RULE = "rule"  #: no line of the plan, but a rule of law or of the council


@attrs.frozen(kw_only=True, slots=False)  # without slots a frozen one is made twice as fast
class Link:
    """A constraint between two milestones.

    Read it as an inequality on days: AT_LEAST is ``lag.later(day(first)) <= day(then)``,
    AT_MOST is ``day(then) <= lag.later(day(first))``. One line of a plan may state both
    (``within``, ``exactly``, ``lasts: between``): such links share their `place`.
    """

    first: str
    then: str
    kind: LinkKind
    lag: Lag
    place: Place
    field: Field
    owner: str  #: the milestone or stage whose line this is
    words: str  #: the value as it was typed
    because: str | None = None
    source: str | None = None  #: the statute, contract or decision behind it
    locked: bool = False  #: never offered as something to relax
    ref: str | None = None  #: how the line names the other milestone, where not by its id
    rate: Rate | None = None  #: where the lag is what work takes at a rate
    #: of a workflow's line: the column that says the lag of each row, ``occupation.notice``
    column: str | None = None

    @property
    def other(self) -> str:
        """The milestone that the line names (for a stage's length, its end)."""
        return self.first if self.owner == self.then else self.then

    @property
    def says_two_things(self) -> bool:
        """Whether its line of the plan states another link as well."""
        if self.field is Field.LASTS:
            return self.words.startswith(("between", "exactly"))
        return self.field in (Field.WITHIN, Field.EXACTLY)

    def with_lag(self, lag: Lag) -> str:
        """How the line's value reads with another lag in place of this one."""
        ref = self.ref or self.other
        match self.field:
            case Field.AFTER | Field.BY:
                return f"{ref} + {lag}" if lag.count else ref
            case Field.BEFORE:
                return f"{ref} - {lag}" if lag.count else ref
            case Field.WITHIN | Field.EXACTLY:
                return f"{lag} after {ref}"
            case Field.LASTS if self.rate is not None:
                return str(self.rate.within(lag))
            case Field.RULE:
                return self.words
            case Field.LASTS:
                return str(Length.parse(self.words).changed(self.kind, lag))

    def in_words(self) -> str:
        """What the link says, as one clause."""
        if self.field is Field.LASTS:
            if not self.words:
                return f"{self.owner}, which ends no earlier than it starts"
            if self.rate is not None:
                return f"{self.owner}, {self.rate.in_words()}"
            return f"{self.owner}, {self.kind.value} {self.lag}"
        if self.field is Field.BEFORE:
            if self.lag == NO_LAG:
                return f"{self.then}, on or after {self.first}"
            return f"{self.first}, at least {self.lag} before {self.then}"
        if self.field is Field.EXACTLY:
            return f"{self.then}, exactly {self.lag} after {self.first}"
        if self.kind is LinkKind.AT_LEAST and self.lag == NO_LAG:
            return f"{self.then}, on or after {self.first}"
        return f"{self.then}, {self.kind.value} {self.lag} after {self.first}"


@attrs.frozen
class Length:
    """How long a stage lasts: at least, at most, or both."""

    at_least: Lag | None = None
    at_most: Lag | None = None

    def __str__(self) -> str:
        """As a plan has it: ``at least 4 weeks``, ``between 3 and 6 weeks``."""
        if self.at_least is None or self.at_most is None:
            return f"at most {self.at_most}" if self.at_most else f"at least {self.at_least}"
        if self.at_least == self.at_most:
            return f"exactly {self.at_least}"
        if self.at_least.unit is self.at_most.unit:
            return f"between {self.at_least.count} and {self.at_most}"
        return f"between {self.at_least} and {self.at_most}"

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read ``at least 4 weeks``, ``at most …``, ``exactly …`` or ``between … and …``.

        Raises :class:`NotALagError`, with the nearest right form in the message.
        """
        match = _LENGTH.match(text)
        if match is None:
            if (between := _BETWEEN.match(text)) is not None:
                return _between(text, between.group(1), between.group(2))
            raise NotALagError(_not_a_length(text))
        lag = Lag.parse(match.group(2))
        match match.group(1):
            case "at least":
                return cls(at_least=lag)
            case "at most":
                return cls(at_most=lag)
            case _:
                return cls(lag, lag)

    def changed(self, kind: LinkKind, lag: Lag) -> Length:
        """The length with one of its ends replaced; both ends of an exact one."""
        if self.at_least == self.at_most:
            return Length(lag, lag)
        if kind is LinkKind.AT_LEAST:
            return attrs.evolve(self, at_least=lag)
        return attrs.evolve(self, at_most=lag)


@attrs.frozen
class Rate:
    """How long work takes: so many pieces, and how many of them are done in each unit of time.

    ``34 interviews at 4 a working day`` take 9 working days: what is left over takes one
    more. The count may be the name of a fact, or of a register whose rows are counted.
    """

    counted: str  #: as the plan has it: a number, `facts.NAME` or `registers.NAME`
    count: int
    what: str
    each: int
    unit: Unit

    def __str__(self) -> str:
        """As a plan has it."""
        return f"{self.counted} {self.what} at {self.each} {_article(self.unit)}"

    @property
    def lag(self) -> Lag:
        """How long it takes, the last unit begun counted as a whole one."""
        return Lag(-(-self.count // self.each), self.unit)

    def in_words(self) -> str:
        """As a sum that a reader can check: ``34 interviews, 4 a working day: 9 working days``."""
        return f"{self.count} {self.what}, {self.each} {_article(self.unit)}: {self.lag}"

    def within(self, lag: Lag) -> Rate:
        """The least rate at which the work takes no longer than `lag`, which is not 0."""
        return attrs.evolve(self, each=-(-self.count // lag.count))

    @classmethod
    def parse(cls, text: str, count: Callable[[str], int]) -> Rate:
        """Read ``34 interviews at 4 a working day``; `count` says how many a name counts.

        Raises :class:`NotALagError`, with the right form in the message.
        """
        match = _RATE.match(text)
        if match is None:
            from earlyhelp.dates.days import shortened

            raise NotALagError(
                f'"{shortened(text)}" is not a rate: write "34 interviews at 4 a working day", '
                "with a number, `facts.NAME` or `registers.NAME`, and one of "
                '"a working day", "a calendar day" and "a week"'
            )
        counted, what, each, unit = match.groups()
        number = int(counted) if counted.isdigit() else count(counted)
        return cls(counted, number, what, int(each), Unit(f"{unit}s"))


def _article(unit: Unit) -> str:
    return f"a {unit.value[:-1]}"


_RATE = re.compile(
    r"([0-9]{1,6}|(?:facts|registers)\.\S+) (\S.*?) at ([1-9][0-9]{0,5}) "
    r"a (working day|calendar day|week)\Z"
)
_LENGTH = re.compile(r"(at least|at most|exactly) +(\S.*)\Z")
_BETWEEN = re.compile(r"between +(\S.*?) +and +(\S.*)\Z")


def _between(text: str, low: str, high: str) -> Length:
    at_most = Lag.parse(high)
    if low.isascii() and low.isdigit():
        low = f"{low} {at_most.unit.value}"
    at_least = Lag.parse(low)
    if at_least.unit is at_most.unit and at_least.count > at_most.count:
        raise NotALagError(f'"{text}" is not a length: the longer one comes second')
    return Length(at_least, at_most)


def _not_a_length(text: str) -> str:
    from earlyhelp.dates.days import shortened

    try:
        lag = Lag.parse(text)
    except NotALagError:
        return (
            f'"{shortened(text)}" is not a length: write "at least", "at most", "exactly" '
            'or "between … and …", for example "at least 4 weeks"'
        )
    return f'"{text}" does not say how firm it is: write "exactly {lag}" or "at least {lag}"'
