"""Which milestones did somebody ask to have drawn, by workstream or by property?"""

from __future__ import annotations

from collections.abc import Callable

import click

from earlyhelp.model import Plan

from . import completing
from .options import (
    Command,
    as_at_option,
    format_option,
    output_option,
    plan_argument,
    plan_option,
)
from .showing import no_such, no_such_row, registers_of

_workstream_option = click.option(
    "--workstream", metavar="NAME", help="Only the milestones of this workstream."
)
_property_option = click.option(
    "--property",
    "property_id",
    metavar="ID",
    shell_complete=completing.properties,
    help="Only the milestones of this property, and of who is in it.",
)


def drawing_options(*forms: str, most: int, beyond: str) -> Callable[[Command], Command]:
    """The options of every drawing: of which plan and milestones, in which form and where to.

    No more than `most` things are drawn unless told otherwise; `beyond` says what happens then.
    """
    said = (plan_argument, plan_option, format_option(*forms), output_option)
    return _together(*said, part_options(most=most, beyond=beyond))


def part_options(*, most: int, beyond: str) -> Callable[[Command], Command]:
    """The options that say as at which day, and of which workstream and property."""
    at_most = click.option(
        "--most",
        type=click.IntRange(min=1),
        default=most,
        show_default=True,
        metavar="N",
        help=beyond,
    )
    return _together(as_at_option, _workstream_option, _property_option, at_most)


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):  # the last to be added is the first in the help
            command = option(command)
        return command

    return add


def asked_for(plan: Plan, workstream: str | None, property_id: str | None) -> set[str]:
    """The milestones that are of a workstream and of a property; ``None``: of any."""
    return _of_workstream(plan, workstream) & _of_property(plan, property_id)


def _of_workstream(plan: Plan, workstream: str | None) -> set[str]:
    """The milestones of a workstream, in capitals or not; of ``None``: all of them."""
    if workstream is None:
        return {item.id for item in plan.milestones}
    wanted = workstream.casefold()
    found = {item.id for item in plan.milestones if (item.workstream or "").casefold() == wanted}
    if not found:
        known = sorted({item.workstream for item in plan.milestones if item.workstream})
        raise no_such("workstream", workstream, known)
    return found


def _of_property(plan: Plan, property_id: str | None) -> set[str]:
    """The milestones of a property and of the partners in it; of ``None``: all of them."""
    if property_id is None:
        return {item.id for item in plan.milestones}
    known = registers_of(plan).property_by_id
    if property_id not in known:
        raise no_such_row("property", property_id, known)
    return {item.id for item in plan.milestones if item.id.startswith(f"{property_id}.")}
