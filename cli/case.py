"""`eh case …`: whether all open work has a route, as numbers that point at nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from earlyhelp.outputs.open_work import is_of_cases

from .case_import import import_command
from .exits import Exit
from .options import as_at_option, format_option, output_option, plan_option, strict_option
from .paper import deliver, paper
from .reading import as_at_of, read_plan
from .showing import as_at_in, registers_of

show_refs_option = click.option(
    "--show-refs",
    is_flag=True,
    help="Show the tokens of cases and exact numbers: for those who work on them only.",
)


@click.group("case", epilog="Example: eh case summary -p early-help-2021")
def case_group() -> None:
    """Check and count open work, and propose teams for it."""


case_group.add_command(import_command)


@case_group.command(epilog="Example: eh case check -p early-help-2021")
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
@strict_option
@show_refs_option
def check(
    plan_named: str | None,
    as_at: date | None,
    form: str,
    output: str,
    strict: bool,
    show_refs: bool,
) -> Exit:
    """List the open work that is not on its way, by its lines."""
    from earlyhelp.checks import check_plan
    from earlyhelp.outputs import case_check, rows

    read = read_plan(None, plan_named)
    schedule, found = check_plan(read, as_at_of(read, as_at))
    about_cases = [finding for finding in found if is_of_cases(finding)]
    tokens = case_check.tokens_of(registers_of(read).cases) if show_refs else {}
    if form == "text":
        lines = case_check.as_text(read, about_cases, tokens, schedule.as_at, paper(output))
        deliver(lines, output)
        return Exit.of(about_cases, strict=strict)
    records = [case_check.record(finding, tokens, show_refs=show_refs) for finding in about_cases]
    if form == "json":
        verdict = case_check.verdict(read, about_cases)
        document = rows.as_json(
            "earlyhelp.case-check/1",
            read,
            as_at=as_at_in(schedule),
            verdict=verdict,
            findings=records,
        )
    else:
        columns = (*case_check.COLUMNS, "ref") if show_refs else case_check.COLUMNS
        document = rows.as_csv(columns, records)
    deliver(document, output, as_utf8=True)
    return Exit.of(about_cases, strict=strict)


@case_group.command(epilog="Example: eh case summary -p early-help-2021")
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
def summary(plan_named: str | None, as_at: date | None, form: str, output: str) -> Exit:
    """Count the open work by route, team and setting.

    Numbers from 1 to 4 are not shown, nor any from which one of them would follow.
    """
    from earlyhelp.files.registers.register_files import SETTINGS
    from earlyhelp.outputs import case_summary, rows

    read = read_plan(None, plan_named)
    registers = registers_of(read)
    counted_on = as_at_of(read, as_at)
    total, counts = case_summary.open_work(registers, SETTINGS, counted_on)
    tables = {by: rows.suppressed(numbers) for by, numbers in counts.items()}
    if form == "text":
        deliver(case_summary.as_text(read, total, tables, counted_on, paper(output)), output)
        return Exit.FINE
    if form == "json":
        listed = {
            f"by_{by}": None
            if shown is None
            else [
                {by: of, **case_summary.number_record(counts[by][of], said)}
                for of, said in shown.items()
            ]
            for by, shown in tables.items()
        }
        whole = case_summary.number_record(total, rows.counted(total))
        about: dict[str, Any] = {"as_at": counted_on.isoformat(), "open": whole}
        document = rows.as_json("earlyhelp.case-summary/1", read, **about, **listed)
    else:
        lines = [{"by": "all", "of": "open work", "count": rows.counted(total)}]
        for by, shown in tables.items():
            said = shown or {"all": case_summary.NOT_SHOWN}
            lines += [{"by": by, "of": of, "count": count} for of, count in said.items()]
        document = rows.as_csv(("by", "of", "count"), lines)
    deliver(document, output, as_utf8=True)
    return Exit.FINE


@case_group.command(epilog="Example: eh case allocate -p early-help-2021")
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
@show_refs_option
def allocate(
    plan_named: str | None, as_at: date | None, form: str, output: str, show_refs: bool
) -> Exit:
    """Propose teams for open work that has none.

    Nothing is changed: people decide who receives what.
    """
    from earlyhelp import allocation
    from earlyhelp.outputs import case_proposal, rows

    read = read_plan(None, plan_named)
    registers = registers_of(read)
    open_on = as_at_of(read, as_at)
    proposal = allocation.allocate(registers, open_on)
    teams = list(case_proposal.teams(registers, proposal, open_on, exact=show_refs))
    unplaced = case_proposal.reasons(proposal, exact=show_refs)
    by_ref = list(case_proposal.by_ref(proposal)) if show_refs else []
    if form == "text":
        lines = case_proposal.as_text(
            read, proposal, teams, unplaced, by_ref, open_on, paper(output)
        )
        deliver(lines, output)
        return Exit.FINE
    if form == "json":
        says: dict[str, Any] = {
            "as_at": open_on.isoformat(),
            "changed": False,
            "teams": teams,
            "not_placed": unplaced,
        }
        if show_refs:
            says["cases"] = by_ref
        document = rows.as_json("earlyhelp.case-allocation/1", read, **says)
    elif show_refs:
        document = rows.as_csv(case_proposal.BY_REF, by_ref)
    else:
        document = rows.as_csv(case_proposal.TEAM, teams)
    deliver(document, output, as_utf8=True)
    click.echo(case_proposal.NOTHING_CHANGED, err=True)
    return Exit.FINE
