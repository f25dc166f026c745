"""Is the plan well shaped: nothing in circles, nothing left hanging?

EH1xx.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import LinkKind, Plan
from earlyhelp.network.conflicts import circles
from earlyhelp.network.proof import circle_steps
from earlyhelp.network.schedule import Schedule

#: How many names a message lists before it only counts them.
NAMED = 6


@check("EH101", "cycle", Severity.ERROR)
def cycle(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Milestones wait for each other in a circle.

    ## What it means
    Each comes on or after the one before it, and the first after the last, so none of
    them can ever be the first. The shortest such circle is shown with the lines that
    make it; there may be longer ones through the same milestones. Lines of a workflow
    that make a circle for many rows are told once, with the milestones of one of them.

    What is done waits for nothing any more, nor does what was pinned to a day that has
    passed: a circle through one of these is open, and the others have days. That it came
    before what it was to wait for is EH702 or EH708, and that it is not recorded EH701.

    ## Why it matters
    As long as the circle stands, nothing certain can be said of the days of what is in
    it. The rest of the plan is checked as if the circle's lines were not there.

    ## What to do
    Take out the line that is wrong. Often one of them was meant as `before`.
    """
    for links, alike in circles(schedule.network):
        names = tuple(link.first for link in links)
        shown = [*names[:NAMED], "…", *names[-2:]] if len(names) > NAMED + 3 else [*names]
        length = f" ({len(names)} milestones)" if len(names) > NAMED + 3 else ""
        more = words.count(alike, "more such circle")
        also = f"; the same lines make {more}" if alike else ""
        yield say(
            f"milestones wait for each other: {' → '.join([*shown, names[0]])}{length}{also}",
            place=links[0].place,
            subjects=names,
            chain=circle_steps(links),
        )


@check("EH102", "undated-on-the-way", Severity.WARNING)
def undated_on_the_way(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A milestone without a day of its own is on the way to one that has a day.

    ## Why it matters
    "Following this the leadership team will conduct an interview and selection process"
    gives no day, yet the launch waits for it (S0 4.1, 4.3). Nobody can be late for a day
    that was never named, until it is too late for the day that was.

    ## What to do
    Give it an `expected` day inside the room that the message shows.
    """
    if not schedule.feasible:
        return
    gaps: dict[_Room, list[str]] = defaultdict(list)
    for milestone in plan.milestones:
        if not milestone.is_dated and not milestone.is_step:
            room = _room(schedule, milestone.id)
            if room is not None:
                gaps[room].append(milestone.id)
    stage_of = {end.id: stage.id for stage in plan.stages for end in (stage.start, stage.end)}
    for room, undated in gaps.items():
        names = list(dict.fromkeys(stage_of.get(name, name) for name in undated))
        working = plan.calendar.working_days(room.opens, room.closes)
        has = "has no day of its own" if len(names) == 1 else "have no days of their own"
        yield say(
            f"{_listed(names)} {has}: {words.room((room.closes - room.opens).days, working)} "
            f"{room.ends}",
            place=plan[undated[0]].place,
            subjects=tuple(undated),
        )


class _Room(NamedTuple):
    """The days among which an undated milestone is to find its own."""

    opens: date
    closes: date
    ends: str  #: the same in words


def _room(schedule: Schedule, milestone: str) -> _Room | None:
    """The room of a milestone on the way to a dated one; ``None``: it is on no such way."""
    ends = schedule.dated_around(milestone)
    if ends is None:
        return None
    before, after = ends
    opens = schedule.as_at if before is None else _named_day(schedule, before)
    closes = _named_day(schedule, after)
    if opens is None or closes is None or closes < opens:
        return None
    first, last, limit = (
        schedule.earliest[milestone],
        schedule.latest[milestone],
        schedule.latest[after],
    )
    if first is not None and last is not None and limit is not None and last > limit:
        # nothing waits for it: it may fall after what its maximum lag is counted from
        said = (
            f"from {words.short(first)} to {words.short(last)}, the last day that {after} leaves it"
        )
        return _Room(first, last, said)
    said = (
        f"between {before or 'the as-at day'} on {words.short(opens)} and {after} on "
        f"{words.short(closes)}"
    )
    return _Room(opens, closes, said)


def _named_day(schedule: Schedule, milestone: str) -> date | None:
    """The day by which people know a dated milestone: stated, or else its last."""
    return schedule.plan[milestone].last_stated_day or schedule.latest[milestone]


@check("EH103", "loose-end", Severity.WARNING)
def loose_end(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Nothing waits for a milestone, and it has no day of its own either.

    ## Why it matters
    Such a milestone can slip for ever and no check will notice. (The DCMA 14-point
    assessment counts the same as "missing logic".)

    ## What to do
    Say what waits for it, or give it a day with `expected`, `by` or `on`.
    """
    undated = [item for item in plan.milestones if not item.is_dated and not item.is_step]
    if not undated:
        return
    leads_on = {link.first for link in plan.links if link.kind is LinkKind.AT_LEAST}
    bounded = {link.then for link in plan.links if link.kind is LinkKind.AT_MOST}
    for milestone in undated:
        if milestone.id not in leads_on and milestone.id not in bounded:
            yield say(
                f"nothing waits for {milestone.id}, and it has no day of its own",
                place=milestone.place,
                subjects=(milestone.id,),
            )


@check("EH104", "redundant-link", Severity.NOTE)
def redundant_link(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Other links already say what this one says.

    ## Why it matters
    It does no harm to the answer. But each such line is one more to keep right when the
    plan changes, and it hides which links matter. Links with a `source` or `because`, and
    locked ones, are left alone: they are there to be seen.

    ## What to do
    Nothing has to be done. Delete the line, or say with `because` what it is there for.
    """
    found = list(schedule.redundant_links())
    # a line of a workflow states a link for each row: it says nothing new only if none does
    spare = Counter(link.place for link, _ in found)
    stated = Counter(
        link.place for link in plan.links if link.place in spare and link.kind is LinkKind.AT_LEAST
    )
    for link, by_way_of in found:
        if stated[link.place] == spare.pop(link.place, 0):
            way = f" by way of {_listed(by_way_of)}"
            yield say(
                f"{link.in_words()}: already so{way}",
                place=link.place,
                subjects=(link.first, link.then),
            )


def _listed(names: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and 4 more``."""
    if len(names) > NAMED:
        return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
