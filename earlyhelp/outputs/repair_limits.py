"""The smallest change that keeps limits: as text that people read, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from earlyhelp.dates import words
from earlyhelp.model.limits import Counted
from earlyhelp.model.workflows import Per
from earlyhelp.outputs import text
from earlyhelp.outputs.machine import proof_step
from earlyhelp.outputs.repair import (
    SHOWN,
    Asked,
    Way,
    changed,
    document,
    headline,
    impossible,
    other_ways,
)
from earlyhelp.outputs.text import Paper
from earlyhelp.repair.capacity import Outcome
from earlyhelp.repair.crowds import Crowd
from earlyhelp.repair.within import Placed, Within

_KEPT = "the limits are kept"


def lines(within: Within, asked: Asked, ways: Sequence[Way], paper: Paper) -> Iterator[str]:
    """The change, or why there is none, or that it is not known."""
    repair = within.repair
    if repair.obstacles:
        yield from impossible(repair, asked, paper)
    elif repair.after is None:
        yield from _unanswered(within, asked, paper)
    elif not repair.changes:
        yield paper.paint("Nothing to mend", "32;1") + f": every stated day can stay, and {_KEPT}"
        yield from _limits(within.limits)
        yield from _placed(within.placed)
    else:
        what = None if within.outcome is Outcome.LEAST else "A change"
        if what is None:
            what = "The change of fewest milestones" if asked.fewest else "The smallest change"
        yield from headline(repair, asked, paper, f"{what} that keeps the limits")
        yield from _unproved(within, asked, paper)
        yield from _limits(within.limits)
        yield ""
        yield from changed(repair, asked, paper, _KEPT)
        yield from _placed(within.placed)
    yield from other_ways(repair, ways, paper)


def _limits(limits: Sequence[Counted]) -> Iterator[str]:
    for limit in limits:
        where = f"{limit.place.file}:{limit.place.line}" if limit.place else "(asked for)"
        yield f"  {limit.in_words}: {words.count(len(limit.milestones), 'milestone')}  {where}"


def _unproved(within: Within, asked: Asked, paper: Paper) -> Iterator[str]:
    """What is known of the change where it is not proved the least."""
    if within.outcome is not Outcome.KEPT or within.bound is None:
        return
    repair = within.repair
    why = "the time ended before it was proved the smallest"
    if asked.fewest:  # that may be for want of days that were looked at, too
        why = "it is not proved the smallest"
        least = f"none touches fewer than {words.count(within.bound, 'milestone')}"
        this = f"this one touches {repair.touched}"
    else:
        least, this = f"none weighs less than {within.bound:,}", f"this one weighs {repair.cost:,}"
    yield from paper.wrapped(
        f"{why}: {least}, {this}; a longer --time-limit may find a smaller one",
        then="  ",
    )


def _unanswered(within: Within, asked: Asked, paper: Paper) -> Iterator[str]:
    if within.outcome is Outcome.NOT_KNOWN:
        head, colour = "Not known whether any days keep the limits", "33;1"
    else:
        head, colour = "No days keep the limits", "31;1"
    first, *rest = paper.wrapped(f"{head}{asked.in_words}", then="  ")
    yield first.replace(head, paper.paint(head, colour), 1)
    yield from rest
    yield from _limits(within.limits)
    if within.outcome is Outcome.NOT_KNOWN:
        yield "the time ended before the search found such days, or proved that there are none;"
        yield "give it longer with --time-limit SECONDS"
    elif within.crowd is None:
        yield "a search of all days proved it; there is no shorter reason that could be shown"
    else:
        yield ""
        yield from _crowd(within.crowd, paper)


def _crowd(crowd: Crowd, paper: Paper) -> Iterator[str]:
    per = crowd.limit.per
    unit = {Per.WORKING_DAY: "day", Per.WEEK: "week", Per.MONTH: "month"}[per]
    has = "has" if crowd.periods == 1 else "have"
    when = (
        f"on {words.day(crowd.first)}"
        if crowd.first == crowd.last
        else f"from {words.day(crowd.first)} to {words.day(crowd.last)}"
    )
    yield from paper.wrapped(
        f"{len(crowd.milestones)} of them can only fall {when}; "
        f"{words.count(crowd.periods, unit)} there {has} a day for them, which is room for "
        f"{crowd.room}",
        then="  ",
    )
    shown = [*crowd.milestones[:SHOWN]]
    more = len(crowd.milestones) - len(shown)
    ends = f" and {more} more" if more > 0 else ""
    yield from paper.wrapped(f"{', '.join(shown)}{ends}", "  ", "  ")
    yield ""
    yield f"none of them can fall before {words.day(crowd.first)}"
    yield from text.proof(crowd.why_first, paper=paper)
    yield ""
    yield f"and none after {words.day(crowd.last)}"
    yield from text.proof(crowd.why_last, paper=paper)


def _placed(placed: Sequence[Placed]) -> Iterator[str]:
    """The days of what is counted and has no exact day of its own on which it can fall."""
    if not placed:
        return
    yield ""
    yield "counted, and on no exact day of the plan: these days were reckoned with"
    for item in placed[:SHOWN]:
        said = "not stated" if item.said is None else item.said.when.in_words()
        yield f"  {item.milestone} on {words.day(item.day)}  ({said})"
    if len(placed) > SHOWN:
        yield f"  … and {words.count(len(placed) - SHOWN, 'more day')}; all with --format json"


def as_json(within: Within, asked: Asked, ways: Sequence[Way]) -> str:
    """The same, as the schema ``earlyhelp.fix/1``."""
    said = document(within.repair, asked, ways)
    if within.outcome is Outcome.NOT_KNOWN:
        said["possible"] = None
    said["limits"] = {
        "outcome": within.outcome.value,
        "at_least": within.bound,
        "kept": [
            {
                "limit": limit.in_words,
                "milestones": list(limit.milestones),
                "file": limit.place.file if limit.place else None,
                "line": limit.place.line if limit.place else None,
            }
            for limit in within.limits
        ],
        "placed": [
            {
                "milestone": item.milestone,
                "stated": item.said.when.text if item.said else None,
                "day": item.day.isoformat(),
            }
            for item in within.placed
        ],
        "crowd": _crowd_json(within.crowd),
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _crowd_json(crowd: Crowd | None) -> dict[str, Any] | None:
    if crowd is None:
        return None
    return {
        "limit": crowd.limit.in_words,
        "milestones": list(crowd.milestones),
        "first": crowd.first.isoformat(),
        "last": crowd.last.isoformat(),
        "periods": crowd.periods,
        "room": crowd.room,
        "why_first": [proof_step(step) for step in crowd.why_first],
        "why_last": [proof_step(step) for step in crowd.why_last],
    }
