"""`eh export xlsx` and `csv`: the plan for a spreadsheet."""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.checks import check_plan
from earlyhelp.tracking.sheets import MILESTONES, NAMES

from .exits import Exit
from .options import as_at_option, output_option, plan_option
from .paper import deliver, deliver_bytes
from .reading import as_at_of, read_plan

#: How far ahead notices are listed as due, in calendar days; later ones are listed too.
NOTICES_WITHIN = 28
_BOM = "\ufeff"  # without it Excel takes a CSV file for one in an older encoding


@click.command(epilog="Example: eh export xlsx -p early-help-2021 -o plan.xlsx")
@plan_option
@as_at_option
@output_option
def xlsx(plan_named: str | None, as_at: date | None, output: str) -> Exit:
    """Write the plan as a workbook of sheets.

    Milestones, properties, occupations, notices due, findings, and the weekdays on which
    nobody works. Days, evidence and extensions may be changed in it, and `eh import xlsx`
    shows what was; everything else is protected. Nothing of a case is in it.
    """
    from earlyhelp.outputs.workbook.sheets import workbook
    from earlyhelp.outputs.workbook.xlsx import as_bytes

    plan = read_plan(None, plan_named)
    schedule, found = check_plan(plan, as_at_of(plan, as_at))
    made = workbook(schedule, found, within=NOTICES_WITHIN)
    # a workbook has at least one sheet, and that of the milestones can be filled in
    held = [sheet for sheet in made if sheet.lines] or made[:1]
    deliver_bytes(as_bytes(held, title=plan.title, author=plan.organisation or ""), output)
    return Exit.FINE


@click.command(epilog="Example: eh export csv -p early-help-2021 -o milestones.csv")
@plan_option
@as_at_option
@click.option(
    "--sheet",
    type=click.Choice([name.lower() for name in NAMES], case_sensitive=False),
    default=MILESTONES.lower(),
    show_default=True,
    help="Which sheet.",
)
@output_option
def csv(plan_named: str | None, as_at: date | None, sheet: str, output: str) -> Exit:
    """Write the milestones, or another sheet, as one table.

    It has the columns of that sheet of `eh export xlsx`, and `eh import csv` shows what was
    changed in it.
    """
    from earlyhelp.outputs.workbook import sheets

    plan = read_plan(None, plan_named)
    schedule, found = check_plan(plan, as_at_of(plan, as_at))
    made = sheets.workbook(schedule, found, within=NOTICES_WITHIN)
    [asked] = (one for one in made if one.name.lower() == sheet)
    text = sheets.as_csv(asked)
    deliver(text if output == "-" else _BOM + text, output, as_utf8=True)
    return Exit.FINE
