"""Which rows, and which days of theirs, does a plan mean?

``property.future is not retained``, ``all occupations.out``, ``occupation.told + 4 weeks``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import attrs

from earlyhelp.dates import Lag
from earlyhelp.dates.days import shortened
from earlyhelp.errors import NotASelectionError
from earlyhelp.model.registers import Occupation, Partner, Property
from earlyhelp.model.workflows import Condition, Each, Many, Of, RowDay

_TEST = re.compile(r"(?:(property|occupation|partner)\.)?([a-z_]+) is (not )?(\S.*)\Z")
_MANY = re.compile(r"(all|each) (\w+)\.([A-Za-z0-9_-]+)(?: where (\S.*))?\Z")
_FOR = re.compile(r"each (property|occupation)(?: where (\S.*))?\Z")
_NAMES = r"(?:property|occupation|partner)\.[a-z_]+"
_ROW_DAY = re.compile(rf"({_NAMES}(?: or {_NAMES})*)(?: ([+-]) (.+))?\Z")
_PLURAL: Final = {
    "property": Each.PROPERTY,
    "properties": Each.PROPERTY,
    "occupation": Each.OCCUPATION,
    "occupations": Each.OCCUPATION,
}
_PLURALS: Final = {
    Of.PROPERTY: "properties",
    Of.OCCUPATION: "occupations",
    Of.PARTNER: "partners",
}
_ROWS: Final = {Of.PROPERTY: Property, Of.OCCUPATION: Occupation, Of.PARTNER: Partner}
#: What can be asked of a row besides its columns.
_WORKED_OUT: Final = {Of.PARTNER: ("is_voluntary",)}
#: How a word in a condition is written in a register's cell.
_SAME: Final = {"true": "yes", "false": "no", "known": "", "empty": ""}


def selected_rows(text: str) -> tuple[Each, tuple[Condition, ...]]:
    """What ``for:`` says: whose steps a workflow has, and which of the rows.

    Raises :class:`NotASelectionError` with the right form in the message.
    """
    if (match := _FOR.match(text)) is not None:
        each = Each(match.group(1))
        return each, _conditions(match.group(2), each) if match.group(2) else ()
    if text.startswith("each "):
        raise NotASelectionError(
            f'"{shortened(text)}" does not say which rows: write "each property", '
            '"each occupation", or "each property where property.future is surplus"'
        )
    each = Each.OCCUPATION if text.startswith("occupation.") else Each.PROPERTY
    return each, _conditions(text, each)


def many(text: str) -> Many:
    """What a name such as ``all properties.handed_over`` stands for.

    Raises :class:`NotASelectionError` with the right form in the message.
    """
    match = _MANY.match(text)
    each = _PLURAL.get(match.group(2)) if match is not None else None
    if match is None or each is None:
        raise NotASelectionError(
            f'"{shortened(text)}" does not name steps: write "all properties.handed_over", '
            '"all occupations.out", or "each occupation.out" for those of one property'
        )
    only = _conditions(match.group(4), each) if match.group(4) else ()
    is_own = match.group(1) == "each" and each is Each.OCCUPATION
    return Many(of=each, step=match.group(3), only=only, is_own=is_own)


def _conditions(text: str, each: Each) -> tuple[Condition, ...]:
    return tuple(_condition(part.strip(), each) for part in text.split(" and "))


def _condition(text: str, each: Each) -> Condition:
    match = _TEST.match(text)
    if match is None:
        raise NotASelectionError(
            f'"{shortened(text)}" is not a condition: write it like '
            '"property.future is not retained" or "property.tenure is licence or lease"'
        )
    of, column = _column(match.group(1) or each.value, match.group(2), each, text)
    is_not = bool(match.group(3))
    words = match.group(4).split(" or ")
    if "known" in words:
        is_not = not is_not
    return Condition(
        of=of,
        column=column,
        words=frozenset(_SAME.get(word.strip(), word.strip()) for word in words),
        is_not=is_not,
    )


def _column(of: str, column: str, each: Each, text: str) -> tuple[Of, str]:
    """The column that a row of this kind is asked for, its own or of a row that it names."""
    asked = Of(of)
    if asked is not Of.PROPERTY and each is Each.PROPERTY:
        raise NotASelectionError(
            f'"{shortened(text)}" asks a property for something of its {_PLURALS[asked]}: there '
            'can be several; ask "each occupation where …" instead'
        )
    known = (*columns(_ROWS[asked]), *_WORKED_OUT.get(asked, ()))
    if column not in known:
        from earlyhelp.files.problems import did_you_mean

        raise NotASelectionError(
            f'{_PLURALS[asked]} have no column "{column}"{did_you_mean(column, known)}'
        )
    return asked, column


def is_like_a_row_day(text: str) -> bool:
    """Whether a day is left to the rows: ``occupation.told + 10 working days``."""
    return _ROW_DAY.match(text) is not None


def row_day(text: str, each: Each) -> RowDay:
    """The day that each row says itself.

    Raises :class:`NotASelectionError` or :class:`NotALagError` with the right form in the
    message.
    """
    match = _ROW_DAY.match(text)
    if match is None:
        raise NotASelectionError(
            f'"{shortened(text)}" is not a day of each row: write it like '
            '"occupation.told" or "occupation.told + 10 working days"'
        )
    asked = [name.partition(".")[::2] for name in match.group(1).split(" or ")]
    found = tuple(_column(of, column, each, text) for of, column in asked)
    for of, column in found:
        if columns(_ROWS[of]).get(column) != "Stated | None":
            raise NotASelectionError(f"{of.value}.{column} is no date")
    lag = Lag.parse(match.group(3)) if match.group(3) else None
    return RowDay(columns=found, words=text, lag=lag, is_before=match.group(2) == "-")


def columns(row: type) -> Mapping[str, str]:
    """The columns of a kind of row, with the type that each is read as."""
    hidden = {"place", "steps", "years"}
    return {
        field.name: str(field.type)
        for field in attrs.fields(row)
        if field.init and field.name not in hidden
    }


def lag_columns() -> tuple[str, ...]:
    """The columns that can say a lag in a workflow: ``occupation.notice`` and its like."""
    return tuple(
        f"{of.value}.{column}"
        for of, kind in _ROWS.items()
        for column, typed in columns(kind).items()
        if typed == "Lag | None"
    )
