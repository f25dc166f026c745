"""What is each column of a sheet about, and what was in each row when it was made?

A sheet says in its last column, row by row, what every cell was. So a row can be sorted,
filtered, copied and left out, columns moved and the sheet renamed, and it still says for
itself what somebody changed in it.
"""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

import attrs

from earlyhelp.records import Record
from earlyhelp.sheet_cells import one_line

Value = str | int | date | None

MILESTONES: Final = "Milestones"
PROPERTIES: Final = "Properties"
OCCUPATIONS: Final = "Occupations"
NOTICES_DUE: Final = "Notices due"
FINDINGS: Final = "Findings"
CALENDAR: Final = "Calendar"
#: The sheets of a plan, in their order.
NAMES: Final = (MILESTONES, PROPERTIES, OCCUPATIONS, NOTICES_DUE, FINDINGS, CALENDAR)

#: The heading of the column that says what each row was.
AS_EXPORTED: Final = "As exported"
#: Headings that other modules name; the first is not ``ID``, which Excel takes for a file of
#: another kind (SYLK).
MILESTONE: Final = "Milestone"
TITLE: Final = "Title"
DAY: Final = "Day"
DONE: Final = "Done on"
EVIDENCE: Final = "Evidence"
#: Characters that a cell holds; a sheet with more in one is refused by Excel.
LONGEST: Final = 32_767
#: A text longer than this is kept by its beginning and a digest, so that all of a row fits.
_KEPT: Final = 280


class Says(enum.Enum):
    """What a column is about."""

    ROW = "row"  #: it names the row, or helps to
    COMPUTED = "computed"
    PLAN = "plan"  #: the plan's own file says it
    REGISTER = "register"  #: a row of a register says it
    DAY = "day"  #: the stated day of a milestone
    DONE = "done"  #: the day on which it happened
    EVIDENCE = "evidence"  #: who saw that; always empty when it is exported
    EXTENSION = "extension"  #: whether a partner may stay
    EXTENDED_TO = "extended to"  #: until when


_DAYS: Final = frozenset({Says.DAY, Says.DONE, Says.EXTENDED_TO})
_OPEN: Final = _DAYS | {Says.EVIDENCE, Says.EXTENSION}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Column(Record):
    """One column: what it is called, and what it is about."""

    heading: str
    says: Says = Says.COMPUTED
    #: the step of the row whose milestone it is about; empty where the row is the milestone
    step: str = ""
    width: int = 14  #: in characters
    is_state: bool = False  #: red, amber, green, complete or not known; always in words

    @property
    def may_change(self) -> bool:
        """Whether people may change what stands in it, and have it taken over."""
        return self.says in _OPEN

    @property
    def is_day(self) -> bool:
        """Whether what people may type in it is a day."""
        return self.says in _DAYS

    def milestone(self, row: str) -> str:
        """The milestone that it is about in the row with this name."""
        return f"{row}.{self.step}" if self.step else row


@attrs.frozen(kw_only=True, eq=False, repr=False, slots=False)
class Sheet(Record):
    """One sheet: its columns, and a value for each of them in every line."""

    name: str
    columns: tuple[Column, ...]
    lines: tuple[tuple[Value, ...], ...]
    #: cells of columns that may be changed, in which nothing can be: their line and column, from 0
    closed: frozenset[tuple[int, int]] = frozenset()
    plan: str = ""  #: the id of the plan that it is of

    @cached_property
    def column(self) -> Mapping[str, Column]:
        """Its columns by their headings."""
        return {column.heading: column for column in self.columns}

    @cached_property
    def texts(self) -> Mapping[str, Mapping[str, str]]:
        """What stands in the row of each name, by heading; of a sheet whose rows have names."""
        if not any(column.says is Says.ROW for column in self.columns):
            return MappingProxyType({})
        held = map(self._texts, self.lines)
        return {row_name(self, texts): texts for texts in held}

    def exported(self) -> Iterator[str]:
        """For each line the cell that says what it was."""
        number = len(self.lines)
        for at, line in enumerate(self.lines, 1):
            was = {heading: kept(said) for heading, said in self._texts(line).items()}
            yield Exported(self.plan, self.name, at, number, was).as_text()

    def _texts(self, line: tuple[Value, ...]) -> dict[str, str]:
        texts = zip(self.columns, map(as_text, line), strict=True)
        return {column.heading: text for column, text in texts if text}


class Exported(NamedTuple):
    """What a row was when its sheet was made."""

    plan: str  #: its id
    sheet: str
    row: int  #: from 1, without the headings
    of: int  #: how many there were
    was: Mapping[str, str]  #: by heading; what was empty is left out

    def as_text(self) -> str:
        """The cell that says so."""
        return json.dumps(self._asdict(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> Exported:
        """What a cell says; raises :class:`ValueError` where somebody has changed it."""
        try:
            said = json.loads(text)
            plan, sheet, row, of, was = (said[key] for key in cls._fields)
            texts = {heading: value for heading, value in was.items() if type(value) is str}
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            raise ValueError(text) from None
        kinds = (type(plan), type(sheet), type(row), type(of))
        if kinds != (str, str, int, int) or len(texts) != len(was) or not 1 <= row <= of:
            raise ValueError(text)
        return cls(plan, sheet, row, of, texts)


def row_name(sheet: Sheet, texts: Mapping[str, str]) -> str:
    """What a row is called by the plan: ``offer.launch``, ``centre-07``, ``centre-07.nursery``."""
    names = (column.heading for column in sheet.columns if column.says is Says.ROW)
    return ".".join(texts.get(heading, "") for heading in names)


def as_text(value: Value) -> str:
    """A value as a cell shows it to programs: days as plans have them, texts on one line."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else one_line(str(value))[:LONGEST].strip()


def kept(text: str) -> str:
    """A text as it is kept beside the cell: whole, or its beginning and a digest of all of it."""
    if len(text) <= _KEPT:
        return text
    digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    return f"{text[: _KEPT - 20]}… {digest[:16]}"
