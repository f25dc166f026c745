"""What does a project of another tool say as a plan, and what of it can a plan not say?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import attrs

from earlyhelp.dates import words
from earlyhelp.exchange import closed_days
from earlyhelp.exchange.agreed import baselines
from earlyhelp.exchange.draft import Draft
from earlyhelp.exchange.links import tie
from earlyhelp.exchange.moments import Clock, clock_of
from earlyhelp.exchange.names import named, part, whole
from earlyhelp.exchange.placed import End, Placed
from earlyhelp.exchange.placing import HELD, Placing, drawn
from earlyhelp.exchange.project import Constraint, Project, Task
from earlyhelp.exchange.report import Item, Kind, Notes
from earlyhelp.exchange.unplaced import unplaced
from earlyhelp.model.baselines import Baseline


@attrs.frozen(kw_only=True)
class Imported:
    """A project as a plan that is about to be written."""

    draft: Draft
    placed: Mapping[int, Placed]  #: by the UID of the task
    clock: Clock
    baselines: tuple[Baseline, ...]
    items: tuple[Item, ...]  #: what became of everything


def imported(project: Project, *, nation: str, title: str | None = None) -> Imported:
    """The plan that a project says, with the nation whose bank holidays count in it."""
    return _Importing(project, nation).run(title)


class _Importing:
    def __init__(self, project: Project, nation: str) -> None:
        self.project = project
        self.nation = nation
        self.notes = Notes()
        self.tasks = {task.uid: task for task in project.tasks}
        self.dropped = {task.uid for task in project.tasks if not task.is_active}
        self.main = closed_days.calendar_of(project)

    def run(self, title: str | None) -> Imported:
        project, notes = self.project, self.notes
        closures = closed_days.closures(project, self.nation, notes)
        self.clock = clock_of(project, self.main, self.nation, closures)
        active = [task for task in project.tasks if task.is_active]
        if not self.clock.has_times and any(task.minutes <= 0 for task in active):
            why = (
                "it has no times: a milestone that waits for something is in the evening of its day"
            )
            notes.changed(Kind.DATE, "the days of the file", why)
        self.whole = whole(active, project.title)
        names = named(active, project=self.whole)
        place = Placing(project, self.clock, self.main, notes).place
        self.placed = {uid: place(name) for uid, name in names.items()}
        self.parts: dict[int, list[Placed]] = {}
        for item in self.placed.values():
            for summary in item.named.above:
                self.parts.setdefault(summary, []).append(item)
        for task in project.tasks:
            if not task.is_active:
                why = "it is switched off (inactive), so it is left out"
                notes.lost(Kind.TASK, task.name, why, task.line)
            elif task.is_summary:
                self._summary(task)
            else:
                self._dates(self.placed[task.uid])
        for item in self.placed.values():
            self._note(item)
        for task in active:
            for link in task.links:
                tie(link, task, self.placed, self.tasks, self.dropped, self)
        unplaced(project, notes)
        said = title or project.title or project.file.rpartition(".")[0] or project.file
        draft = Draft(
            id=part(said) or "plan",
            title=said,
            nation=self.nation,
            source=project.file,
            as_at=self._as_at(),
            closures=closures,
            entries=tuple(item.entry for item in self.placed.values()),
        )
        return Imported(
            draft=draft,
            placed=self.placed,
            clock=self.clock,
            baselines=tuple(baselines(self.placed.values(), notes)),
            items=tuple(notes.items),
        )

    # Tasks

    def _summary(self, task: Task) -> None:
        inside = self.inside(task.uid)
        said = f"in the ids and the workstream of {words.count(len(inside), 'task')}"
        if task.uid == self.whole:
            said = "the plan: its title says it"
        self.notes.kept(Kind.TASK, task.name, said, task.line)
        if task.notes is not None:
            why = "a plan has no place for the note of a summary"
            self.notes.lost(Kind.OTHER, f"{task.name}: its note", why, task.line)
        starts, ends = [one.start for one in inside], [one.finish for one in inside]
        if task.deadline is not None:
            self._bound(task, ends, "by", task.deadline, Kind.DATE, "deadline")
        held = HELD.get(task.constraint)
        if held is None or task.constraint_day is None:
            return
        is_end, key = held
        if (is_end, key) in ((False, "not_before"), (True, "by")):
            which = ends if is_end else starts
            day = task.constraint_day
            self._bound(task, which, key, day, Kind.CONSTRAINT, task.constraint.words)
        else:
            why = "of a summary, a plan cannot say this"
            what = f"{task.name}: {task.constraint.words}"
            self.notes.lost(Kind.CONSTRAINT, what, why, task.line)

    def inside(self, summary: int) -> list[Placed]:
        """The tasks of a summary, and of those below it."""
        return self.parts.get(summary, [])

    def _note(self, item: Placed) -> None:
        task = item.named.task
        if task.notes is None:
            return
        if len(task.notes.splitlines()) > 1:
            what = f"{task.name}: its note"
            why = "its lines are one line now"
            self.notes.changed(Kind.OTHER, what, why, task.line, item.entry.id)
        else:
            self.notes.kept(Kind.OTHER, f"{task.name}: its note", "note", task.line, item.entry.id)

    # Dates

    def _dates(self, item: Placed) -> None:
        task = item.named.task
        if task.is_external:
            self._elsewhere(item)
        elif task.is_manual:
            self._pinned_by_hand(item)
        else:
            self._constraint(item)
        if task.deadline is not None:
            self._bound(task, [item.finish], "by", task.deadline, Kind.DATE, "deadline")
        self._actuals(item)
        self._drawn(item)

    def _elsewhere(self, item: Placed) -> None:
        """A task of another file, which nothing here can move."""
        task = item.named.task
        why = "it is in another file, and here it has nothing that holds it"
        if task.start is not None:
            item.start.point.not_before = self._day(task.start, item.start, task)
            why = f"it is in another file; here it is not before {item.start.point.not_before}"
        self.notes.changed(Kind.TASK, task.name, why, task.line, item.entry.id)

    def _pinned_by_hand(self, item: Placed) -> None:
        task = item.named.task
        if task.start is None or task.actual_start is not None:
            return
        item.start.point.on = self._day(task.start, item.start, task)
        why = f"pinned to begin on {item.start.point.on}"
        what = f"{task.name}: scheduled by hand"
        self.notes.changed(Kind.CONSTRAINT, what, why, task.line, item.entry.id)

    def _constraint(self, item: Placed) -> None:
        task = item.named.task
        if task.constraint is Constraint.AS_SOON_AS_POSSIBLE:
            return
        what = f"{task.name}: {task.constraint.words}"
        if task.constraint is Constraint.AS_LATE_AS_POSSIBLE:
            why = "it bounds nothing; its latest day is the one that Project draws"
            self.notes.lost(Kind.CONSTRAINT, what, why, task.line, item.entry.id)
            return
        if task.constraint_day is None:
            self.notes.lost(Kind.CONSTRAINT, what, "it has no date", task.line, item.entry.id)
            return
        is_end, key = HELD[task.constraint]
        end = item.finish if is_end else item.start
        self._bound(task, [end], key, task.constraint_day, Kind.CONSTRAINT, task.constraint.words)

    def _bound(
        self, task: Task, ends: list[End], key: str, moment: datetime, kind: Kind, called: str
    ) -> None:
        """Say of each end that it is on, not before or by a day."""
        what = f"{task.name}: {called} {words.short(moment.date())}"
        if not ends:
            self.notes.lost(kind, what, "there is no task in it", task.line)
            return
        why = None
        days = set()
        for end in ends:
            found = end.clock.as_typed(moment, end.side)
            if key == "not_before" and end.is_milestone:
                # drawn in an evening, it is not before that of the day that was typed
                found = found._replace(day=max(found.day, moment.date()))
            days.add(found.day)
            if not found.is_whole:
                why = f"{moment.time().isoformat('minutes')} became the whole day"
            elif found.day != moment.date():
                why = "between the end of a day's work and the next one's beginning is no time"
            if key == "by":
                end.point.by.append(found.day.isoformat())
            elif key == "not_before" and end.point.not_before is not None:
                end.point.not_before = max(end.point.not_before, found.day)
            else:
                setattr(end.point, key, found.day)
        ref = ends[0].ref if len(ends) == 1 else f"each of {len(ends)} tasks"
        said = f"{ref}, {key}: {', '.join(str(day) for day in sorted(days))}"
        name = ends[0].ref
        if why is None:
            self.notes.kept(kind, what, said, task.line, name)
        else:
            self.notes.changed(kind, what, f"{said}: {why}", task.line, name)

    def _actuals(self, item: Placed) -> None:
        task, notes = item.named.task, self.notes
        finished = task.actual_finish
        if finished is None and task.percent >= 100:
            finished = task.finish
        started = task.actual_start or (finished and task.start)
        for end, moment, called in (
            (item.start, started, "actual start"),
            (item.finish, finished, "actual finish"),
        ):
            if moment is None or (end is item.start is item.finish and called == "actual start"):
                continue
            end.point.done = self._day(moment, end, task)
            what = f"{task.name}: {called} {words.short(moment.date())}"
            said = f"{end.ref}, done: {end.point.done}"
            notes.kept(Kind.DATE, what, said, task.line, item.entry.id)
        if 0 < task.percent < 100:
            why = "a plan has no per cent: it is in the note"
            said = f"{task.percent} per cent complete in {self.project.file}"
            item.entry.note = f"{item.entry.note}. {said}" if item.entry.note else said
            what = f"{task.name}: {task.percent} per cent complete"
            notes.changed(Kind.OTHER, what, why, task.line, item.entry.id)

    def _drawn(self, item: Placed) -> None:
        """Where the file draws what has not happened: that is where people expect it."""
        task = item.named.task
        said = []
        for end, moment in ((item.start, task.start), (item.finish, task.finish)):
            if moment is None or end.point.on or end.point.done or end.point.expected:
                continue
            end.point.expected = self._day(moment, end, task)
            said.append(f"{end.ref}, expected: {end.point.expected}")
        if said:
            what = f"{task.name}: drawn on {words.span(*drawn(task))}"
            self.notes.kept(Kind.DATE, what, "; ".join(said), task.line, item.entry.id)

    def _day(self, moment: datetime, end: End, task: Task) -> date:
        found = end.clock.on_day(moment, end.side)
        if not found.is_whole:
            at = f"{task.name}: {moment.time().isoformat('minutes')} on {found.day}"
            self.notes.changed(Kind.DATE, at, "became the whole day", task.line)
        return found.day

    # What is left

    def _as_at(self) -> date | None:
        """The day the facts are true: up to when the file says what happened, or its start."""
        project = self.project
        if project.status is not None:
            self._status(project.status)
            return project.status.date()
        begun = [task.start for task in project.tasks if task.start is not None]
        first = project.start or min(begun, default=None)
        return first.date() if first is not None else None

    def _status(self, status: datetime) -> None:
        """What is not done cannot be before the as-at day, wherever the file leaves it."""
        behind = [
            item
            for item in self.placed.values()
            if item.finish.point.done is None
            and (shown := item.named.task.early_finish or item.named.task.finish) is not None
            and shown.date() < status.date()
        ]
        what = f"status date {words.short(status.date())}"
        if behind:
            names = words.count(len(behind), "task")
            why = f"as_at: {names} before it and not done cannot be earlier than it here"
            self.notes.changed(Kind.DATE, what, why)
        else:
            self.notes.kept(Kind.DATE, what, "as_at")
