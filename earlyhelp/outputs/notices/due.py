"""Which notices are overdue, due or not known, as people and programs read them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any, Final

import attrs

from earlyhelp.dates import days, words
from earlyhelp.outputs import rows
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import Paper
from earlyhelp.partners.notices import Notice, Status

COLUMNS: Final = (
    "property",
    "partner",
    "what",
    "status",
    "by",
    "days_left",
    "working_days_left",
    "out",
    "done",
    "needs",
    "why",
)
#: What a table for people has, and how wide each may be; `why` has what they leave of 110.
_WIDTHS: Final = {"by": 17, "days (working)": 14, "what": 12, "partner": 16, "property": 14}
_WIDEST: Final = 110
_GAP: Final = 2


@attrs.frozen(kw_only=True)
class Due:
    """The notices that somebody asked for, each kind in the order of their days."""

    overdue: tuple[Notice, ...]
    due: tuple[Notice, ...]
    later: tuple[Notice, ...]  #: due, but not within the days asked for
    done: tuple[Notice, ...]
    not_known: tuple[Notice, ...]
    within: int  #: calendar days

    @classmethod
    def of(cls, found: Sequence[Notice], within: int) -> Due:
        """The notices, sorted by how they stand."""

        def standing(status: Status) -> tuple[Notice, ...]:
            return tuple(notice for notice in found if notice.status is status)

        due = standing(Status.DUE)
        return cls(
            overdue=standing(Status.OVERDUE),
            due=tuple(notice for notice in due if notice.is_within(within)),
            later=tuple(notice for notice in due if not notice.is_within(within)),
            done=standing(Status.DONE),
            not_known=standing(Status.NOT_KNOWN),
            within=within,
        )

    def shown(self, *, everything: bool) -> tuple[Notice, ...]:
        """Those to show: what is overdue, due or not known, or everything."""
        more = (*self.later, *self.done) if everything else ()
        return (*self.overdue, *self.due, *self.not_known, *more)


def counts(due: Due) -> dict[str, int]:
    """How many there are of each, those that are not shown too."""
    parts = ("overdue", "due", "later", "not_known", "done")
    return {part: len(getattr(due, part)) for part in parts}


def record(notice: Notice) -> dict[str, Any]:
    """One notice for programs."""
    held = rows.record(notice.occupation, rows.Audience.SERVICE)
    return {
        "property": held["property"],
        "partner": held["partner"],
        "what": notice.kind.value,
        "status": notice.status.value,
        "by": _iso(notice.by),
        "days_left": notice.days_left,
        "working_days_left": notice.working_days_left,
        "out": _iso(notice.out),
        "done": rows.cell(notice.done).plain,
        "needs": list(notice.needs),
        "why": notice.reason,
    }


def as_csv(shown: Sequence[Notice]) -> str:
    """Notices for spreadsheets."""
    lines = (record(notice) for notice in shown)
    return rows.as_csv(COLUMNS, [line | {"needs": "; ".join(line["needs"])} for line in lines])


def as_text(due: Due, paper: Paper, *, everything: bool) -> Iterator[str]:
    """Notices for people: first what is overdue, then what is due, then what is not known."""
    within = words.count(due.within, "day")
    parts: list[tuple[str, tuple[Notice, ...]]] = [
        ("Overdue", due.overdue),
        (f"Due within {within}", due.due),
        ("Not known: the plan lacks a fact", due.not_known),
    ]
    if everything:
        parts += [("Later", due.later), ("Done", due.done)]
    if not any(notices for _, notices in parts) and not due.later and not due.done:
        yield "there is nobody to tell: no partner has to leave a property"
        return
    if not due.overdue and not due.due:
        yield f"nothing is overdue, and nothing is due within {within}"
        yield ""
    for heading, notices in parts:
        if notices:
            yield paper.paint(f"{heading}: {len(notices)}", "1")
            yield _table(notices, paper)
            yield ""
    if not everything and (due.later or due.done):
        yield f"{len(due.later)} due later and {len(due.done)} done: --all shows them"


def _table(notices: Sequence[Notice], paper: Paper) -> str:
    headings = ["told on" if notices[0].done else "by", *[*_WIDTHS][1:], "why"]
    if paper.width is not None and paper.width < _WIDEST:
        headings[1] = headings[1].replace(" ", "\n")
        said = [(_tabular(notice), *_cells(notice)[1:], notice.reason) for notice in notices]
        return table(headings, said, width=paper.width)
    lines = [
        [wrap(cell, width) for cell, width in zip(_cells(notice), _WIDTHS.values(), strict=True)]
        for notice in notices
    ]
    taken = sum(
        max(len(heading) + _GAP, *(len(part) for line in lines for part in line[at])) + _GAP
        for at, heading in enumerate(_WIDTHS)
    )
    why = [wrap(notice.reason, _WIDEST - taken) for notice in notices]
    cells = [
        ["\n".join(cell) for cell in (*line, last)] for line, last in zip(lines, why, strict=True)
    ]
    return table(headings, cells)


def _tabular(notice: Notice) -> str:
    """The day that comes first in a line, as short as it can be told."""
    if notice.done or notice.by is None:
        return _cells(notice)[0]
    return words.tabular(days.day(notice.by))


def _cells(notice: Notice) -> tuple[str, ...]:
    held = rows.cells(notice.occupation, rows.Audience.SERVICE)
    left, working = notice.days_left, notice.working_days_left
    late = " late" if left is not None and left < 0 else ""
    return (
        rows.cell(notice.done).words if notice.done else _in_words(notice.by),
        "–" if left is None or working is None else f"{abs(left)}{late} ({abs(working)})",
        notice.kind.value,
        held["partner"].words,
        held["property"].words,
    )


def _in_words(day: int | None) -> str:
    return "–" if day is None else words.short(days.day(day))


def _iso(day: int | None) -> str | None:
    return None if day is None or not days.FIRST <= day <= days.LAST else days.day(day).isoformat()
