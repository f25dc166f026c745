"""What does the letter say to a partner that was told to leave, and can stay after all?

As with every letter, all that is in it is what a partner may see of itself and of its buildings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from earlyhelp.model.registers import NO_ROWS, Partner
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows
from earlyhelp.outputs.notices.letters import Letter, addressed, by_day, one_line
from earlyhelp.partners.leaving import Leaving, called_off
from earlyhelp.partners.told import last_telling

#: The name of its files and of its templates.
STAY: Final = "stay"


def stays(schedule: Schedule, only: Iterable[str] = ()) -> Iterator[Letter]:
    """The letters to the partners that can stay, in the order of the register.

    `only` are ids of partners; none: all of them. Raises
    :class:`~earlyhelp.outputs.notices.letters.NotOneLineError` and
    :class:`~earlyhelp.file_names.NotAFileNameError`.
    """
    wanted, staying = set(only), dict[str, list[Leaving]]()
    for leaving in called_off(schedule):
        staying.setdefault(leaving.row.partner, []).append(leaving)
    for partner in (schedule.plan.registers or NO_ROWS).partners:
        own = staying.get(partner.id)
        if own and (not wanted or partner.id in wanted):
            yield _letter(schedule, partner, own)


def _letter(schedule: Schedule, partner: Partner, own: Iterable[Leaving]) -> Letter:
    places = [_place(leaving) for leaving in own]
    where = places[0]["name"] if len(places) == 1 else f"{len(places)} buildings"
    return addressed(schedule, partner, f"You can stay in {where}", form=STAY, places=places)


def _place(leaving: Leaving) -> dict[str, Any]:
    """A building in which it can stay, and what it was told of it before."""
    one_line(leaving.left.name, f"the name of {leaving.left.id}")
    left = rows.shown(leaving.left, rows.Audience.PARTNER)
    address = (left.get(part) for part in ("address", "postcode"))
    told = last_telling(leaving)
    return {
        "name": left.get("name", left["id"]),
        "address": ", ".join(part for part in address if part),
        "told": told.day.when.with_preposition() if told is not None else "",
        "was": by_day(told.out) if told is not None and told.out is not None else "",
    }
