"""The smallest change of a plan's days: as text that people read, and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import attrs

from earlyhelp.codes import CANNOT_BE_MET
from earlyhelp.dates import words
from earlyhelp.findings import Finding, Severity
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import text
from earlyhelp.outputs.machine import proof_step
from earlyhelp.outputs.shells import command
from earlyhelp.outputs.text import Paper, clipped
from earlyhelp.repair.mend import Change, Obstacle, Repair
from earlyhelp.repair.question import BY, EXPECTED_COST, ON, PINNED_COST

SCHEMA: Final = "earlyhelp.fix/1"
#: How many changes are written out; the rest are counted.
SHOWN: Final = 40
#: How many days of another way are named on its line.
SHOWN_OF_ANOTHER: Final = 3


@attrs.frozen(kw_only=True)
class Way:
    """Something else that could have been asked, and its answer."""

    name: str  #: in words
    options: str  #: what to type for it; empty: what was asked, without its options
    repair: Repair | None  #: ``None``: there was no time left to look for it


@attrs.frozen(kw_only=True)
class Asked:
    """What somebody asked for."""

    keep: Sequence[str] = ()
    not_before: date | None = None
    fewest: bool = False
    plan_named: str | None = None  #: as it was typed; ``None``: the plan of this folder
    accept: bool = False  #: whether it is to be recorded, so that nobody has to type how

    @property
    def in_words(self) -> str:
        """The restrictions, as they follow a sentence; empty where there is none."""
        *others, last = self.keep or ("",)
        kept = f"{', '.join(others)} and {last}" if others else last
        said = [f"with {kept} kept"] if kept else []
        if self.not_before is not None:
            said.append(f"with nothing touched that is stated before {words.day(self.not_before)}")
        return f", {' and '.join(said)}" if said else ""


def lines(repair: Repair, asked: Asked, ways: Sequence[Way], paper: Paper) -> Iterator[str]:
    """The change, why each day moves, what stays, what to type, and what else would do."""
    if repair.after is None:
        yield from impossible(repair, asked, paper)
    elif not repair.changes:
        yield paper.paint("Nothing to mend", "32;1") + ": every stated day can stay"
        if odd := _odd(repair.after):
            yield from paper.wrapped(_stays_odd(odd), then="  ")
        yield from _limits_broken(repair, paper)
        return
    else:
        yield from headline(repair, asked, paper)
        yield ""
        yield from changed(repair, asked, paper)
    yield from other_ways(repair, ways, paper)


def changed(repair: Repair, asked: Asked, paper: Paper, also: str = "") -> Iterator[str]:
    """Each day that moves and why, what stays, and what to type; `also`: what else holds."""
    for change in repair.changes[:SHOWN]:
        yield from _change(change, paper)
    if len(repair.changes) > SHOWN:
        more = words.count(len(repair.changes) - SHOWN, "more day")
        yield f"… and {more}; all of them with --format json"
    yield ""
    yield from _after(repair, paper, also)
    yield ""
    yield from _to_record(repair, asked)


def other_ways(repair: Repair, ways: Sequence[Way], paper: Paper) -> Iterator[str]:
    """What else could have been asked, and what would come of it."""
    if ways:
        yield ""
        yield "other ways"
        for way in ways:
            yield from _way(way, repair, paper)


def headline(repair: Repair, asked: Asked, paper: Paper, what: str = "") -> Iterator[str]:
    """What the change is called, how much moves, and what that weighs."""
    what = what or ("The fewest milestones" if asked.fewest else "The smallest change")
    moves = f"{words.count(len(repair.changes), 'stated day')} move"
    moves += "s" if len(repair.changes) == 1 else ""
    in_all = f"{words.count(repair.days, 'calendar day')} in all"
    first, *rest = paper.wrapped(f"{what}: {moves}, {in_all}{asked.in_words}", then="  ")
    yield first.replace(what, paper.paint(what, "1"), 1)
    yield from rest
    if repair.cost != repair.days:
        times = PINNED_COST // EXPECTED_COST
        yield from paper.wrapped(
            f"weighed {repair.cost:,}: a day of a pin or of a deadline counts "
            f"{times} times one that is expected",
            then="  ",
        )


def _change(change: Change, paper: Paper) -> Iterator[str]:
    kind = {ON: "pinned", BY: "deadline"}.get(change.field, "expected")
    yield f"{_named(change)}, {kind}  {_by(change)}"
    yield f"  from     {change.said.when.in_words()}"
    yield f"  to       {words.day(change.day)}"
    why = change.why
    place = f"  {why.place.file}:{why.place.line}" if why.place else ""
    source = f"  ({clipped(why.source)})" if why.source else ""
    because = "  because  "
    said = f"{clipped(why.text)}{place}{source}"
    yield from paper.wrapped(said, because, " " * len(because))


def _named(change: Change) -> str:
    """Whose day it is; of a line that many rows share, one of them and how many more."""
    more = len(change.others)
    return f"{change.milestone} and {more} more by the same line" if more else change.milestone


def _by(change: Change) -> str:
    return f"({change.days:+d} {'day' if abs(change.days) == 1 else 'days'})"


def _after(repair: Repair, paper: Paper, also: str) -> Iterator[str]:
    stay = words.count(repair.staying, "other stated day")
    stays = f"{stay} that could move {'stays' if repair.staying == 1 else 'stay'}"
    untouched = f"{stays}; facts, locked days and first allowed days are untouched"
    yield from paper.wrapped(untouched, then="  ")
    after = repair.after
    if after is not None and after.feasible:
        odd = _odd(after)
        if odd:
            kept = f", and {also}; but {_stays_odd(odd)}" if also else f"; but {_stays_odd(odd)}"
        else:
            kept = f", no two stated days clash, and {also}" if also else ""
            kept = kept or ", and no two stated days clash"
        said = f"solved again with these days, the plan can be met{kept}"
        yield from paper.wrapped(said, then="  ")
    if not also:
        yield from _limits_broken(repair, paper)


def _odd(after: Schedule) -> list[str]:
    """Milestones that had to keep a day on which they cannot be, because nobody works then."""
    plan = after.plan
    broken = {milestone.id for milestone, _ in after.outside}
    broken |= {end for clash in after.clashes() for end in (clash.link.first, clash.link.then)}
    return [
        milestone.id
        for milestone, said in plan.stated
        if milestone.id in broken
        and plan.works(milestone)
        and plan.calendar.on_or_after(said.when.low) > said.when.high
    ]


def _stays_odd(names: Sequence[str]) -> str:
    """That their own days stay what a check calls wrong."""
    *others, last = names
    if not others:
        return (
            f"{last} stays on a day on which nobody works, and was taken for the working day "
            "beside it: `eh plan check` still says so"
        )
    return (
        f"{', '.join(others)} and {last} stay on days on which nobody works, and were taken for "
        "the working days beside them: `eh plan check` still says so"
    )


def _limits_broken(repair: Repair, paper: Paper) -> Iterator[str]:
    """What the days do not keep, because nobody asked for it."""
    if repair.limits_broken:
        said = "; ".join(limit.in_words for limit in repair.limits_broken)
        unasked = f"not asked for, and not kept by these days (--limits): {said}"
        yield from paper.wrapped(unasked, then="  ")


def _to_record(repair: Repair, asked: Asked) -> Iterator[str]:
    commands = [_command(change, asked.plan_named) for change in repair.changes]
    typed = [change for change in repair.changes if change.is_typed]
    if asked.accept:
        yield "to type by hand" if typed else "to be recorded in journal.csv"
    elif any(commands):
        yield "to record it"
        yield from (f"  {command}" for command in commands if command)
    lines = Counter((change.said.place.file, change.said.place.line) for change in typed)
    for change in typed:
        place = change.said.place
        key = "" if lines[place.file, place.line] > 1 else change.said.key
        after = change.day.isoformat()
        what = text.typed(place, _key(change), change.said.when.text, after, key)
        yield f"at {place.file}:{place.line} {what}"


def _command(change: Change, named: str | None) -> str | None:
    """What records a change; ``None`` for a deadline, which is only in the plan's files."""
    if change.is_typed:
        return None
    day = change.day.isoformat()
    return command("milestone", "move", change.milestone, day, named=named)


def _key(change: Change) -> str:
    return change.said.column or change.field


def impossible(repair: Repair, asked: Asked, paper: Paper) -> Iterator[str]:
    """The lines that no days keep."""
    what = "Moving days alone does not mend this plan"
    first, *rest = paper.wrapped(f"{what}{asked.in_words}", then="  ")
    yield first.replace(what, paper.paint(what, "31;1"), 1)
    yield from rest
    yield "whatever days the others are given, these lines cannot all hold"
    for obstacle in repair.obstacles:
        yield ""
        yield from _proof(obstacle, paper)


def _proof(obstacle: Obstacle, paper: Paper) -> Iterator[str]:
    if obstacle.short_by is None:
        yield " a circle of links, each of which waits for the next"
    yield from text.proof(
        obstacle.chain,
        Finding(
            code=CANNOT_BE_MET,
            name="infeasible",
            severity=Severity.ERROR,
            message="",
            short_by_days=obstacle.short_by,
            short_by_working_days=obstacle.short_by_working,
        ),
        paper,
    )


def _way(way: Way, main: Repair, paper: Paper) -> Iterator[str]:
    typed = f" ({way.options})" if way.options else ""
    yield from paper.wrapped(f"{way.name}{typed}: {_outcome(way.repair, main)}", "  ", "  ")
    if way.repair is None or way.repair.changes == main.changes:
        return
    for change in way.repair.changes[:SHOWN_OF_ANOTHER]:
        yield f"    {_named(change)} to {words.day(change.day)}  {_by(change)}"
    more = len(way.repair.changes) - SHOWN_OF_ANOTHER
    if more > 0:
        yield f"    … and {words.count(more, 'more day')}"


def _outcome(repair: Repair | None, main: Repair) -> str:
    if repair is None:
        return "not looked for, the time was over"
    if repair.after is None:
        return "moving days alone does not do it"
    if not repair.changes:
        return "nothing has to move"
    if repair.changes == main.changes:
        return "the same"
    weighed = f", weighed {repair.cost:,}" if repair.cost != repair.days else ""
    milestones = words.count(repair.touched, "milestone")
    return f"{milestones}, {words.count(repair.days, 'calendar day')}{weighed}"


def as_json(repair: Repair, asked: Asked, ways: Sequence[Way], *, is_recorded: bool = False) -> str:
    """The same, as the schema ``earlyhelp.fix/1``."""
    said = document(repair, asked, ways, is_recorded=is_recorded)
    return json.dumps(said, ensure_ascii=False, indent=1)


def document(
    repair: Repair, asked: Asked, ways: Sequence[Way], *, is_recorded: bool = False
) -> dict[str, Any]:
    """The same, before it is written."""
    plan = repair.plan
    return {
        "schema": SCHEMA,
        "plan": {
            "id": plan.id,
            "title": plan.title,
            "path": plan.path,
            "as_at": repair.as_at.isoformat() if repair.as_at else None,
        },
        "asked": {
            "keep": list(asked.keep),
            "not_before": asked.not_before.isoformat() if asked.not_before else None,
            "fewest": asked.fewest,
        },
        "weights": {"on": PINNED_COST, "by": PINNED_COST, "expected": EXPECTED_COST},
        **_answer(repair, asked.plan_named),
        "obstacles": [
            {"short_by_days": item.short_by, "chain": [proof_step(step) for step in item.chain]}
            for item in repair.obstacles
        ],
        "limits_broken": [limit.in_words for limit in repair.limits_broken],
        "alternatives": [
            {"name": way.name, "options": way.options}
            | ({"looked_for": False} if way.repair is None else {"looked_for": True})
            | ({} if way.repair is None else _answer(way.repair, asked.plan_named))
            for way in ways
        ],
        "recorded": is_recorded,
    }


def _answer(repair: Repair, named: str | None) -> dict[str, Any]:
    return {
        "possible": repair.is_possible,
        "days": repair.days,
        "cost": repair.cost,
        "milestones": repair.touched,
        "staying": repair.staying,
        "changes": [
            {
                "milestone": change.milestone,
                "others": list(change.others),
                "field": change.field,
                "from": change.said.when.text,
                "to": change.day.isoformat(),
                "days": change.days,
                "cost": change.cost,
                "file": change.said.place.file,
                "line": change.said.place.line,
                "column": change.said.place.column,
                "why": proof_step(change.why),
                "command": _command(change, named),
            }
            for change in repair.changes
        ],
    }
