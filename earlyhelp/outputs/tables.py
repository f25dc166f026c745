"""Lists as tables: the milestones of a plan, with two kinds of day never confused."""

from __future__ import annotations

from collections.abc import Sequence

from earlyhelp.dates import words
from earlyhelp.network.schedule import Schedule
from earlyhelp.sheet_cells import neutral

HEADINGS = ("milestone", "stated day", "stated as", "earliest", "latest", "float")


def milestones(schedule: Schedule) -> list[tuple[str, ...]]:
    """One row for each milestone: what the plan states, then what was computed."""
    rows: list[tuple[str, ...]] = []
    for milestone in schedule.plan.milestones:
        name = milestone.id
        stated = milestone.stated.when.in_words() if milestone.stated else "–"
        first, last = schedule.earliest[name], schedule.latest[name]
        room, working = schedule.float_days(name), schedule.float_working_days(name)
        rows.append(
            (
                name,
                stated,
                milestone.stated_as or "–",
                words.column(first) if first else "–",
                words.column(last) if last else "no limit",
                "–" if room is None else f"{room} ({working} working)",
            )
        )
    return rows


def milestones_csv(schedule: Schedule) -> str:
    """The same for spreadsheets: ISO dates, and no cell that begins a formula."""
    import csv
    import io

    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow((*HEADINGS[:-1], "float_days", "float_working_days"))
    for milestone in schedule.plan.milestones:
        name = milestone.id
        days = (schedule.earliest[name], schedule.latest[name])
        writer.writerow(
            (
                neutral(name),
                milestone.stated.when.text if milestone.stated else "",
                milestone.stated_as or "",
                *(day.isoformat() if day else "" for day in days),
                _number(schedule.float_days(name)),
                _number(schedule.float_working_days(name)),
            )
        )
    return sheet.getvalue().rstrip("\n")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in plain text, nothing cut and nothing taken for a number."""
    from tabulate import tabulate  # 60 ms to import, and `eh plan check` shows no table

    return tabulate(rows, headers=headings, tablefmt="simple", disable_numparse=True)
