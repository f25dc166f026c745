"""Plans whose stated days may or may not fit, and what the definition says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

import attrs
from hypothesis import strategies as st

from earlyhelp.dates import DateExpression, Lag, Unit
from earlyhelp.findings import Place
from earlyhelp.model import Days, Field, Link, LinkKind, Milestone, Plan, Stated
from earlyhelp.model.limits import Counted
from earlyhelp.model.workflows import Per
from earlyhelp.testing import Diary, calendars, days, lags

#: The fact that bounds everything, so that every diary can be tried.
ZERO = "zero"
SHORT = lags((Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.CLEAR_DAYS), 4) | lags(
    (Unit.CLEAR_WORKING_DAYS, Unit.WEEKS), 1
)


class Lines:
    """Places, no two alike."""

    def __init__(self) -> None:
        """Begin on line 11."""
        self.last = 10

    def place(self) -> Place:
        """The next line."""
        self.last += 1
        return Place("plan.yaml", self.last, 5)

    def stated(self, text: str) -> Stated:
        """A date that stands there."""
        return Stated(DateExpression.parse(text), self.place())

    def link(self, first: str, then: str, kind: LinkKind, lag: Lag) -> Link:
        """A link that stands there."""
        return Link(
            first=first,
            then=then,
            kind=kind,
            lag=lag,
            place=self.place(),
            field=Field.AFTER if kind is LinkKind.AT_LEAST else Field.BY,
            owner=then,
            words=f"{first} + {lag}",
        )


@st.composite
def unsettled_plans(
    draw: st.DrawFn, *, most: int = 4, span: int = 8, lag: st.SearchStrategy[Lag] = SHORT
) -> Plan:
    """A plan of few milestones, each of which can only fall from `start` to so many days later.

    A fact says so, with a maximum lag that nobody can move. Stated days of every kind may
    break anything.
    """
    lines = Lines()
    start = draw(days(date(2020, 12, 18), date(2022, 1, 10)))
    texts = st.integers(0, span).map(lambda at: (start + timedelta(at)).isoformat())
    weeks = texts.map(_week).filter(lambda text: text >= f"week of {start.isoformat()}")
    ranges = st.tuples(texts, texts).map(lambda ends: f"{min(ends)} to {max(ends)}")
    imprecise = texts | texts | ranges | weeks
    milestones = [
        Milestone(id=ZERO, place=lines.place(), done=lines.stated(start.isoformat()), days=Days.ANY)
    ]
    names = [f"m{at}" for at in range(draw(st.integers(1, most)))]
    links = [lines.link(ZERO, name, LinkKind.AT_MOST, Lag(span)) for name in names]
    for name in names:
        said = Milestone(
            id=name,
            place=lines.place(),
            days=draw(st.sampled_from(Days)),
            not_before=lines.stated(start.isoformat()),
            locked=draw(st.integers(0, 5)) == 0,
        )
        match draw(st.sampled_from(("none", "on", "on", "expected", "expected", "expected"))):
            case "on":
                said = attrs.evolve(said, on=lines.stated(draw(imprecise)))
            case "expected":
                said = attrs.evolve(said, expected=lines.stated(draw(imprecise)))
        if draw(st.integers(0, 2)) == 0:
            said = attrs.evolve(said, by=(lines.stated(draw(texts)),))
        milestones.append(said)
    for _ in range(draw(st.integers(0, 2 * len(names)))):
        first, then = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        kind = draw(st.sampled_from((*LinkKind, LinkKind.AT_LEAST)))
        if first < then or (first > then and kind is LinkKind.AT_MOST):
            links.append(lines.link(first, then, kind, draw(lag)))
    calendar = draw(calendars(closures=1))
    return Plan(
        id="drawn",
        title="A drawn plan",
        nation=calendar.nation,
        calendar=calendar,
        as_at=draw(st.none() | st.just(start)),
        milestones=tuple(milestones),
        links=tuple(links),
    )


def _week(text: str) -> str:
    day = date.fromisoformat(text)
    return f"week of {(day - timedelta(day.weekday())).isoformat()}"


def every_cost(
    plan: Plan, keep: frozenset[str] = frozenset(), limits: Sequence[Counted] = ()
) -> Iterator[tuple[int, int]]:
    """What each diary that keeps the plan and limits costs: milestones touched, days weighed.

    The slow obvious way: every diary, judged by the definitions alone.
    """
    [zero] = (item.done for item in plan.milestones if item.done is not None)
    lag = next(link.lag for link in plan.links if link.first == ZERO)
    span = [zero.when.first + timedelta(n) for n in range(lag.count + 1)]
    others = [item for item in plan.milestones if item.id != ZERO]
    allowed = [[day for day in span if _may_fall(plan, item, day, keep)] for item in others]
    for drawn in product(*allowed):
        diary = {item.id: day for item, day in zip(others, drawn, strict=True)}
        diary[ZERO] = zero.when.first
        if all(_keeps(plan, link, diary) for link in plan.links) and all(
            keeps_limit(limit, diary) for limit in limits
        ):
            costs = [
                _cost(item, diary[item.id])
                for item in others
                if not (item.locked or item.id in keep)
            ]
            yield sum(map(bool, costs)), sum(costs)


def keeps_limit(limit: Counted, diary: Diary) -> bool:
    """Whether no day, week (as ISO counts them) or month has too many."""
    form = {Per.WORKING_DAY: "%Y-%m-%d", Per.WEEK: "%G-%V", Per.MONTH: "%Y-%m"}[limit.per]
    count = Counter(diary[name].strftime(form) for name in limit.milestones)
    return max(count.values(), default=0) <= limit.count


@st.composite
def limits_of(draw: st.DrawFn, plan: Plan) -> tuple[Counted, ...]:
    """One or two limits of some of a plan's milestones, facts among them."""
    names = [item.id for item in plan.milestones]
    return tuple(
        Counted(
            count=draw(st.integers(1, 2)),
            step="m",
            per=draw(st.sampled_from(Per)),
            milestones=tuple(draw(st.lists(st.sampled_from(names), min_size=1, unique=True))),
        )
        for _ in range(draw(st.integers(1, 2)))
    )


def _may_fall(plan: Plan, item: Milestone, day: date, keep: frozenset[str]) -> bool:
    works = not plan.works(item) or plan.calendar.is_working(day)
    if not (item.locked or item.id in keep):
        return works or (item.on is not None and item.on.when == DateExpression.of(day))
    if any(day > limit.when.last for limit in item.by):
        return False
    if item.on is not None:
        return item.on.when.first <= day <= item.on.when.last and (works or item.on.when.is_exact)
    return works and day in kept_days(plan, item, day)


def kept_days(plan: Plan, item: Milestone, day: date) -> set[date]:
    """The days that keep an expected one: those that it means, or the working days around them."""
    if item.expected is None:
        return {day}
    first, last = item.expected.when.first, item.expected.when.last
    meant = {first + timedelta(n) for n in range((last - first).days + 1)}
    if not plan.works(item) or any(map(plan.calendar.is_working, meant)):
        return meant
    calendar = plan.calendar
    return {calendar.last_working_day(first), calendar.first_working_day(last)}


def _cost(item: Milestone, day: date) -> int:
    """Ten for each day that a pin or a deadline moves, one for each of an expected day."""
    cost = sum(10 * max(0, (day - limit.when.last).days) for limit in item.by)
    stated = item.on or item.expected
    if stated is not None:
        when = stated.when
        off = max(0, (day - when.last).days, (when.first - day).days)
        cost += off * (10 if item.on else 1)
    return cost


def _keeps(plan: Plan, link: Link, diary: Diary) -> bool:
    reached = link.lag.later(diary[link.first], plan.calendar)
    if link.kind is LinkKind.AT_LEAST:
        return reached <= diary[link.then]
    return diary[link.then] <= reached
