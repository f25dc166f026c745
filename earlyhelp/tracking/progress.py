"""What is overdue, what is due soon, for whom is it waiting, and how far are the buildings?"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.model import Plan
from earlyhelp.model.baselines import Baseline
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.model.workflows import ACCEPTED, HANDED_OVER, SERVICE_ENDED, VACATED
from earlyhelp.network.schedule import Schedule
from earlyhelp.tracking import behind
from earlyhelp.tracking.behind import OutOfSequence
from earlyhelp.tracking.status import Rag, Standing, Why, standings, worst
from earlyhelp.tracking.waiting import Awaited, waiting

#: The state of a property before any other of them.
OPEN: Final = "open"
#: The states of a property that comes to an end, in their order; each is one of them.
STATES: Final = (OPEN, SERVICE_ENDED, VACATED, HANDED_OVER, ACCEPTED)


class When(enum.Enum):
    """Where a milestone's day lies, as seen from the day that the facts are true."""

    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"
    NO_DAY = "no day"
    DONE = "done"


@attrs.frozen(kw_only=True, slots=False)
class Progress:
    """How a plan stands on the day that its facts are true."""

    schedule: Schedule
    within: int  #: calendar days; what is due on the last of them is due
    standings: tuple[Standing, ...]  #: of every milestone, in the order of the plan
    overdue: tuple[Standing, ...]  #: the longest first
    #: calendar days since the first day that each of them missed
    days_overdue: Mapping[str, int]
    due: tuple[Standing, ...] = ()  #: the first due first
    out_of_sequence: tuple[OutOfSequence, ...]
    #: of what is overdue or due
    waiting: Mapping[str, tuple[Awaited, ...]] = attrs.field(factory=dict)
    baseline: Baseline | None = None
    owner: str | None = None  #: whose milestones these are, where not all are meant

    @property
    def rag(self) -> Rag:
        """How the whole plan stands: as its worst milestone, and red where it cannot be met."""
        if not self.schedule.feasible:
            return Rag.RED
        return worst(standing.rag for standing in self.standings)

    @property
    def until(self) -> int | None:
        """The last day number on which something is due."""
        as_at = self.schedule.network.as_at
        return None if as_at is None else as_at + self.within

    @property
    def launch(self) -> Standing | None:
        """How the launch stands; ``None``: the plan has none."""
        named = self.schedule.plan.by_role.get("launch", ())
        return next((standing for standing in self.standings if standing.id in named), None)

    @property
    def shown(self) -> tuple[Standing, ...]:
        """Every milestone, or those that `owner` owns or that wait for `owner`."""
        if self.owner is None:
            return self.standings
        wanted = {standing.id for standing in (*self.overdue, *self.due)}
        return tuple(
            standing
            for standing in self.standings
            if standing.milestone.owner == self.owner or standing.id in wanted
        )

    @cached_property
    def roles(self) -> frozenset[str]:
        """The owners that the plan or a workflow names; one of a register may be a person."""
        plan = self.schedule.plan
        own = (item.owner for item in plan.milestones if not item.is_step)
        steps = (step.owner for workflow in plan.workflows for step in workflow.steps)
        return frozenset(owner for owner in (*own, *steps) if owner is not None)

    def when(self, standing: Standing) -> When:
        """Where the day of a milestone lies."""
        if not standing.is_open:
            return When.DONE
        if standing.id in self.days_overdue:
            return When.OVERDUE
        if standing.due is None or standing.why is Why.PROBABLE_YEAR_ERROR:
            return When.NO_DAY
        return When.DUE if self.until is not None and standing.due <= self.until else When.LATER

    def of(self, owner: str) -> Progress:
        """The same for one owner: what it owns, and what is due or overdue and waits for it.

        How the whole plan stands is the same.
        """

        def concerns(name: str) -> bool:
            awaited = {one.owner for one in self.waiting.get(name, ())}
            return owner in (self.schedule.plan[name].owner, *awaited)

        return attrs.evolve(
            self,
            owner=owner,
            overdue=tuple(standing for standing in self.overdue if concerns(standing.id)),
            due=tuple(standing for standing in self.due if concerns(standing.id)),
            out_of_sequence=tuple(
                found
                for found in self.out_of_sequence
                if concerns(found.link.then) or concerns(found.link.first)
            ),
        )


def progress(schedule: Schedule, *, within: int, baseline: Baseline | None = None) -> Progress:
    """How the plan stands, and what is due by `within` calendar days after the as-at day.

    Due is what is not done by its stated day, or by its latest day where none is stated; of a
    day that is less precise, the last that it can mean.
    """
    as_at = schedule.network.as_at
    found = standings(schedule, baseline)
    late: dict[str, int] = {}
    for passed in behind.overdue(schedule):
        if as_at is not None:
            late[passed.milestone] = max(as_at - passed.day, late.get(passed.milestone, 0))
    overdue = [standing for standing in found if standing.id in late]
    made = Progress(
        schedule=schedule,
        within=within,
        standings=found,
        overdue=tuple(sorted(overdue, key=lambda standing: -late[standing.id])),
        days_overdue=late,
        out_of_sequence=tuple(behind.out_of_sequence(schedule.plan)),
        baseline=baseline,
    )
    due = [standing for standing in found if made.when(standing) is When.DUE]
    names = [standing.id for standing in (*overdue, *due)]
    return attrs.evolve(
        made,
        due=tuple(sorted(due, key=lambda standing: standing.due or 0)),
        waiting=waiting(schedule, names),
    )


def owners(plan: Plan) -> tuple[str, ...]:
    """Everybody who owns a milestone, in the order of the plan."""
    return tuple(dict.fromkeys(item.owner for item in plan.milestones if item.owner is not None))


def property_states(schedule: Schedule) -> dict[str, int]:
    """How many properties are in each state, by what is recorded as done.

    Each is in the last state that is recorded of it, whatever is missing before that. A
    property that the plan asks for none of these states, such as a retained one, does not
    count; nor is a state there that the plan asks of no property.
    """
    plan, as_at = schedule.plan, schedule.network.as_at
    counts: dict[str, int] = {}
    asked: set[str] = set()
    for row in (plan.registers or NO_ROWS).properties:
        own = [state for state in STATES if f"{row.id}.{state}" in plan]
        if not own:
            continue
        asked |= {OPEN, *own}
        done = [state for state in own if behind.is_done(plan[f"{row.id}.{state}"], as_at)]
        state = done[-1] if done else OPEN
        counts[state] = counts.get(state, 0) + 1
    return {state: counts.get(state, 0) for state in STATES if state in asked}
