"""`eh status`: how the plan stands, what is due, and for whom it is waiting."""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.network.schedule import solve_plan
from earlyhelp.tracking.progress import owners, progress
from earlyhelp.tracking.status import Rag

from .exits import Exit
from .options import (
    as_at_option,
    baseline_option,
    format_option,
    output_option,
    plan_argument,
    plan_option,
    within_option,
)
from .paper import deliver, paper
from .reading import as_at_of, folder_found, read_plan
from .showing import no_such


@click.command(epilog="Example: eh status early-help-2021 --within 14")
@plan_argument
@plan_option
@as_at_option
@within_option(14)
@baseline_option
@click.option("--owner", metavar="NAME", help="Only what NAME owns, and what waits for NAME.")
@click.option("--strict", is_flag=True, help="Exit with 1 where the plan is red.")
@format_option("text", "json", "csv")
@output_option
def status(
    plan: str | None,
    plan_named: str | None,
    as_at: date | None,
    within: int,
    baseline: str | None,
    owner: str | None,
    strict: bool,
    form: str,
    output: str,
) -> Exit:
    """Say how PLAN stands, what is overdue and what is due.

    Red: a hard constraint is broken, or nothing is left to recover in: the plan cannot be
    met, a day is after its latest day, or a pinned day or a deadline has passed undone.
    Amber: later than the plan first said (or than its baseline), but the float holds it.
    Green: within its float. Complete: done. Not known: no day says how it stands. The plan
    stands as its worst milestone does.

    Due is what is not done by its stated day, or by its latest day where none is stated.
    """
    from earlyhelp.outputs import status as said

    read = read_plan(plan, plan_named)
    kept = read.baseline
    if baseline is not None:
        from .baseline import known_baseline

        kept = known_baseline(folder_found(plan or plan_named), baseline)
    found = progress(solve_plan(read, as_at_of(read, as_at)), within=within, baseline=kept)
    if owner is not None:
        known = {name.casefold(): name for name in owners(read)}
        if owner.casefold() not in known:
            raise no_such("owner", owner, (name for name in known.values() if name in found.roles))
        found = found.of(known[owner.casefold()])
    if form == "json":
        deliver(said.as_json(found), output, as_utf8=True)
    elif form == "csv":
        deliver(said.as_csv(found), output, as_utf8=True)
    else:
        deliver(said.as_text(found, paper(output)), output)
    return Exit.ERRORS if strict and found.rag is Rag.RED else Exit.FINE
