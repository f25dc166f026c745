"""What became of a project of another tool, as lines and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from earlyhelp.dates import words
from earlyhelp.exchange.project import XML
from earlyhelp.exchange.recheck import Difference, Recheck
from earlyhelp.exchange.report import Fate, Item, Kind, counts, losses
from earlyhelp.outputs.text import clipped

SCHEMA: Final = "earlyhelp.import/1"


@attrs.frozen(kw_only=True)
class ImportReport:
    """A file, the plan's folder that it becomes, and everything that became of it."""

    file: str
    form: str  #: what people call the form of the file
    target: str
    title: str
    items: Sequence[Item]
    recheck: Recheck

    @property
    def is_lossless(self) -> bool:
        """Whether everything was kept and every stored day agrees."""
        return not losses(self.items) and not self.recheck.differences


def lines(report: ImportReport, *, with_kept: bool) -> Iterator[str]:
    """The report as people read it."""
    yield f"{report.file} to {report.target}: {clipped(report.title, 80)}"
    if report.form != XML:
        yield f"read from {report.form}"
    yield ""
    yield from table(report.items)
    for fate in (Fate.CHANGED, Fate.LOST, *((Fate.KEPT,) if with_kept else ())):
        yield from _listed(report, fate)
    yield ""
    yield from _rechecked(report.recheck)


def table(items: Sequence[Item]) -> Iterator[str]:
    """How many of each kind were kept, changed or cannot be said."""
    found = counts(items)
    yield f"{'':12}{'kept':>8}{'changed':>10}{'not expressible':>18}"
    for kind, by_fate in found.items():
        if any(by_fate.values()):
            kept, changed, lost = (by_fate[fate] for fate in Fate)
            yield f"{_plural(kind):12}{kept:>8,}{changed:>10,}{lost:>18,}"


def unheld(items: Sequence[Item]) -> Iterator[str]:
    """What a file can hold of a plan, and every line that it cannot hold as it is."""
    yield from table(items)
    for fate in (Fate.CHANGED, Fate.LOST):
        found = [item for item in items if item.fate is fate]
        if found:
            yield f"{fate}:"
        yield from (f"  {clipped(item.what, 160)}: {item.words}" for item in found)


def _plural(kind: Kind) -> str:
    return {Kind.OTHER: "other", Kind.CALENDAR: "calendar"}.get(kind, f"{kind}s")


def _listed(report: ImportReport, fate: Fate) -> Iterator[str]:
    found = [item for item in report.items if item.fate is fate]
    if not found:
        return
    yield ""
    yield f"{fate}:"
    for item in found:
        at = f"{report.file}:{item.line}: " if item.line else ""
        yield f"  {at}{clipped(item.what, 160)}"
        yield f"    {item.words}"


def _rechecked(found: Recheck) -> Iterator[str]:
    if not found.feasible:
        yield "the plan cannot be met: `eh plan check` says why"
    if not found.compared:
        yield "the file has no early or late days to compare ours with"
        return
    days = f"{found.compared:,} early and late days of the file"
    if not found.differences:
        yield f"{days}: ours are the same"
        return
    yield f"{days}: {len(found.differences):,} of ours are others:"
    for item in found.differences:
        ours = "not bounded" if item.ours is None else words.day(item.ours)
        by = "" if item.days is None else f" ({_by(item.days)})"
        yield f"  {item.id}, {item.what}: {words.day(item.theirs)} in the file, here {ours}{by}"
        yield f"    {_why(item)}"


def _why(item: Difference) -> str:
    if item.because is None:
        return "nothing that leads to it was changed: is the day in the file up to date?"
    return f"it may be because of: {clipped(item.because.what, 160)}"


def _by(days: int) -> str:
    return f"{words.count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def as_json(report: ImportReport) -> str:
    """The whole report, with everything that was kept."""
    found = counts(report.items)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "file": report.file,
        "form": report.form,
        "plan": report.target,
        "title": report.title,
        "lossless": report.is_lossless,
        "counts": {
            str(kind): {str(fate): number for fate, number in by_fate.items()}
            for kind, by_fate in found.items()
        },
        "items": [_item(item) for item in report.items],
        "recheck": {
            "feasible": report.recheck.feasible,
            "compared": report.recheck.compared,
            "differences": [_difference(item) for item in report.recheck.differences],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _item(item: Item) -> dict[str, Any]:
    return {
        "kind": str(item.kind),
        "fate": str(item.fate),
        "what": item.what,
        "text": item.words,
        "milestone": item.id,
        "line": item.line or None,
    }


def _difference(item: Difference) -> dict[str, Any]:
    return {
        "milestone": item.id,
        "task": item.task,
        "what": item.what,
        "file": item.theirs.isoformat(),
        "plan": item.ours.isoformat() if item.ours is not None else None,
        "days": item.days,
        "because": item.because.what if item.because is not None else None,
        "line": item.line or None,
    }
