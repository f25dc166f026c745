"""What may people outside the plan read of its milestones: which ones, by which names?

Of what `plan.yaml` itself says, its titles, days, owners and sources, and why a locked line is
one: a planner writes these for others. Of a milestone that a register makes, only which step it
is, never of which row: a title there names a partner or a building. Notes, evidence and what
the journal says in free text are shown nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.dates import NO_LAG, DateExpression
from earlyhelp.dates.expressions import Precision
from earlyhelp.model import Link, LinkKind, Milestone, Plan, Stage
from earlyhelp.model.communications import milestone_id
from earlyhelp.model.links import Field
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.model.routing import ROUTED
from earlyhelp.outputs.reports.pieces import capital
from earlyhelp.tracking.behind import is_done

#: Links that are no line of an order: how long a stage lasts, and what the law asks.
_NO_ORDER: Final = (Field.LASTS, Field.RULE)
NO_DAY: Final = "No day is stated"


@attrs.frozen(slots=False)
class Names:
    """What the milestones of a plan are called in a report."""

    plan: Plan

    @cached_property
    def own(self) -> tuple[Milestone, ...]:
        """The milestones that the plan itself states, in its order; no row's, and no message's."""
        rows = (self.plan.registers or NO_ROWS).communications
        messages = {milestone_id(row) for row in rows}
        return tuple(
            item for item in self.plan.milestones if not item.is_step and item.id not in messages
        )

    @cached_property
    def own_ids(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(item.id for item in self.own)

    @cached_property
    def stage_of(self) -> dict[str, Stage]:
        """The stage that each start and each end is of."""
        return {end.id: stage for stage in self.plan.stages for end in (stage.start, stage.end)}

    def of(self, milestone: str) -> str:
        """What a report calls a milestone."""
        if milestone in self.own_ids:
            title, stage = self.plan[milestone].title, self.stage_of.get(milestone)
            end = milestone.rpartition(".")[2]
            if stage is not None and title == f"{self.stage(stage)} {end}s":
                return f"the {end} of {self.stage(stage)}"
            return title or milestone
        _, _, step = milestone.rpartition(".")
        title = self._steps.get(step)
        return (
            "a message of the Communication Plan"
            if title is None
            else f'"{title}" of one building or partner'
        )

    def at_start(self, milestone: str) -> str:
        """The same where a line begins with it."""
        return capital(self.of(milestone)) if milestone in self.stage_of else self.of(milestone)

    def stage(self, stage: Stage) -> str:
        """What a report calls a stage."""
        return stage.title or stage.id

    def order(self, *ends: str) -> str:
        """After and before what the lines of these milestones themselves put them."""
        lines = [link for end in ends for link in self._lines.get(end, ())]
        clauses = (self._clause(link) for link in lines if not {link.first, link.then} <= {*ends})
        return capital("; ".join(dict.fromkeys(clauses)))

    def promises(self) -> Iterator[str]:
        """What the plan never gives up: its own locked lines with a reason."""
        for link in (link for lines in self._lines.values() for link in lines):
            if link.locked and link.because and {link.first, link.then} <= self.own_ids:
                yield f"{self.of(_about(link))}, {self._clause(link)}: {link.because}"

    @cached_property
    def _lines(self) -> dict[str, list[Link]]:
        """The lines of an order, by the milestone that each stands under."""
        found: dict[str, list[Link]] = {}
        for link in self.plan.links:
            if link.field not in _NO_ORDER:
                found.setdefault(_about(link), []).append(link)
        return found

    def _clause(self, link: Link) -> str:
        if link.field is Field.BEFORE:
            room = "" if link.lag == NO_LAG else f"at least {link.lag} "
            return f"{room}before {self._named(link.then)}"
        is_most, first = link.kind is LinkKind.AT_MOST, self._named(link.first)
        if link.lag == NO_LAG:
            return f"{'no later than' if is_most else 'after'} {first}"
        return f"{'at most' if is_most else 'at least'} {link.lag} after {first}"

    def _named(self, milestone: str) -> str:
        """The same in a clause; of many rows, that it is each of them."""
        if milestone in self.own_ids:
            return self.of(milestone)
        title = self._steps.get(milestone.rpartition(".")[2])
        return "a message of the Communication Plan" if title is None else f'every "{title}"'

    @cached_property
    def _steps(self) -> dict[str, str]:
        """The title of each step of a workflow."""
        found: dict[str, str] = {}
        for step in (step for workflow in self.plan.workflows for step in workflow.steps):
            found.setdefault(step.name, step.title or step.name.replace("_", " "))
        return found


def _about(link: Link) -> str:
    """The milestone under which the plan has a line."""
    return link.first if link.field is Field.BEFORE else link.then


def when(milestone: Milestone, as_at: int | None) -> str:
    """The day of a milestone in the plan's own words and precision.

    `as_at` is the number of the day on which the facts are true: nothing is done after it.
    """
    if milestone.done is not None and not is_done(milestone, as_at):
        return f"Recorded as done {_on(milestone.done.when)}, which has not come yet"
    if milestone.done is not None:
        return f"Done {_on(milestone.done.when)}"
    if milestone.claimed is not None:
        return f"Said to be done {_on(milestone.claimed.when)}, but not shown"
    if milestone.on is not None:
        said = f"{capital(_on(milestone.on.when))}, fixed"
    elif milestone.expected is not None:
        said = f"Expected {_on(milestone.expected.when)}"
    elif milestone.by:
        first = min(milestone.by, key=lambda stated: stated.when.high)
        return f"No later than {first.when.in_a_sentence()}"
    elif milestone.not_before is not None and milestone.id != ROUTED:  # there it is a case's day
        return f"Not before {milestone.not_before.when.in_a_sentence()}"
    else:
        return NO_DAY
    if milestone.moved_from is not None and milestone.moved_from.when != _day_of(milestone):
        said += f" (first stated: {milestone.moved_from.when.in_words()})"
    return said


def _day_of(milestone: Milestone) -> DateExpression | None:
    return milestone.stated.when if milestone.stated is not None else None


def _on(day: DateExpression) -> str:
    """A day as it follows a verb; a span of days, such as ``8 to 29 September``, as it is."""
    return day.in_words() if day.precision is Precision.RANGE else day.with_preposition()
