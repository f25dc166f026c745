"""`eh property …`: when each building is left and taken over, and who is still in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from earlyhelp.dates import days, words
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import text

from .exits import Exit
from .options import as_at_option, format_option, output_option, plan_option, property_argument
from .paper import deliver, paper
from .partner import occupation_line
from .property_recording import accept, extend
from .showing import (
    list_document,
    milestone_records,
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
    from earlyhelp.model.registers import Occupation, Property, Registers
    from earlyhelp.outputs.rows import Cell

#: The states of a property that a list shows, where the plan has them as steps.
STATES: Final = ("service_ended", "vacated", "handed_over", "accepted")
#: What a table for people has of a list; the other forms have all.
_IN_A_TABLE: Final = ("id", "name", "future", "vacated", "handed_over", "partners_in")
#: And of those who work from one.
_PARTNERS: Final = ("partner", "name", "told", "out", "extension", "offered")


@click.group("property", epilog="Example: eh property show centre-02 -p early-help-2021")
def property_group() -> None:
    """Show the properties, when each is left, and who takes it over."""


property_group.add_command(extend)
property_group.add_command(accept)


@property_group.command("list", epilog="Example: eh property list -p early-help-2021")
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
def list_properties(plan_named: str | None, as_at: date | None, form: str, output: str) -> Exit:
    """List the properties, when each is left, and who is still in it.

    The text has the columns that fit side by side; json and csv have all of them, such as
    the costs and the other days.
    """
    from earlyhelp.outputs import rows

    schedule = solved(plan_named, as_at)
    registers = registers_of(schedule.plan)
    columns = _columns(schedule.plan)
    lines = [_line(schedule, registers, row, columns) for row in registers.properties]
    if form == "text":
        sheet = paper(output)
        head = text.title_lines(schedule, sheet)
        in_a_table = [column for column in _IN_A_TABLE if column in columns]
        body = rows.as_table(in_a_table, lines, sheet) if lines else "the plan has no properties"
        deliver((*head, body), output)
    else:
        schema = "earlyhelp.properties/1"
        document = list_document(schedule, form, schema, columns, properties=lines)
        deliver(document, output, as_utf8=True)
    return Exit.FINE


@property_group.command(epilog="Example: eh property show centre-02 -p early-help-2021")
@property_argument
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
def show(
    property_id: str, plan_named: str | None, as_at: date | None, form: str, output: str
) -> Exit:
    """Show the facts, days and partners of one PROPERTY."""
    from earlyhelp.outputs import rows

    schedule = solved(plan_named, as_at)
    registers = registers_of(schedule.plan)
    row = registers.property_by_id.get(property_id)
    if row is None:
        raise no_such_row("property", property_id, registers.property_by_id)
    if form == "text":
        deliver(_page(schedule, registers, row, output), output)
        return Exit.FINE
    held = registers.occupations_of.get(row.id, ())
    says = {
        "property": rows.record(row, rows.Audience.SERVICE),
        "assets_liable_from": _liable_from(schedule, row, in_words=False),
        "milestones": milestone_records(schedule, row.id),
        "occupations": [occupation_record(schedule, one) for one in held],
    }
    document = row_document(schedule, form, "earlyhelp.property/1", **says)
    deliver(document, output, as_utf8=True)
    return Exit.FINE


def _page(schedule: Schedule, registers: Registers, row: Property, output: str) -> Iterator[str]:
    from earlyhelp.outputs import rows

    sheet = paper(output)
    yield from text.title_lines(schedule, sheet)
    yield sheet.paint(text.clipped(title(row)), "1")
    yield from rows.listed(rows.cells(row, rows.Audience.SERVICE), sheet)
    liable = _liable_from(schedule, row, in_words=True)
    if liable is not None:
        yield f"The Assets Team is responsible for it from {liable}."
    yield from milestone_table(schedule, steps_of(schedule.plan, row.id), sheet)
    yield ""
    held = registers.occupations_of.get(row.id, ())
    if held:
        lines = [occupation_line(schedule, registers, one) for one in held]
        yield rows.as_table(_PARTNERS, lines, sheet)
    else:
        yield "no partner works from it"


def _liable_from(schedule: Schedule, row: Property, *, in_words: bool) -> str | None:
    from earlyhelp.checks.rows import assets_liable_from

    day = assets_liable_from(schedule, row)
    if day is None:
        return None
    return words.day(days.day(day)) if in_words else days.day(day).isoformat()


def _columns(plan: Plan) -> list[str]:
    """The columns of a list: of the states, those that a workflow of the plan has."""
    steps = {
        step.name
        for workflow in plan.workflows
        if workflow.each.value == "property"
        for step in workflow.steps
    }
    columns = ["id", "name", "future"]
    for state in STATES:
        columns += [state, f"{state}_as"] if state in steps else []
    columns += ["earliest_handover", "float_days", "float_working_days"]
    return [*columns, "partners_in", "monthly_cost"]


def _line(
    schedule: Schedule, registers: Registers, row: Property, columns: Sequence[str]
) -> dict[str, Cell]:
    from earlyhelp.outputs import rows

    plan = schedule.plan
    says = rows.cells(row, rows.Audience.SERVICE)
    line = {column: says.get(column, rows.UNKNOWN) for column in columns}
    for state in STATES:
        milestone = f"{row.id}.{state}"
        if state in columns and milestone in plan:
            line[state], line[f"{state}_as"] = stated_cells(plan, milestone)
    handover = f"{row.id}.handed_over"
    if handover in plan:
        room, working = schedule.float_days(handover), schedule.float_working_days(handover)
        line["earliest_handover"] = rows.cell(schedule.earliest[handover])
        line["float_working_days"] = rows.cell(working)
        if room is not None:
            line["float_days"] = rows.Cell(f"{room} ({working} working)", room)
    still_in = [held for held in registers.occupations_of.get(row.id, ()) if _is_in(schedule, held)]
    line["partners_in"] = rows.cell(len(still_in))
    return line


def _is_in(schedule: Schedule, held: Occupation) -> bool:
    """Whether a partner has not yet moved out, on the day that the facts are true."""
    out = f"{held.id}.out"
    done = schedule.plan[out].done if out in schedule.plan else None
    if done is None or schedule.as_at is None:
        return done is None
    return done.when.high > days.number(schedule.as_at)
