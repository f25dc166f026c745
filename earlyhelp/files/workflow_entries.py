"""What the entries under `workflows` say: for which rows, which steps, within which limits."""

from __future__ import annotations

import re
from typing import Any, Final

from earlyhelp.errors import NotASelectionError
from earlyhelp.files import problems
from earlyhelp.files.events import Mapping, Text, Value
from earlyhelp.files.fields import Fields
from earlyhelp.files.milestone_entries import MilestoneEntries
from earlyhelp.files.selections import columns, selected_rows
from earlyhelp.model.registers import Occupation, Property
from earlyhelp.model.workflows import Condition, Each, Limit, Many, Per, Step, Workflow

_KEYS: Final = ("for", "steps", "limits", "title", "source", "note")
_LIMIT = re.compile(r"no more than ([1-9][0-9]{0,3}) ([A-Za-z0-9_-]+) a (working day|week|month)\Z")
_STEP_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\Z")


class WorkflowEntries:
    """Collects the workflows of a plan file."""

    def __init__(self, fields: Fields) -> None:
        """Read through `fields`, and note what is wrong there."""
        self.workflows: list[Workflow] = []
        self.many: dict[str, Many] = {}
        self._fields = fields

    def workflow(self, key: Text, value: Value) -> None:
        """Take in one entry under `workflows`."""
        fields = self._fields
        each, only = Each.PROPERTY, tuple[Condition, ...]()
        steps: list[Step] = []
        limits: list[Limit] = []
        entries = MilestoneEntries(fields)
        for field, item in fields.keyed(value, f"the workflow `{key.value}`"):
            if field.value == "for":
                each, only = self._rows(item)
            elif field.value == "steps":
                named = fields.keyed(item, "`steps`")
                steps = [self._step(entries, name, said) for name, said in named]
            elif field.value == "limits":
                found = (self._limit(line) for line in fields.listed(item))
                limits = [limit for limit in found if limit is not None]
            elif field.value not in _KEYS:
                place = fields.place(field)
                fields.note(problems.unknown_key(place, field.value, _KEYS, "a workflow"))
        self._not_columns(steps, each)
        self._known_steps(limits, {step.name for step in steps})
        self.many |= entries.many
        self.workflows.append(
            Workflow(
                name=key.value,
                place=fields.place(key),
                each=each,
                only=only,
                steps=tuple(steps),
                links=tuple(entries.links),
                limits=tuple(limits),
            )
        )

    def _rows(self, value: Value) -> tuple[Each, tuple[Condition, ...]]:
        text = self._fields.text("for", value)
        try:
            return selected_rows(text or "each property")
        except NotASelectionError as error:
            self._fields.note(problems.not_a_selection(self._fields.place(value), str(error)))
            return Each.PROPERTY, ()

    def _step(self, entries: MilestoneEntries, name: Text, value: Value) -> Step:
        fields = self._fields
        if not _STEP_NAME.match(name.value):
            fields.note(problems.not_an_id(fields.place(name), name.value))
        needs_evidence = False
        if type(value) is Mapping:
            kept = []
            for key, item in value.entries:
                if key.value == "evidence":
                    fields.choice("evidence", item, ("required",), "what a gate asks")
                    needs_evidence = True
                elif key.value == "done":
                    where = "a step (record it for one row, with the column `done:STEP`)"
                    known = ("on", "expected", "by", "not_before", "after", "before", "evidence")
                    fields.note(problems.unknown_key(fields.place(key), "done", known, where))
                else:
                    kept.append((key, item))
            value = Mapping(kept, value.start_mark)
        said: dict[str, Any] = entries.said(name.value, value, f"the step `{name.value}`")
        return Step(
            name=name.value, place=fields.place(name), needs_evidence=needs_evidence, **said
        )

    def _limit(self, value: Value) -> Limit | None:
        text = self._fields.text("limits", value)
        match = _LIMIT.match(text or "")
        place = self._fields.place(value)
        if match is None:
            self._fields.note(problems.not_a_limit(place, text or ""))
            return None
        count, step, per = match.groups()
        return Limit(count=int(count), step=step, per=Per(per), place=place)

    def _not_columns(self, steps: list[Step], each: Each) -> None:
        """A step named like a column of the register could not have a column of its own."""
        taken = columns(Property if each is Each.PROPERTY else Occupation)
        for step in steps:
            if step.name in taken:
                self._fields.note(problems.taken_name(step.place, step.name, each.value))

    def _known_steps(self, limits: list[Limit], steps: set[str]) -> None:
        for limit in limits:
            if limit.step not in steps:
                self._fields.note(problems.unknown_reference(limit.place, limit.step, steps, set()))
