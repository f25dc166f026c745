"""Which rows a plan means: ``property.future is not retained``, ``all occupations.out``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import attrs

from earlyhelp.dates.days import shortened
from earlyhelp.errors import NotASelectionError
from earlyhelp.model.registers import Occupation, Property
from earlyhelp.model.workflows import Condition, Each, Many

_TEST = re.compile(r"(?:(property|occupation)\.)?([a-z_]+) is (not )?(\S.*)\Z")
_MANY = re.compile(r"(all|each) (\w+)\.([A-Za-z0-9_-]+)(?: where (\S.*))?\Z")
_FOR = re.compile(r"each (property|occupation)(?: where (\S.*))?\Z")
_PLURAL: Final = {
    "property": Each.PROPERTY,
    "properties": Each.PROPERTY,
    "occupation": Each.OCCUPATION,
    "occupations": Each.OCCUPATION,
}
_PLURALS: Final = {Each.PROPERTY: "properties", Each.OCCUPATION: "occupations"}
_ROWS: Final = {Each.PROPERTY: Property, Each.OCCUPATION: Occupation}
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
    of = Each(match.group(1)) if match.group(1) else each
    if of is Each.OCCUPATION and each is Each.PROPERTY:
        raise NotASelectionError(
            f'"{shortened(text)}" asks a property for something of its occupations: there can be '
            'several; ask "each occupation where …" instead'
        )
    column, is_not = match.group(2), bool(match.group(3))
    known = columns(_ROWS[of])
    if column not in known:
        from earlyhelp.files.problems import did_you_mean

        raise NotASelectionError(
            f'{_PLURALS[of]} have no column "{column}"{did_you_mean(column, known)}'
        )
    words = match.group(4).split(" or ")
    if "known" in words:
        is_not = not is_not
    return Condition(
        of=of,
        column=column,
        words=frozenset(_SAME.get(word.strip(), word.strip()) for word in words),
        is_not=is_not,
    )


def columns(row: type) -> Mapping[str, str]:
    """The columns of a kind of row, with the type that each is read as."""
    hidden = {"place", "steps"}
    return {
        field.name: str(field.type)
        for field in attrs.fields(row)
        if field.init and field.name not in hidden
    }


def lag_columns() -> tuple[str, ...]:
    """The columns that can say a lag in a workflow: ``occupation.notice`` and its like."""
    return tuple(
        f"{each.value}.{column}"
        for each, kind in _ROWS.items()
        for column, typed in columns(kind).items()
        if typed == "Lag | None"
    )
