"""A derivation as lines that a person can add up by hand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import attrs

from earlyhelp.dates import days, words
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.findings import Place, Step
from earlyhelp.model import Link, LinkKind, Plan, Stated
from earlyhelp.network.build import Network
from earlyhelp.network.conflicts import Conflict, Hop
from earlyhelp.network.lines import lower_line, upper_line
from earlyhelp.network.trace import Derivation


def conflict_steps(plan: Plan, conflict: Conflict) -> tuple[Step, ...]:
    """The proof of a conflict: a first day, what is added to it, and the limit it passes."""
    start = plan[conflict.start]
    if conflict.is_from_any_day:
        # a circle shows by itself that it would gain as much wherever it began
        others = "" if conflict.is_circle else ": no other would do either"
        text = f"suppose {conflict.start} on this day{others}"
        begin = _step(conflict.start, conflict.start_day, text)
    elif conflict.start_line is None:
        begin = _as_at_step(plan, conflict.start, conflict.start_day)
    else:
        begin = _stated_step(plan, start.id, conflict.start_day, conflict.start_line)
    added = tuple(hop_step(plan, hop, rising=True) for hop in conflict.hops)
    return begin, *added, _limit_step(plan, conflict)


def bound_steps(
    network: Network, derivation: Derivation | None, *, rising: bool
) -> tuple[Step, ...]:
    """Why a milestone has its earliest day (or its latest); empty where nothing bounds it."""
    if derivation is None or not FIRST <= derivation.day <= LAST:
        return ()
    path = derivation.path()
    first = path[0]
    milestone = network.names[first.node]
    line = (lower_line if rising else upper_line)(network, first.node)
    if line is None:
        begin = _as_at_step(network.plan, milestone, first.day)
    else:
        begin = _stated_step(network.plan, milestone, first.day, line)
    names, links = network.names, network.links
    hops = (
        Hop(links[step.edge], names[before.node], before.day, names[step.node], step.day)
        for before, step in pairwise(path)
    )
    return begin, *(hop_step(network.plan, hop, rising=rising) for hop in hops)


def stated_words(plan: Plan, milestone: str, line: Stated | Link) -> str:
    """What says a milestone's bound, as a clause: its own date, or a lag from a fact."""
    if isinstance(line, Link):
        fact = plan[line.first].done or plan[line.first].on
        counted_from = f" ({words.short(fact.when.first)})" if fact is not None else ""
        return f"{line.in_words()}{counted_from}"
    said = plan[milestone]
    when = line.when
    if line.because is not None:
        return f"{milestone}: {line.because}"
    imprecise = "" if when.is_exact else f" ({when.in_words()})"
    if line == said.done:
        return f"{milestone}, done{imprecise}"
    if line == said.on:
        return f"{milestone}, pinned{imprecise}"
    if line == said.not_before:
        return f"{milestone}, not before{imprecise}"
    if line == said.expected:
        return f"{milestone}, expected{imprecise}"
    return f"{milestone}, deadline{imprecise}"


def _step(
    milestone: str,
    day: int,
    text: str,
    place: Place | None = None,
    *,
    source: str | None = None,
    locked: bool = False,
) -> Step:
    return Step(
        milestone=milestone,
        day=days.day(min(max(day, FIRST), LAST)),
        adds=None,
        text=text,
        place=place,
        source=source,
        locked=locked,
    )


def _as_at_step(plan: Plan, milestone: str, day: int) -> Step:
    if day <= plan.calendar.on_or_after(FIRST):
        return _step(milestone, day, f"{milestone}, when the calendar begins")
    text = f"{milestone}, not done by the as-at day, so not before it"
    return _step(milestone, day, text, plan.as_at_place)


def _stated_step(plan: Plan, milestone: str, day: int, line: Stated | Link) -> Step:
    said = plan[milestone]
    text = stated_words(plan, milestone, line)
    return _step(milestone, day, text, line.place, source=said.source, locked=said.locked)


def hop_step(plan: Plan, hop: Hop, *, rising: bool) -> Step:
    """What one link of a chain adds; takes off, where the chain counts back."""
    link = hop.link
    steps = link.lag.steps(plan.calendar)
    if link.kind is LinkKind.AT_LEAST:
        moved = (steps.later if rising else steps.latest_from)(hop.start_day)
    else:
        moved = (steps.earliest_from if rising else steps.later)(hop.start_day)
    rounded = ""
    if FIRST <= moved <= LAST and moved != hop.end_day:
        rounded = ", then the next working day" if rising else ", then the working day before"
    return Step(
        milestone=hop.end,
        day=days.day(min(max(hop.end_day, FIRST), LAST)),
        adds=hop.end_day - hop.start_day,
        text=link.in_words() + rounded,
        place=link.place,
        source=link.source or link.because,
        locked=link.locked and bool(link.words),  # what nobody wrote needs no lock
    )


def circle_steps(links: Iterable[Link]) -> tuple[Step, ...]:
    """The lines of milestones that wait for each other; none of them has a day."""
    return tuple(
        Step(
            milestone=link.then,
            day=None,
            adds=None,
            text=link.in_words(),
            place=link.place,
            source=link.source or link.because,
            locked=link.locked,
        )
        for link in links
    )


def _limit_step(plan: Plan, conflict: Conflict) -> Step:
    line, day = conflict.limit_line, conflict.limit_day
    if line is None:
        return _step(conflict.end, day, "the calendar ends")
    if isinstance(line, Link):
        source = line.source or line.because
        text = line.in_words() if conflict.is_circle else stated_words(plan, conflict.end, line)
        return _step(conflict.end, day, text, line.place, source=source, locked=line.locked)
    step = _stated_step(plan, conflict.end, day, line)
    if day < line.when.high and plan.works(plan[conflict.end]):
        return attrs.evolve(step, text=f"{step.text}, the last working day before it")
    return step
