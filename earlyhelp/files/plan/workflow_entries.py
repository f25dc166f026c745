"""What the entries under `workflows` say: for which rows, which steps, within which limits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from earlyhelp.errors import NotASelectionError
from earlyhelp.files import problems, row_problems
from earlyhelp.files.events import YamlFile
from earlyhelp.files.fields import Fields
from earlyhelp.files.locate import shipped_names, shipped_part
from earlyhelp.files.plan.milestone_entries import MilestoneEntries
from earlyhelp.files.selections import columns, is_like_a_row_day, row_day, selected_rows
from earlyhelp.files.values import Mapping as YamlMapping
from earlyhelp.files.values import Text, Value
from earlyhelp.model import Link, limits
from earlyhelp.model.limits import NO_MORE_THAN
from earlyhelp.model.registers import Occupation, Property
from earlyhelp.model.workflows import Condition, Each, Limit, Many, RowDay, Step, Workflow

WORKFLOW_KEYS: Final = ("from", "for", "steps", "limits", "title", "source", "note")
_DAY_KEYS: Final = ("on", "expected", "not_before", "by", "done")
_STEP_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\Z")


class _Draft:
    """A workflow while it is being read: what was shipped, then what the plan says itself."""

    def __init__(self) -> None:
        self.each = Each.PROPERTY
        self.only: tuple[Condition, ...] = ()
        self.steps: dict[str, Step] = {}
        self.links: dict[str, list[Link]] = {}  #: by the step whose lines they are
        self.limits: list[Limit] = []
        self.many: dict[str, Many] = {}


class WorkflowEntries:
    """Collects the workflows of a plan file."""

    def __init__(self, fields: Fields) -> None:
        """Read through `fields`, and note what is wrong there."""
        self.workflows: list[Workflow] = []
        self.many: dict[str, Many] = {}
        #: the steps of workflows of which it could not be read which rows go through them
        self.of_any_row: set[str] = set()
        self._fields = fields

    def workflow(self, key: Text, value: Value) -> None:
        """Take in one entry under `workflows`; its own words win over a shipped one's."""
        keys = dict(self._keys(value, f"the workflow `{key.value}`"))
        draft = _Draft()
        if (shipped := keys.pop("from", None)) is not None:
            draft = self._shipped(shipped)
        self._read(keys, draft)
        steps = tuple(draft.steps.values())
        self._not_columns(steps, draft.each)
        self._known_steps(draft.limits, draft.steps)
        self.many |= draft.many
        self.workflows.append(
            Workflow(
                name=key.value,
                place=self._fields.place(key),
                each=draft.each,
                only=draft.only,
                steps=steps,
                links=tuple(link for links in draft.links.values() for link in links),
                limits=tuple(draft.limits),
            )
        )

    def _keys(self, value: Value, what: str) -> Iterator[tuple[str, Value]]:
        for field, item in self._fields.keyed(value, what):
            if field.value in WORKFLOW_KEYS:
                yield field.value, item
            else:
                place = self._fields.place(field)
                note = problems.unknown_key(place, field.value, WORKFLOW_KEYS, "a workflow")
                self._fields.note(note)

    def _read(self, keys: Mapping[str, Value], draft: _Draft) -> None:
        fields = self._fields
        before = len(fields.found)
        if "for" in keys:
            draft.each, draft.only = self._rows(keys["for"])
        is_read = len(fields.found) == before
        for name, said in fields.keyed(keys["steps"], "`steps`") if "steps" in keys else ():
            entries = MilestoneEntries(fields, of_rows=True)
            draft.steps[name.value] = self._step(entries, name, said, draft.each)
            draft.links[name.value] = entries.links
            draft.many |= entries.many
            self.of_any_row |= set() if is_read else {name.value}
        if "limits" in keys:
            found = (self._limit(line) for line in fields.listed(keys["limits"]))
            draft.limits = [limit for limit in found if limit is not None]

    def _shipped(self, named: Value) -> _Draft:
        """A workflow that comes with earlyhelp, read from its own file."""
        draft = _Draft()
        name = self._fields.text("from", named)
        file = shipped_part("workflows", name or "")
        if file is None:
            known = shipped_names("workflows")
            place = self._fields.place(named)
            what = "a workflow that comes with earlyhelp"
            self._fields.note(problems.not_a_choice(place, name or "", what, known))
            return draft
        found = self._fields.found
        inner = WorkflowEntries(Fields(name=file.name, found=found))
        keys: dict[str, Value] = {}
        for entry in YamlFile(file.read_text("utf-8"), name=file.name, found=found).entries():
            if entry.key is None:
                keys[entry.section.value] = entry.value
            else:
                section = entry.section
                known_so_far = keys.setdefault(
                    section.value, YamlMapping([], section.line, section.column)
                )
                if type(known_so_far) is YamlMapping:
                    known_so_far.entries.append((entry.key, entry.value))
        inner._read(keys, draft)
        draft.links = {
            step: [attrs.evolve(link, is_shipped=True) for link in links]
            for step, links in draft.links.items()
        }
        return draft

    def _rows(self, value: Value) -> tuple[Each, tuple[Condition, ...]]:
        text = self._fields.text("for", value)
        try:
            return selected_rows(text or "each property")
        except NotASelectionError as error:
            self._fields.note(row_problems.not_a_selection(self._fields.place(value), str(error)))
            return Each.PROPERTY, ()

    def _step(self, entries: MilestoneEntries, name: Text, value: Value, each: Each) -> Step:
        fields = self._fields
        if not _STEP_NAME.match(name.value):
            fields.note(problems.not_an_id(fields.place(name), name.value))
        needs_evidence = False
        row_days: list[tuple[str, RowDay]] = []
        if type(value) is YamlMapping:
            kept = []
            for key, item in value.entries:
                if _is_row_day(key, item):
                    row_days += self._row_day(key, item, each)
                elif key.value == "evidence":
                    fields.choice("evidence", item, ("required",), "what a gate asks")
                    needs_evidence = True
                elif key.value == "done":
                    where = "a step (record it for one row, with the column `done:STEP`)"
                    known = ("on", "expected", "by", "not_before", "after", "before", "evidence")
                    fields.note(problems.unknown_key(fields.place(key), "done", known, where))
                else:
                    kept.append((key, item))
            value = YamlMapping(kept, value.line, value.column)
        said: dict[str, Any] = entries.said(name.value, value, f"the step `{name.value}`")
        return Step(
            name=name.value,
            place=fields.place(name),
            needs_evidence=needs_evidence,
            row_days=tuple(row_days),
            **said,
        )

    def _row_day(self, key: Text, value: Value, each: Each) -> Iterator[tuple[str, RowDay]]:
        """A day that is left to the rows; what is done is a day of theirs, and not counted."""
        place = self._fields.place(value)
        try:
            found = self._fields.parsed(lambda text: row_day(text, each), key.value, value)
        except NotASelectionError as error:
            self._fields.note(row_problems.not_a_selection(place, str(error)))
            return
        if found is not None and key.value == "done" and found.lag is not None:
            reason = "what is done has the day that a column says, without a lag"
            self._fields.note(row_problems.not_a_selection(place, reason))
        elif found is not None:
            yield key.value, found

    def _limit(self, value: Value) -> Limit | None:
        text = self._fields.text("limits", value)
        place = self._fields.place(value)
        begin, _, rest = (text or "").partition(NO_MORE_THAN)
        said = None if begin else limits.said(rest)
        if said is None:
            self._fields.note(row_problems.not_a_limit(place, text or ""))
            return None
        return Limit(count=said.count, step=said.step, per=said.per, place=place)

    def _not_columns(self, steps: Iterable[Step], each: Each) -> None:
        """A step named like a column of the register could not have a column of its own."""
        taken = columns(Property if each is Each.PROPERTY else Occupation)
        for step in steps:
            if step.name in taken:
                self._fields.note(row_problems.taken_name(step.place, step.name, each.value))

    def _known_steps(self, limits: list[Limit], steps: Collection[str]) -> None:
        for limit in limits:
            if limit.step not in steps:
                self._fields.note(problems.unknown_reference(limit.place, limit.step, steps, ()))


def _is_row_day(key: Text, value: Value) -> bool:
    """Whether a key of a step leaves its day to the rows."""
    return key.value in _DAY_KEYS and type(value) is Text and is_like_a_row_day(value.value)
