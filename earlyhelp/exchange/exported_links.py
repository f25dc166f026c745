"""What do the links of a plan say between the tasks of a project?

A minimum lag is a link with that lag. A maximum lag is a link back, with a lead: what may be
at most five days later has a follower that is at least five days earlier. Project takes no
links in a circle, so a maximum lag beside a minimum one cannot be said there. From a day that is
done or pinned it is a deadline; else it is named among what the file cannot hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from earlyhelp.dates import Lag, Unit, words
from earlyhelp.errors import DayOutOfRangeError
from earlyhelp.exchange.placed import Spot
from earlyhelp.exchange.project import LagUnit, LinkType, TaskLink
from earlyhelp.exchange.report import Kind, Notes
from earlyhelp.model import Field, Link, LinkKind
from earlyhelp.network.schedule import Schedule

_WORKING_DAY: Final = 4800  #: tenths of a minute
_ELAPSED_DAY: Final = 14_400
_TYPES: Final = {
    (True, False): LinkType.FINISH_TO_START,
    (True, True): LinkType.FINISH_TO_FINISH,
    (False, False): LinkType.START_TO_START,
    (False, True): LinkType.START_TO_FINISH,
}


class Tie(NamedTuple):
    """A link of a task."""

    then: int  #: the UID of the task that waits
    link: TaskLink


class Tied(NamedTuple):
    """What the links of a plan are in a project."""

    links: Mapping[int, tuple[Tie, ...]]  #: of each task, by its UID
    deadlines: Mapping[str, date]  #: of milestones that are at most so long after a fixed day


def ties(schedule: Schedule, spots: Mapping[str, Spot], notes: Notes) -> Tied:
    """The links of each task, and the deadlines that stand for links."""
    return _Ties(schedule, spots, notes).run()


class _Ties:
    def __init__(self, schedule: Schedule, spots: Mapping[str, Spot], notes: Notes) -> None:
        self.schedule = schedule
        self.spots = spots
        self.notes = notes
        self.made: dict[int, list[Tie]] = {}
        self.onward: dict[int, set[int]] = {}
        self.deadlines: dict[str, date] = {}

    def run(self) -> Tied:
        links = [link for link in self.schedule.plan.links if not self._is_a_length(link)]
        for kind in (LinkKind.AT_LEAST, LinkKind.AT_MOST):
            for link in links:
                if link.kind is kind and link.field is not Field.RULE:
                    self._say(link)
        made = {uid: tuple(found) for uid, found in self.made.items()}
        return Tied(made, self.deadlines)

    def _is_a_length(self, link: Link) -> bool:
        """Whether it is what a task's own length says."""
        return self.spots[link.first].uid == self.spots[link.then].uid

    def _say(self, link: Link) -> None:
        what = f"{link.owner}, {link.field}: {link.words}" if link.words else link.in_words()
        lag, why = self._days(link)
        name = link.owner
        is_closed = self._closes_a_circle(link)
        if (lag is None or is_closed) and (deadline := self._deadline(link)) is not None:
            self.notes.changed(Kind.LINK, what, deadline, 0, name)
            return
        if lag is None:
            self.notes.lost(Kind.LINK, what, why or "", 0, name)
            return
        first, then = link.first, link.then
        days = lag.count
        if link.kind is LinkKind.AT_MOST:
            first, then, days = then, first, -days
        one, other = self.spots[first], self.spots[then]
        if is_closed:
            circle = "it would close a circle of links, which Project does not take"
            self.notes.lost(Kind.LINK, what, circle, 0, name)
            return
        self._add(one, other, days, lag.unit)
        if other.is_end and lag.unit is Unit.CALENDAR_DAYS and days and why is None:
            why = "where this ends on no working day, Project may end on the working day before"
        if lag.unit is Unit.WORKING_DAYS and days and days + other.side == one.side:
            plan = self.schedule.plan
            if not plan.works(plan[then]):  # the next moment of all time, and not of work
                why = f"a working day became a calendar day, as {then} can be on any day"
        if why is None:
            self.notes.kept(Kind.LINK, what, "a link", 0, name)
        else:
            self.notes.changed(Kind.LINK, what, why, 0, name)

    def _closes_a_circle(self, link: Link) -> bool:
        first, then = link.first, link.then
        if link.kind is LinkKind.AT_MOST:
            first, then = then, first
        return self._leads_to(self.spots[then].uid, self.spots[first].uid)

    def _deadline(self, link: Link) -> str | None:
        """Keep the last day of a maximum lag whose first day is fixed; its words, if so."""
        first = self.schedule.plan[link.first]
        fixed = first.done or first.on
        if link.kind is not LinkKind.AT_MOST or fixed is None or not fixed.when.is_exact:
            return None
        try:
            last = link.lag.later(fixed.when.first, self.schedule.plan.calendar)
        except DayOutOfRangeError:  # so far away that nothing is bounded by it
            return None
        self.deadlines[link.then] = min(last, self.deadlines.get(link.then, last))
        day = words.short(fixed.when.first)
        return f"a deadline on {words.short(last)}, as {link.first} is on {day}"

    def _days(self, link: Link) -> tuple[Lag | None, str | None]:
        """The lag in working or calendar days, and what is not exact about it."""
        lag = link.lag
        match lag.unit:
            case Unit.WORKING_DAYS | Unit.CALENDAR_DAYS:
                return lag, None
            case Unit.WEEKS:
                return Lag(7 * lag.count), None
            case Unit.CLEAR_DAYS:
                return Lag(lag.count + 1), None
            case Unit.CLEAR_WORKING_DAYS:
                return Lag(lag.count + 1, Unit.WORKING_DAYS), None
            case Unit.MONTHS if not lag.count:
                return Lag(0), None
        start = self.schedule.earliest[link.first]
        if start is None:
            return None, "months have no fixed length, and nothing says when they begin"
        days = (lag.later(start, self.schedule.plan.calendar) - start).days
        return Lag(days), f"{lag} became {words.count(days, 'elapsed day')}, as from {start}"

    def _add(self, one: Spot, other: Spot, days: int, unit: Unit) -> None:
        lag = days + other.side - one.side
        is_working = unit is Unit.WORKING_DAYS or not days
        tie = Tie(
            other.uid,
            TaskLink(
                first=one.uid,
                type=_TYPES[not one.is_start, other.is_end],
                lag=lag * (_WORKING_DAY if is_working else _ELAPSED_DAY),
                unit=LagUnit.WORKING if is_working else LagUnit.ELAPSED,
            ),
        )
        known = self.made.setdefault(other.uid, [])
        if tie not in known:
            known.append(tie)
        self.onward.setdefault(one.uid, set()).add(other.uid)

    def _leads_to(self, start: int, goal: int) -> bool:
        """Whether links lead from one task to another, or it is the same."""
        open_ends, seen = [start], {start}
        while open_ends:
            at = open_ends.pop()
            if at == goal:
                return True
            new = self.onward.get(at, set()) - seen
            seen |= new
            open_ends += new
        return False
