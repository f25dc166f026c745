"""`eh plan …`: what a plan says, whether it can be met, and why."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from earlyhelp.checks import check_plan
from earlyhelp.errors import NoPlanError, UnreadablePlanError
from earlyhelp.files.system import with_slashes
from earlyhelp.findings import Finding, Severity
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs import text, verdict

from .exits import Exit
from .lazy import LazyGroup
from .options import (
    as_at_option,
    format_option,
    milestone_argument,
    output_option,
    plan_argument,
    plan_option,
    quiet_option,
    rules_as_at_option,
    strict_option,
)
from .paper import deliver, paper
from .reading import as_at_of, folder_of, known_milestone, read_plan

#: The commands that most who ask about a plan do not need.
_HOMES: Final = {
    "gantt": "plan_gantt:gantt",
    "graph": "plan_graph:graph",
    "fix": "plan_fix:fix",
    "risk": "plan_risk:risk",
    "whatif": "plan_whatif:whatif",
    "new": "plan_new:new",
    "shift": "plan_shift:shift",
}


@click.group(
    "plan",
    cls=LazyGroup,
    homes=_HOMES,
    epilog="Example: eh plan why offer.launch -p early-help-2021",
)
def plan_group() -> None:
    """Check a plan, show its days, and say why they are so."""


@plan_group.command(epilog="Example: eh plan check early-help-2021")
@plan_argument
@plan_option
@as_at_option
@rules_as_at_option
@format_option("text", "json", "sarif", "github")
@output_option
@strict_option
@quiet_option
@click.option(
    "--uncertain",
    "is_uncertain",
    is_flag=True,
    help="Ask as well whether it can be met whatever others decide.",
)
def check(
    plan: str | None,
    plan_named: str | None,
    as_at: date | None,
    rules_as_at: date | None,
    form: str,
    output: str,
    strict: bool,
    quiet: bool,
    is_uncertain: bool,
) -> Exit:
    """Say whether PLAN can be met, and prove it."""
    try:
        read = read_plan(plan, plan_named)
    except UnreadablePlanError as error:
        _deliver_unreadable(error.path, error.findings, form, output)
        return Exit.UNREADABLE
    except NoPlanError as error:
        asked = with_slashes(plan or plan_named or ".")
        _deliver_unreadable(asked, (no_plan_finding(error),), form, output)
        return Exit.UNREADABLE
    schedule, found = check_plan(
        read, as_at_of(read, as_at), rules_as_at, is_uncertain=is_uncertain
    )
    if form == "text":
        sheet = paper(output)
        shown = [item for item in found if not quiet or item.severity is Severity.ERROR]
        named = plan or plan_named
        last = (
            ()
            if quiet
            else verdict.lines(schedule, found, sheet, named=named, is_uncertain=is_uncertain)
        )
        deliver((*text.findings(shown, sheet, named=named), *last), output)
    else:
        from earlyhelp.outputs import machine

        folder = folder_of(read.path)
        said = machine.check(form, schedule, found, folder, is_uncertain=is_uncertain)
        deliver(said, output, as_utf8=True)
    return Exit.of(found, strict=strict)


@plan_group.command(epilog="Example: eh plan show early-help-2021")
@plan_argument
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
def show(
    plan: str | None, plan_named: str | None, as_at: date | None, form: str, output: str
) -> Exit:
    """List the days of PLAN, stated and computed."""
    from earlyhelp.outputs import tables

    schedule = _solved(plan, plan_named, as_at)
    if form == "json":
        from earlyhelp.outputs import machine

        deliver(machine.show_json(schedule), output, as_utf8=True)
    elif form == "csv":
        deliver(tables.milestones_csv(schedule), output, as_utf8=True)
    else:
        rows = tables.milestones(schedule)
        sheet = paper(output)
        body = tables.table(tables.HEADINGS, rows, width=sheet.width or 0)
        deliver((*text.title_lines(schedule, sheet), body), output)
    return Exit.FINE


@plan_group.command(epilog="Example: eh plan why offer.launch -p early-help-2021")
@milestone_argument
@plan_option
@as_at_option
@format_option("text", "json")
@output_option
def why(milestone: str, plan_named: str | None, as_at: date | None, form: str, output: str) -> Exit:
    """Say what makes the earliest and latest day of MILESTONE."""
    schedule = _solved(None, plan_named, as_at)
    known_milestone(schedule.plan, milestone)
    if form == "json":
        from earlyhelp.outputs import machine

        deliver(machine.why_json(schedule, milestone), output, as_utf8=True)
    else:
        deliver(text.why(schedule, milestone, paper(output)), output)
    return Exit.FINE


@plan_group.command(epilog="Example: eh plan critical early-help-2021")
@plan_argument
@plan_option
@as_at_option
@format_option("text", "json")
@output_option
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="How many chains to show.",
)
def critical(
    plan: str | None,
    plan_named: str | None,
    as_at: date | None,
    form: str,
    output: str,
    most: int,
) -> Exit:
    """Show what leaves the least room before a fixed day."""
    schedule = _solved(plan, plan_named, as_at)
    if form == "json":
        from earlyhelp.outputs import machine

        deliver(machine.critical_json(schedule, most), output, as_utf8=True)
    else:
        deliver(text.critical(schedule, most, paper(output)), output)
    return Exit.FINE if schedule.feasible else Exit.ERRORS


def _solved(plan: str | None, named: str | None, as_at: date | None) -> Schedule:
    read = read_plan(plan, named)
    return solve_plan(read, as_at_of(read, as_at))


def no_plan_finding(error: NoPlanError) -> Finding:
    """That there is no plan, as a finding, so that it looks the same in every format."""
    message = str(error)
    return Finding(code="EH001", name="no-plan", severity=Severity.ERROR, message=message)


def _deliver_unreadable(path: str, found: tuple[Finding, ...], form: str, output: str) -> None:
    if form == "text":
        sheet = paper(output)
        deliver((*text.findings(found, sheet), *verdict.unreadable(path, found, sheet)), output)
    else:
        from earlyhelp.outputs import machine

        folder = folder_of(path)
        deliver(machine.unreadable(form, path, found, folder), output, as_utf8=True)
