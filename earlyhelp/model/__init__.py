"""What a plan says: milestones, stages, links, facts and settings, as frozen values."""

from __future__ import annotations

from earlyhelp.model.lengths import Length, LinkKind, Rate, Spread
from earlyhelp.model.links import Field, Link
from earlyhelp.model.milestones import Days, Milestone, Stated
from earlyhelp.model.plan import Fact, FactValue, Plan, Settings, Stage

__all__ = [
    "Days",
    "Fact",
    "FactValue",
    "Field",
    "Length",
    "Link",
    "LinkKind",
    "Milestone",
    "Plan",
    "Rate",
    "Settings",
    "Spread",
    "Stage",
    "Stated",
]
