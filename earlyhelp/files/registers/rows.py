"""What one row of a register says: its cells, read by the type of their column."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

import attrs

from earlyhelp.files import problems, row_problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.registers.amounts import TOO_MUCH, pounds
from earlyhelp.files.selections import columns
from earlyhelp.files.values import Text, Value
from earlyhelp.findings import Finding, Place
from earlyhelp.model import registers
from earlyhelp.model.registers import Links, LinkWords, StepSays

Row = TypeVar("Row")

#: A column of a step: `handed_over`, `on:handed_over`, `evidence:records_swept` …
_STEP_SAYS: Final = ("on", "expected", "not_before", "by", "done", "evidence")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: 00:00(?::00)?)?\Z")
_SERIAL = re.compile(r"[0-9]{5}\Z")
#: The ways of writing dates that a map of columns can name.
DAY_FIRST, EXCEL, ISO = "DD/MM/YYYY", "excel", "YYYY-MM-DD"
DATE_FORMS: Final = (ISO, DAY_FIRST, EXCEL)


class RegisterRows(Generic[Row]):
    """Reads the rows of one register."""

    def __init__(
        self,
        kind: type[Row],
        fields: Fields,
        *,
        name: str,
        steps: Collection[str] = (),
        dates: str = ISO,
        file: str | None = None,
        is_mapped: bool = False,
    ) -> None:
        """Rows become a `kind`; `name` is the register's and `file` its file's, for messages.

        With `is_mapped` the plan says already which column is which, and says so beside the file.
        """
        self._kind = kind
        self._fields = fields
        self._name = name
        self._dates = dates
        self._file = file
        self._is_mapped = is_mapped
        self._columns = columns(kind)
        self._required = [
            column for column, typed in self._columns.items() if not typed.endswith("| None")
        ]
        self._readers = {
            column: self._reader(
                "id" if column in self._required else typed.removesuffix(" | None")
            )
            for column, typed in self._columns.items()
        }
        self._has_steps = any(field.name == "steps" for field in attrs.fields(kind))  # type: ignore[arg-type]
        self._steps = steps

    def known(self) -> tuple[str, ...]:
        """Every column that a row may have."""
        return (*self._columns, *(self._steps if self._has_steps else ()))

    def is_known(self, column: str) -> bool:
        """Whether a row may have this column."""
        return column in self._readers or (self._has_steps and self._step_of(column) is not None)

    def row(self, cells: Iterable[tuple[str, Value]], place: Place) -> Row | None:
        """The row that these cells say; ``None`` once a problem was noted."""
        before = len(self._fields.found)
        said: dict[str, Any] = {}
        steps: dict[str, dict[str, Any]] = {}
        for column, value in cells:
            read = self._readers.get(column)
            if read is not None:
                said[column] = read(column, value)
            elif (step := self._step_of(column)) is not None:
                name, key = step
                steps.setdefault(name, {})[key] = self._step_says(key, column, value)
        for column in self._required:
            if said.get(column) is None and len(self._fields.found) == before:
                where = f"a row of `{self._name}`"
                self._fields.note(problems.missing_key(place, column, where, f"`{column}`"))
        if len(self._fields.found) > before:
            return None
        if steps:
            said["steps"] = {name: StepSays(**says) for name, says in steps.items()}
        make: Callable[..., Row] = self._kind
        return make(place=place, **said)

    def _step_of(self, column: str) -> tuple[str, str] | None:
        """The step that a column is about, and what it says of it."""
        key, colon, step = column.partition(":")
        if not colon:
            key, step = "expected", column
        return (step, key) if key in _STEP_SAYS and step in self._steps else None

    def _step_says(self, key: str, column: str, value: Value) -> Any:
        if key == "evidence":
            return self._fields.text(key, value)
        stated = self._stated(key, value)
        return None if stated is None else attrs.evolve(stated, column=column)

    def _reader(self, typed: str) -> Callable[[str, Value], Any]:
        plain: Mapping[str, Callable[[str, Value], Any]] = {
            "str": self._fields.text,
            "id": self._identifier,
            "Stated": self._stated,
            "Lag": self._fields.lag,
            "bool": self._yes_or_no,
            "int": self._count,
            "Decimal": self._money,
            "Links": self._links,
        }
        if typed in plain:
            return plain[typed]
        choices = getattr(registers, typed)
        words = [choice.value for choice in choices]

        def choice(column: str, value: Value) -> Any:
            text = self._fields.choice(column, value, words, f"a word for {column}")
            return None if text is None else choices(text)

        return choice

    def _stated(self, column: str, value: Value) -> Any:
        if self._dates != ISO and type(value) is Text:
            text = in_iso(value.value.strip(), self._dates)
            if text is not None:
                value = value._replace(value=text)
        return self._fields.stated(column, value, self._other_form(value))

    def _other_form(self, value: Value) -> str:
        """How the plan can say that the file's dates are read as they are; said once of a file."""
        if self._file is None or self._dates != ISO or type(value) is not Text:
            return ""
        for form in (DAY_FIRST, EXCEL):
            if in_iso(value.value.strip(), form) is not None:
                said = f'"{self._name}: {{file: {self._file}, dates: {form}}}" in the plan'
                if self._is_mapped:  # which all of that would take away
                    said = f'"dates: {form}" under `{self._name}` in the plan'
                self._file = None
                return f"; where every date of the file is written so, say {said}"
        return ""

    def _identifier(self, column: str, value: Value) -> str | None:
        if type(value) is Text:
            return self._fields.identifier(value._replace(value=value.value.strip()))
        return self._fields.text(column, value)

    def _links(self, column: str, value: Value) -> Links | None:
        """The links of a cell, with `;` between them; in the plan, also as a list."""
        links = [
            LinkWords(part.strip(), self._fields.place(item))
            for item in self._fields.listed(value)
            for part in (self._fields.text(column, item) or "").split(";")
            if part.strip()
        ]
        return tuple(links) or None

    def _yes_or_no(self, column: str, value: Value) -> bool | None:
        text = self._fields.text(column, value)
        if text is None:
            return None
        word = text.lower()
        if word in ("yes", "y", "true", "no", "n", "false"):
            return word[0] in "yt"
        place = self._fields.place(value)
        self._fields.note(problems.not_a_choice(place, text, "yes or no", ("yes", "no")))
        return None

    def _count(self, column: str, value: Value) -> int | None:
        text = self._fields.text(column, value)
        if text is None or (text.isascii() and text.isdigit() and len(text) < 10):
            return None if text is None else int(text)
        self._fields.note(row_problems.not_a_number(self._fields.place(value), text, "a number"))
        return None

    def _money(self, column: str, value: Value) -> Decimal | None:
        text = self._fields.text(column, value)
        if text is None:
            return None
        amount = pounds(text)
        if amount is not None and amount < TOO_MUCH:
            return amount
        what = "an amount in pounds, such as 1250 or £1,250.00"
        self._fields.note(row_problems.not_a_number(self._fields.place(value), text, what))
        return None


class PrivateFields(Fields):
    """Fields whose problems never repeat what a cell says: it may be about a child."""

    def note(self, finding: Finding) -> None:
        """Add a finding in words that hold nothing of the cell."""
        reason = _PRIVATE.get(finding.code, "the cell cannot be read")
        super().note(attrs.evolve(finding, message=f"{reason} (what it says is not shown)"))


_PRIVATE: Final = {
    "EH007": "this is not a date: write it as 2021-09-08",
    "EH008": "this date is outside 1970 to 2099",
    "EH014": "this heading is there twice",
    "EH016": "a row of `cases` does not say all it must: at least its `ref`",
    "EH017": 'this is not a token: use letters, digits, "-" and "_"',
    "EH018": "this is not one of the words that this column can have",
    "EH024": "this names a row of another register that is not there",
    "EH025": "this is not a number",
}


def in_iso(text: str, form: str) -> str | None:
    """A date in a form that the map names, in the one form that plans use."""
    try:
        if form == EXCEL and _SERIAL.match(text):
            return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
        if form == DAY_FIRST and (match := _DAY_FIRST.match(text)) is not None:
            day, month, year = map(int, match.groups())
            return date(year, month, day).isoformat()
    except (ValueError, OverflowError):
        return None
    return None
