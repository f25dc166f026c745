"""What has slipped, and why, in words that may be shown to anybody?

Slipped is what is later than the baseline, or, without one, than the plan first stated. Why is
what was recorded, never what somebody typed beside it: an entry's reason can hold private words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from earlyhelp.dates import words
from earlyhelp.model.baselines import Baseline, BaselineDay
from earlyhelp.model.journal import Action, Entry
from earlyhelp.model.milestones import Milestone
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.reports.names import Names
from earlyhelp.tracking.baselines import Change, Variance, compared
from earlyhelp.tracking.slip_words import day_in_words

HEADINGS: Final = ("What", "Was", "Is now", "Later by", "Why")
FIRST_STATED: Final = "first-stated"


def since(schedule: Schedule, baseline: Baseline | None) -> tuple[Variance, ...]:
    """What has become of every milestone since the baseline, or since the plan first stated it."""
    return compared(schedule, baseline or _first_stated(schedule))


def slipped(found: Sequence[Variance]) -> tuple[Variance, ...]:
    """Every milestone that is later than it was to be, those by the most first."""
    late = (one for one in found if one.change is Change.SLIPPED)
    return tuple(sorted(late, key=lambda one: -(one.days or 0)))


def lost(found: Sequence[Variance]) -> str | None:
    """How many days of the baseline nothing can be compared with any more, as a sentence.

    Whoever takes a day or a milestone out of a plan has not kept what was agreed either.
    """
    agreed = [one for one in found if one.was is not None and one.was.promised is not None]
    number = Counter(one.change for one in agreed)
    without, gone = number[Change.WITHDRAWN], number[Change.GONE]
    said = [f"{words.count(without, 'milestone')} {_have(without)} no day any more"] * bool(without)
    said += [f"{words.count(gone, 'milestone')} {_are(gone)} no longer in the plan"] * bool(gone)
    if not said:
        return None
    return f"Of {words.count(len(agreed), 'day')} that the baseline has, {' and '.join(said)}."


def row(names: Names, variance: Variance) -> tuple[str, ...]:
    """One of them, under `HEADINGS`."""
    return (
        names.at_start(variance.id),
        day_in_words(variance.was),
        day_in_words(variance.now),
        words.room(variance.days or 0, variance.working_days or 0),
        why(names, variance),
    )


def why(names: Names, variance: Variance) -> str:
    """What was recorded that moved it."""
    entry = variance.because
    if entry is None:
        return "Nothing is recorded that moved it"
    to = "" if entry.day is None else f" to {entry.day.when.without_weekday()}"
    if entry.action is Action.EXTENDED:
        return f"A partner's stay was extended{to}"
    if entry.subject == variance.id:
        return f"Its day was moved, as recorded on {_recorded(entry)}"
    return f"{names.at_start(entry.subject)} was moved{to}"


def counted(names: Names, found: Sequence[Variance]) -> str:
    """How many of them the plan itself states, how many are steps of rows, and how many done."""
    own = sum(one.id in names.own_ids for one in found)
    of_rows = len(found) - own
    said = [f"{words.count(own, 'milestone')} of the plan"] if own else []
    said += [f"{words.count(of_rows, 'step')} of buildings, partners and messages"] * bool(of_rows)
    done = sum(names.plan[one.id].done is not None for one in found)
    all_of_them = "which is" if len(found) == 1 else "all of them"
    so_far = f", {all_of_them if done == len(found) else f'{done} of them'} done" if done else ""
    return f"{' and '.join(said)}{so_far}"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _recorded(entry: Entry) -> str:
    """The day on which an entry was made, as far as it says one."""
    return words.short(entry.moment.date()) if entry.moment else "a day that is not known"


def _first_stated(schedule: Schedule) -> Baseline:
    """The days of the plan before the journal moved any."""
    stated = (_first_day(item) for item in schedule.plan.milestones)
    return Baseline(name=FIRST_STATED, days=tuple(day for day in stated if day is not None))


def _first_day(item: Milestone) -> BaselineDay | None:
    first = item.moved_from or item.stated
    # what is done is there as it was planned, where anything was
    first = item.on or item.expected if item.done and not item.moved_from else first
    if first is None:
        return None
    return BaselineDay(id=item.id, when=first.when, kind="expected")
