"""What does another program get to know of a plan as milestones and links?

Days, lags and places only, beside the titles: who a milestone belongs to, notes and reasons
in free text stay in the plan.
"""

from __future__ import annotations

import json
from typing import Any, Final

from earlyhelp.findings import Place
from earlyhelp.model import Link
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import machine

SCHEMA: Final = "earlyhelp.graph/1"


def as_json(schedule: Schedule) -> str:
    """The whole plan, as the schema ``earlyhelp.graph/1`` has it."""
    document = {
        "schema": SCHEMA,
        "plan": machine.plan_record(schedule),
        "feasible": schedule.feasible,
        "milestones": milestone_records(schedule),
        "links": link_records(schedule),
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def milestone_records(schedule: Schedule) -> list[dict[str, Any]]:
    """Every milestone in the order of the plan: its days as a check has them, and its place."""
    return [
        machine.milestone_record(schedule, item.id)
        | {"workstream": item.workstream}
        | _place(item.place)
        for item in schedule.plan.milestones
    ]


def link_records(schedule: Schedule) -> list[dict[str, Any]]:
    """Every link in the order of the plan, those that rules of law ask for among them.

    Read each as `kind` says: `then` is at least, or at most, `lag` after `first`.
    """
    return [_link(link) for link in schedule.plan.links]


def _link(link: Link) -> dict[str, Any]:
    said = {
        "first": link.first,
        "then": link.then,
        "kind": link.kind.value,
        "lag": str(link.lag),
        "lag_count": link.lag.count,
        "lag_unit": link.lag.unit.value,
        "source": link.source,
        "locked": link.locked,
    }
    return said | _place(link.place)


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
