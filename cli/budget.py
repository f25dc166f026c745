"""`eh budget …`: the programme's money."""

from __future__ import annotations

from datetime import date

import click

from .exits import Exit
from .options import as_at_option, format_option, output_option, plan_option
from .paper import deliver, paper
from .showing import as_at_in, registers_of, solved


@click.group("budget", epilog="Example: eh budget show -p children-first-2021")
def budget_group() -> None:
    """Show what the programme costs."""


@budget_group.command(epilog="Example: eh budget show -p children-first-2021")
@plan_option
@as_at_option
@format_option("text", "csv", "json")
@output_option
def show(plan_named: str | None, as_at: date | None, form: str, output: str) -> Exit:
    """Show the budget, by estimate and by year.

    Every total comes with its lines. What has no figure of its own is worked out where
    everything that it is made of is known. Beside it stands what it costs to hold the
    properties that are handed over.
    """
    from earlyhelp.model.budget import Budget
    from earlyhelp.outputs import budget as outputs
    from earlyhelp.outputs import rows

    schedule = solved(plan_named, as_at)
    lines = registers_of(schedule.plan).budget
    if not lines:
        raise click.UsageError(
            "the plan has no budget: name one in plan.yaml with  budget: budget.csv"
        )
    shown = Budget(lines)
    if form == "text":
        deliver(outputs.as_text(schedule, shown, paper(output)), output)
    elif form == "json":
        about = {"as_at": as_at_in(schedule), "holding": outputs.holding_record(schedule)}
        records = outputs.records(shown)
        document = rows.as_json("earlyhelp.budget/1", schedule.plan, **about, lines=records)
        deliver(document, output, as_utf8=True)
    else:
        deliver(rows.as_csv(*outputs.sheet(shown)), output, as_utf8=True)
    return Exit.FINE
