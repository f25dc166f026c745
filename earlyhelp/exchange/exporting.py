"""What does a plan say as a project of another tool, and what of it can a project not say?

A stage that lasts exactly so many working days is a task; a stage of any other length is the
two milestones that it is made of, because a task has one length. A milestone is in the evening
of its day, where Project draws what is reached when work is done; but in the morning where
it waits for calendar days: if these end on no working day, Project goes on to the next morning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Final, NamedTuple, TypeVar

import attrs

from earlyhelp.dates import Unit, words
from earlyhelp.dates.bank_holidays import bank_holidays
from earlyhelp.exchange.exported_links import Tie, ties
from earlyhelp.exchange.moments import Side
from earlyhelp.exchange.placed import Spot
from earlyhelp.exchange.project import (
    CalendarException,
    Constraint,
    Project,
    ProjectCalendar,
    Task,
    TaskBaseline,
)
from earlyhelp.exchange.recheck import ending_by
from earlyhelp.exchange.report import Item, Kind, Notes
from earlyhelp.exchange.unsaid import unsaid
from earlyhelp.model import Field, LinkKind, Milestone, Plan, Stage, Stated
from earlyhelp.network.schedule import Schedule

_OPENS: Final = time(8)
_CLOSES: Final = time(17)
_PER_DAY: Final = 480
_STANDARD: Final = 1
_EVERY_DAY: Final = 2
_LONGEST_NAME: Final = 512  #: of a task, in the schema


class Held(NamedTuple):
    """A constraint that an end of a task needs."""

    constraint: Constraint
    day: date


@attrs.frozen(kw_only=True)
class Exported:
    """A plan as a project that is about to be written."""

    project: Project
    items: tuple[Item, ...]  #: what became of everything


def exported(schedule: Schedule) -> Exported:
    """The project that a plan says, with its early and late days."""
    return _Exporting(schedule).run()


def at(day: date, side: Side) -> datetime:
    """The moment that is on this side of a day's work."""
    return datetime.combine(day, _CLOSES if side is Side.EVENING else _OPENS)


class _Exporting:
    def __init__(self, schedule: Schedule) -> None:
        self.plan: Plan = schedule.plan
        self.schedule = schedule
        self.notes = Notes()
        known = [day for day in schedule.earliest.values() if day is not None]
        self.as_at = schedule.as_at or min(known, default=date(2000, 1, 1))
        self.finish = max(known, default=self.as_at)
        at_least = [link for link in self.plan.links if link.kind is LinkKind.AT_LEAST]
        #: what waits for so many calendar days
        self.mornings = {
            link.then
            for link in at_least
            if link.lag.count and not link.lag.unit.follows_working_days
        }
        #: what waits for anything, or its stage's end does; and for something still to come
        into = {link.then for link in at_least if link.field is not Field.LASTS}
        self.ways_in = into | {stage.start.id for stage in self.plan.stages if stage.end.id in into}
        self.held_back = {
            link.then
            for link in at_least
            if self.plan[link.first].done is None and self.plan.works(self.plan[link.first])
        }
        calendar = self.plan.calendar
        self.first_day = calendar.first_working_day(self.as_at)
        # the end of the last day is the beginning of the next
        limits = dict.fromkeys((item.id for item in self.plan.milestones), self.finish)
        next_day = self.finish + timedelta(days=1)
        next_at_work = calendar.first_working_day(next_day)
        limits |= {
            name: next_at_work if self.plan.works(self.plan[name]) else next_day
            for name in self.mornings
        }
        self.late = ending_by(attrs.evolve(self.plan, as_at=self.as_at), limits)

    def run(self) -> Exported:
        plan, notes = self.plan, self.notes
        tasks = {stage.id: stage for stage in plan.stages if self._is_task(stage)}
        ends = {end.id: stage for stage in tasks.values() for end in (stage.start, stage.end)}
        lines = list(self._lines(ends))
        spots = {name: spot for line in lines for name, spot in line.spots.items()}
        tied = ties(self.schedule, spots, notes)
        self.deadlines = tied.deadlines
        made = [self._task(line, tied.links.get(line.uid, ())) for line in lines]
        for stage in plan.stages:
            if stage.id not in tasks:
                why = "two milestones: a task has one length, and ends that nothing else moves"
                notes.changed(Kind.TASK, stage.title or stage.id, why, 0, stage.id)
        notes.items.extend(unsaid(plan))
        return Exported(
            project=Project(
                file="",
                title=plan.title,
                start=at(self.as_at, Side.MORNING),
                finish=at(self.finish, Side.EVENING),
                status=at(self.as_at, Side.EVENING),
                calendar=_STANDARD,
                calendars=tuple(self._calendars()),
                tasks=tuple(_in_workstreams(made, lines)),
            ),
            items=tuple(notes.items),
        )

    # Which lines there are

    def _is_task(self, stage: Stage) -> bool:
        """Whether a stage has one length in working days, and needs one constraint at most."""
        length = stage.length
        if length is None or length.at_least is None or length.at_least != length.at_most:
            return False
        # its ends as the plan has them now: the journal may have moved them
        start, end = self.plan[stage.start.id], self.plan[stage.end.id]
        held = [*self._held(start, Side.MORNING), *self._held(end, Side.EVENING)]
        return (
            length.at_least.unit in (Unit.WORKING_DAYS, Unit.CLEAR_WORKING_DAYS)
            and length.likely is None
            and self.plan.works(start)
            and self.plan.works(end)
            and len(held) + bool(start.by) <= 1
            and (start.on is None or start.on.when.is_exact)
            and (start.done is not None or end.done is None)
        )

    def _lines(self, ends: Mapping[str, Stage]) -> Iterator[_Line]:
        """The lines in the order of the plan, numbered in the order of the file.

        So a plan that was made of the file, and has that order, is exported with the same UIDs.
        """
        rows: dict[str, Stage | None] = {}  # by where each begins
        for milestone in self.plan.milestones:
            stage = ends.get(milestone.id)
            rows.setdefault(stage.start.id if stage else milestone.id, stage)
        groups = _grouped((self.plan[begin].workstream, begin) for begin in rows)
        uids = {begin: uid for uid, begin in enumerate(chain(*groups.values()), 1)}
        for begin, stage in rows.items():
            uid, start = uids[begin], self.plan[begin]
            if stage is None:
                side = Side.MORNING if begin in self.mornings else Side.EVENING
                spot = Spot(uid=uid, is_start=False, is_end=False, side=side)
                yield _Line(uid, begin, start, start, None, {begin: spot})
            else:
                end = self.plan[stage.end.id]
                spots = {
                    begin: Spot(uid=uid, is_start=True, is_end=False, side=Side.MORNING),
                    end.id: Spot(uid=uid, is_start=False, is_end=True, side=Side.EVENING),
                }
                yield _Line(uid, stage.id, start, end, stage, spots)

    # What each line says

    def _task(self, line: _Line, links: Sequence[Tie]) -> Task:
        start, end, stage = line.start, line.end, line.stage
        title = self._fitting((stage.title if stage else start.title) or line.id, line.id)
        minutes = 0
        side, last_side = line.spots[start.id].side, line.spots[end.id].side
        if stage is not None and stage.length is not None and stage.length.at_least is not None:
            lag = stage.length.at_least
            minutes = (lag.count + (lag.unit is Unit.CLEAR_WORKING_DAYS) + 1) * _PER_DAY
        held = [*self._held(start, side)]
        if stage is not None:
            held += self._held(end, last_side)
            if start.by:
                held.append(Held(Constraint.START_NO_LATER_THAN, _last(start.by)))
        held = held or [*self._held_by_as_at(start, side)]
        self._say_dates(title, line)
        kind = "task" if stage else "milestone"
        self.notes.kept(Kind.TASK, title, kind, 0, line.id)
        drawn = self._drawn(start), self._drawn(end)
        early, late = self.schedule.earliest, self.late.latest
        done = end.done is not None
        return Task(
            uid=line.uid,
            name=title,
            is_milestone=stage is None,
            minutes=minutes,
            start=at(drawn[0], side),
            finish=at(drawn[1], last_side),
            early_start=at(early[start.id] or self.as_at, side),
            early_finish=at(early[end.id] or self.as_at, last_side),
            late_start=_at(drawn[0] if start.done else late[start.id], side),
            late_finish=_at(drawn[1] if end.done else late[end.id], last_side),
            percent=100 if done else 0,
            actual_start=at(start.done.when.first, side) if start.done else None,
            actual_finish=at(end.done.when.first, last_side) if end.done else None,
            constraint=held[0].constraint if held else Constraint.AS_SOON_AS_POSSIBLE,
            constraint_day=self._moment(held[0]) if held else None,
            deadline=_at(self._deadline(line), last_side),
            calendar=None if self.plan.works(start) else _EVERY_DAY,
            links=tuple(tie.link for tie in links),
            baselines=tuple(self._baselines(line, side)),
            code=line.id,
        )

    def _fitting(self, title: str, name: str) -> str:
        """A title as long as the name of a task can be."""
        if len(title) <= _LONGEST_NAME:
            return title
        why = f"a task's name has {_LONGEST_NAME} characters at most; the rest is cut off"
        self.notes.changed(Kind.OTHER, f"the title of {name}", why, 0, name)
        return title[: _LONGEST_NAME - 1] + "…"

    def _held(self, milestone: Milestone, side: Side) -> Iterator[Held]:
        """What pins a milestone, or an end of a task, or keeps it from being earlier."""
        is_start = side is Side.MORNING
        no_earlier = (
            Constraint.START_NO_EARLIER_THAN if is_start else Constraint.FINISH_NO_EARLIER_THAN
        )
        if milestone.done is not None:
            return
        if milestone.on is not None and milestone.on.when.is_exact:
            on = Constraint.MUST_START_ON if is_start else Constraint.MUST_FINISH_ON
            yield Held(on, milestone.on.when.first)
        elif (least := milestone.on or milestone.not_before) is not None:
            yield Held(no_earlier, least.when.first)

    def _held_by_as_at(self, start: Milestone, side: Side) -> Iterator[Held]:
        """The as-at day, where it alone keeps something from being earlier.

        Project begins in the morning of that day, but a milestone is in the evening of it; and
        it holds back nothing that has a link.
        """
        early = self.schedule.earliest[start.id]
        if start.done is not None or (early is not None and early > self.first_day):
            return
        first = self.first_day if self.plan.works(start) else self.as_at
        if side is Side.EVENING and start.id not in self.held_back:
            yield Held(Constraint.FINISH_NO_EARLIER_THAN, first)
        elif side is Side.MORNING and start.id in self.ways_in:
            yield Held(Constraint.START_NO_EARLIER_THAN, first)

    def _deadline(self, line: _Line) -> date | None:
        """The last day of all that bounds its end, that of a pinned window among them."""
        end, start, stage = line.end, line.start, line.stage
        days = [said.when.last for said in end.by]
        if end.on is not None and not end.on.when.is_exact and end.done is None:
            days.append(end.on.when.last)
        if end.id in self.deadlines:
            days.append(self.deadlines[end.id])
        length = stage.length.at_least if stage is not None and stage.length is not None else None
        if length is not None and start.id in self.deadlines:
            # a task has one deadline, that of its end
            last = self.plan.calendar.last_working_day(self.deadlines[start.id])
            days.append(length.later(last, self.plan.calendar))
        return min(days, default=None)

    def _moment(self, held: Held) -> datetime:
        is_start = held.constraint.name.startswith(("START", "MUST_START"))
        return at(held.day, Side.MORNING if is_start else Side.EVENING)

    def _drawn(self, milestone: Milestone) -> date:
        """Where a milestone is drawn: on its stated day, or else on its earliest."""
        if milestone.stated is not None:
            return milestone.stated.when.first
        return self.schedule.earliest[milestone.id] or self.as_at

    def _say_dates(self, title: str, line: _Line) -> None:
        for milestone in dict.fromkeys((line.start, line.end)):
            stated = (milestone.on, milestone.expected, milestone.not_before, milestone.done)
            for said in (*stated, *milestone.by):
                if said is None:
                    continue
                what = f"{title}: {said.when.text}"
                if not said.when.is_exact:
                    why = "a day less precise than one day is a first and a last day there"
                    self.notes.changed(Kind.DATE, what, why, 0, milestone.id)
                else:
                    self.notes.kept(Kind.DATE, what, "a date", 0, milestone.id)
            if milestone.on and milestone.not_before:
                why = "the pinned day alone: a task has one constraint"
                what = f"{title}: not before {milestone.not_before.when.text}"
                self.notes.lost(Kind.CONSTRAINT, what, why, 0, milestone.id)

    def _baselines(self, line: _Line, side: Side) -> Iterator[TaskBaseline]:
        if self.plan.baseline is None:
            return
        days = self.plan.baseline.by_id
        first, last = (
            kept.when.first if (kept := days.get(end.id)) is not None and kept.when else None
            for end in (line.start, line.end)
        )
        if first is not None or last is not None:
            yield TaskBaseline(number=0, start=_at(first, side), finish=_at(last, Side.EVENING))

    def _calendars(self) -> Iterator[ProjectCalendar]:
        closed = [
            CalendarException(first=item.first, last=item.last, name=item.name)
            for item in self.plan.calendar.closures
        ]
        for year in range(self.as_at.year - 1, self.finish.year + 2):
            for day, name in sorted(bank_holidays(self.plan.nation, year).items()):
                if not any(item.first <= day <= item.last for item in closed):
                    closed.append(CalendarException(first=day, last=day, name=name))
        closed = list(_apart(closed))
        for item in self.plan.calendar.closures:
            what = f"{item.name}, {words.span(item.first, item.last)}"
            self.notes.kept(Kind.CALENDAR, what, "an exception of the calendar")
        yield ProjectCalendar(uid=_STANDARD, name="Standard", exceptions=tuple(closed))
        if not all(map(self.plan.works, self.plan.milestones)):
            every = frozenset(range(7))
            yield ProjectCalendar(uid=_EVERY_DAY, name="Every day", working=every)


def _apart(items: Iterable[CalendarException]) -> Iterator[CalendarException]:
    """The same days without any twice: Project takes no exceptions that overlap."""
    last = date.min
    for item in sorted(items, key=lambda item: (item.first, item.last)):
        first = max(item.first, last + timedelta(days=1)) if last > date.min else item.first
        if first <= item.last:
            yield attrs.evolve(item, first=first)
            last = item.last


class _Line(NamedTuple):
    """A milestone or a stage that is one line of the project."""

    uid: int
    id: str
    start: Milestone
    end: Milestone  #: of a milestone, itself
    stage: Stage | None
    spots: dict[str, Spot]


def _last(by: Sequence[Stated]) -> date:
    return min(said.when.last for said in by)


def _at(day: date | None, side: Side) -> datetime | None:
    return None if day is None else at(day, side)


_Item = TypeVar("_Item")


def _grouped(items: Iterable[tuple[str | None, _Item]]) -> dict[str | None, list[_Item]]:
    """The items by their workstreams, as these come first; before all, those that have none."""
    groups: dict[str | None, list[_Item]] = {None: []}
    for workstream, item in items:
        groups.setdefault(workstream, []).append(item)
    return groups


def _in_workstreams(tasks: Sequence[Task], lines: Sequence[_Line]) -> Iterator[Task]:
    """The tasks, those of a workstream below a summary with its name."""
    workstreams = (line.start.workstream for line in lines)
    groups = _grouped(zip(workstreams, tasks, strict=True))
    uid = len(tasks)
    for workstream, inside in groups.items():
        if workstream is None:
            yield from inside
            continue
        uid += 1
        yield Task(uid=uid, name=workstream, is_summary=True)
        yield from (attrs.evolve(task, level=2) for task in inside)
