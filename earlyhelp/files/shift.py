"""What do the files of a plan say once every date in them is another one?

Each date is written anew in its own place, as the reader of plans finds it there: in a key or a
column that holds dates, and nowhere else. Comments, order, quotes and line ends stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from earlyhelp.dates import DateExpression, Precision
from earlyhelp.dates.moves import Move
from earlyhelp.errors import DayOutOfRangeError, NotADayError, NotShiftedError
from earlyhelp.file_names import not_beside
from earlyhelp.files.events import Entry, YamlFile
from earlyhelp.files.fields import Fields
from earlyhelp.files.locate import PLAN_FILE
from earlyhelp.files.registers import budget as budget_rows
from earlyhelp.files.registers.column_maps import ColumnMap
from earlyhelp.files.registers.register_files import KINDS, RegisterFiles
from earlyhelp.files.registers.rows import EXCEL, ISO, in_iso
from earlyhelp.files.selections import columns
from earlyhelp.files.spans import Edit, Span, edited, of_csv, of_text, of_yaml
from earlyhelp.files.values import Listing, Mapping, Text, Value
from earlyhelp.findings import Place
from earlyhelp.model.shifts import Left, Moved, Shifted

_DATED: Final = ("on", "expected", "not_before", "by", "done")
_BASELINE: Final = ("settings", "baseline")
_BUDGET: Final = "budget"
_ENDS: Final = ("start", "end")
_BOM: Final = "\ufeff"
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})([/.-])[0-9]{4}")


def renamed(name: str, years: tuple[int, int]) -> str:
    """A name with the new year in place of the old one."""
    old, new = map(str, years)
    return _YEAR.sub(lambda match: new if match.group() == old else match.group(), name)


def shifted(
    plan: bytes,
    open_file: Callable[[str], bytes],
    move: Move,
    *,
    years: tuple[int, int] = (0, 0),
) -> Shifted:
    """The files of a plan that can be read, with every date moved.

    `open_file` reads the registers that lie beside it, and the baseline that it names. The
    plan's `id` gets the second of `years` in place of the first. Raises
    :class:`NotShiftedError` for a register that is no CSV file or lies elsewhere, and where
    a date would leave 1970 to 2099.
    """
    text = _File(plan, PLAN_FILE, move)
    registers = RegisterFiles(Fields(name=PLAN_FILE, found=[]), open_file=None)
    new_id, named = "", None
    for entry in YamlFile(text.text, name=PLAN_FILE, found=[], spans=True).entries():
        if entry.section.value in KINDS:
            registers.entry(*entry)
            if entry.section.value == _BUDGET:
                for heading in _keys(entry.value):
                    text.column(of_text("", heading))
        elif entry.key is not None and (entry.section.value, entry.key.value) == _BASELINE:
            named = entry.value
        elif entry.section.value == "id" and type(entry.value) is Text:
            new_id = renamed(entry.value.value, years)
            if new_id != entry.value.value:
                text.write(of_text("id", entry.value), new_id)
        else:
            for key, value in _dates(entry):
                text.date(of_text(key, value), entry.section.value)
    files: list[_File] = [text]
    for name, source in registers.sources.items():
        mapped, form = registers.form(name)
        if source.file is None:
            for key, value in _typed(source.rows):
                if _holds_dates(name, key):
                    text.date(of_text(key, value), name, form)
            continue
        beside = _File(_register(name, source.file.value, open_file), source.file.value, move)
        beside.rows(name, mapped, form)
        files.append(beside)
    if type(named) is Text:
        files.append(_baseline(named.value, open_file, move))
    moved = tuple(item for file in files for item in file.moved)
    old = {str(item.before.first.year) for item in moved if _year(item.before) != _year(item.after)}
    return Shifted(
        files={file.name: file.written() for file in files},
        id=new_id,
        moved=moved,
        left=tuple(left for file in files for left in file.left(old)),
        columns=tuple(dict.fromkeys(pair for file in files for pair in file.columns)),
    )


class _File:
    """A file of the plan, and what is written anew in it."""

    def __init__(self, data: bytes, name: str, move: Move) -> None:
        whole = data.decode()
        self.name, self.moved = name, list[Moved]()
        self.columns: list[tuple[str, str]] = []
        self.text = whole.removeprefix(_BOM)
        self._mark = whole[: len(whole) - len(self.text)]
        self._move = move
        self._edits: list[Edit] = []

    def written(self) -> bytes:
        """The file with what is written anew."""
        return (self._mark + edited(self.text, self._edits)).encode()

    def write(self, span: Span, value: str) -> None:
        """Let another text of one line stand there, in the same quotes."""
        raw = self.text[span.start : span.end]
        now = raw.replace(span.value, value, 1) if span.value in raw else value
        self._edits.append(Edit(span.start, span.end, now))

    def date(self, span: Span, section: str, form: str = ISO) -> None:
        """Move the date that a text is, if it is one."""
        said = span.value.strip()
        in_words = (in_iso(said, form) or said) if form != ISO else " ".join(said.split())
        before = _date(in_words)
        if before is None:
            return
        place = Place(self.name, span.line, span.column)
        try:
            after = self._move.date(before)
        except DayOutOfRangeError:
            said = "a date" if section == "cases" else before.in_words()
            raise NotShiftedError(
                f"{place}: {said} would leave the calendar, which runs from "
                "1970 to 2099; nothing was written"
            ) from None
        if form != ISO and in_words != said:
            self.write(span, _in_form(said, after.first, form))
        else:
            self._edits.append(Edit(span.start, span.end, self._anew(span, after)))
        self.moved.append(Moved(span.key, section, place, before, after))

    def column(self, span: Span) -> None:
        """Let a column of a budget be of another financial year, if it is of one."""
        before = span.value.strip()
        try:
            after = budget_rows.moved(before, self._move)
        except DayOutOfRangeError:
            place = Place(self.name, span.line, span.column)
            raise NotShiftedError(
                f"{place}: {before} would leave the calendar, which runs from 1970 to 2099; "
                "nothing was written"
            ) from None
        if after != before:
            self.write(span._replace(value=before), after)
            self.columns.append((before, after))

    def rows(self, register: str, mapped: ColumnMap | None, form: str) -> None:
        """Move every date of a register's file; with a map, its headings are not ours."""
        for span in of_csv(self.text):
            if register == _BUDGET and mapped is None and not span.key:
                self.column(span)
            column = mapped.ours.get(span.key, "") if mapped else span.key
            if column and _holds_dates(register, column):
                self.date(span._replace(key=column), register, form)

    def _anew(self, span: Span, after: DateExpression) -> str:
        """The text as it is typed, with the new date's numbers in place of the old ones."""
        raw, numbers = self.text[span.start : span.end], _DATE.findall(after.text)
        if _DATE.findall(raw) != _DATE.findall(span.value):  # typed with escapes, say
            return after.text + raw[len(raw.rstrip()) :]
        following = iter(numbers)
        return _DATE.sub(lambda _: next(following), raw)

    def left(self, years: set[str]) -> Iterator[Left]:
        """Every one of these years that still stands in the file, where no date moved."""
        done = {at for edit in self._edits for at in range(edit.start, edit.end)}
        found = [
            match
            for match in _YEAR.finditer(self.text)
            if match.group() in years and match.start() not in done
        ]
        if not found:
            return
        of_file = of_yaml if self.name == PLAN_FILE else of_csv
        keys = {
            at: span.key or span.value
            for span in of_file(self.text)
            for at in range(span.start, span.end)
        }
        for match in found:
            yield Left(self.name, keys.get(match.start(), "comment"), match.group())


def _year(when: DateExpression) -> int:
    return when.first.year


def _date(text: str) -> DateExpression | None:
    try:
        return DateExpression.parse(text)
    except (NotADayError, DayOutOfRangeError):
        return None


def _in_form(said: str, day: date, form: str) -> str:
    """A day in the form that the map of columns names, written as its neighbour was."""
    if form == EXCEL:
        return str((day - date(1899, 12, 30)).days)
    return _DAY_FIRST.sub(rf"{day.day:02d}\g<2>{day.month:02d}\g<4>{day.year:04d}", said, count=1)


def _register(name: str, file: str, open_file: Callable[[str], bytes]) -> bytes:
    if file.lower().endswith(".xlsx"):
        raise NotShiftedError(
            f"{file} is a workbook, whose dates cannot be moved: save it as CSV UTF-8, name that "
            f"file under `{name}` in {PLAN_FILE}, and try again; nothing was written"
        )
    if not_beside(file) is not None or ".." in file.split("/"):
        raise NotShiftedError(
            f"{file} lies outside the plan's folder, so that a copy would share it: copy it "
            f"into the folder and name it under `{name}` in {PLAN_FILE}; nothing was written"
        )
    return open_file(file)


def _baseline(name: str, open_file: Callable[[str], bytes], move: Move) -> _File:
    """The baseline that the plan names: what has slipped from it has slipped in the copy."""
    from earlyhelp.files.baselines import file_of  # only a plan that names one

    kept = _File(open_file(file_of(name)), file_of(name), move)
    for span in of_csv(kept.text):
        if span.key == "day":
            kept.date(span, "baseline")
    return kept


def _holds_dates(register: str, column: str) -> bool:
    """Whether a column holds dates: one of the register's own, or one of a step."""
    if register == _BUDGET:
        return False  # 2020 is an amount there
    kinds = columns(KINDS[register])
    if column in kinds:
        return kinds[column] == "Stated | None"
    return column.partition(":")[0] != "evidence"


def _dates(entry: Entry) -> Iterator[tuple[str, Text]]:
    """Every text of an entry that may be a date, with its key."""
    section, key, value = entry
    match section.value:
        case "as_at" if type(value) is Text:
            yield "as_at", value
        case "closures":
            for item in _listed(value):
                inner = {name.value: said for name, said in _entries(item)}
                yield from _texts("closures", inner.get("days", item))
        case "milestones" | "stages":
            yield from _of_milestone(value)
        case "workflows":
            for name, steps in _entries(value):
                if name.value == "steps":
                    for _, step in _entries(steps):
                        yield from _of_milestone(step)
        case "facts" if key is not None:
            for text in _whole(value):
                when = _date(" ".join(text.value.split()))
                if when is not None and when.precision is not Precision.YEAR:  # it is a number
                    yield key.value, text


def _of_milestone(value: Value) -> Iterator[tuple[str, Text]]:
    for key, item in _entries(value):
        if key.value in _ENDS:
            yield from _of_milestone(item)
        elif key.value in _DATED:
            for said in _listed(item):
                yield from _texts(key.value, said)


def _typed(rows: Value | None) -> Iterator[tuple[str, Text]]:
    """The cells of the rows of a register that is typed in the plan."""
    for row in _listed(rows) if rows is not None else ():
        for key, value in _entries(row):
            yield from _texts(key.value, value)


def _texts(key: str, value: Value) -> Iterator[tuple[str, Text]]:
    if type(value) is Text:
        yield key, value


def _keys(value: Value) -> Iterator[Text]:
    """The columns of a map, or of every row that is typed."""
    for item in _listed(value):
        for key, _ in _entries(item):
            yield key


def _entries(value: Value) -> list[tuple[Text, Value]]:
    return value.entries if type(value) is Mapping else []


def _listed(value: Value) -> list[Value]:
    return value.items if type(value) is Listing else [value]


def _whole(value: Value) -> Iterator[Text]:
    """Every text in a value."""
    if type(value) is Text:
        yield value
    for item in _listed(value) if type(value) is Listing else (v for _, v in _entries(value)):
        yield from _whole(item)
