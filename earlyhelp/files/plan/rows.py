"""What a plan says row by row: its workflows and registers, and the milestones they make."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import attrs

from earlyhelp.dates import WorkingCalendar
from earlyhelp.files import problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.plan.milestone_entries import MilestoneEntries
from earlyhelp.files.plan.replay import with_recorded
from earlyhelp.files.plan.workflow_entries import WorkflowEntries
from earlyhelp.files.registers.register_files import Open, RegisterFiles
from earlyhelp.files.values import Text, Value, is_null
from earlyhelp.findings import Place
from earlyhelp.model import Milestone
from earlyhelp.model.expansion import Expansion
from earlyhelp.model.journal import Entry, Journal
from earlyhelp.model.milestones import latest
from earlyhelp.model.registers import Registers
from earlyhelp.model.routing import ROUTED, last_day_of_routing
from earlyhelp.model.sizes import TooManyError
from earlyhelp.model.workflows import Each, Many, Workflow

_OF: Mapping[Each, str] = {Each.PROPERTY: "properties", Each.OCCUPATION: "occupations"}


class PlanRows:
    """Collects the workflows and registers of a plan, and expands them."""

    def __init__(self, fields: Fields, open_file: Open | None) -> None:
        """Note what is wrong through `fields`; `open_file` reads a file beside the plan."""
        self.registers = Registers()
        #: extensions that start from what the register no longer says
        self.left_aside: tuple[Entry, ...] = ()
        self._fields = fields
        self._entries = WorkflowEntries(fields)
        self._files = RegisterFiles(fields, open_file=open_file)
        self._sections: dict[str, Place] = {}

    @property
    def workflows(self) -> tuple[Workflow, ...]:
        """The workflows, in the order of the plan."""
        return tuple(self._entries.workflows)

    def entry(self, section: Text, key: Text | None, value: Value) -> None:
        """Take in one entry of `workflows` or of a register."""
        self._sections.setdefault(section.value, self._fields.place(section))
        if section.value != "workflows":
            self._files.entry(section, key, value)
        elif key is not None:
            self._entries.workflow(key, value)
        elif not is_null(value):
            place = self._fields.place(value)
            self._fields.note(problems.wrong_shape(place, "`workflows`", "keys and values"))

    def complete(
        self, entries: MilestoneEntries, journal: Journal | None, calendar: WorkingCalendar | None
    ) -> None:
        """Read the registers, and add what the workflows make of them to the plan's own.

        Without a `calendar` the plan is refused anyway, and no day is counted.
        """
        steps: dict[str, tuple[str, ...]] = {"properties": (), "occupations": ()}
        for workflow in self.workflows:
            steps[_OF[workflow.each]] += tuple(step.name for step in workflow.steps)
        for register, known in steps.items():  # a column of theirs is no mistake of its own
            steps[register] = (*known, *sorted(self._entries.of_any_row - {*known}))
        wrong_so_far = len(self._fields.found)
        self.registers, self.left_aside = with_recorded(self._files.read(steps), journal)
        if len(self._fields.found) > wrong_so_far:
            entries.may_be_of_a_row = self._may_be_unread
        messages = self.registers.communications
        if messages:
            from earlyhelp.files.plan import communications

            communications.add(messages, entries, self._fields.found)
        many: dict[str, Many] = self._entries.many | entries.many
        try:
            expansion = Expansion(self.workflows, self.registers, many, calendar)
            self._known_steps(entries, many, expansion)
            for link in entries.links:
                expansion.add(link)
        except TooManyError as error:
            what = f"{error}: ask with `for:` for fewer rows, or make two plans of it"
            place = self._sections.get("workflows") or next(iter(self._sections.values()))
            self._fields.note(problems.too_large(place, what))
            return
        entries.links[:] = expansion.links
        entries.milestones += expansion.milestones
        self._routed(entries)
        if messages:
            communications.lead_somewhere(messages, entries, self._fields.found)

    def _may_be_unread(self, name: str) -> bool:
        """Whether this is a step of a row that is not there because it could not be read."""
        row, _, step = name.rpartition(".")
        read = {item.id for item in self.registers.properties}
        read |= {item.id for item in self.registers.occupations}
        return row not in read and any(
            step == known.name for workflow in self.workflows for known in workflow.steps
        )

    def _known_steps(
        self, entries: MilestoneEntries, many: Mapping[str, Many], expansion: Expansion
    ) -> None:
        """Note every step of many rows that no workflow has; a plan may have no such rows."""
        for link in chain(entries.links, *(workflow.links for workflow in self.workflows)):
            for asked in (many[name] for name in (link.first, link.then) if name in many):
                has_rows = _OF[asked.of] in self._sections
                if entries.may_be_unread(f"{asked.of}.{asked.step}"):
                    continue
                if has_rows and not expansion.has_step(asked.step):
                    known = expansion.steps
                    finding = problems.unknown_reference(link.place, asked.step, known, ())
                    self._fields.note(finding)

    def _routed(self, entries: MilestoneEntries) -> None:
        """``cases.routed`` is no earlier than the last day on which a case is given its route."""
        if "cases" not in self._sections:
            return
        last = last_day_of_routing(self.registers.cases)
        for at, milestone in enumerate(entries.milestones):
            if milestone.id == ROUTED:
                felt, others = latest((milestone.not_before, last))
                entries.milestones[at] = attrs.evolve(milestone, not_before=felt, nor_before=others)
                return
        entries.milestones.append(
            Milestone(
                id=ROUTED,
                place=self._sections["cases"],
                title="Every open piece of work has a route to its conclusion",
                not_before=last,
            )
        )
