"""What was changed on the way to a day that is not the one of the file?"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from earlyhelp.exchange.report import Item, losses
from earlyhelp.model import LinkKind, Plan


class Causes:
    """For each milestone, something that was changed or lost and that its days can come from."""

    def __init__(self, plan: Plan, items: Sequence[Item]) -> None:
        """Follow the links of the plan from everything that is not as it was."""
        lost = losses(items)
        seeds: dict[str, Item] = {}
        for item in lost:
            for name in _milestones(plan, item.id):
                seeds.setdefault(name, item)
        onward: dict[str, list[str]] = {}
        back: dict[str, list[str]] = {}
        for link in plan.links:
            first, then = link.first, link.then
            if link.kind is LinkKind.AT_MOST:  # what comes then holds back what comes first
                first, then = then, first
            onward.setdefault(first, []).append(then)
            back.setdefault(then, []).append(first)
        self._early = _reached(seeds, onward)
        self._late = _reached(seeds, back)
        #: what is of no milestone can be behind any day: a calendar, the as-at day
        self._general = next((item for item in lost if item.id is None), None)

    def of(self, milestone: str, *, is_early: bool) -> Item | None:
        """What may be behind the earliest, or the latest, day of a milestone."""
        return (self._early if is_early else self._late).get(milestone, self._general)


def _milestones(plan: Plan, name: str | None) -> tuple[str, ...]:
    if name is None:
        return ()
    return tuple(one for one in (name, f"{name}.start", f"{name}.end") if one in plan)


def _reached(seeds: Mapping[str, Item], onward: Mapping[str, Sequence[str]]) -> Mapping[str, Item]:
    """Each milestone that links lead to from a seed, and the seed that is the nearest."""
    found = dict(seeds)
    waiting = deque(seeds)
    while waiting:
        at = waiting.popleft()
        for then in onward.get(at, ()):
            if then not in found:
                found[then] = found[at]
                waiting.append(then)
    return found
