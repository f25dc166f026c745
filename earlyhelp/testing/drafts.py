"""How is a plan made up, line by line, while it is drawn?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import attrs
from hypothesis import strategies as st

from earlyhelp.dates import NO_LAG, DateExpression, Lag, Unit, WorkingCalendar
from earlyhelp.findings import Place
from earlyhelp.model import Days, Field, Link, LinkKind, Milestone, Plan, Stated
from earlyhelp.testing.dates import lags
from earlyhelp.testing.texts import DrawnPlan

Diary = dict[str, date]


class Draft:
    """A plan in the making; every line of it gets a line number of its own."""

    def __init__(self, calendar: WorkingCalendar, *, exact: bool = False) -> None:
        self.calendar = calendar
        self.exact = exact
        self.milestones: dict[str, Milestone] = {}
        self.links: list[Link] = []
        self.lines = 10

    @classmethod
    def of(cls, plan: Plan) -> Draft:
        draft = cls(plan.calendar)
        draft.milestones = {milestone.id: milestone for milestone in plan.milestones}
        draft.links = list(plan.links)
        draft.lines = 10_000
        return draft

    def plan(self, as_at: date | None) -> Plan:
        return DrawnPlan(
            id="drawn",
            title="A drawn plan",
            nation=self.calendar.nation,
            calendar=self.calendar,
            as_at=as_at,
            milestones=tuple(self.milestones.values()),
            links=tuple(self.links),
        )

    def place(self) -> Place:
        self.lines += 1
        return Place("plan.yaml", self.lines, 5)

    def stated(self, day: date) -> Stated:
        return Stated(DateExpression.of(day), self.place())

    def roughly(self, draw: st.DrawFn, exact: date, held: date, *, is_limit: bool) -> Stated:
        """A day, or a week or a month in its place that has the day `held` in it."""
        if self.exact:
            return self.stated(exact)
        month = f"{held.year:04d}-{held.month:02d}"
        said = [exact.isoformat(), month]
        if is_limit:
            said.append(f"end of {month}")
        if held.weekday() < 5:
            said.append(f"week of {(held - timedelta(days=held.weekday())).isoformat()}")
        return Stated(DateExpression.parse(draw(st.sampled_from(said))), self.place())

    def plain(self, name: str) -> str:
        self.milestones[name] = Milestone(id=name, place=self.place(), days=Days.ANY)
        return name

    def pin(self, name: str, day: date) -> None:
        said = self.milestones[name]
        if said.done is None and said.on is None:
            self.milestones[name] = attrs.evolve(said, on=self.stated(day))

    def deadline(self, name: str, day: date) -> None:
        said = self.milestones[name]
        self.milestones[name] = attrs.evolve(said, by=(*said.by, self.stated(day)))

    def link(self, first: str, then: str, kind: LinkKind, lag: Lag) -> None:
        field = Field.AFTER if kind is LinkKind.AT_LEAST else Field.BY
        words = f"{first} + {lag}" if lag.count or kind is LinkKind.AT_MOST else first
        if lag.count == 0:
            lag, words = NO_LAG, first
        self.links.append(
            Link(
                first=first,
                then=then,
                kind=kind,
                lag=lag,
                place=self.place(),
                field=field,
                owner=then,
                words=words,
            )
        )

    def milestone(self, draw: st.DrawFn, name: str, day: date, as_at: date | None) -> None:
        """A milestone whose own dates all allow `day`."""
        works = self.calendar.is_working(day)
        said = Milestone(
            id=name,
            place=self.place(),
            days=draw(st.sampled_from(Days)) if works else Days.ANY,
        )
        earlier, later = (timedelta(days=draw(st.integers(0, 20))) for _ in range(2))
        first = self.roughly(draw, day - earlier, day, is_limit=False)
        limit = self.roughly(draw, day + later, day, is_limit=True)
        match draw(st.sampled_from(("free", "on", "not_before", "by", "both", "done"))):
            case "on":
                said = attrs.evolve(said, on=self.stated(day))
            case "not_before":
                said = attrs.evolve(said, not_before=first)
            case "by":
                said = attrs.evolve(said, by=(limit,))
            case "both":
                said = attrs.evolve(said, not_before=first, by=(limit,))
            case "done" if as_at == day:
                said = attrs.evolve(said, done=self.stated(day))
        self.milestones[name] = said

    def bounded(
        self,
        draw: st.DrawFn,
        name: str,
        inside: st.SearchStrategy[date],
        first: date,
        last: date,
    ) -> None:
        """A milestone that must fall from `first` to `last`."""
        said = Milestone(id=name, place=self.place(), days=draw(st.sampled_from(Days)))
        if draw(st.integers(0, 3)) == 0:
            said = attrs.evolve(said, on=self.stated(draw(inside)))
        else:
            said = attrs.evolve(
                said,
                not_before=self.stated(first),
                by=(self.stated(draw(st.just(last) | inside)),),
            )
        self.milestones[name] = said

    def kept_link(
        self, draw: st.DrawFn, first: str, then: str, diary: Diary, units: Sequence[Unit]
    ) -> None:
        """A link that the diary keeps, if the drawn lag can be made to fit."""
        gap = (diary[then] - diary[first]).days
        lag = draw(lags(units, 40))
        reached = lag.later(diary[first], self.calendar)
        if first == then:
            return
        if reached <= diary[then] and not self.leads_back(then, first):
            self.link(first, then, LinkKind.AT_LEAST, lag)
        elif reached >= diary[then]:
            self.link(first, then, LinkKind.AT_MOST, lag)
        elif gap >= 0 and not self.leads_back(then, first):
            self.link(first, then, LinkKind.AT_LEAST, NO_LAG)

    def leads_back(self, start: str, goal: str) -> bool:
        """Whether minimum lags lead from `start` to `goal`: a link back would be a cycle."""
        open_ends, seen = [start], {start}
        while open_ends:
            name = open_ends.pop()
            if name == goal:
                return True
            onward = {
                link.then
                for link in self.links
                if link.first == name and link.kind is LinkKind.AT_LEAST
            }
            open_ends += onward - seen
            seen |= onward
        return False
