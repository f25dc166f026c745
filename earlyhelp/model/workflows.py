"""What does every property, or every occupation, of a kind go through: workflows.

A workflow is written once, for all the rows that it is for.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates import DateExpression, Lag, WorkingCalendar, days
from earlyhelp.findings import Place
from earlyhelp.model.links import Link
from earlyhelp.model.milestones import Days, Stated
from earlyhelp.model.registers import Occupation, Partner, Property, Registers
from earlyhelp.records import Record


class Each(enum.Enum):
    """Whose steps a workflow has: the properties' or the occupations'."""

    PROPERTY = "property"
    OCCUPATION = "occupation"


class Of(enum.Enum):
    """Whose column is asked: the row's own, or one that its row names."""

    PROPERTY = "property"
    OCCUPATION = "occupation"
    PARTNER = "partner"

    def row(self, row: Row, registers: Registers) -> Row | Partner | None:
        """The row that is asked; ``None`` where this one names none of that kind."""
        if isinstance(row, Property):
            return row if self is Of.PROPERTY else None
        match self:
            case Of.PROPERTY:
                return registers.property_by_id.get(row.property)
            case Of.PARTNER:
                return registers.partner_by_id.get(row.partner)
            case Of.OCCUPATION:
                return row


class Per(enum.Enum):
    """Within what time something is counted."""

    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"


Row = Property | Occupation


class Made(NamedTuple):
    """A milestone that a workflow made: one step of one row."""

    milestone: str  #: its id
    row: Row
    step: Step

    @property
    def property_id(self) -> str:
        """The property that it happens in."""
        return self.row.property if isinstance(self.row, Occupation) else self.row.id


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Condition(Record):
    """A test of one column: whether it is, or is not, one of some words."""

    of: Of
    column: str
    words: frozenset[str]
    is_not: bool = False

    def holds(self, row: object) -> bool:
        """Whether the row passes; an empty cell is none of the words."""
        return (in_words(getattr(row, self.column)) in self.words) is not self.is_not


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Many(Record):
    """A name that stands for many milestones: a step of all rows, or of the row's own.

    ``all properties.handed_over where property.future is lease``, ``each occupation.out``.
    """

    of: Each
    step: str
    only: tuple[Condition, ...] = ()
    is_own: bool = False  #: only the occupations of the property that asks


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RowDay(Record):
    """A day that each row says itself: ``occupation.told + 10 working days``.

    Of several columns the first that the row fills counts; a row that fills none says no day.
    With a lag, the day is counted from the last one that a less exact date can mean; where
    the lag leads back and counts working days, it is a working day.
    """

    columns: tuple[tuple[Of, str], ...]
    words: str  #: as the workflow has it
    lag: Lag | None = None
    is_before: bool = False  #: the lag leads back from the day that the row says

    def of_row(self, row: Row, registers: Registers, calendar: WorkingCalendar) -> Stated | None:
        """What it is for this row; ``None`` too where it would leave 1970 to 2099."""
        for of, column in self.columns:
            said = getattr(of.row(row, registers), column, None)
            if isinstance(said, Stated):
                return self._counted(said, column, calendar)
        return None

    def _counted(self, said: Stated, column: str, calendar: WorkingCalendar) -> Stated | None:
        if self.lag is None:
            return attrs.evolve(said, column=column)
        steps, last = self.lag.steps(calendar), said.when.high
        if not self.is_before:
            day = steps.later(last)
        else:
            day = steps.latest_from(last)
            if self.lag.unit.follows_working_days and day >= days.FIRST:
                day = calendar.on_or_before(day)
        if not days.FIRST <= day <= days.LAST:
            return None
        because = f"{self.words}, which is {said.when.in_a_sentence()}"
        return Stated(DateExpression.of(days.day(day)), said.place, because, column)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Step(Record):
    """One step of a workflow: what each of its milestones says."""

    name: str
    place: Place
    title: str | None = None
    owner: str | None = None
    workstream: str | None = None
    source: str | None = None
    note: str | None = None
    role: str | None = None
    on: Stated | None = None
    expected: Stated | None = None
    not_before: Stated | None = None
    by: tuple[Stated, ...] = ()
    days: Days | None = None
    locked: bool = False
    needs_evidence: bool = False
    #: by the key that it stands under (``by``, ``done``, …): a day that each row says
    row_days: tuple[tuple[str, RowDay], ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Limit(Record):
    """No more than so many of a step in a time: ``no more than 3 handed_over a week``."""

    count: int
    step: str
    per: Per
    place: Place


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Workflow(Record):
    """The steps of each row of a kind, with the links between them.

    In a link, `first` and `then` are names as they were typed: a step of the same row, a
    milestone of the plan, or the key of `many`.
    """

    name: str
    place: Place
    each: Each
    only: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()
    links: tuple[Link, ...] = ()
    limits: tuple[Limit, ...] = ()

    def rows(self, registers: Registers) -> Iterator[Row]:
        """The rows that it is for."""
        rows: Iterable[Row]
        rows = registers.properties if self.each is Each.PROPERTY else registers.occupations
        return (row for row in rows if is_for(row, self.only, registers))

    def made(self, registers: Registers) -> Iterator[Made]:
        """The milestones that it makes, row by row, each with its row and its step."""
        for row in self.rows(registers):
            for step in self.steps:
                yield Made(f"{row.id}.{step.name}", row, step)


def is_for(row: Row, only: tuple[Condition, ...], registers: Registers) -> bool:
    """Whether a row passes every condition; an occupation's may be of its property or partner."""
    for condition in only:
        asked = condition.of.row(row, registers)
        if asked is None or not condition.holds(asked):
            return False
    return True


def in_words(value: object) -> str:
    """A cell's value as a plan has it; an empty text where it is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case enum.Enum():
            return str(value.value)
        case Stated():
            return value.when.text
        case int() | Decimal():
            return str(value)
        case _:
            return str(value)


#: The step of an occupation that is there once the partner has been told in writing.
INFORMED: Final = "informed"
#: The step of an occupation that is there once the partner has moved out.
OUT: Final = "out"
#: The step of an occupation that is there once the partner has shown that it knows.
CONFIRMED: Final = "confirmed"
#: The step of an occupation that is there once a request to stay has its answer.
ANSWERED: Final = "answered"
#: The step of an occupation that is there once the voluntary sector's notice is over.
THREE_MONTHS: Final = "three_months"
#: Steps of a property that others know by name.
SERVICE_ENDED: Final = "service_ended"
RECORDS_SWEPT: Final = "records_swept"
VACATED: Final = "vacated"
HANDED_OVER: Final = "handed_over"
#: The step of a property that is there once the Assets Team has accepted it.
ACCEPTED: Final = "accepted"
