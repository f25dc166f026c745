"""Hypothesis strategies for days, lags, calendars and plans, for your own property tests.

Install with ``pip install "earlyhelp[testing]"``. A law about date constraints then reads
like this:

    from hypothesis import given
    from earlyhelp.testing import calendars, days, lags

    @given(lag=lags(), calendar=calendars(), start=days(), end=days())
    def test_latest_from_is_the_last_start_that_still_fits(lag, calendar, start, end):
        fits = lag.later(start, calendar) <= end
        assert fits == (start <= lag.latest_from(end, calendar))

:func:`kept_plans` draws the diary first and then links that it keeps, so nothing is thrown
away and a shrunk example is still true. :func:`broken_plans` adds lines that cannot hold.
:func:`every_schedule` tries them all, as the definition has it, and
:func:`as_yaml` writes any plan as the text of a ``plan.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

import attrs
from hypothesis import strategies as st

from earlyhelp.dates import NO_LAG, Closure, DateExpression, Lag, Unit, WorkingCalendar
from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.findings import Place
from earlyhelp.model import Days, Field, Link, LinkKind, Milestone, Plan, Stated

FIRST_DAY = date(2019, 1, 1)
LAST_DAY = date(2030, 12, 31)
#: Units whose length in days does not depend on where they begin.
CALENDAR_UNITS = (Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.CLEAR_DAYS)

Diary = dict[str, date]


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> st.SearchStrategy[date]:
    """Days from `first` to `last`, both inclusive; often around Christmas, Easter or a leap day."""
    eventful = [
        date(year, month, day)
        for year in range(first.year, last.year + 1)
        for month, day in ((1, 1), (2, 28), (4, 4), (12, 24), (12, 31))
        if first <= date(year, month, day) <= last
    ]
    plain = st.dates(first, last)
    return plain | st.sampled_from(eventful) if eventful else plain


def lags(units: Sequence[Unit] = tuple(Unit), longest: int = 60) -> st.SearchStrategy[Lag]:
    """Lags in any of `units`, of at most `longest` of them."""
    return st.builds(Lag, st.integers(0, longest), st.sampled_from(units))


@st.composite
def calendars(draw: st.DrawFn, *, closures: int = 3) -> WorkingCalendar:
    """Calendars of all nations, with up to `closures` closures of up to three weeks."""
    made = []
    for number in range(draw(st.integers(0, closures))):
        first = draw(days(date(2020, 1, 1), date(2029, 12, 31)))
        length = draw(st.integers(0, 20))
        last = first + timedelta(days=length)
        made.append(Closure(first=first, last=last, name=f"closure {number + 1}"))
    return WorkingCalendar(nation=draw(st.sampled_from(NATIONS)), closures=tuple(made))


@st.composite
def kept_plans(
    draw: st.DrawFn, *, most: int = 8, units: Sequence[Unit] = tuple(Unit)
) -> tuple[Plan, Diary]:
    """A plan, and a diary that keeps all of it: a day for each milestone.

    Up to `most` milestones with dates of every kind, and links with lags in `units`.
    """
    draft = _Draft(draw(calendars(closures=1)))
    size = draw(st.integers(1, most))
    start = draw(days(date(2020, 6, 1), date(2028, 6, 1)))
    offsets = draw(st.lists(st.integers(0, 120), min_size=size, max_size=size))
    diary = {f"m{at}": start + timedelta(days=offset) for at, offset in enumerate(offsets)}
    as_at = draw(st.none() | st.just(min(diary.values())))
    for name, day in diary.items():
        draft.milestone(draw, name, day, as_at)
    names = list(diary)
    for _ in range(draw(st.integers(0, 2 * size))):
        first, then = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        draft.kept_link(draw, first, then, diary, units)
    return draft.plan(as_at), diary


@st.composite
def broken_plans(draw: st.DrawFn, *, most: int = 5) -> Plan:
    """A plan that cannot be met: a kept one with lines added that cannot hold."""
    plan, diary = draw(kept_plans(most=most))
    draft = _Draft.of(plan)
    first = draw(st.sampled_from(sorted(diary)))
    is_circle = draw(st.booleans())
    least = draw(st.integers(3, 40))
    middle, end = draft.plain("extra.middle"), draft.plain("extra.end")
    draft.link(first, middle, LinkKind.AT_LEAST, Lag(least))
    draft.link(middle, end, LinkKind.AT_LEAST, Lag(draw(st.integers(0, 10)), Unit.WEEKS))
    if is_circle:
        most_days = Lag(draw(st.integers(0, least - 1)))
        draft.link(first, end, LinkKind.AT_MOST, most_days)
    else:
        draft.pin(first, diary[first])
        limit = diary[first] + timedelta(days=draw(st.integers(0, least - 1)))
        draft.deadline(end, limit)
    return draft.plan(plan.as_at)


@st.composite
def small_plans(draw: st.DrawFn, *, most: int = 4, span: int = 9) -> Plan:
    """A plan so small that every schedule can be tried; it may or may not be possible.

    Every milestone has a first and a last day, at most `span` days apart.
    """
    draft = _Draft(draw(calendars(closures=1)))
    start = draw(days(date(2020, 12, 1), date(2022, 1, 10)))
    names = [f"m{at}" for at in range(draw(st.integers(1, most)))]
    inside = st.integers(0, span).map(lambda offset: start + timedelta(days=offset))
    for name in names:
        draft.bounded(draw, name, inside, start, start + timedelta(days=span))
    lag = lags((Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.CLEAR_DAYS), 6) | lags(
        (Unit.CLEAR_WORKING_DAYS, Unit.WEEKS), 1
    )
    for _ in range(draw(st.integers(0, 2 * len(names)))):
        first, then = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        if first != then:
            draft.link(first, then, draw(st.sampled_from(LinkKind)), draw(lag))
    return draft.plan(draw(st.none() | st.just(start)))


def every_schedule(plan: Plan, first: date, last: date) -> Iterator[Diary]:
    """The slow obvious answer: every diary from `first` to `last` that keeps the plan.

    By the definitions alone, one after another; for plans of very few milestones.
    """
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    allowed = [
        [day for day in span if _keeps_its_dates(plan, milestone, day)]
        for milestone in plan.milestones
    ]
    names = [milestone.id for milestone in plan.milestones]
    for days in product(*allowed):
        diary = dict(zip(names, days, strict=True))
        if all(_keeps_link(plan, diary, at) for at in range(len(plan.links))):
            yield diary


def _keeps_its_dates(plan: Plan, milestone: Milestone, day: date) -> bool:
    """Whether a milestone may fall on a day, as far as its own dates go."""
    if milestone.on is not None:
        return milestone.on.when.first <= day <= milestone.on.when.last
    if plan.works(milestone) and not plan.calendar.is_working(day):
        return False
    if plan.as_at is not None and day < plan.as_at:
        return False
    if milestone.not_before is not None and day < milestone.not_before.when.first:
        return False
    return all(day <= limit.when.last for limit in milestone.by)


def _keeps_link(plan: Plan, diary: Diary, at: int) -> bool:
    """Whether a diary keeps the link with this index."""
    link = plan.links[at]
    reached = link.lag.later(diary[link.first], plan.calendar)
    if link.kind is LinkKind.AT_LEAST:
        return reached <= diary[link.then]
    return diary[link.then] <= reached


class _Draft:
    """A plan in the making; every line of it gets a line number of its own."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.milestones: dict[str, Milestone] = {}
        self.links: list[Link] = []
        self.lines = 10

    @classmethod
    def of(cls, plan: Plan) -> _Draft:
        draft = cls(plan.calendar)
        draft.milestones = {milestone.id: milestone for milestone in plan.milestones}
        draft.links = list(plan.links)
        draft.lines = 10_000
        return draft

    def plan(self, as_at: date | None) -> Plan:
        return Plan(
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
        earlier, later = (draw(st.integers(0, 20)) for _ in range(2))
        match draw(st.sampled_from(("free", "on", "not_before", "by", "both", "done"))):
            case "on":
                said = attrs.evolve(said, on=self.stated(day))
            case "not_before":
                said = attrs.evolve(said, not_before=self.stated(day - timedelta(earlier)))
            case "by":
                said = attrs.evolve(said, by=(self.stated(day + timedelta(later)),))
            case "both":
                said = attrs.evolve(
                    said,
                    not_before=self.stated(day - timedelta(earlier)),
                    by=(self.stated(day + timedelta(later)),),
                )
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
        if reached <= diary[then] and not self._leads_back(then, first):
            self.link(first, then, LinkKind.AT_LEAST, lag)
        elif reached >= diary[then]:
            self.link(first, then, LinkKind.AT_MOST, lag)
        elif gap >= 0 and not self._leads_back(then, first):
            self.link(first, then, LinkKind.AT_LEAST, NO_LAG)

    def _leads_back(self, start: str, goal: str) -> bool:
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


def as_yaml(plan: Plan) -> str:
    """The text of a ``plan.yaml`` that says what `plan` says (facts and settings aside)."""
    lines = ["format: 1", f"id: {plan.id}", f"title: {_quoted(plan.title)}"]
    lines += [f"nation: {plan.nation}", f"days: {plan.days.value}"]
    if plan.as_at is not None:
        lines.append(f"as_at: {plan.as_at.isoformat()}")
    if plan.calendar.closures:
        lines.append("closures:")
        for closure in plan.calendar.closures:
            lines.append(f"  - days: {closure.first.isoformat()} to {closure.last.isoformat()}")
            lines.append(f"    name: {_quoted(closure.name)}")
    lines.append("milestones:")
    for milestone in plan.milestones:
        lines += _milestone_lines(plan, milestone)
    return "\n".join(lines) + "\n"


def _milestone_lines(plan: Plan, milestone: Milestone) -> list[str]:
    lines = [f"  {milestone.id}:"]
    if milestone.title:
        lines.append(f"    title: {_quoted(milestone.title)}")
    for key in ("on", "expected", "not_before", "done"):
        stated: Stated | None = getattr(milestone, key)
        if stated is not None:
            lines.append(f"    {key}: {stated.when.text}")
    if milestone.days is not None:
        lines.append(f"    days: {milestone.days.value}")
    said: dict[str, list[Link | Stated]] = {}
    for link in plan.links:
        if link.owner == milestone.id:
            said.setdefault(str(link.field), []).append(link)
    if milestone.by:
        said["by"] = [*milestone.by, *said.get("by", [])]
    for key, values in said.items():
        lines.append(f"    {key}:")
        lines += _value_lines(values)
    return lines


def _value_lines(values: list[Link | Stated]) -> list[str]:
    lines = []
    written: set[Place] = set()
    for value in values:
        if value.place in written:
            continue  # one line of the plan, two links
        written.add(value.place)
        if isinstance(value, Stated):
            lines.append(f"      - {value.when.text}")
        else:
            lines.append(f"      - link: {value.words}")
            lines += ["        locked: yes"] if value.locked else []
    return lines


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
