"""What does a cell mean, above all as a date, after it has been in a spreadsheet?

A cell is a day by its type, or a text that says one in words or as plans have it. Nothing is
guessed: a number, a time, a formula or an error is refused with what to type. Dates such as
``29/09/2021`` are read only where the file itself shows which number is the day: a spreadsheet
that saves a table writes all of its days like that, and those that nobody changed prove it.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from earlyhelp.dates import DateExpression, Precision, words
from earlyhelp.dates.days import shortened
from earlyhelp.dates.spoken import spoken
from earlyhelp.errors import DayOutOfRangeError, NotADayError

#: How far apart the two ways are in which workbooks count days: from 1900, and from 1904.
_OTHER_SYSTEM: Final = timedelta(days=1462)
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_SLASHED: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\Z")
#: An amount; without zeros before it, because a number that has them is a name.
_AMOUNT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?\Z")
#: What Excel makes of a month such as ``2021-12`` in a table.
_SHORT_MONTH: Final = re.compile(r"[A-Z][a-z]{2}-[0-9]{2}\Z")


class Kind(enum.Enum):
    """What a cell holds that came back."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"  #: a day with a time, or a time
    NUMBER = "number"
    BOOLEAN = "boolean"
    FORMULA = "formula"
    ERROR = "error"  #: ``#REF!``
    MERGED = "merged"  #: it lies under another cell, and cannot be seen


class TypedCell(NamedTuple):
    """A cell as it came back: its text as a plan would have it, and what it is in the file."""

    text: str
    kind: Kind = Kind.TEXT
    #: of a number, the day that it is by the workbook's own count of days, if it is one
    as_day: date | None = None


class Order(enum.Enum):
    """Which number of ``08/09/2021`` is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"

    def read(self, text: str) -> date | None:
        """The day that a date with slashes says in this order; ``None`` where it says none."""
        match = _SLASHED.match(text)
        if match is None:
            return None
        first, second, year = map(int, match.groups())
        month, day = (second, first) if self is Order.DAY_FIRST else (first, second)
        try:
            return date(year, month, day)
        except ValueError:
            return None


class Dates(NamedTuple):
    """How the dates of a file are to be read."""

    order: Order | None  #: of dates with slashes; ``None``: nothing shows it

    @classmethod
    def of(cls, rows: Iterable[tuple[Mapping[str, TypedCell], Mapping[str, str]]]) -> Dates:
        """As the cells that nobody changed show it: each row as it is, and as it was.

        One that is the same day in one order alone speaks for that. Where some speak for
        each, nothing is shown; nor where any day is still written as it was, because then
        no program has written all of them anew, and somebody has typed the others.
        """
        shown = set()
        for cells, was in rows:
            for heading, cell in cells.items():
                then = was.get(heading, "")
                if not _ISO.match(then):
                    continue
                if cell.text == then:
                    return cls(None)
                speaks = {
                    order
                    for order in Order
                    if (day := order.read(cell.text)) is not None and day.isoformat() == then
                }
                if len(speaks) == 1:
                    shown |= speaks
        return cls(shown.pop() if len(shown) == 1 else None)

    def meant(self, cell: TypedCell, now: str, was: str) -> str:
        """What a cell means, as a plan would have it; `now` is its text, `was` what it was.

        Raises :class:`NotADayError`, with what to type, or :class:`DayOutOfRangeError`.
        """
        match cell.kind:
            case Kind.TEXT | Kind.DAY:
                return self._said(now, was)
            case Kind.NUMBER:
                day = cell.as_day
                if day is None:
                    return spoken(now).text
                if day.isoformat() == was:
                    return was  # it lost its look as a day, and nothing else
                raise NotADayError(
                    f"{now} is a number: as a day of this workbook it is {day.isoformat()}; "
                    "type that"
                )
            case Kind.MOMENT:
                raise NotADayError(f"{now} has a time: what is asked for is a day, type only that")
            case Kind.FORMULA:
                raise NotADayError(
                    f"the cell has the formula {shortened(now)}: type the day itself"
                )
            case Kind.ERROR:
                raise NotADayError(f"the cell shows the error {now}: type the day")
            case _:
                raise NotADayError(f"{now} is not a day: write it as YYYY-MM-DD")

    def _said(self, now: str, was: str) -> str:
        if not now:
            return now
        day = self.order.read(now) if self.order is not None else None
        if day is not None:
            return DateExpression.of(day).text
        if _SHORT_MONTH.match(now) and is_date(was):
            then = DateExpression.parse(was)
            _, month, year = words.tabular(then.first).split()
            if then.precision is Precision.MONTH and now == f"{month}-{year[2:]}":
                return was
        return spoken(now).text


def no_text(cell: TypedCell) -> str:
    """What to say of a cell that is to hold a text and holds something else; empty: it does."""
    match cell.kind:
        case Kind.FORMULA:
            return f"the cell has the formula {shortened(cell.text)}: type the text itself"
        case Kind.ERROR:
            return f"the cell shows the error {cell.text}: type a text"
        case _:
            return ""


def is_date(text: str) -> bool:
    """Whether a text is a date as plans have it."""
    try:
        DateExpression.parse(text)
    except (NotADayError, DayOutOfRangeError):
        return False
    return True


def is_same_amount(now: str, was: str) -> bool:
    """Whether two texts are the same amount, of which a spreadsheet leaves out the last zeros."""
    return bool(_AMOUNT.match(now) and _AMOUNT.match(was)) and Decimal(now) == Decimal(was)


def by_another_count(now: str, was: str) -> str:
    """What to say of a day that differs by exactly what two programs' counts of days do."""
    if not (now and was):
        return ""
    before, after = DateExpression.parse(was), DateExpression.parse(now)
    are_days = before.is_exact and after.is_exact
    if not are_days or abs(after.first - before.first) != _OTHER_SYSTEM:
        return ""
    return (
        f"from {was} to {now} are exactly four years and a day: it was pasted from a workbook "
        f"that counts days from {'1904' if after.first < before.first else '1900'}; "
        "type the day that is meant"
    )
