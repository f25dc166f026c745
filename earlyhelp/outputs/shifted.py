"""What became of a plan whose dates all moved, as lines that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.dates.bank_holidays import bank_holidays
from earlyhelp.dates.moves import Move
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Days, Milestone, Plan, Stated
from earlyhelp.model.rules import Outcome
from earlyhelp.model.shifts import Moved, Shifted, own_milestones
from earlyhelp.model.workflows import Of
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.text import Paper, clipped
from earlyhelp.rulebook.differences import changes

JOURNAL_FILE: Final = "journal.csv"
#: How many lines of one kind are written out; the rest are counted.
SHOWN: Final = 20
#: Columns with days that an agreement or the past has made, and no plan of ours.
_NOT_OURS: Final = (
    "designated",
    "lease_end",
    "break_date",
    "school_use_ended",
    "agreed",
    "option_approved",
    "call_in_ends",
)
#: Where the rows of each kind stand, as far as they have columns with days.
_SECTIONS: Final = {Of.PROPERTY: "properties", Of.OCCUPATION: "occupations"}


@attrs.frozen(kw_only=True)
class Report:
    """A plan, its copy with other dates, and how the one came of the other."""

    before: Schedule
    after: Schedule
    found_before: Sequence[Finding]
    found_after: Sequence[Finding]
    shifted: Shifted
    move: Move
    anchor: str  #: the milestone whose day was given
    asked: date  #: the day that was given for it
    name: str  #: of the folder that is copied
    target: str  #: of the folder with the copy
    left_files: Sequence[str] = ()

    @property
    def first_day(self) -> date:
        """The anchor's day before."""
        stated = self.before.plan[self.anchor].stated
        return stated.when.first if stated is not None else self.asked

    @property
    def whole_years(self) -> Move:
        """The move that keeps every date, to the same years."""
        return Move(years=self.move.day(self.first_day).year - self.first_day.year)


def lines(report: Report, paper: Paper) -> Iterator[str]:
    """Everything that there is to say of the copy."""
    for line in _said(report):
        yield from paper.folded(line, 4)


def _said(report: Report) -> Iterator[str]:
    yield from _headline(report)
    for part in (
        _no_longer_working,
        _off_their_date,
        _on_their_old_date,
        _not_exactly,
        _to_look_at,
        _columns,
        _still_said,
        _not_copied,
        _law,
        _findings,
    ):
        said = list(part(report))
        if said:
            yield ""
            yield from said


def _headline(report: Report) -> Iterator[str]:
    move, first = report.move, report.first_day
    now = move.day(first)
    yield f"{report.name} to {report.target}: every date moves {move.in_words()}"
    was, then = (plan[report.anchor].stated for plan in (report.before.plan, report.after.plan))
    if was is not None and then is not None:
        yield f"{report.anchor}: {was.when.in_a_sentence()} becomes {then.when.in_a_sentence()}"
    if move.years:
        yield "each day keeps its date, so weekdays change"
    else:
        yield "every weekday stays, and every length between two days"
    if now != report.asked:
        why = (
            "--keep dates takes only its year"
            if move.years
            else f"{words.day(now)} is the nearest day a whole number of weeks away"
        )
        yield f"note: {words.day(report.asked)} was asked for; {why}"
    files = Counter(item.place.file for item in report.shifted.moved)
    listed = ", ".join(f"{count:,} in {name}" for name, count in files.items())
    total = words.count(len(report.shifted.moved), "date")
    yield f"moved: {total}{f' ({listed})' if listed else ''}"


def _pairs(report: Report) -> Iterator[tuple[Milestone, date, date]]:
    """Every milestone that states one day, with its day before and after."""
    for milestone, said in report.before.plan.stated:
        now = report.after.plan[milestone.id].stated
        if said.when.is_exact and now is not None:
            yield milestone, said.when.first, now.when.first


def _own(report: Report) -> Iterator[tuple[Milestone, Stated, date, date]]:
    """Those whose day the plan itself states, and no register."""
    own = {item.id for item in own_milestones(report.before.plan, report.shifted.plan_file)}
    for milestone, before, after in _pairs(report):
        if milestone.id in own and milestone.stated is not None:
            yield milestone, milestone.stated, before, after


def _no_longer_working(report: Report) -> Iterator[str]:
    """Days that were working days and are none, or that have come to be bank holidays."""
    lost: dict[date, list[str]] = {}
    was, now = report.before.plan, report.after.plan
    for milestone, before, after in _pairs(report):
        worked = was.calendar.is_working(before) and not now.calendar.is_working(after)
        if worked or (_holiday(now, after) and not _holiday(was, before)):
            lost.setdefault(after, []).append(milestone.id)
    if not lost:
        yield "every stated day that was a working day is one still"
        return
    count = words.count(sum(map(len, lost.values())), "stated day")
    yield f"now on a bank holiday, or on no working day, and not before: {count}"
    yield from _at_most(
        f"  {words.day(day)}, {now.calendar.why_closed(day)}: {', '.join(names)}"
        for day, names in sorted(lost.items())
    )


def _off_their_date(report: Report) -> Iterator[str]:
    """Days whose date people care about, and which moved off it."""
    found = []
    for milestone, said, before, after in _own(report):
        is_any, is_first = milestone.days is Days.ANY, before.day == 1
        if (before.month, before.day) == (after.month, after.day) or not (is_any or is_first):
            continue
        why = "the first of a month" if is_first else "any day of the week allowed"
        kept = report.whole_years.day(before)
        holiday = report.after.plan.calendar.why_closed(kept)
        found.append(
            f"  {milestone.id} ({said.place}): {words.day(before)}, {why}, becomes "
            f"{words.day(after)}; to keep the date type {kept.isoformat()}, "
            f"{words.weekday(kept)}{f', {holiday}' if holiday else ''}"
        )
    if found:
        yield "moved off a date that may have been chosen as one:"
        yield from _at_most(found)


def _on_their_old_date(report: Report) -> Iterator[str]:
    """What the plan's own days would fall on, had each kept its date."""
    if report.move.years:
        return
    was, now = report.before.plan, report.after.plan
    found = []
    for milestone, _, before, _after in _own(report):
        kept = report.whole_years.day(before)
        is_lost = was.calendar.is_working(before) and not now.calendar.is_working(kept)
        if is_lost or _holiday(now, kept):
            why = now.calendar.why_closed(kept)
            found.append(f"  {milestone.id} would be {words.day(kept)}, {why}")
    if found:
        yield "had each day kept its date instead (--keep dates):"
        yield from _at_most(found)


def _not_exactly(report: Report) -> Iterator[str]:
    """Dates less precise than a day, which cannot move by just so many days."""
    rounded = [item for item in report.shifted.moved if not report.move.is_exact_for(item.before)]
    if not rounded:
        return
    kinds = Counter(item.before.precision.value for item in rounded)
    counted = ", ".join(f"{kind} {count:,}" for kind, count in kinds.items())
    yield f"moved to the nearest of their kind, and not by just so much: {counted}"
    shown = Counter(
        (item.before.text, item.after.text) for item in rounded if item.section != "cases"
    )
    yield from _at_most(
        f"  {before} becomes {after}{f' ({count:,} times)' if count > 1 else ''}"
        for (before, after), count in shown.items()
    )


def _to_look_at(report: Report) -> Iterator[str]:
    """Dates that moved with the rest although something else than the plan made them."""
    moved = report.shifted.moved
    said = []
    if done := [item for item in moved if item.key == "done" or item.key.startswith("done:")]:
        where = _places([item.place.file for item in done])
        said.append(
            f"  done: {words.count(len(done), 'day')} ({where}); where nothing has happened yet, "
            "write `expected` or `on` instead"
        )
    if found := _that_pass_steps(report):
        columns = ", ".join(f"{key} {n:,}" for key, n in Counter(i.key for i in found).items())
        said.append(
            f"  columns that say what is done: {columns}; empty those of what is still to come"
        )
    for section, what in (
        ("closures", "the council's closures of the new year may be other days"),
        ("facts", "a fact such as a poll has a day of its own"),
    ):
        if found := [item for item in moved if item.section == section]:
            listed = ", ".join(
                f"{item.before.in_words()} becomes {item.after.in_words()}" for item in found[:3]
            )
            more = f" and {len(found) - 3} more" if len(found) > 3 else ""
            said.append(f"  {section}: {listed}{more}; {what}")
    if found := [item for item in moved if item.key in _NOT_OURS]:
        columns = ", ".join(f"{key} {n}" for key, n in Counter(i.key for i in found).items())
        said.append(f"  agreements and the past: {columns}; put back those that still hold")
    if said:
        yield "moved with the rest, and to be looked at:"
        yield from said


def _that_pass_steps(report: Report) -> list[Moved]:
    """Days that a workflow takes for the day on which a step was done: `told`, `acknowledged`."""
    columns = {
        (_SECTIONS.get(of), column)
        for workflow in report.before.plan.workflows
        for step in workflow.steps
        for key, row_day in step.row_days
        if key == "done"
        for of, column in row_day.columns
    }
    return [item for item in report.shifted.moved if (item.section, item.key) in columns]


def _columns(report: Report) -> Iterator[str]:
    """The years of a budget, whose amounts are those of the old ones."""
    years = {
        before.partition(" ")[2]: after.partition(" ")[2]
        for before, after in report.shifted.columns
    }
    if years:
        listed = ", ".join(f"{before} becomes {years[before]}" for before in sorted(years))
        yield f"moved with the rest, the years of the budget: {listed}"
        yield "  the amounts stay as they were: look at each, and at what is `actual` first"


def _still_said(report: Report) -> Iterator[str]:
    """Years of the old plan in ids, titles and notes, which stay as they are."""
    shifted = report.shifted
    if shifted.left:
        years = sorted({left.year for left in shifted.left})
        keys = Counter((left.file, left.key) for left in shifted.left)
        listed = ", ".join(
            f"{_times_said(key, count)} in {file}"
            for (file, key), count in list(keys.items())[:SHOWN]
        )
        more = f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
        yield f"still say {' or '.join(years)}: {clipped(listed, 1_000)}{more}"
    if shifted.id == report.before.plan.id:
        yield (
            f"the id is still {shifted.id}: give the copy another one before both export calendars,"
            " whose events are told apart by it"
        )
    else:
        yield f"the id is now {shifted.id}"


def _times_said(key: str, count: int) -> str:
    if key == "comment":
        return words.count(count, key)
    return key if count == 1 else f"{key} ({count} times)"


def _not_copied(report: Report) -> Iterator[str]:
    history = JOURNAL_FILE in report.left_files
    others = [name for name in report.left_files if name != JOURNAL_FILE]
    if history:
        yield (
            f"not copied: {JOURNAL_FILE}, which is the history of {report.name}; what it recorded "
            "is not in the copy"
        )
    if others:
        yield f"not copied: {clipped(', '.join(others), 500)}"


def _law(report: Report) -> Iterator[str]:
    """Rules that come out otherwise by the law of the new dates."""
    found = changes(report.before, report.after)
    if not found:
        return
    yield "by the law of the new dates:"
    for change in found:
        now = _outcome(change.after)
        was = _outcome(change.before)
        yield f"  {change.rule.title} ({change.rule.code}): {now}, was {was}"


def _outcome(outcome: Outcome | None) -> str:
    return "not asked" if outcome is None else outcome.value


def _findings(report: Report) -> Iterator[str]:
    """How the findings of the copy differ, by their codes."""
    was = Counter((item.code, item.name) for item in report.found_before)
    now = Counter((item.code, item.name) for item in report.found_after)
    met = "can be met" if report.after.feasible else "cannot be met"
    yield f"the copy {met}: {_counted(report.found_after)}; before, {_counted(report.found_before)}"
    for what, keep in _KINDS:
        listed = [
            f"{code} {name} {_times(was[code, name], now[code, name])}"
            for code, name in sorted(was.keys() | now.keys())
            if keep(was[code, name], now[code, name])
        ]
        if listed:
            yield f"  {what}: {', '.join(listed)}"


_KINDS: Final[tuple[tuple[str, Callable[[int, int], bool]], ...]] = (
    ("new", lambda was, now: now > 0 == was),
    ("gone", lambda was, now: was > 0 == now),
    ("more or fewer", lambda was, now: was > 0 < now != was),
)


def _times(was: int, now: int) -> str:
    return f"({was} before, now {now})" if was and now else f"({was or now})"


def _counted(found: Iterable[Finding]) -> str:
    kinds = Counter(item.severity for item in found)
    listed = [
        f"{kinds[kind]} not known"
        if kind is Severity.NOT_KNOWN
        else words.count(kinds[kind], kind.value)
        for kind in Severity
        if kinds[kind]
    ]
    return ", ".join(listed) or "nothing found"


def _holiday(plan: Plan, day: date) -> bool:
    return day in bank_holidays(plan.nation, day.year)


def _places(files: Iterable[str]) -> str:
    return ", ".join(f"{count:,} in {name}" for name, count in Counter(files).items())


def _at_most(said: Iterable[str]) -> Iterator[str]:
    listed = list(said)
    yield from listed[:SHOWN]
    if len(listed) > SHOWN:
        yield f"  … and {len(listed) - SHOWN} more"
