"""`eh partner …`: who works from which property, what it was told, and when it is out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import text

from .exits import Exit
from .options import as_at_option, format_option, output_option, partner_argument, plan_option
from .paper import deliver, paper
from .showing import (
    list_document,
    milestone_table,
    no_such_row,
    occupation_record,
    registers_of,
    row_document,
    solved,
    stated_cells,
    steps_of,
    title,
)

if TYPE_CHECKING:
    from earlyhelp.model.registers import Occupation, Partner, Registers
    from earlyhelp.outputs.rows import Cell

COLUMNS: Final = (
    "partner",
    "name",
    "sector",
    "property",
    "told",
    "notice",
    "out",
    "out_as",
    "out_earliest",
    "out_latest",
    "extension",
    "extended_to",
    "offered",
)
#: Those that its row in the register says.
_OF_AN_OCCUPATION: Final = (
    "property",
    "told",
    "notice",
    "extension",
    "extended_to",
    "offered",
)
#: What a table for people has of them; the other forms have all.
_IN_A_TABLE: Final = ("partner", "property", "told", "out", "extension", "offered")


@click.group("partner", epilog="Example: eh partner show midwifery -p early-help-2021")
def partner_group() -> None:
    """Show the partners, where they work, and when they move."""


@partner_group.command("list", epilog="Example: eh partner list -p early-help-2021")
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
def list_partners(plan_named: str | None, as_at: date | None, form: str, output: str) -> Exit:
    """List the partners, each with every property it works from.

    The text has the columns that fit side by side; json and csv have all of them.
    """
    from earlyhelp.outputs import rows

    schedule = solved(plan_named, as_at)
    registers = registers_of(schedule.plan)
    lines = list(_lines(schedule, registers))
    if form == "text":
        sheet = paper(output)
        head = text.title_lines(schedule, sheet)
        body = rows.as_table(_IN_A_TABLE, lines, sheet) if lines else "the plan has no partners"
        deliver((*head, body), output)
    else:
        schema = "earlyhelp.partners/1"
        document = list_document(schedule, form, schema, COLUMNS, partners=lines)
        deliver(document, output, as_utf8=True)
    return Exit.FINE


@partner_group.command(epilog="Example: eh partner show midwifery -p early-help-2021")
@partner_argument
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
def show(partner: str, plan_named: str | None, as_at: date | None, form: str, output: str) -> Exit:
    """Show one PARTNER and every property it works from."""
    from earlyhelp.outputs import rows

    schedule = solved(plan_named, as_at)
    registers = registers_of(schedule.plan)
    row = registers.partner_by_id.get(partner)
    if row is None:
        raise no_such_row("partner", partner, registers.partner_by_id)
    own = [held for held in registers.occupations if held.partner == partner]
    if form == "text":
        deliver(_page(schedule, registers, row, own, output), output)
        return Exit.FINE
    says = {
        "partner": rows.record(row, rows.Audience.SERVICE),
        "occupations": [occupation_record(schedule, held) for held in own],
    }
    document = row_document(schedule, form, "earlyhelp.partner/1", **says)
    deliver(document, output, as_utf8=True)
    return Exit.FINE


def _page(
    schedule: Schedule,
    registers: Registers,
    partner: Partner,
    own: Iterable[Occupation],
    output: str,
) -> Iterator[str]:
    from earlyhelp.outputs import rows

    sheet = paper(output)
    yield from text.title_lines(schedule, sheet)
    yield sheet.paint(text.clipped(title(partner)), "1")
    yield from rows.listed(rows.cells(partner, rows.Audience.SERVICE), sheet)
    for held in own:
        yield ""
        place = title(registers.property_by_id[held.property])
        yield sheet.paint(f"in {text.clipped(place)}", "1")
        yield from rows.listed(rows.cells(held, rows.Audience.SERVICE), sheet)
        yield from milestone_table(schedule, steps_of(schedule.plan, held.id), sheet)


def _lines(schedule: Schedule, registers: Registers) -> Iterator[dict[str, Cell]]:
    """A line for each partner and property; one for a partner that is in none."""
    held_by: dict[str, list[Occupation]] = {}
    for held in registers.occupations:
        held_by.setdefault(held.partner, []).append(held)
    for partner in registers.partners:
        for held in held_by.get(partner.id, ()):
            yield occupation_line(schedule, registers, held)
        if partner.id not in held_by:
            yield _who(partner)


def occupation_line(schedule: Schedule, registers: Registers, held: Occupation) -> dict[str, Cell]:
    """One partner in one property, as a line of a list."""
    from earlyhelp.outputs import rows

    says = rows.cells(held, rows.Audience.SERVICE)
    line = _who(registers.partner_by_id[held.partner])
    line |= {column: says[column] for column in _OF_AN_OCCUPATION}
    if held.extension is not None and held.extended_to is not None:
        until = f"{says['extension'].words}, to {says['extended_to'].words}"
        line["extension"] = rows.Cell(until, says["extension"].plain)
    out = f"{held.id}.out"
    if out in schedule.plan:
        line["out"], line["out_as"] = stated_cells(schedule.plan, out)
        line["out_earliest"] = rows.cell(schedule.earliest[out])
        line["out_latest"] = rows.cell(schedule.latest[out])
    return line


def _who(partner: Partner) -> dict[str, Cell]:
    from earlyhelp.outputs import rows

    says = rows.cells(partner, rows.Audience.SERVICE)
    known = {"partner": says["id"], "name": says["name"], "sector": says["sector"]}
    return dict.fromkeys(COLUMNS, rows.UNKNOWN) | known
