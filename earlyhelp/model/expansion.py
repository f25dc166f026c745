"""Which milestones and links do workflows make of the rows of registers?

For each row that a workflow is for, its steps become milestones and their links become
links between milestones, as if somebody had typed them all.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from earlyhelp.dates import WorkingCalendar
from earlyhelp.model.links import Field, Link
from earlyhelp.model.milestones import Milestone, Stated, latest
from earlyhelp.model.registers import Extension, Occupation, Property, Registers, StepSays
from earlyhelp.model.sizes import refuse_too_many
from earlyhelp.model.workflows import OUT, Each, Many, Of, Row, Step, Workflow, is_for


class Expansion:
    """The milestones and links that workflows make of the rows of registers."""

    def __init__(
        self,
        workflows: tuple[Workflow, ...],
        registers: Registers,
        many: Mapping[str, Many],
        calendar: WorkingCalendar | None,
    ) -> None:
        """Expand every workflow over every row it is for; `many` are names that stand for many."""
        self._calendar = calendar
        self.milestones: list[Milestone] = []
        self.links: list[Link] = []
        self._many = many
        self._registers = registers
        #: every step that any workflow has
        self.steps = {step.name for workflow in workflows for step in workflow.steps}
        self._made: set[str] = set()
        self._rows_with: dict[tuple[Each, str], list[Row]] = {}
        #: the same of occupations, by their property
        self._rows_in: dict[tuple[str, str], list[Row]] = {}
        rows = [(workflow, [*workflow.rows(registers)]) for workflow in workflows]
        made = sum(len(workflow.steps) * len(its_rows) for workflow, its_rows in rows)
        refuse_too_many(made, 0)
        for workflow, its_rows in rows:
            for row in its_rows:
                self._milestones(workflow, row)
        for workflow, its_rows in rows:
            for row in its_rows:
                for link in workflow.links:
                    self._link(link, row)

    def add(self, link: Link) -> None:
        """Take in a link of the plan itself, of which an end may stand for many."""
        self._between_all(link, None, link.owner)

    def has_step(self, name: str) -> bool:
        """Whether any workflow has a step of this name."""
        return name in self.steps

    def _milestones(self, workflow: Workflow, row: Row) -> None:
        for step in workflow.steps:
            milestone = _milestone(step, row, self._days_of(step, row))
            if milestone.id not in self._made:
                self._rows_with.setdefault((workflow.each, step.name), []).append(row)
                if isinstance(row, Occupation):
                    self._rows_in.setdefault((row.property, step.name), []).append(row)
            self._made.add(milestone.id)
            self.milestones.append(milestone)

    def _days_of(self, step: Step, row: Row) -> dict[str, Stated]:
        """The days of a step that the row itself says, by their keys."""
        if self._calendar is None:
            return {}
        said = {
            key: row_day.of_row(row, self._registers, self._calendar)
            for key, row_day in step.row_days
        }
        return {key: stated for key, stated in said.items() if stated is not None}

    def _link(self, link: Link, row: Row) -> None:
        if link.column is not None:
            own = self._with_lag_of(row, link, link.column)
            if own is None:
                return
            link = own
        self._between_all(link, row, f"{row.id}.{link.owner}")

    def _between_all(self, link: Link, row: Row | None, owner: str) -> None:
        first_all, then_all = self._all_of(link.first, row), self._all_of(link.then, row)
        refuse_too_many(0, len(self.links) + len(first_all) * len(then_all))
        for first in first_all:
            for then in then_all:
                self.links.append(_between(link, first, then, owner))

    def _with_lag_of(self, row: Row, link: Link, name: str) -> Link | None:
        """The link with the lag that the row says; ``None`` where it does not say any.

        What a row says comes from an agreement: it is no line of the plan to relax.
        """
        of, _, column = name.partition(".")
        asked = Of(of).row(row, self._registers)
        lag = getattr(asked, column, None)
        if asked is None or lag is None:
            return None
        said = f"{column} of {asked.id}, {asked.place.file}:{asked.place.line}"
        because = f"{link.because}; {said}" if link.because else said
        return attrs.evolve(link, lag=lag, because=because, locked=True)

    def _all_of(self, name: str, row: Row | None) -> list[str]:
        """The milestones that a name in a line of `row` stands for."""
        many = self._many.get(name)
        if many is not None:
            return self._each(many, row)
        if row is None:
            return [name]
        property_id = row.property if isinstance(row, Occupation) else row.id
        if name.startswith("property.") and name.removeprefix("property.") in self.steps:
            own = f"{property_id}.{name.removeprefix('property.')}"
            return [own] if own in self._made else []
        for own in (f"{row.id}.{name}", f"{property_id}.{name}"):
            if own in self._made:
                return [own]
        # a step that this row does not go through asks nothing of it
        return [] if name in self.steps else [name]

    def _each(self, many: Many, row: Row | None) -> list[str]:
        if many.is_own and row is not None:
            rows = self._rows_in.get((row.id, many.step), [])
        else:
            rows = self._rows_with.get((many.of, many.step), [])
        registers = self._registers
        return [f"{other.id}.{many.step}" for other in rows if is_for(other, many.only, registers)]


def _milestone(step: Step, row: Row, of_row: Mapping[str, Stated]) -> Milestone:
    says = row.steps.get(step.name) or StepSays()
    done = claimed = says.done or of_row.get("done")
    if step.needs_evidence and says.evidence is None:
        done = None
    else:
        claimed = None
    first_days = (
        says.not_before,
        _stays_until(row, step),
        of_row.get("not_before"),
        step.not_before,
    )
    not_before, nor_before = latest(first_days)
    deadlines = (says.by, of_row.get("by"))
    return Milestone(
        id=f"{row.id}.{step.name}",
        place=row.place,
        title=f"{step.title or step.name}: {_title(row)}",
        on=says.on or of_row.get("on") or step.on,
        expected=says.expected or claimed or of_row.get("expected") or step.expected,
        not_before=not_before,
        nor_before=nor_before,
        by=(*(stated for stated in deadlines if stated is not None), *step.by),
        done=done,
        days=step.days,
        owner=step.owner or getattr(row, "owner", None),
        workstream=step.workstream,
        source=step.source,
        note=step.note,
        role=step.role,
        # a day that is counted stands in no cell: there is nothing there to type another into
        locked=step.locked or any(stated.because for stated in of_row.values()),
        needs_evidence=step.needs_evidence,
        evidence=says.evidence,
        claimed=claimed,
        is_step=True,
    )


def _stays_until(row: Row, step: Step) -> Stated | None:
    """A partner with an agreed extension is not out before it ends."""
    if not isinstance(row, Occupation) or step.name != OUT:
        return None
    if row.extension is not Extension.AGREED or row.extended_to is None:
        return None
    because = f"{row.partner} has an extension to then"
    return attrs.evolve(row.extended_to, because=because, column="extended_to")


def _title(row: Row) -> str:
    return row.title if isinstance(row, Property) else f"{row.partner} in {row.property}"


def _between(link: Link, first: str, then: str, owner: str) -> Link:
    """The link between these two; made plainly, because there are many."""
    if link.first == first and link.then == then:
        return link
    return Link(
        first=first,
        then=then,
        kind=link.kind,
        lag=link.lag,
        place=link.place,
        field=link.field,
        owner=owner,
        words=link.words,
        because=link.because,
        source=link.source,
        locked=link.locked,
        ref=link.then if link.field is Field.BEFORE else link.first,
        spread=link.spread,
        column=link.column,
        key=link.key,
        is_shipped=link.is_shipped,
    )
