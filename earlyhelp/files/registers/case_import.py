"""An export of a case system as a plan's cases: its numbers replaced by random tokens.

What comes in is what the map of columns names, and nothing else; the system's numbers stay
behind, in a key of their own that says which token stands for which.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from earlyhelp.errors import UnreadablePlanError, UnreadableSheetError
from earlyhelp.files import row_problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.found import EnoughError, Found
from earlyhelp.files.registers.column_maps import missing_columns
from earlyhelp.files.registers.rows import ISO, PrivateFields, RegisterRows, in_iso
from earlyhelp.files.registers.tables import Record, TableError, cell, records
from earlyhelp.files.selections import columns
from earlyhelp.findings import Finding, Place
from earlyhelp.model.registers import Case
from earlyhelp.sheet_cells import neutral, original

_KEY_HEADING: Final = ("number", "token")
_DAYS: Final = frozenset(name for name, typed in columns(Case).items() if "Stated" in typed)


class Imported(NamedTuple):
    """What an import makes: two files, and what to say about them."""

    cases: bytes
    key: bytes
    rows: int
    new: int  #: how many of them the key did not know before
    left_out: tuple[str, ...]  #: headings of the export that no column was made of


def import_cases(
    data: bytes,
    name: str,
    ours: Mapping[str, str],
    *,
    required: Iterable[str],
    dates: str = ISO,
    key: bytes | None,
    token: Callable[[], str],
) -> Imported:
    """The cases of an export, and the key that says which token is which.

    `ours` names our column by the export's heading; that of `ref` holds the system's
    number, and the headings in `required` have to be there. A number that `key` knows
    keeps its token; `token` makes new ones. Raises :class:`UnreadablePlanError`; no
    message repeats what a cell says.
    """
    found = Found()
    tokens = _Tokens(key, token)
    headings: list[str] = []
    rows: list[dict[str, str]] = []
    with contextlib.suppress(EnoughError):
        for record, row in _rows(data, name, ours, dates, tokens, found):
            headings = record.headings
            rows += [row] if row is not None else []
        found.extend(missing_columns(required, headings, name))
    if found:
        raise UnreadablePlanError(
            tuple(sorted(found, key=lambda finding: finding.sort_key)), path=name
        )
    used = {column for row in rows for column in row}
    return Imported(
        cases=_csv([column for column in columns(Case) if column in used], rows),
        key=tokens.as_bytes(),
        rows=len(rows),
        new=tokens.new,
        left_out=tuple(heading for heading in headings if heading and heading not in ours),
    )


class _Tokens:
    """Which token stands for which number of the system."""

    def __init__(self, key: bytes | None, token: Callable[[], str]) -> None:
        self._known = _read_key(key)
        self._taken = set(self._known.values())
        self._before = len(self._known)
        self._token = token

    @property
    def new(self) -> int:
        """How many the key did not know."""
        return len(self._known) - self._before

    def of(self, number: str) -> str:
        """The token of a number: the one that it has, or else one that no other has."""
        if number not in self._known:
            while (made := self._token()) in self._taken:
                pass
            self._taken.add(made)
            self._known[number] = made
        return self._known[number]

    def as_bytes(self) -> bytes:
        """The key."""
        pairs = self._known.items()
        return _csv(_KEY_HEADING, [dict(zip(_KEY_HEADING, pair, strict=True)) for pair in pairs])


def _rows(
    data: bytes,
    name: str,
    ours: Mapping[str, str],
    dates: str,
    tokens: _Tokens,
    found: list[Finding],
) -> Iterator[tuple[Record, dict[str, str] | None]]:
    """Every line of an export with our columns, tokens for numbers; ``None``: it is no row."""
    fields: Fields = PrivateFields(name=name, found=found)
    reader: RegisterRows[Case] = RegisterRows(Case, fields, name="cases")
    for record in _known(data, name, found):
        place = Place(name, record.line, 1)
        if record.fault is not None:
            found.append(row_problems.not_a_register(place, f"row {place.line}", record.fault))
            yield record, None
            continue
        row = _row(record, ours, dates)
        if number := row.get("ref"):
            row["ref"] = tokens.of(number)
        reader.row(((column, cell(text, place.line, 1)) for column, text in row.items()), place)
        yield record, row


def _known(data: bytes, name: str, found: list[Finding]) -> Iterator[Record]:
    try:
        yield from records(data, name)
    except TableError as error:
        found.append(row_problems.not_a_register(Place(name, error.line, 1), name, str(error)))


def _row(record: Record, ours: Mapping[str, str], dates: str) -> dict[str, str]:
    row = {}
    for heading, text in record.cells.items():
        column = ours.get(heading)
        if column is not None:
            said = " ".join(text.value.split())
            row[column] = (in_iso(said, dates) or said) if column in _DAYS else said
    return row


def _read_key(key: bytes | None) -> dict[str, str]:
    if key is None:
        return {}
    try:
        rows = [*csv.reader(io.StringIO(key.decode("utf-8-sig"), newline=""))]
    except (ValueError, csv.Error):
        raise UnreadableSheetError(
            "the key is no CSV file in UTF-8: give the one that an earlier import has written, or "
            "move it away to begin a new one"
        ) from None
    return {original(row[0]): row[1] for row in rows[1:] if len(row) == len(_KEY_HEADING)}


def _csv(headings: tuple[str, ...] | list[str], rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: neutral(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue().encode()
