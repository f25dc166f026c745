"""Which milestones of a calendar wait for which others?

A link may lead from one to the other through milestones that the readers of the calendar do
not see. These are followed and never named: neither they nor how many they are.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from functools import cached_property
from typing import Final

from earlyhelp.model import Plan
from earlyhelp.model.calendars import Relation, RelationKind, event_uid

#: How many milestones are followed on the way to those that are named.
_FARTHEST: Final = 300


class Ties:
    """The links of a plan between what a view may see."""

    def __init__(self, plan: Plan, seen: Collection[str]) -> None:
        """Take in which milestones may be named."""
        self._plan = plan
        self._seen = seen
        self._links = plan.predecessor_links

    def before(self, milestone: str) -> list[str]:
        """What may be seen of what a milestone waits for, the nearest on every way back."""
        found: dict[str, None] = {}
        waiting = self._directly_before(milestone)
        gone = {milestone, *waiting}
        for name in waiting:  # grows while it is gone through
            if name in self._seen:
                found[name] = None
            elif len(gone) < _FARTHEST:
                further = [one for one in self._directly_before(name) if one not in gone]
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
            for name in self._directly_before(milestone)
            if name in events
        }
        found |= {
            Relation(
                kind=RelationKind.FINISH_TO_START,
                uid=event_uid(own, name),
                gap_days=gap or None,
            )
            for name, gap in self._after.get(milestone, {}).items()
            if name in events
        }
        return tuple(sorted(found))

    def _directly_before(self, milestone: str) -> list[str]:
        """What a milestone waits for without anything between, each once."""
        return list(dict.fromkeys(link.first for link in self._links.get(milestone, ())))

    @cached_property
    def _after(self) -> Mapping[str, Mapping[str, int]]:
        """By each one seen, those seen that wait for it, with the longest gap in days if fixed."""
        found: dict[str, dict[str, int]] = {}
        for then in self._seen:
            for link in self._links.get(then, ()):
                if link.first in self._seen:
                    gaps = found.setdefault(link.first, {})
                    gap = link.lag.steps(self._plan.calendar).shift or 0
                    gaps[then] = max(gap, gaps.get(then, 0))
        return found
