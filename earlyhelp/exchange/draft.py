"""What is a plan before it is written: which lines will its file have?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import Closure

#: In the order in which they are written.
_LINES: Final = ("on", "expected", "done", "not_before", "by", "after")


@attrs.define(kw_only=True)
class Point:
    """What is said of one milestone, or of one end of a stage."""

    on: date | None = None
    expected: date | None = None
    done: date | None = None
    not_before: date | None = None
    by: list[str] = attrs.field(factory=list)  #: days, and ``REF + LAG``
    after: list[str] = attrs.field(factory=list)
    days: str | None = None

    def said(self) -> Iterator[tuple[str, list[str]]]:
        """Its keys with what stands there."""
        for key in _LINES:
            value = getattr(self, key)
            if isinstance(value, date):
                yield key, [value.isoformat()]
            elif value:
                yield key, list(dict.fromkeys(value))
        if self.days is not None:
            yield "days", [self.days]


@attrs.define(kw_only=True)
class Entry:
    """A milestone, or a stage with its two ends."""

    id: str
    title: str
    workstream: str | None = None
    note: str | None = None
    lasts: str | None = None  #: of a stage
    start: Point = attrs.field(factory=Point)  #: of a milestone, what is said of it
    end: Point | None = None  #: ``None``: a milestone

    @property
    def is_stage(self) -> bool:
        """Whether it is a span."""
        return self.end is not None


@attrs.frozen(kw_only=True)
class Draft:
    """A plan about to be written."""

    id: str
    title: str
    nation: str
    source: str
    as_at: date | None
    closures: tuple[Closure, ...]
    entries: tuple[Entry, ...]


def plan_yaml(draft: Draft) -> str:
    """The text of the plan's file."""
    return "\n".join(_lines(draft)) + "\n"


def quoted(text: str) -> str:
    """A text as YAML has it, whatever is in it, on one line."""
    plain = "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _lines(draft: Draft) -> Iterator[str]:
    yield "format: 1"
    yield f"id: {draft.id}"
    yield f"title: {quoted(draft.title)}"
    yield f"source: {quoted(draft.source)}"
    yield f"nation: {draft.nation}"
    if draft.as_at is not None:
        yield f"as_at: {draft.as_at.isoformat()}"
    if draft.closures:
        yield "closures:"
        for closure in draft.closures:
            first, last = closure.first.isoformat(), closure.last.isoformat()
            yield f"  - days: {first if first == last else f'{first} to {last}'}"
            yield f"    name: {quoted(closure.name)}"
    for section, is_stage in (("milestones", False), ("stages", True)):
        entries = [entry for entry in draft.entries if entry.is_stage is is_stage]
        if entries:
            yield f"{section}:"
        for entry in entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"  {entry.id}:"
    yield f"    title: {quoted(entry.title)}"
    for key in ("workstream", "note"):
        if (text := getattr(entry, key)) is not None:
            yield f"    {key}: {quoted(text)}"
    if entry.end is None:
        yield from _point(entry.start, "    ")
        return
    if entry.lasts is not None:
        yield f"    lasts: {entry.lasts}"
    for name, point in (("start", entry.start), ("end", entry.end)):
        said = list(_point(point, "      "))
        if said:
            yield f"    {name}:"
            yield from said


def _point(point: Point, indent: str) -> Iterator[str]:
    for key, values in point.said():
        if len(values) == 1:
            yield f"{indent}{key}: {values[0]}"
        else:
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {value}" for value in values)
