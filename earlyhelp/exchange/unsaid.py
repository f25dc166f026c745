"""What of a plan has no place in a project of another tool?"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.exchange.report import Fate, Item, Kind
from earlyhelp.model import Milestone, Plan

_WHY = "a project has no place for it"
#: What a milestone says besides its dates, and what these are called.
_OF_MILESTONES = (
    ("owner", "owners"),
    ("source", "sources"),
    ("role", "roles"),
    ("locked", "milestones that are locked"),
    ("needs_evidence", "gates with evidence"),
)


def unsaid(plan: Plan) -> Iterator[Item]:
    """One item for each kind of thing that a project cannot hold, with how many there are."""
    counted = [
        (sum(bool(getattr(item, field)) for item in plan.milestones), thing)
        for field, thing in _OF_MILESTONES
    ]
    lines = {link.place: link for link in plan.links}.values()
    counted += [
        (sum(bool(link.because) for link in lines), "reasons of links"),
        (sum(bool(link.source) for link in lines), "sources of links"),
        (sum(link.spread is not None for link in lines), "likely lengths"),
        (len(plan.facts), "facts"),
        (len(plan.risks), "risks"),
        (len(plan.workflows), "workflows, whose steps are plain milestones there"),
    ]
    for number, thing in counted:
        if number:
            yield Item(Kind.OTHER, Fate.LOST, f"{thing} ({number:,})", _WHY)
    if plan.registers is not None:
        yield Item(Kind.OTHER, Fate.LOST, "the registers", _WHY)
    if plan.journal is not None:
        yield Item(Kind.OTHER, Fate.LOST, "the journal", "its days are there, and not its history")
    if number := sum(bool(item.note) for item in plan.milestones):
        why = "anything can be typed in a note, so it leaves the plan nowhere"
        yield Item(Kind.OTHER, Fate.LOST, f"notes ({number:,})", why)
    if any(map(_is_claimed, plan.milestones)):
        yield Item(Kind.OTHER, Fate.LOST, "days claimed without evidence", _WHY)


def _is_claimed(milestone: Milestone) -> bool:
    return milestone.claimed is not None
