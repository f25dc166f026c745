"""`eh plan gantt`: the days of a plan as bars."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from earlyhelp.dates import days, words
from earlyhelp.network.schedule import Schedule, solve_plan

from .choosing import asked_for, drawing_options
from .exits import Exit
from .options import IsoDay
from .paper import deliver, paper
from .reading import as_at_of, read_plan
from .showing import as_at_in

if TYPE_CHECKING:
    from earlyhelp.outputs.gantt import Marks
    from earlyhelp.outputs.gantt_rows import Bar
    from earlyhelp.outputs.text import Paper

#: How wide an answer is that goes into a file or a pipe.
_WIDE: Final = 100
_NARROWEST, _WIDEST = 60, 240
_MOST: Final = 60


@click.command(epilog="Example: eh plan gantt early-help-2021 --property centre-07")
@drawing_options(
    "text", "csv", "json", most=_MOST, beyond="How many bars to draw; the rest are counted."
)
@click.option(
    "--from", "first", type=IsoDay(), metavar="DAY", help="Only what ends on this day or later."
)
@click.option(
    "--to", "last", type=IsoDay(), metavar="DAY", help="Only what starts on this day or earlier."
)
@click.option("--critical", is_flag=True, help="Only what has no room to slip.")
def gantt(
    plan: str | None,
    plan_named: str | None,
    as_at: date | None,
    form: str,
    output: str,
    workstream: str | None,
    property_id: str | None,
    first: date | None,
    last: date | None,
    critical: bool,
    most: int,
) -> Exit:
    """Draw the days of PLAN as bars, by workstream.

    A bar goes from the earliest to the latest day, and its sign is where the day is stated.
    """
    from earlyhelp.outputs import rows
    from earlyhelp.outputs.gantt_rows import COLUMNS, bars

    if first is not None and last is not None and last < first:
        raise click.UsageError("--to is before --from")
    read = read_plan(plan, plan_named)
    schedule = solve_plan(read, as_at_of(read, as_at))
    chosen = asked_for(read, workstream, property_id)
    found, undated = bars(schedule, chosen)
    begin, end = (None if day is None else days.number(day) for day in (first, last))
    shown = [
        bar
        for bar in found
        if (bar.is_critical or not critical)
        and (begin is None or bar.ends >= begin)
        and (end is None or bar.starts <= end)
    ]
    if form == "text":
        drawn = _drawn(schedule, shown[:most], (begin, end), output)
        deliver([*drawn, *_rest(shown, most, undated)], output)
    elif form == "json":
        about = {"as_at": as_at_in(schedule), "feasible": schedule.feasible}
        records = [bar.record() for bar in shown]
        document = rows.as_json("earlyhelp.gantt/1", read, **about, bars=records, undated=undated)
        deliver(document, output, as_utf8=True)
    else:
        deliver(rows.as_csv(COLUMNS, [bar.record() for bar in shown]), output, as_utf8=True)
    return Exit.FINE


def _drawn(
    schedule: Schedule, shown: list[Bar], window: tuple[int | None, int | None], output: str
) -> Iterator[str]:
    """The heading, and below it the bars."""
    from earlyhelp.outputs import text
    from earlyhelp.outputs.gantt import Chart

    sheet = paper(output)
    yield from text.title_lines(schedule, sheet)
    if shown:
        first, last = window
        wide, marks = _width(sheet), _marks(output)
        chart = Chart(
            schedule=schedule, bars=shown, width=wide, marks=marks, first=first, last=last
        )
        yield from chart.lines(sheet)


def _rest(shown: list[Bar], most: int, undated: list[str]) -> list[str]:
    """What is not drawn, and why."""
    lines = []
    if not shown:
        lines.append("There is nothing to draw of what was asked for.")
    elif len(shown) > most:
        drawn = f"{words.count(most, 'bar')} of {len(shown)} drawn"
        lines.append(f"{drawn}. Draw others with --workstream, --property, --from and --to,")
        lines.append(f"or --critical; or all of them with --most {len(shown)}.")
    if undated:
        lines.append(f"Without any day to draw: {words.count(len(undated), 'milestone')}.")
    return lines


def _width(sheet: Paper) -> int:
    """How many columns there are to write in."""
    return _WIDE if sheet.width is None else min(max(sheet.width, _NARROWEST), _WIDEST)


def _marks(output: str) -> Marks:
    """The signs that can be written there."""
    import attrs

    from earlyhelp.outputs.gantt import ASCII, UNICODE

    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "".join(attrs.astuple(UNICODE)).encode("utf-8" if output != "-" else encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
