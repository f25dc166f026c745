"""What a plan says of one milestone: its own dates, and whose it is."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.findings import Place


class Days(enum.Enum):
    """On which days a milestone may fall."""

    WORKING = "working"
    ANY = "any"


@attrs.frozen
class Stated:
    """A date that somebody wrote down, and where."""

    when: DateExpression
    place: Place
    #: why it holds, in words for a proof, where it is not the milestone's own key
    because: str | None = None
    #: the column of a register that it stands in, where that is not named like the key
    column: str | None = None
    #: whether it is the latest of several days: another one typed there alone changes nothing
    is_latest: bool = False
    #: what stands before it in the file, where that is not the milestone's key: nothing in a list
    key: str | None = None


@attrs.frozen(kw_only=True, slots=False)  # without slots a frozen one is made twice as fast
class Milestone:
    """Something that is true from one day on; a point, never a span.

    `on` is hard and never moved; `expected` is where people think it will fall, checked
    and never a constraint; `not_before` and every day in `by` are inclusive; `done` is a
    fact. `locked` means that none of these is ever offered as something to change.
    """

    id: str
    place: Place
    title: str | None = None
    on: Stated | None = None
    expected: Stated | None = None
    not_before: Stated | None = None  #: the latest, where several lines say one
    #: the others of them, which hold too, and are felt once `not_before` is moved
    nor_before: tuple[Stated, ...] = ()
    by: tuple[Stated, ...] = ()
    done: Stated | None = None
    days: Days | None = None  #: ``None``: as the plan says
    owner: str | None = None
    workstream: str | None = None
    source: str | None = None
    note: str | None = None
    role: str | None = None  #: what it is to the rules of law: ``consultation.start``
    locked: bool = False
    is_step: bool = False  #: made for one row of a register, which ties it to others
    #: a gate: done only once somebody has shown it
    needs_evidence: bool = False
    evidence: str | None = None
    #: a day on which a gate is said to have been passed, without any evidence
    claimed: Stated | None = None
    is_moved: bool = False  #: the journal has moved its stated day
    moved_from: Stated | None = None  #: what the plan's files say instead, if anything

    @property
    def stated(self) -> Stated | None:
        """The day that people have committed to or expect, or that is a fact."""
        return self.done or self.on or self.expected

    @property
    def stated_as(self) -> str | None:
        """Which of them `stated` is: ``done``, ``on`` or ``expected``, or one that was moved."""
        if self.done:
            return "done"
        if self.is_moved:
            return "moved"
        if self.on:
            return "on"
        return "expected" if self.expected else None

    def moved(self, to: Stated) -> Milestone:
        """The milestone with another stated day: pinned where it is pinned, else expected."""
        return attrs.evolve(
            self,
            on=to if self.on else None,
            expected=self.expected if self.on else to,
            is_moved=True,
            moved_from=self.moved_from or self.on or self.expected,
        )

    @property
    def is_dated(self) -> bool:
        """Whether the plan gives it any day of its own."""
        return self.stated is not None or bool(self.by)

    @property
    def is_held_back(self) -> bool:
        """Whether the plan gives it a first day of its own: done, pinned or not before."""
        return any((self.done, self.on, self.not_before))

    @property
    def last_stated_day(self) -> date | None:
        """The last day that `stated` can mean."""
        return self.stated.when.last if self.stated else None


def latest(first_days: Iterable[Stated | None]) -> tuple[Stated | None, tuple[Stated, ...]]:
    """Of several first days the one that is felt, and the others: all of them hold."""
    said = [stated for stated in first_days if stated is not None]
    last = max(said, key=lambda stated: stated.when.low, default=None)
    return last, tuple(stated for stated in said if stated is not last)
