"""How one milestone follows another: by a link, which says no earlier or no later."""

from __future__ import annotations

import enum

import attrs

from earlyhelp.dates import NO_LAG, Lag
from earlyhelp.findings import Place
from earlyhelp.model.lengths import Length, LinkKind, Rate, Spread, split_likely


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
    #: where the line says from what to what it may turn out: of both of its links
    spread: Spread | None = None
    #: of a workflow's line: the column that says the lag of each row, ``occupation.notice``
    column: str | None = None
    #: what stands before `words` in the file, where that is not the field: ``link`` in a
    #: mapping, nothing in a list
    key: str | None = None
    #: whether the line comes with earlyhelp, so that it is nobody's to type over
    is_shipped: bool = False

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
            case Field.EXACTLY:
                return f"{lag} after {ref}"
            case Field.WITHIN:
                return self._range.changed(self.kind, lag).after(ref)
            case Field.LASTS if self.rate is not None:
                return str(self.rate.within(lag))
            case Field.RULE:
                return self.words
            case Field.LASTS:
                return str(Length.parse(self.words).changed(self.kind, lag))

    @property
    def _range(self) -> Length:
        """From what to what a line under `within` says that it is."""
        said, likely = split_likely(self.words)
        return Length.parse_within(said.partition(" after ")[0], likely)

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
