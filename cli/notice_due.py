"""`eh notice due`: which partner has to hear of what, and by when."""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.outputs import text
from earlyhelp.partners.notices import notices

from .exits import Exit
from .options import as_at_option, format_option, output_option, plan_option, within_option
from .paper import deliver, paper
from .showing import as_at_in, solved


@click.command(epilog="Example: eh notice due -p early-help-2021 --within 14")
@plan_option
@as_at_option
@within_option(28)
@click.option("--all", "everything", is_flag=True, help="Show also what is due later, or done.")
@click.option("--strict", is_flag=True, help="Exit with 1 where anything is overdue.")
@format_option("text", "json", "csv")
@output_option
def due(
    plan_named: str | None,
    as_at: date | None,
    within: int,
    everything: bool,
    strict: bool,
    form: str,
    output: str,
) -> Exit:
    """List what partners have to be told, and by when.

    Notice is in time where it ends by the day the partner has to be out. A voluntary
    organisation can expect three months. A partner whose day has moved is told again; one
    that has asked to stay is answered before it would have to leave; one that has not
    answered 10 working days after it was told is reminded; one that was told to leave
    what is retained after all hears that it can stay.
    """
    from earlyhelp.outputs import rows
    from earlyhelp.outputs.notices import due as said

    schedule = solved(plan_named, as_at)
    found = said.Due.of(notices(schedule), within)
    shown = found.shown(everything=everything)
    if form == "text":
        sheet = paper(output)
        head = text.title_lines(schedule, sheet)
        deliver((*head, *said.as_text(found, sheet, everything=everything)), output)
    elif form == "json":
        document = rows.as_json(
            "earlyhelp.notices/1",
            schedule.plan,
            as_at=as_at_in(schedule),
            within_days=within,
            counts=said.counts(found),
            notices=[said.record(notice) for notice in shown],
        )
        deliver(document, output, as_utf8=True)
    else:
        deliver(said.as_csv(shown), output, as_utf8=True)
    return Exit.ERRORS if strict and found.overdue else Exit.FINE
