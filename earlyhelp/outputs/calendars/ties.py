"""Which milestones of a calendar wait for which others?

A link may lead from one to the other through milestones that the readers of the calendar do
not see. These are followed and never named: neither they nor how many they are.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from earlyhelp.model import LinkKind, Plan
from earlyhelp.model.calendars import Relation, RelationKind, event_uid

#: How many milestones are followed on the way to those that are named.
_FARTHEST: Final = 300


class Ties:
    """The links of a plan between what a view may see."""

    def __init__(self, plan: Plan, seen: Container[str]) -> None:
        """Take in which milestones may be named."""
        self._plan = plan
        self._seen = seen
        self._before: dict[str, list[str]] = {}
        self._after: dict[str, list[str]] = {}
        self._gaps: dict[tuple[str, str], int | None] = {}
        for link in plan.links:
            if link.kind is not LinkKind.AT_LEAST or link.first == link.then:
                continue
            self._before.setdefault(link.then, []).append(link.first)
            if link.first in seen and link.then in seen:
                self._after.setdefault(link.first, []).append(link.then)
                gap = link.lag.steps(plan.calendar).shift or None
                pair = (link.first, link.then)
                self._gaps[pair] = max(gap or 0, self._gaps.get(pair) or 0) or None

    def before(self, milestone: str) -> list[str]:
        """What may be seen of what a milestone waits for, the nearest on every way back."""
        found: dict[str, None] = {}
        waiting = list(self._before.get(milestone, ()))
        gone = {milestone, *waiting}
        for name in waiting:  # grows while it is gone through
            if name in self._seen:
                found[name] = None
            elif len(gone) < _FARTHEST:
                further = [one for one in self._before.get(name, ()) if one not in gone]
                further = list(dict.fromkeys(further))
                gone.update(further)
                waiting += further
        return list(found)

    def relations(self, milestone: str, events: Container[str]) -> tuple[Relation, ...]:
        """The direct links of a milestone as RFC 9253 has them, to others that have events.

        DEPENDS-ON stands on the later one; FINISHTOSTART on the earlier one, with a gap
        where the lag is the same number of calendar days whatever the day.
        """
        own = self._plan.id
        found = {
            Relation(kind=RelationKind.DEPENDS_ON, uid=event_uid(own, name))
            for name in self._before.get(milestone, ())
            if name in events
        }
        found |= {
            Relation(
                kind=RelationKind.FINISH_TO_START,
                uid=event_uid(own, name),
                gap_days=self._gaps[milestone, name],
            )
            for name in self._after.get(milestone, ())
            if name in events
        }
        return tuple(sorted(found))
