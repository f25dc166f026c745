"""Which days were agreed, as the baselines of a project keep them?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from earlyhelp.dates import DateExpression, words
from earlyhelp.exchange.placed import End, Placed
from earlyhelp.exchange.project import TaskBaseline
from earlyhelp.exchange.report import Kind, Notes
from earlyhelp.model.baselines import Baseline, BaselineDay


def name_of(number: int) -> str:
    """What the plan calls the baseline with this number: the first has none in Project."""
    return "baseline" if number == 0 else f"baseline-{number}"


def baselines(placed: Collection[Placed], notes: Notes) -> Iterator[Baseline]:
    """Every baseline that any task has, with the days of those that have it."""
    numbers = {kept.number for item in placed for kept in item.named.task.baselines}
    for number in sorted(numbers):
        days = [day for item in placed for day in _days(item, number)]
        dated = sum(day.when is not None for day in days)
        said = f"baselines/{name_of(number)}.csv"
        notes.kept(Kind.OTHER, f"baseline {number}, {words.count(dated, 'day')}", said)
        yield Baseline(name=name_of(number), days=tuple(days))


def _days(item: Placed, number: int) -> Iterator[BaselineDay]:
    kept = next((one for one in item.named.task.baselines if one.number == number), None)
    for end, moment in _ends(item, kept):
        if moment is None:
            yield BaselineDay(id=end.ref, when=None, kind=None)
        else:
            when = DateExpression.of(end.clock.on_day(moment, end.side).day)
            yield BaselineDay(id=end.ref, when=when, kind="expected")


def _ends(item: Placed, kept: TaskBaseline | None) -> Iterator[tuple[End, datetime | None]]:
    start, finish = (kept.start, kept.finish) if kept else (None, None)
    if item.start is item.finish:
        yield item.start, finish or start
    else:
        yield item.start, start
        yield item.finish, finish
