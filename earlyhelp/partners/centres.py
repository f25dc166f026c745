"""Which partners will a retained property have, and has it room for more?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import attrs

from earlyhelp.model import Plan
from earlyhelp.model.registers import NO_ROWS, Future, Property
from earlyhelp.partners.leaving import is_out
from earlyhelp.records import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Centre(Record):
    """A retained property, the partners in it, and those that are to come."""

    row: Property
    inside: frozenset[str]
    coming: frozenset[str]  #: offered a place, and not inside already

    @property
    def taken(self) -> int:
        """How many partners it would have; each counts once."""
        return len(self.inside) + len(self.coming)

    @property
    def has_room(self) -> bool | None:
        """Whether one more partner could work there; ``None``: its capacity is not known."""
        capacity = self.row.capacity
        return None if capacity is None else self.taken < capacity


def centres(plan: Plan) -> Iterator[Centre]:
    """Every retained property, in the order of the register.

    Coming are the partners of other properties that were offered a place, unless they have
    an alternative and have not accepted the offer.
    """
    registers = plan.registers or NO_ROWS
    inside: defaultdict[str, set[str]] = defaultdict(set)
    coming: defaultdict[str, set[str]] = defaultdict(set)
    for row in registers.occupations:
        home = registers.property_by_id.get(row.property)
        if home is not None and home.future is Future.RETAINED:
            if not is_out(plan, row):
                inside[home.id].add(row.partner)
        elif row.offered is not None and (row.alternative is None or row.offer_accepted):
            coming[row.offered].add(row.partner)
    for centre in registers.properties:
        if centre.future is Future.RETAINED:
            there = frozenset(inside[centre.id])
            more = frozenset(coming[centre.id]) - there
            yield Centre(row=centre, inside=there, coming=more)
