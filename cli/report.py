"""`eh report …`: the plan as those read it who do not run it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from earlyhelp.dates import words

from .exits import Exit
from .lazy import LazyGroup
from .options import (
    IsoDay,
    as_at_option,
    baseline_option,
    format_option,
    output_option,
    plan_option,
)
from .paper import deliver, deliver_bytes
from .reading import as_at_of, folder_found, read_plan

if TYPE_CHECKING:
    from earlyhelp.findings import Finding
    from earlyhelp.outputs.reports.pieces import Report
    from earlyhelp.tracking.progress import Progress

#: Calendar days of a period, unless somebody says since when.
PERIOD: Final = 28


@click.group(
    "report",
    cls=LazyGroup,
    homes={"html": "report_html:html"},
    epilog="Example: eh report html -p early-help-2021 -o report.html",
)
def report_group() -> None:
    """Report how the plan stands: to members, and on one page."""


@report_group.command(epilog="Example: eh report committee -p early-help-2021 -o report.md")
@plan_option
@as_at_option
@baseline_option
@format_option("md", "html", "docx")
@output_option
def committee(
    plan_named: str | None, as_at: date | None, baseline: str | None, form: str, output: str
) -> Exit:
    """Report the position to members, in numbered paragraphs.

    Days are those that the plan states, in its own words; one that was worked out says so.
    It shows what the plan itself says of its milestones and risks; every line and total of
    its budget; of properties, partners and open work numbers alone, those of open work as
    "fewer than 5" where they are small; and never what the journal or a note has in free text.
    """
    from earlyhelp.outputs.reports.committee import committee as report_of

    found, findings = progress_of(plan_named, as_at, baseline, within=PERIOD)
    _deliver(report_of(found, findings), form, output)
    return Exit.FINE


@report_group.command(epilog="Example: eh report highlight -p early-help-2021 --since 2021-09-01")
@plan_option
@as_at_option
@click.option(
    "--since",
    type=IsoDay(),
    metavar="DAY",
    help="The first day of the period; otherwise 28 calendar days before the as-at day.",
)
@baseline_option
@format_option("md", "html")
@output_option
def highlight(
    plan_named: str | None,
    as_at: date | None,
    since: date | None,
    baseline: str | None,
    form: str,
    output: str,
) -> Exit:
    """Report one period to a board, on one page.

    What was done since DAY, what is due in as many days again, tolerance, what has slipped,
    the key risks, and what needs a decision.
    """
    from earlyhelp.dates import days
    from earlyhelp.outputs.reports.highlight import highlight as report_of

    read = read_plan(None, plan_named)
    ends = days.number(as_at_of(read, as_at))
    begins = max(ends - PERIOD, days.FIRST) if since is None else days.number(since)
    if begins > ends:
        day = words.short(days.day(ends))
        raise click.UsageError(f"the period begins after the as-at day, {day}")
    found, findings = progress_of(plan_named, as_at, baseline, within=ends - begins)
    _deliver(report_of(found, findings, begins), form, output)
    return Exit.FINE


def progress_of(
    plan_named: str | None, as_at: date | None, baseline: str | None, *, within: int
) -> tuple[Progress, tuple[Finding, ...]]:
    """How the plan stands, with `within` calendar days to look ahead, and what is found in it."""
    from earlyhelp.checks import check_plan
    from earlyhelp.tracking.progress import progress

    read = read_plan(None, plan_named)
    kept = read.baseline
    if baseline is not None:
        from .baseline import known_baseline

        kept = known_baseline(folder_found(plan_named), baseline)
    schedule, findings = check_plan(read, as_at_of(read, as_at))
    return progress(schedule, within=within, baseline=kept), findings


def _deliver(report: Report, form: str, output: str) -> None:
    if form == "docx":
        from earlyhelp.outputs.reports.word_document import document

        deliver_bytes(document(report), output)
    elif form == "html":
        from earlyhelp.outputs.reports import page

        deliver(page.document(report), output, as_utf8=True)
    else:
        from earlyhelp.outputs.reports import markdown

        deliver(markdown.document(report), output, as_utf8=True)
