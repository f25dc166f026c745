"""Which columns has each register, and what does a cell hold?"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from earlyhelp.files.registers.register_files import KINDS, REFERENCES, SETTINGS
from earlyhelp.files.registers.rows import DAY_FIRST, EXCEL
from earlyhelp.files.selections import columns
from earlyhelp.model import registers as model_registers


def page() -> str:
    """Every column of every register, from the classes that hold its rows."""
    return "\n".join(_registers()) + "\n"


def _registers() -> Iterator[str]:
    yield "# Registers\n"
    yield "The columns of each register, with what a cell holds. Only those in bold must be there."
    yield "An empty cell means that it is not known.\n"
    yield "Dates are written as in the plan. Where a spreadsheet has made `08/12/2021` of them,"
    yield "with the day first in the whole file, say so in the plan, and they are read as they are:"
    yield f"`properties: {{file: properties.csv, dates: {DAY_FIRST}}}`. With `dates: {EXCEL}`"
    yield "the numbers are read that a spreadsheet keeps of days, such as `44538`.\n"
    for name, kind in KINDS.items():
        yield f"## `{name}`\n\n{(kind.__doc__ or '').partition(chr(10))[0]}\n"
        yield "| column | what a cell holds |\n|---|---|"
        for column, typed in columns(kind).items():
            may_be_empty = typed.endswith("| None")
            held = _held(typed.removesuffix(" | None") if may_be_empty else "id")
            register = dict(REFERENCES.get(name, ())).get(column)
            if register is not None:
                words = f", or one of {', '.join(f'`{word}`' for word in SETTINGS)}"
                held = f"an id of `{register}`{words if column == 'setting' else ''}"
            yield f"| {column if may_be_empty else f'**{column}**'} | {held} |"
        if any(field.name == "steps" for field in attrs.fields(kind)):
            yield "\nAlso one column for each step of its workflow: `STEP` holds the expected day,"
            yield "and `on:STEP`, `not_before:STEP`, `by:STEP`, `done:STEP`, `evidence:STEP` what"
            yield "a milestone says under these keys."
        if name == "budget":
            yield "\nAlso one column for each amount of a financial year: `actual 2019/20`, and"
            yield "likewise `planned`, `projected` and `variation`. An amount of a year can be"
            yield "negative: `(2,000)`."
        yield ""


def _held(typed: str) -> str:
    plain = {
        "id": "an id",
        "str": "a text",
        "Stated": "a date, as precise as it is",
        "Lag": "a number with its unit, such as `3 months`",
        "Links": "links as milestones have them, such as `elm-road.service_ended - 4 weeks`; "
        "several with `;` between them",
        "bool": "`yes` or `no`",
        "int": "a whole number",
        "Decimal": "pounds, such as `1250` or `£1,250.00`",
    }
    if typed in plain:
        return plain[typed]
    words = [f"`{choice.value}`" for choice in getattr(model_registers, typed)]
    return f"{', '.join(words[:-1])} or {words[-1]}"
