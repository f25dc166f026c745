"""What has moved since a baseline, in sentences, tables and data?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from earlyhelp.dates import words
from earlyhelp.model import Plan
from earlyhelp.model.baselines import EARLIEST, Baseline
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows, text
from earlyhelp.outputs.rows import Plain
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import Paper
from earlyhelp.tracking import slip_words
from earlyhelp.tracking.baselines import Change, Variance
from earlyhelp.tracking.slip_words import counts_in_words, day_in_words, launch_in_words

SCHEMA: Final = "earlyhelp.baseline/1"
SCHEMA_OF_LIST: Final = "earlyhelp.baselines/1"
COLUMNS: Final = (
    "id",
    "title",
    "change",
    "was",
    "was_as",
    "now",
    "now_as",
    "days",
    "working_days",
    "reason",
)
COLUMNS_OF_LIST: Final = ("name", "milestones", "stated", "launch")
#: How many lines of a table are written out; the rest are counted.
SHOWN: Final = 40
#: Of what people read something for each, and not only how many there are.
_LISTED: Final = (
    Change.SLIPPED,
    Change.EARLIER,
    Change.WITHDRAWN,
    Change.STATED_SINCE,
    Change.NEW,
    Change.GONE,
)


def compared_text(
    schedule: Schedule,
    baseline: Baseline,
    found: Sequence[Variance],
    paper: Paper,
    only: Change | None = None,
) -> Iterator[str]:
    """A comparison for people: the launch first, then what slipped, the most first."""
    yield paper.paint(text.clipped(schedule.plan.title), "1")
    as_at = f"as at {words.short(schedule.as_at)}, " if schedule.as_at else ""
    yield f"{as_at}against the baseline {baseline.name}"
    if not schedule.feasible:
        yield "the plan cannot be met as it is now: `eh plan check` says why"
    yield ""
    launch = launch_in_words(found, schedule)
    if launch is not None:
        lines = paper.wrapped(f"{launch[0].upper()}{launch[1:]}")
        yield from (paper.paint(line, "1") for line in lines)
    yield from paper.wrapped(counts_in_words(found))
    for change in _LISTED if only is None else (only,):
        of_it = [variance for variance in found if variance.change is change]
        if of_it:
            yield ""
            yield paper.paint(f"{change.value.capitalize()}: {len(of_it)}", "1")
            yield from _table(change, of_it, paper)
        if len(of_it) > SHOWN:
            yield f"… and {len(of_it) - SHOWN} more; all of them with --format json"


def _table(change: Change, of_it: Sequence[Variance], paper: Paper) -> Iterator[str]:
    """The milestones, those that moved the most first; the reasons below, each once."""
    shown = sorted(of_it, key=lambda variance: -abs(variance.days or 0))[:SHOWN]
    if change in (Change.SLIPPED, Change.EARLIER):
        reasons = list(dict.fromkeys(filter(None, map(reason, shown))))
        lines = [
            (
                variance.id,
                day_in_words(variance.was),
                day_in_words(variance.now),
                f"{abs(variance.days or 0)} ({abs(variance.working_days or 0)})",
                str(reasons.index(why) + 1) if (why := reason(variance)) else "–",
            )
            for variance in shown
        ]
        by = "later" if change is Change.SLIPPED else "earlier"
        headings = ("milestone", "was", "now", f"days {by} (working)", "why")
        yield table(headings, lines, width=paper.room)
        for number, why in enumerate(reasons, start=1):
            yield from paper.wrapped(f"{number}. {why}", then="   ")
        return
    if change in (Change.NEW, Change.GONE):
        days = [variance.now if change is Change.NEW else variance.was for variance in shown]
        pairs = [
            (variance.id, day_in_words(day)) for variance, day in zip(shown, days, strict=True)
        ]
        yield table(("milestone", "day"), pairs, width=paper.room)
        return
    both = [
        (variance.id, day_in_words(variance.was), day_in_words(variance.now)) for variance in shown
    ]
    yield table(("milestone", "was", "now"), both, width=paper.room)


def reason(variance: Variance) -> str:
    """Why a milestone moved, cut where a person would stop reading."""
    return text.clipped(slip_words.reason(variance))


def compared_json(
    schedule: Schedule, baseline: Baseline, found: Sequence[Variance], shown: Sequence[Variance]
) -> str:
    """The same for programs; the counts are of all, also of those that are not shown."""
    return rows.as_json(
        SCHEMA,
        schedule.plan,
        as_at=schedule.as_at.isoformat() if schedule.as_at else None,
        baseline=baseline.name,
        feasible=schedule.feasible,
        headline=launch_in_words(found, schedule),
        counts=counts(found),
        milestones=[record(variance) for variance in shown],
    )


def counts(found: Sequence[Variance]) -> dict[str, int]:
    """How many milestones have become what, for programs."""
    number = Counter(variance.change for variance in found)
    return {change.value.replace(" ", "_"): number[change] for change in Change}


def compared_csv(found: Sequence[Variance]) -> str:
    """The same for spreadsheets."""
    return rows.as_csv(COLUMNS, [record(variance) for variance in found])


def record(variance: Variance) -> dict[str, Plain]:
    """What has become of one milestone, for programs."""
    was, now = variance.was, variance.now
    return {
        "id": variance.id,
        "title": variance.title,
        "change": variance.change.value,
        "was": was.when.text if was and was.when else None,
        "was_as": was.kind if was else None,
        "now": now.when.text if now and now.when else None,
        "now_as": now.kind if now else None,
        "days": variance.days,
        "working_days": variance.working_days,
        "reason": reason(variance) or None,
    }


def written(plan: Plan, baseline: Baseline, file: str) -> str:
    """What a new baseline holds, before it is written."""
    stated = sum(day.promised is not None for day in baseline.days)
    earliest = sum(day.kind == EARLIEST for day in baseline.days)
    said = f"{file}: {words.count(len(baseline.days), 'milestone')}, {stated} with their stated day"
    said += f" and {earliest} with their earliest" if earliest else ""
    launch = _launch(plan, baseline)
    return f"{said}; the launch: {launch}" if launch else said


def _launch(plan: Plan, baseline: Baseline) -> str | None:
    held = (baseline.by_id.get(name) for name in plan.by_role.get("launch", ()))
    return next((day_in_words(day) for day in held if day is not None), None)


def listed_lines(plan: Plan, found: Sequence[Baseline]) -> list[Mapping[str, rows.Cell]]:
    """The baselines of a plan, one in a line."""
    return [
        {
            "name": rows.cell(baseline.name),
            "milestones": rows.cell(len(baseline.days)),
            "stated": rows.cell(sum(day.promised is not None for day in baseline.days)),
            "launch": _launch_cell(plan, baseline),
        }
        for baseline in found
    ]


def _launch_cell(plan: Plan, baseline: Baseline) -> rows.Cell:
    for name in plan.by_role.get("launch", ()):
        day = baseline.by_id.get(name)
        if day is not None and day.when is not None:
            return rows.Cell(day_in_words(day), day.when.text)
    return rows.UNKNOWN


def listed_json(plan: Plan, lines: Sequence[Mapping[str, Any]]) -> str:
    """The same for programs."""
    return rows.as_json(SCHEMA_OF_LIST, plan, baselines=[rows.plain(line) for line in lines])
