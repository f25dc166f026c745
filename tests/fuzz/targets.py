"""What may a reader do with bytes of any kind? Each target takes some, and says so.

A target answers or refuses. To refuse is to raise one of the errors that the reader's
docstring names; anything else that comes out is a mistake in earlyhelp, and so is an answer
that breaks a law of its reader: what is written again reads the same, what is refused says
in which line of the file, and no day is later than the one that it comes before.
"""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

import attrs
from around import AROUND_REGISTERS, RECORDED, REGISTERS, WORKBOOK

from earlyhelp.checks import check_plan
from earlyhelp.dates import DateExpression, Lag, WorkingCalendar
from earlyhelp.dates.moves import Move
from earlyhelp.dates.slips import slip, slipped
from earlyhelp.errors import (
    DayOutOfRangeError,
    NotADayError,
    NotALagError,
    NotASelectionError,
    NotShiftedError,
    UnreadableCalendarError,
    UnreadablePlanError,
    UnreadableProjectError,
    UnreadableSheetError,
    UnusableTemplateError,
)
from earlyhelp.exchange.draft import plan_yaml
from earlyhelp.exchange.importing import imported
from earlyhelp.exchange.recheck import recheck
from earlyhelp.files.baselines import as_bytes, read_baseline
from earlyhelp.files.calendars.ical import read_calendar
from earlyhelp.files.journal import as_lines, read_journal
from earlyhelp.files.load import parse
from earlyhelp.files.projects.mspdi import read_project
from earlyhelp.files.registers.case_import import import_cases
from earlyhelp.files.registers.column_maps import shipped_map
from earlyhelp.files.registers.typed_sheets import sheets_in
from earlyhelp.files.selections import many, row_day, selected_rows
from earlyhelp.files.shift import shifted
from earlyhelp.findings import Place
from earlyhelp.model import Plan
from earlyhelp.model.journal import Entry
from earlyhelp.model.workflows import Each
from earlyhelp.outputs import exchanged, machine, tables, text, typed_cells
from earlyhelp.outputs.calendars.ical import stream
from earlyhelp.outputs.notices.templates import PAGE, TEXT, Templates
from earlyhelp.outputs.workbook.sheets import workbook
from earlyhelp.tracking.sheets import Sheet
from earlyhelp.tracking.typed_cells import compared
from earlyhelp.tracking.typed_outcomes import judged, recorded

Target = Callable[[bytes], None]

_ENGLAND: Final = WorkingCalendar(nation="england")
_TODAY: Final = date(2021, 9, 17)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LINT: Final = runpy.run_path(str(Path(__file__).parents[1] / "lint_ics.py"))["lint_ics"]


def dates(data: bytes) -> None:
    """A date, a slip, and a move by days or by years, each on a line of its own."""
    said, late, moved = _lines(data, 3)
    when, by = None, None
    with contextlib.suppress(NotADayError, DayOutOfRangeError):
        when = DateExpression.parse(said)
        assert when.first <= when.last
        assert (when.high - when.low) == (when.last - when.first).days
        assert DateExpression.parse(when.text) == when
        assert all((when.in_a_sentence(), when.with_preposition(), when.without_weekday()))
    with contextlib.suppress(NotALagError):
        by = slip(late)
        assert Lag.parse(str(by)) == by
    if when is not None and by is not None:
        with contextlib.suppress(NotALagError, DayOutOfRangeError):
            assert slipped(when, by, _ENGLAND).last >= when.last
    if when is not None and moved.removeprefix("-").isdecimal() and len(moved) < 9:
        for move in (Move(days=int(moved)), Move(years=int(moved))):
            with contextlib.suppress(DayOutOfRangeError):
                assert move.date(when).precision is when.precision
                move.is_exact_for(when)


def lags(data: bytes) -> None:
    """A lag."""
    (said,) = _lines(data, 1)
    with contextlib.suppress(NotALagError):
        lag = Lag.parse(said)
        assert Lag.parse(str(lag)) == lag
        with contextlib.suppress(DayOutOfRangeError):
            end = lag.later(_TODAY, _ENGLAND)
            assert lag.latest_from(end, _ENGLAND) >= _TODAY >= lag.earliest_from(end, _ENGLAND)


def selections(data: bytes) -> None:
    """Which rows a workflow is for, what `all …` stands for, and a day of each row."""
    (said,) = _lines(data, 1)
    for read in (selected_rows, many):
        with contextlib.suppress(NotASelectionError):
            read(said)
    for each in Each:
        with contextlib.suppress(NotASelectionError, NotALagError):
            row_day(said, each)


def plans(data: bytes) -> None:
    """A file `plan.yaml` without any other beside it; what can be read is checked and told."""
    try:
        plan = parse(data)
    except UnreadablePlanError as error:
        _says_where(error, data)
        return
    _told(plan)


def shifts(data: bytes) -> None:
    """The same, moved to the next year by weekday and by date: the copy can be read."""

    def none_beside(_name: str) -> bytes:
        raise NotShiftedError

    try:
        parse(data)
    except UnreadablePlanError:
        return
    for move in (Move(days=364), Move(years=1)):
        with contextlib.suppress(NotShiftedError):
            parse(shifted(data, none_beside, move).files["plan.yaml"])


def registers(data: bytes) -> None:
    """A CSV file, read as every register of a plan."""
    _registers(data, "csv")


def workbooks(data: bytes) -> None:
    """An XLSX file, or the XML of its one sheet, read as every register of a plan."""
    if not data.startswith(b"PK"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as parts:
            for name, part in WORKBOOK.items():
                parts.writestr(name, part)
            parts.writestr("xl/worksheets/sheet1.xml", data)
        data = packed.getvalue()
    _registers(data, "xlsx")


def calendars(data: bytes) -> None:
    """A calendar of any client; written by us it is clean, and has the same events."""
    try:
        read = read_calendar(data)
    except UnreadableCalendarError:
        return
    assert all(problem.isprintable() for problem in read.problems)
    events = read.calendar.events
    assert all(event.first <= event.last for event in events)
    # only one of each is ever written: those that are there twice have been named above
    each = tuple(sorted(read.calendar.by_uid.values(), key=lambda one: (one.first, one.uid)))
    if not each or "" in read.calendar.by_uid:
        return
    written = b"".join(stream(attrs.evolve(read.calendar, events=each)))
    errors = [found for found in _LINT(written) if found.level == "E"]
    assert not errors, errors
    again = read_calendar(written).calendar.events
    assert [(one.uid, one.first, one.last) for one in again] == [
        (one.uid, one.first, one.last) for one in each
    ]


def projects(data: bytes) -> None:
    """A file of Microsoft Project; what is taken in is a plan that can be read."""
    try:
        project = read_project(data, file="theirs.xml")
    except UnreadableProjectError as error:
        _names_the_file(error)
        return
    if not any(not task.is_summary for task in project.tasks):
        return
    made = imported(project, nation="england")
    plan = parse(plan_yaml(made.draft).encode())
    report = exchanged.ImportReport(
        file=project.file,
        form=project.form,
        target="theirs",
        title=made.draft.title,
        items=made.items,
        recheck=recheck(plan, made, project),
    )
    assert list(exchanged.lines(report, with_kept=True))
    assert exchanged.as_json(report)
    for kept in made.baselines:
        read_baseline(as_bytes(kept), kept.name)


def journals(data: bytes) -> None:
    """A journal: never refused, written again it says the same, and the plan can be told."""
    journal = read_journal(data)
    again = read_journal(as_lines(journal.entries, None))
    assert not again.torn
    assert [_without_place(one) for one in again.entries] == [
        _without_place(one) for one in journal.entries
    ]
    with contextlib.suppress(UnreadablePlanError):
        _told(parse(RECORDED.encode(), recorded=data))


def baselines(data: bytes) -> None:
    """A baseline; written again it says the same."""
    try:
        baseline = read_baseline(data, "approved")
    except UnreadablePlanError as error:
        _says_where(error, data)
        return
    again = read_baseline(as_bytes(baseline), "approved")
    assert [(day.id, day.when, day.kind) for day in again.days] == [
        (day.id, day.when, day.kind) for day in baseline.days
    ]


def sheets(data: bytes) -> None:
    """A table of a plan's sheets that came back."""
    try:
        read = sheets_in(data, Path("sheet.csv"))
    except UnreadableSheetError:
        return
    plan = _recorded()
    compared_with_today = compared(_sheets_of_today(), read.sheets)
    for said in (read.problems, read.notes, compared_with_today.problems):
        _shown(said)
    found = judged(plan, compared_with_today.changed)
    assert list(typed_cells.as_text(found, is_all_read=not read.problems))
    assert len(typed_cells.records(found)) == len(found)
    assert {one.outcome for one in recorded(found)} <= {one.outcome for one in found}


def cases(data: bytes) -> None:
    """An export of a case system; its numbers stay behind, all but in the key."""
    mapped = shipped_map("mosaic", "cases")
    assert mapped is not None
    numbers = count()
    with contextlib.suppress(UnreadablePlanError):
        made = import_cases(
            data,
            "export.csv",
            mapped.ours,
            required=mapped.ours,
            dates=mapped.dates,
            key=None,
            token=lambda: f"token-{next(numbers)}",
        )
        assert made.rows >= made.new == made.key.count(b"token-")


def templates(data: bytes) -> None:
    """A template of a letter, as text and as a page."""
    said = data.decode(errors="replace")
    says = {"name": "Elm <b>", "places": [{"name": "Elm", "day": "1 May"}, {"name": "Oak"}]}
    with contextlib.suppress(UnusableTemplateError):
        assert Templates({TEXT: (said, "own")}).text(says).endswith("\n")
    with contextlib.suppress(UnusableTemplateError):
        Templates({PAGE: (said, "own")}).page(says)


TARGETS: Final[dict[str, Target]] = {
    run.__name__: run
    for run in (
        *(dates, lags, selections, plans, shifts, registers, workbooks, calendars, projects),
        *(journals, baselines, sheets, cases, templates),
    )
}


def _lines(data: bytes, number: int) -> list[str]:
    """So many lines of a text; those that are not there are empty."""
    found = data.decode(errors="replace").split("\n", number - 1)
    return found + [""] * (number - len(found))


def _registers(data: bytes, ending: str) -> None:
    named = "".join(f"{register}: {register}.{ending}\n" for register in REGISTERS)
    try:
        plan = parse((AROUND_REGISTERS + named).encode(), open_file=lambda _name: data)
    except UnreadablePlanError as error:
        for finding in error.findings:
            assert finding.place is not None, finding
            assert min(finding.place.line, finding.place.column) >= 1, finding
        _in_every_form(error)
        return
    _told(plan)


def _says_where(error: UnreadablePlanError, data: bytes) -> None:
    """Every reason has a line that the file has, and words on one line."""
    lines = 1 + len(data.decode(errors="replace").splitlines())
    assert error.findings
    for finding in error.findings:
        assert finding.place is not None, finding
        assert 1 <= finding.place.line <= lines, finding
        assert finding.place.column >= 1, finding
    _in_every_form(error)


def _names_the_file(error: UnreadableProjectError) -> None:
    assert str(error).startswith("theirs.xml"), error


def _in_every_form(error: UnreadablePlanError) -> None:
    _shown(text.findings(error.findings, text.Paper()))
    for form in ("json", "sarif", "github"):
        assert machine.unreadable(form, error.path, error.findings, "")


def _told(plan: Plan) -> None:
    """Check a plan, and write what there is to say of it in every form."""
    schedule, found = check_plan(plan, is_uncertain=True)
    _shown(text.title_lines(schedule, text.Paper()))
    _shown(text.findings(found, text.Paper()))
    assert tables.table(tables.HEADINGS, tables.milestones(schedule))
    assert machine.show_json(schedule)
    for form in ("json", "sarif", "github"):
        machine.check(form, schedule, found, "", is_uncertain=True)


def _shown(lines: Iterable[str]) -> None:
    """Nothing that a terminal would act on."""
    for line in lines:
        assert not _CONTROL.search(line), line


def _without_place(entry: Entry) -> Entry:
    """An entry as it is, wherever in a file it stands."""
    nowhere = Place("", 1, 1)
    day = attrs.evolve(entry.day, place=nowhere) if entry.day else None
    return attrs.evolve(entry, place=nowhere, day=day)


@cache
def _recorded() -> Plan:
    return parse(RECORDED.encode())


@cache
def _sheets_of_today() -> tuple[Sheet, ...]:
    schedule, findings = check_plan(_recorded(), _TODAY)
    return workbook(schedule, findings, within=14)
