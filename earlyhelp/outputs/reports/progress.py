"""How far is each workstream, and what comes next, in rows of a report?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from earlyhelp.dates import words
from earlyhelp.outputs import status_words
from earlyhelp.outputs.reports.names import NO_DAY, Names, when
from earlyhelp.outputs.reports.pieces import NOTHING, Paragraph, Table, lower, sentence
from earlyhelp.tracking.progress import Progress, When
from earlyhelp.tracking.status import Rag, Standing, by_workstream, worst

HEADINGS: Final = ("What", "When", "How it stands", "In which order", "Whose")
#: What is of no workstream is called, beside others and where there is none at all.
_REST: Final = "Everything else"
_WHOLE: Final = "The whole plan"
#: How many rows of one table are written out; the rest are counted.
SHOWN: Final = 30


def workstream(name: str | None, every: Collection[str | None]) -> str:
    """What a report calls a workstream; ``None`` is what is of none of `every` other one."""
    return name or (_REST if len(every) > 1 else _WHOLE)


def workstreams(found: Progress, names: Names) -> Iterator[Paragraph | Table]:
    """A paragraph and a table for each workstream with milestones of the plan's own."""
    own: dict[str | None, list[Standing]] = {}
    for standing in found.standings:
        if standing.id in names.own_ids:
            own.setdefault(standing.milestone.workstream, []).append(standing)
    every = by_workstream(found.standings)
    if not every:
        yield Paragraph("The plan states no milestone.")
    for name in every:
        called = workstream(name, every)
        counts = every[name]
        total = sum(counts.values())
        done = counts[Rag.COMPLETE]
        text = f"{called} stands {worst(counts).value}: {_complete(done, total)}"
        unknown = counts[Rag.NOT_KNOWN]
        if unknown and unknown < total:
            text += f", and how {unknown} of them stand{'s' if unknown == 1 else ''} is not known"
        yield Paragraph(sentence(text))
        rows = list(_rows(names, own.get(name, ()), found.schedule.network.as_at))
        if rows:
            caption = f"{called}: milestones and their days"
            yield Table(caption, HEADINGS, tuple(rows[:SHOWN]))
        if len(rows) > SHOWN:
            more, are = len(rows) - SHOWN, "is" if len(rows) == SHOWN + 1 else "are"
            of = f" of {name}" if name else ""
            yield Paragraph(f"{words.count(more, 'more milestone')}{of} {are} in the plan.")


def next_steps(found: Progress, names: Names, most: int) -> tuple[str, ...]:
    """What is to be done first: what is overdue, the longest first, then by the stated day."""
    overdue = [one for one in found.overdue if one.id in names.own_ids]
    to_come = [
        one
        for one in found.standings
        if one.id in names.own_ids
        and (one.milestone.stated is not None or one.milestone.by)
        and found.when(one) in (When.DUE, When.LATER)
    ]
    to_come.sort(key=lambda one: one.due or 0)
    return tuple(step(found, names, one) for one in (*overdue, *to_come)[:most])


def step(found: Progress, names: Names, one: Standing) -> str:
    """One thing to do: what, when, whose, and for how long it has been overdue."""
    late = found.days_overdue.get(one.id)
    overdue = f", overdue by {words.count(late, 'day')}" if late else ""
    if one.is_past_its_deadline and one.milestone.stated is not None:
        overdue += f": its last day was {status_words.short(one.due)}"
    owner = f" ({one.milestone.owner})" if one.milestone.owner else ""
    said = lower(when(one.milestone, found.schedule.network.as_at))
    return f"{names.at_start(one.id)}: {said}{overdue}{owner}"


def undated(found: Progress, names: Names) -> int:
    """How many things of the plan's own are still open, and no day is said of them at all."""
    as_at = found.schedule.network.as_at
    open_ones = [
        one.id
        for one in found.standings
        if one.id in names.own_ids and one.is_open and when(one.milestone, as_at) == NO_DAY
    ]
    stages = {names.stage_of[name].id for name in open_ones if name in names.stage_of}
    return len(stages) + sum(name not in names.stage_of for name in open_ones)


def _complete(done: int, total: int) -> str:
    """How many of some milestones are complete."""
    if total == 1:
        return f"its one milestone is {'' if done else 'not '}complete"
    return f"{done or 'none'} of {total} milestones {'is' if done < 2 else 'are'} complete"


def _rows(
    names: Names, standings: Sequence[Standing], as_at: int | None
) -> Iterator[tuple[str, ...]]:
    """The rows of a table: one for a milestone, and one for both ends of a stage."""
    by_id = {standing.id: standing for standing in standings}
    for standing in standings:
        stage = names.stage_of.get(standing.id)
        if stage is None:
            said = standing.milestone
            yield (
                names.of(said.id),
                when(said, as_at),
                standing.rag.value,
                names.order(said.id) or NOTHING,
                said.owner or NOTHING,
            )
        elif standing.id == stage.start.id:
            end = by_id.get(stage.end.id, standing)
            yield (
                names.stage(stage),
                _span(standing, end, as_at),
                worst((standing.rag, end.rag)).value,
                names.order(stage.start.id, stage.end.id) or NOTHING,
                standing.milestone.owner or NOTHING,
            )


def _span(start: Standing, end: Standing, as_at: int | None) -> str:
    """The days of a stage."""
    first, last = when(start.milestone, as_at), when(end.milestone, as_at)
    return first if first == last == NO_DAY else f"Start: {lower(first)}; end: {lower(last)}"
