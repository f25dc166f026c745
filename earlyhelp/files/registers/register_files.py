"""What the registers of a plan say, wherever they lie: in CSV, XLSX, or in the plan itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from earlyhelp.dates.days import shortened
from earlyhelp.errors import NoPlanError, TooLargeError
from earlyhelp.file_names import not_beside
from earlyhelp.files import problems, row_problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.problems import plainly
from earlyhelp.files.registers.column_maps import ColumnMap, missing_columns, shipped_map
from earlyhelp.files.registers.rows import DATE_FORMS, ISO, PrivateFields, RegisterRows
from earlyhelp.files.registers.tables import Record, TableError, records
from earlyhelp.files.values import Mapping as YamlMapping
from earlyhelp.files.values import Text, Value, is_null
from earlyhelp.findings import Finding, Place
from earlyhelp.model.registers import (
    BudgetLine,
    Case,
    Communication,
    Occupation,
    Partner,
    Property,
    Registers,
    Team,
)

KINDS: Final[Mapping[str, type]] = {
    "properties": Property,
    "partners": Partner,
    "occupations": Occupation,
    "teams": Team,
    "cases": Case,
    "communications": Communication,
    "budget": BudgetLine,
}
#: Columns that name a row of another register; of cases, `setting` may be one of these words.
REFERENCES: Final = {
    "occupations": (("property", "properties"), ("partner", "partners"), ("offered", "properties")),
    "teams": (("base", "properties"),),
    "cases": (("team", "teams"), ("receiving_team", "teams"), ("setting", "properties")),
    "communications": (("property", "properties"), ("partner", "partners")),
    "budget": (("part_of", "budget"),),
}
#: What can be said of a register whose file is not all there is to say.
REGISTER_KEYS: Final = ("file", "rows", "columns", "dates")
SETTINGS: Final = ("home", "school", "online", "community")

#: Reads a file that lies beside the plan, by the name that the plan gives it.
Open = Callable[[str], bytes]


class Source(NamedTuple):
    """Where the plan says that a register is."""

    section: Text
    file: Text | None = None
    rows: Value | None = None
    columns: Value | None = None
    dates: Text | None = None


class RegisterFiles:
    """Collects where the registers are, and reads them once the plan's workflows are known."""

    def __init__(self, fields: Fields, *, open_file: Open | None) -> None:
        """Note what is wrong through `fields`; `open_file` is ``None`` without a folder."""
        self._fields = fields
        self._open = open_file
        self._sources: dict[str, Source] = {}

    def entry(self, section: Text, key: Text | None, value: Value) -> None:
        """Take in what the plan says under the name of a register."""
        known = self._sources.get(section.value, Source(section))
        if key is None:
            if is_null(value):
                return
            if type(value) is Text:
                known = known._replace(file=value)
            else:
                known = known._replace(rows=value)
        elif key.value not in REGISTER_KEYS:
            place, where = self._fields.place(key), f"`{section.value}`"
            self._fields.note(problems.unknown_key(place, key.value, REGISTER_KEYS, where))
        elif key.value in ("file", "dates") and type(value) is not Text:
            place = self._fields.place(value)
            self._fields.note(problems.wrong_shape(place, f"`{key.value}`", "a text"))
        else:
            said: dict[str, Any] = {key.value: value}
            known = known._replace(**said)
        self._sources[section.value] = known

    @property
    def sources(self) -> Mapping[str, Source]:
        """Where the plan says that each of its registers is."""
        return self._sources

    def form(self, name: str) -> tuple[ColumnMap | None, str]:
        """A register's map of columns, if it has one, and how its dates are written."""
        source = self._sources[name]
        mapped = self._map(name, source)
        dates = mapped.dates if mapped else ISO
        if source.dates is not None:
            dates = self._fields.choice("dates", source.dates, DATE_FORMS, "a form of dates") or ISO
        return mapped, dates

    def read(self, steps: Mapping[str, tuple[str, ...]]) -> Registers:
        """Everything that the registers say; `steps` are the columns that workflows add."""
        rows = {
            name: tuple(self._read(name, source, steps.get(name, ())))
            for name, source in self._sources.items()
        }
        registers = Registers(**rows)
        if not self._fields.found:
            self._twice(registers)
            self._lead_somewhere(registers)
        if registers.budget and not self._fields.found:
            from earlyhelp.files.registers.budget import circles

            self._fields.found.extend(circles(registers.budget))
        return registers

    def _read(self, name: str, source: Source, steps: tuple[str, ...]) -> Iterator[Any]:
        of_plan = source.file is None
        file = self._fields.name if source.file is None else source.file.value
        private = PrivateFields if name == "cases" else Fields
        fields = private(name=file, found=self._fields.found)
        mapped, dates = self.form(name)
        of_file = None if of_plan else file
        reader = _reader(name, fields, steps, dates, of_file, is_mapped=mapped is not None)
        if of_plan:
            yield from self._typed_rows(name, source, reader)
            return
        seen_headings = False
        for record in self._records(source, file):
            place = Place(file, record.line, 1)
            if record.fault is not None:
                self._fields.note(
                    row_problems.not_a_register(place, f"row {place.line}", record.fault)
                )
                continue
            if not seen_headings:
                names = [heading for heading in record.headings if heading]
                if mapped is None and not any(map(reader.is_known, names)):
                    if self._nearly_headings(record, reader, file):
                        return
                    # what is in a file that is none is nobody's business here
                    reason = f"none of its headings is a column of `{name}`"
                    self._note(row_problems.not_a_register(Place(file, 1, 1), file, reason))
                    return
                seen_headings = self._headings(record, reader, mapped, file)
            row = reader.row(self._own(record, mapped), place)
            if row is not None:
                yield row

    def _own(self, record: Record, mapped: ColumnMap | None) -> Iterable[tuple[str, Value]]:
        if mapped is None:
            return record.cells.items()
        ours = mapped.ours
        return [(ours[name], text) for name, text in record.cells.items() if name in ours]

    def _headings(
        self, record: Record, reader: RegisterRows[Any], mapped: ColumnMap | None, file: str
    ) -> bool:
        """Note, once, every heading that no column has."""
        names = record.headings if mapped is None else ()
        for column, name in enumerate(names):
            if name and not reader.is_known(name):
                place = Place(file, 1, column + 1)
                self._fields.note(problems.unknown_key(place, name, reader.known(), f"`{file}`"))
        if mapped is not None:
            self._fields.found.extend(missing_columns(mapped.ours, record.headings, file))
        return True

    def _nearly_headings(self, record: Record, reader: RegisterRows[Any], file: str) -> bool:
        """Note each heading that is a column but for its capitals and spaces; whether any is."""
        before = len(self._fields.found)
        for column, name in enumerate(record.headings, start=1):
            if reader.is_known(plainly(name, "_")):
                place = Place(file, 1, column)
                self._fields.note(problems.unknown_key(place, name, reader.known(), f"`{file}`"))
        return len(self._fields.found) > before

    def _typed_rows(self, name: str, source: Source, reader: RegisterRows[Any]) -> Iterator[Any]:
        for item in self._fields.listed(source.rows) if source.rows is not None else ():
            place = self._fields.place(item)
            if type(item) is not YamlMapping:
                self._fields.note(problems.wrong_shape(place, f"a row of `{name}`", "a mapping"))
                continue
            for key, _ in item.entries:
                if not reader.is_known(key.value):
                    where = f"a row of `{name}`"
                    self._fields.note(
                        problems.unknown_key(
                            self._fields.place(key), key.value, reader.known(), where
                        )
                    )
            row = reader.row(((key.value, value) for key, value in item.entries), place)
            if row is not None:
                yield row

    def _records(self, source: Source, file: str) -> Iterator[Record]:
        at = self._fields.place(source.file or source.section)
        if self._open is None:
            reason = "the plan was read without the folder it lies in"
            self._fields.note(row_problems.not_a_register(at, file, reason))
            return
        if (why := not_beside(file)) is not None:
            how = "copy it there, or put a link to it there"
            self._note(row_problems.not_a_register(at, shortened(file), f"{why}; {how}"))
            return
        try:
            yield from records(self._open(file), file)
        except NoPlanError as error:
            hint = problems.did_you_mean(file, error.beside)
            self._note(row_problems.not_a_register(at, file, f"there is no such file{hint}"))
        except TooLargeError as error:
            self._note(problems.too_large(Place(file, 1, 1), error.why))
        except TableError as error:
            place = Place(file, error.line, 1)
            self._note(row_problems.not_a_register(place, file, str(error)))

    def _map(self, name: str, source: Source) -> ColumnMap | None:
        """The council's own headings, where the plan or a shipped map gives them."""
        said = source.columns
        if said is None:
            return None
        if type(said) is Text:
            shipped = shipped_map(said.value, name)
            if shipped is not None:
                return shipped
            reason = f'there is no map of columns "{said.value}" for `{name}`'
            self._fields.note(row_problems.not_a_register(self._fields.place(said), name, reason))
            return None
        pairs = self._fields.keyed(said, "`columns`")
        texts = ((key.value, self._fields.text(key.value, value)) for key, value in pairs)
        return ColumnMap({theirs: ours for ours, theirs in texts if theirs is not None})

    def _twice(self, registers: Registers) -> None:
        for name in self._sources:
            first: dict[str, Place] = {}
            for row in getattr(registers, name):
                if first.setdefault(row.id, row.place) is not row.place:
                    shown = "a token" if name == "cases" else row.id
                    self._note(problems.duplicate_id(row.place, shown, first[row.id]))

    def _lead_somewhere(self, registers: Registers) -> None:
        for name, references in REFERENCES.items():
            for column, register in references:
                known = {row.id for row in getattr(registers, register)}
                words = SETTINGS if column == "setting" else ()
                for row in getattr(registers, name):
                    said = getattr(row, column)
                    if said is not None and said not in known and said not in words:
                        shown = None if name == "cases" else said
                        finding = row_problems.no_such_row(
                            row.place, column, shown, register, known
                        )
                        self._note(finding)

    def _note(self, finding: Finding) -> None:
        self._fields.note(finding)


def _reader(
    name: str,
    fields: Fields,
    steps: tuple[str, ...],
    dates: str,
    file: str | None,
    *,
    is_mapped: bool,
) -> RegisterRows[Any]:
    """What reads the rows of a register."""
    if name == "budget":
        from earlyhelp.files.registers.budget import BudgetRows  # only a plan with one needs it

        return BudgetRows(fields)
    return RegisterRows(
        KINDS[name],
        fields,
        name=name,
        steps=steps,
        dates=dates,
        file=file,
        is_mapped=is_mapped,
    )
