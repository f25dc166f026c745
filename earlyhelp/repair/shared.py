"""Which deadlines does one line of a plan say for several milestones at once?

A step of a workflow says the deadline of every row. Whoever types another day there moves it for
all of them: it is one day that may move, and not one for each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from earlyhelp.dates import NO_LAG
from earlyhelp.findings import Place
from earlyhelp.model import Days, Field, Link, LinkKind, Milestone, Plan

if TYPE_CHECKING:
    from earlyhelp.repair.question import Wish, Wishes

#: The key under which such a line stands.
_KEY: Final = str(Field.BY)


@attrs.frozen(kw_only=True)
class SharedLine:
    """A line that is the deadline of several milestones, and may move for all or for none."""

    names: tuple[str, ...]  #: of the milestones, in the order of the plan
    wish: Wish

    @property
    def last(self) -> Milestone:
        """A milestone that is there once all of them are: what the line is the deadline of."""
        first, *others = self.names
        said = self.wish.said
        name = f"{first} and {len(others)} more by {said.when.text}"
        return Milestone(id=name, place=said.place, days=Days.ANY)

    def links(self) -> Iterator[Link]:
        """That it comes after each of them."""
        last = self.last
        for name in self.names:
            yield Link(
                first=name,
                then=last.id,
                kind=LinkKind.AT_LEAST,
                lag=NO_LAG,
                place=last.place,
                field=Field.AFTER,
                owner=last.id,
                words=name,
            )


def shared_lines(plan: Plan, wanted: Mapping[str, Wishes]) -> dict[Place, SharedLine]:
    """The lines that are the deadline of several rows, of all that somebody could want moved."""
    names: dict[Place, list[str]] = {}
    wishes: dict[Place, Wish] = {}
    for milestone in plan.milestones:
        for wish in wanted[milestone.id] if milestone.is_step else ():
            if wish.field == _KEY:
                names.setdefault(wish.said.place, []).append(milestone.id)
                wishes[wish.said.place] = wish
    return {
        place: SharedLine(names=tuple(rows), wish=wishes[place])
        for place, rows in names.items()
        if len(rows) > 1
    }
