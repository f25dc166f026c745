"""What would the text of a drawn plan be, as people type it?

Hypothesis shows a drawn plan so, too: as a call of :func:`plan_of`, to be read and typed again.
"""

from __future__ import annotations

from textwrap import dedent

import attrs
from hypothesis.vendor.pretty import RepresentationPrinter

from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Link, Milestone, Plan, Stated

#: What the text does not say: where a plan has it, that is said above the text.
_UNSAID = ("stages", "facts", "registers", "journal", "baseline", "rules", "risks", "workflows")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DrawnPlan(Plan):
    """A plan that shows as its text where a property fails."""

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """As a call that makes it again: Hypothesis and notebooks ask for it under this name."""
        del cycle  # nothing in a plan leads back to it
        unsaid = [name for name in _UNSAID if getattr(self, name)]
        lines = [f"# and {', '.join(unsaid)}, which are not shown"] if unsaid else []
        with printer.indent(4):
            printer.text('plan_of(r"""')
            for line in [*lines, *as_yaml(self).splitlines()]:
                printer.break_()
                printer.text(line)
        printer.break_()
        printer.text('""")')


def plan_of(text: str) -> Plan:
    """The plan that the text of a ``plan.yaml`` says, wherever it is indented.

    Raises :class:`~earlyhelp.errors.UnreadablePlanError` with every problem of the text. Of files
    beside the plan nothing is known.
    """
    return parse(dedent(text).encode())


def as_yaml(plan: Plan) -> str:
    """The text of a ``plan.yaml`` that says what `plan` says (facts and settings aside)."""
    lines = ["format: 1", f"id: {plan.id}", f"title: {_quoted(plan.title)}"]
    lines += [f"nation: {plan.nation}", f"days: {plan.days.value}"]
    if plan.as_at is not None:
        lines.append(f"as_at: {plan.as_at.isoformat()}")
    if plan.calendar.closures:
        lines.append("closures:")
        for closure in plan.calendar.closures:
            lines.append(f"  - days: {closure.first.isoformat()} to {closure.last.isoformat()}")
            lines.append(f"    name: {_quoted(closure.name)}")
    lines.append("milestones:")
    for milestone in plan.milestones:
        lines += _milestone_lines(plan, milestone)
    return "\n".join(lines) + "\n"


def _milestone_lines(plan: Plan, milestone: Milestone) -> list[str]:
    lines = [f"  {milestone.id}:"]
    if milestone.title:
        lines.append(f"    title: {_quoted(milestone.title)}")
    for key in ("on", "expected", "not_before", "done"):
        stated: Stated | None = getattr(milestone, key)
        if stated is not None:
            lines.append(f"    {key}: {stated.when.text}")
    if milestone.days is not None:
        lines.append(f"    days: {milestone.days.value}")
    said: dict[str, list[Link | Stated]] = {}
    for link in plan.links:
        if link.owner == milestone.id:
            said.setdefault(str(link.field), []).append(link)
    if milestone.by:
        said["by"] = [*milestone.by, *said.get("by", [])]
    for key, values in said.items():
        lines.append(f"    {key}:")
        lines += _value_lines(values)
    return lines


def _value_lines(values: list[Link | Stated]) -> list[str]:
    lines = []
    written: set[Place] = set()
    for value in values:
        if value.place in written:
            continue  # one line of the plan, two links
        written.add(value.place)
        if isinstance(value, Stated):
            lines.append(f"      - {value.when.text}")
        else:
            lines.append(f"      - link: {value.words}")
            lines += ["        locked: yes"] if value.locked else []
    return lines


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
