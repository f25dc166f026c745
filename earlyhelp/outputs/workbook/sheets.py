"""What stands on each sheet of a plan's workbook?

Only what :mod:`earlyhelp.outputs.rows` lets the service see of a register, nothing of a case,
and no formula. A day is a day, and one that is less precise keeps its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, days
from earlyhelp.findings import Finding
from earlyhelp.model import Milestone, Plan, Stated
from earlyhelp.model.registers import NO_ROWS, Occupation, Property
from earlyhelp.model.workflows import ACCEPTED, HANDED_OVER, SERVICE_ENDED, VACATED
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows, status_words
from earlyhelp.outputs.notices import due
from earlyhelp.outputs.one_page.groups import owner_of
from earlyhelp.outputs.open_work import counted_kinds, is_of_cases
from earlyhelp.partners.notices import notices
from earlyhelp.records import Record
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking import typed_days
from earlyhelp.tracking.progress import Progress

Value = str | int | date | None

_STATES: Final = (SERVICE_ENDED, VACATED, HANDED_OVER, ACCEPTED)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Column(Record):
    """One column: what it is called, and whether people may change what stands in it."""

    heading: str
    width: int = 14  #: in characters
    may_change: bool = False
    is_state: bool = False  #: red, amber, green, complete or not known; always in words


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Sheet(Record):
    """One sheet: its columns, and a value for each of them in every line."""

    name: str
    columns: tuple[Column, ...]
    lines: tuple[tuple[Value, ...], ...]


def milestones(found: Progress) -> Sheet:
    """Every milestone with its days; the one sheet that is read back."""
    columns = (
        Column(heading=typed_days.MILESTONE, width=36),
        Column(heading=typed_days.TITLE, width=56),
        Column(heading="Workstream", width=18),
        Column(heading="Owner", width=22),
        Column(heading=typed_days.DAY, width=20, may_change=True),
        Column(heading=typed_days.DONE, width=20, may_change=True),
        Column(heading="Stands", width=12, is_state=True),
        Column(heading="Why", width=52),
        Column(heading="Earliest", width=18),
        Column(heading="Latest", width=18),
        Column(heading="Float, calendar days", width=12),
        Column(heading="Float, working days", width=12),
        Column(heading="Said at", width=22),
        Column(heading=typed_days.DAY_THEN, width=20),
        Column(heading=typed_days.DONE_THEN, width=20),
    )
    return Sheet(name="Milestones", columns=columns, lines=tuple(_milestone_lines(found)))


def _milestone_lines(found: Progress) -> Iterator[tuple[Value, ...]]:
    schedule = found.schedule
    for standing in found.standings:
        milestone = standing.milestone
        day, done = _day(milestone.stated), _day(milestone.done)
        yield (
            milestone.id,
            milestone.title,
            milestone.workstream,
            _owner(schedule.plan, milestone),
            day,
            done,
            standing.rag.value,
            status_words.reason(found, standing),
            schedule.earliest[milestone.id],
            schedule.latest[milestone.id],
            schedule.float_days(milestone.id),
            schedule.float_working_days(milestone.id),
            f"{milestone.place.file}:{milestone.place.line}",
            day,
            done,
        )


def properties(schedule: Schedule) -> Sheet:
    """Every property, and the days of the states that it goes through."""
    held = (schedule.plan.registers or NO_ROWS).properties
    lines = [_row(row) + _states(schedule.plan, row) for row in held]
    return _register("Properties", Property, lines, [state.replace("_", " ") for state in _STATES])


def occupations(schedule: Schedule) -> Sheet:
    """Every partner in every property."""
    held = (schedule.plan.registers or NO_ROWS).occupations
    return _register("Occupations", Occupation, [_row(row) for row in held], [])


def notices_due(schedule: Schedule, within: int) -> Sheet:
    """What partners have to hear, and by when; `within` is in calendar days."""
    found = due.Due.of(notices(schedule), within)
    records = [due.record(one) for one in found.shown(everything=True)]
    lines = [
        tuple(
            "; ".join(said) if isinstance(said, list) else _dated(said)
            for said in (record[column] for column in due.COLUMNS)
        )
        for record in records
    ]
    return Sheet(name="Notices due", columns=_plain(due.COLUMNS), lines=tuple(lines))


def findings(found: Sequence[Finding]) -> Sheet:
    """What `eh plan check` says, one line for each finding; of open work only how often."""
    columns = (
        Column(heading="Code", width=9),
        Column(heading="Severity", width=12),
        Column(heading="Finding", width=120),
        Column(heading="At", width=22),
        Column(heading="Milestones", width=44),
    )
    lines: list[tuple[Value, ...]] = [
        (
            one.code,
            one.severity.value,
            one_line(one.message),
            f"{one.place.file}:{one.place.line}" if one.place else None,
            ", ".join(one.subjects) or None,
        )
        for one in found
        if not is_of_cases(one)
    ]
    severities = {one.code: one.severity.value for one in found}
    lines += [(code, severities[code], said, None, None) for code, said in counted_kinds(found)]
    return Sheet(name="Findings", columns=columns, lines=tuple(lines))


def calendar(schedule: Schedule) -> Sheet:
    """The weekdays on which nobody works, from the first day of the plan to its last."""
    columns = (Column(heading="Day", width=20), Column(heading="Nobody works", width=60))
    said = [stated.when for _, stated in schedule.plan.stated]
    numbers = range(min(one.low for one in said), max(one.high for one in said) + 1) if said else ()
    closed = schedule.plan.calendar
    weekdays = (day for day in map(days.day, numbers) if day.isoweekday() <= 5)
    lines = tuple((day, closed.why_closed(day)) for day in weekdays if not closed.is_working(day))
    return Sheet(name="Calendar", columns=columns, lines=lines)


def as_csv(sheet: Sheet) -> str:
    """A sheet for any program that reads tables: ISO dates, and no text begins a formula."""
    headings = [column.heading for column in sheet.columns]
    lines = [
        {
            heading: value.isoformat() if isinstance(value, date) else value
            for heading, value in zip(headings, line, strict=True)
        }
        for line in sheet.lines
    ]
    return rows.as_csv(headings, lines)


def _register(
    name: str, kind: type, lines: Sequence[tuple[Value, ...]], more: Sequence[str]
) -> Sheet:
    allowed = rows.ALLOWED[kind][rows.Audience.SERVICE]
    return Sheet(name=name, columns=_plain((*allowed, *more)), lines=tuple(lines))


def _plain(names: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        Column(heading=name.replace("_", " ").capitalize(), width=60 if name == "why" else 18)
        for name in names
    )


def _row(row: Property | Occupation) -> tuple[Value, ...]:
    seen = rows.record(row, rows.Audience.SERVICE)
    return tuple(
        _day(said) if isinstance(said := getattr(row, column), Stated) else _typed(value)
        for column, value in seen.items()
    )


def _states(plan: Plan, row: Property) -> tuple[Value, ...]:
    names = (f"{row.id}.{state}" for state in _STATES)
    return tuple(_day(plan[name].stated) if name in plan else None for name in names)


def _typed(value: rows.Plain) -> Value:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _dated(value: object) -> Value:
    """A day that a record holds as text is a day again; everything else stays what it is."""
    if isinstance(value, str) and len(value) == len("2021-09-08"):
        try:
            return DateExpression.parse(value).first
        except ValueError:
            return value
    return value if isinstance(value, str | int) else None


def _day(said: Stated | None) -> Value:
    if said is None:
        return None
    return said.when.first if said.when.is_exact else said.when.text


def _owner(plan: Plan, milestone: Milestone) -> str | None:
    """Who owns it, as the plan says; a register's owner may name a person."""
    return owner_of(plan, milestone) or None
