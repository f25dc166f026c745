"""Which milestones did somebody ask for, by workstream or by property?"""

from __future__ import annotations

import click

from earlyhelp.model import Plan

from .showing import no_such, registers_of

workstream_option = click.option(
    "--workstream", metavar="NAME", help="Only the milestones of this workstream."
)
property_option = click.option(
    "--property",
    "property_id",
    metavar="ID",
    help="Only the milestones of this property, and of who is in it.",
)


def with_workstream(plan: Plan, workstream: str | None) -> set[str]:
    """The milestones of a workstream, in capitals or not; of ``None``: all of them."""
    if workstream is None:
        return {item.id for item in plan.milestones}
    wanted = workstream.casefold()
    found = {item.id for item in plan.milestones if (item.workstream or "").casefold() == wanted}
    if not found:
        known = sorted({item.workstream for item in plan.milestones if item.workstream})
        raise no_such("workstream", workstream, known)
    return found


def with_property(plan: Plan, property_id: str | None) -> set[str]:
    """The milestones of a property and of the partners in it; of ``None``: all of them."""
    if property_id is None:
        return {item.id for item in plan.milestones}
    known = registers_of(plan).property_by_id
    if property_id not in known:
        raise no_such("property", property_id, known)
    return {item.id for item in plan.milestones if item.id.startswith(f"{property_id}.")}
