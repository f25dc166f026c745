"""What the registers of a plan say, wherever they lie: in CSV, XLSX, or in the plan itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from earlyhelp.errors import EnvironmentFailedError, NoPlanError
from earlyhelp.files import problems, row_problems
from earlyhelp.files.events import Mapping as YamlMapping
from earlyhelp.files.events import Text, Value, is_null
from earlyhelp.files.fields import Fields
from earlyhelp.files.register_rows import DATE_FORMS, ISO, PrivateFields, RegisterRows
from earlyhelp.files.tables import Record, TableError, csv_records, xlsx_records
from earlyhelp.findings import Finding, Place
from earlyhelp.model.registers import Case, Occupation, Partner, Property, Registers, Team

KINDS: Final[Mapping[str, type]] = {
    "properties": Property,
    "partners": Partner,
    "occupations": Occupation,
    "teams": Team,
    "cases": Case,
}
#: Columns that name a row of another register; of cases, `setting` may be one of these words.
_REFERENCES: Final = {
    "occupations": (("property", "properties"), ("partner", "partners"), ("offered", "properties")),
    "teams": (("base", "properties"),),
    "cases": (("team", "teams"), ("receiving_team", "teams"), ("setting", "properties")),
}
SETTINGS: Final = ("home", "school", "online", "community")
_BOM: Final = "\ufeff"

#: Reads a file that lies beside the plan, by the name that the plan gives it.
Open = Callable[[str], bytes]


class ColumnMap(NamedTuple):
    """A council's own headings: ours by theirs, and how dates are written there."""

    ours: dict[str, str]
    dates: str


class Source(NamedTuple):
    """Where the plan says that a register is."""

    section: Text
    file: Text | None = None
    rows: Value | None = None
    columns: Value | None = None
    dates: Text | None = None


class RegisterFiles:
    """Collects where the registers are, and reads them once the plan's workflows are known."""

    def __init__(
        self,
        fields: Fields,
        *,
        open_file: Open | None,
        shipped_map: Callable[[str], Mapping[str, Mapping[str, str]]],
    ) -> None:
        """Note what is wrong through `fields`; `open_file` is ``None`` without a folder."""
        self._fields = fields
        self._open = open_file
        self._shipped_map = shipped_map
        self._sources: dict[str, Source] = {}

    @property
    def has_any(self) -> bool:
        """Whether the plan has any register."""
        return bool(self._sources)

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
        elif key.value not in ("file", "rows", "columns", "dates"):
            place, where = self._fields.place(key), f"`{section.value}`"
            listed = ("file", "rows", "columns", "dates")
            self._fields.note(problems.unknown_key(place, key.value, listed, where))
        elif key.value in ("file", "dates") and type(value) is not Text:
            place = self._fields.place(value)
            self._fields.note(problems.wrong_shape(place, f"`{key.value}`", "a text"))
        else:
            said: dict[str, Any] = {key.value: value}
            known = known._replace(**said)
        self._sources[section.value] = known

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
        return registers

    def _read(self, name: str, source: Source, steps: tuple[str, ...]) -> Iterator[Any]:
        of_plan = source.file is None
        file = self._fields.name if source.file is None else source.file.value
        private = PrivateFields if name == "cases" else Fields
        fields = private(name=file, found=self._fields.found)
        mapped = self._map(name, source)
        dates = mapped.dates if mapped else ISO
        if source.dates is not None:
            dates = self._fields.choice("dates", source.dates, DATE_FORMS, "a form of dates") or ISO
        reader: RegisterRows[Any] = RegisterRows(
            KINDS[name], fields, name=name, steps=steps, dates=dates
        )
        if of_plan:
            yield from self._typed_rows(name, source, reader)
            return
        seen_headings = False
        for record in self._records(source, file):
            place = Place(file, record.mark.line + 1, 1)
            if record.fault is not None:
                self._fields.note(
                    row_problems.not_a_register(place, f"row {place.line}", record.fault)
                )
                continue
            if not seen_headings:
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
            for theirs in mapped.ours:
                if theirs not in record.headings:
                    reason = f'it has no column "{theirs}", which the map of columns names'
                    self._fields.note(row_problems.not_a_register(Place(file, 1, 1), file, reason))
        return True

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
        try:
            data = self._open(file)
            if file.lower().endswith(".xlsx"):
                yield from xlsx_records(data)
            else:
                yield from csv_records(data.decode().removeprefix(_BOM))
        except NoPlanError:
            self._fields.note(row_problems.not_a_register(at, file, "there is no such file"))
        except EnvironmentFailedError as error:
            self._fields.note(row_problems.not_a_register(at, file, str(error)))
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"is 0x{data[error.start]:02X}"
            self._fields.note(problems.not_utf8(Place(file, line, 1), error.start, byte))
        except TableError as error:
            place = Place(file, error.line, 1)
            self._fields.note(row_problems.not_a_register(place, file, str(error)))
        except ImportError:
            reason = 'it needs openpyxl: pip install "earlyhelp[xlsx]", or save it as CSV UTF-8'
            self._fields.note(row_problems.not_a_register(at, file, reason))

    def _map(self, name: str, source: Source) -> ColumnMap | None:
        """The council's own headings, where the plan or a shipped map gives them."""
        said = source.columns
        if said is None:
            return None
        if type(said) is Text:
            maps = self._shipped_map(said.value)
            if name in maps:
                return ColumnMap(
                    {theirs: ours for ours, theirs in maps[name].items() if ours != "dates"},
                    maps[name].get("dates", ISO),
                )
            reason = f'there is no map of columns "{said.value}" for `{name}`'
            self._fields.note(row_problems.not_a_register(self._fields.place(said), name, reason))
            return None
        pairs = self._fields.keyed(said, "`columns`")
        texts = ((key.value, self._fields.text(key.value, value)) for key, value in pairs)
        return ColumnMap({theirs: ours for ours, theirs in texts if theirs is not None}, ISO)

    def _twice(self, registers: Registers) -> None:
        for name in self._sources:
            first: dict[str, Place] = {}
            for row in getattr(registers, name):
                if first.setdefault(row.id, row.place) is not row.place:
                    shown = "a token" if name == "cases" else row.id
                    self._note(problems.duplicate_id(row.place, shown, first[row.id]))

    def _lead_somewhere(self, registers: Registers) -> None:
        for name, references in _REFERENCES.items():
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
