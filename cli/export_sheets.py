"""`eh export xlsx` and `csv`: the plan for a spreadsheet."""

from __future__ import annotations

from datetime import date

import click

from earlyhelp.checks import check_plan
from earlyhelp.tracking.progress import progress

from .exits import Exit
from .options import as_at_option, output_option, plan_option
from .paper import deliver, deliver_bytes
from .reading import as_at_of, read_plan

#: How far ahead notices are listed as due, in calendar days; later ones are listed too.
_WITHIN = 28
_BOM = "\ufeff"  # without it Excel takes a CSV file for one in an older encoding


@click.command(epilog="Example: eh export xlsx -p early-help-2021 -o plan.xlsx")
@plan_option
@as_at_option
@output_option
def xlsx(plan_named: str | None, as_at: date | None, output: str) -> Exit:
    """Write the plan as a workbook of sheets.

    Milestones, properties, occupations, notices due, findings, and the weekdays on which
    nobody works. On the first sheet the days may be changed, and `eh import xlsx` shows
    what was; everything else is protected. Nothing of a case is in it.
    """
    from earlyhelp.outputs.workbook import sheets
    from earlyhelp.outputs.workbook.xlsx import as_bytes

    plan = read_plan(None, plan_named)
    schedule, found = check_plan(plan, as_at_of(plan, as_at))
    made = (
        sheets.milestones(progress(schedule, within=_WITHIN, baseline=plan.baseline)),
        sheets.properties(schedule),
        sheets.occupations(schedule),
        sheets.notices_due(schedule, _WITHIN),
        sheets.findings(found),
        sheets.calendar(schedule),
    )
    held = [sheet for sheet in made if sheet.lines]
    deliver_bytes(as_bytes(held, title=plan.title, author=plan.organisation or ""), output)
    return Exit.FINE


@click.command(epilog="Example: eh export csv -p early-help-2021 -o milestones.csv")
@plan_option
@as_at_option
@output_option
def csv(plan_named: str | None, as_at: date | None, output: str) -> Exit:
    """Write the milestones as one table.

    It has the columns of the first sheet of `eh export xlsx`, and `eh import csv` shows
    which days were changed in it.
    """
    from earlyhelp.outputs.workbook import sheets

    plan = read_plan(None, plan_named)
    schedule, _ = check_plan(plan, as_at_of(plan, as_at))
    sheet = sheets.milestones(progress(schedule, within=_WITHIN, baseline=plan.baseline))
    text = sheets.as_csv(sheet)
    deliver(text if output == "-" else _BOM + text, output, as_utf8=True)
    return Exit.FINE
