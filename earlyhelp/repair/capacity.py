"""Which days cost the least and keep limits besides?

The closed sets of :mod:`earlyhelp.repair.cut`, with one more inequality for each period of
each limit: so many milestones have been pushed to its first day or later, and not to the
first day of the next one. That makes the question hard in general (it can ask for what
packs into bins), so it goes to a solver, CP-SAT of OR-Tools, which answers exactly or says
that it does not know.
"""

from __future__ import annotations

import enum
import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Final, NamedTuple

import attrs

from earlyhelp.dates import days
from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.extras import how_to_install
from earlyhelp.model.limits import Counted, begins, next_begins, period
from earlyhelp.model.workflows import Per
from earlyhelp.repair.cut import Grid, grid_of
from earlyhelp.repair.question import Question
from earlyhelp.repair.windows import Windows

#: By the clock on the wall the search may take so many times its limit: a net, not a bound.
WALL: Final = 3
#: How many of the solver's deterministic seconds go into one of a clock, on such questions.
DETERMINISTIC: Final = 0.4


class Outcome(enum.Enum):
    """How a search ended."""

    LEAST = "least"  #: no schedule that keeps the limits costs less
    KEPT = "kept"  #: the limits are kept; whether for less too is not known
    NONE = "none"  #: no schedule keeps the limits
    NOT_KNOWN = "not known"  #: the time was over before there was an answer


@attrs.frozen
class Found:
    """What a search found."""

    outcome: Outcome
    answer: Sequence[int] = ()  #: a day for each node; empty where there is none
    bound: int | None = None  #: where it is not proved the least: no answer counts less


def search(
    question: Question,
    windows: Windows,
    limits: Sequence[Counted],
    *,
    fewest: bool,
    effort: float,
    away: Collection[int] = (),
) -> Found:
    """The cheapest days within `windows` that keep `limits`.

    Of a node in `away` the last day of its window stands for that one and all after it: there
    no limit counts it, so that what is found bounds what costs the least without a last day.
    `effort` is in seconds: not of the clock, but of the work that the solver does in about
    one, so that the answer is the same each time. Only where it takes three times as long by
    the clock is the search ended by that. The `bound` is in calendar days, weighed, or with
    `fewest` in milestones. Raises :class:`EnvironmentFailedError` where OR-Tools is not
    installed.
    """
    try:
        cp_model: Any = import_module("ortools.sat.python.cp_model")  # it has no types
    except ImportError:
        raise EnvironmentFailedError(
            "whether any days keep a limit takes a search, and that takes one more package: "
            f"{how_to_install('solver')}"
        ) from None
    if effort <= 0:
        return Found(Outcome.NOT_KNOWN)
    grid = grid_of(question, windows, fewest=fewest)
    model, chosen = _model(cp_model, question, windows, grid, limits, away)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = DETERMINISTIC * effort
    solver.parameters.max_time_in_seconds = WALL * effort
    # the linear relaxation of closed sets is exact, so that it bounds these ones well
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Found(Outcome.NONE)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(Outcome.NOT_KNOWN)
    answer = grid.answer(windows.first, [solver.boolean_value(at) for at in chosen])
    if status == cp_model.OPTIMAL:
        return Found(Outcome.LEAST, answer)
    # rounded up before it is divided down: no whole number between the two can be the cost
    least = math.ceil(solver.best_objective_bound - 1e-6) // max(grid.prices)
    fixed = [
        sum(wish.cost(windows.first[node]) for wish in wishes)
        for node, wishes in question.wishes.items()
        if node not in grid.days
    ]
    return Found(Outcome.KEPT, answer, max(least, 0) + sum(map(bool, fixed) if fewest else fixed))


def _model(
    cp_model: Any,
    question: Question,
    windows: Windows,
    grid: Grid,
    limits: Sequence[Counted],
    away: Collection[int],
) -> tuple[Any, list[Any]]:
    """The model, and its variables by their places in the grid."""
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in grid.gains]
    for asking, asked in zip(grid.asking, grid.asked, strict=True):
        model.add_implication(chosen[asking], chosen[asked])
    for limit in limits:
        for crowd in _crowds(question, windows, grid, limit, away):
            came = sum(chosen[at] for at in crowd.came)
            gone = sum(chosen[at] for at in crowd.gone)
            model.add(came - gone <= crowd.room)
    costs = cp_model.LinearExpr.weighted_sum(chosen, [-gain for gain in grid.gains])
    model.minimize(costs + grid.base)
    return model, chosen


class _Crowd(NamedTuple):
    """Those who could fall into one period, as places of the grid."""

    came: list[int]  #: chosen by who falls on its first day or later
    gone: list[int]  #: chosen by who falls after it
    room: int  #: how many may, less those who certainly came and those who cannot move


def _crowds(
    question: Question, windows: Windows, grid: Grid, limit: Counted, away: Collection[int]
) -> Iterator[_Crowd]:
    """The periods into which more could fall than the limit allows."""
    network = question.network
    able: list[int] = []
    fixed: Counter[date | None] = Counter()
    for name in limit.milestones:
        node = network.number[name]
        if node in grid.days:
            able.append(node)
        elif network.settled[node]:
            fixed[period(network.milestone(node).stated, limit.per)] += 1
        elif node not in away:
            fixed[begins(days.day(windows.first[node]), limit.per)] += 1
    ends = [windows.first[node] for node in able], [windows.last[node] for node in able]
    periods = set(_periods(*ends, limit.per)) | {first for first in fixed if first}
    for first in sorted(periods):
        start = (first - days.FIRST_DATE).days
        end = (next_begins(first, limit.per) - days.FIRST_DATE).days
        here = [node for node in able if windows.first[node] < end and start <= windows.last[node]]
        if len(here) + fixed[first] <= limit.count:
            continue
        came = [grid.place(node, windows.first[node], start) for node in here]
        ends_at = [min(end, windows.last[node]) if node in away else end for node in here]
        gone = [
            grid.place(node, windows.first[node], day)
            for node, day in zip(here, ends_at, strict=True)
        ]
        yield _Crowd(
            came=[at for at in came if at is not None],
            gone=[at for at in gone if at is not None],
            room=limit.count - fixed[first] - came.count(None),
        )


def _periods(first: Sequence[int], last: Sequence[int], per: Per) -> Iterator[date]:
    """The first days of the periods from the least of `first` to the greatest of `last`."""
    if first:
        day, end = begins(days.day(min(first)), per), days.day(max(last))
        while day <= end:
            yield day
            day = next_begins(day, per)
