"""What the commands that show rows of registers share: properties, partners and cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule, solve_plan

from .reading import as_at_of, read_plan, some

if TYPE_CHECKING:
    from earlyhelp.model.registers import Occupation, Partner, Property, Registers
    from earlyhelp.outputs.rows import Cell, Plain
    from earlyhelp.outputs.text import Paper

#: The columns of a document with one row, as single facts.
_FACTS: Final = ("about", "id", "column", "value")


def solved(plan_named: str | None, as_at: date | None) -> Schedule:
    """The plan that was named, solved as at a day."""
    read = read_plan(None, plan_named)
    return solve_plan(read, as_at_of(read, as_at))


def registers_of(plan: Plan) -> Registers:
    """The registers of a plan; empty ones where it has none."""
    from earlyhelp.model.registers import Registers

    return plan.registers or Registers()


def no_such(kind: str, name: str, known: Iterable[str]) -> click.UsageError:
    """That the plan has nothing with this id, with the nearest one that it has."""
    from earlyhelp.dates.days import shortened
    from earlyhelp.files.problems import did_you_mean

    return click.UsageError(f"there is no {kind} {shortened(name)!r}{did_you_mean(name, known)}")


def no_such_row(
    kind: str, name: str, rows: Mapping[str, Partner] | Mapping[str, Property]
) -> click.UsageError:
    """That no row has this id, with the row that people call so, or else the nearest id."""
    from earlyhelp.dates.days import shortened

    for row_id, row in rows.items():
        if row.name and row.name.casefold() == name.casefold():
            hint = f'; did you mean "{row_id}"?'
            return click.UsageError(f"there is no {kind} {shortened(name)!r}{hint}")
    return no_such(kind, name, rows)


def no_occupation(asked: str, registers: Registers) -> click.UsageError:
    """That no partner is in a property as somebody said, with who is, or where it is.

    `asked` is ``property.partner``.
    """
    from earlyhelp.dates.days import shortened
    from earlyhelp.files.problems import did_you_mean

    held = registers.occupations
    for row in held:
        if asked == f"{row.partner}.{row.property}":
            said = f"{row.partner} is the partner and {row.property} the property: swap them"
            return click.UsageError(said)
    inside = [row.partner for row in held if asked.startswith(f"{row.property}.")]
    places = [row.property for row in held if asked.endswith(f".{row.partner}")]
    hint = did_you_mean(asked, [row.id for row in held])
    if not hint and inside:
        hint = f"; in that property: {some(inside)}"
    elif not hint and places:
        hint = f"; that partner is in {some(places)}"
    return click.UsageError(f"there is no occupation {shortened(asked)!r}{hint}")


def title(row: Partner | Property) -> str:
    """What people call a row, and its id where that is something else."""
    from earlyhelp.outputs import rows

    name = rows.shown(row, rows.Audience.SERVICE).get("name")
    return f"{name} ({row.id})" if name else row.id


def as_at_in(schedule: Schedule) -> str | None:
    """The day the facts were true, for programs."""
    return schedule.as_at.isoformat() if schedule.as_at else None


def list_document(
    schedule: Schedule,
    form: str,
    schema: str,
    columns: Sequence[str],
    **listed: Iterable[Mapping[str, Cell]],
) -> str:
    """A list as CSV, or as a JSON document that has it under the key it is given by."""
    from earlyhelp.outputs import rows

    [(key, lines)] = listed.items()
    plains = [rows.plain(line) for line in lines]
    if form == "csv":
        return rows.as_csv(columns, plains)
    return rows.as_json(schema, schedule.plan, **_about(schedule), **{key: plains})


def row_document(schedule: Schedule, form: str, schema: str, **says: Any) -> str:
    """What is known of one row as a JSON document, or as CSV: a line for each fact."""
    from earlyhelp.outputs import rows

    if form == "csv":
        return rows.as_csv(_FACTS, _facts_of(says))
    return rows.as_json(schema, schedule.plan, **_about(schedule), **says)


def _about(schedule: Schedule) -> dict[str, Any]:
    return {"as_at": as_at_in(schedule), "feasible": schedule.feasible}


def stated_cells(plan: Plan, milestone: str) -> tuple[Cell, Cell]:
    """The stated day of a milestone, and whether it is done, pinned or expected."""
    from earlyhelp.outputs import rows

    said = plan[milestone]
    day, stated_as = rows.cell(said.stated), rows.cell(said.stated_as)
    return (day._replace(words=f"{day.words} (done)") if said.done else day), stated_as


def steps_of(plan: Plan, row_id: str) -> list[str]:
    """The milestones that workflows made of a row, in their order."""
    named = (f"{row_id}.{step.name}" for workflow in plan.workflows for step in workflow.steps)
    return [name for name in dict.fromkeys(named) if name in plan]


def milestone_table(schedule: Schedule, own: Iterable[str], sheet: Paper) -> Iterator[str]:
    """Some milestones as `eh plan show` has them; no line at all where there are none."""
    from earlyhelp.outputs import tables

    wanted = set(own)
    shown = [line for line in tables.milestones(schedule) if line[0] in wanted]
    if shown:
        yield ""
        yield tables.table(tables.HEADINGS, shown, width=sheet.width or 0)


def occupation_record(schedule: Schedule, held: Occupation) -> dict[str, Any]:
    """One partner in one property, for programs."""
    from earlyhelp.outputs import rows

    own: dict[str, Any] = dict(rows.record(held, rows.Audience.SERVICE))
    return own | {"milestones": milestone_records(schedule, held.id)}


def milestone_records(schedule: Schedule, row_id: str) -> list[dict[str, Any]]:
    """The milestones of a row, as a check has them."""
    from earlyhelp.outputs import machine

    return [machine.milestone_record(schedule, name) for name in steps_of(schedule.plan, row_id)]


def _facts_of(says: Mapping[str, Any]) -> Iterator[dict[str, Plain]]:
    for about in ("property", "partner"):
        if about in says:
            yield from _facts(about, says[about]["id"], says[about])
    for milestone in says.get("milestones", ()):
        yield from _facts("milestone", milestone["id"], milestone)
    for held in says["occupations"]:
        yield from _facts("occupation", f"{held['property']}.{held['partner']}", held)
        for milestone in held["milestones"]:
            yield from _facts("milestone", milestone["id"], milestone)


def _facts(about: str, name: str, says: Mapping[str, Any]) -> Iterator[dict[str, Plain]]:
    for column, value in says.items():
        if column not in {"id", "milestones"}:
            yield {"about": about, "id": name, "column": column, "value": value}
