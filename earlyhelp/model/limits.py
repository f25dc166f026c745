"""How many of a step may fall into one day, week or month, and where are there more?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.findings import Place
from earlyhelp.model.milestones import Stated
from earlyhelp.model.plan import Plan
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.model.workflows import Limit, Per
from earlyhelp.records import Record

#: The words that a limit begins with; somebody who types one may leave them out.
NO_MORE_THAN: Final = "no more than "
_LIMIT: Final = re.compile(r"([1-9][0-9]{0,3}) ([A-Za-z0-9_-]+) a (working day|week|month)\Z")


@attrs.frozen(eq=False, repr=False)
class Said(Record):
    """A limit as it is typed."""

    count: int
    step: str
    per: Per


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Counted(Record):
    """A limit, and the milestones that it counts, in the order of the plan's rows."""

    count: int
    step: str
    per: Per
    milestones: tuple[str, ...]
    place: Place | None = None  #: ``None``: somebody asked for it, and the plan does not say so

    @property
    def in_words(self) -> str:
        """``no more than 3 handed_over a week``."""
        return f"{NO_MORE_THAN}{self.count} {self.step} a {self.per.value}"


def said(text: str) -> Said | None:
    """``3 handed_over a week`` as its parts; ``None`` where it is no limit."""
    match = _LIMIT.match(text)
    return None if match is None else Said(int(match[1]), match[2], Per(match[3]))


def limits(plan: Plan) -> Iterator[tuple[Limit, Counted]]:
    """The limits that the workflows of a plan state, each with what it counts."""
    registers = plan.registers or NO_ROWS
    for workflow in plan.workflows:
        for limit in workflow.limits:
            rows = workflow.rows(registers)
            yield (
                limit,
                Counted(
                    count=limit.count,
                    step=limit.step,
                    per=limit.per,
                    milestones=tuple(f"{row.id}.{limit.step}" for row in rows),
                    place=limit.place,
                ),
            )


def asked(plan: Plan, wanted: Said) -> Counted:
    """A limit that somebody asks for: it counts the step in every workflow that has it."""
    registers = plan.registers or NO_ROWS
    names = (
        f"{row.id}.{wanted.step}"
        for workflow in plan.workflows
        if any(step.name == wanted.step for step in workflow.steps)
        for row in workflow.rows(registers)
    )
    return Counted(
        count=wanted.count,
        step=wanted.step,
        per=wanted.per,
        milestones=tuple(dict.fromkeys(names)),
    )


def steps(plan: Plan) -> Collection[str]:
    """The names of the steps of all workflows, in their order."""
    return dict.fromkeys(step.name for workflow in plan.workflows for step in workflow.steps)


def begins(day: date, per: Per) -> date:
    """The first day of the period that `day` lies in: a week from Monday on, a month."""
    match per:
        case Per.WORKING_DAY:
            return day
        case Per.WEEK:
            return day - timedelta(days=day.weekday())
        case Per.MONTH:
            return day.replace(day=1)


def next_begins(first: date, per: Per) -> date:
    """The first day of the period after the one that begins on `first`."""
    match per:
        case Per.WORKING_DAY:
            return first + timedelta(days=1)
        case Per.WEEK:
            return first + timedelta(days=7)
        case Per.MONTH:
            return (first + timedelta(days=31)).replace(day=1)


def in_words(first: date, per: Per) -> str:
    """The period that begins on `first`: a day, ``the week of Monday …``, ``December 2021``."""
    match per:
        case Per.WORKING_DAY:
            return words.day(first)
        case Per.WEEK:
            return f"the week of {words.day(first)}"
        case Per.MONTH:
            return words.month(first)


def period(stated: Stated | None, per: Per) -> date | None:
    """The first day of the period in which a stated day lies; ``None`` where not certain.

    A day that is only roughly known counts where all that it can mean lies in one period.
    """
    if stated is None or stated.when.is_deadline:
        return None
    when = stated.when
    first = begins(when.first, per)
    return first if when.is_exact or first == begins(when.last, per) else None


def together(plan: Plan, counted: Counted) -> Mapping[date, list[str]]:
    """What is stated to fall, or fell, into one period, by the first day of the period."""
    found: defaultdict[date, list[str]] = defaultdict(list)
    for name in counted.milestones:
        first = period(plan[name].stated, counted.per)
        if first is not None:
            found[first].append(name)
    return found


def broken(plan: Plan, all_counted: Iterable[Counted]) -> Iterator[Counted]:
    """The limits that the days as stated do not keep."""
    for counted in all_counted:
        if any(len(names) > counted.count for names in together(plan, counted).values()):
            yield counted
