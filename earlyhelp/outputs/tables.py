"""Lists as tables: the milestones of a plan, with two kinds of day never confused."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from earlyhelp.dates import words
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.text import LONGEST_TEXT, WIDEST, clipped
from earlyhelp.sheet_cells import neutral

#: What stands between two columns, and how much wider than its heading a column is.
_GAP, _PADDING = "  ", 2
#: What stands in a row that is to be empty: one without anything would not be printed.
_BETWEEN = "\0"
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


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int = 0,
    spaced: bool = False,
) -> str:
    """A table in plain text, in which nothing is taken for a number.

    Nothing is cut that a person would read to its end. Where a `width` is given, long cells go
    on in the next line, so that no line is wider.
    Words stay whole, because somebody may have to type them: a line of words that are longer
    than that stays as long as it is. Where it is `spaced`, an empty line is between two rows.
    """
    from tabulate import tabulate  # 60 ms to import, and `eh plan check` shows no table

    rows = [[_readable(text, width) for text in row] for row in rows]
    first, others = (headings, rows) if not width else _broken(headings, rows, width)
    if not spaced:
        return tabulate(others, headers=first, tablefmt="simple", disable_numparse=True)
    between = [_BETWEEN] * len(first)
    others = [cells for row in others for cells in (between, row)][1:]
    printed = tabulate(others, headers=first, tablefmt="simple", disable_numparse=True)
    return "\n".join("" if line.startswith(_BETWEEN) else line for line in printed.split("\n"))


def _readable(text: str, width: int) -> str:
    """A cell without what nobody would read to its end: what no line break makes narrower."""
    if len(text) <= LONGEST_TEXT:
        return text
    if not width:
        return "\n".join(map(clipped, text.split("\n")))
    return re.sub(rf"\S{{{LONGEST_TEXT + 1},}}", lambda word: clipped(word[0]), text)


def _broken(
    headings: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> tuple[list[str], list[list[str]]]:
    """The same cells, with breaks in as few as possible of them, so that all fit side by side."""
    columns = list(zip(*rows, strict=True)) or [() for _ in headings]
    narrowest = [
        max(
            _length(heading) + _PADDING, *(len(word) for text in column for word in text.split()), 0
        )
        for heading, column in zip(headings, columns, strict=True)
    ]
    if _together(narrowest) > width:
        width = max(width, WIDEST)  # cells of a word in each line would fit no better
    lengths = [sorted(map(_length, column)) for column in columns]
    widths = [
        max(narrow, *length[-1:], 0) for narrow, length in zip(narrowest, lengths, strict=True)
    ]

    def costs(at: int) -> tuple[int, int]:
        """How many cells are broken once a column is narrower; of two, the wider one first."""
        return len(lengths[at]) - bisect_left(lengths[at], widths[at]), -widths[at]

    while _together(widths) > width:
        wide = [at for at, narrow in enumerate(narrowest) if widths[at] > narrow]
        if not wide:
            break
        widths[min(wide, key=costs)] -= 1
    in_lines = lru_cache(maxsize=None)(_in_lines)  # a day or a word stands in many rows
    return list(headings), [list(map(in_lines, row, widths)) for row in rows]


def _together(widths: Sequence[int]) -> int:
    """How wide columns of these widths are side by side."""
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _in_lines(text: str, width: int) -> str:
    """A text in as few lines as it takes, and these about equally long."""
    from textwrap import TextWrapper

    if _length(text) <= width:
        return text
    if "\n" in text:
        return "\n".join(_in_lines(line, width) for line in text.split("\n"))
    lines = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    found = lines.wrap(text)
    while len(found) > 1:
        lines.width -= 1
        narrower = lines.wrap(text)
        if len(narrower) > len(found) or lines.width <= 1:
            break
        found = narrower
    return "\n".join(found)


def _length(text: str) -> int:
    """How long the longest line of a cell is."""
    return max(map(len, text.split("\n")))
