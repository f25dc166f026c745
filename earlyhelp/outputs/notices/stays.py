"""What does the letter say to a partner that was told to leave, and can stay after all?

As with every letter, all that is in it is what a partner may see of itself and of its buildings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from earlyhelp.dates import words
from earlyhelp.file_names import file_name
from earlyhelp.model.registers import NO_ROWS, Partner
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows
from earlyhelp.outputs.notices.letters import LONGEST_SUBJECT, Letter, by_day, mailbox, one_line
from earlyhelp.outputs.text import clipped
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
    plan = schedule.plan
    who = rows.shown(partner, rows.Audience.PARTNER, partner=partner.id)
    one_line(partner.name, f"the name of {partner.id}")
    one_line(plan.title, "the title of the plan")
    one_line(plan.organisation, "the organisation of the plan")
    places = [_place(leaving) for leaving in own]
    where = places[0]["name"] if len(places) == 1 else f"{len(places)} buildings"
    subject = clipped(f"You can stay in {where}", LONGEST_SUBJECT)
    calendar = file_name(partner.id, ".ics")
    return Letter(
        partner=partner.id,
        name=who.get("name", who["id"]),
        mailbox=mailbox(partner),
        subject=subject,
        calendar=calendar,
        form=STAY,
        says={
            "subject": subject,
            "organisation": plan.organisation or "The council",
            "plan": plan.title,
            "partner": who.get("name", who["id"]),
            "date": words.short(schedule.as_at) if schedule.as_at else "",
            "reference": f"{plan.id}, {who['id']}",
            "places": places,
            "calendar": calendar,
        },
    )


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
