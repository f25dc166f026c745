"""What a check or a reader has to say: findings as data, for every rendering alike."""

from __future__ import annotations

import enum
from datetime import date
from typing import NamedTuple

import attrs

from earlyhelp.records import Record


class Severity(enum.Enum):
    """How much a finding matters. `NOT_KNOWN` is a verdict of its own, never a pass."""

    ERROR = "error"
    WARNING = "warning"
    NOT_KNOWN = "not known"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst; for sorting."""
        return list(Severity).index(self)


class Place(NamedTuple):
    """Where something is said: lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """``plan.yaml:31:9``, which terminals and editors turn into a link."""
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Step(Record):
    """One line of a proof: a day, and what the plan says that makes it so."""

    milestone: str | None
    day: date | None  #: the day reached once this line is taken into account
    adds: int | None  #: calendar days from the line before; ``None`` where a sum begins or ends
    text: str
    place: Place | None
    source: str | None = None
    locked: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fix(Record):
    """One change to one value of the plan, after which the whole plan was solved again."""

    milestone: str
    field: str
    before: str  #: the value as it is typed now
    after: str  #: the value to type instead
    days: int  #: calendar days that the change moves something by; negative is earlier
    text: str
    place: Place | None  #: where `before` stands
    #: what stands before it there, where that is not the field: ``link`` in a mapping, nothing
    #: in a list
    key: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Finding(Record):
    """One thing that has to be said about a plan."""

    code: str
    name: str
    severity: Severity
    message: str
    place: Place | None = None
    subjects: tuple[str, ...] = ()
    chain: tuple[Step, ...] = ()
    short_by_days: int | None = None
    short_by_working_days: int | None = None
    fixes: tuple[Fix, ...] = ()
    #: changes that were tried and do not mend it by themselves, in words
    not_enough: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, int, tuple[str, ...]]:
        """The order of the plan's lines; what has no line comes first.

        At one line what is short by the most comes first: what mends that can mend the others.
        """
        file, line, column = self.place or ("", 0, 0)
        return file, line, column, self.code, -(self.short_by_days or 0), self.subjects
