"""What is a task of a project in a plan: a milestone or a stage, how long, and on which days?"""

from __future__ import annotations

import math
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.exchange.draft import Entry, Point
from earlyhelp.exchange.moments import Clock, Side
from earlyhelp.exchange.names import Named
from earlyhelp.exchange.placed import End, Placed
from earlyhelp.exchange.project import Constraint, Project, ProjectCalendar, Task
from earlyhelp.exchange.report import Kind, Notes

#: Which end each constraint holds, and under which key of a plan; the first two hold neither.
HELD: Final = {
    Constraint.MUST_START_ON: (False, "on"),
    Constraint.MUST_FINISH_ON: (True, "on"),
    Constraint.START_NO_EARLIER_THAN: (False, "not_before"),
    Constraint.START_NO_LATER_THAN: (False, "by"),
    Constraint.FINISH_NO_EARLIER_THAN: (True, "not_before"),
    Constraint.FINISH_NO_LATER_THAN: (True, "by"),
}


def drawn(task: Task) -> tuple[date, date]:
    """The first and the last day of what the file draws of a task, of which there is some."""
    known = sorted(moment.date() for moment in (task.start, task.finish) if moment is not None)
    return known[0], known[-1]


class Placing:
    """Says each task in the plan, without what it waits for, and notes what became of it."""

    def __init__(
        self, project: Project, clock: Clock, main: ProjectCalendar | None, notes: Notes
    ) -> None:
        """`main` is the calendar of all tasks without their own, and `clock` that calendar's."""
        self.project = project
        self.clock = clock
        self.main = main
        self.notes = notes
        self.calendars = {calendar.uid: calendar for calendar in project.calendars}

    def place(self, name: Named) -> Placed:
        """A task in the plan."""
        task = name.task
        entry = Entry(
            id=name.id,
            title=task.name or name.id,
            workstream=name.workstream,
            note=task.notes,
        )
        clock = self._own_clock(task, name.id)
        if task.minutes <= 0:
            side = self._side(task, clock)
            end = End(ref=name.id, side=side, point=entry.start, clock=clock, is_milestone=True)
            self._note_milestone(task, name.id, side, clock)
            placed = Placed(named=name, entry=entry, start=end, finish=end)
        else:
            entry.end = Point()
            entry.lasts = self._length(task, name.id, clock)
            start = End(ref=f"{name.id}.start", side=Side.MORNING, point=entry.start, clock=clock)
            finish = End(ref=f"{name.id}.end", side=Side.EVENING, point=entry.end, clock=clock)
            placed = Placed(named=name, entry=entry, start=start, finish=finish)
        if clock.is_any_day:
            placed.start.point.days = placed.finish.point.days = "any"
        return placed

    # On which days

    def _own_clock(self, task: Task, name: str) -> Clock:
        """The hours and days of a task: those of the project, but for a calendar of all days."""
        any_day = attrs.evolve(self.clock, is_any_day=True)
        if task.calendar is None or (self.main and task.calendar == self.main.uid):
            return any_day if task.is_elapsed else self.clock
        own = self.calendars.get(task.calendar)
        called = own.name if own and own.name else f"with the UID {task.calendar}"
        what = f"{task.name}: its own calendar {called}"
        if own is not None and self._is_main(own):
            self.notes.kept(Kind.CALENDAR, what, "the same days", task.line, name)
            return any_day if task.is_elapsed else self.clock
        if own is not None and len(own.working) == 7 and not own.exceptions:
            self.notes.kept(Kind.CALENDAR, what, "days: any", task.line, name)
            starts, ends = own.day_starts or any_day.starts, own.day_ends or any_day.ends
            return attrs.evolve(any_day, starts=starts, ends=ends) if starts < ends else any_day
        why = "a plan has one calendar; the task follows that one"
        self.notes.lost(Kind.CALENDAR, what, why, task.line, name)
        return any_day if task.is_elapsed else self.clock

    def _is_main(self, own: ProjectCalendar) -> bool:
        """Whether a calendar has the days and hours of the project's, under another name."""
        main = self.main
        if main is None:
            return False
        hours = (own.day_starts, own.day_ends) == (main.day_starts, main.day_ends)
        return hours and own.working == main.working and _closed(own) == _closed(main)

    # Milestones

    def _note_milestone(self, task: Task, name: str, side: Side, clock: Clock) -> None:
        half = "in the morning" if side is Side.MORNING else "in the evening"
        said = f"milestone {name}, {half}"
        if _is_span(task, side, clock):
            why = f"it takes no time of its own, and is drawn on {words.span(*drawn(task))}"
            self.notes.changed(Kind.TASK, task.name, f"{said}: {why}", task.line, name)
        else:
            self.notes.kept(Kind.TASK, task.name, said, task.line, name)

    def _side(self, task: Task, clock: Clock) -> Side:
        """On which side of its day a milestone is: as the file has it, else by its links."""
        shown = task.early_start or task.start or task.constraint_day or task.deadline
        if shown is not None and clock.has_times:
            return clock.side_of(shown)
        if task.constraint in HELD and task.constraint_day is not None:
            is_end, _ = HELD[task.constraint]
            return Side.EVENING if is_end else Side.MORNING
        return Side.EVENING if task.links else Side.MORNING

    # Stages

    def _length(self, task: Task, name: str, clock: Clock) -> str:
        notes, what = self.notes, task.name
        per_day = 1440 if task.is_elapsed else self.project.minutes_per_day
        unit = "calendar" if clock.is_any_day else "working"
        length = math.ceil(task.minutes / per_day)
        lasts = f"exactly {length - 1} {unit} {'day' if length == 2 else 'days'}"
        words_of = f"stage {name}, {words.count(length, f'{unit} day')} from its first to its last"
        if task.is_elapsed:
            why = "elapsed time ends at an hour; here it ends on a day"
            notes.changed(Kind.TASK, what, f"{words_of}: {why}", task.line, name)
        elif length * per_day != task.minutes:
            why = f"{task.minutes / per_day:.4g} days became whole days"
            notes.changed(Kind.TASK, what, f"{words_of}: {why}", task.line, name)
        elif task.is_milestone:
            why = "the file calls it a milestone although it takes time"
            notes.changed(Kind.TASK, what, f"{words_of}: {why}", task.line, name)
        else:
            notes.kept(Kind.TASK, what, words_of, task.line, name)
        return lasts


def _is_span(task: Task, side: Side, clock: Clock) -> bool:
    """Whether what takes no time begins on one day and ends on another, as a hammock does."""
    if task.start is None or task.finish is None or task.finish <= task.start:
        return False
    first, last = (clock.on_day(moment, side).day for moment in (task.start, task.finish))
    return first != last


def _closed(calendar: ProjectCalendar) -> frozenset[tuple[object, ...]]:
    return frozenset((one.first, one.last, one.works, one.days) for one in calendar.exceptions)
