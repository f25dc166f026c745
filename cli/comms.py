"""`eh comms …`: the communication plan as a committee reads it."""

from __future__ import annotations

from datetime import date

import click

from .exits import Exit
from .options import as_at_option, format_option, output_option, plan_option
from .paper import deliver, deliver_bytes, paper
from .showing import list_document, solved


@click.group("comms", epilog="Example: eh comms plan -p early-help-2021")
def comms_group() -> None:
    """Show who hears what, how, and when."""


@comms_group.command(epilog="Example: eh comms plan -p early-help-2021 -f docx -o plan.docx")
@plan_option
@as_at_option
@format_option("text", "csv", "json", "docx")
@output_option
def plan(plan_named: str | None, as_at: date | None, form: str, output: str) -> Exit:
    """Show the communication plan: every audience, by channel and by day.

    A message without a stated day shows the last day on which it can go out.
    """
    from earlyhelp.outputs import comms

    schedule = solved(plan_named, as_at)
    shown = comms.comms_plan(schedule)
    if form == "docx":
        from earlyhelp.outputs import comms_word

        deliver_bytes(comms_word.document(shown), output)
    elif form == "text":
        deliver(comms.in_text(shown, paper(output)), output)
    else:
        schema, columns = "earlyhelp.comms-plan/1", comms.COLUMNS
        document = list_document(schedule, form, schema, columns, messages=shown.lines)
        deliver(document, output, as_utf8=True)
    return Exit.FINE
