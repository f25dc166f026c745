"""The report as one file of HTML: it fetches nothing, and says all without its script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from earlyhelp.dates import words
from earlyhelp.findings import Finding
from earlyhelp.outputs.one_page import contents
from earlyhelp.outputs.one_page.axis import Axis
from earlyhelp.outputs.one_page.chart import MARKS, Frame, drawn
from earlyhelp.outputs.one_page.groups import Stream, streams
from earlyhelp.outputs.one_page.looks import SCRIPT, STYLE
from earlyhelp.outputs.one_page.money import money
from earlyhelp.outputs.one_page.template import PAGE
from earlyhelp.outputs.pages import rendered
from earlyhelp.outputs.text import clipped
from earlyhelp.tracking.progress import Progress

_NAME: Final = "report.html"


def page(
    found: Progress,
    findings: Sequence[Finding],
    settings: Sequence[str],
    chances: Mapping[str, Any] | None = None,
) -> str:
    """The report of a plan as it stands; `settings` are those of cases that are no property.

    `chances` is what came of going through the plan many times, where somebody did.
    """
    schedule = found.schedule
    plan = schedule.plan
    shown = streams(found)
    says: dict[str, Any] = {
        "page": {"title": clipped(plan.title), "is_public": False},
        "organisation": clipped(plan.organisation or ""),
        "as_at": "a day that nobody says"
        if schedule.as_at is None
        else words.short(schedule.as_at),
        "summary": contents.summary(found, findings),
        "chain": contents.chain(found),
        "changes": contents.changes(found),
        "streams": shown,
        "charts": _charts(found, shown),
        "marks": _ours(MARKS),
        "findings": contents.finding_groups(schedule, findings),
        "properties": contents.properties(schedule),
        "partners": contents.partners(schedule),
        "chances": chances,
        "money": money(schedule),
        "work": contents.open_work(schedule, settings),
    }
    return rendered({_NAME: PAGE}, _NAME, says, style=STYLE, script=SCRIPT)


def _charts(found: Progress, shown: Sequence[Stream]) -> dict[str, Any]:
    axis = Axis.of(found.schedule, found.baseline)
    shades = list(axis.closures(found.schedule.plan.calendar))
    frame = Frame(axis, list(axis.ticks()), shades, found.schedule.network.as_at)
    return {group.key: _ours(drawn(group, frame)) for stream in shown for group in stream.groups}


def _ours(markup: str) -> Any:
    from markupsafe import Markup

    return Markup(markup)  # noqa: S704 - the charts escape what comes from a plan
