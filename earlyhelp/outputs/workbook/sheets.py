"""What stands on each sheet of a plan's workbook?

Only what :mod:`earlyhelp.outputs.rows` lets the service see of a register, nothing of a case,
and no formula. A day is a day, and one that is less precise keeps its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from earlyhelp.dates import DateExpression, days
from earlyhelp.findings import Finding
from earlyhelp.model import Milestone, Plan, Stated
from earlyhelp.model.registers import NO_ROWS, Occupation, Property
from earlyhelp.model.workflows import ACCEPTED, HANDED_OVER, SERVICE_ENDED, VACATED, Each
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows, status_words
from earlyhelp.outputs.notices import due
from earlyhelp.outputs.one_page.groups import owner_of
from earlyhelp.outputs.open_work import counted_kinds, is_of_cases
from earlyhelp.partners.notices import notices
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking import sheets
from earlyhelp.tracking.progress import Progress, progress
from earlyhelp.tracking.sheets import Column, Says, Sheet, Value

#: Where a column is not called what the register calls it; the first because Excel takes a
#: file that begins with ``ID`` for one of another kind (SYLK).
_CALLED: Final = {"id": "Property", "uprn": "UPRN", "gias_urn": "GIAS URN"}
_STATES: Final = (SERVICE_ENDED, VACATED, HANDED_OVER, ACCEPTED)
#: Headings of what a row is known by to people.
_KNOWN_BY: Final = ("Name", "Future")
_WIDE: Final = {"name": 30, "address": 30, "agreement": 24, "why": 60}
#: What columns of a register are about that can be recorded; all others only the register says.
_SAYS: Final = {"extension": Says.EXTENSION, "extended_to": Says.EXTENDED_TO}


def workbook(schedule: Schedule, found: Sequence[Finding], *, within: int) -> tuple[Sheet, ...]:
    """Every sheet of the plan, also those without lines; notices due `within` calendar days."""
    plan = schedule.plan
    made = (
        milestones(progress(schedule, within=within, baseline=plan.baseline)),
        properties(schedule),
        occupations(schedule),
        notices_due(schedule, within),
        findings(schedule, found),
        calendar(schedule),
    )
    return tuple(attrs.evolve(sheet, plan=plan.id) for sheet in made)


def milestones(found: Progress) -> Sheet:
    """Every milestone with its days."""
    columns = (
        Column(heading=sheets.MILESTONE, says=Says.ROW, width=36),
        Column(heading=sheets.TITLE, says=Says.PLAN, width=66),
        Column(heading="Workstream", says=Says.PLAN, width=18),
        Column(heading="Owner", says=Says.PLAN, width=26),
        Column(heading=sheets.DAY, says=Says.DAY, width=20),
        Column(heading=sheets.DONE, says=Says.DONE, width=20),
        Column(heading=sheets.EVIDENCE, says=Says.EVIDENCE, width=22),
        Column(heading="Stands", width=12, is_state=True),
        Column(heading="Why", width=52),
        Column(heading="Earliest", width=18),
        Column(heading="Latest", width=18),
        Column(heading="Float, calendar days", width=18),
        Column(heading="Float, working days", width=18),
        Column(heading="Said at", width=22),
    )
    return Sheet(name=sheets.MILESTONES, columns=columns, lines=tuple(_milestone_lines(found)))


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
            None,  # who saw it leaves the plan nowhere, and can be typed
            standing.rag.value,
            status_words.reason(found, standing),
            schedule.earliest[milestone.id],
            schedule.latest[milestone.id],
            schedule.float_days(milestone.id),
            schedule.float_working_days(milestone.id),
            f"{milestone.place.file}:{milestone.place.line}",
        )


def properties(schedule: Schedule) -> Sheet:
    """Every property, and the days of the states that it goes through."""
    plan = schedule.plan
    held = (plan.registers or NO_ROWS).properties
    accepted = _heading(ACCEPTED)
    more = (
        *(Column(heading=_heading(step), says=Says.DAY, step=step, width=18) for step in _STATES),
        Column(heading=f"{accepted}, done on", says=Says.DONE, step=ACCEPTED, width=20),
        Column(heading=f"{accepted}, evidence", says=Says.EVIDENCE, step=ACCEPTED, width=22),
    )
    lines = [
        (*_row(row), *_days(plan, row, _STATES), _done(plan, f"{row.id}.{ACCEPTED}"), None)
        for row in held
    ]
    return _register(sheets.PROPERTIES, Property, lines, more, plan)


def occupations(schedule: Schedule) -> Sheet:
    """Every partner in every property, and the days of the steps that it goes through."""
    plan = schedule.plan
    held = (plan.registers or NO_ROWS).occupations
    of_each = (flow for flow in plan.workflows if flow.each is Each.OCCUPATION)
    steps = tuple(dict.fromkeys(step.name for flow in of_each for step in flow.steps))
    taken = {_heading(column) for column in _columns(Occupation)}
    more = tuple(
        Column(
            heading=f"{_heading(step)}, step" if _heading(step) in taken else _heading(step),
            says=Says.DAY,
            step=step,
            width=18,
        )
        for step in steps
    )
    lines = [(*_row(row), *_days(plan, row, steps)) for row in held]
    return _register(sheets.OCCUPATIONS, Occupation, lines, more, plan)


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
    return Sheet(name=sheets.NOTICES_DUE, columns=_plain(due.COLUMNS), lines=tuple(lines))


def findings(schedule: Schedule, found: Sequence[Finding]) -> Sheet:
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
    lines += [
        (code, severities[code], said, None, None) for code, said in counted_kinds(schedule, found)
    ]
    return Sheet(name=sheets.FINDINGS, columns=columns, lines=tuple(lines))


def calendar(schedule: Schedule) -> Sheet:
    """The weekdays on which nobody works, from the first day of the plan to its last."""
    columns = (Column(heading="Day", width=20), Column(heading="Nobody works", width=60))
    said = [stated.when for _, stated in schedule.plan.stated]
    numbers = range(min(one.low for one in said), max(one.high for one in said) + 1) if said else ()
    closed = schedule.plan.calendar
    weekdays = (day for day in map(days.day, numbers) if day.isoweekday() <= 5)
    lines = tuple((day, closed.why_closed(day)) for day in weekdays if not closed.is_working(day))
    return Sheet(name=sheets.CALENDAR, columns=columns, lines=lines)


def as_csv(sheet: Sheet) -> str:
    """A sheet for any program that reads tables: ISO dates, and no text begins a formula."""
    headings = [*(column.heading for column in sheet.columns), sheets.AS_EXPORTED]
    lines = [
        dict(zip(headings, (*map(sheets.as_text, line), exported), strict=True))
        for line, exported in zip(sheet.lines, sheet.exported(), strict=True)
    ]
    return rows.as_csv(headings, lines)


def _columns(kind: type) -> tuple[str, ...]:
    return rows.ALLOWED[kind][rows.Audience.SERVICE]


def _register(
    name: str, kind: type, lines: Sequence[tuple[Value, ...]], more: Sequence[Column], plan: Plan
) -> Sheet:
    names = {"id"} if kind is Property else {"property", "partner"}
    own = (
        Column(
            heading=_heading(column),
            says=Says.ROW if column in names else _SAYS.get(column, Says.REGISTER),
            width=_WIDE.get(column, 18),
        )
        for column in _columns(kind)
    )
    columns = (*own, *more)
    # what people look for and may change stands at the left, and the rest of a register after it
    order = sorted(range(len(columns)), key=lambda at: _from_the_left(columns[at]))
    made = Sheet(
        name=name,
        columns=tuple(columns[at] for at in order),
        lines=tuple(tuple(line[at] for at in order) for line in lines),
    )
    closed = frozenset(
        (line, at)
        for line, row in enumerate(made.texts)
        for at, column in enumerate(made.columns)
        if column.step and column.milestone(row) not in plan
    )
    return attrs.evolve(made, closed=closed)


def _from_the_left(column: Column) -> int:
    if column.says is Says.ROW:
        return 0
    if column.heading in _KNOWN_BY:
        return 1
    return 2 if column.may_change else 3


def _plain(names: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column(heading=_heading(name), width=_WIDE.get(name, 18)) for name in names)


def _heading(name: str) -> str:
    return _CALLED.get(name) or name.replace("_", " ").capitalize()


def _row(row: Property | Occupation) -> tuple[Value, ...]:
    seen = rows.record(row, rows.Audience.SERVICE)
    return tuple(
        _day(said) if isinstance(said := getattr(row, column), Stated) else _typed(value)
        for column, value in seen.items()
    )


def _days(plan: Plan, row: Property | Occupation, steps: Sequence[str]) -> tuple[Value, ...]:
    names = (f"{row.id}.{step}" for step in steps)
    return tuple(_day(plan[name].stated) if name in plan else None for name in names)


def _done(plan: Plan, name: str) -> Value:
    return _day(plan[name].done) if name in plan else None


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
